"""What the customer sees of a step, as far as it can be known before."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bot.flows.graph.bindings import PLACEHOLDER
from bot.flows.graph.kinds import Data


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message: `choices` are what can be tapped under it."""

    text: str
    header: str = ""
    footer: str = ""
    choices: tuple[str, ...] = ()


_LINES = {"location": ("name", "address"), "contact": ("name", "company", "phone")}


def preview_of(kind: str, data: Data) -> list[Bubble]:
    """Nothing for a step that says nothing."""
    if kind == "message":
        return [Bubble(filled(one["text"])) for one in data["blocks"] if one["text"].strip()]
    if kind in _LINES:
        lines = [filled(data[name]) for name in _LINES[kind] if data[name].strip()]
        return [Bubble("\n".join(lines))] if lines else []
    text = filled(str(data.get("text", "")))
    if not text.strip():
        return []
    header, footer = filled(data.get("header", "")), filled(data.get("footer", ""))
    return [Bubble(text, header, footer, tuple(filled(one) for one in _choices(kind, data)))]


def filled(text: str) -> str:
    """With an example where a value is known to be filled in, its name elsewhere."""
    examples = {
        "customer.name": "Marina Costa",
        "customer.first_name": "Marina",
        "business.name": _("sua empresa"),
        "said": _("o que o cliente disse"),
    }
    return PLACEHOLDER.sub(lambda found: examples.get(found[1], f"[{found[1]}]"), text)


def _choices(kind: str, data: Data) -> list[str]:
    if kind == "buttons":
        return [one["title"] for one in data["buttons"] if one["title"]]
    if kind == "list":
        return [data["button"]] if data["button"] else []
    if kind == "question" and data["answer"] == "choice":
        return [one["title"] for one in data["choices"] if one["title"]]
    return []
