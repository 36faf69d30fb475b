"""Pairing a number with its phone: the instance, its code, its state, its end.

Everything here talks to the owner's server: never inside a transaction.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.audit import record_audit
from bot.gateways import GatewayError
from bot.gateways.evolution import Connection
from bot.models import Channel, Pairing
from bot.selectors.channels import webhook_url_of
from bot.services.gateways import NotConnected, evolution_of
from bot.services.pairing_news import note_connection, pairing_of

CODE_LIFE = timedelta(seconds=30)  # WhatsApp changes a code after 20 to 60 seconds
PAIRING_TIME = timedelta(minutes=5)
ASK_EVERY = timedelta(seconds=3)
PROBLEM_LIMIT = 300
NOT_FOUND = 404


def prepare_instance(channel: Channel) -> None:
    """Make the instance where its server lacks it, take its own key, and have news sent here.

    The server's key, which opens every instance of it, is forgotten as soon as the instance
    has told its own. Again changes nothing. Raises GatewayError, NotConnected.
    """
    if not channel.access_token:
        raise NotConnected
    key = evolution_of(channel).instance().ensure()
    if key and key != channel.access_token:
        _keep_key(channel, key)
    if settings.PUBLIC_URL:
        secret = str(channel.app_secret or "")
        evolution_of(channel).instance().set_webhook(webhook_url_of(channel), secret)


def begin_pairing(*, channel: Channel, now: datetime, actor: User) -> Pairing:
    """Ask for a code; new ones follow for PAIRING_TIME. Raises GatewayError, NotConnected."""
    row = pairing_of(channel)
    try:
        prepare_instance(channel)
        code = evolution_of(channel).instance().pairing_code()
    except GatewayError as error:
        _note_problem(row, error)
        raise
    with transaction.atomic():
        Pairing.objects.filter(pk=row.pk).update(
            code=code, code_at=now, wanted_until=now + PAIRING_TIME, problem=""
        )
        _note(channel, actor, "channel.pairing_begun")
    return look_at_pairing(channel=channel, now=now)


def look_at_pairing(*, channel: Channel, now: datetime) -> Pairing:
    """How it stands, asked for at most every ASK_EVERY; a code that is too old is renewed
    while somebody wants one. What the server refuses stands in `problem`."""
    row = pairing_of(channel)
    mine = Pairing.objects.filter(pk=row.pk).filter(
        Q(asked_at__isnull=True) | Q(asked_at__lte=now - ASK_EVERY)
    )
    if not channel.access_token or not mine.update(asked_at=now):
        return row
    try:
        _ask(channel, row, now)
    except GatewayError as error:
        _note_problem(row, error)
    row.refresh_from_db()
    return row


def end_pairing(*, channel: Channel, now: datetime, actor: User) -> None:
    """The phone forgets us; what was said stays. Raises GatewayError, NotConnected."""
    if not channel.access_token:
        raise NotConnected
    evolution_of(channel).instance().log_out()
    pairing_of(channel)
    with transaction.atomic():
        note_connection(channel=channel, value={"state": "close", "reason": 401}, now=now)
        Pairing.objects.filter(channel=channel).update(code="", wanted_until=None)
        _note(channel, actor, "channel.unpaired")


def problem_words(error: GatewayError) -> str:
    """What the server's refusal means for the owner."""
    if error.http_status in (401, 403):
        return _("O servidor não aceitou a chave da API. Toque em “Trocar credenciais”.")
    if error.permanent:
        text = _("O servidor recusou: %(reason)s.")
        return text % {"reason": error.detail.rstrip(".")}
    return _("O servidor não respondeu. Espere um minuto e tente de novo.")


def _ask(channel: Channel, row: Pairing, now: datetime) -> None:
    instance = evolution_of(channel).instance()
    try:
        found = instance.connection()
    except GatewayError as error:
        if error.http_status != NOT_FOUND:
            raise
        found = Connection("close")  # the first code makes it
    _keep(channel, found, now)
    if found.is_open:
        return
    if row.wanted_until is None or row.wanted_until <= now:
        Pairing.objects.filter(pk=row.pk, wanted_until__lte=now).update(code="")
    elif row.code_at is None or row.code_at <= now - CODE_LIFE:
        code = instance.pairing_code()
        Pairing.objects.filter(pk=row.pk, wanted_until__gt=now).update(code=code, code_at=now)


def _keep(channel: Channel, found: Connection, now: datetime) -> None:
    value = {"state": found.state, "number": found.number, "name": found.name}
    with transaction.atomic():
        note_connection(channel=channel, value=value, now=now)


def _keep_key(channel: Channel, key: str) -> None:
    """Unless the owner has given another one, or disconnected the number, meanwhile."""
    with transaction.atomic():
        locked = Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
        if locked.access_token not in (channel.access_token, key):
            raise NotConnected
        if locked.app_secret == locked.access_token:
            locked.app_secret = key
        locked.access_token = key
        locked.save(update_fields=["access_token", "app_secret"])
    channel.access_token, channel.app_secret = key, locked.app_secret


def _note_problem(row: Pairing, error: GatewayError) -> None:
    Pairing.objects.filter(pk=row.pk).update(problem=problem_words(error)[:PROBLEM_LIMIT])


def _note(channel: Channel, actor: User, action: str) -> None:
    record_audit(
        organization=channel.organization,
        actor=actor,
        action=action,
        target=channel,
        details={"number": channel.display_phone_number or channel.remote_name},
    )
