"""The kinds of nodes that the built-in conversation is made of."""

from bot.flows.graph.fields import Field, FieldType
from bot.flows.graph.shape import Data, Group, NodeKind, Port

CHAIN = ("service", "whom", "add_ons", "staff", "time", "name", "confirm")
ASKS = ("menu", *CHAIN, "visits", "cancel", "prices", "place")
SIX_HOURS, A_WEEK = 6 * 60, 7 * 24 * 60
# By what the customer wants; the last is for what needs nothing more.
WANTED = (
    *("book", "reschedule", "visits", "cancel", "prices", "place", "menu", "human", "late"),
    *("my_data", "lost", "stop", "opt_in", "thanks", "dropped", "done"),
)
_ENDING = (*CHAIN, "visits", "cancel")


def _ports(data: Data) -> tuple[str, ...]:
    return (Port.DONE,) if data["asks"] in _ENDING else ()


HOUSE_KINDS = (
    NodeKind("understand", Group.DECIDE, (), ports=WANTED),
    NodeKind(
        "front_desk",
        Group.BOOKING,
        (
            Field("asks", FieldType.CHOICE, default="service", choices=ASKS),
            Field("text", FieldType.TEXT, 0, 300, is_template=True),
            Field("greeting", FieldType.LINE, 0, 200, is_template=True),
            Field("idle_minutes", FieldType.NUMBER, 1, A_WEEK, SIX_HOURS),
        ),
        ports=(Port.OTHERWISE, Port.IDLE),
        ports_if=_ports,
        waits=True,
    ),
)
HOUSE_NAMES = frozenset(kind.name for kind in HOUSE_KINDS)
