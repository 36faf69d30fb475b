"""Why a day or time that was written can't be."""

from enum import StrEnum


class Impossible(StrEnum):
    """A reason to be said kindly, never to be guessed around."""

    PAST = "PAST"
    NO_SUCH_DATE = "NO_SUCH_DATE"
    NO_SUCH_TIME = "NO_SUCH_TIME"
