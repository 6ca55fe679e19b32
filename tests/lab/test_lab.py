"""Each notebook in a real JupyterLab: what a reader sees on opening it, on closing it, and what "Run All" gives.

A reader opens a fresh copy, which Lab does not trust, so what is shown before anything is run is what
Lab lets through: the figures must be among it, with their alternative text, their description and their values.
CONFLICTDATA_NOTEBOOKS names another folder than notebooks; the screenshots are in build/screenshots.
"""

from contextlib import suppress

import pytest
from looks import DARK, LIGHT, PALE, SEEN_THROUGH, WIDE, put_in, resize
from opened import CHANGED, SCREEN, close_and_open, run_all, settle
from playwright.sync_api import TimeoutError as TooLate
from stored import FOLDER, NOTEBOOKS, ROOT, assert_complete, figures, name, outputs, read, said

SCREENSHOTS = ROOT / "build" / "screenshots"

SMALL = {"width": 1024, "height": 768}
TALLEST = 16_000  # pixels: Chromium draws no larger image
READABLE = 4.5  # to 1, the contrast that WCAG 2 asks for

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
    copy = lab.copies(source.parent.name) / source.name
    stored, picture = read(copy), name(source).replace("/", "-")

    # As opened: not trusted, nothing run.
    page.goto(lab.link(copy))
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.evaluate("async () => { await jupyterapp.restored; }")
    trusted = page.evaluate(CELLS_WITH_OUTPUT)
    assert trusted
    assert not any(trusted)
    assert_figures_shown(page, stored)
    page.screenshot(path=SCREENSHOTS / f"{picture}-opened.png")

    # Closed as it was opened: there is nothing to save.
    settle(page)
    assert not page.evaluate(CHANGED), "opening the notebook has changed it"
    before = copy.read_bytes()
    close_and_open(page, copy.relative_to(lab.folder).as_posix())
    assert copy.read_bytes() == before

    # Run All, save, and read the file.
    before = copy.stat().st_mtime_ns
    run_all(page)
    assert copy.stat().st_mtime_ns > before
    run = read(copy)
    assert [output for output in outputs(run) if output.output_type == "error"] == []
    code = [cell for cell in run.cells if cell.cell_type == "code" and cell.source.strip()]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert [figure["text/plain"] for figure in figures(run)] == [figure["text/plain"] for figure in figures(stored)]
    assert_figures_shown(page, run)

    # In a small window, with the list of files beside it, as Lab opens; in the dark.
    resize(page, SMALL)
    wide, pale = page.evaluate(WIDE), {}
    for theme in (DARK, LIGHT):
        put_in(page, theme)
        found = page.evaluate(PALE, READABLE)
        assert found["seen"]
        pale |= {theme: found["pale"]} if found["pale"] else {}
        photograph(page, f"{picture}-{theme.split()[-1].lower()}")
    assert (wide, pale, page.evaluate(SEEN_THROUGH)) == ([], {}, [])
