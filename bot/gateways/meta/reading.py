"""Reading values of unknown shape: each reader gives the wanted type or an empty value."""

import re
from datetime import UTC, datetime
from typing import Any

from bot.gateways.updates import ProviderError

MAX_INT32 = 2**31 - 1

# CC.<alphanumerics> or CC.ENT.<alphanumerics>: a business-scoped user id.
BSUID = re.compile(r"[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}")
_PHONE = re.compile(r"\+?[0-9]{1,20}")
_CODE = re.compile(r"[0-9]{1,10}")
# WhatsApp began in 2009: an earlier moment is nonsense.
_FIRST_MOMENT = datetime(2009, 1, 1, tzinfo=UTC)


def a_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def a_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def a_text(value: Any) -> str:
    """Text as it is, whole numbers as digits; anything else is no text."""
    if isinstance(value, str):
        return value
    if not isinstance(value, int) or isinstance(value, bool) or value.bit_length() > 256:
        return ""
    return str(value)


def a_moment(value: Any) -> datetime | None:
    """Unix seconds as text or number; None for nonsense."""
    if isinstance(value, bool):
        return None
    try:
        moment = datetime.fromtimestamp(int(value), tz=UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return None
    return moment if moment >= _FIRST_MOMENT else None


def a_wa_id(value: Any) -> str | None:
    """A phone number as WhatsApp names it, in digits."""
    text = a_text(value)
    return text.removeprefix("+") if _PHONE.fullmatch(text) else None


def a_user_id(value: Any) -> str | None:
    """A business-scoped user id."""
    text = a_text(value)
    return text if BSUID.fullmatch(text) else None


def a_code(value: Any) -> int | None:
    """An error code that fits a database's integer; None for anything else."""
    text = a_text(value)
    code = int(text) if _CODE.fullmatch(text) else None
    return code if code is not None and code <= MAX_INT32 else None


def errors(value: Any) -> tuple[ProviderError, ...]:
    """An `errors` array; older versions put `details` beside the title."""
    found = []
    for item in a_list(value):
        data = a_dict(item)
        details = a_dict(data.get("error_data")).get("details") or data.get("details")
        title = data.get("title") or data.get("message") or item
        code = a_code(data.get("code")) or 0
        found.append(ProviderError(code, a_text(title), a_text(details)))
    return tuple(found)
