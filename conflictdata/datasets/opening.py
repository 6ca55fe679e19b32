"""Files as users have them: opened, their header understood, read as columns of text, or refused in one sentence."""

import codecs
import csv
import io
import re
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow

from .shapes import KINDS, SIGNS

AGAIN = "download the file again"
BLOCK = 1 << 19
_STARTS = {  # how files begin that are no text table, whatever their name says
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"PK": "a zip archive inside the zip: unpack it first",
    b"%PDF": "a PDF, not a table: download the CSV file",
    b"PAR1": "a Parquet file: open it with pandas.read_parquet",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook: save it as CSV UTF-8",
    b"<": f"a web page, not a table (perhaps an error page of the site): {AGAIN}",
    b"{": "JSON, not a table: download the CSV file",
    b"[": "JSON, not a table: download the CSV file",
    b"\xff\xfe": "text in UTF-16: save it as CSV UTF-8",
    b"\xfe\xff": "text in UTF-16: save it as CSV UTF-8",
}


class DatasetError(ValueError):
    """A file that cannot be read rightly, or a question that its rows cannot answer."""


class Source:
    """One table of text: the name of its file, its separator and columns, its cells (null: empty), notes on them."""

    def __init__(self, name):
        self.name, self.separator, self.columns, self.cells, self.notes = name, ",", [], None, []

    def refuse(self, why, record=None):
        """Return the error to raise: one sentence. Records are counted from 1, below the header."""
        return DatasetError(f"{self.name}{f', record {record}' if record else ''}: {why}")

    def refuse_cell(self, name, row, why):
        """Return the error for one cell."""
        text = self.cells[name][row].as_py()
        if str(text).strip().lower() == name:
            return self.refuse("the header comes a second time: delete this line", row + 1)
        if sum(column[row].is_valid for column in self.cells.columns) <= 2 < len(self.columns):
            why = f"{why}; if it is a note or a total below the table, delete it"
        return self.refuse(f"{name} is {'empty' if text is None else repr(str(text)[:30])}, {why}", row + 1)


def read_text(path, shape, columns=None):
    """Return a `Source` with the cells of the columns as text, of a file of that `Shape`; a shape may lack some of its own.

    Without `columns` all are read.
    """
    with _opened(path) as (source, file):
        skip, tags = _header(source, file.read(BLOCK), shape)
        if columns is None:
            columns = source.columns
        elif columns is shape.columns:  # a release may lack some
            columns = [name for name in columns if name in source.columns]
        elif absent := [name for name in columns if name not in source.columns]:
            raise source.refuse(f"there is no column {', '.join(map(repr, absent))}")
        nameless = [name for name in source.columns if name.startswith("(column ")]
        source.cells = _cells(source, file, skip, list(dict.fromkeys([*columns, *nameless])), bool(tags))
    if tags:
        source.notes.append(f"the second line holds HXL tags ({', '.join(tags[:3])}…) and is no record")
    rows = whole = source.cells.num_rows
    while rows and not any(column[rows - 1].is_valid for column in source.cells.columns):
        rows -= 1  # the empty lines that a spreadsheet leaves below a table
    if rows < whole and source.cells.num_columns < len(source.columns):
        return read_text(path, shape)  # are the other columns empty there, too?
    if not rows:
        raise source.refuse(f"there are no records, only the header: {AGAIN}")
    source.cells = source.cells.slice(0, rows)
    for name in nameless:
        filled = source.cells[name].drop_null()
        if len(filled) and name != "(column 1)":
            row = source.cells[name].is_valid().index(True).as_py()
            raise source.refuse_cell(name, row, "and the column has no name: name it, or mend the line")
        if len(filled):
            source.notes.append("the first column has no name and is left out")
    source.cells = source.cells.drop_columns(nameless)
    return source


@contextmanager
def _opened(path):
    """Open a .csv, or the one .csv of a .zip: a `Source` without cells, and the file."""
    source = Source(Path(path).name)
    try:
        with open(path, "rb") as file:
            zipped = file.read(4) == b"PK\x03\x04" or source.name.lower().endswith(".zip")
            file.seek(0)
            if not zipped:
                yield source, file
                return
            with zipfile.ZipFile(file) as archive:
                members = [name for name in archive.namelist() if not name.startswith("__MACOSX/")]
                if "[Content_Types].xml" in members:
                    raise source.refuse("this is an Excel workbook: save it as CSV UTF-8")
                tables = [name for name in members if name.lower().endswith(".csv")]
                if len(tables) != 1:
                    has = ", ".join(tables[:3]) or "no .csv file"
                    raise source.refuse(f"the zip has to hold one .csv file, this one holds {has}: unpack it")
                source.name += f" ({tables[0]})"
                with archive.open(tables[0]) as member:
                    yield source, member
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, UnicodeDecodeError) as error:
        why = f"the zip is damaged, cut short or locked ({str(error).rstrip('.')})"
        raise source.refuse(f"{why}: {AGAIN}, or unpack it and name the file in it") from None
    except OSError as error:
        raise source.refuse(f"the file cannot be read ({error.strerror or error})") from None


def _header(source, start, shape):
    """Find separator and columns; return how many lines stand before the records, and HXL's tags among those."""
    if not start.strip(codecs.BOM_UTF8 + b"\r\n\t ,;"):
        raise source.refuse(f"the file is empty: {AGAIN}")
    for magic, what in _STARTS.items():
        if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(magic):
            raise source.refuse(f"this is {what}")
    if b"\0" in start:
        raise source.refuse(f"there are NUL bytes in it: save it as CSV UTF-8, or {AGAIN}")
    text = start.decode("utf-8-sig", errors="replace")
    told = re.match(r'"?sep=(.)"?\s*?\r?\n', text, re.I)  # the first line, by which Excel learns the separator
    text = text[told.end() :] if told else text
    headers = {mark: _first(text, mark) for mark in (told[1] if told else ",;\t|")}
    source.separator = max(headers, key=lambda mark: (len(shape.needed & {*headers[mark][0]}), len(headers[mark][0])))
    names, second, lines = headers[source.separator]
    source.columns = [name or f"(column {number})" for number, name in enumerate(names, 1)]
    what, right = next(((what, right) for sign, what, right in SIGNS if {*sign.split()} <= {*names}), ("", None))
    if what and right != shape.reader:
        raise source.refuse(f"this is {what}: {f'use {right}' if right else 'there is no reader for it here'}")
    if missing := sorted(shape.needed - set(names)):
        several = ", ".join(missing[:4]) + (f" and {len(missing) - 4} more" if len(missing) > 4 else "")
        raise source.refuse(f"the first line has no column {several}: is it another dataset, or is the header lost?")
    if twice := sorted({name for name in source.columns if source.columns.count(name) > 1}):
        raise source.refuse(f"more than one column is named {', '.join(map(repr, twice))}: rename all but one")
    tags = [cell.strip() for cell in second if cell.strip()]
    return lines + bool(told), tags if all(re.match("#[a-z]", tag) for tag in tags) else []


def _first(text, separator):
    """Return the names in the first record (case and spaces around do not matter), the second, and the lines to it."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        names = [name.strip().lower() for name in next((row for row in reader if any(row)), [])]
        lines = reader.line_num
        return names, next((row for row in reader if row), []), lines
    except csv.Error:
        return [], [], 0


class _Watched:
    """The bytes of a file on their way to Arrow, with NULs and quotation marks noticed."""

    closed = False

    def __init__(self, file):
        self.file, self.nul, self.marks = file, False, 0

    def read(self, size):
        block = self.file.read(size)
        self.nul |= b"\0" in block
        self.marks += np.count_nonzero(np.frombuffer(block, np.uint8) == ord('"'))
        return block


def _cells(source, file, skip, names, tagged):
    """Return columns as an Arrow table: numbers where all cells of them are plain, otherwise text.

    A record with more or fewer cells than the header is refused.
    """
    for number in (pa.int64(), pa.string()):
        file.seek(0)
        watched, fault = _Watched(file), ""
        try:
            table = arrow.read_csv(
                pa.PythonFile(watched, mode="r"),
                arrow.ReadOptions(use_threads=False, block_size=BLOCK, column_names=source.columns, skip_rows=skip),
                arrow.ParseOptions(delimiter=source.separator, newlines_in_values=True),
                arrow.ConvertOptions(
                    include_columns=names,
                    column_types={name: number if KINDS.get(name) in ("whole", "count") else pa.string() for name in names},
                    null_values=[""],
                    strings_can_be_null=True,
                ),
            )
            break
        except pa.ArrowInvalid as error:
            fault = str(error)
            if "conversion error to int64" not in fault:
                break
    while watched.read(BLOCK):  # to the end, to know whether the quotation marks are paired
        pass
    if watched.nul:
        raise source.refuse(f"there are NUL bytes in it: {AGAIN}")
    open_mark = watched.marks % 2 and "a quotation mark is opened and not closed"
    if not fault and not open_mark:
        return table.slice(int(tagged))
    row = re.search(r"Row #(\d+)", fault)
    record = int(row[1]) - skip - tagged if row else None
    if "UTF8" in fault:
        raise source.refuse("this is not UTF-8: save it as CSV UTF-8", record)
    if found := re.search(r"columns, got (\d+)", fault):
        cells = f"{found[1]} cell{'s' * (found[1] != '1')}, the header has {len(source.columns)}"
        note = "if it is a note below the table, delete it" if found[1] == "1" else "mend it"
        raise source.refuse(f"this record has {cells}: {open_mark or note}, or {AGAIN}", record)
    raise source.refuse(f"{open_mark or 'a quotation mark is out of place'}: {AGAIN}", record)
