"""Numbers in running text: where they stand and what they are worth."""

import math
import re
from dataclasses import dataclass
from functools import lru_cache

from . import rules as _rules


@dataclass(frozen=True)
class Number:
    """A number found in a text: `text[start:end]` is worth `value`."""

    start: int
    end: int
    value: float
    rule: str


def find_numbers(text, language):
    """Find the numbers of a text, digits and words, in order of appearance.

    An article ("un", "una") is a number only before a noun for people.

    Parameters
    ----------
    text : str
    language : str
        A code of `rules.languages()`.

    Returns
    -------
    list of Number

    Examples
    --------
    >>> [n.value for n in find_numbers("oltre seimila morti e 30.000 feriti", "it")]
    [6000, 30000]
    """
    rules = _rules.load(language)["numbers"]
    found = []
    for match in _pattern(language).finditer(text):
        worth = value(match["number"], language)
        article = match["number"].lower() in rules["articles"] and not (match["scale"] or match["counted"])
        if worth is None or article:
            continue
        if match["scale"]:
            worth = _whole(worth * rules["scales"][match["scale"].lower()])
        rule = f"{language}.number.{'digits' if match['number'][0].isdigit() else 'words'}"
        found.append(Number(match.start(), match.end(), worth, rule))
    return found


def value(number, language):
    """Return what a number in digits or in one word is worth, or None for a word that is no number.

    Examples
    --------
    >>> value("30.000", "it"), value("seimila", "it"), value("duetre", "it")
    (30000, 6000, None)
    """
    if not number[0].isdigit():
        return word_value(number.lower(), language)
    decimal = _rules.load(language)["numbers"]["decimal"]
    return _whole(float(re.sub(rf"[^\d{re.escape(decimal)}]", "", number).replace(decimal, ".")))


@lru_cache(maxsize=1024)
def word_value(word, language):
    """Return what a number word is worth ("seimila" is 6000), or None if it is no number word.

    Examples
    --------
    >>> word_value("milleduecentotrentaquattro", "it")
    1234
    """
    table = _rules.load(language)["numbers"]
    values = (_sum(parts, table) for parts in _splits(word, table))
    return next((worth for worth in values if worth is not None), None)


def _splits(word, table):
    """Yield every way to write a word as a run of parts, longest first part first ("cent" + "otto")."""
    if not word:
        yield []
    parts = (part for part in (*table["words"], *table["scales"]) if word.startswith(part))
    for part in sorted(parts, key=len, reverse=True):
        rest = word[len(part) :]
        if part in table["elided"] and not rest.startswith(tuple("aeiou")):
            continue
        for others in _splits(rest, table):
            yield [part, *others]


def _sum(parts, table):
    """Return the value of a run of parts, or None for a run that is no number ("duetre", "mila")."""
    total = group = 0  # what the scales have closed, and what stands before the next one
    last = scale = math.inf
    for part in parts:
        worth = table["scales"].get(part)
        if worth and not group and part not in table["bare"]:
            return None
        if worth == 100:
            if group > 9:
                return None
            group = 100 * (group or 1)
        elif worth:
            if worth >= scale:
                return None
            total, group, scale = total + worth * (group or 1), 0, worth
        else:
            worth = table["words"][part]
            tens_before = 20 <= last < 100 and last % 10 == 0
            if last < 100 and not (tens_before and 0 < worth < 10):
                return None
            group += worth
        last = worth
    return total + group


@lru_cache
def _pattern(language):
    rules = _rules.load(language)
    scales = "|".join(scale for scale, worth in rules["numbers"]["scales"].items() if worth >= 1000)
    counted = "|".join(rules["counted"])
    return re.compile(
        rf"{_rules.FREE}(?P<number>{_rules.digits(rules)}|{_rules.number_word(rules)}(?!\w))"
        rf"(?:\s?(?P<scale>{scales})\b)?(?=(?P<counted>\s+(?:{counted})\b)?)",
        re.IGNORECASE,
    )


def _whole(n):
    return int(n) if n == int(n) else n
