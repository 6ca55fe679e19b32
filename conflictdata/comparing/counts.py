"""What a comparison needs of one count of people: its toll, and what the record and its parts say of it."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from .. import record
from ..certainty import Toll
from ..tolls import toll
from . import grading

# What makes two counts different ones, not two counts of one thing.
UNLIKE = ("measure", "unit", "party", "place", "conflict", "period", "other_side")


@lru_cache
def table(name, key):
    """Return a table of the record by its ids; the references with their grades."""
    return getattr(grading if name == "references" else record, name)().set_index(key)


@dataclass(frozen=True)
class Count:
    """A claim or a reference: its toll, and what the record says of it.

    The columns of its row are attributes; one that is empty, or that its table does not have, is "".
    """

    id: str
    toll: Toll
    row: tuple  # pairs of column and text

    def __getattr__(self, column):
        if column.startswith("__"):
            raise AttributeError(column)
        return dict(self.row).get(column, "")

    @property
    def is_claim(self):
        """Whether the article says it."""
        return bool(self.phrase)

    @property
    def party(self):
        """The sides whose people it counts, as a set; empty for all."""
        return frozenset(self.toll.party)

    @property
    def parts(self):
        """The counts that a sum of ours is made of."""
        recipe = self.computed_from
        return [count(part) for part in recipe.split(";")] if recipe and ":" not in recipe else []

    def holds(self, test):
        """Whether something is true of the count, or of a part of it."""
        return test(self) or any(part.holds(test) for part in self.parts)


@lru_cache
def count(thing):
    """Return the claim or reference of an id."""
    counted, claims = toll(thing), table("casualties", "claim_id")
    if thing in claims.index:
        dated = record.dates().set_index("claim_ids")["precision"]
        precision = next(value for ids, value in dated.items() if thing in ids.split(";"))
        row = table("claims", "claim_id").loc[thing].to_dict()
        row |= {"precision": precision, "period": claims.at[thing, "period"]}
    else:
        row = table("references", "reference_id").loc[thing].to_dict()
    return Count(thing, counted, tuple((key, str(value)) for key, value in row.items() if pd.notna(value)))


def quiet_years(one):
    """Return how many years of a sum of UCDP's rows are below the threshold."""
    years = [quiet_years(part) for part in one.parts]
    if one.computed_from.startswith("yearly:"):
        first, last = map(int, one.computed_from.removeprefix("yearly:").split("-"))
        years.append(int((table("yearly", "year").loc[first:last, "coverage"] == "below_threshold").sum()))
    return max(years, default=0)


def releases(one):
    """Return the releases of datasets that a count rests on, and whether they came out after the article."""
    found = {one.release} if one.release else set()
    years = {table("sources", "source_id").at[one.source_id, "date"]} if one.release else set()
    late = any(str(year) > record.article()["published"][:4] for year in years)
    for releases_, late_ in map(releases, one.parts):
        found, late = found | releases_, late or late_
    return found, late


def given_on(one):
    """Return the day on which a count was given; for a claim that repeats a figure, the day of that one."""
    if one.is_claim:
        told = table("references", "reference_id")
        told = told[told["claimant"].isin(one.chain.split(";")) & (told["best"] == one.toll.n)]
        if len(told):
            return told["as_of"].iloc[0]
    return one.toll.as_of
