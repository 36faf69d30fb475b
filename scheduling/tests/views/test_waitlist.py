"""The waiting list at the desk's screens."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.enums import Role
from accounts.models import Customer
from accounts.tests.factories import make_customer
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.enums import WaitlistStatus
from scheduling.models import Appointment, Staff, StaffService, WaitlistEntry
from scheduling.services.waitlist import WaitlistDetails, add_to_waitlist, close_waitlist_entry
from scheduling.tests.factories import local
from scheduling.tests.views.conftest import JSON, PARTIAL, Salon
from scheduling.tests.views.test_moves import place

LIST = "waitlist/"
NEW = "waitlist/new/"
DAY = "2026-11-24"


def wait(salon: Salon, name: str = "Zélia Prado", staff: Staff | None = None) -> WaitlistEntry:
    day = local(2026, 11, 24).date()
    return add_to_waitlist(
        organization=salon.organization,
        customer=make_customer(salon.organization, name=name),
        details=WaitlistDetails(service=salon.service, staff=staff, first_on=day, last_on=day),
        actor=None,
    )


def wish(salon: Salon, **fields: object) -> dict[str, object]:
    return {
        "service": salon.service.pk,
        "staff": "",
        "first_on": DAY,
        "last_on": "2026-11-28",
        "from_time": "14:00",
        "customer": salon.customer.pk,
    } | fields


@pytest.fixture
def entry(salon: Salon) -> WaitlistEntry:
    return wait(salon)


def test_write_somebody_down(salon: Salon, desk: Client) -> None:
    new = {"customer": "new", "customer_name": "Júlia", "customer_phone": "11 97777-1234"}
    for sent in (wish(salon, notes="Aceita encaixe"), wish(salon, **new)):
        answer = desk.post(salon.url(NEW), sent, headers=PARTIAL)
        assert answer.status_code == 204
        assert "waitlist:changed" in answer["HX-Trigger"]
    known, new_one = WaitlistEntry.objects.order_by("created_at")
    assert (known.customer, known.notes) == (salon.customer, "Aceita encaixe")
    assert new_one.customer.phone == "+5511977771234"
    assert f"{known.from_time:%H:%M}" == "14:00"
    assert known.created_by == desk.member.user


def test_who_is_asked_for_no_day_waits_a_week(salon: Salon, desk: Client) -> None:
    form = desk.get(salon.url("waitlist/new/"), headers=PARTIAL).context["form"]
    assert (form["last_on"].value() - form["first_on"].value()).days == 7
    form = desk.get(salon.url(f"waitlist/new/?day={DAY}"), headers=PARTIAL).context["form"]
    assert [f"{form[name].value()}" for name in ("first_on", "last_on")] == [DAY, DAY]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"service": ""}, "service"),
        ({"first_on": ""}, "first_on"),
        ({"last_on": "2026-11-23"}, "last_on"),
        ({"until_time": "13:00"}, "until_time"),
        ({"customer": ""}, "customer"),
        ({"customer": "new"}, "customer_name"),
        ({"customer": "new", "customer_name": "M", "customer_phone": "1"}, "customer_phone"),
    ],
)
def test_nonsense_comes_back_with_reasons(
    salon: Salon, desk: Client, wrong: dict[str, str], field: str
) -> None:
    answer = desk.post(salon.url(NEW), wish(salon, **wrong), headers=PARTIAL)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert WaitlistEntry.objects.count() == 0


def test_list_filters_by_words_and_state(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    close_waitlist_entry(entry=wait(salon, "Otávio Reis"), actor=None)

    def shown(query: str) -> str:
        return desk.get(salon.url(f"{LIST}{query}"), headers=PARTIAL).content.decode()

    assert "Zélia Prado" in shown("")
    assert "Otávio" not in shown("")
    assert "Otávio" in shown("?status=CLOSED")
    assert "Zélia" in shown("?q=zelia+corte")
    assert 'data-state="no-match"' in shown("?q=ninguem")
    entry.delete()
    assert 'data-state="empty"' in shown("")


def test_edit_keeps_the_customer(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    url = salon.url(f"{LIST}{entry.pk}/")
    assert 'value="2026-11-24"' in desk.get(url, headers=PARTIAL).content.decode()
    sent = wish(salon, staff=salon.bruno.pk, notes="Só à tarde")
    assert desk.post(url, sent, headers=PARTIAL).status_code == 204
    entry.refresh_from_db()
    assert (entry.staff, entry.notes) == (salon.bruno, "Só à tarde")
    assert entry.customer.name == "Zélia Prado"
    close_waitlist_entry(entry=entry, actor=None)
    assert desk.post(url, sent, headers=PARTIAL).status_code == 409


def test_close_and_undo(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    answer = desk.post(salon.url(f"{LIST}{entry.pk}/closure/"), headers=PARTIAL)
    entry.refresh_from_db()
    assert entry.status == "CLOSED"
    undo = json.loads(answer["HX-Trigger"])["toast"]["undo"]
    assert desk.post(undo, headers=PARTIAL).status_code == 204
    entry.refresh_from_db()
    assert entry.status == "WAITING"


def test_button_of_the_agenda_counts(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    WaitlistEntry.objects.update(last_on=local(2027, 11, 24).date())
    for address in (f"agenda/?day={DAY}", f"{LIST}button/"):
        page = desk.get(salon.url(address)).content.decode()
        assert '<span class="count">1</span>' in page


def test_cancelling_shows_who_waits_at_once(
    salon: Salon, desk: Client, entry: WaitlistEntry
) -> None:
    wait(salon, "Otávio Reis", staff=salon.bruno)
    answer = desk.post(salon.visit_url("cancellation/"), {"reason": ""}, headers=PARTIAL)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "1 pessoa espera por este horário." in page
    assert f"/waitlist/{entry.pk}/appointment/" in page
    news = json.loads(answer["HX-Trigger"])
    assert "agenda:changed" in news
    assert "cancelado" in news["toast"]["text"]


def test_cancelling_without_script_leads_to_who_waits(
    salon: Salon, desk: Client, entry: WaitlistEntry
) -> None:
    answer = desk.post(salon.visit_url("cancellation/"), {"reason": ""})
    assert "Zélia Prado" in desk.get(answer["Location"]).content.decode()


def test_cancelling_with_nobody_waiting_closes_the_panel(salon: Salon, desk: Client) -> None:
    answer = desk.post(salon.visit_url("cancellation/"), {"reason": ""}, headers=PARTIAL)
    assert answer.status_code == 204


def test_one_click_books_who_waits(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    salon.visit.delete()
    url = salon.url(f"{LIST}{entry.pk}/appointment/")
    sent = {"staff": salon.ana.pk, "day": DAY, "time": "10:00"}
    for _twice in range(2):
        answer = desk.post(url, sent, headers=PARTIAL)
        assert answer.status_code == 204
    assert {"agenda:changed", "waitlist:changed"} <= json.loads(answer["HX-Trigger"]).keys()
    made = Appointment.objects.get()
    assert (made.customer, made.starts_at) == (entry.customer, local(2026, 11, 24, 10))


def test_somebody_was_faster(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    url = salon.url(f"{LIST}{entry.pk}/appointment/")
    sent = {"staff": salon.ana.pk, "day": DAY, "time": "10:00"}
    answer = desk.post(url, sent, headers=PARTIAL)
    assert answer.status_code == 409
    assert "Ana não está livre" in answer.content.decode()
    assert desk.post(url, sent | {"day": "x"}, headers=PARTIAL).status_code == 422
    close_waitlist_entry(entry=entry, actor=None)
    assert desk.post(url, sent, headers=PARTIAL).status_code == 409


def test_moving_says_who_waits_for_the_old_place(
    salon: Salon, desk: Client, entry: WaitlistEntry
) -> None:
    answer = desk.post(salon.visit_url("time/"), place(salon), headers=JSON)
    waiting = answer.json()["waiting"]
    assert waiting["text"] == "1 pessoa espera por este horário."
    page = desk.get(waiting["url"], headers=PARTIAL).content.decode()
    assert "Zélia Prado" in page
    assert 'name="time" value="10:00"' in page
    still = desk.post(salon.visit_url("time/"), place(salon), headers=JSON)
    assert still.json()["waiting"] == {}  # it didn't move


def test_move_by_form_shows_who_waits(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    answer = desk.post(salon.visit_url("time/"), place(salon), headers=PARTIAL)
    assert answer.status_code == 200
    assert "Zélia Prado" in answer.content.decode()


def test_booking_form_settles_the_entry(salon: Salon, desk: Client, entry: WaitlistEntry) -> None:
    page = desk.get(
        salon.url(f"appointments/new/?entry={entry.pk}&customer={entry.customer_id}"),
        headers=PARTIAL,
    ).content.decode()
    assert f'name="entry" value="{entry.pk}"' in page
    sent = {
        "service": salon.service.pk,
        "staff": salon.ana.pk,
        "day": DAY,
        "time": "15:00",
        "customer": entry.customer_id,
        "entry": entry.pk,
    }
    assert desk.post(salon.url("appointments/new/"), sent, headers=PARTIAL).status_code == 204
    entry.refresh_from_db()
    assert entry.appointment.starts_at == local(2026, 11, 24, 15)


def test_booking_several_services_settles_the_entry(
    salon: Salon, desk: Client, entry: WaitlistEntry
) -> None:
    wash = make_service(salon.organization, name="Lavar", duration_minutes=30)
    StaffService.objects.create(organization=salon.organization, staff=salon.bruno, service=wash)
    sent = {
        "key": new_id(),
        "service": wash.pk,
        "staff": "",
        "day": DAY,
        "time": "14:00",
        "p2-service": salon.service.pk,
        "p2-staff": salon.ana.pk,
        "customer": entry.customer_id,
        "entry": entry.pk,
    }
    assert desk.post(salon.url("appointments/new/"), sent, headers=PARTIAL).status_code == 204
    entry.refresh_from_db()
    assert entry.status == WaitlistStatus.BOOKED
    assert entry.appointment.visit.parts.count() == 2


def test_entry_that_was_deleted_meanwhile_books_all_the_same(
    salon: Salon, desk: Client, entry: WaitlistEntry
) -> None:
    key = entry.pk
    entry.delete()
    sent = {
        "service": salon.service.pk,
        "staff": salon.ana.pk,
        "day": DAY,
        "time": "15:00",
        "customer": salon.customer.pk,
        "entry": key,
    }
    assert desk.post(salon.url("appointments/new/"), sent, headers=PARTIAL).status_code == 204
    assert Appointment.objects.count() == 2


@pytest.mark.parametrize("role", [Role.VIEWER, Role.STAFF])
def test_who_may_change_no_agenda_only_looks(
    salon: Salon, login: Callable[..., Client], entry: WaitlistEntry, role: Role
) -> None:
    client = login(role)
    page = client.get(salon.url(LIST), headers=PARTIAL)
    assert "Zélia Prado" in page.content.decode()
    assert "Encerrar" not in page.content.decode()
    for part in ("closure/", "reopening/", "appointment/", ""):
        answer = client.post(salon.url(f"{LIST}{entry.pk}/{part}"), headers=PARTIAL)
        assert answer.status_code == 403
    assert client.post(salon.url(NEW), wish(salon), headers=PARTIAL).status_code == 403


def test_professional_sees_and_books_for_the_own_agenda(
    salon: Salon, login: Callable[..., Client], entry: WaitlistEntry
) -> None:
    wait(salon, "Só com Ana", staff=salon.ana)
    bruno = login(Role.STAFF, staff=salon.bruno)
    page = bruno.get(salon.url(LIST), headers=PARTIAL).content.decode()
    assert "Zélia Prado" in page
    assert "Só com Ana" not in page
    url = salon.url(f"{LIST}{entry.pk}/appointment/")
    sent = {"staff": salon.ana.pk, "day": DAY, "time": "15:00"}
    assert bruno.post(url, sent, headers=PARTIAL).status_code == 422
    own = bruno.post(url, sent | {"staff": salon.bruno.pk}, headers=PARTIAL)
    assert own.status_code == 204


def test_query_count_does_not_grow_with_the_list(salon: Salon, desk: Client) -> None:
    def count() -> int:
        desk.get(salon.url(LIST), headers=PARTIAL)
        with CaptureQueriesContext(connection) as queries:
            desk.get(salon.url(LIST), headers=PARTIAL)
        return len(queries)

    wait(salon, "Primeira")
    with_one = count()
    for number in range(29):
        wait(salon, f"Cliente {number}", staff=salon.ana)
    assert count() == with_one <= 10
    page = desk.get(salon.url(LIST), headers=PARTIAL)
    assert len(page.context["page_obj"]) == 25
    assert "page=2" in page.content.decode()
    assert Customer.objects.count() == 31


def test_professional_changes_nothing_that_waits_for_a_colleague(
    salon: Salon, login: Callable[..., Client]
) -> None:
    own, other = wait(salon, "Minha", salon.bruno), wait(salon, "Só com Ana", salon.ana)
    bruno = login(Role.STAFF, staff=salon.bruno)
    book = {"staff": salon.bruno.pk, "day": DAY, "time": "15:00"}
    for part in ("closure/", "reopening/", "appointment/", ""):
        url = salon.url(f"{LIST}{other.pk}/{part}")
        answer = bruno.post(url, book | wish(salon), headers=PARTIAL)
        assert answer.status_code == 404
    assert bruno.get(salon.url(f"{LIST}{other.pk}/"), headers=PARTIAL).status_code == 404
    other.refresh_from_db()
    assert (other.status, other.staff) == ("WAITING", salon.ana)
    assert bruno.post(salon.url(f"{LIST}{own.pk}/closure/"), headers=PARTIAL).status_code == 204
