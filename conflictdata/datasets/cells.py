"""Cells of text typed column by column: whole numbers, counts, decimals, days, words that stand for missing.

Each different text of a column is read once. What can be read in two ways is decided by all of them, or refused.
"""

import re
from contextlib import suppress

import pandas as pd

from .shapes import KINDS, RULES

_CELLS = RULES["cells"]
_WHOLE = re.compile(r"[+-]?(\d+([.,]0{1,2})?|\d+(\.\d+)?e\+?\d+)", re.A | re.I)  # also 3.0, and 1e+05 as R writes it
_DECIMAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.A | re.I)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,'’ \xa0\u202f])\d{3}(\1\d{3})*", re.A)
_UNGROUPED = re.compile(r"[+-]?(\d{4,}|\d+[.,]0{1,2}|0[.,]0+)", re.A)
_MORE = re.compile(r"[ T]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?$|(?<=[A-Za-z]{3})[a-z]+")  # midnight, months' last letters


def typed(source, needed):
    """Return the cells of a `Source` as a frame: text is string, days datetime64[s], whole numbers Int64.

    A needed number or day is never missing, and a needed whole number int64.
    """
    _set_missing(source)
    kinds = {name: KINDS.get(name, "text") for name in source.cells}
    filled = [name for name, kind in kinds.items() if name in needed and kind != "text"]
    for name in filled:
        if source.cells[name].hasnans:
            raise source.refuse_cell(name, source.cells[name].isna().argmax(), f"and has to be there: {_CELLS['mend']}")
    columns = {**source.cells} | _days(source, [name for name, kind in kinds.items() if kind == "day"])
    for name, kind in kinds.items():
        if kind == "ids":
            single = columns[name].dropna().str.fullmatch(r"\s*\d+(\.0)?\s*").all()
            kind = "whole" if single else "text"
        if kind in ("count", "decimal", "whole"):
            columns[name] = _numbers(source, name, kind)
        if kind in ("count", "whole") and name in filled:
            columns[name] = columns[name].astype("int64")
    return pd.DataFrame(columns, copy=False)


def _set_missing(source):
    """Empty the cells in which a program wrote a word for missing, and note how many where."""
    marked = source.cells.isin(_CELLS["missing"])
    found = [f"{name} {count}" for name, count in marked.sum().items() if count]
    if found:
        source.cells = source.cells.mask(marked)
        source.notes.append(f"cells that say NA, NULL or alike are missing: {', '.join(found)}")


def _numbers(source, name, kind):
    """Type a column of numbers."""
    if kind != "decimal":
        with suppress(ValueError):
            return source.cells[name].astype("Int64")  # at once, if all are plain
    texts = source.cells[name].dropna().unique()
    if kind == "decimal":
        found = {text: [float(text.replace(",", "."))] if _DECIMAL.fullmatch(text.strip()) else [] for text in texts}
        return _one_reading(source, name, kind, found).astype("float64")
    marks = thousands([text.strip() for text in texts], source.separator) if kind == "count" else None
    found = {text: readings(text.strip(), marks) for text in texts}
    column = _one_reading(source, name, kind, found).astype("Int64")
    for text in [text for text in texts if kind == "count" and _GROUPED.fullmatch(text.strip())][:1]:
        source.notes.append(f"{name}: {text.strip()} is read as {found[text][0]}, with a mark of thousands")
    return column


def _days(source, names):
    """Type the columns of days, all of them together."""
    found = read_days(dict.fromkeys(text for name in names for text in source.cells[name].dropna().unique()))
    return {name: _one_reading(source, name, "day", found).astype("datetime64[s]") for name in names}


def _one_reading(source, name, kind, found):
    """Return a column in which each text is its one reading in `found`; refuse a text that has none or two."""
    column = source.cells[name]
    for text in column.dropna().unique():
        if len(found[text]) != 1:
            both = " or ".join(str(value).partition(" ")[0] for value in found[text])  # of a day no hours
            none, remedy = _CELLS[kind]
            why = f"which may be {both}: {remedy}" if both else f"{none}: {_CELLS['mend']}"
            raise source.refuse_cell(name, (column == text).argmax(), why)
    return column.map({text: values[0] for text, values in found.items() if values})


def readings(text, marks):
    """Return the whole numbers that a text may be: one, none, or two where 7.000 may have decimals or thousands.

    `marks` may stand between the thousands of a count; None is for other numbers, which have no such marks.
    """
    grouped = _GROUPED.fullmatch(text)
    if grouped and marks is not None:
        mark, number = grouped[1], int(text.replace(grouped[1], ""))
        doubtful = mark in ".," and mark not in marks and text.count(mark) == 1
        return [int(text.partition(mark)[0]), number] if doubtful else [number]
    number = float(text.replace(",", ".")) if _WHOLE.fullmatch(text) else 0.5
    return [int(number)] if number.is_integer() and abs(number) < 2**53 else []


def thousands(texts, separator):
    """Return the mark of thousands in a column of counts: 7.000 is 7,000 where the column shows it, and never 7."""
    grouped = {text: found[1] for text in texts if (found := _GROUPED.fullmatch(text))}
    mark, *others = {*grouped.values()} or {None}
    # a thousand without a mark, a decimal, a second mark, or the comma of the decimals where ; stands between cells
    if any(_UNGROUPED.fullmatch(text) for text in texts) or others or (separator, mark) == (";", ","):
        return []
    shown = any(not text.endswith("000") or text.count(mark) > 1 for text in grouped)
    alike = len(grouped) > 1 and not any(text.isdecimal() for text in texts)  # 100.000 and 7.000 may be decimals
    return [mark] if shown or (mark == _CELLS["thousands"].get(separator) and not alike) else []


def read_days(texts):
    """Return {text: the days that it may be}: one, none, or two where no text tells the day from the month."""
    bare = pd.Index(texts, dtype="object").str.strip().str.replace(_MORE, "", regex=True)
    read = [pd.to_datetime(bare, format=form, errors="coerce") for form in _CELLS["days"]]
    best = max(read, key=lambda days: days.notna().sum())
    fitting = [best, *(days for days in read if days.notna().all())]
    return {
        text: [day for day in dict.fromkeys(days) if day is not pd.NaT]
        for text, *days in zip(texts, *fitting, strict=True)
    }
