"""Words: collects the texts of the code, compiles their translations, checks them.

    python -m config.run.translations extract   code -> locale/{en,es}/.../django.po
    python -m config.run.translations compile   .po -> .mo, where the .po is newer
    python -m config.run.translations check     fails when a translation is not whole

The source texts (msgid) are Portuguese, so nobody writes a catalogue for pt-BR. The one that
is compiled says each text as it is: Django else looks for it in eight catalogues in vain, 350
times a page. The files hold no dates and no line numbers: they change only when words do.
"""

import re
import string
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.run.message_sources import collect

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("en", "es")
SOURCE = "pt_BR"
_PLURAL = "nplurals=2; plural=(n != 1);"
_PERCENT = re.compile(r"%(?:\((\w+)\))?[sdif]")


def catalogue_path(language: str) -> Path:
    """Where the translations of a language lie."""
    return ROOT / "locale" / language / "LC_MESSAGES" / "django.po"


def load(language: str) -> Catalog:
    """The translations of a language; an empty catalogue when there are none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def save(language: str, catalog: Catalog) -> None:
    """Sorted, with a header that never changes by itself."""
    path = catalogue_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    header = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {_PLURAL}\\n"\n\n'
    )
    with path.open("wb") as file:
        file.write(header.encode())
        write_po(
            file,
            catalog,
            omit_header=True,
            sort_output=True,
            include_lineno=False,
            ignore_obsolete=True,
            width=96,
        )


def extract() -> int:
    """Bring the catalogues up to date with the code; an exit status."""
    template = collect(ROOT)
    for language in LANGUAGES:
        catalog = load(language)
        catalog.update(template, no_fuzzy_matching=True)
        save(language, catalog)
        empty = sum(1 for message in catalog if message.id and not _is_translated(message))
        print(f"{language}: {len(catalog)} texts, {empty} without a translation")
    return 0


def compile_all() -> int:
    """Write what Django reads; skips what is up to date. An exit status."""
    for language in (*LANGUAGES, SOURCE):
        source = catalogue_path(LANGUAGES[0] if language == SOURCE else language)
        target = catalogue_path(language).with_suffix(".mo")
        if not source.exists() or _is_newer(target, source):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".mo.new")
        with fresh.open("wb") as file:
            write_mo(file, _as_they_are() if language == SOURCE else load(language))
        fresh.replace(target)
    return 0


def _as_they_are() -> Catalog:
    """Every source text, said by itself."""
    catalog = load(LANGUAGES[0])
    for message in catalog:
        if message.id:
            message.string = message.id
    return catalog


def _is_newer(target: Path, source: Path) -> bool:
    return target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns


def check() -> int:
    """Print every text of the code whose translation is not whole; an exit status."""
    template = collect(ROOT)
    problems = [
        f"{language}: {problem}"
        for language in LANGUAGES
        for problem in problems_of(template, load(language))
    ]
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} translations are not whole.", file=sys.stderr)
    return 1 if problems else 0


def problems_of(template: Catalog, catalog: Catalog) -> Iterator[str]:
    """What a translator has to mend: missing, fuzzy, or other placeholders than the source."""
    for wanted in template:
        if not wanted.id:
            continue
        source = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
        found = catalog.get(wanted.id, wanted.context)
        if found is None or not _is_translated(found):
            yield f"missing: {source!r}"
        elif found.fuzzy:
            yield f"fuzzy: {source!r}"
        elif not _placeholders_agree(found):
            yield f"other placeholders: {source!r}"


def _is_translated(message: Message) -> bool:
    forms = _forms(message)
    return bool(forms) and all(forms)


def _forms(message: Message) -> list[str]:
    translated: Any = message.string
    return [translated] if isinstance(translated, str) else list(translated or ())


def _placeholders_agree(message: Message) -> bool:
    if isinstance(message.id, str):
        return placeholders(message.id) == placeholders(str(message.string))
    singular, plural = (placeholders(text) for text in message.id)
    forms = [placeholders(text) for text in _forms(message)]
    return forms[-1] == plural and all(form <= singular | plural for form in forms)


def placeholders(text: str) -> frozenset[str]:
    """Names that are filled in: `{name}`, `%(name)s`, `%s`."""
    named = {match.group(1) or match.group(0) for match in _PERCENT.finditer(text)}
    try:
        fields = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        fields = set()  # a brace that is only a brace
    return frozenset(named | fields)


COMMANDS: dict[str, Callable[[], int]] = {
    "extract": extract,
    "compile": compile_all,
    "check": check,
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    sys.exit(COMMANDS[sys.argv[1]]())
