"""Where a run stands: small, immutable, kept as JSON between events."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

PATH_KEPT = 50
Value = str | int | bool


class Status(StrEnum):
    """ENDED and HANDED_OVER are final."""

    NEW = "NEW"
    WAITING_ANSWER = "WAITING_ANSWER"
    WAITING_EFFECT = "WAITING_EFFECT"
    WAITING_TIME = "WAITING_TIME"
    ENDED = "ENDED"
    HANDED_OVER = "HANDED_OVER"


FINAL = frozenset({Status.ENDED, Status.HANDED_OVER})


@dataclass(frozen=True, slots=True)
class RunState:
    """`node` is where the run stands, `phase` which of its questions is open, `offered` what
    was shown there last as (id, title). `values` are the flow's variables, `booking` what was
    chosen for a visit. `pending` is the effect that is waited for; `made` counts effects, so
    that their ids never repeat. `seed` decides the random splits of this run once and for
    all. `heard` counts how often the customer or the clock has moved the run on. `path` are
    the last nodes that were entered, oldest first."""

    node: str = ""
    status: Status = Status.NEW
    phase: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    booking: Mapping[str, str] = field(default_factory=dict)
    offered: tuple[tuple[str, str], ...] = ()
    retries: int = 0
    pending: str = ""
    made: int = 0
    seed: int = 0
    said: str = ""
    wake_at: datetime | None = None
    heard: int = 0
    path: tuple[str, ...] = ()

    @property
    def is_over(self) -> bool:
        return self.status in FINAL

    def entering(self, node_id: str) -> "RunState":
        """Nothing of the node before is kept but what it set."""
        return replace(
            self,
            node=node_id,
            phase="",
            offered=(),
            retries=0,
            pending="",
            wake_at=None,
            path=(*self.path, node_id)[-PATH_KEPT:],
        )

    def moved_on(self) -> "RunState":
        return replace(self, heard=self.heard + 1)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; `from_dict` gives the same state back."""
        return {
            "node": self.node,
            "status": self.status.value,
            "phase": self.phase,
            "values": dict(self.values),
            "booking": dict(self.booking),
            "offered": [list(pair) for pair in self.offered],
            "retries": self.retries,
            "pending": self.pending,
            "made": self.made,
            "seed": self.seed,
            "said": self.said,
            "wake_at": self.wake_at.isoformat() if self.wake_at else None,
            "heard": self.heard,
            "path": list(self.path),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "RunState":
        """Reads what `to_dict` wrote; KeyError, TypeError or ValueError for anything else."""
        wake_at = data["wake_at"]
        return cls(
            node=data["node"],
            status=Status(data["status"]),
            phase=data["phase"],
            values=dict(data["values"]),
            booking=dict(data["booking"]),
            offered=tuple((str(one), str(title)) for one, title in data["offered"]),
            retries=int(data["retries"]),
            pending=data["pending"],
            made=int(data["made"]),
            seed=int(data["seed"]),
            said=data["said"],
            wake_at=datetime.fromisoformat(wake_at) if wake_at else None,
            heard=int(data.get("heard", 0)),
            path=tuple(data["path"]),
        )
