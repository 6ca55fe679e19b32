"""The folder in which fetched files are kept, and what was read of large ones as Parquet."""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from .. import __version__
from ..files import PART, write_whole


def folder():
    """Return the cache folder; it need not exist yet.

    The environment variable ``CONFLICTDATA_CACHE`` names another one. Without it, it is the user's cache folder as
    the operating system has it, which is also what pooch would choose.

    Returns
    -------
    pathlib.Path
        An absolute path.

    Raises
    ------
    ImportError
        If the variable is not set and platformdirs, which comes with pooch, is not installed.

    Examples
    --------
    >>> folder().is_absolute()
    True
    """
    chosen = os.environ.get("CONFLICTDATA_CACHE")
    if chosen:
        return Path(chosen).expanduser().absolute()
    try:
        from platformdirs import user_cache_path  # pooch.os_cache does no more, and takes five times as long to import
    except ImportError:
        raise ImportError("a cache folder needs pooch: pip install 'conflictdata[datasets]'") from None
    return user_cache_path("conflictdata")


def kept(path, columns, load):
    """Return what `load()` reads from a file, from a copy of it in the cache where there is one.

    The copy is Parquet, made when the file is read first, and made again when the file, the columns or the version of
    this package change. Its name ends in a checksum, so that a damaged one is never read. Without pyarrow, or where
    the folder cannot be written, the file is read each time.

    Parameters
    ----------
    path : str or pathlib.Path
    columns : list of str or None
        What `load` reads, None if it chooses by itself: they tell one copy of a file from another.
    load : callable
        Returns a pandas.DataFrame.

    Returns
    -------
    pandas.DataFrame

    Examples
    --------
    >>> import pandas as pd
    >>> kept("no_such_file.csv", ["year"], lambda: pd.DataFrame({"year": [1992]}))["year"].tolist()
    [1992]
    """
    try:
        from pyarrow import parquet  # noqa: F401

        frames, before = folder() / "frames", _state(path)
    except (ImportError, OSError):
        return load()
    name = _short(repr((str(Path(path).resolve()), columns, __version__)).encode())
    for copy in frames.glob(f"{name}-{before}-*.parquet"):
        frame = _read(copy)
        if frame is not None:
            return frame
    frame = load()
    with suppress(OSError):  # a cache that cannot be written is no reason to fail
        if _state(path) == before:
            _keep(frame, frames, name, before)
    return frame


def _state(path):
    """Return what changes when a file does; its bytes are too many to read twice."""
    stat = os.stat(path)
    return _short(repr((stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino)).encode())


def _short(data):
    return hashlib.sha256(data).hexdigest()[:16]


def _read(copy):
    """Return the frame of a copy, or None where it is damaged or was just replaced."""
    import pyarrow as pa
    from pyarrow import parquet

    try:
        data = copy.read_bytes()
        if _short(data) != copy.stem.rpartition("-")[2]:
            return None
        return parquet.read_table(pa.BufferReader(data)).to_pandas(split_blocks=True, self_destruct=True)
    except (OSError, pa.ArrowException):
        return None


def _keep(frame, frames, name, state):
    import pyarrow as pa
    from pyarrow import parquet

    frames.mkdir(parents=True, exist_ok=True)
    for left in frames.glob(f".{name}-*{PART}"):  # by a process that was killed
        left.unlink(missing_ok=True)
    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pandas(frame, preserve_index=False), sink)
    data = sink.getvalue().to_pybytes()
    copy = frames / f"{name}-{state}-{_short(data)}.parquet"
    write_whole(copy, data)
    for old in frames.glob(f"{name}-*.parquet"):
        if old != copy:
            old.unlink(missing_ok=True)
