"""Many texts: one table of what they say, each row with the key of its text."""

import pandas as pd

from . import result as _result
from . import rules as _rules


def read_frame(frame, text="text", published="published", language=None, key=None, table="figures"):
    """Read a column of texts into one table.

    Of each text only its rows are kept, so a file read in chunks needs the memory of one chunk. Works inside Dask's
    `map_partitions` and Spark's `mapInPandas`: an empty frame gives the columns and dtypes.

    Parameters
    ----------
    frame : pandas.DataFrame
    text : str
        The column of texts; a missing or empty text gives no rows.
    published : str or None
        The column of days of publication, which may be missing; None for no day at all.
    language : str, optional
        A code such as "it" or a column of codes; without it, or where it is missing, the words of each text decide.
    key : str, optional
        The column that says in `key` which text a row is from; without it the index does.
    table : {"figures", "dates", "unresolved"}

    Returns
    -------
    pandas.DataFrame
        `key`, then the columns of that table of a `Reading`.

    Raises
    ------
    KeyError
        If the frame has no such column.
    ValueError
        If there is no such table, or a text cannot be read: its key is named.

    Examples
    --------
    >>> news = pd.DataFrame({"text": ["Ieri 3 morti e 12 feriti."], "published": ["2023-03-15"]}, index=["a"])
    >>> read_frame(news, language="it")[["key", "kind", "best", "period"]].values.tolist()
    [['a', 'killed', 3.0, '2023-03-14'], ['a', 'wounded', 12.0, '2023-03-14']]
    """
    if table not in _result.TABLES:
        raise ValueError(f"no table {table!r} of a reading: there are {', '.join(_result.TABLES)}")
    fixed = language if language in _rules.languages() and language not in frame else None
    wanted = {"text": text, "published": published, "language": None if fixed else language, "key": key}
    columns = {what: _column(frame, name, what) for what, name in wanted.items() if name is not None}
    keys = pd.Series(columns.pop("key", frame.index.to_flat_index()))
    rows, places = [], []
    for place, each in enumerate(columns["text"]):
        if pd.isna(each) or each == "":
            continue
        found = _records(each, place, columns, fixed, keys)[table]
        rows += found
        places += [place] * len(found)
    result = _result.table(table, rows)
    result.insert(0, "key", keys.take(places).array)
    return result


def _column(frame, name, what):
    if name not in frame:
        there = ", ".join(map(str, frame.columns))
        more = f", the languages {', '.join(_rules.languages())}" if what == "language" else ""
        raise KeyError(f"no column {name!r} for {what}=: the columns are {there}{more}")
    return frame[name].array


def _records(text, place, columns, fixed, keys):
    published, language = (columns[what][place] if what in columns else None for what in ("published", "language"))
    published, language = (None if pd.isna(cell) else cell for cell in (published, fixed or language))
    try:
        return _result.read(text, published, language).records
    except (TypeError, ValueError) as error:
        raise ValueError(f"text {keys.tolist()[place]!r}: {error}") from None
