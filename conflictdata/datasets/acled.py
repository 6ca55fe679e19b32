"""A user's own export of ACLED, the Armed Conflict Location & Event Data, and files of what was read."""

import io
from datetime import date
from pathlib import Path

from ..files import write_whole
from . import files, records
from .dating import as_days
from .files import DatasetError
from .years import ACLED_START

NEEDED = {"event_id_cnty", "event_date", "year", "event_type", "country", "fatalities"}
COLUMNS = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip
KINDS = (
    dict.fromkeys(["year", "fatalities"], "whole")
    | dict.fromkeys(["time_precision", "iso", "geo_precision", "timestamp"], "maybe")
    | dict.fromkeys(["population_1km", "population_2km", "population_5km", "population_best"], "maybe")
    | dict.fromkeys(["latitude", "longitude"], "decimal")
)
OWN = {"event_id_cnty", "sub_event_type", "disorder_type", "assoc_actor_1", "interaction"}  # columns of nobody else
FIRST = 1997
MOST = 10_000_000


def read_acled(path, accessed=None, filters=None):
    """Return the events of an ACLED export that you made with your own account.

    Parameters
    ----------
    path : str or pathlib.Path
        The csv, or the zip with it.
    accessed : str or datetime.date
        The day of the export, as "2026-11-24". ACLED asks for it in the attribution, and its rows are revised later.
    filters : str, optional
        What you chose in the export, in words; without it, the countries and years in the file.

    Returns
    -------
    pandas.DataFrame
        ACLED's 31 columns (35 with the population ones). `event_date`: datetime64[s]; `year`, `fatalities` (people;
        one number, ACLED gives no range): int64; other numbers Int64 or float64; `inter1`, `inter2`, `interaction`
        are string, codes in older exports and words in newer ones. ``attrs["attribution"]`` is to stand on every
        figure, ``attrs["notes"]`` says what to mind, ``attrs["absent"]`` lists columns that the export lacks.

    Raises
    ------
    DatasetError
        If `accessed` is missing, or the file is no ACLED export, is damaged, holds an event twice, a number that cannot
        be or dates whose order cannot be told. The sentence names file, line and reason.

    Notes
    -----
    ACLED starts in 2018 for Armenia, Azerbaijan and all states of the CSTO: earlier years are not covered, not zero.
    Its terms forbid handing on its rows: `export` refuses them; charts and sums carry the attribution. Raleigh, Kishi
    and Linke (2023), Humanities and Social Sciences Communications 10.

    Examples
    --------
    >>> read_acled("export.csv")
    Traceback (most recent call last):
    conflictdata.datasets.files.DatasetError: export.csv: say on which day you made the export, as accessed="2026-11-24"
    """
    day = _accessed(path, accessed)
    with files.opened(path, NEEDED) as source:
        frame, lines = records.table(source, KINDS)
        as_days(source, frame, lines, ["event_date"])
        records.refuse_first(source, frame, _faults(frame), lines)
        records.refuse_twice(source, frame, lines, ["event_id_cnty"])
    countries = sorted(frame["country"].dropna().unique())
    places = ", ".join(countries) if len(countries) <= 5 else f"{len(countries)} countries"
    filters = filters or f"{places}, {frame['year'].min()}–{frame['year'].max()}"
    starts = [f"{ACLED_START[country]} for {country}" for country in countries if country in ACLED_START]
    notes = [f"ACLED starts in {', '.join(starts)}: earlier years are not covered, not zero"] if starts else []
    frame.attrs = {
        "source": "ACLED",
        "attribution": f"Armed Conflict Location & Event Data (ACLED), acleddata.com, accessed {day}, {filters}",
        "absent": [name for name in COLUMNS if name not in frame],
        "notes": notes + records.lost_accents(frame, lines),
    }
    return frame


def _accessed(path, accessed):
    name = Path(path).name
    if accessed is None:
        raise DatasetError(f'{name}: say on which day you made the export, as accessed="2026-11-24"')
    try:
        day = date.fromisoformat(str(accessed)[:10])
    except ValueError:
        raise DatasetError(f"{name}: accessed={accessed!r} is not a day such as 2026-11-24") from None
    if day > date.today():
        raise DatasetError(f"{name}: accessed={accessed!r} is still to come")
    return day


def _faults(frame):
    yield frame["event_date"].isna(), "event_date is empty"
    yield frame["event_id_cnty"].isna(), "event_id_cnty is empty"
    yield ~frame["year"].between(FIRST, date.today().year), f"the year is {{year}}, before {FIRST} or still to come"
    yield frame["year"] != frame["event_date"].dt.year, "the year is {year}, event_date {event_date:%Y-%m-%d}"
    yield ~frame["fatalities"].between(0, MOST), f"fatalities is {{fatalities}}, not between 0 and {MOST}"
    for name in ("time_precision", "geo_precision"):
        if name in frame:
            yield ~frame[name].between(1, 3).fillna(True), f"{name} is {{{name}}}, not 1, 2 or 3"


def export(frame, path):
    """Write a frame of UCDP rows, or of sums, as csv or Parquet; the file is whole or not there.

    Parameters
    ----------
    frame : pandas.DataFrame
        From `read_ged`, `read_brd`, `read_acd`, or sums of `deaths_by_year`. Rows of ACLED are refused, because its
        terms forbid handing them on; sums of them (with the column `events`) get a column `attribution`.
    path : str or pathlib.Path
        Ends in .csv or .parquet. A file of this name is replaced.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    DatasetError
        If the rows are ACLED's, or the ending is another.

    Examples
    --------
    >>> import pandas as pd
    >>> export(pd.DataFrame({"event_id_cnty": ["AZE1"], "fatalities": [0]}), "events.csv")
    Traceback (most recent call last):
    conflictdata.datasets.files.DatasetError: these are rows of ACLED, whose terms forbid handing on: export sums
    """
    path = Path(path)
    ours = frame.attrs.get("source") == "ACLED" and "events" not in frame
    if ours or OWN & set(frame):
        raise DatasetError("these are rows of ACLED, whose terms forbid handing on: export sums")
    if "attribution" in frame.attrs:
        frame = frame.assign(attribution=frame.attrs["attribution"])
    if path.suffix == ".csv":
        data = frame.to_csv(index=False, lineterminator="\n").encode()
    elif path.suffix == ".parquet":
        try:
            import pyarrow  # noqa: F401
        except ImportError:
            raise DatasetError("Parquet needs pyarrow: pip install 'conflictdata[datasets]'") from None
        buffer = io.BytesIO()
        frame.to_parquet(buffer, index=False)
        data = buffer.getvalue()
    else:
        raise DatasetError(f"{path.name}: the name has to end in .csv or .parquet")
    write_whole(path, data)
    return path
