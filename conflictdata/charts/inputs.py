"""What a chart asks of a frame: its columns, its numbers, its tolls; what cannot be drawn is refused in words."""

import pandas as pd

from ..certainty import BOUNDS, Toll

TOLL_COLUMNS = ["comparator", *BOUNDS]  # the columns that state a toll


def stated(row, column):
    """Return what a row says in a column, or None where it lacks the column or the value."""
    value = getattr(row, column, None)
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value


def needs(frame, tell, *columns):
    """Refuse what is no frame, or lacks columns or rows."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(tell("refused.no_frame", type=type(frame).__name__))
    if lacking := [column for column in columns if column not in frame]:
        raise ValueError(tell("refused.columns", lacking=", ".join(lacking), needed=", ".join(columns)))
    if not len(frame):
        raise ValueError(tell("refused.no_rows", needed=", ".join(columns)))


def numbers(frame, column, tell):
    """Return a column as numbers; what is no number is refused."""
    try:
        return pd.to_numeric(frame[column]).astype("Float64")
    except (TypeError, ValueError):
        raise ValueError(tell("refused.numbers", column=column, values=str(frame[column].tolist()))) from None


def tolls_of(frame, tell, *needed):
    """Return each row of a frame of tolls as a Toll, and the rows themselves."""
    needs(frame, tell, *TOLL_COLUMNS, *needed)
    cells = frame[["comparator"]].assign(**{column: numbers(frame, column, tell) for column in BOUNDS})
    tolls = [Toll.of(row, language=tell.language) for row in cells.to_dict("records")]
    return tolls, list(frame.itertuples())


def capital(text):
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]
