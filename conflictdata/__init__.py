"""Figures and dates of a news report about a war as DataFrames, with the words that say them and their certainty.

Every public name loads its module when it is first used, so that the import is fast and draws nothing.
"""

import sys
from importlib import import_module
from types import ModuleType

__version__ = "0.1.0"

_HOME = {
    "record": "actors acts anchors article casualties claims dates describe events glossary periods places "
    "sources statements yearly",
    "comparing.grading": "references",
    "citing": "cite",
    "comparing.comparison": "compare differ",
    "comparing.findings": "findings",
    "verify": "verify",
    "certainty": "KindError OverlapError Toll",
    "tolls": "add per_day toll",
    "datasets.own_tolls": "tolls_from",
    "csto": "members_on membership",
    "charts": "draw figure_names",
    "lessons.tables": "show",
    "lessons.tasks": "check hint solution",
    "reading.result": "read",
    "reading.frames": "read_frame",
}
_MODULE = {name: module for module, names in _HOME.items() for name in names.split()}
__all__ = sorted(_MODULE)


def __getattr__(name):
    if name in ("charts", "datasets"):
        return import_module(f".{name}", __name__)
    if name not in _MODULE:
        raise AttributeError(f"module 'conflictdata' has no attribute {name!r}")
    value = getattr(import_module(f".{_MODULE[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__, "charts", "datasets"})


class _Package(ModuleType):
    """A package in which a module never hides the public function of its name: `verify` stays a function."""

    def __setattr__(self, name, value):
        if not (isinstance(value, ModuleType) and name in _MODULE):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
