"""What a ready answer may leave open: "{{customer.first_name}}" and the like. Pure."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACEHOLDERS: dict[str, str | Promise] = {
    "customer.first_name": _("primeiro nome do cliente"),
    "organization.name": _("nome da empresa"),
    "agent.first_name": _("seu primeiro nome"),
    "next_visit.date": _("dia do próximo horário"),
    "next_visit.time": _("hora do próximo horário"),
    "next_visit.service": _("serviço do próximo horário"),
}
_BRACES = re.compile(r"\{\{([^{}]*)\}\}")


def unknown_placeholders(text: str) -> list[str]:
    """The names in braces that mean nothing, and braces that do not close."""
    unknown = [name for said in _BRACES.findall(text) if (name := said.strip()) not in PLACEHOLDERS]
    rest = _BRACES.sub("", text)
    return unknown + [braces for braces in ("{{", "}}") if braces in rest]


def fill_placeholders(text: str, values: Mapping[str, str]) -> tuple[str, list[str]]:
    """The text with its values, and the labels of what has none.

    A missing one stands as "[dia do próximo horário]", for a person to write over.
    """
    missing: dict[str, None] = {}

    def value(found: re.Match[str]) -> str:
        name = found.group(1).strip()
        if values.get(name):
            return values[name]
        label = str(PLACEHOLDERS.get(name, name))
        missing[label] = None
        return f"[{label}]"

    return _BRACES.sub(value, text), list(missing)
