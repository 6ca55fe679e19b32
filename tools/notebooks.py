"""Execute the notebooks again, in place: python tools/notebooks.py [--check] [NOTEBOOK ...]

Every notebook runs in its own folder, in a fresh kernel of the Python that runs this tool, and records no
timing. Files are written only when all notebooks ran, and only those that changed; two runs give the same
bytes. With --check nothing is written, and the exit status says whether a run would change a file.
"""

import argparse
import subprocess
import sys
from pathlib import Path

import nbformat
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from conflictdata.files import write_whole

ROOT = Path(__file__).parents[1]
CELL_SECONDS = 60
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}


class ThisPython(KernelSpecManager):
    """Finds the Python that runs this tool under any name, never a kernel that is installed elsewhere."""

    def get_kernel_spec(self, kernel_name):
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


def execute(path):
    """Return the bytes of a notebook file after a run in a fresh kernel.

    Raises
    ------
    nbclient.exceptions.CellExecutionError, CellTimeoutError, DeadKernelError
        If a cell fails, takes too long or ends its kernel.
    """
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython()),
        timeout=CELL_SECONDS,
        record_timing=False,
        coalesce_streams=True,  # or what is printed at once may be stored in pieces, by chance
        resources={"metadata": {"path": path.parent}},
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


def main(arguments=None):
    """Run the notebooks; return 0, or 1 if one failed or, with --check, would change."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="by default notebooks/*/*.ipynb")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file would change")
    options = parser.parse_args(arguments)
    fresh = {}
    for path in options.notebooks or sorted(ROOT.glob("notebooks/*/*.ipynb")):
        try:
            fresh[path] = execute(path.resolve())
        except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
            print(f"{path}: {error}\nNothing was written.", file=sys.stderr)
            return 1
    changed = [path for path, content in fresh.items() if path.read_bytes() != content]
    for path in changed:
        print(f"would change {path}" if options.check else f"changed {path}")
        if not options.check:
            write_whole(path, fresh[path])
    print(f"{len(fresh)} executed, {len(changed)} {'would change' if options.check else 'changed'}")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
