"""A small table as a spreadsheet saves it, CSV or xlsx, or a frame: its rows under the numbers that a reader sees."""

import codecs
import csv
import io
import re
import warnings
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ..i18n import Speaker
from .shapes import RULES, SEPARATORS, TOLD

_ENCODINGS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_STARTS = tuple(start for start, _ in RULES["files"]["starts"] if start != "PK")  # which may begin a title


@dataclass
class Sheet:
    """Rows as (number, cells as text, "" where empty), the headers of our columns, and notes for the reader."""

    name: str
    tell: Speaker
    rows: list = field(default_factory=list)
    separator: str | None = None
    headers: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)

    def refuse(self, key, row="", column="", **values):
        """Return the error to raise: file, row and column, what is wrong there, and what to do."""
        row = row and self.tell("tolls_from.row", row=row)
        column = column and self.tell("tolls_from.column", column=self.headers.get(column, column))
        place = ", ".join(filter(None, (self.name, row, column)))
        return ValueError(f"{place}: {self.tell(f'tolls_from.{key}', **values)}")

    def note(self, key, **values):
        """Keep a note for the reader."""
        self.notes.append(self.tell(f"tolls_from.note_{key}", **values))


def opened(source, tell, known):
    """Return the `Sheet` of a path or frame; `known` says how many cells of a row are headers."""
    if isinstance(source, pd.DataFrame):
        frame = source.reset_index() if any(name is not None for name in source.index.names) else source
        rows = zip(frame.index, frame.itertuples(index=False, name=None), strict=True)
        return _written(Sheet(tell("tolls_from.frame"), tell), [("", frame.columns), *rows])
    try:
        sheet, data = Sheet(Path(source).name, tell), Path(source).read_bytes()
    except TypeError:
        raise TypeError(tell("tolls_from.no_path", type=type(source).__name__)) from None
    except OSError as error:
        raise type(error)(tell("tolls_from.unreadable", name=Path(source).name)) from None
    zipped = data.startswith(b"PK\x03\x04")
    return _written(sheet, _workbook(sheet, data) if zipped else _records(sheet, _decoded(sheet, data), known))


def _written(sheet, rows):
    """Return the sheet with rows as text."""
    sheet.rows = [(_text(row), [*map(_text, cells)]) for row, cells in rows]
    return sheet


def _text(cell):
    """Return a cell as text: "" where it is empty, no decimals of a whole number, no spaces around it."""
    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return ""
    whole = isinstance(cell, float) and cell.is_integer()
    return " ".join(str(int(cell) if whole else cell).split())


def _decoded(sheet, data):
    """Return the text of a CSV file; bytes that are no UTF-8 are those of Windows."""
    for encoding in (next((name for mark, name in _ENCODINGS.items() if data.startswith(mark)), "utf-8"), "cp1252"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            text = "\0"
    if "\0" in text or text.lstrip().startswith(_STARTS):
        raise sheet.refuse("no_table")
    if encoding == "cp1252":
        word = re.search(r"\w*[^\W\x00-\x7f]\w*", text) or re.search(r"\w*[^\x00-\x7f]\w*", text)
        sheet.note("cp1252", sample=word[0])
    return text


def _records(sheet, text, known):
    """Return the records of CSV, by the separator that shows most headers, and note which it is."""
    told = TOLD.match(text)
    text = text[told.end() :].partition("\n")[2] if told else text  # a spreadsheet does not show this line
    tables = {}
    for separator in told[1] if told else SEPARATORS:
        tables[separator] = rows = []
        try:
            rows += csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        except csv.Error:
            rows.append(None)
    sheet.separator = max(tables, key=lambda mark: max(map(known, filter(None, tables[mark])), default=0))
    rows = tables[sheet.separator]
    if rows and rows[-1] is None:
        raise sheet.refuse("quotes", row=str(len(rows)))
    return enumerate(rows, 1)


def _workbook(sheet, data):
    """Return the rows of the first sheet that holds anything; a formula without a stored result stays a formula."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise ImportError(sheet.tell("tolls_from.openpyxl", name=sheet.name)) from None
    try:
        with warnings.catch_warnings(action="ignore"):  # about what else a workbook holds
            book, formulas = (load_workbook(io.BytesIO(data), data_only=stored) for stored in (True, False))
    except Exception:  # openpyxl stumbles in many ways over a damaged workbook, or over another file in a zip
        raise sheet.refuse("no_table") from None
    first, *others = [page for page in formulas if any(map(any, page.values))] or [formulas.worksheets[0]]
    if others:
        sheet.note("sheets", first=first.title, others=sheet.tell.listed([page.title for page in others]))
    pages = zip(book[first.title].iter_rows(), first.iter_rows(), strict=True)
    return [(stored[0].row, [*map(_value, stored, written)]) for stored, written in pages]


def _value(stored, written):
    """Return a cell's value; per cent stay per cent."""
    if stored.value is None:
        return written.value
    percent = "%" in stored.number_format and not isinstance(stored.value, str)
    return f"{stored.value:.0%}" if percent else stored.value
