"""Writing the bot's texts anew, and going back to the usual ones."""

from django.db import transaction
from django.utils.translation import gettext, override

from accounts.models import Organization, User
from accounts.services.audit import record_audit
from bot.editable_texts import BY_KEY
from bot.models import BotText
from bot.selectors.texts import own_texts

EXAMPLES = {
    "business": "Studio Bela",
    "name": "Marina",
    "greeting": "Oi, Marina!",
    "service": "Corte",
    "staff": "Ana",
    "day": "28/11",
    "time": "15:00",
}


def usual_text(key: str, locale: str) -> str:
    """What is said where the house has written nothing."""
    with override(locale.lower()):
        return gettext(BY_KEY[key].message)


def texts_in(organization: Organization, locale: str) -> dict[str, str]:
    """Every editable text as this house says it in the language, by key. One query."""
    own = own_texts(organization.pk)
    return {
        key: own.get((locale, text.message)) or usual_text(key, locale)
        for key, text in BY_KEY.items()
    }


def preview_of(text: str, business: str) -> str:
    """The text with examples in its placeholders."""
    return text.format(**(EXAMPLES | {"business": business}))


@transaction.atomic
def set_texts(
    *, organization: Organization, locale: str, texts: dict[str, str], actor: User
) -> list[str]:
    """Say these texts (by key) in this language; an empty or usual one goes back to the usual.

    Raises TextInvalid, with nothing changed. Returns the keys that changed.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    known = texts_in(organization, locale)
    changed = []
    for key, given in texts.items():
        wanted = given.replace("\r\n", "\n").strip() or usual_text(key, locale)
        if wanted == known[key]:
            continue
        BY_KEY[key].check(wanted)
        changed.append(key)
        rows = BotText.objects.filter(organization=organization, locale=locale, key=key)
        if wanted == usual_text(key, locale):
            rows.delete()
        elif not rows.update(text=wanted):
            BotText.objects.create(organization=organization, locale=locale, key=key, text=wanted)
    if changed:
        record_audit(
            organization=organization,
            actor=actor,
            action="texts.updated",
            target=organization,
            details={"locale": locale, "label": ", ".join(changed)},
        )
    return changed
