"""Where something is, and asking where somebody is (Cloud API, location messages)."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from bot.gateways.limits import BUTTONS_BODY_LIMIT, ContentInvalid, check_length

PLACE_NAME_LIMIT = 200
ADDRESS_LIMIT = 400
_DEGREES = re.compile(r"(-?\d{1,3}[.,]\d+)°?\s*(?:%2C|[,;\s])\s*(-?\d{1,3}[.,]\d+)")
# Links of a map name the place itself ("!3d..!4d..") apart from the middle of the screen.
_PINNED = re.compile(r"!3d(-?\d{1,3}\.\d+)!4d(-?\d{1,3}\.\d+)")


@dataclass(frozen=True, slots=True)
class Location:
    """A point on the map, in degrees. WhatsApp shows the address only under a name."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""

    kind: ClassVar[str] = "LOCATION"

    def check(self) -> None:
        for field, value, most in (
            ("latitude", self.latitude, 90),
            ("longitude", self.longitude, 180),
        ):
            if not -most <= value <= most:  # NaN is refused too
                raise ContentInvalid(field, f"{value}, -{most} to {most} allowed", limit=most)
        check_length("name", self.name, 0, PLACE_NAME_LIMIT)
        check_length("address", self.address, 0, ADDRESS_LIMIT)

    def text(self) -> str:
        return " ".join(filter(None, [self.name, self.address]))

    def details(self) -> dict[str, Any]:
        """What Meta calls a `location`."""
        named = {"name": self.name, "address": self.address}
        point = {"latitude": self.latitude, "longitude": self.longitude}
        return point | {key: words for key, words in named.items() if words}

    def to_dict(self) -> dict[str, Any]:
        return {"type": "location", "location": self.details()}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Location":
        place = data["location"]
        point = float(place["latitude"]), float(place["longitude"])
        return cls(*point, place.get("name", ""), place.get("address", ""))


def read_point(text: str) -> tuple[float, float] | None:
    """The degrees in a link of a map or in typed coordinates, decimal comma or point."""
    found = _PINNED.search(text) or _DEGREES.search(text)
    if found is None:
        return None
    latitude, longitude = (float(part.replace(",", ".")) for part in found.groups())
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


@dataclass(frozen=True, slots=True)
class LocationRequest:
    """Words with a button by which the customer sends where they are."""

    body: str

    kind: ClassVar[str] = "LOCATION_REQUEST"

    def check(self) -> None:
        check_length("body", self.body, 1, BUTTONS_BODY_LIMIT)

    def text(self) -> str:
        return self.body

    def to_dict(self) -> dict[str, Any]:
        return {"type": "location_request", "body": self.body}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "LocationRequest":
        return cls(data["body"])
