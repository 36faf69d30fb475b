"""Ids of buttons and rows. They carry the whole meaning, so that a tap on an old list still
says what it said when it was shown; what it says is checked again at the desk.

An id is `verb:argument:...`, at most 200 characters (a row id of the Cloud API, section
"interactive list"); arguments are percent-quoted, so they may hold anything.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote, unquote

MENU = "menu"
BOOK = "book"
MINE = "mine"
MOVE = "move"
DROP = "drop"
PRICES = "prices"
PLACE = "place"
HUMAN = "human"
BACK = "back"
QUIT = "quit"

SERVICE = "svc"
STAFF = "staff"
DAY = "day"
SLOT = "slot"
OTHER_DATE = "otherdate"
OTHER_DAY = "otherday"
OTHER_TIME = "othertime"
YES = "yes"

WHOM = "whom"
SOMEBODY_NEW = "new"
SIZE = "size"
ADD_ON = "addon"
ADD_ONS_DONE = "added"

MOVE_STAFF = "mstaff"
MOVE_DAY = "mday"
MOVE_SLOT = "mslot"
MOVE_YES = "myes"

APPOINTMENT = "appt"
CONFIRM = "confirm"
RESCHEDULE = "reschedule"
CANCEL = "cancel"
CANCEL_YES = "cancelyes"

MORE = "more"


@dataclass(frozen=True, slots=True)
class Tap:
    verb: str
    arguments: tuple[str, ...] = ()


def make(verb: str, *arguments: str) -> str:
    return ":".join([verb, *(quote(argument, safe="") for argument in arguments)])


def parse(reply_id: str) -> Tap:
    """Never raises; what is not ours has a verb nobody knows."""
    verb, *arguments = reply_id.split(":")
    return Tap(verb, tuple(unquote(argument) for argument in arguments))


def moment_text(moment: datetime) -> str:
    return str(int(moment.timestamp()))


def read_moment(text: str) -> datetime | None:
    """Seconds since the epoch, back to an aware UTC datetime; None for rubbish."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return None
    return datetime.fromtimestamp(int(text), tz=UTC)


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read_offset(text: str) -> int:
    """Where a page starts; 0 for rubbish."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
