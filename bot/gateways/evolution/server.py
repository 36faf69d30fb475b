"""Calls for one instance of an Evolution server."""

from typing import Any
from urllib.parse import quote

import httpx

from bot.gateways.evolution.errors import error_from_response
from bot.gateways.json_values import clean
from bot.gateways.protocol import GatewayError
from bot.gateways.transport import PAUSE_S, json_object, request


class EvolutionServer:
    """`client` is one that refuses private addresses: the server's address is an owner's."""

    def __init__(self, *, base_url: str, instance: str, api_key: str, client: httpx.Client) -> None:
        self.instance = instance
        self._base_url, self._key, self._client = base_url.rstrip("/"), api_key, client

    def call(self, method: str, path: str, **options: Any) -> dict[str, Any]:
        """The JSON object that "<path>/<instance>" answers. Raises GatewayError."""
        response = self._ask(method, f"{path}/{quote(self.instance, safe='')}", **options)
        return json_object(response, changes=method == "POST")

    def create(self, body: dict[str, Any]) -> dict[str, Any]:
        """Make the instance; needs the server's own key. Raises GatewayError."""
        body = {"instanceName": self.instance, **body}
        return json_object(self._ask("POST", "/instance/create", json=body), changes=True)

    def described(self) -> dict[str, Any]:
        """What the server says of the instance; {} where it has none. Raises GatewayError."""
        response = self._ask(
            "GET", "/instance/fetchInstances", params={"instanceName": self.instance}
        )
        try:
            data = clean(response.json())
        except (ValueError, RecursionError) as error:
            detail = "answer is no JSON"
            raise GatewayError(
                code=None, permanent=False, retry_after=PAUSE_S, detail=detail
            ) from error
        listed = data if isinstance(data, list) else [data]
        for item in listed:
            # Version 1 wraps it once more.
            inner = item.get("instance") if isinstance(item, dict) else None
            told = inner if isinstance(inner, dict) else item
            if isinstance(told, dict) and self.instance in (
                told.get("name"),
                told.get("instanceName"),
            ):
                return told
        return {}

    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {"apikey": self._key.strip()}
        url = f"{self._base_url}{path}"
        response = request(self._client, method, url, headers=headers, **options)
        if not response.is_success:
            raise error_from_response(response)
        return response
