"""UCDP's events, the Georeferenced Event Dataset (GED), from the release's csv or zip."""

from datetime import date
from itertools import islice
from pathlib import Path

import numpy as np
import pandas as pd

from . import counting, files, records
from .cache import kept
from .records import AGAIN, MIDNIGHT
from .selecting import chosen

DEFAULT = [
    "id", "year", "active_year", "code_status", "type_of_violence", "conflict_new_id", "conflict_name", "dyad_new_id",
    "dyad_name", "side_a", "side_b", "where_prec", "latitude", "longitude", "country", "country_id", "date_prec",
    "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
]  # fmt: skip
PARTS = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]
WHOLE = {"id", "year", "type_of_violence", "conflict_new_id", "dyad_new_id", *PARTS, "best", "high", "low"}
MAYBE = {
    "active_year", "side_a_new_id", "side_b_new_id", "number_of_sources", "where_prec", "priogrid_gid", "country_id",
    "event_clarity", "date_prec",
}  # fmt: skip
DECIMAL = {"latitude", "longitude"}
DATES = ["date_start", "date_end"]
IDS = ("conflict_new_id", "dyad_new_id")
FIRST = 1989  # UCDP's events begin
MOST = 10_000_000  # people killed in one event: more is a damaged number


def read_ged(path, columns=None, conflict=None, dyad=None, cache=True):
    """Return UCDP's events, one row each, from a file of the Georeferenced Event Dataset (GED).

    Parameters
    ----------
    path : str or pathlib.Path
        The csv file, or the zip with the one csv file in it, which is read as a stream.
    columns : list of str, optional
        Columns of the file, by UCDP's names. Fewer are faster. Without it, 26 of the 49: what, when, where, who, how
        many.
    conflict, dyad : int, optional
        UCDP's number, for the rows of one conflict or dyad: 388 and 833 for Azerbaijan and Nagorno-Karabakh. Names are
        refused: they change between releases, and the Government of Armenia is never `side_a` or `side_b` of 388. It
        is the secondary party, which only the yearly files name, in `side_b_2nd` (`read_brd`, `read_acd`).
    cache : bool
        Keep the columns that were read as Parquet while the file is unchanged, where pyarrow is installed.

    Returns
    -------
    pandas.DataFrame
        The columns asked for. Deaths are people, int64: `best` is the sum of `deaths_a`, `deaths_b`, `deaths_civilians`
        and `deaths_unknown`; `low` and `high` are UCDP's bounds. `date_start`, `date_end`: datetime64[s]. Lists such as
        `gwnoa` are string, other numbers Int64 or float64 (degrees). ``attrs["absent"]`` lists columns of the default
        that this release lacks, ``attrs["notes"]`` what is odd but published so, such as events with low above best.

    Raises
    ------
    DatasetError
        If the file is not GED, is damaged or cut, holds a record that is too short or too long, an event twice, a
        number or date that cannot be, bounds out of order in most events, or no row of the conflict or dyad. The
        sentence names file, line and reason.

    Notes
    -----
    Sundberg and Melander (2013), Journal of Peace Research 50(4); variables as in the GED codebook. A year without
    events is not a year without deaths: `conflictdata.datasets.coverage` gives the reason.

    Examples
    --------
    >>> read_ged("no_such_file.csv")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    conflictdata.datasets.files.DatasetError: no_such_file.csv: there is no such file in ...
    """
    if isinstance(columns, str) or (columns is not None and not list(columns)):
        raise files.DatasetError(f"columns={columns!r}: give a list of column names")
    wanted = None if columns is None else list(dict.fromkeys(columns))
    ids = [name for name, number in zip(IDS, (conflict, dyad), strict=True) if number is not None]
    read = wanted and list(dict.fromkeys([*wanted, *(IDS if ids else ())]))
    frame = kept(path, read, lambda: _load(path, read)) if cache else _load(path, read)
    frame = frame.astype({name: "datetime64[s]" for name in DATES if name in frame})  # Parquet has no seconds
    frame = chosen(Path(path).name, frame, conflict, dyad, IDS)
    odd = [(int(rows.sum()), words) for rows, words in _oddities(frame)]
    notes = [f"{rows} of {len(frame)} events have {words}" for rows, words in odd if rows]
    absent = [name for name in DEFAULT if name not in frame] if wanted is None else []
    frame = frame if wanted is None else frame[wanted]
    frame.attrs = {"source": "UCDP GED", "absent": absent, "notes": notes}
    return frame


def _load(path, columns):
    """Read the columns of all events, checked."""
    with files.opened(path, WHOLE) as source:
        columns = columns or [name for name in DEFAULT if name in source.columns]
        unknown = [name for name in columns if name not in source.columns]
        if unknown:
            raise source.refuse(f"there is no column {', '.join(map(repr, unknown))}", 1)
        named = list(dict.fromkeys([*columns, "id"]))
        frame, doubt = _fast(source, named)
        if doubt:
            _explain(source, named, frame, doubt)
        if frame.empty:
            raise source.refuse(f"there are no events, only the header: {AGAIN}")
        for rows, words in _oddities(frame):
            if 2 * rows.sum() > len(frame):
                raise source.refuse(f"most events have {words}, so that columns must be mixed up: {AGAIN}")
        return frame[columns]


def _fast(source, named):
    """Read with pandas: the frame, and what makes one doubt it (None: nothing)."""
    counted = counting.Counted(source)
    try:
        with np.errstate(invalid="ignore"):  # "inf" among whole numbers is refused below
            frame = pd.read_csv(
                counted,
                sep=source.separator,
                header=0,
                names=source.columns,
                index_col=False,
                usecols=named,
                dtype={name: records.DTYPES[_kind(name)] for name in named},
                keep_default_na=False,
                na_values=[""],
                na_filter=any(_kind(name) != "whole" for name in named),
            )
        for name in DATES:
            if name in named:
                days = frame[name].str.replace(MIDNIGHT.pattern, "", regex=True)
                frame[name] = pd.to_datetime(days, format="%Y-%m-%d").astype("datetime64[s]")
    except (ValueError, OverflowError, TypeError) as error:
        return None, f"{type(error).__name__}: {str(error).splitlines()[0]}"
    if counted.separators != (len(source.columns) - 1) * (len(frame) + 1):
        return frame, "records of different lengths"
    if counted.nul or counted.last != b"\n":
        return frame, "NUL bytes, or no end of the last line"
    if not _distinct(frame["id"].to_numpy()):
        return frame, "the same id twice"
    return frame, next((why for bad, why in _faults(frame) if bad.any()), None)


def _distinct(ids):
    """Say whether no id is there twice; UCDP's are small enough to tick off, which is ten times faster than hashing."""
    if not ids.size or ids.min() < 0 or ids.max() > 100 * ids.size + 10_000_000:
        return pd.Index(ids).is_unique
    ticked = np.zeros(ids.max() + 1, bool)
    ticked[ids] = True
    return np.count_nonzero(ticked) == ids.size


def _kind(name):
    return "whole" if name in WHOLE else "maybe" if name in MAYBE else "decimal" if name in DECIMAL else "text"


def _faults(frame):
    """Yield what no event can be: the rows, and why."""
    limits = {"year": (FIRST, date.today().year), "type_of_violence": (1, 3)}
    for name in [name for name in frame if name in WHOLE - {*IDS, "id"}]:
        low, high = limits.get(name, (0, MOST))
        numbers = frame[name].to_numpy()
        yield (numbers < low) | (numbers > high), f"{name} is {{{name}}}, not between {low} and {high}"
    for name in [name for name in DATES if name in frame]:
        yield frame[name].isna(), f"{name} is empty"


def _oddities(frame):
    """Yield what a few events of a real release are, but most only where columns were mixed up: the rows, and words."""
    has = {name: frame[name].to_numpy() for name in frame if name in {*PARTS, "best", "low", "high", "year", *DATES}}
    if {"low", "best", "high"} <= set(has):
        yield (has["low"] > has["best"]) | (has["best"] > has["high"]), "low above best, or best above high"
    if {*PARTS, "best"} <= set(has):
        yield sum(has[name] for name in PARTS) != has["best"], "a best that is not the sum of the columns of deaths"
    if {"year", *DATES} <= set(has):
        first, last = (frame[name].dt.year.to_numpy() for name in DATES)
        yield (first > has["year"]) | (has["year"] > last), "a year that is not that of the dates"
        yield has["date_start"] > has["date_end"], "an end before the start"


def _explain(source, named, frame, doubt):
    """Read again with the csv module and raise for the first fault; where there is none, the frame is right."""
    seen, count, events = {}, 0, records.records(source)
    while batch := list(islice(events, 5000)):
        count += len(batch)
        rows = [_typed(source, line, dict(zip(source.columns, cells, strict=True)), named) for line, cells in batch]
        lines = [line for line, _ in batch]
        for line, row in zip(lines, rows, strict=True):
            if seen.setdefault(row["id"], line) != line:
                why = (
                    f"the event {row['id']} was already in line {seen[row['id']]}: the file holds events twice, {AGAIN}"
                )
                raise source.refuse(why, line)
        typed = pd.DataFrame(rows)
        records.refuse_first(source, typed, _faults(typed), lines)
    if frame is None or count != len(frame):
        raise source.refuse(f"pandas and the csv module do not read the same ({doubt}): {AGAIN}")


def _typed(source, line, cells, named):
    row = {name: records.value(source, line, name, cells[name], _kind(name)) for name in named}
    for name in [name for name in DATES if name in named]:
        try:
            row[name] = pd.Timestamp(date.fromisoformat(MIDNIGHT.sub("", cells[name])))
        except ValueError:
            why = f"{name} is {cells[name][:30]!r}, not year-month-day (was the file saved by a spreadsheet?): {AGAIN}"
            raise source.refuse(why, line) from None
    return row
