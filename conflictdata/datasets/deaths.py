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
    ValueError, TypeError
        If the frame lacks a column, or holds text or decimals where whole numbers belong; if it is no such frame.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = {"year": [1992, 1992], "dyad_new_id": [833, 833], "best": [2, 3], "low": [2, 1], "high": [4, 3]}
    >>> deaths_by_year(pd.DataFrame(rows)).to_dict("records")
    [{'year': 1992, 'dyad_id': 833, 'best': 5, 'low': 3, 'high': 7, 'events': 2}]
    """
    rows = nw.from_native(frame)
    names = _columns(rows.collect_schema(), by)
    counts = [name for name in _ESTIMATES if name in names]
    keys = [name for name in names if name not in counts]
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
    """Return {name: column of the frame} for year, id and estimates; all of them have to be whole numbers."""
    ids, estimates = RULES["ids"], RULES["estimates"]
    if by not in (None, *ids):
        raise ValueError(f"deaths are added up by 'dyad', 'conflict', 'country' or None, not by {by!r}")
    counts = next((counts for counts in estimates if counts["best"] in schema), estimates[0])
    keys = [column for column in ids.get(by, []) if column in schema] or ids.get(by, [])
    names = {"year": "year"} | {key.replace("_new", ""): key for key in keys[:1]} | counts
    for column in names.values():
        kind = schema.get(column)
        if not kind or not kind.is_integer():
            why = f"{kind}, not whole numbers: read it as Int64, which may be missing" if kind else "missing"
            raise ValueError(f"the column {column} is {why}")
    return names


def coverage(yearly, source, first=None, release=None):
    """Return a row for every year that a source covers, with what a year without a number means: never 0.

    Parameters
    ----------
    yearly : pandas.DataFrame
        What `deaths_by_year` gives for one id, or by None.
    source : {"ged", "brd", "acled"}
        UCDP's BRD has a row only where 25 people or more were reported killed; the others where events are recorded.
    first : int, optional
        The first year shown. By default 1989, UCDP's first; ACLED begins in another year in each country, and without
        it this is the year of the first row.
    release : str, optional
        Of UCDP, such as "26.1", which covers the years to 2025. Without it the last year is that of the last row.

    Returns
    -------
    pandas.DataFrame
        `year`; `best`, `low`, `high` (people), `events` (rows); `coverage`: "counted", "below_threshold" (under 25,
        perhaps none) or "not_stated" (no number for the year).

    Raises
    ------
    ValueError
        If a year has two rows, if there is none, or if rows or years lie outside those that the source covers.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"year": [1992, 1994], "best": 30, "low": 30, "high": 40, "events": 1})
    >>> coverage(rows, "brd", first=1992)["coverage"].tolist()
    ['counted', 'below_threshold', 'counted']
    """
    if source not in _WITHOUT_ROW:
        raise ValueError(f"source is one of 'acled', 'brd' and 'ged', not {source!r}")
    years = yearly[["year", *_ESTIMATES, "events"]].astype("Int64").set_index("year")
    if years.empty or years.index.has_duplicates:
        raise ValueError("one row a year is needed: select those of one dyad, conflict or country first")
    oldest, newest = int(years.index.min()), int(years.index.max())
    if release and not re.fullmatch(r"\d\d\.1", str(release)):
        raise ValueError(f"release {release!r} is none of UCDP's yearly releases, which are named such as '26.1'")
    start, end = RULES[f"read_{source}"]["first"], 1999 + int(str(release)[:2]) if release else newest
    first = first or (oldest if source == "acled" else start)
    if min(first, oldest) < start or newest > end or first > end:
        why = f"but first={first}, and the rows are of {oldest} to {newest}"
        raise ValueError(f"{source} covers {start} to {end} here, {why}")
    frame = years.reindex(pd.RangeIndex(first, end + 1, name="year")).reset_index()
    frame["coverage"] = "counted"
    frame.loc[frame["best"].isna(), "coverage"] = "not_stated"
    frame.loc[frame["events"].isna(), "coverage"] = _WITHOUT_ROW[source]
    return frame
