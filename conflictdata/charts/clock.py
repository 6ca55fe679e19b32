"""Tolls and the length of time they cover. Each chart takes a frame and an Axes, returns the Axes."""

import math

import numpy as np
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from ..i18n import number, say
from . import labels, theme
from .certainty import CEILINGS, FLOORS, capital, link, mark, numbers, stated, tolls_of
from .theme import write

TICKS = {"day": 1, "week": 7, "month": 30.4, "year": 365.25, "ten_years": 3652.5, "thirty_years": 10957.5}
RATES = (0.1, 1, 10, 100, 1000)
ZERO = 0.16  # where a toll of none is drawn, below the scale and apart from it
LIST = 2.9  # inches for the list of names, where they find no room beside their points
POINT = 0.085  # inches from the middle of a point to its edge, or of the ring of "about"
RING = 0.115
TALLEST = 5.0  # inches of the plot beside a list
LEAST = 1.8  # inches of the plot above a list
BELOW = 0.4  # inches from the plot to a list below it
MOST = 12


def toll_and_clock(frame, ax=None, language="en"):
    """Draw tolls against the length of the period they cover, both scales logarithmic.

    Every label is put where it covers nothing. Where that cannot be done, the points are numbered and the labels
    listed beside the chart, or below it where it is narrow, in Axes made smaller to make room. A toll of 0 is drawn
    below the scale, which has no zero.

    .. image:: ../../figures/en/toll_and_clock.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per toll and reading of its period, 12 at most: `comparator`, `low`, `best`, `high` (people), `days`,
        `label`. Optional `toll` (rows of one toll are linked, its number is said once) and `reading` ("printed" is
        solid, others are hollow).
    ax : matplotlib.axes.Axes, optional
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        With one marker line per row, labelled by gid "point-0", "point-1", …

    Raises
    ------
    ValueError
        If a toll or a length is impossible, there are more than 12, or the Axes are too small for the labels.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "days": 31, "label": "in May"})
    >>> toll_and_clock(mine).get_yscale()
    'log'
    """
    tolls = tolls_of(frame, "days", "label")
    frame = frame.assign(days=numbers(frame, "days"))
    if any(not 1 <= days < math.inf for days in frame["days"]):
        raise ValueError("every length of time must be at least 1 day: a logarithmic scale has no shorter one here")
    if any(toll.n != int(toll.n) for toll in tolls):
        raise ValueError("a toll counts people: every one must be a whole number")
    if len(tolls) > MOST:
        raise ValueError(f"{len(tolls)} tolls are more than the {MOST} that can be told apart; draw fewer at a time")
    said = _said(frame, tolls, language)
    beside = ax is None or theme.size_inches(ax)[0] >= LIST + 2
    column = (LIST if beside else theme.size_inches(ax)[0]) - 0.42
    listed = [labels.block_of([(" ".join(t.split()), role) for t, role in parts], column) for parts in said]
    needed = sum(high for *_, high in listed) + 0.08 * len(listed) + (0 if beside else LEAST + BELOW)
    ax = theme.new_axes(ax, height=max(5.0, needed + 1.2), left=0.98)
    width, height = theme.size_inches(ax)
    _scales(ax, frame, tolls)
    for i, (row, toll) in enumerate(zip(frame.itertuples(), tolls, strict=True)):
        mark(ax, row.days, toll.n or ZERO, toll, printed=_printed(row), gid=i)
    if "toll" in frame:
        for _, group in frame.groupby("toll", sort=False):
            if len(group) > 1:
                n = tolls[frame.index.get_loc(group.index[0])].n
                link(ax, [group["days"].min(), group["days"].max()], [n or ZERO] * 2)
    room, points = _room(ax, frame, tolls)
    found = labels.place(room, points, said)
    if found is None:
        if needed > height or column < 1.2:
            raise ValueError(
                f"the labels of these tolls need axes at least {max(width, LEAST):.1f} by {needed:.1f} inches; "
                f"these are {width:.1f} by {height:.1f}"
            )
        _list(ax, listed, beside)
        room, points = _room(ax, frame, tolls)
        spots = _together(points)
        found = labels.place(room, [points[i[0]] for i in spots], [[(_numbers(i), "strong")] for i in spots]) or []
    width, height = theme.size_inches(ax)
    for lines, (left, _, _, top) in found:
        for line, role, down in lines:
            write(ax, (left / width, (top - down) / height), line, role, at="axes", patch=True)
    _grid(ax, room, language)
    return ax


def _said(frame, tolls, language):
    """Return the parts of each label: the number, where it is said for the first time, and the words below."""
    names, parts = list(frame["toll"]) if "toll" in frame else list(range(len(frame))), []
    for i, (row, toll) in enumerate(zip(frame.itertuples(), tolls, strict=True)):
        number_words = [(capital(toll.words(language)), "value")] if names[i] not in names[:i] else []
        label = [(str(row.label), "label" if _printed(row) else "note")] if stated(row.label) else []
        parts.append(number_words + label or [(toll.words(language), "label")])
    return parts


def _printed(row):
    return getattr(row, "reading", "printed") == "printed"


def _scales(ax, frame, tolls):
    most, longest = max(toll.high or toll.n for toll in tolls), frame["days"].max()
    none = any(toll.n == 0 for toll in tolls)
    top = 10 ** max(2, math.ceil(math.log10(max(most, 1) * 1.2)))
    xlim = (0.6, 20000 if longest < 15000 else longest * 1.6)
    ax.set(xscale="log", yscale="log", xlim=xlim, ylim=(0.075 if none else 0.36, top * 1.6))


def _room(ax, frame, tolls):
    """Return the room for labels, with points, arrows and links taken, and the points, all in inches."""
    width, height = theme.size_inches(ax)
    (x0, x1), (y0, y1) = np.log10(ax.get_xlim()), np.log10(ax.get_ylim())
    room, points, ends = labels.Room(width, height, (0, -0.03, 0.12, 0.12)), [], {}
    for row, toll in zip(frame.itertuples(), tolls, strict=True):
        x = (math.log10(row.days) - x0) / (x1 - x0) * width
        y = (math.log10(toll.n or ZERO) - y0) / (y1 - y0) * height
        points.append((x, y))
        up, down = 29 / 72 * (toll.comparator in FLOORS), 29 / 72 * (toll.comparator in CEILINGS)
        round_it = RING if toll.comparator == "about" else POINT
        room.take((x - round_it, y - max(round_it, down), x + round_it, y + max(round_it, up)))
        ends.setdefault(getattr(row, "toll", len(points)), []).append(x)
        if len(ends[getattr(row, "toll", len(points))]) > 1:
            xs = ends[row.toll]
            room.take((min(xs), y - 0.03, max(xs), y + 0.03))
    return room, points


def _together(points):
    """Group points that lie on each other, as lists of their places in the frame."""
    groups = []
    for i, (x, y) in enumerate(points):
        same = next((g for g in groups if math.dist(points[g[0]], (x, y)) < POINT), None)
        groups.append([i]) if same is None else same.append(i)
    return groups


def _numbers(places):
    """Write numbers of rows: 1, 3–5."""
    runs = []
    for n in (place + 1 for place in places):
        if runs and runs[-1][1] == n - 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return ", ".join(str(a) if a == b else f"{a}–{b}" if b > a + 1 else f"{a}, {b}" for a, b in runs)


def _list(ax, listed, beside):
    """Narrow the Axes and list the labels to the right of them, or below them where they are narrow, numbered."""
    box, (width, height) = ax.get_position(), theme.size_inches(ax)
    long = sum(high for *_, high in listed) + 0.08 * len(listed)
    room = min(TALLEST, height if beside else height - long - BELOW)
    share = 1 - LIST / width if beside else 1
    ax.set_position((box.x0, box.y1 - box.height * room / height, box.width * share, box.height * room / height))
    width, height = theme.size_inches(ax)
    x, y = (width + 0.18, height) if beside else (0.0, -BELOW)
    for i, (lines, _, high) in enumerate(listed, 1):
        write(ax, (x / width, (y - lines[0][2]) / height), str(i), "strong", at="axes")
        for line, role, down in lines:
            write(ax, ((x + 0.24) / width, (y - down) / height), line, role, at="axes")
        y -= high + 0.08


def _grid(ax, room, language):
    """Draw scales and lines of equal averages; each line is named where nothing else stands."""
    width, height = theme.size_inches(ax)
    (left, right), (low, top) = ax.get_xlim(), ax.get_ylim()
    decades = [10**e for e in range(9) if 10**e < top]
    for n in decades:
        ax.axhline(n, color=theme.GRID, lw=0.8, zorder=0)
        write(ax, (0, n), number(n, language), "axis", dx=-0.10, dy=-0.045, ha="right", at="y")
    if low < ZERO:
        ax.axhline(ZERO, color=theme.GRID, lw=0.8, ls=(0, (4, 3)), zorder=0)
        write(ax, (0, ZERO), "0", "axis", dx=-0.10, dy=-0.045, ha="right", at="y")
    ax.axhline(low, color=theme.TEXT, lw=0.9, clip_on=False)
    ticks = [(key, days) for key, days in TICKS.items() if days < right]
    ax.vlines(
        [days for _, days in ticks],
        -0.06 / height,
        0,
        color=theme.TEXT,
        lw=0.9,
        clip_on=False,
        transform=ax.get_xaxis_transform(),
    )
    end = -math.inf
    for key, days in ticks:
        words = say(f"clock.{key}", language)
        middle = (math.log10(days / left)) / math.log10(right / left) * width
        wide = theme.text_width(words, "axis")
        if middle - wide / 2 > end + 0.06:
            write(ax, (days, 0), words, "axis", dy=-0.24, ha="center", at="x")
            end = middle + wide / 2
    slope = math.degrees(math.atan2(height / math.log10(top / low), width / math.log10(right / left)))
    for rate in (rate for rate in RATES if rate * left < top / 3):
        days = np.array([left, right])
        if low < 1:  # the lines belong to the scale, not to the room of none below it
            days[0] = max(left, max(low, 0.36) / rate)
        days[1] = min(right, top / rate)
        ax.plot(days, days * rate, ls=(0, (1, 2.6)), lw=1.1, color=theme.CONTEXT, zorder=1, gid=f"rate-{rate}")
        words = say("clock.rate", language, n=rate)
        spot, side = _along(room, days, rate, words, slope, (left, right, low, top), (width, height))
        if spot:
            style = {"fontproperties": theme.font("note", words), "color": theme.NOTE, "zorder": 1.5}
            turned = {"rotation": slope, "rotation_mode": "anchor", "ha": "center", "va": "baseline"}
            shift = (-4, 6) if side > 0 else (5, -11)
            where = ax.transData + ScaledTranslation(shift[0] / 72, shift[1] / 72, ax.figure.dpi_scale_trans)
            ax.add_artist(Text(spot, spot * rate, words, transform=where, clip_on=False, **style, **turned))


def _along(room, days, rate, words, slope, limits, size):
    """Return the days at which the name of a line of equal averages covers nothing, and whether above (1) or below."""
    left, right, low, top = limits
    wide, turn = theme.text_width(words, "note") / 2, math.radians(slope)
    along = [(wide * k / 3 * math.cos(turn), wide * k / 3 * math.sin(turn)) for k in range(-3, 4)]
    for side in (1, -1):
        for part in sorted(np.arange(0.06, 0.93, 0.02), key=lambda part: abs(part - 0.36)):
            spot = 10 ** (math.log10(days[0]) + part * math.log10(days[1] / days[0]))
            x = math.log10(spot / left) / math.log10(right / left) * size[0] - side * 0.05
            y = math.log10(spot * rate / low) / math.log10(top / low) * size[1] + side * 0.125
            boxes = [(x + a - 0.07, y + b - 0.075, x + a + 0.07, y + b + 0.075) for a, b in along]
            if all(map(room.free, boxes)):
                room.take(*boxes)
                return spot, side
    return None, 0


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
