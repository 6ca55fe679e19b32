"""Small tolls side by side, to be counted: one mark is one person, ten marks are a row."""

import math

import numpy as np

from ..certainty import CEILINGS, FLOORS
from ..i18n import day
from . import theme
from .blocks import raster
from .marks import TOLL_COLUMNS, arrow, capital, key, tolls_of
from .pages import PageSpeaker, figure, names, sheet
from .theme import write

ACROSS = 10  # marks in a row of a block that is to be counted
UNIT = (40, 6)  # pixels at 240 dpi from mark to mark, and how many of them are paper


def unit_blocks(frame, ax=None, language="en"):
    """Draw small tolls as blocks of ten marks a row, to be counted: one mark is one person.

    .. image:: ../../figures/en/who_says_so.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per toll, drawn left to right: `comparator`, `low`, `best`, `high` (people), `heading` (who died), `label`
        (who says so).
    ax : matplotlib.axes.Axes, optional
        Its lower edge is the common baseline; 1.2 inches below it are needed for words.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        With one image per toll, gid "block-0", "block-1", …; its data units are marks.

    Raises
    ------
    ValueError
        If a toll is impossible, or the blocks have no room.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "heading": "soldiers", "label": "the ministry"}
    >>> len(unit_blocks(pd.DataFrame(mine)).images)
    1
    """
    tolls = tolls_of(frame, "heading", "label")
    ax = theme.new_axes(ax, below=1.4, left=theme.MARGIN)
    width, height = theme.size_inches(ax)
    inch = theme.DPI / UNIT[0]
    room = width / len(tolls)
    most = int(height * inch) * ACROSS
    if room * inch < ACROSS or any(not 1 <= toll.n == int(toll.n) or toll.n > most - 2 * ACROSS for toll in tolls):
        raise ValueError(
            f"here is room for {int(width * inch / ACROSS)} tolls of 1 to {most - 2 * ACROSS} people; "
            "draw others with one_scale"
        )
    for i, (row, toll) in enumerate(zip(frame.itertuples(), tolls, strict=True)):
        cells = _rows(int(toll.n))
        left = round(i * room * inch)
        raster(ax, cells, left, f"block-{i}", *UNIT)
        if toll.comparator in FLOORS + CEILINGS:
            up = toll.comparator in FLOORS
            at = (left + ACROSS / 2, len(cells) if up else len(cells) + 2.8)
            style = {"ms": 58, "mfc": theme.PEOPLE, "mew": 0, "ls": "", "clip_on": False, "gid": f"arrow-{i}"}
            ax.plot(*at, marker=arrow("up" if up else "down"), **style)
        write(ax, (left, 0), capital(toll.words(language)), "value", dy=-0.26)
        write(ax, (left, 0), row.heading, "strong", dy=-0.47)
        write(ax, (left, 0), row.label, "label", dy=-0.66, width=room - 0.25, even=True)
    ax.set(xlim=(0, width * inch), ylim=(0, height * inch))
    ax.axhline(-0.3, color=theme.TEXT, lw=0.9, clip_on=False)
    return ax


def _rows(n):
    """Return n marks as an array of opacities, ten to a row, the first row full before the next begins."""
    cells = np.zeros(math.ceil(n / ACROSS) * ACROSS)
    cells[:n] = 1.0
    return cells.reshape(-1, ACROSS)


def who_says_so_page(language="en"):
    """The 99 of one day as the two counts that it is made of, each with its claimant."""
    from .. import record

    claims = record.casualties().set_index("claim_id").loc[["C03", "C04"]]
    actors = names(language)
    claimants = record.references().set_index("reference_id").loc[["arm-sept-2022-49", "aze-sept-2022-50"], "claimant"]
    said_on = day(claims["start"].iloc[0], language)
    tell = PageSpeaker("who_says_so", language, said_on=said_on)
    frame = claims[TOLL_COLUMNS].assign(
        heading=[tell("soldiers_arm"), tell("soldiers_aze")],
        label=[
            tell(f"claimed_{party.lower()}", claimant=actors[claimant])
            for party, claimant in zip(claims["party"], claimants, strict=True)
        ],
    )
    page = sheet(3.0, tell)
    key(page, ["floor"], language)
    bottom = page.bottom + 1.30
    ax = page.axes(theme.MARGIN, bottom, theme.WIDTH - 2 * theme.MARGIN, page.top - bottom - 0.05)
    unit_blocks(frame, ax, language)
    write(ax, (0, 0), tell("both"), "note", dy=-1.12, width=theme.WIDTH - 2 * theme.MARGIN)
    values = claims[[*TOLL_COLUMNS, "party", "unit", "alternative"]].reset_index().assign(claimant=list(claimants))
    return figure(tell, page, values)
