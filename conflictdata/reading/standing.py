"""How a figure stands: reported, superseded, denied or a forecast; and whether it is a running total."""

from itertools import pairwise, takewhile

from .attaching import CLOSED
from .relations import coordinated

FAR = 12  # words around a figure in which others speak of it


def set_status(s):
    """Tell the status of every figure of a sentence: that of the first entry of `STATUSES` that holds."""
    for one in s.figures:
        one.status = next((status for status, test, _ in STATUSES if test(s, one)), "reported")
    for first, second in pairwise(s.figures):
        again = second.elided and second.of and first.kind == second.kind and second.status == "reported"
        if again and first.status == "reported" and (_told_first(s, first, second) or _set_now(s, first, second)):
            first.status = "superseded"


def _told_first(s, first, second):
    """Whether "earlier" or "at first" stands with the first of two figures for the same."""
    return "earlier" in s.before(first, 5) | s.after(first, min(2, second.begin - first.end))


def _set_now(s, first, second):
    """Whether the second of two figures is what is known now: "there were 17, but now 14", "was raised to 62"."""
    tags = s.before(second, 4)
    raised = {"change", "reach"} <= tags and first.anchor and first.anchor.topic
    return bool(tags & {"now", "revised"} or raised)


def _not_as_told(s, one):
    after = s.after(one, 4)
    denied = one.turn == "old" and "not" in s.before(one) | s.words[one.begin].tags
    return denied and after & {"say", "claim"} and "earlier" not in after


def _before_others(s, one):
    last = one.before
    if last is not None and coordinated(s, last, one):
        return last.status == "superseded" and last.turn is None
    return one.turn is None and {"earlier", "claim"} <= s.before(one, one.begin - (last.end if last else 0))


def _not_so(s, one):
    governed = one.anchor and not one.anchor.topic and one.number.sense != "none"
    return governed and any("not" in word.tags for word in s.words[max(0, one.anchor.index - 3) : one.anchor.index])


def _rejected(s, one):
    for i in range(one.end + 1, min(len(s.words), one.end + FAR)) if "deny" in s.tags else ():
        if s.words[i].form in ("sign", "number") or "deny" in s.words[i].tags:
            return "deny" in s.words[i].tags and "be" in s.words[i - 1].tags
    return False


def _denied(s, one):
    aside = False
    for i in range(one.begin - 1, max(-1, one.begin - FAR), -1) if "deny" in s.tags else ():
        word = s.words[i]
        if word.text in CLOSED or word.form == "number" or "deny" in word.tags:
            return "deny" in word.tags
        turns = i and ("and" in s.words[i - 1].tags or (s.words[i - 1].text == "," and s.words[i + 1].text != ","))
        contrasts = "break" in word.tags and "who" not in word.tags and s.words[i - 1].text == "," and not aside
        if (word.tags & {"say", "claim"} and turns) or contrasts:
            return False  # "and said", ", saying", ", but" begin another claim; ", he says," is an aside
        aside |= word.text == ","
    return False


def _may_be(s, one):
    if not s.tags & {"might", "fear"} or _definite(s, one):
        return False
    tags = _clause(s, one)
    if "fear" in tags:
        return not {"might", "grow"} <= s.after(one, 6)  # but "fear the toll of 12 could rise"
    estimated = "estimate" in s.tags and tags & {"be", "have"}  # "estimate that 300 may have died"
    return "might" in tags and not estimated


def _definite(s, one):
    """Whether an article says that the people are known: "may visit the 30 wounded", but "may reach the 300 mark"."""
    inside = {tag for word in s.words[max(0, one.begin - 1) : one.at] for tag in word.tags}
    return bool(inside & {"article", "of_the"}) and not (s.before(one, 3) | inside) & {"grow", "change", "reach"}


def _hearsay(s, one):
    return "hearsay" in s.tags and not s.tags & {"say", "claim"} and "hearsay" in _clause(s, one, 2)


def _clause(s, one, more=0):
    """Return the tags of a figure and its verb, and of the words that govern them, from the start of the clause on.

    Of the words before a figure that has a verb of its own, only a fear reaches beyond the figure before: "they fear
    that nine have died and two are missing", but "nine may have died and two are missing".
    """
    if one.of and not one.anchor and not one.subset and s.after(one, 2) & {"be", "might"}:
        more = 4  # "300 more are expected to follow"
    last = max(one.end + more, one.anchor.index + 1 if one.anchor else 0)
    tags, i = {tag for word in s.words[one.begin : last] for tag in word.tags}, one.begin - 1
    verb, beyond = "be" in tags or "have" in tags, False
    while i >= 0 and s.words[i].text not in CLOSED and not _opens_clause(s, i):
        i = _aside(s, i) if s.words[i].text == "," else i
        word, other = s.words[i], s.counting.get(i, one.at) != one.at
        beyond |= verb and (other or "and" in word.tags)
        told = "be" in s.words[i - 1].tags  # "nine are feared dead"
        tags |= word.tags if not beyond else set() if told else word.tags & {"fear"}
        i -= 1
    return tags


def _aside(s, i):
    """Return the comma that opens the clause which the comma at `i` closes: "the toll, which may reach 90, is 61"."""
    start = next((j for j in range(i - 1, max(-1, i - FAR), -1) if s.words[j].text == ","), i)
    return start if _opens_clause(s, start + 1) else i


def _opens_clause(s, i):
    """Whether another clause begins at the word at `i`, as with "while"; "that" goes on with what is told."""
    return bool(s.words[i].tags & {"break", "after"}) and not ("who" in s.words[i].tags and s.words[i - 1].text != ",")


STATUSES = (  # status, test, example: the first that holds
    ("denied", _not_as_told, "the clash cost 300 lives, not 900 as the daily reported"),
    ("superseded", lambda s, one: one.turn == "old", "the dead rose from 17 to 21"),
    ("denied", lambda s, one: one.turn == "denied", "not 40 but 14 dead"),
    ("denied", _not_so, "12 were not killed"),
    ("denied", _rejected, "the claim that 90 died was rejected"),
    ("denied", _denied, "denied that 40 had died"),
    ("superseded", _before_others, "a previous report put the toll at nine"),
    ("forecast", _may_be, "the toll could rise to 500"),
    ("forecast", _hearsay, "sarebbero nove gli agenti feriti"),  # with nobody named who says so
)


# -- what makes a figure a running total --------------------------------------------------------------------------


def _open(s, one, time):
    return time is not None and (time.start is None) != (time.end is None)


def _set_to(s, one, time):
    near, inside = s.before(one, 6), _inside(s, one)
    return "reach" in s.before(one) | inside and "change" in near | inside and "not" not in near | inside


def _called_total(s, one, time):
    return "total" in s.before(one, 6) | _inside(s, one) | s.after(one, 3)


def _until_now(s, one, time):
    after = takewhile(lambda word: word.form != "number" and word.text not in CLOSED, s.words[one.end : one.end + FAR])
    return any("so_far" in word.tags for word in after)


def _of_war(s, one, time):
    words = s.words[max(0, one.begin - FAR) : one.begin]
    war = next((i for i, word in enumerate(words) if "war" in word.tags), len(words))
    return any("until_now" in word.tags for word in words[war:])


def _with_another(s, one, time):
    last = one.before
    return last is not None and last.cumulative and not (last.turn or one.subset) and coordinated(s, last, one)


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
    if one.rate or one.subset or one.status in ("denied", "forecast"):
        return False
    if one.turn:
        return one.turn in ("old", "new")
    return since or any(test(s, one, time) for test, _ in TOTALS)
