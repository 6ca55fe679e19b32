"""Why two counts differ: for each reason when it holds, and the clauses that say it.

A clause is made by a `Difference` d: `d.a` is the first count, `d.b` the one beside it, `d.why` asks the catalogue.
"""

from .counts import count, given_on, quiet_years, releases


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


def _measure(d):
    kinds = [one.toll.kind for one in (d.b, d.a) if d.tell.knows(f"why.{one.toll.kind}")]
    return [*_unit(d), *map(d.why, kinds)]


def _unit(d):
    if d.relation == "same_figure":
        return [d.why("guards")]
    first, second = (one.counted(d.tell) for one in (d.a, d.b))
    return [d.why("counted", one=first)] if first != second else []


def _party(d):
    sides = [d.tell(f"side.{actor}") for actor in sorted(d.a.party)]
    return [d.why("party", one=d.tell.listed(sides) if sides else d.tell("compare.all_parties"))]


def _period(d):
    end = d.b.toll.end
    shorter = d.relation == "same_number" and end < d.a.toll.end
    words = [d.why("period", one=d.a.when(d.tell), two=d.b.when(d.tell))]
    return [*words, d.why("ends_earlier", year=str(end.year))] if shorter else words


def _release(d):
    one, two = (d.tell.listed(sorted(releases(each)[0])) for each in (d.a, d.b))
    return [d.why("release", release=two) if d.a.is_claim else d.why("releases", one=one, two=two)]


def _comparator(d, one, who):
    words = one.toll.words(d.tell.language)
    if one.toll.comparator == "about":
        low, high = one.toll.rounding()
        return [d.why("rounded", toll=words, low=low, high=high)]
    return [] if d.relation == "floor_holds" and one is d.a else [d.why("floor", toll=words)]


def _replaced(d, one, who):
    if not one.superseded_by:
        return [d.why("parts_replaced", who=who)]
    if one.superseded_by in (d.a.id, d.b.id):
        return [d.why("replaced_by_other", who=who)]
    later = count(one.superseded_by)
    return [d.why("replaced", who=who, later=f"{later.toll.words(d.tell.language)} {later.counted(d.tell)}")]


def _plain(reason, of_a_part=None):
    """Return the clause of a reason by its name; a sum of which a part has it may have a clause of its own."""
    return lambda d, one, who: [d.why(of_a_part if of_a_part and one.parts else reason, who=who)]


OF_PAIR = {  # what lies between two counts
    "measure": (lambda a, b: a.toll.kind != b.toll.kind, _measure),
    "unit": (lambda a, b: a.toll.unit != b.toll.unit, _unit),
    # one side is not all; several sides, or none named, may be the same
    "party": (lambda a, b: a.party != b.party and 1 in (len(a.party), len(b.party)), _party),
    "place": (lambda a, b: a.place != b.place, lambda d: [d.why("place")] if d.a.place and d.b.place else []),
    "conflict": (
        lambda a, b: a.claimant == b.claimant and a.conflict and b.conflict and a.conflict != b.conflict,
        lambda d: [d.why("conflict", **{key: c.conflict.replace(";", ", ") for key, c in d.by_name})],
    ),
    "period": (lambda a, b: not _same_days(a, b), _period),
    "day_of_counting": (
        _one_chain,
        lambda d: [d.why("day_of_counting", **{key: d.tell.period(given_on(c)) for key, c in d.by_name})],
    ),
    "release": (_released, _release),
}
OF_ONE = {  # what lies in one count, whatever the other is
    # what one side says of the other side's dead
    "other_side": (lambda one: one.status == "claimed" and one.confidence == "low", _plain("other_side")),
    # probably a slip of the source
    "slip": (lambda one: one.status == "disputed" and one.confidence == "low", _plain("slip")),
    # who is in it is disputed
    "mixed": (
        lambda one: one.holds(lambda part: part.status == "disputed" and part.confidence != "low"),
        _plain("mixed", "mixed_sum"),
    ),
    # its day is not certain
    "rough_day": (lambda one: "~" in one.period, _plain("rough_day")),
    # years with fewer than 25 deaths have no row in it
    "threshold": (quiet_years, lambda d, one, who: [d.why("threshold", who=who, n=quiet_years(one))]),
    # a floor, or a rounded number
    "comparator": (lambda one: one.toll.comparator in ("at-least", "more-than", "about"), _comparator),
    # the claim has another reading of its comparator
    "alternative": (lambda one: one.alternative, _plain("alternative")),
    # called so by its source, or an early count
    "preliminary": (
        lambda one: one.holds(lambda part: part.status == "preliminary"),
        _plain("preliminary", "preliminary_part"),
    ),
    # a later count took its place
    "replaced": (lambda one: one.holds(lambda part: part.superseded_by), _replaced),
    # seen only in a work that points to it
    "pointer": (lambda one: one.holds(lambda part: part.status == "pointer"), _plain("pointer", "pointer_part")),
}
# What makes two counts different ones, not two counts of one thing.
UNLIKE = ("measure", "unit", "party", "place", "conflict", "period", "other_side")
REASONS = (*UNLIKE[:-1], *OF_ONE, "day_of_counting", "release")


def reasons(a, b):
    """Return the reasons why two counts differ, in order, each with the counts of which it holds."""
    held = {reason: (a, b) for reason, (test, _) in OF_PAIR.items() if test(a, b)}
    held |= {reason: tuple(one for one in (a, b) if test(one)) for reason, (test, _) in OF_ONE.items()}
    return {reason: held[reason] for reason in REASONS if held.get(reason) and a.id != b.id}
