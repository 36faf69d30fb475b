"""The variables of a flow's draft. They are changed in the editor, which keeps the whole."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS, VIEW_INBOX
from bot.flow_looks import graph_looks
from bot.flow_variables import variables_in
from bot.flows.graph import read_graph
from bot.flows.graph.model import MOST_VARIABLES
from bot.flows.graph.renaming import RenameRefusal, RenameRefused, rename_variable
from bot.selectors.flow_references import flows_that_get
from bot.selectors.flows import get_flow
from bot.views.flow_bodies import json_body
from config.lib.screens import is_partial, render_screen


@require_GET
@in_organization(VIEW_INBOX)
def flow_variables(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """Each with its first value, where it is set and where it is used."""
    flow = get_flow(flow_id)
    graph = read_graph(flow.draft)[0]
    rows = variables_in(graph)
    kept = sum(row.is_kept for row in rows)
    in_editor = is_partial(request)
    context = {
        "flow": flow,
        "rows": rows,
        "in_editor": in_editor,
        "can_edit": in_editor and request.can(CHANGE_SETTINGS),
        "can_add": kept < MOST_VARIABLES,
        "heading": _("Variáveis"),
        "fragment": "bot/_flow_variables.html",
    }
    return render_screen(request, "bot/flow_panel.html", "bot/_flow_variables.html", context)


@require_POST
@in_organization(CHANGE_SETTINGS)
def flow_renaming(request: TenantRequest, flow_id: UUID) -> HttpResponse:
    """Reads {graph, old, new}: answers {nodes, variables, looks} in which the variable has its
    new name, and keeps nothing. 409 with why it can't be called so."""
    flow, given = get_flow(flow_id), json_body(request)
    old, new = given.get("old"), given.get("new")
    graph = read_graph(given.get("graph"))[0]
    if not isinstance(old, str) or not isinstance(new, str) or not graph.nodes:
        return JsonResponse({"error": _("O fluxo não pôde ser lido.")}, status=400)
    if asking := flows_that_get(flow.slug, old):
        text = _("O fluxo “%(flow)s” pede esta variável pelo nome. Mude lá primeiro.")
        return JsonResponse({"error": text % {"flow": asking[0]}}, status=409)
    try:
        renamed = rename_variable(graph, old, new)
    except RenameRefused as refused:
        return JsonResponse({"error": _refusal(refused.reason) % {"name": new}}, status=409)
    told = renamed.to_dict()
    looks = graph_looks(renamed)
    return JsonResponse({"nodes": told["nodes"], "variables": told["variables"], "looks": looks})


def _refusal(reason: RenameRefusal) -> str:
    return {
        RenameRefusal.BAD_NAME: _("Este nome não serve. Use letras minúsculas, números e _."),
        RenameRefusal.TAKEN: _("Já existe uma variável %(name)s neste fluxo."),
        RenameRefusal.UNKNOWN: _("Esta variável não existe mais neste fluxo."),
        RenameRefusal.BROUGHT: _(
            "Este nome vem de fora do fluxo, de um horário marcado ou de outro fluxo, e não "
            "pode mudar aqui."
        ),
    }[reason]
