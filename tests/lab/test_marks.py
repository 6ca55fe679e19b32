"""The marked text of a reading in a real JupyterLab: a row and its mark are linked, trusted or not, folded or not."""

import nbformat
import pytest
from stored import ROOT

SCREEN = {"width": 1024, "height": 500}
SOURCE = """import conflictdata as cd
calm = " E la sera non accadde altro nella città di Selmo." * 60
text = "Ieri 12 soldati sono morti, altri 5 civili sono rimasti feriti." + calm + " Erano 300. Morti 7 soldati." + calm
cd.read(text, published="2021-05-19", language="{}")"""
LINKS = """() => Array.from(document.querySelectorAll('.conflictdata-reading a'), a => ({
    own: a.id || a.dataset.jupyterId, to: a.getAttribute('href').slice(1), seen: a.checkVisibility()}))"""
SEEN = """own => {
    const found = document.querySelectorAll(`[data-jupyter-id="${own}"], [id="${own}"]`);
    const box = found[0].getBoundingClientRect(), panel = document.querySelector('.jp-WindowedPanel-outer');
    const frame = panel.getBoundingClientRect();
    return found.length === 1 && box.height > 0 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1; }"""
RUN = """async () => {
    await jupyterapp.restored;
    await jupyterapp.shell.currentWidget.sessionContext.ready;
    await jupyterapp.commands.execute('notebook:run-all-cells');
}"""
TRUSTED = "() => Array.from(jupyterapp.shell.currentWidget.content.model.cells, cell => cell.trusted)"


@pytest.fixture(scope="module")
def notebook(lab):
    """A notebook that shows a text read as Italian, and the same text read as English, as stored by nobody we trust."""
    cells = []
    for language in ("it", "en"):
        names = {}
        exec(SOURCE.format(language).rpartition("\n")[0], names)
        reading = names["cd"].read(names["text"], published="2021-05-19", language=language)
        data = {"text/html": reading._repr_html_(), "text/plain": repr(reading)}
        output = nbformat.v4.new_output("execute_result", data, execution_count=1)
        cells.append(nbformat.v4.new_code_cell(SOURCE.format(language), outputs=[output], execution_count=1))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), lab.folder / "marks.ipynb")
    return "marks.ipynb"


def follow(page, links):
    """Click each link that is seen, and see where it leads."""
    for link in links:
        page.locator(f'[data-jupyter-id="{link["own"]}"], [id="{link["own"]}"]').click()
        page.wait_for_timeout(100)
        assert page.evaluate(SEEN, link["to"]), link


def test_a_row_and_its_mark_lead_to_each_other(browser, lab, notebook):
    page = browser.new_page(viewport=SCREEN)
    page.goto(lab.link(lab.folder / notebook))
    page.wait_for_selector(".conflictdata-reading a")
    page.evaluate("async () => { await jupyterapp.restored; }")
    for trusted in (False, True):
        if trusted:
            page.evaluate(RUN)
            page.wait_for_function(f"({TRUSTED})().every(Boolean)")
            page.wait_for_timeout(1000)
        assert set(page.evaluate(TRUSTED)) == {trusted}
        links = page.evaluate(LINKS)
        assert len({link["own"] for link in links}) == len(links) > 10
        assert {link["to"] for link in links} == {link["own"] for link in links}
        seen = [link for link in links if link["seen"]]
        assert len(links) > len(seen) >= 4
        follow(page, seen)
        page.screenshot(path=ROOT / "build" / "screenshots" / f"marks-{trusted}.png")
        page.locator(".conflictdata-reading summary").first.click()
        unfolded = [link for link in page.evaluate(LINKS) if link["seen"] and link not in links]
        assert len(unfolded) >= 4
        follow(page, unfolded)
    page.context.close()
