"""Nodes that book a visit, show visits, move and cancel them. Nothing is booked, moved or
cancelled without a yes to a message that showed exactly that."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any

from bot.flows.engine.desk import (
    MORE,
    Item,
    ask_desk,
    at_phase,
    choose,
    following,
    forget,
    items_in,
    offer,
    picked,
)
from bot.flows.engine.events import Answered
from bot.flows.engine.picking import again_times, ask_days, offer_times, read_times
from bot.flows.engine.walk import Leave, Silent, Step, Walk
from bot.flows.graph.kinds import Port
from bot.gateways.content import Text
from bot.understanding.agreeing import agrees, agrees_to_cancel, is_doubtful
from bot.understanding.intents import Intent, read_intent

YES, NO, OTHER = "yes", "no", "other"
TIMES = ("days", "slots")
Agrees = Callable[[str, str], bool]


def ask_yes(walk: Walk, text: str, *, yes: str, no: str, other: str = "") -> Step:
    """A summary with a yes and a no, and a third way where there is one."""
    at_phase(walk, "sure")
    middle = [Item(OTHER, other)] if other else []
    return offer(walk, text, [Item(YES, yes), *middle, Item(NO, no)])


def agreed(walk: Walk, answer: Answered, is_yes: Agrees = agrees) -> str | None:
    """YES, NO or OTHER; a typed number is none of them."""
    if answer.reply_id:
        return _one_of_them(picked(walk, answer))
    said = answer.text or answer.reply_title
    if is_yes(said, walk.facts.locale):
        return YES
    if read_intent(said, walk.facts.locale) in (Intent.NO, Intent.QUIT):
        return NO
    key = None if said.strip().isdigit() else _one_of_them(picked(walk, answer))
    return None if key == YES and is_doubtful(said, walk.facts.locale) else key


def _one_of_them(key: str | None) -> str | None:
    return key if key in (YES, NO, OTHER) else None


def tell(walk: Walk, result: Mapping[str, Any]) -> bool:
    """Say what the desk says; whether the act succeeded."""
    text = str(result.get("text", ""))
    if text:
        walk.say(Text(text[:4096]))
    return result.get("ok") is True


class ConfirmBookingNode(Silent):
    """Holds the time, shows the summary, books on a yes."""

    def enter(self, walk: Walk) -> Step:
        at_phase(walk, "hold")
        booking = walk.state.booking
        return ask_desk(
            walk,
            "hold",
            service_id=booking.get("service_id", ""),
            staff_id=booking.get("staff_id", ""),
            starts_at=booking.get("starts_at", ""),
        )

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        if walk.state.phase == "book":
            forget(walk, "hold_id")
            return Leave(Port.BOOKED if tell(walk, result) else Port.CHANGED)
        if result.get("ok") is not True:
            tell(walk, result)
            return Leave(Port.CHANGED)
        summary = str(result.get("text", ""))
        choose(walk, hold_id=str(result.get("hold_id", "")), summary=summary)
        return self._ask(walk)

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        key = agreed(walk, answer)
        if key == YES:
            at_phase(walk, "book")
            return ask_desk(walk, "book", hold_id=walk.state.booking.get("hold_id", ""))
        if key in (NO, OTHER):
            forget(walk, "hold_id")
            return Leave(Port.CHANGED if key == OTHER else Port.DECLINED)
        return None

    def again(self, walk: Walk) -> Step:
        return self._ask(walk)

    def _ask(self, walk: Walk) -> Step:
        text = f"{walk.state.booking.get('summary', '')}\n\n{walk.fill(walk.data['text'])}"
        return ask_yes(
            walk,
            text,
            yes=walk.t("Confirmar"),
            other=walk.t("Mudar horário"),
            no=walk.t("Cancelar"),
        )


class MyAppointmentsNode(Silent):
    """Says what is booked."""

    def enter(self, walk: Walk) -> Step:
        return ask_desk(walk, "appointments")

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        items = items_in(result)
        if not items:
            return Leave(Port.NONE)
        head = [walk.fill(walk.data["text"])] if walk.data["text"] else []
        lines = [f"{one.name}: {one.detail}" if one.detail else one.name for one in items]
        walk.say(Text("\n".join([*head, *lines])[:4096]))
        return Leave(Port.DONE)


class OwnVisit(Silent, ABC):
    """The first half of moving and cancelling: which of the customer's visits."""

    def enter(self, walk: Walk) -> Step:
        forget(walk, "appointment_id", "moving", "on", "starts_at")
        at_phase(walk, "which")
        return ask_desk(walk, "appointments")

    def which(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        items = items_in(result)
        if not items:
            return Leave(Port.NONE)
        names = {one.id: f"{one.name}: {one.detail}" if one.detail else one.name for one in items}
        if len(items) == 1:
            choose(walk, appointment_id=items[0].id, summary=names[items[0].id])
            return self.found(walk)
        return offer(walk, walk.data["text"], items)

    def choose_one(self, walk: Walk, answer: Answered) -> Step | None:
        key = picked(walk, answer)
        if key is None:
            return None
        if key == MORE:
            return following(walk, walk.data["text"])
        choose(walk, appointment_id=key, summary=dict(walk.state.offered)[key])
        return self.found(walk)

    @abstractmethod
    def found(self, walk: Walk) -> Step:
        """What is asked once the visit is known."""

    @abstractmethod
    def sure(self, walk: Walk) -> Step:
        """The summary that a yes agrees to."""

    def again(self, walk: Walk) -> Step:
        if walk.state.phase == "which":
            return ask_desk(walk, "appointments")
        return again_times(walk) if walk.state.phase in TIMES else self.sure(walk)


class CancelNode(OwnVisit):
    def found(self, walk: Walk) -> Step:
        return self.sure(walk)

    def sure(self, walk: Walk) -> Step:
        text = f"{walk.t('Cancelar este horário?')}\n\n{walk.state.booking.get('summary', '')}"
        return ask_yes(walk, text, yes=walk.t("Sim, cancelar"), no=walk.t("Não, manter"))

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        if walk.state.phase == "which":
            return self.which(walk, result)
        return Leave(Port.DONE if tell(walk, result) else Port.DECLINED)

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        if walk.state.phase == "which":
            return self.choose_one(walk, answer)
        key = agreed(walk, answer, agrees_to_cancel)
        if key == YES:
            at_phase(walk, "act")
            return ask_desk(
                walk, "cancel", appointment_id=walk.state.booking.get("appointment_id", "")
            )
        return Leave(Port.DECLINED) if key == NO else None


class RescheduleNode(OwnVisit):
    def found(self, walk: Walk) -> Step:
        choose(walk, moving=walk.state.booking["appointment_id"])
        return ask_days(walk, walk.state.booking["moving"])

    def done(self, walk: Walk, result: Mapping[str, Any]) -> Step:
        phase = walk.state.phase
        if phase == "which":
            return self.which(walk, result)
        if phase == "act":
            forget(walk, "moving")
            return Leave(Port.DONE if tell(walk, result) else Port.DECLINED)
        text = walk.t("Para quando você quer mudar?")
        return offer_times(walk, result, text) or Leave(Port.NONE)

    def answered(self, walk: Walk, answer: Answered) -> Step | None:
        if walk.state.phase == "which":
            return self.choose_one(walk, answer)
        if walk.state.phase == "sure":
            return self._decided(walk, answer)
        step = read_times(walk, answer)
        if step is not None or "starts_at" not in walk.state.booking:
            return step
        start = dict(walk.state.offered).get(walk.state.booking["starts_at"], "")
        choose(walk, new_time=start)
        return self.sure(walk)

    def sure(self, walk: Walk) -> Step:
        booking = walk.state.booking
        text = walk.t(
            "Mudar {visit} para {day} às {time}?",
            visit=booking.get("summary", ""),
            day=booking.get("day", ""),
            time=booking.get("new_time", ""),
        )
        return ask_yes(walk, text, yes=walk.t("Confirmar"), no=walk.t("Deixar como está"))

    def _decided(self, walk: Walk, answer: Answered) -> Step | None:
        key = agreed(walk, answer)
        if key == YES:
            at_phase(walk, "act")
            booking = walk.state.booking
            return ask_desk(
                walk,
                "reschedule",
                appointment_id=booking.get("appointment_id", ""),
                staff_id=booking.get("staff_id", ""),
                starts_at=booking.get("starts_at", ""),
            )
        return Leave(Port.DECLINED) if key == NO else None
