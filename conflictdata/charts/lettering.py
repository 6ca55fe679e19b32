"""Type: words in Source Sans measured, broken into lines and set beside points, one baseline a line.

DejaVu Sans, which comes with matplotlib, stands in where the font package or a letter is missing. Measures are units
of type (see `theme.SIZES`), which are inches on a page and in a reader's own Axes.
"""

from functools import lru_cache

from matplotlib.colors import to_rgba
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, ScaledTranslation

from .theme import inks, units

ROLES = {  # size in points, weight, name of the ink
    "title": (17, "Bold", "text"),
    "headline": (13.5, "Bold", "text"),  # the title of a narrow figure
    "subtitle": (11.2, "Regular", "text"),
    "value": (13.5, "Bold", "text"),
    "label": (10.4, "Regular", "text"),
    "strong": (10.4, "Bold", "text"),
    "note": (9.6, "Regular", "note"),
    "axis": (10, "Regular", "note"),
    "source": (9, "Regular", "note"),
}
LEADING = 1.27
PATCH = 0.022  # units of paper around a text that interrupts what lies below
DEJAVU = 0.86  # DejaVu Sans is wider: set smaller, a line of it is about as long
LONG = 24  # letters: a word with fewer is not cut
LEAST = 9  # points: no role is smaller, in DejaVu Sans either
NO_FONT = "the figures are set in DejaVu Sans, because Source Sans is not there: pip install font-source-sans-pro"


@lru_cache
def _font_path(weight):
    """Return the file of the typeface in a weight, or None where its package is missing."""
    try:
        import font_source_sans_pro
    except ImportError:
        return None
    return font_source_sans_pro.font_files_ttf.get("SourceSansPro" + weight.replace("Regular", ""))


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
    return FontProperties(family="DejaVu Sans", weight=weight.lower(), size=max(LEAST, size * DEJAVU))


@lru_cache(maxsize=4096)
def text_width(text, role):
    """Return how wide a line of text is, in units."""
    properties = font(role, text)
    face = get_font(properties.get_file() or findfont(properties))
    face.set_size(properties.get_size_in_points(), 72)
    face.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return face.get_width_height()[0] / 64 / 72


def leading(role):
    """Return the distance of two baselines of a role, in units."""
    return ROLES[role][0] * LEADING / 72


def wrap(text, role, width, even=False):
    """Break a text into lines not wider than `width` units; a line break in the text is kept.

    With `even` the lines are about as long as each other, so that no single word is left on the last one.
    """
    lines = _broken(text, role, width)
    while even and len(lines) > 1 and width > 0.4:
        width -= 0.05
        narrower = _broken(text, role, width)
        if len(narrower) > len(lines):
            break
        lines = narrower
    return lines


def _broken(text, role, width):
    """Break a text into lines, word by word."""
    done, space = [], text_width("x x", role) - text_width("xx", role)
    for paragraph in text.split("\n"):
        line, length = [], 0.0
        for word in (piece for whole in paragraph.split(" ") for piece in _pieces(whole, role, width)):
            wide = text_width(word, role)
            if line and length + space + wide > width:
                done.append(" ".join(line))
                line, length = [], 0.0
            length += wide + (space if line else 0)
            line.append(word)
        done.append(" ".join(line))
    return done


def _pieces(word, role, width):
    """Cut a very long word, such as an address, that is wider than a line; after a mark where it can be."""
    whole = len(word)
    while whole > LONG and len(word) > 1 and text_width(word, role) > width:
        fits = next((n for n in range(len(word) - 1, 1, -1) if text_width(word[:n], role) <= width), 1)
        cut = next((n for n in range(fits, fits // 2, -1) if word[n - 1] in "/-_.&?="), fits)
        yield word[:cut]
        word = word[cut:]
    yield word


class Line(Text):
    """One line of text beside a point. Its width is measured once, not anew for every file that it is drawn into."""

    def __init__(self, xy, text, role, where, *, ha="left", paper=None, **style):
        style = {"fontproperties": font(role, text), "zorder": 5} | style
        super().__init__(*xy, text, ha=ha, va="baseline", transform=where, clip_on=False, **style)
        self.role, self.paper = role, paper

    def draw(self, renderer):
        """Draw the line, on a patch of paper where it has one."""
        text, dpi = self.get_text(), self.figure.dpi
        if not text or not self.get_visible():
            return
        size = self.get_fontsize()  # a figure laid out in units may have been made larger
        inch = dpi * size / font(self.role, text).get_size_in_points()
        wide = text_width(text, self.role) * inch
        x, y = self.get_transform().transform(self.get_position())
        x -= wide * {"left": 0, "center": 0.5, "right": 1}[self.get_ha()]
        gc = renderer.new_gc()
        if self.paper:
            high, gap = size / 72 * dpi, PATCH * inch
            box = Affine2D().scale(wide + 2 * gap, 1.16 * high).translate(x - gap, y - 0.33 * high)
            gc.set_linewidth(0)
            renderer.draw_path(gc, Path.unit_rectangle(), box, to_rgba(self.paper))
        gc.set_foreground(self.get_color())
        if renderer.flipy():
            y = renderer.get_canvas_width_height()[1] - y
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(gc, x, y, text, self.get_fontproperties(), 0, mtext=self)
        renderer.close_group("text")
        gc.restore()


def write(
    ax, xy, text, role, *, dx=0.0, dy=0.0, ha="left", width=None, at="data", even=False, patch=False, ink=None, **style
):
    """Write a text beside a point of an Axes, each line on its own baseline, and return the lines.

    The point is in data, for `at` "axes" in fractions of the Axes, for "x" with x in data and y a fraction, for "y" the
    other way round. The first baseline is `dx` and `dy` units off it. Lines are broken at a `width`, with `even` into
    about the same length. A `patch` of paper interrupts what lies below; `ink` names another one than the role's.
    """
    inked = inks(ax)
    transforms = {"data": ax.transData, "axes": ax.transAxes}
    transforms |= {"x": ax.get_xaxis_transform(), "y": ax.get_yaxis_transform()} if at in "xy" else {}
    look = {"ha": ha, "paper": inked.paper if patch else None, "color": getattr(inked, ink or ROLES[role][2])} | style
    lines = []
    for i, line in enumerate(wrap(text, role, width, even) if width else text.split("\n")):
        beside = ScaledTranslation(dx, dy - i * leading(role), units(ax.figure))
        lines.append(ax.add_artist(Line(xy, line, role, transforms[at] + beside, **look)))
    return lines
