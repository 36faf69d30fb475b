"""Choosing field by field what stays when two customers become one."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Customer, CustomerAttribute
from accounts.phone_numbers import show_phone_number

KEEP, OTHER, BOTH = "keep", "other", "both"


@dataclass(frozen=True, slots=True)
class Choice:
    """A field on which the two differ; `options` are (value of the input, text)."""

    name: str
    label: str
    options: list[tuple[str, str]]


class MergeChoices:
    """What of `survivor` and `absorbed` is to be asked, and what the answers (POST) mean.

    A field that only one of them has needs no question; an answer that makes no sense
    counts as the survivor's.
    """

    def __init__(
        self, survivor: Customer, absorbed: Customer, attributes: Iterable[CustomerAttribute]
    ) -> None:
        self.survivor, self.absorbed = survivor, absorbed
        self.attributes = list(attributes)

    @property
    def questions(self) -> list[Choice]:
        labels = {"name": _("Nome"), "phone": _("Telefone"), "locale": _("Idioma")}
        asked = [self._question(name, label) for name, label in labels.items()]
        asked.append(self._question("notes", _("Anotação fixa")))
        for one in self.attributes:
            first = self.survivor.attributes.get(one.key)
            second = self.absorbed.attributes.get(one.key)
            if None not in (first, second) and first != second:
                options = [(KEEP, _shown(first)), (OTHER, _shown(second))]
                asked.append(Choice(f"attribute_{one.key}", one.label, options))
        return [question for question in asked if question is not None]

    def chosen(self, answers: Any) -> dict[str, Any]:
        """As accounts.services.merging.merge_customers takes it."""
        kept: dict[str, Any] = {
            name: self._value(name, answers.get(name, KEEP))
            for name in ("name", "phone", "locale", "notes")
        }
        kept["attributes"] = {
            one.key: self.absorbed.attributes[one.key]
            for one in self.attributes
            if answers.get(f"attribute_{one.key}") == OTHER and one.key in self.absorbed.attributes
        }
        return kept

    def _value(self, name: str, answer: str) -> Any:
        first, second = getattr(self.survivor, name), getattr(self.absorbed, name)
        if name == "notes" and first and second and answer == BOTH:
            return f"{first}\n{second}"
        return (second or first) if answer == OTHER else (first or second)

    def _question(self, name: str, label: str) -> Choice | None:
        first, second = getattr(self.survivor, name), getattr(self.absorbed, name)
        if not first or not second or first.split() == second.split():
            return None
        if name == "phone":
            first, second = show_phone_number(first), show_phone_number(second)
        if name == "locale":
            first, second = (one.get_locale_display() for one in (self.survivor, self.absorbed))
        options = [(KEEP, first), (OTHER, second)]
        if name == "notes":
            options.insert(0, (BOTH, _("As duas, uma depois da outra")))
        return Choice(name, label, options)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("Sim") if value else _("Não")
    return str(value)
