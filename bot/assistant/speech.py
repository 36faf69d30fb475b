"""What is said to a language model and what it says, in no provider's words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """Something the model may ask for; `parameters` is a JSON schema of an object."""

    name: str
    description: str
    parameters: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToolCall:
    id: str
    name: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FromCustomer:
    text: str


@dataclass(frozen=True, slots=True)
class FromHouse:
    """What the customer was answered before, by whomever."""

    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model said: a text, or what it wants to know first. Tokens are zero where
    the provider doesn't count them."""

    text: str = ""
    calls: tuple[ToolCall, ...] = ()
    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class ToolResults:
    """The results of all calls of the reply before, in their order."""

    calls: tuple[ToolCall, ...]
    results: tuple[str, ...]


Entry = FromCustomer | FromHouse | Reply | ToolResults


@dataclass(frozen=True, slots=True)
class Question:
    """All that a model is given for one reply of at most `max_tokens` tokens."""

    instructions: str
    entries: tuple[Entry, ...]
    tools: tuple[ToolSpec, ...] = ()
    max_tokens: int = 600


@dataclass(frozen=True, slots=True)
class Asked:
    """One step for the trace: `kind` is "asked", "tool", "said" or "refused"."""

    kind: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, **self.details}
