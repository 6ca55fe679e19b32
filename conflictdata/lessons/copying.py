"""The notebooks on a reader's machine: copied without losing edits."""

from itertools import count
from pathlib import Path

from ..files import write_whole


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
