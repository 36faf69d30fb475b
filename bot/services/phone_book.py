"""What the phone of a number tells of its contacts (coexistence, `smb_app_state_sync`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from accounts.enums import IdentityKind
from accounts.models import Customer, CustomerIdentity
from accounts.phone_numbers import phone_match_key
from bot.models import Channel, PhoneBookEntry

CONTACTS = "contacts"  # of Channel.news
SHORTEST = 6  # digits of a number that is anybody's


@dataclass(frozen=True, slots=True)
class Told:
    """One contact as the phone tells of it; `name` is "" of one that was removed."""

    match_key: str
    name: str
    at: datetime


@transaction.atomic
def note_contacts(*, channel: Channel, value: Mapping[str, Any], now: datetime) -> None:
    """Keep the names, and call those customers by them whom nobody of the team has named.

    Older news than what is known changes nothing, however late it comes. A name on a phone is
    no consent: none is written.
    """
    told = read_contacts(value, now)
    if not told:
        return
    row = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    known = _kept(row, told)
    newer = [one for one in told.values() if _is_news(one, known.get(one.match_key))]
    PhoneBookEntry.objects.bulk_create(
        [
            PhoneBookEntry(
                organization_id=row.organization_id,
                channel=row,
                match_key=one.match_key,
                name=one.name,
                changed_at=one.at,
            )
            for one in newer
        ],
        update_conflicts=True,
        unique_fields=["channel", "match_key"],
        update_fields=["name", "changed_at"],
        batch_size=1000,
    )
    before = {key: entry.name for key, entry in known.items()}
    _rename({one.match_key: (before.get(one.match_key, ""), one.name) for one in newer})
    names = PhoneBookEntry.objects.filter(channel=row).exclude(name="").count()
    row.news[CONTACTS] = {"names": names}
    row.save(update_fields=["news"])


def name_from_phone(*, channel: Channel, customer: Customer, wa_id: str | None) -> None:
    """In the transaction that notes a sender: one without a name gets that of the phone."""
    if customer.name or not wa_id or CONTACTS not in channel.news:
        return
    rows = PhoneBookEntry.objects.filter(channel=channel, match_key=phone_match_key(wa_id))
    name = rows.exclude(name="").values_list("name", flat=True).first()
    if name and Customer.objects.filter(pk=customer.pk, name="").update(name=name):
        customer.name = name


def read_contacts(value: Mapping[str, Any], now: datetime) -> dict[str, Told]:
    """The latest of each number; what has not the documented form is left out."""
    found: dict[str, Told] = {}
    listed = value.get("state_sync")
    for element in listed if isinstance(listed, list) else []:
        one = _read(element, now)
        if one is not None and _is_news(one, found.get(one.match_key)):
            found[one.match_key] = one
    return found


def _read(element: Any, now: datetime) -> Told | None:
    contact = element.get("contact") if isinstance(element, dict) else None
    if not isinstance(contact, dict) or element.get("type", "contact") != "contact":
        return None
    match_key = phone_match_key(_text(contact.get("phone_number")))
    name = _text(contact.get("full_name")) or _text(contact.get("first_name"))
    is_gone = element.get("action") == "remove"
    if not SHORTEST <= len(match_key) <= 40 or not (name or is_gone):
        return None
    at = _moment(element.get("metadata"), now)
    return Told(match_key, "" if is_gone else name, at)


def _is_news(told: Told, known: Told | PhoneBookEntry | None) -> bool:
    if known is None:
        return True
    known_at = known.at if isinstance(known, Told) else known.changed_at
    return told.at >= known_at


def _kept(channel: Channel, told: Mapping[str, Told]) -> dict[str, PhoneBookEntry]:
    rows = PhoneBookEntry.objects.filter(channel=channel, match_key__in=list(told))
    return {entry.match_key: entry for entry in rows}


def _rename(names: Mapping[str, tuple[str, str]]) -> None:
    """By number: the phone's name before and now. A name that is neither empty nor the phone's
    is somebody's own; one without another keeps what the phone has forgotten."""
    owners = dict(
        CustomerIdentity.objects.filter(
            kind=IdentityKind.PHONE, match_key__in=list(names)
        ).values_list("customer_id", "match_key")
    )
    changed = []
    for customer in _locked(owners):
        before, name = names[owners[customer.pk]]
        may_go = bool(name or customer.profile_name)
        if may_go and customer.name in ("", before) and customer.name != name:
            customer.name = name
            changed.append(customer)
    Customer.objects.bulk_update(changed, ["name"], batch_size=500)


def _locked(ids: Iterable[UUID]) -> "QuerySet[Customer]":
    rows: QuerySet[Customer] = Customer.objects.select_for_update(no_key=True).select_related(None)
    return rows.filter(pk__in=list(ids)).order_by("pk")


def _text(value: object) -> str:
    return " ".join(value.split())[:120] if isinstance(value, str) else ""


def _moment(metadata: object, now: datetime) -> datetime:
    """Seconds of the phone's clock, or milliseconds; never later than now."""
    stamp = metadata.get("timestamp") if isinstance(metadata, dict) else None
    try:
        seconds = int(str(stamp))
        seconds = seconds // 1000 if seconds > 100_000_000_000 else seconds
        return min(datetime.fromtimestamp(seconds, tz=UTC), now)
    except (ValueError, OverflowError, OSError):
        return now
