"""From numbers, dates and words to rows: one figure each, with the words that set its cells."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from ..certainty import CELLS
from . import rules as _rules
from .belonging import party_of, unit_of_figure
from .comparators import find_comparator, limits, range_start
from .counting import count_people
from .durations import find_durations
from .linking import date_of, find_roles, tells_when
from .masks import find_masks
from .numbers import find_numbers
from .parties import find_parties
from .resolving import bounds
from .sentences import Counted
from .standing import is_cumulative, set_status
from .times import Time, find_times
from .words import find_sentences, find_words

ALONE = ("among", "counted among", "most")  # relations of a part whose whole need not be counted


@dataclass(frozen=True)
class Row:
    """One figure of one kind; `time` is the date phrase that dates it."""

    kind: str
    low: float | None
    best: float | None
    high: float | None
    comparator: str
    party: str | None
    unit: str | None
    status: str
    cumulative: bool
    subset: bool
    rate: str | None
    char_start: int
    char_end: int
    number_start: int
    number_end: int
    time: Time | None
    rules: tuple


@dataclass(frozen=True)
class Found:
    """The rows of a text, the numbers that gave none (start, end, reason), and the starts of dates of reports."""

    rows: list
    unresolved: list
    reports: set


def find_rows(text, language, numbers, times, masks):
    """Find the figures of a text.

    Parameters
    ----------
    text, language : str
    numbers : list of Number
    times : list of Time
    masks : list of Mask

    Returns
    -------
    Found

    Examples
    --------
    >>> numbers = find_numbers("almeno 49 soldati uccisi", "it")
    >>> row = find_rows("almeno 49 soldati uccisi", "it", numbers, [], []).rows[0]
    >>> row.kind, row.comparator, row.best, row.unit
    ('killed', 'at-least', 49, 'soldiers')
    """
    language = _rules.language(language)
    things, found = _things(numbers, times, masks), Found([], [], set())
    starts, sentences = [thing[0] for thing in things], []
    for start, end in find_sentences(text, language):
        sentences.append((start, end, things[bisect_left(starts, start) : bisect_left(starts, end)]))
    counting = [(start, end) for start, end, inside in sentences if any(thing[2] == "number" for thing in inside)]
    parties = find_parties(text, language, counting)
    sides, before = [party.start for party in parties], None
    for start, end, inside in sentences:
        if not inside:
            before = None
            continue
        named = [(p.start, p.end, "party", p) for p in parties[bisect_left(sides, start) : bisect_left(sides, end)]]
        named = [p for p in named if not any(t[0] < p[1] and p[0] < t[1] for t in inside)]
        words = find_words(text, start, end, sorted(inside + named, key=lambda thing: thing[0]), language)
        before = _sentence(text, words, start, language, before, found)
    # People are whole: "3.5 soldiers" stays unresolved.
    whole = (
        row
        for row in found.rows
        if row.kind == "duration" or all(n is None or n == int(n) for n in (row.low, row.best, row.high))
    )
    found.rows[:] = sorted(whole, key=lambda row: row.number_start)
    return found


def _things(numbers, times, masks):
    """Return what is no plain word, in order: dates, what the masks hide, and the numbers left."""
    things = [(t.char_start, t.char_end, "time", t) for t in times]
    for form, listed in (("mask", masks), ("number", numbers)):
        taken = sorted(things, key=lambda thing: thing[0])
        starts = [thing[0] for thing in taken]
        for one in listed:
            i = bisect_left(starts, one.end)
            if not (i and taken[i - 1][1] > one.start):
                things.append((one.start, one.end, form, one))
    return sorted(things, key=lambda thing: thing[0])


def _sentence(text, words, start, language, before, found):
    """Add the rows of one sentence; return its last figure."""
    roles, last = find_roles(words), None
    found.reports.update(words[i].thing.char_start for i, role in roles.items() if role == "report")
    s = count_people(text, words, start, language, before)
    set_status(s)
    for one in s.figures:
        if one.kind:
            found.rows.append(_row(s, one, *_dated(words, one, s.figures, roles)))
            last = last if last and one.subset else one
        elif one.number.sense != "article":
            found.unresolved.extend((n.start, n.end, one.reason) for n in (one.low, one.number) if n)
    for place, number, unit in find_durations(words, s.figures, language):
        time, _ = _dated(words, Counted(place, place, place + 1, number), s.figures, roles)
        found.rows.append(_duration(text, words, place, number, unit, time, language))
    return last


def _dated(words, one, counted, roles):
    """Return the Time that dates a figure, or None, and what the date that it goes with says instead."""
    place = date_of(words, one, counted, roles)
    role = roles.get(place)
    time = None if place is None or role else words[place].thing
    if time and time.start and tells_when(words, one, place):
        period = time.period.split("/")[0]
        time = replace(time, end=bounds(period)[1], period=period)
    return time, role


def _row(s, one, time, role):
    """Return the row of a figure; a comparator before the first of two that share a verb covers the second too."""
    shared = one.of and one.anchor and one.anchor is one.of.anchor and not one.subset and one.comparator == "exact"
    comparator = one.of.comparator if shared and one.of.comparator in CELLS else one.comparator
    low, best, high = limits(s.text, comparator, one.number, one.low)
    one.cumulative = is_cumulative(s, one, time, role == "start")
    one.party, one.unit = party_of(s, one), unit_of_figure(s, one)
    first, last = one.begin, one.end - 1
    while "subset" in s.words[first].tags or s.words[first].text == ",":
        first += 1
    first, number = s.words[first].start, one.low or one.number
    if one.low:
        first = min(first, range_start(s.text, one.low, s.words[0].start, s.language))
    if one.elided and one.anchor and 0 <= one.anchor.index - one.end <= 2:
        last = one.anchor.index  # "29 died"
    known = one.of is not None or one.relation in ALONE or "subset" in s.words[one.begin].tags
    used = [one.relation.replace(" ", "-").replace(",", ""), one.tag, *one.rules, one.number.rule, f"unit.{one.unit}"]
    used = [each if each.startswith(f"{s.language}.") else f"{s.language}.{each}" for each in used if each]
    return Row(
        one.kind, low, best, high, comparator, one.party, one.unit, one.status, one.cumulative,
        one.subset and known, one.rate, first, s.words[last].end, number.start, one.number.end, time,
        tuple(used + ([time.rule] if time else [])),
    )  # fmt: skip


def _spans(text, number, language):
    """Whether "over eight months" means in the course of them."""
    spans = language.rules["comparing"]["spans"]
    return bool(re.search(rf"(?<!\w)(?:{spans})\s+\Z", text[max(0, number.start - 20) : number.start], re.IGNORECASE))


def _duration(text, words, place, number, unit, dated, language):
    time = words[place].thing
    comparator, used, begin = find_comparator(text, number, words[0].start, time.char_end, language)
    if comparator == "more-than" and _spans(text, number, language):
        comparator, used = "exact", ()
    low, best, high = limits(text, comparator, number)
    return Row(
        "duration", low, best, high, comparator, None, unit, "reported", False, False, None,
        min(begin, time.char_start), time.char_end, number.start, number.end, dated, (time.rule, *used),
    )  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One figure of a phrase: `low`, `best`, `high` (None where not stated), its comparator and its place."""

    low: int | None
    best: int | None
    high: int | None
    comparator: str
    number_start: int
    number_end: int
    rules: tuple


def read_figure(phrase, language):
    """Read the one figure that a phrase states.

    Numbers inside a date or a duration are not figures.

    Parameters
    ----------
    phrase : str
    language : str

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the phrase states no figure, or more than one: nothing is chosen silently.

    Examples
    --------
    >>> figure = read_figure("oltre seimila morti", "it")
    >>> figure.comparator, figure.low, figure.high
    ('more-than', 6000, None)
    """
    language = _rules.language(language)
    numbers, times = find_numbers(phrase, language), find_times(phrase, language)
    things = _things(numbers, times, find_masks(phrase, language, numbers, times))
    words = find_words(phrase, 0, len(phrase), things, language)
    counted = [
        one
        for one in count_people(phrase, words, 0, language).figures
        if one.number.sense != "article" or one.head is not None
    ]
    if len(counted) != 1:
        count = "no figure" if not counted else f"{len(counted)} figures"
        raise ValueError(f"the phrase {phrase!r} states {count}; one is needed")
    (one,) = counted
    low, best, high = limits(phrase, one.comparator, one.number, one.low)
    start = (one.low or one.number).start
    return Figure(low, best, high, one.comparator, start, one.number.end, (one.number.rule, *one.rules))
