"""Where one customer is in the conversation: small, immutable, kept as JSON."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from bot.flows.desk import Along

ANYBODY = "any"
IDLE_AFTER = timedelta(hours=6)
COOL_DOWN = timedelta(minutes=45)
REMINDER_ANSWERED_WITHIN = timedelta(hours=36)


class Step(StrEnum):
    """The question that waits for an answer."""

    IDLE = "IDLE"
    MENU = "MENU"
    SERVICE = "SERVICE"
    STAFF = "STAFF"
    DAY = "DAY"
    TIME = "TIME"
    NAME = "NAME"
    CONFIRM = "CONFIRM"
    WHOM = "WHOM"
    WHOM_NAME = "WHOM_NAME"
    SIZE = "SIZE"
    ADD_ONS = "ADD_ONS"
    APPOINTMENTS = "APPOINTMENTS"
    APPOINTMENT = "APPOINTMENT"
    CANCELLING = "CANCELLING"


ALONG_STEPS = frozenset({Step.WHOM, Step.WHOM_NAME, Step.SIZE, Step.ADD_ONS})
BOOKING_STEPS = ALONG_STEPS | {
    *(Step.SERVICE, Step.STAFF, Step.DAY, Step.TIME, Step.NAME, Step.CONFIRM)
}


class Goal(StrEnum):
    """What the customer is here for. MOVE is a booking that replaces `appointment_id`."""

    NONE = "NONE"
    BOOK = "BOOK"
    MOVE = "MOVE"
    CANCEL = "CANCEL"
    VIEW = "VIEW"


@dataclass(frozen=True, slots=True)
class Offer:
    """One choice as it was last shown, so that a typed "2" means what the customer saw."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything the next turn must know.

    `staff_id` is empty (not asked), `ANYBODY`, or an id; `assigned_staff_id` is whom the hold
    is with. `time_from` and `time_to` are minutes of the business's day: a wish for a time,
    exact when both are equal. `dependant_id` is for whom it is, `add_ons` the ids of what is
    added; `is_size_unsure`: the customer doesn't know the size. `awaiting_confirmation` is the
    appointment whose reminder was sent at `awaiting_since`. `retries` counts answers in a row
    that were not understood; `noted` says that we already explained that photos and audios
    can't be read.
    """

    step: Step = Step.IDLE
    goal: Goal = Goal.NONE
    service_id: str = ""
    staff_id: str = ""
    assigned_staff_id: str = ""
    on: date | None = None
    time_from: int | None = None
    time_to: int | None = None
    starts_at: datetime | None = None
    hold_id: str = ""
    appointment_id: str = ""
    dependant_id: str = ""
    is_size_unsure: bool = False
    add_ons: tuple[str, ...] = ()
    has_add_ons_settled: bool = False
    offered: tuple[Offer, ...] = ()
    retries: int = 0
    noted: bool = False
    awaiting_confirmation: str = ""
    awaiting_since: datetime | None = None
    touched_at: datetime | None = None
    finished_at: datetime | None = None

    def fresh(self) -> "State":
        """The same customer with nothing chosen."""
        return State(
            awaiting_confirmation=self.awaiting_confirmation,
            awaiting_since=self.awaiting_since,
            touched_at=self.touched_at,
            finished_at=self.finished_at,
            noted=self.noted,
            retries=self.retries,
        )

    def finished(self, now: datetime) -> "State":
        """Nothing chosen, and the conversation just came to a good end."""
        return replace(self.fresh(), finished_at=now, retries=0)

    def for_service(self, service_id: str) -> "State":
        """The booking for this service; what was added to another one is forgotten."""
        if service_id == self.service_id:
            return self
        return replace(self, service_id=service_id, add_ons=(), has_add_ons_settled=False)

    def without_time(self) -> "State":
        """The chosen start forgotten, the day and everything before kept."""
        return replace(
            self, starts_at=None, hold_id="", assigned_staff_id="", time_from=None, time_to=None
        )

    def without_start(self) -> "State":
        """The chosen start forgotten, the wish for a time kept."""
        return replace(self, starts_at=None, hold_id="", assigned_staff_id="")

    def awaiting(self, appointment_id: str, now: datetime) -> "State":
        """A reminder that asks "do you come?" was sent just now."""
        return replace(self, awaiting_confirmation=appointment_id, awaiting_since=now)

    def awaited(self, now: datetime) -> str:
        """The appointment that a bare "sim" would confirm: the reminder was our last word."""
        since = self.awaiting_since
        if not self.awaiting_confirmation or since is None:
            return ""
        is_last_word = self.touched_at is None or since >= self.touched_at
        is_quiet = self.step in (Step.IDLE, Step.MENU)
        recent = now - since <= REMINDER_ANSWERED_WITHIN
        return self.awaiting_confirmation if recent and (is_last_word or is_quiet) else ""

    def is_idle(self, now: datetime) -> bool:
        return self.touched_at is not None and now - self.touched_at > IDLE_AFTER

    def is_cooling_down(self, now: datetime) -> bool:
        ended = self.finished_at
        return self.step == Step.IDLE and ended is not None and now - ended <= COOL_DOWN

    @property
    def wanted_staff(self) -> str | None:
        """For the desk: None means anybody."""
        return None if self.staff_id in ("", ANYBODY) else self.staff_id

    @property
    def along(self) -> Along:
        """For the desk."""
        return Along(self.dependant_id, self.add_ons)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; only what differs from a new conversation."""
        kept = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: _plain(it) for name, it in kept.items() if it != getattr(_EMPTY, name)}

    @classmethod
    def from_dict(cls, data: object) -> "State":
        """Reads what `to_dict` wrote, also by an older or newer version. A state with one
        broken value can't be continued and starts again; the awaited reminder is kept."""
        if not isinstance(data, Mapping):
            return cls()
        known: dict[str, Any] = {}
        try:
            for name, read in _READERS.items():
                if name in data:
                    known[name] = read(data[name])
        except (TypeError, ValueError, LookupError, OverflowError):
            awaited = data.get("awaiting_confirmation")
            return cls(awaiting_confirmation=awaited) if isinstance(awaited, str) else cls()
        return cls(**known)


_EMPTY = State()


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [[one.id, one.title] if isinstance(one, Offer) else one for one in value]
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _minutes(value: object) -> int | None:
    if value is None:
        return None
    minutes = _number(value)
    if not 0 <= minutes <= 24 * 60:
        raise ValueError(minutes)
    return minutes


def _moment(value: object) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(_text(value))


def _offers(value: object) -> tuple[Offer, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(Offer(_text(pair[0]), _text(pair[1])) for pair in value)


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(_text(one) for one in value)


_READERS: dict[str, Callable[[Any], Any]] = {
    "step": Step,
    "goal": Goal,
    "service_id": _text,
    "staff_id": _text,
    "assigned_staff_id": _text,
    "on": _day,
    "time_from": _minutes,
    "time_to": _minutes,
    "starts_at": _moment,
    "hold_id": _text,
    "appointment_id": _text,
    "dependant_id": _text,
    "is_size_unsure": bool,
    "add_ons": _texts,
    "has_add_ons_settled": bool,
    "offered": _offers,
    "retries": _number,
    "noted": bool,
    "awaiting_confirmation": _text,
    "awaiting_since": _moment,
    "touched_at": _moment,
    "finished_at": _moment,
}
