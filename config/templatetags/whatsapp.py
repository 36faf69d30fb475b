"""Texts as WhatsApp shows them: *bold*, _italic_, ~struck out~."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_MARKS = {"*": "b", "_": "i", "~": "s"}
_MARKED = re.compile(r"(?<![\w*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\w*_~])")


@register.filter
def whatsapp(text: str) -> SafeString:
    """HTML of a plain text; marks that stand alone or in the middle of a word stay."""
    return mark_safe(_shown(str(escape(text))))  # noqa: S308  # escaped before


def _shown(text: str) -> str:
    return _MARKED.sub(lambda found: _tagged(_MARKS[found[1]], _shown(found[2])), text)


def _tagged(tag: str, inner: str) -> str:
    return f"<{tag}>{inner}</{tag}>"
