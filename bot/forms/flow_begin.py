"""What begins a flow: its triggers as a form of lines, each by its kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.flow_field_words import CHOICE_WORDS
from bot.flow_kind_words import INTENT_WORDS, TRIGGER_WORDS
from bot.flows.graph.model import MOST_TRIGGERS
from bot.flows.graph.triggers import TRIGGERS
from bot.forms.flow_steps import StepField, StepForm, new_values, read_fields_of

MOST_WORDS = 30
WRITTEN_OUT = frozenset({"keyword", "intent"})


@dataclass(frozen=True, slots=True)
class TriggerLine:
    """`is_known`: may be changed here; others came with a file and are kept."""

    number: int
    kind: str
    data: Mapping[str, Any]
    choices: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)

    @property
    def fields(self) -> list[StepField]:
        """Of the kinds that have no words of their own in the template."""
        if self.kind not in TRIGGERS or self.kind in WRITTEN_OUT:
            return []
        form = StepForm(self.kind, self.data, {}, self.choices)
        return form.shown(TRIGGERS[self.kind], self.data, f"triggers.{self.number}.")

    @property
    def label(self) -> str:
        return str(TRIGGER_WORDS.get(self.kind, self.kind))

    @property
    def is_known(self) -> bool:
        return self.kind in TRIGGER_WORDS

    @property
    def words(self) -> str:
        found = self.data.get("words", [])
        return ", ".join(one.get("word", "") for one in found if isinstance(one, Mapping))


@dataclass(frozen=True, slots=True)
class BeginForm:
    """`triggers` as in the JSON of a flow; `choices` are (value, words) by the name of a field
    whose values are rows of the organization. Without templates none is ever answered."""

    triggers: Sequence[Mapping[str, Any]]
    choices: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    has_templates: bool = True

    @property
    def lines(self) -> list[TriggerLine]:
        return [
            TriggerLine(at, str(one.get("kind", "")), one, self.choices)
            for at, one in enumerate(self.triggers)
        ]

    @property
    def can_add(self) -> bool:
        return len(self.triggers) < MOST_TRIGGERS

    @property
    def kinds(self) -> list[tuple[str, str]]:
        """Those that may be added: a second "first message" would change nothing."""
        has = {str(one.get("kind")) for one in self.triggers}
        out = {"first_message", "no_match", "anything"} & has
        if not self.has_templates:
            out.add("template_reply")
        return [(kind, str(label)) for kind, label in TRIGGER_WORDS.items() if kind not in out]

    @property
    def matches(self) -> list[tuple[str, str]]:
        return [(key, str(CHOICE_WORDS["match"][key])) for key in ("exact", "word")]

    @property
    def intents(self) -> list[tuple[str, str]]:
        return [(key, str(label)) for key, label in INTENT_WORDS.items()]


def read_begin(
    posted: Mapping[str, str], was: Sequence[Mapping[str, Any]], act: str = ""
) -> list[dict[str, Any]]:
    """The triggers of a posted form over those that it was made from. `act` is
    "add:<kind>", "remove:<number>", or either with a path inside a trigger."""
    doing, _, which = act.partition(":")
    kept = [
        _read(posted, at, one, (doing, which))
        for at, one in enumerate(was)
        if not (doing == "remove" and which == str(at))
    ]
    if doing == "add" and which in TRIGGER_WORDS and len(kept) < MOST_TRIGGERS:
        taken = {one.get("id") for one in kept}
        free = next(f"t{n}" for n in range(1, 100) if f"t{n}" not in taken)
        kept.append({"id": free, "kind": which} | (_NEW.get(which) or new_values(TRIGGERS[which])))
    return kept


def _read(
    posted: Mapping[str, str], at: int, was: Mapping[str, Any], act: tuple[str, str]
) -> dict[str, Any]:
    one = dict(was)
    kind = str(one.get("kind", ""))
    if kind in TRIGGERS and kind not in WRITTEN_OUT:
        return one | read_fields_of(TRIGGERS[kind], posted, f"triggers.{at}.", act)
    if one.get("kind") == "keyword":
        words = [word.strip() for word in posted.get(f"triggers.{at}.words", "").split(",")]
        unique = list(dict.fromkeys(word for word in words if word))
        one["words"] = [{"word": word} for word in unique[:MOST_WORDS]]
        one["match"] = posted.get(f"triggers.{at}.match", "exact")
    if one.get("kind") == "intent":
        one["intent"] = posted.get(f"triggers.{at}.intent", "")
    return one


_NEW: dict[str, dict[str, Any]] = {
    "keyword": {"words": [], "match": "exact"},
    "intent": {"intent": "prices"},
}
