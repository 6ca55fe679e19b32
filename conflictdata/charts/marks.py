"""The one grammar of certainty drawn: points, floors, ranges, hatched words, dashed outlines. Same everywhere.

Every mark may carry words, which an SVG shows when a pointer rests on it; see `said`.
"""

import math

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle
from matplotlib.path import Path

from ..certainty import CEILINGS, FLOORS
from . import theme

STEPS = (1.0, 0.62, 0.30)  # how dark a mark is where a number may lie: surely, as stated, at most
ARROW = [(-0.9, 6), (-0.9, 21), (-4, 21), (0, 29), (4, 21), (0.9, 21), (0.9, 6), (-0.9, 6)]  # points; upwards
REACH = 29 / 72  # units from the middle of a point to the tip of its arrow
TURNS = {"up": [[1, 0], [0, 1]], "right": [[0, 1], [1, 0]], "left": [[0, -1], [1, 0]]}
UNDER_A_RANGE = 0.7  # how dark a bar is below the line of its range: 3.9 : 1 on paper, and the line is seen on it
HATCH = 0.055  # units between two lines of a hatch


def said(artist, gid, words=""):
    """Name a mark, unique in its figure, and give it the words that an SVG shows on hover."""
    artist.set_gid(gid or None)
    artist.set_label(" ".join(words.split()) or f"_{gid}")
    return artist


def arrow(towards):
    """Return the arrow of a bound as a path in points that begins beside the point it belongs to."""
    return Path(np.array(ARROW) @ np.transpose(TURNS[towards]), closed=True)


def mark(ax, y, toll, *, hollow=False, gid="", words=""):
    """Draw a toll as a point on a scale to the right; another reading than the printed one is hollow.

    A floor has an arrow towards larger numbers, a ceiling towards smaller ones; an estimate a thin line from low to
    high, "about" a lighter one over its rounding; a range is an open band without a point. The gids are "point-gid",
    "arrow-gid" and "range-gid"; see `said`.
    """
    ink = theme.inks(ax)
    low, high = toll.bounds
    if toll.comparator in ("between", "estimate", "about") and None not in (low, high) and low < high:
        wide = {"between": 7, "about": 4, "estimate": 1.6}[toll.comparator]
        colour = ink.people if toll.comparator == "estimate" else ink.thin(STEPS[1])
        style = {"color": colour, "lw": wide, "zorder": 3, "solid_capstyle": "butt", "clip_on": False}
        said(ax.plot([low, high], [y, y], **style)[0], f"range-{gid}", words)
    if toll.best is None and toll.comparator in ("between", "estimate") and low != high:
        return
    if toll.comparator in FLOORS + CEILINGS:
        towards = "right" if toll.comparator in FLOORS else "left"
        style = {"ms": 58, "mfc": ink.people, "mew": 0, "ls": "", "zorder": 3, "clip_on": False}
        said(ax.plot(toll.n, y, marker=arrow(towards), **style)[0], f"arrow-{gid}", words)
    point(ax, toll.n, y, hollow=hollow, gid=gid, words=words)


def point(ax, x, y, *, hollow=False, gid="", words="", size=9.5):
    """Draw one point, solid or hollow."""
    ink = theme.inks(ax)
    face, edge = (ink.paper, ink.people) if hollow else (ink.people, ink.paper)
    style = {"ms": size - hollow, "mfc": face, "mec": edge, "mew": 1.8 if hollow else 1.2, "zorder": 4}
    said(ax.plot(x, y, "o", clip_on=False, **style)[0], f"point-{gid}", words)


def box(ax, x, y, width, height, *, share=1.0, gid="", words="", **style):
    """Draw a filled box of the ink of people, thinned to a share of it."""
    look = {"fc": theme.inks(ax).thin(share), "lw": 0, "zorder": 3, "clip_on": False} | style
    return said(ax.add_artist(Rectangle((x, y), width, height, **look)), gid, words)


def hatched(ax, x, y, width, height, *, gid="", words=""):
    """Draw a box with slanting lines: here is no number. Words stand in or beside it; it is never a zero."""
    ink, (across, up) = theme.inks(ax), theme.steps(ax)
    box(ax, x, y, width, height, gid=gid, words=words, fc="none", ec=ink.context, lw=0.8, zorder=2.5)
    wide, high = width * across, height * up
    lines = []
    for i in range(1, math.ceil((wide + high) / HATCH)):
        a = i * HATCH  # lines x + y = a in units from the lower left corner, cut at the box
        start, end = (min(a, wide), max(0, a - wide)), (max(0, a - high), min(a, high))
        lines.append([(x + u / across, y + v / up) for u, v in (start, end)])
    ax.add_collection(LineCollection(lines, colors=ink.context, linewidths=0.6, zorder=2.4, clip_on=False), False)


def dashed(ax, x, y, width, height, *, ink="question", gid="", words=""):
    """Outline, at true size, people who may be counted here too."""
    look = {"fill": False, "ec": getattr(theme.inks(ax), ink), "lw": 1.4, "ls": (0, (4, 2.2)), "zorder": 4}
    return box(ax, x, y, width, height, gid=gid, words=words, **look)
