"""From a customer to the conversation with them, with a text to begin with."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.models import Customer
from accounts.permissions import VIEW_INBOX
from bot.selectors.inbox import latest_conversation


@require_GET
@in_organization(VIEW_INBOX)
def customer_talk(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """The newest conversation, `text` waiting in its composer; the search without any."""
    customer = Customer.objects.filter(pk=customer_id).first()
    if customer is None:
        raise Http404
    found = latest_conversation(customer)
    slug = request.organization.slug
    if found is None:
        query = urlencode({"q": customer.phone or customer.display_name})
        return redirect(f"{reverse('conversation_list', args=[slug])}?{query}")
    query = urlencode({"text": request.GET.get("text", "")[:1000]})
    return redirect(f"{reverse('conversation_detail', args=[slug, found.pk])}?{query}")
