"""A sheet of paper: title and subtitle at the top, the source at the bottom, and room for a body between them."""

import math

from matplotlib.figure import Figure as Sheet
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from . import theme
from .lettering import Line, leading, wrap

TAG = (0.42, 4.2 / 72)  # the small bar above the title
ABOVE_TAG, BELOW_SOURCE = 0.12, 0.16
GAP = 0.14  # between the body and the words above and below it


class Page:
    """A sheet in one of the sizes, laid out in units, with a `figure` of matplotlib.

    The sheet is as much higher than its body as its words need; a slide has its own height, and the body what its words
    leave. `left`, `right`, `top` and `bottom` say where it lies, in units from the lower left corner.
    """

    def __init__(self, size, title, subtitle, source, body):
        self.size = theme.SIZES[size]
        width, margin = self.size.width, self.size.margin
        self.left, self.right = margin, width - margin
        role, inside = self.size.title, width - 2 * margin
        words = [(wrap(title, role, inside, even=True), role), (wrap(subtitle, "subtitle", inside), "subtitle")]
        below = wrap(source.replace("CC BY ", "CC\u00a0BY\u00a0"), "source", inside)
        top = ABOVE_TAG + TAG[1] + 0.31
        above = top - 0.10 + sum(len(lines) * leading(role) for lines, role in words)
        self.bottom = BELOW_SOURCE + len(below) * leading("source") + GAP
        half = self.size.pixels / 2  # whole pixels on a screen of half as many, too
        free = math.ceil((above + GAP + body + self.bottom) * half) / half
        self.height = self.size.height or free
        self.top = self.height - above - GAP
        self.figure = Sheet(figsize=(width, self.height), dpi=self.size.pixels, facecolor=theme.LIGHT.paper)
        self.figure.larger = Affine2D()  # made larger by `theme.enlarge`, once all is drawn
        self.figure.units = self.figure.larger + self.figure.dpi_scale_trans
        inches = Affine2D().scale(1 / width, 1 / self.height) + self.figure.transFigure
        tag = (margin, self.height - ABOVE_TAG - TAG[1])
        look = {"facecolor": theme.LIGHT.question, "edgecolor": "none"}
        self.figure.add_artist(Rectangle(tag, *TAG, transform=inches, **look))
        baseline = self.height - top
        for lines, role in words:
            for line in lines:
                self.figure.add_artist(Line((margin, baseline), line, role, inches, color=theme.LIGHT.text))
                baseline -= leading(role)
            baseline -= 0.03
        for i, line in enumerate(below, 1):
            at = (margin, BELOW_SOURCE + (len(below) - i) * leading("source"))
            self.figure.add_artist(Line(at, line, "source", inches, color=theme.LIGHT.note))

    def axes(self, left=None, bottom=None, width=None, height=None):
        """Return Axes without frame or ticks at a place in units; by default they fill the body."""
        left, bottom = self.left if left is None else left, self.bottom if bottom is None else bottom
        width = self.right - left if width is None else width
        height = self.top - bottom if height is None else height
        place = (left / self.size.width, bottom / self.height, width / self.size.width, height / self.height)
        return theme.plain(self.figure.add_axes(place, facecolor="none"))


def inside(size):
    """Return how wide the body of a sheet is, in units."""
    return theme.SIZES[size].width - 2 * theme.SIZES[size].margin
