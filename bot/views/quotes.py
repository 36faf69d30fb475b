"""Answering one message: the quote in the composer, and reactions."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX
from bot.forms.inbox import ThreadCursor
from bot.gateways import ContentInvalid
from bot.models import Conversation
from bot.selectors.inbox import get_conversation
from bot.selectors.thread import get_message, thread_page, thread_since
from bot.services.reactions import ReactionRefused, react
from bot.services.replies import QuoteUnknown, TalkIsSample, WindowClosed, quotable
from bot.views.inbox import conversation_url
from bot.views.inbox_context import conversation_context
from bot.views.quote_context import quote_context
from config.lib.screens import is_partial, refuse, render_screen

PAGE = "bot/conversation_detail.html"


class ReactionForm(forms.Form):
    """Which message, and the emoji; without one ours is taken back."""

    quote = forms.UUIDField()
    emoji = forms.CharField(max_length=20, required=False)


@require_GET
@in_organization(ANSWER_INBOX)
def conversation_quote(
    request: TenantRequest, conversation_id: UUID, message_id: UUID
) -> HttpResponse:
    """The message above the composer, to be answered or reacted to."""
    conversation = get_conversation(conversation_id)
    try:
        message = quotable(conversation, get_message(conversation, message_id).pk)
    except QuoteUnknown:
        return refuse(_("O WhatsApp ainda não recebeu esta mensagem. Espere um pouco."))
    fragment = {"conversation": conversation, **quote_context(conversation, message)}
    if is_partial(request):
        return render_screen(request, PAGE, "bot/_composer_quote.html", fragment)
    page = thread_page(conversation)
    context = conversation_context(request, conversation, page, timezone.now())
    return render_screen(request, PAGE, "bot/_conversation.html", context | fragment)


@require_POST
@in_organization(ANSWER_INBOX)
def conversation_reactions(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """Put an emoji on a message (`quote`), or take ours back."""
    conversation, form = get_conversation(conversation_id), ReactionForm(request.POST)
    if not form.is_valid():
        return refuse(_("Escolha a mensagem e a reação."))
    try:
        react(
            conversation=conversation,
            message_id=form.cleaned_data["quote"],
            emoji=form.cleaned_data["emoji"],
            user=request.user,
            now=timezone.now(),
        )
    except (QuoteUnknown, ContentInvalid):
        return refuse(_("Não dá para reagir a esta mensagem."))
    except ReactionRefused:
        return refuse(_("Este número não manda reações."))
    except WindowClosed:
        return refuse(_("As 24 horas passaram. Envie um modelo ou espere o cliente escrever."))
    except TalkIsSample:
        return refuse(_("Esta conversa é um exemplo: nada é enviado."))
    if not is_partial(request):
        return redirect(conversation_url(request, conversation.pk))
    return _reacted(request, get_conversation(conversation.pk))


def _reacted(request: TenantRequest, conversation: Conversation) -> HttpResponse:
    since = ThreadCursor(request.POST).value("since")
    page = thread_since(conversation, since) if since else thread_page(conversation)
    context = conversation_context(request, conversation, page, timezone.now())
    return render_screen(request, PAGE, "bot/_reacted.html", context)
