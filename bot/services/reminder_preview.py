"""What a customer reads as a reminder, with an example of the house's own."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import Organization
from bot.reminder_templates import TEMPLATE_LANGUAGE, filled_template
from bot.selectors.texts import own_texts
from bot.services.reminders import reminder_text
from bot.services.words import CatalogWords
from catalog.models import Service
from config.lib.formatting import to_zone
from scheduling.models import Staff

CUSTOMER = "Marina"


@dataclass(frozen=True, slots=True)
class ReminderPreview:
    """In one language: the free message of an open conversation, and the template."""

    locale: str
    free: str
    template: str
    buttons: tuple[str, ...]


def reminder_previews(organization: Organization, now: datetime) -> list[ReminderPreview]:
    """One per language, the organization's own first. Three queries."""
    service = Service.objects.filter(is_active=True).order_by("name").first()
    person = Staff.objects.filter(is_active=True).order_by("position").first()
    starts_at = to_zone(now, organization.time_zone).replace(hour=15, minute=0) + timedelta(days=1)
    own = own_texts(organization.pk)
    locales = sorted(TEMPLATE_LANGUAGE, key=lambda locale: locale != organization.locale)
    return [
        _preview(
            CatalogWords(locale, organization.time_zone, organization.currency, own),
            business=organization.name,
            service=service.name if service else "",
            staff=person.name if person else "",
            starts_at=starts_at,
        )
        for locale in locales
    ]


def _preview(
    words: CatalogWords, *, business: str, service: str, staff: str, starts_at: datetime
) -> ReminderPreview:
    service = service or words("Corte")
    day, time = words.day(to_zone(starts_at, words.zone).date()), words.time(starts_at)
    text, buttons = filled_template(
        TEMPLATE_LANGUAGE[words.locale], (CUSTOMER, service, day, time, business)
    )
    return ReminderPreview(
        locale=words.locale,
        free=reminder_text(
            words, name=CUSTOMER, service=service, staff=staff or "Ana", starts_at=starts_at
        ),
        template=text,
        buttons=buttons,
    )
