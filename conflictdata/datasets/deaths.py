"""Deaths per year from a frame of events or of conflict-years, and what a year without a number means."""

import re

import narwhals as nw
import pandas as pd

from .shapes import RULES

_ESTIMATES = ["best", "low", "high"]
_WITHOUT_ROW = {"ged": "not_stated", "brd": "below_threshold", "acled": "not_stated"}


def deaths_by_year(frame, by="dyad"):
    """Add up people reported killed per year and dyad, conflict or country, on the frame's own engine.

    Parameters
    ----------
    frame : frame of pandas, PyArrow, Polars, DuckDB, Dask or Spark
        Rows of one release of UCDP GED or BRD, or of an ACLED export, whose ids, years and counts are whole numbers.
        All are added, of whatever kind: select before by `type_of_violence`, or by `active_year`.
    by : {"dyad", "conflict", "country", None}
        None adds all rows of a year together.

    Returns
    -------
    The same kind of frame; lazy ones are not computed
        `year`, the id (`dyad_id`, `conflict_id`, `country_id`, or `iso` of ACLED), `best`, `low`, `high` (people) and
        `events` (rows), sorted by year and id, 64-bit integers. An estimate that one of its rows lacks is missing, as
        `low` and `high` of ACLED are. A year without rows has no row: see `coverage`.

    Raises
    ------
    ValueError
        If it is no such frame, lacks a column, or holds text or decimals where whole numbers belong.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"year": [1992, 1992], "dyad_new_id": [833, 833], "best": [2, 3], "low": [2, 1], "high": [4, 3]}
    >>> deaths_by_year(pd.DataFrame(rows)).to_dict("records")
    [{'year': 1992, 'dyad_id': 833, 'best': 5, 'low': 3, 'high': 7, 'events': 2}]
    """
    try:
        rows = nw.from_native(frame)
    except TypeError:
        raise ValueError(f"a frame of rows is needed, such as read_ged returns, not a {type(frame).__name__}") from None
    ids, counts = _columns(rows.collect_schema(), by)
    keys, names = ["year", *ids], {"year": "year"} | ids | counts
    groups = rows.select(nw.col(column).alias(name) for name, column in names.items()).group_by(keys)
    known = [nw.col(name).count().alias(f"known_{name}") for name in counts]
    sums = groups.agg(*[nw.col(name).sum() for name in counts], *known, nw.len().alias("events"))
    estimates = []
    for name in _ESTIMATES:  # missing unless every row has a number
        complete = nw.col(f"known_{name}") == nw.col("events") if name in counts else nw.col("events") < 0
        total = nw.col(name if name in counts else "best").cast(nw.Int64)
        estimates.append(nw.when(complete).then(total).alias(name))
    *typed, events = [nw.col(name).cast(nw.Int64) for name in [*keys, "events"]]
    years = sums.select(*typed, *estimates, events).sort(keys)
    native = years.to_native()
    if years.implementation.is_pandas_like() or years.implementation.is_dask():  # whose missing ones make decimals
        decimals = {name: "Int64" for name, kind in native.dtypes.items() if kind == "float64"}
        native = native.astype(decimals).reset_index(drop=True)
        if getattr(frame, "attrs", {}):  # Dask has none
            native.attrs.update(frame.attrs)
    return native


def _columns(schema, by):
    """Return which column of a frame each name stands for: the id, and the estimates."""
    estimates, ids = RULES["estimates"], RULES["ids"]
    if by not in (None, *ids):
        raise ValueError(f"deaths are added up by 'dyad', 'conflict', 'country' or None, not by {by!r}")
    counts = next((counts for counts in estimates.values() if {*counts.values()} <= {*schema}), None)
    if counts is None or "year" not in schema:
        needs = "; ".join(f"{', '.join(columns.values())} ({source})" for source, columns in estimates.items())
        raise ValueError(f"the frame needs year and one of {needs}; it has {', '.join(schema) or 'no column'}")
    chosen = [(name, column) for column, name in ids.get(by, {}).items() if column in schema][:1]
    if by is not None and not chosen:
        raise ValueError(f"the frame has no {' or '.join(ids[by])}: deaths cannot be added up by {by}")
    for column in ["year", *dict(chosen).values(), *counts.values()]:
        if not schema[column].is_integer():
            kind = f"{schema[column]}, not whole numbers"
            raise ValueError(f"the column {column} is {kind}: read it as Int64, which may be missing")
    return dict(chosen), counts


def coverage(yearly, source, first=None, last=None, release=None):
    """Return a row for every year from `first` to `last`, with what a year without a number means: never 0.

    Parameters
    ----------
    yearly : pandas.DataFrame
        What `deaths_by_year` gives for one id, or by None.
    source : {"ged", "brd", "acled"}
        UCDP's BRD has a row only where 25 people or more were reported killed; the others where events are recorded.
    first, last : int, optional
        By default 1989, UCDP's first year, and the last one that `release` covers; for ACLED, which begins in another
        year in each country (`read_acled` notes it), and without a release, those of the first and the last row.
    release : str, optional
        Of UCDP, such as "26.1": it covers the years 1989 to 2025.

    Returns
    -------
    pandas.DataFrame
        `year`; `best`, `low`, `high` (people), `events` (rows); `coverage`: "counted", "below_threshold" (under 25,
        perhaps none), "not_stated" (no number for the year), "not_covered"; `counted_from`, always missing.

    Raises
    ------
    ValueError
        If a year has two rows, if there is none, or if it is not known which years the source covers.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"year": [1992, 1994], "best": 30, "low": 30, "high": 40, "events": 1})
    >>> coverage(rows, "brd", first=1992)["coverage"].tolist()
    ['counted', 'below_threshold', 'counted']
    """
    if source not in [*_WITHOUT_ROW]:
        raise ValueError(f"source is one of 'acled', 'brd' and 'ged', not {source!r}")
    names = ["year", *_ESTIMATES, "events"]
    if not isinstance(yearly, pd.DataFrame) or yearly.empty or not {*names} <= {*yearly}:
        raise ValueError(f"a pandas.DataFrame of years with {', '.join(names)} is needed: see deaths_by_year")
    if (twice := yearly["year"].duplicated()).any():
        year = yearly["year"][twice].iloc[0]
        raise ValueError(f"the year {year} has two rows: select those of one dyad, conflict or country first")
    known = re.fullmatch(r"(\d\d)\.1", str(release)) if source != "acled" else None
    if release is not None and not known:
        raise ValueError(f"release {release!r} is none of UCDP's yearly releases, which are named such as '26.1'")
    years = yearly[names].astype("Int64").set_index("year")
    oldest, newest = int(years.index.min()), int(years.index.max())
    start = min(oldest, first or oldest) if source == "acled" else RULES[f"read_{source}"]["first"]
    end = 1999 + int(known[1]) if known else newest
    if oldest < start or newest > end:
        raise ValueError(f"the frame has rows of {oldest} to {newest}, but {source} covers {start} to {end} here")
    first, last = int(first or start), int(last or end)
    if first > last or (last > end and not known):
        raise ValueError(f"years run up, not {first} to {last}; without a release {end} is the last known")
    frame = years.reindex(pd.RangeIndex(first, last + 1, name="year")).reset_index()
    frame["coverage"] = frame["year"].between(start, end).map({True: _WITHOUT_ROW[source], False: "not_covered"})
    frame.loc[frame["events"].notna(), "coverage"] = "not_stated"
    frame.loc[frame["best"].notna(), "coverage"] = "counted"
    return frame.assign(counted_from=pd.Series(pd.NA, frame.index, dtype="string"))
