"""The form of a step, from the fields of its kind: shown from its data, read into data.

A field's name in the form is its path in the data: "buttons.1.title". Each item of a list
has a field of its own name ("buttons.1"), so that the empty ones are not lost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from bot.flow_field_words import ADD_WORDS, CHOICE_WORDS, HINTS, field_label
from bot.flows.graph.fields import Field, FieldType
from bot.flows.graph.kinds import KINDS


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list, with the fields in it."""

    path: str
    number: int
    fields: list["StepField"]


@dataclass(frozen=True, slots=True)
class StepField:
    """What the template needs of one field; `limit` is 0 where nothing is counted."""

    name: str
    path: str
    type: str
    label: str
    value: Any
    hint: str = ""
    limit: int = 0
    least: int = 0
    is_optional: bool = False
    error: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    add_label: str = ""
    can_add: bool = False
    can_remove: bool = False

    @property
    def html_id(self) -> str:
        return "step-" + self.path.replace(".", "-")


@dataclass(frozen=True, slots=True)
class StepForm:
    """`errors` are sentences by path; `choices` are (value, words) by the name of the field
    whose values are rows of the organization."""

    kind: str
    data: Mapping[str, Any]
    errors: Mapping[str, str]
    choices: Mapping[str, list[tuple[str, str]]]

    def fields(self) -> list[StepField]:
        return self.shown(KINDS[self.kind].fields, self.data, "")

    def shown(
        self, fields: tuple[Field, ...], data: Mapping[str, Any], before: str
    ) -> list[StepField]:
        """These fields with the values of `data`; `before` is where they stand."""
        return [self._one(one, data.get(one.name), f"{before}{one.name}") for one in fields]

    def _one(self, one: Field, value: Any, path: str) -> StepField:
        items = value if isinstance(value, list) else []
        counts = one.type in (FieldType.TEXT, FieldType.LINE)
        words = CHOICE_WORDS.get(one.name, {})
        rows = self.choices.get(one.name)
        return StepField(
            name=one.name,
            path=path,
            type="CHOICE" if rows is not None else one.type,
            label=field_label(one.name),
            value=one.default if value is None else value,
            hint=str(HINTS.get(one.name, "")),
            limit=one.most if counts or one.type == FieldType.NUMBER else 0,
            least=one.least,
            is_optional=one.least == 0 and one.type != FieldType.NUMBER,
            error=self.errors.get(path, ""),
            options=[(choice, str(words.get(choice, choice))) for choice in one.choices]
            if rows is None
            else _with_chosen([("", ""), *rows], value),
            entries=[
                Entry(f"{path}.{at}", at + 1, self.shown(one.items, item, f"{path}.{at}."))
                for at, item in enumerate(items)
                if isinstance(item, Mapping)
            ],
            add_label=str(ADD_WORDS.get(one.name, "")),
            can_add=one.type == FieldType.ITEMS and len(items) < one.most,
            can_remove=len(items) > one.least,
        )


def _with_chosen(rows: list[tuple[str, str]], value: Any) -> list[tuple[str, str]]:
    """What was chosen before stays to be seen, also when it is no longer there."""
    is_there = not value or any(key == value for key, _words in rows)
    return rows if is_there else [*rows, (str(value), str(value))]


def new_values(fields: tuple[Field, ...]) -> dict[str, Any]:
    """What these fields hold at first."""
    return _new(fields)


def new_data(kind: str) -> dict[str, Any]:
    """What a step of this kind holds at first: as many items as it needs, and names."""
    data = _new(KINDS[kind].fields)
    name_items(data)
    return data


def read_step(kind: str, posted: Mapping[str, str], act: str = "") -> dict[str, Any]:
    """The data of a posted form. `act` is "add:<path of a list>" or "remove:<path of an
    item>"; ports that have no name yet get one."""
    doing, _, path = act.partition(":")
    data = read_fields_of(KINDS[kind].fields, posted, "", (doing, path))
    name_items(data)
    return data


def _new(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {one.name: _new_value(one) for one in fields}


def _new_value(one: Field) -> Any:
    if one.type == FieldType.ITEMS:
        return [_new(one.items) for _ in range(one.least)]
    if one.type == FieldType.NAME:
        return "resposta" if one.least else ""
    if one.default is not None:
        return one.default
    return {FieldType.NUMBER: one.least, FieldType.FLAG: False}.get(one.type, "")


def read_fields_of(
    fields: tuple[Field, ...], posted: Mapping[str, str], before: str, act: tuple[str, str]
) -> dict[str, Any]:
    """What was posted for these fields, which stand at `before`."""
    return {one.name: _value(one, posted, f"{before}{one.name}", act) for one in fields}


def _value(one: Field, posted: Mapping[str, str], path: str, act: tuple[str, str]) -> Any:
    if one.type == FieldType.ITEMS:
        items = [
            read_fields_of(one.items, posted, f"{item}.", act)
            for item in _item_paths(posted, path, one.most)
            if act != ("remove", item)
        ]
        return [*items, _new(one.items)] if act == ("add", path) else items
    text = posted.get(path, "")
    if one.type == FieldType.FLAG:
        return bool(text)
    if one.type == FieldType.NUMBER:
        return int(text) if text.strip().lstrip("-").isdecimal() and len(text) < 10 else None
    if one.type == FieldType.NAME:
        return slugify(text).replace("-", "_").lstrip("_0123456789")[:40]
    return text.replace("\r\n", "\n")


def _item_paths(posted: Mapping[str, str], path: str, most: int) -> Iterator[str]:
    for at in range(most):
        if (item := f"{path}.{at}") in posted:
            yield item


def name_items(data: Mapping[str, Any]) -> None:
    """Give every port without a name the first free one, o1, o2...; they stay for good."""
    named = list(_records(data))
    taken = {record[key] for record, key in named if record[key]}
    for record, key in named:
        if not record[key]:
            number = next(n for n in range(1, 1000) if f"o{n}" not in taken)
            record[key] = f"o{number}"
            taken.add(record[key])


def _records(value: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Every record that holds an id or a port, with the name of that key."""
    if isinstance(value, Mapping):
        for key in ("id", "port"):
            if key in value and isinstance(value, dict):
                yield value, key
        for inner in value.values():
            yield from _records(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _records(inner)
