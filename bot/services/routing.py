"""Which number of which organization an update concerns, and whether its sender may say so."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django_scopes import scopes_disabled

from bot.enums import QuarantineReason
from bot.gateways import AccountUpdate, Unreadable, Update
from bot.models import Channel, WebhookReceipt
from bot.selectors.secrets import may_speak_for
from bot.services.reading import Placed

Address = tuple[str, str]  # a provider, and its id of a number or an account


@dataclass(frozen=True, slots=True)
class Routed:
    """An update, its `position` in the receipt, and either its channel or why it has none."""

    receipt: WebhookReceipt
    position: int
    update: Update
    channel: Channel | None
    reason: QuarantineReason | None


def route(updates: Iterable[Placed]) -> list[Routed]:
    """Find the channel of each. Two queries.

    A provider's webhook reaches that provider's numbers alone, and the body that one owner's
    app has signed reaches only the numbers of that app.
    """
    placed = list(updates)
    channels = _channels(placed)
    return [_routed(*item, channels) for item in placed]


def _routed(
    receipt: WebhookReceipt,
    position: int,
    update: Update,
    channels: dict[Address, list[Channel]],
) -> Routed:
    known = channels[receipt.provider, update.number_id or getattr(update, "waba_id", "")]
    mine = next((channel for channel in known if may_speak_for(receipt.signer, channel)), None)
    reason = None
    if isinstance(update, Unreadable):
        reason = QuarantineReason.UNREADABLE
    elif mine is None:
        reason = QuarantineReason.OTHER_APP if known else QuarantineReason.UNKNOWN_NUMBER
    return Routed(receipt, position, update, mine if reason is None else None, reason)


def _channels(updates: Iterable[Placed]) -> dict[Address, list[Channel]]:
    """The channels concerned, by number id and by account id (the oldest first)."""
    numbers: set[str] = set()
    accounts: set[str] = set()
    for _receipt, _position, update in updates:
        if update.number_id:
            numbers.add(update.number_id)
        elif isinstance(update, AccountUpdate):
            accounts.add(update.waba_id)
    found: dict[Address, list[Channel]] = defaultdict(list)
    with scopes_disabled():
        known = Channel.objects.select_related("organization")
        for channel in known.filter(account_id__in=accounts).order_by("id") if accounts else ():
            found[channel.provider, channel.account_id].append(channel)
        for channel in known.filter(number_id__in=numbers) if numbers else ():
            found[channel.provider, channel.number_id].append(channel)
    return found
