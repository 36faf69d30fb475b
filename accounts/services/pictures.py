"""Keeping pictures."""

from typing import Protocol
from uuid import UUID

from django.db import transaction

from accounts.models import Organization, Picture
from config.lib.pictures import square_pictures

SMALL, LARGE = 96, 384  # pixels: a list at two pixels a dot, and a card


class Pictured(Protocol):
    """A row that shows one picture: `photo`, a foreign key that may be empty."""

    pk: UUID
    organization: Organization
    photo: Picture | None


def keep_picture(*, organization: Organization, data: bytes) -> Picture:
    """Write an uploaded file down as a square picture in two sizes, in the caller's
    transaction. Raises PictureTooBig, PictureInvalid (config.lib.pictures)."""
    small, large = square_pictures(data, sizes=(SMALL, LARGE))
    picture: Picture = Picture.objects.create(organization=organization, small=small, large=large)
    return picture


@transaction.atomic
def set_photo(*, subject: Pictured, data: bytes) -> Picture:
    """Show this picture from now on; the one before is forgotten. Raises PictureTooBig,
    PictureInvalid."""
    picture = keep_picture(organization=subject.organization, data=data)
    _replace(subject, picture)
    return picture


@transaction.atomic
def remove_photo(*, subject: Pictured) -> bool:
    """Show none; whether there was one before."""
    return _replace(subject, None)


def _replace(subject: Pictured, picture: Picture | None) -> bool:
    rows = type(subject)._default_manager  # type: ignore[attr-defined]
    before: UUID | None = rows.select_for_update(no_key=True).get(pk=subject.pk).photo_id
    rows.filter(pk=subject.pk).update(photo=picture)
    subject.photo = picture
    if before is not None:
        Picture.objects.filter(pk=before).delete()
    return before is not None
