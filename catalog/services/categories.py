"""The headings of the price list: renamed, removed, brought back."""

from uuid import UUID

from django.db import transaction

from accounts.models import AuditEntry, Organization, User
from accounts.services.audit import record_audit
from catalog.models import Service, ServiceCategory
from config.lib.constraints import refused_by
from config.lib.rows import lock_row, lock_row_to_delete

NAME_ONCE = "category_name_once"


class CategoryNameTaken(Exception):
    """Another category of the house has this name."""


class CategoryUnknown(Exception):
    """No category with this id was ever removed here."""


@transaction.atomic
def save_category(
    *,
    organization: Organization,
    category: ServiceCategory | None,
    name: str,
    actor: User | None,
) -> ServiceCategory:
    """Name a category (None: a new one, last in the list). Raises CategoryNameTaken,
    RowGone."""
    if category is None:
        last = ServiceCategory.objects.order_by("-position").first()
        position = last.position + 1 if last else 0
        category = ServiceCategory(organization=organization, position=position)
    else:
        category = lock_row(category)
    category.name = name.strip()
    _save(category)
    _note(category, actor, "category.saved", {})
    return category


@transaction.atomic
def remove_category(*, category: ServiceCategory, actor: User | None) -> int:
    """Its services stay, without a category; returns how many. The audit entry keeps what
    `restore_category` needs. Raises RowGone."""
    services = list(
        Service.objects.select_for_update(no_key=True)
        .filter(category=category)
        .order_by("id")
        .values_list("pk", flat=True)
    )
    category = lock_row_to_delete(category)
    kept = {"position": category.position, "services": [str(pk) for pk in services]}
    _note(category, actor, "category.removed", kept)
    category.delete()
    return len(services)


@transaction.atomic
def restore_category(
    *, organization: Organization, category_id: UUID, actor: User | None
) -> ServiceCategory:
    """Bring a removed category back to its place, with those of its services that are in no
    other by now; twice is the same as once. Raises CategoryUnknown, CategoryNameTaken."""
    entry = (
        AuditEntry.objects.filter(target_id=category_id, action="category.removed")
        .order_by("-id")
        .select_for_update(no_key=True)
        .first()
    )
    existing: ServiceCategory | None = ServiceCategory.objects.filter(pk=category_id).first()
    if existing is not None:
        return existing
    if entry is None:
        raise CategoryUnknown
    kept = entry.details
    category = ServiceCategory(
        pk=category_id, organization=organization, name=kept["name"], position=kept["position"]
    )
    _save(category)
    Service.objects.filter(pk__in=kept["services"], category=None).update(category=category)
    _note(category, actor, "category.restored", {})
    return category


def _save(category: ServiceCategory) -> None:
    with refused_by(NAME_ONCE, CategoryNameTaken(category.name)):
        category.save()


def _note(
    category: ServiceCategory, actor: User | None, action: str, details: dict[str, object]
) -> None:
    record_audit(
        organization=category.organization,
        actor=actor,
        action=action,
        target=category,
        details={"name": category.name} | details,
    )
