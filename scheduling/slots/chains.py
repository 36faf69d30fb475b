"""Several services one after the other, each by somebody who is free just then."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from scheduling.slots.intervals import Interval
from scheduling.slots.places import Places, has_places

K = TypeVar("K", bound=Hashable)
Chain = tuple[tuple[K, int], ...]


@dataclass(frozen=True, slots=True)
class Link(Generic[K]):
    """One service of the chain; seconds. `free` holds the candidates, the preferred first,
    each with sorted free time; `places` what it needs besides."""

    duration: int
    buffer_before: int
    buffer_after: int
    free: Mapping[K, Sequence[Interval]]
    places: Places = ()

    def has_places(self, at: int) -> bool:
        return has_places(
            self.places, at - self.buffer_before, at + self.duration + self.buffer_after
        )


def pause_between(before: Link[K], after: Link[K]) -> int:
    """Seconds between two services of one person: the buffers that this person needs. With
    different people there is none."""
    return before.buffer_after + after.buffer_before


def fit_chain(links: Sequence[Link[K]], start: int) -> Chain[K] | None:
    """(person, start) for each link when the first begins at `start`; None if it can't be.

    The first link's preferred person wins, then the second's, and so on.
    """

    @cache
    def rest(index: int, ended: int, previous: K | None) -> Chain[K] | None:
        if index == len(links):
            return ()
        link = links[index]
        for person, free in link.free.items():
            at = ended
            if index and person == previous:
                at += pause_between(links[index - 1], link)
            if not _is_free(free, at - link.buffer_before, at + link.duration + link.buffer_after):
                continue
            if not link.has_places(at):
                continue
            following = rest(index + 1, at + link.duration, person)
            if following is not None:
                return ((person, at), *following)
        return None

    return rest(0, start, None)


def _is_free(free: Sequence[Interval], low: int, high: int) -> bool:
    return any(start <= low and high <= end for start, end in free)


def free_people(link: Link[K], at: int) -> list[K]:
    """Who could do this one service at `at`, the preferred first."""
    low, high = at - link.buffer_before, at + link.duration + link.buffer_after
    return [person for person, free in link.free.items() if _is_free(free, low, high)]
