"""A reader's own tolls, from a table as a spreadsheet saves it in Italy or in the English-speaking world.

Which words name a column or a comparator stands in own_tolls.toml. What can be read in two ways is decided by the file
itself or refused, with its place and the way out, in the reader's language; what was read past is noted.
"""

import csv
import io
import re
import tomllib
import unicodedata
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from ..certainty import BOUNDS, CELLS, Toll
from ..i18n import Speaker
from .cells import read_days, readings, thousands
from .shapes import RULES, SEPARATORS

_TABLE = tomllib.loads(Path(__file__).with_name("own_tolls.toml").read_text(encoding="utf-8"))
_NUMBERS = ("number", *BOUNDS)
_DAYS = ("start", "end")
_PLACES = {2: ["low", "high"], 3: ["best", "low", "high"]}  # of two or three numbers in one cell: 9–12, 10 (9–12)
_DTYPES = dict.fromkeys(BOUNDS, "Int64") | dict.fromkeys(_DAYS, "datetime64[s]")  # and text
_COLUMNS = ("label", "comparator", *BOUNDS, *_DAYS, "unit", "kind", "party", "source", "may_include")
_TOKEN = re.compile(r"\d+(?:[.,'’ ]\d+)*", re.A)  # a number as it is written


def _key(text):
    """Return a text as it is compared: without case, accents, spaces, underscores and apostrophes, dashes all alike."""
    plain = re.sub("[‐–—−]", "-", unicodedata.normalize("NFKD", text).casefold())
    return re.sub(r"[\u0300-\u036f\s_'’]", "", plain)


def _by_word(table):
    """Turn {meaning: words} into {word as it is compared: meaning}."""
    return {_key(word): meaning for meaning, words in _TABLE[table].items() for word in words}


_NAMES, _VAGUE, _TOTALS, _SAID = map(_by_word, ("columns", "vague", "totals", "comparators"))
_SAID |= {f"{word}#": comparator for word, comparator in _SAID.items()} | {"#": None}  # alone, before a number, neither


def tolls_from(path_or_frame, language="en"):
    """Return a reader's own tolls, each checked, from a CSV or xlsx file or a frame; docs/datasets.md has the rules.

    Parameters
    ----------
    path_or_frame : str, pathlib.Path or pandas.DataFrame
        Columns in English or Italian: a label; a number, or low, best and high (people); a comparator as a code, a sign
        or words, in a column of its own or before the number ("almeno 49", "9–12", "decine"). Optional: start and end
        (days), unit, kind, party, source, may include (whose dead may be among these).
    language : {"en", "it"}
        Of errors and notes.

    Returns
    -------
    pandas.DataFrame
        A row per toll: `label`, `comparator` (string), `low`, `best`, `high` (people, Int64; NA where not stated) and,
        where given, `start`, `end` (datetime64[s]), `unit`, `kind`, `party`, `source`, `may_include` (string).
        ``attrs["notes"]`` says what was left out, and what was taken for what.

    Raises
    ------
    ValueError, TypeError, OSError, ImportError
        For what is missing, wrong or has two readings, by row and column; for no path, file or frame; for no openpyxl.

    Examples
    --------
    >>> mine = pd.DataFrame({"Etichetta": ["Fronte nord", "Fronte sud"], "Morti": ["almeno 49", "9–12"]})
    >>> tolls_from(mine)
             label comparator  low  best  high
    0  Fronte nord   at-least   49    49  <NA>
    1   Fronte sud    between    9  <NA>    12
    """
    sheet = _Sheet(path_or_frame, language)
    rows = _rows(sheet, _opened(sheet, path_or_frame))
    tokens = [token for row in rows for name in _NUMBERS for token in _TOKEN.findall(row.get(name, ""))]
    marks = thousands(tokens, sheet.separator)
    days = read_days(dict.fromkeys(row[name] for row in rows for name in _DAYS if name in row))
    tolls = pd.DataFrame([_toll(sheet, row, marks, days) for row in rows])
    for token in [token for token in tokens if not token.isdigit()][:1]:
        sheet.notes.append(sheet.say("note_thousands", cell=token, number=str(*readings(token, marks))))
    if unsaid := [*tolls["row"][~tolls["said"]]]:
        sheet.notes.append(sheet.say("note_unsaid", rows=", ".join(unsaid)))
    frame = tolls.reindex(columns=[name for name in _COLUMNS if name in {*sheet.headers, *BOUNDS, "comparator"}])
    frame = frame.astype({name: _DTYPES.get(name, "string") for name in frame})
    frame.attrs["notes"] = sheet.notes
    return frame


class _Sheet:
    """A table's name, the mark between its cells, the headers of our columns, and notes for the reader."""

    def __init__(self, source, language):
        self.name = Path(source).name if isinstance(source, (str, Path)) else type(source).__name__
        self.tell, self.separator, self.headers, self.notes = Speaker(language), None, {}, []

    def say(self, key, row="", column="", **values):
        """Say what is to be known of a place: file, row and column as the reader sees them."""
        row = row and self.tell("tolls_from.row", row=row)
        column = column and self.tell("tolls_from.column", column=self.headers[column])
        return f"{', '.join(filter(None, (self.name, row, column)))}: {self.tell(f'tolls_from.{key}', **values)}"


def _opened(sheet, source):
    """Return the rows of a path or frame as (number that the reader sees, cells as text), without empty ones."""
    if isinstance(source, pd.DataFrame):
        rows = [("", source.columns), *zip(source.index, source.itertuples(index=False, name=None), strict=True)]
    else:
        data = Path(source).read_bytes()
        rows = enumerate(_workbook(sheet, data) if data.startswith(b"PK\x03\x04") else _records(sheet, data), 1)
    texts = [(_text(number), [*map(_text, cells)]) for number, cells in rows]
    return [(number, cells) for number, cells in texts if any(cells)]


def _text(cell):
    """Return a cell as text, "" where it is missing: no decimals of a whole number, no spaces around it."""
    if pd.api.types.is_scalar(cell) and pd.isna(cell):
        return ""
    text = " ".join(str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).split())
    return "" if text in RULES["cells"]["missing"] else text


def _workbook(sheet, data):
    """Return the rows of the first sheet that holds anything."""
    try:
        pages = pd.read_excel(io.BytesIO(data), None, header=None, dtype=object, engine="openpyxl", na_filter=False)
    except ImportError:
        raise ImportError(sheet.say("openpyxl")) from None
    except Exception:  # openpyxl stumbles in many ways over a damaged workbook, or over another file in a zip
        raise ValueError(sheet.say("no_table")) from None
    first, *others = [title for title, page in pages.items() if not page.empty] or [*pages]
    if others:
        sheet.notes.append(sheet.say("note_left_out", what=", ".join(others)))
    return pages[first].itertuples(index=False, name=None)


def _records(sheet, data):
    """Return the records of a CSV file, by the separator that shows most headers; what is no UTF-8 is Windows text."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
        sheet.notes.append(sheet.say("note_cp1252", sample=re.search(r"\w*[^\s\x00-\x7f]\w*|$", text)[0]))
    bare, rows = text.replace('"', ""), []
    sheet.separator = max(SEPARATORS, key=lambda mark: len(_NAMES.keys() & map(_key, re.split(f"[{mark}\n]", bare))))
    try:
        if {"\0", "\ufffd"} & {*text}:
            raise csv.Error
        rows.extend(csv.reader(io.StringIO(text, newline=""), delimiter=sheet.separator, strict=True))
    except csv.Error:  # no text, or a quotation mark out of place; the rows before it are there
        raise ValueError(sheet.say("no_table", str(len(rows) + 1))) from None
    return rows


def _rows(sheet, filled):
    """Find the header; return the rows below it as {our column: text}, `row` being their numbers, without a total."""
    top = max(range(len(filled)), key=lambda i: len(_NAMES.keys() & map(_key, filled[i][1])), default=0)
    if not filled[top + 1 :]:
        raise ValueError(sheet.say("no_rows"))
    (number, titles), *below = filled[top:]
    names = [_NAMES.get(_key(title)) for title in titles]
    sheet.headers |= zip(names, titles, strict=True)
    for name in names:
        if name and names.count(name) > 1:
            raise ValueError(sheet.say("twice", number, name))
    for needed in (("label",), _NUMBERS):
        if not {*needed} & {*names}:
            raise ValueError(sheet.say("columns", words=", ".join(_TABLE["columns"][needed[0]])))
    left = [(number, " ".join(filter(None, cells))) for number, cells in filled[:top]]
    left += [(number, title) for name, title in zip(names, titles, strict=True) if title and not name]
    rows = []
    for number, cells in below:
        if nameless := [cell for cell, title in zip_longest(cells, titles, fillvalue="") if cell and not title]:
            raise ValueError(sheet.say("nameless", number, cell=nameless[0]))
        rows.append({name: cell for name, cell in zip(names, cells, strict=False) if name and cell} | {"row": number})
        if "label" not in rows[-1]:
            raise ValueError(sheet.say("empty", number, "label"))
    totals = [row for row in rows if _key(row["label"].strip(" :*.=")) in _TOTALS]
    parts = [row for row in rows if row not in totals] or rows
    left += [(row["row"], row["label"]) for row in totals if parts is not rows]
    for number, what in left:
        sheet.notes.append(sheet.say("note_left_out", number, what=what))
    return parts


def _toll(sheet, row, marks, days):
    """Return a row with its comparator, whether that is `said`, its bounds and its days."""
    ends = {name: row[name] for name in _DAYS if name in row}
    for name, text in ends.items():
        if len(days[text]) != 1:
            raise ValueError(sheet.say("day", row["row"], name, cell=text))
        ends[name] = days[text][0]
    filled = [name for name in _NUMBERS if name in row]
    read = [_read(sheet, row, name, marks) for name in ("comparator", *filled) if name in row]
    said = {comparator for comparator, _ in read} - {None}
    numbers = [pair for _, pairs in read for pair in pairs]
    if not numbers:
        raise ValueError(sheet.say("empty", row["row"], next(name for name in _NUMBERS if name in sheet.headers)))
    comparator, *others = said or {_TABLE["defaults"].get(" ".join(filled), "")}
    alone = "low" if comparator == "vague" else "best"  # the bound that a number in no column of a bound is
    stated = {name if name in BOUNDS else alone: n for name, n in numbers}
    given = [name for name, given in zip(BOUNDS, CELLS.get(comparator, ()), strict=False) if given]
    try:
        if others or len(stated) < len(numbers):
            raise ValueError
        stated = dict.fromkeys(given, numbers[0][1]) | stated
        Toll(comparator, **stated, **ends)
    except ValueError:
        told = [f"{sheet.headers[name]} {row[name]}" for name in ("comparator", *_NUMBERS, *_DAYS) if name in row]
        raise ValueError(sheet.say("misfit", row["row"], cells=", ".join(told))) from None
    return row | dict.fromkeys(BOUNDS) | {"comparator": comparator, "said": bool(said)} | stated | ends


def _read(sheet, row, name, marks):
    """Return the comparator that a cell says, None where it says none, and its numbers with their columns."""
    cell = row[name]
    form, tokens = _key(_TOKEN.sub("#", cell)), _TOKEN.findall(cell)
    if form in _VAGUE:
        return "vague", [("low", int(_VAGUE[form]))]
    numbers = [readings(token, marks) for token in tokens]
    for found in numbers:
        if len(found) > 1:
            raise ValueError(sheet.say("doubtful", row["row"], name, cell=cell, few=str(found[0]), many=str(found[1])))
    if form not in _SAID or [] in numbers:
        raise ValueError(sheet.say("unread", row["row"], name, cell=cell))
    places = _PLACES.get(len(numbers), [name])
    return _SAID[form], [(place, number) for place, (number,) in zip(places, numbers, strict=False)]
