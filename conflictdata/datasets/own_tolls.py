"""A reader's own tolls, from a table as a spreadsheet saves it in Italy or in the English-speaking world.

Which words name a column or a comparator stands in own_tolls.toml. What can be read in two ways is decided by the file
itself or refused, with its place and the way out, in the reader's language; what was read past is noted.
"""

import re
import tomllib
import unicodedata
from itertools import zip_longest
from pathlib import Path

import pandas as pd

from ..certainty import BOUNDS, CELLS, Toll
from ..edtf import bounds
from ..i18n import Speaker
from .cells import read_days, thousands, two_readings, whole
from .shapes import RULES
from .spreadsheets import opened

_TABLE = tomllib.loads(Path(__file__).with_name("own_tolls.toml").read_text(encoding="utf-8"))
_TOP = 20  # rows among which the header is looked for
_NUMBERS = {"number": "best", "low": "low", "best": "best", "high": "high"}  # columns, and the bound in them
_PLACES = {2: ["low", "high"], 3: ["best", "low", "high"]}  # of two or three numbers in one cell: 9–12, 10 (9–12)
_DEFAULTS = {  # what a row without a comparator is, by the columns in which it has numbers
    ("number",): "exact",
    ("best",): "estimate",
    ("low", "high"): "between",
    ("low", "best", "high"): "estimate",
    ("number", "low", "high"): "estimate",
}
_DAYS = ("start", "end")
_TEXTS = ("unit", "kind", "party", "source", "may_include")
_DTYPES = {"label": "string", "comparator": "string"} | dict.fromkeys(BOUNDS, "Int64")
_DTYPES |= dict.fromkeys(_DAYS, "datetime64[s]") | dict.fromkeys(_TEXTS, "string")
_TOKEN = re.compile(r"\d+(?:[.,'’ ]\d+)*(?:e\+?\d+)?", re.A | re.I)  # a number as it is written
_ZEROS = {";": re.compile(",00?$"), ",": re.compile(r"\.00?$")}  # decimals, by what stands between the cells
_DASHES = str.maketrans(dict.fromkeys("‐–—−", "-"))


def _key(text):
    """Return a text as it is compared: without case, accents, spaces, underscores and apostrophes, dashes all alike."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_DASHES)
    return re.sub(r"[\u0300-\u036f\s_'’]", "", plain)


def _by_word(table):
    """Turn {meaning: words} into {word as it is compared: meaning}."""
    return {_key(word): meaning for meaning, words in table.items() for word in words}


_NAMES = _by_word(_TABLE["columns"])
_VAGUE = {word: int(n) for word, n in _by_word(_TABLE["vague"]).items()}
_TOTALS = _by_word(_TABLE["totals"])
_SAID = _by_word(_TABLE["comparators"]) | dict.fromkeys(_VAGUE, "vague")
_SAID |= {f"{word}#": comparator for word, comparator in _SAID.items()}  # a word alone, or before a number


def tolls_from(path_or_frame, language="en"):
    """Return a reader's own tolls, each checked, from a CSV or xlsx file or a frame; docs/datasets.md has the rules.

    Parameters
    ----------
    path_or_frame : str, pathlib.Path or pandas.DataFrame
        Columns in English or Italian: a label; a number, or low, best and high (people); a comparator as a code, a sign
        or words, in a column of its own or before the number ("almeno 49", "9–12", "decine"). Optional: start and end
        (days) or period (EDTF), unit, kind, party, source, may include (whose dead may be among these).
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
    ValueError
        With row and column, for what is missing, cannot be, or can be read in two ways.
    TypeError, OSError, ImportError
        If it is neither path nor frame, the file cannot be opened, or a workbook needs openpyxl.

    Examples
    --------
    >>> mine = pd.DataFrame({"Etichetta": ["Fronte nord", "Fronte sud"], "Morti": ["almeno 49", "9–12"]})
    >>> tolls_from(mine)
             label comparator  low  best  high
    0  Fronte nord   at-least   49    49  <NA>
    1   Fronte sud    between    9  <NA>    12
    """
    sheet = opened(path_or_frame, Speaker(language), _known)
    cells = _cells(sheet)
    written = [text for name in _NUMBERS if name in cells for text in cells[name].dropna()]
    tokens = [token for text in written for token in _tokens(sheet, text)]
    told = tokens if sheet.separator else [token for token in tokens if not token.isdigit()]  # others may be shown so
    marks = thousands(told, sheet.separator)
    tolls = pd.DataFrame([_toll(sheet, row.dropna(), marks) for _, row in cells.iterrows()])
    for token in [token for token in tokens if str(whole(token, marks)) not in token][:1]:
        sheet.note("thousands", cell=token, number=str(whole(token, marks)))
    if len(unsaid := cells["row"][~tolls["said"]]):
        sheet.note("unsaid", rows=sheet.tell.listed([*unsaid]))
    frame = cells[["label", *(name for name in _TEXTS if name in cells)]].join(tolls).assign(**_days(sheet, cells))
    frame = frame[[name for name in _DTYPES if name in frame]]
    frame = frame.astype({name: _DTYPES[name] for name in frame})
    frame.attrs["notes"] = sheet.notes
    return frame


def _known(cells):
    """Return how many of the cells of a row are headers."""
    return len({_NAMES.get(_key(cell)) for cell in cells} - {None})


def _refuse_any(sheet, cells, name, wrong, key=None):
    """Refuse the first cell of a column that is wrong."""
    for i in cells.index[wrong][:1]:
        raise sheet.refuse(key or name, cells.at[i, "row"], name, cell=cells.at[i, name])


def _cells(sheet):
    """Find the header; return the rows below it as text in our columns, `row` being their numbers, without a total."""
    rows = [(row, cells) for row, cells in sheet.rows if any(cells)]
    if len(rows) < 2:
        raise sheet.refuse("empty")
    top = max(range(len(rows[:_TOP])), key=lambda i: _known(rows[i][1]))
    (number, headers), *below = rows[top:]
    names = _names(sheet, number, headers)
    if top:
        sheet.note("above", text=" ".join(filter(None, rows[0][1])))
    left = {}
    for row, cells in below:
        for place, (cell, header, name) in enumerate(zip_longest(cells, headers, names, fillvalue="")):
            if cell and place and not header:
                raise sheet.refuse("nameless", row, str(place + 1), cell=cell)
            left |= {header or "1": None} if cell and not name else {}
    if left:
        sheet.note("left_out", columns=sheet.tell.listed([*left]))
    named = [{name: cell for name, cell in zip(names, cells, strict=False) if cell} for _, cells in below]
    cells = pd.DataFrame(named, columns=[*sheet.headers]).assign(row=[row for row, _ in below])
    if words := [word for word in RULES["cells"]["missing"] if cells.isin([word]).any(axis=None)]:
        sheet.note("missing", words=sheet.tell.listed(words))
    cells = cells.mask(cells.isin(words))
    _refuse_any(sheet, cells, "label", cells["label"].isna(), "no_label")
    totals = cells["label"].map(_key).isin(_TOTALS)
    if totals.all():
        return cells
    for i in cells.index[totals]:
        sheet.note("total", row=cells.at[i, "row"], label=cells.at[i, "label"])
    return cells[~totals].reset_index(drop=True)


def _names(sheet, row, headers):
    """Return our name for each header, None where there is none, and keep the headers; refuse what is not clear."""
    names = [_NAMES.get(_key(header)) for header in headers]
    if {*_DAYS} & {*names}:  # they say more than a period, or the same
        names = [None if name == "period" else name for name in names]
    for name, header in zip(names, headers, strict=True):
        if name in sheet.headers:
            raise sheet.refuse("twice", row, header, other=sheet.headers[name])
        sheet.headers |= {name: header} if name else {}
    for needed in (["label"], [*_NUMBERS]):
        if not {*needed} & {*names}:
            example = "\n".join(["", sheet.tell("tolls_from.example_header"), sheet.tell("tolls_from.example_row")])
            raise sheet.refuse("columns", words=", ".join(_TABLE["columns"][needed[0]]), example=example)
    return names


def _toll(sheet, cells, marks):
    """Return comparator, low, best and high of a row, and whether its comparator is `said` or follows from them."""
    row, said, stated = cells["row"], set(), {}
    filled = [name for name in _NUMBERS if name in cells]
    if "comparator" in cells:
        word = _key(cells["comparator"])
        if word not in _SAID:
            raise sheet.refuse("word", row, "comparator", cell=cells["comparator"])
        said.add(_SAID[word])
        stated |= {"best": _VAGUE[word]} if word in _VAGUE and not filled else {}
    for name in filled:
        comparator, numbers = _read(sheet, row, name, cells[name], marks)
        places = _PLACES.get(len(numbers), [_NUMBERS[name]])
        said |= {comparator} - {None}
        if len(said) > 1 or {*places} & {*stated}:
            raise sheet.refuse("too_much", row, name, cell=cells[name])
        stated |= zip(places, numbers, strict=False)
    if not stated:
        raise sheet.refuse("no_number", row, next(name for name in _NUMBERS if name in sheet.headers))
    comparator = next(iter(said), _DEFAULTS.get(tuple(filled)))
    if comparator is None:
        raise sheet.refuse("no_comparator", row, filled[0], cell=cells[filled[0]])
    given = dict(zip(BOUNDS, CELLS.get(comparator, ()), strict=False))  # where a comparator of one number puts it
    if given and len({*stated.values()}) == 1 and all(given[name] or name == "best" for name in stated):
        stated = {name: n for name in BOUNDS for n in {*stated.values()} if given[name]}
    toll = {"comparator": comparator} | {name: stated.get(name) for name in BOUNDS}
    try:
        Toll.of(toll)
    except ValueError:
        words = sheet.tell(f"comparator.{comparator}", n="…", low="…", high="…")
        numbers = sheet.tell.listed([sheet.tell.number(n) for n in stated.values()])
        raise sheet.refuse("misfit", row, filled[0], words=words, numbers=numbers) from None
    return toll | {"said": bool(said)}


def _tokens(sheet, text):
    """Return the numbers in a text as they are written, without the zero decimals that the country's programs add."""
    zeros = _ZEROS.get(sheet.separator)
    return [zeros.sub("", token) if zeros else token for token in _TOKEN.findall(text)]


def _read(sheet, row, name, cell, marks):
    """Return the comparator that a cell says, None where it says none, and its numbers as they stand."""
    form, numbers = _key(_TOKEN.sub("#", cell)), []
    if form in _VAGUE:
        return "vague", [_VAGUE[form]]
    if form != "#" and form not in _SAID:
        raise sheet.refuse("number", row, name, cell=cell)
    for token in _tokens(sheet, cell):
        if both := two_readings(token, marks):
            raise sheet.refuse("doubtful", row, name, cell=cell, few=both[0], many=both[1])
        try:
            numbers.append(whole(token, marks))
        except ValueError:
            raise sheet.refuse("number", row, name, cell=cell) from None
    return _SAID.get(form), numbers


def _days(sheet, cells):
    """Return the columns start and end: the ends of the periods, or days in one form, all of them read together."""
    if "period" in cells:
        ends = [_ends(sheet, *row) for row in zip(cells["row"], cells["period"], strict=True)]
        return dict(zip(_DAYS, map(list, zip(*ends, strict=True)), strict=True))
    names = [name for name in _DAYS if name in cells]
    texts = pd.Index([*dict.fromkeys(text for name in names for text in cells[name].dropna())], dtype="object")
    best, doubts = read_days(texts)
    for doubtful, other in doubts:
        for name in names:
            _refuse_any(sheet, cells, name, cells[name].isin(texts[doubtful]), "day" if other is None else "two_days")
    days = {name: cells[name].map(dict(zip(texts, best, strict=True))) for name in names}
    if len(days) == 2:
        _refuse_any(sheet, cells, "end", days["start"] > days["end"], "ends")
    return days


def _ends(sheet, row, period):
    """Return the first and the last day of a period."""
    try:
        return (None, None) if pd.isna(period) else bounds(period)[:2]
    except ValueError:
        raise sheet.refuse("period", row, "period", cell=period) from None
