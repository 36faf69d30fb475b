"""Files that lie in a store beside the database, on the screen and for providers."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.tests.factories import make_member, make_organization
from bot.models import Attachment
from bot.selectors.public_files import token_of
from bot.services.file_moves import ask_for_moves, move_file_due
from bot.simulator.graph_media import sample_photo
from bot.tests.views.test_attachments import keep, url
from bot.tests.views.test_inbox import Inbox, inbox
from config.lib.store_address import store_at

__all__ = ["inbox"]

pytestmark = pytest.mark.django_db


def move_out() -> None:
    ask_for_moves(after=None, now=timezone.now())
    while move_file_due(now=timezone.now()):
        pass
    assert not Attachment.objects.filter(body__isnull=False).exists()


def told(answer: Any) -> dict[str, str]:
    return {name: value for name, value in answer.items() if name != "X-Request-ID"}


def test_it_is_shown_as_before_and_says_nothing_of_its_store(inbox: Inbox, store: str) -> None:
    message = keep(inbox)
    before = inbox.client().get(url(inbox, message))
    move_out()
    answer = inbox.client().get(url(inbox, message))
    assert (answer.status_code, answer.content) == (200, sample_photo())
    assert told(answer) == told(before)  # no other address, no other type
    part = inbox.client().get(url(inbox, message), headers={"Range": "bytes=-4"})
    assert (part.status_code, part.content) == (206, sample_photo()[-4:])
    assert part["Content-Type"] == "image/png"


def test_what_is_no_picture_is_only_saved_also_in_part(inbox: Inbox, store: str) -> None:
    message = keep(inbox, "DOCUMENT", mime_type="image/png", body=b"<script>1</script>")
    move_out()
    answer = inbox.client().get(url(inbox, message), headers={"Range": "bytes=3-"})
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_nobody_else_reads_it(inbox: Inbox, store: str) -> None:
    message = keep(inbox)
    move_out()
    assert Client().get(url(inbox, message)).status_code == 302
    other = make_organization()
    stranger = Client()
    stranger.force_login(make_member(other, Role.OWNER).user)
    assert stranger.get(url(inbox, message)).status_code == 404
    own = url(inbox, message).replace(inbox.organization.slug, other.slug)
    assert stranger.get(own).status_code == 404


def test_a_store_that_is_away_is_no_lost_file(inbox: Inbox, store: str, settings: Any) -> None:
    message = keep(inbox)
    move_out()
    away = store_at("s3+http://k:s@127.0.0.1:9/shop")
    settings.STORAGES = settings.STORAGES | {"attachments": away}
    answer = inbox.client().get(url(inbox, message))
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    Attachment.objects.update(is_ours=True)
    assert Client().get(f"/files/{token_of(Attachment.objects.get())}/").status_code == 503


def test_a_file_that_the_store_has_lost_is_not_there(inbox: Inbox, store: str) -> None:
    message = keep(inbox)
    Attachment.objects.update(body=None, store_name="house/lost")
    assert inbox.client().get(url(inbox, message)).status_code == 404


def test_a_provider_fetches_it_from_us(inbox: Inbox, store: str) -> None:
    keep(inbox)
    move_out()
    Attachment.objects.update(is_ours=True)
    file = Attachment.objects.get()
    answer = Client().get(f"/files/{token_of(file)}/")
    assert (answer.status_code, answer.content) == (200, sample_photo())
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    Attachment.objects.update(mime_type="text/html")
    assert Client().get(f"/files/{token_of(file)}/")["Content-Type"] == "application/octet-stream"
