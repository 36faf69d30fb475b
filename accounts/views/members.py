"""Who has access to the organization."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.enums import Role
from accounts.forms.members import MemberFilter, RoleForm
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.members import get_member, members, open_invitations
from accounts.services.members import LastOwner, NotAMember, change_role, remove_member
from config.lib.screens import refuse, refused, render_screen, saved

PAGE_SIZE = 100


@require_GET
@in_organization(CHANGE_SETTINGS)
def member_list(request: TenantRequest) -> HttpResponse:
    """Members by name, and the invitations that are still open."""
    chosen = MemberFilter(request.GET)
    page = Paginator(members(chosen.search), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "filter": chosen,
        "page_obj": page,
        "invitations": open_invitations(timezone.now())[:PAGE_SIZE],
        "roles": Role.choices,
    }
    return render_screen(
        request, "accounts/member_list.html", "accounts/_member_list.html", context
    )


@require_POST
@in_organization(CHANGE_SETTINGS)
def member_role(request: TenantRequest, member_id: UUID) -> HttpResponse:
    member = get_member(member_id)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return refuse(_("Este papel não existe."), status=422)
    try:
        changed = change_role(
            organization=request.organization,
            member_id=member.pk,
            role=Role(form.cleaned_data["role"]),
            actor=request.user,
            now=timezone.now(),
        )
    except (LastOwner, NotAMember) as error:
        return refused(request, _reason(error), url=list_url(request))
    text = _("%(name)s agora é: %(role)s.") % {
        "name": changed.user.name,
        "role": changed.get_role_display(),
    }
    return saved(request, text, url=list_url(request), changed="member")


@require_POST
@in_organization(CHANGE_SETTINGS)
def member_removal(request: TenantRequest, member_id: UUID) -> HttpResponse:
    member = get_member(member_id)
    try:
        remove_member(
            organization=request.organization,
            member_id=member.pk,
            actor=request.user,
            now=timezone.now(),
        )
    except (LastOwner, NotAMember) as error:
        return refused(request, _reason(error), url=list_url(request))
    text = _("%(name)s não tem mais acesso.") % {"name": member.user.name}
    return saved(request, text, url=list_url(request), changed="member")


def list_url(request: TenantRequest) -> str:
    return reverse("member_list", args=[request.organization.slug])


def _reason(error: Exception) -> str:
    if isinstance(error, LastOwner):
        return _("A empresa precisa de um dono. Passe o papel a outra pessoa antes.")
    return _("Esta pessoa já não faz parte da empresa.")
