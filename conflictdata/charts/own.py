"""What every chart function does with a reader's own frame: draw into their Axes, or make a whole figure of it."""

from dataclasses import dataclass

from matplotlib.axes import Axes

from ..i18n import Speaker
from . import theme
from .figure import Figure
from .paper import Page, inside

LISTED = 180  # characters of an alternative text for what is drawn: it has 250 in all


@dataclass(frozen=True)
class Sheet:
    """What a reader asks of a page of their own: its words, its language, its size.

    Where no title or subtitle is given, the page says what it draws; where no source is given, it says that.
    """

    language: str = "en"
    size: str = "page"
    title: str | None = None
    subtitle: str | None = None
    source: str | None = None


def chart(name, ax, sheet, draw, high, values, facts):
    """Draw a chart into given Axes and return them, or make a figure of it on a page of its own.

    Its messages are "own.<name>.title" and so on, which may name the `facts`. `draw` draws into Axes, and nothing
    outside of them; `high` says how many units high the body must be at a width; `values` is the frame that is drawn.
    """
    tell = Speaker(sheet.language)
    with theme.own_settings():
        if ax is not None:
            drawable(ax, sheet, tell)
            draw(theme.plain(ax))
            return ax
        if sheet.size not in theme.SIZES:
            raise ValueError(tell("refused.size", size=repr(sheet.size), known=", ".join(theme.SIZES)))
        parts = ("title", "subtitle", "caption", "alt", "description")
        words = {part: tell(f"own.{name}.{part}", **facts) for part in parts} | {"source": tell("own.source")}
        words |= {part: str(text) for part in ("title", "subtitle", "source") if (text := getattr(sheet, part))}
        attribution = values.attrs.get("attribution", "")  # terms of use travel with the data
        if attribution not in words["source"]:
            words["source"] = f"{words['source'].rstrip()} {attribution}"
        page = Page(sheet.size, words["title"], words.pop("subtitle"), words["source"], high(inside(sheet.size)))
        draw(page.axes())
        theme.enlarge(page.figure, page.size)
        return Figure(f"own_{name}", sheet.language, sheet.size, **words, values=values, mpl=page.figure)


def listed(name, told, tell):
    """Return what is drawn in words, or how many there are where that is too long for an alternative text."""
    text = "; ".join(told)
    return text if len(text) < LISTED else tell(f"own.{name}.many", n=len(told))


def drawable(ax, sheet, tell):
    """Refuse what is no plain Axes of its own, and words that have no place in one; lay its figure out."""
    if not isinstance(ax, Axes):
        raise TypeError(tell("refused.no_axes", type=type(ax).__name__))
    scales = ax.name, ax.get_xscale(), ax.get_yscale(), ax.get_aspect()
    shared = (axes.get_siblings(ax)[1:] for axes in (ax.get_shared_x_axes(), ax.get_shared_y_axes()))
    if scales != ("rectilinear", "linear", "linear", "auto") or any(shared):
        raise ValueError(tell("refused.axes"))
    if sheet.title or sheet.subtitle or sheet.source:
        raise ValueError(tell("refused.ax_words"))
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
