"""Writing an internal note in a thread."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX
from bot.forms.inbox import ThreadCursor
from bot.forms.notes import NoteForm
from bot.models import Conversation
from bot.selectors.inbox import get_conversation
from bot.selectors.thread import thread_page, thread_since
from bot.services.notes import NoteEmpty, add_note
from bot.services.replies import ReplyForeign
from bot.views.inbox import conversation_url, render_conversation
from bot.views.inbox_context import conversation_context
from config.lib.screens import is_partial, render_screen

CONVERSATION = "bot/conversation_detail.html"


@require_POST
@in_organization(ANSWER_INBOX)
def conversation_notes(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """Add a note; the customer never sees it."""
    conversation = get_conversation(conversation_id)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return _again(request, conversation, form)
    try:
        add_note(
            conversation=conversation,
            text=form.cleaned_data["text"],
            user=request.user,
            now=timezone.now(),
            note_id=form.cleaned_data["token"],
        )
    except (NoteEmpty, ReplyForeign):
        form.add_error("text", _("Escreva a nota."))
        return _again(request, conversation, form)
    if not is_partial(request):
        return redirect(conversation_url(request, conversation.pk))
    since = ThreadCursor(request.POST).value("since")
    page = thread_since(conversation, since) if since else thread_page(conversation)
    context = conversation_context(request, conversation, page, timezone.now())
    return render_screen(request, CONVERSATION, "bot/_note_news.html", context)


def _again(request: TenantRequest, conversation: Conversation, form: NoteForm) -> HttpResponse:
    """The form with what is wrong; the page keeps standing on "Nota interna"."""
    if not is_partial(request):
        return render_conversation(request, conversation, note_form=form, status=422)
    page = thread_page(conversation)
    context = conversation_context(request, conversation, page, timezone.now())
    context["note_form"] = form
    response = render_screen(request, CONVERSATION, "bot/_note_composer.html", context, status=422)
    response["HX-Retarget"], response["HX-Reswap"] = "#note-composer", "outerHTML"
    return response
