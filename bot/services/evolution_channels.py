"""Connecting an instance of an Evolution server."""

import hashlib
import re
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from accounts.models import Organization, User
from bot.enums import Provider
from bot.models import Channel
from bot.services.channels import note_connected, number_to_connect, put_to_work

INSTANCE = re.compile(r"[A-Za-z0-9._-]{1,60}")


def number_id_of(server: str, instance: str) -> str:
    """What stands for the number, which nobody knows before a phone is paired."""
    said = f"{server.rstrip('/').lower()} {instance}"
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


@transaction.atomic
def create_evolution_channel(
    *,
    organization: Organization,
    server: str,
    instance: str,
    api_key: str,
    secret: str = "",
    name: str = "WhatsApp",
) -> Channel:
    """Connect an instance by its server's address and its name, or give a connected one a new
    key. Nothing is asked of the server: `prepare_instance` does.

    `api_key` is the instance's own, or the server's, which `prepare_instance` exchanges.
    `secret` is what the server's webhooks have to say; "": the key. A paused channel comes
    back to life. Raises NumberTaken, ValidationError.
    """
    server = server.strip().rstrip("/")
    _check(server, instance, api_key)
    channel = number_to_connect(
        organization=organization,
        provider=Provider.EVOLUTION,
        number_id=number_id_of(server, instance),
        name=name,
    )
    channel.name, channel.graph_url, channel.remote_name = name, server, instance
    put_to_work(channel, access_token=api_key, app_secret=secret or api_key)
    return channel


@transaction.atomic
def connect_evolution(
    *, organization: Organization, details: dict[str, Any], actor: User
) -> Channel:
    """What an owner does with the form: as `create_evolution_channel`, noted in the audit."""
    number_id = number_id_of(details["server"], details["instance"])
    with scope(organization=organization):
        is_new = not Channel.objects.filter(
            provider=Provider.EVOLUTION, number_id=number_id
        ).exists()
    channel = create_evolution_channel(organization=organization, **details)
    note_connected(channel, actor=actor, is_new=is_new)
    return channel


def _check(server: str, instance: str, api_key: str) -> None:
    if not is_server(server):
        raise ValidationError({"server": server_words()})
    if not INSTANCE.fullmatch(instance):
        text = _("O nome da instância tem só letras, números, pontos e traços.")
        raise ValidationError({"instance": text})
    if not api_key.strip():
        raise ValidationError({"api_key": _("Cole a chave da API do seu servidor.")})


def is_server(address: str) -> bool:
    """Whether it may be the address of a server: https, or http where the operator allows
    private ones. Whether it leads to a public address is looked at with every call."""
    try:
        parts = urlsplit(address)
        has_good_port = parts.port is None or parts.port > 0
    except ValueError:
        return False
    schemes = {"https", "http"} if settings.EVOLUTION_PRIVATE else {"https"}
    is_plain = not (parts.username or parts.password or parts.query or parts.fragment)
    is_whole = parts.scheme in schemes and bool(parts.hostname) and has_good_port
    return is_whole and is_plain and len(address) <= 200


def server_words() -> str:
    return _("Escreva o endereço do servidor, com https:// no começo.")
