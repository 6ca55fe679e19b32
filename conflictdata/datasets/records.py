"""Records read slowly and exactly with the csv module: each with its line, each cell typed or refused."""

import csv
import re

import pandas as pd

AGAIN = "download the file again"
MIDNIGHT = re.compile(r" 00:00(:00(\.0+)?)?$")
_NUMBER = re.compile(r"\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*", re.A | re.I)
DTYPES = {"whole": "int64", "maybe": "Int64", "decimal": "float64", "text": "string"}
_LOST = re.compile("\ufffd|\u00c3[\u0080-\u00bf]|\\w\\?\\w")  # what programs leave where an accent was


def records(source, broken=None):
    """Yield the line where a record begins and its cells, slowly and exactly, with the csv module.

    A record of another length than the header is refused, or noted in the list `broken` and left out.
    """
    source.rewind()
    reader = csv.reader(_lines(source), delimiter=source.separator, strict=True)
    width, line = len(source.columns), 1
    try:
        next(reader)
        while True:
            line = reader.line_num + 1
            cells = next(reader)
            if len(cells) == width:
                if [cell.strip() for cell in cells] == source.columns:
                    raise source.refuse(f"the header comes a second time: delete this line, or {AGAIN}", line)
                yield line, cells
            elif cells:
                why = f"{len(cells)} cell{'s' if len(cells) > 1 else ''}, the header has {width}"
                if broken is None:
                    raise source.refuse(f"this record has {why}: mend the line, or {AGAIN}", line)
                broken.append((line, why))
    except StopIteration:
        return
    except csv.Error as error:
        raise source.refuse(f"a quotation mark or a line break is out of place ({error}): {AGAIN}", line) from None


def _lines(source):
    for number, raw in enumerate(source.stream, 1):
        if b"\0" in raw:
            raise source.refuse(f"there are NUL bytes in it: {AGAIN}", number)
        try:
            yield raw.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            raise source.refuse("this is not UTF-8: save it as CSV UTF-8", number) from None


def value(source, line, name, text, kind):
    """Return a cell's value; kinds are whole (never empty), maybe (a whole number or nothing), decimal and text."""
    if kind == "text" or (not text and kind != "whole"):
        return text or None
    if not text:
        raise source.refuse(f"{name} is empty (is the record broken over two lines?): mend it, or {AGAIN}", line)
    number = float(text) if _NUMBER.fullmatch(text) else None
    if number is None or (kind != "decimal" and not (number.is_integer() and abs(number) < 2**53)):
        what = "number" if kind == "decimal" else "whole number"
        raise source.refuse(f"{name} is {text[:30]!r}, not a {what}: mend the line, or {AGAIN}", line)
    return number if kind == "decimal" else int(number)


def table(source, kinds, broken=None):
    """Return all records as a frame of typed columns, and the line of each; columns of no kind are text."""
    kinds = {name: kinds.get(name, "text") for name in source.columns}
    rows, lines = [], []
    for line, cells in records(source, broken):
        try:
            pairs = zip(kinds.items(), cells, strict=True)
            rows.append([value(source, line, name, text, kind) for (name, kind), text in pairs])
        except ValueError as error:
            if broken is None:
                raise
            broken.append((line, str(error).partition(": ")[2].rpartition(":")[0]))
        else:
            lines.append(line)
    if not rows:
        raise source.refuse(f"there are no records, only the header: {AGAIN}")
    frame = pd.DataFrame(rows, columns=source.columns, dtype=object)
    return frame.astype({name: DTYPES[kind] for name, kind in kinds.items()}), lines


def refuse_first(source, frame, faults, lines):
    """Raise for the first line that a (rows, reason) of `faults` holds for; {names} in a reason stand for the cells."""
    found = [(int(pd.Series(bad).to_numpy(bool, na_value=False).argmax()), why) for bad, why in faults if bad.any()]
    if found:
        row, why = min(found, key=lambda fault: fault[0])
        raise source.refuse(f"{why.format_map(frame.iloc[row])}: {AGAIN}", lines[row])


def one_release(source, frame, lines, version):
    """Return the rows of a release, and their lines; a file that holds several without a choice is refused."""
    if "version" not in frame:
        if version is not None:
            raise source.refuse("there is no column 'version', so that no release can be chosen")
        return frame, lines
    held = sorted(frame["version"].dropna().unique())
    if version is not None and str(version) not in held:
        raise source.refuse(f"there is no release {version} in it, only {', '.join(held)}")
    if version is None and len(held) > 1:
        raise source.refuse(
            f"the releases {', '.join(held)} stand one below the other: choose one, version={held[-1]!r}"
        )
    rows = frame["version"] == str(version) if version is not None else pd.Series(True, frame.index)
    return frame[rows].reset_index(drop=True), [line for line, kept in zip(lines, rows, strict=True) if kept]


def refuse_twice(source, frame, lines, key):
    """Raise where the columns `key` do not tell one record from another."""
    again = frame.duplicated(key)
    if again.any():
        row = int(again.to_numpy().argmax())
        what = ", ".join(f"{name} {frame[name].iloc[row]}" for name in key)
        first = lines[int((frame[key] == frame[key].iloc[row]).all(axis=1).to_numpy().argmax())]
        raise source.refuse(f"{what} was already in line {first}: the file holds records twice, {AGAIN}", lines[row])


def lost_accents(frame, lines):
    """Return a note on cells in which a program has replaced letters, if there are any."""
    marked = pd.DataFrame(
        {name: frame[name].str.contains(_LOST, na=False) for name in frame if frame[name].dtype == "string"}
    )
    if not marked.to_numpy().any():
        return []
    first = lines[int(marked.any(axis=1).to_numpy().argmax())]
    return [f"{int(marked.to_numpy().sum())} cells show letters lost by a program, first in line {first}"]
