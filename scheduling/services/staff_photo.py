"""The photo of a professional."""

from django.db import transaction

from accounts.models import Picture, User
from accounts.services.audit import record_audit
from accounts.services.pictures import keep_picture
from scheduling.models import Staff


@transaction.atomic
def set_staff_photo(*, staff: Staff, data: bytes, actor: User | None) -> Picture:
    """Show this picture from now on; the one before is forgotten. Raises PictureTooBig,
    PictureInvalid."""
    picture = keep_picture(organization=staff.organization, data=data)
    _replace(staff, picture)
    _note(staff, actor, "staff.photo_set")
    return picture


@transaction.atomic
def remove_staff_photo(*, staff: Staff, actor: User | None) -> None:
    """Back to the initials; twice is the same as once."""
    if _replace(staff, None):
        _note(staff, actor, "staff.photo_removed")


def _replace(staff: Staff, picture: Picture | None) -> bool:
    """Whether there was another one before."""
    row = Staff.objects.select_for_update().get(pk=staff.pk)
    before = row.photo_id
    Staff.objects.filter(pk=staff.pk).update(photo=picture)
    staff.photo = picture
    if before is not None:
        Picture.objects.filter(pk=before).delete()
    return before is not None


def _note(staff: Staff, actor: User | None, action: str) -> None:
    record_audit(
        organization=staff.organization,
        actor=actor,
        action=action,
        target=staff,
        details={"name": staff.name},
    )
