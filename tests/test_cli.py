"""The command line does what it says, and says in one line what it could not do."""

import contextlib
import csv
import importlib.metadata
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pytest
from ipykernel.ipkernel import IPythonKernel
from jupyter_client.kernelspec import get_kernel_spec
from pandas.testing import assert_frame_equal

import conflictdata as cd
from conflictdata import cli, lessons, record
from conflictdata.charts import lettering
from conflictdata.lessons import copying, doctor, editions, handouts


def test_the_command_line_loads_tables_only_where_they_are_needed():
    """The help is there at once: nothing that the lessons need is loaded for it."""
    code = "import sys, conflictdata.cli; print({'pandas', 'matplotlib', 'conflictdata.record'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("set()\n", "")


def test_without_a_command_the_help_is_shown(run):
    code, out, err = run()
    assert (code, err) == (0, "")
    assert all(name in out for name in ("doctor", "export", "figures", "handouts", "html", "lab", "slides", "verify"))


def test_version(run):
    assert run("--version")[1].strip().endswith(cd.__version__)


@pytest.mark.parametrize(
    "arguments, code, said",
    [
        (["nosuch"], 2, "'nosuch'"),
        (["figures", "--only", "nosuch"], 1, "no figure 'nosuch': the figures are tolls, "),
        (["figures", "--language", "xx"], 2, "'xx'"),
        (["export", "{folder}", "--format", "doc"], 2, "'doc'"),
        (["verify"], 2, "FILE"),
        (["export"], 2, "FOLDER"),
        (["export", "{file}"], 2, "is a file"),
        (["export", "{file}/below"], 1, "Not a directory: {file}/below"),
        (["figures", "--only", "tolls", "--out", "{file}/below"], 1, "Not a directory: {file}/below"),
        (["html", "{file}"], 2, "is a file"),
        (["html", "{folder}"], 2, "'{folder}' does not exist"),
        (["slides", "{folder}", "--language", "xx"], 2, "'xx'"),
        (["handouts"], 2, "FOLDER"),
        (["handouts", "{file}"], 2, "is a file"),
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

    monkeypatch.setattr(doctor, "check_environment", fail)
    assert run("doctor") == (1, "", "conflictdata: RuntimeError: two lines\n")


def test_an_interruption_is_said(run, monkeypatch):
    def stop():
        raise KeyboardInterrupt

    monkeypatch.setattr(doctor, "check_environment", stop)
    code, out, err = run("doctor")
    assert (code, out, err.strip()) == (130, "", "conflictdata: stopped")


# -- what is printed is UTF-8 with plain line ends --------------------------------------------------------------

SIGNS = "é ≤ ≥ ≲ … è"


@pytest.mark.parametrize(
    "arguments, code, stream, said",
    [
        (["--help"], 0, "out", "the figures and dates of texts: files"),
        (["read", "--help"], 0, "out", "FILE…"),
        (["read", "{file}"], 0, "out", "≲ 12 wounded"),
        (["read", "{file}", "--format", "csv"], 0, "out", "'=città.txt,wounded,"),
        (["read", "{file}", "--format", "json"], 0, "out", '"=città.txt"'),
        (["read", SIGNS], 1, "err", SIGNS),
    ],
)
def test_what_a_process_prints_is_utf8(tmp_path, arguments, code, stream, said):
    (tmp_path / "=città.txt").write_text("Ieri quasi 12 feriti.", encoding="utf-8")
    command = [sys.executable, "-m", "conflictdata", *(argument.format(file="=città.txt") for argument in arguments)]
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(command, capture_output=True, env=environment, cwd=tmp_path, check=False)
    printed = {"out": done.stdout, "err": done.stderr}
    assert said in printed.pop(stream).decode("utf-8")
    assert (done.returncode, *printed.values()) == (code, b"")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["export", "{folder}"], ["nosuch"], ["read", "-", "--format", "csv"]]
)
def test_windows_gets_plain_line_ends(monkeypatch, tmp_path, arguments):
    for name in ("stdout", "stderr"):  # as Windows opens them
        monkeypatch.setattr(sys, name, io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="\r\n"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Ieri 3 morti.")))
    monkeypatch.setattr(sys, "argv", ["conflictdata", *(argument.format(folder=tmp_path) for argument in arguments)])
    with contextlib.suppress(SystemExit):
        cli.main()
    sys.stdout.flush(), sys.stderr.flush()
    printed = sys.stdout.buffer.getvalue() + sys.stderr.buffer.getvalue()
    assert b"\n" in printed and b"\r" not in printed


@pytest.mark.skipif(sys.platform != "linux", reason="only there a file name may be any bytes")
def test_a_file_name_that_is_no_text_is_printed(tmp_path):
    (tmp_path / os.fsdecode(b"citt\xe0.txt")).write_text("Ieri quasi 12 feriti.", encoding="utf-8")
    command = [sys.executable, "-m", "conflictdata", "read", os.fsencode(tmp_path), "--format", "csv"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"") and "citt\ufffd.txt" in done.stdout.decode("utf-8")


# -- export -----------------------------------------------------------------------------------------------------

FORMULAS = ["=1+1", "+1", "-1", "@A1", "\t=1", "\n=1"]
HARMLESS = ["1", "-", "=", "a=1", " =1", "«=1»", "'a", "−1", "#N/A", "two\nlines"]


@pytest.fixture
def planted(monkeypatch):
    """A table with texts that a spreadsheet would run, and with numbers that only look so."""
    texts = [*FORMULAS, *HARMLESS, "'=1", None]
    frame = pd.DataFrame({"text": pd.array(texts, "string"), "number": pd.array(range(-5, len(texts) - 5), "Int64")})
    monkeypatch.setattr(cd, "places", lambda: frame, raising=False)
    return frame


def typed(written, like):
    """Give the texts of a written table the types of the table that was written."""
    for name, dtype in like.dtypes.items():
        texts = written[name].astype("string")
        written[name] = (texts.map({"True": True, "False": False}) if dtype == "boolean" else texts).astype(dtype)
    return written


@pytest.mark.parametrize("options, start", [([], b"\xef\xbb\xbf"), (["--no-bom"], b"")])
def test_export_csv(run, tmp_path, options, start):
    folder = tmp_path / "made" / "here"
    code, out, err = run("export", folder, *options)
    tables = record.dictionary()
    assert (code, out, err) == (0, f"{len(tables)} tables and dictionary.csv in {folder}\n", "")
    assert {path.name for path in folder.iterdir()} == {f"{name}.csv" for name in tables} | {"dictionary.csv"}
    for name in tables:
        content = (folder / f"{name}.csv").read_bytes()
        header = ",".join(getattr(cd, name)().columns).encode()
        assert content.startswith(start + header + b"\n") and b"\r" not in content
    with (folder / "casualties.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["claim_id"]: row for row in csv.DictReader(file)}
    assert rows["C34"] | {"low": "6000", "high": "", "start": "2020-09-01", "days": "91"} == rows["C34"]
    assert (folder / "dictionary.csv").read_bytes().startswith(start + b"table,column,")
    with (folder / "dictionary.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    described = {(row["table"], row["column"]) for row in rows}
    assert described == {(name, column) for name in tables for column in getattr(cd, name)().columns}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_pandas_reads_back_what_was_exported(run, tmp_path, planted, form):
    assert run("export", tmp_path, "--format", form)[0] == 0
    read = {"csv": pd.read_csv, "xlsx": pd.read_excel}[form]
    for name in record.dictionary():
        written = read(tmp_path / f"{name}.{form}", dtype=str, keep_default_na=False, na_values=[""])
        if form == "csv":
            written = written.replace(r"^'('*[=+\-@\t\n])", r"\1", regex=True)
        assert_frame_equal(typed(written, getattr(cd, name)()), getattr(cd, name)())


def test_a_text_is_no_formula_in_csv(run, tmp_path, planted):
    run("export", tmp_path)
    with (tmp_path / "places.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    marked = [f"'{text}" for text in FORMULAS]
    assert [row["text"] for row in rows] == [*marked, *HARMLESS, "''=1", ""]
    assert [row["number"] for row in rows] == [str(n) for n in range(-5, len(rows) - 5)]


def test_a_line_break_ends_no_row_in_csv(run, tmp_path, monkeypatch):
    frame = pd.DataFrame({"text": pd.array(["a\rb", "a\r\nb", "\r=1"], "string"), "number": [1, 2, 3]})
    monkeypatch.setattr(cd, "places", lambda: frame, raising=False)
    run("export", tmp_path)
    written = pd.read_csv(tmp_path / "places.csv")
    assert written.to_dict("list") == {"text": ["a\nb", "a\nb", "'\n=1"], "number": [1, 2, 3]}


def test_a_text_is_no_formula_in_xlsx(run, tmp_path, planted):
    run("export", tmp_path, "--format", "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "places.xlsx").active
    texts, numbers = (column[1:] for column in sheet.iter_cols())
    assert {cell.data_type for cell in texts if cell.value is not None} == {"s"}
    assert [cell.quotePrefix for cell in texts] == [True] * len(FORMULAS) + [False] * len(HARMLESS) + [True, False]
    assert [cell.data_type for cell in numbers] == ["n"] * len(planted)
    assert not any(cell.quotePrefix for cell in numbers)


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
    said = f"conflictdata: {form} needs {library}: pip install {library}\n"
    assert run("export", tmp_path / "out", "--format", form) == (1, "", said)
    assert not (tmp_path / "out").exists()


def test_export_parquet(run, tmp_path, planted):
    assert run("export", tmp_path, "--format", "parquet")[0] == 0
    for name in record.dictionary():
        table = getattr(cd, name)()
        assert_frame_equal(pd.read_parquet(tmp_path / f"{name}.parquet").astype(table.dtypes), table)


# -- lab --------------------------------------------------------------------------------------------------------


def notebook(*sources):
    """Return a small notebook of code cells, stored as those that come with the package."""
    cells = [{"cell_type": "code", "id": f"c{i}", "source": [text], "outputs": []} for i, text in enumerate(sources)]
    names = {"kernelspec": {"display_name": "Python 3", "name": "python3"}, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": names, "nbformat": 4, "nbformat_minor": 5}


def ship(folder, **notebooks):
    for name, sources in notebooks.items():
        (folder / f"{name}.ipynb").write_text(json.dumps(notebook(*sources)), encoding="utf-8")


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A folder of two small notebooks in the place of those that come with the package."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    ship(folder, one=["a = 1\n", "a"], two=["così = 2"])
    monkeypatch.setattr(copying, "notebooks", lambda language: folder)
    return folder


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def sources(path):
    return [cell["source"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]


def change(path, edit):
    """Let a function edit a notebook in place."""
    edited = json.loads(path.read_text(encoding="utf-8"))
    edit(edited)
    path.write_text(json.dumps(edited, indent=1, sort_keys=True), encoding="utf-8")  # as JupyterLab saves it


def test_lab_copies_the_notebooks(run, shipped, tmp_path):
    (shipped / "one.po").touch()
    mine = tmp_path / "my lessons"
    command = subprocess.list2cmdline([sys.executable, "-m", "jupyterlab", str(mine)])
    copied = f"copied {mine / 'one.ipynb'}\ncopied {mine / 'two.ipynb'}\n{command}\n"
    assert run("lab", mine, "--print-only") == (0, copied, "")
    before = content(mine)
    assert set(before) == {"one.ipynb", "two.ipynb"} and "così".encode() in before["two.ipynb"]
    for path in mine.iterdir():
        original, copy = json.loads((shipped / path.name).read_bytes()), json.loads(path.read_bytes())
        assert copy | {"metadata": None} == original | {"metadata": None}
    assert run("lab", mine, "--print-only") == (0, copied.replace("copied", "unchanged"), "")
    assert content(mine) == before


def test_a_copy_has_what_the_kernel_says_of_itself(run, tmp_path, monkeypatch):
    """JupyterLab writes both into a notebook that it opens: what differs makes it one that has to be saved."""
    real, nowhere = sys.modules["jupyter_client.kernelspec"], SimpleNamespace(get_kernel_spec=lambda name: {}[name])
    named = get_kernel_spec("python3").display_name
    assert named != "Python 3"
    for folder, module, name in (
        ("mine", real, named),
        ("no Jupyter", None, "Python 3"),
        ("no kernel", nowhere, "Python 3"),
    ):
        monkeypatch.setitem(sys.modules, "jupyter_client.kernelspec", module)
        assert run("lab", tmp_path / folder, "--print-only")[::2] == (0, "")
        copies = list((tmp_path / folder).iterdir())
        assert copies
        for path in copies:
            metadata = json.loads(path.read_bytes())["metadata"]
            assert metadata["language_info"] == IPythonKernel.language_info
            assert metadata["kernelspec"] == {"display_name": name, "language": "python", "name": "python3"}


EDITS = {
    "a source": lambda edited: edited["cells"][0].update(source="a = 3"),
    "a cell more": lambda edited: edited["cells"].append(edited["cells"][0]),
    "a cell less": lambda edited: edited["cells"].pop(),
    "another order": lambda edited: edited["cells"].reverse(),
    "another sort": lambda edited: edited["cells"][0].update(cell_type="markdown"),
    "two cells as one": lambda edited: edited.update(cells=[edited["cells"][0] | {"source": "a = 1\na"}]),
}
NO_NOTEBOOKS = [
    "",
    "my work",
    '{"cells": [',
    "[]",
    "{}",
    '{"cells": [1], "metadata": {}}',
    '{"cells": [], "metadata": []}',
]


@pytest.mark.parametrize("edit", [*EDITS.values(), *NO_NOTEBOOKS, b"\xff"], ids=[*EDITS, *NO_NOTEBOOKS, "no text"])
def test_lab_keeps_what_a_user_has_edited(run, shipped, tmp_path, edit):
    mine, original = tmp_path / "mine", (shipped / "one.ipynb").read_bytes()
    run("lab", mine, "--print-only")
    if callable(edit):
        change(mine / "one.ipynb", edit)
    else:
        (mine / "one.ipynb").write_bytes(edit if isinstance(edit, bytes) else edit.encode())
    before = content(mine)
    for _ in range(2):
        out = run("lab", mine, "--print-only")[1]
        assert f"kept your {mine / 'one.ipynb'}; the original is one.new.ipynb\nunchanged" in out
        assert content(mine) == before | {"one.new.ipynb": (mine / "one.new.ipynb").read_bytes()}
        assert sources(mine / "one.new.ipynb") == sources(shipped / "one.ipynb")
    (mine / "one.new.ipynb").write_text("more of my work")
    assert "the original is one.new2.ipynb" in run("lab", mine, "--print-only")[1]
    assert (mine / "one.new.ipynb").read_text() == "more of my work"
    assert sources(mine / "one.new2.ipynb") == sources(shipped / "one.ipynb")
    assert (shipped / "one.ipynb").read_bytes() == original


def as_run(notebook):
    """Do to a notebook all that running and saving it does."""
    for n, cell in enumerate(notebook["cells"]):
        cell |= {"source": "".join(cell["source"]), "execution_count": n, "metadata": {"trusted": True}}
        cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "what I see"}]
    notebook["metadata"]["kernelspec"]["display_name"] = "another"


def test_running_is_no_edit(run, shipped, tmp_path):
    """What was only run keeps its outputs until other cells are shipped; what was edited is kept then, too."""
    mine = tmp_path / "mine"
    run("lab", mine, "--print-only")
    for name in ("one", "two"):
        change(mine / f"{name}.ipynb", as_run)
    before = content(mine)
    said = run("lab", mine, "--print-only")[1]
    assert said.count("unchanged ") == 2 and content(mine) == before
    change(mine / "two.ipynb", EDITS["a source"])
    edited = (mine / "two.ipynb").read_bytes()
    for version in ("newer", "newest"):
        ship(shipped, one=[version], two=[version])
        said = run("lab", mine, "--print-only")[1].splitlines()[:2]
        kept = f"kept your {mine / 'two.ipynb'}; the original is two.new.ipynb"
        assert said == [f"updated {mine / 'one.ipynb'}", kept]
        assert sources(mine / "one.ipynb") == sources(mine / "two.new.ipynb") == [[version]]
        assert (mine / "two.ipynb").read_bytes() == edited
        assert set(content(mine)) == {"one.ipynb", "two.ipynb", "two.new.ipynb"}


def test_a_copy_without_a_record_may_be_edited(run, shipped, tmp_path):
    mine = tmp_path / "mine"
    mine.mkdir()
    ship(mine, one=["an older version, or mine"], two=["così = 2"])
    said = run("lab", mine, "--print-only")[1].splitlines()
    assert said[0].startswith("kept your") and said[1].startswith("unchanged")
    assert sources(mine / "one.ipynb") == [["an older version, or mine"]]


def test_the_edition_of_a_teacher_has_a_folder_of_its_own(run, shipped, tmp_path, monkeypatch):
    asked = []

    def teachers(notebook, lesson, language):
        asked.append((lesson, language))
        return notebook | {"cells": [{"cell_type": "markdown", "source": "The plan"}, *notebook["cells"]]}

    monkeypatch.setattr(editions, "teachers", teachers)
    shutil.copy(shipped / "one.ipynb", shipped / "02_one.ipynb")
    mine = tmp_path / "mine"
    out = run("lab", mine, "--print-only", "--language", "it", "--edition", "teacher")[1]
    assert asked == [("02", "it"), ("one", "it"), ("two", "it")]
    assert out.splitlines()[-1].endswith(str(mine / "teacher"))
    assert [path.name for path in mine.iterdir()] == ["teacher"]
    assert sources(mine / "teacher" / "02_one.ipynb") == ["The plan", *sources(shipped / "one.ipynb")]
    change(mine / "teacher" / "one.ipynb", as_run)
    change(mine / "teacher" / "two.ipynb", EDITS["a cell less"])
    said = run("lab", mine, "--print-only", "--edition", "teacher")[1].splitlines()
    assert [line.partition(" ")[0] for line in said[:3]] == ["unchanged", "unchanged", "kept"]
    run("lab", mine, "--print-only", "--edition", "student")
    assert sources(mine / "one.ipynb") == sources(shipped / "one.ipynb")


def links(text):
    """Return the files that the links of a Markdown text lead to."""
    return {link for link in re.findall(r"\]\(([^)\s#]+)", text) if "://" not in link}


def test_links_lead_to_files_that_are_copied(run, tmp_path):
    assert links('[a](02_b.ipynb#c) [d](#Words "e") [f](https://g.example/h.ipynb "i")') == {"02_b.ipynb"}
    for folder in copying.notebooks("en").parent.glob("[a-z][a-z]"):
        assert run("lab", tmp_path / folder.name, "--print-only", "--language", folder.name)[0] == 0
        there = {path.name for path in (tmp_path / folder.name).iterdir()}
        for path in folder.glob("*.ipynb"):
            cells = json.loads(path.read_bytes())["cells"]
            texts = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
            assert links("\n".join(texts)) <= there, path


def test_what_follows_two_dashes_goes_to_jupyterlab(run, shipped, tmp_path):
    for folder in ([], [tmp_path / "mine"]):
        with contextlib.chdir(tmp_path):
            out = run("lab", *folder, "--print-only", "--", "--allow-root", "--port", "9999", "--", "more")[1]
        mine = str(folder[0]) if folder else "conflictdata-notebooks"
        command = [sys.executable, "-m", "jupyterlab", mine, "--allow-root", "--port", "9999", "--", "more"]
        assert out.splitlines()[-1] == subprocess.list2cmdline(command)
    assert {path.name for path in tmp_path.iterdir()} == {"shipped", "mine", "conflictdata-notebooks"}
    code, _, err = run("lab", tmp_path / "mine", "--port", "9999")
    assert code == 2 and "--port" in err


def test_lab_without_jupyterlab(run, shipped, tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "installed", lambda name: None)
    code, _, err = run("lab", tmp_path / "mine")
    assert (code, err) == (1, "conflictdata: lab needs jupyterlab: pip install jupyterlab\n")
    assert set(content(tmp_path / "mine")) == set(content(shipped))


STAND_IN = """
import os, signal, sys, time
print("started with", *sys.argv[1:], flush=True)
if "interrupt" in sys.argv:
    os.kill(os.getppid(), signal.SIGINT)
    time.sleep(0.6)
sys.exit(7)
"""


def start_stand_in(folder, *options, **settings):
    """Run `conflictdata lab` in a process of its own, with a stand-in for JupyterLab."""
    (folder / "jupyterlab.py").write_text(STAND_IN)
    known = folder / "jupyterlab-4.5.dist-info"
    known.mkdir()
    (known / "METADATA").write_text("Metadata-Version: 2.1\nName: jupyterlab\nVersion: 4.5\n")
    path = os.pathsep.join([str(folder), str(Path(cd.__file__).parents[1])])
    command = [sys.executable, "-m", "conflictdata", "lab", "my lessons", "--", "--allow-root", *options]
    settings |= {"cwd": folder, "env": os.environ | {"PYTHONPATH": path}, "capture_output": True, "text": True}
    return subprocess.run(command, check=False, **settings)


def test_lab_starts_jupyterlab(tmp_path):
    done = start_stand_in(tmp_path, "--port", "9999")
    assert (done.returncode, done.stderr) == (7, "")
    assert done.stdout.splitlines()[-1] == "started with my lessons --allow-root --port 9999"
    assert list((tmp_path / "my lessons").glob("*.ipynb"))


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_an_interruption_is_for_jupyterlab_which_asks(tmp_path):
    heard = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # even where the tests run in the background
    done = start_stand_in(tmp_path, "interrupt", preexec_fn=heard)
    assert (done.returncode, done.stderr) == (7, "")


def test_the_notebooks_of_the_package_are_found():
    assert list(copying.notebooks("en").glob("*.ipynb"))
    with pytest.raises(FileNotFoundError, match="'xx'"):
        copying.notebooks("xx")


# -- pages ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "command, library",
    [("html", "nbconvert"), ("slides", "nbconvert"), ("handouts out", "mistune"), ("handouts out", "typst")],
)
def test_pages_say_which_library_they_need(run, tmp_path, monkeypatch, command, library):
    monkeypatch.setattr(doctor, "installed", lambda name: None if name == library else "1.0")
    monkeypatch.chdir(tmp_path)
    purpose = command.partition(" ")[0]
    assert run(*command.split()) == (1, "", f"conflictdata: {purpose} needs {library}: pip install {library}\n")
    assert not list(tmp_path.iterdir())


@pytest.fixture
def printer(monkeypatch):
    """Take the place of what prints: one page a language, named after what it was asked for."""
    asked = []

    def make(folder, language, teachers_page):
        asked.append((folder, language, teachers_page))
        return [folder / "a.pdf", folder / "b.pdf"]

    monkeypatch.setattr(handouts, "make", make)
    monkeypatch.setattr(lessons, "editions", SimpleNamespace(sheet="page"), raising=False)
    return asked


@pytest.mark.parametrize("options, languages", [([], ["en", "it"]), (["--language", "it"], ["it"])])
def test_handouts_are_printed_by_language(run, tmp_path, printer, options, languages):
    code, out, err = run("handouts", tmp_path, *options)
    assert (code, err) == (0, "") and printer == [(tmp_path / each, each, "page") for each in languages]
    assert out.splitlines() == [str(tmp_path / each / f"{name}.pdf") for each in languages for name in "ab"]


# -- doctor -----------------------------------------------------------------------------------------------------


def test_doctor_in_this_environment(run):
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    for name in doctor.NEEDED:
        assert f"ok      {name} {importlib.metadata.version(name)}\n" in out


def test_doctor_names_what_is_missing(run, monkeypatch):
    monkeypatch.setattr(doctor, "installed", {"pandas": "3.1", "matplotlib": "3.10.1"}.get)
    code, out, _ = run("doctor")
    assert code == 1
    assert "MISSING babel: numbers and dates\n" in out
    assert "absent  jupyterlab: conflictdata lab; pip install jupyterlab\n" in out
    assert "absent  typst: conflictdata handouts; pip install typst mistune\n" in out
    assert "yours will look a little different" in out


# -- figures ----------------------------------------------------------------------------------------------------


def test_figures_are_drawn_into_a_folder(run, tmp_path):
    command = ["figures", "--only", "tolls", "--out", tmp_path]
    assert run(*command, "--language", "it") == (0, f"1 figures drawn, in {tmp_path}\n", "")
    names = {f"tolls.{ending}" for ending in ("png", "svg", "pdf", "txt")}
    assert {path.name for path in (tmp_path / "it").iterdir()} == names
    assert run(*command) == (0, f"2 figures drawn, in {tmp_path}\n", "")
    assert {path.name for path in (tmp_path / "en").iterdir()} == names


def test_a_missing_font_is_one_line(run, tmp_path, monkeypatch):
    monkeypatch.setattr(lettering, "own_font", lambda: False)
    code, out, err = run("figures", "--only", "tolls", "--out", tmp_path)
    assert code == 0 and out.startswith("2 figures drawn")
    assert err == f"conflictdata: {lettering.NO_FONT}\n"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_folder_is_one_line(run, tmp_path):
    tmp_path.chmod(0o500)
    code, out, err = run("figures", "--only", "tolls", "--out", tmp_path / "below")
    tmp_path.chmod(0o700)
    assert (code, out) == (1, "") and err.startswith("conflictdata: Permission denied:") and err.count("\n") == 1
