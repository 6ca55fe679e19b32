"""Write invented events in the shape of UCDP's GED, as large as the real file: to measure, never to count.

python tools/ged_rows.py OUT.csv [rows]

The environment variable GED_SAMPLE names a CSV file of real events that are drawn from instead. Ids, years and days
are fresh, cells contain line breaks and quotation marks as the real ones do, and a few hold lists of ids.
"""

import csv
import os
import random
import sys
from datetime import date, timedelta

HEADER = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
gwnob"""
COLUMNS = HEADER.split()
BROKEN = ["source_article", "source_headline", "source_original", "where_description"]  # cells with line breaks
YEARS = range(1989, 2026)


def invented(count, chance):
    """Return events between parties that do not exist."""
    events = []
    for _ in range(count):
        side, dyad, country = chance.randrange(90), chance.randrange(250), chance.randrange(60)
        a, b, land = f"Government of Landmark {country}", f"Group {side} of the North", f"Landmark {country}"
        parts = [chance.choice([0, 0, 0, 1, 1, 2, 3, 8, 20]) for _ in range(4)]
        event = dict.fromkeys(COLUMNS, "") | {
            "relid": f"LMK-{dyad}-{side}", "active_year": "1", "code_status": "Clear",
            "type_of_violence": str(1 + dyad % 3), "conflict_dset_id": str(5000 + dyad // 2),
            "conflict_new_id": str(5000 + dyad // 2), "conflict_name": f"{land}: Government",
            "dyad_dset_id": str(7000 + dyad), "dyad_new_id": str(7000 + dyad), "dyad_name": f"{a} - {b}",
            "side_a_new_id": str(country), "side_a": a, "side_b_new_id": str(900 + side), "side_b": b,
            "number_of_sources": chance.choice(["-1", "1", "3"]), "source_office": "News office;Wire service",
            "source_article": f'"News office,2001-02-03,Troops and group {side} clash, officials say."\n'
            f'"Wire service,2001-02-04,""Several"" people reported killed near town {dyad}, both sides say."',
            "source_headline": f"Troops and group {side} clash, officials say;\nSeveral people reported killed",
            "source_original": "the governor's office,\nlocal residents", "where_prec": "2",
            "where_coordinates": f"Town {dyad}", "where_description": f"hills near town {dyad},\nnorth of the road",
            "adm_1": f"Province {country % 9}", "latitude": f"{dyad / 7:.6f}", "longitude": f"{side / 3:.6f}",
            "geom_wkt": f"POINT ({side / 3:.6f} {dyad / 7:.6f})", "priogrid_gid": str(150000 + dyad), "country": land,
            "country_id": str(country), "region": "Elsewhere", "event_clarity": "1", "date_prec": "1",
            "best": str(sum(parts)), "low": str(max(0, sum(parts) - chance.randrange(3))),
            "high": str(sum(parts) + chance.randrange(6)), "gwnoa": str(country),
        }  # fmt: skip
        names = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]
        events.append(event | dict(zip(names, map(str, parts), strict=True)))
    return events


def events(count):
    """Yield so many events as dictionaries."""
    chance, sample = random.Random(7), os.environ.get("GED_SAMPLE")
    if sample:
        with open(sample, encoding="utf-8", newline="") as file:
            models = list(csv.DictReader(file))
    else:
        models = invented(1000, chance)
    for number in range(1, count + 1):
        event = chance.choice(models).copy()
        variant, year = chance.randrange(4), chance.choice(YEARS)
        day = date(year, 1, 1) + timedelta(chance.randrange(365))
        event |= {"id": number, "year": year, "date_start": f"{day} 00:00:00.000"}
        event |= {"date_end": event["date_start"], "dyad_new_id": int(event["dyad_new_id"]) * 10 + variant}
        event |= {name: f"{event[name]} {number}" for name in BROKEN}
        if chance.random() < 0.004:
            event["gwnoa"] = "651; 652"
        yield event


def write(path, count=400_000):
    """Write so many events to a CSV file."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(events(count))


if __name__ == "__main__":
    write(sys.argv[1], *map(int, sys.argv[2:3]))
