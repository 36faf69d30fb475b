"""Changing people who log in."""

from accounts.models import User


def set_user_locale(*, user: User, locale: str) -> None:
    """Speak `locale` (of LocaleChoice) to this person from now on."""
    if user.locale != locale:
        user.locale = locale
        user.save(update_fields=["locale"])
