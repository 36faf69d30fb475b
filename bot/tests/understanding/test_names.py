import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import match_name

SERVICES = [
    ("cf", "Corte feminino"),
    ("cm", "Corte masculino"),
    ("barba", "Barba"),
    ("combo", "Corte e barba"),
    ("escova", "Escova"),
    ("prog", "Escova progressiva com botox capilar"),
    ("mani", "Manicure"),
    ("pedi", "Pedicure"),
    ("sob", "Design de sobrancelha"),
    ("gel", "Unha em gel"),
]
PEOPLE = [
    ("ana", "Ana"),
    ("anap", "Ana Paula"),
    ("fe", "Fernanda Souza"),
    ("bia", "Beatriz"),
    ("caio", "Caio"),
    ("jose", "José"),
    ("luci", "Luciana"),
]


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("corte feminino", ["cf"]),
        ("corte masculno", ["cm"]),
        ("quero cortar o cabelo, corte feminino", ["cf"]),
        ("masculino", ["cm"]),
        ("corte e barba", ["combo"]),
        ("barba", ["barba"]),
        ("barbaa", ["barba"]),
        ("quanto custa a barba?", ["barba"]),
        ("escova", ["escova"]),
        ("escova progresiva", ["prog"]),
        ("progressiva", ["prog"]),
        ("prog", ["prog"]),
        ("botox", ["prog"]),
        ("manicuri", ["mani"]),
        ("sombrancelha", ["sob"]),
        ("sobrancelhas", ["sob"]),
        ("unhas", ["gel"]),
        ("corte", ["cf", "cm", "combo"]),
        ("manicure e pedicure", ["mani", "pedi"]),
        ("pizza", []),
        ("carro", []),
        ("sábado às 15h", []),
        ("oi, bom dia", []),
        ("", []),
    ],
)
def test_services(typed: str, keys: list[str]) -> None:
    assert {match.key for match in match_name(typed, SERVICES)} == set(keys)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Ana", ["ana"]),
        ("com a Ana", ["ana"]),
        ("ana paula", ["anap"]),
        ("Fe", ["fe"]),
        ("com a Fê", ["fe"]),
        ("fernada", ["fe"]),
        ("Souza", ["fe"]),
        ("Bia", ["bia"]),
        ("beatris", ["bia"]),
        ("com a Beatriz amanhã", ["bia"]),
        ("kaio", []),
        ("zé", ["jose"]),
        ("lu", ["luci"]),
        ("sim", []),
        ("Roberto", []),
        ("tanto faz", []),
    ],
)
def test_people(typed: str, keys: list[str]) -> None:
    assert {match.key for match in match_name(typed, PEOPLE)} == set(keys)


def test_the_best_comes_first() -> None:
    found = match_name("corte", [("long", "Corte com lavagem e escova"), ("exact", "Corte kids")])

    assert [match.key for match in found] == ["exact", "long"]
    assert found[0].score > found[1].score


@given(st.sampled_from(SERVICES))
def test_every_name_finds_itself_alone(service: tuple[str, str]) -> None:
    key, name = service

    for written in (name, name.upper(), f"quero marcar {name} amanhã às 15h"):
        found = match_name(written, SERVICES)
        assert found[0].key == key
        assert found[0].score == 100


@given(st.text(max_size=200))
def test_scores_are_ordered_and_bounded(text: str) -> None:
    scores = [match.score for match in match_name(text, SERVICES + PEOPLE)]

    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 100 for score in scores)
