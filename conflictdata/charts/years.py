"""Deaths and tolls on a time axis. Each chart takes a frame and an Axes, returns the Axes."""

import math

from matplotlib.patches import Rectangle

from ..texts import number
from . import theme
from .certainty import BOUNDS, capital, cell, needs, tolls_of
from .theme import write


def deaths_by_year(frame, ax=None, language="en"):
    """Draw estimates per year: a pale bar and a dot for the best, a thin line from low to high.

    Years without a number have no mark: nothing is drawn as zero. `coverage_strip` says what they are.

    Parameters
    ----------
    frame : pandas.DataFrame
        `year`, `low`, `best`, `high` (people), `coverage`.
    ax : matplotlib.axes.Axes, optional
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        With bars (gid "best"), a marker line (gid "dots") and one range line per year (gid "range-1992").

    Examples
    --------
    >>> from conflictdata import yearly
    >>> len(deaths_by_year(yearly()).patches)
    17
    """
    needs(frame, "years", "year", *BOUNDS[1:], "coverage")
    ax = theme.new_axes(ax)
    counted = frame[frame["coverage"] == "counted"]
    for row in counted.itertuples():
        if not 0 <= row.low <= row.best <= row.high:
            raise ValueError(f"{row.year}: low, best and high are out of order: {row.low}, {row.best}, {row.high}")
    year, best = counted["year"].to_numpy(int), counted["best"].to_numpy(float)
    for bar in ax.bar(year, best, width=0.62, color=theme.PALE, lw=0, zorder=2):
        bar.set_gid("best")
    ax.plot(year, best, "o", ms=4.4, color=theme.PEOPLE, mew=0, zorder=4, gid="dots", clip_on=False)
    for row in counted.itertuples():
        ax.plot([row.year] * 2, [row.low, row.high], color=theme.PEOPLE, lw=1.5, zorder=3, gid=f"range-{row.year}")
    step = next(n for n in (10**e * m for e in range(9) for m in (1, 2, 5)) if frame["high"].max() <= 5 * n)
    top = step * math.ceil(frame["high"].max() / step)
    ax.set(xlim=(frame["year"].min() - 1.5, frame["year"].max() + 1.5), ylim=(0, top))
    for y in range(0, top + 1, step):
        ax.axhline(y, color=theme.GRID if y else theme.TEXT, lw=0.8 if y else 0.9, zorder=0.5)
        write(ax, (0, y), number(y, language), "axis", dx=-0.08, dy=-0.045, ha="right", at="y")
    for year in (year for year in frame["year"] if year % 5 == 0):
        write(ax, (year, 0), str(year), "axis", dy=-0.28, ha="center")
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
