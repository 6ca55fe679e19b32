"""The folder of figures: every figure as files, and one page a language that shows them with their words and values."""

from html import escape
from pathlib import Path

from ..files import PART
from ..i18n import Speaker, languages
from . import FORMATS, PAGES, draw
from .figure import renew

MARK = "<!-- made by conflictdata figures -->"
READMES = {"en": "README.md", "it": "LEGGIMI.md"}
WIDTH = 720  # CSS pixels: at this width the marks of a figure fall on whole pixels


def make(folder, names=None, language="all", size="page", progress=None):
    """Draw figures into `folder`/en and `folder`/it, and return how many; all of them with the galleries.

    Slides and columns lie beside the pages, as tolls-slide.png and tolls-column.png; the galleries show pages. Every
    file is written whole or not at all, and only if its bytes differ. `progress` is called with the name of each figure
    when it is done, and how many there are in all.

    Raises ValueError for an unknown figure, language or size; and if a README.md or LEGGIMI.md of the folder is not a
    gallery: then nothing is drawn.
    """
    folder, slugs = Path(folder), list(dict.fromkeys(names or PAGES))
    tells = [Speaker(each) for each in (languages() if language == "all" else [language])]
    shown = not names and size == "page"
    for path in (folder / READMES[tell.language] for tell in tells if shown):
        if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace"):
            raise ValueError(f"{path} is not a gallery of figures and is left alone: choose another folder with --out")
    for half in folder.glob(f"**/.*{PART}"):  # of a run that was killed
        half.unlink(missing_ok=True)
    for tell in tells:
        sections = []
        for slug in slugs:
            figure = draw(slug, tell.language, size)
            figure.save(folder / tell.language)
            sections.append(section(figure, tell))
            if progress:
                progress(slug, len(tells) * len(slugs))
        if shown:
            renew(folder / READMES[tell.language], page(sections, tell).encode())
    return len(tells) * len(slugs)


def page(sections, tell):
    """Return the gallery of a language, as Markdown."""
    return "\n\n".join([MARK, f"# {tell('gallery.title')}", tell("gallery.intro"), *sections]) + "\n"


def section(figure, tell):
    """Return a figure's part of the gallery, as Markdown."""
    path = f"{figure.language}/{figure.slug}"
    files = " · ".join(f"[{fmt.upper()}]({path}.{fmt})" for fmt in FORMATS)
    parts = [
        f"## {figure.title}",
        f'<img src="{path}.png" alt="{escape(figure.alt)}" width="{WIDTH}">',
        figure.caption,
        figure.source,
        f"{tell('gallery.files')}: {files} · `conflictdata figures --only {figure.slug}`",
        f"<details><summary>{tell('gallery.values')}</summary>",
        f"**{tell('gallery.alt')}.** {figure.alt}",
        f"**{tell('gallery.description')}.** {figure.description}",
        markdown(figure.labelled()),
        "</details>",
    ]
    return "\n\n".join(parts)


def markdown(frame):
    """Write a frame of texts as a Markdown table."""
    rows = [list(frame.columns), ["---"] * frame.shape[1], *frame.values.tolist()]
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |" for row in rows
    )
