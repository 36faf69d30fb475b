"""The guide's steps about WhatsApp: connecting a number, and talking to one's own bot."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.enums import OnboardingPart
from accounts.permissions import CHANGE_SETTINGS
from accounts.selectors.onboarding import onboarding_progress
from accounts.services.onboarding import finish_part
from accounts.views.onboarding import steps_context, to_next
from bot.enums import Provider
from bot.forms.onboarding import MetaNumberForm, PracticeForm
from bot.models import Channel, Conversation
from bot.providers import OTHERS
from bot.selectors.channels import webhook_url_of
from bot.selectors.doctor_ground import Check
from bot.selectors.practice import (
    bot_has_answered,
    latest_conversation,
    practice_channel,
    practice_conversation,
    real_channel,
)
from bot.selectors.thread import thread_page
from bot.services.channels import NumberTaken, create_channel
from bot.services.connection_check import check_connection, is_usable
from bot.services.practice import (
    SimulatorAway,
    SimulatorMissing,
    connect_simulator,
    finish_practice,
    send_practice,
)
from bot.views.bubbles import bubbles_of
from config.lib.screens import is_partial, refuse, render_screen

CHAT, THREAD = "bot/onboarding_chat.html", "bot/_onboarding_thread.html"


@sensitive_post_parameters("access_token", "app_secret")
@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def onboarding_whatsapp(request: TenantRequest) -> HttpResponse:
    """GET: both ways to connect. POST: Meta's credentials, or (`check`) ask Meta again; the
    page then shows each finding and what to do about it."""
    channel = real_channel()
    if request.method == "GET":
        return _whatsapp(request, channel, MetaNumberForm(initial=_known(channel)))
    if request.POST.get("check") and channel is not None:
        return _examined(request, channel)
    form = MetaNumberForm(request.POST)
    if not form.is_valid():
        return _whatsapp(request, channel, form, status=422)
    try:
        saved = create_channel(
            organization=request.organization,
            verify_token=_verify_token(channel, form.cleaned_data["number_id"]),
            **form.cleaned_data,
        )
    except NumberTaken:
        form.add_error("number_id", _("Este número já está ligado a outra empresa."))
        return _whatsapp(request, channel, form, status=422)
    return _examined(request, saved)


@require_POST
@in_organization(CHANGE_SETTINGS)
def onboarding_simulator(request: TenantRequest) -> HttpResponse:
    """One click: a number at the simulator. Then on to the chat."""
    try:
        connect_simulator(organization=request.organization)
    except SimulatorMissing:
        messages.error(request, _("Esta instalação roda sem simulador. Ligue um número da Meta."))
    except SimulatorAway:
        messages.error(request, _("O simulador não respondeu. Tente de novo em um minuto."))
    else:
        messages.success(request, _("Simulador ligado. Agora fale com o seu robô."))
        return redirect("onboarding_chat", request.organization.slug)
    return redirect("onboarding_whatsapp", request.organization.slug)


@require_http_methods(["GET", "POST"])
@in_organization(CHANGE_SETTINGS)
def onboarding_chat(request: TenantRequest) -> HttpResponse:
    """The practice chat. POST says something to the bot; with `done`, the step is over."""
    talk = _practice()
    if request.method == "GET":
        return _chat(request, talk, PracticeForm())
    if request.POST.get("done"):
        if bot_has_answered(talk.conversation):
            finish_practice(organization=request.organization, actor=request.user)
        return to_next(request)
    form = PracticeForm(request.POST)
    if not form.is_valid() or talk.channel is None or not talk.is_simulated:
        return _chat(request, talk, form, status=422)
    try:
        send_practice(organization=request.organization, channel=talk.channel, message=form.message)
    except (SimulatorAway, SimulatorMissing):
        return _away(request)
    if not is_partial(request):
        return redirect("onboarding_chat", request.organization.slug)
    now = _practice()
    return _chat(request, now, PracticeForm(), is_waiting=now.fingerprint == talk.fingerprint)


@require_GET
@in_organization(CHANGE_SETTINGS)
def onboarding_chat_messages(request: TenantRequest) -> HttpResponse:
    """What has been said; 204 while it is still what `after` (a fingerprint) was."""
    if not is_partial(request):
        return redirect("onboarding_chat", request.organization.slug)
    talk = _practice()
    if request.GET.get("after", "") == talk.fingerprint:
        return HttpResponse(status=204)
    return _chat(request, talk, PracticeForm())


@dataclass(frozen=True, slots=True)
class Practice:
    """Where one talks to the bot, and what was said."""

    channel: Channel | None
    conversation: Conversation | None
    is_simulated: bool
    bubbles: list[Any]
    fingerprint: str


def _practice() -> Practice:
    simulated = practice_channel()
    channel = simulated or real_channel()
    conversation = None
    if simulated is not None:
        conversation = practice_conversation(simulated, onboarding_progress())
    elif channel is not None:
        conversation = latest_conversation(channel)
    page = thread_page(conversation) if conversation else None
    return Practice(
        channel=channel,
        conversation=conversation,
        is_simulated=simulated is not None,
        bubbles=bubbles_of(page.messages) if page else [],
        fingerprint=page.fingerprint if page else "",
    )


def _chat(
    request: TenantRequest,
    talk: Practice,
    form: PracticeForm,
    *,
    status: int = 200,
    is_waiting: bool = False,
) -> HttpResponse:
    context = steps_context(request, onboarding_progress(), OnboardingPart.CHAT)
    context |= {
        "talk": talk,
        "form": form,
        "taps": _taps(talk),
        "has_answer": bot_has_answered(talk.conversation),
        "is_waiting": is_waiting or bool(talk.bubbles and not talk.bubbles[-1].is_ours),
    }
    return render_screen(request, CHAT, THREAD, context, status=status)


def _taps(talk: Practice) -> list[dict[str, str]]:
    """What can be tapped in the last message, when it is the bot's: kind, id, title."""
    last = talk.bubbles[-1] if talk.bubbles else None
    if last is None or not last.is_ours:
        return []
    content = last.message.content
    if content.get("type") == "buttons":
        kind, choices = "button_reply", content.get("buttons", [])
    else:
        kind = "list_reply"
        choices = [row for part in content.get("sections", []) for row in part.get("rows", [])]
    return [{"kind": kind, "id": each["id"], "title": each["title"]} for each in choices]


def _away(request: TenantRequest) -> HttpResponse:
    text = _("O simulador não respondeu. Tente de novo em um minuto.")
    if is_partial(request):
        return refuse(text)
    messages.error(request, text)
    return redirect("onboarding_chat", request.organization.slug)


def _examined(request: TenantRequest, channel: Channel) -> HttpResponse:
    checks = check_connection(channel)
    if is_usable(checks):
        finish_part(organization=request.organization, part=OnboardingPart.WHATSAPP)
    return _whatsapp(request, channel, MetaNumberForm(initial=_known(channel)), checks=checks)


def _whatsapp(
    request: TenantRequest,
    channel: Channel | None,
    form: MetaNumberForm,
    *,
    checks: list[Check] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = steps_context(request, onboarding_progress(), OnboardingPart.WHATSAPP)
    context |= {
        "channel": channel,
        "simulated": practice_channel(),
        "has_simulator": bool(settings.SIMULATOR_URL),
        "form": form,
        "checks": checks,
        "webhook_url": webhook_url_of(channel),
        "others": OTHERS,
    }
    return render(request, "bot/onboarding_whatsapp.html", context, status=status)


def _known(channel: Channel | None) -> dict[str, str]:
    if channel is None or channel.provider != Provider.META:
        return {}
    return {"number_id": channel.number_id, "account_id": channel.account_id}


def _verify_token(channel: Channel | None, number_id: str) -> str:
    """The one that Meta already has, for a number that is connected; else a new one."""
    if channel is not None and channel.number_id == number_id and channel.verify_token:
        return str(channel.verify_token)
    return secrets.token_urlsafe(16)
