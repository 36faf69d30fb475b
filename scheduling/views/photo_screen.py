"""Choosing and removing the photo of something."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts.access import TenantRequest
from config.lib.pictures import LARGEST_BYTES, PictureInvalid, PictureTooBig
from config.lib.screens import is_partial, render_screen, saved
from scheduling.forms.photo import PhotoForm

FRAGMENT = "scheduling/_photo.html"


@dataclass(frozen=True, slots=True)
class PhotoScreen:
    """Whose photo it is (`subject`: has a name and a `photo_id`), where it is sent, where one
    goes back to, and what is told that it changed. `extra` is for the template."""

    subject: Any
    photo_url: str
    removal_url: str
    back_url: str
    back_label: str
    changed: str
    extra: dict[str, Any] = field(default_factory=dict)


def choose_photo(
    request: TenantRequest, screen: PhotoScreen, save: Callable[..., object]
) -> HttpResponse:
    """A plain form, since it carries a file; `save(data=...)` raises PictureTooBig,
    PictureInvalid."""
    if request.method == "GET":
        return _form(request, screen, PhotoForm())
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["photo"]
        try:
            if upload.size > LARGEST_BYTES:
                raise PictureTooBig
            save(data=upload.read())
        except PictureTooBig:
            form.add_error("photo", _("A foto é grande demais: até 5 MB."))
        except PictureInvalid:
            form.add_error("photo", _("Não conseguimos ler esta foto. Envie JPEG, PNG ou WebP."))
    if not form.is_valid():
        return _form(request, screen, form, status=422)
    text = _("Foto de %(name)s salva.") % {"name": screen.subject.name}
    return saved(request, text, url=screen.back_url, changed=screen.changed)


def photo_removed(request: TenantRequest, screen: PhotoScreen) -> HttpResponse:
    """The answer once the photo is gone."""
    text = _("Foto de %(name)s removida.") % {"name": screen.subject.name}
    return saved(request, text, url=screen.back_url, changed=screen.changed)


def _form(
    request: TenantRequest, screen: PhotoScreen, form: PhotoForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "screen": screen,
        "form": form,
        "heading": _("Foto de %(name)s") % {"name": screen.subject.name},
        "in_panel": is_partial(request),
        "list_url": screen.back_url,
        "back_label": screen.back_label,
        "fragment": FRAGMENT,
        **screen.extra,
    }
    return render_screen(request, "scheduling/staff_panel.html", FRAGMENT, context, status=status)
