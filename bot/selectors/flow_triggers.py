"""Which flow a message begins."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from bot.enums import Direction, FlowStatus
from bot.flows.conversation import SILENT_KINDS
from bot.flows.graph.triggers import SCHEDULED
from bot.flows.state import State, Step
from bot.flows.talk import Incoming
from bot.flows.taps import is_known
from bot.gateways import MessageKind
from bot.models import Conversation, FlowDefinition, FlowVersion, Message
from bot.understanding.intents import read_intent
from bot.understanding.normalize import normalize


@dataclass(frozen=True, slots=True)
class Begun:
    """A published version, and by which of its triggers it begins."""

    version: FlowVersion
    trigger: str = ""


@dataclass(frozen=True, slots=True)
class _Said:
    conversation: Conversation
    incoming: Incoming
    is_quiet: bool  # the built-in conversation has no question open

    @property
    def plain(self) -> str:
        return normalize(self.incoming.text)


def flow_begun_by(
    conversation: Conversation, incoming: Incoming, *, is_unread: bool = False
) -> Begun | None:
    """The first active flow, by position, one of whose triggers fits. With `is_unread`, the
    first that wants what nothing else understood. In the middle of a booking only a button
    or a keyword written exactly begins anything."""
    flows = _published()
    if not flows:
        return None
    state = State.from_dict(conversation.flow_state)
    said = _Said(conversation, incoming, state.step in (Step.IDLE, Step.MENU))
    for flow in flows:
        assert flow.published is not None
        for trigger in flow.published.graph["triggers"]:
            wants = trigger["kind"] == "no_match" if is_unread else _fits(trigger, said)
            if wants:
                return Begun(flow.published, trigger["id"])
    return None


def flow_scheduled(flow_id: UUID, trigger_id: str) -> tuple[Begun, Mapping[str, Any]] | None:
    """The published version of an active flow and the trigger with this id, as they are now."""
    flow = next((one for one in _published() if one.pk == flow_id), None)
    if flow is None or flow.published is None:
        return None
    triggers = flow.published.graph["triggers"]
    found = next((one for one in triggers if one["id"] == trigger_id), None)
    if found is None or found["kind"] not in SCHEDULED:
        return None
    return Begun(flow.published, trigger_id), found


def house_flow_for(conversation: Conversation, incoming: Incoming) -> Begun | None:
    """The first active flow that takes whatever no other answers, in the customer's language;
    None for what needs no answer."""
    if incoming.kind in SILENT_KINDS:
        return None
    flow = house_copy(conversation.customer.locale or conversation.organization.locale)
    if flow is None or flow.published is None:
        return None
    return Begun(flow.published, everything_of(flow.published))


def house_copy(locale: str) -> FlowDefinition | None:
    """The flow that answers in this language in the place of the built-in conversation."""
    wanted = {"locale": locale, "triggers": [{"kind": "anything"}]}
    flows = FlowDefinition.objects.filter(
        status=FlowStatus.ACTIVE, published__graph__contains=wanted
    )
    flow: FlowDefinition | None = (
        flows.select_related("published").order_by("position", "id").first()
    )
    return flow


def everything_of(version: FlowVersion) -> str:
    """The id of its trigger for whatever no other flow answers; empty without one."""
    found = (one["id"] for one in version.graph["triggers"] if one["kind"] == "anything")
    return next(found, "")


def flow_called(slug: str) -> Begun | None:
    """The flow that another one goes to."""
    found = next((one for one in _published() if one.slug == slug), None)
    return Begun(found.published) if found is not None and found.published else None


def _published() -> list[FlowDefinition]:
    flows = FlowDefinition.objects.filter(status=FlowStatus.ACTIVE, published__isnull=False)
    return list(flows.select_related("published").order_by("position", "id"))


def _fits(trigger: Mapping[str, Any], said: _Said) -> bool:
    test = _TESTS.get(trigger["kind"])
    return test is not None and test(trigger, said)


def _keyword(trigger: Mapping[str, Any], said: _Said) -> bool:
    words = [normalize(one["word"]) for one in trigger["words"]]
    if trigger["match"] == "exact":
        return said.plain in words and bool(said.plain)
    spaced = f" {said.plain} "
    return said.is_quiet and any(f" {word} " in spaced for word in words if word)


def _button(trigger: Mapping[str, Any], said: _Said) -> bool:
    return said.incoming.reply_id == trigger["button_id"]


def _template_reply(trigger: Mapping[str, Any], said: _Said) -> bool:
    """A button of a template of ours; one that the built-in conversation knows is its own."""
    incoming = said.incoming
    if incoming.kind != MessageKind.TEMPLATE_REPLY or is_known(incoming.reply_id):
        return False
    tapped = normalize(trigger["tapped"])
    if tapped and tapped != normalize(incoming.reply_title):
        return False
    return not trigger["template"] or trigger["template"] == _answered_template(said)


def _answered_template(said: _Said) -> str:
    """The name of the template that is answered; empty for any other message."""
    answered = Message.objects.filter(
        channel_id=said.conversation.channel_id, external_id=said.incoming.context_id
    ).first()
    content = answered.content if answered else {}
    return str(content.get("name", "")) if content.get("type") == "template" else ""


def _ad(trigger: Mapping[str, Any], said: _Said) -> bool:
    source = trigger["source"].strip()
    return said.is_quiet and bool(said.incoming.ad) and source in ("", said.incoming.ad)


def _first_message(trigger: Mapping[str, Any], said: _Said) -> bool:
    earlier = Message.objects.filter(
        conversation=said.conversation, direction=Direction.IN, handled_at__isnull=False
    )
    return not earlier.exists()


def _intent(trigger: Mapping[str, Any], said: _Said) -> bool:
    intent = read_intent(said.incoming.text)
    return said.is_quiet and intent is not None and intent.value == trigger["intent"].upper()


_TESTS: dict[str, Callable[[Mapping[str, Any], _Said], bool]] = {
    "keyword": _keyword,
    "button": _button,
    "template_reply": _template_reply,
    "ad": _ad,
    "first_message": _first_message,
    "intent": _intent,
}
