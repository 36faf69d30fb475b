"""Files that lie in a bucket, and what a phone brought over, in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from bot.models import Attachment
from bot.services.attachments import transfer_due
from bot.services.file_moves import move_file_due
from bot.tests.factories import webhook_body
from bot.tests.services.conftest import graph, receive
from bot.tests.services.test_number_news import told
from config.lib.store_address import store_at
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.door import log_in
from tests.journeys.test_conversations import DESK, Inbox, inbox
from tests.journeys.test_media import connect, write
from tests.phones import Phones
from tests.stores import Bucket

__all__ = ["graph", "inbox", "receive"]

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}]


def test_a_photo_and_a_voice_note_from_a_bucket(
    inbox: Inbox,
    graph: Phones,
    receive: Callable[..., None],
    new_page: Callable[..., Page],
    page_errors: list[str],
    bucket: Bucket,
    settings: Any,
) -> None:
    connect(inbox, graph)
    settings.STORAGES = settings.STORAGES | {"attachments": store_at(bucket.url)}
    sender = graph.add("Lia").number
    said = write("image", sender, 1), write("audio", sender, 2)
    receive(webhook_body(inbox.channel, *said, name="Lia"))
    while transfer_due(now=timezone.now()) or move_file_due(now=timezone.now()):
        pass
    assert Attachment._base_manager.filter(body__isnull=True).count() == len(bucket.names()) == 2

    page = new_page(viewport=DESK, reduced_motion="reduce")
    log_in(page, inbox.url)
    page.locator(".talk", has_text="Lia").click()
    picture = page.locator(".bubble-picture img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 240
    sound = page.locator("audio.bubble-sound")
    seconds = sound.evaluate(
        "audio => new Promise(done => {"
        " audio.onloadedmetadata = () => done(audio.duration); audio.load(); })"
    )
    assert seconds > 0
    assert page_errors == []


@pytest.mark.parametrize("window", WINDOWS)
def test_what_a_phone_brought_over_stands_on_the_number_s_page(
    inbox: Inbox,
    receive: Callable[..., None],
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, Any],
) -> None:
    channel, now = inbox.channel, timezone.now()
    metadata = {"display_phone_number": "", "phone_number_id": channel.number_id}
    contact = {"full_name": "Lia da Nina", "phone_number": "5511987654321"}
    listed = [{"type": "contact", "contact": contact, "action": "add"}]
    chunk = {"metadata": {"phase": 1, "chunk_order": 1, "progress": 55}}
    at = int((now - timedelta(minutes=2)).timestamp())
    receive(told(channel, "smb_app_state_sync", metadata=metadata, state_sync=listed))
    receive(told(channel, "history", at, metadata=metadata, history=[chunk]))

    page = new_page(**window, reduced_motion="reduce")
    slug = inbox.organization.slug
    base = inbox.url.split("/o/")[0]
    log_in(page, base + reverse("channel_list", args=[slug]))
    card = page.locator("#channels")
    expect(card).to_contain_text("1 nome veio da agenda do celular.")
    expect(card).to_contain_text("Chegando: 55%, as dos últimos três meses.")

    refused = {"errors": [{"code": 2593109, "title": "declined"}]}
    receive(told(channel, "history", at + 60, metadata=metadata, history=[refused]))
    page.reload()
    expect(card).to_contain_text("você escolheu não compartilhar")
    expect(card).to_contain_text("ligue de novo e aceite compartilhar")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page_errors == []
