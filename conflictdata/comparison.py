"""A figure beside what others count, and why they differ: reasons derived from the records, never a verdict."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from . import record
from .grading import span
from .reading import bounds
from .texts import catalogue, dated, day, listed, say
from .texts import span as days_in_words
from .tolls import Toll, toll

UNLIKE = ("measure", "unit", "party", "period")  # what makes two figures different counts, not two counts of one thing
REASONS = (
    *UNLIKE,
    "other_side",  # what one side says of the other side's dead
    "mixed",  # who is in it is disputed
    "threshold",  # years with fewer than 25 deaths have no row in it
    "comparator",  # a floor, or a rounded number
    "alternative",  # the claim has another reading of its comparator
    "day_of_counting",  # tolls move as more is known
    "release",  # a dataset that came out after the article
    "replaced",  # a later figure took its place
    "pointer",  # seen only in a work that points to it
)


@dataclass(frozen=True)
class Difference:
    """Two figures side by side: how their numbers lie, and why they differ.

    Parameters
    ----------
    first, second : str
        Ids of claims or references.
    relation : str
        Of the second to the first: same_figure (the article repeats it), same_number, floor_holds (the first is a
        floor, the second lies above it), ranges_meet, higher or lower.
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


def compare(claim_id, language="en"):
    """Return the references on the same matter as a death toll of the article, and why each differs from it.

    Left out is only what counts the dead of one side where the claim counts the other's. Figures that count unlike
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
    catalogue(language)  # says in words which languages there are, as toll() does which claims count deaths
    toll(claim_id)
    if claim_id not in set(record.casualties()["claim_id"]):
        raise KeyError(f"{claim_id!r} is a reference; compare() takes a claim, and differ() any two figures")
    claim, definitions = _figure(claim_id), _table("glossary", "term_id")[f"definition_{language}"]
    rows = []
    for row in record.references().to_dict("records"):
        if row["matter"] not in claim.matters:
            continue
        other = _figure(row["reference_id"])
        if len(claim.party) == 1 and other.party and not claim.party & other.party:
            continue
        difference = _difference(claim, other, language)
        rows.append(
            {"claim_id": claim_id}
            | {key: row[key] for key in ("reference_id", "claimant", "measure", "unit", "party", "period")}
            | {"counted": _counted(other, language), "toll": other.toll.words(language)}
            | {key: row[key] for key in ("low", "best", "high", "comparator", "status", "grade", "as_of", "release")}
            | {"definition": definitions[row["measure"]], "note": row[f"note_{language}"]}
            | {"relation": difference.relation}
            | {"reasons": ";".join(difference.reasons), "comparable": difference.comparable}
            | {"sentence": _second(claim, other, difference.relation, difference.reasons, language)}
        )
    frame = pd.DataFrame(rows)
    text = frame.columns.difference(["low", "best", "high", "comparable"])
    return frame.astype(dict.fromkeys(text, "string") | dict.fromkeys(["low", "best", "high"], "Int64"))


def differ(first, second, language="en"):
    """Say how two figures lie to each other, and why they differ.

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
    >>> print(differ("arm-sept-2022-49", "arm-sept-2022-105").relation)
    higher
    """
    return _difference(_figure(first), _figure(second), language)


@lru_cache
def _table(name, key):
    return getattr(record, name)().set_index(key)


@dataclass(frozen=True)
class _Figure:
    """What a comparison needs of a claim or a reference."""

    id: str
    toll: Toll
    party: frozenset
    matters: tuple
    precision: str
    claimant: str
    chain: tuple
    release: str
    source: str
    status: str
    superseded_by: str
    recipe: str
    alternative: str

    @property
    def is_claim(self):
        return self.source == ""

    @property
    def span(self):
        bounds = {name: getattr(self.toll, name) for name in ("low", "best", "high", "comparator")}
        return span(bounds)


@lru_cache
def _figure(thing):
    counted = toll(thing)
    if thing in _table("casualties", "claim_id").index:
        row = _table("claims", "claim_id").loc[thing].fillna("").to_dict()
        claims = record.dates().set_index("claim_ids")["precision"]
        precision = next(value for ids, value in claims.items() if thing in ids.split(";"))
        about = {"chain": tuple(row["chain"].split(";")), "alternative": row["alternative"]}
        return _Figure(thing, counted, frozenset(counted.party), tuple(row["matter"].split(";")), precision,
                       **about, claimant="", release="", source="", status="", superseded_by="", recipe="")  # fmt: skip
    row = _table("references", "reference_id").loc[thing].astype(object).fillna("").to_dict()
    about = {key: row[key] for key in ("precision", "claimant", "release", "status", "superseded_by")}
    about |= {"source": row["source_id"] or "ours", "recipe": row["computed_from"]}
    return _Figure(thing, counted, frozenset(counted.party), (row["matter"],), chain=(), alternative="", **about)


def _difference(a, b, language):
    reasons, relation = tuple(r for r in REASONS if REASON[r](a, b)), _relation(a, b)
    words = f"{_introduced(a, language)} {_second(a, b, relation, reasons, language)}"
    return Difference(a.id, b.id, relation, reasons, words)


def _relation(a, b):
    (low, high), (other_low, other_high) = a.span, b.span
    if b.claimant in a.chain and a.toll.n == b.toll.n:
        return "same_figure"
    if (a.toll.comparator, a.toll.n, a.span) == (b.toll.comparator, b.toll.n, b.span):
        return "same_number"
    if a.toll.comparator in ("at-least", "more-than") and other_low > low:
        return "floor_holds"
    if other_low > high:
        return "higher"
    return "lower" if other_high < low else "ranges_meet"


def _same_days(a, b):
    same = (a.toll.start, a.toll.end) == (b.toll.start, b.toll.end)
    for rough, exact in ((a, b), (b, a)):  # "in the autumn of 2020", "last week" name the days of what lies within
        inside = rough.toll.start <= exact.toll.start and exact.toll.end <= rough.toll.end
        same = same or (rough.is_claim and rough.precision in ("season", "week") and inside)
    return same


def _other_parties(one, other):
    """Whether two figures count other sides: one side is not all; several, or none named, may be the same."""
    return one != other and 1 in (len(one), len(other))


def _quiet_years(figure):
    """Return how many years of a sum of UCDP's rows are below the threshold."""
    if not figure.recipe.startswith("yearly:"):
        return 0
    first, last = map(int, figure.recipe.removeprefix("yearly:").split("-"))
    return int((_table("yearly", "year").loc[first:last, "coverage"] == "below_threshold").sum())


def _knows_more(a, b):
    """Whether the second is a release of a dataset that came out after the first, an article."""
    if not (a.is_claim and b.release):
        return False
    year = _table("sources", "source_id").at[b.source, "date"]
    return str(year) > record.article()["published"][:4]


def _as_of(figure):
    """Return the day on which a figure was given; for a claim that repeats a figure, the day of that one."""
    if figure.is_claim:
        told = _table("references", "reference_id")
        told = told[told["claimant"].isin(figure.chain) & (told["best"] == figure.toll.n)]
        if len(told):
            return told["as_of"].iloc[0]
    return figure.toll.as_of


def _disputed(figure):
    parts = figure.recipe.split(";") if figure.recipe and ":" not in figure.recipe else ()
    return figure.status == "disputed" or any(_disputed(_figure(part)) for part in parts)


REASON = {  # when a reason holds between a first and a second figure
    "measure": lambda a, b: a.toll.kind != b.toll.kind,
    "unit": lambda a, b: a.toll.unit != b.toll.unit,
    "party": lambda a, b: _other_parties(a.party, b.party),
    "period": lambda a, b: not _same_days(a, b),
    "other_side": lambda a, b: b.status == "claimed" and b.toll.confidence == "low",
    "mixed": lambda a, b: _disputed(b),
    "threshold": lambda a, b: _quiet_years(b) > 0,
    "comparator": lambda a, b: a.toll.comparator in ("at-least", "more-than", "about"),
    "alternative": lambda a, b: bool(a.alternative),
    "day_of_counting": lambda a, b: bool(_as_of(a) and _as_of(b)) and _as_of(a) != _as_of(b),
    "release": _knows_more,
    "replaced": lambda a, b: bool(b.superseded_by),
    "pointer": lambda a, b: b.status == "pointer",
}


def _introduced(figure, language):
    return say("compare.one", language, name=_name(figure, language), **_facts(figure, language))


def _second(a, b, relation, reasons, language):
    """Return the sentences on the second figure beside the first: what it is, how it lies, why it differs."""
    other = say(f"compare.other.{'article' if a.is_claim else 'first'}", language)
    unlike = set(UNLIKE) & set(reasons) if relation != "same_figure" else set()
    parts = [_introduced(b, language)]
    if not {"party", "unit"} & unlike:  # of other people, a number is neither higher nor lower
        parts.append(say(f"compare.{relation}", language, other=other, toll=a.toll.words(language)))
        exact = a.toll.comparator == b.toll.comparator == "exact"
        if exact and not unlike and relation in ("higher", "lower"):
            parts[-1] += say("compare.by", language, n=abs(b.toll.n - a.toll.n))
        parts[-1] += "."
    told = [r for r in reasons if (r, relation) != ("comparator", "floor_holds")]
    clauses = [clause for reason in told for clause in _clauses(reason, a, b, other, language)]
    if clauses:
        lead = "compare.unlike" if unlike else "compare.mind"
        parts.append(say(lead, language, reasons="; ".join(dict.fromkeys(clauses)), other=other))
    return " ".join(parts)


def _clauses(reason, a, b, other, language):
    about, keys = {"other": other, "n": _quiet_years(b), "one": _counted(a, language)}, [reason]
    if reason in ("measure", "unit"):
        keys = ["counted"] if _counted(a, language) != _counted(b, language) else [reason]
        if reason == "measure" and f"why.{b.toll.kind}" in catalogue(language):
            keys.append(b.toll.kind)
    elif reason == "party":
        about |= {"one": _parties(a, language)}
    elif reason == "period":
        one, two = (a.toll.start, a.toll.end), (b.toll.start, b.toll.end)
        longer, shorter = two[0] <= one[0] and one[1] <= two[1], one[0] <= two[0] and two[1] <= one[1]
        keys, about["one"] = ["longer" if longer else "shorter" if shorter else "other_days"], _when(a, language)
    elif reason == "comparator":
        (low, high), rounded = a.span, a.toll.comparator == "about"
        keys, about["toll"] = ["rounded" if rounded else "floor"], a.toll.words(language)
        about |= {"low": int(low), "high": int(high)} if rounded else {}
    elif reason == "day_of_counting":
        about |= {"one": _edtf_in_words(_as_of(a), language), "two": _edtf_in_words(_as_of(b), language)}
    elif reason == "release":
        about["release"] = b.release
    elif reason == "replaced":
        about["later"] = toll(b.superseded_by).words(language)
    return [say(f"why.{key}", language, **about) for key in keys]


def _facts(figure, language):
    party = _parties(figure, language) if figure.party else ""
    return {
        "toll": figure.toll.words(language),
        "counted": _counted(figure, language),
        "party": say("compare.party", language, party=party) if party else "",
        "when": _when(figure, language),
    }


def _name(figure, language):
    if figure.is_claim:
        return say("compare.article", language, id=figure.id)
    if not figure.claimant:
        return say("compare.ours" if figure.status == "computed" else "compare.unnamed", language)
    name = _table("actors", "actor_id").at[figure.claimant, f"name_{language}"]
    return say("compare.release", language, name=name, release=figure.release) if figure.release else name


def _counted(figure, language):
    """Return whom a figure counts, in words: "1 soldier" needs another word than "49 soldiers"."""
    key = f"counted.{figure.toll.kind}.{figure.toll.unit}"
    one = f"{key}.one"
    return say(one if figure.toll.n == 1 and one in catalogue(language) else key, language)


def _parties(figure, language):
    if not figure.party:
        return say("compare.all_parties", language)
    names = _table("actors", "actor_id")[f"name_{language}"]
    return listed(sorted(names[actor].partition(" (")[0] for actor in figure.party), language)


def _when(figure, language):
    start, end = figure.toll.start, figure.toll.end
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):  # whole years
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    return days_in_words(start, end, language)


def _edtf_in_words(text, language):
    start, end, precision = bounds(text)
    if precision == "year":
        return str(start.year)
    if precision == "month":
        return dated(start, "LLLL y", language)
    words = day(start, language) if start == end else days_in_words(start, end, language)
    return say("compare.roughly", language, day=words) if "~" in text else words
