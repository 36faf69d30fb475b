"""Files in a real browser: a photo and a voice note come in, a picture goes out."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bot.selectors.secrets import refresh_secrets
from bot.services.attachments import transfer_due
from bot.services.outbox import send_due
from bot.simulator.graph_media import sample_photo
from bot.simulator.phones import PLACEHOLDERS
from bot.tests.factories import webhook_body
from bot.tests.services.conftest import NUMBER_ID, TOKEN, WABA_ID, graph, receive, stamp
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.door import log_in
from tests.journeys.test_conversations import DESK, Inbox, inbox
from tests.phones import Phones

__all__ = ["graph", "inbox", "receive"]

pytestmark = pytest.mark.django_db(transaction=True)


def connect(inbox: Inbox, graph: Phones) -> None:
    """The number lives at the simulator."""
    channel = inbox.channel
    channel.number_id, channel.account_id, channel.access_token = NUMBER_ID, WABA_ID, TOKEN
    channel.graph_url = f"{graph.url}/v24.0"
    channel.save()
    refresh_secrets()


def write(kind: str, sender: str, number: int) -> dict[str, Any]:
    return {
        "from": sender,
        "id": f"wamid.file{number}",
        "timestamp": str(stamp(timezone.now())),
        "type": kind,
        kind: PLACEHOLDERS[kind],
    }


@pytest.mark.parametrize(
    "window", [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]
)
def test_files_come_in_and_go_out(
    inbox: Inbox,
    graph: Phones,
    receive: Callable[..., None],
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    connect(inbox, graph)
    sender = graph.add("Lia").number
    receive(
        webhook_body(
            inbox.channel, write("image", sender, 1), write("audio", sender, 2), name="Lia"
        )
    )
    while transfer_due(now=timezone.now()):
        pass
    page = new_page(**window, reduced_motion="reduce")
    log_in(page, inbox.url)
    page.locator(".talk", has_text="Lia").click()

    picture = page.locator(".bubble-picture img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 240
    sound = page.locator("audio.bubble-sound")
    assert sound.evaluate(
        "sound => { sound.muted = true; return sound.play().then(() => sound.duration); }"
    ) == pytest.approx(3, abs=0.1)
    assert serious(page) == []

    file = {"name": "sol.png", "mimeType": "image/png", "buffer": sample_photo()}
    page.locator("#reply_file").set_input_files(file)
    expect(page.locator("[data-preview]")).to_contain_text("sol.png")
    page.get_by_role("button", name="Tirar").click()
    expect(page.locator("[data-preview]")).to_be_hidden()
    page.locator("#reply_file").set_input_files(file)
    page.get_by_label("Mensagem", exact=True).fill("Olha só")
    assert serious(page) == []
    page.get_by_role("button", name="Enviar", exact=True).click()
    expect(page.locator(".bubble-ours .bubble-picture img")).to_be_visible()
    expect(page.locator(".bubble-ours").last).to_contain_text("Olha só")
    expect(page.locator("[data-preview]")).to_be_hidden()

    while transfer_due(now=timezone.now()):
        pass
    send_due(now=timezone.now())
    (sent,) = graph.sent()
    assert (sent["type"], sent["content"]["caption"]) == ("image", "Olha só")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page_errors == []
