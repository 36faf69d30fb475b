"""Repeating appointments at the desk's screens."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import Customer
from config.lib.ids import new_id
from scheduling.models import Appointment, AppointmentSeries
from scheduling.services.series import book_series
from scheduling.tests.factories import NOW, local
from scheduling.tests.views.conftest import PARTIAL, Salon

NEW = "appointments/new/"
SERIES = "appointments/series/"


def booking(salon: Salon, **fields: object) -> dict[str, object]:
    return {
        "key": new_id(),
        "service": salon.service.pk,
        "staff": salon.ana.pk,
        "day": "2026-12-01",
        "time": "10:00",
        "customer": salon.customer.pk,
        "repeat": "1",
        "times": "4",
    } | fields


@pytest.fixture
def series(salon: Salon) -> AppointmentSeries:
    """Ana at 10 on the first four Tuesdays of December."""
    pattern = [local(2026, 12, day, 10) for day in (1, 8, 15, 22)]
    return book_series(
        organization=salon.organization,
        key=new_id(),
        customer=salon.customer,
        service=salon.service,
        staff=salon.ana,
        pattern=pattern,
        chosen=dict(enumerate(pattern, start=1)),
        every_weeks=1,
        actor=None,
        now=NOW,
    )


def member(series: AppointmentSeries, ordinal: int) -> Appointment:
    return series.appointments.get(ordinal=ordinal)


def place(salon: Salon, day: str, hour: str, scope: str, **fields: object) -> dict[str, object]:
    own = {"staff": salon.ana.pk, "day": day, "time": hour, "duration": 60, "scope": scope}
    return own | fields


def test_dates_are_shown_before_anything_is_saved(salon: Salon, desk: Client) -> None:
    salon.book(10, starts_at=local(2026, 12, 8, 10))
    answer = desk.post(salon.url(NEW), booking(salon), headers=PARTIAL)
    lines = answer.context["dates"]
    assert [line["problem"] for line in lines] == ["", "ocupado", "", ""]
    values = [option["value"] for option in lines[1]["options"]]
    assert values == ["skip", "09:00", "11:00", "11:15", "11:30"]
    assert AppointmentSeries.objects.count() == 0


def test_skip_one_date_and_change_another(salon: Salon, desk: Client) -> None:
    for day in (8, 15):
        salon.book(10, starts_at=local(2026, 12, day, 10))
    sent = booking(salon, date_2="skip", date_3="11:00")
    for _twice in range(2):
        assert desk.post(salon.url(SERIES), sent, headers=PARTIAL).status_code == 204
    (made,) = AppointmentSeries.objects.all()
    rows = made.appointments.order_by("ordinal").values_list("ordinal", "starts_at")
    assert list(rows) == [
        (1, local(2026, 12, 1, 10)),
        (3, local(2026, 12, 15, 11)),
        (4, local(2026, 12, 22, 10)),
    ]


def test_date_of_no_number_is_no_date(salon: Salon, desk: Client) -> None:
    sent = urlencode(booking(salon) | {f"date_{'9' * 5000}": "skip", "date_²": "skip"})
    form = "application/x-www-form-urlencoded"
    answer = desk.post(salon.url(SERIES), sent, content_type=form, headers=PARTIAL)
    assert answer.status_code == 204
    assert AppointmentSeries.objects.get().appointments.count() == 4


def test_date_that_was_taken_meanwhile_is_asked_about(salon: Salon, desk: Client) -> None:
    salon.book(10, starts_at=local(2026, 12, 8, 10))
    answer = desk.post(salon.url(SERIES), booking(salon), headers=PARTIAL)
    assert answer.status_code == 409
    assert answer.context["lost"] == [local(2026, 12, 8, 10)]
    assert "acabaram de ser ocupadas" in answer.content.decode()
    taken = booking(salon, date_2="10:30")  # an hour that isn't free either
    answer = desk.post(salon.url(SERIES), taken, headers=PARTIAL)
    assert answer.status_code == 409
    assert answer.context["lost"] == [local(2026, 12, 8, 10, 30)]
    assert AppointmentSeries.objects.count() == 0


def test_closed_day_may_be_kept_and_taken_time_not(salon: Salon, desk: Client) -> None:
    salon.book(20, starts_at=local(2026, 12, 8, 20))
    sent = booking(salon, time="20:00", date_2="keep")
    sent |= {f"date_{number}": "keep" for number in (1, 3, 4)}
    assert desk.post(salon.url(SERIES), sent, headers=PARTIAL).status_code == 204
    ordinals = AppointmentSeries.objects.get().appointments.values_list("ordinal", flat=True)
    assert sorted(ordinals) == [1, 3, 4]


def test_nothing_left_to_book_is_said(salon: Salon, desk: Client) -> None:
    skipped = {f"date_{number}": "skip" for number in range(1, 5)}
    sent = booking(salon, time="20:00", **skipped)
    answer = desk.post(salon.url(SERIES), sent, headers=PARTIAL)
    assert answer.status_code == 422
    assert "Todas as datas seriam puladas" in answer.content.decode()


def test_until_counts_the_dates(salon: Salon, desk: Client) -> None:
    sent = booking(salon, repeat="2", times="", until="2026-12-29")
    answer = desk.post(salon.url(NEW), sent, headers=PARTIAL)
    assert [line["date"].starts_at for line in answer.context["dates"]] == [
        local(2026, 12, day, 10) for day in (1, 15, 29)
    ]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"times": ""}, "times"),
        ({"until": "2026-12-29"}, "times"),
        ({"times": "1"}, "times"),
        ({"times": "53"}, "times"),
        ({"times": "", "until": "2026-11-01"}, "until"),
        ({"repeat": "12", "times": "20"}, "times"),
        ({"repeat": "5"}, "repeat"),
    ],
)
def test_nonsense_comes_back_with_reasons(
    salon: Salon, desk: Client, wrong: dict[str, str], where: str
) -> None:
    answer = desk.post(salon.url(NEW), booking(salon, **wrong), headers=PARTIAL)
    assert answer.status_code == 422
    assert where in answer.context["form"].errors


def test_back_leads_to_the_form_with_all_that_was_typed(salon: Salon, desk: Client) -> None:
    new = {"customer": "new", "customer_name": "Júlia", "notes": "Franja", "back": "1"}
    answer = desk.post(salon.url(SERIES), booking(salon, **new), headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Júlia" in page
    assert "Franja" in page
    assert Customer.objects.count() == 1


def test_phone_of_somebody_known_leads_back(salon: Salon, desk: Client) -> None:
    new = {"customer": "new", "customer_name": "M.", "customer_phone": "11 98123-0137"}
    answer = desk.post(salon.url(SERIES), booking(salon, **new), headers=PARTIAL)
    assert answer.status_code == 422
    assert "já é de Marina Costa" in answer.content.decode()
    assert AppointmentSeries.objects.count() == 0


def test_panel_shows_all_dates(salon: Salon, desk: Client, series: AppointmentSeries) -> None:
    page = desk.get(
        salon.url(f"appointments/{member(series, 2).pk}/"), headers=PARTIAL
    ).content.decode()
    assert "Toda semana, 2ª de 4 datas" in page
    for ordinal in (1, 3, 4):
        assert f"/appointments/{member(series, ordinal).pk}/" in page


@pytest.mark.parametrize(("scope", "left"), [("ONE", 3), ("FOLLOWING", 1), ("ALL", 0)])
def test_cancel_one_following_all(
    salon: Salon, desk: Client, series: AppointmentSeries, scope: str, left: int
) -> None:
    url = salon.url(f"appointments/{member(series, 2).pk}/cancellation/")
    assert desk.post(url, {"scope": scope, "reason": "x"}, headers=PARTIAL).status_code < 300
    assert series.appointments.exclude(status="CANCELLED").count() == left


def test_move_this_and_the_following(salon: Salon, desk: Client, series: AppointmentSeries) -> None:
    url = salon.url(f"appointments/{member(series, 3).pk}/time/")
    sent = place(salon, "2026-12-16", "14:30", "FOLLOWING")
    assert desk.post(url, sent, headers=PARTIAL).status_code == 204
    starts = series.appointments.order_by("ordinal").values_list("starts_at", flat=True)
    assert list(starts) == [
        local(2026, 12, 1, 10),
        local(2026, 12, 8, 10),
        local(2026, 12, 16, 14, 30),
        local(2026, 12, 23, 14, 30),
    ]


def test_move_without_room_names_the_dates_and_may_leave_them(
    salon: Salon, desk: Client, series: AppointmentSeries
) -> None:
    salon.book(14, starts_at=local(2026, 12, 15, 14))
    url = salon.url(f"appointments/{member(series, 1).pk}/time/")
    sent = place(salon, "2026-12-01", "14:00", "ALL")
    answer = desk.post(url, sent, headers=PARTIAL)
    assert answer.status_code == 409
    assert answer.context["lost"] == [local(2026, 12, 15, 14)]
    assert desk.post(url, sent | {"leave": "1"}, headers=PARTIAL).status_code == 204
    assert member(series, 3).starts_at == local(2026, 12, 15, 10)
    assert member(series, 4).starts_at == local(2026, 12, 22, 14)


def test_moved_alone_is_marked_everywhere(
    salon: Salon, desk: Client, series: AppointmentSeries
) -> None:
    alone = member(series, 2)
    url = salon.url(f"appointments/{alone.pk}/time/")
    desk.post(url, place(salon, "2026-12-08", "15:00", "ONE"), headers=PARTIAL)
    page = desk.get(salon.url(f"appointments/{alone.pk}/"), headers=PARTIAL).content.decode()
    assert page.count("mudada sozinha") == 2
    listed = desk.get(salon.url("agenda/?day=2026-12-08&view=list")).content.decode()
    assert "repete, mudado sozinho" in listed
    span = "agenda/events/?start=2026-12-08T00:00:00&end=2026-12-09T00:00:00"
    about = [
        event["extendedProps"]
        for event in desk.get(salon.url(span)).json()["events"]
        if event["id"] == str(alone.pk)
    ]
    assert [(one["repeats"], one["isMovedAlone"]) for one in about] == [(True, True)]


def test_series_needs_every_agenda(
    salon: Salon, login: Callable[..., Client], series: AppointmentSeries
) -> None:
    series.appointments.filter(ordinal=4).update(staff=salon.bruno)
    ana = login(Role.STAFF, staff=salon.ana)
    first = salon.url(f"appointments/{member(series, 1).pk}/")
    sent = place(salon, "2026-12-01", "14:00", "ALL")
    assert ana.post(f"{first}time/", sent, headers=PARTIAL).status_code == 403
    refused = ana.post(f"{first}cancellation/", {"scope": "ALL"}, headers=PARTIAL)
    assert refused.status_code == 403
    assert series.appointments.filter(status="CANCELLED").count() == 0


def test_query_count_of_the_preview(salon: Salon, desk: Client) -> None:
    def count(times: int) -> int:
        sent = booking(salon, times=str(times))
        desk.post(salon.url(NEW), sent, headers=PARTIAL)
        with CaptureQueriesContext(connection) as queries:
            desk.post(salon.url(NEW), sent, headers=PARTIAL)
        return len(queries)

    assert count(2) == count(30) <= 30
