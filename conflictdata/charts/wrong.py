"""Charts that are wrong on purpose, one fault each, to be taken apart beside their repaired twins.

None can be drawn without its mark: striped sides, and bands of words around the drawing and across it, where they hide
no bar and no dot. Each takes a frame and an Axes, which it fills up to the frame, and returns the Axes. `lengths` reads
back what was drawn, and `distortion` sets it against the data.
"""

import math
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from ..i18n import number, say
from . import theme
from .blocks import shells
from .certainty import capital, tolls_of
from .clock import SIDE as WORDS
from .theme import write

BAND, SIDE = 0.22, 0.11  # inches: height of a band of words, width of the striped sides
STRIPE = 0.085
CUT = 0.65  # of the height of a broken axis, where a piece is cut out
FRAME = "wrong-on-purpose"  # the gid of every part of the mark


def frame_wrong(ax, room=(0.1, 0.1, 0.1, 0.1), across=(0.5, 0), language="en"):
    """Mark an Axes as wrong on purpose: the frame fills it, and the drawing is left what is inside.

    Whatever is cut out of it, were it half as high, has a part of a band of words: where one across is not enough,
    there are more.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional
    room : tuple of float
        Inches between the frame and the drawing: left, below, right, above.
    across : tuple of float
        Where a band of words has its middle: a part of the height of the drawing, and inches above that.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        Narrowed; every part of the mark has the gid "wrong-on-purpose".
    """
    ax = theme.new_axes(ax, left=theme.MARGIN)
    (width, height), (left, below, right, above) = theme.size_inches(ax), room
    inner = width - left - right - 2 * SIDE, height - below - above - 2 * BAND
    if min(inner) <= 0.3:
        raise ValueError(f"no room for a chart inside its frame: the axes are {width:.1f} by {height:.1f} inches")
    box, (sheet_wide, sheet_high) = ax.get_position(), ax.figure.get_size_inches()
    corner = box.x0 + (SIDE + left) / sheet_wide, box.y0 + (BAND + below) / sheet_high
    ax.set_position((*corner, inner[0] / sheet_wide, inner[1] / sheet_high))
    inches = Affine2D().translate(-SIDE - left, -BAND - below).scale(1 / inner[0], 1 / inner[1]) + ax.transAxes
    slant = [(0, 0), (SIDE, SIDE), (SIDE, SIDE + STRIPE), (0, STRIPE)]
    starts = np.arange(0, height - SIDE - STRIPE, 2 * STRIPE)
    shapes = [[(x + dx, y + dy) for dx, dy in slant] for x in (0, width - SIDE) for y in starts]
    part, above_it = across
    bands = [0, BAND + below + part * inner[1] + above_it - BAND / 2, height - BAND]
    while (wide := max(pairwise(bands), key=np.ptp))[1] - wide[0] - BAND >= height / 2:
        bands = sorted([*bands, sum(wide) / 2])
    shapes += [[(0, y), (width, y), (width, y + BAND), (0, y + BAND)] for y in bands]
    ax.add_artist(PolyCollection(shapes, fc=theme.TEXT, lw=0, transform=inches, zorder=8, clip_on=False, gid=FRAME))
    words, gap = say("wrong.band", language), "   ///   "
    times = max(1, int((width - 0.5) / theme.text_width(words + gap, "strong")))
    words = gap.join(["", *[words] * times, ""]).strip()
    for y in bands:
        look = {"ha": "center", "color": theme.PAPER, "zorder": 9, "gid": FRAME}
        write(ax, (width / 2, y), words, "strong", dy=0.068, at=inches, **look)
    return ax


def lengths(ax, upright=False):
    """Return how long the bars of an Axes are, as drawn, in inches: gid → length. Pieces of one bar count as one."""
    ends = {}
    for patch in ax.patches:
        if (patch.get_gid() or "").startswith("bar-"):
            box = patch.get_window_extent()
            low, high = (box.y0, box.y1) if upright else (box.x0, box.x1)
            known = ends.get(patch.get_gid(), (low, high))
            ends[patch.get_gid()] = min(low, known[0]), max(high, known[1])
    return {gid: (high - low) / ax.figure.dpi for gid, (low, high) in ends.items()}


def distortion(items, values, drawn, base):
    """Set what is drawn against what the data say, each item compared with one of them.

    Parameters
    ----------
    items : list of str
    values, drawn : list of float
        What the data say of each, and how large it is drawn, in any unit.
    base : str
        The item that the others are compared with.

    Returns
    -------
    pandas.DataFrame
        `item`, `value`, `drawn`, `data_ratio`, `drawn_ratio`, `distortion` (drawn ratio ÷ data ratio: 1 is honest)
        and `times` (how many times too large or too small the ratio is drawn).

    Examples
    --------
    >>> distortion(["a", "b"], [1, 100], [1, 4], "a").loc[1, ["distortion", "times"]].tolist()
    [0.04, 25.0]
    """
    frame = pd.DataFrame({"item": list(items), "value": list(map(float, values)), "drawn": list(map(float, drawn))})
    one = frame.set_index("item").loc[base]
    frame["data_ratio"], frame["drawn_ratio"] = frame["value"] / one["value"], frame["drawn"] / one["drawn"]
    frame["distortion"] = frame["drawn_ratio"] / frame["data_ratio"]
    frame["times"] = [rounded(max(d, 1 / d)) if d else None for d in frame["distortion"]]
    return frame


def rounded(x):
    """Return a ratio as it is told: whole from 10 on, two digits below.

    Examples
    --------
    >>> rounded(16.55), rounded(2.243), rounded(0.7279)
    (17, 2.2, 0.73)
    """
    return round(x) if x >= 10 else float(f"{x:.2g}")


def coarse(x):
    """Return a ratio of numbers that are rounded or floors themselves: two digits, no more.

    Examples
    --------
    >>> coarse(303.03)
    300
    """
    return int(float(f"{x:.2g}"))


def log_bars(frame, ax=None, start=1, language="en"):
    """Draw tolls as bars on a logarithmic axis. Wrong: a bar is as long as the axis begins early.

    .. image:: ../../figures/en/wrong_log_bars.png

    `frame` has `comparator`, `low`, `best`, `high` (people); the axis begins at `start`, a power of ten. The bars have
    the gids "bar-0", "bar-1", …
    """
    tolls = tolls_of(frame)
    if not 0 < start <= min(toll.n for toll in tolls):
        raise ValueError(
            f"a logarithmic axis for these tolls cannot begin at {start}: it has no zero and no bar below it"
        )
    ax = frame_wrong(ax, (0.18, 0.30, 0.34, 0.06), language=language)
    end = 10 ** math.ceil(math.log10(max(toll.n for toll in tolls)))
    rows = [i + 0.9 * (i >= len(tolls) / 2) for i in range(len(tolls))]
    ax.set(xscale="log", xlim=(start, end), ylim=(len(tolls) + 0.9, 0))
    _bars(ax, [(start, y + 0.52, toll.n - start, 0.40) for y, toll in zip(rows, tolls, strict=True)])
    for y, toll in zip(rows, tolls, strict=True):
        write(ax, (start, y + 0.42), capital(toll.words(language)), "label", dx=0.05)
    write(ax, (1, 1), say("wrong_log_bars.axis", language, n=start), "note", dx=0.24, dy=-0.12, ha="right", at="axes")
    ax.axvline(start, color=theme.TEXT, lw=0.9, clip_on=False)
    powers = 10.0 ** np.arange(round(math.log10(start)), math.log10(end) + 1)
    ax.vlines(powers, -0.025, 0, color=theme.TEXT, lw=0.9, transform=ax.get_xaxis_transform(), clip_on=False)
    for power in powers[::2]:
        write(ax, (power, 0), number(power, language), "axis", dy=-0.21, ha="center", at="x")
    return ax


def broken_axis(frame, ax=None, language="en"):
    """Draw numbers as bars on an axis from which a piece is cut out. Wrong: the longest bar loses what is cut.

    .. image:: ../../figures/en/wrong_broken_axis.png

    `frame` has `label` and `best`, one of them far larger than the others. The bars have the gids "bar-0", "bar-1", …,
    the longest in two pieces; a band of words lies between them.
    """
    best = [int(n) for n in frame["best"]]
    *_, second, most = (0, 0, *sorted(best))
    step = 2.5 * 10 ** math.floor(math.log10(max(second, 10)))
    low, high = step * math.ceil(second / step), step * math.floor(most / step)
    if not 0 < low < high:
        raise ValueError("there is nothing to cut out: no number is far larger than the others")
    ax = frame_wrong(ax, (0.52, 0.26, 0.08, 0.24), (CUT, 0), language)
    height, half = theme.size_inches(ax)[1], BAND / 2
    inch = max(low / (CUT * height - half - 0.20), step / ((1 - CUT) * height - half - 0.10))  # people
    gap = (CUT * height + half + 0.10) * inch - low
    ax.set(xlim=(-0.6, len(best) - 0.4), ylim=(0, height * inch))
    for i, (n, label) in enumerate(zip(best, frame["label"], strict=True)):
        pieces = [(0, min(n, low))] + [(low + gap, n - high)] * (n > low)
        _bars(ax, [(i - 0.31, y, 0.62, height) for y, height in pieces], name=i)
        write(ax, (i, sum(pieces[-1])), number(n, language), "strong", dy=0.06, ha="center")
        write(ax, (i, 0), label, "axis", dy=-0.19, ha="center")
    ax.axhline(0, color=theme.TEXT, lw=0.9, clip_on=False)
    for y, n in ((0, 0), (low, low), (low + gap, high), (low + gap + step, high + step)):
        write(ax, (0, y), number(int(n), language), "axis", dx=-0.08, dy=-0.045, ha="right", at="y")
    for y in (low, low + gap):
        slash = {"color": theme.TEXT, "lw": 0.9, "transform": ax.get_yaxis_transform(), "clip_on": False}
        ax.plot([-0.02, 0.02], [y - 0.05 * inch, y + 0.05 * inch], **slash)
    return ax


def nested_sum(frame, ax=None, language="en"):
    """Draw tolls end to end as one total. Wrong: some may hold the others, and then their dead are counted twice.

    .. image:: ../../figures/en/wrong_nested_sum.png

    `frame` has `comparator`, `low`, `best`, `high` (people), the largest first. The bars have the gids "bar-0",
    "bar-1", … and stand one after the other; x is people.
    """
    tolls = tolls_of(frame)
    ends = np.cumsum([0] + [toll.n for toll in tolls])
    ax = frame_wrong(ax, (0.08, 0.36, 0.08, 0.36 + BAND), (1, 0.06 + BAND / 2), language)
    ax.set(xlim=(0, ends[-1]), ylim=(0, 1))
    _bars(ax, [(start, 0, toll.n, 1) for start, toll in zip(ends, tolls, strict=False)])
    ax.vlines(ends[1:-1], 0, 1, color=theme.PAPER, lw=0.8, zorder=3)
    total = say("wrong_nested_sum.total", language, n=int(ends[-1]))
    write(ax, (1, 1), total, "value", dy=0.16 + BAND, ha="right", at="axes")
    (width, height), taken = theme.size_inches(ax), 1
    for start, toll in list(zip(ends, tolls, strict=False))[::-1]:  # from the right
        words, middle = "+ " * bool(start) + number(int(toll.n), language), (start + toll.n / 2) / ends[-1]
        wide = theme.text_width(words, "strong") / width
        if wide < toll.n / ends[-1]:
            write(ax, (middle, 0.5), words, "strong", dy=-0.05, ha="center", at="axes", color=theme.PAPER)
            continue
        x = min(middle + wide / 2, taken) - wide / 2  # below its piece, or as near as the words before it allow
        steps = [(middle, 0), (middle, -0.04 / height), (x, -0.13 / height), (x, -0.17 / height)]
        ax.plot(*zip(*steps, strict=True), color=theme.NOTE, lw=0.8, transform=ax.transAxes, clip_on=False)
        write(ax, (x, 0), words, "strong", dy=-0.30, ha="center", at="axes")
        taken = x - wide / 2 - 0.12 / width
    return ax


def cumulative_line(frame, ax=None, language="en"):
    """Add tolls up in the order in which they begin and join them by a line. Wrong: what lies between is invented.

    .. image:: ../../figures/en/wrong_cumulative_line.png

    `frame` has `comparator`, `low`, `best`, `high` (people) and `start`. The line has the gid "line": years, people.
    """
    frame = frame.assign(n=[toll.n for toll in tolls_of(frame, "start")]).sort_values("start")
    people = [int(n) for n in frame["n"].cumsum()]
    years = [day.year + (day.day_of_year - 1) / 366 for day in frame["start"]]
    ax = frame_wrong(ax, (0.62, 0.27, 0.30, 0.22), (0.30, 0), language)
    top = 20_000 * math.ceil(people[-1] / 20_000)
    ax.set(xlim=(math.floor(years[0]), math.ceil(years[-1]) + 0.5), ylim=(0, top))
    ax.fill_between(years, people, color=theme.PALE, lw=0, zorder=1)
    ax.plot(years, people, "-o", color=theme.PEOPLE, lw=2, ms=6, mew=0, zorder=3, gid="line", clip_on=False)
    for y in range(0, top + 1, 20_000):
        ax.axhline(y, color=theme.GRID if y else theme.TEXT, lw=0.8, zorder=0.5)
        write(ax, (0, y), number(y, language), "axis", dx=-0.08, dy=-0.045, ha="right", at="y")
    for year in (year for year in range(math.floor(years[0]), math.ceil(years[-1])) if year % 5 == 0):
        write(ax, (year + 0.5, 0), str(year), "axis", dy=-0.20, ha="center")
    for x, n, ha in ((years[0], people[0], "left"), (years[-1], people[-1], "right")):
        write(ax, (x, n), number(n, language), "strong", dy=0.10, ha=ha, patch=True)
    return ax


def dots_of(frame, ax=None, people=100, language="en"):
    """Draw tolls as dots of many people each. Wrong: a toll smaller than a dot has none.

    .. image:: ../../figures/en/wrong_dots_of_100.png

    `frame` has `comparator`, `low`, `best`, `high` (people); a dot stands for each full number of `people`. A toll that
    has a dot is one marker line, gid "dots-0", "dots-1", …; the data units are dots.
    """
    tolls = tolls_of(frame)
    under = 0.04 + BAND  # inches from the dots to their words: a band lies there
    ax = frame_wrong(ax, (0.12, 0.50 + under, 0.08, 0.06), (0, -under + BAND / 2), language)
    counts = [int(toll.n // people) for toll in tolls]
    width, height = theme.size_inches(ax)
    pitch = height / math.ceil(math.sqrt(max(counts)))
    ax.set(xlim=(0, width / pitch), ylim=(0, height / pitch))
    left, room = 0, width / pitch / len(tolls)
    for i, (toll, count) in enumerate(zip(tolls, counts, strict=True)):
        if count:
            columns, rows = shells(count)
            look = {"ms": pitch * 60, "mfc": theme.PEOPLE, "mew": 0, "gid": f"dots-{i}", "clip_on": False}
            ax.plot(left + columns + 0.5, rows + 0.5, "o", **look)
        write(ax, (left, 0), capital(toll.words(language)), "strong", dy=-0.19 - under)
        write(ax, (left, 0), say("wrong_dots_of_100.dots", language, n=count), "label", dy=-0.38 - under)
        left += room
    return ax


def unlike_days(frame, ax=None, top=None, language="en"):
    """Draw averages a day as bars, whatever the days were. Wrong: one chosen day stands beside a stretched average.

    .. image:: ../../figures/en/wrong_denominators.png

    `frame` has `comparator`, `low`, `best`, `high` (people a day) and `label`, whose words take 2.5 inches; the axis
    runs from 0 to `top`. The bars have the gids "bar-0", "bar-1", …
    """
    tolls = tolls_of(frame, "label")
    ax = frame_wrong(ax, (WORDS - SIDE, 0.08, 0.15 - SIDE, 0.10), language=language)
    rows = [i + 0.55 * (i >= len(tolls) / 2) for i in range(len(tolls))]
    ax.set(xlim=(0, top or max(toll.n for toll in tolls) * 1.3), ylim=(len(tolls) + 0.55, 0))
    _bars(ax, [(0, y + 0.18, toll.n, 0.64) for y, toll in zip(rows, tolls, strict=True)])
    ax.axvline(0, color=theme.TEXT, lw=0.9)
    for y, toll, label in zip(rows, tolls, frame["label"], strict=True):
        write(ax, (0, y + 0.5), label, "label", dx=2 * SIDE - WORDS, dy=-0.05)
        write(ax, (toll.n, y + 0.5), number(toll.n, language), "strong", dx=0.08, dy=-0.05)
    return ax


def _bars(ax, boxes, name=None):
    for i, (x, y, width, height) in enumerate(boxes):
        look = {"fc": theme.PEOPLE, "lw": 0, "zorder": 2, "gid": f"bar-{i if name is None else name}"}
        ax.add_artist(Rectangle((x, y), width, height, **look))
