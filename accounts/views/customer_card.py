"""What the team adds to a customer's card: labels, notes, consent; and archiving it."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.enums import ConsentPurpose, ConsentStatus
from accounts.forms.people import ConsentForm, NoteForm, TagNameForm
from accounts.permissions import CHANGE_CUSTOMERS
from accounts.selectors.people import get_customer, get_note, get_tag
from accounts.services.consents import record_consent
from accounts.services.customer_notes import NotYourNote, add_note, delete_note, edit_note, pin_note
from accounts.services.customers import archive_customer, restore_customer
from accounts.services.tags import tag_customers, untag_customer
from accounts.views.panel_forms import PanelForm, first_error, show_form
from config.lib.screens import refused, saved


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_tags(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """Put a label on; a new name makes a new label."""
    customer, form = get_customer(customer_id), TagNameForm(request.POST)
    url = card_url(request, customer.pk)
    if not form.is_valid():
        return refused(request, first_error(form), url=url)
    tag, _count = tag_customers(
        organization=request.organization,
        customer_ids=[customer.pk],
        name=form.cleaned_data["name"],
        actor=request.user,
    )
    return _saved(request, _("Etiqueta posta: %(name)s.") % {"name": tag.name}, customer.pk)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_tag_removal(request: TenantRequest, customer_id: UUID, tag_id: UUID) -> HttpResponse:
    customer, tag = get_customer(customer_id), get_tag(tag_id)
    untag_customer(customer=customer, tag=tag, actor=request.user)
    text = _("Etiqueta tirada: %(name)s.") % {"name": tag.name}
    return _saved(request, text, customer.pk)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_notes(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    customer, form = get_customer(customer_id), NoteForm(request.POST)
    url = card_url(request, customer.pk)
    if not form.is_valid():
        return refused(request, first_error(form), url=url)
    fields = form.cleaned_data
    add_note(customer=customer, text=fields["text"], author=request.user, key=fields["key"])
    return _saved(request, _("Anotação guardada."), customer.pk)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def note_update(request: TenantRequest, note_id: UUID) -> HttpResponse:
    note = get_note(note_id)
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"text": note.text})
    if request.method == "POST" and form.is_valid():
        try:
            edit_note(
                note=note,
                text=form.cleaned_data["text"],
                membership=request.membership,
                now=timezone.now(),
            )
        except NotYourNote as error:
            raise PermissionDenied from error
        return _saved(request, _("Anotação guardada."), note.customer_id)
    action = reverse("note_update", args=[request.organization.slug, note.pk])
    panel = _panel(request, note.customer, heading=_("Anotação"), action=action)
    return show_form(request, form, panel)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def note_pin(request: TenantRequest, note_id: UUID) -> HttpResponse:
    note = get_note(note_id)
    pin_note(note=note, is_pinned=bool(request.POST.get("pinned")))
    text = _("Anotação fixada no alto.") if note.is_pinned else _("Anotação solta.")
    return _saved(request, text, note.customer_id)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def note_removal(request: TenantRequest, note_id: UUID) -> HttpResponse:
    note = get_note(note_id)
    try:
        delete_note(note=note, membership=request.membership)
    except NotYourNote as error:
        raise PermissionDenied from error
    return _saved(request, _("Anotação apagada."), note.customer_id)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def customer_consent(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """A yes or no to promotions, with how and in which words it was given."""
    customer = get_customer(customer_id)
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _record_consent(request, customer, form.cleaned_data)
    action = reverse("customer_consent", args=[request.organization.slug, customer.pk])
    panel = _panel(request, customer, heading=_("Registrar consentimento"), action=action)
    return show_form(request, form, panel)


def _record_consent(request: TenantRequest, customer: Any, fields: dict[str, str]) -> HttpResponse:
    now, status = timezone.now(), ConsentStatus(fields["status"])
    consent = record_consent(
        customer=customer,
        purpose=ConsentPurpose.MARKETING,
        status=status,
        source=fields["channel"],
        evidence=fields["evidence"],
        occurred_at=now,
        recorded_by=request.user,
    )
    text = _("Consentimento registrado.")
    if consent.occurred_at != now:
        text = _("Isto já estava registrado; nada mudou.")
    return _saved(request, text, customer.pk)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_archive(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    """Off the list; visits, conversations and the card stay."""
    customer = get_customer(customer_id)
    archive_customer(customer=customer, actor=request.user, now=timezone.now())
    text = _("Cliente arquivado: %(name)s.") % {"name": customer.display_name}
    undo_url = reverse("customer_restore", args=[request.organization.slug, customer.pk])
    return _saved(request, text, customer.pk, undo_url=undo_url)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def customer_restore(request: TenantRequest, customer_id: UUID) -> HttpResponse:
    customer = get_customer(customer_id)
    restore_customer(customer=customer, actor=request.user)
    text = _("Cliente de volta à lista: %(name)s.") % {"name": customer.display_name}
    return _saved(request, text, customer.pk)


def _saved(
    request: TenantRequest, text: str, customer_id: UUID, *, undo_url: str = ""
) -> HttpResponse:
    url = card_url(request, customer_id)
    return saved(request, text, url=url, changed="customer", undo_url=undo_url)


def card_url(request: TenantRequest, customer_id: UUID) -> str:
    """The address of a customer's card."""
    return reverse("customer_detail", args=[request.organization.slug, customer_id])


def _panel(request: TenantRequest, customer: Any, *, heading: str, action: str) -> PanelForm:
    return PanelForm(
        heading=heading,
        action=action,
        submit=_("Salvar"),
        back_url=card_url(request, customer.pk),
        back_label=customer.display_name,
    )
