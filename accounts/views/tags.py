"""The organization's labels, and putting one on many customers."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.people import TagForm, TagNameForm
from accounts.models import Tag
from accounts.permissions import CHANGE_CUSTOMERS
from accounts.selectors.people import counted_tags, get_tag
from accounts.services.tags import (
    TagNameTaken,
    change_tag,
    delete_tag,
    get_or_make_tag,
    merge_tags,
    tag_customers,
)
from accounts.views.panel_forms import PanelForm, first_error, show_form
from config.lib.screens import refused, render_screen, saved

MOST_AT_ONCE = 500


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def tag_list(request: TenantRequest) -> HttpResponse:
    """All labels with how many customers have each; POST adds one."""
    if request.method == "GET":
        context = {"tags": counted_tags()}
        return render_screen(request, "accounts/tag_list.html", "accounts/_tag_list.html", context)
    form = TagNameForm(request.POST)
    if not form.is_valid():
        return refused(request, first_error(form), url=_list_url(request))
    tag = get_or_make_tag(organization=request.organization, name=form.cleaned_data["name"])
    text = _("Etiqueta pronta: %(name)s.") % {"name": tag.name}
    return saved(request, text, url=_list_url(request), changed="tag")


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_CUSTOMERS)
def tag_update(request: TenantRequest, tag_id: UUID) -> HttpResponse:
    """Another name or colour, or another label in its place."""
    tag = get_tag(tag_id)
    form = TagForm(request.POST if request.method == "POST" else None, tag=tag)
    if request.method == "POST" and form.is_valid():
        try:
            return _write(request, tag, form)
        except TagNameTaken:
            form.add_error("name", _("Já existe uma etiqueta com este nome. Você pode juntá-las."))
    panel = PanelForm(
        heading=_("Etiqueta"),
        action=reverse("tag_update", args=[request.organization.slug, tag_id]),
        submit=_("Salvar etiqueta"),
        back_url=_list_url(request),
        back_label=_("Etiquetas"),
    )
    return show_form(request, form, panel)


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def tag_removal(request: TenantRequest, tag_id: UUID) -> HttpResponse:
    tag = get_tag(tag_id)
    delete_tag(tag=tag, actor=request.user)
    text = _("Etiqueta apagada: %(name)s.") % {"name": tag.name}
    return saved(request, text, url=_list_url(request), changed="tag")


@require_POST
@in_organization(CHANGE_CUSTOMERS)
def tagged_customers(request: TenantRequest) -> HttpResponse:
    """Put one label on the customers whose rows are marked."""
    url = reverse("customer_list", args=[request.organization.slug])
    form, ids = TagNameForm(request.POST), _marked(request.POST.getlist("customer"))
    if not ids:
        return refused(request, _("Marque primeiro os clientes."), url=url)
    if not form.is_valid():
        return refused(request, first_error(form), url=url)
    tag, count = tag_customers(
        organization=request.organization,
        customer_ids=ids,
        name=form.cleaned_data["name"],
        actor=request.user,
    )
    text = ngettext(
        "%(count)s cliente recebeu a etiqueta %(name)s.",
        "%(count)s clientes receberam a etiqueta %(name)s.",
        count,
    ) % {"count": count, "name": tag.name}
    return saved(request, text, url=url, changed="customer")


def _write(request: TenantRequest, tag: Tag, form: TagForm) -> HttpResponse:
    into = form.cleaned_data["into"]
    if into is not None:
        text = _("%(name)s agora é %(into)s.") % {"name": tag.name, "into": into.name}
        merge_tags(tag=tag, into=into, actor=request.user)
    else:
        name, colour = form.cleaned_data["name"], form.cleaned_data["colour"]
        change_tag(tag=tag, name=name, colour=colour, actor=request.user)
        text = _("Etiqueta salva: %(name)s.") % {"name": name}
    return saved(request, text, url=_list_url(request), changed="tag")


def _marked(values: list[str]) -> list[UUID]:
    found = []
    for value in values[:MOST_AT_ONCE]:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found


def _list_url(request: TenantRequest) -> str:
    return reverse("tag_list", args=[request.organization.slug])
