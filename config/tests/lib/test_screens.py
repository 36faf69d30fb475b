import json

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from config.lib.screens import add_toast, done, is_partial, refuse

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


def asked(**headers: str) -> HttpRequest:
    return RequestFactory().post("/o/a/", headers=headers)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, False),
        ({"HX-Request": "true", "HX-Request-Type": "full"}, False),
        (PARTIAL, True),
        (PARTIAL | {"HX-History-Restore-Request": "true"}, False),
    ],
)
def test_is_partial(headers: dict[str, str], expected: bool) -> None:
    assert is_partial(asked(**headers)) is expected


def test_done_redirects_a_plain_form() -> None:
    answer = done(asked(), url="/o/a/services/", toast="Salvo")
    assert (answer.status_code, answer["Location"]) == (302, "/o/a/services/")


def test_done_tells_htmx_what_happened() -> None:
    answer = done(
        asked(**PARTIAL), url="/x/", toast="Horário criado", undo_url="/u/", changed=("agenda",)
    )
    assert answer.status_code == 204
    assert answer["HX-Trigger"].isascii()
    assert json.loads(answer["HX-Trigger"]) == {
        "panel:close": {},
        "agenda:changed": {},
        "toast": {"text": "Horário criado", "level": "success", "undo": "/u/"},
    }


def test_refusal_swaps_nothing_and_says_why() -> None:
    answer = refuse("Ocupado")
    assert (answer.status_code, answer["HX-Reswap"]) == (409, "none")
    assert json.loads(answer["HX-Trigger"])["toast"]["level"] == "error"
    assert answer.content.decode() == "Ocupado"


def test_toast_joins_other_events() -> None:
    answer = add_toast(HttpResponse(headers={"HX-Trigger": '{"a": {}}'}), "Oi", level="info")
    assert json.loads(answer["HX-Trigger"]) == {
        "a": {},
        "toast": {"text": "Oi", "level": "info", "undo": ""},
    }
