"""The sentences of a comparison, in the reader's language: what a figure is, how two lie, why they differ."""

from ..edtf import bounds
from ..i18n import catalogue, dated, day, listed, say
from ..i18n import span as days_in_words
from ..tolls import toll
from .counts import UNLIKE, given_on, quiet_years, releases, table

QUIET = ("itself", "unlike")  # relations after which no number is set against the other


def introduced(one, language):
    """Return the sentence that says what a figure is."""
    names = table("actors", "actor_id")[f"name_{language}"]
    sides = [names[actor].partition(" (")[0] for actor in sorted(one.party)]
    party = say("compare.party", language, party=listed(sides, language)) if sides else ""
    facts = {"toll": number(one, language), "counted": counted(one, language), "party": party}
    return say("compare.one", language, name=_name(one, language), when=when(one, language), **facts)


def beside(a, b, relation, reasons, language):
    """Return the sentences on the second figure beside the first.

    Parameters
    ----------
    a, b : counts.Figure
    relation : str
        See `comparison.Difference`.
    reasons : tuple of (str, tuple of counts.Figure)
        What differs, and of which figures it holds.
    """
    other = say(f"compare.other.{'article' if a.is_claim else 'first'}", language)
    if relation == "itself":
        return say("compare.itself", language)
    parts, held = [introduced(b, language)], {reason for reason, _ in reasons}
    if relation not in QUIET:
        parts.append(say(f"compare.{relation}", language, other=other, toll=a.toll.words(language)))
        like = a.claimant and not held & {*UNLIKE, "mixed"}  # two that name nobody need not be of one source
        if relation in ("higher", "lower") and like and a.claimant == b.claimant and _exact(a) and _exact(b):
            parts[-1] += say("compare.by", language, n=abs(b.toll.n - a.toll.n))
        parts[-1] += "."
    clauses = [c for reason, of in reasons for c in _clauses(reason, of, a, b, relation, other, language)]
    if clauses:
        apart = relation == "unlike" or (held & {"measure", "period"} and relation != "same_figure")
        lead = "compare.unlike" if apart else "compare.mind"
        parts.append(say(lead, language, reasons="; ".join(dict.fromkeys(clauses))))
    return " ".join(parts)


def _exact(one):
    return one.toll.comparator == "exact"


def _clauses(reason, of, a, b, relation, other, language):
    """Return one clause a figure of which the reason holds, or one for the pair."""

    def clause(key, **about):
        return say(f"why.{key}", language, other=other, **about)

    if reason in ("measure", "unit"):
        if relation == "same_figure" and reason == "unit":
            return [clause("guards")]
        return _measured(reason, a, b, clause, language)
    if reason == "party":
        return [clause("party", one=_sides(a, language))]
    if reason == "period":
        words = [clause("period", one=when(a, language), two=when(b, language))]
        shorter = relation == "same_number" and b.toll.end < a.toll.end
        return words + ([clause("ends_earlier", year=str(b.toll.end.year))] if shorter else [])
    if reason == "day_of_counting":
        one, two = (_edtf_in_words(given_on(each), language) for each in (a, b))
        return [clause("day_of_counting", one=one, two=two)]
    if reason == "release":
        late = sorted(releases(b)[0])
        if a.is_claim:
            return [clause("release", release=listed(late, language))]
        return [clause("releases", one=listed(sorted(releases(a)[0]), language), two=listed(late, language))]
    if reason == "conflict":
        return [clause("conflict", one=a.conflict.replace(";", ", "), two=b.conflict.replace(";", ", "))]
    if reason == "place":
        return [clause("place")] if b.place and a.place else []
    return [words for one in of for words in _of_one(reason, one, a, b, relation, other, clause, language)]


def _measured(reason, a, b, clause, language):
    words = [clause("counted", one=counted(a, language))] if counted(a, language) != counted(b, language) else []
    kinds = [one.toll.kind for one in (b, a) if f"why.{one.toll.kind}" in catalogue(language)]
    return words + ([clause(kind) for kind in kinds] if reason == "measure" else [])


def _of_one(reason, one, a, b, relation, other, clause, language):
    who = say("compare.this", language) if one is b else say("compare.that", language, other=other)
    if reason == "comparator":
        if one.toll.comparator != "about":
            return [] if relation == "floor_holds" and one is a else [clause("floor", toll=one.toll.words(language))]
        low, high = map(int, one.span)
        return [clause("rounded", toll=one.toll.words(language), low=low, high=high)]
    if reason == "threshold":
        return [clause("threshold", who=who, n=quiet_years(one))]
    if reason == "replaced":
        if not one.superseded_by:
            return [clause("parts_replaced", who=who)]
        if one.superseded_by in (a.id, b.id):
            return [clause("replaced_by_other", who=who)]
        later = toll(one.superseded_by)
        said = f"{later.words(language)} {_count_key(later.kind, later.unit, later.n, language)}"
        return [clause("replaced", who=who, later=said)]
    if reason == "mixed" and one.parts:
        return [clause("mixed_sum", who=who)]
    if reason in ("pointer", "preliminary") and one.parts:
        return [clause(f"{reason}_part", who=who)]
    return [clause(reason, who=who)]


def _name(one, language):
    if one.is_claim:
        return say("compare.article", language, id=one.id)
    name = table("actors", "actor_id").at[one.claimant, f"name_{language}"] if one.claimant else ""
    if one.release:
        name = say("compare.release", language, name=name, release=one.release)
    if one.status == "computed":
        kind = "sum" if one.computed_from else "subtraction"
        return say(f"compare.our_{kind}_of", language, name=name) if name else say(f"compare.our_{kind}", language)
    return name or say("compare.unnamed", language)


def number(one, language):
    """Return the number of a figure in words."""
    if (one.toll.comparator, one.toll.low) == ("estimate", None):
        return say("compare.estimate", language, n=one.toll.best)
    return one.toll.words(language)


def counted(one, language):
    """Return whom a figure counts, in words: "1 soldier" needs another word than "49 soldiers"."""
    words = _count_key(one.toll.kind, one.toll.unit, one.toll.n, language)
    return words.replace("@", say(f"in.{one.place}", language) if one.place else say("in.both", language))


def _count_key(kind, unit, n, language):
    key = f"counted.{kind}.{unit}"
    return say(f"{key}.one" if n == 1 and f"{key}.one" in catalogue(language) else key, language)


def _sides(one, language):
    if not one.party:
        return say("compare.all_parties", language)
    return listed([say(f"side.{actor}", language) for actor in sorted(one.party)], language)


def when(one, language):
    """Return the time that a figure covers, as the article says it or in days."""
    start, end = one.toll.start, one.toll.end
    if one.is_claim and one.precision == "open":
        return say("time.since", language, year=str(start.year))
    if one.is_claim and one.precision == "season":
        return say(f"time.season.{one.period[-2:]}", language, year=str(start.year))
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):  # whole years
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    words = days_in_words(start, end, language)
    return say("compare.roughly", language, day=words) if "~" in one.period else words


def _edtf_in_words(text, language):
    start, end, precision = bounds(text)
    if precision == "year":
        return str(start.year)
    if precision == "month":
        return dated(start, "LLLL y", language)
    words = day(start, language) if start == end else days_in_words(start, end, language)
    return say("compare.roughly", language, day=words) if "~" in text else words
