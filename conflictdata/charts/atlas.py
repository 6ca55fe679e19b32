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

VIEWS = {  # km of the map: west, south, east, north; and its width in units
    "page": (-262, -262, 436, 190, 6.6), "slide": (-232, -262, 410, 108, 5.3), "column": (-262, -262, 215, 108, 3.93),
}  # fmt: skip
NAMES = {  # km: where the middle of a name stands, if that is in view
    "ARM": (-84, -14), "AZE": (150, 4), "GEO": (-130, 62), "IRN": (180, -195), "RUS": (170, 92), "TUR": (-196, -128),
    "caspian": (345, 60), "nagorno-karabakh": (134, -52), "part": (-12, -254), "south_ossetia": (-205, 150),
}  # fmt: skip
TOWNS = {  # units right and up from the point to the name, and its alignment
    "baku": (-0.06, -0.05, "right"), "goris": (0.17, -0.09, "left"), "jermuk": (-0.08, -0.05, "right"),
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


def neighbours(state):
    """Return the states that share a land border with one, as Natural Earth draws it."""
    pairs = [set(line["between"]) for line in outlines()["locator"]["lines"] if "between" in line]
    return sorted(set().union(*(pair for pair in pairs if state in pair)) - {state})


def within(point, view):
    """Say whether a point in km lies in a view."""
    return view[0] < point[0] < view[2] and view[1] < point[1] < view[3]


def _draw(ax, view, members, fought, called, tell):
    """Draw land, that of members dark, lines, names and towns; `fought` has the words of the places with a dot."""
    ink, drawn = theme.inks(ax), outlines()["locator"]
    ax.set(xlim=view[::2], ylim=view[1::2])
    rings = [
        (ink.note if state in members else ink.grid, ring) for state in drawn["land"] for ring in drawn["land"][state]
    ]
    land = PolyCollection([ring for _, ring in rings], facecolors=[fill for fill, _ in rings])
    ax.add_collection(said(land, "land"), autolim=False)
    for kind, colour, dashes in (("international", ink.paper, "-"), ("disputed", ink.text, (0, (2.6, 1.8)))):
        points = [line["points"] for line in drawn["lines"] if line["kind"] == kind]
        lines = LineCollection(points, colors=colour, linewidths=1.2, linestyles=[dashes])
        ax.add_collection(said(lines, kind), autolim=False)
    for key, point in NAMES.items():
        dark, role = {"ink": "paper" if key in members else "text"}, "strong" if key in ("ARM", "AZE") else "note"
        if within(point, view):
            write(ax, point, called[key], role, dy=-0.05, ha="center", **dark)
            write(
                ax,
                point,
                tell("status.member") if key in members else "",
                "note",
                dy=-0.05 - leading(role),
                ha="center",
                **dark,
            )
    for key, (dx, dy, ha) in TOWNS.items():
        point, word = outlines()["places"][key], "paper" if key in ON_DARK else "text"
        look = {"marker": "s", "ms": 3.2, "mew": 0, "color": getattr(ink, word)}
        if key in fought:
            look = {"marker": "o", "ms": 7, "mew": 1.2, "color": ink.question, "mec": ink.paper}
        if within(point, view):
            said(ax.plot(*point, zorder=4, **look)[0], f"town-{key}", fought.get(key, called[key]))
            write(ax, point, called[key], "strong" if key in fought else "note", dx=dx, dy=dy, ha=ha, ink=word)
    ax.plot(*LEADER, color=ink.text, lw=0.7)
    right, low = view[2] - 12, view[1] + 12
    ax.plot([right - SCALE, right], [low, low], color=ink.text, lw=1.6, gid="scale")
    write(ax, (right, low), tell("locator.scale", km=SCALE), "note", dy=0.05, ha="right", ink="text")


def csto_map_page(language="en", size="page"):
    """Where the places lie that the article names, and which states around them were members on the day."""
    from .. import csto, record

    event, plain = record.events().set_index("event_id").loc["D22"], Speaker(language)
    claim, land = record.claims().set_index("claim_id").loc["C10"], outlines()["locator"]["land"]
    *view, width = VIEWS[size]
    members, places = csto.members_on(event["start"]), record.places().set_index("place_id")[f"name_{language}"]
    called = {key: plain(f"locator.{key}") for key in ("IRN", "caspian", "part", "south_ossetia", "tbilisi", "yerevan")}
    called |= names(language).to_dict() | places.to_dict()
    says = quoted([(claim["phrase"], claim["paragraph"], claim["sentence"])], language)
    fought = {key: f"{called[key]}: {says}" for key in event["place_ids"].split(";") if key in outlines()["places"]}
    seen = {state for state in land if any(within(point, view) for ring in land[state] for point in ring)}
    listed = {
        "places": [called[key] for key in fought],
        "around": sorted(called[state] for state in neighbours("ARM")),
        "outside": sorted(called[state] for state in members if state not in seen),
    }
    listed = {name: plain.listed(words) for name, words in listed.items()}
    tell = PageSpeaker("csto_map", language, size, n=len(members), ministry=called[claim["speaker"]], **listed)
    high, beside = width * (view[3] - view[1]) / (view[2] - view[0]), size == "slide"
    note = wrap(tell("outside"), "label" if beside else "note", 1.9 if beside else width)
    page = tell.page(high + 0.1 + len(note) * leading("note"))
    ax = page.axes(page.left, page.top - high, width, high)
    _draw(ax, view, members, fought, called, plain)
    place = {"dx": 0.2, "dy": -0.15} if beside else {"dy": -0.18}
    write(ax, (1, 1) if beside else (0, 0), "\n".join(note), "label" if beside else "note", at="axes", **place)
    rows = [(called[key], key in members) for key in NAMES if key in land] + [(called[key], None) for key in fought]
    return tell.figure(page, pd.DataFrame(rows, columns=["name", "member"]))
