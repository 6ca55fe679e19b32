"""Deaths per year from frames of any kind, and years without a number."""

import subprocess
import sys
from collections import Counter, defaultdict

import pandas as pd
import pyarrow as pa
import pytest

from conflictdata.charts import deaths_by_year as draw_deaths_by_year
from conflictdata.datasets import coverage, deaths_by_year

EVENTS = pd.DataFrame(
    {
        "year": [1994, 1992, 1992, 1992, 1994],
        "conflict_new_id": [7, 7, 7, 7, 8],
        "dyad_new_id": [71, 72, 71, 72, 81],
        "country_id": [500, 500, 501, 500, 501],
        "best": [4, 1, 2, 3, 0],
        "low": [4, 0, 2, 1, 0],
        "high": [9, 2, 2, 30, 1],
    }
)
KINDS = {
    "pandas": lambda frame: frame,
    "pandas, nullable": lambda frame: frame.convert_dtypes(),
    "pandas, of pyarrow": lambda frame: frame.convert_dtypes(dtype_backend="pyarrow"),
    "pyarrow": lambda frame: pa.Table.from_pandas(frame.convert_dtypes(), preserve_index=False),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


def rows(frame):
    """Return the rows of a frame, with None for what is missing."""
    frame = frame.to_pylist() if isinstance(frame, pa.Table) else frame.to_dict("records")
    return [tuple(None if pd.isna(value) else value for value in row.values()) for row in frame]


@pytest.mark.parametrize(
    ("by", "column", "name"),
    [
        ("dyad", "dyad_new_id", "dyad_id"),
        ("conflict", "conflict_new_id", "conflict_id"),
        ("country", "country_id", "country_id"),
        (None, None, None),
    ],
)
def test_sums_are_those_of_a_loop(kind, by, column, name):
    sums, events = defaultdict(Counter), Counter()
    for event in EVENTS.to_dict("records"):
        key = (event["year"], *([event[column]] if by else []))
        sums[key].update({estimate: event[estimate] for estimate in ("best", "low", "high")})
        events[key] += 1
    expected = [(*key, *(sums[key][each] for each in ("best", "low", "high")), events[key]) for key in sorted(sums)]
    given = kind(EVENTS)
    result = deaths_by_year(given, by=by)
    assert type(result) is type(given)
    names = result.column_names if isinstance(result, pa.Table) else list(result)
    assert names == ["year", *([name] if by else []), "best", "low", "high", "events"]
    assert rows(result) == expected


def test_numbers_are_64_bit_integers_and_rows_are_numbered_anew():
    small = EVENTS.astype("int32")
    result = deaths_by_year(small)
    assert set(result.dtypes.astype(str)) == {"int64"}
    assert result.index.tolist() == list(range(len(result)))
    assert {str(field.type) for field in deaths_by_year(pa.Table.from_pandas(small)).schema} == {"int64"}


def test_a_missing_part_makes_the_sum_missing(kind):
    frame = EVENTS.convert_dtypes()
    frame.loc[1, "best"] = pd.NA
    frame.loc[4, ["best", "low"]] = pd.NA
    assert rows(deaths_by_year(kind(frame))) == [
        (1992, 71, 2, 2, 2, 1),
        (1992, 72, None, 1, 32, 2),
        (1994, 71, 4, 4, 9, 1),
        (1994, 81, None, None, 1, 1),
    ]


def test_conflict_years_and_events_of_acled(kind):
    years = pd.DataFrame(
        {"year": [2020], "conflict_id": [7], "dyad_id": [71], "bd_best": [30], "bd_low": [26], "bd_high": [40]}
    )
    assert rows(deaths_by_year(kind(years))) == [(2020, 71, 30, 26, 40, 1)]
    assert rows(deaths_by_year(kind(years), by="conflict")) == [(2020, 7, 30, 26, 40, 1)]
    acled = pd.DataFrame({"year": [2020, 2020, 2019], "iso": [999, 999, 999], "fatalities": [3, 0, 5]})
    expected = [(2019, 5, None, None, 1), (2020, 3, None, None, 2)]
    assert rows(deaths_by_year(kind(acled), by=None)) == expected
    assert rows(deaths_by_year(kind(acled), by="country")) == [(year, 999, *more) for year, *more in expected]


def test_missing_estimates_of_pandas_are_integers_and_attrs_stay():
    acled = pd.DataFrame({"year": [2020], "fatalities": [3]})
    acled.attrs["attribution"] = "an export of ours"
    result = deaths_by_year(acled, by=None)
    assert result[["best", "low", "high"]].dtypes.astype(str).tolist() == ["int64", "Int64", "Int64"]
    assert result.attrs == acled.attrs


@pytest.mark.parametrize(
    ("frame", "by", "words"),
    [
        (EVENTS, "actor", "'dyad', 'conflict', 'country' or None, not by 'actor'"),
        (EVENTS.drop(columns="dyad_new_id"), "dyad", "the column dyad_new_id is missing"),
        (EVENTS.drop(columns="high"), "dyad", "the column high is missing"),
        (EVENTS.drop(columns="best"), "dyad", "the column best is missing"),
        (EVENTS.drop(columns="year"), "dyad", "the column year is missing"),
        (EVENTS.astype({"best": float}), "dyad", "best is Float64, not whole numbers"),
        (EVENTS.astype({"dyad_new_id": str}), "dyad", "dyad_new_id is String, not whole numbers"),
    ],
)
def test_what_cannot_be_added_up_is_refused(frame, by, words):
    with pytest.raises(ValueError) as refused:
        deaths_by_year(frame, by=by)
    assert words in str(refused.value) and "\n" not in str(refused.value)


def test_what_is_no_frame_is_refused():
    with pytest.raises(TypeError, match="list"):
        deaths_by_year([1, 2])


@pytest.mark.parametrize(
    ("name", "lacking"), [("deaths_by_year", "narwhals"), ("read_ged", "pyarrow"), ("fetch", "pooch")]
)
def test_without_a_library_one_sentence(name, lacking):
    program = f"import sys; sys.modules[{lacking!r}] = None; from conflictdata import datasets; datasets.{name}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    how = f'pip install {lacking}, or in the checkout pip install -e ".[datasets]"'
    said = f"ImportError: {name} needs {lacking}: {how}"
    assert done.returncode == 1 and done.stderr.splitlines()[-1] == said


# coverage


YEARS = pd.DataFrame({"year": [1992, 1994], "best": [30, 70], "low": [30, 60], "high": [40, 90], "events": [1, 2]})


@pytest.mark.parametrize(
    ("source", "reason"), [("brd", "below_threshold"), ("ged", "not_stated"), ("acled", "not_stated")]
)
def test_a_year_without_rows_has_a_reason_and_no_number(source, reason):
    result = coverage(YEARS.assign(year=YEARS["year"] + 30), source, first=2021)
    assert result["year"].tolist() == [2021, 2022, 2023, 2024]
    assert result["coverage"].tolist() == [reason, "counted", reason, "counted"]
    assert result["best"].tolist() == [pd.NA, 30, pd.NA, 70]
    assert result.loc[[0, 2], ["best", "low", "high", "events"]].isna().all(axis=None)


def test_the_years_that_a_source_covers():
    frame = YEARS.assign(year=YEARS["year"] + 30)
    acled = coverage(frame, "acled")
    assert acled["year"].tolist() == [2022, 2023, 2024]
    assert coverage(frame, "acled", first=2021)["coverage"].tolist() == [
        "not_stated",
        "counted",
        "not_stated",
        "counted",
    ]
    assert coverage(frame, "acled", first=2023)["coverage"].tolist() == ["not_stated", "counted"]
    whole = coverage(frame, "ged", release="25.1")["year"]
    assert (whole.iloc[0], whole.iloc[-1], len(whole)) == (1989, 2024, 36)
    assert (
        coverage(frame, "ged")["year"].iloc[-1] == 2024
        and coverage(frame, "ged", release="26.1")["year"].iloc[-1] == 2025
    )


def test_a_row_without_a_number_is_not_counted():
    frame = YEARS.convert_dtypes()
    frame.loc[1, "best"] = pd.NA
    result = coverage(frame, "brd", first=1992)
    assert result["coverage"].tolist() == ["counted", "below_threshold", "not_stated"]
    assert result["events"].tolist() == [1, pd.NA, 2]


def test_the_charts_draw_what_coverage_gives():
    result = coverage(deaths_by_year(EVENTS, by="conflict").query("conflict_id == 7"), "brd", first=1990)
    boxes = {patch.get_gid(): patch for patch in draw_deaths_by_year(result).axes.patches}
    bars = {gid: box.get_height() for gid, box in boxes.items() if gid.startswith("bar")}
    assert bars == {"bar-1992": 6, "bar-1994": 4}
    hatched = {gid: box.get_width() for gid, box in boxes.items() if not gid.startswith("bar")}
    assert hatched == {"below_threshold-1990": 2, "below_threshold-1993": 1}


@pytest.mark.parametrize(
    ("frame", "source", "options", "words"),
    [
        (YEARS, "gdelt", {}, "'acled', 'brd' and 'ged', not 'gdelt'"),
        (YEARS.iloc[:0], "brd", {}, "one row a year is needed"),
        (pd.concat([YEARS, YEARS]), "brd", {}, "one row a year is needed: select those of one dyad"),
        (YEARS, "brd", {"first": 1995}, "first=1995"),
        (YEARS, "brd", {"first": 1988}, "first=1988"),
        (YEARS, "brd", {"release": "26.0.3"}, "none of UCDP's yearly releases"),
        (
            YEARS.assign(year=[1988, 1994]),
            "brd",
            {},
            "brd covers 1989 to 1994 here, but first=1989, and the rows are of 1988 to 1994",
        ),
        (YEARS.assign(year=[2023, 2025]), "ged", {"release": "25.1"}, "ged covers 1989 to 2024"),
        (YEARS, "acled", {}, "acled covers 1997 to 1994"),
    ],
)
def test_coverage_refuses_what_it_cannot_know(frame, source, options, words):
    with pytest.raises(ValueError) as refused:
        coverage(frame, source, **options)
    assert words in str(refused.value) and "\n" not in str(refused.value)
