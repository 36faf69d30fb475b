"""The columns of a list of customers: their names in files, and reading one row."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from accounts.enums import ConsentStatus, LocaleChoice
from accounts.import_enums import RowError
from accounts.phone_numbers import PhoneNumberInvalid, phone_match_key, read_phone_number
from accounts.spreadsheets import plain

COLUMNS = {
    "name": _("Nome"),
    "phone": _("Telefone"),
    "locale": _("Idioma"),
    "notes": _("Anotações"),
    "consent": _("Aceita promoções"),
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
}
_LOCALES = {
    LocaleChoice.PT_BR: {"pt", "pt-br", "portugues", "portuguese", "br"},
    LocaleChoice.EN: {"en", "en-us", "ingles", "english"},
    LocaleChoice.ES: {"es", "espanhol", "espanol", "spanish"},
}
_YES = {"sim", "s", "yes", "y", "si", "1", "true", "verdadeiro", "x", "ok"}
_NO = {"nao", "n", "no", "0", "false", "falso"}


@dataclass(slots=True)
class ReadRow:
    """One row of the file as we understand it; `record` by our columns, empty ones left out.

    `match_key` is the same for two rows that mean one customer: that of the phone number, or
    "name:" and the name where there is no number.
    """

    match_key: str = ""
    record: dict[str, str] = field(default_factory=dict)
    error: str = ""


def guess_columns(headings: Sequence[str]) -> dict[str, int]:
    """Which column of the file is which of ours, by headings in Portuguese, English, Spanish."""
    folded = [_fold(heading) for heading in headings]
    mapping: dict[str, int] = {}
    for column, names in _HEADINGS.items():
        found = next((folded.index(name) for name in names if name in folded), None)
        if found is None:
            found = next((i for i, text in enumerate(folded) if text.split(" ")[0] in names), None)
        if found is not None and found not in mapping.values():
            mapping[column] = found
    return mapping


def read_row(cells: Sequence[str], mapping: dict[str, int], country: str) -> ReadRow:
    """Understand a row; a phone without country code is one of `country` (ISO 3166)."""
    record = {
        column: text
        for column, index in mapping.items()
        if index < len(cells) and (text := plain(cells[index]))
    }
    try:
        _understand(record, country)
    except PhoneNumberInvalid:
        return ReadRow(error=RowError.PHONE_INVALID)
    except _Unreadable as error:
        return ReadRow(error=error.args[0])
    key = phone_match_key(record["phone"]) if "phone" in record else f"name:{record['name']}"
    return ReadRow(match_key=key, record=record)


class _Unreadable(Exception):
    """Its argument is the RowError."""


def _understand(record: dict[str, str], country: str) -> None:
    if "name" not in record and "phone" not in record:
        raise _Unreadable(RowError.NOBODY)
    if len(record.get("name", "")) > 120:
        raise _Unreadable(RowError.NAME_TOO_LONG)
    if "phone" in record:
        record["phone"] = read_phone_number(record["phone"], country)
        if len(record["phone"]) > 20:
            raise _Unreadable(RowError.PHONE_INVALID)
    if "locale" in record:
        folded = _fold(record["locale"])
        known = next((tag for tag, names in _LOCALES.items() if folded in names), None)
        if known is None:
            raise _Unreadable(RowError.LOCALE_UNKNOWN)
        record["locale"] = known.value
    if "consent" in record:
        record["consent"] = _read_consent(record["consent"])


def _read_consent(text: str) -> str:
    folded = _fold(text)
    if folded in _YES:
        return ConsentStatus.GRANTED.value
    if folded in _NO:
        return ConsentStatus.REVOKED.value
    raise _Unreadable(RowError.CONSENT_UNKNOWN)


def _fold(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[\s_]+", " ", re.sub(r"[:*.?]", "", bare)).strip()
