"""UCDP's files: fetched once by pooch, checked by their MD5, kept in its folder."""

import sys
from pathlib import Path

import pandas as pd
import pooch
import requests

from .. import __version__
from .opening import DatasetError

UCDP = "https://ucdp.uu.se/downloads/"
REGISTRY = Path(__file__).with_name("ucdp.csv")
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
    table, store = available(), shelf()
    files = table[table["dataset"] == dataset]
    if version is not None:
        files = files[files["version"] == str(version)]
    if files.empty:
        what, known = f"{dataset} {version or ''}".strip(), ", ".join(table["dataset"] + " " + table["version"])
        raise DatasetError(f"no checksum is known for {what!r}: there are {known}")
    name, headers = files["file"].iloc[-1], {"User-Agent": f"conflictdata/{__version__}"}
    shown = bool(sys.stderr and sys.stderr.isatty())
    download = pooch.HTTPDownloader(progressbar=shown, timeout=TIMEOUT, headers=headers)
    try:
        return Path(store.fetch(name, downloader=download))
    except requests.RequestException as error:
        reason = error.response.reason if isinstance(error, requests.HTTPError) else type(error).__name__
        why = f"cannot be fetched ({reason})"
    except ValueError:
        why = "is not as we know it (its MD5 is another), and nothing was kept"
    except OSError as error:
        raise DatasetError(f"the cache cannot be used ({error}): set CONFLICTDATA_CACHE to another folder") from None
    by_hand = f"try again, or download the file by hand and save it as {store.abspath / name}"
    raise DatasetError(f"{store.get_url(name)} {why}: {by_hand}")


def available():
    """Return a frame of the UCDP files that `fetch` knows, the newest of a dataset last.

    `dataset`, `version`, `path` at UCDP, `md5`, `bytes` (missing where not recorded), `file` (its name in the cache
    folder, also if downloaded by hand), `address`.

    >>> available().query("dataset == 'ged'")[["version", "bytes"]].values.tolist()
    [['25.1', 29307888], ['26.1', 39122522]]
    """
    table = pd.read_csv(REGISTRY, dtype="string").astype({"bytes": "Int64"})
    return table.assign(file=table["path"].str.rpartition("/")[2], address=UCDP + table["path"])


def shelf():
    """Return pooch's folder of UCDP's files; it need not exist yet."""
    table = available().set_index("file")
    known, urls = ("md5:" + table["md5"]).to_dict(), table["address"].to_dict()
    return pooch.create(pooch.os_cache("conflictdata"), "", registry=known, urls=urls, env="CONFLICTDATA_CACHE")
