"""The command that reads texts."""

import csv
import io
import json
from pathlib import Path

import pandas as pd
import pytest

import conflictdata as cd

ITALIAN = "Ieri almeno 40 civili morti e 12 feriti nel villaggio, a 3 chilometri dal fronte."
ENGLISH = "At least 40 civilians were killed yesterday and 12 were wounded in the village."


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(ITALIAN, encoding="utf-8")
    return path


def test_a_table_for_the_eye(run, file):
    code, out, err = run("read", file, "--published", "2023-03-15")
    head, first, *_ = out.splitlines()
    assert (code, err) == (0, "")
    assert head.split() == ["file", "figure", "party", "unit", "period", "status", "phrase"]
    assert str(file) in first and "≥ 40 killed" in first and "2023-03-14" in first


@pytest.mark.parametrize("table", ["figures", "dates", "unresolved"])
def test_csv_and_json_are_the_tables_of_a_reading(run, file, table):
    frame = getattr(cd.read(ITALIAN, "2023-03-15", "it"), table)
    arguments = "read", file, "--published", "2023-03-15", "--table", table
    code, out, err = run(*arguments, "--format", "csv")
    header, *lines = csv.reader(io.StringIO(out.removeprefix("\ufeff")))
    assert (code, err, header, len(lines)) == (0, "", ["file", *frame.columns], len(frame))
    rows = json.loads(run(*arguments, "--format", "json")[1])
    assert len(rows) == len(frame)
    for row, cells in zip(rows, frame.to_dict("records"), strict=True):
        assert row["file"] == str(file) and row["phrase"] == cells["phrase"]
    if table == "figures":
        assert rows[0]["low"] == 40 and rows[0]["start"] == "2023-03-14" and ".0" not in out


def test_csv_has_a_byte_order_mark_and_no_formula(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    name, out = "=città.txt", tmp_path / "made" / "out.csv"
    Path(name).write_text(ITALIAN, encoding="utf-8")
    arguments = "read", name, "--published", "2023-03-15", "--format", "csv"
    printed = run(*arguments)[1]
    plain = run(*arguments, "--no-bom")[1]
    assert printed == f"\ufeff{plain}" and plain.splitlines()[1].startswith("'=città.txt,killed,40,")
    assert run(*arguments, "--out", out) == (0, "", "")
    assert out.read_bytes() == printed.encode()
    assert list(pd.read_csv(out)["file"]) == ["'=città.txt"] * 2
    assert run(*arguments[:-1], "table", "--out", out) == (0, "", "")
    assert "≥ 40 killed" in out.read_text(encoding="utf-8")
    assert run(*arguments[:-1], "json", "--out", out) == (0, "", "")
    assert json.loads(out.read_text(encoding="utf-8"))[0]["file"] == name


def test_standard_input_a_folder_and_several_files(run, file, tmp_path):
    below = tmp_path / "deep" / "b.txt"
    below.parent.mkdir()
    below.write_text("\ufeff" + ENGLISH, encoding="utf-8")
    (tmp_path / "c.md").write_text("no text of ours", encoding="utf-8")
    names = [row["file"] for row in json.loads(run("read", tmp_path, "--format", "json")[1])]
    assert list(dict.fromkeys(names)) == [str(file), str(below)]
    assert json.loads(run("read", below, file, "--format", "json")[1])[0]["file"] == str(below)
    code, out, err = run("read", "-", "--format", "csv", stdin=ITALIAN.encode())
    assert (code, err) == (0, "") and out.splitlines()[1].startswith("-,killed,40,40,,at-least")


def test_nothing_found_is_said(run, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Nothing was said about the war.", encoding="utf-8")
    assert run("read", path)[:2] == (0, "no figures\n")
    assert json.loads(run("read", path, "--format", "json")[1]) == []
    assert run("read", path, "--format", "csv")[1].startswith("\ufefffile,kind,low,")


@pytest.mark.parametrize(
    "content, arguments, said",
    [
        (b"il 3 marzo\xe9", [], "is not UTF-8 text (byte 10); save it as UTF-8"),
        (b"Hello", [], "do not tell its language: name it with --language, one of en, it"),
        (b"il 3 marzo", ["--published", "14/09/2022"], "published is '14/09/2022', not a day such as 2022-09-14"),
        (b"il 3 marzo", ["--language", "xx"], "there are rules for en, it"),
        (None, [], "No such file"),
    ],
)
def test_an_error_is_one_line_and_prints_nothing(run, file, tmp_path, content, arguments, said):
    bad = tmp_path / "b.txt"
    if content is not None:
        bad.write_bytes(content)
    code, out, err = run("read", file, bad, *arguments)
    assert (code, out) == (1, "")
    assert err.startswith("conflictdata: ") and err.count("\n") == 1 and said in err


def test_an_empty_folder_is_an_error(run, tmp_path):
    assert run("read", tmp_path) == (1, "", f"conflictdata: no *.txt below {tmp_path}\n")
