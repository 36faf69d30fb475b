"""One phrase, read by `bot.understanding`, as the conversation needs it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum, auto
from typing import Protocol

from bot.flows import phrases
from bot.flows.desk import DependantOption, ServiceOption, StaffOption
from bot.flows.state import Offer
from bot.understanding import (
    MAX_ROWS,
    Impossible,
    Intent,
    Known,
    Named,
    Reader,
    Said,
    Visit,
    When,
    agrees,
    agrees_to_cancel,
    asks_about_rules,
    asks_aside,
    at_least,
    changes_a_visit,
    guess_language,
    is_any,
    known_in,
    latest,
    match_name,
    moved_to,
    normalize,
    puts_off,
    read_choice,
    read_date,
    read_intent,
    read_when,
    services_in,
    staff_in,
    still_said,
    unknown_in,
    visits_apart,
    wanted_in,
    wants_somebody_else,
    without_refused,
    words_of,
)


class Wanted(Enum):
    """What a phrase asks for, as far as the front desk acts on it."""

    NONE = auto()
    BOOK = auto()
    RESCHEDULE = auto()
    CANCEL = auto()
    APPOINTMENTS = auto()
    CONFIRM = auto()
    CANNOT_COME = auto()
    PRICE = auto()
    SERVICES = auto()
    HOURS = auto()
    ADDRESS = auto()
    HUMAN = auto()
    MENU = auto()
    BACK = auto()
    QUIT = auto()
    GREETING = auto()
    THANKS = auto()
    OPT_OUT = auto()
    OPT_IN = auto()
    RUNNING_LATE = auto()
    MY_DATA = auto()


class Problem(Enum):
    """Why a day or a time that was written can't be."""

    NONE = auto()
    PAST = auto()
    DATE = auto()
    TIME = auto()


_JOINED = re.compile(r"[,;.\n]|\b(?:e|y|and|ou|or|o)\b", re.IGNORECASE)
NOTHING_SAID = Said("")


class Called(Protocol):
    """Anything of the business that customers call by name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """`said` is the text in plain words, `stands` what it doesn't take back. `number` is the
    choice that was written ("2", "a segunda opção"; -1 is the last one). Times are minutes of
    the business's day, an exact one from and to the same minute; `first` is where a stretch of
    days begins ("semana que vem"). `wished` is `said` without "não quero hidratação"."""

    text: str
    said: str
    wanted: Wanted = Wanted.NONE
    number: int | None = None
    is_yes: bool = False
    is_no: bool = False
    is_any: bool = False
    on: date | None = None
    time_from: int | None = None
    time_to: int | None = None
    problem: Problem = Problem.NONE
    first: date | None = None
    stands: Said = NOTHING_SAID
    wished: str = ""
    language: str = "pt-BR"

    @property
    def refuses(self) -> bool:
        """Something is named that nobody wants: "sem hidratação"."""
        return self.wished != self.said

    @property
    def asks_rules(self) -> bool:
        """Asks how or until when one may cancel or move, and does neither."""
        return asks_about_rules(self.said)

    @property
    def asks_aside(self) -> bool:
        """Asks about something that the front desk knows nothing of."""
        return asks_aside(self.stands.plain)

    @property
    def may_be_several(self) -> bool:
        """Whether it may ask for several visits, each at its own time."""
        return self.has_when and _JOINED.search(self.text) is not None

    @property
    def refuses_people(self) -> bool:
        return bool(self.stands.refused_people) or wants_somebody_else(self.said)

    @property
    def changes_a_visit(self) -> bool:
        """Wants another service in a visit that is booked: people do that."""
        return changes_a_visit(self.stands)

    @property
    def words(self) -> int:
        return len(self.said.split())

    @property
    def agrees(self) -> bool:
        """A yes and nothing but a yes: no question, no "não confirmo", no "ok vou ver"."""
        return agrees(self.text)

    @property
    def agrees_to_cancel(self) -> bool:
        """The same to giving up a visit."""
        return agrees_to_cancel(self.text)

    @property
    def puts_off(self) -> bool:
        """Wants to think, or to ask somebody, first."""
        return puts_off(self.text)

    @property
    def is_bare_number(self) -> bool:
        return self.said.isdigit()

    @property
    def has_when(self) -> bool:
        return any(one is not None for one in (self.on, self.first, self.time_from, self.time_to))


_WANTED = {
    Intent.BOOK: Wanted.BOOK,
    Intent.RESCHEDULE: Wanted.RESCHEDULE,
    Intent.CANCEL: Wanted.CANCEL,
    Intent.MY_APPOINTMENTS: Wanted.APPOINTMENTS,
    Intent.CANNOT_COME: Wanted.CANNOT_COME,
    Intent.CONFIRM: Wanted.CONFIRM,
    Intent.PRICES: Wanted.PRICE,
    Intent.SERVICES: Wanted.SERVICES,
    Intent.ADDRESS: Wanted.ADDRESS,
    Intent.HOURS: Wanted.HOURS,
    Intent.HUMAN: Wanted.HUMAN,
    Intent.GREETING: Wanted.GREETING,
    Intent.THANKS: Wanted.THANKS,
    Intent.STOP: Wanted.OPT_OUT,
    Intent.OPT_IN: Wanted.OPT_IN,
    Intent.RUNNING_LATE: Wanted.RUNNING_LATE,
    Intent.MY_DATA: Wanted.MY_DATA,
}
# "Até amanhã" is a farewell.
_SAYS_NO_TIME = frozenset({Intent.GREETING, Intent.THANKS})
_COMMANDS = (
    (phrases.MENU, Wanted.MENU),
    (phrases.BACK, Wanted.BACK),
    (phrases.QUIT, Wanted.QUIT),
    (phrases.OPT_OUT, Wanted.OPT_OUT),
    (phrases.OPT_IN, Wanted.OPT_IN),
)


def read(text: str, wall: datetime, locale: str) -> Reading:
    """Everything the text clearly says; `wall` is now on the clock of the business."""
    said = normalize(text)
    intent = read_intent(said)
    command = next((wanted for words, wanted in _COMMANDS if said in words), None)
    language = guess_language(text, locale)
    stands = still_said(text, language)
    if intent == Intent.RESCHEDULE:
        stands = moved_to(stands)
    keeps_all = intent in (Intent.CANCEL, Intent.CANNOT_COME)
    stands = stands if keeps_all else without_refused(stands, language)
    number = read_choice(said, locale)
    when = When() if intent in _SAYS_NO_TIME else read_when(stands, wall.date(), language)
    is_row = number is not None and number <= MAX_ROWS
    is_day = when.date_from is not None and when.date_from == when.date_to and not is_row
    return Reading(
        text=text,
        said=said,
        wanted=command or (_WANTED.get(intent, Wanted.NONE) if intent else Wanted.NONE),
        number=number,
        is_yes=intent == Intent.YES,
        is_no=intent == Intent.NO,
        is_any=is_any(said),
        on=when.date_from if is_day else None,
        time_from=when.time_from,
        time_to=when.time_to,
        problem=Problem.NONE if is_row else _problem(when),
        first=None if is_day or is_row else when.date_from,
        stands=stands,
        wished=said if keeps_all else wanted_in(said, language),
        language=language,
    )


def said_at_least(reading: Reading) -> Reading:
    """The same, with the no or the thanks that stand among words of which nothing else was
    understood. A yes among such words is left out: it must not agree to anything."""
    is_empty = reading.wanted == Wanted.NONE and not reading.has_when and reading.number is None
    meant = at_least(reading.said) if is_empty else "none"
    if meant == "thanks":
        return replace(reading, wanted=Wanted.THANKS)
    return replace(reading, is_no=True) if meant == "no" else reading


def _problem(when: When) -> Problem:
    if Impossible.PAST in when.problems:
        return Problem.PAST
    if Impossible.NO_SUCH_DATE in when.problems:
        return Problem.DATE
    return Problem.TIME if when.problems else Problem.NONE


def services_meant(reading: Reading, services: Sequence[ServiceOption]) -> list[str]:
    """Ids of the services that the text names or may name, in any of our languages."""
    known = [Known(one.id, one.name, one.for_kind) for one in services]
    found = latest(reading.stands, lambda plain: services_in(plain, known))
    return _all_of(found) or candidates(reading, services)


def wants_all(reading: Reading, services: Sequence[ServiceOption]) -> bool:
    """Whether several services are clearly named, and not one by words of several."""
    known = [Known(one.id, one.name, one.for_kind) for one in services]
    found = latest(reading.stands, lambda plain: services_in(plain, known))
    return len(found.keys) > 1 and not found.doubts


def visits_meant(
    reading: Reading,
    today: date,
    services: Sequence[ServiceOption],
    staff: Sequence[StaffOption],
) -> tuple[Visit, ...]:
    """The visits of "banho quinta e tosa sexta", two or more; none where it is one visit."""
    known = [Known(one.id, one.name, one.for_kind) for one in services]
    people = [Known(one.id, one.name) for one in staff]
    reader = Reader(known, people, (), today, reading.language)
    return visits_apart(reading.text, reading.stands, reader)


def refused_staff(reading: Reading, staff: Sequence[StaffOption], current: str = "") -> list[str]:
    """The ids of whom the customer doesn't want to come to; `current` is whom it is with."""
    known = [Known(one.id, one.name) for one in staff]
    refused = _all_of(staff_in(reading.stands.refused_people, known))
    if not refused and current and wants_somebody_else(reading.said):
        return [current]
    return refused


def staff_meant(reading: Reading, staff: Sequence[StaffOption]) -> str | None:
    """The id of the one person the text names; None when none, or not clearly one."""
    known = [Known(one.id, one.name) for one in staff]
    found = latest(reading.stands, lambda plain: staff_in(plain, known))
    ids = _all_of(found)
    return ids[0] if len(ids) == 1 else None if ids else named(reading, staff)


def whom_meant(
    reading: Reading,
    dependants: Sequence[DependantOption],
    services: Sequence[ServiceOption],
    staff: Sequence[StaffOption],
) -> tuple[str | None, str]:
    """The id of one whom the customer is known to bring, or the name of somebody new."""
    plain = reading.stands.plain
    known = [Known(one.id, one.name) for one in dependants]
    mine = known_in(plain, known)
    found = [one.key for one in known if one.name in mine.values()]
    one = found[0] if len(found) == 1 else None if found else named(reading, dependants)
    if one is not None or found:
        return one, ""
    ours = words_of(
        [Known(item.id, item.name) for item in services],
        [Known(item.id, item.name) for item in staff],
    )
    new = unknown_in(reading.text, plain, ours, lower=True)
    return None, next(iter(new.values()), "") if len(new) == 1 else ""


def _all_of(found: Named) -> list[str]:
    return [*found.keys, *(key for keys in found.doubts for key in keys)]


def candidates(reading: Reading, options: Sequence[Called]) -> list[str]:
    """Ids of what the text may name, equally well; best first."""
    found = match_name(reading.wished, [(option.id, option.name) for option in options])
    return [match.key for match in found]


def titled(reading: Reading, options: Sequence[Offer]) -> str | None:
    """The id of the option whose title, as it was shown, is the whole text."""
    same = (option.id for option in options if normalize(option.title) == reading.said)
    return next(same, None) if reading.said else None


def named(reading: Reading, options: Sequence[Called]) -> str | None:
    """The id of the one thing that the text names; None when none, or not clearly one."""
    found = candidates(reading, options)
    return found[0] if len(found) == 1 else None


def day_of_month(number: int, today: date) -> date | None:
    """The next day with this number: 21 is the coming 21st."""
    reading = read_date(f"dia {number}", today, "pt-BR")
    return reading.on if reading else None
