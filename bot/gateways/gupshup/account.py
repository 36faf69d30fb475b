"""Calls for one Gupshup app: which server, whose key, what comes back."""

from typing import Any

import httpx

from bot.gateways.gupshup.errors import error_from_response
from bot.gateways.transport import json_object, request

API = "https://api.gupshup.io"


class GupshupApp:
    """`name` is what messages are sent as (src.name); `id` names the app in addresses."""

    def __init__(
        self, *, name: str, id_: str, api_key: str, base_url: str, client: httpx.Client
    ) -> None:
        self.name, self.id, self.client = name, id_, client
        self.base_url = base_url.rstrip("/") or API
        self._key = api_key.strip()

    def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """The JSON object of the answer. Raises GatewayError."""
        response = self.ask(method, path, **options)
        return json_object(response, changes=method == "POST")

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        """A successful answer, whatever it says. Raises GatewayError."""
        headers = {"apikey": self._key, "Accept": "application/json"}
        url = f"{self.base_url}{path}"
        response = request(self.client, method, url, headers=headers, **options)
        if not response.is_success:
            raise error_from_response(response)
        return response
