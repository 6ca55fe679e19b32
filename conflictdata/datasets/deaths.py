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
    frame : pandas.DataFrame, pyarrow.Table, polars.DataFrame or LazyFrame, duckdb relation, dask or pyspark DataFrame
        Rows of one release of UCDP GED or BRD, or of an ACLED export, whose ids, years and counts are whole numbers.
        All are added, of whatever kind: select before by `type_of_violence`, or by `active_year`.
    by : {"dyad", "conflict", "country", None}
        None adds all rows of a year together.

    Returns
    -------
    The same kind of frame; lazy ones (LazyFrame, duckdb, dask, pyspark) are not computed
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
    groups = rows.select(*[nw.col(column).alias(name) for name, column in names.items()]).group_by(keys)
    known = [nw.col(name).count().alias(f"known_{name}") for name in counts]
    sums = groups.agg(*[nw.col(name).sum() for name in counts], *known, nw.len().alias("events"))

    def whole(name):  # missing unless every row has a number
        has = nw.col(f"known_{name}") == nw.col("events") if name in counts else nw.col("events") < 0
        return nw.when(has).then(nw.col(name if name in counts else "best").cast(nw.Int64)).alias(name)

    *typed, events = [nw.col(name).cast(nw.Int64) for name in [*keys, "events"]]
    years = sums.select(*typed, *map(whole, _ESTIMATES), events).sort(keys)
    native = years.to_native()
    if years.implementation.is_pandas_like() or years.implementation.is_dask():
        decimals = {
            name: "Int64" for name, kind in native.dtypes.items() if kind == "float64"
        }  # made so by missing ones
        native = native.astype(decimals).reset_index(drop=True)
        if getattr(frame, "attrs", {}):
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
    found = [{name: column} for column, name in ids.get(by, {}).items() if column in schema]
    if by is not None and not found:
        raise ValueError(f"the frame has no {' or '.join(ids[by])}: deaths cannot be added up by {by}")
    chosen = found[0] if found else {}
    for column in ["year", *chosen.values(), *counts.values()]:
        if not schema[column].is_integer():
            kind = f"{schema[column]}, not whole numbers"
            raise ValueError(f"the column {column} is {kind}: read it as Int64, which may be missing")
    return chosen, counts


def coverage(yearly, source, first=None, last=None, country=None, release=None):
    """Return a row for every year from `first` to `last`, with what a year without a number means: never 0.

    Parameters
    ----------
    yearly : pandas.DataFrame
        What `deaths_by_year` gives for one id, or by None.
    source : {"ged", "brd", "acled"}
        UCDP's BRD has a row only where 25 people or more were reported killed; the others where events are recorded.
    first, last : int, optional
        By default from the dataset's first year to the last year that `release` covers, without one to the last row.
    country : str, optional
        For ACLED: Armenia, Azerbaijan, Belarus, Kazakhstan, Kyrgyzstan, Russia or Tajikistan, all covered from 2018.
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
    if not isinstance(yearly, pd.DataFrame):
        raise ValueError(f"a pandas.DataFrame of years is needed, not a {type(yearly).__name__}")
    lacking = [name for name in ["year", *_ESTIMATES, "events"] if name not in yearly] or ["any row"][: yearly.empty]
    if lacking:
        raise ValueError(f"the frame of years lacks {', '.join(lacking)}: give what deaths_by_year returns")
    for year in yearly["year"][yearly["year"].duplicated()]:
        raise ValueError(f"the year {year} has two rows: select those of one dyad, conflict or country first")
    years = yearly.set_index("year")[[*_ESTIMATES, "events"]].astype("Int64")
    start, end = _span(source, country, release, years.index)
    first, last = first or start, last or end or int(years.index.max())
    if first > last:
        raise ValueError(f"first is {first} and last {last}: years run from first to last")
    if end is None and last > years.index.max():
        raise ValueError(f"it is not known whether {source} covers {last}: the last row is of {years.index.max()}")
    frame = years.reindex(pd.RangeIndex(first, last + 1, name="year")).reset_index()
    frame["coverage"] = _WITHOUT_ROW[source]
    frame.loc[(frame["year"] < start) | (frame["year"] > (end or last)), "coverage"] = "not_covered"
    frame.loc[frame["events"].notna(), "coverage"] = "not_stated"
    frame.loc[frame["best"].notna(), "coverage"] = "counted"
    return frame.assign(counted_from=pd.Series(pd.NA, frame.index, dtype="string"))


def _span(source, country, release, years):
    """Return the first and the last year that a source covers; the last is None where that is not known."""
    if source not in [*_WITHOUT_ROW]:
        raise ValueError(f"source is one of 'acled', 'brd' and 'ged', not {source!r}")
    starts = RULES["starts"]["ACLED"] if source == "acled" else {country: RULES["starts"]["UCDP"]}
    if country not in starts:
        known = f"country is one of {', '.join(starts)}"
        raise ValueError(f"the first year of ACLED for {country!r} is not known here: {known}")
    found = re.fullmatch(r"(\d\d)\.1", str(release))
    if release is not None and (source == "acled" or not found):
        raise ValueError(f"release {release!r} is none of UCDP's yearly releases, which are named such as '26.1'")
    start, end = starts[country], 1999 + int(found[1]) if found else None
    if years.min() < start or (end and years.max() > end):
        held, covered = f"{years.min()} to {years.max()}", f"{start} to {end or 'the last row'}"
        raise ValueError(
            f"the frame has rows of {held}, but {source} covers {covered} here: another source or release?"
        )
    return start, end
