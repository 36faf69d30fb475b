"""The columns of a list of customers: their names in files, and reading one row."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.enums import ConsentStatus, LocaleChoice
from accounts.import_enums import RowError
from accounts.import_values import (
    Unreadable,
    Value,
    fold,
    read_pets,
    read_tags,
    read_value,
    read_yes_or_no,
)
from accounts.phone_numbers import PhoneNumberInvalid, phone_match_key, read_phone_number
from accounts.spreadsheets import plain

COLUMNS = {
    "name": _("Nome"),
    "phone": _("Telefone"),
    "locale": _("Idioma"),
    "notes": _("Anotações"),
    "consent": _("Aceita promoções"),
}
MORE_COLUMNS = {
    "tags": _("Etiquetas"),
    "pets": _("Animais"),
    "species": _("Espécie do animal"),
}
# As headings stand in files, without accents and in lower case.
_HEADINGS = {
    "name": (
        "nome",
        "nome completo",
        "cliente",
        "name",
        "full name",
        "customer",
        "client",
        "nombre",
        "nombre completo",
    ),
    "phone": (
        "telefone",
        "celular",
        "whatsapp",
        "fone",
        "tel",
        "numero",
        "contato",
        "phone",
        "phone number",
        "mobile",
        "cell",
        "cell phone",
        "telefono",
        "movil",
        "telefone celular",
    ),
    "locale": ("idioma", "lingua", "language", "locale", "lengua"),
    "notes": (
        "anotacoes",
        "observacoes",
        "observacao",
        "obs",
        "notas",
        "notes",
        "comments",
        "comentarios",
        "observaciones",
        "anotaciones",
    ),
    "consent": (
        "aceita promocoes",
        "promocoes",
        "consentimento",
        "marketing",
        "aceita marketing",
        "autoriza",
        "opt-in",
        "optin",
        "consent",
        "accepts promotions",
        "acepta promociones",
        "consentimiento",
        "promociones",
        "promotions",
    ),
    "tags": ("etiquetas", "etiqueta", "tags", "tag", "labels", "label", "marcadores"),
    "pets": (
        "animais",
        "animal",
        "nome do animal",
        "pet",
        "pets",
        "nome do pet",
        "pet name",
        "animals",
        "animales",
        "mascotas",
        "mascota",
        "nombre de la mascota",
    ),
    "species": (
        "especie do animal",
        "especie",
        "species",
        "pet species",
        "especie de la mascota",
    ),
}
_LOCALES = {
    LocaleChoice.PT_BR: {"pt", "pt-br", "portugues", "portuguese", "br"},
    LocaleChoice.EN: {"en", "en-us", "ingles", "english"},
    LocaleChoice.ES: {"es", "espanhol", "espanol", "spanish"},
}


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """A field that the organization has defined: where it stands on our side, and its type."""

    key: str
    label: str
    type: str
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its name among our columns."""
        return f"own_{self.key}"


@dataclass(frozen=True, slots=True)
class Reading:
    """How rows are read. A phone without country code is one of `country` (ISO 3166);
    `mapping` is from our columns to the file's, from 0."""

    mapping: dict[str, int]
    country: str
    locale: str = "pt-BR"
    own: tuple[OwnColumn, ...] = ()


@dataclass(slots=True)
class ReadRow:
    """One row of the file as we understand it; `record` by our columns, empty ones left out.

    "tags" there are names, "pets" pairs [name, species], "attributes" the values of own
    fields by key. `error_column` is the label of the column with the `error`, if it is one.

    `match_key` is the same for two rows that mean one customer: that of the phone number, or
    "name:" and the name where there is no number.
    """

    match_key: str = ""
    record: dict[str, Any] = field(default_factory=dict)
    error: str = ""
    error_column: str = ""


def guess_columns(headings: Sequence[str], own: Sequence[OwnColumn] = ()) -> dict[str, int]:
    """Which column of the file is which of ours, by headings in Portuguese, English, Spanish.

    What is written exactly so goes before what only begins so.
    """
    folded = [fold(heading) for heading in headings]
    names = _HEADINGS | {one.name: (fold(one.label),) for one in own}
    mapping: dict[str, int] = {}
    for column, known in names.items():
        free = (folded.index(name) for name in known if name in folded)
        _take(mapping, column, free)
    for column in [name for name in COLUMNS if name not in mapping]:
        begin = (i for i, text in enumerate(folded) if text.split(" ")[0] in _HEADINGS[column])
        _take(mapping, column, begin)
    return mapping


def _take(mapping: dict[str, int], column: str, places: Iterator[int]) -> None:
    place = next((place for place in places if place not in mapping.values()), None)
    if place is not None:
        mapping[column] = place


def read_row(cells: Sequence[str], reading: Reading) -> ReadRow:
    """Understand a row."""
    given = {
        column: text
        for column, index in reading.mapping.items()
        if index < len(cells) and (text := plain(cells[index]))
    }
    record: dict[str, Any] = {name: given[name] for name in COLUMNS if name in given}
    column = ""
    try:
        _understand(record, reading.country)
        for column, read in _EXTRAS.items():
            if column in given:
                record[column] = read(given)
        column = ""
        if values := _own_values(given, reading):
            record["attributes"] = values
    except PhoneNumberInvalid:
        return ReadRow(error=RowError.PHONE_INVALID)
    except _OwnUnreadable as error:
        return ReadRow(error=error.reason, error_column=error.label)
    except Unreadable as error:
        return ReadRow(error=error.args[0], error_column=str(MORE_COLUMNS.get(column, "")))
    key = phone_match_key(record["phone"]) if "phone" in record else f"name:{record['name']}"
    return ReadRow(match_key=key, record=record)


_EXTRAS: dict[str, Callable[[dict[str, str]], Any]] = {
    "tags": lambda given: read_tags(given["tags"]),
    "pets": lambda given: read_pets(given["pets"], given.get("species", "")),
}


class _OwnUnreadable(Exception):
    """A cell of an own field."""

    def __init__(self, reason: str, label: str) -> None:
        super().__init__(reason)
        self.reason, self.label = reason, label


def _own_values(given: dict[str, str], reading: Reading) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for one in reading.own:
        if one.name in given:
            text = given[one.name]
            try:
                values[one.key] = read_value(text, one.type, one.choices, reading.locale)
            except Unreadable as error:
                raise _OwnUnreadable(error.args[0], one.label) from error
    return values


def _understand(record: dict[str, Any], country: str) -> None:
    if "name" not in record and "phone" not in record:
        raise Unreadable(RowError.NOBODY)
    if len(record.get("name", "")) > 120:
        raise Unreadable(RowError.NAME_TOO_LONG)
    if "phone" in record:
        record["phone"] = read_phone_number(record["phone"], country)
        if len(record["phone"]) > 20:
            raise Unreadable(RowError.PHONE_INVALID)
    if "locale" in record:
        folded = fold(record["locale"])
        known = next((tag for tag, names in _LOCALES.items() if folded in names), None)
        if known is None:
            raise Unreadable(RowError.LOCALE_UNKNOWN)
        record["locale"] = known.value
    if "consent" in record:
        record["consent"] = _read_consent(record["consent"])


def _read_consent(text: str) -> str:
    try:
        says_yes = read_yes_or_no(text)
    except Unreadable as error:
        raise Unreadable(RowError.CONSENT_UNKNOWN) from error
    return (ConsentStatus.GRANTED if says_yes else ConsentStatus.REVOKED).value
