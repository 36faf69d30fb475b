"""Reading the texts that a house has written anew."""

from uuid import UUID

from bot.editable_texts import BY_KEY
from bot.models import BotText

OwnTexts = dict[tuple[str, str], str]  # (locale, msgid): text


def own_texts(organization_id: UUID) -> OwnTexts:
    """By language and by the msgid that the conversation asks for. One query."""
    rows = BotText.objects.filter(organization_id=organization_id)
    return {
        (locale, BY_KEY[key].message): text
        for locale, key, text in rows.values_list("locale", "key", "text")
        if key in BY_KEY
    }
