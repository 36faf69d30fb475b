"""What a run wants done, in order. Values only: whoever runs the flow does it."""

from dataclasses import dataclass

from bot.flows.engine.state import Value
from bot.gateways.content import Content


@dataclass(frozen=True, slots=True)
class Send:
    """Send this to the customer; it keeps WhatsApp's limits."""

    content: Content


@dataclass(frozen=True, slots=True)
class SetAttribute:
    """Give the customer's own field `key` this value; an empty one clears it."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class ChangeTags:
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOver:
    """A person is wanted; `reason` is shown to the team."""

    reason: str


@dataclass(frozen=True, slots=True)
class StartFlow:
    """This run is over; the flow with this slug begins with what was said last."""

    flow: str


@dataclass(frozen=True, slots=True)
class CallHttp:
    """Ask a server; answered by `EffectDone` with {"status", "json"} or `EffectFailed`."""

    id: str
    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    body: str = ""
    timeout_s: int = 5


@dataclass(frozen=True, slots=True)
class AskDesk:
    """Ask the front desk (bot.flows.desk): `act` names what, `arguments` are plain values."""

    id: str
    act: str
    arguments: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Give a held time back; nothing happens when it is a visit already."""

    hold_id: str


AwaitedEffect = CallHttp | AskDesk
Effect = Send | SetAttribute | ChangeTags | HandOver | StartFlow | ReleaseHold | CallHttp | AskDesk
