"""Deaths a year, what each year is, and the time that tolls cover, on an axis of years."""

import math

import pandas as pd
from matplotlib.patches import Rectangle

from ..certainty import BOUNDS
from ..i18n import number
from . import theme
from .marks import HATCHES, TOLL_COLUMNS, capital, cell, key, needs, numbers, tolls_of
from .pages import PageSpeaker, article_tolls, days_written, figure, sheet
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
    counted = counted_years(frame)
    ax = theme.new_axes(ax)
    draw_estimates(ax, counted)
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


def counted_years(frame):
    """Return the counted years of a frame with their numbers as numbers; what cannot be drawn is refused in words."""
    needs(frame, "years", "year", *BOUNDS, "coverage")
    if (twice := frame.loc[frame["year"].duplicated(), "year"]).size:
        raise ValueError(f"{twice.iloc[0]} stands twice among the years: give one row a year, of one conflict")
    if unknown := sorted(set(frame["coverage"].astype(str)) - {"counted", *HATCHES}):
        raise ValueError(f"unknown coverage {', '.join(unknown)}: use counted, {', '.join(HATCHES)}")
    rows = frame[frame["coverage"] == "counted"]
    whole = {column: numbers(rows, column).astype("Float64") for column in ("year", *BOUNDS)}
    for year, low, best, high in zip(*whole.values(), strict=True):
        low, best, high = (None if pd.isna(n) else n for n in (low, best, high))
        stated = [n for n in (0, low, best, high) if n is not None]
        if best is None or (low is None) != (high is None) or stated != sorted(stated):
            raise ValueError(
                f"{year:.0f}: a counted year needs a best number, and low and high in order or neither; "
                f"it has low, best, high = {low}, {best}, {high}"
            )
    return rows.assign(**{column: values.astype(float) for column, values in whole.items()})


def draw_estimates(ax, counted):
    """Draw a pale bar and a dot for the best number of each year, and a thin line from low to high."""
    for bar in ax.bar(counted["year"], counted["best"], width=0.62, color=theme.PALE, lw=0, zorder=2):
        bar.set_gid("best")
    ax.plot(
        counted["year"], counted["best"], "o", ms=4.4, color=theme.PEOPLE, mew=0, zorder=4, gid="dots", clip_on=False
    )
    style = {"color": theme.PEOPLE, "lw": 1.5, "zorder": 3}
    for row in counted.dropna(subset=["low", "high"]).itertuples():
        ax.plot([row.year] * 2, [row.low, row.high], gid=f"range-{row.year:.0f}", **style)


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
    """Return where a day lies on an axis on which each year has its middle at its number."""
    return day.year + (day.day_of_year - 1 + after) / (366 if day.is_leap_year else 365) - 0.5


def deaths_by_year_page(language="en"):
    """UCDP's deaths per year, what each year is, and the time that the article's tolls cover."""
    from .. import record

    years, four = record.yearly(), article_tolls()
    counted = years[years["coverage"] == "counted"].set_index("year")
    first_war, kinds = counted.loc[1992:1994], years["coverage"].value_counts()
    others = record.references().set_index("reference_id")
    total, war1, war2 = counted["best"].sum(), first_war["best"].sum(), counted.at[2020, "best"]
    words = {
        "share": int(10 * (war1 + war2) // total),
        "total": int(total),
        "war": "1992–94",
        "war1": int(war1),
        "war2": int(war2),
        "low": int(others.at["hrw-1994", "best"]),
        "cow": int(others.at["cow-1991-1994", "best"]),
        "high": int(others.at["reuters-2020-30000", "best"]),
        "prio_low": int(others.at["prio-193-1992-1994", "low"]),
        "prio_high": int(others.at["prio-193-1992-1994", "high"]),
        "release": counted.at[2020, "release"],
        "active": years["release"].iloc[-1],
        "end": str(years["year"].iloc[-1]),
        "counted_years": int(kinds["counted"]),
        "below": int(kinds["below_threshold"]),
        "elsewhere": int(kinds["coded_elsewhere"]),
        "y2022": int(counted.at[2022, "best"]),
        "y2023": int(counted.at[2023, "best"]),
    }
    tell = PageSpeaker("deaths_by_year", language, **words)
    page = sheet(5.75, tell)
    left, width = 0.82, theme.WIDTH - 0.82 - theme.MARGIN
    spans_at, spans_high = page.bottom + 0.02, 1.46
    strip_at = spans_at + spans_high + 0.96
    chart_at = strip_at + 0.50
    ax = page.axes(left, chart_at, width, page.top - chart_at - 0.26)
    deaths_by_year(years, ax, language)
    at_edge = {"dx": theme.MARGIN - left, "at": "axes"}
    write(ax, (0, 1), tell("axis"), "note", dy=0.13, **at_edge)
    _year_labels(ax, counted, first_war, years, tell)
    strip = page.axes(left, strip_at, width, 0.15)
    coverage_strip(years, strip, language)
    signs = ["counted", "part", "below_threshold", "coded_elsewhere", "not_covered"]
    key(page, signs, language, tell("strip"), strip_at - 0.12)
    below = page.axes(left, spans_at, width, spans_high)
    below.set_xlim(ax.get_xlim())
    labels = [tell("week"), tell("day"), tell("autumn"), tell("since")]
    frame = four.assign(label=labels).iloc[[3, 2, 0, 1]]
    spans(frame, below, language)
    write(below, (0, 1), tell("spans"), "note", dy=0.07, **at_edge)
    values = [
        years.assign(series="UCDP 388"),
        days_written(frame.drop(columns=["status", "label"])).assign(series="article"),
    ]
    columns = ["series", "year", "records", *TOLL_COLUMNS, "coverage", "start", "end", "release"]
    values = pd.concat(values, ignore_index=True)[columns]
    return figure(tell, page, values)


def _year_labels(ax, counted, first_war, years, tell):
    """Write the numbers of the years that are named, and what others count of the first war."""

    def bounds(rows):
        """Return low, best and high of some years together."""
        return {c: int(rows[c].sum()) for c in ("low", "best", "high")}

    beside = {"dx": 0.02, "at": "x", "patch": True}
    write(ax, (1995, 1), tell("first_war", **bounds(first_war)), "value", dy=-1.14, **beside)
    write(ax, (1995, 1), tell("range", **bounds(first_war)), "note", dy=-1.32, **beside)
    write(ax, (1995, 1), tell("others"), "note", dy=-1.53, **beside)
    war, at = counted.loc[[2020]], (2020, counted.at[2020, "best"])
    write(ax, at, tell("year", **bounds(war), year="2020"), "value", dx=-0.12, dy=0.03, ha="right")
    write(ax, at, tell("range", **bounds(war)), "note", dx=-0.12, dy=-0.15, ha="right")
    text = tell("year", **bounds(counted.loc[[2016]]), year="2016")
    write(ax, (2016, counted.at[2016, "high"]), text, "note", dy=0.10, ha="center")
    text = "\n".join(tell("year", **bounds(counted.loc[[year]]), year=str(year)) for year in (2022, 2023))
    write(ax, (1, 0), text, "note", dy=0.62, ha="right", at="axes", patch=True)
    part = years[years["counted_from"].notna()].iloc[0]
    text = tell("part", year=str(part["year"]), best=int(part["best"]), day=pd.Timestamp(part["counted_from"]).day)
    write(ax, (part["year"], part["best"]), text, "note", dx=0.03, dy=0.58, ha="right", patch=True)
    ax.plot([part["year"]] * 2, [part["best"] + 130, 900], color=theme.NOTE, lw=0.8)
    quiet = counted.loc[1995:2019]
    text = tell("quiet", counted=len(quiet), all=25, first="1995", last="2019", threshold=25, **bounds(quiet))
    write(ax, (1997, 0), text, "note", dy=0.42, patch=True)
