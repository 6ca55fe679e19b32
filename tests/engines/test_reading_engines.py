"""Texts read inside Dask and Spark give the table that pandas gives. `make test-engines` runs this.

The programs of docs/engines.md that read texts are run, too.
"""

import os
import re
import sys
from pathlib import Path

import pandas as pd
import pytest

pytest.importorskip("pyspark", reason="needs the engines: make test-engines")

import pyarrow
from pyspark.sql import SparkSession

import conflictdata as cd

pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),  # in PySpark's toPandas
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # Spark's sockets
]
os.environ["PYSPARK_PYTHON"] = sys.executable  # Spark's workers need what this process has
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "engines.md").read_text(encoding="utf-8")
PROGRAMS = dict(re.findall(r"^### (Texts with .+?)\n.*?^```python\n(.*?)^```", PAGE, re.M | re.S))
TEXTS = [
    "Almeno {n} soldati armeni sono stati uccisi ieri; {m} i feriti.",
    "Oltre {n}.000 sfollati in {m} mesi di guerra, dal 3 marzo.",
    "At least {n} civilians were killed on Tuesday and about {m} wounded.",
    "Between {n} and {n}0 people are missing, {m} km from the front.",
    "Nulla di nuovo sul fronte.",
]


@pytest.fixture(scope="session")
def spark():
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.fixture(scope="session")
def news():
    """Forty invented texts with their days; one text and one day are missing."""
    texts = [TEXTS[i % len(TEXTS)].format(n=i + 3, m=2 * i + 2) for i in range(40)]
    texts[7] = None
    days = pd.Series(pd.date_range("2023-03-01", periods=40).strftime("%Y-%m-%d"), dtype="string")
    days[3] = pd.NA
    return pd.DataFrame({"id": range(100, 140), "text": pd.array(texts, dtype="string"), "published": days})


def run(name, frame):
    names = {"news": frame}
    exec(PROGRAMS[name], names)
    return names["figures"]


def same(left, right):
    """Compare as Arrow tables: days as dates, text as text, what is missing as missing."""
    tables = []
    for frame in (left, right):
        frame = frame.astype({"key": "int64", "start": "datetime64[us]", "end": "datetime64[us]"})
        frame = frame.astype(
            {name: "string" for name, dtype in cd.read_frame(EMPTY).dtypes.items() if dtype == "string"}
        )
        table = pyarrow.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
        tables.append(table.sort_by([("key", "ascending"), ("number_start", "ascending")]).to_pylist())
    assert len(tables[0]) > 50 and tables[0] == tables[1]


EMPTY = pd.DataFrame({"text": [], "published": []})


def test_the_page_has_both():
    assert list(PROGRAMS) == ["Texts with Dask", "Texts with Spark"]


def test_dask_gives_what_pandas_gives(news):
    import dask.dataframe

    lazy = run("Texts with Dask", dask.dataframe.from_pandas(news, npartitions=4))
    assert lazy.dtypes.astype(str).to_dict() == cd.read_frame(news, key="id").dtypes.astype(str).to_dict()
    same(lazy.compute(), cd.read_frame(news, key="id"))


def test_spark_gives_what_pandas_gives(news, spark):
    figures = run("Texts with Spark", spark.createDataFrame(pyarrow.Table.from_pandas(news, preserve_index=False)))
    same(figures.toPandas(), cd.read_frame(news, key="id"))
