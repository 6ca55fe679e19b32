"""What of an environment is there, what is missing, and what to do about it."""

import os
import sys
from importlib import metadata

NEEDED = {"pandas": "tables", "matplotlib": "figures", "babel": "numbers and dates"}
WANTED = {
    "font-source-sans-pro": "the typeface of the figures; DejaVu Sans is used instead",
    "jupyterlab": "conflictdata lab; pip install jupyterlab",
    "nbconvert": "conflictdata html, conflictdata slides; pip install nbconvert",
    "typst": "conflictdata handouts; pip install typst mistune",
}


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
    if is_root() and installed("jupyterlab"):
        lines.append("note    JupyterLab refuses to run as root; where that is meant: conflictdata lab -- --allow-root")
    return [*lines, _datasets()], sound


def _datasets():
    """Say whether the field's datasets can be fetched and kept here."""
    absent = [name for name in ("narwhals", "pooch", "pyarrow") if not installed(name)]
    if absent:
        return f"absent  {', '.join(absent)}: fetching and large files; pip install {' '.join(absent)}"
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


def is_root():
    """Return whether this process runs as root, which Windows does not know."""
    return hasattr(os, "geteuid") and os.geteuid() == 0
