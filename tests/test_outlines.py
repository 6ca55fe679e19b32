"""The outlines of the map are whole, agree with each other, and say where they come from."""

import json
import math
from itertools import pairwise

import pytest

import conflictdata as cd
from conflictdata.record import DATA

TEXT = (DATA / "outlines.json").read_text(encoding="utf-8")
OUTLINES = json.loads(TEXT)
LOCATOR = OUTLINES["locator"]
DEGREES = {  # longitude and latitude, rounded: capitals from an atlas, the three places as their source has them
    "yerevan": (44.5, 40.2),
    "baku": (49.9, 40.4),
    "tbilisi": (44.8, 41.7),
    "goris": (46.34, 39.51),
    "jermuk": (45.67, 39.84),
    "sotk": (45.87, 40.20),
}


def inside(point, rings):
    """Say whether a point lies in a country, its holes apart (even-odd rule)."""
    (x, y), crossings = point, 0
    for (x0, y0), (x1, y1) in (edge for ring in rings for edge in pairwise(ring)):
        crossings += (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0)
    return crossings % 2 == 1


def around(name):
    return [line for line in LOCATOR["lines"] if line.get("around") == name]


def degrees(x, y):
    """Return longitude and latitude of a point of the map: the projection that "about" states, inverted."""
    lon0, lat0, p1, p2 = (math.radians(LOCATOR["projection"][name]) for name in ("lon0", "lat0", "p1", "p2"))
    n = (math.sin(p1) + math.sin(p2)) / 2
    r0 = 6371 * math.sqrt(math.cos(p1) ** 2 + 2 * n * (math.sin(p1) - math.sin(lat0))) / n
    r, turn = math.hypot(x, r0 - y), math.atan2(x, r0 - y)
    lat = math.asin((math.cos(p1) ** 2 + 2 * n * math.sin(p1) - (r * n / 6371) ** 2) / (2 * n))
    return math.degrees(lon0 + turn / n), math.degrees(lat)


def test_rings_are_closed():
    for country, rings in LOCATOR["land"].items():
        for ring in rings:
            assert ring[0] == ring[-1] and len(ring) > 3, country
            assert all(a != b for a, b in pairwise(ring)), country


def test_countries():
    assert {"ARM", "AZE", "GEO", "RUS", "IRN", "TUR"} <= set(LOCATOR["land"])
    assert len(LOCATOR["land"]["AZE"]) == 2  # Nakhchivan


def test_within_extent():
    left, bottom, right, top = LOCATOR["extent"]
    points = [p for rings in LOCATOR["land"].values() for ring in rings for p in ring]
    points += [p for line in LOCATOR["lines"] for p in line["points"]]
    points += OUTLINES["places"].values()
    assert all(left <= x <= right and bottom <= y <= top for x, y in points)


def test_small():
    assert len(TEXT.encode()) < 24 * 1024


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


def test_about():
    about = OUTLINES["about"]
    assert about["licence"] == "Public domain"
    assert "Natural Earth" in about["source"] and "5.1" in about["version"]
    assert "no position" in about["borders"] and "disputed" in about["borders"]
    assert set(LOCATOR["projection"]) == {"lon0", "lat0", "p1", "p2"}
    assert "GeoNames" in about["towns"] and "CC BY 4.0" in about["towns"]


COUNTRIES = {"yerevan": "ARM", "baku": "AZE", "tbilisi": "GEO", "goris": "ARM", "jermuk": "ARM", "sotk": "ARM"}


@pytest.mark.parametrize(("place", "country"), COUNTRIES.items())
def test_places_lie_in_their_country(place, country):
    """As the outlines have it: Goris, Jermuk and Sotk in Armenia, and the table of places says the same."""
    point = OUTLINES["places"][place]
    assert [name for name, rings in LOCATOR["land"].items() if inside(point, rings)] == [country]
    states = cd.places().set_index("place_id")["state"]
    assert states.get(place, country) == country


def test_places_stand_where_their_degrees_say():
    assert set(OUTLINES["places"]) == set(DEGREES)
    for place, expected in DEGREES.items():
        exact = 0.005 if place in ("goris", "jermuk", "sotk") else 0.1
        assert degrees(*OUTLINES["places"][place]) == pytest.approx(expected, abs=exact), place


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
