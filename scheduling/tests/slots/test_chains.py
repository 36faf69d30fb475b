from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from scheduling.slots.chains import Link, fit_chain

DAY = [(0, 100)]


def link(duration: int = 10, before: int = 0, after: int = 0, **free: list) -> Link[str]:
    return Link(duration, before, after, free)


def test_second_service_begins_when_the_first_ends() -> None:
    chain = fit_chain([link(ana=DAY), link(20, bia=DAY)], 5)
    assert chain == (("ana", 5), ("bia", 15))


def test_same_person_keeps_the_buffers_between_two_services() -> None:
    chain = fit_chain([link(after=3, ana=DAY), link(before=2, ana=DAY)], 5)
    assert chain == (("ana", 5), ("ana", 20))


def test_preferred_person_who_breaks_the_chain_is_passed_over() -> None:
    wash = link(ana=[(0, 15)], bia=DAY)
    cut = link(after=10, ana=[(15, 40)])
    assert fit_chain([wash, cut], 0) is None  # Ana isn't free at 10
    assert fit_chain([wash, cut], 5) == (("ana", 5), ("ana", 15))


def test_chain_that_sticks_out_does_not_fit() -> None:
    assert fit_chain([link(ana=DAY), link(bia=DAY)], 81) is None
    assert fit_chain([link(before=1, ana=DAY)], 0) is None


SPANS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 12)).map(lambda s: (s[0], s[0] + s[1])), max_size=2
)
LINKS = st.builds(
    lambda duration, before, after, ana, bia: Link(
        duration, before, after, {"ana": sorted(ana), "bia": sorted(bia)}
    ),
    st.integers(1, 4),
    st.integers(0, 2),
    st.integers(0, 2),
    SPANS,
    SPANS,
)


@given(st.lists(LINKS, min_size=1, max_size=3), st.integers(0, 10))
def test_finds_the_first_of_all_combinations_that_fits(links: list, start: int) -> None:
    def places(people: tuple[str, ...]) -> list[tuple[str, int]] | None:
        at, found = start, []
        for number, (one, person) in enumerate(zip(links, people, strict=True)):
            if number and people[number - 1] == person:
                at += links[number - 1].buffer_after + one.buffer_before
            low, high = at - one.buffer_before, at + one.duration + one.buffer_after
            if not any(a <= low and high <= b for a, b in one.free[person]):
                return None
            found.append((person, at))
            at += one.duration
        return found

    every = (places(people) for people in product(("ana", "bia"), repeat=len(links)))
    wanted = next((found for found in every if found), None)
    found = fit_chain(links, start)
    assert (None if found is None else list(found)) == wanted
