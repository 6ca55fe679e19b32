"""The look of every figure: inks for light and dark ground, sizes, and Axes stripped of what matplotlib puts there.

Nothing global is read or changed: no pyplot, and a reader's rcParams are set aside while we draw.
"""

from contextlib import contextmanager
from dataclasses import dataclass, replace

import matplotlib
import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text


@dataclass(frozen=True)
class Inks:
    """The colours of a drawing by what they are for."""

    paper: str = "#FBF9F5"
    text: str = "#1C2330"
    people: str = "#3A4A68"  # one ink for all the dead
    context: str = "#7D889C"  # 3.4 : 1 on paper
    note: str = "#5B6472"
    question: str = "#A2431F"  # questions, and the event that the article reports
    grid: str = "#D9D5CB"

    def thin(self, share, name="people"):
        """Return an ink mixed with paper: 1 is the ink, 0 the paper. Unlike opacity it does not add up."""
        ink, paper = to_rgba(getattr(self, name)), to_rgba(self.paper)
        return to_hex([paper[i] + (ink[i] - paper[i]) * share for i in range(3)]).upper()


LIGHT = Inks()
DARK = Inks("#14181F", "#F1EFEA", "#B9C6E0", "#8D98AD", "#B4BBC8", "#F0A884", "#3A4250")


@dataclass(frozen=True)
class Size:
    """A sheet, measured in units of type: type has the same size in units everywhere, so that only room differs."""

    width: float
    height: float | None  # None: as high as the body and its words need
    inches: float  # of one unit
    pixels: int  # of one unit in a PNG
    title: str  # role of the title
    margin: float


SIZES = {  # one unit is an inch on a page
    "page": Size(7.2, None, 1.0, 200, "title", 0.30),  # shown at 720 CSS px, its PNG is twice as wide
    "slide": Size(8.0, 4.5, 5 / 3, 240, "title", 0.30),  # 13.33 × 7.5 in, 1920 × 1080 px; 9 pt become 15
    "column": Size(13 / 3, None, 0.8, 240, "headline", 0.20),  # 88 mm, 1040 px; 9 pt become 7.2
}


@contextmanager
def own_settings(**settings):
    """Draw or save with matplotlib's defaults, whatever a reader's matplotlibrc says; theirs come back after."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({key.replace("_", ".", 1): value for key, value in settings.items()})
        yield


def channels(colour):
    """Return a colour such as "#3A4A68" as red, green and blue from 0 to 255."""
    return tuple(int(colour[i : i + 2], 16) for i in (1, 3, 5))


def inks(ax):
    """Return the inks that the ground of an Axes can carry: ours on our paper, light ones on a dark ground."""
    ground = next((to_rgba(p) for p in (ax.get_facecolor(), ax.figure.get_facecolor()) if to_rgba(p)[3] > 0.5), None)
    if ground is None:  # a transparent figure lies on an unknown page: we take a light one
        return LIGHT
    family = max((LIGHT, DARK), key=lambda inks: contrast(inks.text, ground))
    if contrast(family.note, ground) < 4.5:  # on a ground neither light nor dark the strongest ink is needed
        ink = max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, ground))
        family = replace(family, **dict.fromkeys(("text", "people", "context", "note", "question"), ink))
    return replace(family, paper=to_hex(ground).upper())


def contrast(one, other):
    """Return the contrast of two colours from 1 to 21, as WCAG 2.2 defines it."""
    encoded = np.array([to_rgba(one)[:3], to_rgba(other)[:3]])
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    dark, light = sorted(linear @ (0.2126, 0.7152, 0.0722))
    return (light + 0.05) / (dark + 0.05)


def units(figure):
    """Return the transform of units into pixels: inches, but on a sheet of ours as large as `enlarge` made them."""
    return getattr(figure, "units", figure.dpi_scale_trans)


def plain(ax):
    """Strip an Axes of frame and ticks; the ground a reader gave it stays."""
    ax.xaxis.set_visible(False)
    ax.yaxis.set_visible(False)
    ax.spines[:].set_visible(False)
    return ax


def size_of(ax):
    """Return width and height of an Axes in units."""
    return ax.bbox.width / ax.figure.dpi, ax.bbox.height / ax.figure.dpi


def steps(ax):
    """Return how many units a step of data is across and up."""
    width, height = size_of(ax)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    return width / abs(right - left), height / abs(high - low)


def step(least):
    """Return the smallest of the round steps 1, 2, 5, 10, 20, 50, … that is not less than this."""
    return next(n for n in (10**e * m for e in range(12) for m in (1, 2, 5)) if n >= least)


def scaled(ax, x, y, left=0.0, right=0.0, below=0.0, above=0.0):
    """Lay the ranges x and y into an Axes, with room for words around them in units, and return units per step of each.

    All that a chart draws thus lies inside its Axes, and its data keep their own numbers.
    """
    width, height = size_of(ax)
    across, up = (width - left - right) / (x[1] - x[0]), (height - below - above) / (y[1] - y[0])
    ax.set(xlim=(x[0] - left / across, x[1] + right / across), ylim=(y[0] - below / up, y[1] + above / up))
    return across, up


ENLARGED = {  # what of an artist is measured in points
    Text: ("fontsize",),
    Line2D: ("linewidth", "markersize", "markeredgewidth"),
    Patch: ("linewidth",),
    Collection: ("linewidth",),
}


def enlarge(figure, size):
    """Turn a figure laid out in units into one of its size in inches: paper, type, lines and points alike."""
    for artist in (artist for place in (figure, *figure.axes) for artist in place.get_children()):
        for name in next((names for kind, names in ENLARGED.items() if isinstance(artist, kind)), ()):
            points = getattr(artist, f"get_{name}")()
            larger = [each * size.inches for each in points] if np.iterable(points) else points * size.inches
            getattr(artist, f"set_{name}")(larger)
    figure.larger.scale(size.inches)  # what was set off by units follows
    figure.set_size_inches(figure.get_size_inches() * size.inches)
    figure.set_dpi(size.pixels / size.inches)
