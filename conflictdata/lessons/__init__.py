"""The lessons on a reader's machine. What needs tables loads when it is first used: the command line stays quick."""

from importlib import import_module

_HOME = {"own_article": "own_text", "text": "tasks"}
__all__ = sorted(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
