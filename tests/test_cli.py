"""The command line does what it says, and says in one line what it could not do."""

import csv
import importlib.metadata
import json
import os
import shlex
import subprocess
import sys

import pytest

import conflictdata as cd
from conflictdata import record
from conflictdata.charts import theme
from conflictdata.lessons import copying


def test_without_a_command_the_help_is_shown(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    assert all(name in out for name in ("doctor", "export", "figures", "lab", "verify"))


def test_version(run):
    assert run("--version")[1].strip().endswith(cd.__version__)


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["nosuch"], 2, "'nosuch'"),
        (["figures", "--only", "nosuch"], 1, "no figure 'nosuch': the figures are deaths_by_year, "),
        (["figures", "--language", "xx"], 2, "'xx'"),
        (["export", "{folder}", "--format", "doc"], 2, "'doc'"),
        (["verify"], 2, "FILE"),
        (["export"], 2, "FOLDER"),
        (["export", "{file}"], 2, "is a file"),
        (["export", "{file}/below"], 1, "Not a directory: {file}/below"),
        (["figures", "--only", "one_scale", "--out", "{file}/below"], 1, "Not a directory: {file}/below"),
        (["lab", "{file}/below", "--print-only"], 1, "Not a directory: {file}/below"),
    ],
)
def test_an_error_is_one_line(run, tmp_path, arguments, code, said):
    file = tmp_path / "file"
    file.touch()
    names = {"file": file, "folder": tmp_path / "folder"}
    done = run(*(argument.format(**names) for argument in arguments))
    assert done[:2] == (code, "")
    assert done[2].startswith("conflictdata: ") and done[2].count("\n") == 1
    assert said.format(**names) in done[2]
    assert list(tmp_path.iterdir()) == [file]


def test_debug_shows_the_traceback(run):
    with pytest.raises(ValueError, match="nosuch"):
        run("--debug", "figures", "--only", "nosuch")


def test_a_process_shows_the_traceback_only_with_debug():
    for options, shown in ([], False), (["--debug"], True):
        command = [sys.executable, "-m", "conflictdata", *options, "figures", "--only", "nosuch"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 1
        assert ("Traceback" in done.stderr) == shown


def test_an_error_that_nobody_foresaw_names_its_kind(run, monkeypatch):
    def fail():
        raise RuntimeError("two\nlines")

    monkeypatch.setattr(copying, "check_environment", fail)
    assert run("doctor") == (1, "", "conflictdata: RuntimeError: two lines\n")


def test_an_interruption_is_said(run, monkeypatch):
    def stop():
        raise KeyboardInterrupt

    monkeypatch.setattr(copying, "check_environment", stop)
    code, out, err = run("doctor")
    assert (code, out, err.strip()) == (130, "", "conflictdata: stopped")


# -- export -----------------------------------------------------------------------------------------------------


def test_export_csv(run, tmp_path):
    folder = tmp_path / "made" / "here"
    code, out, err = run("export", folder)
    tables = record.dictionary()
    assert (code, out, err) == (0, f"{len(tables)} tables and dictionary.csv in {folder}\n", "")
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in tables} | {"dictionary.csv"}
    for name in tables:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        frame = getattr(cd, name)()
        assert (header, len(rows)) == (list(frame.columns), len(frame))
        assert sum(cell == "" for row in rows for cell in row) == frame.isna().sum().sum()
    with (folder / "casualties.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["claim_id"]: row for row in csv.DictReader(file)}
    assert rows["C34"] | {"low": "6000", "high": "", "start": "2020-09-01", "days": "91"} == rows["C34"]
    with (folder / "dictionary.csv").open(encoding="utf-8", newline="") as file:
        described = {(row["table"], row["column"]) for row in csv.DictReader(file)}
    assert described == {(name, column) for name in tables for column in getattr(cd, name)().columns}


def test_export_json(run, tmp_path):
    assert run("export", tmp_path, "--format", "json")[0] == 0
    for name in record.dictionary():
        rows = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
        frame = getattr(cd, name)()
        assert [list(row) for row in rows] == [list(frame.columns)] * len(frame)
    toll = json.loads((tmp_path / "casualties.json").read_text(encoding="utf-8"))[4]
    assert toll | {"low": None, "best": 30000, "end": "2022-09-14", "period": "1991/.."} == toll


@pytest.mark.parametrize("form, library", [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_export_says_which_library_it_needs(run, tmp_path, monkeypatch, form, library):
    def version(name):
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    said = f"conflictdata: {form} needs {library}: pip install 'conflictdata[export]'\n"
    assert run("export", tmp_path / "out", "--format", form) == (1, "", said)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("form, library", [("xlsx", "openpyxl"), ("parquet", "pyarrow")])
def test_export_with_the_library(run, tmp_path, form, library):
    pytest.importorskip(library)
    import pandas as pd

    assert run("export", tmp_path, "--format", form)[0] == 0
    read = {"xlsx": pd.read_excel, "parquet": pd.read_parquet}[form]
    for name in record.dictionary():
        frame = read(tmp_path / f"{name}.{form}")
        assert frame.shape == getattr(cd, name)().shape


# -- lab --------------------------------------------------------------------------------------------------------


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A folder of two small notebooks in the place of those that come with the package."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.ipynb").write_text(f"{name}, as shipped")
    monkeypatch.setattr(copying, "notebooks", lambda language: folder)
    return folder


def content(folder):
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_lab_copies_the_notebooks(run, shipped, tmp_path):
    mine = tmp_path / "my lessons"
    command = shlex.join([sys.executable, "-m", "jupyterlab", str(mine)])
    copied = f"copied {mine / 'one.ipynb'}\ncopied {mine / 'two.ipynb'}\n{command}\n"
    assert run("lab", mine, "--print-only") == (0, copied, "")
    assert content(mine) == content(shipped)
    assert run("lab", mine, "--print-only") == (0, copied.replace("copied", "unchanged"), "")


def test_lab_keeps_what_a_user_has_edited(run, shipped, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "one.ipynb").write_text("my work")
    for _ in range(2):
        out = run("lab", mine, "--print-only")[1]
        assert f"kept your {mine / 'one.ipynb'}; the original is one.new.ipynb\n" in out
        assert content(mine) == {
            "one.ipynb": "my work",
            "one.new.ipynb": "one, as shipped",
            "two.ipynb": "two, as shipped",
        }
    (mine / "one.new.ipynb").write_text("more of my work")
    assert "the original is one.new2.ipynb" in run("lab", mine, "--print-only")[1]
    assert content(mine)["one.new.ipynb"] == "more of my work"
    assert content(mine)["one.new2.ipynb"] == "one, as shipped"


def test_lab_starts_jupyterlab(run, shipped, tmp_path, monkeypatch):
    started = []
    monkeypatch.setattr(copying, "installed", lambda name: "4.5")
    monkeypatch.setattr(subprocess, "call", lambda command: started.append(command) or 7)
    assert run("lab", tmp_path / "mine", "--no-browser")[0] == 7
    assert started == [[sys.executable, "-m", "jupyterlab", str(tmp_path / "mine"), "--no-browser"]]


def test_lab_without_jupyterlab(run, shipped, tmp_path, monkeypatch):
    monkeypatch.setattr(copying, "installed", lambda name: None)
    code, _, err = run("lab", tmp_path / "mine")
    assert (code, err) == (1, "conflictdata: JupyterLab is not installed here: pip install 'conflictdata[lab]'\n")
    assert content(tmp_path / "mine") == content(shipped)


def test_the_notebooks_of_the_package_are_found():
    assert list(copying.notebooks("en").glob("*.ipynb"))
    with pytest.raises(FileNotFoundError, match="'xx'"):
        copying.notebooks("xx")


# -- doctor -----------------------------------------------------------------------------------------------------


def test_doctor_in_this_environment(run):
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    for name in copying.NEEDED:
        assert f"ok      {name} {importlib.metadata.version(name)}\n" in out


def test_doctor_names_what_is_missing(run, monkeypatch):
    monkeypatch.setattr(copying, "installed", {"pandas": "3.1", "matplotlib": "3.10.1"}.get)
    code, out, _ = run("doctor")
    assert code == 1
    assert "MISSING babel: numbers and dates\n" in out
    assert "absent  jupyterlab: conflictdata lab; pip install 'conflictdata[lab]'\n" in out
    assert "yours will look a little different" in out


def test_doctor_wants_a_python_that_is_new_enough(run, monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    code, out, _ = run("doctor")
    assert code == 1
    assert "MISSING Python 3.10.4: 3.11 or newer is needed\n" in out


# -- figures ----------------------------------------------------------------------------------------------------


def test_figures_are_drawn_into_a_folder(run, tmp_path):
    command = ["figures", "--only", "one_scale", "--out", tmp_path]
    assert run(*command, "--language", "it") == (0, f"1 figures drawn, in {tmp_path}\n", "")
    names = {f"one_scale.{ending}" for ending in ("png", "svg", "pdf", "txt")}
    assert {path.name for path in (tmp_path / "it").iterdir()} == names
    assert run(*command) == (0, f"2 figures drawn, in {tmp_path}\n", "")
    assert {path.name for path in (tmp_path / "en").iterdir()} == names


def test_a_missing_font_is_one_line(run, tmp_path, monkeypatch):
    monkeypatch.setattr(theme, "own_font", lambda: False)
    code, out, err = run("figures", "--only", "one_scale", "--out", tmp_path)
    assert code == 0 and out.startswith("2 figures drawn")
    assert err == f"conflictdata: {theme.NO_FONT}\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_folder_is_one_line(run, tmp_path):
    tmp_path.chmod(0o500)
    code, out, err = run("figures", "--only", "one_scale", "--out", tmp_path / "below")
    tmp_path.chmod(0o700)
    assert (code, out) == (1, "") and err.startswith("conflictdata: Permission denied:") and err.count("\n") == 1
