"""Rows of ours in the shape of the field's files: real column names, countries and groups that do not exist."""

import csv
import io

GED = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office",
    "source_date", "source_headline", "source_original", "where_prec", "where_coordinates", "where_description",
    "adm_1", "adm_2", "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region",
    "event_clarity", "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians",
    "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
]  # fmt: skip
BRD = [
    "conflict_id", "dyad_id", "location_inc", "side_a", "side_a_id", "side_a_2nd", "side_b", "side_b_id",
    "side_b_2nd", "incompatibility", "territory_name", "year", "bd_best", "bd_low", "bd_high", "type_of_conflict",
    "battle_location", "gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "gwno_loc", "gwno_battle", "region",
    "version",
]  # fmt: skip
ACD = [
    "conflict_id", "location", "side_a", "side_a_id", "side_a_2nd", "side_b", "side_b_id", "side_b_2nd",
    "incompatibility", "territory_name", "year", "intensity_level", "cumulative_intensity", "type_of_conflict",
    "start_date", "start_prec", "start_date2", "start_prec2", "ep_end", "ep_end_date", "ep_end_prec", "gwno_a",
    "gwno_a_2nd", "gwno_b", "gwno_b_2nd", "gwno_loc", "region", "version",
]  # fmt: skip
ACLED = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting",
    "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision",
    "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip


def event(number=1, **changes):
    """A GED event: 3 people reported killed in Northland, in cells with line breaks, marks and separators."""
    row = dict.fromkeys(GED, "") | {
        "id": number, "relid": f"NOR-2001-1-7-{number}", "year": 2001, "active_year": 1, "code_status": "Clear",
        "type_of_violence": 1, "conflict_dset_id": 40, "conflict_new_id": 40, "conflict_name": "Northland: Ænd",
        "dyad_new_id": 70, "dyad_name": "Government of Northland - Front, the", "side_a_new_id": 5,
        "side_a": "Government of Northland", "side_b_new_id": 6, "side_b": "Front, the", "number_of_sources": -1,
        "source_article": f'"Agency; 2001-02-03, ""Two towns"" {number}"\nsecond line', "where_prec": 6,
        "where_description": "between,\r\ntwo towns", "latitude": "41.5", "longitude": "-9.25", "priogrid_gid": 9,
        "country": "Northland", "country_id": 901, "region": "Elsewhere", "event_clarity": 1, "date_prec": 1,
        "date_start": "2001-02-03 00:00:00.000", "date_end": "2001-02-04 00:00:00.000", "deaths_a": 1, "deaths_b": 0,
        "deaths_civilians": 2, "deaths_unknown": 0, "best": 3, "high": 7, "low": 2, "gwnoa": "901; 902",
    }  # fmt: skip
    return row | changes


def dyad_year(year=2001, **changes):
    row = dict.fromkeys(BRD, "") | {
        "conflict_id": 40, "dyad_id": 70, "location_inc": "Northland", "side_a": "Government of Northland",
        "side_a_id": 5, "side_b": "Front, the", "side_b_id": 6, "side_b_2nd": "Government of Southland",
        "incompatibility": 1, "territory_name": "Ænd", "year": year, "bd_best": 30, "bd_low": 25, "bd_high": 41,
        "type_of_conflict": 4, "battle_location": "Northland", "gwno_a": 901, "gwno_b_2nd": "902, 903",
        "gwno_loc": 901, "gwno_battle": 901, "region": "1, 2", "version": "25.1",
    }  # fmt: skip
    return row | changes


def conflict_year(year=2001, **changes):
    row = dict.fromkeys(ACD, "") | {
        "conflict_id": 40, "location": "Northland", "side_a": "Government of Northland", "side_a_id": 5,
        "side_b": "Front, the; Young Front", "side_b_id": "6, 8", "side_b_2nd": "Government of Southland",
        "incompatibility": 1, "territory_name": "Ænd", "year": year, "intensity_level": 1, "cumulative_intensity": 0,
        "type_of_conflict": 4, "start_date": "2000-03-02", "start_prec": 1, "start_date2": "2000-05-25",
        "start_prec2": 1, "ep_end": 0, "gwno_a": 901, "gwno_b_2nd": 902, "gwno_loc": 901, "region": 1,
        "version": "25.1",
    }  # fmt: skip
    return row | changes


def acled_event(number=1, **changes):
    row = dict.fromkeys(ACLED, "") | {
        "event_id_cnty": f"NOR{number}", "event_date": "2021-02-03", "year": 2021, "time_precision": 1,
        "disorder_type": "Political violence", "event_type": "Battles", "sub_event_type": "Armed clash",
        "actor1": "Military Forces of Northland", "inter1": "State forces", "actor2": "Front, the",
        "inter2": "Rebel group", "interaction": "State forces-Rebel group", "iso": 901, "region": "Elsewhere",
        "country": "Northland", "location": "Ænd", "latitude": "41.5", "longitude": "-9.25", "geo_precision": 2,
        "source": "Agency", "source_scale": "National", "notes": 'A clash,\nsaid "one side".', "fatalities": 2,
        "timestamp": 1612345678,
    }  # fmt: skip
    return row | changes


def text(rows, columns=None, separator=",", end="\n"):
    """The rows as the text of a file."""
    columns = columns or list(rows[0])
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, delimiter=separator, lineterminator=end, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()
