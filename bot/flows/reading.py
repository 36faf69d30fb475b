"""One phrase, read by `bot.understanding`, as the conversation needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, auto
from typing import Protocol


class Wanted(Enum):
    """What a phrase asks for, as far as the front desk acts on it."""

    NONE = auto()
    BOOK = auto()
    RESCHEDULE = auto()
    CANCEL = auto()
    APPOINTMENTS = auto()
    CONFIRM = auto()
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


class Named(Protocol):
    """Anything of the business that customers call by name."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Reading:
    """`number` is the choice that was written ("2", "a segunda"; -1 is the last one).
    Times are minutes of the business's day, an exact one from and to the same minute."""

    text: str
    wanted: Wanted = Wanted.NONE
    number: int | None = None
    is_bare_number: bool = False
    is_yes: bool = False
    is_no: bool = False
    is_any: bool = False
    cannot_come: bool = False
    on: date | None = None
    time_from: int | None = None
    time_to: int | None = None
    problem: Problem = Problem.NONE

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def has_words(self) -> bool:
        return any(character.isalnum() for character in self.text)

    @property
    def has_when(self) -> bool:
        return self.on is not None or self.time_from is not None or self.time_to is not None


def read(text: str, wall: datetime, locale: str) -> Reading:
    return Reading(text)


def named(reading: Reading, options: Sequence[Named]) -> str | None:
    return None
