"""Yearly deaths per dyad from 400,000 events: CPU time and peak memory of whole processes, beside other ways by hand.

python tools/bench_datasets.py [rounds]

Medians, in turns in one run. A way that does not give what a loop over the csv module gives ends this with an error.
The events are invented; the environment variable GED_SAMPLE names a file of real ones to draw from instead.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import ged_rows

HERE = sys.executable
ENGINES = str(Path(__file__).resolve().parents[1] / ".venv-engines" / "bin" / "python")
COLUMNS = ["year", "dyad_new_id", "best", "low", "high"]

LOOP = """
import csv
sums = {}
with open(PATH, encoding="utf-8", newline="") as file:
    reader = csv.reader(file)
    year, dyad, *counts = map(next(reader).index, COLUMNS)
    for row in reader:
        total = sums.setdefault((int(row[year]), int(row[dyad])), [0, 0, 0])
        for i, column in enumerate(counts):
            total[i] += int(row[column])
rows = [(*key, *sums[key]) for key in sorted(sums)]
"""
BY_HAND = """
import pandas as pd
frame = pd.read_csv(PATH, usecols=COLUMNS)
years = frame.groupby(["year", "dyad_new_id"], as_index=False)[["best", "low", "high"]].sum()
rows = years.values.tolist()
"""
OURS = """
from conflictdata import datasets
years = datasets.deaths_by_year(datasets.read_ged(PATH, columns=COLUMNS))
rows = years.drop(columns="events").values.tolist()
"""
POLARS = """
import polars as pl
frame = pl.scan_csv(PATH, schema_overrides={"gwnoa": pl.String, "gwnob": pl.String})
years = frame.group_by("year", "dyad_new_id").agg(pl.col("best", "low", "high").sum()).sort("year", "dyad_new_id")
rows = years.collect().iter_rows()
"""
DUCKDB = """
import duckdb
years = "SELECT year, dyad_new_id, sum(best), sum(low), sum(high) FROM read_csv(?) GROUP BY ALL ORDER BY ALL"
rows = duckdb.execute(years, [PATH]).fetchall()
"""
DIGEST = """
import hashlib
print(hashlib.sha256("\\n".join(",".join(map(str, map(int, row))) for row in rows).encode()).hexdigest())
"""
WAYS = {  # name: (python, code, which file)
    "csv module, a loop": (HERE, LOOP, "csv"),
    "pandas usecols, by hand": (HERE, BY_HAND, "csv"),
    "ours": (HERE, OURS, "csv"),
    "pandas usecols from the zip, by hand": (HERE, BY_HAND, "zip"),
    "ours from the zip": (HERE, OURS, "zip"),
    "polars scan_csv, by hand": (ENGINES, POLARS, "csv"),
    "duckdb read_csv, by hand": (ENGINES, DUCKDB, "csv"),
    "ours, five times the rows": (HERE, OURS, "five"),
}


def run(python, code, path):
    """Run a program; return its CPU seconds (of all threads), its peak memory in MiB and what it printed."""
    program = f"PATH, COLUMNS = {str(path)!r}, {COLUMNS}\n{code}"
    child = subprocess.Popen([python, "-c", program], stdout=subprocess.PIPE, text=True)
    printed = child.stdout.read().strip()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"this failed:\n{code}")
    peak = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)  # bytes there, else KiB
    return usage.ru_utime + usage.ru_stime, peak, printed


def main(rounds=5):
    """Make the files and measure."""
    with tempfile.TemporaryDirectory() as folder:
        files = {kind: Path(folder, f"ged.{kind}") for kind in ("csv", "zip", "five")}
        ged_rows.write(files["csv"])
        ged_rows.write(files["five"], 2_000_000)
        with zipfile.ZipFile(files["zip"], "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(files["csv"], "ged.csv")
        measure(rounds, files)


def measure(rounds, files):
    """Check all results, measure in turns, print the table and the goals."""
    there = {name: way for name, way in WAYS.items() if Path(way[0]).exists()}
    expected = {kind: run(HERE, LOOP + DIGEST, files[kind])[2] for kind in ("csv", "five")}
    for name, (python, code, file) in there.items():
        if run(python, code + DIGEST, files[file])[2] != expected["csv" if file == "zip" else file]:
            raise SystemExit(f"{name}: not the sums that a loop over the csv module gives")
    times, memory = ({name: [] for name in there} for _ in range(2))
    for _ in range(rounds):
        for name, (python, code, file) in there.items():
            seconds, peak, _ = run(python, code, files[file])
            times[name].append(seconds)
            memory[name].append(peak)
    cpu, peak = ({name: statistics.median(values) for name, values in kind.items()} for kind in (times, memory))
    base, zipped = "pandas usecols, by hand", "ours from the zip"
    print(f"{'yearly deaths per dyad, all equal':<40} {'CPU s':>6} {'ratio':>6} {'MiB':>6} {'ratio':>6}  (to {base})")
    for name in WAYS:
        if name not in there:
            print(f"{name:<40} not installed: make test-engines makes .venv-engines")
            continue
        values = cpu[name], cpu[name] / cpu[base], peak[name], peak[name] / peak[base]
        print(f"{name:<40} {'{:6.2f} {:6.2f} {:6.0f} {:6.2f}'.format(*values)}")
    goals = [
        ("ours / by hand, CPU", cpu["ours"] / cpu[base], 1.15),
        ("ours from the zip / by hand from CSV, CPU", cpu[zipped] / cpu[base], 2.2),
        ("ours from the zip, MiB", peak[zipped], 300),
        ("five times the rows, CPU", cpu["ours, five times the rows"] / cpu["ours"], 5.5),
    ]
    for what, value, most in goals:
        print(f"{what:<42} {value:6.2f}  at most {most:g}: {'reached' if value <= most else 'MISSED'}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
