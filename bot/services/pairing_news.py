"""What a server tells of the pairing of a number with its phone."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from bot.enums import ChannelStatus
from bot.gateways import AccountUpdate
from bot.gateways.evolution import CONNECTION, IGNORED, PAIRING_CODE
from bot.models import Channel, Pairing

OPEN = "open"
LOGGED_OUT = 401  # the phone has removed the linked device (Baileys, DisconnectReason)


def note_pairing(*, channel: Channel, update: AccountUpdate, now: datetime) -> None:
    """Keep the state, a new code, or that something of a crowd was left out."""
    pairing_of(channel)
    rows = Pairing.objects.filter(channel=channel)
    if update.field == IGNORED:
        rows.update(ignored_count=F("ignored_count") + 1)
    elif update.field == PAIRING_CODE:
        rows.exclude(state=OPEN).update(code=update.value["code"], code_at=now)
    elif update.field == CONNECTION:
        note_connection(channel=channel, value=update.value, now=now)


def note_connection(*, channel: Channel, value: dict[str, Any], now: datetime) -> None:
    """`value`: state, reason, number and name, as the gateway reads them.

    A phone that has thrown us out stops the number; one that is paired starts it again.
    """
    state = str(value.get("state") or "")[:20]
    row = Pairing.objects.select_for_update().get(channel=channel)
    row.state, row.problem = state, ""
    if state == OPEN:
        row.code, row.code_at = "", None
        row.wanted_until = None
        _wake(row, str(value.get("number") or ""))
    elif value.get("reason") == LOGGED_OUT:
        _stop(row)
    row.save()


def pairing_of(channel: Channel) -> Pairing:
    """The row of this number, made where there is none."""
    fresh = Pairing(organization_id=channel.organization_id, channel=channel)
    Pairing.objects.bulk_create([fresh], ignore_conflicts=True)
    found: Pairing = Pairing.objects.get(channel=channel)
    return found


def _wake(row: Pairing, number: str) -> None:
    rows = Channel.objects.filter(pk=row.channel_id)
    if number:
        rows.update(display_phone_number=f"+{number}"[:30])
    if row.has_stopped:
        row.has_stopped = False
        rows.filter(status=ChannelStatus.PAUSED).exclude(access_token="").update(
            status=ChannelStatus.ACTIVE, pause_reason="", failures=0, quiet_until=None
        )


def _stop(row: Pairing) -> None:
    reason = _("O celular desligou este aparelho. Pareie de novo com o QR code.")
    rows = Channel.objects.filter(pk=row.channel_id, status=ChannelStatus.ACTIVE)
    if rows.update(status=ChannelStatus.PAUSED, pause_reason=reason[:200]):
        row.has_stopped = True
