"""The window is closed: a template with a photo at its top is sent, photo and all."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bot.models import Attachment, Conversation
from bot.simulator.graph_media import sample_photo
from bot.tests.services.test_template_files import with_file
from config.run.testing.browser import PHONE
from tests.axe import serious
from tests.journeys.test_conversations import DESK, Inbox, enter, inbox

__all__ = ["inbox"]
pytestmark = pytest.mark.django_db(transaction=True)

PHOTO = {"name": "promo.png", "mimeType": "image/png", "buffer": sample_photo()}
LEAFLET = {"name": "precos.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}


@pytest.mark.parametrize(
    "window",
    [{"viewport": DESK}, {"viewport": PHONE, "color_scheme": "dark"}],
    ids=["desktop", "phone-dark"],
)
def test_photo_is_chosen_seen_and_sent(
    inbox: Inbox,
    new_page: Callable[..., Page],
    page_errors: list[str],
    window: dict[str, object],
) -> None:
    Conversation.objects.filter(pk=inbox.marina.pk).update(last_customer_message_at=None)
    with_file(inbox.channel)
    page = enter(new_page(reduced_motion="reduce", **window), inbox)
    page.goto(f"{inbox.url}{inbox.marina.pk}/")
    page.get_by_role("link", name="Foto image").click()
    form = page.locator("[data-template-form]")
    picture = form.locator("[data-template-media] img")
    expect(form.locator("[data-template-media]")).to_contain_text("Foto")
    form.get_by_label("Foto do topo").set_input_files(LEAFLET)
    form.get_by_role("button", name="Enviar modelo").click()
    expect(form).to_contain_text("Este modelo leva outro tipo de arquivo.")
    form.get_by_label("Foto do topo").set_input_files(PHOTO)
    expect(picture).to_be_visible()
    form.locator("input[name=body-1]").fill("Marina")
    expect(form.locator("[data-template-preview]")).to_contain_text("Oi, Marina!")
    expect(picture).to_be_visible()
    assert serious(page) == []
    form.get_by_role("button", name="Enviar modelo").click()
    expect(page.locator("#thread .bubble-picture")).to_be_visible()
    expect(page.locator("#thread")).to_contain_text("Oi, Marina!")
    assert bytes(Attachment.objects.get(message__kind="TEMPLATE").body) == sample_photo()
    assert all("422" in error for error in page_errors)
    page_errors.clear()
