"""What is refused, asked about or left alone: nothing of it is done."""

from datetime import date

import pytest

from bot.understanding.grading import read_phrase
from bot.understanding.names import match_name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "não quero cancelar"),
        ("pt", "não precisa cancelar não viu"),
        ("pt", "eu nunca pedi pra remarcar nada"),
        ("pt", "vcs cobram taxa se eu cancelar em cima da hora?"),
        ("pt", "se eu precisar desmarcar aviso com quantas horas?"),
        ("pt", "até quando posso cancelar?"),
        ("pt", "minha mãe cancelou o cartão"),
        ("pt", "dá pra cancelar pelo site?"),
        ("es", "no hace falta cancelar"),
        ("es", "si no llego a tiempo pierdo la cita?"),
        ("en", "no need to reschedule, I'm good with friday"),
        ("en", "what's your cancellation policy"),
        ("en", "how long before do I need to cancel?"),
        ("en", "please don't cancel my spot"),
    ],
)
def test_a_change_that_nobody_asked_for(language: str, text: str) -> None:
    assert read_phrase(text, language).intent not in ("cancel", "reschedule", "book")


@pytest.mark.parametrize(
    ("language", "text", "intent"),
    [
        ("pt", "hoje não, cancela", "cancel"),
        ("pt", "não posso ir, pode cancelar", "cancel"),
        ("pt", "não dá pra remarcar pra outro dia?", "reschedule"),
        ("pt", "quero remarcar, não cancelar", "reschedule"),
        ("pt", "não quero remarcar, quero cancelar", "cancel"),
        ("pt", "não cancela, confirma", "confirm"),
        ("es", "no puedo ir, cancela", "cancel"),
        ("en", "I need to reschedule but I don't want to cancel", "reschedule"),
    ],
)
def test_a_change_beside_a_refusal(language: str, text: str, intent: str) -> None:
    assert read_phrase(text, language).intent == intent


def test_what_is_kept_is_not_cancelled() -> None:
    assert read_phrase("cancela o corte mas deixa a barba", "pt").services == ("Corte",)


@pytest.mark.parametrize(
    ("language", "text", "staff"),
    [
        ("pt", "escova sexta 14h, mas não quero com a Ana", ()),
        ("pt", "é com a Bia não com a Carla", ("Beatriz",)),
        ("pt", "pode trocar a Ana pelo Rafael?", ("Rafael",)),
        ("es", "mejor con Ana que con Beatriz", ("Ana",)),
        ("en", "no, I said Ana not Carla", ("Ana",)),
    ],
)
def test_people_who_are_refused(language: str, text: str, staff: tuple[str, ...]) -> None:
    assert read_phrase(text, language).staff == staff


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("sábado que vem não, no outro", (2026, 12, 5), (2026, 12, 5)),
        ("semana que vem não, na outra", (2026, 11, 30), (2026, 12, 6)),
        ("daqui a duas semanas na terça", (2026, 12, 1), (2026, 12, 1)),
        ("quero corte dois dias antes do natal", (2026, 12, 23), (2026, 12, 23)),
        ("viajo sexta, queria corte antes disso", (2026, 11, 18), (2026, 11, 19)),
        ("corte mês que vem, na primeira semana", (2026, 12, 1), (2026, 12, 7)),
        ("olha, sexta às 10 não rola, mas às 11 sim", (2026, 11, 20), (2026, 11, 20)),
    ],
)
def test_days_told_by_other_days(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    understood = read_phrase(text, "pt")

    assert (understood.date_from, understood.date_to) == (date(*first), date(*last))


def test_two_sides_of_a_day_are_no_time() -> None:
    assert "time" in read_phrase("corte amanhã antes das 9 ou depois das 18", "pt").missing


@pytest.mark.parametrize(
    ("written", "meant"),
    [("carlinhos", ["Carlos"]), ("Aninha", ["Ana"]), ("joãozinho", ["João"]), ("caminho", [])],
)
def test_fond_names(written: str, meant: list[str]) -> None:
    staff = [(name, name) for name in ("Ana", "Carla", "Carlos", "João", "Camila")]

    assert [match.key for match in match_name(written, staff)] == meant
