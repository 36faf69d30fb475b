"""Beginning a conversation with somebody who has not written: from the card, or the inbox."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.models import Customer
from accounts.permissions import ANSWER_INBOX
from accounts.selectors.customers import search_customers
from bot.forms.templates import TemplateFilter
from bot.models import Channel
from bot.selectors.channels import active_channels, numbers_to_choose
from bot.selectors.recipients import reachable_customers
from bot.services.conversation_start import (
    CustomerUnreachable,
    NoChannel,
    start_conversation,
)
from bot.views.inbox import conversation_url
from config.lib.screens import render_screen
from scheduling.selectors.customers import get_visible_customer
from scheduling.views.customer_parts import served_only

MOST_FOUND = 20


class NumberForm(forms.Form):
    """Which of the organization's numbers writes."""

    channel = forms.ModelChoiceField(queryset=Channel.objects.none(), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        field: Any = self.fields["channel"]
        field.queryset = active_channels()


@require_GET
@in_organization(ANSWER_INBOX)
def conversation_new(request: TenantRequest) -> HttpResponse:
    """Customers by name or number (`q`), to write to one of them."""
    search = TemplateFilter(request.GET).search
    found = list(search_customers(search, limit=MOST_FOUND)) if search.strip() else []
    reachable = reachable_customers(found)
    lines = [
        {
            "customer": customer,
            "phone": customer.shown_phone,
            "is_reachable": customer.pk in reachable and not customer.is_blocked,
        }
        for customer in found
    ]
    context = {"search": search, "lines": lines}
    page, fragment = "bot/conversation_new.html", "bot/_conversation_new.html"
    return render_screen(request, page, fragment, context)


@require_http_methods(["GET", "POST"])
@in_organization(ANSWER_INBOX)
def customer_conversation(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """POST: open the customer's conversation, begun where there is none; which of several
    numbers is to write (`channel`) is asked for on the page that GET shows."""
    customer = get_visible_customer(customer_id, only_of=served_only(request))
    form = NumberForm(request.POST if request.method == "POST" else None)
    if not form.is_valid() or (not form.cleaned_data["channel"] and numbers_to_choose(customer)):
        context = {"customer": customer, "numbers": active_channels()}
        return render(request, "bot/customer_conversation.html", context)
    try:
        talk = start_conversation(customer=customer, channel=form.cleaned_data["channel"])
    except CustomerUnreachable:
        return _impossible(request, customer, _why_unreachable(customer))
    except NoChannel:
        return _impossible(request, customer, _("Nenhum número do WhatsApp está ligado."))
    return redirect(conversation_url(request, talk.pk))


def _why_unreachable(customer: Customer) -> str:
    if customer.is_blocked:
        return _("Este cliente está bloqueado. Desbloqueie antes de escrever.")
    return _("Falta o telefone deste cliente. Preencha em “Editar” e tente de novo.")


def _impossible(request: TenantRequest, customer: Customer, reason: str) -> HttpResponse:
    messages.error(request, reason)
    return redirect("customer_detail", request.organization.slug, customer.pk)
