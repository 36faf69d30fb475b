"""Where a flow's draft stands: what customers meet, or something that nobody meets yet."""

from django.utils.translation import gettext as _

from bot.enums import FlowStatus
from bot.flows.graph import read_graph
from bot.flows.graph.diff import diff_graphs
from bot.models import FlowDefinition


def standing_words(flow: FlowDefinition) -> str:
    """For the head of the editor, once the draft is kept. Where steps stand on the board is
    nothing that a customer meets."""
    is_active = flow.status == FlowStatus.ACTIVE
    if flow.published is None:
        return _("Salvo. Falta publicar.")
    number = {"number": flow.published.number}
    if not _differs(flow, flow.published.graph):
        text = _("No ar: versão %(number)s") if is_active else _("Fora do ar: versão %(number)s")
        return text % number
    if is_active:
        return _("Salvo. Falta publicar. No ar: versão %(number)s") % number
    return _("Salvo. Falta publicar.")


def _differs(flow: FlowDefinition, published: object) -> bool:
    before, after = read_graph(published)[0], read_graph(flow.draft)[0]
    return bool(diff_graphs(before, after)) or before.locale != after.locale
