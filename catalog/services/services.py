"""Creating and changing services."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from catalog.models import Service, ServiceCategory
from config.lib.constraints import refused_by
from config.lib.rows import is_kept, lock_row

NAME_ONCE = "active_service_name_once"


class ServiceNameTaken(Exception):
    """Another active service of the house has this name."""


@dataclass(frozen=True, slots=True)
class ServiceDetails:
    """What the team says about a service.

    `category` is a name (empty for none; a new one is created), `price` None means "on
    request". Sizes are those of the model's constraints: 5 to 1440 minutes, buffers to 240.
    """

    name: str
    duration_minutes: int
    category: str = ""
    description: str = ""
    buffer_before_minutes: int = 0
    buffer_after_minutes: int = 0
    price: Decimal | None = None
    is_bookable_online: bool = True
    for_kind: str = ""
    asks_add_ons: bool = True


@transaction.atomic
def create_service(
    *, organization: Organization, details: ServiceDetails, actor: User | None
) -> Service:
    """A new service, at the end of its category. Raises ServiceNameTaken."""
    service = Service(organization=organization, position=_last_position(organization) + 1)
    _write(service, details)
    _note(service, actor, "service.created")
    return service


@transaction.atomic
def update_service(*, service: Service, details: ServiceDetails, actor: User | None) -> Service:
    """Visits already booked keep their time and price. Raises ServiceNameTaken,
    RowGone.

    Only `details` are written: its place, its photo and whether it is on the list may change
    at the same moment.
    """
    _write(service, details)
    _note(service, actor, "service.updated")
    return service


@transaction.atomic
def archive_service(*, service: Service, actor: User | None) -> None:
    """Take it off the price list; visits already booked stay. Twice is the same as once."""
    if Service.objects.filter(pk=service.pk, is_active=True).update(is_active=False):
        _note(service, actor, "service.archived")


@transaction.atomic
def restore_service(*, service: Service, actor: User | None) -> None:
    """Put it back on the price list. Twice is the same as once. Raises ServiceNameTaken."""
    away = Service.objects.filter(pk=service.pk, is_active=False)
    with refused_by(NAME_ONCE, ServiceNameTaken(service.name)):
        if away.update(is_active=True):
            _note(service, actor, "service.restored")


def _write(service: Service, details: ServiceDetails) -> None:
    is_new = service._state.adding
    if not is_new:
        lock_row(service)
    service.category = _category(service.organization, details.category)
    service.name = details.name.strip()
    service.description = details.description.strip()
    service.duration_minutes = details.duration_minutes
    service.buffer_before_minutes = details.buffer_before_minutes
    service.buffer_after_minutes = details.buffer_after_minutes
    service.price = details.price
    service.is_bookable_online = details.is_bookable_online
    service.for_kind = details.for_kind
    service.asks_add_ons = details.asks_add_ons
    fields = None if is_new else list(ServiceDetails.__dataclass_fields__)
    with refused_by(NAME_ONCE, ServiceNameTaken(service.name)):
        service.save(update_fields=fields)


def _category(organization: Organization, name: str) -> ServiceCategory | None:
    """The category of this name in any case, created when it is new; two who do so at once
    get the same one."""
    name = name.strip()
    if not name:
        return None
    last = ServiceCategory.objects.order_by("-position").first()
    new = {
        "organization": organization,
        "name": name,
        "position": last.position + 1 if last else 0,
    }
    found: ServiceCategory
    found, _is_new = ServiceCategory.objects.get_or_create(name__iexact=name, defaults=new)
    return found if is_kept(found) else _category(organization, name)


def _last_position(organization: Organization) -> int:
    last: int | None = (
        Service.objects.filter(organization=organization)
        .order_by("-position")
        .values_list("position", flat=True)
        .first()
    )
    return last or 0


def _note(service: Service, actor: User | None, action: str) -> None:
    record_audit(
        organization=service.organization,
        actor=actor,
        action=action,
        target=service,
        details={"name": service.name},
    )
