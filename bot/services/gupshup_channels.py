"""Connecting a number of a Gupshup app."""

import re
import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.models import Organization, User
from bot.enums import Provider
from bot.models import Channel
from bot.services.channels import note_connected, number_to_connect, put_to_work

SECRET = re.compile(r"[A-Za-z0-9_-]{8,100}")  # it stands in an address
APP_ID = re.compile(r"[A-Za-z0-9-]{1,40}")
_NUMBER = re.compile(r"[0-9]{8,20}")


def digits_of(phone: str) -> str:
    """A number as Gupshup writes it: "5511999990000"; "" for what is no number."""
    digits = re.sub(r"[\s().+-]", "", phone)
    return digits if _NUMBER.fullmatch(digits) else ""


@transaction.atomic
def create_gupshup_channel(
    *,
    organization: Organization,
    phone: str,
    app_name: str,
    api_key: str,
    app_id: str = "",
    secret: str = "",
    name: str = "WhatsApp",
    api_url: str = "",
) -> Channel:
    """Connect the number of an app, or give a connected one new credentials.

    `secret` stands in the number's webhook address; "" keeps the one it has, or makes one. A
    changed one keeps the one before. Without `app_id` there are no templates. `api_url`
    stands for Gupshup's server ("" for Gupshup itself). A paused channel comes back to life.
    Raises NumberTaken, ValidationError.
    """
    number_id = _checked(phone, app_name, app_id, api_key, secret)
    channel = number_to_connect(
        organization=organization, provider=Provider.GUPSHUP, number_id=number_id, name=name
    )
    channel.name, channel.graph_url = name, api_url.rstrip("/")
    channel.remote_name, channel.account_id = app_name, app_id
    channel.display_phone_number = f"+{number_id}"
    secret = secret or channel.app_secret or secrets.token_urlsafe(24)
    put_to_work(channel, access_token=api_key, app_secret=secret)
    return channel


@transaction.atomic
def connect_gupshup(*, organization: Organization, details: dict[str, Any], actor: User) -> Channel:
    """What an owner does with the form: as `create_gupshup_channel`, noted in the audit."""
    with scope(organization=organization):
        known = Channel.objects.filter(
            provider=Provider.GUPSHUP, number_id=digits_of(details["phone"])
        ).first()
    api_url = known.graph_url if known else ""
    channel = create_gupshup_channel(organization=organization, api_url=api_url, **details)
    note_connected(channel, actor=actor, is_new=known is None)
    return channel


def _checked(phone: str, app_name: str, app_id: str, api_key: str, secret: str) -> str:
    number_id = digits_of(phone)
    if not number_id:
        raise ValidationError({"phone": _("Escreva o número com o código do país: +55…")})
    if not app_name.strip():
        raise ValidationError({"app_name": _("Escreva o nome do app, igual ao da Gupshup.")})
    if app_id and not APP_ID.fullmatch(app_id):
        raise ValidationError({"app_id": _("O App ID tem só letras, números e traços.")})
    if not api_key:
        raise ValidationError({"api_key": _("Cole a API key do painel da Gupshup.")})
    if secret and not SECRET.fullmatch(secret):
        text = _("A senha do webhook tem de 8 a 100 letras, números, traços ou sublinhados.")
        raise ValidationError({"secret": text})
    return number_id
