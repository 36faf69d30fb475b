"""What is published of a flow: checks and publication, versions, going back."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS, VIEW_INBOX
from bot.flow_changes import changes_between
from bot.flow_looks import told
from bot.flows.graph import Graph, Problem, Severity, read_graph
from bot.models import FlowDefinition, FlowVersion
from bot.selectors.flows import get_flow, get_version, versions_of
from bot.services.flows import (
    DraftChanged,
    FlowRefused,
    is_publishable,
    problems_of,
    publish_flow,
    roll_back_flow,
)
from config.lib.screens import is_partial, render_screen, saved

PAGE_SIZE = 20


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def flow_publication(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """What is wrong and what changes; by POST the draft goes on the air."""
    flow = get_flow(flow_id)
    if request.method == "GET":
        return _publication(request, flow)
    note = request.POST.get("note", "").replace("\x00", "").strip()
    seen = request.POST.get("number", "")
    number = int(seen) if seen.isascii() and seen.isdecimal() and len(seen) < 10 else None
    try:
        version = publish_flow(
            flow=flow, now=timezone.now(), actor=request.user, note=note, number=number
        )
    except FlowRefused:
        return _publication(request, flow, status=422)
    except DraftChanged:
        return _publication(request, get_flow(flow_id), status=409)
    text = _("No ar: versão %(number)s. Vale da próxima mensagem em diante.")
    return _saved(request, flow, text % {"number": version.number})


@require_GET
@in_organization(VIEW_INBOX)
def flow_versions(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """The newest first, each with what it changed."""
    flow = get_flow(flow_id)
    page = Paginator(versions_of(flow), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    context = {
        "flow": flow,
        "page_obj": page,
        "rows": [(one, changes_between(*_pair(rows, at))) for at, one in enumerate(rows)],
        "can_change": request.can(CHANGE_SETTINGS),
    }
    return render_screen(
        request,
        "bot/flow_panel.html",
        "bot/_flow_versions.html",
        context | {"heading": _("Versões"), "fragment": "bot/_flow_versions.html"},
    )


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_rollback(request: TenantRequest, flow_id: UUID, version_id: UUID) -> HttpResponse:
    flow = get_flow(flow_id)
    version = get_version(flow, version_id)
    roll_back_flow(flow=flow, version=version, actor=request.user)
    text = _("No ar de novo: versão %(number)s. O rascunho ficou como está.")
    return _saved(request, flow, text % {"number": version.number})


def _publication(
    request: TenantRequest, flow: FlowDefinition, *, status: int = 200
) -> HttpResponse:
    graph, problems = read_graph(flow.draft)[0], problems_of(flow.draft)
    before = read_graph(flow.published.graph)[0] if flow.published else Graph("", {})
    fragment = "bot/_flow_publication.html"
    context = {
        "flow": flow,
        "problems": [told(one, graph) for one in problems if one.severity != Severity.NOTE],
        "notes": _notes(graph, problems),
        "is_publishable": is_publishable(problems),
        "has_changed": status == 409,
        "changes": changes_between(before, graph),
        "note": request.POST.get("note", "")[:200],
        "in_panel": is_partial(request),
        "heading": _("Publicar"),
        "fragment": fragment,
    }
    return render_screen(request, "bot/flow_panel.html", fragment, context, status=status)


def _notes(graph: Graph, problems: list[Problem]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Each sentence once, with the steps of which it is true."""
    found: dict[str, list[dict[str, Any]]] = {}
    for problem in problems:
        if problem.severity == Severity.NOTE:
            one = told(problem, graph)
            found.setdefault(one["text"], []).append(one)
    return list(found.items())


def _pair(rows: list[FlowVersion], at: int) -> tuple[Graph, Graph]:
    """A version's graph behind the graph of the version before it, if that is at hand."""
    after = read_graph(rows[at].graph)[0]
    return (read_graph(rows[at + 1].graph)[0] if at + 1 < len(rows) else after), after


def _saved(request: TenantRequest, flow: FlowDefinition, text: str) -> HttpResponse:
    url = reverse("flow_detail", args=[request.organization.slug, flow.pk])
    return saved(request, text, url=url, changed="flow")
