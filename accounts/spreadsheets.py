"""Reading tables that people upload: CSV of any usual kind, and XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice

from openpyxl import load_workbook

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 100_000
MAX_COLUMNS = 50
MAX_CELL = 2_000
MAX_UNPACKED = 120 * 1024 * 1024
HARMLESS = 4 * 1024 * 1024  # unpacked bytes that may come of however few packed ones
MAX_RATIO = 60  # unpacked to packed bytes beyond that; lists of customers have about ten
MAX_PARTS = 500
LAST_ROW = 1_048_576  # of a sheet in Excel: a file that names a later one is made up

# How a formula begins; a spreadsheet takes the wide ones of Japanese keyboards for the same.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_QUOTED = (";", ",", "\t", '"', "\r", "\n")

Cells = list[str]


class FileUnreadable(Exception):
    """The file is no table that we can read."""


class FileTooBig(Exception):
    """More bytes, rows or unpacked bytes than MAX_BYTES, MAX_ROWS, MAX_UNPACKED, MAX_RATIO."""


def read_table(content: bytes) -> Iterator[tuple[int, Cells]]:
    """The rows that are not empty with their number from 1, the headings first.

    Cells are stripped text, at most MAX_COLUMNS of at most MAX_CELL characters. XLSX is told
    by its first bytes; of CSV the encoding (UTF-8 with or without mark, UTF-16 with mark,
    else Latin-1) and the separator (`;`, `,` or tab) are found out. Raises FileUnreadable,
    FileTooBig, also while it is being read.
    """
    if len(content) > MAX_BYTES:
        raise FileTooBig
    rows = _xlsx_rows(content) if content.startswith(b"PK\x03\x04") else _csv_rows(content)
    filled = 0
    for number, row in enumerate(rows, start=1):
        if not any(row):
            continue
        filled += 1
        if filled > MAX_ROWS + 1:
            raise FileTooBig
        yield number, row


def _csv_rows(content: bytes) -> Iterator[Cells]:
    text = _decode(content)
    if "\x00" in text:
        raise FileUnreadable
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for row in reader:
            yield [cell.strip()[:MAX_CELL] for cell in row[:MAX_COLUMNS]]
    except csv.Error as error:
        raise FileUnreadable from error


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """The one of `;`, tab and `,` that stands most often in the line of the headings."""
    first = next((line for line in islice(io.StringIO(text), 20) if line.strip()), "")
    return max(";\t,", key=first.count)


def _xlsx_rows(content: bytes) -> Iterator[Cells]:
    _guard_against_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS, max_row=LAST_ROW)
    except Exception as error:  # whatever a broken file makes of the library
        raise FileUnreadable from error
    yield from _cells(rows)


def _cells(rows: Iterator[tuple[object, ...]]) -> Iterator[Cells]:
    while True:
        try:
            row = next(rows, None)
        except Exception as error:  # as above: it is read as we go
            raise FileUnreadable from error
        if row is None:
            return
        yield [_text(v) for v in row] if any(v is not None for v in row) else []


def _guard_against_bombs(content: bytes) -> None:
    """A small archive can unpack to gigabytes: refuse by what it says of its parts (zipfile
    reads no more of a part than that)."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise FileUnreadable from error
    unpacked = sum(part.file_size for part in parts)
    allowed = min(max(HARMLESS, MAX_RATIO * len(content)), MAX_UNPACKED)
    if len(parts) > MAX_PARTS or unpacked > allowed:
        raise FileTooBig


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()[:MAX_CELL]


def write_row(cells: Iterable[str], separator: str = ";") -> str:
    """One line of CSV in which no cell can run as a formula in a spreadsheet.

    A cell that begins like one gets an apostrophe in front (OWASP, CSV injection), which
    `plain` takes away again. One that holds any usual separator is quoted: a spreadsheet
    that takes another than ours must not find a cell in the middle of a name.
    """
    return f"{separator.join(map(_written, cells))}\r\n"


def _written(cell: str) -> str:
    guarded = f"'{cell}" if cell.startswith(_FORMULA) else cell
    is_plain = not any(mark in guarded for mark in _QUOTED)
    return guarded if is_plain else '"' + guarded.replace('"', '""') + '"'


def plain(cell: str) -> str:
    """A cell without the apostrophe of `write_row`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
