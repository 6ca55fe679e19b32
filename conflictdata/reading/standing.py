"""How a figure stands: reported, superseded, denied or a forecast; and whether it is a running total."""

import re
from functools import lru_cache
from itertools import pairwise, takewhile

from .attaching import CLOSED, opening
from .relations import coordinated
from .sentences import BACK

FAR = 12  # words between a verb and the figure that it denies
ASIDE = 12  # characters after a figure in which "then" still belongs to it
WHERE = 30  # characters before a figure in which "first" stands


def set_status(s):
    """Tell the status of every figure of a sentence: that of the first entry of `STATUSES` that holds."""
    for one in s.figures:
        one.status = next((status for status, test, _ in STATUSES if test(s, one)), "reported")
    for first, second in pairwise(s.figures):
        again = second.elided and second.of and first.kind == second.kind and second.status == "reported"
        if again and first.status == "reported" and (_told_first(s, first, second) or _set_now(s, first, second)):
            first.status = "superseded"


def _told_first(s, first, second):
    """Whether "first", "then" or "earlier" stands with the first of two figures for the same."""
    start, end = s.words[first.begin].start, s.words[first.end - 1].end + ASIDE
    return _first(s.language).search(s.text, max(s.start, start - WHERE), min(end, s.words[second.begin].start))


def _set_now(s, first, second):
    """Whether the second of two figures is what is known now: "there were 17, but now 14", "was raised to 62"."""
    raised = {"change", "reach"} <= s.before(second, 4) and str(first.tag).endswith(".toll")
    return second.relation == "claim" and ("now" in s.before(second, 3) or raised)


def _not_as_told(s, one):
    return one.turn == "old" and "not" in s.before(one) | s.words[one.begin].tags and s.after(one, 4) & {"say", "claim"}


def _before_others(s, one):
    last = one.before
    stops = [i for i in range(last.end if last else 0, one.begin) if s.words[i].text == ";"]
    if last is not None and not stops:
        return last.status == "superseded" and last.turn is None and coordinated(s, last, one)
    start = stops[-1] + 1 if stops else 0
    return "claim" in s.before(one, BACK) and _first(s.language).search(
        s.text, s.words[start].start, s.words[one.begin].start
    )


def _not_so(s, one):
    governed = one.anchor and not one.anchor.topic and one.number.sense != "none"
    return governed and any("not" in word.tags for word in s.words[max(0, one.anchor.index - 3) : one.anchor.index])


def _rejected(s, one):
    for i in range(one.end + 1, min(len(s.words), one.end + FAR)) if "deny" in s.tags else ():
        if s.words[i].form in ("sign", "number") or "deny" in s.words[i].tags:
            return "deny" in s.words[i].tags and "be" in s.words[i - 1].tags
    return False


def _denied(s, one):
    for i in range(one.begin - 1, max(-1, one.begin - FAR), -1) if "deny" in s.tags else ():
        word = s.words[i]
        if word.text in CLOSED or word.form == "number" or "deny" in word.tags:
            return "deny" in word.tags
        turns = i and ("and" in s.words[i - 1].tags or (s.words[i - 1].text == "," and s.words[i + 1].text != ","))
        if word.tags & {"say", "claim"} and turns:
            return False  # "and said", ", saying" begin another claim; ", he says," is an aside
    return False


def _may_be(s, one):
    tags = _clause(s, one) if s.tags & {"might", "fear"} else ()
    if "fear" in tags:
        return "might" not in s.after(one, 4)  # but "fear the toll of 12 could rise"
    estimated = "grow" not in tags and "estimate" in s.tags  # "estimate that 300 may have died"
    return "might" in tags and not estimated


def _hearsay(s, one):
    return "hearsay" in s.tags and not s.tags & {"say", "claim"} and "hearsay" in _clause(s, one, 2)


def _clause(s, one, more=0):
    """Return the tags of the words from the start of the clause of a figure to the figure and its verb."""
    last = max(one.end + more, one.anchor.index + 1 if one.anchor else 0)
    tags, i = {tag for word in s.words[one.begin : last] for tag in word.tags}, one.begin - 1
    while i >= 0 and s.words[i].text not in CLOSED and not _opens_clause(s, i):
        aside = opening(s, i) if s.words[i].text == "," else None  # "the war, which could end soon, has killed 12"
        i = aside if aside and _opens_clause(s, aside + 1) else i
        tags |= s.words[i].tags
        i -= 1
    return tags


def _opens_clause(s, i):
    """Whether another clause begins at the word at `i`, as with "while"; "that" goes on with what is told."""
    return "break" in s.words[i].tags and not ("who" in s.words[i].tags and s.words[i - 1].text != ",")


STATUSES = (  # status, test, example: the first that holds
    ("denied", _not_as_told, "the clash cost 300 lives, not 900 as the daily reported"),
    ("superseded", lambda s, one: one.turn == "old", "the dead rose from 17 to 21"),
    ("denied", lambda s, one: one.turn == "denied", "not 40 but 14 dead"),
    ("superseded", _before_others, "a previous report put the toll at nine"),
    ("denied", _not_so, "12 were not killed"),
    ("denied", _rejected, "the claim that 90 died was rejected"),
    ("denied", _denied, "denied that 40 had died"),
    ("forecast", _may_be, "the toll could rise to 500"),
    ("forecast", _hearsay, "sarebbero nove gli agenti feriti"),  # with nobody named who says so
)


# -- what makes a figure a running total --------------------------------------------------------------------------


def _open(s, one, time):
    return time is not None and (time.start is None) != (time.end is None)


def _set_to(s, one, time):
    near, inside = _own_before(s, one), _inside(s, one)
    return "reach" in s.before(one) | inside and "change" in near | inside and "not" not in near | inside


def _called_total(s, one, time):
    return "total" in _own_before(s, one) | _inside(s, one) | s.after(one, 3)


def _until_now(s, one, time):
    after = takewhile(
        lambda word: word.form != "number" and word.text not in CLOSED, s.words[one.end : one.end + ASIDE]
    )
    return any("so_far" in word.tags for word in after)


def _of_war(s, one, time):
    words = s.words[max(0, one.begin - FAR) : one.begin]
    war = next((i for i, word in enumerate(words) if "war" in word.tags), len(words))
    return any("until_now" in word.tags for word in words[war:])


def _with_another(s, one, time):
    last = one.before
    return last is not None and last.cumulative and not (last.turn or one.subset) and coordinated(s, last, one)


def _own_before(s, one):
    """Return the tags of the words before a figure that are not of the figure before."""
    return s.before(one, 6)


def _inside(s, one):
    return {tag for word in s.words[one.begin : one.at] for tag in word.tags}


TOTALS = (  # test, example: what makes a figure a running total
    (_open, "since 7 October 12 people have died"),
    (_set_to, "the toll rose to 12"),
    (_called_total, "a total of 12 died"),
    (_until_now, "12 have died so far"),
    (_of_war, "the war has killed 12"),
    (_with_another, "the toll rose to 12 dead and 30 wounded"),
)


def is_cumulative(s, one, time, since):
    """Whether a figure is a running total; `since` says that it counts from the start of an event."""
    if one.rate or one.subset or one.status == "denied":
        return False
    if one.turn:
        return one.turn in ("old", "new")
    return since or any(test(s, one, time) for test, _ in TOTALS)


@lru_cache
def _first(language):
    return re.compile(rf"(?<!\w)(?:{language.rules['updates']['first']})(?!\w)", re.IGNORECASE)
