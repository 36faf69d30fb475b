"""One visit: states, cancellation, notes."""

import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEntry
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.tests.views.conftest import PARTIAL, Salon

S = AppointmentStatus


def set_status(salon: Salon, status: str) -> None:
    Appointment.objects.filter(pk=salon.visit.pk).update(status=status)


def test_detail_shows_the_customer_and_the_phone(salon: Salon, desk: Client) -> None:
    page = desk.get(salon.visit_url(), headers=PARTIAL).content.decode()
    assert 'data-panel-heading="Marina Costa"' in page
    assert 'href="tel:+5511981230137"' in page
    assert "+55 11 98123-0137" in page
    assert "terça-feira, 24 de novembro" in page


def ways(salon: Salon, client: Client) -> list[str]:
    """Where the visit leads to: the card, the conversation."""
    page = client.get(salon.visit_url(), headers=PARTIAL).content.decode()
    card = salon.url(f"customers/{salon.customer.pk}/")
    talk = reverse("customer_conversation", args=[salon.organization.slug, salon.customer.pk])
    found = {"card": f'href="{card}"', "talk": f'action="{talk}"'}
    return [name for name, mark in found.items() if mark in page]


@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.OWNER, ["card", "talk"]), (Role.AGENT, ["card", "talk"]), (Role.VIEWER, ["card"])],
)
def test_detail_leads_where_the_role_may_go(
    salon: Salon, login: Callable[..., Client], role: Role, expected: list[str]
) -> None:
    assert ways(salon, login(role)) == expected


def test_professional_reaches_the_cards_of_own_visits_alone(
    salon: Salon, login: Callable[..., Client]
) -> None:
    card = salon.url(f"customers/{salon.customer.pk}/")
    bruno, ana = (login(Role.STAFF, staff=who) for who in (salon.bruno, salon.ana))
    assert (ways(salon, bruno), bruno.get(card).status_code) == ([], 404)
    assert (ways(salon, ana), ana.get(card).status_code) == (["card"], 200)


def test_detail_is_a_page_of_its_own_too(salon: Salon, desk: Client) -> None:
    page = desk.get(salon.visit_url()).content.decode()
    assert "<h1>Marina Costa</h1>" in page
    assert "hx-post" not in page


@pytest.mark.parametrize(
    ("status", "offered"),
    [
        (S.REQUESTED, ["CONFIRMED"]),
        (S.CONFIRMED, ["ARRIVED", "IN_SERVICE", "COMPLETED", "NO_SHOW"]),
        (S.ARRIVED, ["IN_SERVICE", "COMPLETED", "NO_SHOW", "CONFIRMED"]),
        (S.IN_SERVICE, ["COMPLETED", "ARRIVED"]),
        (S.COMPLETED, ["IN_SERVICE"]),
        (S.NO_SHOW, ["ARRIVED"]),
    ],
)
def test_only_allowed_states_are_offered(
    salon: Salon, desk: Client, status: str, offered: list[str]
) -> None:
    set_status(salon, status)
    context = desk.get(salon.visit_url(), headers=PARTIAL).context
    assert [action["to"] for action in context["actions"]] == offered


def test_state_changes_and_can_be_undone(salon: Salon, desk: Client) -> None:
    answer = desk.post(salon.visit_url("status/"), {"to": "ARRIVED"}, headers=PARTIAL)
    assert salon.fresh().status == "ARRIVED"
    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert toast["text"] == "Marina Costa: chegou."
    assert desk.post(toast["undo"], headers=PARTIAL).status_code == 204
    assert salon.fresh().status == "CONFIRMED"


@pytest.mark.parametrize("wanted", ["CANCELLED", "HELD", "REQUESTED", "", "\x00"])
def test_unknown_state_is_refused(salon: Salon, desk: Client, wanted: str) -> None:
    answer = desk.post(salon.visit_url("status/"), {"to": wanted}, headers=PARTIAL)
    assert answer.status_code == 400
    assert salon.fresh().status == "CONFIRMED"


def test_forbidden_transition_is_refused_with_a_reason(salon: Salon, desk: Client) -> None:
    set_status(salon, S.COMPLETED)
    answer = desk.post(salon.visit_url("status/"), {"to": "NO_SHOW"}, headers=PARTIAL)
    assert answer.status_code == 409
    assert "já mudou de situação" in answer.content.decode()
    assert salon.fresh().status == "COMPLETED"


def test_coming_back_to_a_time_given_away_is_refused(salon: Salon, desk: Client) -> None:
    set_status(salon, S.NO_SHOW)
    salon.book(10)
    answer = desk.post(salon.visit_url("status/"), {"to": "ARRIVED"}, headers=PARTIAL)
    assert answer.status_code == 409
    assert "Ana não está livre" in answer.content.decode()


def test_cancellation_says_what_the_customer_receives(salon: Salon, desk: Client) -> None:
    page = desk.get(salon.visit_url("cancellation/"), headers=PARTIAL).content.decode()
    assert "O cliente será avisado no WhatsApp se a conversa estiver aberta (24 h)" in page
    assert salon.fresh().status == "CONFIRMED"


def test_cancellation_frees_the_time_and_keeps_the_reason(salon: Salon, desk: Client) -> None:
    answer = desk.post(salon.visit_url("cancellation/"), {"reason": "Viajou"}, headers=PARTIAL)
    assert answer.status_code == 204
    cancelled = salon.fresh()
    assert (cancelled.status, cancelled.cancelled_by) == ("CANCELLED", "STAFF")
    assert cancelled.cancel_reason == "Viajou"
    assert salon.book(10).status == "CONFIRMED"
    page = desk.get(salon.visit_url(), headers=PARTIAL).content.decode()
    assert "Viajou" in page
    assert "status/" not in page


def test_cancellation_of_a_visit_under_way_is_refused(salon: Salon, desk: Client) -> None:
    set_status(salon, S.IN_SERVICE)
    assert desk.post(salon.visit_url("cancellation/"), headers=PARTIAL).status_code == 409
    assert salon.fresh().status == "IN_SERVICE"


def test_cancellation_needs_a_post_with_a_short_reason(salon: Salon, desk: Client) -> None:
    long = {"reason": "x" * 201}
    assert desk.post(salon.visit_url("cancellation/"), long, headers=PARTIAL).status_code == 422
    assert salon.fresh().status == "CONFIRMED"


def test_notes_are_kept_and_their_change_is_on_record(salon: Salon, desk: Client) -> None:
    answer = desk.post(salon.visit_url("notes/"), {"notes": " Alergia a amônia "}, headers=PARTIAL)
    assert answer.status_code == 204
    assert salon.fresh().notes == "Alergia a amônia"
    entry = AuditEntry.objects.get(action="appointment.notes_changed")
    assert (entry.target_id, entry.details) == (salon.visit.pk, {})


def test_notes_too_long_are_refused(salon: Salon, desk: Client) -> None:
    answer = desk.post(salon.visit_url("notes/"), {"notes": "x" * 2001}, headers=PARTIAL)
    assert answer.status_code == 422
    assert salon.fresh().notes == ""
