"""Reading values of unknown shape: each reader gives the wanted type or an empty value."""

import re
from datetime import UTC, datetime
from typing import Any

from bot.gateways.updates import Contact, ProviderError

# CC.<alphanumerics> or CC.ENT.<alphanumerics>: a business-scoped user id.
BSUID = re.compile(r"^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$")
_DIGITS = re.compile(r"^\+?\d{1,20}$")


def clean(value: Any) -> Any:
    """The same JSON value without NUL and lone surrogates, which PostgreSQL refuses."""
    if isinstance(value, str):
        if "\x00" in value:
            value = value.replace("\x00", "")
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {clean(str(key)): clean(item) for key, item in value.items()}
    return [clean(item) for item in value] if isinstance(value, list) else value


def a_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def a_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def a_text(value: Any) -> str:
    """Text as it is, whole numbers as digits; anything else is no text."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def a_moment(value: Any) -> datetime | None:
    """Unix seconds as text or number; None for nonsense."""
    try:
        return datetime.fromtimestamp(int(value), tz=UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def a_wa_id(value: Any) -> str | None:
    text = a_text(value)
    return text.removeprefix("+") if _DIGITS.match(text) else None


def a_user_id(value: Any) -> str | None:
    text = a_text(value)
    return text if BSUID.match(text) else None


def errors(value: Any) -> tuple[ProviderError, ...]:
    """An `errors` array; older versions put `details` beside the title."""
    found = []
    for item in a_list(value):
        data = a_dict(item)
        code = data.get("code")
        if not isinstance(code, int):
            code = int(code) if isinstance(code, str) and code.isdigit() else 0
        details = a_dict(data.get("error_data")).get("details") or data.get("details")
        title = a_text(data.get("title")) or a_text(data.get("message"))
        found.append(ProviderError(code=code, title=title, detail=a_text(details)))
    return tuple(found)


def contact(data: dict[str, Any], *, address: Any = None, user_id: Any = None) -> Contact:
    """A contact from an entry of `contacts[]` and from what the message itself says."""
    profile = a_dict(data.get("profile"))
    found_id = a_user_id(user_id) or a_user_id(address) or a_user_id(data.get("user_id"))
    return Contact(
        wa_id=a_wa_id(address) or a_wa_id(data.get("wa_id")),
        user_id=found_id,
        parent_user_id=a_user_id(data.get("parent_user_id")),
        name=a_text(profile.get("name")).strip(),
        username=a_text(profile.get("username")).removeprefix("@"),
    )
