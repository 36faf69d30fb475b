"""Where an element of a webhook stood: what all elements of one change share."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.gateways.meta.people import People
from bot.gateways.meta.reading import a_dict, a_text
from bot.gateways.updates import Unreadable, Update


@dataclass(frozen=True, slots=True)
class Origin:
    """One change: its account, field, number and people."""

    waba_id: str
    field: str
    number_id: str
    display_phone_number: str
    people: People
    moment: datetime | None

    @classmethod
    def of(
        cls, waba_id: str, field: str, value: dict[str, Any], moment: datetime | None
    ) -> "Origin":
        metadata = a_dict(value.get("metadata"))
        display = value.get("display_phone_number") or metadata.get("display_phone_number")
        return cls(
            waba_id=waba_id,
            field=field,
            number_id=a_text(metadata.get("phone_number_id"))[:40],
            display_phone_number=a_text(display),
            people=People.of(value.get("contacts")),
            moment=moment,
        )

    def unreadable(self, reason: str, payload: Any) -> Unreadable:
        return Unreadable(reason, payload, self.number_id, self.waba_id, self.field)


Reader = Callable[[Origin, Any], Update]


def each(origin: Origin, holder: dict[str, Any], key: str, read: Reader) -> list[Update]:
    """Read every element of the list `holder[key]`; a broken list is one Unreadable."""
    elements = holder.get(key)
    if elements is None:
        return []
    if not isinstance(elements, list):
        return [origin.unreadable(f"{key} is no list", elements)]
    return [read(origin, element) for element in elements]
