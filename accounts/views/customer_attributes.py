"""Settings: the fields that an organization adds to its customers."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.customer_attributes import AttributeForm
from accounts.models import CustomerAttribute
from accounts.people_enums import AttributeType
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.customer_attributes import all_attributes, get_attribute
from accounts.services.customer_attributes import (
    AttributeNameTaken,
    TooManyAttributes,
    change_attribute,
    define_attribute,
    move_attribute_up,
    set_attribute_active,
)
from accounts.views.panel_forms import PanelForm, show_form
from config.lib.screens import render_screen, saved


@require_GET
@in_organization(CHANGE_SETTINGS)
def attribute_list(request: TenantRequest) -> HttpResponse:
    context = {"attributes": list(all_attributes())}
    return render_screen(
        request, "accounts/attribute_list.html", "accounts/_attribute_list.html", context
    )


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def attribute_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def attribute_update(request: TenantRequest, attribute_id: UUID) -> HttpResponse:
    return _edit(request, get_attribute(attribute_id))


@require_POST
@in_organization(CHANGE_SETTINGS)
def attribute_archive(request: TenantRequest, attribute_id: UUID) -> HttpResponse:
    """Off forms and cards; values already written are kept."""
    attribute = get_attribute(attribute_id)
    set_attribute_active(attribute=attribute, is_active=False, actor=request.user)
    undo = reverse("attribute_restore", args=[request.organization.slug, attribute.pk])
    text = _("Campo arquivado: %(name)s.") % {"name": attribute.label}
    return saved(request, text, url=_list_url(request), changed="attribute", undo_url=undo)


@require_POST
@in_organization(CHANGE_SETTINGS)
def attribute_restore(request: TenantRequest, attribute_id: UUID) -> HttpResponse:
    attribute = get_attribute(attribute_id)
    set_attribute_active(attribute=attribute, is_active=True, actor=request.user)
    text = _("Campo de volta às fichas: %(name)s.") % {"name": attribute.label}
    return saved(request, text, url=_list_url(request), changed="attribute")


@require_POST
@in_organization(CHANGE_SETTINGS)
def attribute_up(request: TenantRequest, attribute_id: UUID) -> HttpResponse:
    attribute = get_attribute(attribute_id)
    move_attribute_up(attribute=attribute)
    text = _("%(name)s subiu um lugar.") % {"name": attribute.label}
    return saved(request, text, url=_list_url(request), changed="attribute")


def _edit(request: TenantRequest, attribute: CustomerAttribute | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    form = AttributeForm(data, attribute=attribute)
    if data is not None and form.is_valid():
        try:
            written = _write(request, attribute, form)
        except AttributeNameTaken:
            form.add_error("label", _("Já existe um campo com este nome."))
        except TooManyAttributes:
            form.add_error(None, _("São no máximo 30 campos, contando os arquivados."))
        else:
            text = _("Campo salvo: %(name)s.") % {"name": written.label}
            return saved(request, text, url=_list_url(request), changed="attribute")
    return show_form(request, form, _panel(request, attribute))


def _write(
    request: TenantRequest, attribute: CustomerAttribute | None, form: AttributeForm
) -> CustomerAttribute:
    label, choices = form.cleaned_data["label"], form.cleaned_data["choices"]
    if attribute is not None:
        return change_attribute(
            attribute=attribute, label=label, choices=choices, actor=request.user
        )
    return define_attribute(
        organization=request.organization,
        label=label,
        type=AttributeType(form.cleaned_data["type"]),
        choices=choices,
        actor=request.user,
    )


def _panel(request: TenantRequest, attribute: CustomerAttribute | None) -> PanelForm:
    slug, action = (
        request.organization.slug,
        reverse("attribute_create", args=[request.organization.slug]),
    )
    if attribute is not None:
        action = reverse("attribute_update", args=[slug, attribute.pk])
    return PanelForm(
        heading=attribute.label if attribute else _("Novo campo"),
        action=action,
        submit=_("Salvar campo"),
        back_url=_list_url(request),
        back_label=_("Campos de cliente"),
    )


def _list_url(request: TenantRequest) -> str:
    return reverse("attribute_list", args=[request.organization.slug])
