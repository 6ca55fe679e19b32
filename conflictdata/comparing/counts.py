"""What a comparison needs of one figure: its toll, and what the record and its parts say of it."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from .. import record
from ..tolls import Toll, toll
from .grading import span

# What makes two figures different counts, not two counts of one thing.
UNLIKE = ("measure", "unit", "party", "place", "conflict", "period", "other_side")


@lru_cache
def table(name, key):
    return getattr(record, name)().set_index(key)


@dataclass(frozen=True)
class Figure:
    """What a comparison needs of a claim or a reference: its toll, and what the record says of it."""

    id: str
    toll: Toll
    about: tuple  # pairs of column and text; a column that is empty is not there

    def __getattr__(self, column):
        if column.startswith("__"):
            raise AttributeError(column)
        return dict(self.about).get(column, "")

    @property
    def is_claim(self):
        return bool(self.phrase)

    @property
    def party(self):
        return frozenset(self.toll.party)

    @property
    def span(self):
        return span({name: getattr(self.toll, name) for name in ("low", "best", "high", "comparator")})

    @property
    def parts(self):
        """The figures that a sum of ours is made of."""
        recipe = self.computed_from
        return [figure(part) for part in recipe.split(";")] if recipe and ":" not in recipe else []

    def holds(self, test):
        """Whether something is true of the figure, or of a part of it."""
        return test(self) or any(part.holds(test) for part in self.parts)


@lru_cache
def figure(thing):
    """Return the claim or reference of an id."""
    counted = toll(thing)
    claims = table("casualties", "claim_id")
    if thing in claims.index:
        dated = record.dates().set_index("claim_ids")["precision"]
        precision = next(value for ids, value in dated.items() if thing in ids.split(";"))
        row = table("claims", "claim_id").loc[thing].to_dict() | {"precision": precision}
        row |= {"period": claims.at[thing, "period"]}
    else:
        row = table("references", "reference_id").loc[thing].to_dict()
    return Figure(thing, counted, tuple((key, str(value)) for key, value in row.items() if pd.notna(value)))


def quiet_years(one):
    """Return how many years of a sum of UCDP's rows are below the threshold."""
    counts = [quiet_years(part) for part in one.parts]
    if one.computed_from.startswith("yearly:"):
        first, last = map(int, one.computed_from.removeprefix("yearly:").split("-"))
        counts.append(int((table("yearly", "year").loc[first:last, "coverage"] == "below_threshold").sum()))
    return max(counts, default=0)


def releases(one):
    """Return the releases of datasets that a figure rests on, and whether they came out after the article."""
    found = {one.release} if one.release else set()
    found |= {release for part in one.parts for release in releases(part)[0]}
    years = {table("sources", "source_id").at[one.source_id, "date"]} if one.release else set()
    late = any(str(year) > record.article()["published"][:4] for year in years)
    return found, late or any(releases(part)[1] for part in one.parts)


def given_on(one):
    """Return the day on which a figure was given; for a claim that repeats a figure, the day of that one."""
    if one.is_claim:
        told = table("references", "reference_id")
        told = told[told["claimant"].isin(one.chain.split(";")) & (told["best"] == one.toll.n)]
        if len(told):
            return told["as_of"].iloc[0]
    return one.toll.as_of
