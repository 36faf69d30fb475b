"""What a run wants done, in order. Values only: whoever runs the flow does it."""

from dataclasses import dataclass, field

from bot.flows.engine.state import Value
from bot.gateways.content import Content


@dataclass(frozen=True, slots=True)
class Send:
    """Send this to the customer; it keeps WhatsApp's limits. `node` is whose it is."""

    content: Content
    node: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class SendFile:
    """Send this file of the organization's, with the words under it."""

    file_id: str
    caption: str = ""


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
    """A person is wanted; `reason` is shown to the team. `to` names whom: "user:<id>",
    "role:<name>", or nobody in particular."""

    reason: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class StartFlow:
    """This run is over; the flow with this slug begins with what was said last."""

    flow: str


@dataclass(frozen=True, slots=True)
class Secret:
    """Stands for a secret of the organization; only who makes the call puts it in."""

    name: str


@dataclass(frozen=True, slots=True)
class CallHttp:
    """Ask a server; answered by `EffectDone` with {"status", "json"} or `EffectFailed`.
    A header's value is in pieces, so that no text of a customer can name a secret."""

    id: str
    method: str
    url: str
    headers: tuple[tuple[str, tuple[str | Secret, ...]], ...] = ()
    body: str = ""
    timeout_s: int = 5


@dataclass(frozen=True, slots=True)
class Notify:
    """Tell a server, signed, without waiting: `values` are the fields of a JSON object."""

    id: str
    url: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SendTemplate:
    """Send the approved template of this name; answered by `EffectDone`, or `EffectFailed`
    where it may not be sent. `values` by the name of the variable, `taps` are
    (title of a button, id that comes back when it is tapped), `file_id` is a file of the
    organization's for a header that takes one."""

    id: str
    name: str
    values: tuple[tuple[str, str], ...] = ()
    taps: tuple[tuple[str, str], ...] = ()
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class CallFlow:
    """Walk the flow with this slug and come back: `EffectDone` with {"values"}, whenever
    that is, or `EffectFailed` where it can't be begun."""

    id: str
    flow: str


@dataclass(frozen=True, slots=True)
class AskDesk:
    """Ask the front desk (bot.flows.desk): `act` names what, `arguments` are plain values."""

    id: str
    act: str
    arguments: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class AskAssistant:
    """Let the organization's language model answer what was `said`, as its owner's
    `instruction` wants it. Answered by `EffectDone` with {"text", "is_last"} (to be said; the
    assistant has finished), {"tap"} (the id of a button of the built-in conversation: what it
    proposes) or {"to": "handed_over"}; by `EffectFailed` where there is no answer."""

    id: str
    said: str
    instruction: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseHold:
    """Give a held time back; nothing happens when it is a visit already."""

    hold_id: str


AwaitedEffect = CallHttp | AskDesk | AskAssistant | SendTemplate | CallFlow
Effect = (
    Send
    | SendFile
    | SetAttribute
    | ChangeTags
    | HandOver
    | StartFlow
    | ReleaseHold
    | Notify
    | CallHttp
    | AskDesk
    | AskAssistant
    | SendTemplate
    | CallFlow
)
