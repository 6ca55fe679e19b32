"""A small map that says where: Armenia, Azerbaijan and their neighbours, with the places that the article names."""

import json
from functools import lru_cache

import pandas as pd
from matplotlib.collections import LineCollection, PolyCollection

from ..i18n import Speaker
from . import theme
from .lettering import leading, wrap, write
from .marks import said
from .pages import PageSpeaker, names, quoted
from .paper import inside

VIEWS = {  # the middle of the map, its south and north in km, and its height in units; a slide has its own
    "page": (87, -264, 190, 4.27),
    "slide": (60, -264, 104, 0),
    "column": (-23, -264, 108, 3.06),
}
NAMES = {  # km: where the middle of a name stands, if that is in view
    "ARM": (-84, -14), "AZE": (150, 4), "GEO": (-130, 62), "IRN": (180, -195), "RUS": (178, 88), "TUR": (-196, -128),
    "caspian": (345, 60), "nagorno-karabakh": (134, -52), "part": (-8, -252), "south_ossetia": (-205, 150),
}  # fmt: skip
TOWNS = {  # units right and up from the point to the name, and its alignment
    "baku": (-0.06, -0.05, "right"), "goris": (0.17, -0.09, "left"), "jermuk": (-0.08, -0.02, "right"),
    "sotk": (-0.08, -0.05, "right"), "tbilisi": (0.06, -0.05, "left"), "yerevan": (0, 0.08, "center"),
}  # fmt: skip
ON_DARK = ("jermuk", "sotk", "yerevan")
LEADER = (-4, -4), (-238, -190)  # from the words on the part of Azerbaijan that lies apart to its land
SCALE = 100  # km


@lru_cache
def outlines():
    """Return the outlines of the package (see "about" in data/outlines.json for sources, licences and projection)."""
    from .. import record

    return json.loads((record.DATA / "outlines.json").read_text(encoding="utf-8"))


def within(point, view):
    """Say whether a point in km lies in a view."""
    return view[0] < point[0] < view[2] and view[1] < point[1] < view[3]


def _draw(ax, view, members, says, called, tell):
    """Draw land, that of members dark, lines, names and towns; those that `says` has words for are dots."""
    ink, drawn = theme.inks(ax), outlines()["locator"]
    ax.set(xlim=view[::2], ylim=view[1::2])
    rings = [(state, ring) for state in drawn["land"] for ring in drawn["land"][state]]
    fills = [ink.note if state in members else ink.grid for state, _ in rings]
    ax.add_collection(said(PolyCollection([ring for _, ring in rings], facecolors=fills), "land"), autolim=False)
    for kind, colour, dashes in (("international", ink.paper, "-"), ("disputed", ink.text, (0, (2.6, 1.8)))):
        points = [line["points"] for line in drawn["lines"] if line["kind"] == kind]
        lines = LineCollection(points, colors=colour, linewidths=1.2, linestyles=[dashes])
        ax.add_collection(said(lines, kind), autolim=False)
    for key, point in NAMES.items():
        role, status = "strong" if key in ("ARM", "AZE") else "note", tell("status.member") if key in members else ""
        if within(point, view):
            style = {"ha": "center", "ink": "paper" if status else "text"}
            write(ax, point, called[key], role, dy=-0.05, **style)
            write(ax, point, status, "note", dy=-0.05 - leading("note"), **style)
    for key, (dx, dy, ha) in TOWNS.items():
        point, word = outlines()["places"][key], "paper" if key in ON_DARK else "text"
        look = {"marker": "s", "ms": 3.2, "mew": 0, "color": getattr(ink, word)}
        if key in says:
            look = {"marker": "o", "ms": 7, "mew": 1.2, "color": ink.question, "mec": ink.paper}
        if within(point, view):
            said(ax.plot(*point, zorder=4, **look)[0], f"town-{key}", says.get(key, called[key]))
            write(ax, point, called[key], "strong" if key in says else "note", dx=dx, dy=dy, ha=ha, ink=word)
    ax.plot(*LEADER, color=ink.text, lw=0.7)
    right, low = view[2] - 12, view[1] + 12
    ax.plot([right - SCALE, right], [low, low], color=ink.text, lw=1.6, gid="scale")
    write(ax, (right, low), tell("locator.scale", km=SCALE), "note", dy=0.05, ha="right", ink="text")


def csto_map_page(language="en", size="page"):
    """Where the places lie that the article names, and which states around them were members on the day."""
    from .. import csto, record

    event, claim = record.events().set_index("event_id").loc["D22"], record.claims().set_index("claim_id").loc["C10"]
    plain, members, land = Speaker(language), csto.members_on(event["start"]), outlines()["locator"]["land"]
    called = {key: plain(f"locator.{key}") for key in ("IRN", "caspian", "part", "south_ossetia", "tbilisi", "yerevan")}
    called |= record.places().set_index("place_id")[f"name_{language}"].to_dict() | names(language).to_dict()
    quote = quoted([(claim["phrase"], claim["paragraph"], claim["sentence"])], language)
    says = {key: f"{called[key]}: {quote}" for key in event["place_ids"].split(";") if key in outlines()["places"]}
    tell = PageSpeaker(
        "csto_map",
        language,
        size,
        n=len(members),
        when=str(event["start"].year),
        places=plain.listed([called[key] for key in says]),
        outside=plain.listed(sorted(called[state] for state in members if state not in NAMES)),
    )
    middle, south, north, high = VIEWS[size]
    width, note = inside(size), wrap(tell("outside"), "note", inside(size))
    below = 0.06 + len(note) * leading("note")
    page = tell.page(high + below)
    high = page.top - page.bottom - below
    half = (north - south) / high * width / 2
    ax = page.axes(bottom=page.bottom + below)
    _draw(ax, (middle - half, south, middle + half, north), members, says, called, plain)
    write(page.axes(height=below), (0, 1), "\n".join(note), "note", dy=-0.19, at="axes")
    rows = [(called[key], key in members) for key in NAMES if key in land] + [(called[key], None) for key in says]
    return tell.figure(page, pd.DataFrame(rows, columns=["name", "member"]))
