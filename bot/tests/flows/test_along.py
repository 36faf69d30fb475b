"""For whom, of what size, what is added: asked once, before the times, and kept."""

from datetime import date, timedelta

import pytest

from bot.flows.desk import AddOnOption, DependantOption
from bot.flows.state import Step
from bot.gateways.content import ListMenu
from bot.tests.flows.chat import Chat
from bot.tests.flows.memory_desk import Visit, at
from bot.tests.flows.pet_shop import MEL, THOR, pet_shop

SATURDAY = date(2026, 11, 21)


def visit_of(chat: Chat) -> Visit:
    (visit,) = chat.business.visits.values()
    return visit


def choose_time(chat: Chat, time: str = "10:00") -> Chat:
    """From the question for a person to the summary."""
    chat.tap("Ana")
    chat.tap("Amanhã")
    while time not in chat.offered:
        chat.tap("Ver mais")
    chat.tap(time)
    return chat


def test_a_big_dog_with_an_add_on_by_taps() -> None:
    chat = pet_shop(THOR, MEL)
    chat.write("agendar")
    assert chat.shown[0][0] == "Banho"
    assert "Para quem é?" in chat.tap("Banho")
    assert list(chat.offered) == ["Thor", "Mel", "Outro animal"]
    assert "Quer acrescentar algo?" in chat.tap("Thor")
    assert list(chat.offered) == ["Hidratação", "Corte de unhas", "Não, obrigado"]
    seen = chat.tap("Hidratação")
    assert "Incluído: Hidratação." in seen
    assert list(chat.offered) == ["Corte de unhas", "Só isso"]
    chat.tap("Só isso")
    seen = choose_time(chat).seen
    for words in ("*Banho*", "para Thor", "+ Hidratação", "R$ 155,00 · 2 h 30"):
        assert words in seen
    seen = chat.tap("Confirmar")
    for words in ("para Thor", "+ Hidratação", "R$ 155,00"):
        assert words in seen
    visit = visit_of(chat)
    assert visit.ends_at - visit.starts_at == timedelta(minutes=150)
    assert (visit.dependant_id, visit.add_on_ids) == ("d-thor", ("x-hid",))


def test_the_times_are_those_of_the_real_length() -> None:
    chat = pet_shop(THOR, MEL, add_ons=())
    chat.business.add("rival", "s-corte", "p-ana", at(SATURDAY, 11))
    chat.business.add("rival", "s-corte", "p-bia", at(SATURDAY, 11))
    chat.write("banho para o Thor amanhã às 10h")
    assert chat.state.dependant_id == "d-thor"
    chat.tap("Sem preferência")
    assert "10:00" not in chat.offered
    assert "12:00" in chat.offered
    small = pet_shop(MEL, add_ons=())
    small.business.visits |= chat.business.visits
    assert "às 10:00" in small.write("banho amanhã às 10h com a Ana")


def test_the_only_one_is_taken_for_granted_and_said() -> None:
    chat = pet_shop(THOR)
    seen = chat.write("banho")
    assert "É para Thor. Se for para outro, escreva: outro animal." in seen
    assert chat.state.step == Step.ADD_ONS
    assert "É para Thor" not in chat.write("não")
    assert chat.state.step == Step.STAFF


def test_somebody_else_than_the_one_taken_for_granted() -> None:
    chat = pet_shop(THOR)
    chat.write("banho")
    assert "nome do animal" in chat.write("outro animal")
    assert "nome do animal" in chat.write("amanhã")
    seen = chat.write("rex")
    assert "Qual é o porte de Rex?" in seen
    assert chat.state.on == SATURDAY
    chat.write("é pequeno")
    assert [(one.name, one.size) for one in chat.desk.dependants("PET")] == [
        ("Thor", "L"),
        ("Rex", "S"),
    ]
    assert chat.state.step == Step.ADD_ONS


def test_nobody_on_the_card_is_asked_name_and_size() -> None:
    chat = pet_shop()
    chat.write("banho")
    assert "Qual é o nome do animal?" in chat.seen
    assert "Qual é o porte de Thor?" in chat.write("é o thor") or "porte" in chat.seen
    assert list(chat.offered) == ["Pequeno", "Médio", "Grande", "Gigante", "Não sei"]
    chat.tap("Grande")
    (made,) = chat.desk.dependants("PET")
    assert made.size == "L"
    chat.tap("Não, obrigado")
    assert "R$ 110,00 · 2 h" in choose_time(chat).seen


def test_who_does_not_know_the_size_gets_the_services_own() -> None:
    chat = pet_shop(DependantOption("d-1", "Bidu"))
    chat.write("banho")
    chat.write("não sei")
    chat.write("não")
    assert "R$ 60,00 · 1 h" in choose_time(chat).seen
    assert chat.desk.dependants("PET")[0].size == ""


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("é de porte grande", "L"),
        ("he's extra large", "XL"),
        ("Gigante!", "XL"),
        ("médio", "M"),
        ("bem pequena", "S"),
        ("mediano", "M"),
    ],
)
def test_a_size_may_be_written(text: str, size: str) -> None:
    chat = pet_shop(DependantOption("d-1", "Bidu"))
    chat.write("banho")
    chat.write(text)
    assert chat.desk.dependants("PET")[0].size == size


def test_without_sizes_nobody_is_asked_for_one() -> None:
    chat = pet_shop(depends_on_size=False)
    chat.write("banho")
    chat.write("Thor")
    assert chat.state.step == Step.ADD_ONS


def test_a_service_for_the_customer_asks_nothing() -> None:
    chat = pet_shop(THOR, MEL)
    assert "horário" in chat.write("corte feminino amanhã") or chat.state.step == Step.TIME
    assert chat.state.dependant_id == ""


def test_the_price_list_says_from_how_much() -> None:
    chat = pet_shop(THOR)
    assert "a partir de R$ 60,00, conforme o porte" in chat.write("quanto custa o banho?")


def test_another_service_forgets_what_was_added() -> None:
    chat = pet_shop(THOR)
    chat.write("banho")
    chat.tap("Hidratação")
    chat.write("na verdade corte feminino")
    assert chat.state.add_ons == ()
    assert "+ Hidratação" not in chat.seen


def test_the_last_one_added_ends_the_question() -> None:
    chat = pet_shop(THOR)
    chat.write("banho")
    chat.write("hidratação")
    chat.write("corte de unhas")
    assert chat.state.step == Step.STAFF
    assert chat.state.add_ons == ("x-hid", "x-unha")


def test_long_lists_have_pages_within_the_limits() -> None:
    many = tuple(AddOnOption(f"x-{n}", f"Adicional {n:02}", 5) for n in range(25))
    chat = pet_shop(THOR, add_ons=many)
    chat.write("banho")
    seen: set[str] = set()
    while "Ver mais" in chat.offered:
        assert isinstance(chat.turn.replies[-1], ListMenu)
        assert len(chat.offered) == 10
        assert "Não, obrigado" in chat.offered
        seen |= set(chat.offered)
        chat.tap("Ver mais")
    seen |= set(chat.offered)
    assert {one.name for one in many} <= seen
    chat.tap("Adicional 24")
    assert chat.state.add_ons == ("x-24",)
    pack = [DependantOption(f"d-{n}", f"Animal {n:02}") for n in range(15)]
    chat = pet_shop(*pack)
    chat.write("banho")
    assert "Outro animal" in chat.offered
    chat.tap("Ver mais")
    chat.tap("Animal 14")
    assert chat.state.dependant_id == "d-14"


def test_moving_keeps_length_add_ons_and_whom() -> None:
    chat = pet_shop(THOR)
    chat.write("banho")
    chat.tap("Hidratação")
    chat.tap("Só isso")
    choose_time(chat)
    chat.tap("Confirmar")
    chat.business.add("rival", "s-corte", "p-ana", at(SATURDAY, 15))
    seen = chat.write("remarcar")
    assert "Que dia" in seen
    chat.tap("Amanhã")
    assert "13:00" not in chat.offered
    while "12:30" not in chat.offered:
        chat.tap("Ver mais")
    seen = chat.tap("12:30")
    for words in ("para Thor", "+ Hidratação"):
        assert words in seen
    chat.tap("Confirmar")
    visit = next(one for one in chat.business.visits.values() if one.customer == "maria")
    assert visit.starts_at == at(SATURDAY, 12, 30)
    assert visit.ends_at - visit.starts_at == timedelta(minutes=150)
    assert (visit.dependant_id, visit.add_on_ids) == ("d-thor", ("x-hid",))


def test_my_appointments_say_for_whom() -> None:
    chat = pet_shop(THOR, MEL)
    for name, time in (("Thor", "09:00"), ("Mel", "14:00")):
        chat.write("agendar")
        chat.tap("Banho")
        chat.tap(name)
        chat.tap("Não")
        choose_time(chat, time)
        chat.tap("Confirmar")
    chat.write("meus horários")
    content = chat.turn.replies[-1]
    assert isinstance(content, ListMenu)
    told = [row.description for section in content.sections for row in section.rows]
    assert told == ["Thor · Banho · Ana", "Mel · Banho · Ana"]
    assert "para Mel" in chat.tap_id(chat.shown[1][1])


def test_back_leads_to_the_services() -> None:
    chat = pet_shop(THOR)
    chat.write("banho")
    assert "O que você quer agendar?" in chat.write("voltar")


@pytest.mark.parametrize(
    "reply_id",
    [
        "whom:s-banho:d-999",
        "whom:s-gone:d-thor",
        "size:d-999:L",
        "size:d-thor:QQ",
        "addon:s-banho:x-999",
        "addon:s-gone:x-hid",
        "added:s-gone",
        "new:s-gone",
        "more:whom:s-gone:0",
        "more:addon:s-gone:5",
    ],
)
def test_a_tap_on_what_is_not_there_is_answered(reply_id: str) -> None:
    chat = pet_shop(THOR)
    assert chat.tap_id(reply_id)
    assert chat.visits == []


def test_a_vanished_animal_is_asked_again() -> None:
    chat = pet_shop(THOR, MEL)
    chat.write("banho")
    chat.tap("Thor")
    chat.business.brought["maria"] = [MEL, DependantOption("d-3", "Rex", "S")]
    chat.tap("Não")
    assert chat.state.step == Step.WHOM
