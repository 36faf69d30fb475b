"""Apagar o teste: what practising has left goes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.services.practice_erasing import erase_practice


@require_POST
@in_organization(CHANGE_SETTINGS)
def practice_removal(request: TenantRequest) -> HttpResponse:
    """POST `back`: "ready" returns to the guide's end, anything else to the chat."""
    if erase_practice(organization=request.organization, actor=request.user):
        messages.success(request, _("Teste apagado. Clientes e agenda ficaram como antes."))
    else:
        messages.info(request, _("Não havia nada de teste para apagar."))
    name = "onboarding_ready" if request.POST.get("back") == "ready" else "onboarding_chat"
    return redirect(name, request.organization.slug)
