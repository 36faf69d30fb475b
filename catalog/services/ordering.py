"""The order of the price list, as the team and the customers see it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from catalog.models import Service, ServiceCategory
from catalog.selectors.services import categories, in_list_order
from config.lib.ordering import locked_in_order, number_rows, rearranged, stepped


@transaction.atomic
def order_services(
    *, organization: Organization, service_ids: Sequence[UUID], actor: User | None
) -> None:
    """Put these services in this order, in the places that they hold among all; the others
    keep theirs. A service stays in its category; ids of other houses are passed over."""
    ordered = rearranged(_services(), service_ids)
    if number_rows(ordered):
        names = [service.name for service in ordered if service.is_active]
        _note(organization, actor, "services.reordered", names)


@transaction.atomic
def step_service(*, service: Service, by: int, actor: User | None) -> None:
    """One place up (-1) or down (1) among the active services of its category."""
    here = [
        one.pk for one in _services() if one.is_active and one.category_id == service.category_id
    ]
    moved = stepped(here, service.pk, by)
    if moved != here:
        order_services(organization=service.organization, service_ids=moved, actor=actor)


@transaction.atomic
def order_categories(
    *, organization: Organization, category_ids: Sequence[UUID], actor: User | None
) -> None:
    """Put these categories in this order, in the places that they hold among all."""
    ordered = rearranged(locked_in_order(categories()), category_ids)
    if number_rows(ordered):
        names = [category.name for category in ordered]
        _note(organization, actor, "categories.reordered", names)


@transaction.atomic
def step_category(*, category: ServiceCategory, by: int, actor: User | None) -> None:
    """One place up (-1) or down (1)."""
    here = [one.pk for one in locked_in_order(categories())]
    moved = stepped(here, category.pk, by)
    if moved != here:
        order_categories(organization=category.organization, category_ids=moved, actor=actor)


def _services() -> list[Service]:
    return locked_in_order(in_list_order(Service.objects.all()))


def _note(organization: Organization, actor: User | None, action: str, names: list[str]) -> None:
    record_audit(
        organization=organization,
        actor=actor,
        action=action,
        target=organization,
        details={"order": names},
    )
