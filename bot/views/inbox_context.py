"""What the templates of the inbox are given."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from math import ceil
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import TenantRequest
from accounts.models import User
from accounts.permissions import ANSWER_INBOX, VIEW_AGENDA
from bot.enums import Owner, Provider
from bot.forms.care import SnoozeForm
from bot.forms.inbox import InboxFilter, ReplyForm
from bot.forms.notes import NoteForm
from bot.forms.scheduled_messages import NAMES
from bot.later_times import offered_times
from bot.models import Conversation
from bot.models.conversation import NEVER
from bot.selectors.colleagues import colleagues_who_answer
from bot.selectors.inbox import InboxPage, InboxShow, inbox_counts, inbox_page
from bot.selectors.mentions import people_to_mention
from bot.selectors.scheduled_messages import scheduled_lines
from bot.selectors.thread import ThreadPage
from bot.selectors.thread_links import thread_links
from bot.views.bubbles import bubbles_of
from bot.views.found_words import line_of
from bot.views.template_context import template_picker
from config.lib.formatting import format_duration
from config.lib.ids import new_id
from scheduling.selectors.customer_visits import visits_of_customer


def page_of(request: TenantRequest, chosen: InboxFilter) -> InboxPage:
    return inbox_page(
        show=chosen.chosen,
        search=chosen.search,
        before=chosen.cursor,
        user=request.user,
        now=timezone.now(),
    )


def list_context(request: TenantRequest, chosen: InboxFilter, page: InboxPage) -> dict[str, Any]:
    """The list of conversations."""
    return rows_context(request, chosen, page.rows, page.said) | {"page": page}


def rows_context(
    request: TenantRequest,
    chosen: InboxFilter,
    rows: list[Conversation],
    said: Mapping[UUID, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """Some lines of the list, and the counters above them; `said` as in InboxPage."""
    now = timezone.now()
    counts = inbox_counts(user=request.user, now=now)
    return {
        "filter": chosen,
        "lines": [(row, line_of(row.last_message_text, said.get(row.pk, ""))) for row in rows],
        "today": timezone.localdate(),
        "now": now,
        "tabs": [
            {"value": show.value, "label": show.label, "count": counts.get(show.value, 0)}
            for show in InboxShow
        ],
    }


def thread_context(
    request: TenantRequest, conversation: Conversation, page: ThreadPage, now: datetime
) -> dict[str, Any]:
    """The messages and who answers them."""
    return {
        "conversation": conversation,
        "bubbles": bubbles_of(page.messages, thread_links(conversation, page.messages)),
        "has_older": page.has_older,
        "last_id": page.messages[-1].pk if page.messages else "",
        "first_id": page.messages[0].pk if page.messages else "",
        "cursor": thread_cursor(conversation, page, now),
        "can_answer": request.can(ANSWER_INBOX),
        "is_open": conversation.is_window_open(now),
        "can_quote": _can_quote(request, conversation, now),
        "is_sample": conversation.channel.provider == Provider.SAMPLE,
        "window": window_words(conversation, now),
        "window_left": seconds_left(conversation, now),
        "is_bot": conversation.owner == Owner.BOT,
        "template_picker": partial(template_picker, conversation),
        "is_snoozed": conversation.snoozed_until is not None and conversation.snoozed_until > now,
    }


def conversation_context(
    request: TenantRequest, conversation: Conversation, page: ThreadPage, now: datetime
) -> dict[str, Any]:
    """The whole right side: messages, composer and customer."""
    has_agenda = request.can(VIEW_AGENDA)
    return thread_context(request, conversation, page, now) | {
        "form": reply_form(conversation, request.GET.get("text", "")),
        "note_form": note_form(),
        "people": _people(request),
        "filter": InboxFilter(request.GET),
        "colleagues": _colleagues(request),
        "snooze_form": SnoozeForm(auto_id="snooze_%s"),
        "snooze_times": _snooze_times(request.organization.time_zone, now),
        "scheduled": scheduled_lines(conversation, now),
        "visits": visits_of_customer(conversation.customer, now) if has_agenda else None,
    }


def _can_quote(request: TenantRequest, conversation: Conversation, now: datetime) -> bool:
    """Whether single messages can be answered or reacted to."""
    told = conversation.channel.facts.capabilities
    is_offered = told.has_quotes or told.has_reactions
    is_sample = conversation.channel.provider == Provider.SAMPLE
    can_answer = request.can(ANSWER_INBOX) and conversation.is_window_open(now)
    return is_offered and can_answer and not is_sample


def _snooze_times(zone: str, now: datetime) -> list[dict[str, Any]]:
    """The short cuts: `label`, and the moment `at`."""
    return [{"label": NAMES[key], "at": at} for key, at in offered_times(now, zone).items()]


def _colleagues(request: TenantRequest) -> list[User]:
    if not request.can(ANSWER_INBOX):
        return []
    return [user for user in colleagues_who_answer() if user.pk != request.user.pk]


def note_form() -> NoteForm:
    return NoteForm(initial={"token": new_id()}, auto_id="note_%s")


def _people(request: TenantRequest) -> list[User]:
    """Whom a note may name."""
    if not request.can(ANSWER_INBOX):
        return []
    return [user for user in people_to_mention() if user.pk != request.user.pk]


def reply_form(conversation: Conversation, text: str = "") -> ReplyForm:
    """An empty composer, or one with a text to begin with."""
    longest = conversation.channel.facts.capabilities.text_limit
    initial = {"token": new_id(), "text": text}
    return ReplyForm(initial=initial, auto_id="reply_%s", longest=longest)


def thread_cursor(conversation: Conversation, page: ThreadPage, now: datetime) -> str:
    """What the page has seen: sent back by its polls, equal while nothing is new."""
    state = [
        page.fingerprint,
        conversation.owner,
        "waits" if conversation.waits_for_person else "calm",
        "done" if conversation.resolved_at else "undone",
        "open" if conversation.is_window_open(now) else "closed",
    ]
    return "-".join(state)


def seconds_left(conversation: Conversation, now: datetime) -> int:
    """Until the window closes, rounded up; 0 when it is closed or never closes."""
    closes_at = conversation.window_closes_at()
    if closes_at == NEVER:
        return 0
    return max(0, ceil((closes_at - now).total_seconds())) if closes_at else 0


def window_words(conversation: Conversation, now: datetime) -> str:
    """How long WhatsApp still lets people answer freely."""
    closes_at = conversation.window_closes_at()
    if closes_at is None:
        return _("O cliente ainda não escreveu.")
    if closes_at == NEVER:
        return _("Dá para escrever a qualquer hora: este número não tem a janela de 24 horas.")
    if now >= closes_at:
        return _("Janela de 24 horas fechada")
    return _("Janela de 24 horas: faltam %(left)s") % {"left": format_duration(closes_at - now)}
