"""The conversations: list, thread, answering, and who answers."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX, VIEW_INBOX
from accounts.recent import remember
from bot.forms.inbox import InboxFilter, ReplyForm, RowsAsked, ThreadCursor
from bot.forms.notes import NoteForm
from bot.models import Conversation, Message
from bot.selectors.inbox import get_conversation, inbox_rows
from bot.selectors.thread import thread_page, thread_since
from bot.services.notes import see_mentions
from bot.services.replies import (
    AnsweredMeanwhile,
    QuoteUnknown,
    ReplyEmpty,
    ReplyForeign,
    TalkIsSample,
    WindowClosed,
    mark_seen,
    send_reply,
)
from bot.views.bubbles import Bubble, bubbles_of
from bot.views.inbox_context import (
    conversation_context,
    list_context,
    page_of,
    rows_context,
    thread_context,
    thread_cursor,
)
from bot.views.palette import KIND
from bot.views.quote_context import kept_quote
from config.lib.screens import is_partial, refuse, render_screen

LIST, CONVERSATION = "bot/conversation_list.html", "bot/conversation_detail.html"


@require_GET
@in_organization(VIEW_INBOX)
def conversation_list(request: TenantRequest) -> HttpResponse:
    """The list alone; a poll (`after`) gets 204 while it shows nothing new."""
    chosen = InboxFilter(request.GET)
    page = page_of(request, chosen)
    if request.GET.get("after", "") == page.fingerprint:
        return HttpResponse(status=204)
    return render_screen(request, LIST, "bot/_inbox_rows.html", list_context(request, chosen, page))


@require_GET
@in_organization(VIEW_INBOX)
def conversation_rows(request: TenantRequest) -> HttpResponse:
    """Only the lines (`id`) that live news named, for the first page of a list."""
    chosen, asked = InboxFilter(request.GET), RowsAsked(request.GET)
    if not is_partial(request):
        return redirect(reverse("conversation_list", args=[request.organization.slug]))
    if not asked.is_valid():
        return HttpResponse(status=204)
    ids = asked.cleaned_data["id"]
    rows = inbox_rows(user=request.user, now=timezone.now(), ids=ids, show=chosen.chosen)
    context = rows_context(request, chosen, rows)
    context["gone"] = sorted(set(ids) - {row.pk for row in rows})
    return render_screen(request, LIST, "bot/_inbox_changed.html", context)


@require_GET
@in_organization(VIEW_INBOX)
def conversation_detail(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """One conversation beside the list; opening it clears what was unread."""
    conversation = get_conversation(conversation_id)
    _see(request, conversation)
    remember(request, KIND, conversation.pk)
    return render_conversation(request, conversation)


@require_http_methods(["GET", "POST"])
@in_organization(VIEW_INBOX)
def conversation_messages(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """GET: older messages (`before`), or what is new (`since` the first shown, `after` what
    was seen; 204 when nothing is). POST: send an answer."""
    conversation = get_conversation(conversation_id)
    if request.method == "POST":
        return _send(request, conversation)
    if not is_partial(request):
        return redirect("conversation_detail", request.organization.slug, conversation_id)
    asked, now = ThreadCursor(request.GET), timezone.now()
    if asked.value("before"):
        page = thread_page(conversation, before=asked.value("before"))
        context = thread_context(request, conversation, page, now)
        return render_screen(request, CONVERSATION, "bot/_thread_older.html", context)
    since = asked.value("since")
    page = thread_since(conversation, since) if since else thread_page(conversation)
    if asked.value("after") == thread_cursor(conversation, page, now):
        return HttpResponse(status=204)
    _see(request, conversation)
    return _news(request, conversation, since)


def _send(request: TenantRequest, conversation: Conversation) -> HttpResponse:
    if not request.can(ANSWER_INBOX):
        raise PermissionDenied
    longest = conversation.channel.facts.capabilities.text_limit
    form = ReplyForm(request.POST, request.FILES, auto_id="reply_%s", longest=longest)
    if not form.is_valid():
        return _composer(request, conversation, form)
    try:
        send_reply(
            conversation=conversation,
            text=form.cleaned_data["text"],
            user=request.user,
            now=timezone.now(),
            message_id=form.cleaned_data["token"],
            seen_id=form.cleaned_data["anyway"] or form.cleaned_data["seen"],
            file=form.cleaned_data["file"],
            quote_id=form.cleaned_data["quote"],
        )
    except (ReplyEmpty, ReplyForeign):
        form.add_error("text", _("Escreva a mensagem."))
        return _composer(request, conversation, form)
    except QuoteUnknown:
        form.add_error("quote", _("A mensagem que você respondia não está mais aqui."))
        return _composer(request, conversation, form)
    except AnsweredMeanwhile as news:
        return _composer(request, conversation, form, answer=news.message, status=409)
    except WindowClosed:
        return refuse(_("As 24 horas passaram. Envie um modelo ou espere o cliente escrever."))
    except TalkIsSample:
        return refuse(_("Esta conversa é um exemplo: nada é enviado."))
    if not is_partial(request):
        return redirect(conversation_url(request, conversation.pk))
    since = ThreadCursor(request.POST).value("since")
    # A page that showed the answer at once (`quick`) has cleared its composer itself.
    is_quick = "quick" in request.POST
    return _news(request, get_conversation(conversation.pk), since, has_sent=not is_quick)


def _news(
    request: TenantRequest,
    conversation: Conversation,
    since: UUID | None,
    *,
    has_sent: bool = False,
) -> HttpResponse:
    """The latest messages and the heading; a fresh composer after a send, or when the
    window has opened or closed meanwhile: never while somebody is writing."""
    page = thread_since(conversation, since) if since else thread_page(conversation)
    context = conversation_context(request, conversation, page, timezone.now())
    was_open = request.GET.get("after", "").endswith("-open")
    is_other = request.method == "GET" and was_open != context["is_open"]
    context["renews_composer"] = has_sent or is_other
    return render_screen(request, CONVERSATION, "bot/_thread_news.html", context)


def _composer(
    request: TenantRequest,
    conversation: Conversation,
    form: ReplyForm,
    *,
    answer: Message | None = None,
    status: int = 422,
) -> HttpResponse:
    """The form again, with what is wrong or what a colleague (`answer`) said meanwhile."""
    said = bubbles_of([answer])[0] if answer else None
    if not is_partial(request):
        return render_conversation(request, conversation, form=form, said=said, status=status)
    context = thread_context(request, conversation, thread_page(conversation), timezone.now())
    context |= {"form": form, "said": said}
    context |= kept_quote(conversation, form.cleaned_data.get("quote"))
    response = render_screen(request, CONVERSATION, "bot/_composer.html", context, status=status)
    response["HX-Retarget"], response["HX-Reswap"] = "#composer", "outerHTML"
    return response


def render_conversation(
    request: TenantRequest,
    conversation: Conversation,
    *,
    form: ReplyForm | None = None,
    note_form: NoteForm | None = None,
    said: Bubble | None = None,
    status: int = 200,
) -> HttpResponse:
    """The right side alone for htmx, else the whole page."""
    before = ThreadCursor(request.GET).value("before")
    page = thread_page(conversation, before=before)
    context = conversation_context(request, conversation, page, timezone.now())
    if form is not None:
        context |= {"form": form, "said": said}
    if note_form is not None:
        context["note_form"] = note_form
    if not is_partial(request):
        chosen = InboxFilter(request.GET)
        context |= list_context(request, chosen, page_of(request, chosen))
    return render_screen(request, CONVERSATION, "bot/_conversation.html", context, status=status)


def _see(request: TenantRequest, conversation: Conversation) -> None:
    """Only who can answer takes the mark away for all; a mention is each person's own."""
    see_mentions(conversation=conversation, user=request.user, now=timezone.now())
    if conversation.unread_count and request.can(ANSWER_INBOX):
        mark_seen(conversation=conversation)
        conversation.unread_count = 0


def conversation_url(request: TenantRequest, conversation_id: UUID) -> str:
    """Its page, the list beside it as it is."""
    url = reverse("conversation_detail", args=[request.organization.slug, conversation_id])
    return url + InboxFilter(request.GET).query
