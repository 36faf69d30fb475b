"""People answer customers in a real browser: open, read, answer, hand back."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, expect

from accounts.models import Organization
from accounts.tests.factories import make_customer, make_organization, make_user
from bot.enums import Owner
from bot.models import Channel, Conversation, Delivery, Message
from bot.tests.factories import make_channel, make_conversation, wamid
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from scheduling.tests.factories import make_staff, open_on_holidays, today
from tests.door import log_in

DESK = {"width": 1440, "height": 900}
POLLED_MS = 20_000  # the page asks every 4 s

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Inbox:
    """Marina waits for a person, Igor talks to the bot."""

    organization: Organization
    channel: Channel
    marina: Conversation
    igor: Conversation
    base_url: str

    @property
    def url(self) -> str:
        return f"{self.base_url}/o/{self.organization.slug}/conversations/"

    def hear(self, talk: Conversation, text: str, **fields: Any) -> None:
        Message.objects.create(
            organization=self.organization,
            channel=self.channel,
            conversation=talk,
            direction="IN",
            author="CUSTOMER",
            text=text,
            external_id=wamid(),
            **({"kind": "TEXT", "occurred_at": timezone.now(), "content": {}} | fields),
        )


@pytest.fixture
def inbox(live_server: Any) -> Iterator[Inbox]:
    owner = make_user(email="ana@studio.test", name="Ana Souza")
    organization = make_organization(owner=owner, name="Studio Bela")
    now = timezone.now()
    with scope(organization=organization):
        channel = make_channel(organization)
        marina, igor = (
            make_conversation(
                channel,
                make_customer(organization, name=name),
                last_message_at=now - timedelta(minutes=minutes),
                last_customer_message_at=now - timedelta(minutes=minutes),
                last_message_text="Oi",
                **fields,
            )
            for name, minutes, fields in (
                (
                    "Marina Costa",
                    1,
                    {
                        "owner": Owner.HUMAN,
                        "waits_for_person": True,
                        "handover_reason": "Pediu uma pessoa",
                        "unread_count": 2,
                    },
                ),
                ("Igor Matos", 5, {}),
            )
        )
        made = Inbox(organization, channel, marina, igor, live_server.url)
        for number in range(70):
            at = now - timedelta(days=2) + timedelta(minutes=number)
            made.hear(marina, f"antiga {number:02}", occurred_at=at)
        made.hear(marina, "Dá para remarcar?", occurred_at=now - timedelta(minutes=1))
        made.hear(igor, "Bom dia", occurred_at=now - timedelta(minutes=5))
        yield made


def enter(page: Page, inbox: Inbox) -> Page:
    return log_in(page, inbox.url)


LEVELS = "all => all.filter(one => one.checkVisibility()).map(one => Number(one.tagName[1]))"


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_a_visit_is_booked_and_seen_beside_the_conversation(
    inbox: Inbox, new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    open_on_holidays(inbox.organization)
    service = make_service(inbox.organization, name="Corte")
    make_staff(inbox.organization, [service], name="Ana Souza")
    page = enter(new_page(viewport=viewport, reduced_motion="reduce"), inbox)
    page.locator(".talk", has_text="Marina Costa").click()
    expect(page.locator("#conversation-title")).to_have_text("Marina Costa")
    beside = page.locator("#customer-aside" if viewport == DESK else "#customer-body")
    opener = page.get_by_role("button", name="Ver o cliente")
    if viewport == PHONE:
        opener.click()
    levels = page.locator("h1, h2, h3, h4").evaluate_all(LEVELS)
    assert {1, 2} <= set(levels) <= {1, 2}
    beside.get_by_role("link", name="Agendar").click()
    panel = page.locator("#panel")
    panel.get_by_label("Serviço").select_option(label="Corte")
    day = today() + timedelta(days=1)
    panel.get_by_label("Data").fill(day.isoformat())
    panel.get_by_label("Hora").fill("10:00")
    panel.get_by_role("button", name="Agendar").click()
    expect(panel).to_be_hidden()
    expect(page).to_have_url(f"{inbox.url}{inbox.marina.pk}/")
    if viewport == PHONE:
        opener.click()
    beside.get_by_role("link", name="Corte").click()
    expect(panel).to_contain_text("Marina Costa")
    expect(panel.get_by_role("link", name="Mudar horário")).to_be_visible()


def test_desk_answers_and_hands_back(inbox: Inbox, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), inbox)
    page.get_by_role("link", name="Aguardando").click()
    expect(page.locator(".talk")).to_have_count(1)
    page.locator(".talk", has_text="Marina Costa").click()
    expect(page).to_have_url(f"{inbox.url}{inbox.marina.pk}/?show=waiting")
    expect(page.locator(".handover")).to_contain_text("Pediu uma pessoa")
    expect(page.locator(".talk-count")).to_have_count(0)
    expect(page.get_by_text("Dá para remarcar?")).to_be_in_viewport()

    composer = page.get_by_label("Mensagem", exact=True)
    composer.fill("Claro, qual dia?")
    page.keyboard.press("Enter")
    expect(page.locator(".bubble-ours")).to_contain_text("Claro, qual dia?")
    expect(page.locator(".bubble-ours")).to_contain_text("Na fila")
    expect(composer).to_have_value("")
    expect(composer).to_be_focused()
    assert Message.objects.filter(author="STAFF").count() == 1
    expect(page.locator(".handover")).to_have_count(0)

    composer.fill("meio escrita")
    inbox.hear(inbox.marina, "Quinta de manhã")
    Delivery.objects.update(status="READ")
    expect(page.get_by_text("Quinta de manhã")).to_be_in_viewport(timeout=POLLED_MS)
    expect(page.locator(".bubble-ours")).to_contain_text("Lida")
    expect(composer).to_have_value("meio escrita")

    page.get_by_role("button", name="Devolver ao robô").click()
    expect(page.get_by_role("button", name="Assumir")).to_be_visible()
    expect(composer).to_have_value("meio escrita")
    assert Conversation.objects.get(pk=inbox.marina.pk).owner == Owner.BOT
    page.reload()
    expect(page.get_by_label("Mensagem", exact=True)).to_have_value("meio escrita")


def test_older_messages_stay_where_the_reader_is(
    inbox: Inbox, new_page: Callable[..., Page]
) -> None:
    page = enter(new_page(viewport=DESK), inbox)
    page.locator(".talk", has_text="Marina Costa").click()
    page.get_by_role("link", name="Mensagens anteriores").click()
    expect(page.get_by_text("antiga 00")).to_be_attached()
    expect(page.get_by_role("link", name="Mensagens anteriores")).to_have_count(0)
    page.get_by_text("antiga 00").scroll_into_view_if_needed()
    inbox.hear(inbox.marina, "Cheguei!")
    expect(page.get_by_role("button", name="Mensagens novas")).to_be_visible(timeout=POLLED_MS)
    expect(page.get_by_text("antiga 00")).to_be_in_viewport()
    page.get_by_role("button", name="Mensagens novas").click()
    expect(page.get_by_text("Cheguei!")).to_be_in_viewport()
    expect(page.locator(".bubble")).to_have_count(72)


def test_double_click_sends_once(inbox: Inbox, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), inbox)
    page.goto(f"{inbox.url}{inbox.igor.pk}/")
    page.get_by_label("Mensagem", exact=True).fill("Uma vez só")
    page.get_by_role("button", name="Enviar").dblclick()
    expect(page.locator(".bubble-ours")).to_contain_text("Na fila")
    expect(page.locator(".bubble-ours")).to_have_count(1)
    assert Message.objects.filter(text="Uma vez só").count() == 1


def test_new_customer_appears_in_the_list(inbox: Inbox, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=DESK), inbox)
    expect(page.locator(".talk")).to_have_count(2)
    make_conversation(
        inbox.channel,
        make_customer(inbox.organization, name="Helena Vaz"),
        last_message_at=timezone.now(),
        last_message_text="[IMAGE]",
        unread_count=1,
    )
    expect(page.locator(".talk").first).to_contain_text("Helena Vaz", timeout=POLLED_MS)
    expect(page.locator(".talk").first).to_contain_text("Foto")


def test_conversation_on_a_phone(inbox: Inbox, new_page: Callable[..., Page]) -> None:
    page = enter(new_page(viewport=PHONE, is_mobile=True, has_touch=True), inbox)
    page.locator(".talk", has_text="Igor Matos").tap()
    expect(page.get_by_role("heading", name="Igor Matos")).to_be_visible()
    expect(page.locator(".talk").first).to_be_hidden()
    page.get_by_label("Mensagem", exact=True).fill("Bom dia, Igor")
    page.get_by_role("button", name="Enviar").tap()
    expect(page.locator(".bubble-ours")).to_be_in_viewport()
    page.get_by_role("button", name="Ver o cliente").tap()
    expect(page.locator("#customer-panel")).to_contain_text("Ainda não veio")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Voltar para as conversas").tap()
    expect(page.locator(".talk").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
