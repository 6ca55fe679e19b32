"""Cells of text typed column by column: whole numbers, counts, decimals, days, words that stand for missing.

Each different text of a column is read once. What can be read in two ways is decided by all of them, or refused.
"""

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .shapes import KINDS, RULES

_CELLS = RULES["cells"]
_WHOLE = re.compile(r"[+-]?(\d+([.,]0{1,2})?|\d+(\.\d+)?e\+?\d+)", re.A | re.I)  # also 3.0, and 1e+05 as R writes it
_DECIMAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.A | re.I)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,'’ \xa0\u202f])\d{3}(\1\d{3})*", re.A)
_UNGROUPED = re.compile(r"[+-]?(\d{4,}|\d+[.,]0{1,2}|0[.,]0+)", re.A)
_MORE = re.compile(r"[ T]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?$|(?<=[A-Za-z]{3})[a-z]+")  # midnight, months' last letters
_NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.string(): pd.StringDtype()}.get


def typed(source, needed):
    """Return the cells of a `Source` as a frame: text is string, whole numbers Int64, in needed columns int64.

    A needed number or day is never empty; only a count may be NA, and its column is Int64 then.
    """
    kinds = {name: KINDS.get(name, "text") for name in source.cells.column_names}
    filled = [name for name, kind in kinds.items() if name in needed and kind != "text"]
    for name in [name for name in filled if source.cells[name].null_count]:
        row = pc.index(source.cells[name].is_null(), True).as_py()
        raise source.refuse_cell(
            name, row, "perhaps in a total below the table, or a record broken over two lines: mend or delete it"
        )
    _set_missing(source, [name for name in kinds if name not in filled or kinds[name] == "count"])
    days = _days(source, [name for name, kind in kinds.items() if kind == "day"])
    frame = {}
    for name, kind in kinds.items():
        column = days.get(name, source.cells[name])
        if kind == "ids":
            kind = "whole" if pc.all(pc.match_substring_regex(column, r"^\s*\d+(\.0)?\s*$")).as_py() else "text"
        if kind in ("count", "decimal", "whole"):
            column = _numbers(source, name, kind)
        whole = name in filled and not column.null_count
        frame[name] = column.to_pandas(types_mapper=None if whole else _NULLABLE)
    return pd.DataFrame(frame, copy=False)


def _set_missing(source, names):
    """Empty the cells in which a program wrote a word for missing, and note how many where."""
    found, words = [], set()
    for name in names:
        column = source.cells[name]
        marked = pc.is_in(column, pa.array(_CELLS["missing"])) if column.type == pa.string() else None
        if marked is None or not pc.any(marked).as_py():
            continue
        others = column.filter(pc.invert(marked)).drop_null()
        if len(others) and pc.all(pc.match_substring_regex(others, "^[A-Z]{2}$")).as_py():
            continue  # codes of countries, and NA is Namibia
        found.append(f"{name} {pc.sum(marked).as_py()}")
        words |= {*column.filter(marked).unique().to_pylist()}
        column = pc.if_else(marked, pa.scalar(None, pa.string()), column)
        source.cells = source.cells.set_column(source.cells.column_names.index(name), name, column)
    if found:
        source.notes.append(f"cells that say {' or '.join(sorted(words))} are missing: {', '.join(found)}")


def _numbers(source, name, kind):
    """Type a column of numbers."""
    column = source.cells[name]
    if column.type == pa.int64():
        return column
    coded = column.combine_chunks().dictionary_encode()
    texts, values = coded.dictionary.to_pylist(), []
    marks = _marks([text.strip() for text in texts], source.separator) if kind == "count" else None
    for text in texts:
        try:
            values.append(_decimal(text.strip()) if kind == "decimal" else _whole(text.strip(), marks))
        except ValueError as error:
            raise source.refuse_cell(name, column.index(text).as_py(), error) from None
    return pa.array(values, pa.float64() if kind == "decimal" else pa.int64()).take(coded.indices)


def _decimal(text):
    if not _DECIMAL.fullmatch(text):
        raise ValueError("not a number: mend the line")
    return float(text.replace(",", "."))


def _whole(text, marks):
    """Read a whole number; `marks` may stand between the thousands of a count, None is for other numbers."""
    found = _GROUPED.fullmatch(text)
    if found and marks is not None:
        many = text.replace(found[1], "")
        if found[1] in ".," and found[1] not in marks and text.count(found[1]) == 1:
            raise ValueError(f"which may be {text.partition(found[1])[0]} or {many}: write it without a mark")
        return int(many)
    number = float(text.replace(",", ".")) if _WHOLE.fullmatch(text) else 0.5
    if not number.is_integer() or abs(number) >= 2**53:
        raise ValueError("not a whole number: mend the line")
    return int(number)


def _marks(texts, separator):
    """Return the marks of thousands in a column of counts: 7.000 is 7,000 where the column shows it, and never 7."""
    if any(_UNGROUPED.fullmatch(text) for text in texts):  # a thousand without a mark, or a decimal
        return []
    grouped = [(text, found[1]) for text in texts if (found := _GROUPED.fullmatch(text))]
    shown = [mark for text, mark in grouped if not text.endswith("000") or text.count(mark) > 1]
    return [*shown, _CELLS["thousands"].get(separator)]


def _days(source, names):
    """Type the columns of days: one form, and one order of day and month, for all of them together."""
    coded = {name: source.cells[name].combine_chunks().dictionary_encode() for name in names}
    bare = {name: [_MORE.sub("", text.strip()) for text in coded[name].dictionary.to_pylist()] for name in names}
    texts = pd.Index(dict.fromkeys(text for name in names for text in bare[name]), dtype=object)
    read = [pd.to_datetime(texts, format=_CELLS["days"][0], errors="coerce")]
    if read[0].isna().any():
        read += [pd.to_datetime(texts, format=form, errors="coerce") for form in _CELLS["days"][1:]]
    best = max(read, key=lambda days: days.notna().sum())
    doubts = [(best.isna(), "not a day such as 2022-09-13, or not written as the others are")]
    for other in [days for days in read if days.notna().all() and (days != best).any()]:
        both = " or ".join(f"{days[(other != best).argmax()]:%d %B}" for days in (best, other))
        doubts.append((other != best, f"which may be {both}, and no day above 12 tells"))
    for doubtful, why in doubts:
        if doubtful.any():
            text = texts[doubtful.argmax()]
            name = next(name for name in names if text in bare[name])
            row = coded[name].indices.index(bare[name].index(text)).as_py()
            raise source.refuse_cell(name, row, f"{why}: write all days as year-month-day")
    days = dict(zip(texts, best, strict=True))
    kind = pa.timestamp("s")
    return {name: pa.array([days[text] for text in bare[name]], kind).take(coded[name].indices) for name in names}
