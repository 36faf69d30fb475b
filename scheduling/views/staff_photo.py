"""The photo of a professional."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_TEAM
from config.lib.pictures import LARGEST_BYTES, PictureInvalid, PictureTooBig
from config.lib.screens import is_partial, render_screen
from scheduling.forms.photo import PhotoForm
from scheduling.models import Staff
from scheduling.selectors.staff import get_staff
from scheduling.services.staff_photo import remove_staff_photo, set_staff_photo
from scheduling.views.saving import saved


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_TEAM)
def staff_photo(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    """Choose a photo; a plain form, since it carries a file."""
    staff = get_staff(staff_id)
    if request.method == "GET":
        return _form(request, staff, PhotoForm())
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["photo"]
        try:
            if upload.size > LARGEST_BYTES:
                raise PictureTooBig
            set_staff_photo(staff=staff, data=upload.read(), actor=request.user)
        except PictureTooBig:
            form.add_error("photo", _("A foto é grande demais: até 5 MB."))
        except PictureInvalid:
            form.add_error("photo", _("Não conseguimos ler esta foto. Envie JPEG, PNG ou WebP."))
    if not form.is_valid():
        return _form(request, staff, form, status=422)
    text = _("Foto de %(name)s salva.") % {"name": staff.name}
    return saved(request, text, url=_hours_url(request, staff), changed="staff")


@require_POST
@in_organization(CHANGE_TEAM)
def staff_photo_removal(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    staff = get_staff(staff_id)
    remove_staff_photo(staff=staff, actor=request.user)
    text = _("Foto de %(name)s removida.") % {"name": staff.name}
    return saved(request, text, url=_hours_url(request, staff), changed="staff")


def _hours_url(request: TenantRequest, staff: Staff) -> str:
    return reverse("staff_hours", args=[request.organization.slug, staff.pk])


def _form(
    request: TenantRequest, staff: Staff, form: PhotoForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "staff": staff,
        "form": form,
        "heading": _("Foto de %(name)s") % {"name": staff.name},
        "in_panel": is_partial(request),
        "list_url": _hours_url(request, staff),
        "back_label": staff.name,
        "fragment": "scheduling/_staff_photo.html",
    }
    return render_screen(
        request,
        "scheduling/staff_panel.html",
        "scheduling/_staff_photo.html",
        context,
        status=status,
    )
