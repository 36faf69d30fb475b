import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django_scopes import scope

from accounts.models import Organization
from accounts.tests.factories import make_organization
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_staff

KEYS = [
    *["intent", "services", "staff", "dependants", "date_from", "date_to", "time_from"],
    *["time_to", "alternatives", "missing"],
]
NOW = "2026-11-18T10:00"  # a Wednesday


def understand(*texts: str, **options: Any) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("understand", *texts, stdout=out, now=NOW, json=True, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_understand_reads_every_text_in_the_example_shop() -> None:
    first, second = understand("tem corte com a Ana sábado depois das 3?", "qualquer um")

    assert list(first) == KEYS
    assert first == {
        "intent": "book",
        "services": ["Corte"],
        "staff": ["Ana"],
        "dependants": [],
        "date_from": "2026-11-21",
        "date_to": "2026-11-21",
        "time_from": "15:00",
        "time_to": None,
        "alternatives": [],
        "missing": [],
    }
    assert second["staff"] == "any"


def test_understand_reads_a_line_at_a_time_from_the_standard_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.stdin", StringIO("banho pro Thor\nmassagem amanhã\n\n"))

    bath, massage, nothing = understand()

    assert (bath["dependants"], bath["missing"]) == (["Thor"], ["date", "time"])
    assert [one["services"] for one in massage["alternatives"]] == [
        ["Massagem relaxante"],
        ["Massagem modeladora"],
    ]
    assert nothing["intent"] == "none"


def test_understand_an_aware_now_is_put_on_the_clock_of_the_business() -> None:
    out = StringIO()
    call_command(
        "understand", "hoje", stdout=out, json=True, now="2026-11-19T01:00:00+00:00"
    )  # 22:00 of the day before in São Paulo

    assert json.loads(out.getvalue())["date_from"] == "2026-11-18"


def test_understand_takes_the_names_of_the_organization_alone(organization: Organization) -> None:
    make_staff(organization, [make_service(organization, name="Banho de lua")], name="Zuleica")
    other = make_organization()
    with scope(organization=other):
        make_staff(other, [make_service(other, name="Corte")], name="Sebastiana")

    (mine,) = understand("banho de lua com a Zuleica", organization=organization.slug)
    (theirs,) = understand("com a Sebastiana", organization=organization.slug)

    assert (mine["services"], mine["staff"]) == (["Banho de lua"], ["Zuleica"])
    assert theirs["staff"] == []


def test_understand_an_organization_that_is_not_there(db: None) -> None:
    with pytest.raises(CommandError, match="nada-aqui"):
        understand("oi", organization="nada-aqui")


def test_understand_a_now_that_is_no_time() -> None:
    with pytest.raises(CommandError, match="ISO 8601"):
        call_command("understand", "oi", now="amanhã")


@pytest.mark.parametrize("now", ["2026-13-45", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_understand_a_now_that_is_in_no_calendar(now: str) -> None:
    with pytest.raises(CommandError, match=now[:4]):
        call_command("understand", "daqui a 3 dias", now=now)


def test_understand_a_locale_that_nobody_speaks() -> None:
    with pytest.raises(CommandError, match="pt-BR"):
        call_command("understand", "oi", "--locale", "xx")


def test_understand_strange_lines_answer_one_object_each(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["", "c\x00orte", "\udced\udca0 corte", "corte amanhã " * 1000, "\u200b🙂"]
    monkeypatch.setattr("sys.stdin", StringIO("\n".join(lines)))

    read = understand()

    assert len(read) == len(lines)
    assert [one["services"] for one in read] == [[], [], ["Corte"], ["Corte"], []]


def test_understand_grades_its_corpus() -> None:
    out = StringIO()
    call_command("understand", corpus=True, stdout=out)

    printed = out.getvalue()
    assert "all: " in printed
    assert "wrong bookings: 0" in printed
