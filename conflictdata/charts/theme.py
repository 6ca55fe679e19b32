"""The look of every figure: colours, type, and one page with a title, a subtitle, a body and a source line.

Text is set in Source Sans from its font package; DejaVu Sans, which comes with matplotlib, stands in where the
package or a letter is missing. Nothing global is changed: no rcParams, no pyplot.
"""

from contextlib import contextmanager
from functools import lru_cache

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import Rectangle

PAPER = "#FBF9F5"
TEXT = "#1C2330"
PEOPLE = "#3A4A68"  # one ink for all the dead
PALE = "#B4BBC8"  # the same ink, thinned: the body of a bar whose end is a dot
CONTEXT = "#7D889C"
NOTE = "#5B6472"
QUESTION = "#A2431F"  # questions and the event line only
GRID = "#D9D5CB"

DPI = 240
WIDTH = 7.2  # inches; shown at 720 CSS px
MARGIN = 0.30
TAG = (0.42, 4.2 / 72)

ROLES = {  # size in points, weight, colour
    "title": (17, "Bold", TEXT),
    "subtitle": (11.2, "Regular", TEXT),
    "value": (13.5, "Bold", TEXT),
    "label": (10.4, "Regular", TEXT),
    "strong": (10.4, "Bold", TEXT),
    "note": (9.6, "Regular", NOTE),
    "axis": (10, "Regular", NOTE),
    "source": (9, "Regular", NOTE),
}
LEADING = 1.27
DEJAVU = 0.86  # DejaVu Sans is wider: set smaller, a line of it is about as long


@contextmanager
def own_settings(**settings):
    """Draw or save with matplotlib's defaults, whatever a reader's matplotlibrc says; theirs come back after."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({key.replace("_", ".", 1): value for key, value in settings.items()})
        yield


@lru_cache
def _font_path(weight):
    try:
        import font_source_sans_pro
    except ImportError:
        return None
    return font_source_sans_pro.font_files_ttf.get("SourceSansPro" + weight.replace("Regular", ""))


@lru_cache(maxsize=1024)
def font(role, text=""):
    """Return the font of a role: Source Sans, or DejaVu Sans where it or a letter of `text` is missing."""
    size, weight, _ = ROLES[role]
    path = _font_path(weight)
    if path and all(map(get_font(path).get_char_index, map(ord, text))):
        return FontProperties(fname=path, size=size)
    return FontProperties(family="DejaVu Sans", weight=weight.lower(), size=max(9, size * DEJAVU))


@lru_cache(maxsize=4096)
def text_width(text, role):
    """Return how wide a line of text is, in inches."""
    properties = font(role, text)
    face = get_font(_file(properties))
    face.set_size(properties.get_size_in_points(), 72)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64 / 72


def _file(properties):
    from matplotlib.font_manager import findfont

    return properties.get_file() or findfont(properties)


def wrap(text, role, width):
    """Break a text into lines not wider than `width` inches; a line break in the text is kept."""
    lines, space = [], text_width("x x", role) - text_width("xx", role)
    for paragraph in text.split("\n"):
        line, length = [], 0.0
        for word in paragraph.split(" "):
            wide = text_width(word, role)
            if line and length + space + wide > width:
                lines.append(" ".join(line))
                line, length = [], 0.0
            length += wide + (space if line else 0)
            line.append(word)
        lines.append(" ".join(line))
    return lines


def leading(role):
    """Return the distance of two baselines of a role, in inches."""
    return ROLES[role][0] * LEADING / 72


def write(ax, xy, text, role, *, dx=0.0, dy=0.0, ha="left", width=None, xycoords="data", patch=False, **options):
    """Write a text beside a point of an Axes, each line on its own baseline, and return the Text artists.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    xy : tuple of float
        The point, in `xycoords`.
    text, role : str
        `role` is a key of ROLES.
    dx, dy : float
        Offset of the first baseline from the point, in inches.
    width : float, optional
        Break lines at this width, in inches.
    patch : bool
        Set the text on a patch of paper that interrupts what lies below.
    """
    lines = wrap(text, role, width) if width else text.split("\n")
    box = {"facecolor": PAPER, "edgecolor": "none", "pad": 1.6} if patch else None
    return [
        ax.annotate(
            line,
            xy,
            xytext=(dx * 72, (dy - i * leading(role)) * 72),
            xycoords=xycoords,
            textcoords="offset points",
            ha=ha,
            va="baseline",
            fontproperties=font(role, line),
            color=options.get("color", ROLES[role][2]),
            bbox=box,
            zorder=options.get("zorder", 5),
            annotation_clip=False,
        )
        for i, line in enumerate(lines)
    ]


class Page:
    """A sheet of paper of `height` inches: title and subtitle at the top, the source at the bottom.

    Attributes
    ----------
    figure : matplotlib.figure.Figure
    top, bottom : float
        Where the body may begin and must end, in inches from the bottom of the sheet.
    """

    def __init__(self, height, title, subtitle, source):
        self.height = height
        self.figure = Figure(figsize=(WIDTH, height), dpi=DPI, facecolor=PAPER)
        width = WIDTH - 2 * MARGIN
        tag_top = height - 0.12
        self.figure.add_artist(
            Rectangle(
                (MARGIN / WIDTH, (tag_top - TAG[1]) / height),
                TAG[0] / WIDTH,
                TAG[1] / height,
                facecolor=QUESTION,
                edgecolor="none",
                transform=self.figure.transFigure,
            )
        )
        baseline = self._lines(wrap(title, "title", width), "title", tag_top - TAG[1] - 0.31)
        baseline = self._lines(wrap(subtitle, "subtitle", width), "subtitle", baseline - 0.03)
        self.top = baseline + 0.05
        lines = wrap(source, "source", width)
        first = 0.16 + (len(lines) - 1) * leading("source")
        self._lines(lines, "source", first)
        self.bottom = first + 0.22

    def _lines(self, lines, role, baseline):
        for line in lines:
            self.figure.text(
                MARGIN / WIDTH,
                baseline / self.height,
                line,
                fontproperties=font(role, line),
                color=ROLES[role][2],
                va="baseline",
            )
            baseline -= leading(role)
        return baseline

    def axes(self, left, bottom, width, height):
        """Return Axes without frame or ticks, at a place in inches, on the paper."""
        ax = self.figure.add_axes((left / WIDTH, bottom / self.height, width / WIDTH, height / self.height))
        return plain(ax)


def plain(ax):
    """Strip an Axes of frame, ticks and background."""
    ax.set_axis_off()
    return ax


def new_axes(ax, width=WIDTH, height=4.0, left=0.7):
    """Return the given Axes stripped plain, or new ones on a sheet of paper, `left` inches from its edge."""
    if ax is None:
        place = (left / width, 0.75 / height, 1 - (left + MARGIN) / width, 1 - 1.1 / height)
        ax = Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER).add_axes(place)
    return plain(ax)


def size_inches(ax):
    """Return width and height of an Axes in inches."""
    box = ax.get_position()
    width, height = ax.figure.get_size_inches()
    return box.width * width, box.height * height
