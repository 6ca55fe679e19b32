"""What every chart function does with a reader's own frame: draw into their Axes, or make a whole figure of it."""

from dataclasses import dataclass

from matplotlib.axes import Axes

from ..i18n import Speaker
from . import theme
from .figure import Figure
from .paper import Page, inside

LISTED = 180  # characters of an alternative text for what is drawn: it has 250 in all


@dataclass
class Sheet:
    """What a reader asks of a chart: whose Axes, which words, which size, which language.

    Its messages are "own.<name>.title" and so on. Where no title or subtitle is given, a page says what it draws; where
    no source is given, it says that.
    """

    name: str
    ax: object
    title: str | None
    subtitle: str | None
    source: str | None
    size: str
    language: str

    def __post_init__(self):
        self.tell = Speaker(self.language)

    def chart(self, draw, high, values, facts):
        """Draw a chart into the Axes given and return them, or make a figure of it on a page of its own.

        `draw` draws into Axes, and nothing outside of them; `high` says how many units high the body must be at a
        width; `values` is the frame that is drawn; `facts` are what the messages may name.
        """
        with theme.own_settings():
            if self.ax is not None:
                self.refuse()
                draw(theme.plain(self.ax))
                return self.ax
            if self.size not in theme.SIZES:
                raise ValueError(self.tell("refused.size", size=repr(self.size), known=", ".join(theme.SIZES)))
            parts = ("title", "subtitle", "caption", "alt", "description")
            words = {part: self.tell(f"own.{self.name}.{part}", **facts) for part in parts}
            words |= {"source": self.tell("own.source")}
            words |= {part: str(text) for part in ("title", "subtitle", "source") if (text := getattr(self, part))}
            attribution = values.attrs.get("attribution", "")  # terms of use travel with the data
            if attribution not in words["source"]:
                words["source"] = f"{words['source'].rstrip()} {attribution}"
            page = Page(self.size, words["title"], words.pop("subtitle"), words["source"], high(inside(self.size)))
            draw(page.axes())
            theme.enlarge(page.figure, page.size)
            return Figure(f"own_{self.name}", self.language, self.size, **words, values=values, mpl=page.figure)

    def listed(self, told, many=None):
        """Return what is drawn in words, or how many there are where that is too long for an alternative text."""
        text = "; ".join(told)
        return text if len(text) < LISTED else self.tell(f"own.{many or self.name}.many", n=len(told))

    def refuse(self):
        """Refuse what is no plain Axes of its own, and words that have no place in one; lay its figure out."""
        ax = self.ax
        if not isinstance(ax, Axes):
            raise TypeError(self.tell("refused.no_axes", type=type(ax).__name__))
        scales = ax.name, ax.get_xscale(), ax.get_yscale(), ax.get_aspect()
        shared = (axes.get_siblings(ax)[1:] for axes in (ax.get_shared_x_axes(), ax.get_shared_y_axes()))
        if scales != ("rectilinear", "linear", "linear", "auto") or any(shared):
            raise ValueError(self.tell("refused.axes"))
        if self.title or self.subtitle or self.source:
            raise ValueError(self.tell("refused.ax_words"))
        whole = ax.figure.figure  # also where the Axes are in a part of a figure
        if engine := whole.get_layout_engine():  # it would move the Axes after the words were laid out
            engine.execute(whole)
            ax.set_in_layout(False)


def measured(width, height, tell):
    """Write a width and a height in units."""
    return f"{tell.number(round(width, 1))} × {tell.number(round(height, 1))}"


def too_small(ax, wide, high, tell):
    """Refuse Axes in which a chart has no room."""
    width, height = theme.size_of(ax)
    if width + 1e-6 < wide or height + 1e-6 < high:
        there = measured(width, height, tell)
        raise ValueError(tell("refused.room", needed=measured(wide, high, tell), there=there))
