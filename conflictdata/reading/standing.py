"""How a figure stands: reported, superseded, denied or a forecast; and whether it is a running total."""

import re
from functools import lru_cache
from itertools import pairwise

from .attaching import CLOSED
from .counting import coordinated

FAR = 12  # words between a verb and the figure that it denies
ASIDE = 12  # characters after a figure in which "then" still belongs to it


def set_status(s):
    """Tell the status of every figure of a sentence: that of the first entry of `STATUSES` that holds."""
    for one in s.figures:
        one.status = next((status for status, test, _ in STATUSES if test(s, one)), "reported")
    for first, second in pairwise(s.figures):
        again = second.elided and second.of and first.kind == second.kind
        again = again and first.status == second.status == "reported"
        if again and (_told_before(s, first, second) or _set_now(s, first, second)):
            first.status = "superseded"


# -- superseded ---------------------------------------------------------------------------------------------------


def _old(s, one):
    """Whether another figure replaces it: "from 17 to 21", "53, not 31"."""
    return one.turn == "old"


def _not_as_told(s, one):
    """Whether it is set against the figure before as what another tells: "300, not 900 as the daily reported"."""
    after = s.words[one.end : one.end + 4]
    return one.turn == "old" and s.words[one.begin - 1].tags & {"not"} and any(w.tags & {"say", "claim"} for w in after)


def _first_told(s, one):
    """Whether it is what was told first: "he had spoken of 60", "a previous report put the toll at nine"."""
    place = next(i for i, each in enumerate(s.figures) if each is one)
    start = next((i + 1 for i in range(one.begin - 1, -1, -1) if s.words[i].text == ";"), 0)
    before = s.figures[place - 1] if place else None
    if before is not None and before.at >= start:
        return before.status == "superseded" and before.turn is None and coordinated(s, before, one)
    near = s.words[max(0, one.begin - 8) : one.begin]
    claimed = any("claim" in word.tags for word in near)
    return claimed and _first(s.language).search(s.text, s.words[start].start, s.words[one.begin].start)


def _told_before(s, first, second):
    """Whether "first", "then" or "earlier" stands with the first of two figures for the same."""
    end = min(s.words[first.end - 1].end + ASIDE, s.words[second.begin].start)
    return _first(s.language).search(s.text, max(s.words[0].start, s.words[first.begin].start - 30), end)


def _set_now(s, first, second):
    """Whether the second of two figures is what is known now: "there were 17, but now 14", "was raised to 62"."""
    before = s.words[max(first.end, second.begin - 4) : second.begin]
    tags = {tag for word in before for tag in word.tags}
    raised = {"change", "reach"} <= tags and str(first.tag).endswith(".toll")
    return second.relation == "claim" and ("now" in tags or raised)


# -- denied -------------------------------------------------------------------------------------------------------


def _not_but(s, one):
    """Whether "not" and "but" set another figure against it: "not 40 but 14"."""
    return one.turn == "denied"


def _not_so(s, one):
    """Whether "not" governs the verb of what befell its people: "12 were not killed"."""
    if not one.anchor or one.anchor.topic or one.number.sense == "none":
        return False
    return any("not" in word.tags for word in s.words[max(0, one.anchor.index - 3) : one.anchor.index])


def _rejected(s, one):
    """Whether a claim is rejected after it is told: "the claim that 90 died was rejected"."""
    for i in range(one.end + 1, min(len(s.words), one.end + FAR)):
        if s.words[i].form in ("sign", "number"):
            return False
        if "deny" in s.words[i].tags:
            return "be" in s.words[i - 1].tags
    return False


def _denied(s, one):
    """Whether a verb of denial governs it: "denied that 40 had died"."""
    if one.anchor and not one.anchor.topic and one.number.sense == "none" and _near_not(s, one):
        return False
    for i in range(one.begin - 1, max(-1, one.begin - FAR), -1):
        word = s.words[i]
        if word.text in CLOSED or word.form == "number":
            return False
        if "deny" in word.tags:
            return True
        turns = "and" in s.words[i - 1].tags or (s.words[i - 1].text == "," and s.words[i + 1].text != ",")
        if word.tags & {"say", "claim"} and i and turns:
            return False  # "and said", ", saying" begin another claim; ", he says," is an aside
    return False


def _near_not(s, one):
    return any("not" in word.tags for word in s.words[max(0, one.anchor.index - 3) : one.anchor.index])


# -- forecast -----------------------------------------------------------------------------------------------------


def _may_be(s, one):
    """Whether it only may be so, is feared or is expected: "could rise to 500", "si teme che siano 300"."""
    clause = _clause(s, one)
    tags = {tag for word in clause for tag in word.tags}
    if "fear" in tags:
        return not _grows_after(s, one)
    estimated = "grow" not in tags and any(
        "estimate" in word.tags for word in s.words
    )  # "estimate that 300 may have died"
    return "might" in tags and not estimated


def _hearsay(s, one):
    """Whether a conditional tells it and nobody is named who says so: "sarebbero 40 i soldati uccisi"."""
    told = any("hearsay" in word.tags for word in _clause(s, one, 2))
    return told and not any(word.tags & {"say", "claim", "source"} for word in s.words)


def _clause(s, one, after=0):
    """Return the words from the start of the clause of a figure to the figure and its verb."""
    first = one.begin
    while first and s.words[first - 1].text not in CLOSED and not _turns_clause(s, first - 1):
        first -= 1
        if s.words[first].text == ",":  # "the war, which could end soon, has killed 12"
            aside = next((k for k in range(first - 1, 0, -1) if s.words[k].text in CLOSED | {","}), 0)
            first = aside if _turns_clause(s, aside + 1) else first
    end = max(one.end + after, one.anchor.index + 1 if one.anchor else 0)
    return [word for i, word in enumerate(s.words[first:end], first) if i < one.begin or i >= one.at]


def _turns_clause(s, i):
    """Whether another clause begins at the word at `i`, as with "while"; "that" goes on with what is told."""
    return "break" in s.words[i].tags and not ("who" in s.words[i].tags and s.words[i - 1].text != ",")


def _grows_after(s, one):
    """Whether what is feared is that the figure grows: "fear the toll of 12 could rise"."""
    return any("might" in word.tags for word in s.words[one.end : one.end + 4])


STATUSES = (  # status, test, example: the first that holds
    ("denied", _not_as_told, "300, not 900 as the daily reported"),
    ("superseded", _old, "from 17 to 21"),
    ("denied", _not_but, "not 40 but 14"),
    ("superseded", _first_told, "a previous report put the toll at nine"),
    ("denied", _not_so, "12 were not killed"),
    ("denied", _rejected, "the claim that 90 died was rejected"),
    ("denied", _denied, "denied that 40 had died"),
    ("forecast", _may_be, "the toll could rise to 500"),
    ("forecast", _hearsay, "sarebbero 40 i soldati uccisi"),
)


# -- running totals -----------------------------------------------------------------------------------------------


def is_cumulative(s, one, time):
    """Whether a figure is a running total: it rose to its worth, is called a total, or has an open period."""
    if one.rate or one.turn or one.status == "denied":
        return not one.rate and one.status != "denied" and one.turn in ("old", "new", "other")
    if time and (time.start is None) != (time.end is None):
        return True
    after = s.words[one.end : one.end + 3]
    if any("total" in word.tags for word in [*s.words[max(0, one.begin - 6) : one.end], *after]):
        return True
    if any("so_far" in word.tags for word in after):
        return True
    before = s.words[max(0, one.begin - 6) : one.begin]
    return bool(before) and "reach" in before[-1].tags and any("change" in word.tags for word in before)


@lru_cache
def _first(language):
    return re.compile(rf"(?<!\w)(?:{language.rules['updates']['first']})(?!\w)", re.IGNORECASE)
