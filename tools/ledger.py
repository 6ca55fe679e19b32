"""Keep the ledgers of the record and of the notebooks' prose: python tools/ledger.py [--cells] [--because "…"]

`tests/record.ledger` has one checksum for every row of every shipped table, for every part of `article.json` and
`outlines.json`, for every finding and every file of UCDP, and for every entry of the data dictionary. Without
`--because` nothing is written: what differs is named, and the exit status says whether anything does. With it the
ledger is written again, and the reason goes into CHANGELOG.md with the ids that changed. `--cells` does the same for
the Markdown cells of the notebooks (`tests/cells.ledger`), which the changelog does not list.

A ledger has one entry a line, `table id checksum`, in alphabetical order, so that two branches that change different
rows merge line by line.
"""

import argparse
import csv
import hashlib
import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

from conflictdata.files import write_whole

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "conflictdata"
DATA = PACKAGE / "data"
RECORD = ROOT / "tests" / "record.ledger"
CELLS = ROOT / "tests" / "cells.ledger"
CHANGELOG = ROOT / "CHANGELOG.md"
HEADING = "## Corrections to the record"
RUN = {RECORD: 'python tools/ledger.py --because "…"', CELLS: 'python tools/ledger.py --cells --because "…"'}


def rows_of_the_record(data=DATA):
    """Return the checksum of everything that a reader sees of `data/`, by table and id.

    Parameters
    ----------
    data : pathlib.Path
        The folder that holds `datapackage.json` and the tables.

    Returns
    -------
    dict of (str, str) to str

    Raises
    ------
    ValueError
        If two rows of a table have the same id.
    """
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    described = package.pop("resources") + package.pop("conflictdata:derived")
    shown = {f"shown.{field['name']}": field for field in package.pop("conflictdata:shown")}
    codes = {f"codes.{word.replace(' ', '_')}": label for word, label in package.pop("conflictdata:codes").items()}
    entries = {("dictionary", "package"): checksum({k: v for k, v in package.items() if k != "version"})}
    entries |= {("dictionary", name): checksum(entry) for name, entry in (shown | codes).items()}
    for table in described:
        schema = table.pop("schema")
        fields = schema.pop("fields") + table.pop("conflictdata:loaded", [])
        entries["dictionary", table["name"]] = checksum([table, schema])
        entries |= {("dictionary", f"{table['name']}.{field['name']}"): checksum(field) for field in fields}
        if "path" in table:
            entries |= _rows(table["name"], data / table["path"], schema["primaryKey"])
    findings = tomllib.loads((PACKAGE / "comparing" / "findings.toml").read_text(encoding="utf-8"))["finding"]
    entries |= {("findings", about["name"]): checksum(about) for about in findings}
    entries |= _rows("ucdp", PACKAGE / "datasets" / "ucdp.csv", ["dataset", "version"])
    for name in ("article", "outlines"):
        entries |= _parts(name, json.loads((data / f"{name}.json").read_text(encoding="utf-8")))
    return entries


def _rows(table, path, key):
    """Return the checksums of a table's rows; an empty cell is none, so that a new empty column changes no row."""
    entries = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name = table, "/".join(row[column] for column in key)
            if name in entries:
                raise ValueError(f"{path.name}: two rows have the id {name[1]}; give one of them another id")
            entries[name] = checksum({column: cell for column, cell in row.items() if cell})
    return entries


def _parts(name, content):
    """Return the checksums of a JSON file, two levels deep: `dating.0`, `places.baku`, `sha256`."""
    entries = {}
    for key, value in content.items():
        parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        entries |= {(name, f"{key}.{part}"): checksum(inner) for part, inner in parts}
        if not parts:
            entries[name, key] = checksum(value)
    return entries


def markdown_cells(notebooks=ROOT / "notebooks"):
    """Return the checksum of every Markdown cell, by notebook (`en/00_start.ipynb`) and id of the cell."""
    entries = {}
    for path in sorted(notebooks.glob("*/*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                entries[path.relative_to(notebooks).as_posix(), cell["id"]] = checksum("".join(cell["source"]))
    return entries


def checksum(thing):
    """Return sixteen hexadecimal digits of the SHA-256 of a thing as JSON."""
    return hashlib.sha256(json.dumps(thing, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:16]


def read(ledger):
    """Return the entries of a ledger file, or none where there is no file yet.

    Raises
    ------
    ValueError
        If a line is not `table id checksum`, such as the mark of a merge, or an entry stands twice.
    """
    entries = {}
    for line in ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else ():
        parts = line.split()
        if len(parts) != 3 or tuple(parts[:2]) in entries:
            raise ValueError(f"{ledger.name}: {line!r} is not one new entry 'table id checksum'; run {RUN[ledger]}")
        entries[tuple(parts[:2])] = parts[2]
    return entries


def differences(old, new):
    """Return what differs between two ledgers, in words: one line a row, such as "references kt-2020: changed"."""
    words = {(True, True): "changed", (True, False): "removed", (False, True): "added"}
    differ = sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
    return [f"{table} {row}: {words[(table, row) in old, (table, row) in new]}" for table, row in differ]


def corrected(changelog, reason, told, new_tables=()):
    """Return the changelog with one more correction under its heading: the reason, then the rows by table.

    Parameters
    ----------
    changelog, reason : str
    told : list of str
        From `differences`.
    new_tables : collection of str
        Tables of which the ledger knew nothing: they are named, not their rows.
    """
    by_table = defaultdict(list)
    for line in told:
        name, _, what = line.partition(": ")
        table, row = name.split()
        by_table[table].append(row if what == "changed" else f"{row} {what}")
    rows = [f"{table} {', '.join(ids)}" for table, ids in by_table.items() if table not in new_tables]
    rows += [f"all of {', '.join(sorted(new_tables))}"] if new_tables else []
    entry = f"- {reason.rstrip('.')}. Rows: {'; '.join(rows)}.\n"
    if f"{HEADING}\n" not in changelog:
        start, mark, rest = changelog.partition("\n## ")
        return f"{start}\n{HEADING}\n\n{entry}{mark}{rest}"
    before, _, after = changelog.partition(f"{HEADING}\n")
    section, mark, rest = after.partition("\n## ")
    return f"{before}{HEADING}\n{section}{entry}{mark}{rest}"


def main(arguments=None):
    """Compare or write a ledger; return 1 if something differs and nothing was written."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cells", action="store_true", help="the Markdown cells of the notebooks, not the record")
    parser.add_argument("--because", metavar="REASON", help="write the ledger again, for this reason")
    options = parser.parse_args(arguments)
    ledger, now = (CELLS, markdown_cells()) if options.cells else (RECORD, rows_of_the_record())
    if options.because is not None and not options.because.strip():
        parser.error('say why: --because "the source gives no unit"')
    try:
        old = read(ledger)
    except ValueError:
        if not options.because:
            raise
        old = {}  # a merge left its marks: the entries are made anew
    told = differences(old, now)
    print("\n".join(told) or "nothing differs")
    if told and not options.because:
        print(f"Nothing was written. If this was meant: {RUN[ledger]}", file=sys.stderr)
        return 1
    if told:
        lines = [f"{table} {row} {digest}\n" for (table, row), digest in sorted(now.items())]
        write_whole(ledger, "".join(lines).encode())
        if ledger == RECORD:
            known = {table for table, _ in old}
            new_tables = {table for table, _ in now} - known
            text = corrected(CHANGELOG.read_text(encoding="utf-8"), options.because, told, new_tables)
            write_whole(CHANGELOG, text.encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
