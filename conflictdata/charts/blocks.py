"""Tolls as blocks on one linear scale: one mark is one person."""

import math
from itertools import pairwise

import numpy as np
from matplotlib.patches import Rectangle

from ..certainty import FLOORS
from ..i18n import number, say, span
from . import theme
from .marks import STEPS, capital, dashed, key, stated, tolls_of
from .pages import PageSpeaker, article_tolls, days_written, figure, sheet, words
from .theme import write

PITCHES = (4, 3, 2)  # pixels at 240 dpi from mark to mark, the last of them paper: as many as there is room for
MARKS_AT_MOST = 60_000
MOST = 6
GAPS = (0.06, 0.17)  # inches between two blocks with their words: at least, at most
WORDS = 1.0  # inches: the width at which the words below a small block are broken


def shells(n):
    """Return the places (column, row) of the first n marks of a block that grows in shells from the lower left.

    Shell k completes the square of k × k marks: up the right column, then left along the top row.
    """
    index = np.arange(n)
    shell = np.floor(np.sqrt(index)).astype(int)
    step = index - shell**2
    columns = np.where(step <= shell, shell, 2 * shell - step)
    rows = np.where(step <= shell, step, shell)
    return columns, rows


def levels(toll):
    """Return how far a toll reaches with which opacity, outermost first: [(people, opacity), …].

    Solid are the people the words assert. "At least" and "more than" fade out beyond them; "about" has two lighter
    steps at plus and minus half of the last counted digit (our arithmetic); a range and an estimate have them at their
    ends; an upper bound fades below it.
    """
    if toll.comparator == "about":
        low, high = toll.bounds
        edges = [(high, STEPS[2]), (toll.best, STEPS[1]), (low, STEPS[0])]
    elif toll.comparator in FLOORS:
        side = math.sqrt(toll.low)
        fading = max(2, round(side / 11))
        opacities = np.linspace(0.60, 0.05, fading) if fading > 2 else (0.45, 0.18)
        outer = [((math.ceil(side) + k) ** 2, float(opacity)) for k, opacity in enumerate(opacities, 1)]
        edges = [*reversed(outer), (toll.low, 1.0)]
    elif toll.comparator in ("estimate", "between"):
        edges = [(toll.high, STEPS[2]), (toll.best, STEPS[1]), (toll.low, STEPS[0])]
    elif toll.comparator == "exact":
        edges = [(toll.best, 1.0)]
    else:
        edges = [(toll.n, STEPS[1])]
    return [(int(n), opacity) for n, opacity in edges if n]


def block(toll):
    """Return a toll as a square array of opacities, one cell a person, row 0 at the bottom."""
    edges = levels(toll)
    side = math.ceil(math.sqrt(max((n for n, _ in edges), default=1)))
    cells = np.zeros((side, side))
    for n, opacity in edges:
        columns, rows = shells(n)
        cells[rows, columns] = opacity
    return cells


def raster(ax, cells, left, gid, pitch, paper=1):
    """Draw an array of opacities as one picture, a mark a cell: `pitch` pixels wide, the last `paper` of them free."""
    ink = np.pad(np.ones((pitch - paper,) * 2), ((paper, 0), (0, paper)))
    alpha = np.kron(np.round(cells[::-1] * 255).astype(np.uint8), ink.astype(np.uint8))
    rgba = np.empty((*alpha.shape, 4), dtype=np.uint8)
    rgba[..., :3] = theme.channels(theme.PEOPLE)
    rgba[..., 3] = alpha
    rows, columns = cells.shape
    place = (left, left + columns, 0, rows)
    return ax.imshow(rgba, extent=place, interpolation="nearest", origin="upper", aspect="auto", zorder=2, gid=gid)


def one_scale(frame, ax=None, language="en"):
    """Draw tolls as blocks on one linear scale: one mark is one person.

    .. image:: ../../figures/en/one_scale.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per toll, drawn left to right, 6 at most: `comparator`, `low`, `best`, `high` (people), `label` (the
        period in words). Optional `may_include`: the index of an earlier row whose dead may be among these, with
        `question`.
    ax : matplotlib.axes.Axes, optional
        Its lower edge is the common baseline; below it room is needed for the words. The marks grow smaller where
        there is no room for marks of four pixels.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        With one image per toll, gid "block-0", "block-1", …; its data units are marks.

    Raises
    ------
    ValueError
        If a toll is impossible, there are more than 6 or more than 60,000 people to draw, or the Axes are too small.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "label": ["in May"]})
    >>> len(one_scale(mine).images)
    1
    """
    tolls = tolls_of(frame, "label")
    if any(toll.n != int(toll.n) for toll in tolls):
        raise ValueError("one mark is one person: every toll must be a whole number")
    if len(tolls) > MOST:
        raise ValueError(f"{len(tolls)} tolls are more than the {MOST} that one line holds; draw fewer at a time")
    people = sum(max((n for n, _ in levels(toll)), default=0) for toll in tolls)
    if people > MARKS_AT_MOST:
        raise ValueError(
            f"one mark a person needs {number(people)} marks, more than the {number(MARKS_AT_MOST)} "
            "that can be told apart here; leave out the largest toll"
        )
    blocks = [block(toll) for toll in tolls]
    names = [str(stated(label) or "") for label in frame["label"]]
    inside = (theme.WIDTH - 2 * theme.MARGIN, math.inf) if ax is None else theme.size_inches(ax)
    for pitch in PITCHES:
        sides = [len(cells) * pitch / theme.DPI for cells in blocks]
        rooms = [_room(*column, language) for column in zip(tolls, sides, names, strict=True)]
        needed = sum(rooms) + GAPS[0] * (len(rooms) - 1), max(sides)
        fits = all(need <= there + 1e-6 for need, there in zip(needed, inside, strict=True))
        if fits:
            break
    if ax is None:
        rows = max(len(theme.wrap(name, "label", room + 0.01)) for name, room in zip(names, rooms, strict=True))
        below, wide = 0.6 + rows * theme.leading("label"), max(theme.WIDTH, needed[0] + 2 * theme.MARGIN)
        ax = theme.new_axes(None, wide, needed[1] + below + 0.6, left=theme.MARGIN, below=below, above=0.5)
    elif not fits:
        raise ValueError(
            f"these tolls need axes at least {needed[0]:.1f} by {needed[1]:.1f} inches; "
            f"these are {inside[0]:.1f} by {inside[1]:.1f}"
        )
    ax = theme.plain(ax)
    width, height = theme.size_inches(ax)
    inch, gap = theme.DPI / pitch, min(GAPS[1], (width - sum(rooms)) / max(len(rooms) - 1, 1))
    spots = [round((sum(rooms[:i]) + gap * i) * inch) for i in range(len(rooms))]
    ax.set(xlim=(0, width * inch), ylim=(0, height * inch))
    for i, (toll, cells, name, room, left) in enumerate(zip(tolls, blocks, names, rooms, spots, strict=True)):
        if toll.n:
            raster(ax, cells, left, f"block-{i}", pitch)
        write(ax, (left, 0), capital(toll.words(language)), "value", dy=-0.24)
        write(ax, (left, 0), name, "label", dy=-0.45, width=room + 0.01)
    ax.set(xlim=(0, width * inch), ylim=(0, height * inch))
    ax.axhline(-1.5, color=theme.TEXT, lw=0.9, clip_on=False)
    _single_person(ax, tolls, spots, language)
    for i, (toll, left) in enumerate(zip(tolls, spots, strict=True)):
        if toll.comparator == "about" and left > 0.65 * inch:
            _rounding(ax, toll, left, len(blocks[i - 1]), inch, language)
    if "may_include" in frame:
        _outlines(ax, frame, tolls, spots, inch)
    return ax


def _room(toll, side, name, language):
    """Return the width of a block and its words in inches; words without line breaks may be broken."""
    room = max(side, theme.text_width(capital(toll.words(language)), "value"))
    lines = name.split("\n") if "\n" in name else theme.wrap(name, "label", max(room, WORDS))
    return max(room, *(theme.text_width(line, "label") for line in lines))


def _single_person(ax, tolls, spots, language):
    """Ring a lone mark and name it: it is the unit of the whole chart."""
    for toll, left in zip(tolls, spots, strict=True):
        if toll.best == 1:
            ax.plot(left + 0.5, 0.5, "o", ms=7.2, mfc="none", mec=theme.NOTE, mew=0.8, clip_on=False, zorder=4)
            stem = theme.DPI / 72 * (ax.get_xlim()[1] / theme.size_inches(ax)[0]) / theme.DPI
            ax.plot([left + 0.5] * 2, [0.5 + 4 * stem, 0.5 + 23 * stem], color=theme.NOTE, lw=0.8, clip_on=False)
            write(ax, (left, 0.5), say("one_scale.person", language), "note", dy=0.36)
            break


def _rounding(ax, toll, left, neighbour, inch, language):
    """Name the steps of "about" beside its block, where they lie apart and above the block before it."""
    low, high = toll.bounds
    people = (low, int(toll.best), high)
    heights = [math.sqrt(n) for n in people]
    if heights[0] < max(neighbour, 0.6 * inch) + 0.1 * inch:
        return
    if min(b - a for a, b in pairwise(heights)) < 0.17 * inch:
        return
    ax.hlines(heights, left - 4, left - 1, color=theme.NOTE, lw=0.8, clip_on=False)
    for n in people:
        write(ax, (left - 5.5, math.sqrt(n)), number(n, language), "note", ha="right", dy=-0.045)


def _outlines(ax, frame, tolls, spots, inch):
    """Draw a smaller toll at true size inside the one that may hold the same dead, with the question."""
    for row, left in zip(frame.itertuples(), spots, strict=True):
        if stated(row.may_include) is None:
            continue
        if row.may_include not in frame.index or not stated(getattr(row, "question", None)):
            raise ValueError("may_include names the index of another row, and question holds the words to set inside")
        side = math.ceil(math.sqrt(tolls[frame.index.get_loc(row.may_include)].n))
        dashed(ax, left, 0, side, side)
        lines = theme.wrap(row.question, "note", side / inch - 0.14)
        step = theme.leading("note") * inch
        middle = side / 2 + (len(lines) / 2 - 0.75) * step
        low, high = side / 2 - len(lines) / 2 * step - 3, len(lines) * step + 6
        ax.add_artist(Rectangle((left + 2.5, low), side - 5, high, fc=theme.PAPER, ec="none", zorder=4))
        for i, line in enumerate(lines):
            write(ax, (left + side / 2, middle - i * step), line, "note", ha="center", color=theme.TEXT)


def one_scale_page(language="en"):
    """The four tolls as blocks of one mark a person."""
    four = article_tolls()
    tell = PageSpeaker("one_scale", language)
    week = span(four["start"][0], four["end"][0], language, year=False)
    labels = [tell("week", span=week, year=str(four["end"][0].year)), tell("day"), tell("autumn"), tell("since")]
    frame = four.assign(label=labels, may_include=[None, None, None, 2], question=tell("question"))
    page = sheet(4.7, tell)
    key(page, ["fade", "steps", "dashed"], language)
    baseline = round((page.bottom + 0.95) * theme.DPI) / theme.DPI
    ax = page.axes(theme.MARGIN, baseline, theme.WIDTH - 2 * theme.MARGIN, page.top - baseline - 0.05)
    one_scale(frame, ax, language)
    big_x, _, _, big_top = ax.images[3].get_extent()
    note = tell("rounding", about=capital(words(language)["t36"]))
    write(ax, (big_x, big_top), note, "note", dx=-0.75, dy=-0.05, width=2.05, ha="right")
    return figure(tell, page, days_written(four))
