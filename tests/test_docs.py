"""The examples in the docstrings run and print what they say."""

import doctest
import pkgutil
import re
from importlib import import_module

import pytest

import conflictdata

MODULES = [m.name for m in pkgutil.walk_packages(conflictdata.__path__, "conflictdata.") if "__main__" not in m.name]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    module = import_module(name)
    with open(module.__file__, encoding="utf-8") as file:
        code = file.read()
    written = len(doctest.DocTestParser().get_examples(code))
    written += len(re.findall(r"^\w+ = _shipped\(", code, re.MULTILINE))  # loaders that get their example as text
    done = doctest.testmod(module)
    assert (done.failed, done.attempted) == (0, written)


def test_every_public_function_of_figures_and_dates_has_an_example():
    names = "add casualties cite dates draw members_on membership per_day read show verify"
    for name in names.split():
        assert ">>> " in getattr(conflictdata, name).__doc__, name
