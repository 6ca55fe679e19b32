"""The one grammar of certainty, of readings and of what is missing, drawn: the marks of every chart, and its key."""

import pandas as pd
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from ..certainty import BOUNDS, CEILINGS, FLOORS, Toll
from ..i18n import say
from . import theme
from .theme import write

TOLL_COLUMNS = ["comparator", *BOUNDS]  # the columns that state a toll
STEPS = (1.0, 0.62, 0.30)  # opacity where a number may lie: surely, as stated, at most
HATCHES = {  # what is not a number, by its reason; a word stands beside it
    "below_threshold": "////",
    "coded_elsewhere": "....",
    "not_covered": "",
    "not_stated": "\\\\\\\\",
    "not_found": "||||",
}
ARROW = [(-0.9, 6), (-0.9, 21), (-4, 21), (0, 29), (4, 21), (0.9, 21), (0.9, 6), (-0.9, 6)]  # points; upwards
TURNS = {"up": (1, 1, False), "down": (1, -1, False), "right": (1, 1, True), "left": (1, -1, True)}


def stated(value):
    """Return a value, or None where a frame has none."""
    return None if value is None or value != value else value


def needs(frame, what, *columns):
    """Refuse a frame that lacks columns or rows, in words."""
    lacking = [column for column in columns if column not in frame]
    if lacking or not len(frame):
        lacks = f"the columns {', '.join(lacking)}" if lacking else "any row"
        raise ValueError(f"the frame of {what} lacks {lacks}; it needs {', '.join(columns)}")


def numbers(frame, column):
    """Return a column as numbers; what is no number is refused in words."""
    try:
        return pd.to_numeric(frame[column])
    except (TypeError, ValueError):
        raise ValueError(f"the column {column} must hold numbers only; it holds {frame[column].tolist()}") from None


def tolls_of(frame, *needed):
    """Return each row of a frame of tolls as a Toll; a frame that lacks a column or a toll is refused in words."""
    needs(frame, "tolls", *TOLL_COLUMNS, *needed)
    cells = frame[["comparator"]].join([numbers(frame, column) for column in BOUNDS])
    tolls = [Toll.of(row) for row in cells.to_dict("records")]
    for toll in tolls:
        if toll.comparator == "vague":
            raise ValueError(f"a vague toll ({toll.words()}) has no number to draw")
    return tolls


def capital(text):
    """Return a text with its first letter large."""
    return text[:1].upper() + text[1:]


def arrow(towards):
    """Return the arrow of a bound as a path in points that begins beside the point it belongs to."""
    across, along, turned = TURNS[towards]
    points = [(x * across, y * along) for x, y in ARROW]
    return Path([(y, x) for x, y in points] if turned else points, closed=True)


def mark(ax, x, y, toll, *, printed=True, upwards=True, gid=None, size=10, **look):
    """Draw a toll as a point: solid as printed, hollow for another reading, with an arrow where it has one bound only.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    x, y : float
        Where its number lies, in data.
    toll : Toll
        "At least" and "more than" get an arrow towards larger numbers, "up to", "fewer than" and "almost" towards
        smaller ones; "about" a ring; an estimate a thin line from low to high; a range is an open band without a point.
    upwards : bool
        Whether numbers grow upwards on this chart, or to the right.
    gid : str, optional
        The point is then "point-gid", its arrow "arrow-gid", its range "range-gid".
    **look
        The `shape` of the point, and whether it is filled by `half`, see `point`.
    """
    low, high = toll.low, toll.high
    if toll.comparator == "between" or (toll.comparator == "estimate" and toll.best is None):
        return band(ax, x, y, low, high, printed=printed, upwards=upwards, gid=gid)
    if toll.comparator == "estimate" and None not in (low, high):
        ends = ([x, x], [low, high]) if upwards else ([low, high], [y, y])
        ax.plot(*ends, color=theme.PEOPLE, lw=1.5, zorder=3, gid=f"range-{gid}", solid_capstyle="butt", clip_on=False)
    if toll.comparator in FLOORS + CEILINGS:
        towards = ("up" if upwards else "right") if toll.comparator in FLOORS else ("down" if upwards else "left")
        style = {"ms": 58, "mfc": theme.PEOPLE, "mew": 0, "zorder": 3, "clip_on": False}
        ax.plot(x, y, marker=arrow(towards), ls="", gid=f"arrow-{gid}", **style)
    if toll.comparator == "about":
        ring(ax, x, y, gid=f"about-{gid}", size=size + 5)
    point(ax, x, y, printed=printed, gid=f"point-{gid}", size=size, **look)


def ring(ax, x, y, *, gid=None, size=16):
    """Draw the ring of "about": the number is rounded, and lies somewhere around the point."""
    style = {"ms": size, "mfc": theme.PAPER, "mec": theme.CONTEXT, "mew": 1.2, "zorder": 3.5}
    ax.plot(x, y, "o", gid=gid, clip_on=False, **style)


def point(ax, x, y, *, printed=True, gid=None, size=10, shape="o", half=False):
    """Draw one point: solid as printed, hollow for another reading, filled by half where only a part is killed."""
    face, edge = (theme.PEOPLE, theme.PAPER) if printed else (theme.PAPER, theme.PEOPLE)
    style = {"ms": size if printed else size - 1, "mfc": face, "mec": edge, "mew": 1.2 if printed else 1.8}
    if half:
        style |= {"fillstyle": "left", "mfcalt": theme.PAPER, "mec": theme.PEOPLE}
    ax.plot(x, y, shape, zorder=4, gid=gid, clip_on=False, **style)


def bar(ax, x, y, width, height, **style):
    """Draw one bar of time, solid as printed, and return it."""
    look = {"fc": theme.PEOPLE, "ec": theme.PEOPLE, "lw": 0, "zorder": 3, "clip_on": False}
    return ax.add_artist(Rectangle((x, y), width, height, **look | style))


def band(ax, x, y, low, high, *, printed=True, upwards=True, gid=None):
    """Draw an open band from `low` to `high`: somewhere in it lies the number, and no place in it is likelier."""
    ends = ([x, x], [low, high]) if upwards else ([low, high], [y, y])
    ax.plot(*ends, color=theme.PEOPLE, lw=8, zorder=3, solid_capstyle="butt", gid=f"range-{gid}", clip_on=False)
    inner = {} if printed else {"color": theme.PAPER}
    ax.plot(*ends, **{"color": theme.PALE} | inner, lw=5, zorder=3.1, solid_capstyle="butt", clip_on=False)


def cell(ax, x, y, width, height, coverage, **style):
    """Draw one cell of what a number, or the lack of one, means, and return it.

    Solid: counted. Hatched by reason: below the threshold, counted elsewhere, not stated, not found. Dotted edge: not
    covered.
    """
    look = {"fc": theme.PEOPLE, "ec": theme.PEOPLE}
    if coverage != "counted":
        look = {"fc": theme.PAPER, "ec": theme.CONTEXT, "hatch": HATCHES[coverage], "hatch_linewidth": 0.7}
    if coverage == "not_covered":
        look["ls"] = (0, (1.5, 1.5))
    return ax.add_artist(Rectangle((x, y), width, height, **{"lw": 0.7, "clip_on": False} | look | style))


def dashed(ax, x, y, width, height):
    """Outline, at true size, people who may be counted here too."""
    ax.add_artist(Rectangle((x, y), width, height, fill=False, ec=theme.PAPER, lw=3.4, zorder=3.9, clip_on=False))
    look = {"fill": False, "ec": theme.QUESTION, "lw": 1.4, "ls": (0, (4, 2.2)), "zorder": 4, "clip_on": False}
    return ax.add_artist(Rectangle((x, y), width, height, **look))


SAMPLE = 0.26  # inches for the sample of a key, and the gaps after it and after its words
GAPS = (0.07, 0.19)


def key(page, names, language="en", heading="", top=None):
    """Draw the key of some signs, in as many rows as it needs.

    Parameters
    ----------
    page : theme.Page
    names : list of str
        Of signs, see `sample`, or of what a number or the lack of one means, such as "counted" or "not_found". The
        words are the message ``key.<name>``.
    heading : str
        Words before the first sign.
    top : float, optional
        Its upper edge in inches from the bottom of the page; by default it stands below the subtitle, and the body of
        the page moves down.
    """
    signs = [(name, say(f"key.{name}", language)) for name in names]
    place = theme.MARGIN, page.top if top is None else top, theme.WIDTH - 2 * theme.MARGIN
    height = legend(page, signs, sample, *place, heading)
    if top is None:
        page.top = page.top - height - 0.10


def legend(page, signs, draw, left, top, width, heading="", step=0.215):
    """Draw signs, (name, words) each, in rows `step` inches apart, and return the height of all; `draw` as `sample`."""
    edge = theme.text_width(heading, "note") + 0.15 if heading else 0.0
    rows, x = [[]], edge
    for name, words in signs:
        wide = SAMPLE + GAPS[0] + theme.text_width(words, "note")
        if rows[-1] and x + wide > width:
            rows, x = [*rows, []], edge
        rows[-1].append((name, words, x))
        x += wide + GAPS[1]
    height = len(rows) * step
    ax = page.axes(left, top - height, width, height)
    ax.set(xlim=(0, width), ylim=(0, height), label="key")
    write(ax, (0, height - step / 2), heading, "note", dy=-0.045)
    for i, row in enumerate(rows):
        y = height - (i + 0.5) * step
        for name, words, x in row:
            draw(ax, name, x, y)
            write(ax, (x + SAMPLE + GAPS[0], y), words, "note", dy=-0.045, color=theme.TEXT)
    return height


POINTS = {  # signs of one point, and how it looks
    "printed": {"size": 9},
    "other": {"size": 9, "printed": False},
    "killed_only": {"size": 7.5, "shape": "D"},
    "with_missing": {"size": 7.5, "shape": "D", "half": True},
    "reference": {"size": 7.5, "shape": "D"},
    "second_hand": {"size": 7.5, "shape": "D", "printed": False},
    "estimate": {"size": 7.5, "shape": "D"},
}
FADES = {"fade": (1.0, 0.60, 0.36, 0.18, 0.08), "steps": STEPS}  # signs of opacities side by side


def sample(ax, name, x, y):
    """Draw the sample of one sign in an Axes whose data are inches, from `x` to `x` + SAMPLE about the height `y`."""
    middle, half = x + SAMPLE / 2, 0.075
    if name in ("estimate", "range"):
        ax.plot([x, x + SAMPLE], [y, y], color=theme.PEOPLE, lw=1.5, clip_on=False)
    if name in POINTS:
        point(ax, middle, y, **POINTS[name])
    elif name in FADES:
        wide = SAMPLE / len(FADES[name])
        for k, opacity in enumerate(FADES[name]):
            ax.add_artist(Rectangle((x + k * wide, y - half), wide, 2 * half, fc=theme.PEOPLE, alpha=opacity, lw=0))
    elif name == "bar_printed":
        bar(ax, x, y - half, SAMPLE, 2 * half)
    elif name == "claim":
        point(ax, middle, y + 0.05, size=6)
        ax.plot([middle] * 2, [y - 0.10, y], color=theme.CONTEXT, lw=1.3, ls=(0, (1, 1.8)), clip_on=False)
    elif name == "rough_days":
        ax.plot([x, x + SAMPLE], [y, y], color=theme.CONTEXT, lw=3, solid_capstyle="butt", clip_on=False)
    elif name == "about":
        ring(ax, middle, y, size=12.5)
        point(ax, middle, y, size=7)
    elif name == "floor_right":
        ax.plot([middle - 0.1, middle + 0.1], [y] * 2, color=theme.PEOPLE, lw=1.7, clip_on=False)
        ax.plot(middle + 0.1, y, ">", ms=6, color=theme.PEOPLE, mew=0, clip_on=False)
    elif name == "floor":
        ax.plot([middle] * 2, [y - 0.08, y + 0.08], color=theme.PEOPLE, lw=1.7, clip_on=False)
        ax.plot(middle, y + 0.08, "^", ms=6, color=theme.PEOPLE, mew=0, clip_on=False)
    elif name == "range":
        ax.plot(middle, y, "o", ms=4.4, color=theme.PEOPLE, mew=0, clip_on=False)
    elif name == "band":
        band(ax, middle, y, x, x + SAMPLE, upwards=False)
    elif name == "dashed":
        look = {"fill": False, "ec": theme.QUESTION, "lw": 1.4, "ls": (0, (3, 1.6))}
        ax.add_artist(Rectangle((x, y - half), SAMPLE, 2 * half, **look))
    elif name == "part":
        cell(ax, x, y - half, SAMPLE, half, "counted")
    else:
        cell(ax, x, y - half, SAMPLE, 2 * half, "not_stated" if name == "no_number" else name)
