"""Booking, moving and cancelling by a flow, at a desk that keeps everything in memory."""

import json
from datetime import timedelta

import pytest

from bot.flows.engine import (
    Answered,
    AskDesk,
    EffectDone,
    Facts,
    HandOver,
    ReleaseHold,
    RunState,
    Send,
    Started,
    Status,
    advance_run,
    start_run,
)
from bot.flows.engine.desk_acts import answer_desk
from bot.flows.graph import Graph
from bot.flows.talk import Talk
from bot.gateways.content import Content
from bot.tests.flows.chat import choices, words_in
from bot.tests.flows.graph.graphs import errors, graph, node
from bot.tests.flows.memory_desk import Business, MemoryDesk

PERSON, END = node("h", "hand_over"), node("e", "end", {"text": "Até lá!"})
OUT = {"none": "h", "no_match": "h", "idle": "e"}


def booking() -> Graph:
    ask = {"text": "Posso marcar?"}
    return graph(
        node("a", "pick_service", {"text": "O que você quer?"}, done="b", **OUT),
        node("b", "pick_staff", {"text": "Com quem?"}, done="c", **OUT),
        node("c", "pick_slot", {"text": "Que dia?"}, done="d", **OUT),
        node("d", "confirm_booking", ask, booked="e", changed="c", declined="h", idle="e"),
        PERSON,
        END,
    )


def own(kind: str) -> Graph:
    ways = {"done": "e", "none": "h", "declined": "h", "idle": "e"}
    return graph(node("a", kind, {"text": "Qual deles?"}, **ways), PERSON, END)


class Customer:
    """Writes and taps; the desk answers what the flow asks."""

    def __init__(self, read: Graph, business: Business, name: str = "Ana") -> None:
        assert errors(read) == []
        self.graph, self.business = read, business
        self.desk = MemoryDesk(business, name)
        self.state = start_run(read, seed=1)
        self.last: Content | None = None
        self.heard: list[str] = []
        self.effects: list[object] = []
        self.event(Started("oi"))

    def event(self, event: object) -> "Customer":
        self.heard = []
        waiting: list[object] = [event]
        while waiting:
            profile = self.desk.profile()
            outcome = advance_run(
                self.graph,
                self.state,
                waiting.pop(),
                now=self.business.now,
                facts=Facts(time_zone=profile.time_zone, customer="Ana"),
                t=words_in("pt-BR"),
            )
            self.state = RunState.from_dict(json.loads(json.dumps(outcome.state.to_dict())))
            self.effects += outcome.effects
            for effect in outcome.effects:
                if isinstance(effect, Send):
                    effect.content.check()
                    self.last = effect.content
                    self.heard.append(effect.content.text())
                if isinstance(effect, ReleaseHold):
                    self.desk.release(effect.hold_id)
                if isinstance(effect, AskDesk):
                    talk = Talk(self.desk, words_in("pt-BR"), self.business.now, profile)
                    waiting.append(EffectDone(effect.id, answer_desk(talk, effect)))
        return self

    def says(self, words: str) -> "Customer":
        return self.event(Answered(words))

    def taps(self, title: str) -> "Customer":
        assert self.last is not None
        key = next(key for name, key in choices(self.last) if title in name)
        return self.event(Answered(reply_id=key, reply_title=title, kind="INTERACTIVE"))

    def taps_first(self) -> "Customer":
        assert self.last is not None
        return self.taps(choices(self.last)[0][0])


def booked(business: Business) -> list[tuple[str, str]]:
    """Service and start of what stands, in order."""
    return [
        (visit.service_id, visit.starts_at.isoformat())
        for visit in business.visits.values()
        if not visit.is_cancelled and visit.held_until is None
    ]


def test_a_visit_is_booked_by_taps_after_a_yes_alone() -> None:
    business = Business()
    ana = Customer(booking(), business)
    ana.taps("Escova").taps("Beatriz").taps_first().taps("10:00")
    assert booked(business) == []
    assert "Escova" in ana.heard[-1]
    assert "Posso marcar?" in ana.heard[-1]
    ana.taps("Confirmar")
    assert booked(business) == [("s-escova", "2026-11-20T13:00:00+00:00")]
    assert ana.heard[-1] == "Até lá!"
    assert ana.state.status == Status.ENDED


def test_a_visit_is_booked_in_words() -> None:
    business = Business()
    ana = Customer(booking(), business)
    ana.says("barba")  # Caio alone does it: nobody is asked about
    ana.says("amanhã depois das 15h")
    assert ana.last is not None
    assert choices(ana.last)[0][0] == "15:00"
    ana.says("16:00").says("sim")
    assert booked(business) == [("s-barba", "2026-11-21T19:00:00+00:00")]


def test_a_time_that_is_lost_is_chosen_again() -> None:
    business = Business()
    ana = Customer(booking(), business).says("barba").says("amanhã").taps("10:00")
    ana.taps("Mudar horário")
    assert ReleaseHold("a-1") in ana.effects
    ana.says("amanhã").taps("11:00")
    bia = Customer(booking(), business, "Bia").says("barba").says("amanhã")
    business.add("Caio", "s-barba", "p-caio", business.now + timedelta(days=1, hours=3))
    bia.taps("12:00")
    assert bia.heard[0] == "Esse horário acabou de ser ocupado."
    assert bia.state.node == "c"


def test_declining_books_nothing_and_a_person_comes() -> None:
    business = Business()
    ana = Customer(booking(), business).says("barba").says("amanhã").taps("10:00").says("não")
    assert booked(business) == []
    assert ana.effects[-1] == HandOver("")


def test_an_own_visit_is_moved() -> None:
    business = Business()
    business.add("Ana", "s-barba", "p-caio", business.now + timedelta(days=1))
    ana = Customer(own("reschedule"), business)
    ana.says("segunda às 14h").taps("14:00")
    assert "14:00" in ana.heard[-1]
    ana.says("sim")
    assert booked(business) == [("s-barba", "2026-11-23T17:00:00+00:00")]


def test_an_own_visit_is_cancelled_after_a_yes() -> None:
    business = Business()
    business.add("Ana", "s-barba", "p-caio", business.now + timedelta(days=1))
    business.add("Ana", "s-escova", "p-ana", business.now + timedelta(days=2))
    ana = Customer(own("cancel"), business).taps("Escova")
    assert len(booked(business)) == 2
    ana.taps("Sim, cancelar")
    assert [service for service, _ in booked(business)] == ["s-barba"]


@pytest.mark.parametrize(
    "words", ["vou sim", "mantido", "eu vou", "ok vou ver", "não quero cancelar", "sim?"]
)
def test_an_own_visit_stays_without_a_plain_yes(words: str) -> None:
    business = Business()
    business.add("Ana", "s-barba", "p-caio", business.now + timedelta(days=1))
    Customer(own("cancel"), business).says(words)
    assert len(booked(business)) == 1


@pytest.mark.parametrize(
    "words", ["ok vou ver", "posso confirmar depois?", "sim, mas outro dia", "vou pensar"]
)
def test_nothing_is_booked_by_what_only_begins_like_a_yes(words: str) -> None:
    business = Business()
    ana = Customer(booking(), business)
    ana.taps("Escova").taps("Beatriz").taps_first().taps("10:00").says(words)
    assert booked(business) == []


def test_what_is_too_late_stays_and_is_told() -> None:
    business = Business()
    business.add("Ana", "s-barba", "p-caio", business.now + timedelta(hours=1))
    ana = Customer(own("cancel"), business).taps("Sim, cancelar")
    assert "esse prazo já passou" in ana.heard[0]
    assert len(booked(business)) == 1


def test_without_visits_there_is_a_way_for_that() -> None:
    assert Customer(own("cancel"), Business()).state.status == Status.HANDED_OVER
