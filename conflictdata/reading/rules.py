"""The rules of a language, loaded once from its TOML file."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files


def languages():
    """Return the codes of the languages that have a rule file, sorted."""
    return sorted(p.name.removesuffix(".toml") for p in files(__package__).iterdir() if p.name.endswith(".toml"))


@lru_cache
def load(language):
    """Return the rules of `language` as the dict of its TOML file.

    Raises
    ------
    ValueError
        If there is no rule file for the language.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise ValueError(f"no reading rules for language {language!r}: there are rules for {known}")
    return tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))


def alternatives(words):
    """Return a pattern that matches any of `words`, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
