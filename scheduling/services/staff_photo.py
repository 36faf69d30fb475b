"""The photo of a professional."""

from django.db import transaction

from accounts.models import Picture, User
from accounts.services.audit import record_audit
from accounts.services.pictures import remove_photo, set_photo
from scheduling.models import Staff


@transaction.atomic
def set_staff_photo(*, staff: Staff, data: bytes, actor: User | None) -> Picture:
    """Show this picture from now on; the one before is forgotten. Raises PictureTooBig,
    PictureInvalid."""
    picture = set_photo(subject=staff, data=data)
    _note(staff, actor, "staff.photo_set")
    return picture


@transaction.atomic
def remove_staff_photo(*, staff: Staff, actor: User | None) -> None:
    """Back to the initials; twice is the same as once."""
    if remove_photo(subject=staff):
        _note(staff, actor, "staff.photo_removed")


def _note(staff: Staff, actor: User | None, action: str) -> None:
    record_audit(
        organization=staff.organization,
        actor=actor,
        action=action,
        target=staff,
        details={"name": staff.name},
    )
