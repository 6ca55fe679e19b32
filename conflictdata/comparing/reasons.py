"""Why two counts differ: for each reason when it holds, and the clauses that say it.

A clause is made by a `Difference` d: `d.a` is the first count, `d.b` the one beside it, `d.why` asks the catalogue.
"""

from ..certainty import FLOORS
from ..edtf import bounds
from .counts import came_later, count, given_on, quiet_years, releases


def _same_days(a, b):
    same = (a.toll.start, a.toll.end) == (b.toll.start, b.toll.end)
    for rough, exact in ((a, b), (b, a)):  # "in the autumn of 2020", "last week" name the days of what lies within
        inside = rough.toll.start <= exact.toll.start and exact.toll.end <= rough.toll.end
        same = same or (rough.is_claim and bounds(rough.period)[2] in ("season", "interval") and inside)
    return same


def _one_chain(a, b):
    """Whether two are counts of the same dead, given on two days: a toll that moved."""
    days, one_matter = (given_on(a), given_on(b)), set(a.matter.split(";")) & set(b.matter.split(";"))
    other_day = all(days) and days[0] != days[1]
    return one_matter and other_day and a.party == b.party != frozenset() and a.toll.n != b.toll.n


def _released(a, b):
    if a.is_claim:
        return came_later(b)
    one, two = releases(a), releases(b)
    return one and two and one != two and a.claimant == b.claimant


def _measure(d):
    kinds = [one.toll.kind for one in (d.b, d.a) if d.tell.knows(f"why.{one.toll.kind}")]
    return [*_unit(d), *map(d.why, kinds)]


def _unit(d):
    return [d.why("guards") if d.relation == "same_figure" else d.why("counted", one=d.a.counted(d.tell))]


def _party(d):
    sides = [d.tell(f"side.{actor}") for actor in sorted(d.a.party)]
    return [d.why("party", one=d.tell.listed(sides) if sides else d.tell("compare.all_parties"))]


def _period(d):
    shorter = d.relation == "same_number" and d.b.toll.end < d.a.toll.end
    words = [d.why("period", one=d.tell.period(d.a.period), two=d.tell.period(d.b.period))]
    return [*words, d.why("ends_earlier", year=str(d.b.toll.end.year))] if shorter else words


def _release(d):
    one, two = (d.tell.listed(sorted(releases(each))) for each in (d.a, d.b))
    return [d.why("release", release=two) if d.a.is_claim else d.why("releases", one=one, two=two)]


def _comparator(d, one, who):
    words = one.toll.words(d.tell.language)
    if one.toll.comparator == "about":
        low, high = one.toll.bounds
        return [d.why("rounded", toll=words, low=low, high=high)]
    return [] if d.relation == "floor_holds" and one is d.a else [d.why("floor", toll=words)]


def _replaced(d, one, who):
    if not one.superseded_by:
        return [d.why("replaced_part", who=who)]
    later = count(one.superseded_by)
    return [d.why("replaced", who=who, later=f"{later.toll.words(d.tell.language)} {later.counted(d.tell)}")]


OF_PAIR = {  # what lies between two counts: when it holds, and the clauses that say it
    "measure": (lambda a, b: a.toll.kind != b.toll.kind, _measure),
    "unit": (lambda a, b: a.toll.unit != b.toll.unit, _unit),
    # one side is not all; several sides, or none named, may be the same
    "party": (lambda a, b: a.party != b.party and 1 in (len(a.party), len(b.party)), _party),
    "place": (lambda a, b: a.place != b.place, lambda d: [d.why("place")] if d.a.place and d.b.place else []),
    "conflict": (
        lambda a, b: a.claimant == b.claimant and a.conflict and b.conflict and a.conflict != b.conflict,
        lambda d: [d.why("conflict", one=d.a.conflict.replace(";", ", "), two=d.b.conflict.replace(";", ", "))],
    ),
    "period": (lambda a, b: not _same_days(a, b), _period),
    "day_of_counting": (
        _one_chain,
        lambda d: [d.why("day_of_counting", one=d.tell.period(given_on(d.a)), two=d.tell.period(given_on(d.b)))],
    ),
    "release": (_released, _release),
}
OF_ONE = {  # what lies in one count, whatever the other is; a sum has it where a part has it
    "other_side": lambda one: one.status == "claimed" and one.confidence == "low",  # one side on the other's dead
    "slip": lambda one: one.status == "disputed" and one.confidence == "low",  # probably a slip of the source
    "mixed": lambda one: one.holds(lambda part: part.status == "disputed" and part.confidence != "low"),  # who is in it
    "rough_day": lambda one: "~" in one.period,
    "threshold": quiet_years,  # years with fewer than 25 deaths have no row in it
    "comparator": lambda one: one.toll.comparator in (*FLOORS, "about"),
    "alternative": lambda one: one.alternative,  # the claim has another reading of its comparator
    "preliminary": lambda one: one.holds(lambda part: part.status == "preliminary"),
    "replaced": lambda one: one.holds(lambda part: part.superseded_by),
    "pointer": lambda one: one.holds(lambda part: part.status == "pointer"),  # its source was not seen itself
}
UNLIKE = ("measure", "unit", "party", "place", "conflict", "period", "other_side")  # not two counts of one thing
REASONS = (*UNLIKE[:-1], *OF_ONE, "day_of_counting", "release")

CLAUSES_OF_ONE = {  # what says a reason of one count, where it is not the clause of its name
    "threshold": lambda d, one, who: [d.why("threshold", who=who, n=quiet_years(one))],
    "comparator": _comparator,
    "replaced": _replaced,
}


def reasons(a, b):
    """Return the reasons why two counts differ, in order, each with the counts of which it holds."""
    held = {reason: (a, b) for reason, (test, _) in OF_PAIR.items() if test(a, b)}
    held |= {reason: tuple(one for one in (a, b) if test(one)) for reason, test in OF_ONE.items()}
    return {reason: held[reason] for reason in REASONS if held.get(reason) and a.id != b.id}


def clauses(d, reason, of):
    """Return the clauses of a reason: for the pair, or for each count of which it holds."""
    if reason in OF_PAIR:
        return OF_PAIR[reason][1](d)
    said = []
    for one in of:
        who = d.tell("compare.this") if one is d.b else d.tell("compare.that", other=d.first_in_words)
        if reason in CLAUSES_OF_ONE:
            said += CLAUSES_OF_ONE[reason](d, one, who)
        else:
            part = "_part" if one.parts[1:] and d.tell.knows(f"why.{reason}_part") else ""
            said.append(d.why(f"{reason}{part}", who=who))
    return said
