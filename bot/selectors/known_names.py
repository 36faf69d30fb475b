"""What can be named in a message to a business: its services and people."""

from dataclasses import dataclass, field

from django_scopes import scope

from accounts.models import Organization
from bot.flows.words import LOCALES
from bot.understanding import example_shop
from bot.understanding.named import Known
from catalog.selectors.services import bookable_services
from scheduling.selectors.staff import bookable_staff

EXAMPLE_ZONE = "America/Sao_Paulo"


@dataclass(frozen=True, slots=True)
class KnownNames:
    """`time_zone` is an IANA name, `locale` that of the business."""

    services: tuple[Known, ...]
    staff: tuple[Known, ...]
    dependants: tuple[Known, ...] = ()
    time_zone: str = EXAMPLE_ZONE
    locale: str = "pt-BR"
    names: dict[str, str] = field(default_factory=dict)


def example_names() -> KnownNames:
    """Those of the example shop."""
    shop = example_shop
    return KnownNames(
        shop.SERVICES,
        shop.STAFF,
        shop.DEPENDANTS,
        names={one.key: one.name for one in (*shop.SERVICES, *shop.STAFF)},
    )


def names_of(slug: str) -> KnownNames | None:
    """Those of the organization; None when there is no such one. Two queries."""
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None:
        return None
    with scope(organization=organization):
        services = tuple(Known(str(one.pk), one.name, one.for_kind) for one in bookable_services())
        staff = tuple(Known(str(one.pk), one.name) for one in bookable_staff())
    locale = organization.locale if organization.locale in LOCALES else "pt-BR"
    return KnownNames(
        services,
        staff,
        time_zone=organization.time_zone,
        locale=locale,
        names={one.key: one.name for one in (*services, *staff)},
    )
