"""The customer's language, as the conversation uses it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

LOCALES = ("pt-BR", "en", "es")


class Words(Protocol):
    """Texts, dates and money in one language and in the time zone of the business.

    Messages are pt-BR literals in the call itself (so they can be extracted with the keywords
    `t` and `n:1,2`), with named placeholders: `t("Oi, {name}!", name=name)`.
    """

    @property
    def locale(self) -> str:
        """One of `LOCALES`."""
        ...

    def __call__(self, message: str, /, **params: object) -> str: ...

    def n(self, singular: str, plural: str, number: int, /, **params: object) -> str:
        """The form for `number`, which is also the placeholder {n}."""
        ...

    def day(self, on: date) -> str:
        """Short, with the weekday: "sáb, 28/11"."""
        ...

    def time(self, moment: datetime) -> str:
        """The wall clock of the business: "15:00"."""
        ...

    def money(self, amount: Decimal) -> str:
        """In the organization's currency: "R$ 80,00"."""
        ...

    def speaking(self, locale: str) -> "Words":
        """The same in another language."""
        ...
