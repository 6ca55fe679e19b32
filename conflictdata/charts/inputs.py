"""What a chart asks of a frame: its columns, its numbers, its tolls; what cannot be drawn is refused in words."""

import re

import pandas as pd

from ..certainty import BOUNDS, Toll

ROWS = 12  # tolls in one picture
MOST = 10_000_000_000  # people: more than there are
MARKED = re.compile(r"\d{1,3}([.,]\d{3})+")  # 6.000 and 6,000: a mark of thousands in one country, decimal in another
TOLL_COLUMNS = ["comparator", *BOUNDS]  # the columns that state a toll


def stated(row, column):
    """Return what a row says in a column, or None where it lacks the column or the value."""
    value = getattr(row, column, None)
    return None if pd.api.types.is_scalar(value) and pd.isna(value) else value


def needs(frame, tell, columns, filled=()):
    """Refuse what is no frame, or lacks columns, rows or, in columns that must be filled, cells."""
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(tell("refused.not_a_frame", type=type(frame).__name__))
    if frame.columns.duplicated().any():
        raise ValueError(tell("refused.twice", column=str(frame.columns[frame.columns.duplicated()][0])))
    if lacking := [column for column in columns if column not in frame]:
        raise ValueError(tell("refused.columns", lacking=", ".join(lacking), needed=", ".join(columns)))
    if not len(frame):
        raise ValueError(tell("refused.no_rows", needed=", ".join(columns)))
    if empty := [column for column in filled if frame[column].isna().any()]:
        raise ValueError(tell("refused.empty", column=empty[0]))


def numbers(frame, column, tell):
    """Return a column as numbers; what is no number, or text that may be 6 or 6,000, is refused."""
    told = [value for value in frame[column] if isinstance(value, str) and MARKED.fullmatch(value.strip())]
    if told:
        raise ValueError(tell("refused.marked", column=column, value=told[0]))
    try:  # as text, days, yes and no are no numbers
        return pd.to_numeric(frame[column].astype("string")).astype("Float64")
    except (TypeError, ValueError):
        raise ValueError(tell("refused.numbers", column=column, values=str(frame[column].tolist()))) from None


def tolls_of(frame, tell, *needed):
    """Return each row of a frame of tolls as a Toll, and the rows themselves; where they need a label, 12 at most."""
    needs(frame, tell, [*TOLL_COLUMNS, *needed], filled=needed)
    if "label" in needed and len(frame) > ROWS:
        raise ValueError(tell("refused.many_tolls", n=len(frame), most=ROWS))
    cells = frame[["comparator"]].assign(**{column: numbers(frame, column, tell) for column in BOUNDS})
    names = frame.get("label", frame.index).tolist()
    return [_toll(*each, tell) for each in zip(cells.to_dict("records"), names, strict=True)], list(frame.itertuples())


def _toll(row, name, tell):
    """Return a row as a Toll; a refusal says which row."""
    try:
        toll = Toll.of(row, language=tell.language)
        if max(filter(None, (toll.low, toll.best, toll.high)), default=0) > MOST:
            raise ValueError(tell("refused.too_many", most=MOST))
    except ValueError as error:
        raise ValueError(tell("refused.row", row=str(name), why=str(error))) from None
    return toll


def days(column, tell):
    """Return a column of days; years, times and other texts are refused, since they would be guessed at."""
    told = column.dropna().astype(str).str.removesuffix(" 00:00:00")
    try:
        found = pd.to_datetime(told.where(told.str.fullmatch(r"\d{4}-\d\d-\d\d"), "?"), format="%Y-%m-%d")
    except ValueError:
        raise ValueError(tell("refused.days", column=column.name, values=", ".join(told))) from None
    return found.reindex(column.index)


def word(key, own, tell):
    """Return the words of a message, or a reader's own where there is none."""
    return tell(key) if tell.knows(key) else str(own)


def capital(text):
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]
