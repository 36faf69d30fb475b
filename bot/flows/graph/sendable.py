"""Places and cards of a flow: what WhatsApp takes of them."""

from collections.abc import Iterator

from bot.flows.graph.model import Node
from bot.flows.graph.problems import Problem
from bot.gateways.contact_cards import ContactCard, Contacts
from bot.gateways.limits import ContentInvalid

SENT_AS_IS = frozenset({"location", "contact"})
_MOST = {"latitude": 90, "longitude": 180}


def degrees(text: str) -> float | None:
    """ "-23,55" as -23.55; None for what is no number."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def unsendable_fields(node: Node) -> Iterator[Problem]:
    """Degrees that are none, and numbers that nobody can call; empty fields are told of
    elsewhere."""
    if node.kind == "location":
        for name, most in _MOST.items():
            found = degrees(node.data[name])
            if node.data[name] and (found is None or not -most <= found <= most):
                values = {"name": node.data[name], "limit": most}
                yield Problem("bad_degrees", node.id, name, values=values)
        return
    if node.data["phone"]:
        try:
            Contacts((ContactCard("x", (node.data["phone"],)),)).check()
        except ContentInvalid:
            yield Problem("bad_phone", node.id, "phone", values={"name": node.data["phone"]})
