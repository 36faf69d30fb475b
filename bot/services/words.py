"""A language for the conversation: gettext for the words, CLDR for dates and money."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext, ngettext, override

from accounts.models import Customer, Organization
from bot.selectors.texts import OwnTexts, own_texts
from config.lib.formatting import LOCALES, format_date, format_money, format_time
from scheduling.models import Appointment


@dataclass(frozen=True, slots=True)
class CatalogWords:
    """Implements `bot.flows.words.Words` on the project's translation catalogues."""

    locale: str
    zone: str
    currency: str
    own: OwnTexts = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, message: str, /, **params: object) -> str:
        if (self.locale, message) in self.own:
            return self.own[self.locale, message].format(**params)
        return _in_language(self.locale, message).format(**params)

    def n(self, singular: str, plural: str, number: int, /, **params: object) -> str:
        with override(self.locale.lower()):
            return ngettext(singular, plural, number).format(n=number, **params)

    def day(self, on: date) -> str:
        return format_date(on, self.zone, self.locale, "weekday")

    def time(self, moment: datetime) -> str:
        return format_time(moment, self.zone, self.locale)

    def money(self, amount: Decimal) -> str:
        return format_money(amount, self.currency, self.locale)

    def speaking(self, locale: str) -> "CatalogWords":
        return replace(self, locale=locale if locale in LOCALES else self.locale)


@lru_cache(maxsize=2000)
def _in_language(locale: str, message: str) -> str:
    """What the catalogues say; they stay the same as long as the process lives."""
    with override(locale.lower()):
        return gettext(message)


def service_words(visit: Appointment) -> str:
    """ "Banho (Thor)": what is booked, as a customer reads it in any language."""
    name = str(visit.service.name)
    return f"{name} ({visit.dependant.name})" if visit.dependant else name


def words_for(organization: Organization, customer: Customer) -> CatalogWords:
    """The customer's language, or the organization's until the customer has one."""
    return CatalogWords(
        locale=customer.locale or organization.locale,
        zone=organization.time_zone,
        currency=organization.currency,
        own=own_texts(organization.pk),
    )
