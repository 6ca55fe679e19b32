"""Files are written whole or not at all."""

import os

PART = ".part"  # the ending of a file that is being written; only a kill leaves one


def write_whole(path, data):
    """Write a file so that a reader never sees half of it: into a temporary neighbour, then into place."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{PART}")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        if error.filename:
            error.filename = str(path)  # the file that was asked for, not its neighbour
        raise
    finally:
        temporary.unlink(missing_ok=True)
