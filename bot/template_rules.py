"""What Meta refuses of a template, found before it is submitted. Pure.

Source: Meta's documentation of templates (components, guidelines, creation errors 2388040,
2388047, 2388072, 2388073, 2388060, 2388293, 2388299).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from bot.template_draft import MEDIA_HEADERS, TemplateDraft
from bot.template_shape import VARIABLE, Part

NAME_LIMIT, HEADER_LIMIT, BODY_LIMIT, FOOTER_LIMIT = 512, 60, 1024, 60
BUTTONS_LIMIT, TITLE_LIMIT, URL_LIMIT, PHONE_LIMIT, CODE_LIMIT = 10, 25, 2000, 20, 20
KIND_LIMITS = {"QUICK_REPLY": 10, "URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1}
CATEGORIES = ("UTILITY", "MARKETING")

_NAME = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_NAMED = re.compile(r"[a-z][a-z0-9_]*")
_LOOSE_BRACE = re.compile(r"[{}]")
_URL = re.compile(r"https?://[^\s/{}]+\.[^\s{}/]+\S*")
_PHONE = re.compile(r"\+?[0-9]{7,19}")
_MARKUP = re.compile(r"[*_~`\n\r\t]")
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_EDGE = r"[\s.,;:!?…]*"


class Rule(StrEnum):
    EMPTY = "EMPTY"
    TOO_LONG = "TOO_LONG"
    NAME_LETTERS = "NAME_LETTERS"
    CHOICE = "CHOICE"
    ONE_VARIABLE = "ONE_VARIABLE"
    NO_VARIABLE = "NO_VARIABLE"
    PLAIN = "PLAIN"
    SAMPLE_FILE = "SAMPLE_FILE"
    AT_START = "AT_START"
    AT_END = "AT_END"
    ADJACENT = "ADJACENT"
    GAP = "GAP"
    MIXED = "MIXED"
    VARIABLE_NAME = "VARIABLE_NAME"
    BRACES = "BRACES"
    FEW_WORDS = "FEW_WORDS"
    BLANK_LINES = "BLANK_LINES"
    SPACES = "SPACES"
    EXAMPLE = "EXAMPLE"
    TOO_MANY = "TOO_MANY"
    GROUPED = "GROUPED"
    SAME_TITLE = "SAME_TITLE"
    URL = "URL"
    URL_VARIABLE = "URL_VARIABLE"
    PHONE = "PHONE"


@dataclass(frozen=True, slots=True)
class Problem:
    """`field`: name, language, category, header, body, footer, buttons, "button-<position>"
    or "sample-<slot key>". `limit` belongs to TOO_LONG, TOO_MANY and FEW_WORDS. One that
    `is_advice` is often, but not always, refused."""

    field: str
    rule: Rule
    limit: int = 0
    is_advice: bool = False


def problems_of(draft: TemplateDraft) -> list[Problem]:
    """All of them, in the order of the form."""
    return [
        *_identity(draft),
        *_header(draft),
        *_body(draft),
        *_footer(draft),
        *_buttons(draft),
        *_examples(draft),
    ]


def _identity(draft: TemplateDraft) -> Iterator[Problem]:
    if not _NAME.fullmatch(draft.name):
        yield Problem("name", Rule.NAME_LETTERS)
    if len(draft.name) > NAME_LIMIT:
        yield Problem("name", Rule.TOO_LONG, NAME_LIMIT)
    if not _LANGUAGE.fullmatch(draft.language):
        yield Problem("language", Rule.CHOICE)
    if draft.category not in CATEGORIES:
        yield Problem("category", Rule.CHOICE)


def _header(draft: TemplateDraft) -> Iterator[Problem]:
    if draft.header_kind in MEDIA_HEADERS:
        if not draft.header_handle:
            yield Problem("header", Rule.SAMPLE_FILE)
        return
    if draft.header_kind != "TEXT":
        if draft.header_kind:
            yield Problem("header", Rule.CHOICE)
        return
    text = draft.header_text
    if not text.strip():
        yield Problem("header", Rule.EMPTY)
    if len(text) > HEADER_LIMIT:
        yield Problem("header", Rule.TOO_LONG, HEADER_LIMIT)
    if len(VARIABLE.findall(text)) > 1:
        yield Problem("header", Rule.ONE_VARIABLE)
    if _MARKUP.search(VARIABLE.sub("", text)) or _EMOJI.search(text):
        yield Problem("header", Rule.PLAIN)
    yield from _variables("header", text)


def _body(draft: TemplateDraft) -> Iterator[Problem]:
    text = draft.body
    if not text.strip():
        yield Problem("body", Rule.EMPTY)
        return
    if len(text) > BODY_LIMIT:
        yield Problem("body", Rule.TOO_LONG, BODY_LIMIT)
    if re.match(_EDGE + VARIABLE.pattern, text):
        yield Problem("body", Rule.AT_START)
    if re.search(VARIABLE.pattern + _EDGE + r"\Z", text):
        yield Problem("body", Rule.AT_END)
    if re.search(VARIABLE.pattern + r"\s*" + VARIABLE.pattern, text):
        yield Problem("body", Rule.ADJACENT)
    if re.search(r"\n\s*\n\s*\n", text):
        yield Problem("body", Rule.BLANK_LINES)
    if re.search(r" {5,}|\t", text):
        yield Problem("body", Rule.SPACES)
    yield from _variables("body", text)
    yield from _words(text)
    header_names = set(VARIABLE.findall(draft.header_text))
    if header_names and _is_mixed(header_names | set(VARIABLE.findall(text))):
        yield Problem("body", Rule.MIXED)


def _variables(field: str, text: str) -> Iterator[Problem]:
    names = VARIABLE.findall(text)
    if _LOOSE_BRACE.search(VARIABLE.sub("", text)):
        yield Problem(field, Rule.BRACES)
    numbers = {int(name) for name in names if name.isdecimal()}
    if _is_mixed(set(names)):
        yield Problem(field, Rule.MIXED)
    elif numbers and numbers != set(range(1, len(numbers) + 1)):
        yield Problem(field, Rule.GAP)
    if any(not name.isdecimal() and not _NAMED.fullmatch(name) for name in names):
        yield Problem(field, Rule.VARIABLE_NAME)


def _words(text: str) -> Iterator[Problem]:
    """Meta does not publish the ratio; what senders observe is two words a variable and one."""
    count = len(VARIABLE.findall(text))
    wanted = 2 * count + 1
    if count and len(_WORD.findall(VARIABLE.sub(" ", text))) < wanted:
        yield Problem("body", Rule.FEW_WORDS, wanted, is_advice=True)


def _footer(draft: TemplateDraft) -> Iterator[Problem]:
    if len(draft.footer) > FOOTER_LIMIT:
        yield Problem("footer", Rule.TOO_LONG, FOOTER_LIMIT)
    if _LOOSE_BRACE.search(draft.footer):
        yield Problem("footer", Rule.NO_VARIABLE)
    if _EMOJI.search(draft.footer) or "\n" in draft.footer:
        yield Problem("footer", Rule.PLAIN)


def _buttons(draft: TemplateDraft) -> Iterator[Problem]:
    kinds = [button.kind for button in draft.buttons]
    if len(kinds) > BUTTONS_LIMIT:
        yield Problem("buttons", Rule.TOO_MANY, BUTTONS_LIMIT)
    if any(kind not in KIND_LIMITS for kind in kinds):
        yield Problem("buttons", Rule.CHOICE)
    runs = list(groupby(kind == "QUICK_REPLY" for kind in kinds))
    if len(runs) > 2:
        yield Problem("buttons", Rule.GROUPED)
    told: Counter[str] = Counter()
    titles: set[str] = set()
    for position, button in enumerate(draft.buttons):
        field = f"button-{position}"
        told[button.kind] += 1
        if told[button.kind] == KIND_LIMITS.get(button.kind, BUTTONS_LIMIT) + 1:
            yield Problem(field, Rule.TOO_MANY, KIND_LIMITS[button.kind])
        if button.kind != "COPY_CODE":
            yield from _title(field, button.text, titles)
        titles.add(button.text.strip().lower())
        yield from _value(field, button.kind, button.value)


def _title(field: str, title: str, before: set[str]) -> Iterator[Problem]:
    if not title.strip():
        yield Problem(field, Rule.EMPTY)
    elif title.strip().lower() in before:
        yield Problem(field, Rule.SAME_TITLE)
    if len(title) > TITLE_LIMIT:
        yield Problem(field, Rule.TOO_LONG, TITLE_LIMIT)
    if _LOOSE_BRACE.search(title):
        yield Problem(field, Rule.NO_VARIABLE)
    if _EMOJI.search(title) or _MARKUP.search(title):
        yield Problem(field, Rule.PLAIN)


def _value(field: str, kind: str, value: str) -> Iterator[Problem]:
    match kind:
        case "URL":
            names = VARIABLE.findall(value)
            if not _URL.fullmatch(VARIABLE.sub("x", value)):
                yield Problem(field, Rule.URL)
            elif len(value) > URL_LIMIT:
                yield Problem(field, Rule.TOO_LONG, URL_LIMIT)
            elif names and (names != ["1"] or not value.rstrip().endswith("}}")):
                yield Problem(field, Rule.URL_VARIABLE)
            elif _LOOSE_BRACE.search(VARIABLE.sub("", value)):
                yield Problem(field, Rule.BRACES)
        case "PHONE_NUMBER":
            if len(value) > PHONE_LIMIT or not _PHONE.fullmatch(re.sub(r"[\s().-]", "", value)):
                yield Problem(field, Rule.PHONE)
        case "COPY_CODE":
            if not value.strip() or " " in value.strip():
                yield Problem(field, Rule.EXAMPLE)
            elif len(value) > CODE_LIMIT:
                yield Problem(field, Rule.TOO_LONG, CODE_LIMIT)


def _examples(draft: TemplateDraft) -> Iterator[Problem]:
    for slot in draft.shape.slots:
        if slot.part == Part.BUTTON and draft.buttons[int(slot.name)].kind == "COPY_CODE":
            continue  # its value is the example
        example = draft.examples.get(slot.key, "")
        if not example.strip() or re.search(r"[\n\t{}]| {5,}", example):
            yield Problem(f"sample-{slot.key}", Rule.EXAMPLE)


def _is_mixed(names: set[str]) -> bool:
    return len({name.isdecimal() for name in names}) > 1
