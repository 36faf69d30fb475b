"""Errors in the form and wording of the Graph API."""

import secrets
from typing import Any

from starlette.responses import JSONResponse

HTTP_OF = {190: 401, 104: 401, 10: 403, 132001: 404, 131000: 500}
TITLE_OF = {
    100: "Invalid parameter",
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131021: "Recipient cannot be sender",
    131026: "Message undeliverable",
    131047: "Re-engagement message",
    131050: "User stopped marketing messages",
    131056: "(Business Account, Consumer Account) pair rate limit hit",
    130429: "Rate limit hit",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132012: "Parameter format does not match format in the created template",
    132015: "Template is paused",
    132016: "Template is disabled",
    132018: "There's an issue with the parameters in your template",
    133010: "Phone number not registered",
    139103: "Failed to block users",
}


class GraphError(Exception):
    """An error answer of the Graph API."""

    def __init__(
        self,
        code: int,
        details: str = "",
        *,
        message: str = "",
        subcode: int | None = None,
        kind: str = "OAuthException",
        status: int | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(f"{code}: {details or message}")
        self.code, self.details, self.subcode, self.kind = code, details, subcode, kind
        self.message = message or f"(#{code}) {TITLE_OF.get(code, 'Error')}"
        self.status = status or HTTP_OF.get(code, 400)
        self.extra = extra or {}

    def response(self) -> JSONResponse:
        error: dict[str, Any] = {"message": self.message, "type": self.kind, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        if self.details:
            error["error_data"] = {"messaging_product": "whatsapp", "details": self.details}
        error |= {**self.extra, "fbtrace_id": "A" + secrets.token_urlsafe(16)}
        return JSONResponse({"error": error}, status_code=self.status)


def no_such_object(object_id: str, method: str = "POST") -> GraphError:
    return GraphError(
        100,
        message=(
            f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not "
            "exist, cannot be loaded due to missing permissions, or does not support this "
            "operation. Please read "
            "the Graph API documentation at https://developers.facebook.com/docs/graph-api"
        ),
        subcode=33,
        kind="GraphMethodException",
    )


def status_error(code: int) -> dict[str, Any]:
    """An entry of `errors` in a failed status."""
    title = TITLE_OF[code]
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": _STATUS_DETAILS.get(code, title)},
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    }


_STATUS_DETAILS = {
    131047: "Message failed to send because more than 24 hours have passed since the customer "
    "last replied to this number.",
    131026: "Message Undeliverable.",
    131050: "The user has stopped marketing messages from this business.",
}
