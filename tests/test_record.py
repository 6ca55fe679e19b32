"""The tables are what the data dictionary says, agree with each other, and hold the facts."""

import csv
import json
import re
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from test_reading import same_in_edtf

import conflictdata as cd
from conflictdata import reading, record
from conflictdata.edtf import bounds

TABLES = record.dictionary()
FILES = [name for name, table in TABLES.items() if "path" in table]
ROWS = {
    "claims": 40, "anchors": 55, "statements": 17, "references": 159, "yearly": 36, "events": 33, "acts": 101,
    "periods": 7, "actors": 53, "places": 24, "sources": 112, "glossary": 74,
    "casualties": 5, "dates": 8, "membership": 26, "findings": 10,
}  # fmt: skip


def load(name):
    return getattr(cd, name)()


def cells(name):
    """Return the header and the rows of a table's file, as text."""
    with Path(str(record.DATA / f"{name}.csv")).open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, [dict(zip(header, row, strict=True)) for row in rows]


# -- shape ------------------------------------------------------------------------------------------------------


def test_every_table_has_its_number_of_rows():
    assert {name: len(load(name)) for name in TABLES} == ROWS


def test_every_file_of_the_folder_is_described():
    assert {path.name for path in Path(str(record.DATA)).glob("*.csv")} == {TABLES[name]["path"] for name in FILES}


@pytest.mark.parametrize("name", FILES)
def test_a_file_has_the_columns_of_the_dictionary_in_order(name):
    assert cells(name)[0] == [field["name"] for field in TABLES[name]["schema"]["fields"]]


@pytest.mark.parametrize("name", TABLES)
def test_describe_covers_every_column_that_a_loader_returns(name):
    frame, told = load(name), cd.describe(name)
    assert sorted(told["column"]) == sorted(frame.columns)
    for column, kind in zip(told["column"], told["type"], strict=True):
        assert frame[column].dtype == record.DTYPES[kind], column
    for column in told.loc[told["required"], "column"]:
        assert frame[column].notna().all(), column
    for column, allowed in told.loc[told["allowed"] != "", ["column", "allowed"]].itertuples(index=False):
        assert set(frame[column].dropna()) <= set(allowed.split(", ")), column


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("name", [None, *TABLES])
def test_everything_is_described_in_both_languages(name, language):
    said = cd.describe(name, language)["description"]
    assert said.str.len().min() > 5
    if language == "it":
        assert (said != cd.describe(name)["description"]).all()


def test_the_list_of_tables():
    tables = cd.describe().set_index("table")
    assert list(tables.index) == list(TABLES)
    assert tables["columns"].to_dict() == {name: load(name).shape[1] for name in TABLES}
    assert set(tables.index[tables["kind"] == "derived"]) == {"casualties", "dates", "findings", "membership"}


def test_what_describe_does_not_know():
    with pytest.raises(KeyError, match=r"'tolls'.*casualties"):
        cd.describe("tolls")
    with pytest.raises(ValueError, match="'fr'"):
        cd.describe("claims", "fr")


def test_a_table_in_place_of_its_name_is_refused_without_being_printed():
    with pytest.raises(KeyError, match="nessuna tabella DataFrame: le tabelle sono actors, acts"):
        cd.describe(cd.claims(), language="it")


def test_the_package_is_valid_for_frictionless():
    from frictionless import Package

    report = Package(str(record.DATA / "datapackage.json")).validate()
    assert report.flatten(["rowNumber", "fieldName", "message"]) == []
    assert report.stats["tasks"] == len(FILES)


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_numbered(name):
    assert load(name).index.equals(pd.RangeIndex(ROWS[name]))


@pytest.mark.parametrize("name", TABLES)
def test_loaders_return_fresh_frames(name):
    spoiled = load(name)
    before = spoiled.copy()
    spoiled.iloc[:, :] = None
    spoiled["more"] = 1
    pd.testing.assert_frame_equal(load(name), before)


def test_the_description_of_the_article_is_fresh():
    cd.article()["dating"].clear()
    assert len(cd.article()["dating"]) == 7


# -- text -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_what_is_said_in_english_is_said_in_italian(name):
    header, rows = cells(name)
    english = [column for column in header if column.endswith("_en")]
    assert [column for column in header if column.endswith("_it")] == [column[:-3] + "_it" for column in english]
    for row in rows:
        for column in english:
            assert bool(row[column]) == bool(row[column[:-3] + "_it"]), (row, column)


def test_what_the_article_json_says_in_english_it_says_in_italian():
    def walk(node):
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            for key, value in node.items():
                walk(value)
                assert not key.endswith("_en") or node[key[:-3] + "_it"], key

    walk(cd.article())


@pytest.mark.parametrize("name", FILES)
def test_cells_have_no_stray_space_and_files_no_carriage_return(name):
    assert b"\r" not in Path(str(record.DATA / f"{name}.csv")).read_bytes()
    for row in cells(name)[1]:
        assert all(cell == cell.strip() and "  " not in cell for cell in row.values()), row


def test_phrases_have_at_most_six_words_and_stand_where_the_offsets_say():
    anchors = cd.anchors()
    assert anchors["phrase"].str.split().str.len().max() == 6
    assert (anchors["char_end"] - anchors["char_start"] == anchors["phrase"].str.len()).all()
    assert anchors["char_end"].max() <= cd.article()["characters"]
    in_order = anchors.sort_values("char_start")
    assert in_order[["paragraph", "sentence"]].apply(tuple, axis=1).is_monotonic_increasing
    verbs = cd.statements()["verb_phrase"].dropna()
    assert verbs.str.split().str.len().max() <= 6


def test_every_claim_has_one_main_anchor():
    main = cd.anchors().query("role == 'main'")
    assert main["claim_id"].is_unique
    assert sorted(main["claim_id"]) == [f"C{n:02}" for n in range(1, 41)] == list(cd.claims()["claim_id"].sort_values())


def test_no_number_of_the_article_is_typed():
    fields = {
        name: {f["name"] for f in TABLES[name]["schema"]["fields"] if f["type"] != "string"}
        for name in ("claims", "anchors", "periods")
    }
    place = {"paragraph", "sentence", "char_start", "char_end"}
    assert fields == {"claims": set(), "anchors": place, "periods": set()}
    other = re.compile("(reading|problem|attribution|label)_(en|it)|phrase|period|cameo|matter")  # prose, dates, codes
    for name in fields:
        for row in cells(name)[1]:
            for column, cell in row.items():
                ids = re.sub("[A-Z]+[0-9]+[a-z]?", "", cell)
                assert other.fullmatch(column) or column in place or not re.search("[0-9]", ids), (column, cell)


# -- links ------------------------------------------------------------------------------------------------------

IDS = {
    "claims": "claim_id", "references": "reference_id", "events": "event_id", "acts": "act_id", "actors": "actor_id",
    "places": "place_id", "sources": "source_id",
}  # fmt: skip
KNOWN = {table: set(load(table)[column]) for table, column in IDS.items()}
LINKS = {  # column: the tables its ids may come from
    "claim_id": ["claims"], "claim_ids": ["claims"], "same_as": ["claims"], "may_include": ["claims"],
    "speaker": ["actors"], "party": ["actors"], "actor": ["actors"], "claimant": ["actors"], "state": ["actors"],
    "belongs_to": ["actors"], "chain": ["actors", "sources"], "confirmed_by": ["sources"], "source_id": ["sources"],
    "source_ids": ["sources"], "event_id": ["events"], "place_ids": ["places"], "superseded_by": ["references"],
    "computed_from": ["references"], "alternative_to": ["acts"], "start_from": ["claims", "events"],
    "end_from": ["claims", "events"], "duration_from": ["claims"], "start_act": ["acts"], "end_act": ["acts"],
}  # fmt: skip
NO_LINKS = {"counted_from", "reference_id", "act_id", "actor_id", "place_id", "term_id", "ucdp_actor_id"}


@pytest.mark.parametrize("name", TABLES)
def test_every_id_exists(name):
    frame = load(name)
    unchecked = {c for c in frame.columns if re.search("_ids?$|_(from|by|to|act)$", c)} - set(LINKS) - NO_LINKS
    assert not unchecked, "say in LINKS or NO_LINKS what these columns name"
    for column in set(LINKS) & set(frame.columns):
        known = set().union(*(KNOWN[table] for table in LINKS[column])) | {"ARTICLE"}
        if name == "acts" and column == "alternative_to":
            known |= KNOWN["sources"]
        ids = frame[column].dropna()[lambda cell: ~cell.str.startswith("yearly:")].str.split(";")
        assert set(ids.explode()) <= known, column
        assert ids.map(lambda cell: len(cell) == len(set(cell))).all(), column


def test_every_id_of_the_article_json_exists():
    article = cd.article()
    named = [part["source_ids"] for part in article["dating"]]
    named += [[part["source_id"]] for part in article["chain"] + article["changes"]]
    assert set().union(*named) <= KNOWN["sources"]
    assert set().union(*(part["claim_ids"] for part in article["changes"])) <= KNOWN["claims"]


def test_parties_stand_in_alphabetical_order():
    for name in ("claims", "references", "statements"):
        column = "actor" if name == "statements" else "party"
        parties = load(name)[column].dropna().str.split(";")
        assert (parties == parties.map(sorted)).all(), name


# -- numbers ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in TABLES if {"low", "best", "high"} <= set(load(name).columns)])
def test_low_best_high_are_in_order(name):
    frame = load(name)
    for lower, upper in (("low", "best"), ("best", "high"), ("low", "high")):
        assert (frame[lower] <= frame[upper]).fillna(True).all()
    assert frame[["low", "best", "high"]].min().min() >= 0


def test_yearly_has_numbers_only_where_deaths_are_counted():
    yearly = cd.yearly()
    assert yearly["year"].tolist() == list(range(1989, 2025))
    numbers = yearly[["low", "best", "high"]].notna()
    assert (numbers.all(axis=1) == numbers.any(axis=1)).all()
    assert (numbers.all(axis=1) == (yearly["coverage"] == "counted")).all()
    assert Counter(yearly["coverage"]) == {"counted": 17, "below_threshold": 17, "coded_elsewhere": 2}
    assert yearly["best"].min() >= 25
    told = yearly.set_index("year")
    assert told.loc[[1992, 2020, 2022], ["best", "low", "high"]].values.tolist() == [
        [2167, 2099, 3635],
        [7646, 7548, 9077],
        [308, 308, 310],
    ]
    assert told.at[1991, "counted_from"] == "1991-12-29"


NA = pd.NA


@pytest.mark.parametrize(
    "reference_id, low, best, high",
    [
        ("ucdp-1991-1994", 4359, 4880, 9408),
        ("ucdp-1995-2019", 430, 438, 645),
        ("ucdp-1991-2019", 4789, 5318, 10053),
        ("ucdp-1991-2020", 12337, 12964, 19130),
        ("ucdp-1991-2021", 12377, 13004, 19173),
        ("ucdp-1991-2022", 12685, 13312, 19483),
        ("ucdp-1991-2023", 13147, 13774, 19945),
        ("ucdp-2020", 7548, 7646, 9077),
        ("ucdp-2021", 40, 40, 43),
        ("ucdp-2022", 308, 308, 310),
        ("place-1992", NA, 2941, NA),
        ("place-2020", NA, 7646, NA),
        ("place-2021", NA, 40, NA),
        ("place-2022", NA, 308, NA),
        ("place-2023", NA, 462, NA),
        ("prio-193-1993", 2000, NA, 5751),
        ("prio-193-1992-1994", 4200, NA, 18002),
        ("cow-216", NA, 14000, NA),
        ("cow-872", NA, 11000, NA),
        ("cow-1991-1994", NA, 25000, NA),
        ("sept-2022-sum-2022-09-13", 99, 99, 99),
        ("sept-2022-sum-2022-09-14", 155, 155, 155),
        ("sept-2022-sum-2022-09-15", 176, 176, 176),
        ("sept-2022-sum-2022-09-16", 212, 212, 212),
        ("sept-2022-sum-2022-09-17", 214, 214, 214),
        ("sept-2022-final", 304, 304, 304),
        ("sept-2022-final-soldiers", 301, 301, 301),
        ("official-2020", 6731, 6731, 6731),
        ("official-2020-with-civilians", 6916, 6916, 6916),
        ("official-2020-with-missing", 7671, 7671, 7671),
    ],
)
def test_sums_of_references(reference_id, low, best, high):
    row = cd.references().set_index("reference_id").loc[reference_id]
    assert [None if pd.isna(n) else n for n in row[["low", "best", "high"]]] == [
        None if pd.isna(n) else n for n in (low, best, high)
    ]


def test_a_number_taken_from_other_rows_is_not_typed():
    """A sum is ours, and computed; one year of UCDP is UCDP's own number; one subtraction of ours is typed."""
    for row in cells("references")[1]:
        one_year = re.fullmatch(r"yearly:(\d{4})-\1", row["computed_from"])
        ours = (bool(row["computed_from"]) and not one_year) or row["reference_id"] == "arm-sept-2022-221-soldiers"
        assert ours == (row["status"] == "computed"), row["reference_id"]
        assert not one_year or row["status"] == "estimate", row["reference_id"]
        assert bool(row["computed_from"]) != any(row[bound] for bound in ("low", "best", "high")), row["reference_id"]


def test_the_armenian_soldiers_of_the_last_count_are_our_subtraction():
    rows = cd.references().set_index("reference_id")
    soldiers, everyone, civilians = (
        rows.loc[f"arm-sept-2022-{which}"] for which in ("221-soldiers", "224", "civilians-3")
    )
    assert soldiers["best"] == everyone["best"] - civilians["best"]
    assert soldiers[["claimant", "source_id"]].isna().all()


def test_a_superseded_reference_is_superseded_by_a_later_one():
    references = cd.references().set_index("reference_id")
    for reference_id, later in references["superseded_by"].dropna().items():
        assert reference_id != later
        assert references.at[later, "event_id"] == references.at[reference_id, "event_id"]


def test_what_is_not_found_is_empty():
    acts = cd.acts().set_index("act_id")
    missing = acts[acts["confidence"] == "not_found"]
    assert missing["date"].isna().all()
    assert missing[["start", "end", "days", "precision"]].isna().all(axis=None)
    entry = missing.query("act == 'entry_into_force' and instrument == 'treaty_1992'")
    assert list(entry["actor"]) == ["AZE", "BLR", "GEO"]
    assert acts.drop(missing.index)["date"].notna().all()
    assert cd.article()["title"] is None
    actors = cd.actors().set_index("actor_id")
    assert actors.loc[["RAU", "TLEUBERDI"], "wikidata"].isna().all()
    assert actors.loc["NK", ["iso2", "iso3", "cow_code"]].isna().all()


# -- times ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", TABLES)
def test_every_period_is_edtf(name):
    frame = load(name)
    columns = {"period", "date", "as_of", "counted_from"} & set(frame.columns)
    for period in set(frame[list(columns)].melt()["value"].dropna()):
        start, end, _ = bounds(period)
        assert same_in_edtf(period, start, end), period


@pytest.mark.parametrize("name", [name for name in TABLES if {"start", "end", "days"} <= set(load(name).columns)])
def test_days_are_counted_inclusively(name):
    frame = load(name).dropna(subset=["start", "end"])
    assert len(frame)
    assert (frame["end"] >= frame["start"]).all()
    assert (frame["days"] == (frame["end"] - frame["start"]).dt.days + 1).all()


def test_casualties():
    columns = ["claim_id", "low", "best", "high", "comparator", "alternative", "party", "unit", "speaker", "period"]
    frame = cd.casualties()
    assert frame[columns].astype(object).where(frame[columns].notna(), None).values.tolist() == [
        ["C03", 49, 49, None, "at-least", None, "ARM", "soldiers", "REUTERS", "2022-09-13"],
        ["C04", 50, 50, 50, "exact", "at-least", "AZE", "soldiers", "REUTERS", "2022-09-13"],
        ["C31", 1, 1, 1, "exact", None, "ARM", "soldiers", None, "2022-09-05/2022-09-11"],
        ["C34", 6000, 6000, None, "more-than", None, "ARM;AZE", "persons", None, "2020-23"],
        ["C36", None, 30000, None, "about", None, None, "persons", None, "1991/.."],
    ]
    assert frame["kind"].unique().tolist() == ["killed"]
    assert frame["days"].tolist() == [1, 1, 7, 91, 11580]
    assert frame["end"].max() == pd.Timestamp("2022-09-14")
    assert frame.set_index("claim_id")["may_include"].dropna().to_dict() == {"C36": "C03;C04;C31;C34"}


def test_dates():
    columns = ["phrase", "period", "duration", "precision", "claim_ids"]
    frame = cd.dates()
    assert frame[columns].astype(object).where(frame[columns].notna(), None).values.tolist() == [
        ["martedì", "2022-09-13", None, "day", "C03;C04;C05"],
        ["nel 2020", "2020", None, "year", "C06"],
        ["Lunedì sera", "2022-09-12", None, "part of day", "C07"],
        ["martedì", "2022-09-13", None, "day", "C21"],
        ["la scorsa settimana", "2022-09-05/2022-09-11", None, "week", "C31"],
        ["Nell’autunno del 2020", "2020-23", None, "season", "C32;C34"],
        ["sei mesi", None, "P6M", "duration", "C33;C34"],
        ["dal 1991", "1991/..", None, "open", "C35;C36"],
    ]
    relative = frame["reference_day"].notna()
    assert frame.loc[relative, "phrase"].tolist() == ["martedì", "Lunedì sera", "martedì", "la scorsa settimana"]
    assert set(frame["reference_day"].dropna()) == {pd.Timestamp("2022-09-14")}
    assert (frame["char_end"] - frame["char_start"] == frame["phrase"].str.len()).all()


def test_periods():
    frame = cd.periods()
    days = frame.set_index(["claim_id", "reading"])["days"].to_dict()
    assert days == {
        ("C03", "printed"): 1,
        ("C04", "printed"): 1,
        ("C31", "printed"): 7,
        ("C34", "printed"): 181,
        ("C34", "fighting"): 44,
        ("C36", "printed"): 11580,
        ("C36", "agencies"): 2274,
    }
    assert set(frame["claim_id"]) == set(cd.casualties()["claim_id"])
    first = frame.groupby("claim_id", sort=False)["status"].agg(list)
    assert all(status[0] == "printed" and set(status[1:]) <= {"other_reading"} for status in first)


def test_the_day_of_the_article():
    assert record.reference_day() == date(2022, 9, 14)
    assert re.fullmatch("[0-9a-f]{64}", cd.article()["sha256"])
    assert cd.article()["language"] in reading.rules.languages()


# -- the package ------------------------------------------------------------------------------------------------

WATCHED = """
import sys
sys.addaudithook(lambda event, args: event.startswith("socket.") and sys.exit(f"opened {event}"))
import conflictdata as cd
assert not {"pandas", "matplotlib", "babel"} & set(sys.modules), "the import loads too much"
for name in sorted(set(cd.__all__) - {"draw", "figure_names"}):
    getattr(cd, name)
cd.casualties(), cd.references(), cd.membership(), cd.add("C03", "C04"), cd.verify("")
assert "matplotlib" not in sys.modules, "tables load matplotlib"
print("quiet")
"""


def test_import_is_light_and_nothing_opens_a_connection():
    done = subprocess.run([sys.executable, "-W", "error", "-c", WATCHED], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("quiet\n", "")


def test_public_names():
    assert all(callable(getattr(cd, name)) and getattr(cd, name).__doc__ for name in cd.__all__)
    assert set(cd.__all__) <= set(dir(cd))
    with pytest.raises(AttributeError, match="'tally'"):
        cd.tally  # noqa: B018


def test_no_module_hides_the_public_function_of_its_name():
    import conflictdata.verify
    from conflictdata.verify import SAME

    assert SAME and cd.verify is conflictdata.verify and callable(cd.verify)
    modules = {path.stem for path in Path(cd.__file__).parent.iterdir()}
    assert modules & set(cd.__all__) == {"verify"}


def test_the_versions_agree():
    assert json.loads((record.DATA / "datapackage.json").read_text(encoding="utf-8"))["version"] == cd.__version__
