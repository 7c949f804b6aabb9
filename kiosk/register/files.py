"""A file of a register as rows of text with their line numbers: Excel workbooks and texts with delimiters.

Whatever cannot be read is one sentence. A workbook is measured before it is unpacked, read row by row, and
gives values where cells hold formulas; nothing in it is ever run.
"""

import csv
import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError
from kiosk.i18n import Say, _

log = logging.getLogger(__name__)

#: Largest file and largest content of a workbook, in bytes; most rows; so many empty rows end a table.
LARGEST, UNPACKED, MOST_ROWS, EMPTY_ROWS = 50_000_000, 60_000_000, 200_000, 2_000
#: Most cells of a table, those between two that hold something counted too; most rows that all merged cells cover.
MOST_CELLS, MOST_MERGED = 4_000_000, 500_000
#: Longest cell that a workbook may hold: Excel's own limit.
WIDEST_CELL = 32_767
_MOST_COLUMNS, _LONGEST_CELL, _MERGED_ROWS = 200, 2_000, 5_000
#: So much of a text tells its delimiter, and no line of a table is longer.
_BEGINNING = 200_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",\t;|"


class RegisterError(KioskError):
    """A register cannot be read; nothing was changed."""

    way = _("Nothing was changed.")


@dataclass(frozen=True)
class Table:
    """A file's rows: line number and cells; `encoding` is "" of a workbook."""

    rows: list[tuple[int, tuple[str, ...]]]
    encoding: str


def read(path: Path, encoding: str | None = None) -> Table:
    """Return the rows of a file that hold something; raises RegisterError with one sentence."""
    data = _bytes(path)
    if data.startswith(_ZIP):
        return Table(_something(_workbook(data)), "")
    if data.startswith(_OLE):
        protected = _ENCRYPTED in data
        raise RegisterError(_protected() if protected else _old_workbook())
    if re.match(rb"\s*(%PDF|\x89PNG|\xff\xd8\xff|Rar!|7z\xbc|<(!doctype|html|\?xml))", data[:64], re.IGNORECASE):
        raise RegisterError(_("This is no table: save it as .xlsx or .csv first."))
    text, found = _decoded(data, encoding)
    return Table(_something(_limited(_delimited(text))), found)


def _bytes(path: Path) -> bytes:
    """Return a file's content, or say why there is none."""
    name = path.name
    try:
        if path.is_dir():
            raise RegisterError(_("{name} is a folder; name the file in it.").format(name=name))
        if path.stat().st_size > LARGEST:
            words = _("{name} is larger than {n} MB: no register of residents is.")
            raise RegisterError(words.format(name=name, n=LARGEST // 1_000_000))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise RegisterError(_("There is no file {name}.").format(name=name)) from error
    except OSError as error:
        words = _("{name} cannot be read: {why}.")
        raise RegisterError(words.format(name=name, why=error.strerror or str(error))) from error
    if not data.strip():
        raise RegisterError(_("{name} is empty.").format(name=name))
    return data


def _protected() -> Say:
    """Return the sentence for a workbook with a password."""
    return _("This workbook is protected by a password: open it in Excel and save it without one.")


def _old_workbook() -> Say:
    """Return the sentence for a workbook of before 2007, whatever its name says."""
    return _("This is an old Excel workbook (.xls): open it in Excel and save it as .xlsx.")


def _broken() -> Say:
    """Return the sentence for what begins like a workbook and is none."""
    return _("This workbook is broken: open it in Excel and save it anew as .xlsx.")


def _limited(rows: Iterable[tuple[int, Sequence[Any]]]) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows that hold something, counted while they are read; a long stretch of empty ones ends them."""
    kept: list[tuple[int, tuple[str, ...]]] = []
    empty = seen = 0
    for line, values in rows:
        seen += len(values)
        if seen > MOST_CELLS:
            raise RegisterError(_("There are more than {n} cells: no register of residents has.").format(n=MOST_CELLS))
        cells = tuple(_text(value) for value in values[:_MOST_COLUMNS])
        empty = 0 if any(cells) else empty + 1
        if empty > EMPTY_ROWS:
            break
        if not empty:
            kept.append((line, cells))
        if len(kept) > MOST_ROWS:
            raise RegisterError(_("There are more than {n} rows: no register of residents has.").format(n=MOST_ROWS))
    return kept


def _something(rows: list[tuple[int, tuple[str, ...]]]) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows of a table, or say that there are none."""
    if not rows:
        raise RegisterError(_("There is nothing in this table."))
    return rows


# --- workbooks ------------------------------------------------------------------------------------


def _workbook(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows of the first sheet that holds something."""
    try:
        _measure(data)
        return _opened(data)
    except RegisterError:
        raise
    except Exception as error:
        # zipfile, zlib, expat and openpyxl say of a broken file whatever comes first: KeyError, ParseError …
        log.warning("a workbook could not be read: %s", type(error).__name__)
        raise RegisterError(_broken()) from error


def _opened(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows of a workbook that may still be broken inside."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        for sheet in [one for one in book.worksheets if one.sheet_state == "visible"] or book.worksheets:
            sheet.reset_dimensions()  # what the file says of its own size may be a million rows
            if rows := _limited(enumerate(sheet.iter_rows(values_only=True), 1)):
                return list(_filled(rows, _merged(data, book.worksheets.index(sheet))))
    finally:
        book.close()
    return []


def _measure(data: bytes) -> None:
    """Refuse what would fill the memory, and archives that are no workbooks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        if len(entries) > 5_000 or sum(entry.file_size for entry in entries) > UNPACKED:
            words = _("This workbook would unpack to more than {n} MB; save only the sheet with the residents.")
            raise RegisterError(words.format(n=UNPACKED // 1_000_000))
        if any(entry.flag_bits & 1 for entry in entries):
            raise RegisterError(_protected())
        if "xl/workbook.xml" not in archive.namelist():
            raise RegisterError(_("This is no workbook: unpack it, or save the register as .xlsx or .csv."))


def _text(value: Any) -> str:
    """Return a cell's value as it reads: numbers without a decimal point of Excel's own."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    text = str(value)
    if len(text) > WIDEST_CELL:
        words = _("A cell holds more than {n} characters: no register of residents has such a one.")
        raise RegisterError(words.format(n=WIDEST_CELL))
    return text.strip()[:_LONGEST_CELL]


def _merged(data: bytes, number: int) -> list[tuple[int, int, int, int]]:
    """Return the merged ranges of a sheet as (first row, last row, first column, last column), each once."""
    from openpyxl.utils.cell import range_boundaries

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
        links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        ids = re.findall(r"<(?:\w+:)?sheet\b[^<>]*?\br:id=\"([^\"]+)\"", book)
        targets = {m[0]: m[1] for one in re.findall(r"<Relationship\b[^<>]*>", links) if (m := _link(one))}
        if number >= len(ids) or ids[number] not in targets:
            return []
        part = targets[ids[number]].removeprefix("/").removeprefix("xl/")
        sheet = archive.read(f"xl/{part}").decode("utf-8", "replace")
    found, rows = [], 0
    refs = (match[1] for match in re.finditer(r"<(?:\w+:)?mergeCell\b[^<>]*?\bref=\"([A-Z0-9:]+)\"", sheet))
    for ref in dict.fromkeys(refs):
        left, top, right, bottom = range_boundaries(ref)
        if None not in (left, top, right, bottom):
            found.append((int(top or 0), int(bottom or 0), int(left or 0), int(right or 0)))
            rows += 1 + min(int(bottom or 0) - int(top or 0), _MERGED_ROWS)
        if rows > MOST_MERGED:  # overlapping ranges, which no program writes, would be gone through one by one
            words = _("This workbook merges too many cells: take the merging out in Excel and save it anew.")
            raise RegisterError(words)
    return found


def _link(element: str) -> tuple[str, str] | None:
    """Return id and target of a relationship, in whatever order they stand."""
    name, target = re.search(r"\bId=\"([^\"]+)\"", element), re.search(r"\bTarget=\"([^\"]+)\"", element)
    return (name[1], target[1]) if name and target else None


def _filled(
    rows: list[tuple[int, tuple[str, ...]]], merged: list[tuple[int, int, int, int]]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield rows with what a cell merged downwards says in each of its rows: a building's name, a unit's."""
    kept = {line: list(cells) for line, cells in rows}
    for top, bottom, left, right in merged:
        if top not in kept or left != right or left > len(kept[top]) or bottom - top > _MERGED_ROWS:
            continue
        for line in range(top + 1, bottom + 1):
            cells = kept.get(line)
            if cells is not None:
                cells += [""] * (left - len(cells))
                cells[left - 1] = cells[left - 1] or kept[top][left - 1]
    yield from ((line, tuple(cells)) for line, cells in kept.items())


# --- texts ----------------------------------------------------------------------------------------


def _decoded(data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return a file as text, and the encoding that it was read by."""
    if encoding:
        try:
            return data.decode(encoding).removeprefix("\ufeff"), encoding
        except LookupError as error:
            words = _("There is no encoding {name}: utf-8, gb18030, utf-16 and big5 are the usual ones.")
            raise RegisterError(words.format(name=encoding)) from error
        except UnicodeError as error:
            raise RegisterError(_("This file is not written in {name}.").format(name=encoding)) from error
    for name in (*(name for mark, name in _MARKS if data.startswith(mark)), *_likely(data)):
        try:
            text = data.decode(name)
        except UnicodeError:
            continue
        if "\0" in text:
            break
        return text, name
    raise RegisterError(_("This is no text that can be read: save it as .xlsx, or name its encoding."))


def _likely(data: bytes) -> tuple[str, ...]:
    """Return the encodings to try of a text without a mark: each zero byte is half a letter of UTF-16."""
    odd, even = data[1:4000:2].count(0), data[0:4000:2].count(0)
    if odd or even:
        return ("utf-16-le",) if odd > even else ("utf-16-be",)
    return ("utf-8", "gb18030")


def _delimited(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield the rows of a text with delimiters; the one that stands most often in every line is it."""
    lines = [line for line in text[:_BEGINNING].splitlines()[:30] if line.strip()]
    counts = {mark: sorted(line.count(mark) for line in lines) for mark in _DELIMITERS}
    mark = max(_DELIMITERS, key=lambda m: (counts[m][len(lines) // 2], counts[m][-1])) if lines else ","
    reader = csv.reader(_lines(text), delimiter=mark)
    last = 0
    try:
        for cells in reader:
            yield last + 1, tuple(_cell(cell) for cell in cells[:_MOST_COLUMNS])
            last = reader.line_num
    except csv.Error as error:
        words = _("This table is broken near line {n}.")
        raise RegisterError(words.format(n=last + 1)) from error


def _lines(text: str) -> Iterator[str]:
    """Yield the lines of a text; one of millions of delimiters is no row of a table."""
    for line in io.StringIO(text, newline=""):
        if len(line) > _BEGINNING:
            raise csv.Error("line too long")
        yield line


def _cell(text: str) -> str:
    """Return a cell without the apostrophe or the ="…" by which programs keep Excel from counting."""
    plain = text.strip()[:_LONGEST_CELL]
    kept = re.fullmatch(r'="(.*)"|\'(.*)', plain, re.DOTALL)
    return (kept[1] or kept[2] or "").strip() if kept else plain
