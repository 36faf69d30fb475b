"""The variables of a flow's draft. They are changed in the editor, which keeps the whole."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS, VIEW_INBOX
from bot.flow_variables import variables_in
from bot.flows.graph import read_graph
from bot.flows.graph.model import MOST_VARIABLES
from bot.selectors.flows import get_flow
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
