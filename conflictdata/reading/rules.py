"""The rules of a language, loaded once from its TOML file."""

import re
import tomllib
from functools import lru_cache
from importlib.resources import files

YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
FREE = r"(?<![\w.,-])(?<!\d[:/])"  # a number does not begin inside a word, a date, a time or another number
LONGEST = 15  # digits, or parts of a number word: what is longer counts no people


def languages():
    """Return the codes of the languages that have a rule file, sorted."""
    return sorted(p.name[:-5] for p in files(__package__).iterdir() if p.name.endswith(".toml"))


@lru_cache
def load(language):
    """Return the rules of `language` as the dict of its TOML file, patterns compiled.

    Raises
    ------
    ValueError
        If there is no rule file for the language.
    """
    if language not in languages():
        known = ", ".join(languages())
        raise ValueError(f"no reading rules for language {language!r}: there are rules for {known}")
    rules = tomllib.loads((files(__package__) / f"{language}.toml").read_text(encoding="utf-8"))
    for comparator in rules["comparators"]:
        comparator["compiled"] = re.compile(rf"\b(?:{comparator['cue']})\s+$", re.IGNORECASE)
    names = {key: _alternatives(key, values) for key, values in rules["names"].items()}
    names |= {"year": YEAR, "number": rf"{FREE}(?P<number>{digits(rules)}|{number_word(rules)}(?!\w))"}
    for time in rules["times"]:
        time["compiled"] = re.compile(_fill(time["pattern"], names), re.IGNORECASE)
    return rules


def digits(rules):
    """Return the pattern of a number in digits; parts of dates, times, ranges and percentages are none."""
    group, decimal = rules["numbers"]["group"], rules["numbers"]["decimal"]
    whole = rf"(?:[0-9]{{1,3}}(?:{group}[0-9]{{3}})+|[0-9]{{1,{LONGEST}}})"
    return rf"{whole}(?:{decimal}[0-9]{{1,{LONGEST}}})?(?![.,:/-]?\d|\s?%)"


def number_word(rules):
    """Return the pattern of one number word of a language: a run of its parts."""
    parts = sorted([*rules["numbers"]["words"], *rules["numbers"]["scales"]], key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, parts)) + f"){{1,{LONGEST}}}"


def _alternatives(name, values):
    return f"(?P<{name}>" + "|".join(sorted(map(re.escape, values), key=len, reverse=True)) + ")"


def _fill(pattern, names):
    for name, value in names.items():
        pattern = pattern.replace("{" + name + "}", value)
    return pattern
