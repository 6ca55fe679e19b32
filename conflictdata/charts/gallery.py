"""The folder of figures: every figure as files, and one page a language that shows them with their words and values."""

from html import escape
from pathlib import Path

from ..files import PART
from ..i18n import languages, say
from . import FORMATS, PAGES, SIZES, draw
from .figure import renew

MARK = "<!-- made by conflictdata figures -->"
READMES = {"en": "README.md", "it": "LEGGIMI.md"}
WIDTH = 720  # CSS pixels: at this width the marks of a figure fall on whole pixels


def make(folder, names=None, language="all", size="page", progress=None):
    """Draw figures into `folder`/en and `folder`/it, and write the galleries README.md and LEGGIMI.md.

    Slides and columns lie beside the pages, as tolls-slide.png and tolls-column.png; the galleries show pages.

    Every file is written whole or not at all, and only if its bytes differ.

    Parameters
    ----------
    folder : str or path
    names : list of str, optional
        All figures by default; the galleries are written only then.
    language : {"all", "en", "it"}
    size : {"page", "slide", "column"}
    progress : callable, optional
        Called with the name of each figure when it is done, and how many there are in all.

    Returns
    -------
    int
        How many figures were drawn.

    Raises
    ------
    ValueError
        For an unknown figure, language or size, or if a README.md or LEGGIMI.md of the folder is not a gallery; then
        nothing is drawn.
    OSError
        If the folder cannot be made or written.
    """
    folder, wanted = Path(folder), languages() if language == "all" else [language]
    if not set(wanted) <= set(languages()):
        raise ValueError(f"no figures in language {language!r}: there is {', '.join(languages())}, or all")
    if size not in SIZES:
        raise ValueError(f"no size {size!r}: the sizes are {', '.join(SIZES)}")
    shown = not names and size == "page"
    for path in (folder / READMES[each] for each in wanted if shown):
        if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace"):
            raise ValueError(f"{path} is not a gallery of figures and is left alone: choose another folder with --out")
    slugs = list(dict.fromkeys(names or PAGES))
    if unknown := [name for name in slugs if name not in PAGES]:
        raise ValueError(f"no figure {', '.join(map(repr, unknown))}: the figures are {', '.join(PAGES)}")
    for half in folder.glob(f"**/.*{PART}"):  # of a run that was killed
        half.unlink(missing_ok=True)
    for each in wanted:
        sections = []
        for slug in slugs:
            figure = draw(slug, each, size)
            figure.save(folder / each)
            sections.append(section(figure))
            if progress:
                progress(slug, len(wanted) * len(slugs))
        if shown:
            renew(folder / READMES[each], page(sections, each).encode())
    return len(wanted) * len(slugs)


def page(sections, language):
    """Return the gallery of a language, as Markdown."""
    return "\n\n".join([MARK, f"# {say('gallery.title', language)}", say("gallery.intro", language), *sections]) + "\n"


def section(figure):
    """Return a figure's part of the gallery, as Markdown."""
    language, path = figure.language, f"{figure.language}/{figure.slug}"
    files = " · ".join(f"[{fmt.upper()}]({path}.{fmt})" for fmt in FORMATS)
    parts = [
        f"## {figure.title}",
        f'<img src="{path}.png" alt="{escape(figure.alt)}" width="{WIDTH}">',
        figure.caption,
        figure.source,
        f"{say('gallery.files', language)}: {files} · `conflictdata figures --only {figure.slug}`",
        f"<details><summary>{say('gallery.values', language)}</summary>",
        f"**{say('gallery.alt', language)}.** {figure.alt}",
        f"**{say('gallery.description', language)}.** {figure.description}",
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
