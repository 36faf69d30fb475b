"""Reading what stands in one cell of a list: numbers, dates, yes or no, labels, pets."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

from accounts.import_enums import RowError
from accounts.people_enums import AttributeType

YES = {"sim", "s", "yes", "y", "si", "1", "true", "verdadeiro", "x", "ok"}
NO = {"nao", "n", "no", "0", "false", "falso"}
TEXT_LENGTH, TAG_LENGTH, PET_LENGTH, SPECIES_LENGTH = 500, 40, 80, 40
MOST_TAGS, MOST_PETS = 20, 20
HIGHEST = 1e12
YEARS = range(1900, 2101)

_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_PLAIN = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,20})?(?:e[+-]?[0-9]{1,2})?")
_DATE = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?:[ T]00:00(?::00)?)?")
_PET = re.compile(r"(?P<name>[^()]*?)\s*(?:\((?P<species>[^()]*)\))?")

Value = str | float | bool


class Unreadable(Exception):
    """Its argument is the RowError."""


def fold(text: str) -> str:
    """Without accents, capitals and punctuation: two spellings of one word are the same."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[\s_]+", " ", re.sub(r"[:*.?]", "", bare)).strip()


def read_value(text: str, kind: str, choices: Sequence[str], locale: str) -> Value:
    """The JSON value of an own field of this AttributeType. Raises Unreadable."""
    if kind == AttributeType.NUMBER:
        return _number(text)
    if kind == AttributeType.DATE:
        return _date(text, month_first=locale == "en")
    if kind == AttributeType.BOOLEAN:
        return read_yes_or_no(text)
    if kind == AttributeType.CHOICE:
        found = next((choice for choice in choices if fold(choice) == fold(text)), None)
        if found is None:
            raise Unreadable(RowError.CHOICE_UNKNOWN)
        return found
    if len(text) > TEXT_LENGTH:
        raise Unreadable(RowError.TEXT_TOO_LONG)
    return text


def read_yes_or_no(text: str) -> bool:
    """Raises Unreadable."""
    folded = fold(text)
    if folded not in YES | NO:
        raise Unreadable(RowError.YES_NO_INVALID)
    return folded in YES


def read_tags(text: str) -> list[str]:
    """The labels of a cell, each once. Raises Unreadable."""
    names = [" ".join(part.split()) for part in re.split(r"[,;|\n]", text)]
    found = list({name.lower(): name for name in names if name}.values())
    if any(len(name) > TAG_LENGTH for name in found):
        raise Unreadable(RowError.TAG_TOO_LONG)
    if len(found) > MOST_TAGS:
        raise Unreadable(RowError.TOO_MANY_TAGS)
    return found


def read_pets(text: str, species: str) -> list[list[str]]:
    """ "Rex (cachorro), Mia" as [[name, species], ...]; `species` where none stands there.

    Raises Unreadable.
    """
    found: dict[str, list[str]] = {}
    for part in re.split(r"[,;/\n]", text):
        match = _PET.fullmatch(" ".join(part.split()))
        name = match["name"] if match else part.strip()
        if name:
            kind = (match["species"] or "").strip() if match else ""
            found.setdefault(name.lower(), [name, kind or species])
    pets = list(found.values())
    is_long = any(len(name) > PET_LENGTH or len(kind) > SPECIES_LENGTH for name, kind in pets)
    if is_long or len(pets) > MOST_PETS:
        raise Unreadable(RowError.PET_TOO_LONG)
    return pets


def _number(text: str) -> float:
    """ "1.234,50", "1,234.50", "12,5", "12.5"; refused where a point may mean either."""
    bare = text.replace("\u00a0", "").replace(" ", "").removeprefix("R$")
    decimal = "," if bare.rfind(",") > bare.rfind(".") else "."
    other = "." if decimal == "," else ","
    if "." in bare and "," in bare:
        bare = bare.replace(other, "")
    elif decimal == "." and _THOUSANDS.fullmatch(bare):
        raise Unreadable(RowError.NUMBER_UNCLEAR)
    if bare.count(decimal) > 1:
        raise Unreadable(RowError.NUMBER_INVALID)
    bare = bare.replace(",", ".").lower()
    if not _PLAIN.fullmatch(bare) or abs(float(bare)) > HIGHEST:
        raise Unreadable(RowError.NUMBER_INVALID)
    return float(bare)


def _date(text: str, *, month_first: bool) -> str:
    """ISO 8601, or day/month/year (month/day/year in English), as ISO 8601."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise Unreadable(RowError.DATE_INVALID)
    first, second, third = (int(part) for part in match.groups())
    year, month, day = third, second, first
    if len(match[1]) == 4:
        year, day = first, third
    elif month_first:
        month, day = first, second
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise Unreadable(RowError.DATE_INVALID) from error
    if found.year not in YEARS:
        raise Unreadable(RowError.DATE_INVALID)
    return found.isoformat()
