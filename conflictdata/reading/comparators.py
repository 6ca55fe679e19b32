"""How sure the words make a number: comparators, ranges and figures that replace others."""

import re
from functools import lru_cache

from ..certainty import CELLS
from . import rules as _rules
from .numbers import plain

BY_SENSE = {"about": "about", "vague": "vague"}
REACH = 40  # characters before a number in which its comparator stands
CHANGED = 90  # and in which a word of change stands
SCALES = (10**9, 10**6, 1000, 100)  # words that both ends of a range share: "10 to 15 thousand"


def find_comparator(text, number, start, end, language):
    """Return the comparator of a number, the ids of its rules, and where its words begin.

    `start` is where the sentence begins and `end` where the phrase of the number ends: words such as "or more"
    follow it.

    Examples
    --------
    >>> from conflictdata.reading import find_numbers
    >>> text = "almeno 49 soldati"
    >>> find_comparator(text, find_numbers(text, "it")[0], 0, 17, "it")
    ('at-least', ('it.comparator.at-least',), 0)
    """
    language = _rules.language(language)
    patterns, reach = _patterns(language), max(start, number.start - REACH)
    before = patterns["cue"].search(plain(text[reach : number.start]))
    found = before or patterns["after"].match(text, number.end) or patterns["after"].match(text, end)
    if not found:
        return BY_SENSE.get(number.sense, "exact"), (), number.start
    named = found.lastgroup.replace("_", "-")
    comparator = "vague" if number.sense == "vague" else named
    return comparator, (f"{language}.comparator.{named}",), reach + before.start() if before else number.start


def limits(text, comparator, number, first=None):
    """Return low, best and high of a number with a comparator, or of a range from `first` to it."""
    if first is not None:
        scale = _shared_scale(text, first, number)
        return first.value if scale == 1 else round(first.value * scale), None, number.value
    return tuple(number.value if stated else None for stated in CELLS[comparator])


def _shared_scale(text, first, second):
    """Return the scale that only the second end of a range has, 1 for none: "10 to 15 thousand", "due o trecento"."""
    scales = (n for n in SCALES if first.value < second.value / n)
    return next(scales, 1) if text[second.end - 1].isalpha() else 1


def pair(text, first, second, start, language, end):
    """Return what two numbers side by side make, or None.

    A "range" ("between 200 and 300", "10–15", "at least 9 and up to 31"), an "update" of the first by the second ("from
    17 to 21"), or the "reverse" ("to 34 dead from 27"); `end` is that of the noun phrase of the first.
    """
    patterns, head = _patterns(language), (max(start, first.start - REACH), first.start)

    def stands(joint, cue=None, end=first.end):
        joins = patterns[joint].fullmatch(text, end, second.start)
        return joins and (not cue or patterns[cue].search(text, *head))

    if patterns["change"].search(text, max(start, first.start - CHANGED), first.start):
        if stands("between", "update"):
            return "update"
        if stands("reversed", end=end):
            return "reverse"
    grows = first.value * _shared_scale(text, first, second) < second.value
    ranged = grows and (stands("free") or stands("between", "before") or stands("most", "least"))
    return "range" if ranged else None


def range_start(text, first, start, language):
    """Return where the words of a range begin: at "between" in "between 200 and 300"."""
    match = _patterns(language)["before"].search(text, max(start, first.start - REACH), first.start)
    return match.start() if match else first.start


@lru_cache
def _patterns(language):
    """Return the patterns of what compares a number, of what joins two numbers, and of what stands before the first."""
    rules, skip = language.rules["comparators"], language.rules["comparing"]["skip"]
    pairs = language.rules["ranges"] | language.rules["updates"]
    cues, afters = (
        "|".join(rf"(?P<{rule['comparator'].replace('-', '_')}>{rule[key]})" for rule in rules if key in rule)
        for key in ("cue", "after")
    )
    patterns = {key: pairs[key] for key in ("free", "between", "most", "reversed")}
    patterns |= {key: rf"(?<!\w)(?:{pairs[key]})\s+\Z" for key in ("before", "least", "update")}
    patterns |= {"cue": rf"(?<!\w)(?:{cues})\s+(?:(?:{skip})\s+)?\Z", "after": rf"\s*(?:{afters})(?!\w)"}
    patterns["change"] = rf"(?<!\w)(?:{pairs['change']})(?!\w)"
    return {key: re.compile(pattern, re.IGNORECASE) for key, pattern in patterns.items()}
