"""What the customer sees of a step, as far as it can be known before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from bot.flows.graph.bindings import PLACEHOLDER
from bot.flows.graph.kinds import Data
from bot.flows.graph.sending import OFFER_LATER, contents_of
from bot.gateways.content import Content
from bot.gateways.degrade import degrade
from bot.providers import ProviderFacts


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message: `choices` are what can be tapped under it."""

    text: str
    header: str = ""
    footer: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """`through` names the providers by which it looks so; empty where all are alike."""

    bubbles: list[Bubble]
    through: str = ""


_LINES = {"location": ("name", "address"), "contact": ("name", "company", "phone")}


def previews_of(kind: str, data: Data, providers: Sequence[ProviderFacts]) -> list[Preview]:
    """As the numbers of these providers show it, each look once; nothing for a step that says
    nothing."""
    drawn = preview_of(kind, data)
    if not drawn or kind in OFFER_LATER or kind == "front_desk" or not providers:
        return [Preview(drawn)] if drawn else []
    contents = list(contents_of(kind, data, filled))
    looks: list[tuple[list[Bubble], list[str]]] = []
    for one in providers:
        bubbles = _written(contents, one) or drawn
        names = next((names for look, names in looks if look == bubbles), None)
        if names is None:
            looks.append((bubbles, [one.name]))
        else:
            names.append(one.name)
    if len(looks) == 1:
        return [Preview(looks[0][0])]
    return [Preview(bubbles, get_text_list(names, _("e"))) for bubbles, names in looks]


def _written(contents: Iterable[Content], provider: ProviderFacts) -> list[Bubble]:
    """The words that the provider's gateway will send instead; nothing where it sends them as
    they are."""
    sent = [(content, degrade(content, provider.capabilities)) for content in contents]
    if all(after is before for before, after in sent):
        return []
    return [Bubble(after.text()) for _before, after in sent]


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
