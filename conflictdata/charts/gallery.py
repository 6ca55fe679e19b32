"""The folder of figures: every figure as files, and one page that shows them with their words and values."""

from html import escape
from pathlib import Path

from ..texts import say
from ..writing import write_whole
from . import PAGES, draw

MARK = "<!-- made by conflictdata figures -->"
WIDTH = 720  # CSS pixels: at this width the marks of a figure fall on whole pixels


def make(folder, names=None, language="en", progress=lambda names: names):
    """Draw figures into `folder`/`language` and, when all are drawn, write the gallery `folder`/README.md.

    Parameters
    ----------
    folder : str or path
    names : list of str, optional
        All figures by default; the gallery is written only then.
    language : str
    progress : callable
        Wraps the list of names while they are drawn.

    Returns
    -------
    list of pathlib.Path
        The files written.

    Raises
    ------
    ValueError
        For an unknown figure, or if the folder holds a README.md that is not a gallery; then nothing is drawn.
    """
    folder, written, figures = Path(folder), [], []
    page = folder / "README.md"
    whole = not names
    if whole and page.exists() and MARK not in page.read_text(encoding="utf-8", errors="replace"):
        raise ValueError(f"{page} is not a gallery of figures and is left alone: choose another folder with --out")
    names = list(dict.fromkeys(names or PAGES))
    unknown = [name for name in names if name not in PAGES]
    if unknown:
        raise ValueError(f"no figure {', '.join(map(repr, unknown))}: the figures are {', '.join(PAGES)}")
    for name in progress(names):
        figure = draw(name, language)
        written += figure.save(folder / language)
        figures.append(figure)
    if whole:
        write_whole(page, _gallery(figures).encode())
        written.append(page)
    return written


def _gallery(figures):
    parts = [MARK, f"# {say('gallery.title')}", say("gallery.intro")]
    for figure in figures:
        path = f"{figure.language}/{figure.slug}"
        files = " · ".join(f"[{fmt.upper()}]({path}.{fmt})" for fmt in ("png", "svg", "pdf"))
        parts += [
            f"## {figure.title}",
            f'<img src="{path}.png" alt="{escape(figure.alt)}" width="{WIDTH}">',
            figure.caption,
            figure.source,
            f"{say('gallery.files')}: {files} · `conflictdata figures --only {figure.slug}`",
            f"<details><summary>{say('gallery.values')}</summary>\n\n"
            f"**{say('gallery.alt')}.** {figure.alt}\n\n{markdown(figure.values)}\n\n</details>",
        ]
    return "\n\n".join(parts) + "\n"


def markdown(frame):
    """Write a frame as a Markdown table; what is missing is an empty cell."""
    rows = [list(frame.columns), ["---"] * frame.shape[1]]
    rows += frame.astype(object).where(frame.notna(), "").values.tolist()
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows)


def _cell(value):
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value).replace("|", "\\|").replace("\n", " ")
