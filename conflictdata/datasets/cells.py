"""Cells of text typed column by column: whole numbers, counts, decimals, days, words that stand for missing.

Each different text of a column is read once. What can be read in two ways is decided by all of them, or refused.
"""

import re

import pandas as pd

from .shapes import KINDS, RULES

_CELLS = RULES["cells"]
_WHOLE = re.compile(r"[+-]?(\d+([.,]0{1,2})?|\d+(\.\d+)?e\+?\d+)", re.A | re.I)  # also 3.0, and 1e+05 as R writes it
_DECIMAL = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.A | re.I)
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,'’ \xa0\u202f])\d{3}(\1\d{3})*", re.A)
_UNGROUPED = re.compile(r"[+-]?(\d{4,}|\d+[.,]0{1,2}|0[.,]0+)", re.A)
_MORE = re.compile(r"[ T]00:00(:00(\.0+)?)?(Z|[+-]00:?00)?$|(?<=[A-Za-z]{3})[a-z]+")  # midnight, months' last letters


def typed(source, needed):
    """Return the cells of a `Source` as a frame: text is string, whole numbers Int64, in needed columns int64.

    A needed number or day is never empty; only a count may be NA, and its column is Int64 then.
    """
    kinds = {name: KINDS.get(name, "text") for name in source.cells}
    filled = [name for name, kind in kinds.items() if name in needed and kind != "text"]
    for name in filled:
        if source.cells[name].hasnans:
            why = "perhaps in a total below the table, or a record broken over two lines: mend or delete it"
            why = f"write NA if it is not known; {why}" if kinds[name] == "count" else why
            raise source.refuse_cell(name, source.cells[name].isna().argmax(), why)
    _set_missing(source, [name for name in kinds if name not in filled or kinds[name] == "count"])
    columns = {**source.cells} | _days(source, [name for name, kind in kinds.items() if kind == "day"])
    for name, kind in kinds.items():
        if kind == "ids":
            single = columns[name].dropna().str.fullmatch(r"\s*\d+(\.0)?\s*").all()
            kind = "whole" if single else "text"
        if kind in ("count", "decimal", "whole") and columns[name].dtype == "string":
            columns[name] = _numbers(source, name, kind)
        if kind in ("count", "whole") and name in filled and not columns[name].hasnans:
            columns[name] = columns[name].astype("int64")
    return pd.DataFrame(columns, copy=False)


def _set_missing(source, names):
    """Empty the cells in which a program wrote a word for missing, and note how many where."""
    found, words = [], set()
    for name in source.cells[names].select_dtypes("string"):
        marked = source.cells[name].isin(_CELLS["missing"])
        if marked.any():
            found.append(f"{name} {marked.sum()}")
            words |= {*source.cells[name][marked]}
            source.cells[name] = source.cells[name].mask(marked)
    if found:
        source.notes.append(f"cells that say {' or '.join(sorted(words))} are missing: {', '.join(found)}")


def _numbers(source, name, kind):
    """Type a column of numbers."""
    column = source.cells[name]
    texts, values = column.dropna().unique(), {}
    marks = thousands([text.strip() for text in texts], source.separator) if kind == "count" else None
    for text in texts:
        try:
            values[text] = _decimal(text.strip()) if kind == "decimal" else whole(text.strip(), marks)
        except ValueError as error:
            raise source.refuse_cell(name, (column == text).argmax(), error) from None
    marked = [text for text in texts if kind == "count" and _GROUPED.fullmatch(text.strip())]
    source.notes += [
        f"{name}: {text.strip()} is read as {values[text]}, with a mark of thousands" for text in marked[:1]
    ]
    return column.map(values).astype("float64" if kind == "decimal" else "Int64")


def _decimal(text):
    if not _DECIMAL.fullmatch(text):
        raise ValueError("not a number: mend the line")
    return float(text.replace(",", "."))


def whole(text, marks):
    """Read a whole number; `marks` may stand between the thousands of a count, None is for other numbers."""
    found = _GROUPED.fullmatch(text)
    if found and marks is not None:
        if both := two_readings(text, marks):
            raise ValueError(f"which may be {both[0]} or {both[1]}: write it without a mark")
        return int(text.replace(found[1], ""))
    number = float(text.replace(",", ".")) if _WHOLE.fullmatch(text) else 0.5
    if not number.is_integer() or abs(number) >= 2**53:
        raise ValueError("not a whole number: mend the line")
    return int(number)


def two_readings(text, marks):
    """Return the two numbers that 7.000 may be, as text, where the others do not tell; else None."""
    found = _GROUPED.fullmatch(text)
    if found and found[1] in ".," and found[1] not in marks and text.count(found[1]) == 1:
        return text.partition(found[1])[0], text.replace(found[1], "")
    return None


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


def _days(source, names):
    """Type the columns of days, all of them together."""
    texts = dict.fromkeys(text for name in names for text in source.cells[name].dropna().unique())
    texts = pd.Index([*texts], dtype="object")
    best, doubts = read_days(texts)
    for doubtful, other in doubts:
        why = "not a day such as 2022-09-13, or not written as the others are"
        if other is not None:
            both = " or ".join(f"{days[doubtful.argmax()]:%d %B}" for days in (best, other))
            why = f"which may be {both}, and no day above 12 tells"
        for name in names:
            rows = source.cells[name].isin(texts[doubtful])
            if rows.any():
                raise source.refuse_cell(name, rows.argmax(), f"{why}: write all days as year-month-day")
    days = pd.Series(best, texts)
    return {name: source.cells[name].map(days).astype("datetime64[s]") for name in names}


def read_days(texts):
    """Read an Index of texts as days of one form, with one order of day and month for all of them together.

    Returns the days, and the doubts: for each which texts are meant, and their other reading (None: they are no day).
    """
    bare = texts.str.strip().str.replace(_MORE, "", regex=True)
    read = [pd.to_datetime(bare, format=form, errors="coerce") for form in _CELLS["days"]]
    best = max(read, key=lambda days: days.notna().sum())
    others = [days for days in read if days.notna().all() and (days != best).any()]
    return best, [(best.isna(), None), *((other != best, other) for other in others)]
