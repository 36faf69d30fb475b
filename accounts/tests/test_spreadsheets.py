"""Tables that people upload."""

import csv
import io
import zipfile

import pytest
from openpyxl import Workbook

from accounts import spreadsheets
from accounts.import_columns import guess_columns
from accounts.spreadsheets import FileTooBig, FileUnreadable, plain, read_table, write_row


def test_archive_that_unpacks_to_too_much_is_refused_unread(monkeypatch) -> None:
    monkeypatch.setattr(spreadsheets, "MAX_UNPACKED", 1_000_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_001)
    assert len(file.getvalue()) < 10_000
    with pytest.raises(FileTooBig):
        list(read_table(file.getvalue()))


def test_archive_that_unpacks_to_much_more_than_it_is_is_refused_unread() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<si><t>a</t></si>" * 500_000)
    with pytest.raises(FileTooBig):
        list(read_table(file.getvalue()))


def test_long_list_of_customers_is_no_bomb() -> None:
    book, file = Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for number in range(30_000):
        sheet.append([f"Cliente {number}", f"11 9{number:04}-{number % 7919:04}", "sim"])
    book.save(file)
    assert len(file.getvalue()) * spreadsheets.MAX_RATIO > spreadsheets.HARMLESS
    assert next(read_table(file.getvalue()))[1][:3] == ["Cliente 0", "11 90000-0000", "sim"]


def test_too_many_rows_and_bytes_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(spreadsheets, "MAX_ROWS", 2)
    assert len(list(read_table(b"n\na\n\nb\n"))) == 3
    with pytest.raises(FileTooBig):
        list(read_table(b"n\na\nb\nc\n"))
    monkeypatch.setattr(spreadsheets, "MAX_BYTES", 3)
    with pytest.raises(FileTooBig):
        list(read_table(b"n\na\n"))


def workbook(change: tuple[str, bytes, bytes]) -> bytes:
    """Two rows in a workbook; in the part `change` names, one text in place of another."""
    book, first, last = Workbook(), io.BytesIO(), io.BytesIO()
    for row in (["Nome", "Telefone"], ["Ana", 0]):
        book.active.append(row)
    book.save(first)
    name, old, new = change
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(last, "w") as target:
        for part in source.namelist():
            body = source.read(part)
            assert part != name or old in body
            target.writestr(part, body.replace(old, new) if part == name else body)
    return last.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_row_far_away_is_not_walked_to() -> None:
    file = workbook((SHEET, b'<row r="2">', b'<row r="999999999999">'))
    rows = [row for _number, row in read_table(file)]
    assert [row[:2] for row in rows] == [["Nome", "Telefone"]]


def test_row_of_zeros_is_a_row() -> None:
    file = workbook((SHEET, b'"inlineStr"><is><t>Ana</t></is>', b'"n"><v>0</v>'))
    assert [row[:2] for _number, row in read_table(file)][1] == ["0", "0"]


@pytest.mark.parametrize(
    "change",
    [
        ("xl/workbook.xml", b'sheetId="1"', b'sheetId="x"'),
        ("xl/styles.xml", b'<sz val="11"', b'<sz val="q"'),
        (SHEET, b'r="2"', b'r="x"'),
    ],
)
def test_broken_workbook_is_unreadable(change: tuple[str, bytes, bytes]) -> None:
    with pytest.raises(FileUnreadable):
        list(read_table(workbook(change)))


def test_text_with_a_nul_is_unreadable_in_every_encoding() -> None:
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(FileUnreadable):
            list(read_table("Nome\nA\x00na\n".encode(encoding)))


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    assert [number for number, _cells in read_table(b"n,m\n\na\n,,\nb\n")] == [1, 3, 5]


@pytest.mark.parametrize("cell", ["=1+1", "+55", "-1", "@sum", "a;b", 'say "x"'])
def test_written_cell_is_no_formula_and_reads_back(cell: str) -> None:
    line = write_row([cell])
    assert line[0] not in "=+-@"
    ((_number, (read, *_rest)),) = list(read_table(line.encode()))
    if ";" not in cell:
        assert plain(read) == cell


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    "name", ["Ana,=1+1", "Ana;=1+1", "Ana\t@x", 'Ana";=1;"', 'Ana",=1,"', "Ana\n=1", "＝1+1"]
)
def test_no_cell_begins_inside_another_whatever_separates(name: str, separator: str) -> None:
    line = write_row([name, "=2", "x"])
    cells = [cell for row in csv.reader(io.StringIO(line), delimiter=separator) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))]
    ((_number, read),) = list(read_table(write_row([name, *"abcd"]).encode()))
    assert [plain(read[0]), *read[1:]] == [name, *"abcd"]


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (["Telefone", "Nome completo"], {"phone": 0, "name": 1}),
        (["Full Name", "Mobile", "Opt-in"], {"name": 0, "phone": 1, "consent": 2}),
        (["Nombre", "Teléfono", "Comentarios"], {"name": 0, "phone": 1, "notes": 2}),
        (["x", "y"], {}),
    ],
)
def test_columns_are_guessed(headings: list[str], mapping: dict[str, int]) -> None:
    assert guess_columns(headings) == mapping
