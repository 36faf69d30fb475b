"""Real payloads: replayed three times, shuffled and batched, they end in the same rows."""

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.models import Customer, Organization
from bot.enums import WorkStatus
from bot.gateways import AccountUpdate, InboundMessage, StatusUpdate, Unreadable
from bot.gateways.meta import parse, sign
from bot.models import (
    ChannelEvent,
    DeliveryUpdate,
    Message,
    QuarantinedUpdate,
    WebhookReceipt,
)
from bot.selectors.secrets import refresh_secrets
from bot.services.inbox import process_receipts
from bot.services.webhooks import NewReceipt, accept_meta_webhook, record_receipts
from bot.tests.factories import APP_SECRET, make_channel

OWN = Path(__file__).parent.parent / "fixtures"
SHARED = Path(__file__).parents[4] / "shared" / "fixtures" / "whatsapp"


def webhooks(folder: Path) -> dict[str, dict[str, Any]]:
    """The files of a folder that are whole webhook bodies."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text())
        is_ours = path.name.startswith(("wh_", "constructed__", "own__"))
        if is_ours and isinstance(data, dict) and isinstance(data.get("entry"), list):
            found[path.stem] = data
    return found


@pytest.fixture(params=["own", "shared"])
def payloads(request: pytest.FixtureRequest) -> dict[str, dict[str, Any]]:
    folder = OWN if request.param == "own" else SHARED
    if request.param == "shared" and not folder.is_dir():
        pytest.skip("NOT RUN: the shared WhatsApp fixtures are not beside this checkout")
    found = webhooks(folder)
    assert len(found) >= (8 if request.param == "own" else 130)
    return found


def connect(organization: Organization, payloads: dict[str, dict[str, Any]]) -> None:
    """A channel for every number and account that the payloads name."""
    numbers = {
        (update.number_id, getattr(update, "waba_id", ""))
        for body in payloads.values()
        for update in parse(body)
        if not isinstance(update, Unreadable)
    }
    made: set[str] = set()
    for number, account in sorted(numbers):
        number_id = number or f"77{account}"
        if number_id.isdigit() and number_id not in made:
            made.add(number_id)
            make_channel(organization, number_id=number_id, account_id=account)
    refresh_secrets()


def deliver(bodies: list[dict[str, Any]]) -> None:
    receipts: list[NewReceipt] = []
    for body in bodies:
        raw = json.dumps(body).encode()
        receipts.append(accept_meta_webhook(body=raw, signature=sign(raw, APP_SECRET)))
    record_receipts(receipts)
    while process_receipts(now=timezone.now()):
        pass


def rows() -> dict[str, list[Any]]:
    """What the database says, without ids and clocks of ours."""
    with scopes_disabled():
        return {
            "messages": sorted(
                Message.objects.values_list(
                    "external_id", "kind", "direction", "author", "text", "reply_id"
                )
            ),
            "statuses": sorted(
                DeliveryUpdate.objects.values_list("external_id", "status", "participant")
            ),
            "events": sorted(
                (field, bytes(digest))
                for field, digest in ChannelEvent.objects.values_list("field", "digest")
            ),
            "customers": sorted(Customer.objects.values_list("name", flat=True)),
            "quarantine": sorted(
                {
                    (reason, json.dumps(payload, sort_keys=True))
                    for reason, payload in QuarantinedUpdate.objects.values_list(
                        "reason", "payload"
                    )
                }
            ),
        }


def shuffled_and_batched(payloads: dict[str, dict[str, Any]], seed: int) -> list[dict[str, Any]]:
    """Each body three times: alone, with others in one envelope, and once more alone."""
    dice = random.Random(seed)
    singles = [copy.deepcopy(body) for body in payloads.values()]
    again = [copy.deepcopy(body) | {"replay": seed} for body in payloads.values()]
    entries = [entry for body in payloads.values() for entry in copy.deepcopy(body["entry"])]
    dice.shuffle(entries)
    batches = [
        {"object": "whatsapp_business_account", "entry": entries[start : start + 25]}
        for start in range(0, len(entries), 25)
    ]
    bodies = singles + again + batches
    dice.shuffle(bodies)
    return bodies


@pytest.mark.django_db
def test_replay_ends_in_the_same_rows(
    organization: Organization, payloads: dict[str, dict[str, Any]]
) -> None:
    connect(organization, payloads)
    deliver(list(payloads.values()))
    once = rows()
    for seed in (1, 2, 3):
        deliver(shuffled_and_batched(payloads, seed))
        assert rows() == once
    assert not WebhookReceipt.objects.exclude(status=WorkStatus.DONE).exists()


@pytest.mark.django_db
def test_replay_first_time_shuffled_ends_in_the_same_rows(
    organization: Organization, payloads: dict[str, dict[str, Any]]
) -> None:
    """Order does not matter either when nothing has been seen before."""
    connect(organization, payloads)
    deliver(shuffled_and_batched(payloads, 4))
    found = rows()
    expected = [update for body in payloads.values() for update in parse(body)]
    ids = {u.external_id for u in expected if isinstance(u, InboundMessage)}
    assert {row[0] for row in found["messages"]} == ids
    statuses = {(u.external_id, u.status) for u in expected if isinstance(u, StatusUpdate)}
    assert {row[:2] for row in found["statuses"]} == statuses
    unreadable = [u for u in expected if isinstance(u, Unreadable)]
    assert len(found["quarantine"]) >= len({json.dumps(u.payload) for u in unreadable})
    fields = {u.field for u in expected if isinstance(u, AccountUpdate)}
    kept = {row[0] for row in found["events"]}
    assert fields - kept <= {"messages", "unknown_field", "some_future_field"}


@pytest.mark.django_db
def test_nothing_of_unknown_numbers_is_lost(
    organization: Organization, payloads: dict[str, dict[str, Any]]
) -> None:
    make_channel(organization)
    refresh_secrets()
    deliver(list(payloads.values()))
    distinct = {json.dumps(body): body for body in payloads.values()}
    expected = sum(len(parse(body)) for body in distinct.values())
    assert QuarantinedUpdate.objects.count() == expected
    assert rows()["messages"] == []
