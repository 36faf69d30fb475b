"""The data of a node, field by field: types, limits, and reading it from JSON."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.flows.graph.problems import Problem

ID = re.compile(r"[a-z0-9_-]{1,40}")
CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


class FieldType(StrEnum):
    """TEXT has lines, LINE has none; TEXT and LINE may hold {{variables}} where `is_template`.
    ID is a port or an identifier; NAME a variable's; ITEMS a list of records."""

    TEXT = "TEXT"
    LINE = "LINE"
    NUMBER = "NUMBER"
    FLAG = "FLAG"
    CHOICE = "CHOICE"
    ID = "ID"
    NAME = "NAME"
    ITEMS = "ITEMS"


@dataclass(frozen=True, slots=True)
class Field:
    """`least` and `most`: characters of a text, value of a number, count of items. A text
    with `least` 0, a NAME with `least` 0, and whatever has a `default` may be left out.
    `unique` names the key in which the items must differ."""

    name: str
    type: FieldType
    least: int = 1
    most: int = 1024
    default: Any = None
    choices: tuple[str, ...] = ()
    items: tuple["Field", ...] = ()
    unique: tuple[str, ...] = ()
    is_template: bool = False


def read_fields(
    fields: tuple[Field, ...], data: object, path: str = ""
) -> tuple[dict[str, Any], list[Problem]]:
    """The record with defaults filled in, and what is wrong with it.

    Unknown keys are a problem each ("unknown_field"); a broken value is replaced by the
    default, so that a draft can be shown and mended.
    """
    if not isinstance(data, Mapping):
        return _defaults(fields), [Problem("wrong_type", field=path)]
    known = {field.name for field in fields}
    problems = [
        Problem("unknown_field", field=_at(path, str(key)), values={"name": str(key)[:80]})
        for key in data
        if key not in known
    ]
    clean: dict[str, Any] = {}
    for field in fields:
        clean[field.name], found = _read(field, data.get(field.name), _at(path, field.name))
        problems += found
    return clean, problems


def _defaults(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {field.name: _empty(field) for field in fields}


def _empty(field: Field) -> Any:
    if field.default is not None:
        return field.default
    empty = {FieldType.NUMBER: field.least, FieldType.FLAG: False, FieldType.ITEMS: []}
    return empty.get(field.type, "")


def _read(field: Field, value: object, path: str) -> tuple[Any, list[Problem]]:
    if value is None or value == "":
        if _may_be_absent(field):
            return _empty(field), []
        return _empty(field), [Problem("missing", field=path)]
    return _READERS[field.type](field, value, path)


def _may_be_absent(field: Field) -> bool:
    if field.default is not None or field.type == FieldType.FLAG:
        return True
    return field.least == 0 and field.type != FieldType.NUMBER


def _text(field: Field, value: object, path: str) -> tuple[Any, list[Problem]]:
    if not isinstance(value, str):
        return "", [Problem("wrong_type", field=path)]
    text = value.replace("\r\n", "\n")
    if not text.strip():
        return text, ([] if field.least == 0 else [Problem("missing", field=path)])
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        return "", [Problem("unsendable", field=path)]
    if len(text) > field.most:
        return text, [_size("too_long", field.most, len(text), path)]
    if field.type == FieldType.LINE and "\n" in text:
        return text, [Problem("one_line", field=path)]
    return text, []


def _number(field: Field, value: object, path: str) -> tuple[Any, list[Problem]]:
    if not isinstance(value, int) or isinstance(value, bool):
        return _empty(field), [Problem("wrong_type", field=path)]
    if value < field.least:
        return value, [_size("too_small", field.least, value, path)]
    if value > field.most:
        return value, [_size("too_large", field.most, value, path)]
    return value, []


def _flag(field: Field, value: object, path: str) -> tuple[Any, list[Problem]]:
    return (value, []) if isinstance(value, bool) else (False, [Problem("wrong_type", field=path)])


def _choice(field: Field, value: object, path: str) -> tuple[Any, list[Problem]]:
    if value in field.choices:
        return value, []
    return _empty(field), [Problem("unknown_choice", field=path, values={"name": str(value)[:80]})]


def _named(pattern: re.Pattern[str]) -> Callable[[Field, object, str], tuple[Any, list[Problem]]]:
    def read(field: Field, value: object, path: str) -> tuple[Any, list[Problem]]:
        if isinstance(value, str) and pattern.fullmatch(value):
            return value, []
        return "", [Problem("bad_name", field=path, values={"name": str(value)[:80]})]

    return read


def _items(field: Field, value: object, path: str) -> tuple[Any, list[Problem]]:
    if not isinstance(value, list):
        return [], [Problem("wrong_type", field=path)]
    if len(value) > field.most:
        return [], [_size("too_many", field.most, len(value), path)]
    problems = [_size("too_few", field.least, len(value), path)] if len(value) < field.least else []
    clean = []
    for index, item in enumerate(value):
        record, found = read_fields(field.items, item, _at(path, str(index)))
        clean.append(record)
        problems += found
    for key in field.unique:
        problems += _doubles(clean, key, path)
    return clean, problems


def _doubles(records: list[dict[str, Any]], key: str, path: str) -> list[Problem]:
    seen: set[Any] = set()
    found = []
    for index, record in enumerate(records):
        value = record[key]
        if value != "" and value in seen:
            where = _at(_at(path, str(index)), key)
            found.append(Problem("not_unique", field=where, values={"name": value}))
        seen.add(value)
    return found


def _size(code: str, limit: int, actual: int, path: str) -> Problem:
    return Problem(code, field=path, values={"limit": limit, "actual": actual})


def _at(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


_READERS: dict[FieldType, Callable[[Field, object, str], tuple[Any, list[Problem]]]] = {
    FieldType.TEXT: _text,
    FieldType.LINE: _text,
    FieldType.NUMBER: _number,
    FieldType.FLAG: _flag,
    FieldType.CHOICE: _choice,
    FieldType.ID: _named(ID),
    FieldType.NAME: _named(NAME),
    FieldType.ITEMS: _items,
}
