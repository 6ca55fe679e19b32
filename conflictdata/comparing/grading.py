"""How well a count is established: five words, given by one stated rule over the record."""

import pandas as pd

from .. import record
from ..certainty import Toll

GRADES = ("confirmed", "fair", "weak", "contested", "discounted")  # from the best established to the least
UNFIT = ("computed", "superseded", "preliminary", "pointer")  # statuses of counts that contest no other
UNSEEN = ("not_reached", "not_looked_up", "pointer_only")  # what was seen of a source: nothing of its own
LIKE = ["matter", "measure", "party", "unit"]  # two rows that agree in these count the same thing


@record.loader
def references():
    """Return what others count, as the record has it, each with its grade by the rule of `grades`.

    Examples
    --------
    >>> references().set_index("reference_id").at["aze-mod-2020-2783", "grade"]
    'discounted'
    """
    frame = record.references()
    return frame.assign(grade=grades(frame, record.actors(), record.sources()))


def grades(references, actors, sources):
    """Return the grade of every reference, by the rule that ``describe("references")`` says in words.

    The five words are those that Airwars gives to incidents; the definitions are ours, for counts. "confirmed" means
    that a side says it of itself, not that anybody checked.
    """
    actors = actors.set_index("actor_id")
    side, kind = (actors[column].dropna().to_dict() for column in ("belongs_to", "kind"))
    unseen, rows = _unseen(sources), _rows(references)
    fit = [
        row
        for row in rows.values()
        if row["status"] not in UNFIT and row["confidence"] != "low" and row["source_id"] not in unseen
    ]

    def own(row):
        party = (row["party"] or "").split(";")
        return row["claimant"] in party or side.get(row["claimant"]) in party

    rules = (  # of these the first that holds decides
        ("discounted", lambda row: row["confidence"] == "low" or row["status"] in ("superseded", "preliminary")),
        ("contested", lambda row: row["status"] == "disputed"),
        ("contested", lambda row: row in fit and any(_at_odds(row, other) for other in fit)),
        ("weak", lambda row: row["status"] == "pointer" or row["source_id"] in unseen),
        ("confirmed", lambda row: own(row) and row["confidence"] == "high"),
        ("fair", lambda row: kind.get(row["claimant"]) == "collection" and row["status"] in ("estimate", "computed")),
        ("weak", lambda row: True),
    )

    def grade(row):
        recipe = row["computed_from"]
        if recipe and not recipe.startswith("yearly:") and not rules[0][1](row):
            return max((grade(rows[part]) for part in recipe.split(";")), key=GRADES.index)
        return next(word for word, holds in rules if holds(row))

    return pd.Series([grade(row) for row in rows.values()], index=references.index, dtype="string")


def readings(references, sources):
    """Return how each reference was read: "reference", or "second_hand" where its source was not seen itself.

    A sum is known at second hand where a part of it is; so is a figure of which no source was recorded.
    """
    unseen, rows = _unseen(sources), _rows(references)

    def second_hand(row):
        if row["source_id"]:
            return row["source_id"] in unseen
        parts = (row["computed_from"] or "").split(";")
        return row["status"] != "computed" or any(second_hand(rows[part]) for part in parts if part)

    words = ["second_hand" if second_hand(row) else "reference" for row in rows.values()]
    return pd.Series(words, index=references.index, dtype="string")


def _rows(references):
    """Return the rows by id, with None for what is missing."""
    plain = references.astype(object).where(references.notna(), None)
    return {row["reference_id"]: row for row in plain.to_dict("records")}


def _unseen(sources):
    return set(sources.loc[sources["seen"].isin(UNSEEN), "source_id"])


def _at_odds(row, other):
    """Whether another source's number for the same people, over mostly the same days, cannot be this one."""
    if row["claimant"] == other["claimant"] or any(row[key] != other[key] for key in LIKE):
        return False
    shared = min(row["end"], other["end"]) - max(row["start"], other["start"])
    both = max(row["end"], other["end"]) - min(row["start"], other["start"])
    (low, high), (other_low, other_high) = Toll.of(row).reach, Toll.of(other).reach
    return shared >= both / 2 and (high < other_low or other_high < low)
