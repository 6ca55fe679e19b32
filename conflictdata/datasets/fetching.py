"""UCDP's files: fetched once by pooch, checked by their MD5, kept in its folder."""

import os
import sys
from pathlib import Path

import pandas as pd
import pooch
import requests

from .. import __version__
from .opening import DatasetError

UCDP = "https://ucdp.uu.se/downloads/"
REGISTRY = Path(__file__).with_name("ucdp.csv")  # the newest version of a dataset comes last
TIMEOUT = 30  # seconds without a byte after which a transfer is given up


def fetch(dataset, version=None):
    """Return the path of a UCDP file in the cache folder, fetched from UCDP if it is not there, or not unchanged.

    Parameters
    ----------
    dataset : {"brd-dyadic", "brd-conflict", "acd", "ged", "candidate"}
        Battle-related deaths per year; armed conflicts; events (39 MB); preliminary events of the current year.
    version : str, optional
        A release such as "26.1"; without it the newest whose checksum is known.

    Returns
    -------
    pathlib.Path
        A zip, or for "candidate" a CSV file, for `read_brd`, `read_acd` or `read_ged` as it is.

    Raises
    ------
    DatasetError
        If there is no such dataset or version, if the file cannot be had, or if other bytes came than expected.
    """
    table, store = registry(), shelf()
    names = table[table["dataset"] == dataset].set_index("version")["file"]
    if names.empty:
        known = ", ".join(sorted(set(table["dataset"])))
        raise DatasetError(f"no dataset {dataset!r} is known here: the datasets are {known}")
    version = names.index[-1] if version is None else str(version)
    if version not in names:
        raise DatasetError(f"no checksum is known for {dataset} {version!r}: the versions are {', '.join(names.index)}")
    name, headers = names[version], {"User-Agent": f"conflictdata/{__version__}"}
    shown = bool(sys.stderr and sys.stderr.isatty())
    download = pooch.HTTPDownloader(progressbar=shown, timeout=TIMEOUT, headers=headers)
    try:
        return Path(store.fetch(name, processor=_shared, downloader=download))
    except requests.RequestException as error:
        reason = error.response.reason if isinstance(error, requests.HTTPError) else type(error).__name__
        why = f"cannot be fetched ({reason})"
    except ValueError:
        why = f"is not {dataset} {version} as we know it (its MD5 is another), and nothing was kept"
    except OSError as error:
        raise DatasetError(f"the cache cannot be used ({error}): set CONFLICTDATA_CACHE to another folder") from None
    by_hand = f"try again, or download the file by hand and save it as {store.abspath / name}"
    raise DatasetError(f"{store.get_url(name)} {why}: {by_hand}")


def available():
    """Return a frame of the UCDP files that `fetch` knows.

    `dataset`, `version`, `file` (its name in the cache folder, also if downloaded by hand), `bytes` (missing where not
    recorded), `cached` (whether it is there; `fetch` checks its MD5), `address`.

    >>> available().query("dataset == 'ged'")[["version", "bytes"]].values.tolist()
    [['25.1', 29307888], ['26.1', 39122522]]
    """
    table, folder = registry(), shelf().abspath
    cached = [(folder / name).is_file() for name in table["file"]]
    return table.assign(cached=cached)[["dataset", "version", "file", "bytes", "cached", "address"]]


def registry():
    """Return the table of UCDP's files whose checksums are known."""
    table = pd.read_csv(REGISTRY, dtype="string").astype({"bytes": "Int64"})
    return table.assign(file=table["path"].str.rpartition("/")[2], address=UCDP + table["path"])


def shelf():
    """Return pooch's folder of UCDP's files; it need not exist yet."""
    table = registry().set_index("file")
    known, urls = ("md5:" + table["md5"]).to_dict(), table["address"].to_dict()
    return pooch.create(pooch.os_cache("conflictdata"), "", registry=known, urls=urls, env="CONFLICTDATA_CACHE")


def _shared(path, action, _):
    """Let all users read a file that came just now: pooch lets only the one who fetched it."""
    if action != "fetch":
        os.chmod(path, 0o644)
    return path
