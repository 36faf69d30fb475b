"""A flow from a file: what was understood is shown first, then it becomes a draft."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.flow_looks import told
from bot.flows.graph import Severity, read_graph
from bot.forms.flow_imports import FlowFileForm, FlowReadForm
from bot.services.flow_imports import FlowUnreadable, Imported, read_flow_file
from bot.services.flows import (
    MOST_FLOWS,
    FlowSlugTaken,
    TooManyFlows,
    create_flow,
    is_publishable,
    problems_of,
)

PAGE = "bot/flow_import.html"


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def flow_import(request: TenantRequest) -> HttpResponse:
    """The file; by POST what it holds, and nothing is kept yet."""
    if request.method == "GET":
        return render(request, PAGE, {"form": FlowFileForm()})
    form = FlowFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    given = form.cleaned_data["file"]
    try:
        read = read_flow_file(given.read(), locale=request.organization.locale)
    except FlowUnreadable as error:
        form.add_error("file", form.refusal(error.reason))
        return render(request, PAGE, {"form": form}, status=422)
    name = read.name or given.name.rsplit(".", 1)[0][:80]
    keep = FlowReadForm(initial={"name": name, "graph": read.graph})
    return render(request, PAGE, {"keep": keep} | _report(read))


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_import_draft(request: TenantRequest) -> HttpResponse:
    """What was shown becomes a draft, published by nobody; leads to the editor."""
    form = FlowReadForm(request.POST)
    if form.is_valid():
        try:
            made = create_flow(
                organization=request.organization,
                name=form.cleaned_data["name"],
                graph=form.cleaned_data["graph"],
                actor=request.user,
            )
        except FlowSlugTaken:
            form.add_error("name", _("Já existe um fluxo com este nome."))
        except TooManyFlows:
            form.add_error(None, _("Já são %(count)s fluxos, o máximo.") % {"count": MOST_FLOWS})
        else:
            return redirect("flow_detail", request.organization.slug, made.pk)
    return render(request, PAGE, {"keep": form}, status=422)


def _report(read: Imported) -> dict[str, Any]:
    graph, problems = read_graph(read.graph)[0], problems_of(read.graph)
    return {
        "read": read,
        "steps": len(graph.nodes),
        "problems": [told(one, graph) for one in problems if one.severity != Severity.NOTE],
        "is_publishable": is_publishable(problems),
    }
