"""What a kind of node is: its fields, its ways out, and whether it rests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.flows.graph.fields import Field


class Port(StrEnum):
    """Ways out that mean the same in every kind."""

    DONE = "done"
    ERROR = "error"
    IDLE = "idle"
    NO_MATCH = "no_match"
    OTHERWISE = "otherwise"
    FAILED = "failed"
    NONE = "none"
    BOOKED = "booked"
    CHANGED = "changed"
    DECLINED = "declined"
    HANDED_OVER = "handed_over"


class Group(StrEnum):
    """Where the palette of the editor shows a kind."""

    SAY = "SAY"
    ASK = "ASK"
    DECIDE = "DECIDE"
    BOOKING = "BOOKING"
    CONNECT = "CONNECT"
    END = "END"


Data = Mapping[str, Any]


def _no_ports(data: Data) -> tuple[str, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class NodeKind:
    """`ports` are fixed; `ports_of` gives those that the data names (one per button),
    `ports_if` those with a fixed name that not every data has.

    `waits`: it may rest. `is_clock`: for time alone, not for the customer. `asks_if` says of
    the data whether it waits for the customer; without it, it does whenever it `waits`.
    """

    name: str
    group: Group
    fields: tuple[Field, ...]
    ports: tuple[str, ...] = (Port.DONE,)
    ports_of: Callable[[Data], tuple[str, ...]] = _no_ports
    ports_if: Callable[[Data], tuple[str, ...]] = _no_ports
    waits: bool = False
    is_clock: bool = False
    asks_if: Callable[[Data], bool] | None = None
    ends: bool = False

    def all_ports(self, data: Data) -> tuple[str, ...]:
        """In the order in which they are drawn, each once."""
        return tuple(dict.fromkeys((*self.ports_of(data), *self.fixed_ports(data))))

    def fixed_ports(self, data: Data) -> tuple[str, ...]:
        """Those whose names mean the same in every kind."""
        return (*self.ports_if(data), *self.ports)

    def asks(self, data: Data) -> bool:
        """Whether it waits for a word of the customer."""
        if not self.waits or self.is_clock:
            return False
        return self.asks_if is None or self.asks_if(data)

    def rests(self, data: Data) -> bool:
        """Whether it waits, for a word or for time."""
        return self.is_clock or self.asks(data)
