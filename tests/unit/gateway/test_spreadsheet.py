"""Files of people as spreadsheets write them."""

import csv
import io
from collections.abc import Mapping

import pytest

from services.gateway.domain.refusals import NotTaken
from services.gateway.spreadsheet import MOST_ROWS, is_formula, read_table, template, written

ADA = {"name": "Ada", "email": "ada@example.org"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Name,Email\nAda,ada@example.org\n", ADA),
        ("\ufeffName;E-Mail\r\nAda;ada@example.org\r\n", ADA),
        ("name\tMAIL\rAda\tada@example.org", ADA),
        ("E-Mail-Adresse;NAME\nada@example.org;Ada", ADA),
        ('Name,Email,Title\n"Ada",ada@example.org,"Head, of\nmany; ""x"""', ADA | {"title": 'Head, of\nmany; "x"'}),
        ("Name;Email;Führungskraft\nAda;ada@example.org;bo@example.org", ADA | {"manager": "bo@example.org"}),
        ("Name,Email,Shoe size\nAda,ada@example.org,38", ADA),
        ("Name,Email,Title\nAda,ada@example.org", ADA | {"title": ""}),
        ("Name,Email\n\n , \nAda,ada@example.org\n\n", ADA),
    ],
    ids=["commas", "german excel", "tabs", "any order", "quoted", "umlaut", "unknown", "short row", "blank rows"],
)
def test_one_person_is_read_however_a_spreadsheet_writes_them(text: str, expected: Mapping[str, str]) -> None:
    table = read_table(text.encode())
    assert [row for _, row in table.rows] == [expected]
    assert table.ignored == ((3,) if "Shoe" in text else ())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("Name;E-Mail\nJürgen;j@example.org".encode("cp1252"), "csv-not-utf8"),
        ("Name,Email\nAda,a@example.org".encode("utf-16"), "csv-not-utf8"),
        (b"Name,Email\nA\0da,a@example.org", "csv-unreadable"),
        (b'Name,Email\n"Ada,a@example.org', "csv-unreadable"),
        (b'Name,Email\n"Ada"x,a@example.org', "csv-unreadable"),
        (b"", "csv-columns"),
        (b"Ada,ada@example.org\n", "csv-columns"),
        (b"Name,Title\nAda,Lead", "csv-columns"),
        (b"Name,Email,Mail\nAda,a@example.org,b@example.org", "csv-columns"),
        (b"Name,Email\n" + b"A,a@example.org\n" * (MOST_ROWS + 1), "csv-too-many-rows"),
    ],
)
def test_what_is_no_such_file_is_told_so(content: bytes, code: str) -> None:
    with pytest.raises(NotTaken) as no:
        read_table(content)
    assert (no.value.code, no.value.detail) == (code, "")


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    table = read_table(b'Name,Email\n"A\nB",a@example.org\n\nC,c@example.org,,\n')
    assert [number for number, _ in table.rows] == [2, 4]
    assert table.too_long == (4,)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_template_is_a_file_that_is_taken(language: str) -> None:
    table = read_table(template(language).encode())
    assert (table.rows, table.ignored, len(table.columns)) == ((), (), 10)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 30", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", '=HYPERLINK("https://example.org")']
)
@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_that_is_written_is_worked_out_and_it_is_read_as_it_was(cell: str, language: str) -> None:
    delimiter = ";" if language == "de" else ","
    text = written([["Group", "Number"], [cell, 5]], language)
    header, row = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter)
    assert (header, row) == (["Group", "Number"], [f"'{cell}", "5"])
    assert not any(map(is_formula, row))
