"""The kinds of nodes: what each holds, by which ports it is left, whether it waits.

Limits are WhatsApp's (bot.gateways.limits). A new kind is one entry here, one handler in
`bot.flows.engine`, and its words in `bot.flow_words`.
"""

from bot.flows.graph.fields import Field, FieldType
from bot.flows.graph.house_kinds import HOUSE_KINDS
from bot.flows.graph.shape import Data, Group, NodeKind, Port
from bot.gateways.contact_cards import CARD_NAME_LIMIT
from bot.gateways.limits import (
    BUTTON_TITLE_LIMIT,
    BUTTONS_BODY_LIMIT,
    BUTTONS_LIMIT,
    FOOTER_LIMIT,
    HEADER_LIMIT,
    LIST_BUTTON_LIMIT,
    LIST_ROWS_LIMIT,
    ROW_DESCRIPTION_LIMIT,
    ROW_TITLE_LIMIT,
    SECTION_TITLE_LIMIT,
    TEXT_LIMIT,
)
from bot.gateways.media import CAPTION_LIMIT
from bot.gateways.places import ADDRESS_LIMIT, PLACE_NAME_LIMIT

__all__ = ["KINDS", "Data", "Group", "NodeKind", "Port"]

MINUTES_A_WEEK = 7 * 24 * 60
ANSWERS = ("text", "number", "email", "date", "time", "phone", "choice")
SOURCES = ("variable", "attribute", "tag", "time", "weekday", "hours", "name")
OPERATORS = (
    *("is", "is_not", "contains", "starts_with", "above", "below", "at_least", "at_most"),
    *("filled", "empty"),
)
METHODS = ("GET", "POST")
MOMENTS = ("opening", "time", "date")


def _text(name: str, most: int = TEXT_LIMIT, *, least: int = 1) -> Field:
    return Field(name, FieldType.TEXT, least, most, is_template=True)


def _line(name: str, most: int, *, least: int = 1, plain: bool = False) -> Field:
    return Field(name, FieldType.LINE, least, most, is_template=not plain)


def _number(name: str, least: int, most: int, default: int | None = None) -> Field:
    return Field(name, FieldType.NUMBER, least, most, default)


def _choice(name: str, choices: tuple[str, ...], default: str | None = None) -> Field:
    return Field(name, FieldType.CHOICE, default=default, choices=choices)


def _items(
    name: str, items: tuple[Field, ...], most: int, *, least: int = 1, unique: tuple[str, ...] = ()
) -> Field:
    return Field(name, FieldType.ITEMS, least, most, items=items, unique=unique)


_ID = Field("id", FieldType.ID)
_PORT = Field("port", FieldType.ID)
_SAVED = Field("variable", FieldType.NAME, 0)
_VARIABLE = Field("variable", FieldType.NAME)
_IDLE = _number("idle_minutes", 1, MINUTES_A_WEEK, 60)
_RETRY = (_text("retry_text", BUTTONS_BODY_LIMIT, least=0), _number("retries", 0, 5, 2))
_WAITING = (*_RETRY, _IDLE)

_BUTTON = (_ID, _line("title", BUTTON_TITLE_LIMIT))
_BUTTON_OF_TEMPLATE = (_ID, _line("title", 25, plain=True))
_ROW = (_ID, _line("title", ROW_TITLE_LIMIT), _line("description", ROW_DESCRIPTION_LIMIT, least=0))
_SECTION = (
    _line("title", SECTION_TITLE_LIMIT, least=0),
    _items("rows", _ROW, LIST_ROWS_LIMIT, unique=("id",)),
)
_TEST = (
    _choice("of", SOURCES, "variable"),
    _line("name", 60, least=0, plain=True),
    _choice("op", OPERATORS, "is"),
    _line("value", 200, least=0),
)
_RULE = (_PORT, _choice("match", ("all", "any"), "all"), _items("tests", _TEST, 10))
_ASSIGNMENT = (
    _choice("target", ("variable", "attribute"), "variable"),
    _line("name", 60, plain=True),
    _text("value", 1000, least=0),
)
_SHARE = (_PORT, _number("weight", 1, 100, 1))
_TAG = (_line("name", 40),)
_HEADER = (_line("name", 60, plain=True), _line("value", 500))
_NAMED = (_line("name", 40, plain=True), _text("value", 1000, least=0))
_SLOT = (_line("slot", 60, plain=True), _line("value", 1000))
_GOT = (_VARIABLE,)
_SAVE = (_line("path", 120, plain=True), _VARIABLE)


def _button_ports(data: Data) -> tuple[str, ...]:
    return tuple(button["id"] for button in data["buttons"])


def _row_ports(data: Data) -> tuple[str, ...]:
    return tuple(row["id"] for section in data["sections"] for row in section["rows"])


def _rule_ports(data: Data) -> tuple[str, ...]:
    return tuple(rule["port"] for rule in data["rules"])


def _share_ports(data: Data) -> tuple[str, ...]:
    return tuple(share["port"] for share in data["branches"])


def _template_ports(data: Data) -> tuple[str, ...]:
    """With buttons it waits for one of them."""
    return (Port.NO_MATCH, Port.IDLE) if data["buttons"] else (Port.DONE,)


def _return_ports(data: Data) -> tuple[str, ...]:
    return (Port.DONE, Port.ERROR) if data["returns"] else ()


_PICKED = (Port.DONE, Port.NONE, Port.NO_MATCH, Port.IDLE)

_ALL = (
    NodeKind(
        "message",
        Group.SAY,
        (_items("blocks", (_text("text"),), 5),),
    ),
    NodeKind(
        "file", Group.SAY, (_line("file", 36, plain=True), _text("text", CAPTION_LIMIT, least=0))
    ),
    NodeKind(
        "location",
        Group.SAY,
        (
            _line("name", PLACE_NAME_LIMIT),
            _line("address", ADDRESS_LIMIT, least=0),
            _line("latitude", 20, plain=True),
            _line("longitude", 20, plain=True),
        ),
    ),
    NodeKind(
        "contact",
        Group.SAY,
        (
            _line("name", CARD_NAME_LIMIT),
            _line("phone", 30, plain=True),
            _line("company", CARD_NAME_LIMIT, least=0),
        ),
    ),
    NodeKind(
        "template",
        Group.SAY,
        (
            _line("template", 512, plain=True),
            _line("header_file", 36, least=0, plain=True),
            _items("values", _SLOT, 20, least=0, unique=("slot",)),
            _items("buttons", _BUTTON_OF_TEMPLATE, 10, least=0, unique=("id", "title")),
            _SAVED,
            *_WAITING,
        ),
        ports=(Port.ERROR,),
        ports_of=_button_ports,
        ports_if=_template_ports,
        waits=True,
        asks_if=lambda data: bool(data["buttons"]),
    ),
    NodeKind(
        "question",
        Group.ASK,
        (
            _text("text"),
            _choice("answer", ANSWERS, "text"),
            _VARIABLE,
            _items("choices", (_ID, _line("title", ROW_TITLE_LIMIT)), 10, least=0, unique=("id",)),
            Field("minimum", FieldType.LINE, 0, 20),
            Field("maximum", FieldType.LINE, 0, 20),
            *_WAITING,
        ),
        ports=(Port.DONE, Port.FAILED, Port.IDLE),
        waits=True,
    ),
    NodeKind(
        "buttons",
        Group.ASK,
        (
            _text("text", BUTTONS_BODY_LIMIT),
            _line("header", HEADER_LIMIT, least=0),
            _line("footer", FOOTER_LIMIT, least=0),
            _items("buttons", _BUTTON, BUTTONS_LIMIT, unique=("id", "title")),
            _SAVED,
            *_WAITING,
        ),
        ports=(Port.NO_MATCH, Port.IDLE),
        ports_of=_button_ports,
        waits=True,
    ),
    NodeKind(
        "list",
        Group.ASK,
        (
            _text("text"),
            _line("button", LIST_BUTTON_LIMIT),
            _line("header", HEADER_LIMIT, least=0),
            _line("footer", FOOTER_LIMIT, least=0),
            _items("sections", _SECTION, LIST_ROWS_LIMIT),
            _SAVED,
            *_WAITING,
        ),
        ports=(Port.NO_MATCH, Port.IDLE),
        ports_of=_row_ports,
        waits=True,
    ),
    NodeKind(
        "condition",
        Group.DECIDE,
        (_items("rules", _RULE, 10, unique=("port",)),),
        ports=(Port.OTHERWISE,),
        ports_of=_rule_ports,
    ),
    NodeKind(
        "split",
        Group.DECIDE,
        (_items("branches", _SHARE, 5, least=2, unique=("port",)),),
        ports=(),
        ports_of=_share_ports,
    ),
    NodeKind(
        "set",
        Group.DECIDE,
        (_items("assignments", _ASSIGNMENT, 20),),
        ports=(Port.DONE, Port.ERROR),
    ),
    NodeKind(
        "tag",
        Group.DECIDE,
        (_items("add", _TAG, 10, least=0), _items("remove", _TAG, 10, least=0)),
    ),
    NodeKind(
        "wait",
        Group.DECIDE,
        (_number("minutes", 1, 30 * 24 * 60, 60),),
        waits=True,
        is_clock=True,
    ),
    NodeKind(
        "wait_until",
        Group.DECIDE,
        (
            _choice("until", MOMENTS, "opening"),
            _line("date", 60, least=0),
            _number("days", -365, 365, 0),
            _line("time", 5, least=0, plain=True),
        ),
        ports=(Port.DONE, Port.NONE),
        waits=True,
        is_clock=True,
    ),
    NodeKind(
        "services",
        Group.BOOKING,
        (_text("text", BUTTONS_BODY_LIMIT, least=0),),
        ports=(Port.DONE, Port.NONE),
    ),
    NodeKind(
        "prices",
        Group.BOOKING,
        (
            _text("text", BUTTONS_BODY_LIMIT, least=0),
            _line("category", 80, least=0),
            Field("only_chosen", FieldType.FLAG),
        ),
        ports=(Port.DONE, Port.NONE),
    ),
    NodeKind(
        "pick_service",
        Group.BOOKING,
        (_text("text", BUTTONS_BODY_LIMIT), _line("category", 80, least=0), *_WAITING),
        ports=_PICKED,
        waits=True,
    ),
    NodeKind(
        "pick_staff",
        Group.BOOKING,
        (
            _text("text", BUTTONS_BODY_LIMIT),
            Field("allow_any", FieldType.FLAG, default=True),
            *_WAITING,
        ),
        ports=_PICKED,
        waits=True,
    ),
    NodeKind(
        "pick_slot",
        Group.BOOKING,
        (_text("text", BUTTONS_BODY_LIMIT), *_WAITING),
        ports=_PICKED,
        waits=True,
    ),
    NodeKind(
        "confirm_booking",
        Group.BOOKING,
        (_text("text", BUTTONS_BODY_LIMIT), *_WAITING),
        ports=(Port.BOOKED, Port.CHANGED, Port.DECLINED, Port.IDLE),
        waits=True,
    ),
    NodeKind(
        "my_appointments",
        Group.BOOKING,
        (_text("text", BUTTONS_BODY_LIMIT, least=0),),
        ports=(Port.DONE, Port.NONE),
    ),
    NodeKind(
        "cancel",
        Group.BOOKING,
        (_text("text", BUTTONS_BODY_LIMIT), *_WAITING),
        ports=(Port.DONE, Port.NONE, Port.DECLINED, Port.IDLE),
        waits=True,
    ),
    NodeKind(
        "reschedule",
        Group.BOOKING,
        (_text("text", BUTTONS_BODY_LIMIT), *_WAITING),
        ports=(Port.DONE, Port.NONE, Port.DECLINED, Port.IDLE),
        waits=True,
    ),
    NodeKind(
        "http",
        Group.CONNECT,
        (
            _choice("method", METHODS, "GET"),
            _line("url", 2000),
            _items("headers", _HEADER, 20, least=0),
            _text("body", 8000, least=0),
            _items("save", _SAVE, 20, least=0),
            _number("timeout_s", 1, 10, 5),
        ),
        ports=(Port.DONE, Port.ERROR),
    ),
    NodeKind(
        "webhook",
        Group.CONNECT,
        (_line("url", 2000), _items("send", _NAMED, 20, least=0, unique=("name",))),
    ),
    NodeKind(
        "assistant",
        Group.CONNECT,
        (
            _text("text", BUTTONS_BODY_LIMIT, least=0),
            Field("instruction", FieldType.TEXT, 0, 1000),
            _number("turns", 1, 10, 5),
            _IDLE,
        ),
        ports=(Port.DONE, Port.HANDED_OVER, Port.ERROR, Port.IDLE),
        waits=True,
        asks_if=lambda data: bool(data["text"].strip()),
    ),
    NodeKind(
        "hand_over",
        Group.END,
        (
            _text("text", BUTTONS_BODY_LIMIT, least=0),
            _line("to", 60, least=0, plain=True),
            _line("reason", 200, least=0),
        ),
        ports=(),
        ends=True,
    ),
    NodeKind(
        "go_to",
        Group.END,
        (
            _line("flow", 80, plain=True),
            Field("returns", FieldType.FLAG),
            _items("gets", _GOT, 20, least=0, unique=("variable",)),
        ),
        ports=(),
        ports_if=_return_ports,
        ends=True,
    ),
    NodeKind("end", Group.END, (_text("text", least=0),), ports=(), ends=True),
    *HOUSE_KINDS,
)
KINDS: dict[str, NodeKind] = {kind.name: kind for kind in _ALL}
