"""Repeating visits of several services at the desk's screens."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from catalog.models import Service
from config.lib.ids import new_id
from scheduling.models import Appointment, StaffService, Visit, VisitSeries
from scheduling.selectors.chains import WantedService
from scheduling.services.visit_series import book_visit_series
from scheduling.tests.factories import NOW, local
from scheduling.tests.views.conftest import PARTIAL, Salon
from scheduling.tests.views.test_visits import two, wash

__all__ = ["wash"]

NEW = "appointments/new/"
SERIES = "appointments/series/"
TUESDAYS = (1, 8, 15, 22)


def booking(salon: Salon, wash: Service, **fields: object) -> dict[str, object]:
    """Washed by anybody and cut by Ana on four Tuesdays at 10."""
    own = {"day": "2026-12-01", "time": "10:00", "repeat": "1", "times": "4"}
    return two(salon, wash, **(own | fields))


@pytest.fixture
def series(salon: Salon, wash: Service) -> VisitSeries:
    """Washed by Bruno at 10, cut by Ana at 10:30, on the first four Tuesdays of December."""
    pattern = [local(2026, 12, day, 10) for day in TUESDAYS]
    return book_visit_series(
        organization=salon.organization,
        key=new_id(),
        customer=salon.customer,
        wanted=[WantedService(wash, salon.bruno), WantedService(salon.service, salon.ana)],
        people=[],
        pattern=pattern,
        chosen=dict(enumerate(pattern, start=1)),
        every_weeks=1,
        actor=None,
        now=NOW,
    )


def first_part(series: VisitSeries, ordinal: int) -> Appointment:
    return series.visits.get(ordinal=ordinal).parts.earliest("starts_at")


def time_url(salon: Salon, series: VisitSeries, ordinal: int) -> str:
    return salon.url(f"visits/{series.visits.get(ordinal=ordinal).pk}/time/")


def hours(series: VisitSeries) -> list[list[str]]:
    return [
        [
            f"{part.starts_at.astimezone(NOW.tzinfo):%d %H:%M}"
            for part in visit.parts.exclude(status="CANCELLED").order_by("starts_at")
        ]
        for visit in series.visits.order_by("ordinal")
    ]


def test_dates_are_shown_before_anything_is_saved(
    salon: Salon, desk: Client, wash: Service
) -> None:
    salon.book(11, starts_at=local(2026, 12, 8, 11))  # in the way of the second service
    answer = desk.post(salon.url(NEW), booking(salon, wash), headers=PARTIAL)
    page = answer.content.decode()
    lines = answer.context["dates"]
    assert [line["problem"] for line in lines] == ["", "ocupado", "", ""]
    values = [option["value"] for option in lines[1]["options"]]
    assert values == ["skip", "09:00", "09:15", "09:30", "11:30"]
    assert "a visita inteira se repete" in page
    assert f'name="p2-service" value="{salon.service.pk}"' in page
    assert Visit.objects.count() == 0


def test_skip_one_date_and_change_another(salon: Salon, desk: Client, wash: Service) -> None:
    for day in (8, 15):
        salon.book(11, starts_at=local(2026, 12, day, 11))
    sent = booking(salon, wash, date_2="skip", date_3="11:30")
    for _twice in range(2):
        answer = desk.post(salon.url(SERIES), sent, headers=PARTIAL)
        assert answer.status_code == 204
    assert "3 datas marcadas" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    (made,) = VisitSeries.objects.all()
    assert list(made.visits.order_by("ordinal").values_list("ordinal", flat=True)) == [1, 3, 4]
    assert hours(made) == [
        ["01 10:00", "01 10:30"],
        ["15 11:30", "15 12:00"],
        ["22 10:00", "22 10:30"],
    ]


def test_date_that_was_taken_meanwhile_is_asked_about(
    salon: Salon, desk: Client, wash: Service
) -> None:
    salon.book(11, starts_at=local(2026, 12, 8, 11))
    answer = desk.post(salon.url(SERIES), booking(salon, wash), headers=PARTIAL)
    assert answer.status_code == 409
    assert answer.context["lost"] == [local(2026, 12, 8, 10)]
    assert "acabaram de ser ocupadas" in answer.content.decode()
    assert Appointment.objects.filter(visit__isnull=False).count() == 0


def test_back_leads_to_the_form_with_both_services(
    salon: Salon, desk: Client, wash: Service
) -> None:
    sent = booking(salon, wash, back="1", notes="Franja")
    answer = desk.post(salon.url(SERIES), sent, headers=PARTIAL)
    assert answer.status_code == 200
    assert [row.number for row in answer.context["extras"]] == [2]
    assert "Franja" in answer.content.decode()


def test_nonsense_of_the_second_service_comes_back(
    salon: Salon, desk: Client, wash: Service
) -> None:
    sent = booking(salon, wash, **{"p2-service": new_id()})
    for path in (NEW, SERIES):
        assert desk.post(salon.url(path), sent, headers=PARTIAL).status_code == 422


def test_panel_and_agenda_show_that_the_visit_repeats(
    salon: Salon, desk: Client, series: VisitSeries
) -> None:
    panel = desk.get(salon.url(f"appointments/{first_part(series, 2).pk}/"), headers=PARTIAL)
    text = panel.content.decode()
    assert "A visita inteira, toda semana: 2ª de 4 datas" in text
    assert [one.visit.ordinal for one in panel.context["dates"]] == [1, 2, 3, 4]
    move = {"day": "2026-12-08", "time": "15:00", "scope": "VISIT"}
    assert desk.post(time_url(salon, series, 2), move, headers=PARTIAL).status_code == 204
    span = "agenda/events/?start=2026-12-08T00:00:00&end=2026-12-09T00:00:00"
    events = desk.get(salon.url(span)).json()["events"]
    about = [e["extendedProps"] for e in events if e.get("extendedProps", {}).get("joined")]
    assert [(one["repeats"], one["isMovedAlone"]) for one in about] == [(True, True)] * 2


@pytest.mark.parametrize(
    ("which", "left"), [("ONE", 7), ("VISIT", 6), ("FOLLOWING", 2), ("ALL", 0)]
)
def test_cancel_a_part_the_visit_the_following_or_all(
    salon: Salon, desk: Client, series: VisitSeries, which: str, left: int
) -> None:
    path = salon.url(f"appointments/{first_part(series, 2).pk}/cancellation/")
    form = desk.get(f"{path}?scope=VISIT", headers=PARTIAL).content.decode()
    assert "Todas as visitas que ainda vêm" in form
    assert desk.post(path, {"scope": which}, headers=PARTIAL).status_code == 204
    standing = Appointment.objects.filter(visit__series=series).exclude(status="CANCELLED")
    assert standing.count() == left


def test_move_this_visit_and_the_following(salon: Salon, desk: Client, series: VisitSeries) -> None:
    page = desk.get(time_url(salon, series, 2), headers=PARTIAL)
    assert page.context["form"]["scope"].value() == "VISIT"
    assert "Esta visita e as seguintes" in page.content.decode()
    sent = {"day": "2026-12-09", "time": "14:00", "scope": "FOLLOWING"}
    answer = desk.post(time_url(salon, series, 2), sent, headers=PARTIAL)
    assert "3 visitas de Marina Costa mudaram" in json.loads(answer["HX-Trigger"])["toast"]["text"]
    assert [visit[0] for visit in hours(series)] == ["01 10:00", "09 14:00", "16 14:00", "23 14:00"]


def test_dates_without_room_are_named_and_may_stay(
    salon: Salon, desk: Client, series: VisitSeries
) -> None:
    salon.book(15, starts_at=local(2026, 12, 15, 15))
    sent = {"day": "2026-12-01", "time": "14:30", "scope": "ALL"}
    answer = desk.post(time_url(salon, series, 1), sent, headers=PARTIAL)
    assert answer.status_code == 409
    assert answer.context["lost"] == [local(2026, 12, 15, 14, 30)]
    assert answer.context["form"]["scope"].value() == "ALL"
    left = desk.post(time_url(salon, series, 1), sent | {"leave": "1"}, headers=PARTIAL)
    assert left.status_code == 204
    assert [visit[0] for visit in hours(series)] == ["01 14:30", "08 14:30", "15 10:00", "22 14:30"]


def test_one_of_several_services_has_no_say_over_the_rest(
    salon: Salon, desk: Client, series: VisitSeries
) -> None:
    path = salon.url(f"appointments/{first_part(series, 2).pk}/time/")
    own = {"staff": salon.bruno.pk, "day": "2026-12-08", "time": "09:00", "duration": 30}
    assert desk.post(path, own | {"scope": "ALL"}, headers=PARTIAL).status_code == 422
    assert desk.post(path, own, headers=PARTIAL).status_code == 204
    assert not series.visits.get(ordinal=2).is_moved_alone


def test_series_of_visits_needs_every_agenda(
    salon: Salon, login: Callable[..., Client], series: VisitSeries
) -> None:
    own = series.visits.get(ordinal=1).parts
    StaffService.objects.filter(staff=salon.ana).exclude(service=salon.service).delete()
    own.update(staff=salon.ana)
    ana = login(Role.STAFF, staff=salon.ana)
    sent = {"day": "2026-12-01", "time": "14:00", "scope": "ALL"}
    assert ana.post(time_url(salon, series, 1), sent, headers=PARTIAL).status_code == 403
    path = salon.url(f"appointments/{first_part(series, 1).pk}/cancellation/")
    assert ana.post(path, {"scope": "ALL"}, headers=PARTIAL).status_code == 403
    assert Appointment.objects.filter(status="CANCELLED").count() == 0


def test_query_count_of_preview_and_panel(salon: Salon, desk: Client, wash: Service) -> None:
    def preview(times: int) -> int:
        sent = booking(salon, wash, times=str(times))
        desk.post(salon.url(NEW), sent, headers=PARTIAL)
        with CaptureQueriesContext(connection) as queries:
            desk.post(salon.url(NEW), sent, headers=PARTIAL)
        return len(queries)

    def panel(times: int) -> int:
        sent = booking(salon, wash, times=str(times), time=f"{times % 24}:00")
        sent |= {f"date_{number}": "keep" for number in range(1, times + 1)}
        assert desk.post(salon.url(SERIES), sent, headers=PARTIAL).status_code == 204
        made = VisitSeries.objects.get(times=times)
        path = salon.url(f"appointments/{first_part(made, 1).pk}/")
        desk.get(path, headers=PARTIAL)
        with CaptureQueriesContext(connection) as queries:
            desk.get(path, headers=PARTIAL)
        return len(queries)

    assert preview(2) == preview(30) <= 32
    assert panel(10) == panel(37) <= 25
