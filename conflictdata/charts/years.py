"""Deaths and tolls on a time axis. Each chart takes a frame and an Axes, returns the Axes."""

import math

import pandas as pd
from matplotlib.patches import Rectangle

from ..i18n import number
from . import theme
from .certainty import BOUNDS, HATCHES, capital, cell, needs, numbers, tolls_of
from .theme import write


def deaths_by_year(frame, ax=None, language="en"):
    """Draw estimates per year: a pale bar and a dot for the best, a thin line from low to high where they are stated.

    Years without a number have no mark: nothing is drawn as zero. `coverage_strip` says what they are.

    Parameters
    ----------
    frame : pandas.DataFrame
        `year`, `low`, `best`, `high` (people), `coverage`. Low and high may be missing, both at once.
    ax : matplotlib.axes.Axes, optional
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        With bars (gid "best"), a marker line (gid "dots") and one range line per year that has one (gid "range-1992").

    Raises
    ------
    ValueError
        If a counted year has no best number, or its numbers are out of order.

    Examples
    --------
    >>> from conflictdata import yearly
    >>> len(deaths_by_year(yearly()).patches)
    17
    """
    counted = _counted(frame)
    ax = theme.new_axes(ax)
    _estimates(ax, counted)
    most = max([1, *counted["best"], *counted["high"].dropna()])
    step = next(n for n in (10**e * m for e in range(10) for m in (1, 2, 5)) if most <= 5 * n)
    top = step * math.ceil(most / step)
    first, last = int(frame["year"].min()), int(frame["year"].max())
    ax.set(xlim=(first - 1.5, last + 1.5), ylim=(0, top))
    for y in range(0, top + 1, step):
        ax.axhline(y, color=theme.GRID if y else theme.TEXT, lw=0.8 if y else 0.9, zorder=0.5)
        write(ax, (0, y), number(y, language), "axis", dx=-0.08, dy=-0.045, ha="right", at="y")
    for year in (int(year) for year in frame["year"] if year % 5 == 0 or last - first < 12):
        write(ax, (year, 0), str(year), "axis", dy=-0.28, ha="center")
    return ax


def _counted(frame):
    """Return the counted years of a frame with their numbers as numbers; what cannot be drawn is refused in words."""
    needs(frame, "years", "year", *BOUNDS[1:], "coverage")
    if (twice := frame.loc[frame["year"].duplicated(), "year"]).size:
        raise ValueError(f"{twice.iloc[0]} stands twice among the years: give one row a year, of one conflict")
    if unknown := sorted(set(frame["coverage"].astype(str)) - {"counted", *HATCHES}):
        raise ValueError(f"unknown coverage {', '.join(unknown)}: use counted, {', '.join(HATCHES)}")
    rows = frame[frame["coverage"] == "counted"]
    whole = {column: numbers(rows, column).astype("Float64") for column in ("year", *BOUNDS[1:])}
    for year, low, best, high in zip(*whole.values(), strict=True):
        low, best, high = (None if pd.isna(n) else n for n in (low, best, high))
        stated = [n for n in (0, low, best, high) if n is not None]
        if best is None or (low is None) != (high is None) or stated != sorted(stated):
            raise ValueError(
                f"{year:.0f}: a counted year needs a best number, and low and high in order or neither; "
                f"it has low, best, high = {low}, {best}, {high}"
            )
    return rows.assign(**{column: values.astype(float) for column, values in whole.items()})


def _estimates(ax, counted):
    """Draw a pale bar and a dot for the best number of each year, and a thin line from low to high."""
    for bar in ax.bar(counted["year"], counted["best"], width=0.62, color=theme.PALE, lw=0, zorder=2):
        bar.set_gid("best")
    ax.plot(
        counted["year"], counted["best"], "o", ms=4.4, color=theme.PEOPLE, mew=0, zorder=4, gid="dots", clip_on=False
    )
    style = {"color": theme.PEOPLE, "lw": 1.5, "zorder": 3}
    for row in counted.dropna(subset=["low", "high"]).itertuples():
        ax.plot([row.year] * 2, [row.low, row.high], gid=f"range-{row.year:.0f}", **style)


def quiet_years(frame, ax=None, language="en", threshold=25):
    """Draw the years of a low-level conflict: a number where there is one, a hatched range where there are too few.

    A year below the threshold of the data has no row there: it had fewer deaths than that, perhaps none. It is drawn as
    a hatched box from zero to the last number below the threshold, never as a zero. The best number stands beside its
    dot, so that it is not taken for the end of the line.

    .. image:: ../../figures/en/quiet_years.png

    Parameters
    ----------
    frame : pandas.DataFrame
        `year`, `low`, `best`, `high` (people), `coverage` ("counted" or "below_threshold").
    ax : matplotlib.axes.Axes, optional
    language : str
    threshold : int
        Deaths a year from which the data have a row: 25 in UCDP's.

    Returns
    -------
    matplotlib.axes.Axes
        With bars, dots and ranges as in `deaths_by_year`, hatched boxes with gid "below_threshold-1995", the line of
        the threshold with gid "threshold".

    Raises
    ------
    ValueError
        If a year is neither counted nor below the threshold, or is counted with fewer deaths.

    Examples
    --------
    >>> from conflictdata import yearly
    >>> ax = quiet_years(yearly().query("1995 <= year <= 2019"))
    >>> sum("below_threshold" in str(box.get_gid()) for box in ax.patches)
    16
    """
    counted = _counted(frame)
    if others := sorted(set(frame["coverage"]) - {"counted", "below_threshold"}):
        raise ValueError(f"this chart has room for counted and below_threshold years only, not {', '.join(others)}")
    for row in counted[counted["best"] < threshold].itertuples():
        raise ValueError(f"{row.year:.0f} is counted with {row.best:.0f} deaths, below the threshold of {threshold}")
    ax = theme.new_axes(ax)
    _estimates(ax, counted)
    most = max([threshold, *counted["best"], *counted["high"].dropna()])
    step = next(n for n in (10**e * m for e in range(10) for m in (1, 2, 5)) if most <= 6 * n)
    first, last = int(frame["year"].min()), int(frame["year"].max())
    ax.set(xlim=(first - 0.8, last + 0.8), ylim=(0, most * 1.08))
    for y in range(0, int(most) + 1, step):
        ax.axhline(y, color=theme.GRID if y else theme.TEXT, lw=0.8 if y else 0.9, zorder=0.5)
        write(ax, (0, y), number(y, language), "axis", dx=-0.08, dy=-0.045, ha="right", at="y")
    ax.axhline(threshold, color=theme.TEXT, lw=0.9, ls=(0, (4, 2.5)), zorder=3.5, gid="threshold")
    write(ax, (0, threshold), number(threshold, language), "axis", dx=-0.08, dy=-0.045, ha="right", at="y")
    for year in (int(year) for year in frame.loc[frame["coverage"] == "below_threshold", "year"]):
        cell(ax, year - 0.42, 0, 0.84, threshold - 1, "below_threshold", gid=f"below_threshold-{year}", zorder=2)
    for year in (int(year) for year in frame["year"]):
        if last - first < 12 or year == last or (year % 5 == 0 and last - year > 2):
            write(ax, (year, 0), str(year), "axis", dy=-0.20, ha="center")
    tops = counted.set_index("year")[["best", "high"]].max(axis=1)
    for row in counted.itertuples():  # right of the line, or left of it where the next year is in the way
        side = {"dx": 0.06} if tops.get(row.year + 1, 0) < row.best else {"dx": -0.06, "ha": "right"}
        write(ax, (row.year, row.best), number(int(row.best), language), "strong", dy=0.055, patch=True, **side)
    return ax


def coverage_strip(frame, ax=None, language="en"):
    """Draw one cell a year that says what its number, or the lack of one, means.

    Solid: counted. Hatched: below the threshold (fewer than 25 deaths, perhaps none). Dotted: counted
    under another conflict. Empty: outside the years that the data cover. A year counted only in part is half as high.

    Parameters
    ----------
    frame : pandas.DataFrame
        `year`, `coverage`, `counted_from` (a day where a year is counted only in part).
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
        One cell a year with gid "counted-1992", and one before and after.

    Examples
    --------
    >>> from conflictdata import yearly
    >>> len(coverage_strip(yearly()).patches)
    38
    """
    needs(frame, "years", "year", "coverage", "counted_from")
    ax = theme.new_axes(ax, height=1.4)
    first, last = int(frame["year"].min()), int(frame["year"].max())
    ax.set(xlim=(first - 1.5, last + 1.5), ylim=(0, 1))
    cells = [(int(row.year), row.coverage, row.counted_from) for row in frame.itertuples()]
    for year, coverage, counted_from in [(first - 1, "not_covered", None), *cells, (last + 1, "not_covered", None)]:
        part = isinstance(counted_from, str)
        cell(ax, year - 0.42, 0, 0.84, 0.5 if part else 1, coverage, gid=f"{coverage}-{year}")
    return ax


def spans(frame, ax=None, language="en"):
    """Draw the time that each toll covers as a bar on a time axis in years; the length is time, not people.

    A period shorter than 0.09 years is drawn at that, the smallest visible width.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per toll, top to bottom: `comparator`, `low`, `best`, `high`, `start`, `end`, `label`.
    ax : matplotlib.axes.Axes, optional
        Its x axis is in years; without it, one is made that holds all periods.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        One bar a row with gid "span-0", "span-1", …

    Examples
    --------
    >>> from conflictdata import casualties
    >>> len(spans(casualties().assign(label="")).patches)
    5
    """
    tolls = tolls_of(frame, "start", "end", "label")
    first, ax = ax is None, theme.new_axes(ax)
    if first:
        ax.set_xlim(frame["start"].min().year - 1, frame["end"].max().year + 1)
    ax.set_ylim(len(frame), 0)
    first, last = ax.get_xlim()
    inch = theme.size_inches(ax)[0] / (last - first)
    for y, (row, toll) in enumerate(zip(frame.itertuples(), tolls, strict=True)):
        start, end = _year(row.start), _year(row.end, 1)
        wide = end - start > (last - first) / 2
        shape = (0.60, 0.22) if wide else (0.38, 0.50)  # a short bar is drawn taller, to be seen
        ax.add_artist(
            Rectangle(
                (start, y + shape[0]),
                max(end - start, 0.09),
                shape[1],
                fc=theme.PEOPLE,
                ec="none",
                zorder=3,
                gid=f"span-{y}",
            )
        )
        value = capital(toll.words(language))
        gap, label_width = theme.text_width(value + "  ", "value"), theme.text_width(row.label, "label")
        fits = (start - 0.45 - first) * inch + theme.MARGIN > gap + label_width
        if wide:
            at, dx, dy = (start, y + 0.55), 0, 0.03
        else:  # beside the bar: left of it where there is room, else right
            at, dy = (start - 0.45 if fits else end, y + 0.74), -0.035
            dx = -gap - label_width if fits else 0.1
        write(ax, at, value, "value", dx=dx, dy=dy)
        write(ax, at, row.label, "label", dx=dx + gap, dy=dy)
    return ax


def _year(day, after=0):
    return day.year + (day.day_of_year - 1 + after) / (366 if day.is_leap_year else 365) - 0.5
