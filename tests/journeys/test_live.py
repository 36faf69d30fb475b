"""Everything live: two people at their desks see what happens while it happens."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.utils import timezone
from django_scopes import scope
from playwright.sync_api import Page, Route, expect

from accounts.enums import Role
from accounts.models import Organization, User
from accounts.tests.factories import make_customer, make_member, make_organization, make_user
from bot.models import Conversation, Message
from bot.tests.factories import make_channel, make_conversation, wamid
from catalog.tests.factories import make_service
from config.run.testing.browser import PHONE
from config.run.testing.stack import LiveStack, StartStack
from scheduling.models import Staff
from scheduling.services.policy import ensure_policy
from scheduling.tests.factories import make_appointment, make_staff
from tests.axe import serious
from tests.phones import Phones, eventually
from tests.shop import open_shop
from tests.streams import session_of

DESK = {"width": 1440, "height": 900}
SOON_MS = 8000  # while news is live the pages poll once a minute only
NewPage = Callable[..., Page]

pytestmark = pytest.mark.django_db(transaction=True)


def enter(new_page: NewPage, url: str, user: User, path: str, **options: Any) -> Page:
    """The page as this person sees it, logged in, once it listens."""
    page = new_page(**({"viewport": DESK, "reduced_motion": "reduce"} | options))
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": url}
    page.context.add_cookies([cookie])
    page.goto(f"{url}{path}")
    expect(page.locator("html")).to_have_attribute("data-live-state", "on")
    return page


@dataclass
class House:
    """Ana answers Marina and cuts hair."""

    organization: Organization
    ana: User
    talk: Conversation
    staff: Staff

    def path(self, rest: str) -> str:
        return f"/o/{self.organization.slug}/{rest}"

    @property
    def talk_path(self) -> str:
        return self.path(f"conversations/{self.talk.pk}/")

    def hear(self, text: str) -> None:
        now = timezone.now()
        Message.objects.create(
            organization=self.organization,
            channel_id=self.talk.channel_id,
            conversation=self.talk,
            direction="IN",
            author="CUSTOMER",
            kind="TEXT",
            text=text,
            external_id=wamid(),
            occurred_at=now,
        )
        Conversation.objects.filter(pk=self.talk.pk).update(
            last_message_at=now, last_message_text=text, last_customer_message_at=now
        )

    def book(self, name: str, hour: int) -> None:
        local = timezone.localtime(timezone=ZoneInfo(self.organization.time_zone))
        make_appointment(
            self.organization,
            customer=make_customer(self.organization, name=name),
            staff=self.staff,
            service=self.staff.services.get(),
            starts_at=local.replace(hour=hour, minute=0, second=0, microsecond=0),
            now=timezone.now(),
        )


@pytest.fixture
def web(live_stack: StartStack) -> LiveStack:
    return live_stack("web")


@pytest.fixture
def house(transactional_db: None) -> Iterator[House]:
    ana = make_user(name="Ana Souza")
    organization = make_organization(owner=ana, name="Studio Bela")
    now = timezone.now()
    with scope(organization=organization):
        policy = ensure_policy(organization=organization)
        policy.closes_on_holidays = False
        policy.save()
        staff = make_staff(organization, [make_service(organization, name="Corte")], name="Ana")
        channel = make_channel(organization)
        talks = [
            make_conversation(
                channel,
                make_customer(organization, name=name),
                last_message_at=now - timedelta(minutes=minutes),
                last_customer_message_at=now - timedelta(minutes=minutes),
                last_message_text="Oi",
            )
            for name, minutes in (("Marina Costa", 9), ("Igor Matos", 5))
        ]
        yield House(organization, ana, talks[0], staff)


def test_message_by_webhook_appears_at_both_desks(
    live_stack: StartStack, new_page: NewPage
) -> None:
    stack = live_stack("simulator", "web", "worker", web_processes=2)
    shop = open_shop(stack)
    bia = make_member(shop.organization, Role.AGENT, name="Bia Lima").user
    ana = User.objects.exclude(pk=bia.pk).get()
    path = f"/o/{shop.organization.slug}/conversations/"
    desks = [enter(new_page, stack.web_url, person, path) for person in (ana, bia)]
    phones = Phones(stack.simulator_url)
    marina = phones.add("Marina Costa")

    marina.write("oi")
    for desk in desks:
        expect(desk.locator(".talk", has_text="Marina Costa")).to_be_visible(timeout=SOON_MS)
        desk.locator(".talk", has_text="Marina Costa").click()
        expect(desk.locator("#thread")).to_contain_text("Studio Bela")
    expect(desks[0].locator("#presence")).to_contain_text(
        "Bia está vendo esta conversa", timeout=SOON_MS
    )

    desks[0].get_by_label("Mensagem", exact=True).press_sequentially("Já te respondo")
    writing = desks[1].locator("#presence")
    expect(writing).to_contain_text("Ana está escrevendo…", timeout=SOON_MS)
    assert serious(desks[1]) == []
    desks[0].keyboard.press("Enter")
    sent = desks[1].locator(".bubble-ours", has_text="Já te respondo")
    expect(sent).to_be_visible(timeout=SOON_MS)
    expect(writing).to_contain_text("Ana está vendo esta conversa", timeout=SOON_MS)
    for desk in desks:
        tick = desk.locator(".bubble-ours", has_text="Já te respondo")
        expect(tick).to_contain_text(re.compile("Entregue|Lida"), timeout=SOON_MS)
        expect(tick).to_have_count(1)

    desks[0].get_by_role("button", name="Resolver").click()
    row = desks[1].locator(".talk", has_text="Marina Costa")
    expect(row).to_contain_text("Resolvida", timeout=SOON_MS)
    desks[1].close()
    expect(desks[0].locator("#presence")).not_to_contain_text("Bia", timeout=SOON_MS)


def test_lines_of_the_list_take_their_places(
    house: House, web: LiveStack, new_page: NewPage
) -> None:
    page = enter(new_page, web.web_url, house.ana, house.path("conversations/"))
    names = page.locator(".talk-name")
    expect(names).to_have_text(["Igor Matos", "Marina Costa"])
    page.wait_for_load_state("networkidle")  # what a new stream asks for once
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    page.evaluate("document.querySelectorAll('#talks .talk')[0].id = 'igor'")
    page.locator("#igor").focus()

    house.hear("Cheguei")

    expect(names).to_have_text(["Marina Costa", "Igor Matos"], timeout=SOON_MS)
    expect(page.locator("#igor")).to_be_focused()  # its line was not touched
    assert house.path("conversations/rows/") in asked
    assert house.path("conversations/") not in asked
    page.get_by_role("link", name="Resolvidas").click()
    expect(page.locator(".talk")).to_have_count(0)
    Conversation.objects.filter(pk=house.talk.pk).update(resolved_at=timezone.now())
    expect(page.locator(".talk")).to_have_count(1, timeout=SOON_MS)
    Conversation.objects.filter(pk=house.talk.pk).update(resolved_at=None)
    expect(page.locator(".talk")).to_have_count(0, timeout=SOON_MS)


def test_answer_stands_at_once_and_once(
    house: House, web: LiveStack, new_page: NewPage, page_errors: list[str]
) -> None:
    page = enter(new_page, web.web_url, house.ana, house.talk_path)
    composer, ours = page.get_by_label("Mensagem", exact=True), page.locator(".bubble-ours")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/messages/", hold)

    composer.fill("Primeira")
    composer.press("Enter")
    composer.press("Enter")
    expect(ours).to_contain_text("Enviando…")
    expect(composer).to_have_value("")
    composer.fill("Segunda")
    composer.press("Enter")
    expect(ours).to_have_count(2)
    house.hear("Oi, tudo bem?")
    expect(page.locator("#thread")).to_contain_text("Oi, tudo bem?", timeout=SOON_MS)
    expect(ours).to_have_count(2)
    assert len(held) == 1
    held[0].abort()
    expect(ours.first).to_contain_text("Não foi enviada")
    assert serious(page) == []

    page.reload()
    expect(ours).to_have_count(2)
    expect(ours.first).to_contain_text("Não foi enviada")
    page.unroute("**/messages/")
    page.get_by_role("button", name="Enviar de novo").first.click()
    for number, text in enumerate(("Primeira", "Segunda")):
        expect(ours.nth(number)).to_contain_text(text)
        expect(ours.nth(number)).to_contain_text("Na fila")
    expect(ours).to_have_count(2)
    assert [m.text for m in Message.objects.filter(direction="OUT").order_by("id")] == [
        "Primeira",
        "Segunda",
    ]
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('draft:'))") == []
    assert [error for error in page_errors if "Failed to" not in error] == []
    page_errors.clear()


def test_refused_answer_goes_back_into_the_composer(
    house: House, web: LiveStack, new_page: NewPage, page_errors: list[str]
) -> None:
    page = enter(new_page, web.web_url, house.ana, house.talk_path)
    composer = page.get_by_label("Mensagem", exact=True)
    page.route("**/messages/", lambda route: route.abort())
    composer.fill("Volta já")
    composer.press("Enter")
    page.get_by_role("button", name="Editar").click()
    expect(composer).to_have_value("Volta já")
    expect(page.locator(".bubble-ours")).to_have_count(0)
    page.unroute("**/messages/")

    page.evaluate("document.querySelector('#thread').removeAttribute('data-poll')")
    Conversation.objects.update(last_customer_message_at=timezone.now() - timedelta(hours=25))
    composer.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("As 24 horas passaram")
    expect(composer).to_have_value("Volta já")
    assert Message.objects.filter(direction="OUT").count() == 0
    page_errors.clear()


@pytest.mark.parametrize(
    "window", [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]
)
def test_window_counts_down_and_closes(
    house: House, web: LiveStack, new_page: NewPage, window: dict[str, Any]
) -> None:
    ends_in = timedelta(seconds=12)
    Conversation.objects.update(
        last_customer_message_at=timezone.now() - timedelta(hours=24) + ends_in
    )
    page = enter(new_page, web.web_url, house.ana, house.talk_path, **window)
    expect(page.locator("#composer-window")).to_contain_text(re.compile(r"por mais 0:\d\d"))
    assert serious(page) == []
    page.get_by_label("Mensagem", exact=True).fill("Quase")
    expect(page.locator("#composer")).to_contain_text("Passaram mais de 24 horas", timeout=25_000)
    expect(page.locator("#composer-window")).to_be_hidden()
    house.hear("Voltei")
    expect(page.get_by_label("Mensagem", exact=True)).to_have_value("Quase", timeout=SOON_MS)
    expect(page.locator("#composer-window")).to_contain_text("por mais 23 h 59 min")


def test_booking_appears_in_the_agenda_and_disturbs_nobody(
    house: House, web: LiveStack, new_page: NewPage
) -> None:
    page = enter(new_page, web.web_url, house.ana, house.path("agenda/"))
    house.book("Lia Prado", 10)
    expect(page.locator(".ec-event.visit", has_text="Lia Prado")).to_be_visible(timeout=SOON_MS)

    page.locator(".ec-event.visit", has_text="Lia Prado").click()
    expect(page.locator("#panel")).to_be_visible()
    heard = page.evaluate_handle(
        "(() => { const heard = []; document.addEventListener('live:change', (e) => heard.push(e));"
        "return heard; })()"
    )
    house.book("Nina Rosa", 14)
    eventually(lambda: heard.evaluate("heard => heard.length"), what="the news")
    page.wait_for_timeout(700)
    expect(page.locator(".ec-event.visit", has_text="Nina Rosa")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.locator(".ec-event.visit", has_text="Nina Rosa")).to_be_visible(timeout=SOON_MS)


def test_page_polls_while_the_server_is_away_and_listens_again(
    house: House, web: LiveStack, new_page: NewPage, page_errors: list[str]
) -> None:
    page = enter(new_page, web.web_url, house.ana, house.talk_path)
    web.kill("web")
    expect(page.locator("html")).to_have_attribute("data-live-state", "off")
    house.hear("Alguém aí?")
    web.start("web")
    web.wait_until_up()
    expect(page.locator("#thread")).to_contain_text("Alguém aí?", timeout=20_000)
    expect(page.locator("html")).to_have_attribute("data-live-state", "on")
    page_errors.clear()  # a killed server is an error in every browser's console
