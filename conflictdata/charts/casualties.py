"""Charts of the dead: per year, on one scale, against the clock. Each takes a frame and an Axes, returns the Axes."""

import math

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.patheffects import Normal, Stroke

from ..texts import number, say
from ..tolls import Toll
from . import theme
from .theme import write

PITCH = 4 / theme.DPI  # inches from mark to mark: three pixels of ink, one of paper
STEPS = (1.0, 0.62, 0.30)  # opacity of a block of "about": surely, as stated, at most
BOUNDS = ["comparator", "low", "best", "high"]
MARKS_AT_MOST = 60_000
GAPS = (0.06, 0.17)  # inches between two blocks with their words: at least, at most
HATCHES = {"below_threshold": "////", "coded_elsewhere": "....", "not_covered": ""}


def _number(value):
    return None if value is None or value != value else value


def _tolls(frame, *needed):
    """Return each row of a frame of tolls as a Toll; a frame that lacks a column or a toll is refused in words."""
    lacking = [column for column in (*BOUNDS, *needed) if column not in frame]
    if lacking or not len(frame):
        what = f"the columns {', '.join(lacking)}" if lacking else "any row"
        raise ValueError(f"the frame of tolls lacks {what}; it needs {', '.join((*BOUNDS, *needed))}")
    cells = frame[BOUNDS].astype(object)
    tolls = [Toll(*row) for row in cells.where(cells.notna(), None).itertuples(index=False)]
    for toll in tolls:
        if toll.comparator == "vague":
            raise ValueError(f"a vague toll ({toll.words()}) has no number to draw")
    return tolls


def capital(text):
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


# ---------------------------------------------------------------- one scale


def shells(n):
    """Return the places (column, row) of the first n marks of a block that grows in shells from the lower left.

    Shell k completes the square of k × k marks: up the right column, then left along the top row.
    """
    side = math.ceil(math.sqrt(n))
    index = np.arange(n)
    shell = np.floor(np.sqrt(index)).astype(int)
    step = index - shell**2
    columns = np.where(step <= shell, shell, 2 * shell - step)
    rows = np.where(step <= shell, step, shell)
    assert n == 0 or max(columns.max(), rows.max()) < side
    return columns, rows


def block(toll):
    """Return a toll as a square array of opacities, one cell a person, row 0 at the bottom.

    Solid cells are the people the words assert. "At least" and "more than" fade out beyond them; "about" has two
    lighter steps at plus and minus half of the last counted digit (our arithmetic).
    """
    if toll.comparator == "about":
        low, high = toll.rounding()
        edges = [(high, STEPS[2]), (toll.best, STEPS[1]), (low, STEPS[0])]
    elif toll.comparator in ("at-least", "more-than"):
        side = math.sqrt(toll.low)
        fading = max(2, round(side / 11))
        opacities = np.linspace(0.60, 0.05, fading) if fading > 2 else (0.45, 0.18)
        outer = [(int((math.ceil(side) + k) ** 2), opacity) for k, opacity in enumerate(opacities, 1)]
        edges = [*reversed(outer), (toll.low, 1.0)]
    elif toll.comparator in ("estimate", "between"):
        edges = [(toll.high, STEPS[2]), (toll.best, STEPS[1]), (toll.low, STEPS[0])]
    elif toll.comparator == "exact":
        edges = [(toll.best, 1.0)]
    else:
        edges = [(toll.n, STEPS[1])]
    edges = [(int(n), opacity) for n, opacity in edges if n is not None]
    side = math.ceil(math.sqrt(max(n for n, _ in edges)))
    cells = np.zeros((side, side))
    for n, opacity in edges:
        columns, rows = shells(n)
        cells[rows, columns] = opacity
    return cells


def _raster(cells, colour):
    """Draw each cell as three by three pixels of ink on a pitch of four, as an RGBA image."""
    alpha = np.kron(cells[::-1], np.pad(np.ones((3, 3)), ((1, 0), (0, 1))))
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.uint8)
    return np.dstack([np.broadcast_to(rgb, (*alpha.shape, 3)), np.round(alpha * 255).astype(np.uint8)])


def one_scale(frame, ax=None, language="en"):
    """Draw tolls as blocks on one linear scale: one mark is one person.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per toll, drawn left to right: `comparator`, `low`, `best`, `high` (people), `label` (the period in
        words). Optional `may_include`: the index of an earlier row whose dead may be among these, with `question`.
    ax : matplotlib.axes.Axes, optional
        Its lower edge is the common baseline; 0.62 inches below it are needed for words.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        With one image per toll; its data units are marks.

    Raises
    ------
    ValueError
        If a toll is impossible, or there are more people than marks that can be drawn (60,000).

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "label": ["in May"]})
    >>> len(one_scale(mine).images)
    1
    """
    tolls = _tolls(frame, "label")
    if any(toll.n != int(toll.n) or toll.n < 1 for toll in tolls):
        raise ValueError("one mark is one person: every toll must be a whole number of at least 1")
    blocks = [block(toll) for toll in tolls]
    people = sum(int((cells > 0).sum()) for cells in blocks)
    if people > MARKS_AT_MOST:
        raise ValueError(
            f"one mark a person needs {number(people)} marks, more than the {number(MARKS_AT_MOST)} "
            "that can be told apart here; draw these tolls with toll_and_clock instead"
        )
    ax = theme.new_axes(ax)
    width, height = theme.size_inches(ax)
    rooms = [_room(*column, language) for column in zip(tolls, blocks, frame["label"], strict=True)]
    gap = min(GAPS[1], (width - sum(rooms)) / max(len(rooms) - 1, 1))
    tallest = max(map(len, blocks)) * PITCH
    if gap < GAPS[0] or tallest > height:
        needed = sum(rooms) + GAPS[0] * (len(rooms) - 1)
        raise ValueError(
            f"these tolls need axes at least {needed:.1f} by {tallest:.1f} inches; "
            f"these are {width:.1f} by {height:.1f}"
        )
    spots = [round((sum(rooms[:i]) + gap * i) / PITCH) for i in range(len(rooms))]
    for toll, cells, label, room, left in zip(tolls, blocks, frame["label"], rooms, spots, strict=True):
        side = len(cells)
        ax.imshow(
            _raster(cells, theme.PEOPLE),
            extent=(left, left + side, 0, side),
            interpolation="nearest",
            origin="upper",
            aspect="auto",
            zorder=2,
        )
        write(ax, (left, 0), capital(toll.words(language)), "value", dy=-0.24)
        write(ax, (left, 0), label, "label", dy=-0.45, width=room + 0.01)
    ax.set(xlim=(0, width / PITCH), ylim=(0, height / PITCH))
    ax.axhline(-1.5, color=theme.TEXT, lw=0.9, clip_on=False)
    _single_person(ax, tolls, spots, language)
    _rounding_ticks(ax, tolls, spots, language)
    if "may_include" in frame:
        _outlines(ax, frame, tolls, spots)
    return ax


def _room(toll, cells, label, language):
    """Return the width of a block and its words in inches; a label without line breaks may be wrapped to the block."""
    value = theme.text_width(capital(toll.words(language)), "value")
    room = max(len(cells) * PITCH, value)
    lines = label.split("\n") if "\n" in label else theme.wrap(label, "label", max(room, 0.8))
    return max(room, *(theme.text_width(line, "label") for line in lines))


def _single_person(ax, tolls, spots, language):
    """Ring a lone mark and name it: it is the unit of the whole chart."""
    for toll, left in zip(tolls, spots, strict=True):
        if toll.best == 1:
            centre = (left + 0.5, 0.5)
            ax.plot(*centre, "o", ms=7.2, mfc="none", mec=theme.NOTE, mew=0.8, clip_on=False, zorder=4)
            ax.annotate(
                "",
                centre,
                xytext=(0, 23),
                textcoords="offset points",
                annotation_clip=False,
                arrowprops={"arrowstyle": "-", "lw": 0.8, "color": theme.NOTE, "shrinkB": 4},
            )
            write(ax, (left, 0.5), say("one_scale.person", language), "note", dy=0.36)


def _rounding_ticks(ax, tolls, spots, language):
    for toll, left in zip(tolls, spots, strict=True):
        if toll.comparator != "about" or toll.best < 1000:
            continue
        low, high = toll.rounding()
        for n in (low, toll.best, high):
            y = math.sqrt(n)
            ax.plot([left - 4, left - 1], [y, y], color=theme.NOTE, lw=0.8, clip_on=False)
            write(ax, (left - 5.5, y), number(n, language), "note", ha="right", dy=-0.045)


def _outlines(ax, frame, tolls, spots):
    """Draw a smaller toll at true size inside the one that may hold the same dead, with the question."""
    for row, left in zip(frame.itertuples(), spots, strict=True):
        if _number(row.may_include) is None:
            continue
        side = math.ceil(math.sqrt(tolls[frame.index.get_loc(row.may_include)].n))
        ax.add_patch(
            Rectangle(
                (left, 0),
                side,
                side,
                fill=False,
                ec=theme.QUESTION,
                lw=1.4,
                ls=(0, (4, 2.2)),
                zorder=4,
                path_effects=[Stroke(linewidth=3.4, foreground=theme.PAPER), Normal()],
                clip_on=False,
            )
        )
        lines = theme.wrap(row.question, "note", side * PITCH - 0.14)
        step = theme.leading("note") / PITCH
        middle = side / 2 + (len(lines) / 2 - 0.75) * step
        ax.add_patch(
            Rectangle(
                (left + 2.5, side / 2 - len(lines) / 2 * step - 3),
                side - 5,
                len(lines) * step + 6,
                fc=theme.PAPER,
                ec="none",
                zorder=4,
            )
        )
        for i, line in enumerate(lines):
            write(ax, (left + side / 2, middle - i * step), line, "note", ha="center", color=theme.TEXT)


# ---------------------------------------------------------------- toll and clock

CLOCK_TICKS = {"day": 1, "week": 7, "month": 30.4, "year": 365.25, "ten_years": 3652.5, "thirty_years": 10957.5}
RATES = (0.1, 1, 10, 100)


def toll_and_clock(frame, ax=None, language="en"):
    """Draw tolls against the length of the period they cover, both scales logarithmic.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per toll and reading of its period: `comparator`, `low`, `best`, `high` (people), `days`, `label`.
        Optional `toll` (rows of one toll are linked), `reading` ("printed" is solid, others are hollow), and the
        place of the label: `dx`, `dy` (inches), `ha`.
    ax : matplotlib.axes.Axes, optional
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        With one marker line per row, labelled by gid "point-0", "point-1", …

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "days": 31, "label": "in May"})
    >>> toll_and_clock(mine).get_yscale()
    'log'
    """
    tolls = _tolls(frame, "days", "label")
    if any(not days > 0 for days in frame["days"]) or any(toll.n < 1 for toll in tolls):
        raise ValueError("on logarithmic scales every toll and every length in days must be at least 1")
    ax = theme.new_axes(ax)
    top = 10 ** max(5, math.ceil(math.log10(max(t.n for t in tolls) * 1.5)))
    ax.set(xscale="log", yscale="log", xlim=(0.6, 20000), ylim=(0.36, top * 1.6))
    _clock_grid(ax, top, language)
    heading = None
    for i, (row, toll) in enumerate(zip(frame.itertuples(), tolls, strict=True)):
        printed = getattr(row, "reading", "printed") == "printed"
        if toll.comparator in ("at-least", "more-than"):
            ax.annotate(
                "",
                (row.days, toll.n),
                gid=f"arrow-{i}",
                xytext=(0, 27),
                textcoords="offset points",
                arrowprops={
                    "arrowstyle": "<|-",
                    "lw": 1.7,
                    "color": theme.PEOPLE,
                    "shrinkB": 5.5,
                    "mutation_scale": 11,
                },
                zorder=3,
            )
        ax.plot(row.days, toll.n, "o", zorder=4, gid=f"point-{i}", **_point(printed))
        name = getattr(row, "toll", i)
        first = name != heading
        heading = name
        _clock_label(ax, row, toll, first, printed, language)
    if "toll" in frame:
        for _, group in frame.groupby("toll"):
            if len(group) > 1:
                ends = sorted(group["days"])
                n = tolls[frame.index.get_loc(group.index[0])].n
                ax.plot(ends, [n, n], ls=(0, (3, 2)), lw=1.2, color=theme.PEOPLE, zorder=2.5, gid="link")
    return ax


def clock_key(ax, edge, above, language="en"):
    """Draw the key of points and arrows above the chart, at `edge` and `above` in inches from its upper left corner."""
    width, height = theme.size_inches(ax)
    x, y = edge, height + above
    for name in ("printed", "other", "floor"):
        at = ((x + 0.06) / width, (y + 0.045) / height)
        if name == "floor":
            low, high = at[1] - 0.085 / height, at[1] + 0.075 / height
            arrow = {"arrowstyle": "-|>", "lw": 1.7, "color": theme.PEOPLE, "shrinkA": 0, "shrinkB": 0}
            arrow["mutation_scale"] = 10
            place = {"xycoords": "axes fraction", "annotation_clip": False}
            ax.annotate("", (at[0], high), xytext=(at[0], low), arrowprops=arrow, **place)
        else:
            ax.plot(*at, "o", transform=ax.transAxes, clip_on=False, **_point(name == "printed"))
        text = say(f"toll_and_clock.key_{name}", language)
        write(ax, (0, 1), text, "note", dx=x + 0.18, dy=above, color=theme.TEXT, xycoords="axes fraction")
        x += 0.18 + theme.text_width(text, "note") + 0.25


def _point(printed):
    """Return the style of a point: solid as printed, hollow for another reading."""
    face, edge = (theme.PEOPLE, theme.PAPER) if printed else (theme.PAPER, theme.PEOPLE)
    return {"ms": 10 if printed else 9, "mfc": face, "mec": edge, "mew": 1.2 if printed else 1.8}


def _clock_label(ax, row, toll, first, printed, language):
    dx, dy, ha = (getattr(row, key, default) for key, default in (("dx", 0.14), ("dy", -0.05), ("ha", "left")))
    role, colour = ("label", theme.TEXT) if printed else ("note", theme.NOTE)
    place = {"dx": dx, "ha": ha, "patch": True}
    if first:
        write(ax, (row.days, toll.n), capital(toll.words(language)), "value", dy=dy, **place)
        dy -= 0.20
    write(ax, (row.days, toll.n), row.label, role, dy=dy, color=colour, **place)


def _clock_grid(ax, top, language):
    decade = 1
    while decade <= top:
        ax.axhline(decade, color=theme.GRID, lw=0.8, zorder=0)
        write(
            ax,
            (0, decade),
            number(decade, language),
            "axis",
            dx=-0.10,
            dy=-0.045,
            ha="right",
            xycoords=ax.get_yaxis_transform(),
        )
        decade *= 10
    floor = ax.get_ylim()[0]
    ax.axhline(floor, color=theme.TEXT, lw=0.9, clip_on=False)
    for key, days in CLOCK_TICKS.items():
        ax.plot([days, days], [-0.018, 0], color=theme.TEXT, lw=0.9, clip_on=False, transform=ax.get_xaxis_transform())
        write(
            ax,
            (days, 0),
            say(f"clock.{key}", language),
            "axis",
            dy=-0.24,
            ha="center",
            xycoords=ax.get_xaxis_transform(),
        )
    (x0, x1), (y0, y1) = np.log10(ax.get_xlim()), np.log10(ax.get_ylim())
    width, height = theme.size_inches(ax)
    slope = math.degrees(math.atan2(height / (y1 - y0), width / (x1 - x0)))
    for rate, at in zip(RATES, (60, 150, 35, 10), strict=True):
        days = np.array(ax.get_xlim())
        ax.plot(days, days * rate, ls=(0, (1, 2.6)), lw=1.1, color=theme.CONTEXT, zorder=1, gid=f"rate-{rate}")
        label = say("clock.rate", language, n=rate)
        ax.annotate(
            label,
            (at, at * rate),
            xytext=(-4, 6),
            textcoords="offset points",
            rotation=slope,
            rotation_mode="anchor",
            fontproperties=theme.font("note", label),
            color=theme.NOTE,
            ha="center",
            va="baseline",
            zorder=1.5,
        )


# ---------------------------------------------------------------- deaths by year


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
        write(
            ax, (0, y), number(y, language), "axis", dx=-0.08, dy=-0.045, ha="right", xycoords=ax.get_yaxis_transform()
        )
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
    ax = theme.new_axes(ax, height=1.4)
    first, last = int(frame["year"].min()), int(frame["year"].max())
    ax.set(xlim=(first - 1.5, last + 1.5), ylim=(0, 1))
    cells = [(int(row.year), row.coverage, row.counted_from) for row in frame.itertuples()]
    for year, coverage, counted_from in [(first - 1, "not_covered", None), *cells, (last + 1, "not_covered", None)]:
        part = isinstance(counted_from, str)
        coverage_cell(ax, year - 0.42, 0.5 if part else 1, coverage, 0.84).set_gid(f"{coverage}-{year}")
    return ax


def coverage_cell(ax, x, height, coverage, width):
    """Draw one cell of the coverage grammar and return it."""
    style = {"fc": theme.PEOPLE, "ec": theme.PEOPLE}
    if coverage != "counted":
        style = {"fc": theme.PAPER, "ec": theme.CONTEXT, "hatch": HATCHES[coverage], "hatch_linewidth": 0.7}
    if coverage == "not_covered":
        style["ls"] = (0, (1.5, 1.5))
    return ax.add_patch(Rectangle((x, 0), width, height, lw=0.7, clip_on=False, **style))


def coverage_key(ax, edge, language="en"):
    """Draw the key of the coverage strip below it, in two rows; `edge` is where it begins, in inches from the Axes."""
    first, last = ax.get_xlim()
    inch = (last - first) / theme.size_inches(ax)[0]
    rows = (("counted", "part", "below_threshold"), ("coded_elsewhere", "not_covered"))
    heading = say("deaths_by_year.strip", language)
    write(ax, (0, 0), heading, "note", dx=edge, dy=-0.27, xycoords="axes fraction")
    for i, row in enumerate(rows):
        x = first + (edge + theme.text_width(heading, "note") + 0.15) * inch
        for coverage in row:
            height = 0.42 if coverage == "part" else 0.85
            cell = coverage_cell(ax, x, height, "counted" if coverage == "part" else coverage, 0.17 * inch)
            cell.set_y(-1.85 - 1.3 * i)
            text = say(f"coverage.{coverage}", language)
            write(ax, (x + 0.23 * inch, 0), text, "note", dy=-0.27 - 0.195 * i, color=theme.TEXT)
            x += (0.23 + theme.text_width(text, "note") + 0.2) * inch


def spans(frame, ax=None, language="en"):
    """Draw the time that each toll covers as a bar on a time axis in years; the length is time, not people.

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
    tolls = _tolls(frame, "start", "end", "label")
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
        ax.add_patch(
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
