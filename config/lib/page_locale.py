"""The locale of the page that is being written."""

from django.utils.translation import get_language


def page_locale() -> str:
    """What the page speaks, as a tag of config.lib.formatting.LOCALES: pt-BR, en, es."""
    language = (get_language() or "pt-br").lower()
    return "pt-BR" if language.startswith("pt") else language.split("-")[0]
