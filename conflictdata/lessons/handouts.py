"""A page to print for each lesson and one for its teacher: A4, grey, a PDF that a screen reader can use (PDF/UA-1)."""

import io
import json
import re
from base64 import b64decode
from importlib.resources import files
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import font_source_sans_pro
import mistune
import typst
from PIL import Image, ImageOps

from .. import __version__
from ..charts import PAGES, draw
from ..charts.figure import VALUES_TYPE, renew
from ..i18n import say
from .copying import notebooks

TEMPLATE = Path(__file__).parents[1] / "template" / "handout" / "handout.typ"
FONTS = {"font_paths": [str(files(font_source_sans_pro) / "files")], "ignore_system_fonts": True}
SHOWN = re.compile(r"question|task-\d+-\d+|sources")  # the cells of a pupil's page, by their ids
MINUTES = re.compile(r"### .* (\d+) \w+")  # the first line of a task
STORED = re.compile(r'base64,([^"]+)')
# Points, pictures, lines to write on for a task, tried in this order until all stands on one page.
# Type is never smaller than 8.5 points.
PUPILS = ((10, 2, 3), (10, 1, 3), (9.5, 1, 3), (9, 1, 2), (8.5, 1, 2), (8.5, 1, 1), (9.5, 0, 2), (8.5, 0, 1))
TEACHERS = ((11, 0, 0), (10.5, 0, 0), (10, 0, 0), (9.5, 0, 0), (9, 0, 0), (8.5, 0, 0))


def make(folder, language, teachers_page):
    """Write the pages of every lesson: NAME.pdf for pupils, NAME_teacher.pdf for their teacher; return their paths.

    `teachers_page(lesson, language)` returns a teacher's page as Markdown, for a lesson such as "02". ValueError if the
    words of a page do not fit on one sheet.
    """
    pages = {}
    for path in sorted(notebooks(language).glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        title = _source(cells[0]).strip().partition("\n")[0].strip("# ")
        words = [_source(cell) for cell in cells if SHOWN.fullmatch(cell.get("id", ""))]
        blanks = [say("handout.name", language), say("handout.date", language)]
        footer = f"conflictdata {__version__} · {title} · CC BY 4.0"
        page = {"title": title, "language": language, "footer": footer}
        pupils = page | {"columns": 2, "deepest": 2, "blanks": blanks, "parts": list(map(_part, words))}
        plan = [_part(teachers_page(path.stem[:2], language))]
        teachers = page | {"columns": 1, "deepest": 3, "blanks": [], "parts": plan}
        pictures = list(islice(_pictures(cells, language), 2))
        pages[folder / f"{path.stem}.pdf"] = _printed(pupils, PUPILS, pictures)
        pages[folder / f"{path.stem}_teacher.pdf"] = _printed(teachers, TEACHERS)
    folder.mkdir(parents=True, exist_ok=True)
    for path, content in pages.items():
        renew(path, content)
    return list(pages)


def _source(cell):
    """Return the text of a cell, which a file may hold as lines."""
    return "".join(cell["source"])


def _part(text):
    """Return Markdown as tokens, with the minutes of a task, after which there are lines to write on."""
    task, tokens = MINUTES.match(text), mistune.create_markdown(renderer=None, plugins=["table"])(text)
    return {"tokens": tokens, "room": int(task[1]) if task else 0}


def _pictures(cells, language):
    """Yield figures in grey: those of the package drawn for half a page, a reader's own as they are stored.

    Those of the cells with the tag "handout", or of all: a picture may say what a task asks.
    """
    chosen = [cell for cell in cells if "handout" in cell["metadata"].get("tags", [])] or cells
    for data in (output.get("data", {}) for cell in chosen for output in cell.get("outputs", [])):
        if VALUES_TYPE not in data:
            continue
        own = data[VALUES_TYPE]["figure"] not in PAGES
        if own:
            png, alt = b64decode(STORED.search("".join(data["text/html"]))[1]), "".join(data["text/plain"])
        else:
            figure = draw(data[VALUES_TYPE]["figure"], language, "column")
            png, alt = figure.render("png"), figure.alt
        out = io.BytesIO()
        ImageOps.autocontrast(Image.open(io.BytesIO(png)).convert("L")).save(out, "PNG")  # the ground needs no ink
        yield out.getvalue(), {"alt": alt, "wide": own}


def _printed(page, shapes, pictures=()):
    """Return a page as PDF in the first shape in which it is one sheet."""
    with TemporaryDirectory() as folder:
        for n, (content, _) in enumerate(pictures):
            (Path(folder) / f"{n}.png").write_bytes(content)
        told = [{"file": f"/{n}.png", **words} for n, (_, words) in enumerate(pictures)]
        for size, count, lines in shapes:
            shaped = page | {"size": size, "pictures": told[:count], "lines": lines}
            inputs = {"page": json.dumps(shaped)}
            given = {"input": TEMPLATE.read_bytes(), "root": folder, "sys_inputs": inputs, **FONTS}
            if typst.query(selector="<sheets>", field="value", one=True, **given) == "1":
                return typst.compile(**given, pdf_standards=["ua-1"])
    raise ValueError(f"{page['title']!r} ({page['language']}) has more words than one printed page holds at {size} pt")
