"""Holidays, closures and other hours of the whole house, where the agenda shows them."""

from datetime import date, time

import pytest
from django.test import Client
from django_scopes import scope

from scheduling.models import Holiday, ShiftException
from scheduling.selectors.closures import Closure, closures_between
from scheduling.selectors.policy import policy_of
from scheduling.services.policy import ensure_policy
from scheduling.tests.views.conftest import Salon

TUESDAY, WEDNESDAY = date(2026, 11, 24), date(2026, 11, 25)
DAY = "agenda/?day=2026-11-24"
SPAN = "agenda/events/?start=2026-11-24T00:00:00&end=2026-11-25T00:00:00"


def close(salon: Salon, on: date = TUESDAY, **fields: object) -> ShiftException:
    return ShiftException.objects.create(organization=salon.organization, on=on, **fields)


def found(salon: Salon, first: date = TUESDAY, last: date = WEDNESDAY) -> list[Closure]:
    return closures_between(salon.organization, policy_of(salon.organization), first, last)


def named(client: Client, url: str) -> list[tuple[str, str, str]]:
    events = client.get(url).json()["events"]
    return [(e["title"], e["start"], e["end"]) for e in events if e["classNames"] == ["closure"]]


def test_day_off_of_the_house_is_shaded_and_named_for_everybody(salon: Salon, desk: Client) -> None:
    close(salon, reason="Mudança de endereço")
    whole_day = ("2026-11-24T00:00:00", "2026-11-25T00:00:00")
    assert named(desk, salon.url(SPAN)) == [("Mudança de endereço", *whole_day)] * 2
    closed = [e for e in desk.get(salon.url(SPAN)).json()["events"] if "closed" in e["classNames"]]
    assert [(e["start"], e["end"]) for e in closed] == [whole_day] * 2


@pytest.mark.parametrize("view", ["day", "list"])
def test_note_names_the_day(salon: Salon, desk: Client, view: str) -> None:
    close(salon, reason="Mudança de endereço")
    assert "Mudança de endereço" in desk.get(salon.url(f"{DAY}&view={view}")).content.decode()
    other = desk.get(salon.url(f"agenda/?day=2026-11-25&view={view}")).content.decode()
    assert "Mudança de endereço" not in other


def test_other_hours_are_said(salon: Salon, desk: Client) -> None:
    close(salon, starts_at=time(9), ends_at=time(12))
    close(salon, starts_at=time(14), ends_at=time(16))
    words = "Horário especial · 09:00–12:00, 14:00–16:00"
    assert {title for title, *_ in named(desk, salon.url(SPAN))} == {words}


def test_public_holiday_is_named_unless_the_house_opens(salon: Salon) -> None:
    ensure_policy(organization=salon.organization)
    christmas = date(2026, 12, 25)
    (closure,) = found(salon, christmas, christmas)
    assert closure == Closure(christmas, "Natal")
    Holiday.objects.create(
        organization=salon.organization, on=christmas, name="Natal", is_open=True
    )
    assert found(salon, christmas, christmas) == []


def test_hours_open_a_holiday_and_keep_its_name(salon: Salon) -> None:
    Holiday.objects.create(organization=salon.organization, on=TUESDAY, name="Padroeira")
    close(salon, starts_at=time(10), ends_at=time(14))
    assert found(salon) == [Closure(TUESDAY, "Padroeira", ((time(10), time(14)),))]


def test_closure_without_words_is_said_to_be_closed(salon: Salon, desk: Client) -> None:
    close(salon)
    assert {title for title, *_ in named(desk, salon.url(SPAN))} == {"Fechado"}


def test_exception_of_one_person_closes_no_house(salon: Salon) -> None:
    close(salon, staff=salon.ana, reason="Consulta")
    assert found(salon) == []


def test_another_tenants_closure_closes_nothing_here(
    salon: Salon, desk: Client, other_salon: Salon
) -> None:
    with scope(organization=other_salon.organization):
        close(other_salon, reason="Segredo")
    assert named(desk, salon.url(SPAN)) == []
