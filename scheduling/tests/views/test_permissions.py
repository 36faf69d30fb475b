"""Whose agenda a person may change, and other tenants' ids."""

import pytest
from django.test import Client
from django_scopes import scope

from accounts.enums import Role
from accounts.permissions import grant, revoke
from scheduling.models import TimeOff
from scheduling.permissions import SHARE_AGENDA, changeable_agendas
from scheduling.tests.factories import local
from scheduling.tests.views.conftest import PARTIAL, Salon

WRITES = ("status/", "cancellation/", "notes/", "time/")
READS = ("", "cancellation/", "time/")


@pytest.mark.parametrize(
    ("role", "can_all"),
    [(Role.OWNER, True), (Role.AGENT, True), (Role.STAFF, False), (Role.VIEWER, False)],
)
def test_role_decides_over_every_agenda(salon: Salon, login, role: Role, can_all: bool) -> None:
    member = login(role).member
    found = changeable_agendas(member, [salon.ana, salon.bruno])
    assert found == ({salon.ana.pk, salon.bruno.pk} if can_all else set())


def test_staff_changes_the_own_agenda_and_a_shared_one(salon: Salon, login) -> None:
    member = login(Role.STAFF, staff=salon.bruno).member
    people = [salon.ana, salon.bruno]
    assert changeable_agendas(member, people) == {salon.bruno.pk}
    grant(member.user, SHARE_AGENDA, salon.ana)
    assert changeable_agendas(member, people) == {salon.ana.pk, salon.bruno.pk}
    revoke(member.user, SHARE_AGENDA, salon.ana)
    assert changeable_agendas(member, people) == {salon.bruno.pk}


def test_viewer_named_in_a_column_still_only_looks(salon: Salon, login) -> None:
    member = login(Role.VIEWER, staff=salon.ana).member
    assert changeable_agendas(member, [salon.ana]) == set()


@pytest.mark.parametrize("part", WRITES)
@pytest.mark.parametrize("role", [Role.STAFF, Role.VIEWER])
def test_writes_to_somebody_elses_visit_are_forbidden(
    salon: Salon, login, role: Role, part: str
) -> None:
    answer = login(role).post(salon.visit_url(part), {"to": "ARRIVED"}, headers=PARTIAL)
    assert answer.status_code == 403
    assert salon.fresh().status == "CONFIRMED"
    assert salon.fresh().notes == ""


def test_shared_agenda_is_written_through_the_view(salon: Salon, login) -> None:
    client = login(Role.STAFF)
    grant(client.member.user, SHARE_AGENDA, salon.ana)
    answer = client.post(salon.visit_url("status/"), {"to": "ARRIVED"}, headers=PARTIAL)
    assert answer.status_code == 204
    assert salon.fresh().status == "ARRIVED"


def test_detail_for_who_only_looks_has_no_buttons(salon: Salon, login) -> None:
    page = login(Role.VIEWER).get(salon.visit_url(), headers=PARTIAL).content.decode()
    assert "Marina Costa" in page
    assert "<form" not in page
    assert "cancellation/" not in page


@pytest.mark.parametrize("part", READS)
def test_another_tenants_visit_is_not_found(
    salon: Salon, other_salon: Salon, desk: Client, part: str
) -> None:
    theirs = salon.url(f"appointments/{other_salon.visit.pk}/{part}")
    assert desk.get(theirs).status_code == 404


@pytest.mark.parametrize("part", WRITES)
def test_another_tenants_visit_is_not_written(
    salon: Salon, other_salon: Salon, desk: Client, part: str
) -> None:
    theirs = salon.url(f"appointments/{other_salon.visit.pk}/{part}")
    assert desk.post(theirs, {"to": "ARRIVED", "notes": "x"}).status_code == 404
    with scope(organization=other_salon.organization):
        assert (other_salon.fresh().status, other_salon.fresh().notes) == ("CONFIRMED", "")


def test_another_tenants_address_is_not_found(
    salon: Salon, other_salon: Salon, desk: Client
) -> None:
    for rest in ("agenda/", "agenda/events/", "appointments/new/", "time-off/new/"):
        assert desk.get(other_salon.url(rest)).status_code == 404


def test_another_tenants_rows_cannot_be_posted_as_choices(
    salon: Salon, other_salon: Salon, desk: Client
) -> None:
    posted = {
        "service": other_salon.service.pk,
        "staff": other_salon.ana.pk,
        "customer": other_salon.customer.pk,
        "day": "2026-11-24",
        "time": "14:00",
    }
    answer = desk.post(salon.url("appointments/new/"), posted, headers=PARTIAL)
    assert answer.status_code == 422
    assert {"service", "staff", "customer"} <= set(answer.context["form"].errors)


def test_another_tenants_block_is_not_found(salon: Salon, other_salon: Salon, desk: Client) -> None:
    with scope(organization=other_salon.organization):
        block = TimeOff.objects.create(
            organization=other_salon.organization,
            staff=other_salon.ana,
            starts_at=local(2026, 11, 24, 12),
            ends_at=local(2026, 11, 24, 13),
        )
    assert desk.get(salon.url(f"time-off/{block.pk}/")).status_code == 404
    assert desk.post(salon.url(f"time-off/{block.pk}/removal/")).status_code == 404
    with scope(organization=other_salon.organization):
        assert TimeOff.objects.filter(pk=block.pk).exists()


@pytest.mark.parametrize("rest", ["appointments/new/", "time-off/new/", "appointments/options/"])
def test_who_may_change_no_agenda_gets_no_form(salon: Salon, login, rest: str) -> None:
    assert login(Role.VIEWER).get(salon.url(rest)).status_code == 403
