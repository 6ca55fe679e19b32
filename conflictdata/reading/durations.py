"""Durations that a text counts: how long the fighting lasted, or what befell people took."""

import re

from .attaching import CLOSED
from .numbers import Number, find_numbers

UNITS = {"H": "hours", "D": "days", "W": "weeks", "M": "months", "Y": "years"}
NEAR = 10  # words between a duration and the figure that it may belong to
WHOLE, AMOUNT = re.compile(r"P(?:[\d.]+[DWMY])*(?:T[\d.]+H)?"), re.compile(r"([\d.]+)([DWMYH])")
SIZES = {"YM": 12, "WD": 7, "DH": 24}  # how many of the second unit make one of the first


def find_durations(words, counted, language):
    """Return the durations of fighting of a sentence, or of what befell its people: (place, Number, unit)."""
    found = []
    for i, word in enumerate(words):
        time = word.thing if word.form == "time" and not word.thing.reason else None
        amount = time and _amount(time.duration or "")
        number = amount and _of_fighting(words, i, counted) and _number(time, amount[0], language)
        if number:
            found.append((i, number, UNITS[amount[1]]))
    return found


def _amount(duration):
    """Return how much of which unit a duration is, in the smallest that it names: P7Y8M is 92 months."""
    worth, unit = 0, None
    for n, each in AMOUNT.findall(duration) if WHOLE.fullmatch(duration) else ():
        worth, unit = (
            worth * SIZES.get(f"{unit}{each}", 0) + float(n),
            each if unit is None or unit + each in SIZES else "",
        )
    return (int(worth) if worth == int(worth) else worth, unit) if unit else None


def _number(time, worth, language):
    """Return the number of a duration: "two and a half years", "71-day", but not "a day" or "months"."""
    numbers = find_numbers(time.phrase, language)
    written = re.match(r"\w+(?=-)", time.phrase) if not numbers else None
    if (numbers and numbers[0].sense == "article") or not (numbers or written):
        return None
    start, end = written.span() if written else (numbers[0].start, numbers[-1].end)
    sense = numbers[0].sense if numbers else "exact"
    return Number(time.char_start + start, time.char_start + end, worth, time.rule, sense)


def _of_fighting(words, i, counted):
    """Whether a duration is said of fighting, or of what a figure of its sentence counts: the first test that fits."""
    after, before, clause = words[i + 1 : i + 5], words[max(0, i - 6) : i], _clause_before(words, i)
    compound = _compound(after)
    if _fights(compound):  # "71-day siege", but "30-hour rescue operation"
        return not any("elsewhere" in word.tags for word in compound)
    if before and "genitive" in before[-1].tags and _fights(before[-2:-1]):  # "una guerra di dieci anni"
        return True
    if len(after) > 1 and "article" in after[0].tags and _fights(after[1:2]):  # "durò sei mesi l'assedio"
        return True
    if after and "genitive" in after[0].tags:  # "six months of war"
        return _fights(after[1:])
    if any("elsewhere" in word.tags for word in clause):  # "la tregua durò", "the worst attack in two years"
        return False
    if any("last" in word.tags for word in before + after[:2]):  # "the battle lasted three days"
        return True
    led = bool(before) and "during" in before[-1].tags  # "in ten days 300 people died"
    return led and any(_one_clause(words, i, one) for one in counted if one.kind or one.reason == "two kinds")


def _fights(words):
    return any("fighting" in word.tags for word in words)


def _clause_before(words, i):
    """Return the words before a place, back to where its clause begins."""
    starts = (j for j in range(i - 1, -1, -1) if words[j].text in CLOSED or "break" in words[j].tags)
    return words[next(starts, -1) + 1 : i]


def _one_clause(words, i, one):
    """Whether a duration and a figure stand near each other in one clause."""
    between = words[min(i, one.at) : max(i, one.at)]
    return len(between) <= NEAR and not any("break" in word.tags for word in between)


def _compound(after):
    """Return the words of a noun that a duration stands right before: "71-day siege"."""
    ends = (i for i, word in enumerate(after[:3]) if word.form not in ("word", "party"))
    return after[: next(ends, 3)]
