"""Pairing a number with its phone: the page, the QR code, the end."""

from io import BytesIO
from typing import Any
from uuid import UUID

import qrcode
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from qrcode.image.svg import SvgPathFillImage

from accounts.access import TenantRequest, in_organization
from accounts.permissions import CHANGE_SETTINGS
from bot.gateways import GatewayError
from bot.models import Channel, Pairing
from bot.selectors.channel_health import get_paired_channel
from bot.services.gateways import NotConnected
from bot.services.pairing import begin_pairing, end_pairing, look_at_pairing, problem_words
from bot.services.pairing_news import pairing_of
from config.lib.screens import add_toast, is_partial, refused, render_screen

PAGE, PART = "settings/channel_pairing.html", "settings/_channel_pairing.html"


@require_GET
@in_organization(CHANGE_SETTINGS)
def channel_pairing(request: TenantRequest, paired_id: UUID) -> HttpResponse:
    """How the number stands with its phone; the part asks again every few seconds."""
    channel = get_paired_channel(paired_id)
    pairing = look_at_pairing(channel=channel, now=timezone.now())
    return _screen(request, get_paired_channel(paired_id), pairing)


@require_POST
@in_organization(CHANGE_SETTINGS)
def channel_pairing_code(request: TenantRequest, paired_id: UUID) -> HttpResponse:
    """Begin: the first code, and new ones for some minutes."""
    channel = get_paired_channel(paired_id)
    try:
        begin_pairing(channel=channel, now=timezone.now(), actor=request.user)
    except NotConnected:
        return _refused(request, channel, _("Cole a chave da API de novo para parear."))
    except GatewayError as error:
        return _refused(request, channel, problem_words(error))
    return _on(request, channel)


@require_POST
@in_organization(CHANGE_SETTINGS)
def channel_pairing_end(request: TenantRequest, paired_id: UUID) -> HttpResponse:
    """Log the phone out."""
    channel = get_paired_channel(paired_id)
    try:
        end_pairing(channel=channel, now=timezone.now(), actor=request.user)
    except NotConnected:
        return _refused(request, channel, _("Cole a chave da API de novo para desligar."))
    except GatewayError as error:
        return _refused(request, channel, problem_words(error))
    return _on(request, channel, _("Celular desligado. As conversas continuam aqui."))


@require_GET
@in_organization(CHANGE_SETTINGS)
def channel_pairing_image(request: TenantRequest, paired_id: UUID) -> HttpResponse:
    """The QR code as a picture of our own; nothing while there is no code."""
    code = pairing_of(get_paired_channel(paired_id)).code
    if not code:
        return HttpResponse(status=204)
    drawn = BytesIO()
    qrcode.make(code, image_factory=SvgPathFillImage, border=2).save(drawn)
    headers = {"Cache-Control": "no-store"}
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml", headers=headers)


def _on(request: TenantRequest, channel: Channel, toast: str = "") -> HttpResponse:
    if not is_partial(request):
        if toast:
            messages.success(request, toast)
        return redirect(_url(request, channel))
    fresh = get_paired_channel(channel.pk)
    response = _screen(request, fresh, pairing_of(fresh))
    return add_toast(response, toast) if toast else response


def _screen(request: TenantRequest, channel: Channel, pairing: Pairing) -> HttpResponse:
    context: dict[str, Any] = {
        "channel": channel,
        "pairing": pairing,
        "is_open": pairing.state == "open",
        "renew_url": reverse(channel.facts.form, args=[request.organization.slug]),
    }
    return render_screen(request, PAGE, PART, context)


def _refused(request: TenantRequest, channel: Channel, reason: str) -> HttpResponse:
    return refused(request, reason, url=_url(request, channel))


def _url(request: TenantRequest, channel: Channel) -> str:
    return reverse("channel_pairing", args=[request.organization.slug, channel.pk])
