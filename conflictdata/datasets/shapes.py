"""What the files of UCDP and ACLED hold, as tables: columns, kinds, limits, rules, and how to tell one file from another.

A column's name means the same in every dataset.
"""

from typing import NamedTuple


class Shape(NamedTuple):
    """One dataset: its name, the function that reads it, first year, key, columns to be there and columns to expect."""

    name: str
    reader: str
    first: int
    key: list  # tells one record from another
    needed: set  # a number or day in these is never empty
    columns: list


GED = Shape(
    "UCDP GED", "read_ged", 1989, ["id"],
    set("id year type_of_violence conflict_new_id dyad_new_id date_start date_end deaths_a deaths_b deaths_civilians "
        "deaths_unknown best high low".split()),
    "id year active_year code_status type_of_violence conflict_new_id conflict_name dyad_new_id dyad_name side_a side_b "
    "where_prec latitude longitude country country_id date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low".split(),  # 26 of 49: what, when, where, who, how many
)  # fmt: skip
BRD = Shape(
    "UCDP BRD", "read_brd", 1989, ["conflict_id", "dyad_id", "year"],
    set("conflict_id side_a side_b year bd_best bd_low bd_high".split()),
    "conflict_id dyad_id location_inc side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd incompatibility "
    "territory_name year bd_best bd_low bd_high type_of_conflict battle_location gwno_a gwno_a_2nd gwno_b gwno_b_2nd "
    "gwno_loc gwno_battle region version".split(),
)  # fmt: skip
ACD = Shape(
    "UCDP/PRIO ACD", "read_acd", 1946, ["conflict_id", "year"],
    set("conflict_id location side_a side_b year intensity_level type_of_conflict start_date".split()),
    "conflict_id location side_a side_a_id side_a_2nd side_b side_b_id side_b_2nd incompatibility territory_name year "
    "intensity_level cumulative_intensity type_of_conflict start_date start_prec start_date2 start_prec2 ep_end "
    "ep_end_date ep_end_prec gwno_a gwno_a_2nd gwno_b gwno_b_2nd gwno_loc region version".split(),
)  # fmt: skip
ACLED = Shape(
    "ACLED", "read_acled", 1997, ["event_id_cnty"],
    set("event_id_cnty event_date year event_type country fatalities".split()),
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp".split(),
)  # fmt: skip

PARTS = ["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]
DEATHS = [*PARTS, "best", "high", "low", "bd_best", "bd_low", "bd_high", "fatalities"]
_KINDS = {  # what is not here is text
    "whole": "id year type_of_violence conflict_new_id dyad_new_id conflict_id intensity_level active_year side_a_new_id "
    "side_b_new_id where_prec priogrid_gid country_id event_clarity date_prec incompatibility type_of_conflict ep_end "
    "cumulative_intensity start_prec start_prec2 ep_end_prec time_precision iso geo_precision timestamp",
    "count": " ".join(DEATHS) + " number_of_sources population_1km population_2km population_5km population_best",
    "decimal": "latitude longitude",
    "day": "date_start date_end event_date start_date start_date2 ep_end_date",
    "ids": "dyad_id",  # one number, or a list of them
}
KINDS = {name: kind for kind, names in _KINDS.items() for name in names.split()}
LIMITS = dict.fromkeys(DEATHS, (0, 10_000_000)) | {  # more in one row is a damaged number
    "type_of_violence": (1, 3), "incompatibility": (1, 3), "intensity_level": (1, 2), "cumulative_intensity": (0, 1),
    "type_of_conflict": (1, 4), "ep_end": (0, 1), "time_precision": (1, 3), "geo_precision": (1, 3),
    "latitude": (-90, 90), "longitude": (-180, 180),
}  # fmt: skip
FAULTS = [  # refused: the columns that a rule is about, what is true of a faulty row, words
    ("event_id_cnty", lambda f: f["event_id_cnty"].isna(), "event_id_cnty is empty"),
    ("bd_low bd_best", lambda f: f["bd_low"] > f["bd_best"], "bd_low {bd_low} is above bd_best {bd_best}"),
    ("bd_best bd_high", lambda f: f["bd_best"] > f["bd_high"], "bd_best {bd_best} is above bd_high {bd_high}"),
    ("year event_date", lambda f: f["year"] != f["event_date"].dt.year, "the year is {year}, event_date {event_date:%Y-%m-%d}"),
]
ODDITIES = [  # in real releases: noted, and refused where most rows are so
    ("low best high", lambda f: (f["low"] > f["best"]) | (f["best"] > f["high"]),
     "low above best, or best above high"),
    (" ".join([*PARTS, "best"]), lambda f: sum(f[name] for name in PARTS) != f["best"],
     "a best that is not the sum of the columns of deaths"),
    ("year date_start date_end", lambda f: (f["date_start"].dt.year > f["year"]) | (f["year"] > f["date_end"].dt.year),
     "a year that is not that of the dates"),
    ("date_start date_end", lambda f: f["date_start"] > f["date_end"], "an end before the start"),
]  # fmt: skip
SIGNS = [  # the first whose columns are all there says what a file is, and who reads it
    ("dyad_new_id date_start", "UCDP's events (GED)", "read_ged"),
    ("bd_best", "UCDP's battle-related deaths (BRD)", "read_brd"),
    ("dyad_id intensity_level", "UCDP's dyadic dataset", None),
    ("intensity_level start_date", "the UCDP/PRIO Armed Conflict Dataset (ACD)", "read_acd"),
    ("event_id_cnty", "an export of ACLED's events", "read_acled"),
    ("best_fatality_estimate actor_name", "UCDP's one-sided violence", None),
    ("best_fatality_estimate org", "UCDP's non-state conflicts", None),
    ("best_fatality_estimate", "UCDP's one-sided violence or its non-state conflicts", None),
    ("year_cy", "UCDP's sums by country and year", None),
    ("location_code events fatalities", "HDX HAPI's sums of ACLED's events", None),
    ("week events", "ACLED's weekly sums", None),
    ("month events fatalities", "ACLED's monthly sums", None),
]
