"""Practising with one's own bot: a number at the simulator, and a customer's phone there.

What is written travels as it does from Meta: the simulator posts a signed webhook, the
worker answers, the answer goes out to the simulator. Network calls lie outside transactions.
"""

import secrets
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import OnboardingPart
from accounts.models import Organization, User
from accounts.selectors.onboarding import onboarding_progress
from accounts.services.onboarding import finish_part, keep_details
from bot.gateways.practice import (
    PhoneUnknown,
    PracticeGateway,
    PracticeNumber,
    PracticePhone,
    SimulatorAway,
)
from bot.models import Channel
from bot.selectors.practice import practice_channel, practice_phones, simulator_graph_url
from bot.services.channels import create_channel
from bot.services.practice_erasing import erase_practice

__all__ = ["SimulatorAway"]
DIGITS = 15
TEXT_LIMIT = 1000
MOST_PHONES = 50  # remembered, so that what was written on them can be taken back


class SimulatorMissing(Exception):
    """This installation runs without a simulator (SIMULATOR_URL is empty)."""


def connect_simulator(*, organization: Organization) -> Channel:
    """The organization's number at the simulator, connected like any number of Meta's.

    Twice gives the same channel. Raises SimulatorMissing, SimulatorAway.
    """
    gateway = _gateway()
    channel = _ensure_channel(organization)
    gateway.add_number(_number_of(channel))
    finish_part(organization=organization, part=OnboardingPart.WHATSAPP)
    return channel


def send_practice(*, organization: Organization, channel: Channel, message: dict[str, Any]) -> None:
    """Write to the bot as a customer: {"type": "text", "text"} or a tap with "id", "title".

    Raises SimulatorMissing, SimulatorAway. A simulator that forgot the phone gets a new one.
    """
    gateway = _gateway()
    phone = _known_phone() or _new_phone(organization, gateway)
    try:
        gateway.write(phone.id, channel.number_id, message)
    except PhoneUnknown:
        gateway.add_number(_number_of(channel))
        phone = _new_phone(organization, gateway)
        gateway.write(phone.id, channel.number_id, message)


def finish_practice(*, organization: Organization, actor: User) -> None:
    """The bot has answered: the step is done. The test stays to be looked at until the
    guide is put away; where that has happened already, it goes at once."""
    finish_part(organization=organization, part=OnboardingPart.CHAT)
    if not onboarding_progress().is_offered:
        erase_practice(organization=organization, actor=actor)


def _gateway() -> PracticeGateway:
    if not settings.SIMULATOR_URL:
        raise SimulatorMissing
    return PracticeGateway(settings.SIMULATOR_URL)


@transaction.atomic
def _ensure_channel(organization: Organization) -> Channel:
    Organization.objects.select_for_update(no_key=True).get(
        pk=organization.pk
    )  # two clicks take turns
    channel = practice_channel()
    if channel is not None:
        return channel
    return create_channel(
        organization=organization,
        name=_("Simulador"),
        number_id=_digits(),
        account_id=_digits(),
        access_token="SIM" + secrets.token_urlsafe(32),
        app_secret=secrets.token_hex(16),
        verify_token=secrets.token_urlsafe(16),
        display_phone_number="+55 11 4000-0000",
        graph_url=simulator_graph_url(),
    )


def _digits() -> str:
    return "1" + "".join(secrets.choice("0123456789") for _place in range(DIGITS - 1))


def _number_of(channel: Channel) -> PracticeNumber:
    return PracticeNumber(
        number_id=channel.number_id,
        account_id=channel.account_id,
        access_token=channel.access_token or "",
        app_secret=channel.app_secret or "",
        display=channel.display_phone_number,
        name=channel.organization.name,
    )


def _known_phone() -> PracticePhone | None:
    kept = onboarding_progress().details.get(OnboardingPart.CHAT) or {}
    return PracticePhone(kept["phone_id"], kept["phone"]) if kept.get("phone_id") else None


def _new_phone(organization: Organization, gateway: PracticeGateway) -> PracticePhone:
    phone = gateway.add_phone(_("Cliente de teste"))
    kept = onboarding_progress().details.get(OnboardingPart.CHAT) or {}
    earlier = practice_phones(kept)[-MOST_PHONES:]
    details = {"phone_id": phone.id, "phone": phone.phone, "earlier": earlier}
    keep_details(organization=organization, part=OnboardingPart.CHAT, details=details)
    return phone
