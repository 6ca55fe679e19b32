"""Files of the field as spreadsheets, R and portals save them: read with the right values, or refused by the cell."""

import re

import pandas as pd
import pytest
import ucdp_rows as rows
from test_malformed import sentence
from ucdp_rows import text

from conflictdata.datasets import DatasetError, read_acd, read_acled, read_brd, read_ged

READ = {
    "ged": read_ged,
    "brd": read_brd,
    "acd": read_acd,
    "acled": lambda path: read_acled(path, accessed="2026-01-31"),
}
ROW = {"ged": rows.event, "brd": rows.dyad_year, "acd": rows.conflict_year, "acled": rows.acled_event}
FIRST = {"ged": "number", "brd": "year", "acd": "year", "acled": "number"}
START = {"ged": 1, "brd": 2001, "acd": 2001, "acled": 1}


@pytest.fixture
def read(tmp_path):
    """Return a function that reads a text as a file of one of the four."""

    def reading(kind, content):
        path = tmp_path / "file.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return READ[kind](path)

    return reading


@pytest.fixture
def refused(read):
    def refusal(kind, content):
        with pytest.raises(DatasetError) as error:
            read(kind, content)
        assert sentence(error), str(error.value)
        return str(error.value)

    return refusal


def many(kind, separator=",", **cells):
    """A file with one row for each value of the columns given as lists."""
    count = max(len(values) for values in cells.values())
    made = [
        ROW[kind](**{FIRST[kind]: START[kind] + n} | {name: values[n % len(values)] for name, values in cells.items()})
        for n in range(count)
    ]
    return text(made, separator=separator)


def brd(separator, *counts):
    """A BRD file whose three counts are the same in each row, so that their bounds are in order."""
    return many("brd", separator, bd_best=counts, bd_low=counts, bd_high=counts)


# -- thousands --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("separator", "written", "right"),
    [
        (";", ["90", "7.000"], [90, 7000]),
        (";", ["7.000"], [7000]),
        (";", ["1.000", "12.500", "0"], [1000, 12500, 0]),
        (";", ["1.234.567", "30"], [1234567, 30]),
        (",", ["1.234.567", "30"], [1234567, 30]),
        (",", ["1.000", "2.167"], [1000, 2167]),
        ("\t", ["1.000", "2.167"], [1000, 2167]),
        (",", ["1,000"], [1000]),
        (",", ["1,200", "25"], [1200, 25]),
        (";", ["1 200", "25"], [1200, 25]),
        (",", ["1\u202f000", "25"], [1000, 25]),
        (",", ["1'000"], [1000]),
        (",", ["3.0", "1234.0"], [3, 1234]),
        (";", ["3,0", "25"], [3, 25]),
        (",", ["1e+05", "25"], [100000, 25]),
        (",", [" 25 "], [25]),
    ],
)
def test_counts_with_marks_between_thousands(read, separator, written, right):
    frame = read("brd", brd(separator, *written))
    for name in ("bd_best", "bd_low", "bd_high"):
        assert frame[name].tolist() == right and frame[name].dtype == "int64"
        marked = [text for text in written if re.fullmatch(r"\d{1,3}([.,'\u202f ]\d{3})+", text)]
        noted = [note for note in frame.attrs["notes"] if note.startswith(f"{name}: ")]
        assert len(noted) == bool(marked) and all(
            f"{marked[0]} is read as {right[written.index(marked[0])]}," in n for n in noted
        )


@pytest.mark.parametrize(
    ("separator", "written", "words"),
    [
        (",", ["1.000", "25"], "record 1: bd_best is '1.000', which may be 1 or 1000: write it without a mark"),
        ("\t", ["25", "7.000"], "record 2: bd_best is '7.000', which may be 7 or 7000"),
        (";", ["7,000"], "record 1: bd_best is '7,000', which may be 7 or 7000"),
        (";", ["1,000", "2,167"], "record 1: bd_best is '1,000', which may be 1 or 1000"),
        (";", ["100.000", "101.000"], "record 1: bd_best is '100.000', which may be 100 or 100000"),
        (",", ["1,234", "1.234"], "record 1: bd_best is '1,234', which may be 1 or 1234"),
        (";", ["7.000", "3.0"], "record 1: bd_best is '7.000', which may be 7 or 7000"),
        (";", ["7.000", "1500"], "record 1: bd_best is '7.000', which may be 7 or 7000"),
        (";", ["7.000", "0.000"], "record 1: bd_best is '7.000', which may be 7 or 7000"),
        (";", ["12,5"], "record 1: bd_best is '12,5', not a whole number"),
        (",", ["12.5"], "record 1: bd_best is '12.5', not a whole number"),
        (";", ["1.23"], "record 1: bd_best is '1.23', not a whole number"),
        (";", ["1.0000"], "record 1: bd_best is '1.0000', not a whole number"),
        (";", ["1.234,00"], "record 1: bd_best is '1.234,00', not a whole number"),
        (";", ["-1.000"], "record 1: bd_best is -1000, not between 0 and"),
    ],
)
def test_counts_that_may_be_two_numbers_or_none_are_refused(refused, separator, written, words):
    assert words in refused("brd", brd(separator, *written))


@pytest.mark.parametrize(
    ("kind", "column"), [("ged", "best"), ("ged", "deaths_a"), ("acled", "fatalities"), ("acled", "population_best")]
)
def test_every_count_has_its_thousands(read, refused, kind, column):
    usual = ROW[kind]().get(column, 3)
    columns = [*ROW[kind](), *([column] if column not in ROW[kind]() else [])]
    made = [ROW[kind](n) | {column: value} for n, value in enumerate(["5.000", "40", *[usual] * 4], 1)]
    frame = read(kind, text(made, columns, ";"))
    assert frame[column].tolist() == [5000, 40, *[usual] * 4]
    assert f"record 1: {column} is '5.000'" in refused(kind, text(made, columns))


@pytest.mark.parametrize("column", ["year", "conflict_new_id", "id", "dyad_new_id", "country_id"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_years_and_ids_have_no_thousands(refused, column, separator):
    words = refused("ged", many("ged", separator, **{column: ["2.001", "2.002"], "dyad_name": ["x"]}))
    assert f"record 1: {column} is '2.001', not a whole number" in words


# -- decimals and days ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("separator", "latitude"), [(";", "40,25"), ("\t", "40,25"), (",", "40.25"), (",", "40,25")])
@pytest.mark.parametrize("kind", ["ged", "acled"])
def test_decimal_commas(read, kind, separator, latitude):
    frame = read(kind, many(kind, separator, latitude=[latitude, "-7"], longitude=["0,5", "179,999"]))
    assert frame["latitude"].tolist() == [40.25, -7.0] and frame["longitude"].tolist() == [0.5, 179.999]


@pytest.mark.parametrize("latitude", ["40253111", "40.253.111", "north", "inf", "4e9", "40°15'"])
def test_degrees_that_cannot_be(refused, latitude):
    assert "record 2: latitude is" in refused("ged", many("ged", ";", latitude=["40,25", latitude]))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2001-02-03", "2001-02-25"), ("2001-02-03T00:00:00", "2001-02-25T00:00:00"),
        ("2001-02-03T00:00:00Z", "2001-02-25T00:00:00Z"), ("2001-02-03T00:00:00.000+00:00", "2001-02-25"),
        ("03/02/2001", "25/02/2001"), ("3.2.2001", "25.2.2001"), ("2/3/2001", "2/25/2001"),
        ("2001/02/03", "2001/02/25"),
        ("03 February 2001", "25 Feb 2001"), ("03/02/2001 00:00", "25/02/2001 00:00"), (" 2001-02-03", "2001-02-25 "),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["ged", "acled", "acd"])
def test_days_of_many_forms(read, kind, first, second):
    name = {"ged": "date_end", "acled": "event_date", "acd": "start_date"}[kind]
    more = {"date_start": [first], "year": [2001]} if kind == "ged" else {"year": [2001]} if kind == "acled" else {}
    more |= {"start_date2": [second]} if kind == "acd" else {}
    frame = read(kind, many(kind, **{name: [first, second]}, **more))
    assert frame[name].tolist() == [pd.Timestamp(2001, 2, 3), pd.Timestamp(2001, 2, 25)]
    assert frame[name].dtype == "datetime64[s]"


def test_the_column_that_decides_may_be_the_other_one(tmp_path):
    path = tmp_path / "file.csv"
    path.write_text(many("ged", date_start=["03/02/2001"], date_end=["13/02/2001", "04/02/2001"]))
    assert read_ged(path, columns=["date_start"])["date_start"].dt.month.tolist() == [2, 2]


def test_days_that_may_be_two_are_refused_with_both(refused):
    words = refused("ged", many("ged", date_start=["03/02/2001"], date_end=["04/02/2001"]))
    assert "record 1: date_start is '03/02/2001', which may be 2001-02-03 or 2001-03-02: write all days as" in words
    assert "event_date is '04/05/2021'" in refused("acled", many("acled", event_date=["04/05/2021"], year=[2021]))


@pytest.mark.parametrize("day", ["36925", "03/02/01", "2001-02-30", "2001-02-03 14:30:00", "someday"])
def test_what_is_no_day(refused, day):
    words = refused("acled", many("acled", event_date=["2021-02-03", "2021-02-03", day]))
    assert f"record 3: event_date is '{day}', not a day such as 2022-09-13" in words


# -- words for missing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["NA", "NaN", "NULL", "#N/A"])
@pytest.mark.parametrize("quoted", [False, True])
def test_words_for_missing(read, word, quoted):
    content = many("acled", actor2=[word, "Front"], notes=["a", word], iso=[901, word], latitude=[word, "41.5"])
    frame = read("acled", content.replace(word, f'"{word}"') if quoted else content)
    assert frame["actor2"].isna().tolist() == [True, False] and frame["notes"].isna().tolist() == [False, True]
    assert frame["iso"].tolist() == [901, pd.NA] and frame["latitude"].isna().tolist() == [True, False]
    assert frame.attrs["notes"] == [
        "cells that say NA, NULL or alike are missing: actor2 1, iso 1, latitude 1, notes 1"
    ]


def test_words_for_missing_in_days_lists_and_counts(read, refused):
    acd = read("acd", many("acd", ep_end_date=["NA", "2001-05-06"], gwno_b_2nd=["NA"], start_prec2=["NA"]))
    assert acd["ep_end_date"].tolist() == [pd.NaT, pd.Timestamp(2001, 5, 6)]
    assert acd["gwno_b_2nd"].isna().all() and acd["start_prec2"].isna().all()
    frame = read("brd", many("brd", dyad_id=["NA", 70], side_b=["NULL", "Front"]))
    assert frame["dyad_id"].tolist() == [pd.NA, 70]
    assert frame["side_b"].isna().tolist() == [True, False] and frame["bd_best"].dtype == "int64"
    assert read("brd", many("brd", dyad_id=["70.0", "71.0"]))["dyad_id"].tolist() == [70, 71]
    assert frame.attrs["notes"] == ["cells that say NA, NULL or alike are missing: dyad_id 1, side_b 1"]
    for column, value in (("year", "NA"), ("conflict_id", "NULL"), ("bd_best", ""), ("bd_low", "NA")):
        assert f"record 2: {column} is empty, and has to be there" in refused(
            "brd", many("brd", **{column: [ROW["brd"]()[column], value]})
        )


# -- headers, tags, what stands around --------------------------------------------------------------------------


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("change", [str.upper, str.title, lambda name: f" {name} "])
def test_names_in_capitals_or_with_spaces(read, kind, change):
    header, _, rest = many(kind, year=[2001] if kind != "acled" else [2021]).partition("\n")
    frame = read(kind, ",".join(change(name) for name in header.split(",")) + "\n" + rest)
    assert frame.equals(read(kind, header + "\n" + rest)) and "year" in frame


@pytest.mark.parametrize("kind", READ)
def test_a_line_of_tags_is_no_record(read, kind):
    header, _, rest = many(kind, ";", side_a=["x", "y"], actor1=["x", "y"]).partition("\n")
    names = header.split(";")
    tags = ";".join({"year": "#date+year", "country": " #country+name"}.get(name, "") for name in names)
    frame = read(kind, f"{header}\n{tags}\n{rest}")
    assert len(frame) == 2 and "HXL tags (#date+year" in frame.attrs["notes"][0]


def test_records_are_counted_below_the_tags(refused):
    header, _, rest = many("brd", bd_best=[30, "many"]).partition("\n")
    tags = ",".join("#x" for _ in header.split(","))
    assert "record 2: bd_best is 'many'" in refused("brd", f"{header}\n{tags}\n{rest}")
    assert "record 2: the header has 25 cells, this record 24 (" in refused(
        "brd", f"{header}\n{tags}\n{rest[:-2].rpartition(',')[0]}\n"
    )


@pytest.mark.parametrize("kind", READ)
def test_what_spreadsheets_leave_around_a_table(read, kind):
    content = many(kind, ";", side_a=["x", "y"], actor1=["x", "y"])
    right, width = read(kind, content), content.partition("\n")[0].count(";")
    for spoilt in (
        f"sep=;\r\n{content}",
        f"\ufeff\n\n{content}",
        f"{content}{';' * width}\n{';' * width}\n",
        content.replace("\n", f"\n{';' * width}\n", 1),
        content.replace("\n", "\n\n") if kind == "brd" else content + "\n\n",
        re.sub("(?m)$", ";;", content[:-1]) + "\n" if kind in ("brd", "acd") else content,
    ):
        frame = read(kind, spoilt)
        assert frame.equals(right) and frame.attrs == right.attrs


def test_row_numbers_of_r_are_left_out_and_said(read):
    lines = many("brd", bd_best=[30, 31]).splitlines()
    content = "\n".join([f'"",{lines[0]}', *(f'"{n}",{line}' for n, line in enumerate(lines[1:], 1))])
    frame = read("brd", content)
    assert list(frame) == rows.BRD and frame["bd_best"].tolist() == [30, 31]
    assert frame.attrs["notes"] == ["the first column has no name and is left out"]


def test_a_value_without_a_column_is_refused(refused):
    lines = many("brd", bd_best=[30, 31]).splitlines()
    words = refused("brd", "\n".join([f"{lines[0]},", f"{lines[1]},", f"{lines[2]},7"]))
    assert "record 2: (column 26) is '7', and that column has no name" in words


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("note", ["Source: an invented agency", "Total"])
def test_a_note_below_the_table_is_refused_in_words(refused, kind, note):
    content = many(kind, side_a=["x", "y"], actor1=["x", "y"])
    width = content.partition("\n")[0].count(",")
    for below in (f"{note}\n", f"{note}{',' * width}\n"):
        words = refused(kind, content + below)
        assert "record 3: " in words and "or delete it if it is a note, a total or a piece of another" in words
    assert f"the header has {width + 1} cells, this record 1 (" in refused(kind, content + note + "\n")


def test_a_mark_that_closes_in_the_next_record_is_noticed(refused):
    """The two would be one record of the right length."""
    content = many("brd", bd_best=[30, 31, 32], side_b=['"Front"'], gwno_b_2nd=[902], region=[1]).replace('"""', '"')
    assert "a quotation mark is out of place, or not closed" in refused("brd", content.replace('"Front"', '"Front', 1))


@pytest.mark.parametrize("kind", READ)
def test_encodings(read, refused, kind):
    content = many(kind, side_a=["Ænd\u2019s", "y"], actor1=["Ænd\u2019s", "y"])
    assert read(kind, "\ufeff" + content).equals(read(kind, content))
    assert "UTF-16" in refused(kind, content.replace(",", "\t").encode("utf-16"))
    for encoding in ("cp1252", "latin-1"):
        words = refused(kind, content.encode(encoding, errors="replace"))
        assert "not UTF-8: save it as CSV UTF-8" in words and "download" not in words


# -- files of other datasets ------------------------------------------------------------------------------------

OTHERS = {
    "conflict_id,dyad_id,actor_name,year,best_fatality_estimate,is_government_actor": "UCDP's one-sided violence",
    "conflict_id,dyad_id,org,side_a_name,side_b_name,year,best_fatality_estimate": "UCDP's non-state conflicts",
    "country_id_cy,country_cy,year_cy,sb_exist_cy": "UCDP's sums by country and year",
    "conflict_id,dyad_id,side_a,side_b,location,year,intensity_level,start_date": "UCDP's dyadic dataset",
    "WEEK,REGION,COUNTRY,ADMIN1,EVENT_TYPE,SUB_EVENT_TYPE,EVENTS,FATALITIES": "ACLED's weekly sums",
    "country,month,year,events,fatalities": "ACLED's monthly sums",
    "location_code,event_type,events,fatalities,reference_period_start": "HDX HAPI's sums of ACLED's events",
}


@pytest.mark.parametrize("header", OTHERS)
@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("separator", [",", ";"])
def test_another_dataset_is_named(refused, header, kind, separator):
    content = f"{header}\n{','.join('1' for _ in header.split(','))}\n".replace(",", separator)
    assert refused(kind, content) == f"file.csv: this is {OTHERS[header]}: there is no reader for it here"


@pytest.mark.parametrize("kind", READ)
@pytest.mark.parametrize("other", READ)
def test_a_file_for_another_reader_names_that(refused, kind, other):
    if kind != other:
        assert refused(kind, text([ROW[other]()])).endswith(f": use read_{other}")
