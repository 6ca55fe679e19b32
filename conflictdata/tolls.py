"""Tolls: counts of people with their certainty, sums that refuse nonsense, averages per day."""

import math
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import pandas as pd

from . import record
from .edtf import days
from .i18n import number, say
from .reading import CELLS

SIGNS = {  # by form: the comparator, or for an estimate what is stated of it
    "exact": "{n}",
    "at-least": "≥ {n}",
    "more-than": "> {n}",
    "at-most": "≤ {n}",
    "less-than": "< {n}",
    "almost": "≲ {n}",
    "about": "≈ {n}",
    "between": "{low}–{high}",
    "vague": "{n}+",
    "estimate": "{n} ({low}–{high})",
    "estimate-best": "{n}",
}
STATED = {  # comparator: which of low, best and high may be stated
    **{comparator: {cells} for comparator, cells in CELLS.items()},
    "between": {(True, False, True)},
    "vague": {(True, False, False)},
    "estimate": {(True, True, True), (False, True, False), (True, False, True)},
}


class KindError(ValueError):
    """The figures count different things (killed and missing, soldiers and all), or cannot be summed."""


class OverlapError(ValueError):
    """The figures may count the same people: their periods and parties overlap, or the record says so."""


@dataclass(frozen=True)
class Toll:
    """A count of people as one source states it, with its certainty: low, best, high, comparator.

    Parameters
    ----------
    comparator : str
        exact, at-least, more-than, at-most, less-than, almost, about, between, vague or estimate.
    low, best, high : float or None
        People; None where the words give no such bound.
    kind, unit : str
        What happened to whom: "killed", "persons" or "soldiers".
    party : tuple of str
        Actor ids of those counted; empty for all sides together.
    start, end : datetime.date, optional
        The period counted, inclusive.
    records : tuple of str
        The ids the toll rests on.
    status : str
        our_sum, our_average, other_reading, or what the record says: reported, claimed, estimate and others.
    note : str
        What a reader has to know beside the number, such as the terms of a sum.
    as_of, confidence : str
        The day on which it was reported and how sure the record is of it; empty where not stated.
    days : int, optional
        The days that an average divides by.
    per_day : bool
        Whether the numbers are an average a day.

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
    per_day: bool = False
    as_of: str = ""
    confidence: str = ""

    def __post_init__(self):
        if isinstance(self.party, str):
            object.__setattr__(self, "party", tuple(filter(None, self.party.split(";"))))
        for name in ("start", "end"):
            object.__setattr__(self, name, _day(getattr(self, name)))
        if self.comparator not in STATED:
            raise ValueError(f"unknown comparator {self.comparator!r}: use one of {', '.join(STATED)}")
        cells = self.low, self.best, self.high
        stated = [n for n in cells if n is not None]
        if any(not math.isfinite(n) or n < 0 for n in stated):
            raise ValueError(f"a toll counts people: {stated} has a number below zero or not finite")
        if stated != sorted(stated):
            raise ValueError("low, best and high are out of order: {}, {}, {}".format(*cells))
        one_number = self.comparator not in CELLS or len(set(stated)) == 1
        if tuple(n is not None for n in cells) not in STATED[self.comparator] or not one_number:
            told = "{}, {}, {}".format(*cells)
            raise ValueError(f"{self.comparator!r} does not go with low, best, high = {told}")
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"the period ends ({self.end}) before it starts ({self.start})")

    @classmethod
    def count(cls, n, comparator="exact", **about):
        """Make the toll of one stated number: ``Toll.count(49, "at-least")``."""
        if comparator not in CELLS:
            raise ValueError(f"one number does not make a toll {comparator!r}: use one of {', '.join(CELLS)}")
        return cls(comparator, *(n if stated else None for stated in CELLS[comparator]), **about)

    @property
    def n(self):
        """The number that the words name: best, else low, else high."""
        return next(n for n in (self.best, self.low, self.high) if n is not None)

    @property
    def sign(self):
        """The toll as a table shows it: ≥ 49, > 6,000, ≈ 30,000."""
        return self._sign("en")

    def words(self, language="en"):
        """Return the toll in words: "more than 6,000"; a rate is "at least 33 a day"."""
        text = say(f"comparator.{self._form()}", language, **self._cells(language))
        return say("toll.per_day", language, toll=text) if self.per_day else text

    def rounding(self):
        """Return how far "about" may reach: half of the last counted digit on either side. Our arithmetic.

        Examples
        --------
        >>> Toll.count(30000, "about").rounding()
        (25000, 35000)
        """
        if self.comparator != "about":
            raise ValueError(f"only a toll 'about' a number has a rounding; this one is {self.comparator!r}")
        step = 1  # the place value of the last digit that is not zero: 10,000 for 30,000
        while self.best and self.best % (step * 10) == 0:
            step *= 10
        return max(math.floor(self.best - step / 2), 0), math.ceil(self.best + step / 2)

    def __str__(self):
        return f"{self.words()}, {self.note}" if self.note else self.words()

    def __repr__(self):
        return f"Toll({str(self)!r})"

    def _form(self):
        if self.comparator != "estimate" or None not in (self.low, self.best, self.high):
            return self.comparator
        return "between" if self.best is None else "estimate-best"

    def _bounds(self):
        return self.rounding() if self.comparator == "about" else (self.low, self.high)

    def _sign(self, language):
        return SIGNS[self._form()].format(**self._cells(language))

    def _cells(self, language):
        cells = {"n": self.n, "low": self.low, "best": self.best, "high": self.high}
        return {name: "" if n is None else number(n, language) for name, n in cells.items()}


def toll(thing):
    """Return the toll of a claim id, of a reference id, or the Toll itself.

    Raises
    ------
    KeyError
        If no claim that counts people and no reference has this id.

    Returns
    -------
    Toll

    Examples
    --------
    >>> toll("C36").sign
    '≈ 30,000'
    """
    if isinstance(thing, Toll):
        return thing
    if not isinstance(thing, str):
        raise KeyError(f"no claim or reference {thing!r}: give one id as text, or a Toll")
    for frame, key in ((record.casualties(), "claim_id"), (record.references(), "reference_id")):
        found = frame[frame[key] == thing]
        if len(found):
            return _from_row(found.iloc[0], key)
    if thing in set(record.claims()["claim_id"]):
        counting = ", ".join(record.casualties()["claim_id"])
        raise KeyError(f"claim {thing} counts no people; those that do are {counting}")
    raise KeyError(f"no claim or reference {thing!r}; see casualties() and references()")


def add(*things, language="en"):
    """Add tolls, or say why they must not be added.

    Bounds are added one by one, and the sum keeps the weakest certainty of its terms: one term without an
    upper bound leaves the sum without one, and "about" counts from the lower to the upper end of its
    rounding. The result is marked as our sum, whoever else may print it.

    Parameters
    ----------
    *things : str or Toll
        Claim ids, reference ids or tolls; at least two.
    language : {"en", "it"}
        Of the note.

    Returns
    -------
    Toll
        With status "our_sum" and the terms in its note.

    Raises
    ------
    KindError
        If they count different things, or nothing can be said of their sum.
    OverlapError
        If they may count the same people. Both errors name the two records.

    Examples
    --------
    >>> add("C03", "C04")
    Toll('at least 99, our sum (49 + 50)')
    """
    if len(things) < 2:
        raise ValueError("add needs at least two tolls")
    tolls = [toll(thing) for thing in things]
    for i, first in enumerate(tolls):
        for second in tolls[i + 1 :]:
            _refuse(first, second)
    comparator, low, best, high = _sum(tolls)
    parties = [t.party for t in tolls]
    starts, ends = [t.start for t in tolls], [t.end for t in tolls]
    plain = [t.best is not None and t.comparator != "about" for t in tolls]
    terms = [number(t.best, language) if p else t._sign(language) for t, p in zip(tolls, plain, strict=True)]
    return Toll(
        comparator,
        low,
        best,
        high,
        kind=tolls[0].kind,
        unit=tolls[0].unit,
        party=tuple(sorted(set().union(*parties))) if all(parties) else (),
        start=min(starts) if all(starts) else None,
        end=max(ends) if all(ends) else None,
        records=tuple(r for t in tolls for r in t.records),
        status="our_sum",
        note=say("toll.our_sum", language, terms=" + ".join(terms)),
    )


def per_day(thing, language="en"):
    """Return the average a day of a toll, one for each reading of the period it covers.

    A lower bound is rounded down and keeps its sign, an upper bound is rounded up, a range both ways; "about", a
    rounded number, becomes the nearest whole people at the ends of its rounding;
    an average under one a day is said as such. No digit is kept that the words do not carry.

    Parameters
    ----------
    thing : str or Toll
        A claim id with readings in `periods()`, or a Toll with `start` and `end`.
    language : {"en", "it"}
        Of the notes.

    Returns
    -------
    list of Toll
        With `days`, and the reading of the period in the note; the one printed in the article comes first.

    Raises
    ------
    KindError
        For an average, and for a vague toll, which has no number to divide.
    ValueError
        If the period has no end, so that there is nothing to divide by.

    Examples
    --------
    >>> for rate in per_day("C34"):
    ...     print(rate)
    at least 33 a day, over the printed six months (181 days)
    at least 136 a day, over the 44 days of the fighting
    """
    counted = toll(thing)
    readings = record.periods().query("claim_id == @thing") if isinstance(thing, str) else []
    if len(readings):
        return [
            _average(counted, row["start"].date(), row["end"].date(), row[f"label_{language}"], row["status"], language)
            for row in readings.to_dict("records")
        ]
    if not (counted.start and counted.end):
        raise ValueError(f"{_name(counted)} has no period with a start and an end, so no average per day")
    return [_average(counted, counted.start, counted.end, say("toll.own_period", language), "printed", language)]


def _average(counted, start, end, label, reading, language):
    if counted.per_day or counted.comparator == "vague":
        raise KindError(f"{_name(counted)} ({counted.words()}) cannot be divided by days")
    length = days(start, end)
    comparator, low, best, high = _divided(counted, length)
    note = label.format(days=number(length, language))
    if comparator == "less-than" or best == 0:  # the count itself says more
        note = say("toll.in_days", language, n=counted.words(language), note=note)
    status = "other_reading" if reading == "other_reading" else "our_average"
    numbers = {"comparator": comparator, "low": low, "best": best, "high": high}
    about = {"start": start, "end": end, "days": length, "status": status, "note": note}
    return replace(counted, per_day=True, **numbers, **about)


def _divided(counted, length):
    """Return comparator, low, best and high of a toll divided by days, in whole people."""
    low, high = (None if n is None else n / length for n in counted._bounds())
    if counted.comparator in ("exact", "estimate") and counted.best is not None and low in (None, high):
        best = counted.best / length
        if best.is_integer() and counted.comparator == "exact":
            return "exact", int(best), int(best), int(best)
        return ("about", None, round(best), None) if best >= 1 else ("less-than", None, 1, 1)
    if high is None:
        return "at-least", math.floor(low), math.floor(low), None
    if high < 1:
        return "less-than", None, 1, 1
    if low is None:
        return "at-most", None, math.ceil(high), math.ceil(high)
    if counted.comparator == "about":  # a rounded number has a rounded average
        low, high = round(low), round(high)
    else:
        low, high = math.floor(low), math.ceil(high)
    return ("about", None, low, None) if low == high else ("between", low, None, high)


def _day(when):
    """Return a day as a date: from a text, a date, a datetime or a Timestamp."""
    if when is None or when is pd.NaT:
        return None
    return pd.Timestamp(when).date()


def _refuse(first, second):
    names = f"{_name(first)} and {_name(second)}"
    for part, whole in ((first, second), (second, first)):
        if set(part.records) & set(_may_include(whole)):
            raise OverlapError(f"{names} may count the same dead: the record says {_name(whole)} may include "
                               f"{_name(part)}; they must not be added")  # fmt: skip
    if first.per_day or second.per_day:
        raise KindError(f"{names} are averages per day; averages of different periods have no sum")
    for doubtful in (first, second):
        if doubtful.confidence == "low":
            raise KindError(f"{names} cannot be added: the record keeps {_name(doubtful)} only to label it "
                            f"({doubtful.status}, confidence low)")  # fmt: skip
    for bare in (first, second):
        if bare.unit == "not_stated":
            raise KindError(f"{names} cannot be added: whether {_name(bare)} counts soldiers or all people is not said")
    for column in ("kind", "unit"):
        one, other = getattr(first, column), getattr(second, column)
        if one != other:
            raise KindError(f"{names} count different things: {one} and {other}; they cannot be added")
    for rounded, other in ((first, second), (second, first)):
        if rounded.comparator == "about" and other.comparator != "about":
            low, high = rounded.rounding()
            if other.records and rounded.records and other.n < high - low:
                raise KindError(f"{names} cannot be added: the rounding of {_name(rounded)} ({number(low)} to "
                                f"{number(high)}) is wider than {_name(other)}")  # fmt: skip
    share = not first.party or not second.party or set(first.party) & set(second.party)
    if share and _overlap(first, second):
        raise OverlapError(f"{names} may count the same dead: both cover {_shared_days(first, second)}; "
                           "they must not be added")  # fmt: skip
    moved = {first.status, second.status} & {"preliminary", "superseded"}
    if first.as_of != second.as_of and _overlap(first, second) and (moved or (first.as_of and second.as_of)):
        raise OverlapError(f"{names} are counts of the same days reported at different times "
                           f"({first.as_of or 'not stated'}; {second.as_of or 'not stated'}); a toll that moved must "
                           "not be added to one of another day")  # fmt: skip


def _may_include(toll_):
    return [r for claim in toll_.records for r in _included().get(claim, "").split(";")]


@lru_cache
def _included():
    return record.casualties().set_index("claim_id")["may_include"].dropna().to_dict()


def _overlap(first, second):
    """Whether two periods share a day; an unknown period may share any."""
    if not (first.start and second.start):
        return True
    far = date.max
    return first.start <= (second.end or far) and second.start <= (first.end or far)


def _shared_days(first, second):
    if not (first.start and second.start):
        return "a period that is not stated"
    start = max(first.start, second.start)
    end = min(first.end or date.max, second.end or date.max)
    return f"{start}" if start == end else f"{start} to {'today' if end == date.max else end}"


def _name(toll_):
    return " + ".join(toll_.records) or f"the toll {toll_.words()!r}"


def _sum(tolls):
    """Return comparator, low, best and high of a sum, with the weakest certainty of its terms."""
    kinds = {t.comparator for t in tolls}
    if "vague" in kinds:
        raise KindError(f"{_names(tolls)}: a vague toll has no number to add")
    low, high = (_total(bounds) for bounds in zip(*(t._bounds() for t in tolls), strict=True))
    if kinds <= {"exact", "estimate"}:
        best = _total([t.best for t in tolls])
        if (low, best) != (None, None):
            return "exact" if kinds == {"exact"} else "estimate", low, best, high
    elif None not in (low, high):
        return "between", low, None, high
    elif low is not None:
        return "more-than" if "more-than" in kinds else "at-least", low, low, None
    elif high is not None:
        return "less-than" if "less-than" in kinds else "at-most", None, high, high
    raise KindError(f"nothing can be said of the sum of {_names(tolls)}: no kind of bound is stated by all")


def _total(numbers):
    return None if None in numbers else sum(numbers)


def _names(tolls):
    return " and ".join(f"{_name(t)} ({t.words()})" for t in tolls)


def _from_row(row, key):
    cells = (None if pd.isna(row[c]) else int(row[c]) for c in ("low", "best", "high"))
    party = "" if pd.isna(row["party"]) else row["party"]
    claim = key == "claim_id"
    told = {"kind": row["kind"] if claim else row["measure"], "as_of": str(record.reference_day())}
    if not claim:
        stated = row[["status", "as_of", "confidence"]].fillna("")
        told |= stated.to_dict()
    return Toll(
        row["comparator"],
        *cells,
        unit=row["unit"],
        party=party,
        start=row["start"],
        end=row["end"],
        records=(row[key],),
        **told,
    )
