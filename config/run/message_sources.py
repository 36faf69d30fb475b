"""Finds the texts that the code hands to gettext: Python sources and Django templates."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python

APPS = ("accounts", "catalog", "scheduling", "bot", "campaigns", "analytics", "config")
_SKIPPED = {"tests", "migrations", "__pycache__", "simulator", "run"}

# How many leading literal arguments are context and texts: (context, texts).
_SINGLE, _PLURAL, _CONTEXT, _CONTEXT_PLURAL = (0, 1), (0, 2), (1, 1), (1, 2)
_CALLS = {
    "_": _SINGLE,
    "gettext": _SINGLE,
    "gettext_lazy": _SINGLE,
    "gettext_noop": _SINGLE,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "npgettext": _CONTEXT_PLURAL,
    "npgettext_lazy": _CONTEXT_PLURAL,
}
# The conversation knows no Django; it calls a translator that it is given.
_CONVERSATION_CALLS = _CALLS | {"t": _SINGLE, "n": _PLURAL, "words": _SINGLE}
_TEMPLATE_KEYWORDS: Any = dict.fromkeys(("_", "gettext", "ngettext", "pgettext", "npgettext"))

Text = tuple[str | None, tuple[str, ...]]


def collect(root: Path) -> Catalog:
    """A catalogue of every text below `root`, with the files (not lines) it stands in."""
    catalog = Catalog()
    for path in _files(root):
        name = path.relative_to(root).as_posix()
        texts = python_texts(path, name) if path.suffix == ".py" else template_texts(path)
        for context, forms in texts:
            if forms[0]:
                message = forms if len(forms) > 1 else forms[0]
                catalog.add(message, locations=[(name, 0)], context=context)
    return catalog


def _files(root: Path) -> Iterator[Path]:
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if not _SKIPPED & set(path.relative_to(root).parts[:-1]):
                yield path
    for folder in (root / "templates", *(root / app / "templates" for app in APPS)):
        yield from sorted(p for p in folder.rglob("*") if p.suffix in {".html", ".txt"})


def python_texts(path: Path, name: str) -> Iterator[Text]:
    """(context, (singular[, plural])) of every call with literal texts in a source file."""
    calls = _CONVERSATION_CALLS if name.startswith("bot/") else _CALLS
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=name)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        called = function.attr if isinstance(function, ast.Attribute) else ""
        called = function.id if isinstance(function, ast.Name) else called
        if called not in calls:
            continue
        before, count = calls[called]
        literals = [_literal(argument) for argument in node.args[: before + count]]
        if len(literals) == before + count and all(text is not None for text in literals):
            context = literals[0] if before else None
            yield context, tuple(text for text in literals[before:] if text is not None)


def _literal(argument: ast.expr) -> str | None:
    is_text = isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    return argument.value if is_text else None  # type: ignore[attr-defined]


def template_texts(path: Path) -> Iterator[Text]:
    """The same for a Django template."""
    from django.conf import settings  # noqa: PLC0415

    if not settings.configured:
        settings.configure(USE_I18N=True)  # templatize asks for nothing else
    from django.utils.translation.template import templatize  # noqa: PLC0415

    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    flat = "\n".join(line.strip() for line in code.splitlines())  # indentation means nothing here
    found: Any = extract_python(io.BytesIO(flat.encode()), _TEMPLATE_KEYWORDS, [], {})
    for _line, function, texts, _comments in found:
        forms = (texts,) if isinstance(texts, str) else tuple(t for t in texts or () if t)
        has_context = function in {"pgettext", "npgettext"}
        if forms:
            yield (forms[0], forms[1:]) if has_context else (None, forms)
