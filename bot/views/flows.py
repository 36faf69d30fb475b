"""The list of flows: beginning one, its name, its pause, the archive."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.forms.order import read_order, read_step
from accounts.permissions import CHANGE_SETTINGS, VIEW_INBOX
from bot.enums import FlowStatus
from bot.flow_starters import starter_graph
from bot.forms.flows import FlowFilter, FlowNameForm, FlowStartForm
from bot.models import FlowDefinition
from bot.selectors.flow_triggers import house_copy
from bot.selectors.flows import flows_listed, get_flow
from bot.services.flow_care import change_flow_status, order_flows, rename_flow, step_flow
from bot.services.flows import MOST_FLOWS, FlowSlugTaken, TooManyFlows, create_flow
from config.lib.screens import is_partial, render_screen, saved

PAGE_SIZE = 50


@require_GET
@in_organization(VIEW_INBOX)
def flow_list(request: TenantRequest) -> HttpResponse:
    """In the order in which they are asked whether a message is theirs."""
    chosen = FlowFilter(request.GET)
    rows = flows_listed(search=chosen.search, show_archived=chosen.shows_archived)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    can_change = request.can(CHANGE_SETTINGS)
    context = {
        "filter": chosen,
        "page_obj": page,
        "can_change": can_change,
        "shows_house": page.number == 1 and not chosen.search,
        "house_copy": house_copy(request.organization.locale),
        "can_order": can_change and not chosen.search and not chosen.shows_archived,
    }
    return render_screen(request, "bot/flow_list.html", "bot/_flow_list.html", context)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def flow_create(request: TenantRequest) -> HttpResponse:
    """From nothing or from a starter; leads to the editor."""
    form = FlowStartForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return _form(request, form, None, status=422 if form.is_bound else 200)
    try:
        made = create_flow(
            organization=request.organization,
            name=form.cleaned_data["name"],
            graph=starter_graph(form.cleaned_data["starter"], request.organization.locale),
            actor=request.user,
        )
    except FlowSlugTaken:
        form.add_error("name", _("Já existe um fluxo com este nome."))
    except TooManyFlows:
        form.add_error(None, _("Já são %(count)s fluxos, o máximo.") % {"count": MOST_FLOWS})
    else:
        return redirect("flow_detail", request.organization.slug, made.pk)
    return _form(request, form, None, status=422)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def flow_name(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    flow = get_flow(flow_id)
    form = FlowNameForm(request.POST if request.method == "POST" else None, name=flow.name)
    if not form.is_bound or not form.is_valid():
        return _form(request, form, flow, status=422 if form.is_bound else 200)
    rename_flow(flow=flow, name=form.cleaned_data["name"], actor=request.user)
    return _saved(request, _("Nome mudado: %(name)s.") % {"name": form.cleaned_data["name"]})


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_pause(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    return _change(request, flow_id, FlowStatus.PAUSED, _("Fluxo pausado: %(name)s."))


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_resumption(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    return _change(request, flow_id, FlowStatus.ACTIVE, _("Fluxo ativo: %(name)s."))


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_archive(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    undo_url = reverse("flow_resumption", args=[request.organization.slug, flow_id])
    text = _("Fluxo arquivado: %(name)s.")
    return _change(request, flow_id, FlowStatus.ARCHIVED, text, undo_url=undo_url)


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_order(request: TenantRequest) -> HttpResponse:
    order_flows(
        organization=request.organization, flow_ids=read_order(request.POST), actor=request.user
    )
    return _saved(request, _("Ordem dos fluxos salva."))


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_place(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """One place up, or (`down`) down."""
    step_flow(flow=get_flow(flow_id), by=read_step(request.POST), actor=request.user)
    return _saved(request, _("Ordem dos fluxos salva."))


def _change(
    request: TenantRequest, flow_id: UUID, status: FlowStatus, text: str, *, undo_url: str = ""
) -> HttpResponse:
    flow = get_flow(flow_id)
    change_flow_status(flow=flow, status=status, actor=request.user)
    return _saved(request, text % {"name": flow.name}, undo_url=undo_url)


def _form(
    request: TenantRequest, form: FlowNameForm, flow: FlowDefinition | None, *, status: int
) -> HttpResponse:
    context = {
        "form": form,
        "flow": flow,
        "heading": _("Mudar o nome") if flow else _("Novo fluxo"),
        "in_panel": is_partial(request),
    }
    return render_screen(
        request, "bot/flow_form.html", "bot/_flow_form.html", context, status=status
    )


def _saved(request: TenantRequest, text: str, *, undo_url: str = "") -> HttpResponse:
    url = reverse("flow_list", args=[request.organization.slug])
    return saved(request, text, url=url, changed="flow", undo_url=undo_url)
