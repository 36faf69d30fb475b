"""The switches: how slow, how unordered and how broken WhatsApp is just now."""

import random
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class Outage(StrEnum):
    """How the Graph API fails. LOST accepts the message and never answers; RESET accepts it
    and breaks the connection."""

    NONE = "none"
    HTML_503 = "html_503"
    JSON_500 = "json_500"
    LOST = "lost"
    RESET = "reset"


@dataclass(slots=True)
class Settings:
    """The switches. Delays in seconds; `time_scale` multiplies all of them.

    `delay_spread` makes delays uneven: 1 lets each take up to twice as long.
    """

    sent_delay: float = 0.2
    delivered_delay: float = 0.4
    read_delay: float = 0.8
    template_review_delay: float = 1.0
    webhook_delay: float = 0.0
    delay_spread: float = 0.0
    retry_delays: tuple[float, ...] = (0.0, 10.0, 30.0, 120.0, 600.0)
    time_scale: float = 1.0
    sends_statuses: bool = True
    duplicates: bool = False
    reorders: bool = False
    batch_size: int = 1
    status_before_response: bool = False
    ascii_escaped: bool = True
    wrong_signature: bool = False
    throttle_per_second: int = 0
    pair_rate: bool = False
    hides_numbers: bool = False
    token_expired: bool = False
    outage: str = Outage.NONE.value

    def update(self, changes: dict[str, Any]) -> None:
        """Set what is named; raises ValueError for an unknown switch or a wrong type."""
        known = {item.name: item for item in fields(self)}
        wanted = {}
        for name, value in changes.items():
            if name not in known:
                raise ValueError(f"unknown switch {name}")
            wanted[name] = _as(name, getattr(self, name), value)
        for name, value in wanted.items():
            setattr(self, name, value)

    def pause(self, seconds: float) -> float:
        """How long a delay of so many seconds takes now."""
        return seconds * self.time_scale * random.uniform(1, 1 + self.delay_spread)  # noqa: S311

    def restore(self) -> None:
        """Every switch as it was at the start."""
        for name, value in asdict(Settings()).items():
            setattr(self, name, value)


def _as(name: str, current: Any, value: Any) -> Any:
    """`value` in the type that the switch has now."""
    if isinstance(current, bool) != isinstance(value, bool):
        raise ValueError(f"{name} takes {type(current).__name__}")
    if isinstance(current, tuple):
        pauses = tuple(float(item) for item in value)
        if not pauses or not all(0 <= pause < float("inf") for pause in pauses):
            raise ValueError(f"{name} takes a list of seconds")
        return pauses
    if name == "outage":
        return Outage(value).value
    number = type(current)(value)
    if not 0 <= number < float("inf"):
        raise ValueError(f"{name} must not be negative")
    return number
