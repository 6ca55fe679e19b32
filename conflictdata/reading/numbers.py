"""Numbers in running text: where they stand and what they are worth."""

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
    rules = _rules.load(language)
    found = []
    for match in _pattern(language).finditer(text):
        if match["digits"]:
            value, rule = _digits(match["digits"], rules), f"{language}.number.digits"
            scale = match["scale"]
            value *= rules["numbers"]["scales"][scale.lower()] if scale else 1
        else:
            word = match["words"].lower()
            value, rule = word_value(word, language), f"{language}.number.words"
            if value is None or word in rules["numbers"]["articles"] and not match["counted"]:
                continue
        end = match.end("scale") if match["scale"] else match.end("digits" if match["digits"] else "words")
        found.append(Number(match.start(), end, value, rule))
    return found


@lru_cache
def word_value(word, language):
    """Return what a number word is worth ("seimila" is 6000), or None if it is no number word.

    Examples
    --------
    >>> word_value("milleduecentotrentaquattro", "it")
    1234
    """
    table = _rules.load(language)["numbers"]
    for parts in _splits(word, [*table["words"], *table["scales"]]):
        value = _sum(parts, table)
        if value is not None:
            return value
    return None


def _splits(word, parts):
    """Yield every way to write a word as a run of the parts, longest first part first ("cent" + "otto")."""
    if not word:
        yield []
    for part in sorted((p for p in parts if word.startswith(p)), key=len, reverse=True):
        for rest in _splits(word[len(part) :], parts):
            yield [part, *rest]


def _sum(parts, table):
    """Return the value of a run of parts, or None for a run that is no number ("duetre")."""
    total = group = 0
    last = None
    for part in parts:
        value = table["scales"].get(part)
        if value == 100:
            if group > 9 or last == 100:
                return None
            group = 100 * (group or 1)
        elif value:
            total, group = total + value * (group or 1), 0
        else:
            value = table["words"][part]
            tens_before = last is not None and 20 <= last < 100 and last % 10 == 0
            if last is not None and last < 100 and not (tens_before and 0 < value < 10):
                return None
            group += value
        last = value
    return total + group


@lru_cache
def _pattern(language):
    rules = _rules.load(language)
    group, decimal = rules["numbers"]["group"], rules["numbers"]["decimal"]
    scales = "|".join(s for s, value in rules["numbers"]["scales"].items() if value >= 1000)
    counted = "|".join(rules["counted"])
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<digits>\d{{1,3}}(?:{group}\d{{3}})+(?!\d)|\d+(?:{decimal}\d+)?)"
        rf"(?:\s?(?P<scale>{scales})\b)?|(?P<words>{_rules.number_word(rules)})(?!\w)"
        rf"(?=(?P<counted>\s+(?:{counted})\b)?))",
        re.IGNORECASE,
    )


def _digits(digits, rules):
    decimal = rules["numbers"]["decimal"]
    plain = re.sub(r"[^\d" + re.escape(decimal) + "]", "", digits).replace(decimal, ".")
    return float(plain) if "." in plain else int(plain)
