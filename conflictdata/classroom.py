"""The notebooks on a reader's machine: copied without losing edits, in an environment that can run them."""

import sys
from importlib.resources import as_file, files
from pathlib import Path

NEEDED = {"pandas": "tables", "matplotlib": "figures", "babel": "numbers and dates"}
WANTED = {"font-source-sans-pro": "the typeface of the figures; DejaVu Sans is used instead",
          "jupyterlab": "conflictdata lab; pip install 'conflictdata[lab]'"}  # fmt: skip


def notebooks(language="en"):
    """Return the folder with the notebooks of a language: in the installed package, or in the checkout.

    Raises
    ------
    FileNotFoundError
        If neither has them.
    """
    inside = files("conflictdata") / "notebooks" / language
    with as_file(inside) as folder:
        for place in (folder, Path(__file__).parents[1] / "notebooks" / language):
            if place.is_dir():
                return place
    raise FileNotFoundError(f"no notebooks in {language!r} come with this installation of conflictdata")


def copy_notebooks(folder, language="en"):
    """Copy the notebooks into a folder; one that is there already and differs is kept, the new one stands beside it.

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
    from .charts.figure import write_whole

    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for source in sorted(notebooks(language).glob("*.ipynb")):
        target, content = folder / source.name, source.read_bytes()
        if not target.exists():
            write_whole(target, content)
            lines.append(f"copied {target}")
        elif target.read_bytes() == content:
            lines.append(f"unchanged {target}")
        else:
            fresh = target.with_suffix(".new.ipynb")
            write_whole(fresh, content)
            lines.append(f"kept your {target}; the original is {fresh.name}")
    return lines


def check_environment(installed):
    """Return one line per thing that was checked, and whether all that is needed is there."""
    version = ".".join(map(str, sys.version_info[:3]))
    sound = sys.version_info >= (3, 11)
    lines = [f"{'ok     ' if sound else 'MISSING'} Python {version}" + ("" if sound else ": 3.11 or newer is needed")]
    for names, mark in ((NEEDED, "MISSING"), (WANTED, "absent ")):
        for name, purpose in names.items():
            if name in installed:
                lines.append(f"ok      {name} {installed[name]}")
            else:
                lines.append(f"{mark} {name}: {purpose}")
                sound = sound and mark != "MISSING"
    exact = installed.get("matplotlib", "").startswith("3.11.")
    if "matplotlib" in installed and not exact:
        lines.append("note    the committed figures were drawn with matplotlib 3.11; yours will look a little different")
    return lines, sound
