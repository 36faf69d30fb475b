"""What stands in the chat of a rehearsal: messages as the customer's phone shows them."""

from typing import Any

from bot.flow_looks import node_name
from bot.flows.graph import Graph
from bot.gateways.content import Buttons, Contacts, Content, ListMenu, Location, Media, Template
from bot.services.rehearsal_stage import Line
from bot.views.placeholders import PLACEHOLDERS


def shown_line(line: Line, graph: Graph) -> dict[str, Any]:
    """`graph` is the draft whose steps a line may lead to."""
    node = graph.nodes.get(line.node)
    shown: dict[str, Any] = {
        "kind": line.kind,
        "text": line.text,
        "node": line.node,
        "name": node_name(node.kind, node.title) if node else "",
    }
    return shown if line.content is None else shown | _bubble(line.content)


def _bubble(content: Content) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": content.text()}
    match content:
        case Buttons():
            shown |= {"header": content.header, "footer": content.footer}
            shown["buttons"] = [{"id": one.id, "title": one.title} for one in content.buttons]
        case ListMenu():
            shown |= {"header": content.header, "footer": content.footer}
            shown |= {"button": content.button, "sections": content.sections}
        case Template():
            shown["buttons"] = _template_buttons(content)
        case Media():
            shown["file"] = {"look": PLACEHOLDERS[content.kind], "name": content.file_name}
        case Location():
            shown |= {"text": "", "place": content}
        case Contacts():
            shown |= {"text": "", "cards": content.cards}
    return shown


def _template_buttons(content: Template) -> list[dict[str, str]]:
    """All of them; those that lead out of WhatsApp can't be tapped here."""
    taps = {index: key for index, kind, key in content.buttons if kind == "quick_reply"}
    return [
        {"id": taps.get(index, ""), "title": title} for index, title in enumerate(content.titles)
    ]
