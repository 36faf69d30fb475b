"""How customers get through a flow: for the canvas as JSON, and as a table."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_INBOX
from bot.flow_looks import node_name
from bot.flow_previews import filled
from bot.flows.graph import Graph, read_graph
from bot.models import FlowDefinition
from bot.selectors.flow_funnel import PERIODS, USUAL, Funnel, NodeNumbers, funnel_of
from bot.selectors.flows import get_flow
from config.lib.screens import render_screen

MINUTE, HOUR, DAY = 60, 3600, 86400


@require_GET
@in_organization(VIEW_INBOX)
def flow_numbers(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """{version, runs, nodes: {id: numbers}, ports}; `days` is one of PERIODS."""
    flow = get_flow(flow_id)
    found = funnel_of(flow, days=_days(request), now=timezone.now())
    nodes = {key: _told(one) for key, one in found.nodes.items()}
    number = flow.published.number if flow.published else 0
    return JsonResponse(
        {"version": number, "runs": found.runs, "nodes": nodes, "ports": found.ports}
    )


@require_GET
@in_organization(VIEW_INBOX)
def flow_funnel(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """The same, a line for each step, in the order in which customers come to them."""
    flow, days = get_flow(flow_id), _days(request)
    found = funnel_of(flow, days=days, now=timezone.now())
    context = {
        "flow": flow,
        "runs": found.runs,
        "rows": _rows(flow, found),
        "days": days,
        "periods": period_words(),
        "heading": _("Números do fluxo"),
        "fragment": "bot/_flow_funnel.html",
    }
    return render_screen(request, "bot/flow_panel.html", "bot/_flow_funnel.html", context)


def period_words() -> list[tuple[int, str]]:
    """(days, what the period is called)."""
    return [(one, _period(one)) for one in PERIODS]


def lasting(seconds: float | None) -> str:
    """ "40 s", "12 min", "3 h", "2 dias": as short as it can be said."""
    if seconds is None:
        return ""
    if seconds < MINUTE:
        return _("%(count)s s") % {"count": round(seconds)}
    if seconds < HOUR:
        return _("%(count)s min") % {"count": round(seconds / MINUTE)}
    if seconds < DAY:
        return _("%(count)s h") % {"count": round(seconds / HOUR)}
    return _("%(count)s d") % {"count": round(seconds / DAY)}


def _told(one: NodeNumbers) -> dict[str, Any]:
    return asdict(one) | {"stopped": one.stopped, "median": lasting(one.median_s)}


def _rows(flow: FlowDefinition, found: Funnel) -> list[dict[str, Any]]:
    graph = read_graph(flow.published.graph)[0] if flow.published else Graph("", {})
    empty = NodeNumbers("", 0, 0, 0, 0, 0, 0, None)
    return [
        {
            "name": node_name(graph.nodes[key].kind, graph.nodes[key].title),
            "text": _first_words(graph.nodes[key].data),
            "numbers": (one := found.nodes.get(key, empty)),
            "median": lasting(one.median_s),
            "share": round(100 * one.entered / found.runs) if found.runs else 0,
        }
        for key in _in_order(graph)
    ]


def _in_order(graph: Graph) -> list[str]:
    """Ids as a customer may meet them; what nothing leads to comes last."""
    found: dict[str, None] = {}
    waiting = [*reversed(list(graph.nodes)), graph.start]
    while waiting:
        key = waiting.pop()
        if key not in found and key in graph.nodes:
            found[key] = None
            node = graph.nodes[key]
            waiting += [node.next[port] for port in reversed(node.ports) if port in node.next]
    return list(found)


def _first_words(data: Any) -> str:
    text = data.get("text") or next((one["text"] for one in data.get("blocks", [])), "")
    return filled(str(text))[:60]


def _days(request: TenantRequest) -> int:
    asked = request.GET.get("days", "")
    return next((days for days in PERIODS if str(days) == asked), USUAL)


def _period(days: int) -> str:
    return _("Últimos %(count)s dias") % {"count": days} if days else _("Desde o começo")
