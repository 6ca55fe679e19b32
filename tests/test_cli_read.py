"""The commands that read a text and that print the rules."""

import csv
import io
import json
import re

import pytest

import conflictdata as cd
from conflictdata.reading import rules

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
    header, *lines = csv.reader(io.StringIO(out))
    assert (code, err, header, len(lines)) == (0, "", ["file", *frame.columns], len(frame))
    rows = json.loads(run(*arguments, "--format", "json")[1])
    assert len(rows) == len(frame)
    for row, cells in zip(rows, frame.to_dict("records"), strict=True):
        assert row["file"] == str(file) and row["phrase"] == cells["phrase"]
    if table == "figures":
        assert rows[0]["low"] == 40 and rows[0]["start"] == "2023-03-14" and ".0" not in out


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
    assert run("read", path, "--format", "csv")[1].startswith("file,kind,low,")


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


@pytest.mark.parametrize("language", rules.languages())
def test_rules_are_printed_with_id_and_example(run, language):
    code, out, err = run("rules", "--language", language)
    assert (code, err) == (0, "") and out.split()[:3] == ["id", "rule", "example"]
    listed = json.loads(run("rules", "--language", language, "--format", "json")[1])
    ids = [row["id"] for row in listed]
    assert ids == sorted(set(ids)) and len(ids) > 10
    assert all(re.match(rf"{language}\.", each) for each in ids)
    assert all(row["example"] for row in listed)


@pytest.mark.parametrize("text", [ITALIAN, ENGLISH])
def test_the_ids_of_a_row_are_printed(run, text):
    reading = cd.read(text)
    printed = run("rules", "--language", reading.language)[1]
    ids = {each for rules in reading.figures["rules"] for each in rules.split()}
    assert {each for each in ids if each not in printed} <= {
        each for each in ids if re.match(r"..\.(number|unit)\.", each)
    }


def test_rules_of_an_unknown_language(run):
    assert run("rules", "--language", "xx")[::2] == (
        1,
        "conflictdata: no reading rules for language 'xx': there are rules for en, it\n",
    )
