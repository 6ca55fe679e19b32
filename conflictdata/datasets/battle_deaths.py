"""UCDP's battle-related deaths per year (BRD), from the dyadic or the conflict file."""

from datetime import date
from pathlib import Path

from . import files, records
from .selecting import chosen

COLUMNS = [
    "conflict_id", "dyad_id", "location_inc", "side_a", "side_a_id", "side_a_2nd", "side_b", "side_b_id",
    "side_b_2nd", "incompatibility", "territory_name", "year", "bd_best", "bd_low", "bd_high", "type_of_conflict",
    "battle_location", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "gwno_loc", "gwno_battle", "region",
    "version",
]  # fmt: skip
BOUNDS = ["bd_low", "bd_best", "bd_high"]
NEEDED = {"conflict_id", "side_a", "side_b", "year", *BOUNDS}
KINDS = dict.fromkeys(["conflict_id", "year", *BOUNDS], "whole") | dict.fromkeys(
    ["incompatibility", "type_of_conflict"], "maybe"
)
FIRST = 1989  # UCDP's counts of deaths begin


def read_brd(path, conflict=None, dyad=None, version=None):
    """Return UCDP's battle-related deaths (BRD), one row per year of a dyad or of a conflict.

    Parameters
    ----------
    path : str or pathlib.Path
        The csv of the dyadic or of the conflict file, or the zip with it; a copy saved by a spreadsheet with ``;`` too.
    conflict, dyad : int, optional
        UCDP's number: 388 and 833 for Azerbaijan and Nagorno-Karabakh. Names are refused: they change between releases.
    version : str, optional
        The release to take, such as "24.1", from a file in which several stand one below the other.

    Returns
    -------
    pandas.DataFrame
        UCDP's columns under UCDP's names, 25 in the dyadic file. `bd_best`, `bd_low`, `bd_high` (people) and `year`
        are int64, `conflict_id` too, `incompatibility` and `type_of_conflict` Int64. All else is string, for a cell
        may be a list such as "411, 412"; `dyad_id` is Int64 where no cell is one. ``attrs["absent"]`` lists columns
        that this release lacks, ``attrs["notes"]`` letters lost by a program.

    Raises
    ------
    DatasetError
        If the file is not BRD, is damaged, or holds a record twice, bounds out of order, or no row of the conflict or
        dyad. The sentence names file, line and reason.

    Notes
    -----
    A secondary party is a state that sends troops to a side. `side_b_2nd` names it, with its code in `gwno_b_2nd`:
    that is where the Government of Armenia stands in conflict 388, in every year but 1994. A year without a row had
    fewer than 25 deaths, perhaps none: `conflictdata.datasets.coverage` says so. Davies, Engström, Pettersson and
    Öberg (2024), Journal of Peace Research 61(4).

    Examples
    --------
    >>> read_brd("no_such_file.csv")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    conflictdata.datasets.files.DatasetError: no_such_file.csv: there is no such file in ...
    """
    with files.opened(path, NEEDED) as source:
        frame, lines = records.table(source, KINDS)
        frame, lines = records.one_release(source, frame, lines, version)
        records.refuse_first(source, frame, _faults(frame), lines)
        if "dyad_id" in frame and frame["dyad_id"].str.fullmatch(r"\d+").all():
            frame["dyad_id"] = frame["dyad_id"].astype("Int64")
        by_dyad = "dyad_id" in frame and frame["dyad_id"].dtype == "Int64"
        records.refuse_twice(source, frame, lines, ["conflict_id", *(["dyad_id"] if by_dyad else []), "year"])
    notes = records.lost_accents(frame, lines)
    frame = chosen(Path(path).name, frame, conflict, dyad, ("conflict_id", "dyad_id"))
    frame.attrs = {"source": "UCDP BRD", "absent": [name for name in COLUMNS if name not in frame], "notes": notes}
    return frame


def _faults(frame):
    yield ~frame["year"].between(FIRST, date.today().year), f"the year is {{year}}, before {FIRST} or still to come"
    for name in BOUNDS:
        yield frame[name] < 0, f"{name} is {{{name}}}, below 0"
    yield frame["bd_low"] > frame["bd_best"], "bd_low {bd_low} is above bd_best {bd_best}"
    yield frame["bd_best"] > frame["bd_high"], "bd_best {bd_best} is above bd_high {bd_high}"
    for name, most in (("incompatibility", 3), ("type_of_conflict", 4)):
        if name in frame:
            yield ~frame[name].between(1, most).fillna(True), f"{name} is {{{name}}}, not between 1 and {most}"
