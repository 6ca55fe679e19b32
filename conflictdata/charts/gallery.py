"""The folder of figures: every figure as files, and one page a language that shows them with their words and values."""

import hashlib
import json
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import lru_cache, partial
from html import escape
from importlib.metadata import version
from pathlib import Path

from ..files import PART, write_whole
from ..i18n import CATALOGUES, languages, say
from . import FORMATS, PAGES, draw
from .figure import written

MARK = "<!-- made by conflictdata figures -->"
MADE = ".made.json"  # what was drawn from what, so that an unchanged figure is not drawn again
READMES = {"en": "README.md", "it": "LEGGIMI.md"}
WIDTH = 720  # CSS pixels: at this width the marks of a figure fall on whole pixels
KINDS = {".py", ".csv", ".json", ".toml", ".po", ".pot"}
DRAWN_WITH = ("babel", "font-source-sans-pro", "matplotlib", "numpy", "pandas", "pillow")


def make(folder, names=None, language="all", progress=None, *, force=False, jobs=1):
    """Draw figures into `folder`/en and `folder`/it, and write the galleries README.md and LEGGIMI.md.

    A figure is drawn only if the package, the libraries that draw, or its own files have changed since. Every file is
    written whole or not at all.

    Parameters
    ----------
    folder : str or path
    names : list of str, optional
        All figures by default; the galleries are written only then.
    language : {"all", "en", "it"}
    progress : callable, optional
        Called with the name of each figure when it is done, and how many there are in all.
    force : bool
        Draw all of them again.
    jobs : int
        Processes that draw at the same time.

    Returns
    -------
    tuple of int
        How many figures were drawn, and how many were up to date.

    Raises
    ------
    ValueError
        For an unknown figure or language, or if a README.md or LEGGIMI.md of the folder is not a gallery; then nothing
        is drawn.
    OSError
        If the folder cannot be made or written.
    """
    folder = Path(folder)
    wanted = languages() if language == "all" else [language]
    if not set(wanted) <= set(languages()):
        raise ValueError(f"no figures in language {language!r}: there is {', '.join(languages())}, or all")
    pages = {} if names else {folder / READMES[each]: each for each in wanted}
    for path in pages:
        if path.exists() and MARK not in path.read_text(encoding="utf-8", errors="replace"):
            raise ValueError(f"{path} is not a gallery of figures and is left alone: choose another folder with --out")
    names = list(dict.fromkeys(names or PAGES))
    unknown = [name for name in names if name not in PAGES]
    if unknown:
        raise ValueError(f"no figure {', '.join(map(repr, unknown))}: the figures are {', '.join(PAGES)}")
    for each in wanted:
        (folder / each).mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"**/.*{PART}"):  # of a run that was killed
        left.unlink(missing_ok=True)
    made, inputs = _made(folder), _inputs()
    tasks = [(name, each) for each in wanted for name in names]
    stale = [task for task in tasks if force or not _fresh(folder, made.get("/".join(task[::-1])), inputs)]
    for name, each in tasks:
        if progress and (name, each) not in stale:
            progress(name, len(tasks))
    for name, each, section in _drawn(stale, folder, jobs):
        files = {file: _hash((folder / file).read_bytes()) for file in _files(name, each)}
        made[f"{each}/{name}"] = {"inputs": inputs, "files": files, "section": section}
        write_whole(folder / MADE, json.dumps(made, ensure_ascii=False, indent=0).encode())
        if progress:
            progress(name, len(tasks))
    for path, each in pages.items():
        text = page([made[f"{each}/{name}"]["section"] for name in PAGES], each).encode()
        if not path.exists() or path.read_bytes() != text:
            write_whole(path, text)
    return len(stale), len(tasks) - len(stale)


def _drawn(tasks, folder, jobs):
    """Draw figures one after the other, or some at a time; yield name, language and section as each is done."""
    if jobs <= 1 or len(tasks) < 2:
        yield from (_one(folder, *task) for task in tasks)
        return
    with ProcessPoolExecutor(min(jobs, len(tasks))) as pool:
        try:
            for done in as_completed([pool.submit(partial(_one, folder), *task) for task in tasks]):
                yield done.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _one(folder, name, language):
    figure = draw(name, language)
    figure.save(folder / language)
    return name, language, section(figure)


def _files(name, language):
    return [f"{language}/{name}.{ending}" for ending in (*FORMATS, "txt")]


def _hash(data):
    return hashlib.sha256(data).hexdigest()


@lru_cache
def _inputs():
    """Return the hash of all that a figure is drawn from: the package's files and the versions of the libraries."""
    parts = [f"{path.name} {_hash(path.read_bytes())}" for path in input_files()]
    return _hash("\n".join([*parts, *(f"{name} {version(name)}" for name in DRAWN_WITH)]).encode())


def input_files():
    """Return the files of the package that a figure may depend on."""
    package = Path(str(CATALOGUES)).parent
    return sorted(path for path in package.rglob("*") if path.suffix in KINDS and path.is_file())


def _made(folder):
    """Return what was drawn before; an unreadable record counts as none."""
    try:
        made = json.loads((folder / MADE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    whole = {"inputs", "files", "section"}
    return {key: entry for key, entry in dict(made or {}).items() if isinstance(entry, dict) and whole <= set(entry)}


def _fresh(folder, entry, inputs):
    """Say whether a figure's files are those drawn from the same inputs."""
    if not entry or entry["inputs"] != inputs:
        return False
    try:
        return all(_hash((folder / name).read_bytes()) == known for name, known in entry["files"].items())
    except OSError:
        return False


def page(sections, language):
    """Return the gallery of a language, as Markdown."""
    return "\n\n".join([MARK, f"# {say('gallery.title', language)}", say("gallery.intro", language), *sections]) + "\n"


def section(figure):
    """Return a figure's part of the gallery, as Markdown."""
    language, path = figure.language, f"{figure.language}/{figure.slug}"
    files = " · ".join(f"[{fmt.upper()}]({path}.{fmt})" for fmt in FORMATS)
    told = [
        f"**{say('gallery.alt', language)}.** {figure.alt}",
        f"**{say('gallery.description', language)}.** {figure.description}",
        markdown(figure.values),
    ]
    parts = [
        f"## {figure.title}",
        f'<img src="{path}.png" alt="{escape(figure.alt)}" width="{WIDTH}">',
        figure.caption,
        figure.source,
        f"{say('gallery.files', language)}: {files} · `conflictdata figures --only {figure.slug}`",
        f"<details><summary>{say('gallery.values', language)}</summary>",
        *told,
        "</details>",
    ]
    return "\n\n".join(parts)


def markdown(frame):
    """Write a frame as a Markdown table; what is missing is an empty cell."""
    rows = [list(frame.columns), ["---"] * frame.shape[1]]
    rows += frame.astype(object).where(frame.notna(), None).values.tolist()
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows)


def _cell(value):
    return written(value).replace("|", "\\|").replace("\n", " ")
