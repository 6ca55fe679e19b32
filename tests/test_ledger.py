"""Nothing of the record and no cell of prose changes in silence: every row and cell has its entry in a ledger."""

import csv
import importlib.util
import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("ledger", ROOT / "tools" / "ledger.py")
ledger = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(ledger)


@pytest.mark.parametrize("file", [ledger.RECORD, ledger.CELLS], ids=lambda file: file.stem)
def test_nothing_changed_in_silence(file):
    now = ledger.rows_of_the_record() if file == ledger.RECORD else ledger.markdown_cells()
    told = ledger.differences(ledger.read(file), now)
    assert not told, "\n".join([*told, f"If this was meant, say why: {ledger.RUN[file]}"])


@pytest.mark.parametrize("file", [ledger.RECORD, ledger.CELLS], ids=lambda file: file.stem)
def test_a_ledger_merges_line_by_line(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    names = [tuple(line.split()[:2]) for line in lines]
    assert names == sorted(set(names)), "one entry a line, in order, none twice"


@pytest.fixture
def data(tmp_path):
    return shutil.copytree(ledger.DATA, tmp_path / "data")


def test_every_cell_of_every_table_is_watched(data):
    """Each column in another row, as many at once as there are rows: every one of these rows is named."""
    before = ledger.rows_of_the_record(data)
    for path in sorted(data.glob("*.csv")):
        original = path.read_bytes()
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        for first in range(0, len(header), len(rows)):
            columns = range(first, min(first + len(rows), len(header)))
            changed = [list(row) for row in rows]
            for row, column in zip(changed, columns, strict=False):
                row[column] += "x"
            with path.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows([header, *changed])
            told = ledger.differences(before, ledger.rows_of_the_record(data))
            gone = [line for line in told if not line.endswith("added")]
            assert len(gone) == len(columns) and all(line.startswith(f"{path.stem} ") for line in gone)
        path.write_bytes(original)
    assert ledger.rows_of_the_record(data) == before


def texts(node, deep=True):
    """Return where the texts of a part of a JSON file stand, but for what the ledger finds the rows by."""
    places = []
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        if isinstance(value, (dict, list)) and deep:
            places += texts(value)
        elif isinstance(value, str) and key not in ("name", "path", "version"):
            places.append((node, key))
    return places


def texts_by_entry(name, whole):
    """Return the texts of every part of a JSON file that has an entry of its own."""
    if name != "datapackage":
        inner = [value.values() if isinstance(value, dict) else value for value in whole.values()]
        return [texts(part) for value in inner if not isinstance(value, (str, int, type(None)))
                for part in value if isinstance(part, (dict, list))]  # fmt: skip
    tables = whole["resources"] + whole["conflictdata:derived"]
    fields = [f for t in tables for f in t["schema"]["fields"] + t.get("conflictdata:loaded", [])]
    fields += [*whole["conflictdata:shown"], *whole["conflictdata:codes"].values()]
    return [texts(field) for field in fields] + [texts(table, deep=False) for table in tables]


@pytest.mark.parametrize("name", ["article", "outlines", "datapackage"])
def test_every_text_of_the_json_files_is_watched(data, name):
    """Change the first text of every part, then the second, and so on: each time all these parts are named."""
    before, path = ledger.rows_of_the_record(data), data / f"{name}.json"
    whole = json.loads(path.read_text(encoding="utf-8"))
    found = texts_by_entry(name, whole)
    for i in range(max(map(len, found))):
        places = [places[i] for places in found if len(places) > i]
        for node, key in places:
            node[key] += "x"
        path.write_text(json.dumps(whole), encoding="utf-8")
        told = ledger.differences(before, ledger.rows_of_the_record(data))
        for node, key in places:
            node[key] = node[key][:-1]
        assert len(told) == len(places) and all(line.endswith("changed") for line in told)


def test_a_row_that_is_new_or_gone_is_named(data):
    before = ledger.rows_of_the_record(data)
    path = data / "yearly.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:-1], "2031,,,,not_covered,,30.1,D3,,\n"]), encoding="utf-8", newline="\n")
    told = ledger.differences(before, ledger.rows_of_the_record(data))
    assert told == ["yearly 2024: removed", "yearly 2031: added"]


def test_two_rows_of_one_id_are_refused(data):
    path = data / "yearly.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[-1] + "\n", encoding="utf-8", newline="\n")
    with pytest.raises(ValueError, match=r"yearly\.csv: two rows have the id 2024"):
        ledger.rows_of_the_record(data)


def test_a_changed_cell_of_prose_is_named(tmp_path):
    (tmp_path / "en").mkdir()
    path = tmp_path / "en" / "00_two_towns.ipynb"
    cells = [
        {"cell_type": "markdown", "id": "a1", "source": ["In Northland 3 died.\n", "Who counted?"]},
        {"cell_type": "code", "id": "b2", "source": ["1 + 1"]},
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    before = ledger.markdown_cells(tmp_path)
    assert list(before) == [("en/00_two_towns.ipynb", "a1")]
    cells[0]["source"][0] = "In Northland 4 died.\n"
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    told = ledger.differences(before, ledger.markdown_cells(tmp_path))
    assert told == ["en/00_two_towns.ipynb a1: changed"]


def test_the_changelog_gets_the_reason_and_the_rows():
    told = ["claims C01: changed", "claims C02: removed", "places north: added", "yearly 2024: changed"]
    first = ledger.corrected("# Log\n\nWords.\n\n## 0.2\n\n- One.\n", "The page gives no unit.", told)
    assert first == (
        "# Log\n\nWords.\n\n## Corrections to the record\n\n"
        "- The page gives no unit. Rows: claims C01, C02 removed; places north added; yearly 2024.\n"
        "\n## 0.2\n\n- One.\n"
    )
    second = ledger.corrected(first, "Another", ["acts A001: changed", "yearly 2023: added"], {"yearly", "dates"})
    assert "yearly 2024.\n- Another. Rows: acts A001; all of dates, yearly.\n\n## 0.2\n" in second


@pytest.fixture
def elsewhere(tmp_path, data, monkeypatch):
    """Let the tool work on copies, with a changelog of our own."""
    monkeypatch.setattr(ledger, "rows_of_the_record", lambda make=ledger.rows_of_the_record: make(data))
    for name in ("RECORD", "CELLS"):
        monkeypatch.setattr(ledger, name, tmp_path / f"{name.lower()}.ledger")
    monkeypatch.setattr(ledger, "RUN", {ledger.RECORD: "run this", ledger.CELLS: "run that"})
    monkeypatch.setattr(ledger, "CHANGELOG", tmp_path / "CHANGELOG.md")
    ledger.CHANGELOG.write_text("# Log\n\n## 0.2\n", encoding="utf-8")
    assert ledger.main(["--because", "The ledger begins"]) == 0
    return tmp_path


def test_the_tool_writes_only_for_a_reason(elsewhere, capsys):
    kept = ledger.RECORD.read_bytes()
    assert ledger.main([]) == 0 and "nothing differs" in capsys.readouterr().out
    path = elsewhere / "data" / "yearly.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2021,40,", "2021,41,"), encoding="utf-8", newline="\n")
    assert ledger.main([]) == 1
    said = capsys.readouterr()
    assert said.out == "yearly 2021: changed\n" and "run this" in said.err
    assert ledger.RECORD.read_bytes() == kept and "2021" not in ledger.CHANGELOG.read_text(encoding="utf-8")
    with pytest.raises(SystemExit):
        ledger.main(["--because", " "])
    assert ledger.RECORD.read_bytes() == kept
    assert ledger.main(["--because", "Recounted"]) == 0 and ledger.main([]) == 0
    assert "- Recounted. Rows: yearly 2021.\n" in ledger.CHANGELOG.read_text(encoding="utf-8")


def test_cells_are_not_in_the_changelog(elsewhere):
    log = ledger.CHANGELOG.read_bytes()
    assert ledger.main(["--cells"]) == 1 and not ledger.CELLS.exists()
    assert ledger.main(["--cells", "--because", "Rewritten"]) == 0 and ledger.main(["--cells"]) == 0
    assert ledger.CHANGELOG.read_bytes() == log


def test_marks_of_a_merge_are_refused_until_the_ledger_is_written_again(elsewhere):
    text = ledger.RECORD.read_text(encoding="utf-8")
    ledger.RECORD.write_text("<<<<<<< ours\n" + text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"record\.ledger: '<<<<<<< ours' is not one new entry.*run this"):
        ledger.main([])
    assert ledger.main(["--because", "Merged"]) == 0 and ledger.RECORD.read_text(encoding="utf-8") == text
