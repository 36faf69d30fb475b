"""Booking rules and reminders in the settings."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import AuditEntry, Organization, User
from scheduling.enums import ReminderStatus
from scheduling.models import Appointment, BookingPolicy, Reminder, ReminderRule
from scheduling.services.rules import set_reminders
from scheduling.tests.views.conftest import PARTIAL, Salon

Login = Callable[..., Client]
RULES = {
    "lead_minutes": "90",
    "horizon_days": "30",
    "slot_step_minutes": "30",
    "cancel_cutoff_minutes": "240",
    "hold_minutes": "5",
    "needs_approval": "on",
    "holiday_region": "SP",
    "reminder_grace_minutes": "15",
}


def test_rules_are_all_saved_and_written_down(salon: Salon, login: Login) -> None:
    owner = login(Role.OWNER)
    answer = owner.post(salon.url("settings/rules/"), RULES, headers=PARTIAL)
    assert answer.status_code == 200
    policy = BookingPolicy.objects.get()
    assert (policy.lead_minutes, policy.horizon_days, policy.slot_step_minutes) == (90, 30, 30)
    assert (policy.cancel_cutoff_minutes, policy.hold_minutes) == (240, 5)
    assert (policy.needs_approval, policy.fills_gaps, policy.closes_on_holidays) == (
        True,
        False,
        False,
    )
    assert (policy.holiday_region, policy.reminder_grace_minutes) == ("SP", 15)
    entry = AuditEntry.objects.get(action="policy.updated")
    assert entry.details["changed"]["lead_minutes"] == [60, 90]
    owner.post(salon.url("settings/rules/"), RULES, headers=PARTIAL)
    assert AuditEntry.objects.filter(action="policy.updated").count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slot_step_minutes", "3"),
        ("horizon_days", "0"),
        ("hold_minutes", "500"),
        ("lead_minutes", "x"),
        ("holiday_region", "ZZ"),
    ],
)
def test_rule_out_of_bounds_is_said_in_place(salon, login, field: str, value: str) -> None:
    answer = login(Role.OWNER).post(
        salon.url("settings/rules/"), RULES | {field: value}, headers=PARTIAL
    )
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not BookingPolicy.objects.filter(lead_minutes=90).exists()


def test_where_no_regions_are_known_none_is_asked_for(salon: Salon, login: Login) -> None:
    Organization.objects.update(country="UY")
    page = login(Role.OWNER).get(salon.url("settings/rules/")).content.decode()
    assert "Feriados do estado" not in page
    kept = RULES | {"holiday_region": ""}
    assert login(Role.OWNER).post(salon.url("settings/rules/"), kept).status_code == 302
    assert BookingPolicy.objects.get().lead_minutes == 90


def test_every_rule_has_an_example(salon: Salon, login: Login) -> None:
    form = login(Role.OWNER).get(salon.url("settings/rules/")).context["form"]
    assert [field.name for field in form if not field.help_text] == []


@pytest.fixture
def owner_user(salon: Salon) -> User:
    return User.objects.first()  # type: ignore[return-value]


@pytest.fixture
def visit_ahead(salon: Salon) -> Appointment:
    """Ten days ahead; it knows nothing of reminders yet."""
    starts_at = timezone.now() + timedelta(days=10)
    Reminder.objects.all().delete()
    visit = salon.visit
    ends_at = starts_at + timedelta(hours=1)
    Appointment.objects.filter(pk=visit.pk).update(
        starts_at=starts_at, ends_at=ends_at, busy=(starts_at, ends_at)
    )
    return salon.fresh()


def planned(visit: Appointment) -> dict[int, str]:
    return dict(Reminder.objects.filter(appointment=visit).values_list("minutes_before", "status"))


def test_new_rules_reach_visits_booked_already(salon, visit_ahead, owner_user) -> None:
    keywords = {"organization": salon.organization, "actor": owner_user, "now": timezone.now()}
    set_reminders(minutes=[1440, 60], **keywords)
    set_reminders(minutes=[1440, 60], **keywords)
    assert planned(visit_ahead) == {1440: "PENDING", 60: "PENDING"}
    reminder = Reminder.objects.get(minutes_before=60)
    assert reminder.due_at == visit_ahead.starts_at - timedelta(minutes=60)
    assert AuditEntry.objects.filter(action="reminders.updated").count() == 1

    set_reminders(minutes=[60], **keywords)
    assert planned(visit_ahead) == {1440: "SUPERSEDED", 60: "PENDING"}
    set_reminders(minutes=[1440], **keywords)
    assert planned(visit_ahead) == {1440: "PENDING", 60: "SUPERSEDED"}


def test_what_was_sent_is_not_sent_again(salon, visit_ahead, owner_user) -> None:
    keywords = {"organization": salon.organization, "actor": owner_user, "now": timezone.now()}
    set_reminders(minutes=[60], **keywords)
    Reminder.objects.update(status=ReminderStatus.SENT)
    set_reminders(minutes=[120], **keywords)
    set_reminders(minutes=[60, 120], **keywords)
    assert planned(visit_ahead) == {60: "SENT", 120: "PENDING"}


def test_other_houses_are_left_alone(salon, other_salon, visit_ahead, owner_user) -> None:
    set_reminders(
        organization=salon.organization, minutes=[30], actor=owner_user, now=timezone.now()
    )
    with scope(organization=other_salon.organization):
        assert not Reminder.objects.filter(minutes_before=30).exists()


def test_reminders_are_chosen_with_a_preview(salon: Salon, login: Login) -> None:
    owner = login(Role.OWNER)
    page = owner.get(salon.url("settings/reminders/")).content.decode()
    assert "Oi, Marina! Passando para lembrar do seu horário" in page
    assert "Corte com Ana" in page
    assert f"em {salon.organization.name}. Você vem?" in page
    assert page.index('summary lang="pt-BR"') < page.index('summary lang="en"')
    answer = owner.post(
        salon.url("settings/reminders/"), {"minutes": ["2880", "60"]}, headers=PARTIAL
    )
    assert answer.status_code == 200
    rules = ReminderRule.objects.values_list("minutes_before", flat=True)
    assert sorted(rules) == [60, 2880]
    answer = owner.post(salon.url("settings/reminders/"), {"minutes": ["7"]}, headers=PARTIAL)
    assert answer.status_code == 422
    owner.post(salon.url("settings/reminders/"), {}, headers=PARTIAL)
    assert not ReminderRule.objects.exists()
