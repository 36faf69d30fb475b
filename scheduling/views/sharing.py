"""The panel in which one agenda is shared with single persons."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_TEAM
from config.lib.screens import is_partial, render_screen, saved
from scheduling.forms.sharing import SharingForm
from scheduling.selectors.sharing import sharing_candidates
from scheduling.selectors.staff import get_staff
from scheduling.services.sharing import share_agenda


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_TEAM)
def staff_sharing(request: TenantRequest, staff_id: UUID) -> HttpResponse:
    """Who besides the professional and the front desk may book, move and cancel here."""
    staff = get_staff(staff_id)
    back = reverse("staff_hours", args=[request.organization.slug, staff.pk])
    form = SharingForm(
        request.POST if request.method == "POST" else None, sharing_candidates(staff)
    )
    if request.method == "POST" and form.is_valid():
        ids = [UUID(value) for value in form.cleaned_data["people"]]
        count = share_agenda(staff=staff, user_ids=ids, actor=request.user)
        return saved(request, _words(count), url=back, changed="staff")
    context = {
        "form": form,
        "staff": staff,
        "in_panel": is_partial(request),
        "back_url": back,
    }
    return render_screen(
        request,
        "scheduling/staff_sharing.html",
        "scheduling/_staff_sharing.html",
        context,
        status=422 if form.errors else 200,
    )


def _words(count: int) -> str:
    if not count:
        return _("Esta agenda não está mais compartilhada.")
    text = ngettext(
        "Agenda compartilhada com %(count)s pessoa.",
        "Agenda compartilhada com %(count)s pessoas.",
        count,
    )
    return text % {"count": count}
