"""The history of a customer. It lives here, since it joins people, visits and messages."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_CUSTOMERS, VIEW_INBOX
from bot.selectors.timeline import (
    CONSENTS,
    IMPORTS,
    KINDS,
    MERGES,
    MESSAGES,
    NOTES,
    VISITS,
    Mark,
    timeline,
)
from config.lib.screens import render_screen
from scheduling.selectors.customers import get_visible_customer
from scheduling.views.customer_parts import served_only

SIZE = 20
LABELS = {
    MESSAGES: _("Mensagens"),
    VISITS: _("Visitas"),
    NOTES: _("Anotações"),
    CONSENTS: _("Consentimentos"),
    MERGES: _("Fichas juntadas"),
    IMPORTS: _("Importações"),
}


@require_GET
@in_organization(VIEW_CUSTOMERS)
def customer_timeline(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """What happened, newest first; conversations only for those who may read them."""
    customer = get_visible_customer(customer_id, only_of=served_only(request))
    allowed = [kind for kind in KINDS if kind != MESSAGES or request.can(VIEW_INBOX)]
    chosen = request.GET.get("kind", "")
    entries, mark = timeline(
        customer,
        kinds=[chosen] if chosen in allowed else allowed,
        zone=timezone.get_current_timezone(),
        size=SIZE,
        before=_mark(request.GET.get("before", "")),
    )
    context = {
        "customer": customer,
        "entries": entries,
        "older": f"{mark.at.isoformat()}~{mark.id}" if mark else "",
        "chosen": chosen,
        "kinds": [(kind, LABELS[kind]) for kind in allowed],
    }
    return render_screen(
        request, "bot/customer_timeline.html", "bot/_customer_timeline.html", context
    )


def _mark(text: str) -> Mark | None:
    """What can't be read counts as the start."""
    moment, _tilde, key = text.partition("~")
    try:
        mark = Mark(datetime.fromisoformat(moment.replace(" ", "+")), UUID(key))
    except ValueError:
        return None
    return mark if timezone.is_aware(mark.at) else None
