"""The built-in conversation where a house has no flow: what it costs, keeps and says."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope

from accounts.models import Customer, Organization
from accounts.tests.factories import make_organization, make_user
from bot.enums import Author, Owner
from bot.models import Channel, Conversation, FlowRun, FlowVersion, Message
from bot.services.talking import graph_in
from bot.services.texts import set_texts
from bot.services.turns import run_due_turns
from bot.services.words import words_for
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.services.conftest import MARINA, Receive, Says, after, stamp
from catalog.models import Service
from catalog.tests.factories import make_service
from scheduling.models import Appointment
from scheduling.tests.factories import make_staff

pytestmark = pytest.mark.django_db
# What a turn may ask of the database: as much as the rules at the desk need by themselves.
COSTS = (
    ("oi", 24),
    ("quero agendar um corte feminino", 30),
    ("segunda que vem", 31),
    ("blim blom", 33),
    ("10h", 51),
    ("Marina Souza", 22),
    ("sim", 49),
    ("obrigada", 19),
    ("quanto custa?", 18),
    ("quero cancelar", 23),
    ("sim", 37),
    ("quero falar com um atendente", 16),
)


@pytest.fixture
def cut(organization: Organization) -> Service:
    made = make_service(organization, name="Corte feminino")
    make_staff(organization, [made])
    return made


def body_of(channel: Channel, words: str, at: int) -> bytes:
    moment = stamp(timezone.now()) - 600 + at
    said = text_message(words, sender=MARINA, timestamp=moment, wamid=wamid())
    return webhook_body(channel, said)


def reworded(organization: Organization, **texts: str) -> None:
    set_texts(organization=organization, locale="pt-BR", texts=texts, actor=make_user())


def test_no_turn_asks_more_of_the_database_than_the_desk_needs(
    channel: Channel, cut: Service, receive: Receive
) -> None:
    costs = []
    for at, (words, _cost) in enumerate(COSTS):
        receive(body_of(channel, words, at))
        with CaptureQueriesContext(connection) as captured:
            assert run_due_turns(now=after(5)) == 1
        costs.append((words, len(captured)))
    assert tuple(costs) == COSTS


def test_it_needs_no_rows_of_flows(cut: Service, says: Says) -> None:
    assert "Que dia fica bom?" in says("quero agendar um corte feminino")[0]
    says("segunda que vem")
    says("10h")
    says("Marina Souza")
    assert "Está marcado" in says("sim")[0]
    assert Appointment.objects.exclude(status="HELD").count() == 1
    assert not FlowRun.objects.exists()
    assert not FlowVersion.objects.exists()


def test_a_message_that_is_delivered_twice_is_answered_once(
    channel: Channel, cut: Service, receive: Receive
) -> None:
    body = body_of(channel, "quero agendar um corte feminino", 0)
    receive(body, body)
    run_due_turns(now=after(5))
    kept = Conversation.objects.get().flow_state
    receive(body)
    run_due_turns(now=after(9))
    assert Message.objects.filter(author=Author.BOT).count() == 1
    assert Conversation.objects.get().flow_state == kept


@pytest.mark.parametrize(
    ("kept", "said", "asked"),
    [
        ({"step": "DAY", "goal": "BOOK", "staff_id": "any"}, "segunda que vem", "qual horário?"),
        ({"step": "STAFF", "goal": "BOOK"}, "tanto faz", "Que dia fica bom?"),
        ({"step": "MENU", "at": "somewhere else"}, "quero agendar", "O que você quer agendar?"),
        ({"step": "PAYING", "goal": "BOOK"}, "quero agendar", "O que você quer agendar?"),
    ],
)
def test_it_goes_on_from_whatever_was_kept_before(
    cut: Service, says: Says, kept: dict[str, Any], said: str, asked: str
) -> None:
    says("oi")
    now = timezone.now().isoformat()
    state = {**kept, "service_id": str(cut.pk), "touched_at": now}
    Conversation.objects.update(flow_state=state)
    assert asked in says(said)[0]


def test_the_words_of_the_house_are_said_as_soon_as_they_are_changed(
    organization: Organization, says: Says
) -> None:
    assert says("obrigada") == ["Por nada! Qualquer coisa, é só chamar."]
    reworded(organization, thanks="Imagina {{mesmo}}!", handover="Já vem alguém do salão.")
    assert says("obrigada") == ["Imagina {mesmo}!"]
    assert says("quero falar com um atendente") == ["Já vem alguém do salão."]
    conversation = Conversation.objects.get()
    assert (conversation.owner, conversation.waits_for_person) == (Owner.HUMAN, True)
    assert conversation.handover_reason == "O cliente pediu uma pessoa."


def test_a_menu_in_many_words_is_said_whole(organization: Organization, says: Says) -> None:
    many = "Diga o que precisa. " * 29
    reworded(organization, menu=many)
    assert many.strip() in says("oi")[0]


def test_houses_share_their_graph_unless_they_have_words_of_their_own(
    organization: Organization,
) -> None:
    nobody = Customer(locale="pt-BR")
    usual = graph_in(words_for(organization, nobody))
    other = make_organization(name="Pet Feliz")
    with scope(organization=other):
        assert graph_in(words_for(other, nobody)) is usual
        reworded(other, thanks="Lambidas!")
        assert graph_in(words_for(other, nobody)).nodes["obrigado"].data["text"] == "Lambidas!"
    assert graph_in(words_for(organization, nobody)) is usual
    assert graph_in(words_for(organization, Customer(locale="es"))).locale == "es"


def test_who_asks_for_another_language_is_answered_in_it_to_the_end(says: Says) -> None:
    says("oi")
    assert "How can I help?" in says("english")[0]
    assert says("thank you") == ["You're welcome! If you need anything, just write."]
    (called,) = says("i want to talk to a person")
    assert called.startswith("Sure! I've called the team.")
