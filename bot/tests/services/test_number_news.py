"""What the provider tells of a number reaches its page, and the owner."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import AuditEntry, Organization
from accounts.tests.factories import make_member, make_organization, make_user
from analytics.selectors.attention import ailing_channels
from bot.models import Channel, ChannelEvent
from bot.selectors.channel_health import channel_states
from bot.selectors.number_news import bad_news, limit_words
from bot.services.number_news import read_news, see_news
from bot.tests.factories import make_channel
from bot.tests.gateways.bodies import captured
from bot.tests.services.conftest import Receive, receive

__all__ = ["receive"]

pytestmark = pytest.mark.django_db
AT = 1_790_000_000


def told(channel: Channel, field: str, at: int = AT, **value: Any) -> bytes:
    change = {"field": field, "value": value}
    entry = {"id": channel.account_id, "time": at, "changes": [change]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def account(channel: Channel, event: str, at: int = AT, **value: Any) -> bytes:
    return told(channel, "account_update", at, event=event, **value)


def bad(channel: Channel) -> list[str]:
    channel.refresh_from_db()
    return [news.text for news in bad_news(channel, timezone.now())]


BAD: list[tuple[str, dict[str, Any], str]] = [
    ("account_update", {"event": "ACCOUNT_DELETED"}, "foi excluída"),
    (
        "account_update",
        {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}},
        "desativou a conta",
    ),
    (
        "account_update",
        {"event": "ACCOUNT_VIOLATION", "violation_info": {"violation_type": "ADULT"}},
        "quebrou uma regra",
    ),
    (
        "account_update",
        {"event": "PARTNER_REMOVED", "disconnection_info": {"reason": "PRIMARY_INACTIVITY"}},
        "desconectado",
    ),
    ("account_update", {"event": "ACCOUNT_OFFBOARDED"}, "desligado da Meta"),
    ("phone_number_quality_update", {"event": "FLAGGED"}, "denunciaram"),
    (
        "phone_number_quality_update",
        {"event": "DOWNGRADE", "current_limit": "TIER_250"},
        "baixou o seu limite",
    ),
    (
        "phone_number_name_update",
        {"decision": "REJECTED", "rejection_reason": "NAME_NOT_CONSISTENT"},
        "recusou o nome",
    ),
    ("account_review_update", {"decision": "REJECTED"}, "recusou a conta"),
    ("security", {"event": "PIN_CHANGED", "requester": "1"}, "foi trocada"),
    ("security", {"event": "SOMETHING_NEW"}, "segurança do número"),
    (
        "account_alerts",
        {
            "entity_type": "PHONE_NUMBER",
            "alert_info": {
                "alert_severity": "WARNING",
                "alert_status": "ACTIVE",
                "alert_type": "PROFILE_PICTURE_LOST",
                "alert_description": "Your picture is gone.",
            },
        },
        "Your picture is gone.",
    ),
]


@pytest.mark.parametrize(("field", "value", "words"), BAD)
def test_bad_news_reach_the_page_and_the_owner(
    channel: Channel, receive: Receive, field: str, value: Any, words: str
) -> None:
    assert not ailing_channels(timezone.now()).exists()
    receive(told(channel, field, **value))
    (text,) = bad(channel)
    assert words in text
    assert ailing_channels(timezone.now()).get() == channel
    checks = channel_states(timezone.now())[0].checks
    assert next(check.fix for check in checks if words in check.detail)


GOOD: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    (
        "account_update",
        {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "DISABLE"}},
        {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "REINSTATE"}},
    ),
    ("account_update", {"event": "PARTNER_REMOVED"}, {"event": "PARTNER_ADDED"}),
    ("account_update", {"event": "ACCOUNT_OFFBOARDED"}, {"event": "ACCOUNT_RECONNECTED"}),
    ("phone_number_quality_update", {"event": "FLAGGED"}, {"event": "UNFLAGGED"}),
    ("phone_number_name_update", {"decision": "REJECTED"}, {"decision": "APPROVED"}),
    ("account_review_update", {"decision": "REJECTED"}, {"decision": "APPROVED"}),
]


@pytest.mark.parametrize("is_late", [False, True])
@pytest.mark.parametrize(("field", "worse", "better"), GOOD)
def test_the_latest_counts_whatever_order_it_comes_in(
    channel: Channel, receive: Receive, field: str, worse: Any, better: Any, is_late: bool
) -> None:
    bodies = [told(channel, field, AT, **worse), told(channel, field, AT + 60, **better)]
    for body in reversed(bodies) if is_late else bodies:
        receive(body)
    assert bad(channel) == []
    assert not ailing_channels(timezone.now()).exists()


def test_restriction_ends_by_itself(channel: Channel, receive: Receive) -> None:
    now = int(timezone.now().timestamp())
    kind = "RESTRICTED_BIZ_INITIATED_MESSAGING"
    for end in (now - 60, now + 86_400):
        restriction = [{"restriction_type": kind, "expiration": end}]
        receive(account(channel, "ACCOUNT_RESTRICTION", end, restriction_info=restriction))
        assert bool(bad(channel)) is (end > now)
    assert "Vale até" in bad(channel)[0]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"max_daily_conversations_per_business": 2000}, "2.000"),
        ({"max_daily_conversations_per_business": "TIER_10K"}, "10.000"),
        ({"max_daily_conversation_per_phone": -1}, "sem limite"),
        ({"current_limit": "TIER_UNLIMITED", "event": "UPGRADE"}, "sem limite"),
    ],
)
def test_limit_is_kept(channel: Channel, receive: Receive, value: Any, words: str) -> None:
    field = "phone_number_quality_update" if "event" in value else "business_capability_update"
    receive(told(channel, field, **value))
    channel.refresh_from_db()
    assert limit_words(channel.messaging_limit) == words
    receive(told(channel, field, AT - 60, **value | dict.fromkeys(value.keys() - {"event"}, 50)))
    channel.refresh_from_db()
    assert limit_words(channel.messaging_limit) == words


def test_flag_is_seen_in_the_quality_too(channel: Channel, receive: Receive) -> None:
    receive(told(channel, "phone_number_quality_update", event="FLAGGED"))
    channel.refresh_from_db()
    assert channel.quality == "RED"
    receive(told(channel, "phone_number_quality_update", AT + 1, event="UNFLAGGED"))
    channel.refresh_from_db()
    assert channel.quality == ""


def test_news_of_the_account_reach_all_its_numbers_and_of_one_number_only_that(
    organization: Organization, receive: Receive
) -> None:
    mine = {"account_id": "10229000", "app_secret": "test-app-secret"}
    one = make_channel(organization, display_phone_number="+55 11 5555-0001", **mine)
    two = make_channel(organization, display_phone_number="+55 11 5555-0002", **mine)
    foreign = make_channel(make_organization(), account_id="10229000")
    receive(account(one, "ACCOUNT_VIOLATION"))
    assert [len(bad(channel)) for channel in (one, two, foreign)] == [1, 1, 0]
    receive(told(one, "security", display_phone_number="551155550002", event="PIN_CHANGED"))
    assert [len(bad(channel)) for channel in (one, two, foreign)] == [1, 2, 0]


def test_what_was_read_leaves_the_start_and_stays_on_the_page(
    channel: Channel, receive: Receive
) -> None:
    owner = make_user()
    receive(account(channel, "ACCOUNT_VIOLATION"))
    for _twice in range(2):
        see_news(channel=channel, actor=owner)
    assert not ailing_channels(timezone.now()).exists()
    assert len(bad(channel)) == 1
    assert AuditEntry.objects.filter(action="channel.news_seen").count() == 1
    receive(account(channel, "ACCOUNT_VIOLATION", AT + 60))
    assert ailing_channels(timezone.now()).exists()


def test_the_same_news_twice_are_one(channel: Channel, receive: Receive) -> None:
    receive(account(channel, "ACCOUNT_VIOLATION"))
    see_news(channel=channel, actor=make_user())
    receive(account(channel, "ACCOUNT_VIOLATION") + b" ")
    assert ChannelEvent.objects.count() == 1
    assert not ailing_channels(timezone.now()).exists()


@pytest.mark.parametrize("payload", captured("wh_acct__*"))
def test_captured_news_are_bad_only_where_they_are(payload: Any, request: Any) -> None:
    value = payload["entry"][0]["changes"][0]
    news = read_news(value["field"], value["value"])
    name = request.node.callspec.id
    expected = ("_deleted", "restriction", "violation", "uninstalled", "partner_removed")
    is_bad = news is not None and news.is_bad
    assert is_bad == any(word in name for word in expected)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"event": 7},
        {"event": "ACCOUNT_RESTRICTION", "restriction_info": "x"},
        {"event": "ACCOUNT_RESTRICTION", "restriction_info": [7, {"expiration": 10**30}]},
        {"event": "DISABLED_UPDATE", "ban_info": []},
        {"alert_info": [], "max_daily_conversations_per_business": {}},
    ],
)
@pytest.mark.parametrize(
    "field", ["account_update", "account_alerts", "security", "business_capability_update"]
)
def test_nonsense_breaks_nothing(
    channel: Channel, receive: Receive, field: str, value: Any
) -> None:
    receive(told(channel, field, **value))
    assert ChannelEvent.objects.filter(field=field).exists()
    channel_states(timezone.now())


def test_owner_reads_and_dismisses_on_the_page(channel: Channel, receive: Receive) -> None:
    receive(account(channel, "ACCOUNT_VIOLATION"))
    organization, client = channel.organization, Client()
    client.force_login(make_member(organization, Role.OWNER).user)
    url = f"/o/{organization.slug}/settings/channels/"
    page = client.get(url).content.decode()
    assert "quebrou uma regra" in page
    assert "Entendi os avisos" in page
    home = client.get(f"/o/{organization.slug}/").content.decode()
    assert "Número do WhatsApp com problema" in home
    assert client.post(f"{url}{channel.pk}/news/").status_code == 302
    assert "Entendi os avisos" not in client.get(url).content.decode()
    assert (
        "Número do WhatsApp com problema"
        not in client.get(f"/o/{organization.slug}/").content.decode()
    )


def test_only_who_changes_settings_dismisses(channel: Channel) -> None:
    client = Client()
    client.force_login(make_member(channel.organization, Role.AGENT).user)
    url = f"/o/{channel.organization.slug}/settings/channels/{channel.pk}/news/"
    assert client.post(url).status_code == 403
