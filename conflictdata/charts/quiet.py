"""The years of a low-level conflict, in which a year without a number is no year without deaths."""

import pandas as pd

from ..certainty import BOUNDS
from ..i18n import number
from . import theme
from .annual import counted_years, draw_estimates
from .marks import bar, cell, key
from .pages import PageSpeaker, figure, sheet
from .theme import write

FIRST, LAST, THRESHOLD = 1995, 2019, 25  # the years between the two wars; UCDP's threshold of deaths a year


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
    counted = counted_years(frame)
    if others := sorted(set(frame["coverage"]) - {"counted", "below_threshold"}):
        raise ValueError(f"this chart has room for counted and below_threshold years only, not {', '.join(others)}")
    for row in counted[counted["best"] < threshold].itertuples():
        raise ValueError(f"{row.year:.0f} is counted with {row.best:.0f} deaths, below the threshold of {threshold}")
    ax = theme.new_axes(ax)
    draw_estimates(ax, counted)
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


def quiet_years_page(language="en"):
    """The years between the wars as UCDP has them, below the two words that the article has for how often."""
    from .. import record

    rows = record.yearly().query("@FIRST <= year <= @LAST")
    counted, below = rows[rows["coverage"] == "counted"], rows[rows["coverage"] == "below_threshold"]
    phrases = record.claims().set_index("claim_id")["phrase"]
    war = record.yearly().set_index("year").loc[2020]
    said = {
        "threshold": THRESHOLD,
        "first": str(FIRST),
        "last": str(LAST),
        "all": len(rows),
        "counted": len(counted),
        "below": len(below),
        "total": int(counted["best"].sum()),
        "most": int(counted["best"].max()),
        "most_high": int(counted["high"].max()),
        "most_year": str(counted.loc[counted["best"].idxmax(), "year"]),
        "under": THRESHOLD - 1,
        "war": int(war["best"]),
        "regularly": phrases["C35"],
        "now_and_then": phrases["C27"],
        "release": counted["release"].iloc[0],
    }
    tell = PageSpeaker("quiet_years", language, **said)
    page = sheet(5.07, tell)
    key(page, ["range", "below_threshold", "bar_printed"], language)
    left, width, high = 0.72, theme.WIDTH - 0.72 - theme.MARGIN, 2.95
    bottom = page.bottom + 0.30
    ax = page.axes(left, bottom, width, high)
    quiet_years(rows, ax, language, THRESHOLD)
    write(ax, (0, 1), tell("axis"), "note", dx=theme.MARGIN - left, dy=0.10, at="axes")
    gap = (counted["year"].iloc[1] + 1.1, THRESHOLD)  # in the longest run of years without a row
    write(ax, gap, tell("line"), "note", dy=0.24, patch=True)
    for part, role, dy in (("reached", "value", -0.42), ("others", "note", -0.62)):
        write(ax, (0, 1), tell(part), role, dx=0.12, dy=dy, at="axes", patch=True)
    words = page.axes(left, bottom + high + 0.35, width, 1.0)
    words.set(xlim=ax.get_xlim(), ylim=(0, 1.0))
    start, end = words.get_xlim()
    write(words, (start, 1), tell("words"), "strong", dx=theme.MARGIN - left, dy=-0.02)
    write(words, (start, 0.66), tell("regularly"), "label", dy=0.07)
    bar(words, start, 0.57, end - start, 0.10, gid="C35")
    inch = (end - start) / width
    for x, way in ((start - 0.05 * inch, "<"), (end + 0.05 * inch, ">")):
        words.plot(x, 0.62, way, ms=12, color=theme.PEOPLE, mew=0, clip_on=False)
    write(words, (start, 0.16), tell("now_and_then"), "label", dy=0.07)
    edge = {"hatch": None, "ec": theme.PEOPLE, "ls": (0, (1, 1.8)), "lw": 1.4}  # unlike the hatch of the years below
    cell(words, start, 0.03, end - start, 0.14, "not_stated", gid="C27", **edge)
    claims = pd.DataFrame({"claim_id": ["C35", "C27"], "phrase": [phrases["C35"], phrases["C27"]]})
    values = pd.concat([claims, rows[["year", *BOUNDS, "coverage", "release"]]], ignore_index=True)
    return figure(tell, page, values)
