"""Webhook bodies for tests, and where captured ones lie."""

import json
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "fixtures"
REPOSITORY = Path(__file__).parents[3]
SHARED = REPOSITORY.parent / "shared" / "fixtures" / "whatsapp"

NUMBER, WABA, DISPLAY = "106540352242922", "102290129340398", "15550783881"
SENDER = "5511987654321"
BSUID = "BR.13491208655302741918"

needs_captured = pytest.mark.skipif(
    not SHARED.is_dir(), reason="THE CAPTURED PAYLOADS ARE ABSENT: ../shared/fixtures/whatsapp"
)


def own(name: str) -> Any:
    return json.loads((HERE / name).read_text())


def captured(pattern: str) -> list[Any]:
    """Parameters, one for each captured file; one that skips where there are none."""
    paths = sorted(SHARED.glob(pattern))
    if not paths:
        return [pytest.param(None, marks=needs_captured, id="absent")]
    return [pytest.param(json.loads(path.read_text()), id=path.stem) for path in paths]


def shared(name: str) -> Any:
    return json.loads((SHARED / f"{name}.json").read_text())


def body(field: str, value: Any, **entry: Any) -> dict[str, Any]:
    """An envelope with one change."""
    changes = [{"field": field, "value": value}]
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": WABA, **entry, "changes": changes}],
    }


def value(**parts: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": DISPLAY, "phone_number_id": NUMBER}
    return {"messaging_product": "whatsapp", "metadata": metadata, **parts}


def person(wa_id: str | None = SENDER, name: str = "Marina", **ids: Any) -> dict[str, Any]:
    profile = {"profile": {"name": name}}
    return profile | ids | ({"wa_id": wa_id} if wa_id else {})


def message(**parts: Any) -> dict[str, Any]:
    common = {"from": SENDER, "id": "wamid.A", "timestamp": "1749416383"}
    said = {"type": "text", "text": {"body": "oi"}}
    return {**common, **({} if "type" in parts else said), **parts}
