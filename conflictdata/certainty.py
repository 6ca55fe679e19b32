"""Certainty: a number of people with its comparator and bounds, its sign and words, sums that refuse, averages.

The grammar is defined here, once: which of low, best and high a comparator states, how it is written, and how far a
rounded number reaches. Tables, charts, readings and comparisons take it from here.
"""

import math
from dataclasses import dataclass, replace
from datetime import date
from itertools import permutations

import pandas as pd

from .edtf import days
from .i18n import Speaker, number, say

BOUNDS = ["low", "best", "high"]
FORMS = {  # how a number is stated: which of low, best and high it gives, and its sign in tables
    "exact": ((True, True, True), "{n}"),
    "at-least": ((True, True, False), "≥ {n}"),
    "more-than": ((True, True, False), "> {n}"),
    "at-most": ((False, True, True), "≤ {n}"),
    "less-than": ((False, True, True), "< {n}"),
    "almost": ((False, True, True), "≲ {n}"),
    "about": ((False, True, False), "≈ {n}"),
    "vague": ((True, False, False), "{n}+"),
    "between": ((True, False, True), "{low}–{high}"),
    "estimate": ((True, True, True), "{n} ({low}–{high})"),
    "estimate-best": ((False, True, False), "{n}"),
}
SIGNS = {form: sign for form, (_, sign) in FORMS.items()}
STATED = {form: {cells} for form, (cells, _) in FORMS.items()}  # which cells a comparator may fill
STATED["estimate"] |= STATED.pop("estimate-best") | STATED["between"]  # its range or its best may not be stated
CELLS = {c: cells for c, (cells, _) in FORMS.items() if c in STATED and c not in ("between", "estimate")}  # one number
FLOORS = tuple(c for c, cells in CELLS.items() if cells == (True, True, False))
CEILINGS = tuple(c for c, cells in CELLS.items() if cells == (False, True, True))


class KindError(ValueError):
    """The tolls count different things (killed and missing, soldiers and all), or cannot be summed."""


class OverlapError(ValueError):
    """The tolls may count the same people: their periods and parties overlap, or the record says so."""


@dataclass(frozen=True)
class Toll:
    """A number of people as one source states it, with its certainty: low, best, high, comparator.

    Parameters
    ----------
    comparator : str
        exact, at-least, more-than, at-most, less-than, almost, about, between, vague or estimate.
    low, best, high : float or None
        People; None where the words give no such bound.
    kind, unit : str
        What happened to whom: "killed", "persons" or "soldiers".
    party : tuple of str
        Actor ids of those counted; empty for all sides together. A text is split at semicolons.
    start, end : datetime.date, optional
        The period counted, inclusive.
    records, may_include : tuple of str
        The ids of the record that it rests on; ids whose people may be counted in it too.
    status, as_of, confidence : str
        our_sum, our_average, other_reading or the record's; the day of the report; how sure the record is. Or empty.
    note, language : str
        What a reader has to know beside the number, such as the terms of a sum; the language in which it prints itself.
    days : int, optional
        For an average a day: the days that it divides by.

    Raises
    ------
    ValueError
        For a negative count, a bound out of order, or cells that do not fit the comparator.

    Examples
    --------
    >>> str(Toll("at-least", 49, 49))
    'at least 49'
    """

    comparator: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    kind: str = "killed"
    unit: str = "persons"
    party: tuple = ()
    start: date | None = None
    end: date | None = None
    records: tuple = ()
    status: str = "reported"
    note: str = ""
    days: int | None = None
    as_of: str = ""
    confidence: str = ""
    may_include: tuple = ()
    language: str = "en"

    def __post_init__(self):
        for name in ("party", "may_include"):
            if isinstance(getattr(self, name), str):
                object.__setattr__(self, name, tuple(filter(None, getattr(self, name).split(";"))))
        for name in ("start", "end"):
            when = getattr(self, name)
            object.__setattr__(self, name, None if pd.isna(when) else pd.Timestamp(when).date())
        tell, (low, best, high) = Speaker(self.language), (self.low, self.best, self.high)
        stated, told = [n for n in (low, best, high) if n is not None], f"{low}, {best}, {high}"
        if self.comparator not in STATED:
            known = ", ".join(STATED)
            raise ValueError(tell("refused.comparator", comparator=repr(self.comparator), known=known))
        if any(not math.isfinite(n) or n < 0 for n in stated):
            raise ValueError(tell("refused.not_people", told=told))
        if stated != sorted(stated):
            raise ValueError(tell("refused.order", told=told))
        one_number = self.comparator not in CELLS or len(set(stated)) == 1
        cells = (low is not None, best is not None, high is not None)
        if cells not in STATED[self.comparator] or not one_number:
            raise ValueError(tell("refused.cells", comparator=repr(self.comparator), told=told))
        if self.start and self.end and self.start > self.end:
            raise ValueError(tell("refused.backwards", start=str(self.start), end=str(self.end)))

    @classmethod
    def count(cls, n, comparator="exact", **about):
        """Make the toll of one stated number: ``Toll.count(49, "at-least")``."""
        stated = CELLS.get(comparator, (True, False, False))  # refused by a comparator that needs two numbers
        return cls(comparator, *(n if cell else None for cell in stated), **about)

    @classmethod
    def of(cls, row, **about):
        """Make the toll of a row with `comparator`, `low`, `best` and `high`; what is missing there is not stated."""
        cells = (None if pd.isna(row.get(bound)) else float(row[bound]) for bound in BOUNDS)
        whole = (int(n) if n is not None and n.is_integer() else n for n in cells)
        return cls(row["comparator"], *whole, **about)

    @property
    def n(self):
        """The number that the words name: best, else low, else high."""
        return next(n for n in (self.best, self.low, self.high) if n is not None)

    @property
    def sign(self):
        """The toll as a table shows it: ≥ 49, > 6,000, ≈ 30,000."""
        return SIGNS[self.form].format(**self.cells("en"))

    def words(self, language="en"):
        """Return the toll in words: "more than 6,000"; a rate is "at least 33 a day"."""
        text = say(f"comparator.{self.form}", language, **self.cells(language))
        return say("toll.per_day", language, toll=text) if self.days else text

    @property
    def form(self):
        """The comparator, or for an estimate what is stated of it: a key of SIGNS."""
        if self.comparator != "estimate" or None not in (self.low, self.best, self.high):
            return self.comparator
        return "between" if self.best is None else "estimate-best"

    @property
    def bounds(self):
        """Lower and upper bound, None where none is stated; those of "about" are the ends of its rounding.

        They lie half of the last counted digit on either side, rounded outwards to whole people. Our arithmetic.

        >>> Toll.count(30000, "about").bounds, Toll.count(5, "about").bounds
        ((25000, 35000), (4, 6))
        """
        if self.comparator != "about":
            return self.low, self.high
        step = 1  # the place value of the last digit that is not zero: 10,000 for 30,000
        while self.best and self.best % (step * 10) == 0:
            step *= 10
        return max(math.floor(self.best - step / 2), 0), math.ceil(self.best + step / 2)

    @property
    def reach(self):
        """The fewest and the most people that the words allow: at least 49 reaches from 49 without an end."""
        low, high = self.bounds
        if low is None and high is None:
            return self.best, self.best  # an estimate of which no range is stated
        return 0 if low is None else low, math.inf if high is None else high

    def __str__(self):
        return ", ".join(filter(None, (self.words(self.language), self.note)))

    def __repr__(self):
        return f"Toll({str(self)!r})"

    def cells(self, language):
        """Return n, low, best and high as they are written, for the words and signs of its form."""
        cells = {name: getattr(self, name) for name in ("n", *BOUNDS)}
        return {name: "" if n is None else number(n, language) for name, n in cells.items()}


def named(toll, tell):
    """Return what a sentence calls a toll: the records it rests on, or its words."""
    return " + ".join(toll.records) or tell("toll.named", toll=toll.words(tell.language))


def counted(kind, unit, tell, n=2, place="both"):
    """Return in words whom a toll counts: "soldiers reported killed", "soldier reported killed" for one."""
    key = f"counted.{kind}.{unit}"
    if not tell.knows(key):
        return f"{kind}, {unit}".replace("_", " ")  # codes of a reader's own
    return tell(f"{key}.one" if n == 1 and tell.knows(f"{key}.one") else key, where=tell(f"in.{place}"))


def total(tolls, tell):
    """Add tolls bound by bound, or say why they must not be added; see `conflictdata.add`."""
    for error, reason, holds in REFUSALS:
        for a, b in permutations(tolls, 2):
            if holds(a, b):
                raise error(tell(f"refused.{reason}", **_facts(a, b, tell)))
    parties, starts, ends = ([getattr(t, key) for t in tolls] for key in ("party", "start", "end"))
    terms = ("{best}" if t.best is not None and t.comparator != "about" else SIGNS[t.form] for t in tolls)
    terms = [term.format(**t.cells(tell.language)) for term, t in zip(terms, tolls, strict=True)]
    return Toll(
        *_sum(tolls, tell),
        *(tolls[0].kind, tolls[0].unit),
        party=tuple(sorted(set().union(*parties))) if all(parties) else (),
        start=min(starts) if all(starts) else None,
        end=max(ends) if all(ends) else None,
        records=tuple(r for t in tolls for r in t.records),
        may_include=tuple(r for t in tolls for r in t.may_include),
        status="our_sum",
        note=tell("toll.our_sum", terms=" + ".join(terms)),
        language=tell.language,
    )


def _sum(tolls, tell):
    """Return comparator, low, best and high of a sum, with the weakest certainty of its terms."""
    kinds = {t.comparator for t in tolls}
    low, high = (_added(bounds) for bounds in zip(*(t.bounds for t in tolls), strict=True))
    if kinds <= {"exact", "estimate"}:
        best = _added([t.best for t in tolls])
        if (low, best) != (None, None):
            return "exact" if kinds == {"exact"} else "estimate", low, best, high
    elif "vague" not in kinds:
        if None not in (low, high):
            return "between", low, None, high
        if low is not None:
            return "more-than" if "more-than" in kinds else "at-least", low, low, None
        if high is not None:
            return "less-than" if "less-than" in kinds else "at-most", None, high, high
    told = tell.listed([f"{named(t, tell)} ({t.words(tell.language)})" for t in tolls])
    raise KindError(tell("refused.vague" if "vague" in kinds else "refused.no_bound", tolls=told))


def _added(numbers):
    return None if None in numbers else sum(numbers)


def _share_a_side(a, b):
    """Whether two tolls may count people of one side; one that names no side may count any."""
    return not a.party or not b.party or set(a.party) & set(b.party)


def _overlap(a, b):
    """Whether two periods share a day; an unknown period may share any."""
    return not (a.start and b.start) or (a.start <= (b.end or date.max) and b.start <= (a.end or date.max))


def _lost_in_rounding(a, b):
    stated = a.comparator == "about" != b.comparator and a.records and b.records
    return stated and b.n < a.bounds[1] - a.bounds[0]


def _moved(a, b):
    early = {a.status, b.status} & {"preliminary", "superseded"}
    return a.as_of != b.as_of and _overlap(a, b) and bool(early or (a.as_of and b.as_of))


REFUSALS = (  # why two tolls a and b have no sum: the first that holds of any two, in either order, decides
    (OverlapError, "may_include", lambda a, b: set(b.records) & set(a.may_include)),
    (KindError, "rates", lambda a, b: a.days),
    (KindError, "kept_to_label", lambda a, b: a.confidence == "low"),
    (KindError, "unit_not_stated", lambda a, b: a.unit == "not_stated"),
    (KindError, "unlike", lambda a, b: (a.kind, a.unit) != (b.kind, b.unit)),
    (KindError, "lost_in_rounding", _lost_in_rounding),
    (OverlapError, "same_days", lambda a, b: _share_a_side(a, b) and _overlap(a, b)),
    (OverlapError, "moved", _moved),
)


def _facts(a, b, tell):
    """Return what the sentence of a refusal may name of two tolls."""
    facts = {"days": tell("toll.no_period")}
    if a.start and b.start and _overlap(a, b):
        start, ends = max(a.start, b.start), [end for end in (a.end, b.end) if end]
        facts["days"] = tell.span(start, min(ends, default=start))
    for key, toll in (("a", a), ("b", b)):
        facts[key], facts[f"{key}_counts"] = named(toll, tell), counted(toll.kind, toll.unit, tell)
        facts[f"{key}_given"] = tell.period(toll.as_of) if toll.as_of else tell("absent.not_stated")
    return facts


def average(toll, start, end, label, status, tell):
    """Divide a toll by the days from `start` to `end`; see `conflictdata.per_day`."""
    if toll.days or toll.comparator == "vague":
        raise KindError(tell("refused.average", toll=named(toll, tell), words=toll.words(tell.language)))
    length = days(start, end)
    comparator, low, best, high = _divided(toll, length)
    note = label.format(days=tell.number(length))
    if comparator == "less-than" or best == 0:  # the count itself says more
        note = tell("toll.in_days", n=toll.words(tell.language), note=note)
    about = {"days": length, "start": start, "end": end, "status": status, "note": note, "language": tell.language}
    return replace(toll, comparator=comparator, low=low, best=best, high=high, **about)


def _divided(toll, length):
    """Return comparator, low, best and high of a toll divided by days, in whole people."""
    low, high = (None if n is None else n / length for n in toll.bounds)
    if toll.best is not None and toll.comparator in ("exact", "estimate") and low in (None, high):
        best = toll.best / length
        if best.is_integer() and toll.comparator == "exact":
            return "exact", *[int(best)] * 3
        return ("about", None, round(best), None) if best >= 1 else ("less-than", None, 1, 1)
    if high is None:
        return "at-least", math.floor(low), math.floor(low), None
    if high < 1:
        return "less-than", None, 1, 1
    if low is None:
        return "at-most", None, math.ceil(high), math.ceil(high)
    about = toll.comparator == "about"  # a rounded number has a rounded average
    low, high = (round(low), round(high)) if about else (math.floor(low), math.ceil(high))
    return ("about", None, low, None) if low == high else ("between", low, None, high)
