"""A claim beside what others count, and why they differ: reasons derived from the records, never a verdict."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from .. import record
from ..i18n import Speaker
from ..tolls import toll
from . import phrasing
from .counts import UNLIKE, count, given_on, quiet_years, releases, table
from .phrasing import Pair

# Of two counts that differ in one of `APART` nothing is said of which is higher: they count other people.
APART = {"unit", "party", "place", "conflict", "other_side"}
ALONE = (  # what holds of one count, whatever the other is
    "other_side",  # what one side says of the other side's dead
    "slip",  # probably a slip of the source
    "mixed",  # who is in it is disputed
    "rough_day",  # its day is not certain
    "threshold",  # years with fewer than 25 deaths have no row in it
    "comparator",  # a floor, or a rounded number
    "alternative",  # the claim has another reading of its comparator
    "preliminary",  # called so by its source, or an early figure
    "replaced",  # a later figure took its place
    "pointer",  # seen only in a work that points to it
)
REASONS = (*UNLIKE[:-1], *ALONE, "day_of_counting", "release")


@dataclass(frozen=True)
class Difference:
    """Two counts side by side: how their numbers lie, and why they differ.

    Parameters
    ----------
    first, second : str
        Ids of claims or references.
    relation : str
        Of the second to the first: itself, same_figure (the article repeats it), same_number, floor_holds (the
        first is a floor, the second lies above it), ranges_meet, higher, lower, or unlike: not to be ranked.
    reasons : tuple of str
        From `REASONS`, in that order.
    words : str
    """

    first: str
    second: str
    relation: str
    reasons: tuple
    words: str

    @property
    def comparable(self):
        """Whether the two count the same people, by the same measure, over the same days."""
        return not set(UNLIKE) & set(self.reasons)

    def __str__(self):
        return self.words

    def _repr_html_(self):
        return f"<p>{escape(self.words)}</p>"


def compare(claim_id, language="en"):
    """Return the references on the same matter as a death toll of the article, and why each differs from it.

    Left out is only what counts the dead of one side where the claim counts the other's. Counts of unlike
    things are never subtracted.

    Parameters
    ----------
    claim_id : str
        A claim that counts deaths: one of ``casualties()["claim_id"]``.
    language : {"en", "it"}

    Returns
    -------
    pandas.DataFrame
        One row per reference, in the order of `references()`: `claim_id`, `reference_id`, `claimant` (actor id),
        `counted` and `toll` (in words), `measure`, `unit`, `party`, `period` (EDTF), `low`, `best`, `high` (people),
        `comparator`, `status`, `grade`, `as_of`, `release`, `definition` (of the measure), `note`, `relation`,
        `reasons` (see `Difference`; separated by semicolons), `comparable`, and `sentence`.

    Raises
    ------
    KeyError
        If the id is no claim, or one that counts no deaths.

    Examples
    --------
    >>> table = compare("C34").set_index("reference_id")
    >>> table.loc["kt-2020", ["relation", "reasons"]].tolist()
    ['ranges_meet', 'measure;period;comparator']
    """
    tell = Speaker(language)
    toll(claim_id, language)
    if claim_id not in set(record.casualties()["claim_id"]):
        raise KeyError(tell("refused.no_claim", id=repr(claim_id)))
    claim, definitions = count(claim_id), table("glossary", "term_id")[f"definition_{language}"]
    rows = []
    for row in table("references", "reference_id").reset_index().to_dict("records"):
        if row["matter"] not in claim.matter.split(";"):
            continue
        other = count(row["reference_id"])
        if len(claim.party) == 1 and other.party and not claim.party & other.party:
            continue
        pairs, relation = _judged(claim, other)
        held = [reason for reason, _ in pairs]
        rows.append(
            {"claim_id": claim_id}
            | {key: row[key] for key in ("reference_id", "claimant", "measure", "unit", "party", "period")}
            | {"counted": phrasing.counted(other, tell), "toll": phrasing.number(other, tell)}
            | {key: row[key] for key in ("low", "best", "high", "comparator", "status", "grade", "as_of", "release")}
            | {"definition": definitions[row["measure"]], "note": row[f"note_{language}"]}
            | {"relation": relation, "reasons": ";".join(held), "comparable": not set(UNLIKE) & set(held)}
            | {"sentence": Pair(claim, other, relation, pairs, tell).sentences()}
        )
    frame = pd.DataFrame(rows)
    text = frame.columns.difference(["low", "best", "high", "comparable"])
    return frame.astype(dict.fromkeys(text, "string") | dict.fromkeys(["low", "best", "high"], "Int64"))


def differ(first, second, language="en"):
    """Say how two counts lie to each other, and why they differ.

    Parameters
    ----------
    first, second : str
        Ids of claims that count deaths, or of references.
    language : {"en", "it"}

    Returns
    -------
    Difference
        Its text is the answer in words; `reasons` and `relation` are the same for programs.

    Raises
    ------
    KeyError
        If an id is no claim that counts deaths and no reference.

    Examples
    --------
    >>> print(differ("arm-ic-2020-3781", "arm-ic-2020-3808").relation)
    higher
    """
    tell = Speaker(language)
    for thing in (first, second):
        if not isinstance(thing, str):
            raise KeyError(tell("refused.no_id", thing=repr(thing)))
        toll(thing, language)
    a, b = count(first), count(second)
    pairs, relation = _judged(a, b)
    words = f"{phrasing.introduced(a, tell)} {Pair(a, b, relation, pairs, tell).sentences()}"
    return Difference(first, second, relation, tuple(reason for reason, _ in pairs), words)


def _judged(a, b):
    """Return the reasons why two counts differ, each with the counts of which it holds, and how the two lie."""
    pairs = _reasons(a, b)
    return pairs, _relation(a, b, {reason for reason, _ in pairs})


def _reasons(a, b):
    """Return the reasons that hold, in order, each with the counts of which it holds."""
    if a.id == b.id:
        return ()
    between = {reason: (a, b) for reason, test in BETWEEN.items() if test(a, b)}
    alone = {reason: tuple(f for f in (a, b) if test(f)) for reason, test in OF_ONE.items()}
    held = between | {reason: figures for reason, figures in alone.items() if figures}
    return tuple((reason, held[reason]) for reason in REASONS if reason in held)


def _relation(a, b, reasons):
    (low, high), (other_low, other_high) = a.toll.reach, b.toll.reach
    if a.id == b.id:
        return "itself"
    if b.claimant and b.claimant in a.chain.split(";") and a.toll.n == b.toll.n:
        return "same_figure"
    if reasons & APART:
        return "unlike"
    if (a.toll.comparator, a.toll.n, a.toll.reach) == (b.toll.comparator, b.toll.n, b.toll.reach):
        return "same_number"
    if a.toll.comparator in ("at-least", "more-than") and other_low > low:
        return "floor_holds"
    if other_low <= high and low <= other_high:
        return "ranges_meet"
    if reasons & set(UNLIKE) and not (reasons & set(UNLIKE) == {"period"} and "day_of_counting" in reasons):
        return "unlike"  # but for a toll that moved while the days went on
    return "higher" if other_low > high else "lower"


def _same_days(a, b):
    same = (a.toll.start, a.toll.end) == (b.toll.start, b.toll.end)
    for rough, exact in ((a, b), (b, a)):  # "in the autumn of 2020", "last week" name the days of what lies within
        inside = rough.toll.start <= exact.toll.start and exact.toll.end <= rough.toll.end
        same = same or (rough.is_claim and rough.precision in ("season", "week") and inside)
    return same


def _one_chain(a, b):
    """Whether two are counts of the same dead, given on two days: a toll that moved."""
    days = given_on(a), given_on(b)
    return all(days) and days[0] != days[1] and a.party == b.party != frozenset() and a.toll.n != b.toll.n


def _released(a, b):
    (mine, _), (theirs, late) = releases(a), releases(b)
    return late if a.is_claim else bool(mine and theirs and mine != theirs and a.claimant == b.claimant)


BETWEEN = {  # when a reason holds between two counts
    "measure": lambda a, b: a.toll.kind != b.toll.kind,
    "unit": lambda a, b: a.toll.unit != b.toll.unit,
    # one side is not all; several sides, or none named, may be the same
    "party": lambda a, b: a.party != b.party and 1 in (len(a.party), len(b.party)),
    "place": lambda a, b: a.place != b.place,
    "conflict": lambda a, b: a.claimant == b.claimant and bool(a.conflict and b.conflict) and a.conflict != b.conflict,
    "period": lambda a, b: not _same_days(a, b),
    "day_of_counting": _one_chain,
    "release": _released,
}
OF_ONE = {  # when a reason holds of one of them
    "other_side": lambda one: one.status == "claimed" and one.confidence == "low",
    "slip": lambda one: one.status == "disputed" and one.confidence == "low",
    "mixed": lambda one: one.holds(lambda part: part.status == "disputed" and part.confidence != "low"),
    "rough_day": lambda one: "~" in one.period,
    "threshold": lambda one: quiet_years(one) > 0,
    "comparator": lambda one: one.toll.comparator in ("at-least", "more-than", "about"),
    "alternative": lambda one: bool(one.alternative),
    "preliminary": lambda one: one.holds(lambda part: part.status == "preliminary"),
    "replaced": lambda one: one.holds(lambda part: bool(part.superseded_by)),
    "pointer": lambda one: one.holds(lambda part: part.status == "pointer"),
}
