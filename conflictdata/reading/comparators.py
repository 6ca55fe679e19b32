"""How sure the words make a number: comparators, ranges and figures that replace others."""

import re
from functools import lru_cache

from ..certainty import CELLS
from . import rules as _rules

BY_SENSE = {"about": "about", "vague": "vague"}
REACH = 40  # characters before a number in which its comparator stands


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
    if text[number.end : number.end + 1] == "+":
        return _found(number, {"comparator": "at-least"}), (f"{language}.comparator.at-least",), number.start
    before = text[max(start, number.start - REACH) : number.start]
    for rule, cue, after in _cues(language):
        match = cue.search(before)
        if match and not (number.sense == "vague" and rule["comparator"] == "about"):
            return _found(number, rule), (rule["id"],), number.start - len(before) + match.start()
        for place in (number.end, end) if after else ():
            if after.match(text, place):
                return _found(number, rule), (rule["id"],), number.start
    return BY_SENSE.get(number.sense, "exact"), (), number.start


def _found(number, rule):
    return "vague" if number.sense == "vague" else rule["comparator"]


def range_start(text, first, start, language):
    """Return where the words of a range begin: at "between" in "between 200 and 300"."""
    reach = max(start, first.start - REACH // 2)
    match = _ranges(language)[2].search(text[reach : first.start])
    return reach + match.start() if match else first.start


def limits(text, comparator, number, first=None):
    """Return low, best and high of a number with a comparator, or of a range from `first` to it."""
    if first is not None:
        return _low_end(text, first, number), None, number.value
    return tuple(number.value if stated else None for stated in CELLS[comparator])


def is_range(text, first, second, start, language):
    """Whether two numbers are the two ends of one range: "between 200 and 300", "10–15", "ten or twelve"."""
    between = text[first.end : second.start]
    if len(between) > 12 or first.sense != second.sense != "none" or first.value >= _scaled(text, first, second):
        return False
    free, joined, before = _ranges(language)[:3]
    if free.fullmatch(between):
        return True
    return bool(joined.fullmatch(between) and before.search(text[max(start, first.start - 20) : first.start]))


def _low_end(text, first, second):
    """Return the worth of the first end of a range: in "10 to 15 thousand" both ends are thousands."""
    low = first.value * (second.value / _scaled(text, first, second))
    return int(low) if low == int(low) else low


def _scaled(text, first, second):
    """Return the second number without the scale word that both ends of a range share."""
    written = text[second.start : second.end]
    if written[0].isdigit() and written[-1].isalpha() and text[first.start : first.end].strip().isdigit():
        for scale in (10**9, 10**6, 10**3):
            if second.value >= scale and first.value < second.value / scale:
                return second.value / scale
    return second.value


def updates(text, first, second, start, language):
    """Whether the first of two numbers is an earlier figure that the second replaces: "from 17 to 21"."""
    joined, before = _ranges(language)[1], _ranges(language)[3]
    return bool(
        joined.fullmatch(text[first.end : second.start])
        and before.search(text[max(start, first.start - 20) : first.start])
    )


def updates_back(text, first, second, language):
    """Whether the second of two numbers is the earlier figure: "to 34 from 27"."""
    return bool(_ranges(language)[4].fullmatch(text[first.end : second.start]))


@lru_cache
def _cues(language):
    rules = language.rules
    skip = rules["comparing"]["skip"]
    return [
        (
            rule,
            re.compile(rf"(?<!\w)(?:{rule['cue']})\s+(?:(?:{skip})\s+)?\Z", re.IGNORECASE),
            re.compile(rf"\s+(?:{rule['after']})\b", re.IGNORECASE) if "after" in rule else None,
        )
        for rule in rules["comparators"]
    ]


@lru_cache
def _ranges(language):
    rules = language.rules["ranges"]
    before = [re.compile(rf"(?<!\w)(?:{rules[key]})\s+\Z", re.IGNORECASE) for key in ("before", "update")]
    free, between, back = (re.compile(rules[key], re.IGNORECASE) for key in ("free", "between", "reversed"))
    return free, between, *before, back
