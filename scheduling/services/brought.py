"""Whom a customer brings to a visit; written down with it when new."""

from dataclasses import dataclass

from accounts.models import Customer, Dependant, User
from accounts.people_enums import DependantKind, DependantSize
from accounts.services.dependants import DependantDetails, add_dependant, set_dependant_size
from catalog.models import Service


class DependantUnfit(Exception):
    """Not brought by this customer, no longer on the card, or not what the service is for."""


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody of the customer's card (`dependant`), or somebody new called `name`.

    `size` is told with the booking: it is kept where the card has none yet.
    """

    kind: DependantKind | str
    dependant: Dependant | None = None
    name: str = ""
    size: DependantSize | str = ""

    @property
    def as_told(self) -> Dependant:
        """For reading alone: the dependant as it will be once the visit is booked."""
        known = self.dependant
        size = self.size if known is None else known.size or self.size
        return Dependant(kind=self.kind, name=self.name or (known.name if known else ""), size=size)

    def for_service(self, service: Service) -> "Brought | None":
        """None where the service isn't for such a one."""
        return self if service.for_kind == self.kind else None


def bring(*, customer: Customer, brought: Brought | None, actor: User | None) -> Dependant | None:
    """The dependant on the card, written down or completed first; in the caller's
    transaction. Raises DependantUnfit."""
    if brought is None:
        return None
    known = brought.dependant
    if known is None:
        details = DependantDetails(brought.name, DependantKind(brought.kind), size=brought.size)
        known = add_dependant(customer=customer, details=details, actor=actor)
    check_dependant(customer, known)
    if brought.size and not known.size:
        known = set_dependant_size(dependant=known, size=brought.size, actor=actor)
    return known


def check_dependant(
    customer: Customer, dependant: Dependant | None, service: Service | None = None
) -> None:
    """Raises DependantUnfit unless this customer brings this one, for such a service."""
    if dependant is None:
        return
    is_theirs = dependant.customer_id == customer.pk and dependant.is_active
    if not is_theirs or (service is not None and service.for_kind != dependant.kind):
        raise DependantUnfit(dependant.name)
