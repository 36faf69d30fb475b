"""What agents write beside answers: notes that call a colleague."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.tests.factories import make_member
from bot.models import Delivery
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_conversations import DESK, Inbox, enter, inbox

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "window", [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]
)
def test_note_calls_a_colleague(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    make_member(inbox.organization, Role.AGENT, name="Bia Lima")
    make_member(inbox.organization, Role.AGENT, name="Bruno Reis")
    sent = Delivery.objects.count()
    page = enter(new_page(**window, reduced_motion="reduce"), inbox)
    page.locator(".talk", has_text="Marina Costa").click()
    expect(page.get_by_label("Mensagem", exact=True)).to_be_visible()
    page.get_by_role("radio", name="Nota interna").check()
    expect(page.get_by_label("Mensagem", exact=True)).to_be_hidden()

    note = page.get_by_role("textbox", name="Nota interna")
    expect(note).to_be_focused()
    note.press_sequentially("Cuide dela, @b")
    expect(page.get_by_role("option")).to_have_count(2)
    note.press("ArrowDown")
    note.press("ArrowUp")
    assert serious(page) == []
    note.press("Enter")
    expect(note).to_have_value("Cuide dela, @Bia Lima ")
    page.get_by_role("button", name="Guardar nota").click()
    bubble = page.locator(".bubble-note")
    expect(bubble).to_contain_text("Cuide dela, @Bia Lima")
    expect(bubble).to_contain_text("chamou Bia Lima")
    expect(note).to_have_value("")
    assert Delivery.objects.count() == sent
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page_errors == []


@pytest.mark.parametrize(
    "window", [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]
)
def test_ready_answer_is_written_picked_and_completed(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    page = enter(new_page(**window, reduced_motion="reduce"), inbox)
    page.goto(inbox.url.replace("conversations", "canned-replies"))
    page.get_by_role("link", name="Nova resposta pronta").first.click()
    page.get_by_role("textbox", name="Atalho").fill("ate")
    page.get_by_role("textbox", name="Título").fill("Até lá")
    words = page.get_by_role("textbox", name="Texto")
    page.get_by_role("button", name="primeiro nome do cliente").click()
    words.press_sequentially(", até !")
    words.press("ArrowLeft")
    page.get_by_role("button", name="dia do próximo horário").click()
    expect(words).to_have_value("{{customer.first_name}}, até {{next_visit.date}}!")
    page.get_by_role("button", name="Salvar resposta").click()
    expect(page.locator("#canned-list")).to_contain_text("/ate")
    assert serious(page) == []

    page.goto(inbox.url)
    page.locator(".talk", has_text="Marina Costa").click()
    answer = page.get_by_label("Mensagem", exact=True)
    answer.press_sequentially("/at")
    expect(page.get_by_role("option")).to_contain_text("Marina, até [dia do próximo horário]!")
    assert serious(page) == []
    answer.press("Enter")
    expect(answer).to_have_value("Marina, até [dia do próximo horário]!")
    expect(page.get_by_role("status").filter(has_text="Complete")).to_be_visible()
    page.keyboard.type("sexta")
    expect(answer).to_have_value("Marina, até sexta!")
    page.get_by_role("button", name="Enviar", exact=True).click()
    expect(page.locator(".bubble-ours").last).to_contain_text("Marina, até sexta!")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page_errors == []
