"""The notebooks on a reader's machine: copied whole, without losing edits."""

import json
import sys
from contextlib import suppress
from hashlib import sha256
from itertools import chain, count
from pathlib import Path

from ..files import write_whole

RECORD = "conflictdata_cells"  # in the metadata of a copy: a digest of the cells that were copied


def notebooks(language="en"):
    """Return the folder with the notebooks of a language: in the installed package, or in the checkout."""
    for parent in Path(__file__).parents[1:3]:
        if (folder := parent / "notebooks" / language).is_dir():
            return folder
    raise FileNotFoundError(f"no notebooks in {language!r} come with this installation of conflictdata")


def copy_notebooks(folder, language="en", edition=None):
    """Copy the notebooks into a folder, never over an edited one: it is kept, with the new one beside it.

    Edited is a notebook whose cells are not those that it was copied with, which its metadata record, and a file that
    is no notebook. Running is no edit, nor are other metadata: such a copy stays, and gives way only to other cells, of
    a newer version or another language. A copy has all that JupyterLab adds on opening it, so closing asks nothing.

    `edition(notebook, lesson, language)` makes another notebook of each, of a dict and a lesson such as "02". Returned
    is a line for each notebook: copied, unchanged, updated, or kept with the name of the new copy.
    """
    sources, lines = sorted(notebooks(language).glob("*.ipynb")), []
    folder.mkdir(parents=True, exist_ok=True)
    for source in sources:
        target, notebook = folder / source.name, json.loads(source.read_bytes())
        notebook = edition(notebook, source.stem.partition("_")[0], language) if edition else notebook
        for ending in chain(["", ".new"], map(".new{}".format, count(2))):  # lesson.ipynb, lesson.new.ipynb, and so on
            place = target.with_suffix(f"{ending}.ipynb")
            state = _state(place, notebook)
            if state != "edited":
                break
        if state != "unchanged":
            write_whole(place, f"{json.dumps(_complete(notebook), ensure_ascii=False, indent=1)}\n".encode())
        lines.append(f"{state} {target}" if place == target else f"kept your {target}; the original is {place.name}")
    return lines


def _state(path, notebook):
    """Return what becomes of a file: copied (none is there), unchanged, updated, or edited, which forbids to write."""
    if not path.exists():
        return "copied"
    try:
        there, shipped = json.loads(path.read_bytes()), _cells(notebook)
        return {there["metadata"].get(RECORD): "updated", shipped: "unchanged"}.get(_cells(there), "edited")
    except (AttributeError, KeyError, TypeError, ValueError):  # no notebook
        return "edited"


def _cells(notebook):
    """Return a digest of the sorts and sources of the cells, in which outputs and metadata count for nothing."""
    cells = [(cell["cell_type"], "".join(cell["source"])) for cell in notebook["cells"]]
    return sha256(json.dumps(cells).encode()).hexdigest()


def _complete(notebook):
    """Add the record of the cells, and what JupyterLab writes of this Python into each notebook that it opens."""
    metadata = notebook["metadata"]
    with suppress(ImportError, KeyError):  # no Jupyter, or no kernel that could open it
        from jupyter_client.kernelspec import get_kernel_spec

        metadata["kernelspec"]["display_name"] = get_kernel_spec(metadata["kernelspec"]["name"]).display_name
    metadata["language_info"]["version"] = sys.version.split()[0]
    return notebook | {"metadata": metadata | {RECORD: _cells(notebook)}}
