"""What spreadsheets read and write: CSV in UTF-8, with commas, semicolons or tabs, in English or German."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from services.gateway.domain.imports import FORMULA, HEADERS
from services.gateway.domain.refusals import NotTaken
from services.gateway.languages import GERMAN

MOST_ROWS = 20_000
DELIMITERS = ",;\t"
UTF8_MARK = "\ufeff"
"""By which a spreadsheet knows how the file is written."""

FIRST_ROW = 2
"""As a spreadsheet numbers what stands under the header."""

COLUMN_OF = {name.casefold(): column for column, names in HEADERS.items() for name in (column, *names)}


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file by known columns, and the numbers of those that are not known."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    too_long: tuple[int, ...]
    """Rows with more cells than columns."""

    columns: tuple[str, ...]
    ignored: tuple[int, ...]


def read_table(content: bytes) -> Table:
    """NotTaken: csv-not-utf8, csv-unreadable, csv-columns, csv-too-many-rows."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotTaken("csv-not-utf8") from None
    if "\0" in text:
        raise NotTaken("csv-unreadable")
    try:
        return _table(text, _delimiter(text))
    except csv.Error:
        raise NotTaken("csv-unreadable") from None


def template(language: str) -> str:
    """The header alone."""
    return written([[names[1 if language == GERMAN else 0] for names in HEADERS.values()]], language)


def written(rows: Iterable[Iterable[object]], language: str) -> str:
    """A file as somebody with a German or an English spreadsheet opens it. Nothing in it is taken for a formula."""
    text = io.StringIO(newline="")
    text.write(UTF8_MARK)
    writer = csv.writer(text, delimiter=";" if language == GERMAN else ",")
    writer.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return text.getvalue()


def is_formula(cell: str) -> bool:
    """A spreadsheet would work it out."""
    return cell.startswith(FORMULA) or cell.strip().startswith(FORMULA)


def _harmless(cell: str) -> str:
    """As text, which a spreadsheet shows with what stands in front of it."""
    return f"'{cell}" if is_formula(cell) else cell


def _table(text: str, delimiter: str) -> Table:
    rows = _rows(text, delimiter)
    columns = [COLUMN_OF.get(name.strip().casefold()) for name in next(rows, [])]
    known = [column for column in columns if column]
    if not {"name", "email"} <= set(known) or len(known) != len(set(known)):
        raise NotTaken("csv-columns")
    found: list[tuple[int, Mapping[str, str]]] = []
    too_long: list[int] = []
    for number, cells in enumerate(rows, FIRST_ROW):
        if number - FIRST_ROW >= MOST_ROWS:
            raise NotTaken("csv-too-many-rows")
        if any(cell.strip() for cell in cells):
            too_long += [number] if len(cells) > len(columns) else []
            cells += [""] * (len(columns) - len(cells))
            found.append((number, {column: cell for column, cell in zip(columns, cells, strict=False) if column}))
    ignored = tuple(number for number, column in enumerate(columns, 1) if column is None)
    return Table(tuple(found), tuple(too_long), tuple(known), ignored)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _delimiter(text: str) -> str:
    """The one that makes the most known columns of the header."""

    def known(delimiter: str) -> int:
        return sum(name.strip().casefold() in COLUMN_OF for name in next(_rows(text, delimiter), []))

    return max(DELIMITERS, key=known)
