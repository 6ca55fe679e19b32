"""A small map that says where: the states around Armenia and Azerbaijan, with the disputed lines dashed."""

import json
from functools import lru_cache

import pandas as pd
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.patches import Rectangle

from ..i18n import day, listed, say
from . import theme
from .marks import SAMPLE, legend
from .pages import PageSpeaker, figure, names, sheet
from .theme import write
from .tiles import tile_map, tiles_height

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
    from .. import record

    return json.loads((record.DATA / "outlines.json").read_text(encoding="utf-8"))


def map_names(language="en"):
    """Return the names of states and places by their id."""
    from .. import record

    places = record.places().set_index("place_id")[f"name_{language}"]
    return names(language).to_dict() | places.to_dict()


def neighbours(state):
    """Return the states that share a land border with one, as Natural Earth draws it.

    Examples
    --------
    >>> neighbours("ARM")
    ['AZE', 'GEO', 'IRN', 'TUR']
    """
    pairs = [set(line["between"]) for line in outlines()["locator"]["lines"] if "between" in line]
    return sorted(set().union(*(pair for pair in pairs if state in pair)) - {state})


def locator(outlines, names, ax=None, language="en", filled=()):
    """Draw a map of Armenia, Azerbaijan and their neighbours: borders solid, disputed lines dashed and named.

    .. image:: ../../figures/en/csto_map.png

    Outlines are Natural Earth's, simplified (public domain); the map takes no position on any line. A place without
    coordinates in the data is not drawn.

    Parameters
    ----------
    outlines : dict
        As ``data/outlines.json`` of the package, in kilometres: `locator`, with `land` (rings of points by state) and
        `lines` (`kind` "international" or "disputed", and `points`), and `places` (points, or None where unknown).
    names : dict
        Names of states and places by id; one that is not there is looked for in the package's messages.
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
    >>> [drawn.get_gid() for drawn in locator(outlines(), map_names(), filled=["ARM"]).collections]
    ['land', 'borders', 'disputed']
    """
    view = outlines["locator"]
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

    def name(key):
        """Return the name of a state or place, or the package's own words for it."""
        return names[key] if key in names else say(f"locator.{key}", language)

    for key, point in LABELS.items():
        role = "strong" if key in ("ARM", "AZE") else "note"
        style = {"color": theme.PAPER if key in filled else theme.TEXT, "patch": key == "caspian"}
        write(ax, point, name(key), role, dy=-0.05, ha="center", **style)
    for key, (state, ha, dx) in CITIES.items():
        point, colour = outlines["places"][key], theme.PAPER if state in filled else theme.TEXT
        ax.plot(*point, "s", ms=3.2, color=colour, mew=0, gid=f"city-{key}")
        write(ax, point, name(key), "note", dx=dx, dy=-0.05, ha=ha, color=colour)
    ax.plot(*zip(*LEADER, strict=True), color=theme.TEXT, lw=0.7)
    x, y = left + 0.1 * inch, low + 0.1 * inch
    ax.plot([x, x + SCALE], [y, y], color=theme.TEXT, lw=1.6, solid_capstyle="butt", gid="scale")
    write(ax, (x, y), say("locator.scale", language, km=SCALE), "note", dy=0.05, color=theme.TEXT)
    return ax


TILES = {  # column and row of each state's tile, roughly where it lies
    "BLR": (0, 0), "RUS": (1, 0), "KAZ": (2, 0), "GEO": (0, 1), "UZB": (2, 1), "KGZ": (3, 1), "ARM": (0, 2),
    "AZE": (1, 2), "TJK": (3, 2),
}  # fmt: skip
MAP = (4.5, 3.2)  # inches across and down; the tiles are as wide
LINES = ("border", "disputed")


def _sample(ax, name, x, y):
    """Draw a sign of the map."""
    lines = {"border": {"color": theme.CONTEXT}, "disputed": {"color": theme.TEXT, "ls": DASHES}}
    if name in lines:
        ax.plot([x, x + SAMPLE], [y, y], lw=1.1, clip_on=False, **lines[name])
    else:
        face = theme.PEOPLE if name == "filled" else theme.GRID
        ax.add_patch(Rectangle((x, y - 0.075), SAMPLE, 0.15, fc=face, ec=theme.PEOPLE, lw=1.0))


def _states(when):
    """Return each treaty state with its status on a day, or the last one it had had, and whether it was a member."""
    from .. import csto

    members, rows = csto.members_on(when), []
    for actor, spells in csto.membership().query("start <= @when").groupby("actor"):
        spell = spells.iloc[-1]
        ended = spell["end"] <= when
        dates = {"until": spell["end"]} if ended else {"since": spell["start"]}
        rows.append({"actor": actor, "member": actor in members, "status": spell["status"]} | dates)
    return pd.DataFrame(rows)


def csto_map_page(language="en"):
    """Where Armenia and Azerbaijan lie, and the nine treaty states as tiles with their status on the day."""
    from .. import record

    fighting, called, outline = record.events().set_index("event_id").loc["D22"], map_names(language), outlines()
    clashes = fighting["start"]
    states = _states(clashes)
    states["state"] = states["actor"].map(called)
    inside = states["member"]
    around = [called.get(state) or say(f"locator.{state}", language) for state in neighbours("ARM")]
    nowhere = [place for place in fighting["place_ids"].split(";") if outline["places"].get(place, place) is None]
    tell = PageSpeaker(
        "csto_map",
        language,
        fought=day(clashes, language),
        year=str(clashes.year),
        n_in=int(inside.sum()),
        members=listed(sorted(states.loc[inside, "state"]), language),
        others=listed(sorted(states.loc[~inside, "state"]), language),
        around=listed(sorted(around), language),
        nowhere=listed([called[place] for place in nowhere], language),
    )
    since, said = states.loc[inside, "since"], []
    for state in states.itertuples():
        when = state.until if pd.isna(state.since) else state.since
        part = f"{state.status}_{'until' if pd.isna(state.since) else 'since'}"
        said.append("" if state.member and since.nunique() == 1 else tell(part, when=day(when, language)))
    frame = states.assign(
        name=states["state"], words=said, filled=inside, strong=states["actor"].isin(["ARM", "AZE"])
    ).set_index("actor")
    frame["column"], frame["row"] = zip(*frame.index.map(TILES), strict=True)
    (wide, high), down, gap = MAP, tiles_height(frame, MAP[0]), 0.3
    page = sheet(high + gap + down + 0.15, tell)
    top = page.top - 0.1
    beside, room = theme.MARGIN + wide + 0.2, theme.WIDTH - 2 * theme.MARGIN - wide - 0.2
    tiles = page.axes(theme.MARGIN, top - high - gap - down, wide, down)
    tile_map(frame, tiles)
    land = page.axes(theme.MARGIN, top - high, wide, high)
    members = set(states.loc[inside, "actor"]) & set(outline["locator"]["land"])
    locator(outline, called, land, language, members)
    dates = listed([day(when, language) for when in sorted(since.unique())], language)
    signs = [("filled", tell("member_since", when=dates)), *((sign, tell(sign)) for sign in ("other", *LINES))]
    below = top - 0.04 - legend(page, signs, _sample, beside, top - 0.04, room, step=0.235)
    note = {"at": theme.page_inches(page.figure), "width": room}
    write(land, (beside, below), tell("rule"), "note", dy=-0.25, **note)
    write(tiles, (beside, top - high - gap), tell("tiles"), "note", dy=-0.13, **note)
    values = states[["actor", "state", "member", "status", "since", "until"]]
    values = values.assign(**{column: values[column].dt.strftime("%Y-%m-%d") for column in ("since", "until")})
    return figure(tell, page, values)
