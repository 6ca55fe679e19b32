"""Each notebook as a web page, made by `conflictdata html`, opened in Chromium: nothing lost or fetched, no barrier.

Barriers are what axe-core finds, of any impact, with the folded parts unfolded, on a screen and on a telephone.
"""

import re
from base64 import b64decode
from itertools import pairwise
from urllib.parse import unquote

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from stored import NOTEBOOKS, ROOT, assert_complete, command, figures, name, read, said

SCREEN, TELEPHONE = {"width": 1920, "height": 1080}, {"width": 360, "height": 740}
# All rules that axe-core has on by itself, and those that it leaves off until it is asked, but for level AAA.
MORE = ("css-orientation-lock", "table-fake-caption", "target-size", "td-has-header")
RULES = {"rules": {rule: {"enabled": True} for rule in MORE}}
NARROW_RULES = {"runOnly": ["scrollable-region-focusable", "target-size", "meta-viewport"]}
UNFOLD = "() => document.querySelectorAll('details').forEach(details => { details.open = true; })"
# What a wide table hides until it is scrolled is judged as well, on a page wide enough for it.
UNCOVERED = ".wide { overflow: visible !important; } main { max-width: none !important; }"
UNSEEN_PICTURES = "() => Array.from(document.images).filter(image => !image.complete || !image.naturalWidth).length"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of all pages, with a folder for each language."""
    folder = tmp_path_factory.mktemp("html")
    for source in sorted({path.parent for path in NOTEBOOKS}):
        made = [str(folder / source.name / f"{path.stem}.html") for path in NOTEBOOKS if path.parent == source]
        assert command("html", source, "--out", folder / source.name) == (0, [*made], "")
    return folder


@pytest.fixture(params=NOTEBOOKS, ids=name)
def notebook(request):
    return request.param


@pytest.fixture
def file(notebook, folder):
    return folder / f"{name(notebook)}.html"


@pytest.fixture
def soup(file):
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def test_there_are_notebooks_with_figures():
    assert any(figures(read(path)) for path in NOTEBOOKS)


def test_every_figure_keeps_its_words(notebook, file, soup):
    """As many alternative texts as figures: those that are stored, with caption, description and values."""
    stored = figures(read(notebook))
    assert len(soup("img")) == len(stored)
    exported = said(str(soup))
    assert exported == [words for figure in stored for words in said(figure["text/html"])]
    for words, figure in zip(exported, stored, strict=True):
        assert_complete(words, figure)
    assert "No description has been provided" not in file.read_text(encoding="utf-8")


def test_page_has_language_title_and_one_main_part(notebook, soup):
    assert soup.html["lang"] == notebook.parent.name
    (title,), (heading,), (main,) = soup("title"), soup("h1"), soup("main")
    assert title.get_text() == heading.get_text()
    assert [child.name for child in soup.body.find_all(recursive=False)] == ["nav", "main", "nav"]
    levels = [int(heading.name[1]) for heading in main(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1 and all(deeper - level <= 1 for level, deeper in pairwise(levels))


LISTS = {"en": "The lessons", "it": "Le lezioni"}
NEIGHBOURS = {"en": ("Previous lesson:", "Next lesson:"), "it": ("Lezione precedente:", "Lezione successiva:")}


def test_pages_of_a_language_link_with_each_other(notebook, file, soup):
    """All in the list, by their titles; this one is no link; the previous and the next one below."""
    pages = sorted(file.parent.iterdir())
    titles = {page.name: BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").h1.get_text() for page in pages}
    above, below = soup("nav")
    assert above["aria-label"] == above.summary.get_text() == LISTS[notebook.parent.name] != below["aria-label"]
    assert [item.get_text() for item in above("li")] == list(titles.values())
    links = {unquote(link["href"]): link.get_text() for link in above("a")}
    assert links == {name: title for name, title in titles.items() if name != file.name}
    (here,) = above(attrs={"aria-current": "page"})
    assert here.get_text() == titles[file.name]
    at, (before, after) = pages.index(file), NEIGHBOURS[notebook.parent.name]
    wanted = [(before, pages[at - 1].name)] * (at > 0) + [(after, page.name) for page in pages[at + 1 : at + 2]]
    said = [(line.contents[0].strip(), unquote(line.a["href"])) for line in below("p")]
    assert said == wanted and [line.a.get_text() for line in below("p")] == [titles[name] for _, name in wanted]


def test_a_reader_walks_through_the_lessons(folder, browser):
    """By the links alone from the first page to the last, and from there back by the list."""
    for language in sorted(folder.iterdir()):
        pages = sorted(language.iterdir())
        page, _ = open_page(browser, pages[0], SCREEN)
        for wanted in pages[1:]:
            page.locator("nav").last.locator("a").last.click()
            page.wait_for_url(wanted.as_uri())
        page.locator("summary").first.click()
        page.locator("nav").first.locator("a").first.click()
        page.wait_for_url(pages[0].as_uri())
        page.close()


def test_every_header_of_a_table_says_what_it_belongs_to(soup):
    assert soup("table")
    for header in soup("th"):
        assert header.get("scope") in ("col", "row"), header
        assert header.get_text(strip=True), "an empty header"
    assert all(table.thead and table.thead("th") for table in soup("table")), "a table without headers"


def test_page_is_made_to_load_nothing(soup):
    """No script, no style sheet, no picture from elsewhere: only links lead away from the page."""
    assert not soup(["script", "link", "iframe", "object", "embed"])
    assert all(image["src"].startswith("data:") for image in soup("img"))
    assert not re.search(r"@import|url\(", str(soup("style")) + str(soup(style=True)))


def open_page(browser, file, screen):
    """Open a page, unfold what is folded, and return it with the list of all that it asks for."""
    page, asked = browser.new_page(viewport=screen), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.evaluate(UNFOLD)
    return page, asked


def test_page_has_no_barrier_and_asks_for_nothing(file, browser):
    page, asked = open_page(browser, file, SCREEN)
    page.add_style_tag(content=UNCOVERED)
    results = Axe().run(page, options=RULES)
    assert page.evaluate(UNSEEN_PICTURES) == 0
    page.close()
    assert results.response["violations"] == [], results.generate_report()
    assert results.response["incomplete"] == [], "what axe-core could not decide"
    assert "color-contrast" in {rule["id"] for rule in results.response["passes"]}, "axe-core has not looked"
    assert [url for url in asked if not url.startswith("data:")] == [file.as_uri()]


def test_page_fits_a_telephone(file, browser):
    """The page never moves sideways; a wide table does, with the keyboard too."""
    page, _ = open_page(browser, file, TELEPHONE)
    results = Axe().run(page, options=NARROW_RULES)
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    page.close()
    assert results.response["violations"] == [], results.generate_report()
    assert wide <= TELEPHONE["width"]


BREAKS = {
    "color-contrast": ("color: #1c2330; font:", "color: #999; font:"),
    "image-alt": ('<img alt="', '<img data-alt="'),
    "html-has-lang": ('<html lang="', '<html data-lang="'),
    "landmark-one-main": ("main>", "div>"),
    "scope-attr-valid": ('scope="col"', 'scope="colum"'),
    "document-title": ("title>", "template>"),
    "empty-table-header": ("<td></td>", "<th></th>"),
}


def test_axe_finds_what_is_broken(folder, browser, tmp_path):
    """The search is no ornament: barriers that are put into a page are found."""
    (path, *_) = (path for path in NOTEBOOKS if figures(read(path)))
    text = (folder / f"{name(path)}.html").read_text(encoding="utf-8")
    for before, after in BREAKS.values():
        assert before in text
        text = text.replace(before, after)
    broken = tmp_path / "broken.html"
    broken.write_text(text, encoding="utf-8")
    page, _ = open_page(browser, broken, SCREEN)
    found = {violation["id"] for violation in Axe().run(page, options=RULES).response["violations"]}
    page.close()
    assert set(BREAKS) <= found


# -- a pupil's own notebooks ---------------------------------------------------------------------------------------

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@pytest.fixture
def mine(tmp_path):
    """Two notebooks of a pupil's own: one in Italian with an answer, one with a picture and a name of its own."""
    answer = new_code_cell('LANGUAGE = "it"\nrisposta = 7')
    answer.outputs = [new_output("stream", text="Esatto: 7 & non 8.")]
    first = new_notebook(cells=[new_markdown_cell("# La mia prova\n\n<b>Perché</b> no?"), answer])
    second = new_notebook(cells=[new_markdown_cell("![un punto](punto.png)")])
    (tmp_path / "punto.png").write_bytes(b64decode(DOT))
    for stem, notebook in (("a prova", first), ("b #2", second)):
        nbformat.write(notebook, tmp_path / f"{stem}.ipynb")
    return tmp_path


def test_a_pupils_own_copies_are_exported_as_they_are(mine):
    before = {path: path.read_bytes() for path in mine.glob("*.ipynb")}
    pages = [mine / "html" / "a prova.html", mine / "html" / "b #2.html"]
    assert command("html", mine) == (0, list(map(str, pages)), "")
    assert {path: path.read_bytes() for path in mine.glob("*.ipynb")} == before
    first, second = (BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser") for page in pages)
    assert [soup.html["lang"] for soup in (first, second)] == ["it", "it"]
    assert "Esatto: 7 & non 8." in first.main.get_text() and "risposta = 7" in first.main.get_text()
    assert second.img["src"] == f"data:image/png;base64,{DOT}" and second.img["alt"] == "un punto"
    assert [link["href"] for link in first("a")] == ["b%20%232.html"] * 2
    assert second("nav")[1].get_text(" ", strip=True) == "Lezione precedente: La mia prova"


def test_links_follow_the_language_of_each_page(mine):
    """Of a notebook that names no language it is that of the others."""
    english = new_notebook(cells=[new_code_cell('LANGUAGE = "en"'), new_markdown_cell("# Mine")])
    nbformat.write(english, mine / "c.ipynb")
    assert command("html", mine, "--out", mine / "out")[0] == 0
    pages = [BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser") for path in sorted(mine.glob("out/*"))]
    assert [soup.html["lang"] for soup in pages] == ["it", "it", "en"]
    assert all(soup.summary.get_text() == LISTS[soup.html["lang"]] for soup in pages)


def test_a_page_alone_has_no_links_to_others(mine):
    (mine / "b #2.ipynb").unlink()
    assert command("html", mine)[0] == 0
    assert not BeautifulSoup((mine / "html" / "a prova.html").read_text(encoding="utf-8"), "html.parser")("nav")


BROKEN = [
    "",
    "{}",
    "[]",
    "null",
    '{"cells": [',
    '{"nbformat": 4}',
    '{"nbformat": 99, "cells": []}',
    "\xff\x00",
    '{"nbformat": 4, "cells": 5, "metadata": {}}',
]


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_notebook_is_one_line_and_nothing_is_written(mine, text):
    (mine / "c.ipynb").write_bytes(text.encode("latin-1"))
    said = f"conflictdata: {mine / 'c.ipynb'} is no notebook, or is damaged: copy it anew with conflictdata lab"
    code, out, err = command("html", mine)
    assert (code, out) == (1, []) and err.startswith(said) and err.count("\n") == 1
    assert not (mine / "html").exists()


def test_a_folder_without_notebooks_is_one_line(tmp_path):
    said = f"conflictdata: no notebooks in {tmp_path}: name a folder that conflictdata lab has made\n"
    assert command("html", tmp_path) == (1, [], said)
    assert not list(tmp_path.iterdir())


def test_without_a_folder_the_shipped_lessons_are_exported(tmp_path):
    assert command("html", "--language", "en", "--out", tmp_path)[0] == 0
    shipped = {path.stem for path in (ROOT / "notebooks" / "en").glob("*.ipynb")}
    assert {path.stem for path in (tmp_path / "en").iterdir()} == shipped
