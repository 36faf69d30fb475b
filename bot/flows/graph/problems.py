"""What is wrong with a graph, as codes: `bot.flow_words` says them in the owner's language."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """An ERROR stops publishing; a WARNING is shown and may be lived with; a NOTE says how
    something will be, and there is nothing to mend."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    NOTE = "NOTE"


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is a path inside the node's data ("buttons.1.title"), a port, or empty;
    `values` are what the sentence needs (`limit`, `actual`, `name`)."""

    code: str
    node_id: str = ""
    field: str = ""
    severity: Severity = Severity.ERROR
    values: Mapping[str, object] = dataclasses.field(default_factory=lambda: MappingProxyType({}))
