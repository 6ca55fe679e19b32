"""Durations that a text counts: how long the fighting lasted, or what befell people took."""

import re

from .attaching import CLOSED
from .numbers import Number, find_numbers

UNITS = {"H": "hours", "D": "days", "W": "weeks", "M": "months", "Y": "years"}
NEAR = 10  # words between a duration and the figure that it may belong to


def find_durations(words, counted, language, reports):
    """Return the durations of fighting of a sentence, or of what befell its people: (place, Number, unit)."""
    found = []
    for i, word in enumerate(words):
        time = word.thing if word.form == "time" else None
        if time is None or not time.duration or time.reason or i in reports or not _of_fighting(words, i, counted):
            continue
        number = next(iter(find_numbers(time.phrase, language)), None) or _hyphened(time)
        simple = re.fullmatch(r"P[\d.]+[DWMY]|PT[\d.]+H", time.duration)
        unit = UNITS.get(time.duration[-1]) if simple else None
        if number and unit and number.sense != "article":
            start, end = time.char_start + number.start, time.char_start + number.end
            found.append((i, Number(start, end, number.value, time.rule, number.sense), unit))
    return found


def _hyphened(time):
    """Return the number of "71-day", which counts no people and is no number by itself."""
    match = re.match(r"\w+(?=-)", time.phrase)
    amount = re.search(r"[\d.]+", time.duration)
    return Number(0, match.end(), float(amount[0]), time.rule) if match and amount else None


def _of_fighting(words, i, counted):
    """Whether a duration is said of fighting, or of what a figure of its sentence counts."""
    after, before = words[i + 1 : i + 5], words[max(0, i - 6) : i]
    if any("fighting" in word.tags for word in _compound(after)):
        return True
    if len(before) > 1 and "genitive" in before[-1].tags and "fighting" in before[-2].tags:
        return True
    if len(after) > 1 and "article" in after[0].tags and "fighting" in after[1].tags:
        return True
    if after and "genitive" in after[0].tags:
        return any("fighting" in word.tags for word in after[1:])
    clause = []
    for word in reversed(words[:i]):
        if word.text in CLOSED or "break" in word.tags:
            break
        clause.append(word)
    if any("elsewhere" in word.tags for word in clause):
        return False
    if any("last" in word.tags for word in before + after[:2]):
        return True
    led = bool(before) and "during" in before[-1].tags
    if before and before[-1].tags & {"during", "after"} and any("fighting" in word.tags for word in clause[:8]):
        return True
    beside = any(_one_clause(words, i, one) for one in counted if one.kind or one.reason == "two kinds")
    return led and beside and not any(word.text in CLOSED for word in before[-2:])


def _one_clause(words, i, one):
    between = words[min(i, one.at) : max(i, one.at)]
    return len(between) <= NEAR and not any("break" in word.tags or word.text in '”»"' for word in between)


def _compound(after):
    """Return the words of a noun that a duration stands right before: "71-day siege"."""
    for i, word in enumerate(after[:3]):
        if word.form not in ("word", "party") or "stop" in word.tags:
            return after[:i]
    return after[:3]
