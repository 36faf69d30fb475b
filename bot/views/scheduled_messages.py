"""Messages for later: those of a conversation, and what is done with one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX, VIEW_INBOX
from bot.enums import ScheduledStatus
from bot.models import Conversation, ScheduledMessage
from bot.selectors.inbox import get_conversation
from bot.selectors.scheduled_messages import get_scheduled, scheduled_lines
from bot.services.scheduled_messages import (
    DueInvalid,
    ScheduledSettled,
    cancel_scheduled,
    restore_scheduled,
)
from bot.services.scheduled_sending import Hindered, send_scheduled_now
from bot.views.scheduled_words import settled_words
from config.lib.screens import is_partial, refused, render_screen, saved

LIST = "bot/_scheduled.html"


@require_GET
@in_organization(VIEW_INBOX)
def scheduled_list(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """What waits above the composer."""
    conversation, now = get_conversation(conversation_id), timezone.now()
    if not is_partial(request):
        return redirect(thread_url(request, conversation))
    context = scheduled_context(request, conversation, now)
    return render_screen(request, LIST, LIST, context)


@require_POST
@in_organization(ANSWER_INBOX)
def scheduled_cancel(
    request: TenantRequest, conversation_id: UUID, scheduled_id: UUID
) -> HttpResponse:
    conversation = get_conversation(conversation_id)
    scheduled = get_scheduled(conversation, scheduled_id)
    try:
        cancel_scheduled(scheduled=scheduled, now=timezone.now())
    except ScheduledSettled as news:
        return refuse_settled(request, conversation, news.scheduled)
    ids = [request.organization.slug, conversation.pk, scheduled.pk]
    is_unsent = scheduled.status != ScheduledStatus.PENDING
    words = _("Mensagem tirada da lista.") if is_unsent else _("Agendamento cancelado.")
    return scheduled_saved(
        request, conversation, words, undo_url=reverse("scheduled_restore", args=ids)
    )


@require_POST
@in_organization(ANSWER_INBOX)
def scheduled_restore(
    request: TenantRequest, conversation_id: UUID, scheduled_id: UUID
) -> HttpResponse:
    """Undo the cancelling."""
    conversation = get_conversation(conversation_id)
    try:
        restore_scheduled(scheduled=get_scheduled(conversation, scheduled_id), now=timezone.now())
    except DueInvalid:
        return scheduled_refused(request, conversation, _("Esse horário já passou. Escolha outro."))
    except ScheduledSettled as news:
        return refuse_settled(request, conversation, news.scheduled)
    return scheduled_saved(request, conversation, _("Mensagem agendada de novo."))


@require_POST
@in_organization(ANSWER_INBOX)
def scheduled_send(
    request: TenantRequest, conversation_id: UUID, scheduled_id: UUID
) -> HttpResponse:
    """Send it without waiting."""
    conversation = get_conversation(conversation_id)
    scheduled = get_scheduled(conversation, scheduled_id)
    try:
        send_scheduled_now(scheduled=scheduled, user=request.user, now=timezone.now())
    except Hindered as why:
        return scheduled_refused(request, conversation, str(why.hindrance.label))
    except ScheduledSettled as news:
        return refuse_settled(request, conversation, news.scheduled)
    return scheduled_saved(request, conversation, _("Mensagem enviada."))


def scheduled_context(
    request: TenantRequest, conversation: Conversation, now: datetime
) -> dict[str, Any]:
    """What the list above the composer needs."""
    return {
        "conversation": conversation,
        "can_answer": request.can(ANSWER_INBOX),
        "is_open": conversation.is_window_open(now),
        "scheduled": scheduled_lines(conversation, now),
    }


def scheduled_saved(
    request: TenantRequest, conversation: Conversation, text: str, *, undo_url: str = ""
) -> HttpResponse:
    url = thread_url(request, conversation)
    return saved(request, text, url=url, changed="scheduled", undo_url=undo_url)


def refuse_settled(
    request: TenantRequest, conversation: Conversation, scheduled: ScheduledMessage
) -> HttpResponse:
    """409: it has left, or was cancelled."""
    return scheduled_refused(request, conversation, settled_words(request.organization, scheduled))


def scheduled_refused(
    request: TenantRequest, conversation: Conversation, text: str
) -> HttpResponse:
    """409 with the reason; a plain form goes back to the conversation with it."""
    return refused(request, text, url=thread_url(request, conversation))


def thread_url(request: TenantRequest, conversation: Conversation) -> str:
    return reverse("conversation_detail", args=[request.organization.slug, conversation.pk])
