"""Where a rehearsal of a draft stands, as a signed text that the page carries with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing

from bot.flows.engine import RunState
from bot.services.rehearsal_desk import Book

MOST_TAPS = 60
MOST_WAYS = 400


@dataclass(slots=True)
class Rehearsal:
    """`state` is of the flow under way: `flow` is its slug, empty for the draft that is
    shown. `callers` are those that wait for it, the first caller first. `draft` is the number
    of the draft that was walked last, `ahead_s` how many seconds its clock is ahead of ours,
    `wrote_at` when the customer last wrote. `taps` are titles by the id of what could be
    tapped, `ways` the (node, port) of the draft that were gone. `attributes` and `tags` are
    what the flow noted, `house` is a bot.flows.state.State, `unsent` a message that the owner
    has to say of whether it arrives."""

    state: RunState
    draft: int
    flow: str = ""
    callers: list[tuple[str, RunState]] = field(default_factory=list)
    ahead_s: int = 0
    wrote_at: datetime | None = None
    house: dict[str, Any] = field(default_factory=dict)
    unsent: dict[str, Any] = field(default_factory=dict)
    taps: dict[str, str] = field(default_factory=dict)
    ways: list[tuple[str, str]] = field(default_factory=list)
    nodes: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    book: Book = field(default_factory=Book)

    def visited(self, node_id: str) -> None:
        if node_id and node_id not in self.nodes and len(self.nodes) < MOST_WAYS:
            self.nodes.append(node_id)

    def gone(self, node_id: str, port: str) -> None:
        if (node_id, port) not in self.ways and len(self.ways) < MOST_WAYS:
            self.ways.append((node_id, port))

    def could_tap(self, reply_id: str, title: str) -> None:
        self.taps.pop(reply_id, None)
        self.taps[reply_id] = title
        while len(self.taps) > MOST_TAPS:
            del self.taps[next(iter(self.taps))]


def signed(rehearsal: Rehearsal, salt: str) -> str:
    """Only `opened` with the same salt reads it."""
    data = {
        "state": rehearsal.state.to_dict(),
        "draft": rehearsal.draft,
        "flow": rehearsal.flow,
        "callers": [[slug, state.to_dict()] for slug, state in rehearsal.callers],
        "ahead_s": rehearsal.ahead_s,
        "wrote_at": rehearsal.wrote_at.isoformat() if rehearsal.wrote_at else "",
        "house": rehearsal.house,
        "unsent": rehearsal.unsent,
        "taps": rehearsal.taps,
        "ways": rehearsal.ways,
        "nodes": rehearsal.nodes,
        "attributes": rehearsal.attributes,
        "tags": rehearsal.tags,
        "book": rehearsal.book.to_dict(),
    }
    return signing.dumps(data, salt=salt, compress=True)


def opened(text: str, salt: str) -> Rehearsal | None:
    """None for what we have not signed, or can't read any more."""
    try:
        data: Mapping[str, Any] = signing.loads(text, salt=salt)
        return Rehearsal(
            state=RunState.from_dict(data["state"]),
            draft=int(data["draft"]),
            flow=str(data["flow"]),
            callers=[(str(slug), RunState.from_dict(state)) for slug, state in data["callers"]],
            ahead_s=int(data["ahead_s"]),
            wrote_at=datetime.fromisoformat(wrote) if (wrote := data["wrote_at"]) else None,
            house=dict(data["house"]),
            unsent=dict(data["unsent"]),
            taps=dict(data["taps"]),
            ways=[(str(node), str(port)) for node, port in data["ways"]],
            nodes=[str(node) for node in data["nodes"]],
            attributes=dict(data["attributes"]),
            tags=[str(tag) for tag in data["tags"]],
            book=Book.from_dict(data["book"]),
        )
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None
