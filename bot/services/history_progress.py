"""How far the old conversations of a phone have come over (coexistence, `history`)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from bot.models import Channel

HISTORY = "history"  # of Channel.news
ANEW = timedelta(days=2)  # what comes after such a pause belongs to another connection


@transaction.atomic
def note_history(*, channel: Channel, value: Mapping[str, Any], at: datetime) -> None:
    """Keep how far it is, or why it doesn't come. Chunks come in any order: the farthest
    counts, and news of an earlier connection don't."""
    told = _read(value)
    if told is None:
        return
    row = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    kept = row.news.get(HISTORY)
    if kept and datetime.fromisoformat(kept["at"]) > at + ANEW:
        return
    if kept and datetime.fromisoformat(kept["at"]) > at - ANEW:
        told = _farther(kept, told)
        at = max(at, datetime.fromisoformat(kept["at"]))
    row.news[HISTORY] = told | {"at": at.isoformat()}
    row.save(update_fields=["news"])


def _farther(kept: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    if told["error"] or kept["error"]:
        return told  # whichever was said last
    names = ("progress", "phase")
    return {"error": 0} | {name: max(kept[name], told[name]) for name in names}


def _read(value: Mapping[str, Any]) -> dict[str, Any] | None:
    chunks = value.get("history")
    chunks = [one for one in chunks if isinstance(one, dict)] if isinstance(chunks, list) else []
    errors = [error for one in [value, *chunks] for error in _list(one.get("errors"))]
    if errors:
        codes = [_number(error.get("code")) for error in errors if isinstance(error, dict)]
        return {"error": max(codes, default=0) or 1, "progress": 0, "phase": 0}
    metas = [one["metadata"] for one in chunks if isinstance(one.get("metadata"), dict)]
    if not metas:
        return None
    progress = max(_number(meta.get("progress")) for meta in metas)
    phase = max(_number(meta.get("phase")) for meta in metas)
    return {"error": 0, "progress": min(progress, 100), "phase": phase}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(value: object) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
