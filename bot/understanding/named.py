"""Which services, people and pets of this business a message names, and which it may name."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from bot.understanding.contrast import Said
from bot.understanding.names import Fit, fits_in, match_name, telling_words
from bot.understanding.services_said import in_own_words, own_name


@dataclass(frozen=True, slots=True)
class Known:
    """Something of the business that customers call by name. `for_kind` (PET, CHILD, OTHER;
    empty: the customer) says for whom a service is."""

    key: str
    name: str
    for_kind: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """`keys` are clear; of each group in `doubts` one is meant, and nobody can tell which.
    `words` are those of the message that say it."""

    keys: tuple[str, ...] = ()
    doubts: tuple[tuple[str, ...], ...] = ()
    words: frozenset[str] = field(default_factory=frozenset)


NOTHING = Named()
_TWO_LETTERS = re.compile(
    r"\b(?:com|con|with|c|prefiro|para)(?: (?:a|o|la|el|minha|meu))? (?P<name>[a-z]{2,3})\b"
)
_EITHER = re.compile(
    r"\b(?:(?:se|si|if) (?:(?:a|o|la|el) )?[^\W\d]+ (?:nao|no|isnt|is not|cant|not|nao)"
    r" ?(?:puder|tiver|estiver|der|puede|esta|able|free|there|available|in)?|ou|or|se nao|senao"
    r"|if not|si no|o con|o)\b"
)


def latest(said: Said, read: Callable[[str], Named]) -> Named:
    """What is named after "na verdade" and the like, else in the whole message."""
    found = read(said.tail) if said.tail else NOTHING
    return read(said.plain) if found == NOTHING else found


def services_in(plain: str, services: Sequence[Known], without: Collection[str] = ()) -> Named:
    """What a normalized text wants done; words in `without` are names of somebody."""
    words = telling_words(in_own_words(plain))
    shortest = 2 if len(plain.split()) == 1 else 3
    written = [word for word in words if word not in without and len(word) >= shortest]
    found = fits_in(written, [(one.key, own_name(one.name)) for one in services])
    order = {one.key: number for number, one in enumerate(services)}
    return _sorted_out(found, written, order)


def for_children(named: Named, services: Sequence[Known]) -> Named:
    """With a child in the message, "corte" may as well be the children's one."""
    known = {one.key: one for one in services}
    chosen = [known[key] for key in named.keys if known[key].for_kind != "CHILD"]
    wider = [
        one.key
        for one in services
        if one.for_kind == "CHILD"
        and one.key not in named.keys
        and any(
            set(own_name(own.name).split()) <= set(own_name(one.name).split()) for own in chosen
        )
    ]
    return replace(named, doubts=(*named.doubts, tuple(wider))) if wider else named


def staff_in(plain: str, staff: Sequence[Known], without: Collection[str] = ()) -> Named:
    """Whom the text wants to come to. Two people with "ou" between them are a doubt."""
    written = [word for word in telling_words(plain) if word not in without]
    found = fits_in(written, [(one.key, one.name) for one in staff])
    order = {one.key: number for number, one in enumerate(staff)}
    named = _sorted_out(found, written, order)
    if not named.keys and not named.doubts:
        return _short_named(plain, staff)
    if len(named.keys) > 1 and _EITHER.search(plain):
        return Named((), (named.keys,), named.words)
    return named


def _short_named(plain: str, staff: Sequence[Known]) -> Named:
    """ "Com a Fê": two letters count after "com" only."""
    for found in _TWO_LETTERS.finditer(plain):
        keys = [one.key for one in match_name(found["name"], [(k.key, k.name) for k in staff])]
        if keys:
            words = frozenset({found["name"]})
            return (
                Named((keys[0],), (), words) if len(keys) == 1 else Named((), (tuple(keys),), words)
            )
    return NOTHING


def _sorted_out(
    found: Sequence[tuple[str, Fit]], written: Sequence[str], order: dict[str, int]
) -> Named:
    """Names that rest on the same words exclude each other; the others were all wanted."""
    groups: list[tuple[set[int], list[str]]] = []
    for key, fit in found:
        explained = set(fit.explained)
        touching = [group for group in groups if not group[0].isdisjoint(explained)]
        keys = [one for group in touching for one in group[1]] + [key]
        groups = [group for group in groups if group not in touching]
        groups.append((explained.union(*(group[0] for group in touching)), keys))
    groups.sort(key=lambda group: min(group[0]))
    return Named(
        tuple(keys[0] for _, keys in groups if len(keys) == 1),
        tuple(tuple(sorted(keys, key=order.__getitem__)) for _, keys in groups if len(keys) > 1),
        frozenset(written[index] for explained, _ in groups for index in explained),
    )
