"""Trying the draft of a flow in the chat beside its canvas."""

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import VIEW_INBOX
from bot.flow_looks import told
from bot.flows.graph import read_graph
from bot.models import FlowDefinition
from bot.selectors.flows import get_flow
from bot.services.flow_rehearsal import begin_rehearsal, go_on_with_rehearsal, waits_for
from bot.services.flows import problems_of
from bot.services.rehearsal_play import under_way
from bot.services.rehearsal_stage import Line, Stage
from bot.services.rehearsal_state import opened, signed
from bot.views.rehearsal_lines import shown_line

LONGEST = 1000
TAPS = "tap"


@require_POST
@in_organization(VIEW_INBOX)
def flow_rehearsal(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """One act: `act`, `said` (words, or `tap` the id of what was tapped), and `token`, where
    the rehearsal stands. Answers what is new in the chat; nothing is kept here."""
    flow = get_flow(flow_id)
    graph, _problems = read_graph(flow.draft)
    salt = f"bot.rehearsal:{flow.pk}:{request.user.pk}"
    where: dict[str, Any] = {
        "organization": request.organization,
        "slug": flow.slug,
        "graph": graph,
        "draft": flow.draft_number,
        "now": timezone.now(),
    }
    kept = opened(request.POST.get("token", ""), salt)
    act, tap = request.POST.get("act", ""), request.POST.get(TAPS, "")
    if kept is None or act == "begin":
        seed, visit = secrets.randbelow(2**31), "with_visit" in request.POST
        stage = begin_rehearsal(**where, seed=seed, with_visit=visit)
    else:
        said = tap or " ".join(request.POST.get("said", "").split())[:LONGEST]
        act = TAPS if tap else act or "say"
        stage = go_on_with_rehearsal(**where, rehearsal=kept, act=act, said=said)
    context = {
        "lines": [shown_line(line, graph) for line in [*stage.lines, *_wrong(stage, flow)]],
        "rehearsed": _rehearsed(stage, signed(stage.rehearsal, salt)),
        "waits_for": waits_for(stage),
        "is_over": stage.is_over,
        "begins_anew": stage.state.is_over and not stage.is_over,
    }
    return render(request, "bot/_flow_rehearsal_turn.html", context)


def _wrong(stage: Stage, flow: FlowDefinition) -> list[Line]:
    """What the checks say of the steps that were just entered."""
    entered = dict.fromkeys(stage.entered)
    problems = [told(one, stage.graph) for one in problems_of(flow.draft) if one.node_id in entered]
    return [
        Line("wrong", f"{one['place']}: {one['text']}" if one["place"] else one["text"], None, node)
        for node in entered
        for one in problems
        if one["node"] == node and one["is_error"]
    ]


def _rehearsed(stage: Stage, token: str) -> dict[str, Any]:
    """For the canvas: where the conversation stands, which ways it has gone, what it knows;
    `inside` names the other flow in which it is."""
    rehearsal = stage.rehearsal
    known = [*stage.state.values.items(), *rehearsal.attributes.items()]
    if rehearsal.tags:
        known.append(("#", ", ".join(rehearsal.tags)))
    return {
        "token": token,
        "here": stage.here,
        "inside": under_way(stage),
        "nodes": rehearsal.nodes,
        "ways": rehearsal.ways,
        "known": [[name, str(value)] for name, value in known],
        "over": stage.is_over,
        "clock": stage.state.wake_at is not None and not stage.state.is_over,
    }
