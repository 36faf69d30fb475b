"""Writing templates at the Graph API: create, change, delete, and the sample of a header.

whatsapp-business-api, message_templates; the sample goes through the resumable upload API.
"""

from collections.abc import Callable, Sequence
from typing import Any

from bot.gateways.media import MediaFile
from bot.gateways.meta.media import TRANSFER
from bot.gateways.meta.reading import a_text
from bot.gateways.protocol import GatewayError, RemoteTemplate

EXISTS = 2388024  # subcode: this name has this language already
_NO_ANSWER = "answer without id"


class MetaTemplateDesk:
    """The templates of one account. Every method may raise GatewayError."""

    def __init__(self, *, call: Callable[..., dict[str, Any]], waba_id: str, token: str) -> None:
        self._call, self._waba_id, self._token = call, waba_id, token

    def create(
        self,
        *,
        name: str,
        language: str,
        category: str,
        components: Sequence[dict[str, Any]],
        is_named: bool,
    ) -> RemoteTemplate:
        """Submit a new one; its category and status are what Meta answers."""
        body = {
            "name": name,
            "language": language,
            "category": category,
            "parameter_format": "NAMED" if is_named else "POSITIONAL",
            "components": list(components),
        }
        answer = self._call("POST", f"{self._waba_id}/message_templates", json=body)
        if not a_text(answer.get("id")):
            raise GatewayError(code=None, permanent=False, detail=_NO_ANSWER, outcome_unknown=True)
        return RemoteTemplate(
            id=a_text(answer["id"]),
            name=name,
            language=language,
            category=a_text(answer.get("category")).upper() or category,
            status=a_text(answer.get("status")).upper() or "PENDING",
            components=tuple(components),
            parameter_format=body["parameter_format"],  # type: ignore[arg-type]
        )

    def change(
        self, template_id: str, *, category: str, components: Sequence[dict[str, Any]]
    ) -> None:
        """Replace all its parts, which sends it to the review again; "" keeps the category."""
        body: dict[str, Any] = {"components": list(components)}
        if category:
            body["category"] = category
        self._call("POST", template_id, json=body)

    def delete(self, template_id: str, *, name: str) -> None:
        """This language of the name alone."""
        params = {"name": name, "hsm_id": template_id}
        self._call("DELETE", f"{self._waba_id}/message_templates", params=params)

    def upload_sample(self, file: MediaFile) -> str:
        """The handle by which a header names its sample file."""
        app_id = a_text(self._call("GET", "app", params={"fields": "id"}).get("id"))
        facts = {
            "file_length": str(len(file.body)),
            "file_type": file.mime_type,
            "file_name": file.name or "sample",
        }
        session = a_text(self._call("POST", f"{app_id}/uploads", params=facts).get("id"))
        if not app_id or not session:
            raise GatewayError(code=None, permanent=False, detail=_NO_ANSWER)
        headers = {"Authorization": f"OAuth {self._token}", "file_offset": "0"}
        options: dict[str, Any] = {"content": file.body, "timeout": TRANSFER}
        handle = a_text(self._call("POST", session, headers=headers, **options).get("h"))
        if not handle:
            raise GatewayError(code=None, permanent=False, detail="answer without a handle")
        return handle
