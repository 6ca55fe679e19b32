"""Change one cell of the record at a time, at random, and count what is noticed: python tools/mutate_record.py N

Each change is made in a copy of the tables: a code becomes another one of its column, a number or a day moves a little,
a word of a note becomes another word of the notes, a cell is emptied or filled, or two cells of a column change places.
Then the ledger is asked, and apart from it the independent tests: those that know what the record has to say. What
they do not notice is listed. This takes minutes, needs a system that can fork, and is no part of `make test`.
"""

import argparse
import contextlib
import csv
import importlib.util
import io
import multiprocessing
import random
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import frictionless  # noqa: F401  loaded once, before the forks
import pytest
from tqdm import tqdm

from conflictdata import record

ROOT = Path(__file__).parents[1]
TESTS = ["codes", "facts", "record", "csto", "grading", "findings"]  # that know what the record says; quick ones first
OF_THE_PACKAGE = ["test_import_is_light_and_nothing_opens_a_connection", "test_public_names"]  # read no table
SPEC = importlib.util.spec_from_file_location("ledger", ROOT / "tools" / "ledger.py")
ledger = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(ledger)


@dataclass(frozen=True)
class Change:
    """New cells of one column of a table, by number of the row, and the words that say what was done."""

    table: str
    column: str
    cells: tuple
    words: str


def read(table):
    with (ledger.DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def another(chance, cells, cell):
    """Return another cell of the column, or None where all are alike."""
    return chance.choice(sorted(set(cells) - {cell, ""}) or [None])


def another_code(chance, cells, cell):
    """Replace one code of a list of codes."""
    codes = cell.split(";")
    new = another(chance, [code for each in cells for code in each.split(";")], chance.choice(codes))
    codes[chance.randrange(len(codes))] = new
    return None if new is None or sorted(codes) == sorted(cell.split(";")) else ";".join(codes)


def another_number(chance, cells, cell):
    """Move the last number of a cell by one to three."""
    found = list(re.finditer(r"\d+", cell))
    if not found:
        return None
    last = found[-1]
    moved = max(int(last[0]) + chance.choice([-3, -2, -1, 1, 2, 3]), 0)
    return cell[: last.start()] + str(moved).zfill(len(last[0])) + cell[last.end() :]


def another_day(chance, cells, cell):
    """Move the first whole day of a cell by one."""
    day = re.search(r"\d{4}-\d\d-\d\d", cell)
    if not day:
        return another_number(chance, cells, cell)
    moved = date.fromisoformat(day[0]) + timedelta(days=chance.choice([-1, 1]))
    return cell.replace(day[0], moved.isoformat(), 1)


def another_word(chance, cells, cell):
    """Replace a word of a text by a word of another text of the column."""
    words = re.findall(r"\w+", cell)
    new = another(chance, re.findall(r"\w+", " ".join(cells)), chance.choice(words))
    old = chance.choice(words)
    return None if new is None else re.sub(rf"\b{re.escape(old)}\b", lambda _: new, cell, count=1)


def way_of(field):
    """Return how a cell of a column is changed: by what stands in it."""
    if field["type"] == "integer":
        return another_number
    if field["name"] in ("period", "date", "as_of", "counted_from", "start_time"):
        return another_day
    return (
        another_word if re.search("_(en|it)$|^(name|title|authors|publisher|phrase)", field["name"]) else another_code
    )


def one_change(chance, columns):
    """Return a change of a column chosen at random, of a row chosen at random."""
    while True:
        table, field = chance.choice(columns)
        rows, column = read(table), field["name"]
        cells = [row[column] for row in rows]
        i, key = chance.randrange(len(rows)), next(iter(rows[0]))
        kind, old = chance.choice(["another", "another", "another", "emptied", "swapped"]), cells[i]
        j = chance.randrange(len(rows))
        new = {}
        if kind == "emptied" and old:
            new = {i: ""}
        elif kind == "swapped" and old != cells[j]:
            new = {i: cells[j], j: old}
        elif kind == "another":
            told = way_of(field)(chance, cells, old) if old else another(chance, cells, old)
            new = {} if told in (None, old) else {i: told}
        if new:
            words = "; ".join(f"{rows[n][key]}: {cells[n][:60]!r} → {cell[:60]!r}" for n, cell in new.items())
            return Change(table, column, tuple(new.items()), f"{table}.{column} {words}")


def noticed(change):
    """Return the words of a change, and whether the ledger and the independent tests notice it. Runs in a fork."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(shutil.copytree(ledger.DATA, Path(folder) / "data"))
        rows = read(change.table)
        for i, cell in change.cells:
            rows[i][change.column] = cell
        with (data / f"{change.table}.csv").open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, rows[0], lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
        try:
            by_ledger = bool(ledger.differences(ledger.read(ledger.RECORD), ledger.rows_of_the_record(data)))
        except ValueError:  # two rows of one id
            by_ledger = True
        record.DATA = data
        names = [str(ROOT / "tests" / f"test_{name}.py") for name in TESTS]
        skipped = [f"--deselect=tests/test_record.py::{name}" for name in OF_THE_PACKAGE]
        with contextlib.redirect_stdout(io.StringIO()):
            code = pytest.main(["-q", "-x", "-p", "no:nbval", "-p", "no:cacheprovider", *skipped, *names])
        return change.words, by_ledger, code != 0


def main(arguments=None):
    """Make N changes and print how many were noticed; return 1 where the ledger missed more than two in a hundred."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("n", type=int, metavar="N", help="how many changes")
    parser.add_argument("--seed", type=int, help="of the random choices; by default another one each time")
    parser.add_argument("--jobs", type=int, default=1, help="how many at the same time")
    options = parser.parse_args(arguments)
    seed = random.randrange(10**6) if options.seed is None else options.seed
    print(f"seed {seed}", flush=True)
    tables = [
        table for table in record.dictionary().values() if "path" in table and table["name"] not in ledger.NOT_OURS
    ]
    columns = [(table["name"], field) for table in tables for field in table["schema"]["fields"]]
    chance = random.Random(seed)
    changes = [one_change(chance, columns) for _ in range(options.n)]
    fork = multiprocessing.get_context("fork")
    with fork.Pool(options.jobs, maxtasksperchild=1) as pool:
        if any(pool.apply(noticed, [Change("yearly", "year", (), "")])[1:]):
            print("the ledger or the tests fail before anything is changed; mend that first", file=sys.stderr)
            return 1
        found = []
        for words, by_ledger, by_tests in tqdm(pool.imap(noticed, changes), total=options.n, disable=None):
            found.append((by_ledger, by_tests))
            if not by_tests:
                print(f"{'not by the tests alone' if by_ledger else 'NOT NOTICED'}: {words}", flush=True)
    either = sum(by_ledger or by_tests for by_ledger, by_tests in found)
    alone = sum(by_tests for _, by_tests in found)
    print(f"{len(found)} changes: {either} noticed; without the ledger, by the independent tests alone, {alone}")
    return 1 if either < 0.98 * len(found) else 0


if __name__ == "__main__":
    sys.exit(main())
