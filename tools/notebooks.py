"""Execute the notebooks again, in place: python tools/notebooks.py [notebooks/en/NAME.ipynb ...]

The English notebooks are the source. Every other language has a catalogue beside its notebooks, NAME.po, with a message
a Markdown cell; from both its notebook is built: the same cells, ids and code but for LANGUAGE. A cell that is new or
has changed in English is put into the catalogue, marked as fuzzy, and stops the build until it is translated. In both,
the title of a link to the words of a lesson may be written as "@term_id": it becomes the definition in the glossary.

Every notebook runs in its own folder, in a fresh kernel of the Python that runs this tool, and records no timing. Files
are written only when all notebooks ran, and only those that changed; two runs give the same bytes.
"""

import argparse
import io
import re
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import nbformat
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from conflictdata import glossary
from conflictdata.files import write_whole
from conflictdata.i18n import languages

ROOT = Path(__file__).parents[1]
SOURCE, *TRANSLATED = languages()
CELL_SECONDS = 60
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


class ThisPython(KernelSpecManager):
    """Finds the Python that runs this tool under any name, never a kernel that is installed elsewhere."""

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


def execute(notebook, folder):
    """Return the bytes of a notebook after a run in a fresh kernel, in a folder.

    Raises
    ------
    nbclient.exceptions.CellExecutionError, CellTimeoutError, DeadKernelError
        If a cell fails, takes too long or ends its kernel.
    """
    client = NotebookClient(
        notebook,
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython()),
        timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,  # or what is printed at once may be stored in pieces, by chance
        resources={"metadata": {"path": folder}},
    )
    client.execute(cleanup_kc=True, stderr=subprocess.DEVNULL)
    return written(notebook)


def written(notebook):
    """Return the bytes of a notebook without what changes from run to run or from machine to machine."""
    notebook.metadata["kernelspec"] = KERNELSPEC
    notebook.metadata["language_info"].pop("version", None)
    for cell in notebook.cells:
        for key in ("execution", "ExecuteTime", "collapsed", "scrolled"):
            cell.metadata.pop(key, None)
    nbformat.validate(notebook)
    return nbformat.writes(notebook, indent=1).rstrip("\n").encode() + b"\n"


def defined(text, language):
    """Put the definitions of the glossary in the place of "@term_id", the titles of links."""
    words = glossary().set_index("term_id")[f"definition_{language}"]
    return re.sub(r'(?<=\(#)([\w-]+) "@(\w+)"', lambda link: f'{link[1]} "{words[link[2]]}"', text)


def catalogue(notebook, path):
    """Return the catalogue of a notebook, brought up to date: a message a Markdown cell, its id as the context."""
    old = {}
    if path.exists():
        with path.open("rb") as file:
            old = {message.context: message for message in read_po(file) if message.context}
    new = Catalog()
    for cell in (cell for cell in notebook.cells if cell.cell_type == "markdown"):
        known = old.get(cell.id)
        fresh = known and known.id == cell.source and known.string and not known.fuzzy
        words = defined(known.string, path.parent.name) if known else ""
        new.add(cell.source, words, context=cell.id, flags=() if fresh else ("fuzzy",))
    return new


def po(messages):
    """Return the bytes of a catalogue."""
    out = io.BytesIO()
    write_po(out, messages, width=0, omit_header=True)
    return out.getvalue()


def translated(notebook, messages, language):
    """Return a notebook in another language: its Markdown cells from a catalogue, its code with another LANGUAGE."""
    new = deepcopy(notebook)
    words = {message.context: message.string for message in messages if message.context}
    for cell in new.cells:
        if cell.cell_type == "markdown":
            cell.source = words[cell.id]
        else:
            cell.source = cell.source.replace(f'LANGUAGE = "{SOURCE}"', f'LANGUAGE = "{language}"')
    return new


def main(arguments=None):
    """Build and run the notebooks; return 0, or 1 if one failed or lacks words."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help=f"by default notebooks/{SOURCE}/*.ipynb")
    options = parser.parse_args(arguments)
    fresh, open_cells, executed = {}, [], 0
    for path in map(Path.resolve, options.notebooks or sorted(ROOT.glob(f"notebooks/{SOURCE}/*.ipynb"))):
        source = nbformat.read(path, as_version=4)
        for cell in (cell for cell in source.cells if cell.cell_type == "markdown"):
            cell.source = defined(cell.source, SOURCE)
        versions = {path: source}
        for language in TRANSLATED:
            folder = path.parents[1] / language
            messages = catalogue(source, folder / f"{path.stem}.po")
            fresh[folder / f"{path.stem}.po"] = po(messages)
            untold = [message.context for message in messages if message.context and message.fuzzy]
            open_cells += [
                f"{language}/{path.stem}.po: translate {cell}, then take its mark fuzzy away" for cell in untold
            ]
            if not untold:
                versions[folder / path.name] = translated(source, messages, language)
        for target, notebook in versions.items():
            try:
                fresh[target] = execute(notebook, path.parent)
            except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
                print(f"{target}: {error}\nNothing was written.", file=sys.stderr)
                return 1
            executed += 1
    changed = [path for path, content in fresh.items() if not path.exists() or path.read_bytes() != content]
    for path in changed:
        print(f"changed {path}")
        path.parent.mkdir(exist_ok=True)
        write_whole(path, fresh[path])
    print(*open_cells, sep="\n", end="\n" if open_cells else "", file=sys.stderr)
    print(f"{executed} executed, {len(changed)} changed")
    return 1 if open_cells else 0


if __name__ == "__main__":
    sys.exit(main())
