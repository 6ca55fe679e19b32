"""A table as a pupil reads it: accessible HTML through pandas, headers, codes and days in the reader's words."""

import re
from dataclasses import dataclass
from datetime import date
from html import escape

import pandas as pd

from .. import record
from ..i18n import Speaker, day, period
from ..reading.showing import side

SPELLS = ("as_of", "counted_from", "date", "period")  # columns of EDTF; elsewhere 2020-23 may be a season of football
DAY = r"(?:\d{4}-\d\d-\d\d~?|\.\.)"
DAYS = re.compile(f"{DAY}(?:/{DAY})?")  # a day or days, which nothing else looks like
NARROW = "padding: .3em"  # half of a small screen is the list of files
ONE_LINE = 30  # characters: a day or a period up to this length is not broken in two lines


@dataclass(frozen=True, repr=False)
class Table:
    """A table that shows itself in Jupyter, as HTML and as text; nothing in it is cut off."""

    html: str
    text: str

    def _repr_html_(self):
        return self.html

    def __repr__(self):
        return self.text


def show(frame, language="en", caption=None):
    """Show a table in a notebook in the reader's language: headers, code words, names of actors, days and periods.

    Parameters
    ----------
    frame : pandas.DataFrame
        Its index is not shown, but one with a name comes first, as a column.
    language : {"en", "it"}
        Headers and code words are the labels of the data dictionary, each code only in the columns that hold it; a
        column without a label has its own name, with spaces for underscores.
    caption : str, optional
        What the table shows, in a line above it.

    Returns
    -------
    Table
        Headers are announced by a screen reader, long words wrap, and what is missing is an empty cell, never a zero.

    Raises
    ------
    TypeError
        If `frame` is no DataFrame.
    ValueError
        If there are no texts in the language.

    Examples
    --------
    >>> from conflictdata import casualties
    >>> show(casualties()[["best", "start"]].tail(2), caption="Two tolls")
    Two tolls
      best       start
     6,000 1 Sept 2020
    30,000  1 Jan 1991
    """
    tell = Speaker(language)
    if not isinstance(frame, pd.DataFrame):
        raise TypeError(tell("refused.no_frame", type=type(frame).__name__))
    frame = frame.reset_index() if any(name is not None for name in frame.index.names) else frame
    labels, codes = record.labels(language)
    known = {word: label for words in codes.values() for word, label in words.items()} | labels
    headers = [known.get(name) or str(name).removesuffix(f"_{language}").replace("_", " ") for name in frame]
    words, boxes, heads = {}, {}, []
    for i, name in enumerate(frame):  # by their places: two may have one name
        column, kind = frame.iloc[:, i], codes.get(name, {})
        side = "right" if pd.api.types.is_numeric_dtype(column) else "left"
        words[i] = [_written(cell, name, kind, language) for cell in column]
        whole = [_time(cell, name, language) is not None for cell in column]
        boxes[i] = list(map(_box, words[i], [side] * len(whole), whole))
        heads.append(_box(headers[i], side))
    text = pd.DataFrame(words).set_axis(headers, axis=1).to_string(index=False, max_colwidth=None)
    with pd.option_context("display.max_colwidth", None):  # pandas 2 would cut long cells off
        html = pd.DataFrame(boxes).set_axis(heads, axis=1).to_html(index=False, border=0, escape=False)
    html = html.replace("<th>", f'<th scope="col" style="{NARROW}">').replace("<td>", f'<td style="{NARROW}">')
    if frame.empty:  # a header without a cell tells a screen reader nothing
        none = f"({tell('table.none')})"
        html = html.replace("</tbody>", f'<tr><td colspan="{len(headers)}">{none}</td></tr></tbody>')
        text = f"{'  '.join(headers)}\n{none}"
    heading = f"<caption>{escape(caption)}</caption>\n  <thead>" if caption else "<thead>"
    html = html.replace("<table ", f'<table lang="{language}" ', 1).replace("<thead>", heading, 1)
    return Table(html, f"{caption}\n{text}" if caption else text)


def _box(words, side, whole=False):
    """Return a cell as HTML; what is whole stays in one line, if it is not too long for a window."""
    line = ";white-space:nowrap" if whole and len(words) <= ONE_LINE else ""
    return f'<div style="text-align:{side}{line}">{escape(words)}</div>'


def _time(value, name, language):
    """Write a day or a period as a reader says it; None for anything else, such as another's words for it."""
    if isinstance(value, date):
        return None if pd.isna(value) else day(value, language)
    if not isinstance(value, str) or not (name in SPELLS or DAYS.fullmatch(value)):
        return None
    try:
        return period(value, language)
    except ValueError:  # no EDTF
        return None


def _written(value, name, codes, language):
    """Write a value of a column as a reader reads it; a text that is no code may be a side, a day or a period."""
    if not isinstance(value, str) or codes.keys() & {*value.split(";")}:
        return record.written(value, name, codes, language)
    return side(value, language) if name == "party" else _time(value, name, language) or value
