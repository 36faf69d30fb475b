"""Creating and changing add-ons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from catalog.models import OfferedAddOn, Service, ServiceAddOn
from config.lib.constraints import refused_by
from config.lib.ordering import locked_in_order, number_rows, rearranged, stepped

NAME_ONCE = "active_add_on_name_once"


class AddOnNameTaken(Exception):
    """Another active add-on of the house has this name."""


@dataclass(frozen=True, slots=True)
class AddOnDetails:
    """What the team says about an add-on: `extra_minutes` 0 to 240, `extra_price` in the
    organization's currency, 0 for free."""

    name: str
    extra_minutes: int = 0
    extra_price: Decimal = Decimal(0)


@transaction.atomic
def save_add_on(
    *,
    organization: Organization,
    add_on: ServiceAddOn | None,
    details: AddOnDetails,
    services: Iterable[Service],
    actor: User | None,
) -> ServiceAddOn:
    """Write an add-on (None: a new one, last in the list) and the services that offer it.

    Archived services keep theirs; visits already booked keep their time and price. Raises
    AddOnNameTaken.
    """
    if add_on is None:
        last = ServiceAddOn.objects.order_by("-position").first()
        add_on = ServiceAddOn(organization=organization, position=last.position + 1 if last else 0)
    fields = None if add_on._state.adding else list(AddOnDetails.__dataclass_fields__)
    add_on.name = details.name.strip()
    add_on.extra_minutes, add_on.extra_price = details.extra_minutes, details.extra_price
    with refused_by(NAME_ONCE, AddOnNameTaken(add_on.name)):
        add_on.save(update_fields=fields)
    _offer(add_on, services)
    _note(add_on, actor, "add_on.saved")
    return add_on


@transaction.atomic
def archive_add_on(*, add_on: ServiceAddOn, actor: User | None) -> None:
    """Offered no more; what is booked stays. Twice is the same as once."""
    if ServiceAddOn.objects.filter(pk=add_on.pk, is_active=True).update(is_active=False):
        _note(add_on, actor, "add_on.archived")


@transaction.atomic
def restore_add_on(*, add_on: ServiceAddOn, actor: User | None) -> None:
    """Offered again, with the services of before. Twice is the same as once. Raises
    AddOnNameTaken."""
    away = ServiceAddOn.objects.filter(pk=add_on.pk, is_active=False)
    with refused_by(NAME_ONCE, AddOnNameTaken(add_on.name)):
        if away.update(is_active=True):
            _note(add_on, actor, "add_on.restored")


@transaction.atomic
def order_add_ons(
    *, organization: Organization, add_on_ids: Sequence[UUID], actor: User | None
) -> None:
    """Put these add-ons in this order, in the places that they hold among all."""
    ordered = rearranged(_locked(), add_on_ids)
    if number_rows(ordered):
        record_audit(
            organization=organization,
            actor=actor,
            action="add_ons.reordered",
            target=organization,
            details={"order": [one.name for one in ordered if one.is_active]},
        )


@transaction.atomic
def step_add_on(*, add_on: ServiceAddOn, by: int, actor: User | None) -> None:
    """One place up (-1) or down (1) among the active ones."""
    here = [one.pk for one in _locked() if one.is_active]
    moved = stepped(here, add_on.pk, by)
    if moved != here:
        order_add_ons(organization=add_on.organization, add_on_ids=moved, actor=actor)


def _locked() -> list[ServiceAddOn]:
    return locked_in_order(ServiceAddOn.objects.order_by("position", "name", "id"))


def _offer(add_on: ServiceAddOn, services: Iterable[Service]) -> None:
    wanted = {service.pk for service in services}
    offers = OfferedAddOn.objects.filter(add_on=add_on, service__is_active=True)
    offers.exclude(service_id__in=wanted).delete()
    OfferedAddOn.objects.bulk_create(
        [
            OfferedAddOn(organization=add_on.organization, add_on=add_on, service_id=pk)
            for pk in wanted
        ],
        ignore_conflicts=True,
    )


def _note(add_on: ServiceAddOn, actor: User | None, action: str) -> None:
    record_audit(
        organization=add_on.organization,
        actor=actor,
        action=action,
        target=add_on,
        details={"name": add_on.name},
    )
