"""How well a figure is established: five words, given by one stated rule over the record."""

import math

import pandas as pd

GRADES = ("confirmed", "fair", "weak", "contested", "discounted")  # from the best established to the least
UNFIT = ("computed", "superseded", "preliminary", "pointer")  # statuses of figures that contest no other
UNSEEN = ("not_reached", "not_looked_up", "pointer_only")  # what was seen of a source: nothing of its own
LIKE = ["matter", "measure", "party", "unit"]  # two figures that agree in these count the same thing


def grades(references, actors, sources):
    """Return the grade of every figure; the first rule that fits decides.

    The five words are those that Airwars gives to incidents; these definitions are ours, for figures:

    discounted
        Replaced by a later count, called preliminary, or of low confidence: kept to label it, not to rely on.
    contested
        Recorded as disputed; or another source gives a number of the same matter, measure, sides and people, over days
        of which at least half are the same, that lies apart. Figures that are computed, preliminary, replaced, of low
        confidence or not seen contest no other.
    weak
        Seen only in a work that points to it, or not seen at all.
    confirmed
        A side's own count of its own dead or missing, not replaced since, of which our reading is sure. The word means
        that a side says it of itself, not that anybody checked.
    fair
        The estimate of a collection with a published method.
    weak
        None of these: one source, or several that may repeat each other.

    A sum of ours has the least established grade of its parts.

    Parameters
    ----------
    references : pandas.DataFrame
        With the columns of the table `references`, `start` and `end`.
    actors, sources : pandas.DataFrame
        With `actor_id`, `kind` and `belongs_to`; with `source_id` and `seen`.

    Returns
    -------
    pandas.Series of str
        Indexed as `references`.

    Examples
    --------
    >>> from conflictdata import references
    >>> references().set_index("reference_id").loc["aze-mod-2020-2783", "grade"]
    'discounted'
    """
    side, kind = actors.set_index("actor_id")["belongs_to"], actors.set_index("actor_id")["kind"]
    unseen = set(sources.loc[sources["seen"].isin(UNSEEN), "source_id"])
    rows = {row["reference_id"]: row for row in references.to_dict("records")}
    stated = [row for row in rows.values() if row["status"] not in UNFIT and row["confidence"] != "low"]
    recipes = references.loc[references["party"].isna(), "computed_from"].dropna()
    parts = {part for recipe in recipes for part in recipe.split(";")}  # such as the dead at one of two places
    stated = [row for row in stated if row["reference_id"] not in parts or isinstance(row["party"], str)]
    stated = [row for row in stated if row["source_id"] not in unseen]
    known = {}

    def grade(row):
        recipe = row["computed_from"]
        if row["confidence"] == "low" or row["status"] in ("superseded", "preliminary"):
            return "discounted"
        if isinstance(recipe, str) and not recipe.startswith("yearly:"):
            return max((known_grade(part) for part in recipe.split(";")), key=GRADES.index)
        if row["status"] == "disputed" or (row in stated and any(_at_odds(row, other) for other in stated)):
            return "contested"
        if row["status"] == "pointer" or row["source_id"] in unseen:
            return "weak"
        claimant, party = row["claimant"], row["party"] if isinstance(row["party"], str) else ""
        own = isinstance(claimant, str) and {claimant, side.get(claimant)} & set(party.split(";"))
        if own and row["confidence"] == "high":
            return "confirmed"
        method = isinstance(claimant, str) and kind.get(claimant) == "collection"
        return "fair" if method and row["status"] in ("estimate", "computed") else "weak"

    def known_grade(reference_id):
        if reference_id not in known:
            known[reference_id] = grade(rows[reference_id])
        return known[reference_id]

    return pd.Series([known_grade(reference_id) for reference_id in rows], index=references.index, dtype="string")


def span(row):
    """Return the least and the most that a figure says: half of the last counted digit around "about"."""
    low, best, high = (None if pd.isna(row[bound]) else int(row[bound]) for bound in ("low", "best", "high"))
    comparator = row["comparator"]
    if comparator == "about":
        half = 10 ** (len(str(best)) - len(str(best).rstrip("0"))) / 2
        return best - half, best + half
    if comparator in ("at-most", "less-than", "almost"):
        return 0, high
    least = best if low is None else low
    if comparator in ("at-least", "more-than", "vague"):
        return least, math.inf
    return least, best if high is None else high


def _like(row, other):
    same_people = all(row[key] == other[key] or (pd.isna(row[key]) and pd.isna(other[key])) for key in LIKE)
    shared = min(row["end"], other["end"]) - max(row["start"], other["start"])
    return same_people and shared >= (max(row["end"], other["end"]) - min(row["start"], other["start"])) / 2


def _at_odds(row, other):
    """Whether another source's number for the same people cannot be this one."""
    if row["claimant"] is other["claimant"] or row["claimant"] == other["claimant"] or not _like(row, other):
        return False
    (low, high), (other_low, other_high) = span(row), span(other)
    return high < other_low or other_high < low
