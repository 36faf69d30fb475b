"""A salon with a day in the agenda, and people of every role in front of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Customer, Organization
from accounts.tests.factories import make_customer, make_member, make_organization
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Appointment, Staff
from scheduling.tests.factories import NOW, local, make_appointment, make_staff

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
JSON = {"Accept": "application/json"}


@dataclass
class Salon:
    organization: Organization
    service: Service
    ana: Staff
    bruno: Staff
    customer: Customer
    visit: Appointment

    def url(self, rest: str) -> str:
        return f"/o/{self.organization.slug}/{rest}"

    def visit_url(self, rest: str = "") -> str:
        return self.url(f"appointments/{self.visit.pk}/{rest}")

    def book(self, hour: int, **fields: Any) -> Appointment:
        return make_appointment(
            self.organization,
            **{
                "customer": self.customer,
                "staff": self.ana,
                "service": self.service,
                "starts_at": local(2026, 11, 24, hour),
            }
            | fields,
        )

    def fresh(self) -> Appointment:
        return Appointment.objects.select_related("staff").get(pk=self.visit.pk)


def open_salon(**fields: Any) -> Salon:
    """Ana and Bruno do the same service; Marina is booked with Ana at 10 on 24 November."""
    organization = make_organization(**fields)
    with scope(organization=organization):
        service = make_service(organization, name="Corte", duration_minutes=60)
        ana, bruno = (make_staff(organization, [service], name=name) for name in ("Ana", "Bruno"))
        customer = make_customer(organization, name="Marina Costa", phone="+5511981230137")
        visit = make_appointment(organization, customer=customer, staff=ana, service=service)
    return Salon(organization, service, ana, bruno, customer, visit)


@pytest.fixture(autouse=True)
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock that views read says `NOW` as a test begins, and goes on from there: the salon's
    day lies ahead whenever the tests are run."""
    true_now = timezone.now
    ahead = NOW - true_now()
    monkeypatch.setattr(timezone, "now", lambda: true_now() + ahead)


@pytest.fixture
def salon(db: None) -> Iterator[Salon]:
    made = open_salon()
    with scope(organization=made.organization):
        yield made


@pytest.fixture
def other_salon(db: None) -> Salon:
    return open_salon()


@pytest.fixture
def login(salon: Salon) -> Callable[..., Client]:
    """`login(Role.OWNER)`: a browser of a member of the salon."""

    def make(role: Role = Role.OWNER, staff: Staff | None = None) -> Client:
        member = make_member(salon.organization, role)
        if staff is not None:
            staff.user = member.user
            staff.save()
        client = Client()
        client.force_login(member.user)
        client.member = member  # type: ignore[attr-defined]
        return client

    return make


@pytest.fixture
def desk(login: Callable[..., Client]) -> Client:
    """Somebody who may change every agenda."""
    return login(Role.AGENT)
