"""What can begin a flow: the kinds of triggers, and what each holds."""

from bot.flows.graph.fields import Field, FieldType

RULES = ("skip", "interrupt")
STATES = ("booked", "came", "no_show", "cancelled", "any")
SCHEDULED = frozenset({"appointment", "date"})  # begun by time, not by a word
# What a flow that an appointment begins knows of it.
VISIT_VALUES = frozenset(
    {"visit_service", "visit_staff", "visit_day", "visit_time", "visit_starts_at"}
)

_WORD = (Field("word", FieldType.LINE, 1, 60),)
_SERVICE = (Field("service", FieldType.LINE, 1, 36),)
_IF_BUSY = Field("if_busy", FieldType.CHOICE, default="skip", choices=RULES)

TRIGGERS: dict[str, tuple[Field, ...]] = {
    "first_message": (),
    "keyword": (
        Field("words", FieldType.ITEMS, 1, 30, items=_WORD, unique=("word",)),
        Field("match", FieldType.CHOICE, default="exact", choices=("exact", "word")),
    ),
    "button": (Field("button_id", FieldType.LINE, 1, 256),),
    "template_reply": (
        Field("template", FieldType.LINE, 0, 512),
        Field("tapped", FieldType.LINE, 0, 25),
    ),
    "ad": (Field("source", FieldType.LINE, 0, 100),),
    "intent": (Field("intent", FieldType.LINE, 1, 40),),
    "no_match": (),
    "anything": (),
    "appointment": (
        Field("amount", FieldType.NUMBER, 0, 365, 1),
        Field("unit", FieldType.CHOICE, default="days", choices=("minutes", "hours", "days")),
        Field("when", FieldType.CHOICE, default="before", choices=("before", "after")),
        Field("edge", FieldType.CHOICE, default="start", choices=("start", "end")),
        Field("state", FieldType.CHOICE, default="booked", choices=STATES),
        Field("services", FieldType.ITEMS, 0, 50, items=_SERVICE, unique=("service",)),
        Field("not_before", FieldType.LINE, 0, 5, "08:00"),
        Field("not_after", FieldType.LINE, 0, 5, "21:00"),
        _IF_BUSY,
        Field("needs_consent", FieldType.FLAG),
    ),
    "date": (
        Field("attribute", FieldType.LINE, 1, 40),
        Field("yearly", FieldType.FLAG, default=True),
        Field("days", FieldType.NUMBER, -365, 365, 0),
        Field("at", FieldType.LINE, 1, 5, "09:00"),
        _IF_BUSY,
        Field("needs_consent", FieldType.FLAG, default=True),
    ),
}
