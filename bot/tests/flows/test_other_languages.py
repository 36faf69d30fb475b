"""The same dialogues in English and in Spanish, in the words of their own graphs."""

import pytest

from bot.tests.flows.chat import Chat

Talk = tuple[tuple[str, str], ...]  # what the customer says, and what stands in the answer
VISIT, MOVED = "s-corte p-ana 23/11 10:00", "s-corte p-ana 24/11 11:00"

BOOKING: dict[str, Talk] = {
    "en": (
        ("hi", "How can I help?"),
        ("i want to book a corte feminino", "Who would you prefer?"),
        ("with Ana", "Which day works for you?"),
        ("next monday", "Mon, Nov 23: what time?"),
        ("10am", "What's your name?"),
        ("Mary Smith", "Mon, Nov 23 at 10:00 AM\nR$80.00 · 1 h\n\nShall I book it?"),
        ("yes", "All set, Mary! You're booked:"),
        ("ok", ""),
    ),
    "es": (
        ("hola", "¿Cómo puedo ayudarte?"),
        ("quiero reservar un corte feminino", "¿Con quién prefieres?"),
        ("con Ana", "¿Qué día te queda bien?"),
        ("el lunes que viene", "lun, 23/11: ¿a qué hora?"),
        ("a las 10", "¿Cuál es tu nombre?"),
        ("María García", "lun, 23/11 a las 10:00\n80,00 BRL · 1 h\n\n¿Lo reservo?"),
        ("sí", "¡Listo, María! Tu cita está reservada:"),
        ("ok", ""),
    ),
}
CHANGING: dict[str, Talk] = {
    "en": (
        ("my appointments", "*Corte feminino*\nwith Ana\nMon, Nov 23 at 10:00 AM"),
        ("can I reschedule?", "Which day works for you?"),
        ("tuesday at 11am", "from Mon, Nov 23 at 10:00 AM\nto Tue, Nov 24 at 11:00 AM"),
        ("yes", "Tue, Nov 24 at 11:00 AM"),
    ),
    "es": (
        ("mis turnos", "*Corte feminino*\ncon Ana\nlun, 23/11 a las 10:00"),
        ("quiero cambiar mi turno", "¿Qué día te queda bien?"),
        ("martes a las 11", "del lun, 23/11 a las 10:00\npara mar, 24/11 a las 11:00"),
        ("sí", "mar, 24/11 a las 11:00"),
    ),
}
CANCELLING: dict[str, Talk] = {
    "en": (
        ("i want to cancel", "Do you really want to cancel this appointment?"),
        ("yes", "Done, I cancelled:"),
    ),
    "es": (
        ("quiero cancelar", "¿De verdad quieres cancelar esta cita?"),
        ("sí", "Listo, cancelé:"),
    ),
}
ASKING: dict[str, Talk] = {
    "en": (
        ("prices", "*Barbearia*\nBarba: R$40.00 · 30 min"),
        ("where are you?", "Opening hours:"),
    ),
    "es": (
        ("precios", "*Barbearia*\nBarba: 40,00 BRL · 30 min"),
        ("cuál es la dirección?", "Horario de atención:"),
    ),
}
LOST: dict[str, Talk] = {
    "en": (
        ("hi", "How can I help?"),
        ("blim blom", "You can write, for example: book tomorrow at 3pm."),
        ("blam", "I still didn't get it."),
        ("zxcv", "Would you rather talk to a person?"),
        ("qwer", "Sure! I've called the team."),
    ),
    "es": (
        ("hola", "¿Cómo puedo ayudarte?"),
        ("blim blom", "Puedes escribir, por ejemplo: reservar mañana a las 15h."),
        ("blam", "Todavía no entendí."),
        ("zxcv", "¿Prefieres hablar con una persona?"),
        ("qwer", "¡Listo! Ya llamé al equipo."),
    ),
}
# What the steps of the graph say themselves: the way, what is said, what is answered.
OWN_WAYS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "en": (
        ("human", "i want to talk to a person", "Sure! I've called the team."),
        ("late", "i'm running late", "Thanks for letting us know! I've told the team"),
        ("my_data", "what data do you have about me?", "Your data is yours:"),
        ("thanks", "thank you", "You're welcome!"),
        ("stop", "stop", "Done, you won't get our news any more."),
        ("opt_in", "subscribe", "You'll get our news."),
    ),
    "es": (
        ("human", "quiero hablar con una persona", "¡Listo! Ya llamé al equipo."),
        ("late", "voy a llegar tarde", "¡Gracias por avisar! Ya le conté al equipo"),
        ("my_data", "qué datos tienen sobre mí?", "Tus datos son tuyos:"),
        ("thanks", "gracias", "¡De nada!"),
        ("stop", "parar", "Listo, no recibirás más nuestras novedades."),
        ("opt_in", "quiero recibir", "¡Listo! Recibirás nuestras novedades."),
    ),
}
in_both = pytest.mark.parametrize("locale", ["en", "es"])


def said(chat: Chat, talk: Talk) -> None:
    for words, answer in talk:
        seen = chat.write(words)
        assert (answer in seen) if answer else seen == ""


def booked(locale: str) -> Chat:
    chat = Chat().speaking(locale)
    said(chat, BOOKING[locale])
    return chat


@in_both
def test_a_visit_is_booked(locale: str) -> None:
    chat = booked(locale)
    assert chat.visits == [VISIT]
    assert chat.holds == []


@in_both
def test_own_visits_are_shown_and_one_is_moved(locale: str) -> None:
    chat = booked(locale)
    said(chat, CHANGING[locale])
    assert chat.visits == [MOVED]


@in_both
def test_a_visit_is_cancelled_after_one_more_question(locale: str) -> None:
    chat = booked(locale)
    question, yes = CANCELLING[locale]
    said(chat, (question,))
    assert chat.visits == [VISIT]
    said(chat, (yes,))
    assert chat.visits == []


@in_both
def test_prices_and_the_place_are_told(locale: str) -> None:
    chat = Chat().speaking(locale)
    said(chat, ASKING[locale])
    assert ("entender", "place") in chat.turn.left


@in_both
def test_the_fourth_time_that_nothing_is_understood_a_person_is_called(locale: str) -> None:
    chat = Chat().speaking(locale)
    said(chat, LOST[locale][:-1])
    assert chat.people == []
    said(chat, LOST[locale][-1:])
    assert chat.people == ["O robô não entendeu o cliente várias vezes."]
    assert ("entender", "lost") in chat.turn.left


@in_both
def test_what_the_flow_says_itself_is_said_in_its_language(locale: str) -> None:
    for way, words, answer in OWN_WAYS[locale]:
        chat = Chat().speaking(locale)
        assert answer in chat.write(words)
        assert chat.turn.left == (("entender", way),)
        assert len(chat.turn.replies) == 1


@in_both
def test_giving_up_in_the_middle_lets_the_time_go(locale: str) -> None:
    chat = Chat().speaking(locale).named()
    said(chat, BOOKING[locale][1:4])
    chat.write("10:00")
    assert len(chat.holds) == 1
    chat.write({"en": "never mind", "es": "déjalo"}[locale])
    assert ("entender", "dropped") in chat.turn.left
    assert (chat.holds, chat.visits) == ([], [])


@in_both
def test_taps_lead_as_far_as_words(locale: str) -> None:
    chat = Chat().speaking(locale).named()
    chat.tap_id("book")
    chat.tap("Barba")
    chat.tap(chat.shown[1][0])
    chat.tap(chat.shown[0][0])
    chat.tap(chat.shown[0][0])
    assert len(chat.visits) == 1
    assert chat.turn.left == (("confirm", "done"),)
