"""One more row for each list of the product; each maker needs the organization's open scope.

`number` is different each time. A row brings whatever a row of that list may hang on: people,
labels, files, answers.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.enums import IdentityKind, Role
from accounts.import_enums import ImportStatus, RowError, RowOutcome
from accounts.models import (
    Customer,
    CustomerAttribute,
    CustomerIdentity,
    CustomerImport,
    CustomerNote,
    CustomerTag,
    Dependant,
    ImportRow,
    Location,
    Membership,
    Tag,
    Vaccination,
)
from accounts.services.audit import record_audit
from accounts.services.invitations import invite
from accounts.tests.factories import make_customer, make_member, make_user
from catalog.models import OfferedAddOn, Service, ServiceAddOn, ServiceCategory
from catalog.tests.factories import make_service
from scheduling.enums import AppointmentStatus, ConflictKind, Source
from scheduling.models import (
    Appointment,
    AppointmentSeries,
    Resource,
    ResourceType,
    ServiceResource,
    ShiftException,
    Staff,
    TimeOff,
)
from scheduling.services.booking import busy_range
from scheduling.services.conflicts import open_conflicts
from scheduling.services.waitlist import WaitlistDetails, add_to_waitlist
from scheduling.tests.factories import SAO_PAULO, make_staff
from tests.architecture.houses import House


def today_at(hour: int) -> datetime:
    now = timezone.now().astimezone(SAO_PAULO)
    return now.replace(hour=hour, minute=0, second=0, microsecond=0)


def one_of(house: House, model: Any, name: str) -> Any:
    return model.objects.get(pk=house.ids[name])


def customer(house: House, number: int) -> Customer:
    """With a label, an animal and a visit ahead."""
    organization = house.organization
    made = make_customer(organization, name=f"Cliente {number}")
    tag = Tag.objects.create(organization=organization, name=f"De {number}")
    CustomerTag.objects.create(organization=organization, customer=made, tag=tag)
    Dependant.objects.create(organization=organization, customer=made, name="Thor", kind="PET")
    _book(house, made, today_at(20) + timedelta(days=1))
    return made


def _book(house: House, who: Customer, starts_at: datetime) -> Appointment:
    """With a person and a service of its own, part of a series."""
    organization = house.organization
    service = make_service(organization)
    staff = make_staff(organization, [service])
    ends_at = starts_at + timedelta(minutes=30)
    series = AppointmentSeries.objects.create(
        organization=organization,
        customer=who,
        service=service,
        staff=staff,
        starts_at=starts_at,
        every_weeks=1,
        times=2,
    )
    return Appointment.objects.create(
        organization=organization,
        customer=who,
        staff=staff,
        service=service,
        starts_at=starts_at,
        ends_at=ends_at,
        busy=busy_range(service, starts_at, ends_at),
        status=AppointmentStatus.CONFIRMED,
        source=Source.STAFF,
        series=series,
        ordinal=1,
        series_starts_at=starts_at,
    )


def visit(house: House, number: int) -> Appointment:
    """Of a customer of its own, today."""
    return _book(house, make_customer(house.organization, name=f"Vem {number}"), today_at(23))


def visit_of_one(house: House, number: int) -> Appointment:
    """Of the house's customer, each on another day."""
    who = one_of(house, Customer, "customer_id")
    return _book(house, who, today_at(12) - timedelta(days=number + 1))


def service(house: House, number: int) -> Service:
    """With a category and somebody who does it."""
    category = ServiceCategory.objects.create(
        organization=house.organization, name=f"Parte {number}"
    )
    made = make_service(house.organization, name=f"Serviço {number}", category=category)
    make_staff(house.organization, [made])
    return made


def add_on(house: House, number: int) -> None:
    made = ServiceAddOn.objects.create(organization=house.organization, name=f"Mais {number}")
    for offered in (service(house, number), one_of(house, Service, "service_id")):
        OfferedAddOn.objects.create(organization=house.organization, add_on=made, service=offered)


def person(house: House, number: int) -> Staff:
    location = Location.objects.create(organization=house.organization, name=f"Casa {number}")
    return make_staff(
        house.organization,
        [one_of(house, Service, "service_id")],
        user=make_member(house.organization, Role.STAFF).user,
        location=location,
    )


def absence(house: House, number: int) -> None:
    """An exception and a time off of the house's professional."""
    staff = one_of(house, Staff, "staff_id")
    day = today_at(9) + timedelta(days=10 + number)
    own: dict[str, Any] = {"organization": house.organization, "staff": staff}
    ShiftException.objects.create(**own, on=day.date())
    TimeOff.objects.create(**own, starts_at=day, ends_at=day + timedelta(hours=1))


def house_date(house: House, number: int) -> None:
    day = today_at(9) + timedelta(days=10 + number)
    ShiftException.objects.create(organization=house.organization, on=day.date())


def member(house: House, number: int) -> None:
    """Somebody who is in, and somebody who is asked."""
    organization = house.organization
    make_member(organization, Role.STAFF, name=f"Gente {number}")
    owner = Membership.objects.filter(role=Role.OWNER).earliest("pk").user
    now = timezone.now()
    invite(organization=organization, label=f"G{number}", role=Role.STAFF, actor=owner, now=now)


def conflicts(house: House, number: int) -> None:
    """A list of its own with one visit in it, which is still to come."""
    left = _book(house, customer(house, number), today_at(13) + timedelta(days=6))
    open_conflicts(
        organization=house.organization,
        kind=ConflictKind.TIME_OFF,
        visits=[left],
        staff=left.staff,
        reason="Férias",
    )


def conflict(house: House, number: int) -> None:
    """One more visit in the house's list."""
    left = _book(house, customer(house, number), today_at(13) + timedelta(days=5))
    known = one_of(house, _model("ConflictSet"), "conflict_set_id")
    _model("Conflict").objects.create(
        organization=house.organization,
        conflict_set=known,
        appointment=left,
        staff=left.staff,
        starts_at=left.starts_at,
    )


def _model(name: str) -> Any:
    from django.apps import apps  # noqa: PLC0415

    return apps.get_model("scheduling", name)


def room(house: House, number: int) -> None:
    own: dict[str, Any] = {"organization": house.organization}
    kind = ResourceType.objects.create(**own, name=f"Sala {number}")
    Resource.objects.create(**own, resource_type=kind, name="Sala 1")
    ServiceResource.objects.create(
        **own, resource_type=kind, service=one_of(house, Service, "service_id")
    )


def waiting(house: House, number: int) -> None:
    today = today_at(9).date()
    wanted = service(house, number)
    add_to_waitlist(
        organization=house.organization,
        customer=make_customer(house.organization, name=f"Espera {number}"),
        details=WaitlistDetails(
            service=wanted, staff=wanted.staff.get(), first_on=today, last_on=today
        ),
        actor=None,
    )


def batch(house: House, number: int) -> None:
    CustomerImport.objects.create(
        organization=house.organization,
        created_by=make_user(),
        file_name=f"lista-{number}.csv",
        status=ImportStatus.DONE,
        row_count=number,
    )


def imported(house: House, number: int) -> None:
    """A row of the house's file that could not be read."""
    ImportRow.objects.create(
        organization=house.organization,
        batch=one_of(house, CustomerImport, "import_id"),
        number=number + 2,
        cells=["Ana", "123"],
        outcome=RowOutcome.ERROR,
        error=RowError.values[0],
    )


def location(house: House, number: int) -> None:
    place = Location.objects.create(organization=house.organization, name=f"Filial {number}")
    make_staff(house.organization, location=place)


def tag(house: House, number: int) -> None:
    own: dict[str, Any] = {"organization": house.organization}
    made = Tag.objects.create(**own, name=f"Etiqueta {number}")
    CustomerTag.objects.create(**own, tag=made, customer=one_of(house, Customer, "customer_id"))


def note(house: House, number: int) -> None:
    CustomerNote.objects.create(
        organization=house.organization,
        customer=one_of(house, Customer, "customer_id"),
        text=f"Nota {number}",
        author=make_user(),
    )


def dose(house: House, number: int) -> None:
    pet = one_of(house, Dependant, "dependant_id")
    Vaccination.objects.create(
        organization=house.organization, dependant=pet, name=f"V{number}", given_on="2026-01-10"
    )


def double(house: House, number: int) -> None:
    """Two cards whose numbers end alike."""
    for area in ("11", "21"):
        one = make_customer(house.organization, name=f"Dupla {number} {area}", phone="")
        CustomerIdentity.objects.create(
            organization=house.organization,
            customer=one,
            kind=IdentityKind.PHONE,
            value=f"55{area}9{70_000_000 + number}",
            match_key=f"55{area}{70_000_000 + number}",
        )


def alike(house: House, number: int) -> None:
    """One more card with the name of the house's customer."""
    make_customer(house.organization, name=one_of(house, Customer, "customer_id").name)


def attribute(house: House, number: int) -> None:
    CustomerAttribute.objects.create(
        organization=house.organization, key=f"k{number}", label=f"Campo {number}", type="TEXT"
    )


def audit(house: House, number: int) -> None:
    record_audit(
        organization=house.organization,
        actor=make_user(name=f"Quem {number}"),
        action="customer.updated",
        target=customer(house, number),
        details={},
    )
