from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django_scopes import scope, scopes_disabled

from accounts.enums import ReceiptStatus
from accounts.events import Event, subscriber
from accounts.models import Customer, EventReceipt
from accounts.services.events import MAX_ATTEMPTS, deliver_events, publish
from accounts.tests.factories import make_organization

LATER = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class BellRang(Event):
    at: datetime
    times: int
    fails: bool = False


heard: list[BellRang] = []


@subscriber(BellRang)
def on_bell_rang(event: BellRang) -> None:
    Customer.objects.create(organization_id=event.organization_id, name="heard")
    if event.fails:
        raise RuntimeError("deaf")
    heard.append(event)


def ring(organization_id: UUID, **fields: object) -> BellRang:
    event = BellRang(
        organization_id=organization_id,
        at=datetime(2026, 1, 2, 3, tzinfo=UTC),
        times=2,
        **fields,  # type: ignore[arg-type]
    )
    with transaction.atomic():
        publish(event)
    return event


@pytest.fixture(autouse=True)
def _nobody_heard_yet() -> None:
    heard.clear()


@pytest.mark.django_db
def test_deliver_events_hands_over_equal_event_once() -> None:
    event = ring(make_organization().pk)
    assert deliver_events(now=LATER) == 1
    assert deliver_events(now=LATER) == 0
    assert heard == [event]


@pytest.mark.django_db
def test_deliver_events_failure_is_undone_retried_and_given_up() -> None:
    organization = make_organization()
    ring(organization.pk, fails=True)
    for attempt in range(MAX_ATTEMPTS):
        deliver_events(now=LATER + timedelta(days=attempt), limit=1)
    with scope(organization=organization):
        receipt = EventReceipt.objects.get()
        assert Customer.objects.count() == 0
    assert receipt.status == ReceiptStatus.FAILED
    assert receipt.attempts == MAX_ATTEMPTS
    assert "deaf" in receipt.error


@pytest.mark.django_db
def test_publish_is_undone_with_its_cause() -> None:
    organization = make_organization()
    with transaction.atomic():
        ring(organization.pk)
        transaction.set_rollback(True)
    with scopes_disabled():
        assert not EventReceipt.objects.filter(organization=organization).exists()


def test_event_payload_round_trip() -> None:
    event = BellRang(
        organization_id=UUID(int=7), at=datetime(2026, 1, 2, tzinfo=UTC), times=3, fails=True
    )
    payload = event.to_payload() | {"unknown": 1}
    assert BellRang.from_payload(payload) == event
