"""Moving a whole visit by form and by drag, and undoing what was done to all of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import EventRecord
from catalog.models import Service
from config.lib.ids import new_id
from scheduling.enums import AppointmentStatus
from scheduling.models import StaffService, Visit
from scheduling.selectors.chains import WantedService
from scheduling.services.visits import book_visit
from scheduling.tests.factories import NOW, local, make_staff
from scheduling.tests.views.conftest import JSON, PARTIAL, Salon
from scheduling.tests.views.test_visits import DAY, visit, wash

__all__ = ["visit", "wash"]


def url(salon: Salon, visit: Visit, rest: str = "time/") -> str:
    return salon.url(f"visits/{visit.pk}/{rest}")


def hours(visit: Visit) -> list[tuple[str, str]]:
    rows = visit.parts.select_related("staff").order_by("starts_at")
    return [(part.staff.name, f"{part.starts_at.astimezone(NOW.tzinfo):%H:%M}") for part in rows]


def drop(salon: Salon, visit: Visit, number: int, hour: str, **fields: Any) -> dict[str, Any]:
    part = list(visit.parts.order_by("starts_at"))[number]
    return {"part": part.pk, "staff": part.staff_id, "day": DAY, "time": hour} | fields


def test_form_shows_where_it_is_and_when_it_fits(salon: Salon, desk: Client, visit: Visit) -> None:
    page = desk.get(url(salon, visit), headers=PARTIAL)
    text = page.content.decode()
    assert 'value="14:00"' in text
    assert "1. Lavar" in text
    assert "14:30–15:30" in text
    starts = [f"{chip['starts_at'].astimezone(NOW.tzinfo):%H:%M}" for chip in page.context["times"]]
    assert starts[0] == "10:30"  # Ana has Marina from 10 to 11
    assert "14:00" in starts
    assert not page.context["with_others"]


def test_form_moves_all_and_is_undone(salon: Salon, desk: Client, visit: Visit) -> None:
    sent = {"day": "2026-11-26", "time": "09:00"}
    answer = desk.post(url(salon, visit), sent, headers=PARTIAL)
    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert answer.status_code == 204
    assert "A visita de Marina Costa agora é quinta-feira, 26 de novembro às 09:00" in toast["text"]
    assert hours(visit) == [("Bruno", "09:00"), ("Ana", "09:30")]
    assert desk.post(toast["undo"], headers=PARTIAL).status_code == 204
    assert hours(visit) == [("Bruno", "14:00"), ("Ana", "14:30")]
    assert visit.parts.earliest("starts_at").starts_at == local(2026, 11, 24, 14)


def test_undo_gives_back_the_people_too(salon: Salon, desk: Client, visit: Visit) -> None:
    cut = visit.parts.get(staff=salon.ana)
    sent = {"day": DAY, "time": "16:00", f"staff-{cut.pk}": "any"}
    salon.book(16, staff=salon.ana)
    answer = desk.post(url(salon, visit), sent, headers=PARTIAL)
    assert hours(visit) == [("Bruno", "16:00"), ("Bruno", "16:30")]
    desk.post(json.loads(answer["HX-Trigger"])["toast"]["undo"], headers=PARTIAL)
    assert hours(visit) == [("Bruno", "14:00"), ("Ana", "14:30")]


def test_taken_time_is_refused_with_what_is_free(salon: Salon, desk: Client, visit: Visit) -> None:
    salon.book(16)
    answer = desk.post(url(salon, visit), {"day": DAY, "time": "15:45"}, headers=PARTIAL)
    assert answer.status_code == 409
    assert "Ana não está livre em terça-feira, 24 de novembro às 16:15" in answer.content.decode()
    assert answer.context["times"]
    assert hours(visit) == [("Bruno", "14:00"), ("Ana", "14:30")]


def test_with_nobody_left_other_people_take_over(salon: Salon, desk: Client, visit: Visit) -> None:
    salon.ana.shifts.all().delete()
    page = desk.get(url(salon, visit, "time/options/"))
    assert page.context["with_others"] is True
    chip = page.context["times"][0]
    assert chip["name"] == "Bruno"
    chosen = desk.get(chip["url"])
    cut = visit.parts.get(staff=salon.ana)
    assert chosen.context["form"][f"staff-{cut.pk}"].value() == str(salon.bruno.pk)
    assert chosen.context["form"]["time"].value() == "09:00"


@pytest.mark.parametrize("bad", [{"time": "25:99"}, {"day": "amanhã"}, {"time": ""}])
def test_nonsense_comes_back(salon: Salon, desk: Client, visit: Visit, bad: dict[str, str]) -> None:
    sent = {"day": DAY, "time": "09:00"} | bad
    answer = desk.post(url(salon, visit), sent, headers=PARTIAL)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    dropped = drop(salon, visit, 0, "09:00") | bad
    assert desk.post(url(salon, visit), dropped, headers=JSON).status_code == 422
    assert hours(visit) == [("Bruno", "14:00"), ("Ana", "14:30")]


def test_dragged_part_takes_the_rest_along(salon: Salon, desk: Client, visit: Visit) -> None:
    answer = desk.post(url(salon, visit), drop(salon, visit, 1, "16:00"), headers=JSON)
    assert hours(visit) == [("Bruno", "15:30"), ("Ana", "16:00")]
    assert "15:30" in answer.json()["text"]
    desk.post(answer.json()["undo"], headers=PARTIAL)
    assert hours(visit) == [("Bruno", "14:00"), ("Ana", "14:30")]
    spoken = [
        e.payload["speaks_for"] for e in EventRecord.objects.filter(name="AppointmentRescheduled")
    ]
    assert sorted(spoken) == [0, 0, 2, 2]


def test_dragged_part_may_change_its_person(salon: Salon, desk: Client, visit: Visit) -> None:
    sent = drop(salon, visit, 1, "16:00", staff=salon.bruno.pk)
    desk.post(url(salon, visit), sent, headers=JSON)
    assert hours(visit) == [("Bruno", "15:30"), ("Bruno", "16:00")]
    refused = desk.post(
        url(salon, visit), drop(salon, visit, 0, "12:00", staff=salon.ana.pk), headers=JSON
    )
    assert refused.status_code == 409
    assert refused.json()["reason"] == "Ana não faz Lavar."


def test_refused_drag_names_hours_of_the_dragged_part(
    salon: Salon, desk: Client, visit: Visit
) -> None:
    salon.book(16)
    answer = desk.post(url(salon, visit), drop(salon, visit, 0, "15:30"), headers=JSON)
    assert answer.status_code == 409
    assert "Ana não está livre" in answer.json()["reason"]
    assert "14:30" in answer.json()["alternatives"]  # and cutting from 15 to 16
    second = desk.post(url(salon, visit), drop(salon, visit, 1, "16:15"), headers=JSON)
    assert "15:00" in second.json()["alternatives"]


def test_visit_that_is_over_does_not_move(salon: Salon, desk: Client, visit: Visit) -> None:
    visit.parts.update(status=AppointmentStatus.COMPLETED)
    for path in ("time/", "time/options/"):
        assert desk.get(url(salon, visit, path), headers=PARTIAL).status_code == 409
    assert desk.post(url(salon, visit), {"day": DAY, "time": "09:00"}).status_code == 409


def test_whole_visit_needs_every_agenda(
    salon: Salon, login: Callable[..., Client], visit: Visit
) -> None:
    bruno = login(Role.STAFF, staff=salon.bruno)
    for client in (bruno, login(Role.VIEWER)):
        assert client.get(url(salon, visit)).status_code == 403
        assert client.get(url(salon, visit, "time/options/")).status_code == 403
        sent = drop(salon, visit, 0, "16:00")
        assert client.post(url(salon, visit), sent, headers=JSON).status_code == 403
    part = visit.parts.get(staff=salon.bruno)
    panel = bruno.get(salon.url(f"appointments/{part.pk}/"), headers=PARTIAL).content.decode()
    assert "Mudar a visita inteira" not in panel


def test_visit_of_another_house_is_not_there(
    salon: Salon, desk: Client, visit: Visit, other_salon: Salon
) -> None:
    for rest in ("time/", "time/options/"):
        assert desk.get(other_salon.url(f"visits/{visit.pk}/{rest}")).status_code == 404
        assert desk.get(salon.url(f"visits/{new_id()}/{rest}")).status_code == 404


def test_panel_and_feed_lead_there(salon: Salon, desk: Client, visit: Visit) -> None:
    part = visit.parts.earliest("starts_at")
    panel = desk.get(salon.url(f"appointments/{part.pk}/"), headers=PARTIAL).content.decode()
    assert url(salon, visit) in panel
    assert f"{salon.url(f'appointments/{part.pk}/cancellation/')}?scope=VISIT" in panel
    span = f"agenda/events/?start={DAY}T00:00:00&end=2026-11-25T00:00:00"
    events = desk.get(salon.url(span)).json()["events"]
    leads = [e["extendedProps"].get("wholeUrl") for e in events if e.get("extendedProps")]
    assert sorted(lead for lead in leads if lead is not None) == ["", *[url(salon, visit)] * 2]


def test_cancellation_opens_with_the_whole_visit_chosen(
    salon: Salon, desk: Client, visit: Visit
) -> None:
    part = visit.parts.earliest("starts_at")
    path = salon.url(f"appointments/{part.pk}/cancellation/?scope=VISIT")
    page = desk.get(path, headers=PARTIAL)
    assert page.context["form"]["scope"].value() == "VISIT"


def test_arrival_of_all_is_undone(salon: Salon, desk: Client, visit: Visit) -> None:
    path = url(salon, visit, "status/")
    answer = desk.post(path, {"to": "ARRIVED"}, headers=PARTIAL)
    undo = json.loads(answer["HX-Trigger"])["toast"]["undo"]
    assert desk.post(undo, headers=PARTIAL).status_code == 204
    assert set(visit.parts.values_list("status", flat=True)) == {"CONFIRMED"}
    assert desk.post(undo, headers=PARTIAL).status_code == 409
    nonsense = f"{path}?to=ARRIVED&back=CANCELLED&part={visit.parts.first().pk}"
    visit.parts.update(status="ARRIVED")
    assert desk.post(nonsense, headers=PARTIAL).status_code == 409
    assert desk.post(f"{path}?to=ARRIVED&back=X", headers=PARTIAL).status_code == 400


def test_absence_of_all_has_no_way_back(salon: Salon, desk: Client, visit: Visit) -> None:
    answer = desk.post(url(salon, visit, "status/"), {"to": "NO_SHOW"}, headers=PARTIAL)
    assert json.loads(answer["HX-Trigger"])["toast"]["undo"] == ""
    assert set(visit.parts.values_list("status", flat=True)) == {"NO_SHOW"}


def test_query_count_does_not_grow_with_people_and_parts(
    salon: Salon, desk: Client, visit: Visit, wash: Service
) -> None:
    def count(one: Visit) -> int:
        desk.get(url(salon, one), headers=PARTIAL)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url(salon, one), headers=PARTIAL)
        return len(queries)

    few = count(visit)
    for _number in range(28):
        person = make_staff(salon.organization, [salon.service])
        StaffService.objects.create(organization=salon.organization, staff=person, service=wash)
    long = book_visit(
        organization=salon.organization,
        key=new_id(),
        customer=salon.customer,
        wanted=[WantedService(wash, salon.bruno)] * 3 + [WantedService(salon.service, salon.ana)],
        people=[],
        starts_at=local(2026, 11, 25, 10),
        actor=None,
        now=NOW,
    )
    assert count(long) == few <= 22
