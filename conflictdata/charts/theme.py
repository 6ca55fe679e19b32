"""The look of every figure: colours, type, and one page with a title, a subtitle, a body and a source line.

Text is set in Source Sans from its font package; DejaVu Sans, which comes with matplotlib, stands in where the
package or a letter is missing. Nothing global is changed: no rcParams, no pyplot.
"""

import math
from contextlib import contextmanager
from functools import lru_cache

import matplotlib
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, ScaledTranslation

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
PATCH = 0.022  # inches of paper around a text that interrupts what lies below
DEJAVU = 0.86  # DejaVu Sans is wider: set smaller, a line of it is about as long


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


@lru_cache
def _font_path(weight):
    """Return the file of the typeface in a weight, or None where its package is missing."""
    try:
        import font_source_sans_pro
    except ImportError:
        return None
    return font_source_sans_pro.font_files_ttf.get("SourceSansPro" + weight.replace("Regular", ""))


NO_FONT = "the figures are set in DejaVu Sans, because Source Sans is not there: pip install font-source-sans-pro"


def own_font():
    """Say whether the typeface of the figures is there."""
    return _font_path("Regular") is not None


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
    """Return the file of a font."""
    return properties.get_file() or findfont(properties)


def wrap(text, role, width, even=False):
    """Break a text into lines not wider than `width` inches; a line break in the text is kept.

    With `even` the lines are about as long as each other, so that no single word is left on the last one.
    """
    lines = [line for paragraph in text.split("\n") for line in _broken(paragraph, role, width)]
    if even and len(lines) > 1:
        while (closer := [line for p in text.split("\n") for line in _broken(p, role, width - 0.05)])[
            len(lines) :
        ] == []:
            lines, width = closer, width - 0.05
            if width < 0.4:
                break
    return lines


def _broken(paragraph, role, width):
    """Break a paragraph into lines, word by word."""
    lines, line, length = [], [], 0.0
    space = text_width("x x", role) - text_width("xx", role)
    for word in paragraph.split(" "):
        wide = text_width(word, role)
        if line and length + space + wide > width:
            lines.append(" ".join(line))
            line, length = [], 0.0
        length += wide + (space if line else 0)
        line.append(word)
    return [*lines, " ".join(line)]


def leading(role):
    """Return the distance of two baselines of a role, in inches."""
    return ROLES[role][0] * LEADING / 72


class Line(Text):
    """One line of text beside a point. Its width is measured once, not anew for every file that it is drawn into."""

    def __init__(self, xy, text, role, where, *, ha="left", patch=False, **style):
        _, _, colour = ROLES[role]
        style = {"fontproperties": font(role, text), "color": colour, "zorder": 5} | style
        super().__init__(*xy, text, ha=ha, va="baseline", transform=where, clip_on=False, **style)
        self.role, self.patch = role, patch

    def draw(self, renderer):
        """Draw the line, on a patch of paper where it has one."""
        text, dpi = self.get_text(), self.figure.dpi
        if not text or not self.get_visible():
            return
        wide = text_width(text, self.role) * dpi
        x, y = self.get_transform().transform(self.get_position())
        x -= wide * {"left": 0, "center": 0.5, "right": 1}[self.get_ha()]
        gc = renderer.new_gc()
        if self.patch:
            high, gap = self.get_fontsize() / 72 * dpi, PATCH * dpi
            box = Affine2D().scale(wide + 2 * gap, 1.16 * high).translate(x - gap, y - 0.33 * high)
            gc.set_linewidth(0)
            renderer.draw_path(gc, Path.unit_rectangle(), box, to_rgba(PAPER))
        gc.set_foreground(self.get_color())
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(gc, x, y, text, self.get_fontproperties(), 0, mtext=self)
        renderer.close_group("text")
        gc.restore()


def write(ax, xy, text, role, *, dx=0.0, dy=0.0, ha="left", width=None, at="data", even=False, patch=False, **style):
    """Write a text beside a point of an Axes, each line on its own baseline, and return the lines.

    Parameters
    ----------
    ax : matplotlib.axes.Axes
    xy : tuple of float
        The point, in the coordinates of `at`.
    text, role : str
        `role` is a key of ROLES.
    dx, dy : float
        Offset of the first baseline from the point, in inches.
    width : float, optional
        Break lines at this width, in inches; with `even`, into lines of about the same length.
    at : {"data", "axes", "x", "y"} or matplotlib transform
        "axes" are fractions of the Axes; "x" is x in data and y a fraction, "y" the other way round.
    patch : bool
        Set the text on a patch of paper that interrupts what lies below.
    """
    if isinstance(at, str):
        at = {"data": ax.transData, "axes": ax.transAxes, "x": ax.get_xaxis_transform(), "y": ax.get_yaxis_transform()}[
            at
        ]
    lines = wrap(text, role, width, even) if width else text.split("\n")
    inches = ax.figure.dpi_scale_trans
    return [
        ax.add_artist(
            Line(
                xy, line, role, at + ScaledTranslation(dx, dy - i * leading(role), inches), ha=ha, patch=patch, **style
            )
        )
        for i, line in enumerate(lines)
    ]


class Page:
    """A sheet of paper: title and subtitle at the top, the source at the bottom, and room for a body between them.

    Parameters
    ----------
    body : float
        Height of the body in inches; the sheet is as much higher as its words need.
    title, subtitle, source : str

    Attributes
    ----------
    figure : matplotlib.figure.Figure
    height : float
    top, bottom : float
        Where the body may begin and must end, in inches from the bottom of the sheet.
    """

    def __init__(self, body, title, subtitle, source):
        width = WIDTH - 2 * MARGIN
        title, subtitle, source = (
            wrap(text, role, width, even=role == "title")
            for text, role in ((title, "title"), (subtitle, "subtitle"), (source, "source"))
        )
        first = 0.12 + TAG[1] + 0.31  # of the title, from the top
        second = first + len(title) * leading("title") + 0.03
        last = 0.16 + (len(source) - 1) * leading("source")
        above, below = second + len(subtitle) * leading("subtitle") - 0.05, last + 0.22
        self.height = math.ceil((above + body + below) * DPI) / DPI
        self.top, self.bottom = self.height - above, below
        self.figure = Figure(figsize=(WIDTH, self.height), dpi=DPI, facecolor=PAPER)
        tag = (MARGIN, self.height - 0.12 - TAG[1])
        inches = page_inches(self.figure)
        self.figure.add_artist(Rectangle(tag, *TAG, facecolor=QUESTION, edgecolor="none", transform=inches))
        self._lines(title, "title", self.height - first)
        self._lines(subtitle, "subtitle", self.height - second)
        self._lines(source, "source", last)

    def _lines(self, lines, role, baseline):
        """Write lines down from a baseline."""
        for line in lines:
            self.figure.add_artist(Line((MARGIN, baseline), line, role, page_inches(self.figure)))
            baseline -= leading(role)

    def axes(self, left, bottom, width, height):
        """Return Axes without frame or ticks, at a place in inches, on the paper."""
        ax = self.figure.add_axes((left / WIDTH, bottom / self.height, width / WIDTH, height / self.height))
        return plain(ax)


def page_inches(figure):
    """Return the transform of inches from the lower left corner of a page, also where it lies on a larger sheet."""
    width, height = figure.get_size_inches()
    return Affine2D().scale(1 / width, 1 / height) + figure.transFigure


def plain(ax):
    """Strip an Axes of frame, ticks and background."""
    ax.set_axis_off()
    return ax


def new_axes(ax, width=WIDTH, height=4.0, left=0.7, below=0.75, above=0.35):
    """Return the given Axes stripped plain, or new ones on a sheet of paper, `left` inches from its edge."""
    if ax is None:
        place = (left / width, below / height, 1 - (left + MARGIN) / width, 1 - (below + above) / height)
        ax = Figure(figsize=(width, height), dpi=DPI, facecolor=PAPER).add_axes(place)
    return plain(ax)


def size_inches(ax):
    """Return width and height of an Axes in inches."""
    box = ax.get_position()
    width, height = ax.figure.get_size_inches()
    return box.width * width, box.height * height
