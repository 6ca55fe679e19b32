"""Files of what was read, but none of rows that may not be handed on."""

import io
from pathlib import Path

from ..files import write_whole
from .opening import DatasetError

_OWN = {"event_id_cnty", "sub_event_type", "disorder_type", "assoc_actor_1", "interaction"}  # ACLED's and nobody else's


def export(frame, path):
    """Write a frame of UCDP rows, or of sums, as csv or Parquet, whole or not at all, and return the path.

    Parameters
    ----------
    frame : pandas.DataFrame
        Rows of UCDP, or sums of `deaths_by_year`; those of ACLED's events get a column `attribution`.
    path : str or pathlib.Path
        Ends in .csv or .parquet. A file of this name is replaced.

    Raises
    ------
    DatasetError
        If the rows are ACLED's, whose terms forbid handing them on, or the ending is another.

    Examples
    --------
    >>> import pandas as pd
    >>> export(pd.DataFrame({"event_id_cnty": ["AZE1"], "fatalities": [0]}), "events.csv")
    Traceback (most recent call last):
    conflictdata.datasets.opening.DatasetError: these are rows of ACLED, whose terms forbid handing on: export sums
    """
    path, out = Path(path), io.BytesIO()
    if (frame.attrs.get("source") == "ACLED" and "events" not in frame) or _OWN & set(frame):
        raise DatasetError("these are rows of ACLED, whose terms forbid handing on: export sums")
    if "attribution" in frame.attrs:
        frame = frame.assign(attribution=frame.attrs["attribution"])
    if path.suffix == ".csv":
        frame.to_csv(out, index=False, lineterminator="\n")
    elif path.suffix == ".parquet":
        frame.to_parquet(out, index=False)
    else:
        raise DatasetError(f"{path.name}: the name has to end in .csv or .parquet")
    write_whole(path, out.getvalue())
    return path
