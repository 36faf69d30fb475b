"""Other times than those that were shown, and what else is said in the middle."""

import pytest

from bot.flows import Incoming
from bot.flows.state import Step
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import at
from bot.tests.flows.pet_shop import THOR, pet_shop
from bot.tests.flows.test_second_thoughts import SATURDAY


def at_the_summary(said: str = "corte amanhã às 10h com a Ana") -> Chat:
    chat = Chat().named()
    chat.write(said)
    assert chat.state.step == Step.CONFIRM
    return chat


def times_of(chat: Chat) -> list[str]:
    return [title for title in chat.offered if title[:2].isdigit()]


@pytest.mark.parametrize("typed", ["mais tarde", "tem um pouco mais tarde?", "algo mais tarde"])
def test_later_than_the_summary(typed: str) -> None:
    chat = at_the_summary()

    chat.write(typed)

    assert times_of(chat)[0] == "10:30"
    assert chat.holds == []


def test_earlier_than_the_list_and_none_of_these() -> None:
    chat = at_the_summary()
    chat.write("mais tarde")

    chat.write("nenhum desses")
    assert times_of(chat)[0] == "14:30"
    chat.write("mais cedo")

    assert times_of(chat)[0] == "09:00"


def test_nothing_is_earlier_than_the_first() -> None:
    chat = at_the_summary("corte amanhã às 9h com a Ana")

    assert "Mais cedo que isso não tenho" in chat.write("mais cedo")
    assert times_of(chat)[0] == "09:00"


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("uma hora depois", "11:00"),
        ("meia hora antes", "09:30"),
        ("duas horas mais tarde", "12:00"),
    ],
)
def test_so_much_later(typed: str, time: str) -> None:
    assert f"às {time}" in at_the_summary().write(typed)


def test_the_last_one_is_a_time_and_no_button() -> None:
    chat = Chat().named()
    chat.write("corte com a Ana amanhã de manhã")

    assert "às 11:30" in chat.write("o último")


def test_none_of_the_days_shows_more_and_a_no_shows_a_way_out() -> None:
    chat = Chat().named()
    chat.write("corte com a Ana")
    first = list(chat.offered)

    chat.write("nenhum desses")
    assert not set(first[:7]) & set(chat.offered)
    assert "fale com a equipe" in chat.write("não")
    chat.write("não")

    assert "Falar com atendente" in chat.offered


def test_the_other_one_asks_which() -> None:
    chat = Chat().named()
    chat.write("corte com a Ana amanhã")

    assert "Qual deles?" in chat.write("esse não, o outro")


def test_which_days_and_who_are_told_without_complaint() -> None:
    chat = Chat().named()
    chat.write("corte com a Ana")
    days = list(chat.offered)

    chat.write("que dias vc tem?")
    assert list(chat.offered) == days
    assert "Ana, Beatriz" in chat.write("quem trabalha aí?")
    assert "já anotei" in chat.write("ana")

    assert chat.state.step == Step.DAY


@pytest.mark.parametrize(
    "typed", ["vou ver com meu marido e te aviso", "deixa eu ver aqui", "vou pensar"]
)
def test_who_has_to_ask_first_keeps_the_time(typed: str) -> None:
    chat = at_the_summary()

    seen = chat.write(typed)

    assert "Guardo esse horário" in seen
    assert len(chat.holds) == 1
    assert not chat.visits
    chat.write("pode marcar")
    assert chat.visits == ["s-corte p-ana 21/11 10:00"]


def test_a_yes_after_a_no_shows_the_summary_again() -> None:
    chat = at_the_summary()
    chat.write("não")

    assert "Posso marcar?" in chat.write("pode marcar")
    assert not chat.visits


def visiting() -> Chat:
    chat = Chat().named()
    chat.business.add("maria", "s-corte", "p-ana", at(SATURDAY, 10))
    return chat


def test_who_cannot_come_moves_by_naming_a_day() -> None:
    chat = visiting()

    assert "O que fazemos com este horário?" in chat.write("na verdade não vou poder")
    assert "seg, 23/11: qual horário?" in chat.write("pode ser segunda?")
    chat.write("às 9")
    chat.write("sim")

    assert chat.visits == ["s-corte p-ana 23/11 09:00"]


def test_cancel_in_the_middle_of_a_move_asks_for_the_visit() -> None:
    chat = visiting()
    chat.write("quero remarcar")

    assert "Quer mesmo cancelar" in chat.write("cancela")
    assert chat.visits
    chat.write("sim")

    assert chat.visits == []


@pytest.mark.parametrize("typed", ["marcou?", "deu certo?", "ficou marcado?"])
def test_whether_it_is_booked(typed: str) -> None:
    chat = at_the_summary()
    chat.write("sim")

    assert "sáb, 21/11 às 10:00" in chat.write(typed)


@pytest.mark.parametrize("typed", ["isso não funciona", "vc não entende nada", "que saco"])
def test_anger_calls_a_person(typed: str) -> None:
    chat = Chat().named()

    chat.write(typed)

    assert chat.people


def test_the_price_of_what_may_be_added_adds_nothing() -> None:
    chat = pet_shop(THOR)
    chat.write("banho")

    assert "R$ 45,00" in chat.write("e a hidratação quanto custa?")
    assert chat.state.add_ons == ()
    assert chat.state.step == Step.ADD_ONS


def test_a_sentence_is_no_name() -> None:
    chat = pet_shop()
    chat.write("quero dar banho no meu cachorro")

    assert "só o nome" in chat.write("ele é grande")
    chat.write("o nome dele é Rex")

    assert [one.name for one in chat.desk.dependants("PET")] == ["Rex"]


def test_a_question_for_the_team_keeps_the_open_one() -> None:
    chat = at_the_summary()

    seen = chat.write("vcs aceitam pix?")

    assert "a equipe responde melhor" in seen
    assert "Posso marcar?" in seen
    assert chat.state.retries == 0


def test_until_when_the_visit_may_be_cancelled() -> None:
    chat = visiting()

    seen = chat.write("até quando posso cancelar?")

    assert "até sáb, 21/11 às 08:00" in seen
    assert "Meus horários" in chat.offered


def test_a_voice_note_in_the_middle_keeps_the_question() -> None:
    chat = Chat().named()
    chat.write("corte")
    chat.send(Incoming(kind="AUDIO"))

    chat.write("com a bia")

    assert chat.state.step == Step.DAY


def test_another_service_in_a_visit_that_stands_is_for_the_team() -> None:
    chat = visiting()

    seen = chat.write("posso incluir a escova no meu horário de amanhã?")

    assert "a equipe responde melhor" in seen
    assert chat.visits == ["s-corte p-ana 21/11 10:00"]
    assert chat.holds == []
