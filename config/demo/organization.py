"""The organization itself: people with logins, catalogue, team with hours, customers."""

import random
from datetime import time
from uuid import UUID

from django.utils import timezone
from django_scopes import scope

from accounts.enums import ConsentPurpose, ConsentStatus, IdentityKind, Role
from accounts.models import Consent, Customer, CustomerIdentity, Organization, User
from accounts.phone_numbers import phone_match_key
from accounts.services.organizations import add_member, create_organization
from catalog.models import Service, ServiceCategory
from config.demo.businesses import Business, Person
from config.demo.people import names
from scheduling.models import Shift, ShiftBreak, Staff, StaffService
from scheduling.services.policy import ensure_policy

OWNER = "ana@studiobela.test"
MEMBERS = (
    ("bruno@studiobela.test", "Bruno Lima", Role.STAFF),
    ("carla@studiobela.test", "Carla Atendente", Role.AGENT),
    ("vera@studiobela.test", "Vera Leitora", Role.VIEWER),
)
ADMIN = "admin@zapenda.test"
CUSTOMERS = 120


def ensure_user(email: str, name: str, password: str, *, is_superuser: bool = False) -> User:
    """The person, made at first; the password is set anew each time."""
    user = User.objects.filter(email=email).first()
    if user is None:
        make = User.objects.create_superuser if is_superuser else User.objects.create_user
        return make(email, password, name=name)
    if not user.check_password(password):  # the same one would end the sessions for nothing
        user.set_password(password)
        user.save(update_fields=["password"])
    return user


def ensure_organization(business: Business, owner: User) -> Organization:
    """The organization; made with everything in it where there is none yet."""
    organization = Organization.objects.filter(slug=business.slug).first()
    if organization is not None:
        return organization
    organization = create_organization(
        name=business.name,
        slug=business.slug,
        owner=owner,
        vertical=business.vertical,
        phone=business.phone,
        address=business.address,
    )
    with scope(organization=organization):
        policy = ensure_policy(organization=organization)
        policy.holiday_region = "SP"
        policy.save()
        _catalogue(organization, business)
        _team(organization, business)
        _customers(organization, random.Random(business.slug))
    return organization


def ensure_members(organization: Organization, password: str) -> None:
    """One login for each role; the professional's own agenda is linked."""
    for email, name, role in MEMBERS:
        user = ensure_user(email, name, password)
        add_member(organization=organization, user=user, role=role)
        if role == Role.STAFF:
            with scope(organization=organization):
                Staff.objects.filter(name=name, user__isnull=True).update(user=user)


def _catalogue(organization: Organization, business: Business) -> None:
    for place, (heading, offers) in enumerate(business.catalogue.items()):
        category = ServiceCategory.objects.create(
            organization=organization, name=heading, position=place
        )
        Service.objects.bulk_create(
            Service(
                organization=organization,
                category=category,
                name=offer.name,
                description=offer.description,
                duration_minutes=offer.minutes,
                buffer_before_minutes=offer.before,
                buffer_after_minutes=offer.after,
                price=offer.price or None,
                position=position,
            )
            for position, offer in enumerate(offers)
        )


def _team(organization: Organization, business: Business) -> None:
    performed: dict[str, list[UUID]] = {}
    for service in Service.objects.select_related("category"):
        performed.setdefault(service.category.name, []).append(service.pk)
    for position, person in enumerate(business.team):
        staff = Staff.objects.create(
            organization=organization, name=person.name, color=position % 8, position=position
        )
        StaffService.objects.bulk_create(
            StaffService(organization=organization, staff=staff, service_id=service_id)
            for heading in person.does
            for service_id in performed[heading]
        )
        _hours(organization, staff, person)


def _hours(organization: Organization, staff: Staff, person: Person) -> None:
    for weekday in person.weekdays:
        shift = Shift.objects.create(
            organization=organization,
            staff=staff,
            weekday=weekday,
            starts_at=time(person.opens),
            ends_at=time(person.closes),
        )
        ShiftBreak.objects.create(
            organization=organization,
            shift=shift,
            starts_at=time(person.lunch),
            ends_at=time(person.lunch + 1),
        )


def _customers(organization: Organization, dice: random.Random) -> None:
    customers = [
        Customer(organization=organization, name=name, phone=f"+551198123{number:04d}")
        for number, name in enumerate(names(dice, CUSTOMERS), 200)
    ]
    Customer.objects.bulk_create(customers)
    CustomerIdentity.objects.bulk_create(
        CustomerIdentity(
            organization=organization,
            customer=customer,
            kind=IdentityKind.PHONE,
            value=phone.removeprefix("+"),
            match_key=phone_match_key(phone),
        )
        for customer in customers
        if (phone := customer.phone)
    )
    Consent.objects.bulk_create(
        Consent(
            organization=organization,
            customer=customer,
            purpose=ConsentPurpose.MARKETING,
            status=ConsentStatus.GRANTED,
            source="counter",
            evidence="Autorizou no balcão",
            occurred_at=timezone.now(),
        )
        for customer in customers[::3]
    )
