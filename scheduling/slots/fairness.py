"""Who gets a visit for which anybody will do, and why.

The rule: of those who are free, whoever has the least taken time that day; among equals,
the team's order. Taken is what nobody else can be put into: visits with their buffers,
holds and blocked time, each second once.
"""

from collections.abc import Hashable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from scheduling.slots.intervals import Interval, clip, merge

K = TypeVar("K", bound=Hashable)


class Why(StrEnum):
    """What decided for somebody."""

    ONLY_ONE = "ONLY_ONE"
    LEAST_TAKEN = "LEAST_TAKEN"
    TEAM_ORDER = "TEAM_ORDER"


def taken_seconds(busy: Sequence[Interval], *, start: int, end: int) -> int:
    """How much of [start, end) is taken; spans may overlap."""
    return sum(high - low for low, high in clip(merge(busy), start, end))


def fairest_first(people: Sequence[K], taken: Mapping[K, int]) -> list[K]:
    """`people` (in the team's order), least taken first; who isn't in `taken` has nothing."""
    return sorted(people, key=lambda person: taken.get(person, 0))


def why_chosen(chosen: K, free: Sequence[K], taken: Mapping[K, int]) -> Why:
    """What decided for `chosen` among those who were free."""
    others = [taken.get(person, 0) for person in free if person != chosen]
    if not others:
        return Why.ONLY_ONE
    return Why.LEAST_TAKEN if taken.get(chosen, 0) < min(others) else Why.TEAM_ORDER
