"""The field's datasets as files: fetched from UCDP or exported from ACLED by the user, read, summed per year.

Every name loads its module when it is first used; nothing here opens a connection but `fetch`.
"""

from importlib import import_module

_HOME = {
    "DatasetError": "opening",
    "available": "fetching",
    "coverage": "deaths",
    "deaths_by_year": "deaths",
    "fetch": "fetching",
    "read_acd": "readers",
    "read_acled": "readers",
    "read_brd": "readers",
    "read_ged": "readers",
}
__all__ = sorted(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module 'conflictdata.datasets' has no attribute {name!r}")
    try:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    except ImportError as error:
        how = f'pip install {error.name}, or in the checkout pip install -e ".[datasets]"'
        raise ImportError(f"{name} needs {error.name}: {how}") from None


def __dir__():
    return sorted({*globals(), *__all__})
