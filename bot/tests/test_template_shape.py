"""Templates read, guessed at and filled in: the pure parts."""

from typing import Any

import pytest

from bot.enums import SlotMeaning
from bot.reminder_templates import REMINDER, REMINDER_TEMPLATES
from bot.template_filling import Fault, faults_of, filled, rendered
from bot.template_guess import meaning_of
from bot.template_shape import Obstacle, Part, Slot, shape_of

HEADER = {
    "type": "HEADER",
    "format": "TEXT",
    "text": "Pedido {{1}}",
    "example": {"header_text": ["42"]},
}
BODY = {
    "type": "BODY",
    "text": "Oi, {{2}}! {{1}} e {{2}} de novo. Fim",
    "example": {"body_text": [["corte", "Marina"]]},
}
BUTTONS = {
    "type": "BUTTONS",
    "buttons": [
        {"type": "QUICK_REPLY", "text": "Sim"},
        {"type": "URL", "text": "Ver", "url": "https://x.example/p/{{1}}"},
        {"type": "URL", "text": "Site", "url": "https://x.example/"},
        {"type": "COPY_CODE", "text": "Copiar"},
    ],
}
NAMED = {
    "type": "BODY",
    "text": "Oi, {{first_name}}: {{service}} com a gente",
    "example": {"body_text_named_params": [{"param_name": "first_name", "example": "Ana"}]},
}


def test_variables_are_found_once_in_order_with_examples() -> None:
    shape = shape_of([HEADER, BODY, {"type": "FOOTER", "text": "Studio"}, BUTTONS])
    assert [slot.key for slot in shape.slots] == [
        "header-1",
        "body-1",
        "body-2",
        "button-1",
        "button-3",
    ]
    assert [slot.example for slot in shape.slots[:3]] == ["42", "corte", "Marina"]
    assert (shape.obstacle, shape.is_named) == (None, False)


def test_message_carries_values_where_meta_wants_them() -> None:
    shape = shape_of([HEADER, BODY, {"type": "FOOTER", "text": "Studio"}, BUTTONS])
    values = {
        "header-1": "7",
        "body-1": "Corte",
        "body-2": "Ana",
        "button-1": "a1",
        "button-3": "CODE",
    }
    made = filled(shape, name="pedido", language="pt_BR", values=values)
    made.check()
    assert [p.text for p in made.body] == ["Corte", "Ana"]
    assert [p.text for p in made.header] == ["7"]
    assert made.buttons == ((1, "url", "a1"), (3, "copy_code", "CODE"))
    assert made.preview == "Pedido 7\n\nOi, Ana! Corte e Ana de novo. Fim\n\nStudio"
    assert made.titles == ("Sim", "Ver", "Site", "Copiar")
    assert type(made).from_dict(made.to_dict()) == made


def test_named_variables_keep_their_names() -> None:
    shape = shape_of([NAMED])
    values = {"body-first_name": "Ana", "body-service": "corte"}
    made = filled(shape, name="n", language="en", values=values)
    assert [(p.name, p.text) for p in made.body] == [("first_name", "Ana"), ("service", "corte")]
    assert made.preview == "Oi, Ana: corte com a gente"


@pytest.mark.parametrize("format_", ["IMAGE", "VIDEO", "DOCUMENT", "LOCATION"])
def test_header_with_a_file_is_an_obstacle(format_: str) -> None:
    assert shape_of([{"type": "HEADER", "format": format_}, BODY]).obstacle == Obstacle.MEDIA


@pytest.mark.parametrize(
    "components",
    [
        [BODY, {"type": "CAROUSEL", "cards": []}],
        [BODY, {"type": "BUTTONS", "buttons": [{"type": "FLOW", "text": "Abrir"}]}],
        [],
        None,
        ["text", {"type": "BODY", "text": 7}],
    ],
)
def test_what_cant_be_typed_is_an_obstacle(components: Any) -> None:
    assert shape_of(components).obstacle == Obstacle.SPECIAL


@pytest.mark.parametrize(
    ("key", "value", "fault"),
    [
        ("body-1", "", Fault.EMPTY),
        ("body-1", "   ", Fault.EMPTY),
        ("body-1", "a\nb", Fault.BROKEN),
        ("body-1", "a\tb", Fault.BROKEN),
        ("body-1", "a     b", Fault.BROKEN),
        ("body-1", "a" * 1024, Fault.TOO_LONG),
        ("header-1", "a" * 54, Fault.TOO_LONG),
        ("button-1", "a b", Fault.SPACED),
        ("button-1", "a" * 2000, Fault.TOO_LONG),
        ("button-3", "a" * 21, Fault.TOO_LONG),
    ],
)
def test_value_that_meta_would_refuse_is_named(key: str, value: str, fault: Fault) -> None:
    shape = shape_of([HEADER, BODY, BUTTONS])
    good = {slot.key: "x" for slot in shape.slots}
    assert faults_of(shape, good) == []
    (found,) = faults_of(shape, good | {key: value})
    assert (found.key, found.fault) == (key, fault)


def test_four_spaces_are_allowed() -> None:
    shape = shape_of([BODY])
    assert faults_of(shape, {"body-1": "a    b", "body-2": "x"}) == []


def test_text_keeps_a_variable_without_value() -> None:
    assert rendered(shape_of([BODY]), {"body-2": "Ana"}) == "Oi, Ana! {{1}} e Ana de novo. Fim"


def test_own_reminder_is_known_by_heart() -> None:
    shape = shape_of(REMINDER_TEMPLATES[0]["components"])
    meanings = [meaning_of(REMINDER, slot) for slot in shape.slots]
    assert meanings == [
        SlotMeaning.NAME,
        SlotMeaning.SERVICE,
        SlotMeaning.DAY,
        SlotMeaning.TIME,
        SlotMeaning.BUSINESS,
    ]


@pytest.mark.parametrize(
    ("before", "example", "meaning"),
    [
        ("Olá, ", "", SlotMeaning.NAME),
        ("Hi ", "", SlotMeaning.NAME),
        ("Te esperamos às ", "", SlotMeaning.TIME),
        ("horário com ", "", SlotMeaning.STAFF),
        ("quando: ", "15:30", SlotMeaning.TIME),
        ("quando: ", "sáb, 28/11", SlotMeaning.DAY),
        ("seu código é ", "AX12", None),
    ],
)
def test_words_around_a_number_tell(before: str, example: str, meaning: SlotMeaning | None) -> None:
    slot = Slot("body-1", Part.BODY, "1", before=before, example=example)
    assert meaning_of("qualquer", slot) == meaning


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("customer_name", SlotMeaning.NAME),
        ("nome_da_empresa", SlotMeaning.BUSINESS),
        ("professional_name", SlotMeaning.STAFF),
        ("horario", SlotMeaning.TIME),
        ("data", SlotMeaning.DAY),
        ("cupom", None),
    ],
)
def test_name_in_the_braces_tells(name: str, meaning: SlotMeaning | None) -> None:
    assert meaning_of("qualquer", Slot(f"body-{name}", Part.BODY, name)) == meaning
