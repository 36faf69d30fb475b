"""The steps that an export is turned into, before it is known where everything leads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.typebot.remarks import Remark
from bot.typebot.texts import Names, filled

TEXT, LINE = 4096, 1024
END, PERSON = ("end", ""), ("person", "")
Ref = tuple[str, str]  # ("block" | "group" | "edge" | "end" | "person", its id)


@dataclass(slots=True)
class Step:
    """A node to be, with where its ways lead to."""

    kind: str
    data: dict[str, Any]
    ways: dict[str, Ref]
    title: str = ""


@dataclass(slots=True)
class Book:
    """What has been read so far: steps in order, which step a block is, what stands aside.

    `alias` leads from a block that is no step to where it leads.
    """

    names: Names
    locale: str = "pt-BR"
    steps: list[Step] = field(default_factory=list)
    step_of: dict[str, int] = field(default_factory=dict)
    alias: dict[Ref, Ref] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    understood: int = 0


@dataclass(slots=True)
class Block:
    """One block of a group while it is read; `after` is where it goes on."""

    book: Book
    raw: Mapping[str, Any]
    group: str
    after: Ref

    @property
    def type(self) -> str:
        return str(self.raw.get("type", ""))

    @property
    def options(self) -> Mapping[str, Any]:
        return inside(self.raw, "options")

    @property
    def items(self) -> list[Mapping[str, Any]]:
        items = self.raw.get("items")
        return [one for one in items if isinstance(one, Mapping)] if isinstance(items, list) else []

    def text(self, given: object, limit: int = LINE) -> str:
        """With our placeholders, cut where WhatsApp would."""
        words = filled(str(given), self.book.names, self.lost_formula) if given else ""
        if len(words) > limit:
            self.turned("cut", limit=limit)
            words = words[: limit - 1].rstrip() + "…"
        return words

    def variable(self, given: object) -> str:
        """Our name of the variable with this id; empty when there is none."""
        return self.book.names.get(given, "") if isinstance(given, str) else ""

    def way(self, raw: Mapping[str, Any]) -> Ref:
        """Where an item leads to: its own edge, or where its block goes on."""
        edge = raw.get("outgoingEdgeId")
        return ("edge", edge) if isinstance(edge, str) and edge else self.after

    def add(self, kind: str, data: dict[str, Any], **ways: Ref) -> Step:
        self.book.steps.append(Step(kind, data, ways))
        self.book.step_of.setdefault(str(self.raw.get("id", "")), len(self.book.steps) - 1)
        self.book.understood += 1
        return self.book.steps[-1]

    def turned(self, code: str, **values: object) -> None:
        self.book.remarks.append(Remark(code, self.group, self.type, False, values))

    def lost(self, code: str, **values: object) -> None:
        self.book.remarks.append(Remark(code, self.group, self.type, True, values))

    def lost_formula(self, name: str) -> None:
        self.lost("formula", name=name)


Reader = Callable[[Block], None]


def inside(raw: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The record under this key; an empty one when there is none."""
    found = raw.get(key)
    return found if isinstance(found, Mapping) else {}


def records(raw: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    found = raw.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
