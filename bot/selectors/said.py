"""Finding conversations by what was said in them."""

import re
from collections.abc import Iterable
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchVector
from django.db.models import Exists, OuterRef

from bot.models import Message
from bot.models.message import WORDS_CONFIG
from bot.selectors.thread_links import REVOKE

MOST_MESSAGES = 500
SHORTEST = 3
HIT_BEGINS, HIT_ENDS = "\x02", "\x03"


def conversations_that_say(text: str) -> dict[UUID, UUID]:
    """Where all these words were said in one message; the last may be only begun. By the
    conversation, the newest message that says them.

    Looks at the newest 500 such messages: PostgreSQL walks them backwards where a word is
    common and asks the index `message_words` where it is rare. One query; none for less
    than three letters.
    """
    asked = _asked(text)
    if asked is None:
        return {}
    found = (
        Message.objects.annotate(words=SearchVector("text", config=WORDS_CONFIG))
        .filter(words=asked)
        .order_by("-pk")
        .values_list("conversation_id", "pk")[:MOST_MESSAGES]
    )
    return dict(reversed(found))


def words_said(text: str, message_ids: Iterable[UUID]) -> dict[UUID, str]:
    """By the conversation, what those messages say, with HIT_BEGINS and HIT_ENDS around the
    words of `text`; without those that were taken back. One query, for a page of them."""
    asked, ids = _asked(text), list(message_ids)
    if asked is None or not ids:
        return {}
    revoked = Message.objects.filter(
        conversation_id=OuterRef("conversation_id"),
        context_id=OuterRef("external_id"),
        direction=OuterRef("direction"),
        kind=REVOKE,
    )
    marked = SearchHeadline(
        "text",
        asked,
        config=WORDS_CONFIG,
        start_sel=HIT_BEGINS,
        stop_sel=HIT_ENDS,
        highlight_all=True,
    )
    rows = Message.objects.filter(pk__in=ids).exclude(Exists(revoked))
    return dict(rows.annotate(marked=marked).values_list("conversation_id", "marked"))


def _asked(text: str) -> SearchQuery | None:
    words = re.findall(r"\w+", text)
    if sum(map(len, words)) < SHORTEST:
        return None
    return SearchQuery(" & ".join(words) + ":*", config=WORDS_CONFIG, search_type="raw")
