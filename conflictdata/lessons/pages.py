"""Lessons as web pages and as slides: each one file that asks for nothing from elsewhere, in our nbconvert templates.

By itself nbconvert drops the alternative text of figures, and loads scripts from a distant server.
"""

import re
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

from ..charts import PAGES, draw
from ..charts.figure import VALUES_TYPE
from ..files import write_whole
from ..i18n import Speaker, languages

TEMPLATES = Path(__file__).parents[1] / "template"
SAID = re.compile(rf'^LANGUAGE = "({"|".join(languages())})"', re.MULTILINE)
UNREADABLE = "{} is no notebook, or is damaged: copy it anew with conflictdata lab, or leave it out of the folder"


def export(sources, folder, template="lesson", language="en"):
    """Write a page for each notebook, with links to the others.

    Parameters
    ----------
    sources : iterable of pathlib.Path
        Notebooks. They are shown as they are, not run.
    folder : pathlib.Path
        Made if it does not exist.
    template : {"lesson", "slides"}
        Slides show the cells that are marked for it; a notebook without any has no page.
    language : {"en", "it"}
        Of a notebook without a line such as `LANGUAGE = "it"`.

    Returns
    -------
    list of pathlib.Path

    Raises
    ------
    ValueError
        If a file is no notebook; then nothing is written.
    """
    notebooks = {path: _read(path) for path in sources}
    tells = {path: Speaker(_language(notebook) or language) for path, notebook in notebooks.items()}
    titles = {path: _title(notebook) or path.stem for path, notebook in notebooks.items()}
    if template == "slides":
        notebooks = {path: slides for path, notebook in notebooks.items() if (slides := _slides(notebook)).cells}
    links = [{"address": f"{path.stem}.html", "title": titles[path]} for path in notebooks]
    places = {"extra_template_basedirs": [str(TEMPLATES)], "extra_template_paths": [str(TEMPLATES)]}
    exporter = HTMLExporter(template_name=template, embed_images=True, exclude_anchor_links=True, **places)
    pages = {}
    for at, (path, notebook) in enumerate(notebooks.items()):
        resources = {"tell": tells[path], "title": titles[path], "links": links, "at": at}
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}  # where its pictures lie
        pages[folder / f"{path.stem}.html"] = exporter.from_notebook_node(notebook, resources)[0].encode()
    for path, page in pages.items():
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, page)
    return list(pages)


def _read(path):
    """Return a notebook."""
    try:
        return nbformat.read(path, as_version=4)
    except (AttributeError, ValueError, nbformat.ValidationError):
        raise ValueError(UNREADABLE.format(path)) from None


def _title(notebook):
    """Return the first line of the first cell with words."""
    words = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    return words.strip().partition("\n")[0].strip("# ")


def _language(notebook):
    """Return the language that a cell of the notebook sets."""
    found = map(SAID.search, (cell.source for cell in notebook.cells if cell.cell_type == "code"))
    return next((match[1] for match in found if match), None)


def _slides(notebook):
    """Keep the cells that are marked as slides: each knows the number of its slide, and has pictures for a wall."""
    kept, number = [], 0
    for cell in notebook.cells:
        kind = cell.metadata.get("slideshow", {}).get("slide_type")
        if kind in ("slide", "fragment"):
            number += kind == "slide" or not kept
            cell.metadata["slide"] = number
            kept.append(cell)
        for data in (output.get("data", {}) for output in cell.get("outputs", [])):
            if VALUES_TYPE in data and cell in kept:
                data["text/html"] = _picture(data["text/html"], **data[VALUES_TYPE])
    notebook.cells = kept
    return notebook


def _picture(html, figure, language, values):
    """Return a figure without caption and values; one of the package is drawn anew, one of a reader's own cannot be."""
    html = draw(figure, language, "slide").html() if figure in PAGES else html
    return html.partition("<figcaption")[0] + "</figure>"
