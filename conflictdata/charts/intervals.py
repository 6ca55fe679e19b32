"""What several sources count of one matter, a row each, on one linear scale from zero."""

from ..i18n import number, say
from . import theme
from .certainty import FLOORS, capital, mark, stated, tolls_of
from .theme import write

READINGS = ("printed", "our_sum", "reference", "second_hand")
ARTICLE = READINGS[:2]  # what an article prints, and what we add up of it
COLUMNS = (1.30, 2.04, 1.52)  # inches: what is counted, who says so; and the number, right of the scale
ROW, GAP, PAD = 0.215, 0.11, 0.12  # inches: a row of one line, between two groups, between two columns
LOOSE = 0.06  # inches below a row of several lines
FIRST = 0.155  # inches from the top of a row to its first baseline
ARROW = 0.40  # inches from the middle of a point to the end of its arrow


def interval_table(frame, ax=None, language="en", columns=COLUMNS):
    """Draw what several sources count, a row each, with low, best and high on one linear scale from zero.

    Left stand what is counted, said once for the rows that share it, and who says so; right stands the number with its
    certainty. What an article prints is a round point in bold words, from which a dotted line leads down along the rows
    beside it; our sum of what it prints is round too, and its words are not bold. What others count is a diamond,
    hollow where it is known at second hand only. An estimate has a thin line from low to high; a range without a best
    number is an open band.

    .. image:: ../../figures/en/first_war_by_source.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per figure, top to bottom: `comparator`, `low`, `best`, `high` (people), `counts` (what is counted) and
        `label` (who says so). Optional `note` (smaller, below the label), `reading` ("printed", "our_sum",
        "reference" or "second_hand"; "reference" without it) and `claim` (rows of one claim share its dotted line).
    ax : matplotlib.axes.Axes, optional
        The room of the scale; words need the inches of `columns` left and right of it, and 0.2 inches above.
    language : str
    columns : tuple of float
        Inches of what is counted and of who says so, left of the scale, and of the number, right of it.

    Returns
    -------
    matplotlib.axes.Axes
        Linear from 0; y is in inches below the top. Points have the gid "point-0", "point-1", …, ranges and bands
        "range-2", arrows "arrow-3", rings of "about" "about-4", the dotted line of a claim "claim-C36".

    Raises
    ------
    ValueError
        If a toll is impossible, a reading unknown, or the rows have no room.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "counts": "soldiers", "label": "the ministry"}
    >>> interval_table(pd.DataFrame(mine)).get_xscale()
    'linear'
    """
    tolls, rows = tolls_of(frame, "counts", "label"), list(frame.itertuples())
    readings = [_said(row, "reading") or "reference" for row in rows]
    if unknown := sorted(set(readings) - set(READINGS)):
        raise ValueError(f"unknown reading {', '.join(unknown)}: use {', '.join(READINGS)}")
    places, needed = _places(rows, tolls, columns, language)
    ax = _room(ax, needed, columns)
    width = theme.size_inches(ax)[0]
    _scale(ax, tolls, width, needed, language)
    ends = -sum(columns[:2]) / width, 1 + columns[2] / width
    for i, (row, toll, reading, place) in enumerate(zip(rows, tolls, readings, places, strict=True)):
        top, middle, opens = place
        if opens:
            if top:
                rule = {"color": theme.GRID, "lw": 0.8, "zorder": 0, "clip_on": False}
                ax.plot(ends, [top - GAP / 2] * 2, transform=ax.get_yaxis_transform(), **rule)
            where = {"dx": -sum(columns[:2]), "dy": -FIRST, "at": "y", "width": columns[0] - PAD}
            write(ax, (0, top), row.counts, "note", **where)
        down = FIRST
        for text, role in _words(row, reading):
            where = {"dx": -columns[1], "dy": -down, "at": "y", "width": columns[1] - PAD}
            down += theme.leading(role) * len(write(ax, (0, top), text, role, **where))
        look = {"size": 9.5} if reading in ARTICLE else {"shape": "D", "size": 7.5}
        mark(ax, toll.n, middle, toll, printed=reading != "second_hand", upwards=False, gid=i, **look)
        for text, role, across, down in _number(toll, reading, language, columns[2]):
            write(ax, (1, middle), text, role, dx=PAD + across, dy=-0.05 - down, at="y")
    _claims(ax, rows, tolls, readings, places)
    return ax


def rows_high(frame, columns=COLUMNS, language="en"):
    """Return how many inches the rows of a frame take in `interval_table`."""
    return _places(list(frame.itertuples()), tolls_of(frame, "counts", "label"), columns, language)[1]


def _said(row, column):
    return stated(getattr(row, column, None))


def _weight(reading):
    """Return the role of words: only what an article prints is bold."""
    return "strong" if reading == "printed" else "label"


def _words(row, reading):
    """Return the words of a row, (text, role) each: who says so, and what else there is to know."""
    words = [(str(row.label), _weight(reading))]
    return words + ([(str(row.note), "note")] if _said(row, "note") else [])


def _places(rows, tolls, columns, language):
    """Return of each row its top, its middle, and whether it opens a group; and the inches that all rows take."""
    places, y, before, least = [], 0.0, None, 0.0
    for row, toll in zip(rows, tolls, strict=True):
        opens = row.counts != before
        if opens:
            y = max(y, least) + (GAP if places else 0)
            least = y + _high([(str(row.counts), "note")], columns[0])
        reading = _said(row, "reading")
        high = _high(_words(row, reading), columns[1])
        high = max(high, ROW + max(down for *_, down in _number(toll, reading, language, columns[2])))
        high += LOOSE * (high > ROW)
        places.append((y, y + ROW / 2, opens))
        y, before = y + high, row.counts
    return places, max(y, least)


def _high(words, width):
    """Return how many inches words take in a column; one line takes a row."""
    lines = [theme.leading(role) * len(theme.wrap(text, role, width - PAD)) for text, role in words]
    return ROW - theme.leading(words[0][1]) + sum(lines)


def _room(ax, needed, columns):
    """Return the Axes of the scale, new ones where none is given, if the rows have room in it."""
    if ax is None:
        left, wide = theme.MARGIN + sum(columns[:2]), max(theme.WIDTH, sum(columns) + 1.6 + 2 * theme.MARGIN)
        ax = theme.new_axes(None, wide, needed + 0.9, left=left, below=0.3, above=0.6)
        box = ax.get_position()
        ax.set_position((box.x0, box.y0, box.width - columns[2] / wide, box.height))
    width, height = theme.size_inches(theme.plain(ax))
    if needed > height + 1e-6 or width < 1:
        raise ValueError(f"these rows need axes 1 by {needed:.1f} inches; these are {width:.1f} by {height:.1f}")
    return ax


def _scale(ax, tolls, width, needed, language):
    """Set a scale from zero that holds every number and arrow, and name it above the rows."""
    reach = [(toll.high or toll.n, ARROW if toll.comparator in FLOORS else 0.07) for toll in tolls]
    top = max(n / (1 - beyond / width) for n, beyond in reach) or 1
    steps = [10**e * m // 10 for e in range(10) for m in (10, 20, 25, 50)]
    step = next(n for n in steps if theme.text_width(number(top // n * n, language), "axis") + 0.10 < n / top * width)
    if -(-top // step) * step <= 1.1 * top:  # end on a tick that is near
        top = -(-top // step) * step
    ticks = range(0, int(top) + 1, step)
    ax.set(xlim=(0, top), ylim=(theme.size_inches(ax)[1], 0))
    ax.vlines(ticks, 0, needed, color=[theme.GRID if n else theme.TEXT for n in ticks], lw=0.8, zorder=0, clip_on=False)
    for n in ticks:
        write(ax, (n, 0), number(n, language), "axis", dy=0.07, ha="center")


def _number(toll, reading, language, width):
    """Return the number of a toll and, beside or below it, its range or the lack of one: (text, role, right, down)."""
    if toll.comparator != "estimate" or toll.best is None:
        return [(capital(toll.words(language)), _weight(reading), 0, 0)]
    best, note = number(toll.best, language), say("intervals.no_range", language)
    if None not in (toll.low, toll.high):
        note = f"({number(toll.low, language)}–{number(toll.high, language)})"
    beside = theme.text_width(best + " ", _weight(reading))
    fits = PAD + beside + theme.text_width(note, "note") <= width
    return [(best, _weight(reading), 0, 0), (note, "note", *((beside, 0) if fits else (0, theme.leading("note"))))]


def _claims(ax, rows, tolls, readings, places):
    """Lead a dotted line from the article's number down along the rows that stand beside it."""
    for i, (row, toll, reading) in enumerate(zip(rows, tolls, readings, strict=True)):
        beside = [k for k, other in enumerate(rows) if k > i and _said(other, "claim") == _said(row, "claim")]
        if reading in ARTICLE and _said(row, "claim") and beside:
            ends = [places[i][1] + 0.09, places[beside[-1]][1] + 0.09]
            style = {"ls": (0, (1, 1.8)), "lw": 1.3, "color": theme.CONTEXT, "zorder": 2}
            ax.plot([toll.n] * 2, ends, gid=f"claim-{row.claim}", **style)
