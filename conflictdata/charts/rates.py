"""Averages a day, a row each, on one linear scale from zero."""

import math

import pandas as pd

from ..certainty import FLOORS
from ..i18n import number
from . import theme
from .marks import TOLL_COLUMNS, capital, key, mark, stated, tolls_of
from .pages import PageSpeaker, article_tolls, figure, sheet
from .theme import write

ROWS = {"heading": 0.26, "row": 0.30, "gap": 0.13}  # inches
SIDE = 2.5  # inches left of zero for the words of a row


def per_day(frame, ax=None, language="en"):
    """Draw averages a day on one linear scale, a row each, with the words of the row to the left.

    An average of less than one person a day is written, not drawn.

    .. image:: ../../figures/en/per_day.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per toll and reading of its period: `comparator`, `low`, `best`, `high` (people a day), `heading` (said
        once for the rows that share it), `label` (the period in words). Optional `reading` ("printed" is solid, others
        are hollow) and `words` (what stands beside the point instead of the number).
    ax : matplotlib.axes.Axes, optional
        Its left edge is zero; the words of the rows need 2.5 inches left of it.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        Linear from 0; y is in inches below the top. Points have the gid "point-0", "point-1", …, bands "range-2".

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "heading": "In May", "label": "31 days"}
    >>> per_day(pd.DataFrame(mine)).get_xscale()
    'linear'
    """
    tolls = tolls_of(frame, "heading", "label")
    needed = _rows_high(frame)
    ax = theme.new_axes(ax, height=max(4.0, needed + 1.1), left=0.3 + SIDE)
    width, height = theme.size_inches(ax)
    if needed > height + 1e-6:
        raise ValueError(f"these rows need axes {needed:.1f} inches high; these are {height:.1f}")
    most = max(toll.high or toll.n for toll in tolls) or 1
    step = next(n for n in (10**e * m for e in range(10) for m in (1, 2, 5)) if most <= 4 * n)
    top = step * math.ceil(most * 1.05 / step)
    ax.set(xlim=(0, top), ylim=(height, 0))
    colours = [theme.TEXT] + [theme.GRID] * (top // step)
    ax.vlines(range(0, top + 1, step), 0, height, color=colours, lw=0.8, zorder=0, clip_on=False)
    for n in range(0, top + 1, step):
        write(ax, (n, 0), number(n, language), "axis", dy=0.08, ha="center")
    y, heading = 0.0, None
    for i, (row, toll) in enumerate(zip(frame.itertuples(), tolls, strict=True)):
        if row.heading != heading:
            y += ROWS["heading"] + (ROWS["gap"] if heading else 0)
            write(ax, (0, y), row.heading, "value", dx=-SIDE)
        heading, printed = row.heading, _printed(row)
        role = "label" if printed else "note"
        lines = write(ax, (0, y), str(row.label), role, dx=-SIDE, dy=-0.20, width=SIDE - 0.12, even=True)
        y += ROWS["row"] + (len(lines) - 1) * theme.leading(role)
        middle = y - ROWS["row"] / 2 + 0.06 - (len(lines) - 1) * theme.leading(role) / 2
        words = stated(getattr(row, "words", None)) or capital(toll.words(language))
        small = toll.n <= 1 and toll.low in (None, 0)
        if not small:
            mark(ax, toll.n, middle, toll, printed=printed, upwards=False, gid=i)
        reach = 0.14 if small else 0.16 + (27 / 72 if toll.comparator in FLOORS else 0)
        edge = 0 if small else (toll.high if toll.comparator == "between" else toll.n)
        fits = edge / top * width + reach + theme.text_width(words, "strong") < width + 0.2
        place = {"dx": reach, "ha": "left"} if fits else {"dx": -0.16, "ha": "right"}
        write(ax, (edge, middle), words, "strong", dy=-0.05, patch=True, **place)
    return ax


def _printed(row):
    """Say whether a row is as the article prints it, not another reading."""
    return getattr(row, "reading", "printed") == "printed"


def _rows_high(frame):
    """Return how many inches the rows of `per_day` take."""
    high, heading = 0.0, None
    for row in frame.itertuples():
        role = "label" if _printed(row) else "note"
        lines = len(theme.wrap(str(row.label), role, SIDE - 0.12, even=True))
        high += ROWS["row"] + (lines - 1) * theme.leading(role)
        if row.heading != heading:
            high += ROWS["heading"] + (ROWS["gap"] if heading else 0)
        heading = row.heading
    return high


def per_day_page(language="en"):
    """The averages a day of the four tolls, for each reading of the period."""
    from .. import tolls

    four = article_tolls().set_index("records")
    rates = [(name, rate) for name in ("C31", "C34", "C36") for rate in tolls.per_day(name, language)]
    rates.insert(1, ("C03+C04", tolls.per_day(tolls.add("C03", "C04", language=language), language)[0]))
    tell = PageSpeaker("per_day", language, week_days=rates[0][1].days)
    first = dict(zip(four.index, (capital(toll.words(language)) for toll in tolls_of(four)), strict=True))
    rows = []
    for name, rate in rates:
        reading = "other" if rate.status == "other_reading" else "printed"
        rows.append(
            {
                "heading": first[name],
                "label": tell(f"{reading}_{name[-2:]}", n=rate.days),
                "words": tell("one_in") if name == "C31" else None,
                "toll": name,
                "days": rate.days,
                "reading": reading,
                **{column: getattr(rate, column) for column in TOLL_COLUMNS},
            }
        )
    frame = pd.DataFrame(rows)
    page = sheet(5.2, tell)
    key(page, ["printed", "other", "floor_right", "band"], language)
    left, bottom = theme.MARGIN + SIDE, page.bottom + 0.05
    ax = page.axes(left, bottom, theme.WIDTH - left - theme.MARGIN - 0.15, page.top - bottom - 0.48)
    per_day(frame, ax, language)
    write(ax, (1, 1), tell("axis"), "axis", dy=0.26, ha="right", at="axes")
    return figure(tell, page, frame[["toll", *TOLL_COLUMNS, "days", "reading"]])
