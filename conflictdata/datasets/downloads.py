"""UCDP's files: fetched once, checked, kept in the cache folder."""

import csv
import hashlib
import os
import sys
import tempfile
import warnings
from contextlib import contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from .. import __version__
from ..files import PART
from . import cache
from .files import DatasetError

UCDP = "https://ucdp.uu.se/downloads/"
TIMEOUT = 30  # seconds without an answer, or without another byte, after which a transfer is given up
DEAD = 4 * TIMEOUT  # seconds after which nobody writes to a part any more: its process was killed


def fetch(dataset, version=None):
    """Return the path of a UCDP file in the cache folder, fetched from UCDP if it is not there.

    A file that is there with the known MD5 is returned without any connection. One that was changed is fetched again,
    with a warning. A file that was downloaded by hand may be put there under the name that `available` gives.

    Parameters
    ----------
    dataset : str
        "brd-dyadic" or "brd-conflict" (battle-related deaths per year), "acd" (UCDP/PRIO armed conflicts),
        "one-sided", "non-state", "ged" (events, 39 MB) or "candidate" (events of the current year, preliminary).
    version : str, optional
        A release such as "26.1"; without it the newest whose checksum is known.

    Returns
    -------
    pathlib.Path
        A zip, or for "candidate" a CSV file; `read_brd`, `read_acd` and `read_ged` take them as they are.

    Raises
    ------
    DatasetError
        If there is no such dataset or version, if the file cannot be had (no connection, the server's refusal, a
        transfer that breaks off, a cache folder that cannot be written), or if other bytes came than expected. Then
        nothing is kept.
    ImportError
        If pooch is not installed.

    Notes
    -----
    The environment variable ``CONFLICTDATA_UCDP_URL`` names a mirror of https://ucdp.uu.se/downloads/, for instance
    one inside a school; ``CONFLICTDATA_CACHE`` another cache folder. The checksums are those under which Our World in
    Data recorded its own copies of these files; we have not yet seen them confirmed by UCDP's server. UCDP's data are
    licensed CC BY 4.0.

    Examples
    --------
    >>> fetch("ged", version="5.0")
    Traceback (most recent call last):
        ...
    conflictdata.datasets.files.DatasetError: no checksum is known for ged '5.0': the versions are 25.1, 26.1
    """
    row = _row(dataset, version)
    path, known = cache.folder() / row["file"], f"{row['dataset']} {row['version']}"
    try:
        if path.exists():
            if _md5(path) == row["md5"]:
                return path
            warnings.warn(f"{path} is not {known} as published (its MD5 differs): fetching it again", stacklevel=2)
        path.parent.mkdir(parents=True, exist_ok=True)
        with _part(path.parent) as part:
            _transfer(row["address"], part, path)
            found = _md5(part)
            if found != row["md5"]:
                size, expected = part.stat().st_size, f"MD5 {row['md5']} ({row['bytes'] or 'unknown'} bytes)"
                raise DatasetError(
                    f"{row['address']} is not {known} as we know it: MD5 {found} ({size} bytes) instead of {expected}; "
                    "nothing was kept; fetch it again, or look whether UCDP has replaced the file"
                )
            part.chmod(0o644)
            if not (path.is_file() and _md5(path) == found):  # it is, if two fetch at the same time
                part.replace(path)
    except OSError as error:
        raise DatasetError(
            f"the cache cannot be used ({error.strerror}: {error.filename or path}); "
            "make room or set CONFLICTDATA_CACHE to another folder"
        ) from error
    return path


def ucdp_files():
    """Return the files of UCDP that `fetch` knows, with the checksums by which it knows them.

    Returns
    -------
    pandas.DataFrame
        One row per file: `dataset`, `version`, `path`, `md5`, `bytes`; see ``describe("ucdp_files")``.

    Examples
    --------
    >>> ucdp_files().query("dataset == 'brd-dyadic'")["version"].tolist()
    ['25.1', '26.1']
    """
    import pandas as pd

    frame = pd.DataFrame(_registry(), dtype="string")
    return frame.assign(bytes=frame["bytes"].where(frame["bytes"] != "").astype("Int64"))


def available():
    """List the UCDP files that `fetch` knows, with which of them are here.

    Returns
    -------
    pandas.DataFrame
        One row per file: `dataset`, `version`, `file` (its name in the cache folder), `bytes` (missing where it was
        not recorded), `cached` (whether it is in the cache folder, unchanged), `address`.

    Examples
    --------
    >>> available().query("dataset == 'ged'")[["version", "bytes"]].values.tolist()
    [['25.1', 29307888], ['26.1', 39122522]]
    """
    folder = cache.folder()
    rows = _rows()
    frame = ucdp_files().assign(
        file=[row["file"] for row in rows],
        address=[row["address"] for row in rows],
        cached=[(folder / row["file"]).is_file() and _md5(folder / row["file"]) == row["md5"] for row in rows],
    )
    return frame[["dataset", "version", "file", "bytes", "cached", "address"]]


def _registry():
    with (files("conflictdata") / "data" / "ucdp_files.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _rows():
    """Return the registry with the name of each file in the cache folder, and its address."""
    base = os.environ.get("CONFLICTDATA_UCDP_URL") or UCDP
    if not base.startswith(("https://", "http://")):
        raise DatasetError(f"CONFLICTDATA_UCDP_URL is {base!r}: give an address that begins with https:// or http://")
    return [
        row | {"file": row["path"].rpartition("/")[2], "address": f"{base.rstrip('/')}/{row['path']}"}
        for row in _registry()
    ]


def _row(dataset, version):
    rows = _rows()
    of_it = {row["version"]: row for row in rows if row["dataset"] == dataset}
    if not of_it:
        names = ", ".join(sorted({row["dataset"] for row in rows}))
        raise DatasetError(f"no dataset {dataset!r}: the datasets are {names}")
    if version is None:
        version = max(of_it, key=lambda text: [int(number) for number in text.split(".")])
    if str(version) not in of_it:
        raise DatasetError(f"no checksum is known for {dataset} {version!r}: the versions are {', '.join(of_it)}")
    return of_it[str(version)]


def _md5(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.md5(usedforsecurity=False)).hexdigest()


@contextmanager
def _part(folder):
    """Give an empty file in the folder to write to, and clear away those that a kill has left there."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".fetch.", suffix=PART)
    os.close(handle)
    part = Path(name)
    try:
        now = part.stat().st_mtime  # by the clock of the disk, which may be another machine's
        for other in folder.glob(f".fetch.*{PART}"):
            with suppress(OSError):  # another fetch was faster, or (on Windows) still writes
                if now - other.stat().st_mtime > DEAD:
                    other.unlink()
        yield part
    finally:
        part.unlink(missing_ok=True)


def _transfer(address, part, path):
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "IProgress")  # tqdm's, in a notebook without ipywidgets
            import requests
            from pooch import HTTPDownloader
    except ImportError:
        raise ImportError("fetch needs pooch: pip install 'conflictdata[datasets]'") from None

    download = HTTPDownloader(
        progressbar=bool(sys.stderr and sys.stderr.isatty()),
        chunk_size=8192,
        timeout=TIMEOUT,
        headers={"User-Agent": f"conflictdata/{__version__}"},
    )
    try:
        download(address, part, None)
    except requests.HTTPError as error:
        what = f"{address} answers {error.response.status_code} {error.response.reason}"
    except requests.RequestException as error:
        came = part.stat().st_size
        what = f"{address} broke off after {came} bytes" if came else f"{address} cannot be reached"
        what += f" ({_reason(error)})"
    else:
        return
    raise DatasetError(f"{what}; try again, or download the file by hand and save it as {path}")


def _reason(error):
    """Return the words of the system for an error that requests has wrapped several times."""
    inner = (error.__cause__, getattr(error, "reason", None), *error.args)
    for cause in inner:
        if isinstance(cause, BaseException):
            return _reason(cause)
    return getattr(error, "strerror", None) or str(error).rstrip(".")
