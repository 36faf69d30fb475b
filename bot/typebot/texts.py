"""Texts of Typebot as WhatsApp writes them, and names of variables as ours may be."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from itertools import count
from typing import Any

Names = Mapping[str, str]  # ours by Typebot's id, and by Typebot's own name
_PLACEHOLDER = re.compile(r"\{\{(=?)(.{0,400}?)=?\}\}", re.S)
_TAGS = re.compile(r"<[^>]{0,500}>")
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.I)
_LINES = re.compile(r"\n{3,}")
_MARKS = {"bold": "*", "italic": "_", "strikethrough": "~"}
LONGEST_NAME = 40


def variable_names(variables: object) -> dict[str, str]:
    """A name of ours for each variable: lower case, no accents, never the same twice."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for one in variables if isinstance(variables, list) else []:
        if not isinstance(one, Mapping) or not isinstance(one.get("id"), str):
            continue
        given = str(one.get("name", ""))
        name = _free(plain_name(given), taken)
        taken.add(name)
        names[one["id"]] = name
        names.setdefault(given, name)
    return names


def plain_name(text: str) -> str:
    """ "Nome do Cliente" is "nome_do_cliente"."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", bare.lower()).strip("_").lstrip("_0123456789")
    return name[:LONGEST_NAME] or "valor"


def _free(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    number = next(n for n in count(2) if f"{name[:34]}_{n}" not in taken)
    return f"{name[:34]}_{number}"


def filled(text: str, names: Names, lost: Callable[[str], None]) -> str:
    """The text with our placeholders; `lost` is told of formulas and unknown names."""

    def named(found: re.Match[str]) -> str:
        is_formula, name = found[1], found[2].strip()
        if is_formula or name not in names:
            lost(name[:80])
            return ""
        return "{{" + names[name] + "}}"

    return _PLACEHOLDER.sub(named, text)


def bubble_text(content: object) -> str:
    """The words of a text bubble, with WhatsApp's marks."""
    if not isinstance(content, Mapping):
        return ""
    rich = content.get("richText")
    if isinstance(rich, list):
        return _tidied("\n".join(_element(one) for one in rich))
    for key in ("plainText", "html"):
        if isinstance(content.get(key), str) and content[key]:
            return _tidied(unescape(_TAGS.sub("", _BREAKS.sub("\n", content[key]))))
    return ""


def _element(one: Any, depth: int = 0) -> str:
    if not isinstance(one, Mapping) or depth > 20:
        return ""
    if "text" in one:
        return _marked(str(one["text"]), one)
    children = one.get("children")
    parts = [_element(child, depth + 1) for child in children] if isinstance(children, list) else []
    kind = one.get("type")
    if kind in ("ul", "ol"):
        return "\n".join(_numbered(parts, kind == "ol"))
    inner = "".join(parts)
    url = one.get("url")
    if kind == "a" and isinstance(url, str) and url:
        return inner if inner.strip() == url else f"{inner} ({url})"
    return inner


def _marked(text: str, one: Mapping[str, Any]) -> str:
    words = text.strip()
    if not words:
        return text
    signs = "".join(sign for key, sign in _MARKS.items() if one.get(key))
    return text.replace(words, f"{signs}{words}{signs[::-1]}", 1)


def _numbered(parts: Iterable[str], is_ordered: bool) -> list[str]:
    return [f"{at}. {part}" if is_ordered else f"• {part}" for at, part in enumerate(parts, 1)]


def _tidied(text: str) -> str:
    return _LINES.sub("\n\n", text.replace("\u200b", "")).strip()
