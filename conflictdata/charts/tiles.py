"""A map of tiles, one a state and all of one size."""

from matplotlib.patches import Rectangle

from . import theme
from .marks import stated
from .theme import write

GAP = 0.16  # inches between two tiles: they do not touch, as if they bordered
INSIDE = 0.065  # inches from the edge of a tile to its words


def _lines(tile, width):
    """Return the lines of a tile of some width, each with its role."""
    role, room = "strong" if getattr(tile, "strong", True) else "label", width - 2 * INSIDE
    lines = [(line, role) for line in theme.wrap(tile.name, role, room)]
    return lines + [(line, "note") for line in theme.wrap(tile.words, "note", room) if line]


def _high(lines):
    """Return how many inches the lines of a tile take."""
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
