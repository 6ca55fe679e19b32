"""UCDP's files: fetched once by pooch, checked by their MD5, kept in its folder."""

import os
import sys
from importlib.resources import files

import pandas as pd
import pooch
import requests

from .. import __version__
from .opening import DatasetError
from .shapes import RULES

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

    Examples
    --------
    >>> fetch("ged", version="5.0")
    Traceback (most recent call last):
    conflictdata.datasets.opening.DatasetError: no checksum is known for ged '5.0': the versions are 25.1, 26.1
    """
    table, store = registry(), shelf()
    of_it = table[table["dataset"] == dataset].set_index("version")["file"]
    if of_it.empty:
        unread = RULES["files"]["not_read"].get(dataset)
        why = f"there is no reader for {unread}" if unread else f"no dataset {dataset!r}"
        raise DatasetError(f"{why}: the datasets are {', '.join(sorted(set(table['dataset'])))}")
    if version is None:
        version = max(of_it.index, key=lambda text: [int(number) for number in text.split(".")])
    if str(version) not in of_it:
        raise DatasetError(f"no checksum is known for {dataset} {version!r}: the versions are {', '.join(of_it.index)}")
    name, headers = of_it[str(version)], {"User-Agent": f"conflictdata/{__version__}"}
    shown = bool(sys.stderr and sys.stderr.isatty())
    try:
        store.fetch(name, downloader=pooch.HTTPDownloader(progressbar=shown, timeout=TIMEOUT, headers=headers))
        return store.abspath / name
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
    store, table = shelf(), registry()
    cached = [(store.abspath / name).is_file() for name in table["file"]]
    return table.drop(columns=["path", "md5"]).assign(cached=cached, address=[*map(store.get_url, table["file"])])


def registry():
    """Return the table of UCDP's files whose checksums are known."""
    with (files("conflictdata.datasets") / "ucdp.csv").open(encoding="utf-8") as file:
        table = pd.read_csv(file, dtype="string").astype({"bytes": "Int64"})
    table.insert(2, "file", table["path"].str.rpartition("/")[2])
    return table


def shelf():
    """Return pooch's folder of UCDP's files; it need not exist yet. CONFLICTDATA_UCDP_URL names a mirror of UCDP."""
    table = registry().set_index("file")
    base = os.environ.get("CONFLICTDATA_UCDP_URL") or "https://ucdp.uu.se/downloads"
    known, urls = "md5:" + table["md5"], f"{base.rstrip('/')}/" + table["path"]
    folder = pooch.os_cache("conflictdata")
    return pooch.create(folder, "", registry=known.to_dict(), urls=urls.to_dict(), env="CONFLICTDATA_CACHE")
