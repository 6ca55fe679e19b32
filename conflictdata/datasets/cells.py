"""Cells of text typed column by column: whole numbers, counts, decimals, days, words that stand for missing.

Each different text of a column is read once. What can be read in two ways is decided by all of them, or refused.
"""

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .shapes import KINDS

_MISSING = ["NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "<NA>", "NaT", "#N/D"]  # of R, SQL, pandas and Excel
_FORMS = {  # also 3.0, as programs write whole numbers of a column in which one is missing, and R's 1e+05
    "whole": re.compile(r"[+-]?(\d+([.,]0{1,2})?|\d+(\.\d+)?e\+?\d+)", re.A | re.I),
    "decimal": re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.A | re.I),
}
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,'’ \xa0\u202f])\d{3}(\1\d{3})*", re.A)
_UNGROUPED = re.compile(r"[+-]?(\d{4,}|\d+[.,]0{1,2}|0[.,]0+)", re.A)
_THOUSANDS = {";": ".", ",": ","}  # programs write `;` between cells where the comma is decimal
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?$")
_DAYS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", *(f"{one}{mark}{two}{mark}%Y" for mark in "-/." for one, two in
         (("%d", "%m"), ("%m", "%d"))), *(f"%d{mark}{month}{mark}%Y" for mark in " -" for month in ("%B", "%b"))]  # fmt: skip
_TYPES = {"whole": pa.int64(), "count": pa.int64(), "decimal": pa.float64()}
_NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.string(): pd.StringDtype()}.get


def typed(source, needed):
    """Return the cells of a `Source` as a frame: text is string, whole numbers Int64, in needed columns int64.

    A needed number or day is never empty; only a count may be NA, and its column is Int64 then.
    """
    kinds = {name: KINDS.get(name, "text") for name in source.cells.column_names}
    filled = {name for name, kind in kinds.items() if name in needed and kind != "text"}
    for name in filled:
        if source.cells[name].null_count:
            row = pc.index(source.cells[name].is_null(), True).as_py()
            raise source.refuse_cell(name, row, "perhaps because the record is broken over two lines: mend it")
    _set_missing(source, [name for name in kinds if name not in filled or kinds[name] == "count"])
    days = _days(source, [name for name, kind in kinds.items() if kind == "day"])
    frame = {}
    for name, kind in kinds.items():
        column = source.cells[name]
        if kind == "ids":
            kind = "whole" if pc.all(pc.ascii_is_decimal(column)).as_py() else "text"
        column = days[name] if kind == "day" else column if kind == "text" else _numbers(source, name, kind)
        nullable = name not in filled or column.null_count
        frame[name] = column.to_pandas(types_mapper=_NULLABLE if nullable else None)
    return pd.DataFrame(frame, copy=False)


def _set_missing(source, names):
    """Empty the cells in which a program wrote a word for missing, and note how many where."""
    found, words = {}, set()
    for name in names:
        column = source.cells[name]
        if column.type != pa.string():
            continue
        marked = pc.is_in(column, pa.array(_MISSING))
        if not pc.any(marked).as_py():
            continue
        others = column.filter(pc.invert(marked)).drop_null()
        if len(others) and pc.all(pc.match_substring_regex(others, "^[A-Z]{2}$")).as_py():
            continue  # codes of countries, and NA is Namibia
        found[name] = pc.sum(marked).as_py()
        words |= {*column.filter(marked).unique().to_pylist()}
        place = source.cells.column_names.index(name)
        source.cells = source.cells.set_column(place, name, pc.if_else(marked, pa.scalar(None, pa.string()), column))
    if found:
        where = ", ".join(f"{name} {number}" for name, number in found.items())
        source.notes.append(f"cells that say {' or '.join(sorted(words))} are missing: {where}")


def _numbers(source, name, kind):
    """Type a column of numbers."""
    column = source.cells[name]
    if column.type == pa.int64():  # all cells are plain
        return column
    coded = column.combine_chunks().dictionary_encode()
    texts, values = coded.dictionary.to_pylist(), []
    marks = _marks(texts, source.separator) if kind == "count" else ""
    for text in texts:
        try:
            values.append(_number(text.strip(), kind, marks))
        except ValueError as error:
            raise source.refuse_cell(name, column.index(text).as_py(), error) from None
    return pa.array(values, _TYPES[kind]).take(coded.indices)


def _number(text, kind, marks):
    grouped = kind == "count" and _GROUPED.fullmatch(text)
    if grouped and (grouped[1] in marks or text.count(grouped[1]) > 1):
        return int(text.replace(grouped[1], ""))
    if grouped:
        few, many = text.partition(grouped[1])[0], text.replace(grouped[1], "")
        raise ValueError(f"which may be {few} or {many}: write it without a mark")
    if not _FORMS["decimal" if kind == "decimal" else "whole"].fullmatch(text):
        raise ValueError(f"not a {'' if kind == 'decimal' else 'whole '}number: mend the line")
    number = float(text.replace(",", "."))
    if kind == "decimal":
        return number
    if not number.is_integer() or abs(number) >= 2**53:
        raise ValueError("not a whole number that can be: mend the line")
    return int(number)


def _marks(texts, separator):
    """Return which marks stand between thousands in a column of counts: 7.000 is 7,000 where it shows that, never 7."""
    texts = [text.strip() for text in texts]
    if any(_UNGROUPED.fullmatch(text) for text in texts):  # a thousand without a mark, or a decimal
        return " \xa0\u202f'’"
    groups = [(text, found[1]) for text in texts if (found := _GROUPED.fullmatch(text))]
    shown = [mark for text, mark in groups if not text.endswith("000") or text.count(mark) > 1]
    return "".join([*shown, _THOUSANDS.get(separator, ""), " \xa0\u202f'’"])


def _days(source, names):
    """Type the columns of days: one form, and one order of day and month, for all of them together."""
    coded = {name: source.cells[name].combine_chunks().dictionary_encode() for name in names}
    bare = {name: [_MIDNIGHT.sub("", text.strip()) for text in coded[name].dictionary.to_pylist()] for name in names}
    texts = pd.Index(dict.fromkeys(text for name in names for text in bare[name]), dtype=object)
    read = [pd.to_datetime(texts, format=_DAYS[0], errors="coerce")]
    if read[0].isna().any():
        read += [pd.to_datetime(texts, format=form, errors="coerce") for form in _DAYS[1:]]
    best = max(read, key=lambda days: days.notna().sum())

    def refuse(doubtful, why):
        text = texts[doubtful.argmax()]
        name = next(name for name in names if text in bare[name])
        row = coded[name].indices.index(bare[name].index(text)).as_py()
        return source.refuse_cell(name, row, f"{why}: write all days as year-month-day")

    if best.isna().any():
        raise refuse(best.isna(), "not a day such as 2022-09-13, or not written as the others are")
    for other in read:
        if other.notna().all() and (other != best).any():
            one, two = (f"{days[(other != best).argmax()]:%d %B}" for days in (best, other))
            raise refuse(other != best, f"which may be {one} or {two}, and no day above 12 tells")
    days = dict(zip(texts, best, strict=True))
    return {
        name: pa.array([days[text] for text in bare[name]], pa.timestamp("s")).take(coded[name].indices) for name in names
    }
