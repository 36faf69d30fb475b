"""The photo of a service."""

from django.db import transaction

from accounts.models import Picture, User
from accounts.services.audit import record_audit
from accounts.services.pictures import remove_photo, set_photo
from catalog.models import Service


@transaction.atomic
def set_service_photo(*, service: Service, data: bytes, actor: User | None) -> Picture:
    """Show this picture from now on; the one before is forgotten. Raises PictureTooBig,
    PictureInvalid."""
    picture = set_photo(subject=service, data=data)
    _note(service, actor, "service.photo_set")
    return picture


@transaction.atomic
def remove_service_photo(*, service: Service, actor: User | None) -> None:
    """Twice is the same as once."""
    if remove_photo(subject=service):
        _note(service, actor, "service.photo_removed")


def _note(service: Service, actor: User | None, action: str) -> None:
    record_audit(
        organization=service.organization,
        actor=actor,
        action=action,
        target=service,
        details={"name": service.name},
    )
