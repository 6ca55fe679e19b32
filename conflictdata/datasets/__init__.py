"""The field's datasets as files: fetched from UCDP or exported from ACLED by the user, read, summed per year.

Every name loads its module when it is first used; nothing here opens a connection but `fetch`.
"""

from importlib import import_module

_HOME = {
    "files": "DatasetError",
    "downloads": "available fetch",
    "ged": "read_ged",
    "battle_deaths": "read_brd",
    "armed_conflicts": "read_acd",
    "acled": "export read_acled",
    "years": "coverage deaths_by_year",
}
_MODULE = {name: module for module, names in _HOME.items() for name in names.split()}
__all__ = sorted(_MODULE)


def __getattr__(name):
    if name not in _MODULE:
        raise AttributeError(f"module 'conflictdata.datasets' has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULE[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted([*globals(), *__all__])
