"""The notebooks on a reader's machine: copied without losing edits, in an environment that can run them."""

import os
import sys
from importlib import metadata
from itertools import count
from pathlib import Path

NEEDED = {"pandas": "tables", "matplotlib": "figures", "babel": "numbers and dates"}
WANTED = {
    "font-source-sans-pro": "the typeface of the figures; DejaVu Sans is used instead",
    "jupyterlab": "conflictdata lab; pip install 'conflictdata[lab]'",
}


def notebooks(language="en"):
    """Return the folder with the notebooks of a language: in the installed package, or in the checkout.

    Raises
    ------
    FileNotFoundError
        If neither has them.
    """
    package = Path(__file__).parents[1]
    for folder in (package / "notebooks" / language, package.parent / "notebooks" / language):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no notebooks in {language!r} come with this installation of conflictdata")


def copy_notebooks(folder, language="en"):
    """Copy the notebooks into a folder; one that is there and differs is kept, with the new one beside it.

    Parameters
    ----------
    folder : pathlib.Path
        Made if it does not exist.
    language : str

    Returns
    -------
    list of str
        One line a notebook: copied, unchanged, or kept with the name of the new copy.
    """
    from ..files import write_whole

    sources = sorted(notebooks(language).glob("*.ipynb"))
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for source in sources:
        target, content = folder / source.name, source.read_bytes()
        new = not target.exists()
        place = next(path for path in _beside(target) if not path.exists() or path.read_bytes() == content)
        if not place.exists():
            write_whole(place, content)
        if place == target:
            lines.append(f"{'copied' if new else 'unchanged'} {target}")
        else:
            lines.append(f"kept your {target}; the original is {place.name}")
    return lines


def _beside(path):
    """Yield a path, then names beside it: lesson.ipynb, lesson.new.ipynb, lesson.new2.ipynb."""
    yield path
    yield path.with_suffix(f".new{path.suffix}")
    yield from (path.with_suffix(f".new{n}{path.suffix}") for n in count(2))


def check_environment():
    """Return one line per thing that was checked, and whether all that is needed is there."""
    sound = sys.version_info >= (3, 11)
    line = f"Python {'.'.join(map(str, sys.version_info[:3]))}"
    lines = [f"ok      {line}" if sound else f"MISSING {line}: 3.11 or newer is needed"]
    for name, purpose in (NEEDED | WANTED).items():
        found = installed(name)
        if found:
            lines.append(f"ok      {name} {found}")
        else:
            lines.append(f"{'MISSING' if name in NEEDED else 'absent '} {name}: {purpose}")
            sound = sound and name not in NEEDED
    if not (installed("matplotlib") or "3.11.").startswith("3.11."):
        lines.append("note    the committed figures come from matplotlib 3.11; yours will look a little different")
    return [*lines, _datasets()], sound


def _datasets():
    """Say whether the field's datasets can be fetched and kept here."""
    absent = [name for name in ("narwhals", "pooch", "pyarrow") if not installed(name)]
    if absent:
        return f"absent  {', '.join(absent)}: fetching and large files; pip install 'conflictdata[datasets]'"
    from ..datasets.fetching import shelf

    folder = shelf().abspath
    place = next(path for path in (folder, *folder.parents) if os.path.exists(path))  # it may not exist yet
    if place.is_dir() and os.access(place, os.W_OK):
        return f"ok      datasets: files are kept in {folder}"
    return f"note    datasets: {folder} is no folder to write to; set CONFLICTDATA_CACHE"


def installed(name):
    """Return the version of an installed distribution, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
