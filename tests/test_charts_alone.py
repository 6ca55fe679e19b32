"""Charts take their data: each chart function draws a small frame of its own where the record cannot be imported."""

import subprocess
import sys
import textwrap

# What a chart must not know: the record, and all that is made from it.
BLOCKED = ("record", "tolls", "csto", "verify", "citing", "comparing", "lessons")
DATA = """
import pandas as pd

day = pd.Timestamp
toll = {"comparator": "exact", "low": 9, "best": 9, "high": 9}
tolls = pd.DataFrame([toll | {"start": day("2021-03-01"), "end": day("2021-03-31"), "label": "in March"}])
years = pd.DataFrame(
    {"year": [2001, 2002], "low": [30, None], "best": [33, None], "high": [60, None], "coverage": "counted",
     "counted_from": None}
).astype({"low": "Int64", "best": "Int64", "high": "Int64"})
years.loc[1, "coverage"] = "below_threshold"
spell = {"actor": ["HERE"], "status": ["member"], "start": [day("2001-01-01")], "end": [pd.NaT]}
spells = pd.DataFrame(spell | {"uncertain_until": [pd.NaT]}).astype({"uncertain_until": "datetime64[ns]"})
"""
CALLS = {  # every public chart function, on data of its own
    "beside": "charts.beside(tolls.assign(group='soldiers'))",
    "deaths_by_year": "charts.deaths_by_year(years)",
    "membership": "charts.membership(spells, on='2002-01-01')",
    "per_day": "charts.per_day(tolls)",
    "tolls": "charts.tolls(tolls)",
}
OF_THE_RECORD = {"draw", "figure_names"}  # they name figures of our record, and read it when called


def alone(code):
    """Run code in a Python of its own in which what is blocked cannot be imported, and return its errors."""
    block = f"import sys; sys.modules.update(dict.fromkeys(['conflictdata.' + name for name in {BLOCKED!r}]))"
    done = subprocess.run([sys.executable, "-c", f"{block}\n{code}"], capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def test_every_chart_function_is_called_here():
    from conflictdata import charts

    functions = {name for name in charts.__all__ if callable(getattr(charts, name)) and name[0].islower()}
    assert functions == CALLS.keys() | OF_THE_RECORD


def test_charts_draw_without_the_record():
    calls = "\n".join(f"drawn[{name!r}] = {call}" for name, call in CALLS.items())
    check = "assert all(made.axes.get_children() and made.render('svg') for made in drawn.values())"
    assert alone(f"from conflictdata import charts\n{DATA}\ndrawn = {{}}\n{calls}\n{check}") == ""


def test_what_is_blocked_cannot_be_imported():
    """The block is no ornament: none of the modules comes in, not even inside a function."""
    code = f"""
        import importlib
        from conflictdata import charts
        for name in {BLOCKED!r}:
            try:
                importlib.import_module(f"conflictdata.{{name}}")
            except ImportError:
                continue
            raise SystemExit(f"{{name}} is not blocked")
    """
    assert alone(textwrap.dedent(code)) == ""


def test_a_figure_of_the_record_needs_the_record():
    assert "conflictdata.record" in alone("from conflictdata import charts\ncharts.draw('tolls')")
