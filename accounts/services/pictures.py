"""Keeping pictures."""

from accounts.models import Organization, Picture
from config.lib.pictures import square_pictures

SMALL, LARGE = 96, 384  # pixels: a list at two pixels a dot, and a card


def keep_picture(*, organization: Organization, data: bytes) -> Picture:
    """Write an uploaded file down as a square picture in two sizes, in the caller's
    transaction. Raises PictureTooBig, PictureInvalid (config.lib.pictures)."""
    small, large = square_pictures(data, sizes=(SMALL, LARGE))
    picture: Picture = Picture.objects.create(organization=organization, small=small, large=large)
    return picture
