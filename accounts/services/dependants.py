"""Writing down whom a customer brings, and their vaccines."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from accounts.models import Customer, Dependant, User, Vaccination
from accounts.people_enums import DependantKind, DependantSize
from accounts.services.audit import record_audit
from accounts.services.customers import lock_customer
from config.lib.rows import lock_row, lock_row_to_delete


@dataclass(frozen=True, slots=True)
class DependantDetails:
    """What a person writes about a dependant."""

    name: str
    kind: DependantKind
    species: str = ""
    breed: str = ""
    size: DependantSize | str = ""
    born_on: date | None = None
    notes: str = ""


@transaction.atomic
def add_dependant(
    *, customer: Customer, details: DependantDetails, actor: User | None
) -> Dependant:
    """A new one, or the active one of the same name and kind, which a second send finds.

    Raises CustomerGone.
    """
    lock_customer(customer)
    known: Dependant | None = Dependant.objects.filter(
        customer=customer, name__iexact=details.name, kind=details.kind, is_active=True
    ).first()
    if known is not None:
        return known
    made: Dependant = Dependant.objects.create(
        organization_id=customer.organization_id, customer=customer, **asdict(details)
    )
    _note(made, actor, "dependant.added")
    return made


@transaction.atomic
def change_dependant(*, dependant: Dependant, details: DependantDetails, actor: User) -> Dependant:
    """Raises RowGone."""
    lock_row(dependant)
    for name, value in asdict(details).items():
        setattr(dependant, name, value)
    dependant.save(update_fields=[*asdict(details), "updated_at"])
    _note(dependant, actor, "dependant.changed")
    return dependant


@transaction.atomic
def set_dependant_size(
    *, dependant: Dependant, size: DependantSize | str, actor: User | None
) -> Dependant:
    """What was missing on the card. The same size again changes nothing. Raises RowGone."""
    if dependant.size != size:
        lock_row(dependant)
        dependant.size = size
        dependant.save(update_fields=["size", "updated_at"])
        _note(dependant, actor, "dependant.changed")
    return dependant


@transaction.atomic
def set_dependant_active(*, dependant: Dependant, is_active: bool, actor: User) -> None:
    """Off the card, or back on it. Twice is the same as once."""
    others = Dependant.objects.filter(pk=dependant.pk).exclude(is_active=is_active)
    if others.update(is_active=is_active):
        _note(dependant, actor, "dependant.restored" if is_active else "dependant.archived")
    dependant.is_active = is_active


@transaction.atomic
def record_vaccination(
    *, dependant: Dependant, name: str, given_on: date, valid_until: date | None, actor: User
) -> Vaccination:
    """Note a dose; the same vaccine on the same day is one dose, whose end may be corrected.

    Raises RowGone.
    """
    lock_row(dependant)
    dose: Vaccination
    dose, is_new = Vaccination.objects.update_or_create(
        organization_id=dependant.organization_id,
        dependant=dependant,
        name=name,
        given_on=given_on,
        defaults={"valid_until": valid_until},
    )
    if is_new:
        _note(dependant, actor, "vaccination.added", name)
    return dose


@transaction.atomic
def remove_vaccination(*, vaccination: Vaccination, actor: User) -> None:
    """Take out what was noted by mistake. Raises RowGone."""
    lock_row_to_delete(vaccination)
    dependant, name = vaccination.dependant, vaccination.name
    vaccination.delete()
    _note(dependant, actor, "vaccination.removed", name)


def _note(dependant: Dependant, actor: User | None, action: str, vaccine: str = "") -> None:
    record_audit(
        organization=dependant.organization,
        actor=actor,
        action=action,
        target=dependant,
        details={"customer": str(dependant.customer_id)} | ({"name": vaccine} if vaccine else {}),
    )
