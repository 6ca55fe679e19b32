"""Files are written whole or not at all."""

import os
import tempfile
from pathlib import Path

PART = ".part"  # the ending of a file that is being written; only a kill leaves one


def write_whole(path, data):
    """Write a file so that a reader never sees half of it: into a temporary neighbour, then into place."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
