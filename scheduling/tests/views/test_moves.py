"""Moving a visit by form and by drag."""

import pytest
from django.test import Client

from accounts.enums import Role
from catalog.tests.factories import make_service
from scheduling.enums import AppointmentStatus
from scheduling.models import Appointment
from scheduling.tests.factories import local, make_staff
from scheduling.tests.views.conftest import JSON, PARTIAL, Salon


def place(salon: Salon, hour: str = "15:00", **fields: object) -> dict[str, object]:
    return {"staff": salon.ana.pk, "day": "2026-11-24", "time": hour, "duration": 60} | fields


def test_drag_to_another_person_moves(salon: Salon, desk: Client) -> None:
    answer = desk.post(
        salon.visit_url("time/"), place(salon, "11:15", staff=salon.bruno.pk), headers=JSON
    )
    moved = salon.fresh()
    assert (moved.staff, moved.starts_at) == (salon.bruno, local(2026, 11, 24, 11, 15))
    assert "com Bruno" in answer.json()["text"]


def test_drag_onto_a_taken_time_is_refused_with_alternatives(salon: Salon, desk: Client) -> None:
    salon.book(15)
    answer = desk.post(salon.visit_url("time/"), place(salon, "15:30"), headers=JSON)
    assert answer.status_code == 409
    assert "Ana não está livre" in answer.json()["reason"]
    assert "14:00" in answer.json()["alternatives"]
    assert salon.fresh().starts_at == local(2026, 11, 24, 10)


def test_drag_to_somebody_who_cannot_do_it_says_who(salon: Salon, desk: Client) -> None:
    carla = make_staff(salon.organization, [make_service(salon.organization)], name="Carla")
    answer = desk.post(salon.visit_url("time/"), place(salon, staff=carla.pk), headers=JSON)
    assert answer.status_code == 409
    assert answer.json()["reason"] == "Carla não faz Corte."


def test_undo_brings_it_back(salon: Salon, desk: Client) -> None:
    answer = desk.post(salon.visit_url("time/"), place(salon, "16:00"), headers=JSON)
    assert salon.fresh().starts_at == local(2026, 11, 24, 16)
    undone = desk.post(answer.json()["undo"], headers=PARTIAL)
    assert undone.status_code == 204
    assert "agenda:changed" in undone["HX-Trigger"]
    assert salon.fresh().starts_at == local(2026, 11, 24, 10)


def test_form_shows_where_the_visit_is(salon: Salon, desk: Client) -> None:
    page = desk.get(salon.visit_url("time/"), headers=PARTIAL).content.decode()
    assert 'value="2026-11-24"' in page
    assert 'value="10:00"' in page
    assert "será avisado no WhatsApp" in page


def test_form_moves_and_changes_the_length(salon: Salon, desk: Client) -> None:
    answer = desk.post(
        salon.visit_url("time/"), place(salon, "13:00", duration=90), headers=PARTIAL
    )
    assert answer.status_code == 204
    assert salon.fresh().length.total_seconds() == 90 * 60


def test_form_without_script_is_led_back_to_the_day(salon: Salon, desk: Client) -> None:
    answer = desk.post(salon.visit_url("time/"), place(salon, "13:00", day="2026-11-26"))
    assert answer.status_code == 302
    assert answer["Location"] == salon.url("agenda/?day=2026-11-26")


@pytest.mark.parametrize(
    "bad", [{"time": "25:99"}, {"day": "amanhã"}, {"duration": "0"}, {"staff": "x"}, {"time": ""}]
)
def test_form_with_nonsense_comes_back_with_reasons(
    salon: Salon, desk: Client, bad: dict[str, str]
) -> None:
    answer = desk.post(salon.visit_url("time/"), place(salon, **bad), headers=PARTIAL)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert desk.post(salon.visit_url("time/"), place(salon, **bad), headers=JSON).status_code == 422
    assert salon.fresh().starts_at == local(2026, 11, 24, 10)


def test_form_onto_a_taken_time_offers_buttons(salon: Salon, desk: Client) -> None:
    salon.book(15)
    answer = desk.post(salon.visit_url("time/"), place(salon, "15:00"), headers=PARTIAL)
    assert answer.status_code == 409
    assert 'name="time" value="14:00"' in answer.content.decode()


def test_own_time_is_no_obstacle(salon: Salon, desk: Client) -> None:
    assert desk.post(salon.visit_url("time/"), place(salon, "10:30"), headers=JSON).json()["text"]
    assert salon.fresh().starts_at == local(2026, 11, 24, 10, 30)


def test_finished_visit_does_not_move(salon: Salon, desk: Client) -> None:
    Appointment.objects.update(status=AppointmentStatus.COMPLETED)
    answer = desk.post(salon.visit_url("time/"), place(salon), headers=JSON)
    assert answer.status_code == 409
    assert salon.fresh().starts_at == local(2026, 11, 24, 10)


def test_staff_moves_nothing_into_or_out_of_another_agenda(salon: Salon, login) -> None:
    bruno = login(Role.STAFF, staff=salon.bruno)
    own = salon.book(12, staff=salon.bruno)
    taken = bruno.post(salon.visit_url("time/"), place(salon), headers=JSON)
    assert taken.status_code == 403
    url = salon.url(f"appointments/{own.pk}/time/")
    given = bruno.post(url, place(salon, staff=salon.ana.pk), headers=JSON)
    assert given.status_code == 422
    assert "não pode mudar a agenda dessa pessoa" in given.json()["reason"]
    kept = bruno.post(url, place(salon, staff=salon.bruno.pk), headers=JSON)
    assert kept.status_code == 200
    assert Appointment.objects.get(pk=own.pk).starts_at == local(2026, 11, 24, 15)
