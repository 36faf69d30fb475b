"""Signed calls to one Twilio account: which server, whose credentials, what comes back."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.gateways.protocol import GatewayError
from bot.gateways.transport import json_object, request
from bot.gateways.twilio.errors import error_from_response

API, CONTENT, MESSAGING = (f"https://{name}.twilio.com" for name in ("api", "content", "messaging"))
MOST_PAGES = 100


class TwilioAccount:
    """With `base_url` every call goes to that server instead of Twilio's three."""

    def __init__(
        self, *, account_sid: str, auth_token: str, base_url: str, client: httpx.Client
    ) -> None:
        self.sid, self.base_url, self.client = account_sid, base_url.rstrip("/"), client
        self._auth = httpx.BasicAuth(account_sid, auth_token.strip())

    @property
    def key(self) -> tuple[str, str]:
        """What is the same for every gateway of this account."""
        return (self.base_url, self.sid)

    def api(self, path: str) -> str:
        return f"{self.base_url or API}/2010-04-01/Accounts/{self.sid}{path}"

    def content(self, path: str) -> str:
        return f"{self.base_url or CONTENT}/v1{path}"

    def messaging(self, path: str) -> str:
        return f"{self.base_url or MESSAGING}{path}"

    def call(self, method: str, url: str, **options: Any) -> dict[str, Any]:
        """The JSON object of the answer. Raises GatewayError."""
        response = request(self.client, method, url, auth=self._auth, **options)
        if not response.is_success:
            raise error_from_response(response)
        return json_object(response, changes=method == "POST")

    def stream(self, url: str, **options: Any) -> AbstractContextManager[httpx.Response]:
        """An answer of any status, its body not yet read."""
        return self.client.stream("GET", url, auth=self._auth, **options)

    def pages(self, url: str, key: str) -> Iterator[dict[str, Any]]:
        """Every element of a list, page by page; never leaves the list's own server."""
        origin = urlsplit(url)[:2]
        for _ in range(MOST_PAGES):
            answer = self.call("GET", url)
            if not isinstance(answer.get(key), list):
                # Not the same as "none": the caller would forget all of them.
                raise GatewayError(code=None, permanent=False, detail=f"answer without {key}")
            yield from (item for item in answer[key] if isinstance(item, dict))
            meta = answer.get("meta")
            following = str((meta if isinstance(meta, dict) else {}).get("next_page_url") or "")
            if not following or urlsplit(following)[:2] != origin:
                return
            url = following
