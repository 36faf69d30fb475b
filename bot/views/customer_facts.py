"""What is remembered of a customer, on the card: seen, put right, forgotten."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.models import Customer
from accounts.permissions import CHANGE_CUSTOMERS, VIEW_CUSTOMERS
from accounts.selectors.people import get_customer
from accounts.views.panel_forms import PanelForm, show_form
from bot.forms.assistant import FactForm
from bot.selectors.assistant import assistant_settings
from bot.selectors.knowledge import facts_of, get_fact
from bot.services.customer_facts import (
    MOST_FACTS,
    FactKnown,
    TooManyFacts,
    add_fact,
    edit_fact,
    forget_fact,
)
from config.lib.screens import is_partial, render_screen, saved
from scheduling.selectors.customers import get_visible_customer
from scheduling.views.customer_parts import served_only


@require_GET
@in_organization(VIEW_CUSTOMERS)
def customer_facts(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """A part of the card; nothing where there is no assistant and nothing remembered."""
    customer = get_visible_customer(customer_id, only_of=served_only(request))
    if not is_partial(request):
        return redirect(_card_url(request, customer))
    facts = list(facts_of(customer))
    kept = assistant_settings()
    context = {
        "customer": customer,
        "facts": facts,
        "is_shown": bool(facts) or (kept is not None and kept.is_on),
    }
    page = "bot/_customer_facts.html"
    return render_screen(request, page, page, context)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def customer_fact_create(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    customer = get_customer(customer_id)
    form = FactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            add_fact(customer=customer, text=form.cleaned_data["text"], actor=request.user)
        except FactKnown:
            form.add_error("text", _("Isto já está anotado."))
        except TooManyFacts:
            text = _("Já são %(count)d lembranças: apague uma antes.") % {"count": MOST_FACTS}
            form.add_error("text", text)
        else:
            return _saved(request, _("Lembrança guardada."), customer)
    action = reverse("customer_fact_create", args=[request.organization.slug, customer.pk])
    return show_form(request, form, _panel(request, customer, _("Nova lembrança"), action))


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def customer_fact_update(request: TenantRequest, fact_id: UUID) -> HttpResponse:
    fact = get_fact(fact_id)
    given = request.POST if request.method == "POST" else None
    form = FactForm(given, initial={"text": fact.text})
    if request.method == "POST" and form.is_valid():
        try:
            edit_fact(fact=fact, text=form.cleaned_data["text"], actor=request.user)
        except FactKnown:
            form.add_error("text", _("Isto já está anotado."))
        else:
            return _saved(request, _("Lembrança guardada."), fact.customer)
    action = reverse("customer_fact_update", args=[request.organization.slug, fact.pk])
    return show_form(request, form, _panel(request, fact.customer, _("Lembrança"), action))


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_fact_removal(request: TenantRequest, fact_id: UUID) -> HttpResponse:
    fact = get_fact(fact_id)
    forget_fact(fact=fact, actor=request.user)
    return _saved(request, _("Lembrança apagada."), fact.customer)


def _saved(request: TenantRequest, text: str, customer: Customer) -> HttpResponse:
    return saved(request, text, url=_card_url(request, customer), changed="fact")


def _panel(request: TenantRequest, customer: Customer, heading: str, action: str) -> PanelForm:
    return PanelForm(
        heading=heading,
        action=action,
        submit=_("Salvar"),
        back_url=_card_url(request, customer),
        back_label=customer.display_name,
    )


def _card_url(request: TenantRequest, customer: Customer) -> str:
    return reverse("customer_detail", args=[request.organization.slug, customer.pk])
