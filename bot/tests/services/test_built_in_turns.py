"""What a turn of the built-in conversation costs in the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Organization
from bot.models import Channel
from bot.services.turns import run_due_turns
from bot.tests.factories import text_message, wamid, webhook_body
from bot.tests.services.conftest import MARINA, Receive, after, stamp
from catalog.tests.factories import make_service
from scheduling.tests.factories import make_staff

pytestmark = pytest.mark.django_db


def queries_of(channel: Channel, receive: Receive, words: str, at: int) -> int:
    """Of answering these words, and of finding that nothing else is due."""
    moment = stamp(timezone.now()) - 600 + at
    said = text_message(words, sender=MARINA, timestamp=moment, wamid=wamid())
    receive(webhook_body(channel, said))
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert run_due_turns(now=after(5)) == 1
    return len(captured)


def test_costs(organization: Organization, channel: Channel, receive: Receive) -> None:
    make_staff(organization, [make_service(organization, name="Corte feminino")])
    talk = (
        "oi",
        "quero agendar um corte feminino",
        "segunda que vem",
        "blim blom",
        "10h",
        "Marina Souza",
        "sim",
        "obrigada",
        "quanto custa?",
        "quero cancelar",
        "sim",
        "quero falar com um atendente",
    )
    got = {f"{i} {w}": queries_of(channel, receive, w, i) for i, w in enumerate(talk)}

    raise AssertionError(got)
