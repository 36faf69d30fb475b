"""What the card of a customer is made of beyond the visits, and who sees whom."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.access import TenantRequest
from accounts.enums import Role
from accounts.models import Customer, User
from accounts.selectors.consents import newest_consents
from accounts.selectors.customer_attributes import active_attributes, attribute_lines
from accounts.selectors.people import all_tags, dependants_of, notes_of, tags_of
from accounts.services.customer_notes import may_change_note

MOST_NOTES = 30


def served_only(request: TenantRequest) -> User | None:
    """Professionals see whom they serve; everybody else (None) sees all."""
    return request.user if request.membership.role == Role.STAFF else None


def card_parts(request: TenantRequest, customer: Customer) -> dict[str, Any]:
    """Dependants, labels, own fields, notes and consents, for the templates of the card."""
    notes = [
        {"note": note, "may_change": may_change_note(note, request.membership)}
        for note in notes_of(customer)[: MOST_NOTES + 1]
    ]
    return {
        "dependants": dependants_of(customer, timezone.localdate()),
        "tags": tags_of([customer]).get(customer.pk, []),
        "all_tags": all_tags(),
        "attributes": attribute_lines(customer, active_attributes()),
        "notes": notes[:MOST_NOTES],
        "has_more_notes": len(notes) > MOST_NOTES,
        "note_key": uuid4(),
        "consents": newest_consents(customer),
    }
