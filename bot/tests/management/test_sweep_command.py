"""`manage.py sweep` wakes what is due and says so."""

from io import StringIO

from django.core.management import call_command
from django.utils import timezone

from bot.gateways.meta import sign
from bot.services.webhooks import DRAIN_INBOX, accept_meta_webhook, record_receipts
from bot.tests.factories import APP_SECRET, text_message, wamid, webhook_body
from config.lib.redis import redis_client


def run() -> str:
    out = StringIO()
    call_command("sweep", stdout=out)
    return out.getvalue()


def test_nothing_waits(db):
    assert run() == "Nada está parado.\n"


def test_a_webhook_whose_nudge_was_lost_is_woken(channel):
    body = webhook_body(
        channel,
        text_message(
            "Oi", sender="5511981234567", timestamp=int(timezone.now().timestamp()), wamid=wamid()
        ),
    )
    record_receipts([accept_meta_webhook(body=body, signature=sign(body, APP_SECRET))])
    redis_client().delete(f"zapenda:nudge:{DRAIN_INBOX}")

    assert run() == "Fila acordada: inbox\n"
    assert redis_client().exists(f"zapenda:nudge:{DRAIN_INBOX}")
