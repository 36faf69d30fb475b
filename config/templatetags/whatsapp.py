"""Texts as WhatsApp shows them: *bold*, _italic_, ~struck out~, and links to follow."""

import re

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_MARKS = {"*": "b", "_": "i", "~": "s"}
_PART = re.compile(
    r"(?P<link>(?<!\w)(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)'*_~])"
    r"|(?<![\w*_~])(?P<mark>[*_~])(?=\S)(?P<inner>(?:(?!(?P=mark))[^\n])+)(?<=\S)(?P=mark)(?![\w*_~])",
    re.IGNORECASE,
)


@register.filter
def whatsapp(text: str) -> SafeString:
    """HTML of a plain text; marks that stand alone or in the middle of a word stay. Only
    addresses of the web become links, and they open beside the page."""
    return mark_safe(_shown(str(text)))  # noqa: S308  # every part is escaped


def _shown(text: str) -> str:
    parts, end = [], 0
    for found in _PART.finditer(text):
        parts += [escape(text[end : found.start()]), _html(found)]
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def _html(found: re.Match[str]) -> str:
    if link := found["link"]:
        address = link if "://" in link else f"https://{link}"
        return format_html(
            '<a href="{}" target="_blank" rel="noopener noreferrer nofollow">{}</a>', address, link
        )
    tag = _MARKS[found["mark"]]
    return f"<{tag}>{_shown(found['inner'])}</{tag}>"
