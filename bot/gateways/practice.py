"""The simulator's phones: how the practice chat of the guide reaches it.

Only for the simulator that SIMULATOR_URL names; Meta has nothing of the kind. The message
comes back to us as a signed webhook, like any customer's.
"""

from dataclasses import dataclass
from typing import Any

import httpx

TIMEOUT_S = 5.0


class SimulatorAway(Exception):
    """The simulator does not answer, or refuses."""


class PhoneUnknown(SimulatorAway):
    """The simulator has forgotten this phone or number (it was reset)."""


@dataclass(frozen=True, slots=True)
class PracticePhone:
    """A customer's phone at the simulator; `phone` has digits only."""

    id: str
    phone: str


@dataclass(frozen=True, slots=True)
class PracticeNumber:
    """A business number at the simulator, with its credentials."""

    number_id: str
    account_id: str
    access_token: str
    app_secret: str
    display: str
    name: str


class PracticeGateway:
    """The simulator's control API. Every method may raise SimulatorAway."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url

    def add_number(self, number: PracticeNumber) -> None:
        """Known from now on; the same again changes nothing."""
        self._post(
            "/control/numbers",
            {
                "number_id": number.number_id,
                "waba_id": number.account_id,
                "token": number.access_token,
                "app_secret": number.app_secret,
                "display": number.display,
                "verified_name": number.name,
            },
        )

    def add_phone(self, name: str) -> PracticePhone:
        made = self._post("/control/customers", {"name": name})
        return PracticePhone(str(made["id"]), str(made["phone"]))

    def write(self, phone_id: str, number_id: str, message: dict[str, Any]) -> None:
        """Send {"type": "text", "text": ...} or a tapped reply. Raises PhoneUnknown."""
        path = f"/control/customers/{phone_id}/messages"
        self._post(path, message | {"number_id": number_id})

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            with httpx.Client(timeout=TIMEOUT_S, trust_env=False) as client:
                answer = client.post(self._base_url.rstrip("/") + path, json=body)
            if answer.status_code == httpx.codes.NOT_FOUND:
                raise PhoneUnknown(path)
            data: dict[str, Any] = answer.raise_for_status().json()
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            raise SimulatorAway(str(error)) from error
        return data
