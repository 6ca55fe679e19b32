"""Files as users have them: opened as one stream of bytes, or refused in one sentence with file, line and reason."""

import codecs
import csv
import io
import zipfile
import zlib
from contextlib import contextmanager
from pathlib import Path

from .inflating import inflated

BLOCK = 1 << 18
_AGAIN = "download the file again"
_STARTS = {  # how files begin that are no text table, whatever their name says
    b"\x1f\x8b": "a gzip archive: unpack it first",
    b"PK": "a zip archive inside the zip: unpack it first",
    b"%PDF": "a PDF, not a table: download the CSV file",
    b"PAR1": "a Parquet file: open it with pandas.read_parquet",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook: save it as CSV UTF-8 first",
    b"<": "a web page, not a table (perhaps an error page of the site): download the CSV file again",
    b"{": "JSON, not a table: download the CSV file",
    b"[": "JSON, not a table: download the CSV file",
    b"\xff\xfe": "text in UTF-16: save it as CSV UTF-8",
    b"\xfe\xff": "text in UTF-16: save it as CSV UTF-8",
}


class DatasetError(ValueError):
    """A file that cannot be read rightly, or a question that its rows cannot answer."""


class Source:
    """One open table: its name for messages, its bytes, what stands between cells, the names of its columns."""

    def __init__(self, name, stream):
        self.name, self.stream = name, stream
        self.separator, self.columns = ",", []

    def refuse(self, why, line=None):
        """Return the error to raise: one sentence."""
        return DatasetError(f"{self.name}{f', line {line}' if line else ''}: {why}")

    def rewind(self):
        self.stream.seek(0)


@contextmanager
def opened(path, required):
    """Open a .csv, or the one .csv of a .zip, and check its header: a `Source` at its first byte."""
    path = Path(path)
    source = Source(path.name, None)
    if path.is_dir():
        raise source.refuse("this is a folder: name the file in it")
    if not path.exists():
        raise source.refuse(f"there is no such file in {path.parent.resolve()}")
    try:
        with open(path, "rb") as file:
            if file.read(4) == b"PK\x03\x04" or path.suffix.lower() == ".zip":
                with zipfile.ZipFile(file) as archive:
                    member = _member(archive, source)
                    source.name = f"{path.name} ({member.filename})"
                    with inflated(archive, file, member) as source.stream:
                        _header(source, required)
                        yield source
            else:
                source.stream = file
                source.rewind()
                _header(source, required)
                yield source
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise source.refuse(f"the zip is damaged or cut short ({str(error).rstrip('.')}): {_AGAIN}") from None
    except OSError as error:
        raise source.refuse(f"the file cannot be read ({error.strerror or error})") from None


def _member(archive, source):
    members = [info for info in archive.infolist() if not info.filename.startswith("__MACOSX/")]
    if any(info.filename == "[Content_Types].xml" for info in members):
        raise source.refuse("this is an Excel workbook: save it as CSV UTF-8 first")
    tables = [info for info in members if info.filename.lower().endswith(".csv")]
    if len(tables) != 1:
        has = ", ".join(info.filename for info in tables[:3]) or "no .csv file"
        raise source.refuse(f"the zip has to hold one .csv file, this one holds {has}: unpack it and name the file")
    if tables[0].flag_bits & 1:
        raise source.refuse("the zip asks for a password: unpack it and name the .csv file")
    return tables[0]


def _header(source, required):
    """Read the first record, choose the separator with which the needed columns are there, or say what is missing."""
    start = source.stream.read(BLOCK)
    source.rewind()
    if not start.strip(b"\xef\xbb\xbf\r\n\t ,;"):
        raise source.refuse(f"the file is empty: {_AGAIN}")
    for magic, what in _STARTS.items():
        if start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(magic):
            raise source.refuse(f"this is {what}")
    if b"\0" in start:
        raise source.refuse(f"there are NUL bytes in it: {_AGAIN}", 1 + start[: start.index(b"\0")].count(b"\n"))
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    except UnicodeDecodeError as error:
        raise source.refuse("this is not UTF-8: save it as CSV UTF-8", 1 + start[: error.start].count(b"\n")) from None
    headers = {separator: _first(text, separator) for separator in ",;\t|"}
    best = max(headers, key=lambda separator: (len(required & set(headers[separator])), len(headers[separator])))
    source.separator, source.columns = best, headers[best]
    missing = sorted(required - set(source.columns))
    if missing:
        more = f" and {len(missing) - 4} more" if len(missing) > 4 else ""
        names = f"{', '.join(missing[:4])}{more}"
        raise source.refuse(f"the header has no column {names} (is this another dataset?): {_AGAIN}", 1)
    twice = sorted({name for name in source.columns if source.columns.count(name) > 1})
    if twice:
        raise source.refuse(f"more than one column is named {', '.join(map(repr, twice))}: {_AGAIN}", 1)


def _first(text, separator):
    try:
        return [name.strip() for name in next(csv.reader(io.StringIO(text, newline=""), delimiter=separator), [])]
    except csv.Error:
        return []
