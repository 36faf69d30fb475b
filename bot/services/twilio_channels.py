"""Connecting a WhatsApp sender of Twilio."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.models import Organization, User
from bot.enums import Provider
from bot.gateways.twilio import address_of
from bot.models import Channel
from bot.services.channels import note_connected, number_to_connect, put_to_work

ACCOUNT = re.compile(r"AC[0-9a-fA-F]{32}")


@transaction.atomic
def create_twilio_channel(
    *,
    organization: Organization,
    phone: str,
    account_sid: str,
    auth_token: str,
    name: str = "WhatsApp",
    api_url: str = "",
) -> Channel:
    """Connect a sender by its number, or give a connected one new credentials.

    The auth token sends and signs: a changed one keeps the old one for webhooks that are
    still signed with it. `api_url` stands for Twilio's servers ("" for Twilio itself). A
    paused channel comes back to life. Raises NumberTaken, ValidationError.
    """
    number_id = _checked(phone, account_sid, auth_token)
    channel = number_to_connect(
        organization=organization, provider=Provider.TWILIO, number_id=number_id, name=name
    )
    channel.name, channel.account_id, channel.graph_url = name, account_sid, api_url.rstrip("/")
    channel.display_phone_number = number_id.removeprefix("whatsapp:")
    put_to_work(channel, access_token=auth_token, app_secret=auth_token)
    return channel


@transaction.atomic
def connect_twilio(*, organization: Organization, details: dict[str, Any], actor: User) -> Channel:
    """What an owner does with the form: as `create_twilio_channel`, noted in the audit."""
    with scope(organization=organization):
        known = Channel.objects.filter(
            provider=Provider.TWILIO, number_id=address_of(details["phone"])
        ).first()
    api_url = known.graph_url if known else ""
    channel = create_twilio_channel(organization=organization, api_url=api_url, **details)
    note_connected(channel, actor=actor, is_new=known is None)
    return channel


def _checked(phone: str, account_sid: str, auth_token: str) -> str:
    number_id = address_of(phone)
    if not number_id:
        raise ValidationError({"phone": _("Escreva o número com o código do país: +55…")})
    if not ACCOUNT.fullmatch(account_sid):
        raise ValidationError({"account_sid": _("O Account SID começa com AC e tem 34 letras.")})
    if not auth_token:
        raise ValidationError({"auth_token": _("Cole o Auth Token do painel da Twilio.")})
    return number_id
