"""Lessons as web pages and as slides: each one file that asks for nothing from elsewhere, in our nbconvert templates.

By itself nbconvert drops the alternative text of figures, and loads scripts from a distant server.
"""

import re
from pathlib import Path

import nbformat

from ..charts import PAGES, draw
from ..charts.figure import VALUES_TYPE
from ..files import write_whole
from ..i18n import Speaker, languages

TEMPLATES = [str(Path(__file__).parents[1] / "template")]
SPOKEN = re.compile(rf'^LANGUAGE = "({"|".join(languages())})"', re.MULTILINE)


def export(source, target, template="lesson"):
    """Write a page for each notebook of a folder, with links to the others; return their paths.

    Notebooks are shown as they are, not run; slides show the cells that are marked for it. ValueError if there is
    nothing to show, or a file is no notebook; then nothing is written.
    """
    from nbconvert import HTMLExporter  # not in every environment

    notebooks = {path.stem: _read(path) for path in sorted(source.glob("*.ipynb"))}
    spoken = [SPOKEN.search("\n".join(cell.source for cell in notebook.cells)) for notebook in notebooks.values()]
    common = next((match[1] for match in spoken if match), "en")  # of a notebook that names no language
    titles = {stem: _title(notebook) or stem for stem, notebook in notebooks.items()}
    tells = {stem: Speaker(match[1] if match else common) for stem, match in zip(notebooks, spoken, strict=True)}
    if template == "slides":
        notebooks = {stem: slides for stem, notebook in notebooks.items() if (slides := _slides(notebook)).cells}
    if not notebooks:
        what = "notebooks" if template == "lesson" else "cells marked as slides"
        raise ValueError(f"no {what} in {source}: name a folder that conflictdata lab has made")
    links = [{"address": f"{stem}.html", "title": titles[stem]} for stem in notebooks]
    places = {"extra_template_basedirs": TEMPLATES, "extra_template_paths": TEMPLATES}
    exporter = HTMLExporter(template_name=template, exclude_anchor_links=True, embed_images=True, **places)
    pages = {}
    for at, (stem, notebook) in enumerate(notebooks.items()):
        resources = {"tell": tells[stem], "title": titles[stem], "links": links, "at": at}
        resources["metadata"] = {"name": stem, "path": str(source)}  # where its pictures lie
        pages[target / f"{stem}.html"] = exporter.from_notebook_node(notebook, resources)[0].encode()
    target.mkdir(parents=True, exist_ok=True)
    for path, page in pages.items():
        write_whole(path, page)
    return list(pages)


def _read(path):
    """Return a notebook."""
    try:
        return nbformat.read(path, as_version=4)
    except (AttributeError, TypeError, ValueError, nbformat.ValidationError):
        advice = "copy it anew with conflictdata lab, or leave it out of the folder"
        raise ValueError(f"{path} is no notebook, or is damaged: {advice}") from None


def _title(notebook):
    """Return the first line of the first cell with words."""
    words = next((cell.source for cell in notebook.cells if cell.cell_type == "markdown"), "")
    return words.strip().partition("\n")[0].strip("# ")


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
                if VALUES_TYPE in data:
                    data["text/html"] = _picture(data["text/html"], **data[VALUES_TYPE])
    notebook.cells = kept
    return notebook


def _picture(html, figure, language, values):
    """Return a figure without caption and values; one of the package is drawn anew, one of a reader's own cannot be."""
    html = draw(figure, language, "slide").html() if figure in PAGES else html
    return html.partition("<figcaption")[0] + "</figure>"
