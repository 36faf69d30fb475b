"""What an agent writes now and sends later, and the emoji in between."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from bot.models import Conversation, Message, ScheduledMessage
from bot.services.scheduled_sending import send_scheduled_due
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_conversations import DESK, Inbox, enter, inbox

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db(transaction=True)

WINDOWS = [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]


def open_marina(page: Page) -> None:
    page.locator(".talk", has_text="Marina Costa").click()
    expect(page.get_by_label("Mensagem", exact=True)).to_be_visible()


def no_sideways(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize("window", WINDOWS)
def test_written_now_and_sent_later(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    page = enter(new_page(**window, reduced_motion="reduce"), inbox)
    open_marina(page)
    composer = page.get_by_label("Mensagem", exact=True)
    composer.fill("Até já, {{customer.first_name}}!")
    page.get_by_role("link", name="Enviar depois").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("textbox", name="Mensagem")).to_have_value(
        "Até já, {{customer.first_name}}!"
    )
    expect(panel.locator(".later-preview-text")).to_have_text("Até já, Marina!")
    expect(panel.get_by_label("Dia e hora", exact=True)).to_be_hidden()
    panel.get_by_role("radio", name="Outro dia e hora").check()
    panel.get_by_label("Dia e hora", exact=True).fill("2020-01-01T09:00")
    panel.get_by_role("button", name="Agendar").click()
    expect(panel.locator("#later_at_error")).to_contain_text("entre agora e 90 dias")
    assert serious(page) == []
    assert all("422" in error for error in page_errors)
    page_errors.clear()
    panel.get_by_role("radio", name="Daqui a 1 hora").check()
    panel.get_by_role("button", name="Agendar").click()
    expect(panel).to_be_hidden()
    expect(composer).to_have_value("")

    line = page.locator(".scheduled-line")
    expect(line).to_contain_text("Até já, Marina!")
    assert serious(page) == []
    assert no_sideways(page)
    line.get_by_role("link", name="Mudar mensagem agendada").click()
    panel.get_by_role("textbox", name="Mensagem").fill("Até logo!")
    panel.get_by_role("button", name="Agendar").click()
    expect(line).to_contain_text("Até logo!")

    line.get_by_role("button", name="Cancelar o envio").click()
    expect(line).to_have_count(0)
    page.get_by_role("button", name="Desfazer").click()
    expect(line).to_contain_text("Até logo!")
    assert send_scheduled_due(now=timezone.now() + timedelta(hours=2)) == 1
    expect(page.locator(".bubble-ours").last).to_contain_text("Até logo!", timeout=20_000)
    expect(line).to_have_count(0, timeout=25_000)
    assert Message.objects.filter(text="Até logo!").count() == 1
    assert page_errors == []


@pytest.mark.parametrize("window", WINDOWS)
def test_what_could_not_leave_is_kept_and_found(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    ScheduledMessage.objects.create(
        organization=inbox.organization,
        conversation=inbox.marina,
        author=User.objects.get(email="ana@studio.test"),
        text="Seu horário está guardado.",
        due_at=timezone.now(),
    )
    Conversation.objects.update(last_customer_message_at=timezone.now() - timedelta(days=2))
    send_scheduled_due(now=timezone.now())
    Conversation.objects.update(last_customer_message_at=timezone.now())

    page = enter(new_page(**window, reduced_motion="reduce"), inbox)
    page.get_by_role("link", name="Agendadas").click()
    expect(page.locator(".talk")).to_have_count(1)
    expect(page.locator(".talk")).to_contain_text("Chamaram você")
    open_marina(page)
    line = page.locator(".scheduled-line")
    expect(line).to_contain_text("Não saiu. Passaram 24 horas")
    expect(line).to_contain_text("Seu horário está guardado.")
    assert serious(page) == []
    line.get_by_role("button", name="Enviar agora").click()
    expect(page.locator(".bubble-ours").last).to_contain_text(
        "Seu horário está guardado.", timeout=20_000
    )
    expect(line).to_have_count(0)
    assert no_sideways(page)
    assert page_errors == []


@pytest.mark.parametrize("window", WINDOWS)
def test_emoji_is_found_and_put_where_the_caret_is(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    page = enter(new_page(**window, reduced_motion="reduce"), inbox)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_marina(page)
    composer = page.get_by_label("Mensagem", exact=True)
    composer.fill("Oi Marina")
    composer.press("Home")
    composer.press("ArrowRight")
    composer.press("ArrowRight")
    assert not [url for url in asked if "/emoji/" in url]

    page.get_by_role("button", name="Emoji").click()
    search = page.get_by_role("combobox", name="Buscar emoji")
    expect(search).to_be_focused()
    expect(page.locator(".emoji-one").first).to_be_visible()
    assert len([url for url in asked if "/emoji/pt" in url]) == 1
    assert serious(page) == []
    assert no_sideways(page)
    search.fill("abacate")
    expect(page.locator(".emoji-one")).to_have_count(1)
    search.press("Enter")
    expect(composer).to_have_value("Oi🥑 Marina")
    expect(composer).to_be_focused()

    page.get_by_role("button", name="Emoji").click()
    expect(page.locator(".emoji-one")).to_have_text(["🥑"])
    page.get_by_role("button", name="Comida e bebida").click()
    search.press("ArrowRight")
    search.press("ArrowDown")
    search.press("ArrowUp")
    expect(page.locator('.emoji-one[aria-selected="true"]')).to_have_text("🍈")
    search.fill("zzzz")
    expect(page.get_by_text("Nenhum emoji com esse nome")).to_be_visible()
    search.press("Escape")
    expect(search).to_be_hidden()
    expect(composer).to_be_focused()
    page.get_by_role("radio", name="Nota interna").check()
    page.get_by_role("button", name="Emoji").click()
    page.get_by_role("option", name="abacate").click()
    expect(page.get_by_role("textbox", name="Nota interna")).to_have_value("🥑")
    assert page_errors == []
