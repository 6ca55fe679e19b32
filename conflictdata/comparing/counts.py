"""What a comparison needs of one count of people: its toll, its words, and what the record and its parts say of it."""

from dataclasses import dataclass
from functools import lru_cache

from .. import record
from ..certainty import Toll, counted
from ..record import rows
from ..tolls import toll


@dataclass(frozen=True, eq=False)
class Count:
    """A claim or a reference: its toll, and its row; a column that is empty, or not in its table, is ""."""

    id: str
    toll: Toll
    row: dict
    is_claim: bool  # the article says it
    party: frozenset  # the sides whose people it counts; empty for all

    def __getattr__(self, column):
        return self.row.get(column, "")

    @property
    def parts(self):
        """The count itself and, for a sum of ours, every count that it is made of."""
        parts, recipe = [self], self.computed_from
        for part in recipe.split(";") if recipe and ":" not in recipe else []:
            parts += count(part).parts
        return parts

    def holds(self, test):
        """Whether something is true of the count, or of a part of it."""
        return any(test(part) for part in self.parts)

    def name(self, tell):
        """Return who says it: the article, a claimant with its release, we."""
        if self.is_claim:
            return tell("compare.article", id=self.id)
        name = rows(record.actors)[self.claimant][f"name_{tell.language}"] if self.claimant else ""
        if self.release:
            name = tell("compare.release", name=name, release=self.release)
        if self.status == "computed":
            kind = "sum" if self.computed_from else "subtraction"
            return tell(f"compare.our_{kind}_of", name=name) if name else tell(f"compare.our_{kind}")
        return name or tell("compare.unnamed")

    def counted(self, tell):
        """Return whom it counts, in words; of the dead by place, in which state."""
        return counted(self.toll.kind, self.toll.unit, tell, self.toll.n, self.place or "both")

    def introduced(self, tell):
        """Return the sentence that says what it is."""
        names = [rows(record.actors)[actor][f"name_{tell.language}"] for actor in sorted(self.party)]
        sides = tell.listed([name.partition(" (")[0] for name in names])
        party = tell("compare.party", party=sides) if sides else ""
        said = {"toll": self.toll.words(tell.language), "counted": self.counted(tell), "when": tell.period(self.period)}
        return tell("compare.one", name=self.name(tell), party=party, **said)


@lru_cache
def count(thing, language="en"):
    """Return the claim or reference of an id; what is none is refused in the language."""
    found, deaths = toll(thing, language), rows(record.casualties)
    row = rows(record.claims)[thing] | deaths[thing] if thing in deaths else rows(record.references)[thing]
    return Count(thing, found, row, thing in deaths, frozenset(found.party))


def quiet_years(one):
    """Return how many years of a sum of UCDP's rows are below the threshold; of several sums, the most."""
    quiet = [int(year) for year, row in rows(record.yearly).items() if row["coverage"] == "below_threshold"]
    sums = (part.computed_from for part in one.parts if part.computed_from.startswith("yearly:"))
    spans = (map(int, recipe.removeprefix("yearly:").split("-")) for recipe in sums)
    return max((sum(first <= year <= last for year in quiet) for first, last in spans), default=0)


def releases(one):
    """Return the releases of datasets that a count rests on."""
    return {part.release for part in one.parts if part.release}


def came_later(one):
    """Whether a release that a count rests on came out after the article."""
    dated = [rows(record.sources)[part.source_id]["date"] for part in one.parts if part.release]
    return any(date > record.article()["published"][:4] for date in dated)


def given_on(one):
    """Return the day on which a count was given; for a claim that repeats one, the day of that one."""
    for other in rows(record.references).values():
        if other.get("claimant") in one.chain.split(";") and other.get("best") == one.toll.n:
            return other.get("as_of", "")
    return one.toll.as_of
