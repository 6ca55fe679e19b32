"""One function on the frames of six engines: the same bytes, the same types. `make test-engines` runs this.

The programs of docs/engines.md are run, too: those that read UCDP's events rightly, and those that do not.
"""

import hashlib
import re
import sys
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("pyspark", reason="needs the engines: make test-engines")

import dask.dataframe
import duckdb
import polars
import pyarrow
import pyarrow.csv
from pyspark.sql import SparkSession

from conflictdata.datasets import deaths_by_year

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))
import ged_rows  # noqa: E402

pytestmark = [
    pytest.mark.filterwarnings("ignore:Dask support is moving out of Narwhals:FutureWarning"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),  # in PySpark's toPandas
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Spark's sockets
]
PAGE = (ROOT / "docs" / "engines.md").read_text(encoding="utf-8")
PROGRAMS = dict(re.findall(r"^### (.+?)\n.*?^```python\n(.*?)^```", PAGE, re.M | re.S))
WRONG = PROGRAMS.pop("Spark, silently wrong")
PROGRAMS = {name: program for name, program in PROGRAMS.items() if not name.startswith("Texts")}
REFUSED = {  # the table of the page
    "pandas.read_csv('ged.csv', engine='pyarrow')": "Expected 49 columns|out of sync",
    "csv.read_csv('ged.csv')": "Expected 49 columns|out of sync",
    "dask.dataframe.read_csv('ged.csv', blocksize=2**22)": "Mismatched dtypes|EOF inside string",
    "dask.dataframe.read_csv('ged.csv', blocksize=None)": "Mismatched dtypes",
    "spark.read.csv('ged.csv', header=True, inferSchema=True)": "not whole numbers",
    "spark.read.csv('ged.csv', header=True, inferSchema=True, multiLine=True)": "not whole numbers",
    "spark.read.csv('ged.csv', header=True, inferSchema=True, escape='\"')": "not whole numbers",
}


@pytest.fixture(scope="session")
def spark():
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield session
    session.stop()


def table(frame):
    return pyarrow.Table.from_pandas(frame, preserve_index=False)


IDS = {"dyad": ["dyad_new_id"], "conflict": ["conflict_new_id"], "country": ["country_id"], None: []}
MAKE = {
    "pandas": lambda frame, _: frame,
    "pyarrow": lambda frame, _: table(frame),
    "polars": lambda frame, _: polars.from_arrow(table(frame)),
    "polars, lazy": lambda frame, _: polars.from_arrow(table(frame)).lazy(),
    "duckdb": lambda frame, _: duckdb.from_arrow(table(frame)),
    "dask": lambda frame, _: dask.dataframe.from_pandas(frame, npartitions=3),
    "pyspark": lambda frame, spark: spark.createDataFrame(table(frame)),
}


def collected(frame):
    """Return any frame as pandas with 64-bit integers that may be missing."""
    for how in ("toPandas", "collect", "compute", "df"):
        if not isinstance(frame, pd.DataFrame) and callable(getattr(frame, how, None)):
            frame = getattr(frame, how)()
    if not isinstance(frame, pd.DataFrame):
        frame = frame.to_pandas()
    return frame


def digest(frame):
    """Return the SHA-256 of a frame as CSV, and its types."""
    frame = collected(frame)
    return hashlib.sha256(frame.astype("Int64").to_csv(index=False).encode()).hexdigest(), frame.dtypes.astype(
        str
    ).tolist()


@pytest.fixture(scope="session")
def events():
    """2,000 invented events, in no order."""
    rows = pd.DataFrame(ged_rows.events(2000))
    return rows[["year", "dyad_new_id", "conflict_new_id", "country_id", "best", "low", "high"]].astype("int64")


@pytest.mark.parametrize("by", IDS)
@pytest.mark.parametrize("engine", MAKE)
def test_all_engines_give_the_same_bytes(engine, by, events, spark):
    columns = [
        "year",
        *({"dyad": ["dyad_new_id"], "conflict": ["conflict_new_id"], "country": ["country_id"]}.get(by, [])),
    ]
    by_hand = events.groupby(columns)[["best", "low", "high"]].sum().assign(events=events.groupby(columns).size())
    expected = hashlib.sha256(
        by_hand.reset_index().rename(columns=lambda name: name.replace("_new", "")).to_csv(index=False).encode()
    ).hexdigest()
    given = MAKE[engine](events, spark)
    result = deaths_by_year(given, by=by)
    assert type(result) is type(given)
    assert digest(result) == (expected, ["int64"] * (4 + len(columns)))


def test_a_missing_part_makes_the_sum_missing_everywhere(events, spark):
    some = events.astype("Int64")
    some.loc[some.index % 7 == 0, "best"] = pd.NA
    expected = digest(deaths_by_year(some))[0]
    assert deaths_by_year(some)["best"].isna().any()
    for engine, make in MAKE.items():
        assert digest(deaths_by_year(make(some, spark)))[0] == expected, engine


def test_acled_has_no_range_anywhere(events, spark):
    acled = events.rename(columns={"best": "fatalities", "country_id": "iso"})[["year", "iso", "fatalities"]]
    expected = digest(deaths_by_year(acled, by="country"))[0]
    for engine, make in MAKE.items():
        result = collected(deaths_by_year(make(acled, spark), by="country"))
        assert result[["low", "high"]].isna().all(axis=None), engine
        assert digest(result)[0] == expected, engine


@pytest.mark.parametrize("engine", MAKE)
def test_text_and_decimals_are_refused_everywhere(engine, events, spark):
    for kind in (str, float):
        with pytest.raises(ValueError, match=r"the column best is .*, not whole numbers"):
            deaths_by_year(MAKE[engine](events.astype({"best": kind}), spark))


# docs/engines.md


@pytest.fixture(scope="session")
def path(tmp_path_factory):
    """The file of the page's programs, large enough for blocks to end inside cells."""
    path = tmp_path_factory.mktemp("page") / "ged.csv"
    ged_rows.write(path, 20_000)
    return path


def frame_of(program, path, names=()):
    """Run a program of the page, with the path of our file in the place of its own."""
    names = dict(names)
    exec(program.replace("ged.csv", str(path)), names)
    return names["frame"]


@pytest.fixture(scope="session")
def right(path):
    return digest(deaths_by_year(pd.read_csv(path, usecols=["year", "dyad_new_id", "best", "low", "high"])))[0]


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_programs_of_the_page_read_rightly(name, path, right, spark):
    assert digest(deaths_by_year(frame_of(PROGRAMS[name], path)))[0] == right


def test_the_page_has_a_program_for_each_engine():
    assert list(PROGRAMS) == ["pandas", "PyArrow", "Polars", "DuckDB", "Dask", "Spark"]


@pytest.mark.parametrize("program", REFUSED)
def test_what_the_page_says_fails_does_fail(program, path, spark):
    names = {"pandas": pd, "csv": pyarrow.csv, "dask": dask, "spark": spark}
    with pytest.raises(Exception, match=REFUSED[program]):
        collected(deaths_by_year(frame_of(f"frame = {program}", path, names)))


def test_what_the_page_calls_silently_wrong_is(path, right, spark):
    assert digest(deaths_by_year(frame_of(WRONG, path)))[0] != right
