"""Tables that people upload."""

import io
import zipfile

import pytest

from accounts import spreadsheets
from accounts.import_columns import guess_columns
from accounts.spreadsheets import FileTooBig, plain, read_table, write_row


def test_archive_that_unpacks_to_too_much_is_refused_unread(monkeypatch) -> None:
    monkeypatch.setattr(spreadsheets, "MAX_UNPACKED", 1_000_000)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 1_000_001)
    assert len(file.getvalue()) < 10_000
    with pytest.raises(FileTooBig):
        list(read_table(file.getvalue()))


def test_too_many_rows_and_bytes_are_refused(monkeypatch) -> None:
    monkeypatch.setattr(spreadsheets, "MAX_ROWS", 2)
    assert len(list(read_table(b"n\na\n\nb\n"))) == 3
    with pytest.raises(FileTooBig):
        list(read_table(b"n\na\nb\nc\n"))
    monkeypatch.setattr(spreadsheets, "MAX_BYTES", 3)
    with pytest.raises(FileTooBig):
        list(read_table(b"n\na\n"))


def test_row_numbers_are_those_of_the_spreadsheet() -> None:
    assert [number for number, _cells in read_table(b"n,m\n\na\n,,\nb\n")] == [1, 3, 5]


@pytest.mark.parametrize("cell", ["=1+1", "+55", "-1", "@sum", "a;b", 'say "x"'])
def test_written_cell_is_no_formula_and_reads_back(cell: str) -> None:
    line = write_row([cell])
    assert line[0] not in "=+-@"
    ((_number, (read, *_rest)),) = list(read_table(line.encode()))
    if ";" not in cell:
        assert plain(read) == cell


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
