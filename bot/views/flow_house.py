"""The built-in conversation on the canvas: to be looked at, and copied."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.enums import LocaleChoice
from accounts.permissions import CHANGE_SETTINGS, VIEW_INBOX
from bot.built_in_flow import built_in_graph
from bot.flow_looks import graph_looks, kind_looks, palette
from bot.flows.graph import read_graph
from bot.models import FlowDefinition
from bot.selectors.flow_providers import connected_providers
from bot.services.flows import MOST_FLOWS, FlowSlugTaken, TooManyFlows, create_flow
from bot.services.texts import texts_in
from bot.views.flow_steps import begin_answer, open_step

MOST_COPIES = 50


@require_GET
@in_organization(VIEW_INBOX)
def flow_house(request: TenantRequest) -> HttpResponse:
    """In one language (`?locale=`), in the house's own texts; nothing can be changed here."""
    locale = _locale(request, request.GET.get("locale", ""))
    graph = _graph(request, locale)
    read = read_graph(graph)[0]
    editor: dict[str, Any] = {
        "graph": graph | read.to_dict(),
        "number": 0,
        "looks": graph_looks(read),
        "kinds": kind_looks(),
        "problems": [],
        "urls": {"step": reverse("flow_house_step", args=[request.organization.slug])},
        "editable": False,
    }
    context = {
        "editor": editor,
        "palette": palette(connected_providers()),
        "locale": locale,
        "locales": LocaleChoice.values,
        "can_change": request.can(CHANGE_SETTINGS),
    }
    return render(request, "bot/flow_house.html", context)


@require_POST
@in_organization(VIEW_INBOX)
def flow_house_step(request: TenantRequest) -> HttpResponse:
    """What is in one of its steps."""
    if request.POST.get("kind") == "begin":
        return begin_answer(request, is_fixed=True)
    if "node" not in request.POST:
        return HttpResponseBadRequest()
    graph = _graph(request, request.organization.locale)
    shown = FlowDefinition(organization=request.organization, draft=graph)
    return open_step(request, shown, is_fixed=True)


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_house_copy(request: TenantRequest) -> HttpResponse:
    """A draft of one's own; published, it answers in the place of the built-in one."""
    graph = _graph(request, _locale(request, request.POST.get("locale", "")))
    for number in range(1, MOST_COPIES):
        name = _("Minha conversa") if number == 1 else _("Minha conversa %d") % number
        try:
            made = create_flow(
                organization=request.organization, name=name, graph=graph, actor=request.user
            )
        except FlowSlugTaken:
            continue
        except TooManyFlows:
            break
        return redirect("flow_detail", request.organization.slug, made.pk)
    messages.error(request, _("Já são %(count)s fluxos, o máximo.") % {"count": MOST_FLOWS})
    return redirect("flow_list", request.organization.slug)


def _graph(request: TenantRequest, locale: str) -> dict[str, Any]:
    return built_in_graph(locale, texts_in(request.organization, locale))


def _locale(request: TenantRequest, asked: str) -> str:
    return asked if asked in LocaleChoice.values else str(request.organization.locale)
