"""What a number can be to the words and figures around it: an ordered table of (name, test, example).

A test takes the sentence, the phrase of the number and what is near it, and tells the kind, the word or figure that
gives it, or the reason why there is none. The example of its entry says what it finds.
"""

from dataclasses import dataclass
from itertools import takewhile

from .attaching import CLOSED, FAR, anchor_after, closing
from .kinds import KINDS, VOID, Anchor, kind_of, noun_kind
from .sentences import BACK

CLOSE = 2  # words between a number and the verb right before it
NOTHING, UNTOLD = {"reason": "not a casualty"}, {"reason": "no kind"}
JOINS = {"and", "or", "opens", "other", "genitive", "reach", "its"}  # between coordinated phrases
LISTED = {"and", "stop", "genitive", "be", "side", "subset"}  # between places or sides in a list


@dataclass(frozen=True)
class Near:
    """The anchors after and before a phrase, with the words between; `late` is one of a noun that comes late."""

    after: Anchor | None
    space: int
    ahead: Anchor | None
    close: bool  # the anchor before stands next to the number
    crossed: bool  # another number stands before the anchor after
    late: Anchor | None

    @property
    def governed(self):
        """Whether a passive before a number has its people on the right: another stands before the next verb."""
        return self.ahead and self.ahead.passive and self.crossed


def _from(anchor, **more):
    """Return what an anchor tells of a number."""
    return {"kind": anchor.kind, "anchor": anchor, "tag": anchor.tag, **more}


def _with(other, **more):
    """Return what another figure tells of a number that goes with it."""
    return other and {"kind": other.kind, "of": other, **more}


def _own(kind):
    """Return what the noun of a number tells of it."""
    return kind and {"kind": kind, "tag": f"{kind}.noun"}


def _ends(word):
    return word.form == "number" or word.text in CLOSED or "break" in word.tags


def _named(word):
    """Return what a word tells that stands for a kind without being an anchor."""
    kind = kind_of(word)
    return kind and {"kind": kind, "tag": f"{kind}.part" if f"{kind}.part" in word.tags else f"{kind}.noun"}


# -- what a number can be to the words around it ------------------------------------------------------------------


def _losses_each(s, one, near):
    if not (near.close and s.figures and "own" in s.words[near.ahead.index].tags):
        return None
    between = s.words[s.figures[-1].end : near.ahead.index]
    return len(between) <= CLOSE and not any(word.form == "sign" or "and" in word.tags for word in between) and NOTHING


def _held(s, one, near):
    if not (s.figures and s.figures[-1].whole == one.at):
        return None
    told = near.after and not (near.space or near.after.passive) and _from(near.after)  # "23 of the 187 girls abducted"
    return _own(one.head is not None and noun_kind(s.words[one.head])) or told or UNTOLD


def _whole(s, one, near):
    return not (one.own or (near.after and near.space <= 1)) and opens_whole(s, one) and UNTOLD


def _own_before(s, one, near):
    if not (near.close and one.own in KINDS):
        return None
    freed = near.ahead.kind == VOID and one.own == "captured"
    harmed = near.ahead.kind in ("killed", "wounded") and "own" not in s.words[near.ahead.index].tags
    return (freed or harmed) and _from(near.ahead)


def _own_after(s, one, near):
    more = near.after and (near.after.kind == "killed" or one.own in ("displaced", "captured", "missing"))
    people = one.unit in ("hostages", "prisoners") and not near.close  # "12 hostages and three guards died"
    share = "genitive" in s.before(one) and s.words[max(0, one.begin - 2)].form == "mask"  # "a third of the 12 died"
    return one.own and more and (people or not near.crossed) and not share and _from(near.after)


def _list_of_kinds(s, one, near):
    if s.word(one.end) is None or s.words[one.end].text not in "-–—":
        return None
    lines = [each for each in s.phrases if (word := s.word(each.end)) and word.text == s.words[one.end].text]
    rest = s.words[one.end + 1 : one.end + FAR] if len(lines) > 1 else []
    line = next((word for word in rest if word.form == "number" or kind_of(word)), None)
    return line and line.form != "number" and _named(line)


def _told_aside(s, one, near):
    aside = s.words[one.end + 1 : one.end + 3]
    every = len(aside) > 1 and "all" in aside[0].tags  # "a crew of five, all dead"
    return (every or (one.elided and closing(s, one.end))) and _named(aside[every])


def _left_dead(s, one, near):
    if one.own or "leaves" not in s.before(one, 2):
        return None
    clause = takewhile(lambda word: word.text not in CLOSED and "break" not in word.tags, s.words[one.end :][:FAR])
    return next(filter(None, map(_named, clause)), None)


def _verb_at_once(s, one, near):
    after = near.after
    frees = near.close and near.ahead.kind in (VOID, "killed") and "own" not in s.words[near.ahead.index].tags
    held = frees and after and after.kind == "captured"
    told = after and not (near.space or after.passive or held)  # "freed 12 men held captive"
    return told and one.whole is None and _from(_at_last(s, one, after))


def _at_last(s, one, after):
    """Return the anchor after `after` if it says what became of the same people: "abducted men were freed"."""
    later, _ = anchor_after(s, one, after.index + 1)
    hosted = after.kind == "displaced" and later and "dwells" in s.words[later.index].tags  # "fled and are hosted in"
    harmed = hosted or after.kind in ("killed", "wounded")  # "hurt and flown to hospital", "lost their lives on duty"
    freed = later and VOID in (later.kind, after.kind) and not harmed
    gone = later and later.kind == "missing" and after.kind == "captured"  # "taken away and never seen again"
    if not (later and later.passive and (freed or gone or later.kind == "killed")):
        return after
    between = s.words[after.index : later.index]
    return after if any(word.form == "number" or "other" in word.tags for word in between) else later


def _them(s, one, near):
    led = one.begin and s.words[one.begin - 1].form == "word" and s.after(one) & {"and", "stop"}
    for j in range(one.end, min(len(s.words), one.end + FAR)) if led else ():
        if s.words[j].form == "number" or s.words[j].text in CLOSED:
            return None
        them = any("them" in word.tags for word in s.words[j - 2 : j + 2])
        if them and j in s.anchors and s.anchors[j].kind == "killed":
            return _from(s.anchors[j])
    return None


# -- what a number can be to another figure -----------------------------------------------------------------------


def _most(s, one, near):
    set_off = one.begin > 1 and s.words[one.begin - 1].form == "sign" and "most" in s.words[one.begin - 2].tags
    anchor = set_off and _told_before(s, one)
    return anchor and _from(anchor)


def _among(s, one, near):
    clause = takewhile(lambda word: not _ends(word), reversed(s.words[: one.begin]))
    aside = closing(s, one.end)  # "nine people, two of them nurses, were among the dead"
    start, far = aside + 1 if aside else one.end, 6 if s.after(one) & {"and", "article", "be"} else 2
    after = takewhile(lambda word: word.text not in CLOSED, s.words[start : start + far])
    tags = {tag for word in (*after, *clause) for tag in word.tags}
    kind = next((kind for kind in KINDS if f"{kind}.among" in tags), None)
    earlier = [*s.figures[: -BACK - 1 : -1], *([s.previous] if s.previous else [])]
    whole = next((each for each in earlier if each.kind == kind), None)
    return kind and {"kind": kind, "tag": f"{kind}.among", "of": whole, "subset": True}


def _dwelling(s, one, near):
    last = s.last() or s.previous
    live = one.elided and one.number.sense != "none" and "dwells" in s.after(one, 3)
    return live and last and last.kind == "displaced" and _with(last, subset=True)


def _among_counted(s, one, near):
    last = s.figures[-1] if s.figures else None
    if not last or not last.kind or last.low or not (last.relation.endswith("among") or "among" in s.before(last, 2)):
        return None
    between = {tag for word in s.between(last, one) for tag in word.tags}
    return "be" in between and "break" not in between and _with(last, subset=True)


def _class(s, one, near):
    last, after = s.last() or (None if s.figures else s.previous), s.after(one)
    if not last or not one.elided or one.number.sense == "none":
        return None
    clause = takewhile(lambda word: word.text not in CLOSED, s.words[one.end : one.end + 6])
    aged = any(word.form == "mask" and word.thing.why == "age" for word in clause)
    classed = ("be" in after and any(tag.startswith("unit.") for tag in s.after(one, 3, 1))) or aged
    return (classed or (last.kind == "wounded" and "gravely" in s.after(one, 4))) and _with(last, subset=True)


def _subset(s, one, near):
    last = s.last() or (None if s.figures else s.previous)
    freed = s.figures and s.figures[-1].reason == "not a casualty" and s.figures[-1].number.sense != "article"
    if freed or not (one.part and last) or (one.whole and one.unknown):
        return None
    before = s.word(one.begin - 1)  # not the object of another verb: "analyses five of them"
    return (before is None or before.form != "word" or before.tags) and _with(last, subset=True)


def _broken_down(s, one, near):
    whole = next((each for each in s.figures[: -BACK - 1 : -1] if each.kind and not each.subset), None)
    if not whole or not one.elided or s.before(one, 4) & {"change", "total"}:  # "two more died: the total is now 16"
        return None
    colon = next((i for i in range(whole.end, one.begin) if s.words[i].text == ":"), one.begin)
    told = any(i in s.anchors or s.words[i].tags & {"be", "have", "claim"} for i in range(colon, one.begin))
    return colon < one.begin and not told and _with(whole, subset=True)


def _apposed(s, one, near):
    whole = one.number.value > 1 and s.last()
    apart = whole and any(map(_ends, s.between(whole, one)))
    return whole and not apart and closing(s, one.begin - 1) and _with(whole, subset=True)


def _companions(s, one, near):
    if "along" not in s.before(one) or _acts_after(s, one):
        return None
    anchor = _told_before(s, one)
    return _with(s.last()) if s.last() else anchor and anchor.left and _from(anchor)


def _joined(s, one, near):
    last = s.figures[-1] if s.figures else None
    if not last or not last.kind or one.unknown or one.number.sense == "none":
        return None
    if _acts_after(s, one) or not coordinated(s, last, one):
        return None
    bracket = any(word.text in "(:" for word in _outside_brackets(s.between(last, one)))
    same = not (bracket or last.subset) and one.comparator == "exact" and last.comparator != "between"
    return _with(last, subset=bracket or last.subset, anchor=last.anchor if same else None)


def _listed(s, one, near):
    last, after = s.last(), s.word(one.end)
    ends = after is None or after.form == "sign" or after.tags & {"and", "genitive", "stop"}
    listed = last and one.elided and ends and _lists(s, last, one)
    if not last or not one.elided or not ends:
        return None
    day = next((i for i in reversed(range(last.end, one.begin)) if s.words[i].form == "time"), None)
    dated = day is not None and (s.words[one.begin - 1].text == "," or one.begin - day <= 2)  # "on Sunday, seven"
    told = any((day if dated else last.end - 1) < i < one.begin for i in s.anchors)
    short = _linked(s.between(last, one)) and len(s.between(last, one)) <= 6  # "the doctors count 12, the ministry 9"
    return (listed or ((dated or short) and not told)) and _with(last, subset=last.subset and listed)


def _on_another_day(s, one):
    """Whether its clause has a date, "be" and no more: "in 2021 they were 90"."""
    clause = list(takewhile(lambda word: not _ends(word), reversed(s.words[: one.begin])))
    light = all(word.form == "time" or word.tags & {"be", "stop"} for word in clause)
    return light and any(word.form == "time" for word in clause) and any("be" in word.tags for word in clause)


def _claim(s, one, near):
    tags, after = s.before(one, BACK), s.after(one)
    last = s.last() or (s.previous if "claim" in tags or {"now", "change", "reach"} <= tags else None)
    if not last or not one.elided or _acts_after(s, one) or one.number.sense == "none":
        return None
    whose = "be" in s.before(one) and "say" in tags  # "according to others they were 90"
    risen = {"reach", "change"} <= {tag for word in s.words[max(0, one.begin - 4) : one.at] for tag in word.tags}
    again = one.other or one.rate or whose or risen or "now" in s.before(one, 3) or "claim" in tags or "dwells" in after
    again = again or _on_another_day(s, one)
    whole = next((each for each in s.figures[: -BACK - 1 : -1] if each.kind == last.kind and not each.subset), last)
    return again and _with(whole)


RELATIONS = (  # name, test, example: the first that holds tells what a number counts
    ("increment", lambda s, one, near: "increment" in s.after(one) and NOTHING, "12 more than on Sunday"),
    ("losses each", _losses_each, "60 clans had lost five of their sons"),
    ("held", _held, "two of the three hostages"),
    ("whole", _whole, "of the 180 aboard, 35 died"),
    ("list of kinds", _list_of_kinds, "40 - killed 12 - wounded"),
    ("counted among", _among_counted, "among the 22 killed were six children"),
    ("most", _most, "fled from four states, the majority - about 30,000 people - from Tarn"),
    ("likewise", lambda s, one, near: "likewise" in s.before(one) and _with(s.last()), "nine died, as did two guards"),
    ("told aside", _told_aside, "the other 40, wounded by splinters, were taken to Pavia"),
    ("left dead", _left_dead, "left two residents of the valley dead"),
    ("own noun, verb before", _own_before, "freed 12 hostages"),
    ("own noun, verb after", _own_after, "12 refugees were abducted"),
    ("own noun", lambda s, one, near: not (one.own == VOID and near.close) and _own(one.own), "12 hostages"),
    ("noun late", lambda s, one, near: near.late and _from(near.late), "31,480 the number of people killed"),
    ("class", _class, "of the 1,500 dead, 300 were civilians"),
    ("dwelling", _dwelling, "the raids displaced 8,000; 6,000 are staying in schools"),
    ("verb at once", _verb_at_once, "12 killed"),
    ("them", _them, "led 34 men to the river and shot them"),
    ("word before", lambda s, one, near: (near.close or near.governed) and _from(near.ahead), "killed 12 people"),
    ("verb after", lambda s, one, near: near.after and _from(_at_last(s, one, near.after)), "12 people were killed"),
    ("topic before", lambda s, one, near: near.ahead and _from(near.ahead), "the death toll in the valley is 12"),
    ("among", _among, "among the dead were 5 children"),
    ("subset", _subset, "12 people were killed, including 4 women"),
    ("broken down", _broken_down, "73 people died at Tarn: 31 in the church and 42 in the square"),
    ("apposed", _apposed, "i 18 uccisi, dieci guardie e otto detenuti, erano di Kano"),
    ("companions", _companions, "two were killed along with three guards"),
    ("joined", _joined, "the bomb killed 9 soldiers and 3 civilians"),
    ("turned", lambda s, one, near: one.turn and _with(s.last()), "the dead are 53, not 31"),
    ("listed", _listed, "the raids killed 12 in Goma, 7 in Uvira"),
    ("claim", _claim, "there are 12 missing; relatives count 30"),
)


# -- what stands between ------------------------------------------------------------------------------------------


def opens_whole(s, one):
    """Whether a number at the head of a sentence is the whole that later ones are part of: "of the 180, 35 died"."""
    j = one.begin - 1
    if j < 0 or not s.words[j].tags & {"genitive", "of_the"} or (j and s.words[j - 1].form != "sign"):
        return False
    return any(each.at > one.at and (each.elided or s.words[each.begin - 1].text == ",") for each in s.phrases)


def _told_before(s, one):
    """Return the nearest anchor before a phrase."""
    return next((s.anchors[j] for j in range(one.begin - 1, -1, -1) if j in s.anchors), None)


def _acts_after(s, one):
    """Whether the words after a phrase begin what its people did: another verb of their own."""
    after = s.after(one)
    return bool(after & {"be", "have"}) or any(tag.endswith((".verb", ".fell", ".did")) for tag in after)


def _linked(between):
    return any(word.text == "," or "and" in word.tags for word in between)


def _lists(s, first, second):
    """Whether only a place or a side differs: "12 at Goma, 7 at Uvira", "500 to the French, to the Prussians 300"."""
    between = s.words[_behind_verb(s, first) : second.begin]
    light = all(w.capital or w.text == "," or w.form in ("party", "time") or w.tags & LISTED for w in between)
    rest = s.words[second.end : second.end + 3]
    placed = len(rest) > 1 and "stop" in rest[0].tags and any(w.capital or w.form == "party" for w in rest[1:])
    named = placed or first.relation == "listed" or any(w.capital or w.form == "party" for w in between)
    return named and light and _linked(between)


def _behind_verb(s, one):
    """Return the place behind a phrase, and behind its verb where that stands next: "40 died, on our side 22"."""
    return one.anchor.index + 1 if one.anchor and 0 <= one.anchor.index - one.end <= 1 else one.end


def coordinated(s, first, second):
    """Whether only "and", "or" or a comma stands between two noun phrases."""
    behind = _behind_verb(s, first)
    listed = (word := s.word(behind)) is not None and word.text in "(:"  # "62 killed (21 men, …"
    between = _outside_brackets(s.words[behind if listed else first.end : second.begin])
    return len(between) <= 5 and all(
        word.tags & JOINS or word.text in ",(:" or word.capital or word.form in ("party", "time", "mask")
        for word in between
    )


def _outside_brackets(words):
    """Return words without those that stand in brackets and count nobody: "812 men (31% of them) and 45 officers"."""
    opened = next((i for i, word in enumerate(words) if word.text == "("), None)
    closed = next((i for i, word in enumerate(words) if word.text == ")"), None)
    return words if opened is None or closed is None else [*words[:opened], *words[closed + 1 :]]
