"""What a toll may be made of: blocks of one mark a person on one scale, the killed and the missing apart."""

import math
from dataclasses import replace

from matplotlib.patches import Rectangle

from ..i18n import number
from . import theme
from .blocks import PITCHES, raster, strip
from .certainty import FLOORS, arrow, capital, dashed, mark, missing, mixed, stated, tolls_of
from .theme import write

KINDS = ("printed", "killed", "mixed", "missing", "total", "second_hand")
TOTALS = ("total", "second_hand")
TALL = 18  # marks in a column of a block
PITCH = PITCHES[1]
UNIT = theme.DPI / PITCH  # marks an inch
HEADING, TOTAL, GAP = 0.33, 0.36, 0.11  # inches: a heading with the room above it, a total, and between two rows
ABOVE = 0.215  # inches for words above a long block
ARROW = 0.36  # inches from a point to the end of its arrow
INDENT = 0.07  # inches from the line of zero to words
SHORT = 1.5  # inches up to which a block has its words beside it


def parts_of_toll(frame, ax=None, language="en"):
    """Draw a toll and what others count of it as blocks of one mark a person, on one linear scale from zero.

    Each block stands by itself and begins at zero: nothing is put end to end that is not known to be apart. The missing
    are pale and framed, a count of soldiers that perhaps holds civilians too is striped. Totals are points on the
    same scale. What may be counted in another block too is outlined there at true size.

    .. image:: ../../figures/en/who_is_in_the_toll.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per block, top to bottom: `comparator`, `low`, `best`, `high` (people), `heading` (said once for the rows
        that share it), `label` and `kind`: "printed", "killed", "mixed" (soldiers, perhaps also civilians), "missing",
        "total" or "second_hand" (a total known at second hand only). Optional `may_be_in`: the index of an earlier row
        in which these dead may be counted too.
    ax : matplotlib.axes.Axes, optional
        Its left edge is zero.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        Its data units are marks, 18 to a column. Blocks are images with gid "block-0", "block-1", …, points
        "point-7", outlines "dashed-2", stripes "mixed-1", frames of the missing "missing-5".

    Raises
    ------
    ValueError
        If a toll is impossible, a kind unknown, or the blocks have no room.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"comparator": ["exact"], "low": 90, "best": 90, "high": 90, "heading": "Killed", "label": "civilians"}
    >>> len(parts_of_toll(pd.DataFrame(mine | {"kind": "killed"})).images)
    1
    """
    tolls = tolls_of(frame, "heading", "label", "kind")
    rows = list(frame.itertuples())
    if unknown := sorted({str(row.kind) for row in rows} - set(KINDS)):
        raise ValueError(f"unknown kind {', '.join(unknown)}: use {', '.join(KINDS)}")
    if any(toll.n != int(toll.n) for toll in tolls):
        raise ValueError("one mark is one person: every toll must be a whole number")
    needed = rows_high(frame)
    ax = theme.new_axes(ax, height=needed + 0.9, left=theme.MARGIN, below=0.3, above=0.6)
    width, height = theme.size_inches(ax)
    longest = max(toll.high or toll.n for toll in tolls) / TALL / UNIT
    if needed > height + 1e-6 or longest > width:
        raise ValueError(
            f"these blocks need axes {longest:.1f} by {needed:.1f} inches; these are {width:.1f} by {height:.1f}"
        )
    full = (0, width * UNIT), (0, height * UNIT)
    ax.set(xlim=full[0], ylim=full[1])
    _scale(ax, tolls, language)
    y, heading, bottoms = height, None, {}
    for i, (row, toll) in enumerate(zip(rows, tolls, strict=True)):
        if row.heading != heading:
            y -= HEADING
            write(ax, (0, y * UNIT), row.heading, "strong", dy=0.075, patch=True)
            heading = row.heading
        base = round((y - _high(row, toll)) * UNIT)
        (_total if row.kind in TOTALS else _block)(ax, base, i, row, toll, language)
        y -= _high(row, toll) + GAP
        bottoms[row.Index] = base
        if row.kind == "printed":
            style = {"ls": (0, (1, 1.8)), "lw": 1.3, "color": theme.CONTEXT, "zorder": 1}
            ax.plot([toll.n / TALL] * 2, [0, base - 1], gid=f"claim-{i}", clip_on=False, **style)
        if (whole := stated(getattr(row, "may_be_in", None))) is not None:
            _outline(ax, i, toll, bottoms, frame, whole)
    ax.set(xlim=full[0], ylim=full[1])
    return ax


def rows_high(frame):
    """Return how many inches the rows of a frame take in `parts_of_toll`."""
    rows = zip(frame.itertuples(), tolls_of(frame, "heading", "label", "kind"), strict=True)
    return HEADING * int((frame["heading"] != frame["heading"].shift()).sum()) + sum(_high(*row) + GAP for row in rows)


def _high(row, toll):
    long = toll.n / TALL / UNIT > SHORT
    return TOTAL if row.kind in TOTALS else TALL / UNIT + (ABOVE if long else 0)


def _scale(ax, tolls, language):
    """Draw lines at round numbers of people, named above; a column holds 18 of them."""
    width, height = (limit[1] for limit in (ax.get_xlim(), ax.get_ylim()))
    step = next(n for n in (10**e * m for e in range(9) for m in (1, 2, 5)) if n / TALL / UNIT > 1.0)
    for n in range(0, int(width * TALL) + 1, step):
        ax.plot([n / TALL] * 2, [0, height], color=theme.GRID if n else theme.TEXT, lw=0.8, zorder=0, clip_on=False)
        write(ax, (n / TALL, height), number(n, language), "axis", dy=0.07, ha="center" if n else "left")


def _block(ax, base, i, row, toll, language):
    """Draw one block with its number and words: beside a short one, above a long one."""
    n, columns = int(toll.n), math.ceil(toll.n / TALL)
    ax.add_artist(Rectangle((0, base), columns, TALL, fc=theme.PAPER, ec="none", zorder=1))
    raster(ax, strip([(n, 0.45 if row.kind == "missing" else 1.0)], TALL), 0, base, f"block-{i}", PITCH)
    if row.kind == "missing":
        missing(ax, 0, base, columns, min(n, TALL), gid=f"missing-{i}")
    if row.kind == "mixed":
        mixed(ax, 0, base, columns, TALL, gid=f"mixed-{i}")
    if toll.comparator in FLOORS:
        style = {"ms": 58, "mfc": theme.PEOPLE, "mew": 0, "ls": "", "gid": f"arrow-{i}", "clip_on": False}
        ax.plot(columns, base + TALL / 2, marker=arrow("right"), **style)
    value = capital(toll.words(language))
    above = n / TALL / UNIT > SHORT
    at, dx, dy = ((0, base + TALL), INDENT, 0.06) if above else ((columns, base + TALL / 2), 0.09, -0.05)
    write(ax, at, value, "strong", dx=dx, dy=dy, patch=True)
    write(ax, at, row.label, "label", dx=dx + theme.text_width(value + "  ", "strong"), dy=dy, patch=True)


def _total(ax, base, i, row, toll, language):
    """Draw a total as a point, with its words left of it, or right of it where there is no room."""
    y = base + TOTAL / 2 * UNIT
    look = {"shape": "D", "size": 7.5, "upwards": False, "printed": row.kind == "total"}
    mark(ax, toll.n / TALL, y, _in_columns(toll), gid=i, **look)
    words = [(capital(toll.words(language)), "strong", 0.03), (str(row.label), "note", 0.03 - theme.leading("label"))]
    left, right = (toll.low or toll.n) / TALL, (toll.high or toll.n) / TALL
    fits = max(theme.text_width(text, role) for text, role, _ in words) < left / UNIT - 0.2
    place = {"dx": -0.14, "ha": "right"} if fits else {"dx": 0.17 + ARROW * (toll.comparator in FLOORS)}
    for text, role, dy in words:
        write(ax, (left if fits else right, y), text, role, dy=dy, patch=True, **place)


def _in_columns(toll):
    """Return a toll counted in columns of marks, the unit of the scale."""
    low, best, high = (None if n is None else n / TALL for n in (toll.low, toll.best, toll.high))
    return replace(toll, low=low, best=best, high=high)


def _outline(ax, i, toll, bottoms, frame, whole):
    """Outline at true size, at the end of an earlier block, the people who may be counted there too."""
    if whole not in bottoms or bottoms[whole] == bottoms[frame.index[i]]:
        raise ValueError(f"may_be_in names the index of an earlier row; {whole!r} is none")
    end, wide = math.ceil(frame.at[whole, "best"] / TALL), toll.n / TALL
    dashed(ax, end - wide, bottoms[whole], wide, TALL).set_gid(f"dashed-{i}")
