"""What can happen to a run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Answered:
    """One thought of the customer: a text, a tap (`reply_id`), or a message without words."""

    text: str = ""
    reply_id: str = ""
    reply_title: str = ""
    kind: str = "TEXT"


@dataclass(frozen=True, slots=True)
class Started:
    """The run begins; `said` is what the customer wrote to begin it, `heard` all of it."""

    said: str = ""
    heard: Answered | None = None


@dataclass(frozen=True, slots=True)
class EffectDone:
    """What `AwaitedEffect` number `effect_id` brought; `result` is plain JSON."""

    effect_id: str
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EffectFailed:
    effect_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TimePassed:
    """`now` has come to the state's `wake_at`, or past it."""


@dataclass(frozen=True, slots=True)
class Refused:
    """What the node `node` sent, and the provider had accepted, was refused after all; `heard`
    is the state's count when it was sent."""

    node: str
    heard: int


Event = Started | Answered | EffectDone | EffectFailed | TimePassed | Refused


@dataclass(frozen=True, slots=True)
class Facts:
    """What a flow may ask about, as things stand now.

    `attributes` are the customer's own fields by key; `is_open` says whether the business is
    open at this minute, `opens_at` when it opens again (None: it is open, or never does);
    `locale` is the customer's language.
    """

    business: str = ""
    time_zone: str = "UTC"
    locale: str = "pt-BR"
    customer: str = ""
    attributes: Mapping[str, str | int | bool | date | None] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()
    is_open: bool = True
    opens_at: datetime | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def first_name(self) -> str:
        return self.customer.split(" ")[0]
