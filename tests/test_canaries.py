"""Canaries: notebooks damaged on purpose, which the check of `make test` has to refuse.

nbval compares no pictures, waits long for a dead kernel, and passes what it cannot see. Each canary is a cut of a
real notebook with one thing wrong, run with the very options of the Makefile.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

from conflictdata.charts.figure import VALUES_TYPE

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks" / "en" / "02_casualties_over_time.ipynb"
CUT = ["setup", "tolls-2"]  # the package loaded and a table of tolls, a figure
OPTIONS = re.findall(r"--nbval\S*", (ROOT / "Makefile").read_text(encoding="utf-8"))
PATIENCE = 90  # seconds that a dead kernel may cost


def cut():
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if cell.id in CUT]
    assert [cell.id for cell in notebook.cells] == CUT
    return notebook


def untouched(notebook):
    """Change nothing: the cut itself passes."""


def swapped_in_a_table(notebook):
    """Swap 49 and 50, the tolls of the two sides, in a stored table."""
    data = notebook.cells[0].outputs[0].data
    for kind in ("text/html", "text/plain"):
        assert "49" in data[kind] and "50" in data[kind]
        data[kind] = re.sub(r"\b(?:49|50)\b", lambda n: {"49": "50", "50": "49"}[n.group()], data[kind])


def other_day_in_a_table(notebook):
    """Put a stored day one day off: no rule may take dates for something that changes from run to run."""
    data = notebook.cells[0].outputs[0].data
    for kind in ("text/html", "text/plain"):
        assert "13 Sept 2022" in data[kind]
        data[kind] = data[kind].replace("13 Sept 2022", "12 Sept 2022")


def swapped_in_a_figure(notebook):
    """Swap two of the values that a figure says it has drawn."""
    values = notebook.cells[1].outputs[0].data[VALUES_TYPE]["values"]
    values[0]["best"], values[1]["best"] = values[1]["best"], values[0]["best"]


def other_alt_text(notebook):
    """Change the alternative text of a figure by one word, where the browser reads it."""
    data = notebook.cells[1].outputs[0].data
    assert data["text/html"].count("at least 99") > 0
    data["text/html"] = data["text/html"].replace("at least 99", "about 99", 1)


def other_picture(notebook):
    """Change the pixels only: these may differ from machine to machine, and values and words stand for them."""
    data = notebook.cells[1].outputs[0].data
    data["text/html"] = re.sub(r"(data:image/png;base64,)[^\"]+", r"\1AAAA", data["text/html"])


PASSING = [untouched, other_picture]
FAILING = [swapped_in_a_table, other_day_in_a_table, swapped_in_a_figure, other_alt_text]


def start(folder, options):
    """Start nbval on the notebooks of a folder."""
    options = [option.replace("=tests/", f"={ROOT / 'tests'}/") for option in options]
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", *options, str(folder)]
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="module", autouse=True)
def dead_kernel(tmp_path_factory):
    """A run that started before all others, because it waits: a dead kernel costs a whole cell timeout.

    The timeout is the Makefile's in continuous integration, and ten seconds elsewhere.
    """
    folder = tmp_path_factory.mktemp("dead")
    notebook = cut()
    kill = nbformat.v4.new_code_cell("import os\n\nos.kill(os.getpid(), 9)", id="kill", execution_count=2)
    notebook.cells[1:] = [kill]
    nbformat.write(notebook, folder / "dead_kernel.ipynb")
    began = time.monotonic()
    run = start(folder, OPTIONS if os.environ.get("CI") else [*OPTIONS, "--nbval-cell-timeout=10"])
    yield run, began
    run.kill()
    run.communicate()


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """Return what nbval says of all other canaries."""
    folder = tmp_path_factory.mktemp("canaries")
    for damage in PASSING + FAILING:
        notebook = cut()
        damage(notebook)
        nbformat.write(notebook, folder / f"{damage.__name__}.ipynb")
    return start(folder, OPTIONS).communicate(timeout=2 * PATIENCE)[0]


def test_makefile_has_the_options_that_protect():
    assert {"--nbval", "--nbval-current-env", "--nbval-sanitize-with=tests/nbval.cfg"} < set(OPTIONS)
    assert "--nbval-lax" not in OPTIONS
    (seconds,) = (int(option.partition("=")[2]) for option in OPTIONS if "cell-timeout" in option)
    assert seconds <= 60


@pytest.mark.parametrize("damage", PASSING, ids=lambda damage: damage.__name__)
def test_nothing_wrong_passes(report, damage):
    assert report.count(f"PASSED {damage.__name__}.ipynb::") == len(CUT), report
    assert f"FAILED {damage.__name__}.ipynb::" not in report


@pytest.mark.parametrize("damage", FAILING, ids=lambda damage: damage.__name__)
def test_damage_fails(report, damage):
    assert report.count(f"FAILED {damage.__name__}.ipynb::") == 1, report
    assert report.count(f"PASSED {damage.__name__}.ipynb::") == len(CUT) - 1


def test_dead_kernel_fails_soon(dead_kernel):
    run, began = dead_kernel
    said, _ = run.communicate(timeout=PATIENCE - (time.monotonic() - began))
    assert run.returncode == 1, said
    assert said.count("FAILED dead_kernel.ipynb::") == 1
