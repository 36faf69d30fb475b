"""The first set-up of what the bot says: a kind of business brings texts of its own."""

from django.db import transaction

from accounts.enums import LocaleChoice, OnboardingPart
from accounts.models import Organization, User
from accounts.selectors.onboarding import onboarding_progress
from accounts.services.onboarding import keep_details
from bot.editable_texts import BY_KEY
from bot.services.texts import set_texts, texts_in, usual_text
from scheduling.selectors.presets import preset_of
from scheduling.services.onboarding import BusinessSetUp, set_up_business


@transaction.atomic
def set_up_house(*, organization: Organization, wanted: BusinessSetUp, actor: User) -> int:
    """Write the business with its services, and let the bot speak as such a business does.

    Returns how many services were added. The texts come in every language. One that the
    owner has written, or set back to the usual words, stays; so the step may be sent twice.
    """
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    before = _brought()
    added = set_up_business(organization=organization, wanted=wanted, actor=actor)
    vertical = wanted.details.vertical
    for locale in LocaleChoice.values:
        texts = texts_brought(organization, locale, vertical, before=before)
        set_texts(organization=organization, locale=locale, texts=texts, actor=actor)
    kept = onboarding_progress().details[OnboardingPart.BUSINESS]
    keep_details(
        organization=organization,
        part=OnboardingPart.BUSINESS,
        details=kept | {"texts_of": vertical},
    )
    return added


def texts_brought(
    organization: Organization, locale: str, vertical: str, *, before: str | None = None
) -> dict[str, str]:
    """Every text as it will read once the step is sent for this kind of business, by key.

    `before` is the kind whose texts the guide brought last; unset, it is looked up. Only
    what still reads as the guide left it gives way.
    """
    before = _brought() if before is None else before
    left = preset_of(before, locale).texts if before else {}
    brings = preset_of(vertical, locale).texts
    said = texts_in(organization, locale)
    for key in BY_KEY:
        if said[key] == (left.get(key) or usual_text(key, locale)):
            said[key] = brings.get(key) or usual_text(key, locale)
    return said


def _brought() -> str:
    """The kind of business whose texts the guide brought last; "" before that."""
    kept = onboarding_progress().details.get(OnboardingPart.BUSINESS) or {}
    return str(kept.get("texts_of", ""))
