"""Each notebook as a web page, made by tools/export.py, opened in Chromium: nothing lost, nothing fetched, no barrier.

Barriers are what axe-core finds, of any impact, with the folded parts unfolded, on a screen and on a telephone.
"""

import re
import subprocess
import sys
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from stored import NOTEBOOKS, ROOT, assert_complete, figures, name, read, said

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
    """The folder of all pages, written by the command that `make html` runs."""
    folder = tmp_path_factory.mktemp("html")
    command = [sys.executable, ROOT / "tools" / "export.py", "--out", folder, *NOTEBOOKS]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
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
    assert [child.name for child in soup.body.find_all(recursive=False)] == ["main"]
    levels = [int(heading.name[1]) for heading in main(re.compile(r"^h[1-6]$"))]
    assert levels[0] == 1 and all(deeper - level <= 1 for level, deeper in pairwise(levels))


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
