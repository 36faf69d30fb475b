"""Whose numbers a signed body may speak for."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organization
from accounts.tests.factories import make_organization
from bot.enums import QuarantineReason
from bot.gateways.meta import sign
from bot.models import Channel, ChannelEvent, Message, QuarantinedUpdate
from bot.selectors.secrets import LEAST_TRIALS, app_secrets, refresh_secrets
from bot.services.inbox import process_receipts
from bot.services.webhooks import accept_meta_webhook, record_receipts
from bot.tests.factories import envelope, make_channel, text_message, wamid, webhook_body

THEIRS, OURS = "secret-of-their-app", "secret-of-our-app"


@pytest.fixture
def ours(organization: Organization) -> Channel:
    channel = make_channel(organization, app_secret=OURS)
    make_channel(make_organization(name="Outra casa"), app_secret=THEIRS)
    refresh_secrets()
    return channel


def deliver(body: bytes, secret: str) -> None:
    record_receipts([accept_meta_webhook(body=body, signature=sign(body, secret))])
    process_receipts(now=timezone.now())


def a_word(channel: Channel) -> bytes:
    told = text_message("oi", sender="5511981230137", timestamp=1_790_000_000, wamid=wamid())
    return webhook_body(channel, told)


def test_an_app_speaks_for_its_own_numbers_alone(ours: Channel) -> None:
    deliver(a_word(ours), THEIRS)
    assert not Message.objects.exists()
    kept = QuarantinedUpdate.objects.get()
    assert (kept.reason, kept.number_id) == (QuarantineReason.OTHER_APP, ours.number_id)
    deliver(a_word(ours), OURS)
    assert Message.objects.get().text == "oi"


def test_what_an_app_says_of_another_account_changes_nothing(ours: Channel) -> None:
    change = {"field": "account_update", "value": {"event": "ACCOUNT_DELETED"}}
    deliver(envelope(ours, change), THEIRS)
    assert not ChannelEvent.objects.exists()
    assert QuarantinedUpdate.objects.get().reason == QuarantineReason.OTHER_APP
    deliver(envelope(ours, change), OURS)
    assert ChannelEvent.objects.count() == 1


def test_the_installations_own_app_speaks_for_all(ours: Channel, settings: Any) -> None:
    settings.META_APP_SECRETS = ["installation-secret"]
    deliver(a_word(ours), "installation-secret")
    assert Message.objects.get().channel == ours


def test_the_previous_secret_still_speaks_during_a_rotation(ours: Channel) -> None:
    ours.app_secret, ours.previous_app_secret = "new", OURS
    ours.save()
    refresh_secrets()
    deliver(a_word(ours), OURS)
    assert Message.objects.get().channel == ours


def test_two_claim_one_account_and_each_hears_its_own_app(ours: Channel) -> None:
    claimed = make_channel(
        make_organization(name="Mais uma"), app_secret="third", account_id=ours.account_id
    )
    refresh_secrets()
    change = {"field": "account_update", "value": {"event": "VERIFIED_ACCOUNT"}}
    deliver(envelope(claimed, change), "third")
    assert not ChannelEvent.objects.exists()
    deliver(envelope(ours, change | {"value": {"event": "ACCOUNT_RESTRICTION"}}), OURS)
    assert ChannelEvent.objects.get().channel == ours


@pytest.fixture
def crowd(ours: Channel) -> list[Channel]:
    """Numbers of a stranger, older than ours, that claim our account, and one our number's id."""
    stranger = make_organization(name="Estranho")
    long_ago = ours.created_at - timedelta(days=30)
    claims = [ours.account_id] * 40 + [ours.number_id] * 40
    made = [
        make_channel(stranger, app_secret=f"strange-{number}", account_id=account)
        for number, account in enumerate(claims)
    ]
    Channel.objects.filter(organization=stranger).update(created_at=long_ago)
    refresh_secrets()
    return made


@pytest.mark.usefixtures("crowd")
def test_numbers_that_claim_our_account_do_not_shut_us_out(ours: Channel) -> None:
    deliver(a_word(ours), OURS)
    assert Message.objects.get().channel == ours
    change = {"field": "account_update", "value": {"event": "ACCOUNT_RESTRICTION"}}
    deliver(envelope(ours, change), OURS)
    assert ChannelEvent.objects.get().channel == ours


@pytest.mark.usefixtures("crowd")
def test_a_large_body_is_hashed_a_few_times_only(ours: Channel) -> None:
    body = envelope(ours, {"field": "account_update", "value": {"event": "x" * 200_000}})
    tried = app_secrets(body)
    assert len(tried) == LEAST_TRIALS
    assert OURS in tried  # one house's forty don't come before another's first
    assert len(app_secrets(a_word(ours))) > 2 * LEAST_TRIALS
