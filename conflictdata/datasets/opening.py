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
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow

from .shapes import RULES, SEPARATORS

_BLOCK = 1 << 20
_MEND = RULES["cells"]["mend"]
_MARK = "a quotation mark is out of place, or not closed: mend it, or download the file again"


class DatasetError(ValueError):
    """A file that cannot be read rightly, or a question that its rows cannot answer."""


class Source:
    """A file's name, separator, columns and cells (text, or null where empty), with notes."""

    def __init__(self, name):
        self.name, self.separator, self.columns, self.cells, self.notes = name, ",", [], None, []

    def refuse(self, why, record=None):
        """Return the error to raise: one sentence. Records are counted from 1, below the header."""
        return DatasetError(f"{self.name}{f', record {record}' if record else ''}: {why}")

    def refuse_cell(self, name, row, why):
        """Return the error for one cell."""
        cell = self.cells[name][row]
        return self.refuse(f"{name} is {'empty' if pd.isna(cell) else repr(str(cell)[:30])}, {why}", row + 1)


def read_text(path, reader, columns=None):
    """Return a `Source` with the cells of all columns of a file for that reader, or of those that it has of some."""
    with _opened(path) as (source, file):
        skip = _header(source, file.read(_BLOCK), reader)
        nameless = [name for name in source.columns if name.startswith("(column ")]
        names = [name for name in columns or source.columns if name in source.columns]
        cells = _cells(source, file, skip, [*dict.fromkeys(names + nameless)])
    source.cells = cells.dropna(how="all").reset_index(drop=True)
    if source.cells.empty:
        raise source.refuse("there are no records, only the header: download the file again")
    for name in nameless:
        used = source.cells[name].notna()
        if used.any() and name != "(column 1)":
            raise source.refuse_cell(name, used.argmax(), f"and that column has no name: {_MEND}")
        if used.any():
            source.notes.append("the first column has no name and is left out")  # R's numbers of rows
    source.cells = source.cells.drop(columns=nameless)
    return source


@contextmanager
def _opened(path):
    """Open a .csv, or the one .csv of a .zip: a `Source` without cells, and the file."""
    source = Source(Path(path).name)
    try:
        if not zipfile.is_zipfile(path):
            with open(path, "rb") as file:
                yield source, file
            return
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
            tables = [name for name in names if not name.startswith("__MACOSX/")]
            if len(tables) != 1:
                has = ", ".join(tables[:3]) or "no .csv file (an Excel workbook? save it as CSV UTF-8)"
                raise source.refuse(f"the zip has to hold one .csv file, this one holds {has}: unpack it")
            source.name += f" ({tables[0]})"
            with archive.open(tables[0]) as member:
                yield source, member
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, UnicodeDecodeError) as error:
        why = f"the zip is damaged, cut short or locked ({str(error).rstrip('.')})"
        raise source.refuse(f"{why}: download it again, or unpack it and name the file in it") from None
    except OSError as error:
        raise source.refuse(f"the file cannot be read ({error.strerror or error})") from None


def _header(source, start, reader):
    """Find separator and columns in a file's first bytes; return how many lines stand before the records."""
    for magic, what in RULES["files"]["starts"]:
        if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(magic.encode("latin-1")):
            raise source.refuse(f"this is {what}")
    text = start.decode("utf-8-sig", errors="replace")
    source.separator = max(SEPARATORS, key=text.lstrip("\r\n").partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=source.separator)
    lines = (row for row in rows if any(row) and not row[0].lower().startswith("sep="))  # which Excel looks for
    try:
        names, skip, second = [name.strip().lower() for name in next(lines, [])], rows.line_num, next(lines, [])
    except csv.Error:
        raise source.refuse(_MARK) from None
    signs = ((what, reads) for sign, what, reads in RULES["files"]["signs"] if {*sign.split()} <= {*names})
    what, reads = next(signs, ("", reader))
    if reads != reader:
        raise source.refuse(f"this is {what}: {'use ' + reads if reads else 'there is no reader for it here'}")
    if missing := sorted({*RULES[reader]["needed"]} - {*names}):
        lost = ", ".join(missing[:4])
        raise source.refuse(f"the first line has no column {lost}: is it another dataset, or is the header lost?")
    source.columns = [name or f"(column {number})" for number, name in enumerate(names, 1)]
    if twice := sorted({name for name in source.columns if source.columns.count(name) > 1}):
        raise source.refuse(f"more than one column is named {', '.join(map(repr, twice))}: rename all but one")
    tags = [cell.strip() for cell in second if cell.strip()]
    if all(re.match("#[a-z]", tag) for tag in tags):
        source.notes.append(f"the second line holds HXL tags ({', '.join(tags[:3])}…) and is no record")
        return rows.line_num
    return skip


class _Watched:
    """The bytes of a file on their way to Arrow, with the quotation marks counted: it does not notice an odd one."""

    closed = False

    def __init__(self, file):
        self.file, self.marks = file, 0

    def read(self, size):
        block = self.file.read(size)
        self.marks += np.count_nonzero(np.frombuffer(block, np.uint8) == ord('"'))
        return block


def _cells(source, file, skip, names):
    """Return columns as a frame of text; a record with more or fewer cells than the header is refused."""
    parsing = arrow.ParseOptions(delimiter=source.separator, newlines_in_values=True)
    reading = arrow.ReadOptions(use_threads=False, block_size=_BLOCK, column_names=source.columns, skip_rows=skip)
    typing = {"column_types": dict.fromkeys(names, pa.string()), "include_columns": names}
    converting = arrow.ConvertOptions(**typing, null_values=[""], strings_can_be_null=True)
    file.seek(0)
    watched = _Watched(file)
    try:
        table = arrow.read_csv(pa.PythonFile(watched, "r"), reading, parsing, converting)
    except pa.ArrowInvalid as error:
        record, cells = (re.search(sign, str(error)) for sign in (r"Row #(\d+)", r"columns, got (\d+)"))
        why = "this is not UTF-8: save it as CSV UTF-8" if "UTF8" in str(error) else _MARK
        if cells:
            why = (
                f"the header has {len(source.columns)} cells, this record {cells[1]} (an open quotation mark?): {_MEND}"
            )
        raise source.refuse(why, int(record[1]) - skip if record else None) from None
    if watched.marks % 2:
        raise source.refuse(_MARK)
    return table.to_pandas(types_mapper={pa.string(): pd.StringDtype("pyarrow")}.get)
