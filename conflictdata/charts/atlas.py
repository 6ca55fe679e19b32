"""Maps: one tile a state, and a small map that says where. Each chart takes its data and an Axes, returns the Axes."""

import json
from functools import lru_cache

import pandas as pd
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Rectangle

from .. import record
from ..i18n import say
from . import theme
from .certainty import stated
from .theme import write

GAP = 0.16  # inches between two tiles: they do not touch, as if they bordered
INSIDE = 0.065  # inches from the edge of a tile to its words
VIEW = (-262, -290, 436, 210)  # km of the locator that are shown: west, south, east, north
DASHES = (0, (2.6, 1.8))
LABELS = {  # km: where the middle of a name stands
    "ARM": (-84, -34), "AZE": (190, -6), "GEO": (-8, 118), "IRN": (166, -226), "RUS": (84, 172), "TUR": (-196, -128),
    "caspian": (352, 118), "nagorno-karabakh": (134, -52), "part": (36, -272), "south_ossetia": (-205, 140),
}  # fmt: skip
LEADER = [(-4, -254), (-4, -186)]  # from the words on the part of Azerbaijan that lies apart to its land
CITIES = {"baku": ("AZE", "right", -0.06), "tbilisi": ("GEO", "left", 0.06), "yerevan": ("ARM", "left", 0.06)}
SCALE = 100  # km


@lru_cache
def outlines():
    """Return the outlines of the package (see "about" in data/outlines.json for source, licence and projection)."""
    return json.loads((record.DATA / "outlines.json").read_text(encoding="utf-8"))


def neighbours(state):
    """Return the states that share a land border with one, as Natural Earth draws it.

    Examples
    --------
    >>> neighbours("ARM")
    ['AZE', 'GEO', 'IRN', 'TUR']
    """
    pairs = [set(line["between"]) for line in outlines()["locator"]["lines"] if "between" in line]
    return sorted(set().union(*(pair for pair in pairs if state in pair)) - {state})


def _lines(tile, width):
    """Return the lines of a tile of some width, each with its role."""
    role, room = "strong" if getattr(tile, "strong", True) else "label", width - 2 * INSIDE
    lines = [(line, role) for line in theme.wrap(tile.name, role, room)]
    return lines + [(line, "note") for line in theme.wrap(tile.words, "note", room) if line]


def _high(lines):
    return 2 * INSIDE + sum(theme.leading(role) for _, role in lines)


def tiles_height(frame, width):
    """Return how high Axes of some width must be for the words of a `tile_map`, in inches."""
    wide = (width + GAP) / (frame["column"].max() + 1) - GAP
    high = max(_high(_lines(tile, wide)) for tile in frame.itertuples())
    return (high + GAP) * (frame["row"].max() + 1) - GAP


def tile_map(frame, ax=None):
    """Draw a map of tiles, one a state and all of one size, so that no border is drawn and no state looks larger.

    .. image:: ../../figures/en/csto_map.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per state: `name`, `column` and `row` (whole numbers from 0, row 0 at the top), `filled` (whether the tile
        is dark, not pale: the status in short) and `words` (the status in full, broken where it does not fit). Optional
        `strong`: whether the name is bold, as it is without the column. The index names the tiles.
    ax : matplotlib.axes.Axes, optional

    Returns
    -------
    matplotlib.axes.Axes
        With one rectangle a state, gid "tile-ARM" for the index "ARM"; its data are inches from the upper left corner.

    Raises
    ------
    ValueError
        If a column is missing, a state has no place or the place of another, or the words do not fit a tile.

    Examples
    --------
    >>> import pandas as pd
    >>> two = {"name": ["Here", "There"], "column": [0, 1], "row": 0, "filled": [True, False], "words": ["in", "out"]}
    >>> len(tile_map(pd.DataFrame(two)).patches)
    2
    """
    needed = ["name", "column", "row", "filled", "words"]
    lacking = [column for column in needed if column not in frame]
    if lacking or not len(frame):
        raise ValueError(f"the frame of tiles lacks {', '.join(lacking) or 'any row'}; it needs {', '.join(needed)}")
    taken = {}
    for tile in frame.itertuples():
        place = (tile.column, tile.row)
        if any(stated(n) is None or n < 0 or n != int(n) for n in place):
            raise ValueError(
                f"the tile of {tile.name} has no place: column and row are whole numbers from 0, not {place}"
            )
        if place in taken:
            raise ValueError(f"{taken[place]} and {tile.name} stand in one place: column {place[0]}, row {place[1]}")
        taken[place] = tile.name
    ax = theme.new_axes(ax, left=theme.MARGIN)
    width, height = theme.size_inches(ax)
    across, down = (width + GAP) / (frame["column"].max() + 1), (height + GAP) / (frame["row"].max() + 1)
    size = across - GAP, down - GAP
    ax.set(xlim=(0, width), ylim=(height, 0))
    for tile in frame.itertuples():
        x, y = tile.column * across, tile.row * down
        lines = _lines(tile, size[0])
        wide, high = 2 * INSIDE + max(theme.text_width(*line) for line in lines), _high(lines)
        if wide > size[0] + 0.02 or high > size[1] + 0.02:
            needed, here = f"{wide:.2f} by {high:.2f} inches", f"{size[0]:.2f} by {size[1]:.2f}"
            raise ValueError(f"the words of {tile.name} need a tile of {needed}; here it is {here}")
        look = {"fc": theme.PEOPLE if tile.filled else theme.GRID, "ec": theme.PEOPLE, "lw": 1.2}
        ax.add_patch(Rectangle((x, y), *size, gid=f"tile-{tile.Index}", clip_on=False, **look))
        y += INSIDE - 0.02
        for line, role in lines:
            y += theme.leading(role)
            write(ax, (x + INSIDE, y), line, role, color=theme.PAPER if tile.filled else theme.TEXT)
    return ax


def locator(ax=None, language="en", filled=()):
    """Draw a map of Armenia, Azerbaijan and their neighbours: borders solid, disputed lines dashed and named.

    .. image:: ../../figures/en/csto_map.png

    Outlines are Natural Earth's, simplified (public domain); the map takes no position on any line. A place without
    coordinates in the data is not drawn.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional
        The map fills it, and shows more land where the shape of the Axes is another.
    language : str
    filled : iterable of str
        States whose land is dark, as ISO 3166 alpha-3 codes; that of the others is pale.

    Returns
    -------
    matplotlib.axes.Axes
        With collections "land", "borders", "disputed"; its data are kilometres.

    Raises
    ------
    ValueError
        If the outlines have no such state.

    Examples
    --------
    >>> [drawn.get_gid() for drawn in locator(filled=["ARM"]).collections]
    ['land', 'borders', 'disputed']
    """
    view = outlines()["locator"]
    ax, filled = theme.new_axes(ax, left=theme.MARGIN), set(filled)
    unknown = sorted(map(str, filled - set(view["land"])))
    if unknown:
        raise ValueError(f"no outline of {', '.join(unknown)}: there are {', '.join(sorted(view['land']))}")
    (width, height), (west, south, east, north) = theme.size_inches(ax), VIEW
    inch = max((east - west) / width, (north - south) / height)
    left, low = (west + east - width * inch) / 2, (south + north - height * inch) / 2
    ax.set(xlim=(left, left + width * inch), ylim=(low, low + height * inch))
    rings = [(country, ring) for country, parts in view["land"].items() for ring in parts]
    colours = [theme.PEOPLE if country in filled else theme.GRID for country, _ in rings]
    land = PolyCollection([ring for _, ring in rings], facecolors=colours, edgecolors=theme.CONTEXT, linewidths=0.6)
    solid, dashed = (
        [line["points"] for line in view["lines"] if line["kind"] == kind] for kind in ("international", "disputed")
    )
    sea = {"fc": theme.PAPER, "ec": theme.GRID, "hatch": "---", "hatch_linewidth": 0.8, "lw": 0}
    ax.add_artist(Rectangle((0, 0), 1, 1, transform=ax.transAxes, zorder=0, **sea))
    for gid, collection in (
        ("land", land),
        ("borders", LineCollection(solid, colors=theme.CONTEXT, linewidths=1.1)),
        ("disputed", LineCollection(dashed, colors=theme.TEXT, linewidths=1.1, linestyles=[DASHES])),
    ):
        collection.set_gid(gid)
        ax.add_collection(collection, autolim=False)
    frame = {"color": theme.CONTEXT, "lw": 0.8, "transform": ax.transAxes, "zorder": 6, "clip_on": False}
    ax.plot([0, 1, 1, 0, 0], [0, 0, 1, 1, 0], **frame)
    tables = record.actors().set_index("actor_id"), record.places().set_index("place_id")
    known = pd.concat(table[f"name_{language}"] for table in tables)

    def name(key):
        return known[key] if key in known else say(f"locator.{key}", language)

    for key, point in LABELS.items():
        role = "strong" if key in ("ARM", "AZE") else "note"
        style = {"color": theme.PAPER if key in filled else theme.TEXT, "patch": key == "caspian"}
        write(ax, point, name(key), role, dy=-0.05, ha="center", **style)
    for key, (state, ha, dx) in CITIES.items():
        point, colour = outlines()["places"][key], theme.PAPER if state in filled else theme.TEXT
        ax.plot(*point, "s", ms=3.2, color=colour, mew=0, gid=f"city-{key}")
        write(ax, point, name(key), "note", dx=dx, dy=-0.05, ha=ha, color=colour)
    ax.plot(*zip(*LEADER, strict=True), color=theme.TEXT, lw=0.7)
    x, y = left + 0.1 * inch, low + 0.1 * inch
    ax.plot([x, x + SCALE], [y, y], color=theme.TEXT, lw=1.6, solid_capstyle="butt", gid="scale")
    write(ax, (x, y), say("locator.scale", language, km=SCALE), "note", dy=0.05, color=theme.TEXT)
    return ax
