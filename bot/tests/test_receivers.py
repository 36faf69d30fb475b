"""News of the agenda, said once to the customer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization, make_whatsapp_customer
from bot.models import Message
from bot.receivers import on_appointment_booked, on_appointment_cancelled
from bot.tests.factories import make_channel, make_conversation
from catalog.tests.factories import make_service
from scheduling.events import AppointmentBooked, AppointmentCancelled
from scheduling.models import Appointment
from scheduling.tests.factories import make_appointment, make_staff


@pytest.fixture
def organization(db: None) -> Organization:
    made = make_organization()
    with scope(organization=made):
        yield made


@pytest.fixture
def visit(organization: Organization) -> Appointment:
    """Of a customer who has written a moment ago."""
    now = timezone.now()
    customer = make_whatsapp_customer(organization)
    make_conversation(
        make_channel(organization), customer, last_customer_message_at=now, last_message_at=now
    )
    service = make_service(organization)
    return make_appointment(
        organization,
        customer=customer,
        staff=make_staff(organization, [service]),
        service=service,
        starts_at=now + timedelta(days=3),
        now=now,
    )


def news(visit: Appointment, speaks_for: int) -> dict[str, object]:
    return {
        "organization_id": visit.organization_id,
        "appointment_id": visit.pk,
        "customer_id": visit.customer_id,
        "speaks_for": speaks_for,
    }


@pytest.mark.parametrize(
    ("speaks_for", "said"),
    [
        (1, ""),
        (2, "O mesmo vale para mais 1 horário seu."),
        (8, "O mesmo vale para mais 7 horários seus."),
    ],
)
def test_one_message_speaks_for_all(visit: Appointment, speaks_for: int, said: str) -> None:
    on_appointment_booked(AppointmentBooked(source="STAFF", **news(visit, speaks_for)))
    (message,) = Message.objects.all()
    assert message.text.startswith("Seu horário em ")
    assert message.text.endswith(said)
    assert ("O mesmo vale" in message.text) is bool(said)


def test_event_that_another_speaks_for_is_silent(visit: Appointment) -> None:
    on_appointment_booked(AppointmentBooked(source="STAFF", **news(visit, 0)))
    on_appointment_cancelled(AppointmentCancelled(by="STAFF", **news(visit, 0)))
    assert Message.objects.count() == 0
