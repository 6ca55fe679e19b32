"""The field's datasets as files: fetched from UCDP or exported from ACLED by the user, read, summed per year.

Every name loads its module when it is first used; nothing here opens a connection but `fetch`.
"""

from importlib import import_module

_HOME = {
    "deaths": "coverage deaths_by_year",
    "fetching": "available fetch",
    "opening": "DatasetError",
    "readers": "read_acd read_acled read_brd read_ged",
}
_MODULE = {name: module for module, names in _HOME.items() for name in names.split()}
__all__ = sorted(_MODULE)


def __getattr__(name):
    if name not in _MODULE:
        raise AttributeError(f"module 'conflictdata.datasets' has no attribute {name!r}")
    try:
        return getattr(import_module(f".{_MODULE[name]}", __name__), name)
    except ImportError as error:
        how = f'pip install {error.name}, or in the checkout pip install -e ".[datasets]"'
        raise ImportError(f"{name} needs {error.name}: {how}") from None


def __dir__():
    return sorted({*globals(), *__all__})
