"""Ready answers: their page, and the picker of a conversation."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access import TenantRequest, in_organization
from accounts.permissions import ANSWER_INBOX
from bot.forms.canned_replies import CannedFilter, CannedReplyForm
from bot.models import CannedReply
from bot.placeholders import fill_placeholders
from bot.selectors.canned_replies import (
    canned_replies_for,
    get_canned_reply_for,
    placeholder_values,
)
from bot.selectors.inbox import get_conversation
from bot.services.canned_replies import (
    ShortcutTaken,
    archive_canned_reply,
    restore_canned_reply,
    save_canned_reply,
)
from config.lib.screens import is_partial, refused, render_screen, saved

PAGE_SIZE, MOST_OFFERED = 50, 100


@require_GET
@in_organization(ANSWER_INBOX)
def canned_reply_list(request: TenantRequest) -> HttpResponse:
    """Everybody's and one's own."""
    chosen = CannedFilter(request.GET)
    rows = canned_replies_for(
        request.user, search=chosen.search, show_archived=chosen.shows_archived
    )
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"filter": chosen, "page_obj": page}
    return render_screen(request, "bot/canned_reply_list.html", "bot/_canned_list.html", context)


@require_http_methods(["GET", "POST"])
@in_organization(ANSWER_INBOX)
def canned_reply_create(request: TenantRequest) -> HttpResponse:
    return _edit(request, None)


@require_http_methods(["GET", "POST"])
@in_organization(ANSWER_INBOX)
def canned_reply_update(request: TenantRequest, canned_id: UUID) -> HttpResponse:
    return _edit(request, get_canned_reply_for(request.user, canned_id))


@require_POST
@in_organization(ANSWER_INBOX)
def canned_reply_archive(request: TenantRequest, canned_id: UUID) -> HttpResponse:
    reply = get_canned_reply_for(request.user, canned_id)
    archive_canned_reply(reply=reply, actor=request.user)
    undo_url = reverse("canned_reply_restore", args=[request.organization.slug, reply.pk])
    return _saved(request, _("Resposta arquivada: %(name)s."), reply, undo_url=undo_url)


@require_POST
@in_organization(ANSWER_INBOX)
def canned_reply_restore(request: TenantRequest, canned_id: UUID) -> HttpResponse:
    reply = get_canned_reply_for(request.user, canned_id)
    try:
        restore_canned_reply(reply=reply, actor=request.user)
    except ShortcutTaken:
        return refused(request, _taken(reply.shortcut), url=_list_url(request))
    return _saved(request, _("Resposta de volta à lista: %(name)s."), reply)


@require_GET
@in_organization(ANSWER_INBOX)
def conversation_canned(request: TenantRequest, conversation_id: UUID) -> HttpResponse:
    """What the picker of a conversation offers, filled in for its customer."""
    conversation = get_conversation(conversation_id)
    if not is_partial(request):
        return redirect("conversation_detail", request.organization.slug, conversation_id)
    values = placeholder_values(conversation, request.user, timezone.now())
    offers = [
        (reply, *fill_placeholders(reply.text, values))
        for reply in canned_replies_for(request.user)[:MOST_OFFERED]
    ]
    page = "bot/_canned_options.html"
    return render_screen(request, page, page, {"offers": offers})


def _edit(request: TenantRequest, reply: CannedReply | None) -> HttpResponse:
    if request.method == "GET":
        return _form(request, reply, CannedReplyForm(reply=reply))
    form = CannedReplyForm(request.POST, reply=reply)
    if not form.is_valid():
        return _form(request, reply, form, status=422)
    try:
        written = save_canned_reply(
            organization=request.organization,
            reply=reply,
            details=form.details,
            actor=request.user,
        )
    except ShortcutTaken:
        form.add_error("shortcut", _taken(form.details.shortcut))
        return _form(request, reply, form, status=422)
    return _saved(request, _("Resposta salva: %(name)s."), written)


def _form(
    request: TenantRequest, reply: CannedReply | None, form: CannedReplyForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "reply": reply,
        "heading": reply.title if reply else _("Nova resposta pronta"),
        "in_panel": is_partial(request),
        "list_url": _list_url(request),
    }
    page, fragment = "bot/canned_reply_form.html", "bot/_canned_form.html"
    return render_screen(request, page, fragment, context, status=status)


def _saved(
    request: TenantRequest, text: str, reply: CannedReply, *, undo_url: str = ""
) -> HttpResponse:
    text %= {"name": reply.title}
    return saved(request, text, url=_list_url(request), changed="canned", undo_url=undo_url)


def _list_url(request: TenantRequest) -> str:
    return reverse("canned_reply_list", args=[request.organization.slug])


def _taken(shortcut: str) -> str:
    return _("Já existe uma resposta ativa com o atalho /%(name)s.") % {"name": shortcut}
