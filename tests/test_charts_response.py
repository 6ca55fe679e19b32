"""The map says what the record says: its artists are read back."""

import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

import conflictdata as cd
from conflictdata import charts, csto
from conflictdata.charts import atlas, theme
from conflictdata.i18n import day, languages

DAY = pd.Timestamp("2022-09-13")
each_language = pytest.mark.parametrize("language", languages())
OUTLINES = atlas.outlines()


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if re.fullmatch(pattern, a.get_gid() or "")}


def filled(patch):
    return to_hex(patch.get_facecolor()).upper() == theme.PEOPLE


def lines_in(ax, box):
    """Return the lines of text that begin inside a rectangle, from top to bottom."""
    place = box.get_window_extent()
    found = [(t.get_transform().transform(t.get_position()), t) for t in ax.texts + ax.artists if isinstance(t, Text)]
    inside = [(-y, t.get_text()) for (x, y), t in found if place.x0 <= x <= place.x1 and place.y0 <= y <= place.y1]
    return [text for _, text in sorted(inside)]


def key_words(drawn):
    """Return the words of the key of a figure, in their order."""
    (ax,) = (ax for ax in drawn.mpl.axes if ax.get_label() == "key")
    return [t.get_text() for t in ax.get_children() if isinstance(t, Text) and t.get_text()]


def names(language):
    return cd.actors().set_index("actor_id")[f"name_{language}"].str.replace("'", "’")


# ---------------------------------------------------------------- the map


@each_language
def test_a_filled_tile_is_a_member_on_the_day(figure, language):
    tiles = by_gid(figure("csto_map", language).mpl.axes[0], "tile-[A-Z]{3}")
    assert len(tiles) == 9
    assert sorted(gid[-3:] for gid, tile in tiles.items() if filled(tile)) == cd.members_on(DAY)
    for sizes in ({round(tile.get_width(), 6) for tile in tiles.values()}, {t.get_height() for t in tiles.values()}):
        assert len(sizes) == 1, "no state looks larger"
    assert {to_hex(tile.get_facecolor()).upper() for tile in tiles.values()} == {theme.PEOPLE, theme.GRID}
    boxes = [tile.get_bbox().padded(0.07) for tile in tiles.values()]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2)), (
        "tiles that touch look like neighbours"
    )


@each_language
def test_a_tile_says_its_status_and_since_or_until_when(figure, language):
    ax = figure("csto_map", language).mpl.axes[0]
    party, suspended = {"en": ("party until", "suspended on"), "it": ("nel trattato fino al", "sospeso dal")}[language]
    expected = dict.fromkeys(["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"], "")
    for state, how, when in (
        ("AZE", party, "1999-04-20"),
        ("GEO", party, "1999-04-20"),
        ("UZB", suspended, "2012-06-28"),
    ):
        expected[state] = f"{how} {day(pd.Timestamp(when), language)}"
    for state, status in expected.items():
        name, *said = lines_in(ax, by_gid(ax, f"tile-{state}")[f"tile-{state}"])
        assert (name, " ".join(said)) == (names(language)[state], status)
    member, other, *_ = key_words(figure("csto_map", language))
    since = {"en": "member since {}", "it": "membro dal {}"}[language]
    assert member == since.format(day(pd.Timestamp("2003-09-18"), language)), "what is the same for all is said once"
    assert other == {"en": "not a member", "it": "non membro"}[language]


def test_members_since_different_days_say_so_in_their_tiles(monkeypatch):
    membership = csto.membership()
    later = membership["start"].where(membership["actor"] != "TJK", membership["start"].max().replace(year=2010))
    monkeypatch.setattr(csto, "membership", lambda: membership.assign(start=later))
    ax = cd.draw("csto_map").mpl.axes[0]
    assert "2010" in " ".join(lines_in(ax, by_gid(ax, "tile-TJK")["tile-TJK"]))
    assert "2003" in " ".join(lines_in(ax, by_gid(ax, "tile-BLR")["tile-BLR"]))


def test_tiles_stand_as_neighbours_do():
    """States that share a border stand side by side or corner to corner; Russia and Azerbaijan are one tile apart."""
    pairs = ["ARM-AZE", "ARM-GEO", "AZE-GEO", "BLR-RUS", "GEO-RUS", "KAZ-RUS", "KAZ-UZB", "KAZ-KGZ", "KGZ-UZB"]
    pairs += ["KGZ-TJK", "TJK-UZB"]
    for one, other in (pair.split("-") for pair in pairs):
        (a, b), (c, d) = atlas.TILES[one], atlas.TILES[other]
        assert max(abs(a - c), abs(b - d)) == 1, f"{one} and {other}"
    north_of = ["BLR-GEO", "RUS-GEO", "GEO-ARM", "KAZ-UZB", "KAZ-KGZ", "KGZ-TJK", "UZB-TJK"]
    assert all(atlas.TILES[pair[:3]][1] < atlas.TILES[pair[4:]][1] for pair in north_of)
    west_of = ["BLR-RUS", "RUS-KAZ", "ARM-AZE", "AZE-UZB", "UZB-KGZ", "GEO-KAZ"]
    assert all(atlas.TILES[pair[:3]][0] < atlas.TILES[pair[4:]][0] for pair in west_of)


@each_language
def test_the_title_holds_no_neighbour_of_armenia_is_a_member(figure, language):
    around = atlas.neighbours("ARM")
    assert around == ["AZE", "GEO", "IRN", "TUR"]
    assert not set(around) & set(cd.members_on(DAY))
    drawn = figure("csto_map", language)
    for state in ("AZE", "GEO", "TUR"):
        assert names(language)[state] in drawn.caption


@each_language
def test_the_locator_draws_the_outlines(figure, language):
    ax = figure("csto_map", language).mpl.axes[1]
    view, drawn = OUTLINES["locator"], {c.get_gid(): c for c in ax.collections}
    rings = [(state, ring) for state, parts in view["land"].items() for ring in parts]
    paths, colours = drawn["land"].get_paths(), drawn["land"].get_facecolors()
    for (state, ring), path, colour in zip(rings, paths, colours, strict=True):
        assert np.allclose(path.vertices[: len(ring)], ring)
        assert to_hex(colour).upper() == (theme.PEOPLE if state in cd.members_on(DAY) else theme.GRID), state
    for gid, kind in (("borders", "international"), ("disputed", "disputed")):
        points = [line["points"] for line in view["lines"] if line["kind"] == kind]
        assert [np.asarray(s).tolist() for s in drawn[gid].get_segments()] == points
        assert all((dashes is not None) == (kind == "disputed") for _, dashes in drawn[gid].get_linestyle()), gid
    (x0, x1), (y0, y1), (width, height) = ax.get_xlim(), ax.get_ylim(), theme.size_inches(ax)
    assert (x1 - x0) / width == pytest.approx((y1 - y0) / height), "a kilometre is as long across as along"
    (scale,) = by_gid(ax, "scale").values()
    assert np.ptp(scale.get_xdata()) == 100 and any(t.get_text() == "100 km" for t in ax.artists + ax.texts)


@each_language
def test_places_stand_at_their_coordinates_or_are_named_in_words(figure, language):
    drawn = figure("csto_map", language)
    ax = drawn.mpl.axes[1]
    known = {place: point for place, point in OUTLINES["places"].items() if point}
    cities = {gid[5:]: line for gid, line in by_gid(ax, "city-.*").items()}
    assert {place: [line.get_xdata()[0], line.get_ydata()[0]] for place, line in cities.items()} == known
    places, not_shown = cd.places().set_index("place_id"), re.search("Not shown.*|Non compaiono.*", drawn.caption)[0]
    for place in ("goris", "jermuk", "sotk"):
        assert place not in known and places.at[place, "state"] == "ARM"
        assert places.at[place, f"name_{language}"] in not_shown
    assert {"en": "places in Armenia", "it": "luoghi in Armenia"}[language] in not_shown


@each_language
def test_the_map_names_each_disputed_line_in_view_and_takes_no_position(figure, language):
    ax = figure("csto_map", language).mpl.axes[1]
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    inside = {
        line["around"]
        for line in OUTLINES["locator"]["lines"]
        if line["kind"] == "disputed" and any(x0 < x < x1 and y0 < y < y1 for x, y in line["points"])
    }
    words = " ".join(t.get_text() for t in ax.get_children() if isinstance(t, Text))
    labels, rule = words.split("Natural Earth")
    italian = {"South Ossetia": "Ossezia del Sud", "Abkhazia": "Abcasia"}
    for around in ("Abkhazia", "Nagorno-Karabakh", "South Ossetia"):
        assert ((around if language == "en" else italian.get(around, around)) in labels) == (around in inside), around
    assert {"en": "Nakhchivan (Azerbaijan)", "it": "Nakhchivan (Azerbaigian)"}[language] in labels
    assert {"en": "Other maps draw", "it": "Altre carte tracciano"}[language] in rule
    assert {"en": "takes no position", "it": "non prende posizione"}[language] in rule


@each_language
def test_tiles_side_by_side_are_said_to_mean_no_border(figure, language):
    words = " ".join(
        t.get_text() for t in figure("csto_map", language).mpl.axes[0].get_children() if isinstance(t, Text)
    )
    assert {"en": "do not mean a border", "it": "non indicano un confine"}[language] in words


def test_the_outlines_are_read_once():
    assert atlas.outlines() is atlas.outlines()


# ---------------------------------------------------------------- a reader's own data

TILE = {"name": "Here", "column": 0, "row": 0, "filled": True, "words": "in"}


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], "lacks"),
        ([{"name": "Here"}], "lacks column, row, filled, words"),
        ([TILE, TILE | {"name": "There"}], "Here and There stand in one place"),
        ([TILE | {"column": -1}], "no place"),
        ([TILE | {"row": 0.5}], "no place"),
        ([TILE | {"column": None}], "no place"),
        ([TILE | {"words": "incomprehensibilities " * 90}], "words of Here need a tile"),
    ],
)
def test_impossible_tiles_are_refused_in_words(rows, reason):
    with pytest.raises(ValueError, match=reason):
        charts.tile_map(pd.DataFrame(rows))


def test_a_state_without_an_outline_is_refused_in_words():
    with pytest.raises(ValueError, match="no outline of FRA, XYZ"):
        charts.locator(OUTLINES, atlas.map_names(), filled=["XYZ", "ARM", "FRA"])


def test_a_readers_own_map_is_drawn():
    tiles = charts.tile_map(
        pd.DataFrame([TILE, TILE | {"name": "There", "column": 1, "filled": False}], index=["A", "B"])
    )
    assert {gid: filled(tile) for gid, tile in by_gid(tiles, "tile-.*").items()} == {"tile-A": True, "tile-B": False}
    land = charts.locator(OUTLINES, atlas.map_names()).collections[0]
    assert not any(to_hex(c).upper() == theme.PEOPLE for c in land.get_facecolors())
    called = dict.fromkeys(atlas.map_names(), "Somewhere")
    assert "Somewhere" in [text.get_text() for text in charts.locator(OUTLINES, called).texts]


@each_language
def test_the_map_is_drawn_without_its_font_too(monkeypatch, language):
    """DejaVu Sans is wider: tiles still hold their words."""
    caches = (theme.font, theme.text_width)
    monkeypatch.setattr(theme, "_font_path", lambda weight: None)
    for cache in caches:
        cache.cache_clear()
    try:
        lines = [text for text in cd.draw("csto_map", language).mpl.findobj(Text) if text.get_text()]
        assert {text.get_fontfamily()[0] for text in lines} == {"DejaVu Sans"}
    finally:
        for cache in caches:
            cache.cache_clear()
