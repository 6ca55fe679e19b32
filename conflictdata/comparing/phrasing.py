"""The sentences of a comparison, in the reader's language: what a count is, how two lie, why they differ."""

from dataclasses import dataclass

from ..certainty import counted as people
from ..i18n import Speaker
from .counts import UNLIKE, Count, count, given_on, quiet_years, releases, table


def introduced(one, tell):
    """Return the sentence that says what a count is."""
    names = table("actors", "actor_id")[f"name_{tell.language}"]
    sides = [names[actor].partition(" (")[0] for actor in sorted(one.party)]
    party = tell("compare.party", party=tell.listed(sides)) if sides else ""
    facts = {"toll": number(one, tell), "counted": counted(one, tell), "party": party, "when": when(one, tell)}
    return tell("compare.one", name=_name(one, tell), **facts)


def number(one, tell):
    """Return the number of a count in words."""
    if one.toll.form == "estimate-best":
        return tell("compare.estimate", n=one.toll.best)
    return one.toll.words(tell.language)


def counted(one, tell):
    """Return whom it counts, in words; of the dead by place, in which state."""
    return people(one.toll.kind, one.toll.unit, tell, one.toll.n, one.place or "both")


def when(one, tell):
    """Return the time that a count covers, as the article says it or in days."""
    start, end = one.toll.start, one.toll.end
    if one.is_claim and one.precision in ("open", "season"):
        return tell.period(one.period)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):  # whole years
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    words = tell.span(start, end)
    return tell("time.roughly", day=words) if "~" in one.period else words


def _name(one, tell):
    if one.is_claim:
        return tell("compare.article", id=one.id)
    name = table("actors", "actor_id").at[one.claimant, f"name_{tell.language}"] if one.claimant else ""
    if one.release:
        name = tell("compare.release", name=name, release=one.release)
    if one.status == "computed":
        kind = "sum" if one.computed_from else "subtraction"
        return tell(f"compare.our_{kind}_of", name=name) if name else tell(f"compare.our_{kind}")
    return name or tell("compare.unnamed")


@dataclass(frozen=True)
class Pair:
    """A count beside a first one: how it lies to it, why they differ, and who tells it."""

    a: Count
    b: Count
    relation: str  # see `comparison.Difference`
    reasons: tuple  # pairs of a reason and the counts of which it holds
    tell: Speaker

    @property
    def other(self):
        """What the sentences on the second count call the first."""
        return self.tell(f"compare.other.{'article' if self.a.is_claim else 'first'}")

    def why(self, key, **facts):
        """Return a clause of the catalogue."""
        return self.tell(f"why.{key}", other=self.other, **facts)

    def sentences(self):
        """Return the sentences on the second count beside the first."""
        if self.relation == "itself":
            return self.tell("compare.itself")
        held = {reason for reason, _ in self.reasons}
        parts = [introduced(self.b, self.tell), *self._how_they_lie(held)]
        clauses = [clause for reason, of in self.reasons for clause in self._clauses(reason, of)]
        if clauses:
            apart = self.relation == "unlike" or (held & {"measure", "period"} and self.relation != "same_figure")
            lead = "compare.unlike" if apart else "compare.mind"
            parts.append(self.tell(lead, reasons="; ".join(dict.fromkeys(clauses))))
        return " ".join(parts)

    def _how_they_lie(self, held):
        if self.relation == "unlike":
            return []  # no number is set against the other
        first, second = self.a.toll, self.b.toll
        said = self.tell(f"compare.{self.relation}", other=self.other, toll=first.words(self.tell.language))
        exact = first.comparator == second.comparator == "exact" and self.a.claimant == self.b.claimant
        if self.relation in ("higher", "lower") and exact and not held & {*UNLIKE, "mixed"}:
            said += self.tell("compare.by", n=abs(second.n - first.n))
        return [f"{said}."]

    def _clauses(self, reason, of):
        """Return the clauses of a reason: for the pair, or for each count of which it holds."""
        if reason in OF_PAIR:
            return OF_PAIR[reason](self)
        the_other = self.tell("compare.that", other=self.other)
        named = [(one, self.tell("compare.this") if one is self.b else the_other) for one in of]
        clause = OF_ONE.get(reason, lambda pair, one, who: [pair.why(reason, who=who)])
        return [words for one, who in named for words in clause(self, one, who)]


def _measure(pair):
    kinds = [one.toll.kind for one in (pair.b, pair.a) if pair.tell.knows(f"why.{one.toll.kind}")]
    return [*_unit(pair), *(pair.why(kind) for kind in kinds)]


def _unit(pair):
    if pair.relation == "same_figure":
        return [pair.why("guards")]
    first, second = counted(pair.a, pair.tell), counted(pair.b, pair.tell)
    return [pair.why("counted", one=first)] if first != second else []


def _party(pair):
    sides = [pair.tell(f"side.{actor}") for actor in sorted(pair.a.party)]
    return [pair.why("party", one=pair.tell.listed(sides) if sides else pair.tell("compare.all_parties"))]


def _period(pair):
    words = [pair.why("period", one=when(pair.a, pair.tell), two=when(pair.b, pair.tell))]
    end = pair.b.toll.end
    shorter = pair.relation == "same_number" and end < pair.a.toll.end
    return [*words, pair.why("ends_earlier", year=str(end.year))] if shorter else words


def _day_of_counting(pair):
    one, two = (pair.tell.period(given_on(each)) for each in (pair.a, pair.b))
    return [pair.why("day_of_counting", one=one, two=two)]


def _release(pair):
    one, two = (pair.tell.listed(sorted(releases(each)[0])) for each in (pair.a, pair.b))
    return [pair.why("release", release=two) if pair.a.is_claim else pair.why("releases", one=one, two=two)]


def _conflict(pair):
    one, two = (each.conflict.replace(";", ", ") for each in (pair.a, pair.b))
    return [pair.why("conflict", one=one, two=two)]


def _comparator(pair, one, who):
    words = one.toll.words(pair.tell.language)
    if one.toll.comparator == "about":
        low, high = one.toll.rounding()
        return [pair.why("rounded", toll=words, low=low, high=high)]
    return [] if pair.relation == "floor_holds" and one is pair.a else [pair.why("floor", toll=words)]


def _replaced(pair, one, who):
    if not one.superseded_by:
        return [pair.why("parts_replaced", who=who)]
    if one.superseded_by in (pair.a.id, pair.b.id):
        return [pair.why("replaced_by_other", who=who)]
    later = count(one.superseded_by)
    said = f"{later.toll.words(pair.tell.language)} {counted(later, pair.tell)}"
    return [pair.why("replaced", who=who, later=said)]


def _of_a_part(whole, part):
    """Return how a reason is told of a count, and of a sum of which a part has it."""
    return lambda pair, one, who: [pair.why(part if one.parts else whole, who=who)]


OF_PAIR = {  # the clauses of a reason that lies between two counts
    "measure": _measure,
    "unit": _unit,
    "party": _party,
    "place": lambda pair: [pair.why("place")] if pair.a.place and pair.b.place else [],
    "conflict": _conflict,
    "period": _period,
    "day_of_counting": _day_of_counting,
    "release": _release,
}
OF_ONE = {  # the clauses of a reason that lies in one count, where they are not the plain one of its name
    "comparator": _comparator,
    "threshold": lambda pair, one, who: [pair.why("threshold", who=who, n=quiet_years(one))],
    "replaced": _replaced,
    "mixed": _of_a_part("mixed", "mixed_sum"),
    "pointer": _of_a_part("pointer", "pointer_part"),
    "preliminary": _of_a_part("preliminary", "preliminary_part"),
}
