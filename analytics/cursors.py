"""Where a page of a list in order of time ends."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class TimeCursor:
    """The last row of a page; the next page begins behind it.

    Its text is the moment in microseconds since the epoch and the id: "<moment>_<id>".
    """

    at: datetime
    pk: UUID

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}_{self.pk}"

    @classmethod
    def read(cls, text: str) -> "TimeCursor | None":
        """None for what is no cursor."""
        moment, _sign, key = text.partition("_")
        try:
            return cls(_EPOCH + int(moment) * _MICROSECOND, UUID(key))
        except (ValueError, OverflowError):
            return None
