"""Blocking time in the agenda."""

import pytest
from django.test import Client

from accounts.enums import Role
from scheduling.models import TimeOff
from scheduling.tests.factories import local
from scheduling.tests.views.conftest import PARTIAL, Salon

NEW = "time-off/new/"


def block(salon: Salon, **fields: object) -> dict[str, object]:
    return {
        "staff": salon.ana.pk,
        "day": "2026-11-24",
        "time": "12:00",
        "until_day": "2026-11-24",
        "until_time": "13:30",
        "reason": "Dentista",
    } | fields


def test_block_takes_the_free_times_away(salon: Salon, desk: Client) -> None:
    assert desk.post(salon.url(NEW), block(salon), headers=PARTIAL).status_code == 204
    made = TimeOff.objects.get()
    assert (made.staff, made.reason) == (salon.ana, "Dentista")
    assert made.starts_at == local(2026, 11, 24, 12)
    query = f"service={salon.service.pk}&staff={salon.ana.pk}&day=2026-11-24"
    chips = desk.get(salon.url(f"appointments/options/?{query}")).context["chips"]
    assert local(2026, 11, 24, 12) not in [chip["starts_at"] for chip in chips]
    assert local(2026, 11, 24, 13, 30) in [chip["starts_at"] for chip in chips]


def test_visits_inside_are_shown_first(salon: Salon, desk: Client) -> None:
    over = block(salon, time="09:30")
    answer = desk.post(salon.url(NEW), over, headers=PARTIAL)
    assert answer.status_code == 409
    assert "Marina Costa" in answer.content.decode()
    assert not TimeOff.objects.exists()
    assert desk.post(salon.url(NEW), over | {"despite": "1"}, headers=PARTIAL).status_code == 204
    assert TimeOff.objects.get().starts_at == local(2026, 11, 24, 9, 30)
    assert salon.fresh().status == "CONFIRMED"


def test_sending_twice_blocks_once(salon: Salon, desk: Client) -> None:
    for _ in range(2):
        assert desk.post(salon.url(NEW), block(salon), headers=PARTIAL).status_code == 204
    assert TimeOff.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"until_time": "11:00"}, {"until_day": "2026-11-23"}, {"until_day": "2029-01-01"}]
)
def test_end_before_start_or_years_later_is_refused(
    salon: Salon, desk: Client, wrong: dict[str, str]
) -> None:
    answer = desk.post(salon.url(NEW), block(salon, **wrong), headers=PARTIAL)
    assert answer.status_code == 422
    assert answer.context["form"].errors["until_time"]
    assert not TimeOff.objects.exists()


def test_block_is_removed(salon: Salon, desk: Client) -> None:
    desk.post(salon.url(NEW), block(salon), headers=PARTIAL)
    url = salon.url(f"time-off/{TimeOff.objects.get().pk}/")
    assert "Dentista" in desk.get(url, headers=PARTIAL).content.decode()
    assert desk.post(f"{url}removal/", headers=PARTIAL).status_code == 204
    assert not TimeOff.objects.exists()


def test_staff_blocks_and_frees_the_own_time_only(salon: Salon, desk: Client, login) -> None:
    desk.post(salon.url(NEW), block(salon), headers=PARTIAL)
    bruno = login(Role.STAFF, staff=salon.bruno)
    url = salon.url(f"time-off/{TimeOff.objects.get().pk}/")
    assert "removal" not in bruno.get(url, headers=PARTIAL).content.decode()
    assert bruno.post(f"{url}removal/", headers=PARTIAL).status_code == 403
    assert bruno.post(salon.url(NEW), block(salon), headers=PARTIAL).status_code == 422
    own = block(salon, staff=salon.bruno.pk)
    assert bruno.post(salon.url(NEW), own, headers=PARTIAL).status_code == 204
    assert TimeOff.objects.count() == 2
