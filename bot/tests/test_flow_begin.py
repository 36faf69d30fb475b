"""The form of what begins a flow."""

from typing import Any

from bot.flow_kind_words import TRIGGER_WORDS
from bot.flows.graph.fields import read_fields
from bot.flows.graph.triggers import TRIGGERS
from bot.forms.flow_begin import BeginForm, read_begin

CHOICES = {"service": [("s1", "Corte")], "template": [("volte", "volte")]}


def posted(triggers: list[dict[str, Any]]) -> dict[str, str]:
    """What a browser sends of the form as it is shown."""
    given: dict[str, str] = {}

    def put(fields: list[Any]) -> None:
        for field in fields:
            if field.type == "ITEMS":
                for entry in field.entries:
                    given[entry.path] = "1"
                    put(entry.fields)
            elif field.type != "FLAG" or field.value:
                given[field.path] = str(field.value)

    for line in BeginForm(triggers, CHOICES).lines:
        put(line.fields)
    return given


def test_every_kind_has_words_and_can_be_added() -> None:
    assert set(TRIGGER_WORDS) == set(TRIGGERS)
    made: list[dict[str, Any]] = []
    for kind in TRIGGERS:
        made = read_begin(posted(made) | words_of(made), made, f"add:{kind}")
    assert [one["kind"] for one in made] == list(TRIGGERS)
    assert len({one["id"] for one in made}) == len(TRIGGERS)


def words_of(triggers: list[dict[str, Any]]) -> dict[str, str]:
    """The kinds that are written out in the template."""
    kinds = {one["kind"]: at for at, one in enumerate(triggers)}
    given = {}
    if "keyword" in kinds:
        given[f"triggers.{kinds['keyword']}.words"] = "oi"
    if "intent" in kinds:
        given[f"triggers.{kinds['intent']}.intent"] = "prices"
    return given


def test_what_is_shown_is_read_again() -> None:
    (visit,) = read_begin({}, [], "add:appointment")
    _clean, problems = read_fields(TRIGGERS["appointment"], without_names(visit))
    assert problems == []
    (again,) = read_begin(posted([visit]), [visit])
    assert again == visit


def test_services_are_added_and_taken_away() -> None:
    (visit,) = read_begin({}, [], "add:appointment")
    (with_one,) = read_begin(posted([visit]), [visit], "add:triggers.0.services")
    assert with_one["services"] == [{"service": ""}]
    (field,) = [
        one for one in BeginForm([with_one], CHOICES).lines[0].fields if one.name == "services"
    ]
    assert field.entries[0].fields[0].options == [("", ""), ("s1", "Corte")]
    given = posted([with_one]) | {"triggers.0.services.0.service": "s1"}
    (chosen,) = read_begin(given, [with_one])
    assert chosen["services"] == [{"service": "s1"}]
    assert read_begin(given, [chosen], "remove:triggers.0.services.0")[0]["services"] == []


def without_names(trigger: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in trigger.items() if name not in ("id", "kind")}
