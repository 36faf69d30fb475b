"""Reading pictures."""

from uuid import UUID

from django.http import Http404

from accounts.models import Picture


def get_picture(picture_id: UUID, *, small: bool = False) -> bytes:
    """The bytes of a picture of the open scope; 404 for any other id."""
    size = "small" if small else "large"
    found = Picture.objects.filter(pk=picture_id).values_list(size, flat=True).first()
    if found is None:
        raise Http404
    return bytes(found)
