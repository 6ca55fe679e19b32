"""What a comparison needs of one count of people: its toll, its words, and what the record and its parts say of it."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from .. import record
from ..certainty import Toll, counted
from ..tolls import toll
from . import grading


@lru_cache
def table(name, key):
    """Return a table of the record by its ids; the references with their grades."""
    return getattr(grading if name == "references" else record, name)().set_index(key)


@dataclass(frozen=True)
class Count:
    """A claim or a reference: its toll, and its row; a column that is empty, or not in its table, is ""."""

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
        return bool(test(self)) or any(part.holds(test) for part in self.parts)

    def name(self, tell):
        """Return who says it: the article, a claimant with its release, we."""
        if self.is_claim:
            return tell("compare.article", id=self.id)
        name = table("actors", "actor_id").at[self.claimant, f"name_{tell.language}"] if self.claimant else ""
        if self.release:
            name = tell("compare.release", name=name, release=self.release)
        if self.status == "computed":
            kind = "sum" if self.computed_from else "subtraction"
            return tell(f"compare.our_{kind}_of", name=name) if name else tell(f"compare.our_{kind}")
        return name or tell("compare.unnamed")

    def number(self, tell):
        """Return its number in words."""
        best_only = self.toll.form == "estimate-best"
        return tell("compare.estimate", n=self.toll.best) if best_only else self.toll.words(tell.language)

    def counted(self, tell):
        """Return whom it counts, in words; of the dead by place, in which state."""
        return counted(self.toll.kind, self.toll.unit, tell, self.toll.n, self.place or "both")

    def introduced(self, tell):
        """Return the sentence that says what it is."""
        names = table("actors", "actor_id")[f"name_{tell.language}"]
        sides = [names[actor].partition(" (")[0] for actor in sorted(self.party)]
        party = tell("compare.party", party=tell.listed(sides)) if sides else ""
        said = {"toll": self.number(tell), "counted": self.counted(tell), "when": tell.period(self.period)}
        return tell("compare.one", name=self.name(tell), party=party, **said)


@lru_cache
def count(thing):
    """Return the claim or reference of an id."""
    found, claims = toll(thing), table("casualties", "claim_id")
    if thing in claims.index:
        dated = record.dates().set_index("claim_ids")["precision"]
        precision = next(value for ids, value in dated.items() if thing in ids.split(";"))
        row = table("claims", "claim_id").loc[thing].to_dict()
        row |= {"precision": precision, "period": claims.at[thing, "period"]}
    else:
        row = table("references", "reference_id").loc[thing].to_dict()
    return Count(thing, found, tuple((key, str(value)) for key, value in row.items() if pd.notna(value)))


def quiet_years(one):
    """Return how many years of a sum of UCDP's rows are below the threshold."""
    years = [quiet_years(part) for part in one.parts]
    if one.computed_from.startswith("yearly:"):
        first, last = map(int, one.computed_from.removeprefix("yearly:").split("-"))
        years.append(int((table("yearly", "year").loc[first:last, "coverage"] == "below_threshold").sum()))
    return max(years, default=0)


def releases(one):
    """Return the releases of datasets that a count rests on, and whether they came out after the article."""
    years = [table("sources", "source_id").at[one.source_id, "date"]] if one.release else []
    parts = [releases(part) for part in one.parts]
    found = {one.release} - {""} | {release for of_part, _ in parts for release in of_part}
    return found, any(late for _, late in parts) or any(year > record.article()["published"][:4] for year in years)


def given_on(one):
    """Return the day on which a count was given; for a claim that repeats one, the day of that one."""
    if one.is_claim:
        told = table("references", "reference_id")
        told = told[told["claimant"].isin(one.chain.split(";")) & (told["best"] == one.toll.n)]
        if len(told):
            return told["as_of"].iloc[0]
    return one.toll.as_of
