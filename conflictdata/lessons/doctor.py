"""What of an environment is there, what is missing, and what to do about it."""

import platform
from importlib import metadata

NEEDED = {"pandas": "tables", "matplotlib": "figures", "babel": "numbers and dates"}
WANTED = {
    "font-source-sans-pro": "the typeface of the figures; DejaVu Sans is used instead",
    "jupyterlab": "conflictdata lab; pip install jupyterlab",
    "nbconvert": "conflictdata html, conflictdata slides; pip install nbconvert",
    "typst": "conflictdata handouts; pip install typst mistune",
    "pooch": "conflictdata fetch; pip install pooch",
    "pyarrow": "large files, Parquet; pip install pyarrow",
    "narwhals": "deaths a year of any dataframe; pip install narwhals",
}


def check_environment():
    """Return one line per thing that was checked, and whether all that is needed is there."""
    found = {name: installed(name) for name in NEEDED | WANTED}
    lines = [f"ok      Python {platform.python_version()}"]
    for name, purpose in (NEEDED | WANTED).items():
        missing = f"{'MISSING' if name in NEEDED else 'absent '} {name}: {purpose}"
        lines.append(f"ok      {name} {found[name]}" if found[name] else missing)
    if not (found["matplotlib"] or "3.11.").startswith("3.11."):
        lines.append("note    the committed figures come from matplotlib 3.11; yours will look a little different")
    return lines, all(found[name] for name in NEEDED)


def installed(name):
    """Return the version of an installed distribution, or None."""
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
