"""The form of one step beside the canvas. Nothing is kept here: the editor saves the whole."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.access import TenantRequest
from accounts.permissions import CHANGE_SETTINGS
from bot.flow_field_words import FILLS, place_label
from bot.flow_kind_words import KIND_WORDS
from bot.flow_looks import node_look
from bot.flow_previews import previews_of
from bot.flow_words import problem_text
from bot.flows.graph import read_graph
from bot.flows.graph.bindings import variables_set_by
from bot.flows.graph.fields import ID, read_fields
from bot.flows.graph.kinds import KINDS
from bot.forms.flow_begin import BeginForm, read_begin
from bot.forms.flow_steps import StepForm, read_step
from bot.models import FlowDefinition
from bot.selectors.flow_choices import begin_choices, step_choices
from bot.selectors.flow_providers import can_be_sent, connected_providers, step_shortfalls
from bot.views.flow_bodies import read_json

PAGE, SIDE = "bot/_flow_step.html", "bot/_flow_step_side.html"


def open_step(
    request: TenantRequest, flow: FlowDefinition, *, is_fixed: bool = False
) -> HttpResponse:
    """From the JSON of the step; one that `is_fixed` nobody may change."""
    node = read_json(request.POST["node"])
    kind = node.get("kind") if isinstance(node, Mapping) else None
    if not isinstance(kind, str) or kind not in KINDS:
        return HttpResponseBadRequest()
    return _answer(request, flow, dict(node), kind, PAGE, is_fixed=is_fixed)


def read_posted_step(request: TenantRequest, flow: FlowDefinition) -> HttpResponse:
    """From the fields of the form: with `act` the form again, else what stands beside it."""
    posted, act = request.POST, request.POST.get("act", "")
    kind = posted.get("kind", "")
    if kind not in KINDS or not ID.fullmatch(posted.get("id", "")):
        return HttpResponseBadRequest()
    node = {
        "id": posted["id"],
        "title": posted.get("title", "")[:80].strip(),
        "data": read_step(kind, posted, act),
    }
    return _answer(request, flow, node, kind, PAGE if act else SIDE)


def begin_answer(request: TenantRequest, *, is_fixed: bool = False) -> HttpResponse:
    """The form of what begins the flow; `was` is the JSON of the triggers so far."""
    was = read_json(request.POST.get("was", "[]"))
    if not isinstance(was, list) or not all(isinstance(one, dict) for one in was):
        return HttpResponseBadRequest()
    act = request.POST.get("act", "")
    triggers = was if "open" in request.POST else read_begin(request.POST, was, act)
    context = {
        "form": BeginForm(
            triggers,
            begin_choices(),
            has_templates=can_be_sent("template", connected_providers()),
        ),
        "read": {"kind": "begin", "triggers": triggers},
        "can_change": request.can(CHANGE_SETTINGS) and not is_fixed,
    }
    side = not act and "open" not in request.POST
    return render(request, "bot/_flow_begin_side.html" if side else "bot/_flow_begin.html", context)


def _fills(flow: FlowDefinition) -> list[tuple[str, str]]:
    """What may stand in a text, as it is written there, and what it becomes."""
    nodes = read_graph(flow.draft)[0].nodes.values()
    own = {name for node in nodes for names in variables_set_by(node).values() for name in names}
    told = [(name, str(words)) for name, words in FILLS.items()]
    told += [(name, _("Resposta guardada")) for name in sorted(own) if not name.startswith("@")]
    return [("{{" + name + "}}", words) for name, words in told]


def _answer(
    request: TenantRequest,
    flow: FlowDefinition,
    node: dict[str, Any],
    kind: str,
    template: str,
    *,
    is_fixed: bool = False,
) -> HttpResponse:
    clean, problems = read_fields(KINDS[kind].fields, node.get("data") or {})
    errors = {problem.field: problem_text(problem) for problem in problems}
    form = StepForm(kind, clean, errors, step_choices(kind, flow))
    providers = connected_providers()
    read = {
        "id": str(node.get("id", "")),
        "kind": kind,
        "title": str(node.get("title", "")),
        "data": clean,
        "look": node_look(kind, clean),
    }
    context = {
        "form": form,
        "read": read,
        "words": KIND_WORDS.get(kind),
        "problems": [(place_label(path), text) for path, text in errors.items()],
        "fills": _fills(flow) if any(one.is_template for one in KINDS[kind].fields) else [],
        "previews": previews_of(kind, clean, providers),
        "notes": [
            problem_text(one) for one in step_shortfalls(str(read["id"]), kind, clean, providers)
        ],
        "can_change": request.can(CHANGE_SETTINGS) and not is_fixed,
    }
    return render(request, template, context)
