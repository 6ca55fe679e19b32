"""How sure the words make a number: comparators, ranges and figures that replace others."""

import re
from functools import lru_cache

from ..certainty import CELLS
from . import rules as _rules
from .numbers import plain

BY_SENSE = {"about": "about", "vague": "vague"}
REACH = 40  # characters before a number in which its comparator stands
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
    cues, afters = _cues(language)
    reach = max(start, number.start - REACH)
    before = cues.search(plain(text[reach : number.start]))
    found = before or afters.match(text, number.end) or afters.match(text, end)
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


def is_range(text, first, second, start, language):
    """Whether two numbers are the two ends of one range: "between 200 and 300", "10–15", "at least 9 and up to 31"."""
    if first.sense != second.sense or first.value * _shared_scale(text, first, second) >= second.value:
        return False
    ranges, gap = _ranges(language), (first.end, second.start)
    if ranges["free"].fullmatch(text, *gap):
        return True
    pairs = (("before", "between"), ("least", "most"))
    head = (max(start, first.start - REACH), first.start)
    return any(ranges[joint].fullmatch(text, *gap) and ranges[cue].search(text, *head) for cue, joint in pairs)


def range_start(text, first, start, language):
    """Return where the words of a range begin: at "between" in "between 200 and 300"."""
    match = _ranges(language)["before"].search(text, max(start, first.start - REACH), first.start)
    return match.start() if match else first.start


def updates(text, first, second, start, language):
    """Whether the first of two numbers is an earlier figure that the second replaces: "from 17 to 21"."""
    ranges, head = _ranges(language), (max(start, first.start - REACH), first.start)
    return bool(ranges["between"].fullmatch(text, first.end, second.start) and ranges["update"].search(text, *head))


def updates_back(text, first, second, language):
    """Whether the second of two numbers is the earlier figure: "to 34 from 27"."""
    return bool(_ranges(language)["reversed"].fullmatch(text, first.end, second.start))


@lru_cache
def _cues(language):
    """Return the patterns of the words before and after a number, a group for each comparator."""
    rules, skip = language.rules["comparators"], language.rules["comparing"]["skip"]
    cues, afters = (
        "|".join(rf"(?P<{rule['comparator'].replace('-', '_')}>{rule[key]})" for rule in rules if key in rule)
        for key in ("cue", "after")
    )
    before = re.compile(rf"(?<!\w)(?:{cues})\s+(?:(?:{skip})\s+)?\Z")
    return before, re.compile(rf"\s*(?:{afters})(?!\w)", re.IGNORECASE)


@lru_cache
def _ranges(language):
    """Return the patterns of what joins two numbers, and of what stands before the first."""
    rules = language.rules["ranges"]
    joints = {key: re.compile(rules[key], re.IGNORECASE) for key in ("free", "between", "most", "reversed")}
    return joints | {
        key: re.compile(rf"(?<!\w)(?:{rules[key]})\s+\Z", re.IGNORECASE) for key in ("before", "least", "update")
    }
