"""Whom a customer brings: pets, children, others; and their vaccines."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.enums import Vertical
from accounts.forms.people import DependantForm, VaccinationForm
from accounts.models import Customer, Dependant
from accounts.permissions import CHANGE_CUSTOMERS
from accounts.selectors.people import (
    get_customer,
    get_dependant,
    get_vaccination,
    vaccine_state,
)
from accounts.services.dependants import (
    add_dependant,
    change_dependant,
    record_vaccination,
    remove_vaccination,
    set_dependant_active,
)
from accounts.views.panel_forms import PanelForm, show_form
from config.lib.screens import add_toast, is_partial, render_screen, saved


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def dependant_create(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    return _edit(request, get_customer(customer_id), None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def dependant_update(request: TenantRequest, dependant_id: UUID) -> HttpResponse:
    dependant = get_dependant(dependant_id)
    return _edit(request, dependant.customer, dependant)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def dependant_archive(request: TenantRequest, dependant_id: UUID) -> HttpResponse:
    return _set_active(request, dependant_id, is_active=False)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def dependant_restore(request: TenantRequest, dependant_id: UUID) -> HttpResponse:
    return _set_active(request, dependant_id, is_active=True)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def vaccinations(request: TenantRequest, dependant_id: UUID) -> HttpResponse:
    """Every dose of one dependant, and a form for the next."""
    dependant = get_dependant(dependant_id)
    if request.method == "GET":
        return _vaccines(request, dependant, VaccinationForm())
    form = VaccinationForm(request.POST)
    if not form.is_valid():
        return _vaccines(request, dependant, form)
    record_vaccination(dependant=dependant, actor=request.user, **form.cleaned_data)
    return _vaccines_changed(request, dependant.pk, _("Vacina anotada."))


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def vaccination_removal(request: TenantRequest, vaccination_id: UUID) -> HttpResponse:
    vaccination = get_vaccination(vaccination_id)
    remove_vaccination(vaccination=vaccination, actor=request.user)
    return _vaccines_changed(request, vaccination.dependant_id, _("Vacina removida."))


def _new_words(request: TenantRequest) -> str:
    is_pet_shop = request.organization.vertical == Vertical.PETSHOP
    return _("Novo animal") if is_pet_shop else _("Novo dependente")


def _edit(request: TenantRequest, customer: Customer, dependant: Dependant | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = DependantForm(data, dependant=dependant, vertical=request.organization.vertical)
    if data is None or not form.is_valid():
        return show_form(request, form, _panel(request, customer, dependant))
    if dependant is None:
        written = add_dependant(customer=customer, details=form.details, actor=request.user)
    else:
        written = change_dependant(dependant=dependant, details=form.details, actor=request.user)
    text = _("Salvo: %(name)s.") % {"name": written.name}
    return saved(request, text, url=_card_url(request, customer.pk), changed="customer")


def _panel(request: TenantRequest, customer: Customer, dependant: Dependant | None) -> PanelForm:
    slug = request.organization.slug
    action = reverse("dependant_create", args=[slug, customer.pk])
    if dependant is not None:
        action = reverse("dependant_update", args=[slug, dependant.pk])
    return PanelForm(
        heading=dependant.name if dependant else _new_words(request),
        action=action,
        submit=_("Salvar"),
        back_url=_card_url(request, customer.pk),
        back_label=customer.display_name,
    )


def _set_active(request: TenantRequest, dependant_id: UUID, *, is_active: bool) -> HttpResponse:
    dependant = get_dependant(dependant_id)
    set_dependant_active(dependant=dependant, is_active=is_active, actor=request.user)
    text, undo = _("%(name)s voltou à ficha."), "dependant_archive"
    if not is_active:
        text, undo = _("%(name)s foi para os arquivados."), "dependant_restore"
    return saved(
        request,
        text % {"name": dependant.name},
        url=_card_url(request, dependant.customer_id),
        changed="customer",
        undo_url=reverse(undo, args=[request.organization.slug, dependant.pk]),
    )


def _vaccines(request: TenantRequest, dependant: Dependant, form: VaccinationForm) -> HttpResponse:
    today = timezone.localdate()
    doses = [
        {"dose": dose, "state": vaccine_state(dose, today)} for dose in dependant.vaccinations.all()
    ]
    context = {
        "dependant": dependant,
        "doses": doses,
        "form": form,
        "in_panel": is_partial(request),
        "back_url": _card_url(request, dependant.customer_id),
    }
    return render_screen(
        request,
        "accounts/vaccinations.html",
        "accounts/_vaccinations.html",
        context,
        status=422 if form.errors else 200,
    )


def _vaccines_changed(request: TenantRequest, dependant_id: UUID, text: str) -> HttpResponse:
    """The panel stays open with the new list, and the card behind it looks again."""
    url = reverse("vaccinations", args=[request.organization.slug, dependant_id])
    if not is_partial(request):
        return saved(request, text, url=url, changed="customer")
    answer = _vaccines(request, get_dependant(dependant_id), VaccinationForm())
    return add_toast(answer, text, changed=("customer",))


def _card_url(request: TenantRequest, customer_id: UUID) -> str:
    return reverse("customer_detail", args=[request.organization.slug, customer_id])
