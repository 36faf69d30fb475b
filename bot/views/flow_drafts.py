"""The editor of one flow: its page, the saving of its draft, the form of a step."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS, VIEW_INBOX
from bot.flow_looks import graph_looks, kind_looks, palette, told
from bot.flow_standing import standing_words
from bot.flows.graph import read_graph
from bot.flows.graph.model import FORMAT, MOST_NODES, VERSION
from bot.models import FlowDefinition
from bot.selectors.flow_providers import connected_providers
from bot.selectors.flows import get_flow
from bot.services.flows import (
    DraftChanged,
    FlowSlugTaken,
    TooManyFlows,
    create_flow,
    is_storable,
    problems_of,
    save_draft,
)
from bot.views.flow_bodies import json_body
from bot.views.flow_numbers import period_words
from bot.views.flow_steps import begin_answer, open_step, read_posted_step
from config.lib.formatting import format_time

URLS = ("draft", "copy", "step", "numbers", "rehearsal", "pasted", "renaming")
MOST_COPIES = 50


@require_GET
@ensure_csrf_cookie
@in_organization(VIEW_INBOX)
def flow_detail(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """The canvas. Who may not change flows looks at it."""
    flow = get_flow(flow_id)
    where = [request.organization.slug, flow.pk]
    graph = read_graph(flow.draft)[0]
    editor = {
        "graph": flow.draft | graph.to_dict(),
        "number": flow.draft_number,
        "looks": graph_looks(graph),
        "kinds": kind_looks(),
        "problems": _told(flow.draft),
        "urls": {name: reverse(f"flow_{name}", args=where) for name in URLS},
        "editable": request.can(CHANGE_SETTINGS),
    }
    context = {
        "flow": flow,
        "standing": standing_words(flow),
        "editor": editor,
        "palette": palette(connected_providers()),
        "periods": period_words(),
        "can_change": request.can(CHANGE_SETTINGS),
    }
    return render(request, "bot/flow_detail.html", context)


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_draft(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """Keeps {number, graph}; answers {number, problems, standing}, or 409 with who saved
    meanwhile."""
    flow = get_flow(flow_id)
    given = json_body(request)
    graph, number = given.get("graph"), given.get("number")
    if not isinstance(graph, dict) or not isinstance(number, int) or not is_storable(graph):
        return JsonResponse({"error": _("O fluxo não pôde ser lido.")}, status=400)
    try:
        saved = save_draft(flow=flow, graph=graph, number=number, actor=request.user)
    except DraftChanged:
        return JsonResponse(_changed(request, get_flow(flow_id)), status=409)
    kept = {"number": saved.draft_number, "standing": standing_words(saved)}
    return JsonResponse(kept | {"problems": _told(graph)})


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_copy(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """A new flow of the {graph} given; answers {url}."""
    flow, graph = get_flow(flow_id), json_body(request).get("graph")
    if not isinstance(graph, dict) or not is_storable(graph):
        return JsonResponse({"error": _("O fluxo não pôde ser lido.")}, status=400)
    for number in range(1, MOST_COPIES):
        name = _("%(name)s, cópia %(number)s") % {"name": flow.name[:60], "number": number}
        try:
            made = create_flow(
                organization=request.organization, name=name, graph=graph, actor=request.user
            )
        except FlowSlugTaken:
            continue
        except TooManyFlows:
            break
        where = [request.organization.slug, made.pk]
        return JsonResponse({"url": reverse("flow_detail", args=where)}, status=201)
    return JsonResponse({"error": _("Há fluxos demais para guardar uma cópia.")}, status=409)


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_pasted(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """Reads {nodes, room} (steps to be pasted, and how many there are): answers {nodes, looks,
    lost}, as the draft would read them. 409 where they would be too many."""
    get_flow(flow_id)
    given = json_body(request)
    nodes, room = given.get("nodes"), given.get("room", 0)
    if not isinstance(nodes, list) or not isinstance(room, int):
        return JsonResponse({"error": _("O fluxo não pôde ser lido.")}, status=400)
    if len(nodes) + room > MOST_NODES:
        text = _("Um fluxo tem no máximo %(limit)s passos.") % {"limit": MOST_NODES}
        return JsonResponse({"error": text}, status=409)
    graph = read_graph({"format": FORMAT, "version": VERSION, "nodes": nodes})[0]
    read = graph.to_dict()["nodes"]
    lost = len(nodes) - len(read)
    return JsonResponse({"nodes": read, "looks": graph_looks(graph), "lost": lost})


@require_GET
@in_organization(CHANGE_SETTINGS)
def flow_file(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """The draft as a file, as `manage.py import_flow` takes it."""
    flow = get_flow(flow_id)
    graph = {"name": flow.name, "slug": flow.slug} | flow.draft
    answer = JsonResponse(graph, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="{flow.slug}.json"'
    return answer


@require_POST
@in_organization(VIEW_INBOX)
def flow_step(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """The form of a step, from its JSON (`node`) or as it was posted; nothing is kept."""
    flow = get_flow(flow_id)
    if request.POST.get("kind") == "begin":
        return begin_answer(request)
    if "node" in request.POST:
        return open_step(request, flow)
    return read_posted_step(request, flow)


def _told(draft: dict[str, Any]) -> list[dict[str, Any]]:
    graph = read_graph(draft)[0]
    return [told(problem, graph) for problem in problems_of(draft)]


def _changed(request: TenantRequest, flow: FlowDefinition) -> dict[str, str]:
    who = flow.drafted_by.name if flow.drafted_by else _("Outra pessoa")
    at = format_time(flow.updated_at, request.organization.time_zone, request.user.locale)
    text = _("%(who)s salvou este fluxo às %(at)s. O que você mudou depois ainda não foi salvo.")
    return {"text": text % {"who": who, "at": at}}
