"""Whose a conversation is, whether it is done, and until when it waits."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.models import User
from accounts.permissions import ANSWER_INBOX, VIEW_INBOX
from bot.forms.care import AssignForm, SnoozeForm
from bot.selectors.colleagues import colleagues_who_answer
from bot.selectors.inbox import get_conversation, waiting_count
from bot.services.care import (
    SnoozeInvalid,
    assign_conversation,
    give_to_bot,
    reopen_conversation,
    resolve_conversation,
    snooze_conversation,
)
from bot.views.inbox import conversation_url, render_conversation
from config.lib.screens import add_toast, is_partial, refuse


@require_GET
@in_organization(VIEW_INBOX)
def waiting_badge(request: TenantRequest) -> HttpResponse:
    """How many conversations wait for a person, for the navigation."""
    return render(
        request, "bot/_waiting_badge.html", {"waiting": waiting_count(now=timezone.now())}
    )


@require_POST
@in_organization(ANSWER_INBOX)
def conversation_bot(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """Hand the conversation back to the bot."""
    conversation = get_conversation(conversation_id)
    give_to_bot(conversation=conversation, user=request.user, now=timezone.now())
    return _changed(request, conversation_id, _("O robô volta a responder."))


@require_POST
@in_organization(ANSWER_INBOX)
def conversation_owner(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """Take the conversation, or give it to a colleague; the bot falls silent."""
    conversation, to = get_conversation(conversation_id), _person(request)
    assign_conversation(conversation=conversation, to=to, user=request.user, now=timezone.now())
    if to == request.user:
        return _changed(request, conversation_id, _("Agora quem responde é você."))
    text = _("Agora quem responde é %(name)s.") % {"name": to.get_short_name()}
    return _changed(request, conversation_id, text)


@require_POST
@in_organization(ANSWER_INBOX)
def conversation_resolution(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """Call it done; with `reopen`, take that back."""
    conversation, now = get_conversation(conversation_id), timezone.now()
    if "reopen" in request.POST:
        reopen_conversation(conversation=conversation, user=request.user, now=now)
        return _changed(request, conversation_id, _("Conversa reaberta."))
    resolve_conversation(conversation=conversation, user=request.user, now=now)
    return _changed(request, conversation_id, _("Conversa resolvida."))


@require_POST
@in_organization(ANSWER_INBOX)
def conversation_snooze(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """Put the conversation off until a time."""
    conversation, form = get_conversation(conversation_id), SnoozeForm(request.POST)
    if not form.is_valid():
        return refuse(_("Escolha dia e hora."), status=422)
    try:
        snooze_conversation(
            conversation=conversation,
            until=form.cleaned_data["until"],
            user=request.user,
            now=timezone.now(),
        )
    except SnoozeInvalid:
        return refuse(_("Escolha um momento entre agora e 90 dias."), status=422)
    return _changed(request, conversation_id, _("Conversa adiada."))


def _person(request: TenantRequest) -> User:
    """Oneself, or the colleague named; 404 for anybody else."""
    form = AssignForm(request.POST)
    if not form.is_valid():
        raise Http404
    wanted = form.cleaned_data["to"]
    if wanted in (None, request.user.pk):
        return request.user
    found = [user for user in colleagues_who_answer() if user.pk == wanted]
    if not found:
        raise Http404
    return found[0]


def _changed(request: TenantRequest, conversation_id: UUID, text: str) -> HttpResponse:
    if not is_partial(request):
        messages.success(request, text)
        return redirect(conversation_url(request, conversation_id))
    return add_toast(render_conversation(request, get_conversation(conversation_id)), text)
