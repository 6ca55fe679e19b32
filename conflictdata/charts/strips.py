"""Periods as bars on strips of time; a strip may open a part of one above it. Length is time, never people."""

import pandas as pd
from matplotlib.collections import LineCollection, PolyCollection

from ..i18n import dated
from ..tolls import Toll
from . import theme
from .certainty import BOUNDS, bar, capital, cell, stated
from .theme import write

HEAD, LANE, BAR, WEDGE = (
    0.55,
    0.31,
    0.23,
    0.30,
)  # inches: words and ticks above a strip, its lanes, what joins two strips
LEAST = 0.02  # inches: a shorter bar could not be seen
BESIDE = 0.16  # inches that a strip leaves free beside a wedge that passes it
GAP = 0.10  # inches around the words of a bar
EVERY = [10**e * m for e in range(5) for m in (1, 2, 5)]  # of so many months or days one is named, of years not of 2
DAY = pd.Timedelta(days=1)


def gaps(start, end, periods):
    """Return the spans of days from `start` to `end` that no period (first day, last day) covers."""
    left = []
    for first, last in sorted(periods):
        if start < first:
            left.append((start, min(first - DAY, end)))
        start = max(start, last + DAY)
    return [(a, b) for a, b in [*left, (start, end)] if a <= b]


def calendar(start, end, inch, language="en"):
    """Return where the years, months or days of a span begin and how they are called, in inches from its start.

    Parameters
    ----------
    start, end : pandas.Timestamp
        Both days included.
    inch : float
        Inches a day.
    language : str

    Returns
    -------
    ticks : list of float
    names : list of (x, words)
        In the middle of what they name: all, or every second, fifth, tenth … as there is room.
    """
    days = (end - start).days + 1
    freq, pattern = (
        ("YS", "y") if days > 1500 else ("MS", "LLL") if days > 60 else ("D", "EEE d" if days <= 14 else "d MMM")
    )
    begins = pd.date_range(start, end + DAY, freq=freq)
    ticks = [(day - start).days * inch for day in begins]
    cells = list(zip(begins, ticks, [*ticks[1:], days * inch], strict=True))
    wide = max([theme.text_width(dated(day, pattern, language), "axis") for day in begins], default=0) + 0.03
    narrow = min([after - x for _, x, after in cells[:-1]], default=wide)
    every = next(n for n in EVERY if n * narrow >= wide and not (n == 2 and freq == "YS"))
    names = []
    for i, (day, x, after) in enumerate(cells):
        words, longer = dated(day, pattern, language), dated(day, "LLL y", language)
        if freq == "MS" and (day.month == 1 or i == 0) and theme.text_width(longer, "axis") < after - x:
            words = longer
        half, middle = theme.text_width(words, "axis") / 2, (x + after) / 2
        if (day.year if freq == "YS" else i) % every == 0 and half <= middle and middle + half <= days * inch + 0.05:
            names.append((middle, words))
    return ticks, names


def time_strips(frame, windows, ax=None, language="en"):
    """Draw periods as bars on strips of time; a wedge joins a strip to the part of a strip above that it opens.

    The length of a bar is time; one shorter than 0.02 inches is drawn at that, the smallest visible width. How many
    people a toll counts is written and never drawn.

    .. image:: ../../figures/en/when.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per bar: `strip` and `lane` (from 0, top down), `start`, `end` (days, both included) and `label` (words in
        the bar or beside it, or None). Optional `comparator`, `low`, `best`, `high` (people; the number is written
        before the label) and `reading`: "printed" is solid, "other" hollow, "not_stated" hatched.
    windows : pandas.DataFrame
        A row per strip: `start`, `end` (days, both included), `heading`, and `within`: the strip above of which it
        opens a part, missing for the first.
    ax : matplotlib.axes.Axes, optional
        Its data units are inches.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        Bars have the gid "bar-0", "bar-1", …, the axis of a strip "axis-0", …, all wedges together "wedges".

    Raises
    ------
    ValueError
        If a period ends before it starts, leaves its strip or covers another of its lane, if a strip does not lie
        within the one it opens, or if there is no room for strips or words.

    Examples
    --------
    >>> import pandas as pd
    >>> day = pd.Timestamp
    >>> year = {"start": [day("2023-01-01")], "end": [day("2023-12-31")], "heading": ["2023"], "within": [None]}
    >>> mine = {"strip": [0], "lane": [0], "start": [day("2023-05-01")], "end": [day("2023-05-31")], "label": ["May"]}
    >>> len(time_strips(pd.DataFrame(mine), pd.DataFrame(year)).patches)
    1
    """
    _refuse_impossible(frame, windows)
    frame = frame.astype(object).where(frame.notna(), None)
    lanes = [1 + int(frame.loc[frame["strip"] == k, "lane"].max()) for k in range(len(windows))]
    needed = sum(HEAD + LANE * n for n in lanes) + WEDGE * (len(lanes) - 1)
    ax = theme.new_axes(ax, height=needed + 1.2, left=theme.MARGIN)
    width, height = theme.size_inches(ax)
    if height < needed - 1e-6:
        raise ValueError(f"these strips need axes at least {needed:.1f} inches high; these are {height:.1f}")
    ax.set(xlim=(0, width), ylim=(0, height))
    strips, top = [], height
    for window, n in zip(windows.itertuples(), lanes, strict=True):
        strips.append(_Strip(window, _room(windows, strips, width), top, n))
        top = strips[-1].bottom - WEDGE - (height - needed) / max(len(lanes) - 1, 1)
    _wedges(ax, windows, strips)
    for k, strip in enumerate(strips):
        strip.axis(ax, k, language)
    for i, row in enumerate(frame.itertuples()):
        strips[row.strip].bar(ax, i, row, language)
    for i, row in enumerate(frame.itertuples()):  # after all bars are known
        strips[row.strip].words(ax, i, row, language)
    return ax


def _refuse_impossible(frame, windows):
    for name, table, needed in (
        ("bars", frame, "strip lane start end label"),
        ("strips", windows, "start end heading within"),
    ):
        lacking = [column for column in needed.split() if column not in table]
        if lacking or not len(table):
            raise ValueError(
                f"the frame of {name} lacks {', '.join(lacking) or 'any row'}; it needs {', '.join(needed.split())}"
            )
        for row in table.itertuples():
            if not row.start <= row.end:
                raise ValueError(
                    f"a period of the {name} runs from {row.start} to {row.end}: it must end after it starts"
                )
    for k, window in enumerate(windows.itertuples()):
        above = stated(window.within)
        if (above is None) != (k == 0) or (k and not 0 <= above < k):
            raise ValueError(f"strip {k} must open a part of a strip above it, and the first of none")
        if k and not (
            windows["start"].iloc[int(above)] <= window.start and window.end <= windows["end"].iloc[int(above)]
        ):
            raise ValueError(f"strip {k} does not lie within strip {int(above)}, of which it is a part")
        if not (frame["strip"] == k).any():
            raise ValueError(f"strip {k} has no bar")
    last = {}
    for row in frame.sort_values("start").itertuples():
        if row.strip not in range(len(windows)):
            raise ValueError(f"there is no strip {row.strip}")
        if not (windows["start"].iloc[row.strip] <= row.start and row.end <= windows["end"].iloc[row.strip]):
            raise ValueError(f"the bar from {row.start:%Y-%m-%d} to {row.end:%Y-%m-%d} leaves strip {row.strip}")
        if row.start <= last.get((row.strip, row.lane), pd.Timestamp.min):
            raise ValueError(
                f"two bars of strip {row.strip}, lane {row.lane}, cover {row.start:%Y-%m-%d}: use two lanes"
            )
        last[row.strip, row.lane] = row.end


def _room(windows, strips, width):
    """Return from where to where the next strip may reach, beside the wedges that pass it on their way down."""
    left, right, k = 0.0, width, len(strips)
    for window in windows.iloc[k + 1 :].itertuples():
        above = int(window.within)
        if above < k:
            first, last = strips[above].x(window.start), strips[above].x(window.end + DAY)
            left, right = (left, min(right, first - BESIDE)) if first > width / 2 else (max(left, last + BESIDE), right)
    if right - left < width / 2:
        raise ValueError("the wedges leave no room for the strips they pass: order the strips otherwise")
    return left, right


class _Strip:
    """One strip: its window of time, and where it stands, in inches."""

    def __init__(self, window, room, top, lanes):
        self.window, self.top, self.level = window, top, top - HEAD
        self.left, self.right = room
        self.bottom = self.level - LANE * lanes
        self.inch = (self.right - self.left) / ((window.end - window.start).days + 1)  # of a day
        self.bars, self.boxes = {}, []

    def x(self, day):
        return self.left + (day - self.window.start).days * self.inch

    def axis(self, ax, k, language):
        start, end = self.window.start, self.window.end
        ticks, names = calendar(start, end, self.inch, language)
        ax.plot(
            [self.left, self.right],
            [self.level] * 2,
            color=theme.TEXT,
            lw=0.9,
            zorder=4,
            clip_on=False,
            gid=f"axis-{k}",
        )
        ticks = [self.left + x for x in ticks]
        ax.vlines(ticks, self.level, self.level + 0.05, color=theme.TEXT, lw=0.9, clip_on=False)
        for x, words in names:
            write(ax, (self.left + x, self.level), words, "axis", dy=0.09, ha="center")
        write(ax, (self.left, self.top), self.window.heading, "strong", dy=-0.19)

    def bar(self, ax, i, row, language):
        x, y = self.x(row.start), self.level - LANE * row.lane - (LANE + BAR) / 2
        wide = max(self.x(row.end + DAY) - x, LEAST)
        reading = _reading(row)
        self.bars[i] = (x, y, x + wide)
        self.boxes.append((row.lane, x, x + wide))
        if reading == "not_stated":
            cell(ax, x, y, wide, BAR, reading, gid=f"bar-{i}", zorder=3)
        else:
            bar(ax, x, y, wide, BAR, printed=reading == "printed", gid=f"bar-{i}")

    def words(self, ax, i, row, language):
        """Write number and label in the bar, or beside it where nothing else of its lane stands."""
        parts = [(_number(row, language), "value"), (stated(row.label) or "", "label")]
        parts = [(text, role) for text, role in parts if text]
        wides = [theme.text_width(text, role) for text, role in parts]
        wide = sum(wides) + GAP * (len(parts) - 1)
        (left, y, right), reading = self.bars[i], _reading(row)
        inside = wide + 2 * GAP <= right - left
        if not parts:
            return
        spots = [left + GAP] if inside else [right + GAP, left - GAP - wide]
        others = [(a, b) for lane, a, b in self.boxes if lane == row.lane]
        for x in spots:
            free = all(x + wide <= a or b <= x for a, b in others)
            if inside or (free and self.left <= x and x + wide <= self.right + 0.05):
                break
        else:
            raise ValueError(f"no room for the words of bar {i}: {' '.join(text for text, _ in parts)}")
        if not inside:
            self.boxes.append((row.lane, x, x + wide))
        style = {"color": theme.PAPER} if inside and reading == "printed" else {}
        for (text, role), step in zip(parts, wides, strict=True):
            write(ax, (x, y + BAR / 2), text, role, dy=-0.052, patch=inside and reading == "not_stated", **style)
            x += step + GAP


def _reading(row):
    return stated(getattr(row, "reading", None)) or "printed"


def _number(row, language):
    if stated(getattr(row, "comparator", None)) is None:
        return ""
    return capital(Toll(*(getattr(row, name) for name in BOUNDS)).words(language))


def _wedges(ax, windows, strips):
    """Join each strip to the part that it opens: straight down past the strips between, then open."""
    shapes, edges = [], []
    for k, window in list(enumerate(windows.itertuples()))[1:]:
        above, below, passed = strips[int(window.within)], strips[k], strips[k - 1].bottom
        first, last = above.x(window.start), above.x(window.end + DAY)
        sides = [
            [(x, above.bottom), (x, passed), (end, below.top)] for x, end in ((first, below.left), (last, below.right))
        ]
        shapes.append([*sides[0], *reversed(sides[1])])
        edges += sides
    if shapes:
        ax.add_collection(
            PolyCollection(shapes, fc=theme.GRID, ec="none", alpha=0.5, zorder=1, clip_on=False, gid="wedges")
        )
        ax.add_collection(LineCollection(edges, color=theme.CONTEXT, lw=0.8, zorder=1.1, clip_on=False))
