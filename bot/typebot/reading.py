"""A whole export of Typebot: groups of blocks, edges between them, one way after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.flows.graph.model import FORMAT, VERSION
from bot.typebot.asking import ask, is_input
from bot.typebot.doing import do
from bot.typebot.layout import laid_out
from bot.typebot.remarks import Remark
from bot.typebot.steps import END, PERSON, TEXT, Block, Book, Ref, inside, records
from bot.typebot.texts import bubble_text, variable_names

MOST_BUBBLES = 5
MEDIA = ("image", "video", "audio", "embed")
Record = Mapping[str, Any]
Bubble = tuple[Block, str]  # with its words


@dataclass(frozen=True, slots=True)
class Understood:
    """`graph` is the JSON of a flow of ours; `blocks` how many were in the export, of which
    `understood` became steps or ways; `remarks` say what changed and what is missing."""

    name: str
    graph: dict[str, Any]
    blocks: int
    understood: int
    remarks: list[Remark]


def is_typebot(data: object) -> bool:
    return (
        isinstance(data, Mapping)
        and isinstance(data.get("groups"), list)
        and isinstance(data.get("edges"), list)
    )


def read_typebot(data: Record, locale: str = "pt-BR") -> Understood:
    """Never raises for anything `is_typebot` takes; what is not understood is a remark."""
    reading = _Reading(data, locale)
    for group in reading.groups:
        reading.read_group(group)
    return reading.finished()


class _Reading:
    """One export while it is read."""

    def __init__(self, data: Record, locale: str) -> None:
        self.data = data
        self.groups = records(data, "groups")
        self.edges = {str(one.get("id")): one for one in records(data, "edges")}
        self.book = Book(variable_names(data.get("variables")), locale)
        self.aimed = {str(inside(one, "to").get("blockId")) for one in self.edges.values()}
        self.count = 0

    def read_group(self, group: Record) -> None:
        blocks = [one for one in records(group, "blocks") if one.get("type") != "start"]
        first = ("block", str(blocks[0].get("id"))) if blocks else END
        self.book.alias["group", str(group.get("id"))] = first
        title, before = str(group.get("title", ""))[:80], len(self.book.steps)
        said: list[Bubble] = []  # bubbles that have not become a message yet
        for at, raw in enumerate(blocks):
            self.count += 1
            block = Block(self.book, raw, title, self._after(blocks, at))
            if said and raw.get("id") in self.aimed:
                said = self._speak(said)
            said = self._read(block, said)
        self._speak(said)
        if len(self.book.steps) > before:
            self.book.steps[before].title = title

    def _after(self, blocks: list[Record], at: int) -> Ref:
        edge = blocks[at].get("outgoingEdgeId")
        if isinstance(edge, str) and edge:
            return "edge", edge
        return ("block", str(blocks[at + 1].get("id"))) if at + 1 < len(blocks) else END

    def _read(self, block: Block, said: list[Bubble]) -> list[Bubble]:
        """The bubbles that wait now."""
        if block.type == "text" or block.type in MEDIA:
            return self._bubble(block, said)
        if is_input(block.type):
            self._speak(said[:-1])
            ask(block, said[-1][1] if said else "")
            for asked, _words in said[-1:]:
                self._same(asked, block)
            return []
        self._speak(said)
        steps = len(self.book.steps)
        if not do(block):
            block.lost("unknown")
        if len(self.book.steps) == steps:
            own = "block", str(block.raw.get("id"))
            self.book.alias.setdefault(own, block.after)
        return []

    def _bubble(self, block: Block, said: list[Bubble]) -> list[Bubble]:
        words = _words(block)
        if block.type in MEDIA:
            (block.turned if words else block.lost)("media")
        if not words:
            self.book.alias["block", str(block.raw.get("id"))] = block.after
            return said
        together = [*said, (block, words)]
        return self._speak(together) if block.after[0] == "edge" else together

    def _speak(self, said: list[Bubble]) -> list[Bubble]:
        """One message for up to five bubbles; nothing waits then."""
        for at in range(0, len(said), MOST_BUBBLES):
            part = said[at : at + MOST_BUBBLES]
            first, texts = part[0][0], [{"text": words} for _block, words in part]
            first.add("message", {"blocks": texts}, done=part[-1][0].after)
            for other, _words in part[1:]:
                self._same(other, first)
        return []

    def _same(self, one: Block, other: Block) -> None:
        """Both blocks are the same step now."""
        at = self.book.step_of[str(other.raw.get("id"))]
        self.book.step_of[str(one.raw.get("id"))] = at
        self.book.understood += 1

    def finished(self) -> Understood:
        nodes = {f"n{at}": step for at, step in enumerate(self.book.steps, 1)}
        made: list[dict[str, Any]] = [
            {
                "id": key,
                "kind": step.kind,
                "title": step.title,
                "data": step.data,
                "next": {port: self._target(ref) for port, ref in step.ways.items()},
            }
            for key, step in nodes.items()
        ]
        start = self._target(self._start())
        made += [one for one in _ENDS if any(one["id"] in _goals(node) for node in made)]
        if start in ("fim", "pessoa") and not any(one["id"] == start for one in made):
            start = ""
        graph = {
            "format": FORMAT,
            "version": VERSION,
            "locale": self.book.locale,
            "start": start,
            "variables": list(self._variables()),
            "triggers": [],
            "nodes": laid_out(made, start),
        }
        name = str(self.data.get("name") or "Typebot")[:80]
        return Understood(name, graph, self.count, self.book.understood, self.book.remarks)

    def _start(self) -> Ref:
        """Version 6 begins with an event, version 5 with a block."""
        begun = [
            *records(self.data, "events"),
            *(one for group in self.groups for one in records(group, "blocks")),
        ]
        for one in begun:
            if one.get("type") == "start" and isinstance(one.get("outgoingEdgeId"), str):
                return "edge", one["outgoingEdgeId"]
        first = next((group for group in self.groups if records(group, "blocks")), {})
        return "group", str(first.get("id", ""))

    def _target(self, ref: Ref) -> str:
        """The id of the node that a way leads to."""
        seen: set[Ref] = set()
        while ref not in seen:
            seen.add(ref)
            kind, key = ref
            if kind == "block" and key in self.book.step_of:
                return f"n{self.book.step_of[key] + 1}"
            if kind == "edge":
                goal = inside(self.edges.get(key, {}), "to")
                block = goal.get("blockId")
                ref = ("block", str(block)) if block else ("group", str(goal.get("groupId", "")))
            elif ref in self.book.alias:
                ref = self.book.alias[ref]
        return "pessoa" if ref == PERSON else "fim"

    def _variables(self) -> Iterator[dict[str, Any]]:
        for one in records(self.data, "variables"):
            name, value = self.book.names.get(str(one.get("id"))), one.get("value")
            if name:
                initial = value[:1000] if isinstance(value, str) and value else None
                yield {"name": name, "type": "text", "initial": initial}


def _words(block: Block) -> str:
    content = block.raw.get("content")
    if block.type in MEDIA:
        return block.text(inside(block.raw, "content").get("url"))
    return block.text(bubble_text(content), TEXT)


def _goals(node: Record) -> set[str]:
    return set(node["next"].values())


_ENDS: tuple[dict[str, Any], ...] = (
    {"id": "fim", "kind": "end", "title": "", "data": {"text": ""}, "next": {}},
    {"id": "pessoa", "kind": "hand_over", "title": "", "data": {"text": ""}, "next": {}},
)
