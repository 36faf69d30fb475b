"""Moving blocked time, by drag and by form, and taking back what was done."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry
from scheduling.models import TimeOff
from scheduling.services.time_off import create_time_off, move_time_off, remove_time_off
from scheduling.tests.factories import NOW, local
from scheduling.tests.views.conftest import JSON, PARTIAL, Salon, open_salon


def place(salon: Salon, **fields: object) -> dict[str, object]:
    """As a drag sends it: without a reason."""
    return {
        "staff": salon.ana.pk,
        "day": "2026-11-24",
        "time": "12:00",
        "until_day": "2026-11-24",
        "until_time": "13:30",
    } | fields


@pytest.fixture
def block(salon: Salon) -> TimeOff:
    return TimeOff.objects.create(
        organization=salon.organization,
        staff=salon.ana,
        starts_at=local(2026, 11, 24, 14),
        ends_at=local(2026, 11, 24, 15),
        reason="Almoço",
    )


def url_of(salon: Salon, block: TimeOff) -> str:
    return salon.url(f"time-off/{block.pk}/time/")


def span(block: TimeOff) -> tuple[datetime, datetime]:
    fresh = TimeOff.objects.get(pk=block.pk)
    return fresh.starts_at, fresh.ends_at


def test_drag_moves_to_another_person_and_keeps_the_reason(
    salon: Salon, desk: Client, block: TimeOff
) -> None:
    dragged = place(salon, staff=salon.bruno.pk)
    answer = desk.post(url_of(salon, block), dragged, headers=JSON)
    assert answer.status_code == 200
    fresh = TimeOff.objects.get()
    assert (fresh.staff, fresh.reason) == (salon.bruno, "Almoço")
    assert span(block) == (local(2026, 11, 24, 12), local(2026, 11, 24, 13, 30))
    assert AuditEntry.objects.get(action="time_off.moved").details["staff"] == str(salon.bruno.pk)


def test_undo_of_a_drag_puts_it_back(salon: Salon, desk: Client, block: TimeOff) -> None:
    undo = desk.post(url_of(salon, block), place(salon), headers=JSON).json()["undo"]
    assert desk.post(undo, headers=PARTIAL).status_code == 204
    assert span(block) == (local(2026, 11, 24, 14), local(2026, 11, 24, 15))
    assert TimeOff.objects.get().reason == "Almoço"


def test_drop_where_it_was_changes_nothing(salon: Salon, desk: Client, block: TimeOff) -> None:
    same = place(salon, time="14:00", until_time="15:00")
    assert desk.post(url_of(salon, block), same, headers=JSON).json()["undo"] == ""
    assert not AuditEntry.objects.filter(action="time_off.moved").exists()


def test_drop_on_a_visit_goes_back(salon: Salon, desk: Client, block: TimeOff) -> None:
    onto = place(salon, time="09:30", until_time="10:30")
    answer = desk.post(url_of(salon, block), onto, headers=JSON)
    assert answer.status_code == 409
    assert "Há 1 horário marcado" in answer.json()["reason"]
    assert span(block)[0] == local(2026, 11, 24, 14)


def test_form_names_the_visits_and_moves_all_the_same(
    salon: Salon, desk: Client, block: TimeOff
) -> None:
    onto = place(salon, time="09:30", until_time="10:30", reason="Curso")
    answer = desk.post(url_of(salon, block), onto, headers=PARTIAL)
    assert answer.status_code == 409
    assert "Marina Costa" in answer.content.decode()
    anyway = onto | {"despite": "1"}
    assert desk.post(url_of(salon, block), anyway, headers=PARTIAL).status_code == 204
    assert TimeOff.objects.get().reason == "Curso"
    # A visit that lies under the block already is no news.
    longer = place(salon, time="09:00", until_time="10:30")
    assert desk.post(url_of(salon, block), longer, headers=JSON).status_code == 200


def test_form_is_filled_in(salon: Salon, desk: Client, block: TimeOff) -> None:
    form = desk.get(url_of(salon, block), headers=PARTIAL).context["form"]
    assert form["time"].value() == "14:00"
    assert form["until_time"].value() == "15:00"
    assert form["reason"].value() == "Almoço"


@pytest.mark.parametrize(
    ("wrong", "headers"),
    [({"until_time": "11:00"}, JSON), ({"until_time": "11:00"}, PARTIAL), ({"day": "x"}, JSON)],
)
def test_end_before_start_is_refused(
    salon: Salon, desk: Client, block: TimeOff, wrong: dict[str, str], headers: dict[str, str]
) -> None:
    answer = desk.post(url_of(salon, block), place(salon, **wrong), headers=headers)
    assert answer.status_code == 422
    assert span(block)[0] == local(2026, 11, 24, 14)


def test_others_may_not_move_it(salon: Salon, login, block: TimeOff) -> None:
    for client in (login(Role.VIEWER), login(Role.STAFF, staff=salon.bruno)):
        assert client.get(url_of(salon, block)).status_code == 403
        assert client.post(url_of(salon, block), place(salon), headers=JSON).status_code == 403
    ana = login(Role.STAFF, staff=salon.ana)
    to_bruno = place(salon, staff=salon.bruno.pk)
    assert ana.post(url_of(salon, block), to_bruno, headers=JSON).status_code == 422
    assert ana.post(url_of(salon, block), place(salon), headers=JSON).status_code == 200


def test_another_tenants_block_is_not_found(salon: Salon, desk: Client, other_salon: Salon) -> None:
    with scope(organization=other_salon.organization):
        foreign = create_time_off(
            staff=other_salon.ana,
            starts_at=local(2026, 11, 24, 14),
            ends_at=local(2026, 11, 24, 15),
            actor=None,
        )
    answer = desk.post(url_of(salon, foreign), place(salon), headers=JSON)
    assert answer.status_code == 404


def test_calendar_may_drag_what_lies_wholly_in_the_day(
    salon: Salon, desk: Client, login, block: TimeOff
) -> None:
    def editable(client: Client) -> list[bool]:
        feed = client.get(
            salon.url("agenda/events/?start=2026-11-24T00:00:00&end=2026-11-25T00:00:00")
        )
        return [e["editable"] for e in feed.json()["events"] if e["classNames"] == ["blocked"]]

    assert editable(desk) == [True]
    assert editable(login(Role.VIEWER)) == [False]
    TimeOff.objects.update(ends_at=local(2026, 11, 25, 12))
    assert editable(desk) == [False]


def test_freed_time_is_blocked_again_by_undo(salon: Salon, desk: Client, block: TimeOff) -> None:
    answer = desk.post(salon.url(f"time-off/{block.pk}/removal/"), headers=PARTIAL)
    undo = toast_of(answer)["undo"]
    assert not TimeOff.objects.exists()
    again = desk.post(undo, headers=PARTIAL)
    assert again.status_code == 204
    made = TimeOff.objects.get()
    assert (made.starts_at, made.ends_at) == (local(2026, 11, 24, 14), local(2026, 11, 24, 15))
    assert (made.staff, made.reason) == (salon.ana, "Almoço")
    assert desk.post(toast_of(again)["undo"], headers=PARTIAL).status_code == 204
    assert not TimeOff.objects.exists()


def test_freeing_twice_is_noted_once(salon: Salon, block: TimeOff) -> None:
    for _ in range(2):
        remove_time_off(time_off=block, actor=None, now=NOW)
    assert AuditEntry.objects.filter(action="time_off.removed").count() == 1


@pytest.mark.django_db(transaction=True)
def test_move_and_removal_at_once_leave_one_truth() -> None:
    salon = open_salon()
    with scope(organization=salon.organization):
        block = create_time_off(
            staff=salon.ana,
            starts_at=local(2026, 11, 24, 14),
            ends_at=local(2026, 11, 24, 15),
            actor=None,
        )

    def act(number: int) -> str:
        with scope(organization=salon.organization), timezone.override("America/Sao_Paulo"):
            try:
                if number % 2:
                    remove_time_off(time_off=block, actor=None, now=NOW)
                else:
                    starts_at, ends_at = local(2026, 11, 24, 16), local(2026, 11, 24, 17)
                    move_time_off(
                        time_off=block,
                        staff=salon.bruno,
                        starts_at=starts_at,
                        ends_at=ends_at,
                        actor=None,
                        now=NOW,
                    )
            except Exception as error:
                return type(error).__name__
            finally:
                connection.close()
        return "done"

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(act, range(8)))
    assert set(said) <= {"done", "TimeOffGone"}
    with scope(organization=salon.organization):
        assert not TimeOff.objects.exists()
        assert AuditEntry.objects.filter(action="time_off.removed").count() == 1


def toast_of(answer) -> dict[str, str]:
    return json.loads(answer["HX-Trigger"])["toast"]
