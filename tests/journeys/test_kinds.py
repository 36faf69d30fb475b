"""Every kind of message in a real browser: read, answered one by one, reacted to, sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bot.models import Message
from bot.services.outbox import send_due
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.services.conftest import graph, receive, stamp
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.door import log_in
from tests.journeys.test_conversations import DESK, POLLED_MS, Inbox, inbox
from tests.journeys.test_media import connect
from tests.phones import Phones

__all__ = ["graph", "inbox", "receive"]

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Writer:
    """One customer; every message comes a second after the one before."""

    sender: str
    seconds: int

    def say(self, kind: str, content: Any, **more: Any) -> dict[str, Any]:
        self.seconds += 1
        told = text_message("", sender=self.sender, timestamp=self.seconds, wamid=wamid())
        return told | {"type": kind, kind: content} | more


def talk_of(writer: Writer) -> Iterator[dict[str, Any]]:
    """One message of each kind that stands in a thread in a way of its own."""
    ad = {"headline": "Banho com 20%", "body": "Só em março", "source_url": "https://fb.me/abc"}
    yield writer.say("text", {"body": "Oi, vi o anúncio"}, referral=ad)
    point = {"latitude": -23.5613, "longitude": -46.6565, "name": "Casa", "address": "Rua A, 10"}
    yield writer.say("location", point)
    card = {
        "name": {"formatted_name": "Bia Souza"},
        "org": {"company": "Pet da Bia"},
        "phones": [{"phone": "11 98123-0137", "wa_id": "5511981230137"}],
    }
    yield writer.say("contacts", [card])
    item = {"product_retailer_id": "Shampoo", "quantity": 2, "item_price": 25, "currency": "BRL"}
    yield writer.say("order", {"catalog_id": "1", "product_items": [item]})
    answers = '{"screen_0_Nome_do_pet_1": "Thor", "screen_0_Porte_2": "Grande"}'
    form = {"name": "flow", "body": "Sent", "response_json": answers}
    yield writer.say("interactive", {"type": "nfm_reply", "nfm_reply": form})
    yield writer.say("unsupported", {"type": "poll_creation"})
    first = writer.say("text", {"body": "Pode ser sabado"})
    yield first
    changed = {"type": "text", "text": {"body": "Pode ser domingo"}}
    yield writer.say("edit", {"original_message_id": first["id"], "message": changed})
    gone = writer.say("text", {"body": "Mensagem errada"})
    yield gone
    yield writer.say("revoke", {"original_message_id": gone["id"]})
    yield writer.say("text", {"body": "Até lá"}, context={"from": "1", "id": first["id"]})


@pytest.mark.parametrize(
    "window", [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]
)
def test_every_kind_is_read_answered_and_sent(
    inbox: Inbox,
    graph: Phones,
    receive: Callable[..., None],
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    connect(inbox, graph)
    inbox.organization.address = "Rua Augusta, 100"
    inbox.organization.save()
    lia = Writer(graph.add("Lia").number, stamp(timezone.now()) - 60)
    receive(webhook_body(inbox.channel, *talk_of(lia), name="Lia"))
    page = new_page(**window, reduced_motion="reduce")
    log_in(page, inbox.url)
    page.locator(".talk", has_text="Lia").click()

    thread = page.locator("#thread")
    expect(thread.locator(".bubble-place")).to_contain_text("Rua A, 10")
    expect(thread.locator(".bubble-card")).to_contain_text("+55 11 98123-0137")
    expect(thread.locator(".bubble-order tfoot")).to_contain_text("R$ 50,00")
    expect(thread.locator(".bubble-answers dt").first).to_have_text("Nome do pet")
    expect(thread.locator(".bubble-why")).to_contain_text("só mostra isto no celular")
    expect(thread.locator(".bubble-gone")).to_have_count(1)
    expect(thread.locator(".bubble-edited summary")).to_have_text("Editada")
    assert "Mensagem errada" not in thread.inner_text()
    assert serious(page) == []
    page.locator(".bubble-referral").scroll_into_view_if_needed()
    last = thread.locator(".bubble", has_text="Até lá")
    last.locator(".bubble-quote").click()
    expect(thread.locator(".bubble.is-target")).to_contain_text("Pode ser domingo")

    last.locator(".bubble-answer").click()
    chosen = page.locator("#composer-quote")
    expect(chosen).to_contain_text("Até lá")
    expect(page.locator("#reply_text")).to_be_focused()
    assert serious(page) == []
    page.locator("#reply_text").fill("Combinado!")
    page.get_by_role("button", name="Enviar", exact=True).click()
    answer = thread.locator(".bubble-ours", has_text="Combinado!")
    expect(answer.locator(".bubble-quote")).to_contain_text("Até lá")
    expect(chosen.locator("[name=quote]")).to_have_count(0)

    page.locator("#reply_text").fill("rascunho")
    last.locator(".bubble-answer").click()
    chosen.get_by_role("button", name="Reagir com ❤️").click()
    expect(last.locator(".bubble-reactions")).to_contain_text("❤️")
    expect(page.locator("#reply_text")).to_have_value("rascunho")
    expect(chosen.locator("[name=quote]")).to_have_count(0)
    last.locator(".bubble-answer").click()
    page.get_by_role("link", name="Não responder a esta mensagem").click()
    expect(chosen.locator("[name=quote]")).to_have_count(0)

    page.locator("#extras-open").click()
    panel = page.locator("#panel")
    expect(panel.locator("details[open]")).to_contain_text("Rua Augusta, 100")
    assert serious(page) == []
    panel.locator("summary", has_text="Um contato").click()
    panel.locator("#card_name").fill("Ana Lima")
    panel.locator("#card_phone").fill("+55 11 98123-0137")
    panel.locator("details[open] [type=submit]").click()
    expect(thread.locator(".bubble-ours .bubble-card")).to_contain_text(
        "Ana Lima", timeout=POLLED_MS
    )
    for _message in range(3):
        send_due(now=timezone.now())
    kinds = [sent["type"] for sent in graph.sent()]
    assert kinds == ["text", "reaction", "contacts"]
    quoted = Message.objects.get(text="Combinado!").context_id
    assert graph.sent()[0]["context_id"] == quoted
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page_errors == []
