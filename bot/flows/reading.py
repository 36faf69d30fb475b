"""One phrase, read by `bot.understanding`, as the conversation needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Protocol

from bot.flows import phrases
from bot.flows.state import Offer
from bot.understanding import (
    Intent,
    TimeReading,
    is_any,
    match_name,
    normalize,
    read_choice,
    read_date,
    read_intent,
    read_time,
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


class Problem(Enum):
    """Why a day or a time that was written can't be."""

    NONE = auto()
    PAST = auto()
    DATE = auto()
    TIME = auto()


_DOUBTS = frozenset({"nao", "no", "not", "dont", "nunca", "ainda", "nem", "mas", "depois"})


class Named(Protocol):
    """Anything of the business that customers call by name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """`said` is the text in plain words. `number` is the choice that was written ("2", "a
    segunda opção"; -1 is the last one). Times are minutes of the business's day, an exact one
    from and to the same minute."""

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

    @property
    def words(self) -> int:
        return len(self.said.split())

    @property
    def agrees(self) -> bool:
        """A yes and nothing but a yes: no question, no "não confirmo", no long sentence."""
        is_doubtful = "?" in self.text or not _DOUBTS.isdisjoint(self.said.split())
        is_confirming = self.wanted == Wanted.CONFIRM and self.words <= 3
        return (self.is_yes or is_confirming) and not is_doubtful

    @property
    def is_bare_number(self) -> bool:
        return self.said.isdigit()

    @property
    def has_when(self) -> bool:
        return self.on is not None or self.time_from is not None or self.time_to is not None


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
    when = "" if intent in _SAYS_NO_TIME else phrases.GREETING_TIMES.sub(" ", said)
    day = read_date(when, wall.date(), locale)
    moment = read_time(when, locale)
    problem = Problem.NONE
    if moment is not None and moment.problem:
        problem, moment = Problem.TIME, None
    if day is not None and day.problem:
        problem = Problem.PAST if day.problem == "past" else Problem.DATE
    return Reading(
        text=text,
        said=said,
        wanted=command or (_WANTED.get(intent, Wanted.NONE) if intent else Wanted.NONE),
        number=read_choice(said),
        is_yes=intent == Intent.YES,
        is_no=intent == Intent.NO,
        is_any=is_any(said),
        on=day.on if day else None,
        time_from=_start(moment),
        time_to=moment.to if moment else None,
        problem=problem,
    )


def _start(moment: TimeReading | None) -> int | None:
    return moment.from_ if moment else None


def candidates(reading: Reading, options: Sequence[Named]) -> list[str]:
    """Ids of what the text may name, equally well; best first."""
    found = match_name(reading.said, [(option.id, option.name) for option in options])
    return [match.key for match in found]


def titled(reading: Reading, options: Sequence[Offer]) -> str | None:
    """The id of the option whose title, as it was shown, is the whole text."""
    same = (option.id for option in options if normalize(option.title) == reading.said)
    return next(same, None) if reading.said else None


def named(reading: Reading, options: Sequence[Named]) -> str | None:
    """The id of the one thing that the text names; None when none, or not clearly one."""
    found = candidates(reading, options)
    return found[0] if len(found) == 1 else None


def day_of_month(number: int, today: date) -> date | None:
    """The next day with this number: 21 is the coming 21st."""
    reading = read_date(f"dia {number}", today, "pt-BR")
    return reading.on if reading else None
