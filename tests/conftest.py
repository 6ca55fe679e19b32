"""Settings of the property tests, and the command line as a user meets it."""

import io
import sys
from functools import lru_cache

import pytest
from hypothesis import settings

import conflictdata
from conflictdata import cli

# The same examples on every run, no time limit, nothing written to disk.
settings.register_profile("conflictdata", derandomize=True, deadline=None, database=None)
settings.load_profile("conflictdata")


@pytest.fixture
def run(monkeypatch, capsys):
    """Return a function that runs a command and returns its exit code, what it printed, and its errors."""

    def command(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "argv", ["conflictdata", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capsys.readouterr()
        try:
            code = cli.main() or 0
        except SystemExit as done:
            code = done.code or 0
        return code, *capsys.readouterr()

    return command


@pytest.fixture(scope="session")
def figure():
    """Return a function that draws a figure of the package in a language and a size, once for all tests."""
    return lru_cache(maxsize=None)(lambda name, language="en", size="page": conflictdata.draw(name, language, size))


@pytest.fixture(scope="session")
def rendered(figure):
    """Return a function that gives the bytes of a figure's file, made once for all tests."""
    return lru_cache(maxsize=None)(lambda name, language, fmt, size="page": figure(name, language, size).render(fmt))
