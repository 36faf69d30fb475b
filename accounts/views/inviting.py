"""Inviting somebody into the team: the link, once, and by e-mail where an address is given."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.enums import Role
from accounts.forms.members import InvitationForm
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.members import get_invitation
from accounts.services.invitations import (
    InvitationClosed,
    LinkOf,
    MailLeaving,
    invite,
    renew_invitation,
    revoke_invitation,
)
from accounts.views.members import list_url
from config.lib.screens import add_changed, is_partial, refused, render_screen, saved


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def invitation_create(request: TenantRequest) -> HttpResponse:
    """The form; then, once, the link."""
    form = InvitationForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        link_of = _link_of(request)
        invitation, secret = invite(
            organization=request.organization,
            label=form.cleaned_data["label"],
            role=Role(form.cleaned_data["role"]),
            actor=request.user,
            now=timezone.now(),
            email=form.cleaned_data.get("email", ""),
            link_of=link_of,
        )
        context |= {"invitation": invitation, "link": link_of(secret)}
    return _panel(request, "form", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def invitation_renewal(request: TenantRequest, invitation_id: UUID) -> HttpResponse:
    """What became of the e-mail; POST makes a new link, shows it once, and sends it again."""
    invitation = get_invitation(invitation_id)
    context: dict[str, Any] = {"invitation": invitation}
    if request.method == "GET":
        mails = invitation.mails.defer("body").order_by("-id")
        return _panel(request, "renewal", context | {"mail": mails.first()})
    link_of = _link_of(request)
    try:
        secret = renew_invitation(
            invitation=invitation, link_of=link_of, actor=request.user, now=timezone.now()
        )
    except InvitationClosed:
        return refused(request, _("Este convite já foi usado ou retirado."), url=list_url(request))
    except MailLeaving:
        return refused(
            request, _("O e-mail está saindo agora. Espere um minuto."), url=list_url(request)
        )
    return _panel(request, "form", context | {"link": link_of(secret)})


@require_POST
@in_organization(CHANGE_SETTINGS)
def invitation_revocation(request: TenantRequest, invitation_id: UUID) -> HttpResponse:
    invitation = get_invitation(invitation_id)
    try:
        revoke_invitation(invitation=invitation, actor=request.user, now=timezone.now())
    except InvitationClosed:
        return refused(request, _("Este convite já foi usado ou retirado."), url=list_url(request))
    text = _("Convite retirado: o link não abre mais.")
    return saved(request, text, url=list_url(request), changed="member")


def _link_of(request: TenantRequest) -> LinkOf:
    return lambda secret: request.build_absolute_uri(reverse("invitation", args=[secret]))


def _panel(
    request: TenantRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context |= {"in_panel": is_partial(request), "list_url": list_url(request)}
    page, fragment = (f"accounts/{start}invitation_{name}.html" for start in ("", "_"))
    response = render_screen(request, page, fragment, context, status=status)
    response["Cache-Control"] = "no-store"
    return add_changed(response, "member") if "link" in context else response
