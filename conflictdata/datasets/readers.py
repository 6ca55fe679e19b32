"""The readers of the field's files. What they check once the cells are typed stands in shapes.toml."""

from datetime import date
from pathlib import Path

from .cells import typed
from .opening import DatasetError, read_text
from .shapes import LIMITS, RULES, shape


def read_ged(path, columns=None, conflict=None, dyad=None):
    """Return UCDP's events, one row each, from a file of the Georeferenced Event Dataset (GED).

    Parameters
    ----------
    path : str or pathlib.Path
        The csv, or the zip with it, which is read as a stream.
    columns : list of str, optional
        UCDP's names; fewer are faster. Without it, 26 of the 49.
    conflict, dyad : int, optional
        UCDP's number, such as 388 and 833; never a name, because names change between releases.

    Returns
    -------
    pandas.DataFrame
        Deaths are people, int64: `best` is the sum of `deaths_a`, `deaths_b`, `deaths_civilians`, `deaths_unknown`,
        `low` and `high` are UCDP's bounds. Days are datetime64[s], other numbers int64, Int64 or float64 (degrees),
        lists such as `gwnoa` string. ``attrs["absent"]`` lists columns that this release lacks, ``attrs["notes"]`` what
        is odd but published so, or was read past. Sundberg and Melander (2013), Journal of Peace Research 50(4).

    Raises
    ------
    DatasetError
        If the file cannot be read rightly (docs/datasets.md), or has no such column, conflict or dyad.

    Examples
    --------
    >>> read_ged("none.csv")
    Traceback (most recent call last):
    conflictdata.datasets.opening.DatasetError: none.csv: the file cannot be read (No such file or directory)
    """
    shown, ids, days = shape("read_ged")["columns"], ["conflict_new_id", "dyad_new_id"], ["date_start", "date_end"]
    if isinstance(columns, str) or (columns is not None and not list(columns)):
        raise DatasetError(f"columns={columns!r}: give a list of column names")
    read = shown
    if columns is not None:
        shown = [name.strip().lower() for name in columns]
        read = ["id", *shown, *(days if {*days} & {*shown} else []), *([] if conflict is dyad is None else ids)]
    frame = _chosen(_load(path, "read_ged", read), path, zip(ids, (conflict, dyad), strict=True))
    return frame[[name for name in dict.fromkeys(shown) if name in frame]]


def read_brd(path, conflict=None, dyad=None, version=None):
    """Return UCDP's battle-related deaths (BRD), one row per year of a dyad or of a conflict.

    Parameters, errors and attrs are those of `read_ged`; `version` is the release to take, such as "24.1", from a file
    in which several stand one below the other.

    Returns
    -------
    pandas.DataFrame
        UCDP's columns, 25 in the dyadic file. `bd_best`, `bd_low`, `bd_high` (people), `year`, `conflict_id`: int64;
        `incompatibility`, `type_of_conflict` Int64; `dyad_id` Int64 where no cell is a list such as "411, 412"; all
        else string. `side_b_2nd` names states that send troops to side B: Armenia's government in conflict 388. A year
        without a row had fewer than 25 deaths. Davies et al. (2024), Journal of Peace Research 61(4).
    """
    return _chosen(_load(path, "read_brd", None, version), path, [("conflict_id", conflict), ("dyad_id", dyad)])


def read_acd(path, conflict=None, version=None):
    """Return the UCDP/PRIO Armed Conflict Dataset (ACD), one row per conflict and year in which it was active.

    Parameters, errors, attrs and source are those of `read_brd`.

    Returns
    -------
    pandas.DataFrame
        UCDP's 28 columns. `start_date`, `start_date2`, `ep_end_date`: datetime64[s]; `conflict_id`, `year`,
        `intensity_level`, `type_of_conflict`: int64; other single numbers Int64; lists ("651, 666") and words string.
    """
    return _chosen(_load(path, "read_acd", None, version), path, [("conflict_id", conflict)])


def read_acled(path, accessed=None, filters=None):
    """Return the events of an ACLED export that you made with your own account; errors and attrs as of `read_ged`.

    Parameters
    ----------
    path : str or pathlib.Path
        The csv, or the zip with it.
    accessed : str or datetime.date
        The day of the export, such as "2026-11-24": ACLED asks for it, and revises its rows later.
    filters : str, optional
        What you chose in the export, in words; without it, the countries and years in the file.

    Returns
    -------
    pandas.DataFrame
        ACLED's 31 columns (35 with the population ones). `event_date`: datetime64[s]; `year`, `fatalities` (people;
        one number, no range): int64; other numbers Int64 or float64. ``attrs["attribution"]`` is to stand on every
        figure. Raleigh, Kishi and Linke (2023), Humanities and Social Sciences Communications 10.

    Examples
    --------
    >>> read_acled("none.csv")
    Traceback (most recent call last):
    conflictdata.datasets.opening.DatasetError: none.csv: accessed=None is no day of an export, such as "2026-11-24"
    """
    try:
        day = date.fromisoformat(str(accessed)[:10])
        if day > date.today():
            raise ValueError
    except ValueError:
        why = f'accessed={accessed!r} is no day of an export, such as "2026-11-24"'
        raise DatasetError(f"{Path(path).name}: {why}") from None
    frame = _load(path, "read_acled")
    countries = sorted(frame["country"].dropna().unique())
    places = ", ".join(countries) if len(countries) <= 5 else f"{len(countries)} countries"
    filters = filters or f"{places}, {frame['year'].min()}–{frame['year'].max()}"
    said = f"Armed Conflict Location & Event Data (ACLED), acleddata.com, accessed {day}, {filters}"
    first = [f"{year} for {country}" for country, year in RULES["starts"]["ACLED"].items() if country in countries]
    notes = [f"ACLED starts in {', '.join(first)}: earlier years are not covered, not zero"] if first else []
    frame.attrs |= {"attribution": said, "notes": [*notes, *frame.attrs["notes"]]}
    return frame


def _load(path, reader, columns=None, version=None):
    """Return a file's columns, typed and checked, with what is to be known of them in attrs."""
    rules = shape(reader)
    source = read_text(path, rules, columns)
    frame = _release(source, typed(source, rules["needed"]), version)
    faults = _broken(frame, RULES["faults"])
    for name, (low, high) in ({"year": (rules["first"], date.today().year)} | LIMITS).items():
        rule = {"columns": name, "rows": f"({name} < {low}) | ({name} > {high})"}
        faults += _broken(frame, [rule | {"words": f"{name} is {{{name}}}, not between {low} and {high}"}])
    for row, words in sorted((bad.argmax(), words) for bad, words in faults)[:1]:
        raise source.refuse(f"{words.format_map(frame.iloc[row])}: mend the line", frame.index[row] + 1)
    key = [name for name in rules["key"] if name in frame and (frame[name].dtype != "string" or len(rules["key"]) == 1)]
    for row in frame.index[frame.duplicated(key)][:1]:
        first = frame.index[(frame[key] == frame.loc[row, key]).all(axis=1)][0] + 1
        what = ", ".join(f"{name} {frame.loc[row, name]}" for name in key)
        raise source.refuse(f"{what} was already in record {first}: delete one of them", row + 1)
    for bad, words in _broken(frame, RULES["oddities"]):
        if 2 * bad.sum() > len(frame):
            raise source.refuse(f"most events have {words}: are columns mixed up?")
        source.notes.append(f"{bad.sum()} of {len(frame)} events have {words}")
    texts = frame.select_dtypes("string").columns
    if lost := sum(int(frame[name].str.contains(RULES["cells"]["lost"], na=False).sum()) for name in texts):
        source.notes.append(f"{lost} cells show letters lost by a program")
    absent = [name for name in rules["columns"] if name not in source.columns]
    frame.attrs = {"source": rules["name"], "absent": absent, "notes": source.notes}
    return frame


def _broken(frame, rules):
    """Return which rows break a rule, and its words, for the rules that some break; their columns may be absent."""
    rules = [rule for rule in rules if {*rule["columns"].split()} <= {*frame}]
    found = [(frame.eval(rule["rows"], engine="python").fillna(False).astype(bool), rule["words"]) for rule in rules]
    return [(bad, words) for bad, words in found if bad.any()]


def _release(source, frame, version):
    """Return the rows of one release; a file of several without a choice is refused."""
    held = sorted(frame["version"].dropna().unique()) if "version" in frame else []
    if version is None and len(held) > 1:
        several = f"the releases {', '.join(held)} stand one below the other"
        raise source.refuse(f"{several}: choose one, version={held[-1]!r}")
    if version is not None and str(version) not in held:
        raise source.refuse(f"there is no release {version} in it, only {', '.join(held) or 'one without a number'}")
    return frame if version is None else frame[frame["version"] == str(version)]


def _chosen(frame, path, asked):
    """Return the rows in which columns hold UCDP's numbers asked for; cells may be lists such as "411, 412"."""
    for column, number in asked:
        if number is None:
            continue
        rows, why = None, f"finds nothing: there is no column {column}"
        if isinstance(number, str) or not hasattr(number, "__index__"):
            why = "is not UCDP's whole number: names change, and Armenia's government is on no side but in side_b_2nd"
        elif column in frame:
            text = frame[column].astype("string").dropna()
            rows = text.index[text.str.contains(rf"(?:^|[,;])\s*{number}\s*(?:$|[,;])")]
            known = {int(each) for cell in text.unique() for each in cell.split(",")}
            near = sorted(sorted(known, key=lambda each: abs(each - number))[:3])
            why = f"finds nothing: the numbers nearest to it in the file are {', '.join(map(str, near))}"
        if rows is None or rows.empty:
            raise DatasetError(f"{Path(path).name}: {column.partition('_')[0]}={number!r} {why}")
        frame = frame.loc[rows]
    return frame.reset_index(drop=True)
