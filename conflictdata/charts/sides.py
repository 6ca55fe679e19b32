"""The dead of one day as each side counted its own: one mark is one person, to be counted, ten to a row."""

import math

from matplotlib.collections import PolyCollection

from ..certainty import FLOORS
from ..i18n import day
from . import theme
from .inputs import TOLL_COLUMNS, capital, tolls_of
from .lettering import leading, write
from .marks import arrow, said
from .pages import PageSpeaker, article_tolls, names, quoted

ACROSS = 10
LAID = {  # units: a mark, the gap after it, the lowest marks, the second side, the body; all whole pixels of a screen
    "page": (0.26, 0.04, 0.95, 3.4, 2.65),
    "slide": (0.275, 0.05, 1.0, 3.8, 2.8),
    "column": (0.15, 0.025, 1.0, 2.1, 2.15),
}


def who_says_so_page(language="en", size="page"):
    """The two counts of one day, each with whose dead they are and who counted them."""
    from .. import record

    tell = PageSpeaker("who_says_so", language, size)
    claims = record.casualties().set_index("claim_id").loc[["C03", "C04"]]
    reports = record.references().set_index("reference_id").loc[["arm-sept-2022-49", "aze-sept-2022-50"]]
    claimants, places = names(language)[reports["claimant"]], article_tolls()["says"][2]
    side, gap, base, second, body = LAID[size]
    page, half = tell.page(body), theme.SIZES[size].pixels / 2
    ax = page.axes(bottom=math.ceil(page.bottom * half) / half)  # where a screen of half as many pixels has one
    ax.set(**dict(zip(("xlim", "ylim"), ((0, units) for units in theme.size_of(ax)), strict=True)))
    for i, toll in enumerate(tolls_of(claims, tell.speaker)[0]):
        party, left, pitch = claims["party"].iloc[i].lower(), i * second, side + gap
        when = day(reports["start"].iloc[i], language, year=False).replace(" ", "\u00a0")
        told = tell(f"told_{party}", claimant=claimants.iloc[i], told_on=when)
        corners = [(left + k % ACROSS * pitch, base + k // ACROSS * pitch) for k in range(toll.n + 1)]
        squares = [[(x, y), (x + side, y), (x + side, y + side), (x, y + side)] for x, y in corners[: toll.n]]
        marks = PolyCollection(squares, fc=theme.LIGHT.people, lw=0, clip_on=False)
        ax.add_collection(said(marks, f"people-{i}", f"{quoted(places[i : i + 1], language)}; {told}"), autolim=False)
        if toll.comparator in FLOORS:  # where the next mark would stand
            look = {"ms": 58, "mfc": theme.LIGHT.people, "mew": 0, "clip_on": False, "gid": f"arrow-{i}"}
            ax.plot(corners[-1][0] + side / 2, corners[-1][1], marker=arrow("up"), **look)
        y = base - 0.06
        for text, role in (capital(toll.words(language)), "value"), (tell(f"of_{party}"), "strong"), (told, "label"):
            y -= leading(role) * len(write(ax, (left, y), text, role, dy=-leading(role), width=second - 0.25))
    values = claims[[*TOLL_COLUMNS, "party", "unit", "alternative"]].reset_index()
    return tell.figure(page, values.assign(claimant=list(reports["claimant"])))
