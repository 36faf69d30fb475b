"""People share the conversations: pass on, put off, resolve; and never answer twice."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.enums import Role
from accounts.tests.factories import make_member
from bot.services.replies import send_reply
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_conversations import DESK, Inbox, enter, inbox

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    "window", [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]
)
def test_sharing_the_work(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    bia = make_member(inbox.organization, Role.AGENT, name="Bia Lima").user
    page = enter(new_page(**window, reduced_motion="reduce"), inbox)
    expect(page.locator("nav .count:visible").first).to_contain_text("1")
    page.get_by_role("searchbox").fill("remarc")
    expect(page.locator(".talk")).to_have_count(1)
    expect(page.locator(".talk mark")).to_contain_text("remarc")
    assert serious(page) == []
    page.locator(".talk", has_text="Marina Costa").click()

    composer = page.get_by_label("Mensagem", exact=True)
    composer.fill("Pode ser sexta")
    page.evaluate("document.querySelector('#thread').removeAttribute('data-poll')")
    send_reply(conversation=inbox.marina, text="Sexta às 10h?", user=bia, now=timezone.now())
    page.get_by_role("button", name="Enviar", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Sexta às 10h?")
    expect(composer).to_have_value("Pode ser sexta")
    assert serious(page) == []
    page.get_by_role("button", name="Enviar assim mesmo").click()
    expect(page.locator(".bubble-ours").last).to_contain_text("Pode ser sexta")

    page.get_by_role("button", name="Passar ou adiar a conversa").click()
    page.locator("#care-panel").evaluate(
        "panel => Promise.all(panel.getAnimations().map(motion => motion.finished.catch(() => {})))"
    )
    assert serious(page) == []
    page.get_by_role("button", name="Passar", exact=True).click()
    expect(page.locator("#thread")).to_contain_text("Ana passou a conversa para Bia")
    page.get_by_role("button", name="Resolver").click()
    expect(page.locator("#thread")).to_contain_text("Ana resolveu a conversa")
    expect(page.get_by_role("button", name="Reabrir")).to_be_visible()
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert [error for error in page_errors if "409" not in error] == []
    page_errors.clear()
