"""From numbers, dates and words to rows: one figure each, with the words that set its cells."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from .comparators import CELLS, find_comparator, limits
from .counting import CLOSED, Counted, count_people
from .linking import date_of, event_dates, find_reports, is_cumulative, is_denied, party_of, unit_of
from .masks import find_masks
from .numbers import Number, find_numbers
from .parties import find_parties
from .times import Time, find_times
from .words import find_sentences, find_words

UNITS = {"H": "hours", "D": "days", "W": "weeks", "M": "months", "Y": "years"}


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
    things, found = _things(numbers, times, masks), Found([], [], set())
    parties = find_parties(text, language) if any(thing[2] == "number" for thing in things) else []
    starts, sides = [thing[0] for thing in things], [party.start for party in parties]
    before = event = None
    for start, end in find_sentences(text, language):
        inside = things[bisect_left(starts, start) : bisect_left(starts, end)]
        if not inside:
            before = None
            continue
        named = [(p.start, p.end, "party", p) for p in parties[bisect_left(sides, start) : bisect_left(sides, end)]]
        named = [p for p in named if not any(t[0] < p[1] and p[0] < t[1] for t in inside)]
        words = find_words(text, start, end, sorted(inside + named, key=lambda thing: thing[0]), language)
        before, event = _sentence(text, words, start, language, before, event, found)
    found.rows.sort(key=lambda row: row.number_start)
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


def _sentence(text, words, start, language, before, event, found):
    """Add the rows of one sentence; return its last figure and its last date of an event."""
    reports = find_reports(words)
    found.reports.update(words[i].thing.char_start for i in reports)
    counted = count_people(text, words, start, language, before)
    dates, rows, last = event_dates(words, reports), [], None
    for one in counted:
        if one.kind is None:
            if one.number.sense != "article":
                found.unresolved.extend((n.start, n.end, one.reason) for n in (one.low, one.number) if n)
            continue
        time = date_of(words, one, counted, dates)
        if time is None and any("then" in word.tags for word in words):
            time = event
        rows.append(_row(text, words, one, time, language))
        last = one
    found.rows.extend(rows + _durations(words, counted, language, reports, dates))
    return last, words[dates[-1]].thing if dates else event


def _row(text, words, one, time, language):
    comparator = one.of.comparator if _shared(one) else one.comparator
    low, best, high = limits(text, comparator, one.number, one.low)
    status = "denied" if one.status == "reported" and is_denied(words, one) else one.status
    one.party, one.unit = party_of(words, one), unit_of(words, one)
    while words[one.begin].tags & {"subset"} or words[one.begin].text == ",":
        one.begin += 1
    within = one.how.endswith(".among") or (one.anchor is not None and one.anchor.topic)
    subset = one.subset and (one.of is not None or within)
    number = one.low or one.number
    used = [f"{language}.{one.how}", *one.rules, one.number.rule, f"{language}.unit.{one.unit}"]
    return Row(
        one.kind, low, best, high, comparator, one.party, one.unit, status, is_cumulative(words, one, time),
        subset, one.rate, words[one.begin].start, words[one.end - 1].end, number.start, one.number.end, time,
        tuple(used + ([time.rule] if time else [])),
    )  # fmt: skip


def _shared(one):
    """Whether a comparator before the first of two joined figures with one verb covers the second too."""
    other = one.of
    return bool(
        other
        and one.anchor
        and one.anchor is other.anchor
        and not one.subset
        and one.comparator == "exact"
        and other.comparator in CELLS
    )


def _durations(words, counted, language, reports, dates):
    """Return a row for every duration of fighting, or of what befell the people of the same sentence."""
    found = []
    for i, word in enumerate(words):
        time = word.thing if word.form == "time" else None
        if time is None or not time.duration or time.reason or i in reports:
            continue
        if not _of_fighting(words, i, counted):
            continue
        number = next(iter(find_numbers(time.phrase, language)), None) or _hyphened(time)
        unit = UNITS.get(time.duration[-1])
        if number is None or unit is None or number.sense == "article":
            continue
        start = time.char_start + number.start
        comparator, rules, begin = _comparator(words, i, time, number, language)
        low, best, high = limits(time.phrase, comparator, number)
        dated = date_of(words, Counted(i, i, i + 1, number, "exact", ()), counted, dates)
        found.append(
            Row("duration", low, best, high, comparator, None, unit, "reported", False, False, None, begin,
                time.char_end, start, time.char_start + number.end, dated, (time.rule, *rules))
        )  # fmt: skip
    return found


def _hyphened(time):
    """Return the number of "71-day", which counts no people and is no number by itself."""
    match = re.match(r"\w+(?=-)", time.phrase)
    amount = re.search(r"[\d.]+", time.duration)
    return Number(0, match.end(), float(amount[0]), time.rule) if match and amount else None


def _comparator(words, i, time, number, language):
    before = " ".join(word.text for word in words[max(0, i - 4) : i])
    text = f"{before} {time.phrase}"
    shift = len(before) + 1
    moved = Number(shift + number.start, shift + number.end, number.value, number.rule, number.sense)
    comparator, rules, _ = find_comparator(text, moved, 0, len(text), language)
    return comparator, rules, time.char_start


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
    beside = any(_one_clause(words, i, one) for one in counted if one.kind or one.reason == "two kinds")
    return led and beside and not any(word.text in CLOSED for word in before[-2:])


def _one_clause(words, i, one):
    between = words[min(i, one.at) : max(i, one.at)]
    return len(between) <= 10 and not any("break" in word.tags or word.text in '”»"' for word in between)


def _compound(after):
    """Return the words of a noun that a duration stands right before: "71-day siege"."""
    for i, word in enumerate(after[:3]):
        if word.form not in ("word", "party") or "stop" in word.tags:
            return after[:i]
    return after[:3]


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
    numbers, times = find_numbers(phrase, language), find_times(phrase, language)
    things = _things(numbers, times, find_masks(phrase, language, numbers, times))
    words = find_words(phrase, 0, len(phrase), things, language)
    counted = [
        one for one in count_people(phrase, words, 0, language) if one.number.sense != "article" or one.head is not None
    ]
    if len(counted) != 1:
        count = "no figure" if not counted else f"{len(counted)} figures"
        raise ValueError(f"the phrase {phrase!r} states {count}; one is needed")
    (one,) = counted
    low, best, high = limits(phrase, one.comparator, one.number, one.low)
    start = (one.low or one.number).start
    return Figure(low, best, high, one.comparator, start, one.number.end, (one.number.rule, *one.rules))
