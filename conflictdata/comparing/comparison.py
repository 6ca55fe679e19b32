"""A claim beside what others count, and why they differ: reasons derived from the record, never a verdict."""

from html import escape

import pandas as pd

from .. import record
from ..certainty import BOUNDS
from ..i18n import Speaker
from ..record import rows
from .counts import count
from .grading import references
from .reasons import UNLIKE, clauses, reasons

APART = {"unit", "party", "place", "conflict", "other_side"}  # they count other people: neither is called higher
COLUMNS = [
    "claim_id", "reference_id", "claimant", "measure", "unit", "party", "period", "counted", "toll", *BOUNDS,
    "comparator", "status", "grade", "as_of", "release", "definition", "note", "relation", "reasons", "comparable",
    "sentence",
]  # fmt: skip


class Difference:
    """A count beside a first one: how the two lie, and why they differ; as text, the answer in words.

    Attributes
    ----------
    relation : str
        Of the second to the first: itself, same_figure (the article repeats it), same_number, floor_holds (the first is
        a floor, the second lies above it), ranges_meet, higher, lower, or unlike: not to be ranked.
    reasons : tuple of str
        From `reasons.REASONS`, in that order.
    comparable : bool
        Whether the two count the same people, by the same measure, over the same days.
    """

    def __init__(self, a, b, tell):
        self.a, self.b, self.tell = a, b, tell
        self.held = reasons(a, b)  # each with the counts of which it holds
        self.reasons = tuple(self.held)
        self.comparable = not set(UNLIKE) & set(self.held)
        self.relation = self._relation()
        self.first_in_words = tell(f"compare.other.{'article' if a.is_claim else 'first'}")  # beside the second

    def _relation(self):
        a, b = self.a.toll, self.b.toll
        (low, high), (other_low, other_high) = a.reach, b.reach
        unlike = set(UNLIKE) & set(self.held)
        moved = unlike == {"period"} and "day_of_counting" in self.held  # a toll that moved while the days went on
        relations = (
            ("itself", self.a.id == self.b.id),
            ("same_figure", bool(self.b.claimant) and self.b.claimant in self.a.chain.split(";") and a.n == b.n),
            ("unlike", bool(APART & set(self.held))),
            ("same_number", (a.comparator, a.n, a.reach) == (b.comparator, b.n, b.reach)),
            ("floor_holds", a.comparator in ("at-least", "more-than") and other_low > low),
            ("ranges_meet", other_low <= high and low <= other_high),
            ("unlike", unlike and not moved),
            ("higher", other_low > high),
            ("lower", True),
        )
        return next(relation for relation, holds in relations if holds)

    def why(self, key, **facts):
        """Return a clause of the catalogue."""
        return self.tell(f"why.{key}", other=self.first_in_words, **facts)

    def sentences(self):
        """Return the sentences on the second count beside the first."""
        if self.relation == "itself":
            return self.tell("compare.itself")
        parts = [self.b.introduced(self.tell)]
        if self.relation != "unlike":  # else no number is set against the other
            toll = self.a.toll.words(self.tell.language)
            parts.append(f"{self.tell(f'compare.{self.relation}', other=self.first_in_words, toll=toll)}.")
        told = [clause for reason, of in self.held.items() for clause in clauses(self, reason, of)]
        if told:
            like = self.comparable or self.relation == "same_figure"
            parts.append(self.tell(f"compare.{'mind' if like else 'unlike'}", reasons="; ".join(dict.fromkeys(told))))
        return " ".join(parts)

    def __repr__(self):
        return f"{self.a.introduced(self.tell)} {self.sentences()}"

    def _repr_html_(self):
        return f'<p lang="{self.tell.language}">{escape(str(self))}</p>'


def compare(claim_id, language="en"):
    """Return the references on the same matter as a death toll of the article, and why each differs from it.

    Left out is only what counts the dead of one side where the claim counts the other's. Counts are never subtracted.

    Returns
    -------
    pandas.DataFrame
        One row per reference, in the order of `references()`: `claim_id`, `reference_id`, `claimant` (actor id),
        `measure`, `unit`, `party`, `period` (EDTF), `counted` and `toll` (in words), `low`, `best`, `high` (people),
        `comparator`, `status`, `grade`, `as_of`, `release`, `definition` (of the measure), `note`, `relation`,
        `reasons` (see `Difference`; separated by semicolons), `comparable`, and `sentence`.

    Raises
    ------
    KeyError
        If the id is no claim, or one that counts no deaths.

    Examples
    --------
    >>> compare("C34").set_index("reference_id").loc["kt-2020", ["relation", "reasons"]].tolist()
    ['ranges_meet', 'measure;period;comparator']
    """
    tell, claim, beside = Speaker(language), count(str(claim_id), language), []
    if not claim.is_claim:
        raise KeyError(tell("refused.no_claim", id=repr(claim_id)))
    for row in references().to_dict("records"):
        other = count(row["reference_id"])
        one_side_each = len(claim.party) == 1 and other.party and not claim.party & other.party
        if row["matter"] not in claim.matter.split(";") or one_side_each:
            continue
        pair = Difference(claim, other, tell)
        of_both = {"claim_id": claim_id, "relation": pair.relation, "reasons": ";".join(pair.reasons)}
        of_both |= {"comparable": pair.comparable, "sentence": pair.sentences()}
        in_words = {"counted": other.counted(tell), "toll": other.toll.words(language), "note": row[f"note_{language}"]}
        in_words["definition"] = rows(record.glossary)[row["measure"]][f"definition_{language}"]
        beside.append(row | of_both | in_words)
    types = dict.fromkeys(COLUMNS, "string") | dict.fromkeys(BOUNDS, "Int64") | {"comparable": "bool"}
    return pd.DataFrame(beside)[COLUMNS].astype(types)


def differ(first, second, language="en"):
    """Say how two counts lie to each other, and why they differ: ids of claims that count deaths, or of references.

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
    >>> differ("arm-ic-2020-3781", "arm-ic-2020-3808").relation
    'higher'
    """
    tell = Speaker(language)  # refuses a language without texts, before it is asked to say what is no count
    return Difference(count(str(first), language), count(str(second), language), tell)
