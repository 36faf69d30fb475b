"""Finding conversations by what was said in them."""

import re
from uuid import UUID

from django.contrib.postgres.search import SearchQuery, SearchVector

from bot.models import Message
from bot.models.message import WORDS_CONFIG

MOST_MESSAGES = 500
SHORTEST = 3


def conversations_that_say(text: str) -> set[UUID]:
    """Where all these words were said in one message; the last may be only begun.

    Looks at the newest 500 such messages: PostgreSQL walks them backwards where a word is
    common and asks the index `message_words` where it is rare. One query; none for less
    than three letters.
    """
    words = re.findall(r"\w+", text)
    if sum(map(len, words)) < SHORTEST:
        return set()
    asked = SearchQuery(" & ".join(words) + ":*", config=WORDS_CONFIG, search_type="raw")
    found = (
        Message.objects.annotate(words=SearchVector("text", config=WORDS_CONFIG))
        .filter(words=asked)
        .order_by("-pk")
        .values_list("conversation_id", flat=True)[:MOST_MESSAGES]
    )
    return set(found)
