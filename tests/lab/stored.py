"""The notebooks as they are stored, the words that each stored figure brings along, and the command line."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup

ROOT = Path(__file__).resolve().parents[2]
# CONFLICTDATA_NOTEBOOKS names another folder than notebooks: it has a folder for each language, too.
FOLDER = Path(os.environ.get("CONFLICTDATA_NOTEBOOKS") or ROOT / "notebooks").resolve()
NOTEBOOKS = sorted(FOLDER.glob("*/*.ipynb"))

FIGURE = "application/vnd.conflictdata.figure+json"


def name(path):
    """Return language and name of a notebook."""
    return f"{path.parent.name}/{path.stem}"


def command(*arguments):
    """Run the command line as a user does: exit code, printed lines, errors."""
    line = [sys.executable, "-m", "conflictdata", *arguments]
    done = subprocess.run(line, capture_output=True, text=True, timeout=300)
    return done.returncode, done.stdout.splitlines(), done.stderr


def outputs(notebook):
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def figures(notebook):
    """Return the outputs of a notebook that are figures."""
    return [output.data for output in outputs(notebook) if FIGURE in output.get("data", {})]


def read(path):
    return nbformat.read(path, as_version=4)


def said(html):
    """Return what each figure in some HTML says in words, wherever the HTML comes from.

    Text is compared without the white space around it. What is missing is empty: it never equals what was stored.
    """
    return [_said(figure) for figure in BeautifulSoup(html, "html.parser")("figure")]


def _said(figure):
    details = figure.find_next_sibling("details") or BeautifulSoup("", "html.parser")
    return {
        "language": [figure.get("lang"), details.get("lang")],
        "alt": [image.get("alt", "") for image in figure("img")],
        "caption": _texts(figure("figcaption")),
        "summary": _texts(details("summary")),
        "description": _texts(details("p")),
        "table": _texts(details("caption")),
        "headers": [(header.get("scope"), header.get_text(strip=True)) for header in details("th")],
        "values": [_texts(row("td")) for row in details("tr") if row("td")],
    }


def _texts(elements):
    return [" ".join(element.get_text().split()) for element in elements]


def assert_complete(words, figure):
    """The words of a stored figure are all there: alternative text, caption, description, and a row for each value."""
    assert words["alt"] == [figure["text/plain"]] != [""]
    for part in ("caption", "summary", "table"):
        assert len(words[part]) == 1 and words[part][0], f"no {part} beside “{figure['text/plain'][:60]}…”"
    assert words["description"] and all(words["description"]), "no description"
    assert set(words["language"]) == {figure[FIGURE]["language"]}
    assert words["headers"] and {scope for scope, _ in words["headers"]} == {"col"}
    assert all(text for _, text in words["headers"])
    assert len(words["values"]) == len(figure[FIGURE]["values"]) > 0
    assert {len(row) for row in words["values"]} == {len(words["headers"])}
