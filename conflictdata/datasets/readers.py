"""The readers of the field's files. What is checked after the cells are typed stands in the tables of `shapes`."""

from datetime import date
from operator import index
from pathlib import Path

import pandas as pd

from . import shapes
from .cells import typed
from .deaths import ACLED_START
from .opening import DatasetError, read_text

_LOST = "\ufffd|\u00c3[\u0080-\u00bf]|\\w\\?\\w"  # what programs leave where an accent was


def read_ged(path, columns=None, conflict=None, dyad=None):
    """Return UCDP's events, one row each, from a file of the Georeferenced Event Dataset (GED).

    Parameters
    ----------
    path : str or pathlib.Path
        The csv, or the zip with the one csv in it, which is read as a stream.
    columns : list of str, optional
        Columns of the file, by UCDP's names; fewer are faster. Without it, 26 of the 49.
    conflict, dyad : int, optional
        UCDP's number, such as 388 and 833; never a name, because names change between releases.

    Returns
    -------
    pandas.DataFrame
        Deaths are people, int64: `best` is the sum of `deaths_a`, `deaths_b`, `deaths_civilians`, `deaths_unknown`,
        between UCDP's bounds `low` and `high`. `date_start`, `date_end`: datetime64[s]; other numbers int64, Int64 or
        float64 (degrees); lists such as `gwnoa` are string. ``attrs["absent"]`` lists columns of the default that this
        release lacks, ``attrs["notes"]`` what is odd but published so.

    Raises
    ------
    DatasetError
        If the file cannot be read rightly (docs/datasets.md), or has no such column, conflict or dyad.

    Notes
    -----
    Sundberg and Melander (2013), Journal of Peace Research 50(4). The Government of Armenia is never `side_a` or
    `side_b` of conflict 388: only the yearly files name it, in `side_b_2nd` (`read_brd`, `read_acd`).

    Examples
    --------
    >>> read_ged("no_such_file.csv")
    Traceback (most recent call last):
    conflictdata.datasets.opening.DatasetError: no_such_file.csv: the file cannot be read (No such file or directory)
    """
    ids = ("conflict_new_id", "dyad_new_id")
    if isinstance(columns, str) or (columns is not None and not list(columns)):
        raise DatasetError(f"columns={columns!r}: give a list of column names")
    read = None
    if columns is not None:
        columns = list(dict.fromkeys(name.strip().lower() for name in columns))
        days = ["date_start", "date_end"] if {"date_start", "date_end"} & set(columns) else []
        read = ["id", *columns, *days, *(ids if conflict is not None or dyad is not None else ())]
    frame = _load(path, shapes.GED, read or shapes.GED.columns)
    frame = _chosen(Path(path).name, frame, ids, conflict, dyad)
    return frame[columns or [name for name in shapes.GED.columns if name in frame]]


def read_brd(path, conflict=None, dyad=None, version=None):
    """Return UCDP's battle-related deaths (BRD), one row per year of a dyad or of a conflict.

    Parameters
    ----------
    path : str or pathlib.Path
        The csv of the dyadic or of the conflict file, or the zip with it; a copy saved by a spreadsheet with ``;`` too.
    conflict, dyad : int, optional
        UCDP's number, such as 388 and 833; never a name.
    version : str, optional
        The release to take, such as "24.1", from a file in which several stand one below the other.

    Returns
    -------
    pandas.DataFrame
        UCDP's columns, 25 in the dyadic file. `bd_best`, `bd_low`, `bd_high` (people), `year`, `conflict_id`: int64;
        `incompatibility`, `type_of_conflict` Int64; `dyad_id` Int64 where no cell is a list such as "411, 412"; all
        else string. ``attrs["absent"]`` lists columns that this release lacks, ``attrs["notes"]`` what to mind.

    Raises
    ------
    DatasetError
        If the file cannot be read rightly (docs/datasets.md), or has no such conflict, dyad or release.

    Notes
    -----
    `side_b_2nd` names states that send troops to side B: there stands the Government of Armenia in conflict 388. A year
    without a row had fewer than 25 deaths, perhaps none: `coverage` says so. Davies, Engström, Pettersson and Öberg
    (2024), Journal of Peace Research 61(4).

    Examples
    --------
    >>> read_brd("no_such_file.csv")
    Traceback (most recent call last):
    conflictdata.datasets.opening.DatasetError: no_such_file.csv: the file cannot be read (No such file or directory)
    """
    frame = _load(path, shapes.BRD, version=version)
    return _chosen(Path(path).name, frame, ("conflict_id", "dyad_id"), conflict, dyad)


def read_acd(path, conflict=None, version=None):
    """Return the UCDP/PRIO Armed Conflict Dataset (ACD), one row per conflict and year in which it was active.

    Parameters
    ----------
    path, conflict, version
        As `read_brd` takes them.

    Returns
    -------
    pandas.DataFrame
        UCDP's 28 columns. `start_date`, `start_date2`, `ep_end_date`: datetime64[s], the order of day and month decided
        by all of them together; `conflict_id`, `year`, `intensity_level`, `type_of_conflict`: int64; other single
        numbers Int64; lists ("651, 666") and words string. ``attrs`` as of `read_brd`.

    Raises
    ------
    DatasetError
        If the file cannot be read rightly (docs/datasets.md), or has no such conflict or release.

    Notes
    -----
    A dyad has no number in this file. Davies, Engström, Pettersson and Öberg (2024), as for `read_brd`.

    Examples
    --------
    >>> read_acd("no_such_file.csv")
    Traceback (most recent call last):
    conflictdata.datasets.opening.DatasetError: no_such_file.csv: the file cannot be read (No such file or directory)
    """
    frame = _load(path, shapes.ACD, version=version)
    return _chosen(Path(path).name, frame, ("conflict_id", "dyad_id"), conflict, None)


def read_acled(path, accessed=None, filters=None):
    """Return the events of an ACLED export that you made with your own account.

    Parameters
    ----------
    path : str or pathlib.Path
        The csv, or the zip with it.
    accessed : str or datetime.date
        The day of the export, such as "2026-11-24": ACLED asks for it in the attribution, and revises its rows.
    filters : str, optional
        What you chose in the export, in words; without it, the countries and years in the file.

    Returns
    -------
    pandas.DataFrame
        ACLED's 31 columns (35 with the population ones). `event_date`: datetime64[s]; `year`, `fatalities` (people; one
        number, ACLED gives no range): int64; other numbers Int64 or float64; `inter1`, `inter2`, `interaction` string.
        ``attrs["attribution"]`` is to stand on every figure; ``attrs["notes"]``, ``attrs["absent"]`` as of `read_brd`.

    Raises
    ------
    DatasetError
        If `accessed` is missing or no day, or the file cannot be read rightly (docs/datasets.md).

    Notes
    -----
    ACLED starts in 2018 for Armenia, Azerbaijan and all states of the CSTO: earlier years are not covered, not zero.
    `export` refuses its rows. Raleigh, Kishi and Linke (2023), Humanities and Social Sciences Communications 10.

    Examples
    --------
    >>> read_acled("export.csv")
    Traceback (most recent call last):
    conflictdata.datasets.opening.DatasetError: export.csv: give the day of the export, as accessed="2026-11-24", not None
    """
    try:
        day = date.fromisoformat(str(accessed)[:10])
    except ValueError:
        why = f'give the day of the export, as accessed="2026-11-24", not {accessed!r}'
        raise DatasetError(f"{Path(path).name}: {why}") from None
    if day > date.today():
        raise DatasetError(f"{Path(path).name}: accessed={accessed!r} is still to come")
    frame = _load(path, shapes.ACLED)
    countries = sorted(frame["country"].dropna().unique())
    places = ", ".join(countries) if len(countries) <= 5 else f"{len(countries)} countries"
    filters = filters or f"{places}, {frame['year'].min()}–{frame['year'].max()}"
    said = f"Armed Conflict Location & Event Data (ACLED), acleddata.com, accessed {day}, {filters}"
    starts = [f"{ACLED_START[country]} for {country}" for country in countries if country in ACLED_START]
    if starts:
        frame.attrs["notes"].append(f"ACLED starts in {', '.join(starts)}: earlier years are not covered, not zero")
    frame.attrs["attribution"] = said
    return frame


def _load(path, shape, columns=None, version=None):
    """Return a file's columns, typed and checked, with its attrs."""
    source = read_text(path, shape, columns)
    frame = typed(source, shape.needed)
    if "version" in shape.columns:
        frame = _release(source, frame, version)
    limits = shapes.LIMITS | {"year": (shape.first, date.today().year)}
    faults = [
        (name, lambda f, name=name: ~f[name].between(*limits[name]), f"{name} is {{{name}}}, not between {low} and {high}")
        for name, (low, high) in limits.items()
    ]
    found = [(bad.argmax(), words) for bad, words in _broken(frame, faults + shapes.FAULTS)]
    if found:
        row, words = min(found)
        raise source.refuse(f"{words.format_map(frame.iloc[row])}: mend the line", frame.index[row] + 1)
    key = [name for name in shape.key if name in frame and (frame[name].dtype != "string" or len(shape.key) == 1)]
    again = frame.duplicated(key).to_numpy()
    if again.any():
        row = frame[key].iloc[again.argmax()]
        first = frame.index[(frame[key] == row).all(axis=1).argmax()] + 1
        what = ", ".join(f"{name} {row[name]}" for name in key)
        raise source.refuse(f"{what} was already in record {first}: delete one of them", row.name + 1)
    notes = source.notes
    for bad, words in _broken(frame, shapes.ODDITIES):
        if 2 * bad.sum() > len(frame):
            raise source.refuse(f"most events have {words}: are columns mixed up?")
        notes.append(f"{bad.sum()} of {len(frame)} events have {words}")
    texts = [name for name in frame if frame[name].dtype == "string"]
    lost = {name: frame[name].str.contains(_LOST, na=False).to_numpy(bool) for name in texts}
    if number := sum(int(cells.sum()) for cells in lost.values()):
        first = frame.index[min(cells.argmax() for cells in lost.values() if cells.any())] + 1
        notes.append(f"{number} cells show letters lost by a program, first in record {first}")
    absent = [name for name in shape.columns if name not in source.columns]
    frame.attrs = {"source": shape.name, "absent": absent, "notes": notes}
    return frame.reset_index(drop=True)


def _broken(frame, rules):
    """Yield which rows break a rule, and its words, for rules about columns that are there."""
    for names, test, words in rules:
        if set(names.split()) <= set(frame):
            bad = test(frame)
            bad = (bad if bad.dtype == bool else bad.fillna(False)).to_numpy(bool)
            if bad.any():
                yield bad, words


def _release(source, frame, version):
    """Return the rows of one release; a file of several without a choice is refused."""
    if "version" not in frame:
        if version is not None:
            raise source.refuse("there is no column 'version', so that no release can be chosen")
        return frame
    held = sorted(frame["version"].dropna().unique())
    if version is None and len(held) > 1:
        raise source.refuse(f"the releases {', '.join(held)} stand one below the other: choose one, version={held[-1]!r}")
    if version is not None and str(version) not in held:
        raise source.refuse(f"there is no release {version} in it, only {', '.join(held)}")
    return frame if version is None else frame[frame["version"] == str(version)]


def _chosen(file, frame, columns, conflict, dyad):
    """Return the rows of a conflict, a dyad or a dyad within a conflict; `columns` are the ids of both."""
    for word, column, number in [("conflict", columns[0], conflict), ("dyad", columns[1], dyad)]:
        if number is None:
            continue
        if isinstance(number, str) or not hasattr(number, "__index__"):
            why = "names change between releases, and Armenia's government is in side_b_2nd of conflict 388, on no side"
            raise DatasetError(f"{file}: {word}={number!r} is not UCDP's whole number of a {word}: {why}")
        if column not in frame:
            raise DatasetError(f"{file}: there are no {word}s in it (no column {column}): {word}={number} finds nothing")
        ids = frame[column].astype("string").str.findall(r"\d+")  # a cell may be a list such as 411, 412
        rows = [str(index(number)) in cell for cell in ids]
        if not any(rows):
            near = sorted({int(each) for cell in ids for each in cell}, key=lambda each: abs(each - number))[:3]
            near = ", ".join(map(str, sorted(near)))
            raise DatasetError(f"{file}: there is no {word} {number} there; the numbers nearest to it are {near}")
        attrs, frame = frame.attrs, frame[rows].reset_index(drop=True)
        frame.attrs = attrs
    return frame
