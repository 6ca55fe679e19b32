"""A language: its rules, loaded once from its TOML file and handed down through the whole reading."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files
from itertools import product


class Language:
    """The rules of a language; whatever a module makes of them (patterns, a lexicon) it makes once for each Language.

    Attributes
    ----------
    code : str
        "en", "it": what `str()` gives.
    rules : dict
        The tables of the TOML file.
    """

    def __init__(self, code):
        if code not in languages():
            known = ", ".join(languages())
            raise ValueError(f"no reading rules for language {code!r}: there are rules for {known}")
        self.code = code
        self.rules = tomllib.loads((files(__package__) / f"{code}.toml").read_text(encoding="utf-8"))

    def __str__(self):
        return self.code

    def __repr__(self):
        return f"language({self.code!r})"


def languages():
    """Return the codes of the languages that have a rule file, sorted."""
    return sorted(p.name.removesuffix(".toml") for p in files(__package__).iterdir() if p.name.endswith(".toml"))


def language(code):
    """Return the Language of a code, always the same one; a Language is returned as it is.

    Raises
    ------
    ValueError
        If there is no rule file for the language.

    Examples
    --------
    >>> language("it"), language(language("it")) is language("it")
    (language('it'), True)
    """
    return code if isinstance(code, Language) else _loaded(code)


_loaded = lru_cache(Language)


def alternatives(words):
    """Return a pattern that matches any of `words`, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def expand(text):
    """Return the words that a short spelling stands for, in order.

    Braces hold the endings, several braces multiply, an underscore is a space inside an entry.

    Examples
    --------
    >>> expand("armen{o,a} stat{o,i}_unit{o,i}")
    ['armeno', 'armena', 'stato unito', 'stato uniti', 'stati unito', 'stati uniti']
    """
    words = []
    for entry in text.replace("_", "\0").split():
        parts = re.split(r"[{}]", entry.replace("\0", " "))  # what stands in braces is every second part
        words += map("".join, product(*([part] if i % 2 == 0 else part.split(",") for i, part in enumerate(parts))))
    return words
