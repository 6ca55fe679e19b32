"""Each notebook in a real JupyterLab: what a reader sees on opening it, and what "Run All" gives.

A reader opens a fresh copy, which Lab does not trust, so what is shown before anything is run is what
Lab lets through: the figures must be among it, with their alternative text, their description and their values.
CONFLICTDATA_NOTEBOOKS names another folder than notebooks; the screenshots are in build/screenshots.
"""

import shutil
from contextlib import suppress
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import TimeoutError as TooLate
from stored import FOLDER, NOTEBOOKS, ROOT, assert_complete, figures, name, outputs, read, said

SCREENSHOTS = ROOT / "build" / "screenshots"

SCREEN = {"width": 1280, "height": 900}
TALLEST = 16_000  # pixels: Chromium draws no larger image
SECONDS_TO_RUN = 180

SHOWN_FIGURES = """() => {
    const images = document.querySelectorAll('.jp-NotebookPanel .jp-OutputArea-output figure img');
    return Array.from(images, image => ({
        alt: image.alt, width: image.complete ? image.naturalWidth : 0, shown: image.checkVisibility()}));
}"""
WORDS = """() => Array.from(document.querySelectorAll('.jp-NotebookPanel .jp-OutputArea-output figure'),
    figure => figure.parentElement.innerHTML).join('')"""
UNFOLDED = """() => Array.from(document.querySelectorAll('.jp-NotebookPanel .jp-OutputArea-output figure'), figure => {
    const details = figure.nextElementSibling;
    const was = details.open;
    details.open = true;
    const shown = Array.from(details.querySelectorAll('p, caption, th, td'), part => part.checkVisibility());
    details.open = was;
    return shown.length > 0 && shown.every(Boolean);
})"""
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
    """Every stored figure is displayed, decoded, and has beside it, unchanged, all the words that are stored.

    Not just any alternative text: where there is none, Lab writes "Image".
    """
    stored = figures(notebook)
    with suppress(TooLate):  # the assertions say what is missing
        page.wait_for_function(
            f"() => ({SHOWN_FIGURES})().filter(i => i.shown && i.width > 0).length >= {len(stored)}", timeout=10_000
        )
    shown = page.evaluate(SHOWN_FIGURES)
    assert [image["alt"] for image in shown] == [figure["text/plain"] for figure in stored]
    assert [image["alt"] for image in shown if not image["shown"]] == []
    assert [image["alt"] for image in shown if image["width"] == 0] == []
    words = said(page.evaluate(WORDS))
    assert words == [part for figure in stored for part in said(figure["text/html"])]
    for part, figure in zip(words, stored, strict=True):
        assert_complete(part, figure)
    assert page.evaluate(UNFOLDED) == [True] * len(stored)


def test_there_are_notebooks():
    assert NOTEBOOKS, f"no notebooks in {FOLDER}"


@pytest.mark.parametrize("source", NOTEBOOKS, ids=name)
def test_notebook(page, lab, source):
    copy = lab.folder / source.relative_to(FOLDER)
    copy.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, copy)
    stored, picture = read(copy), name(source).replace("/", "-")

    # As opened: not trusted, nothing run.
    page.goto(lab.link(f"{name(source)}.ipynb"))
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.evaluate("async () => { await jupyterapp.restored; }")
    trusted = page.evaluate(CELLS_WITH_OUTPUT)
    assert trusted
    assert not any(trusted)
    assert_figures_shown(page, stored)
    page.screenshot(path=SCREENSHOTS / f"{picture}-opened.png")
    photograph(page, f"{picture}-stored")

    # Run All, save, and read the file.
    before = copy.stat().st_mtime_ns
    page.evaluate(RUN_AND_SAVE)
    page.wait_for_function("() => window.finished", timeout=SECONDS_TO_RUN * 1000)
    assert page.evaluate("() => window.finished") == "saved"
    page.wait_for_function(IDLE)
    assert copy.stat().st_mtime_ns > before
    run = read(copy)
    assert [output for output in outputs(run) if output.output_type == "error"] == []
    code = [cell for cell in run.cells if cell.cell_type == "code" and cell.source.strip()]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert [figure["text/plain"] for figure in figures(run)] == [figure["text/plain"] for figure in figures(stored)]
    assert_figures_shown(page, run)
    photograph(page, f"{picture}-run")
