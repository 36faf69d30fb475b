"""Cells of a list: numbers, dates, labels, pets."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.import_columns import COLUMNS, OwnColumn, guess_columns
from accounts.import_enums import RowError
from accounts.import_values import Unreadable, read_pets, read_tags, read_value


def read(text: str, kind: str, locale: str = "pt-BR") -> object:
    return read_value(text, kind, ("Loiro", "Castanho escuro"), locale)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1.234,50", 1234.5),
        ("1,234.50", 1234.5),
        ("1.234.567,8", 1234567.8),
        ("R$ 70,00", 70.0),
        ("-3", -3.0),
        ("0.125", 0.125),
        ("1,234", 1.234),
    ],
)
def test_numbers(text: str, number: float) -> None:
    assert read(text, "NUMBER") == number


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("1.234", "NUMBER", RowError.NUMBER_UNCLEAR),
        ("doze", "NUMBER", RowError.NUMBER_INVALID),
        ("1,2,3", "NUMBER", RowError.NUMBER_INVALID),
        ("nan", "NUMBER", RowError.NUMBER_INVALID),
        ("9999999999999", "NUMBER", RowError.NUMBER_INVALID),
        ("31/02/2020", "DATE", RowError.DATE_INVALID),
        ("1/2/20", "DATE", RowError.DATE_INVALID),
        ("ontem", "DATE", RowError.DATE_INVALID),
        ("talvez", "BOOLEAN", RowError.YES_NO_INVALID),
        ("Ruivo", "CHOICE", RowError.CHOICE_UNKNOWN),
        ("x" * 501, "TEXT", RowError.TEXT_TOO_LONG),
    ],
)
def test_what_cannot_be_read(text: str, kind: str, reason: RowError) -> None:
    with pytest.raises(Unreadable) as error:
        read(text, kind)
    assert error.value.args == (reason,)


@pytest.mark.parametrize(
    ("text", "locale", "day"),
    [
        ("2020-03-04", "pt-BR", "2020-03-04"),
        ("04/03/2020", "pt-BR", "2020-03-04"),
        ("4.3.2020", "es", "2020-03-04"),
        ("03/04/2020", "en", "2020-03-04"),
        ("2020-03-04 00:00:00", "en", "2020-03-04"),
    ],
)
def test_dates(text: str, locale: str, day: str) -> None:
    assert read(text, "DATE", locale) == day


def test_choices_and_answers_are_found_in_any_spelling() -> None:
    assert read("castanho  ESCURO", "CHOICE") == "Castanho escuro"
    assert (read("Sim", "BOOLEAN"), read("não", "BOOLEAN")) == (True, False)


def test_labels_and_pets_of_one_cell() -> None:
    assert read_tags(" VIP, vip ;Noiva|") == ["vip", "Noiva"]
    assert read_pets("Rex (gato), Mia/rex", "cachorro") == [["Rex", "gato"], ["Mia", "cachorro"]]
    for text in ("x" * 41, ",".join(str(n) for n in range(21))):
        with pytest.raises(Unreadable):
            read_tags(text)
    with pytest.raises(Unreadable):
        read_pets("x" * 81, "")


@given(st.text(max_size=80), st.sampled_from(["NUMBER", "DATE", "BOOLEAN", "CHOICE", "TEXT"]))
def test_any_cell_is_read_or_refused(text: str, kind: str) -> None:
    for act in (lambda: read(text, kind), lambda: read_tags(text), lambda: read_pets(text, "")):
        with suppress(Unreadable):
            assert act() is not None


def test_exact_headings_go_before_what_only_begins_so() -> None:
    own = (OwnColumn("contato", "Contato de emergência", "TEXT"),)
    headings = ["Contato de emergência", "Nome do pet", "Telefone fixo", "Nome", "Etiquetas"]
    guessed = guess_columns(headings, own)
    assert guessed == {"name": 3, "phone": 2, "tags": 4, "pets": 1, "own_contato": 0}
    assert set(guessed) - set(COLUMNS) == {"tags", "pets", "own_contato"}
