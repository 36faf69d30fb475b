"""The guide's steps about WhatsApp."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_scopes import scope

from accounts.enums import Role
from accounts.models import Customer, OnboardingStep, Organization
from accounts.services.onboarding import put_away, start_onboarding
from accounts.tests.factories import make_member, make_organization, make_whatsapp_customer
from bot.gateways import Button, Buttons
from bot.models import BotText, Channel, Conversation
from bot.services.outbox import queue_message
from bot.tests.factories import make_channel, make_conversation
from bot.tests.gateways.graph_server import Answer, GraphServer, graph_server

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
META = {
    "number_id": "106500000000001",
    "account_id": "102200000000001",
    "access_token": "EAAtoken",
    "app_secret": "app-secret",
}
HEALTH = Answer({"verified_name": "Studio Bela", "display_phone_number": "+55 11 4000-1234"})
PHONE = {"phone_id": "p1", "phone": "5511981230137"}


def refusal(code: int) -> Answer:
    return Answer({"error": {"code": code, "message": "Refused"}}, status=400)


@pytest.fixture
def graph() -> Iterator[GraphServer]:
    with graph_server() as server:
        yield server


@pytest.fixture
def house(db: None, settings: Any, graph: GraphServer) -> Iterator[Organization]:
    settings.WHATSAPP_GRAPH_URL = graph.url
    settings.SIMULATOR_URL = graph.url
    organization = make_organization(slug="nova")
    with scope(organization=organization):
        yield organization


@pytest.fixture
def owner(house: Organization) -> Client:
    client = Client()
    client.force_login(make_member(house, Role.OWNER).user)
    return client


def state_of(part: str) -> str | None:
    return OnboardingStep.objects.filter(part=part).values_list("state", flat=True).first()


def simulated(house: Organization, graph: GraphServer) -> Channel:
    return make_channel(house, graph_url=f"{graph.url}/v24.0")


def talked(house: Organization, channel: Channel) -> Conversation:
    """The bot has offered two buttons on the practice phone."""
    now = timezone.now()
    OnboardingStep.objects.create(organization=house, part="CHAT", state="OPEN", details=PHONE)
    customer = make_whatsapp_customer(house, PHONE["phone"])
    talk = make_conversation(channel, customer, last_message_at=now, last_customer_message_at=now)
    content = Buttons("O que vai ser?", (Button("book", "Agendar"), Button("info", "Endereço")))
    queue_message(conversation=talk, content=content, author="BOT", now=now + timedelta(seconds=1))
    return talk


def test_good_credentials_connect_and_say_what_is_left(house, owner, graph) -> None:
    graph.will_answer(HEALTH, Answer({"data": []}))
    page = owner.post("/o/nova/start/whatsapp/", META).content.decode()
    assert "Número encontrado: Studio Bela" in page
    assert "Ainda não chegou nenhuma mensagem" in page
    channel = Channel.objects.get()
    assert (channel.number_id, channel.access_token) == (META["number_id"], "EAAtoken")
    assert channel.verify_token in page
    assert "EAAtoken" not in page
    assert "app-secret" not in page
    assert state_of("WHATSAPP") == "DONE"


@pytest.mark.parametrize(
    ("code", "words"), [(190, "gere um novo token"), (100, "Confira o phone number ID")]
)
def test_refused_credentials_say_what_to_do(house, owner, graph, code: int, words: str) -> None:
    graph.will_answer(refusal(code))
    page = owner.post("/o/nova/start/whatsapp/", META).content.decode()
    assert words in page
    assert state_of("WHATSAPP") is None


def test_checking_again_and_sending_twice_keep_one_number(house, owner, graph) -> None:
    graph.will_answer(*[HEALTH, Answer({"data": []})] * 3)
    owner.post("/o/nova/start/whatsapp/", META)
    before = Channel.objects.get().verify_token
    owner.post("/o/nova/start/whatsapp/", META)
    owner.post("/o/nova/start/whatsapp/", {"check": "1"})
    assert Channel.objects.get().verify_token == before  # Meta has this one
    assert graph.answers == []


def test_number_of_another_house_is_refused(house, owner, graph) -> None:
    make_channel(make_organization(), number_id=META["number_id"])
    answer = owner.post("/o/nova/start/whatsapp/", META)
    assert answer.status_code == 422
    assert "já está ligado a outra empresa" in answer.content.decode()
    assert graph.asked == []


def test_letters_in_an_id_are_told_in_place(house, owner) -> None:
    answer = owner.post("/o/nova/start/whatsapp/", META | {"number_id": "my number"})
    assert answer.status_code == 422
    assert "Só dígitos" in answer.content.decode()


def test_one_click_connects_the_simulator_once(house, owner, graph) -> None:
    graph.will_answer(*[Answer({"numbers": []})] * 2)
    for _time in range(2):
        answer = owner.post("/o/nova/start/simulator/")
        assert answer["Location"] == "/o/nova/start/chat/"
    channel = Channel.objects.get()
    assert channel.graph_url == f"{graph.url}/v24.0"
    told = [asked.body for asked in graph.asked]
    assert told[0] == told[1]
    assert told[0]["number_id"] == channel.number_id
    assert state_of("WHATSAPP") == "DONE"


def test_simulator_away_is_said(house, owner, graph) -> None:
    graph.will_answer(Answer({}, status=500))
    answer = owner.post("/o/nova/start/simulator/", follow=True)
    assert "O simulador não respondeu" in answer.content.decode()
    assert state_of("WHATSAPP") is None


def test_without_a_simulator_only_meta_is_offered(house, owner, settings) -> None:
    settings.SIMULATOR_URL = ""
    page = owner.get("/o/nova/start/whatsapp/").content.decode()
    assert "simulador" not in page
    assert "Phone number ID" in page


def test_first_word_makes_a_phone_and_a_forgotten_one_is_replaced(house, owner, graph) -> None:
    simulated(house, graph)
    phone = Answer({"id": "p1", "phone": "5511981230137"})
    graph.will_answer(phone, Answer({"id": "m1"}))
    owner.post("/o/nova/start/chat/", {"text": "Oi"})
    assert graph.asked[1].path.endswith("/control/customers/p1/messages")
    assert graph.asked[1].body["text"] == "Oi"
    other = Answer({"id": "p2", "phone": "5511981230138"})
    graph.will_answer(Answer({}, status=404), Answer({}), other, Answer({"id": "m2"}))
    owner.post("/o/nova/start/chat/", {"text": "Oi"})
    kept = OnboardingStep.objects.get(part="CHAT").details
    assert (kept["phone_id"], kept["earlier"]) == ("p2", ["5511981230137"])


def test_answer_is_shown_with_its_choices_and_ends_the_step(house, owner, graph) -> None:
    talked(house, simulated(house, graph))
    page = owner.get("/o/nova/start/chat/").content.decode()
    assert "O que vai ser?" in page
    assert 'value="info"' in page
    graph.will_answer(Answer({"id": "m1"}))
    tap = {"kind": "button_reply", "reply_id": "info", "title": "Endereço"}
    owner.post("/o/nova/start/chat/", tap, headers=PARTIAL)
    sent = graph.asked[0].body
    assert (sent["type"], sent["id"]) == ("button_reply", "info")
    owner.post("/o/nova/start/chat/", {"done": "1"})
    assert state_of("CHAT") == "DONE"


def test_step_is_not_done_before_the_bot_has_answered(house, owner, graph) -> None:
    simulated(house, graph)
    owner.post("/o/nova/start/chat/", {"done": "1"})
    assert state_of("CHAT") is None


def test_poll_is_silent_while_nothing_is_new(house, owner, graph) -> None:
    talked(house, simulated(house, graph))
    url = "/o/nova/start/chat/messages/"
    page = owner.get(url, headers=PARTIAL).content.decode()
    after = page.split("messages/?after=")[1].split('"')[0]
    assert owner.get(f"{url}?after={after}", headers=PARTIAL).status_code == 204
    assert owner.get(f"{url}?after=older", headers=PARTIAL).status_code == 200


def test_nothing_to_say_and_nowhere_to_say_it_are_told(house, owner, graph) -> None:
    assert "Falta ligar um número" in owner.get("/o/nova/start/chat/").content.decode()
    assert owner.post("/o/nova/start/chat/", {"text": "Oi"}).status_code == 422
    simulated(house, graph)
    answer = owner.post("/o/nova/start/chat/", {"text": " "}, headers=PARTIAL)
    assert answer.status_code == 422
    assert "Escreva uma mensagem." in answer.content.decode()


def test_chat_of_another_house_is_not_shown(house, owner, graph) -> None:
    other = make_organization()
    with scope(organization=other):
        talked(other, simulated(other, graph))
    simulated(house, graph)
    OnboardingStep.objects.create(organization=house, part="CHAT", state="OPEN", details=PHONE)
    assert "O que vai ser?" not in owner.get("/o/nova/start/chat/").content.decode()


def test_business_step_shows_what_the_bot_will_say_and_writes_it(house, owner) -> None:
    page = owner.get("/o/nova/start/business/?vertical=PETSHOP&name=Bicho").content.decode()
    assert "Oi! Aqui é Bicho 🐾" in page
    form = {"name": "Bicho", "vertical": "PETSHOP", "time_zone": "America/Sao_Paulo"}
    form |= {"address": "", "weekdays": ["1"], "opens": "10:00", "closes": "16:00"}
    assert owner.post("/o/nova/start/business/", form).status_code == 302
    assert BotText.objects.get(locale="es", key="greeting").text == "¡Hola! Aquí {business} 🐾"
    bad = owner.post("/o/nova/start/business/", form | {"vertical": "MOON"})
    assert bad.status_code == 422


def test_test_is_erased_by_a_button(house, owner, graph) -> None:
    start_onboarding(organization=house)
    customer = talked(house, simulated(house, graph)).customer
    owner.post("/o/nova/start/chat/", {"done": "1"})
    assert Customer.objects.filter(pk=customer.pk).exists()  # still there to be looked at
    for part in ("chat", "ready"):
        assert "Apagar o teste" in owner.get(f"/o/nova/start/{part}/").content.decode()
    answer = owner.post("/o/nova/start/chat/removal/", {"back": "ready"}, follow=True)
    assert "Teste apagado" in answer.content.decode()
    assert "Apagar o teste" not in answer.content.decode()
    assert not Customer.objects.filter(pk=customer.pk).exists()
    again = owner.post("/o/nova/start/chat/removal/", follow=True).content.decode()
    assert "Não havia nada de teste" in again
    assert "O que vai ser?" not in again
    assert state_of("CHAT") == "DONE"


def test_practising_after_the_guide_leaves_nothing(house, owner, graph) -> None:
    talked(house, simulated(house, graph))
    put_away(organization=house)
    owner.post("/o/nova/start/chat/", {"done": "1"})
    assert not Customer.objects.exists()


@pytest.mark.parametrize("role", [Role.STAFF, Role.AGENT, Role.VIEWER])
def test_others_erase_nothing(house, graph, role: Role) -> None:
    customer = talked(house, simulated(house, graph)).customer
    client = Client()
    client.force_login(make_member(house, role).user)
    assert client.post("/o/nova/start/chat/removal/").status_code == 403
    assert Customer.objects.filter(pk=customer.pk).exists()
