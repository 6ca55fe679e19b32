"""The readers of the field's files. What they check once the cells are typed stands in shapes.toml."""

import re
from datetime import date

import pandas as pd

from .cells import typed
from .opening import DatasetError, read_text
from .shapes import RULES


def read_ged(path, columns=None):
    """Return UCDP's events, one row each, from a file of the Georeferenced Event Dataset (GED).

    Parameters
    ----------
    path : str or pathlib.Path
        The csv, or the zip with it, which is read as a stream.
    columns : list of str, optional
        UCDP's names; fewer are faster. Without it, 26 of the 49.

    Returns
    -------
    pandas.DataFrame
        Deaths are people, int64: `best` is the sum of `deaths_a`, `deaths_b`, `deaths_civilians`, `deaths_unknown`,
        `low` and `high` are UCDP's bounds. Days are datetime64[s], other numbers int64, Int64 or float64 (degrees),
        lists such as `gwnoa` string. ``attrs["notes"]`` says what is odd but published so, or was read past. Sundberg
        and Melander (2013), Journal of Peace Research 50(4).

    Raises
    ------
    DatasetError, KeyError
        If the file cannot be read rightly (docs/datasets.md); if it has no such column.
    """
    shown = columns or RULES["read_ged"]["columns"]
    days = ["date_start", "date_end"] if {"date_start", "date_end"} & {*shown} else []  # they are read together
    frame = _load(path, "read_ged", ["id", *shown, *days])
    return frame[[name for name in shown if columns or name in frame]]


def read_brd(path, conflict=None, dyad=None):
    """Return UCDP's battle-related deaths (BRD), one row per year of a dyad or of a conflict.

    Path, errors and attrs are those of `read_ged`. A conflict or dyad without a row is an error, too.

    Parameters
    ----------
    conflict, dyad : int, optional
        UCDP's number, such as 388 and 833; never a name, because names change between releases.

    Returns
    -------
    pandas.DataFrame
        UCDP's columns, 25 in the dyadic file. `bd_best`, `bd_low`, `bd_high` (people), `year`, `conflict_id`: int64;
        `incompatibility`, `type_of_conflict` Int64; `dyad_id` Int64 where no cell is a list such as "411, 412"; all
        else string. `side_b_2nd` names states that send troops to side B: Armenia's government in conflict 388. A year
        without a row had fewer than 25 deaths. Davies et al. (2024), Journal of Peace Research 61(4).
    """
    frame = _load(path, "read_brd")
    for column, number in {"conflict_id": conflict, "dyad_id": dyad}.items():
        if number is not None:
            frame = _chosen(frame, column, number)
    return frame


def read_acd(path):
    """Return the UCDP/PRIO Armed Conflict Dataset (ACD), one row per conflict and year in which it was active.

    Parameters, errors and attrs are those of `read_ged`, the source is that of `read_brd`.

    Returns
    -------
    pandas.DataFrame
        UCDP's 28 columns. `start_date`, `start_date2`, `ep_end_date`: datetime64[s]; `conflict_id`, `year`,
        `intensity_level`, `type_of_conflict`: int64; other single numbers Int64; lists ("651, 666") and words string.
    """
    return _load(path, "read_acd")


def read_acled(path, accessed):
    """Return the events of an ACLED export that you made with your own account; its terms forbid handing rows on.

    Parameters
    ----------
    path : str or pathlib.Path
        The csv, or the zip with it.
    accessed : str or datetime.date
        The day of the export, such as "2026-11-24": ACLED asks for it, and revises its rows later.

    Returns
    -------
    pandas.DataFrame
        ACLED's 31 columns (35 with the population ones). `event_date`: datetime64[s]; `year`, `fatalities` (people;
        one number, no range): int64; other numbers Int64 or float64. ``attrs["attribution"]`` is to stand on every
        figure; other attrs and errors as of `read_ged`. Raleigh, Kishi and Linke (2023), Humanities and Social Sciences
        Communications 10.
    """
    day = date.fromisoformat(str(accessed))
    frame = _load(path, "read_acled")
    countries = sorted(frame["country"].dropna().unique())
    places = ", ".join(countries) if len(countries) <= 5 else f"{len(countries)} countries"
    chosen = f"{places}, {frame['year'].min()}–{frame['year'].max()}"
    frame.attrs["attribution"] = f"{RULES['read_acled']['attribution']}, accessed {day}, {chosen}"
    return frame


def _load(path, reader, columns=None):
    """Return a file's columns, typed and checked, with what is to be known of them in attrs."""
    rules = RULES[reader]
    source = read_text(path, reader, columns)
    frame = typed(source, rules["needed"])
    _check(source, frame, rules)
    frame.attrs = {"source": rules["name"], "notes": source.notes}
    return frame


def _check(source, frame, rules):
    """Refuse records that cannot be, and such as were there before; note how many are odd, unless most are."""
    limits = RULES["limits"] | {"year": [rules["first"], date.today().year]}
    faults = _broken(frame, RULES["faults"])
    for name in {*limits} & {*frame}:
        low, high = limits[name]
        bad = ((frame[name] < low) | (frame[name] > high)).fillna(False)
        faults.append((bad, f"{name} is {{{name}}}, not between {low} and {high}"))
    key = [name for name in rules["key"] if name in frame]
    faults.append((frame.duplicated(key), f"{', '.join(f'{name} {{{name}}}' for name in key)} was there before"))
    for row, words in sorted((bad.argmax(), words) for bad, words in faults if bad.any())[:1]:
        raise source.refuse(f"{words.format_map(frame.loc[row])}: {RULES['cells']['mend']}", row + 1)
    for bad, words in _broken(frame, RULES["oddities"]):
        if 2 * bad.sum() > len(frame):
            raise source.refuse(f"most events have {words}: are columns mixed up?")
        if bad.any():
            source.notes.append(f"{bad.sum()} of {len(frame)} events have {words}")


def _broken(frame, rules):
    """Return which rows break each rule, and its words, for the rules whose columns are there."""
    rules = [rule for rule in rules if {*rule["columns"].split()} <= {*frame}]
    return [(frame.eval(rule["rows"], engine="python").fillna(False).astype(bool), rule["words"]) for rule in rules]


def _chosen(frame, column, number):
    """Return the rows in which a column holds UCDP's number asked for; cells may be lists such as "411, 412"."""
    cells = frame.get(column, pd.Series(pd.NA, frame.index)).astype("string")  # a release may lack it
    rows = cells.str.contains(rf"\b{re.escape(str(number))}\b", na=False)
    if not rows.any():
        some = ", ".join(cells.dropna().unique()[:3]) or "there is none"
        raise DatasetError(f"no {column} is {number!r}: give UCDP's number ({some}), because names change")
    return frame[rows].reset_index(drop=True)
