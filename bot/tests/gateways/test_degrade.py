"""Choices as numbered text, and the number back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways import Button, Buttons, Capabilities, ListMenu, Row, Section, Text
from bot.gateways.degrade import choices_of, chosen, degrade, numbered

PLAIN = Capabilities(has_buttons=False, has_lists=False)
YES_NO = Buttons("Confirma?", (Button("y", "Sim"), Button("n", "Não")), footer="Até já")
MENU = ListMenu(
    "Qual?",
    "Ver",
    (
        Section("Cabelo", (Row("1", "Corte", "R$ 80"), Row("2", "Escova"))),
        Section("Barba", (Row("3", "Barba", "R$ 40"),)),
    ),
    header="Serviços",
)


def test_buttons_become_numbered_text() -> None:
    assert degrade(YES_NO, PLAIN) == Text("Confirma?\n\n*1.* Sim\n*2.* Não\n\n_Até já_\n\n↩ 1–2")


def test_a_list_becomes_numbered_text_across_its_sections() -> None:
    text = "*Serviços*\nQual?\n\n*1.* Corte · R$ 80\n*2.* Escova\n*3.* Barba · R$ 40\n\n↩ 1–3"
    assert degrade(MENU, PLAIN) == Text(text)


def test_what_the_provider_takes_stays_as_it_is() -> None:
    for content in (YES_NO, MENU, Text("oi")):
        assert degrade(content, Capabilities()) is content
    assert degrade(MENU, Capabilities(has_buttons=False)) is MENU


@given(st.integers(200, 1600), st.text(st.characters(categories=["L"]), min_size=1, max_size=4000))
def test_numbered_text_fits_and_keeps_every_choice(limit: int, body: str) -> None:
    text = numbered(ListMenu(body, "Ver", MENU.sections), limit).body
    assert len(text) <= limit
    assert all(row.title in text for row in MENU.rows)


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("2", "2"),
        (" 3 ", "3"),
        ("1)", "1"),
        ("2.", "2"),
        ("opção 2", "2"),
        ("Opcao 3", "3"),
        ("opción 1", "1"),
        ("option 2", "2"),
        ("nº 3", "3"),
        ("0", None),
        ("4", None),
        ("99", None),
        ("22/11", None),
        ("2 cortes", None),
        ("às 2", None),
        ("dois", None),
        ("", None),
    ],
)
def test_a_number_is_the_choice_that_stood_there(text: str, id_: str | None) -> None:
    choice = chosen(MENU, text)
    assert (choice.id if choice else None) == id_


def test_every_choice_comes_back_by_its_number() -> None:
    for content in (YES_NO, MENU):
        for place, choice in enumerate(choices_of(content), start=1):
            assert chosen(content, str(place)) is choice
