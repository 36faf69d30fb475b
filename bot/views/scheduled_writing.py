"""Writing a message for later, and changing one."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX
from bot.forms.scheduled_messages import LaterForm
from bot.models import Conversation, ScheduledMessage
from bot.selectors.inbox import get_conversation
from bot.selectors.scheduled_messages import filled_text, get_scheduled
from bot.services.replies import ReplyForeign
from bot.services.scheduled_messages import (
    DueInvalid,
    NeverSent,
    ScheduledSettled,
    TooManyScheduled,
    change_scheduled,
    schedule_message,
)
from bot.views.scheduled_messages import refuse_settled, scheduled_saved, thread_url
from bot.views.scheduled_words import due_words, never_words
from config.lib.screens import is_partial, render_screen

PAGE, FORM = "bot/scheduled_form.html", "bot/_scheduled_form.html"
PREVIEW = "bot/_scheduled_preview.html"
MOST_LETTERS = 5000


@require_http_methods(["GET", "POST"])
@in_organization(ANSWER_INBOX)
def scheduled_create(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    return _edit(request, get_conversation(conversation_id), None)


@require_http_methods(["GET", "POST"])
@in_organization(ANSWER_INBOX)
def scheduled_update(
    request: TenantRequest, conversation_id: UUID, scheduled_id: UUID
) -> HttpResponse:
    """409 when it has left or was cancelled meanwhile."""
    conversation = get_conversation(conversation_id)
    scheduled = get_scheduled(conversation, scheduled_id)
    if scheduled.closed_at is not None:
        return refuse_settled(request, conversation, scheduled)
    return _edit(request, conversation, scheduled)


@require_POST
@in_organization(ANSWER_INBOX)
def scheduled_preview(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """The text as it would leave now, and what could not be filled in."""
    conversation, now = get_conversation(conversation_id), timezone.now()
    given = request.POST.get("text", "")[:MOST_LETTERS]
    text, missing = filled_text(given, conversation, request.user, now)
    context = {"preview": text if text != given else "", "missing": missing}
    return render_screen(request, PREVIEW, PREVIEW, context)


def _edit(
    request: TenantRequest, conversation: Conversation, scheduled: ScheduledMessage | None
) -> HttpResponse:
    now = timezone.now()
    form = LaterForm(
        request.POST if request.method == "POST" else None,
        now=now,
        zone=request.organization.time_zone,
        scheduled=scheduled,
        longest=conversation.channel.facts.capabilities.text_limit,
    )
    if request.method == "GET":
        return _form(request, conversation, scheduled, form)
    if not form.is_valid():
        return _form(request, conversation, scheduled, form, status=422)
    try:
        written = _write(request, conversation, scheduled, form, now)
    except ScheduledSettled as news:
        return refuse_settled(request, conversation, news.scheduled)
    if written is None:
        return _form(request, conversation, scheduled, form, status=422)
    at = due_words(request.organization, written.due_at)
    return scheduled_saved(request, conversation, _("Agendada para %(at)s.") % {"at": at})


def _write(
    request: TenantRequest,
    conversation: Conversation,
    scheduled: ScheduledMessage | None,
    form: LaterForm,
    now: datetime,
) -> ScheduledMessage | None:
    """None when the form says what is wrong. Raises ScheduledSettled."""
    try:
        if scheduled is not None:
            return change_scheduled(
                scheduled=scheduled, later=form.later, user=request.user, now=now
            )
        return schedule_message(
            conversation=conversation,
            later=form.later,
            user=request.user,
            now=now,
            scheduled_id=form.cleaned_data["token"],
        )
    except DueInvalid:
        form.add_error("at", _("Escolha um momento entre agora e 90 dias."))
    except NeverSent as never:
        form.add_error("at", never_words(request.organization, never))
    except TooManyScheduled:
        form.add_error(None, _("Já há 20 mensagens agendadas aqui. Envie ou cancele alguma."))
    except ReplyForeign:
        form.add_error(None, _("Recarregue a página e tente de novo."))
    return None


def _form(
    request: TenantRequest,
    conversation: Conversation,
    scheduled: ScheduledMessage | None,
    form: LaterForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "form": form,
        "conversation": conversation,
        "scheduled": scheduled,
        "heading": _("Mudar mensagem agendada") if scheduled else _("Enviar depois"),
        "in_panel": is_partial(request),
        "thread_url": thread_url(request, conversation),
    }
    return render_screen(request, PAGE, FORM, context, status=status)
