"""What practising with the bot has left goes, all of it and nothing else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope

from accounts.enums import OnboardingPart, OnboardingState
from accounts.models import (
    AuditEntry,
    Customer,
    CustomerIdentity,
    Dependant,
    OnboardingStep,
    Organization,
)
from accounts.selectors.duplicates import duplicate_pairs
from accounts.services.events import deliver_events
from accounts.services.onboarding import put_away, start_onboarding
from accounts.tests.factories import make_organization, make_user, make_whatsapp_customer
from bot.gateways import Text
from bot.models import Conversation, Message
from bot.services.outbox import queue_message
from bot.services.practice_erasing import erase_practice
from bot.tests.factories import make_channel, make_conversation
from catalog.tests.factories import make_service
from config.lib.ids import new_id
from scheduling.models import Appointment, Visit, WaitlistEntry
from scheduling.selectors.chains import WantedService
from scheduling.services.visits import book_visit
from scheduling.services.waitlist import WaitlistDetails, add_to_waitlist
from scheduling.tests.factories import NOW, make_staff

SIMULATOR = "http://127.0.0.1:8"
PHONE = "5511981230137"
EARLIER = "5511981230111"


@pytest.fixture
def house(db: None, settings: Any) -> Iterator[Organization]:
    settings.SIMULATOR_URL = SIMULATOR
    organization = make_organization(owner=make_user())
    start_onboarding(organization=organization)
    with scope(organization=organization):
        OnboardingStep.objects.create(
            organization=organization,
            part=OnboardingPart.CHAT,
            state=OnboardingState.DONE,
            details={"phone_id": "p1", "phone": PHONE, "earlier": [EARLIER]},
        )
        yield organization


def booked(house: Organization, wa_id: str, **channel: Any) -> Customer:
    """A customer who has talked with the bot, booked twice, and waits for a third time."""
    customer = make_whatsapp_customer(house, wa_id)
    talk = make_conversation(make_channel(house, **channel), customer)
    queue_message(conversation=talk, content=Text("Oi"), author="BOT", now=NOW)
    service = make_service(house)
    staff = make_staff(house, [service])
    book_visit(
        organization=house,
        key=new_id(),
        customer=customer,
        wanted=[WantedService(service, staff), WantedService(service, staff)],
        people=[staff],
        starts_at=NOW + timedelta(days=3),
        actor=None,
        now=NOW,
    )
    waiting = WaitlistDetails(
        service=service, staff=None, first_on=NOW.date(), last_on=NOW.date(), notes=""
    )
    entry = add_to_waitlist(organization=house, customer=customer, details=waiting, actor=None)
    entry.appointment = Appointment.objects.filter(customer=customer).first()
    entry.status = "BOOKED"
    entry.save()
    Dependant.objects.create(organization=house, customer=customer, name="Rex", kind="PET")
    return customer


def left() -> dict[str, int]:
    kinds: tuple[Any, ...] = (Customer, CustomerIdentity, Conversation, Message)
    kinds += (Appointment, Visit, WaitlistEntry, Dependant)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_test_customers_go_with_all_they_left(house: Organization) -> None:
    real = booked(house, "5511970000001")
    before = left()
    for phone in (PHONE, EARLIER):
        booked(house, phone, graph_url=f"{SIMULATOR}/v24.0")
    assert duplicate_pairs() == []
    assert erase_practice(organization=house, actor=None) == 2
    assert left() == before
    assert Customer.objects.get() == real
    assert AuditEntry.objects.filter(action="practice.erased").count() == 1


def test_erasing_twice_is_like_once_and_forgets_no_phone(house: Organization) -> None:
    booked(house, PHONE, graph_url=f"{SIMULATOR}/v24.0")
    assert erase_practice(organization=house, actor=None) == 1
    assert erase_practice(organization=house, actor=None) == 0
    step = OnboardingStep.objects.get(part=OnboardingPart.CHAT)
    assert step.details == {"earlier": [EARLIER, PHONE]}
    assert step.state == OnboardingState.DONE
    assert AuditEntry.objects.filter(action="practice.erased").count() == 1
    # What was still on its way when the button was pressed.
    booked(house, PHONE, graph_url=f"{SIMULATOR}/v24.0")
    assert erase_practice(organization=house, actor=None) == 1


def test_somebody_known_before_with_that_number_stays(house: Organization) -> None:
    known = booked(house, PHONE, graph_url=f"{SIMULATOR}/v24.0")
    Customer.objects.filter(pk=known.pk).update(created_at=timezone.now() - timedelta(days=1))
    assert erase_practice(organization=house, actor=None) == 0
    assert Customer.objects.filter(pk=known.pk).exists()


def test_who_also_wrote_to_the_real_number_stays(house: Organization) -> None:
    known = booked(house, PHONE, graph_url=f"{SIMULATOR}/v24.0")
    make_conversation(make_channel(house), known)
    assert erase_practice(organization=house, actor=None) == 0
    assert Appointment.objects.filter(customer=known).count() == 2


def test_without_a_simulator_nobody_is_a_test(house: Organization, settings: Any) -> None:
    booked(house, PHONE, graph_url="")
    settings.SIMULATOR_URL = ""
    assert erase_practice(organization=house, actor=None) == 0
    assert Customer.objects.count() == 1


def test_same_phone_at_another_house_stays(house: Organization) -> None:
    other = make_organization()
    with scope(organization=other):
        booked(other, PHONE, graph_url=f"{SIMULATOR}/v24.0")
    booked(house, PHONE, graph_url=f"{SIMULATOR}/v24.0")
    assert erase_practice(organization=house, actor=None) == 1
    with scope(organization=other):
        assert left()["Appointment"] == 2


def test_putting_the_guide_away_erases_the_test(house: Organization) -> None:
    booked(house, PHONE, graph_url=f"{SIMULATOR}/v24.0")
    put_away(organization=house)
    put_away(organization=house)
    assert deliver_events(now=timezone.now() + timedelta(seconds=1)) >= 1
    assert Customer.objects.count() == 0
    assert Appointment.objects.count() == 0
