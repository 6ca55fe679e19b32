"""The outlines of the locator map are whole, agree with each other, and say where they come from."""

import json
from itertools import pairwise

import pytest

from conflictdata.record import DATA

TEXT = (DATA / "outlines.json").read_text(encoding="utf-8")
OUTLINES = json.loads(TEXT)
LOCATOR, REGION = OUTLINES["locator"], OUTLINES["region"]
VIEWS = {"locator": LOCATOR["land"], "region": REGION["land"]}


def inside(point, rings):
    """Say whether a point lies in a country, its holes apart (even-odd rule)."""
    (x, y), crossings = point, 0
    for (x0, y0), (x1, y1) in (edge for ring in rings for edge in pairwise(ring)):
        crossings += (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0)
    return crossings % 2 == 1


def around(name):
    return [line for line in LOCATOR["lines"] if line.get("around") == name]


@pytest.mark.parametrize("view", VIEWS)
def test_rings_are_closed(view):
    for country, rings in VIEWS[view].items():
        for ring in rings:
            assert ring[0] == ring[-1] and len(ring) > 3, country
            assert all(a != b for a, b in pairwise(ring)), country


def test_countries():
    assert set(REGION["land"]) == {"ARM", "AZE", "BLR", "GEO", "KAZ", "KGZ", "RUS", "TJK", "UZB"}
    assert {"ARM", "AZE", "GEO", "RUS", "IRN", "TUR"} <= set(LOCATOR["land"])
    assert len(LOCATOR["land"]["AZE"]) == len(REGION["land"]["AZE"]) == 2  # Nakhchivan


def test_within_extent():
    left, bottom, right, top = LOCATOR["extent"]
    points = [p for rings in LOCATOR["land"].values() for ring in rings for p in ring]
    points += [p for line in LOCATOR["lines"] for p in line["points"]]
    points += [p for p in OUTLINES["places"].values() if p]
    assert all(left <= x <= right and bottom <= y <= top for x, y in points)


def test_no_streaks():
    # Russia is cut at 180° in the source: an edge as long as Kamchatka would be a scar.
    longest = max(
        abs(a[0] - b[0]) + abs(a[1] - b[1])
        for rings in REGION["land"].values()
        for ring in rings
        for a, b in pairwise(ring)
    )
    assert longest < 900


def test_small():
    assert len(TEXT.encode()) < 40 * 1024


def test_disputed_lines():
    assert {line["kind"] for line in LOCATOR["lines"]} == {"international", "disputed"}
    assert {line["around"] for line in LOCATOR["lines"] if line["kind"] == "disputed"} == {
        "Nagorno-Karabakh",
        "Abkhazia",
        "South Ossetia",
    }
    for line in around("Nagorno-Karabakh"):
        assert (line["kind"], line["source_type"], line["source_name"]) == (
            "disputed",
            "Breakaway",
            "Ceasefire Line 2020",
        )
    inner = [p for line in around("Nagorno-Karabakh") for p in line["points"][1:-1]]
    assert all(inside(point, LOCATOR["land"]["AZE"]) for point in inner)
    assert [land["name"] for land in REGION["disputed_land"]] == ["Crimea"]


def test_about():
    about = OUTLINES["about"]
    assert about["licence"] == "Public domain"
    assert "Natural Earth" in about["source"] and "5.1" in about["version"]
    assert "no position" in about["borders"] and "disputed" in about["borders"]
    assert set(LOCATOR["projection"]) == set(REGION["projection"]) == {"lon0", "lat0", "p1", "p2"}


@pytest.mark.parametrize(("place", "country"), [("yerevan", "ARM"), ("baku", "AZE"), ("tbilisi", "GEO")])
def test_capitals(place, country):
    point = OUTLINES["places"][place]
    assert [name for name, rings in LOCATOR["land"].items() if inside(point, rings)] == [country]


def test_places_left_out():
    assert set(OUTLINES["left_out"]) == {place for place, point in OUTLINES["places"].items() if point is None}


def test_borders_are_edges():
    edges = {
        country: {frozenset(map(tuple, edge)) for ring in rings for edge in pairwise(ring)}
        for country, rings in LOCATOR["land"].items()
    }
    drawn = set()
    for line in LOCATOR["lines"]:
        for country in line.get("between", ()):
            border = {frozenset(map(tuple, edge)) for edge in pairwise(line["points"])}
            assert border <= edges[country], line["between"]
            drawn |= border
    for a, b in [("ARM", "AZE"), ("ARM", "GEO"), ("AZE", "GEO"), ("AZE", "IRN"), ("GEO", "RUS"), ("ARM", "TUR")]:
        assert edges[a] & edges[b] and edges[a] & edges[b] <= drawn
