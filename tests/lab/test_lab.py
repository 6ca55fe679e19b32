"""Each notebook in a real JupyterLab: what a reader sees on opening it, and what "Run All" gives.

A reader opens a fresh copy, which Lab does not trust, so what is shown before anything is run is what
Lab lets through: the figures must be among it, with their alternative text.
CONFLICTDATA_NOTEBOOKS names another folder than notebooks/en; the screenshots are in build/screenshots.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import TimeoutError as TooLate

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(os.environ.get("CONFLICTDATA_NOTEBOOKS") or ROOT / "notebooks" / "en")
NOTEBOOKS = sorted(SOURCE.glob("*.ipynb"))
SCREENSHOTS = ROOT / "build" / "screenshots"

FIGURE = "application/vnd.conflictdata.figure+json"
SCREEN = {"width": 1280, "height": 900}
TALLEST = 16_000  # pixels: Chromium draws no larger image
SECONDS_TO_RUN = 180

SHOWN_FIGURES = """() => {
    const images = document.querySelectorAll('.jp-NotebookPanel .jp-OutputArea-output figure img');
    return Array.from(images, image => ({
        alt: image.alt, width: image.complete ? image.naturalWidth : 0, shown: image.checkVisibility()}));
}"""
CELLS_WITH_OUTPUT = """async () => {
    const panel = jupyterapp.shell.currentWidget;
    await panel.context.ready;
    return Array.from(panel.content.model.cells)
        .filter(cell => cell.type === 'code' && cell.outputs.length)
        .map(cell => cell.trusted);
}"""
HEIGHT = """() => document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer').scrollHeight"""
TO_THE_TOP = """() => document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer').scrollTo(0, 0)"""
RUN_AND_SAVE = """() => {
    window.finished = null;
    (async () => {
        await jupyterapp.restored;
        await jupyterapp.shell.currentWidget.sessionContext.ready;
        await jupyterapp.commands.execute('notebook:run-all-cells');
        await jupyterapp.commands.execute('docmanager:save');
        return 'saved';
    })().then(value => { window.finished = value; }, error => { window.finished = String(error); });
}"""
IDLE = """() => jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"""


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def figures(notebook):
    return [output for output in outputs(notebook) if FIGURE in output.get("data", {})]


def leaves_this_machine(address):
    parts = urlsplit(address)
    return parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1"


@pytest.fixture
def page(browser):
    """A page that records every request; one that leaves this machine fails the test."""
    page = browser.new_page(viewport=SCREEN)
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    yield page
    page.context.close()
    assert asked
    assert sorted(filter(leaves_this_machine, asked)) == []


def photograph(page, name):
    """The whole notebook in one picture: the window is made as high as its cells are."""
    page.set_viewport_size(SCREEN | {"height": min(page.evaluate(HEIGHT) + 200, TALLEST)})
    page.evaluate(TO_THE_TOP)
    page.screenshot(path=SCREENSHOTS / f"{name}.png")
    page.set_viewport_size(SCREEN)


def assert_figures_shown(page, notebook):
    """Every stored figure is displayed, decoded, and has the alternative text that is stored beside it.

    Not just any text: where there is none, Lab writes "Image".
    """
    stored = [figure.data["text/plain"].split() for figure in figures(notebook)]
    assert all(stored)
    with suppress(TooLate):  # the assertions say what is missing
        page.wait_for_function(
            f"() => ({SHOWN_FIGURES})().filter(i => i.shown && i.width > 0).length >= {len(stored)}", timeout=10_000
        )
    shown = page.evaluate(SHOWN_FIGURES)
    assert [image["alt"].split() for image in shown] == stored
    assert [image["alt"] for image in shown if not image["shown"]] == []
    assert [image["alt"] for image in shown if image["width"] == 0] == []


def test_there_are_notebooks():
    assert NOTEBOOKS, f"no notebooks in {SOURCE}"


@pytest.mark.parametrize("source", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebook(page, lab, source):
    copy = lab.folder / source.name
    shutil.copyfile(source, copy)
    stored = nbformat.read(copy, as_version=4)

    # As opened: not trusted, nothing run.
    page.goto(lab.link(source.name))
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.evaluate("async () => { await jupyterapp.restored; }")
    trusted = page.evaluate(CELLS_WITH_OUTPUT)
    assert trusted
    assert not any(trusted)
    assert_figures_shown(page, stored)
    page.screenshot(path=SCREENSHOTS / f"{source.stem}-opened.png")
    photograph(page, f"{source.stem}-stored")

    # Run All, save, and read the file.
    before = copy.stat().st_mtime_ns
    page.evaluate(RUN_AND_SAVE)
    page.wait_for_function("() => window.finished", timeout=SECONDS_TO_RUN * 1000)
    assert page.evaluate("() => window.finished") == "saved"
    page.wait_for_function(IDLE)
    assert copy.stat().st_mtime_ns > before
    run = nbformat.read(copy, as_version=4)
    assert [output for output in outputs(run) if output.output_type == "error"] == []
    code = [cell for cell in run.cells if cell.cell_type == "code" and cell.source.strip()]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert [figure.data["text/plain"] for figure in figures(run)] == [
        figure.data["text/plain"] for figure in figures(stored)
    ]
    assert_figures_shown(page, run)
    photograph(page, f"{source.stem}-run")
