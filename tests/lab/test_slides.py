"""The slides of each lesson, made by `conflictdata slides`, in Chromium: all on the screen, by keys, without a barrier.

The rules are tried on an invented notebook too, which has every sort of cell.
"""

import io
import re

import nbformat
import pandas as pd
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from stored import FIGURE, NOTEBOOKS, command, figures, name, read

import conflictdata as cd

SCREENS = [(1366, 768), (1920, 1080)]
LEAST = 0.6  # of the size of type: smaller is not read from the last row
SHOWN = "document.querySelector('main > section:not([hidden])')"
OVER = f"""() => {{
    const slide = {SHOWN}, page = document.documentElement, edge = slide.getBoundingClientRect();
    const foot = slide.querySelector('.place').getBoundingClientRect().top;
    const inside = [...slide.querySelectorAll('p:not(.place), li, h2, h3, img, tr, pre')].map(
        each => each.getBoundingClientRect());
    return [slide.scrollHeight - slide.clientHeight, slide.scrollWidth - slide.clientWidth,
        page.scrollHeight - innerHeight, page.scrollWidth - innerWidth, edge.height - innerHeight,
        ...inside.map(box => Math.max(box.right - edge.right, box.bottom - foot))].filter(over => over > 1);
}}"""


def kind(cell):
    return cell.metadata.get("slideshow", {}).get("slide_type")


def marked(notebook):
    return [cell for cell in notebook.cells if kind(cell) in ("slide", "fragment")]


WITH_SLIDES = [path for path in NOTEBOOKS if marked(read(path))]


def shown(thing):
    """Return a figure or a table as the output that JupyterLab stores."""
    words = {"text/html": thing._repr_html_()} if hasattr(thing, "_repr_html_") else thing._repr_mimebundle_()
    return new_output("execute_result", data={"text/plain": repr(thing)} | words)


def invented():
    """Return an Italian notebook of seven slides: words, lists, long words, figures, a table, what is printed."""
    own = pd.DataFrame({"label": ["uno", "due"], "comparator": "exact", "best": [30, 70]})
    own = own.assign(low=own["best"], high=own["best"])
    table = pd.DataFrame({"claim_id": ["X1", "X2"], "phrase": ["dodici prove", "venti prove"], "best": [12, 20]})
    cells = [
        (None, new_markdown_cell("Prima di tutto: non sta sulle diapositive.")),
        ("slide", new_markdown_cell("# Una prova & basta\n\nPer chi guarda dall'ultima fila.")),
        ("notes", new_markdown_cell("Appunti: non si vedono.")),
        ("slide", new_markdown_cell("## Un elenco\n\n" + "\n".join(f"- {'parola ' * 14}" for _ in range(9)))),
        ("slide", new_markdown_cell("## Una figura")),
        ("fragment", new_code_cell('cd.draw("tolls", language="it")', outputs=[shown(cd.draw("tolls", "it"))])),
        (
            "slide",
            new_code_cell("tolls(own)", outputs=[shown(cd.charts.tolls(own, language="it", title="Di mio pugno"))]),
        ),
        ("slide", new_code_cell("cd.show(table)", outputs=[shown(cd.show(table, "it", "Due prove"))])),
        ("slide", new_code_cell('LANGUAGE = "it"\nprint("ciao")', outputs=[new_output("stream", text="ciao\n" * 12)])),
        ("slide", new_markdown_cell("## " + "Precipitevolissimevolmente " * 3 + "\n\n[legame](#slide-2) `codice`")),
        (None, new_markdown_cell("Alla fine: non sta sulle diapositive.")),
    ]
    notebook = new_notebook()
    for sort, cell in cells:
        if sort:
            cell.metadata["slideshow"] = {"slide_type": sort}
        notebook.cells.append(cell)
    return notebook


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The slides of the lessons by language, and of the invented notebook as it/invented.html."""
    folder, source = tmp_path_factory.mktemp("slides"), tmp_path_factory.mktemp("invented")
    nbformat.write(invented(), source / "invented.ipynb")
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Senza diapositive")]), source / "none.ipynb")
    assert command("slides", source) == (0, [str(source / "slides" / "invented.html")], "")
    (folder / "invented.html").write_bytes((source / "slides" / "invented.html").read_bytes())
    for language in sorted({path.parent for path in WITH_SLIDES}):
        assert command("slides", language, "--out", folder / language.name)[0] == 0
    return folder


@pytest.fixture(params=[None, *WITH_SLIDES], ids=lambda path: name(path) if path else "invented")
def deck(request, folder):
    """A notebook with its slides: the file, and the notebook."""
    if request.param is None:
        return folder / "invented.html", invented()
    return folder / f"{name(request.param)}.html", read(request.param)


@pytest.fixture
def soup(deck):
    return BeautifulSoup(deck[0].read_text(encoding="utf-8"), "html.parser")


def opened(browser, file, size=SCREENS[0], script=True):
    """Open slides; return the page and the list of all that it asks for."""
    page = browser.new_page(viewport=dict(zip(("width", "height"), size, strict=True)), java_script_enabled=script)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    return page, asked


def here(page):
    """Return the id and the place of the one slide that is shown."""
    shown = "[...document.querySelectorAll('main > section')].filter(slide => slide.checkVisibility())"
    (found,) = page.evaluate(f"{shown}.map(slide => [slide.id, slide.querySelector('.place span').innerText])")
    return tuple(" ".join(text.split()) for text in found)


def arrived(page, number, total):
    """Wait for a slide, which follows the address a moment later; it is the only one."""
    page.wait_for_function("id => document.getElementById(id).checkVisibility()", arg=f"slide-{number}", timeout=5000)
    return here(page) == (f"slide-{number}", f"{number} / {total}")


def test_every_lesson_has_slides():
    assert WITH_SLIDES == NOTEBOOKS


def test_a_section_a_slide_and_nothing_else(deck, soup):
    """What is marked is there in its order; what is not, and all code, is left out."""
    kinds = [kind(cell) for cell in deck[1].cells]
    sections = soup.main("section", recursive=False)
    assert [section["id"] for section in sections] == [f"slide-{n}" for n in range(1, kinds.count("slide") + 1)]
    assert not soup(class_="input") and not soup(class_="highlight")
    text = " ".join(soup.main.get_text(" ").split())
    for cell in deck[1].cells:
        if cell.cell_type == "markdown":
            first = re.sub(r"^#+ |[*`]", "", cell.source.split("\n")[0])
            if len(first) > 40 and "](" not in first:
                assert (" ".join(first.split()) in text) == (cell in marked(deck[1])), first


def test_figures_are_drawn_for_a_wall_with_their_words(deck, soup, browser):
    """A figure of the package is drawn anew, 16:9; one of a reader's own is as it was; both keep their words."""
    kept = [
        cell for cell in deck[1].cells if cell.metadata.get("slideshow", {}).get("slide_type") in ("slide", "fragment")
    ]
    stored = figures(new_notebook(cells=kept))
    assert [image["alt"] for image in soup("img")] == [figure["text/plain"] for figure in stored]
    assert not soup("figcaption") and not soup("details")
    page, _ = opened(browser, deck[0])
    sizes = page.evaluate("[...document.images].map(image => [image.naturalWidth, image.naturalHeight])")
    page.close()
    for size, figure in zip(sizes, stored, strict=True):
        assert (size == [1920, 1080]) == (figure[FIGURE]["figure"] in set(cd.figure_names()["figure"]))


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}x{size[1]}")
def test_nothing_scrolls_and_type_is_large_enough(deck, browser, size):
    page, asked = opened(browser, deck[0], size)
    total = page.locator("main > section").count()
    for number in range(1, total + 1):
        assert arrived(page, number, total)
        assert page.evaluate(OVER) == [], f"slide {number} overflows"
        assert page.evaluate(f"parseFloat({SHOWN}.style.fontSize)") >= LEAST
        assert page.evaluate(f"[...{SHOWN}.querySelectorAll('img')].every(i => i.clientHeight > innerHeight / 2)")
        page.keyboard.press("ArrowRight")
    page.close()
    assert [url.partition("#")[0] for url in asked if not url.startswith("data:")] == [deck[0].as_uri()]


def test_keys_and_links(folder, browser):
    page, _ = opened(browser, folder / "invented.html")
    total = 7
    steps = [("ArrowRight", 2), ("PageDown", 3), ("ArrowDown", 4), ("ArrowLeft", 3), ("PageUp", 2), ("ArrowUp", 1)]
    steps += [("ArrowUp", 1), ("End", total), ("ArrowRight", total), ("Alt+ArrowUp", total), ("Home", 1)]
    for key, wanted in steps:
        page.keyboard.press(key)
        assert arrived(page, wanted, total), key
    page.get_by_role("link", name="Diapositiva successiva").click()
    assert arrived(page, 2, total)
    page.get_by_role("link", name="Diapositiva precedente").click()
    assert arrived(page, 1, total)
    page.go_back()
    assert arrived(page, 2, total)
    page.goto(f"{(folder / 'invented.html').as_uri()}#slide-7")
    assert arrived(page, 7, total)
    page.get_by_role("link", name="legame").click()
    assert arrived(page, 2, total)
    page.close()


def test_a_screen_reader_is_told_where_it_is(folder, browser):
    """The focus goes to the heading, or to the slide where it has none; each slide is a region with its number."""
    page, _ = opened(browser, folder / "invented.html")
    for key, wanted in (("ArrowRight", "Un elenco"), ("ArrowRight", "Una figura"), ("ArrowRight", None)):
        page.keyboard.press(key)
        page.wait_for_function("document.activeElement !== document.body")
        page.wait_for_timeout(50)
        tag, text = page.evaluate("[document.activeElement.tagName, document.activeElement.innerText]")
        assert (tag, text) == ("H2", wanted) if wanted else tag == "SECTION"
    assert page.get_by_role("region", name="Diapositiva 4 di 7", exact=True).is_visible()
    page.close()


def test_there_is_no_barrier(deck, browser, tmp_path):
    """On the first slide, and on all of them below each other, as without a script."""
    plain = tmp_path / "plain.html"
    plain.write_text(re.sub(r"<script>.*?</script>", "", deck[0].read_text(encoding="utf-8"), flags=re.DOTALL), "utf-8")
    for file in (deck[0], plain):
        page, _ = opened(browser, file)
        results = Axe().run(page)
        page.close()
        assert results.response["violations"] == [], results.generate_report()
        assert results.response["incomplete"] == [], "what axe-core could not decide"
        assert "color-contrast" in {rule["id"] for rule in results.response["passes"]}, "axe-core has not looked"


def test_without_a_script_the_slides_stand_below_each_other(deck, browser):
    page, _ = opened(browser, deck[0], script=False)
    sections = page.query_selector_all("main > section")
    tops = [section.bounding_box()["y"] for section in sections]
    assert all(section.is_visible() for section in sections) and tops == sorted(set(tops))
    for section, image in ((s, i) for s in sections for i in s.query_selector_all("img")):
        box, outer = image.bounding_box(), section.bounding_box()
        assert box["height"] > SCREENS[0][1] / 2 and box["y"] + box["height"] <= outer["y"] + outer["height"] + 1
    page.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_each_slide_is_printed_on_a_page_of_its_own(deck, browser, script):
    page, _ = opened(browser, deck[0], script=script)
    total = len(page.query_selector_all("main > section"))
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    page.close()
    texts = [" ".join(sheet.extract_text().split()) for sheet in printed.pages]
    feet = [match[1] for text in texts if (match := re.search(rf"(\d+) / {total}", text))]
    assert feet == [str(n) for n in range(1, total + 1)]
    assert len(texts) == total or not script, "what is not fitted runs on; nothing is lost"
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in printed.pages} == {(960, 540)}


def test_a_slide_with_too_much_is_found(folder, browser):
    """The measure is no ornament: what is put onto a slide until it overflows is found."""
    page, _ = opened(browser, folder / "invented.html")
    assert page.evaluate(OVER) == []
    page.evaluate(f"{SHOWN}.insertAdjacentHTML('afterbegin', '<p>troppo</p>'.repeat(40))")
    assert page.evaluate(OVER) != []
    page.close()


def test_a_folder_without_slides_is_one_line(tmp_path):
    nbformat.write(new_notebook(cells=[new_markdown_cell("# Senza")]), tmp_path / "none.ipynb")
    said = f"conflictdata: no cells marked as slides in {tmp_path}: name a folder that conflictdata lab has made\n"
    assert command("slides", tmp_path) == (1, [], said)
    assert not (tmp_path / "slides").exists()
