"""Durations that a text counts: how long the fighting lasted, or what befell people took."""

import re
from itertools import takewhile

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
    worth, unit = 0, ""
    for n, each in AMOUNT.findall(duration) if WHOLE.fullmatch(duration) else ():
        if unit and unit + each not in SIZES:
            return None
        worth, unit = worth * SIZES.get(unit + each, 0) + float(n), each
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
    after, before = words[i + 1 : i + 5], words[max(0, i - 6) : i]
    compound = list(takewhile(lambda word: word.form in ("word", "party"), after[:3]))
    clause = takewhile(lambda word: word.text not in CLOSED and "break" not in word.tags, reversed(words[:i]))
    if _any("fighting", compound):  # "71-day siege", but "30-hour rescue operation"
        return not _any("elsewhere", compound)
    if _any("genitive", before[-1:]) and _any("fighting", before[-2:-1]):  # "una guerra di dieci anni"
        return True
    if _any("article", after[:1]) and _any("fighting", after[1:2]):  # "durò sei mesi l'assedio"
        return True
    if _any("genitive", after[:1]):  # "six months of war"
        return _any("fighting", after[1:])
    if _any("elsewhere", clause):  # "la tregua durò", "the worst attack in two years"
        return False
    if _any("last", before + after[:2]):  # "the battle lasted three days"
        return True
    people = [one.at for one in counted if one.kind or one.reason == "two kinds"]
    between = (words[min(i, at) : max(i, at)] for at in people)
    near = any(len(gap) <= NEAR and not _any("break", gap) for gap in between)
    return near and _any("during", before[-1:])  # "in ten days 300 people died"


def _any(tag, words):
    return any(tag in word.tags for word in words)
