"""The UCDP/PRIO Armed Conflict Dataset (ACD): which conflicts were active in which year."""

from datetime import date
from pathlib import Path

from . import files, records
from .dating import as_days
from .selecting import chosen

COLUMNS = [
    "conflict_id", "location", "side_a", "side_a_id", "side_a_2nd", "side_b", "side_b_id", "side_b_2nd",
    "incompatibility", "territory_name", "year", "intensity_level", "cumulative_intensity", "type_of_conflict",
    "start_date", "start_prec", "start_date2", "start_prec2", "ep_end", "ep_end_date", "ep_end_prec", "gwno_a",
    "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "gwno_loc", "region", "version",
]  # fmt: skip
NEEDED = {"conflict_id", "location", "side_a", "side_b", "year", "intensity_level", "type_of_conflict", "start_date"}
LIMITS = {
    "incompatibility": (1, 3),
    "intensity_level": (1, 2),
    "cumulative_intensity": (0, 1),
    "type_of_conflict": (1, 4),
    "ep_end": (0, 1),
}
KINDS = dict.fromkeys(["conflict_id", "year", "intensity_level", "type_of_conflict"], "whole") | dict.fromkeys(
    ["incompatibility", "cumulative_intensity", "start_prec", "start_prec2", "ep_end", "ep_end_prec"], "maybe"
)
DATES = ["start_date", "start_date2", "ep_end_date"]
FIRST = 1946


def read_acd(path, conflict=None, version=None, skip_broken=False):
    """Return the UCDP/PRIO Armed Conflict Dataset (ACD), one row per conflict and year in which it was active.

    Parameters
    ----------
    path : str or pathlib.Path
        The csv, or the zip with it; a copy saved by a spreadsheet (``;``, 13-9-2022, a byte order mark) too.
    conflict : int, optional
        UCDP's number: 388 for Azerbaijan and Nagorno-Karabakh. Names are refused: they change between releases.
    version : str, optional
        The release to take, such as "25.1", from a file in which several stand one below the other.
    skip_broken : bool
        Leave out records that cannot be read and list them in ``attrs["skipped"]`` as (line, reason), instead of
        refusing the file. What they would have said is then missing.

    Returns
    -------
    pandas.DataFrame
        UCDP's 28 columns under UCDP's names. `start_date`, `start_date2`, `ep_end_date`: datetime64[s];
        `conflict_id`, `year`, `intensity_level`, `type_of_conflict`: int64; other single numbers Int64; lists ("651,
        666") and words string. ``attrs["absent"]`` lists columns that this release lacks, ``attrs["notes"]`` letters
        lost by a program, which cannot be restored.

    Raises
    ------
    DatasetError
        If the file is not ACD, is damaged, holds a record twice or broken over two lines, dates whose order cannot be
        told or is not one, or no row of the conflict. The sentence names file, line and reason.

    Notes
    -----
    `side_b_2nd` names the states that send troops to side B, with their codes in `gwno_b_2nd`: there, and not in
    `side_b`, stands the Government of Armenia in conflict 388. A dyad has no number in this file. The order of day
    and month is decided by all dates of the file together. Davies, Engström, Pettersson and Öberg (2024), Journal of
    Peace Research 61(4).

    Examples
    --------
    >>> read_acd("no_such_file.csv")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    conflictdata.datasets.files.DatasetError: no_such_file.csv: there is no such file in ...
    """
    skipped = [] if skip_broken else None
    with files.opened(path, NEEDED) as source:
        frame, lines = records.table(source, KINDS, skipped)
        frame, lines = records.one_release(source, frame, lines, version)
        records.refuse_first(source, frame, _faults(frame), lines)
        records.refuse_twice(source, frame, lines, ["conflict_id", "year"])
        as_days(source, frame, lines, [name for name in DATES if name in frame])
    notes = records.lost_accents(frame, lines)
    frame = chosen(Path(path).name, frame, conflict, None, ("conflict_id", "dyad_id"))
    absent = [name for name in COLUMNS if name not in frame]
    frame.attrs = {"source": "UCDP/PRIO ACD", "absent": absent, "notes": notes, "skipped": skipped or []}
    return frame


def _faults(frame):
    yield ~frame["year"].between(FIRST, date.today().year), f"the year is {{year}}, before {FIRST} or still to come"
    for name, (low, high) in LIMITS.items():
        if name in frame:
            yield ~frame[name].between(low, high).fillna(True), f"{name} is {{{name}}}, not between {low} and {high}"
