"""What the numbers of a sentence count: an ordered table of what a number can be to the words and figures around it.

A test of a table takes the sentence, the phrase of the number and what is near it; its example says what it finds.
"""

from dataclasses import dataclass, field, fields
from itertools import pairwise

from .attaching import CLOSED, FAR, anchor_after, anchor_before, anchor_inverted, closing
from .kinds import KINDS, REASONS, VOID, Anchor, find_anchors, kind_of, noun_kind, other_kinds
from .phrases import Phrase, read_phrases

CLOSE = 2  # words between a number and the verb right before it
BACK = 8  # figures of a sentence that a later one may go with, and words in which it is claimed
NOTHING, UNTOLD = {"reason": "not a casualty"}, {"reason": "no kind"}
JOINS = {"and", "or", "opens", "other", "genitive", "reach", "its"}  # between coordinated phrases
LISTED = {"and", "stop", "genitive", "be", "side", "subset"}  # between places or sides in a list


@dataclass
class Counted(Phrase):
    """What a phrase counts: its kind, or the reason why none.

    `relation` is the entry of `RELATIONS` that says so, `tag` that of the word which names the kind, `of` the figure
    whose kind it shares. Status and side are told when its row is made.
    """

    relation: str = ""
    kind: str | None = None
    tag: str | None = None
    anchor: Anchor | None = None
    of: object = None
    subset: bool = False
    reason: str | None = None
    status: str = "reported"
    party: str | None = None
    owner: str | None = None  # the side that a verb of loss says it lost them


@dataclass
class Sentence:
    """The words of a sentence, the phrases of its numbers, the words that say what befell people, and its figures.

    `previous` is the last figure of the sentence before.
    """

    text: str
    words: list
    start: int
    language: object
    previous: Counted | None
    phrases: list
    anchors: dict
    figures: list = field(default_factory=list)

    def word(self, j):
        """Return the word at `j`, or None after the last."""
        return self.words[j] if 0 <= j < len(self.words) else None

    def before(self, one, n=1):
        """Return the tags of the `n` words before a phrase."""
        return {tag for word in self.words[max(0, one.begin - n) : one.begin] for tag in word.tags}

    def after(self, one, n=1, first=0):
        """Return the tags of the `n` words after a phrase, or of those from the `first` of them on."""
        return {tag for word in self.words[one.end + first : one.end + n] for tag in word.tags}

    def between(self, first, second):
        """Return the words between two phrases."""
        return self.words[first.end : second.begin]

    def last(self):
        """Return the last figure of the sentence with a kind, or None."""
        return next((each for each in self.figures[: -BACK - 1 : -1] if each.kind), None)


@dataclass(frozen=True)
class Near:
    """The anchors after and before a phrase, with the words between; `late` is one of a noun that comes late."""

    after: Anchor | None
    space: int
    ahead: Anchor | None
    close: bool  # the anchor before stands next to the number
    crossed: bool  # another number stands before the anchor after
    late: Anchor | None


def count_people(text, words, start, language, previous=None):
    """Return the Sentence with a Counted for every number that may count people.

    `previous` is the last figure of the sentence before.
    """
    phrases = read_phrases(text, words, start, language)
    s = Sentence(text, words, start, language, previous, phrases, find_anchors(words, phrases, language))
    for one in phrases:
        near = _near(s, one)
        found = next(((name, link) for name, test, _ in RELATIONS if (link := test(s, one, near))), ("", {}))
        s.figures.append(_counted(s, one, *found))
    for first, second in pairwise(s.figures):
        for name, test, effect, _ in NEIGHBOURS:
            if test(s, first, second):
                effect(name, first, second)
    return s


def _near(s, one):
    """Look at what is near a phrase, once for all tests."""
    (after, space), (ahead, distance) = anchor_after(s, one), anchor_before(s, one)
    close = ahead is not None and distance <= CLOSE
    if close and after and after.passive:
        topical = ahead.topic and space <= CLOSE  # "missing, and 43 were wounded"
        close = not (topical or (after.kind == VOID and not space))  # "how many died nobody knows"
    crossed = after is not None and any(one.end <= each.at < after.index for each in s.phrases)
    return Near(after, space, ahead, close, crossed, anchor_inverted(s, one) if one.elided else None)


def _counted(s, one, relation, link):
    """Build what a phrase counts from what a relation tells of it."""
    found = Counted(**{each.name: getattr(one, each.name) for each in fields(Phrase)}, relation=relation, **link)
    last = s.figures[-1] if s.figures else None
    if last and found.anchor and found.anchor is last.anchor and coordinated(s, last, one):
        found.of = found.of or last
    found.reason = found.reason or REASONS.get(found.kind)
    if found.kind in KINDS:
        aside = next((each for each in s.figures if each.kind and one.at < (closing(s, each.end) or 0)), None)
        whole = last if last and last.kind and _opens_whole(s, last) else None
        if one.part or aside or whole:
            found.subset, found.of = True, found.of or aside or last or s.previous
        found.reason = next((reason for _, test, reason, _ in REFUSALS if test(s, found)), None)
    if found.reason or found.kind is None:
        found.kind, found.reason = None, found.reason or "no kind"
    return found


def _from(anchor, **more):
    """Return what an anchor tells of a number."""
    return {"kind": anchor.kind, "anchor": anchor, "tag": anchor.tag, **more}


def _with(other, **more):
    """Return what another figure tells of a number that goes with it."""
    return {"kind": other.kind, "of": other, **more}


def _named(kind, word):
    """Return what a word tells that stands for a kind without being an anchor."""
    return {"kind": kind, "tag": f"{kind}.part" if f"{kind}.part" in word.tags else f"{kind}.noun"}


# -- what a number can be to the words around it ------------------------------------------------------------------


def _losses_each(s, one, near):
    lost = near.close and "own" in s.words[near.ahead.index].tags
    return lost and any(0 <= near.ahead.index - each.end <= CLOSE for each in s.figures[-1:]) and NOTHING


def _held(s, one, near):
    if not (s.figures and s.figures[-1].whole == one.at):
        return None
    own = noun_kind(s.words[one.head]) if one.head is not None else None
    return {"kind": own, "tag": f"{own}.noun"} if own else UNTOLD


def _whole(s, one, near):
    told = near.after and near.space <= 1
    return not (one.own or told) and _opens_whole(s, one) and UNTOLD


def _own_before(s, one, near):
    if not (near.close and one.own in KINDS):
        return None
    freed = near.ahead.kind == VOID and one.own == "captured"
    harmed = near.ahead.kind in ("killed", "wounded") and "own" not in s.words[near.ahead.index].tags
    return (freed or harmed) and _from(near.ahead)


def _own_after(s, one, near):
    more = near.after and (near.after.kind == "killed" or one.own in ("displaced", "captured", "missing"))
    return one.own and more and not near.crossed and _from(near.after)


def _list_of_kinds(s, one, near):
    dashed = [each for each in s.phrases if (word := s.word(each.end)) and word.text in "-–—"]
    rest = s.words[one.end + 1 : one.end + FAR] if len(dashed) > 1 and one in dashed else []
    line = next((word for word in rest if word.form == "number" or kind_of(word)), None)
    return line and line.form != "number" and _named(kind_of(line), line)


def _left_dead(s, one, near):
    if one.own or "leaves" not in s.before(one, 2):
        return None
    for word in s.words[one.end : one.end + FAR]:
        if word.form == "number" or word.text in CLOSED or "break" in word.tags:
            return None
        if kind := next((kind for kind in KINDS if f"{kind}.part" in word.tags), None):
            return _named(kind, word)
    return None


def _verb_at_once(s, one, near):
    after = near.after
    if not after or near.space or after.passive:
        return None
    later, _ = anchor_after(s, one, after.index + 1)  # "abducted men were freed"
    freed = later and later.kind == VOID and later.passive
    return _from(later if freed else after)


# -- what a number can be to another figure -----------------------------------------------------------------------


def _most(s, one, near):
    set_off = one.begin > 1 and s.words[one.begin - 1].form == "sign" and "most" in s.words[one.begin - 2].tags
    anchor = set_off and _told_before(s, one)
    return anchor and _from(anchor, subset=True)


def _among(s, one, near):
    tags = s.before(one, 4) | s.words[one.begin].tags | s.after(one, 2)
    kind = next((tag[:-6] for tag in tags if tag.endswith(".among")), None)
    earlier = [*s.figures[: -BACK - 1 : -1], *([s.previous] if s.previous else [])]
    whole = next((each for each in earlier if each.kind == kind), None)
    return kind and {"kind": kind, "tag": f"{kind}.among", "of": whole, "subset": True}


def _class(s, one, near):
    last, after = s.last(), s.after(one)
    if not last or not one.elided or one.number.sense == "none":
        return None
    classed = "be" in after and any(tag.startswith("unit.") for tag in s.after(one, 3, 1))
    return (classed or (last.kind == "wounded" and "gravely" in after)) and _with(last, subset=True)


def _subset(s, one, near):
    last = s.last() or (None if s.figures else s.previous)
    if (
        not (one.part and last)
        or (one.whole and one.unknown)
        or (s.figures and s.figures[-1].reason == "not a casualty")
    ):
        return None
    before = s.word(one.begin - 1)  # not the object of another verb: "analyses five of them"
    return (before is None or before.form != "word" or before.tags) and _with(last, subset=True)


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
    if not last or not one.elided or not ends or (one.number.sense == "none" and not listed):
        return None
    day = next((i for i in reversed(range(last.end, one.begin)) if s.words[i].form == "time"), None)
    dated = day is not None and (s.words[one.begin - 1].text == "," or one.begin - day <= 2)  # "on Sunday, seven"
    told = any((day if dated else last.end - 1) < i < one.begin for i in s.anchors)
    short = _linked(s.between(last, one)) and len(s.between(last, one)) <= 6  # "the doctors count 12, the ministry 9"
    return (listed or ((dated or short) and not told)) and _with(last, subset=last.subset and listed)


def _claim(s, one, near):
    last = s.last() or (s.previous if "claim" in s.before(one, BACK) else None)
    if not last or not one.elided or _acts_after(s, one) or one.number.sense == "none":
        return None
    n = min(BACK, one.begin - (0 if last is s.previous else last.end))  # words of its own before it
    whose = "be" in s.before(one) and "say" in s.before(one, n)  # "according to others they were 90"
    raised = "reach" in s.before(one) and "change" in s.before(one, 4)
    again = one.other or one.rate or whose or raised or "now" in s.before(one, 3) or "claim" in s.before(one, n)
    whole = next((each for each in s.figures[: -BACK - 1 : -1] if each.kind == last.kind and not each.subset), last)
    return again and _with(whole)


RELATIONS = (  # name, test, example: the first that holds tells what a number counts
    ("increment", lambda s, one, near: "increment" in s.after(one) and NOTHING, "12 more than on Sunday"),
    ("losses each", _losses_each, "90 families had lost ten or more of their members"),
    ("held", _held, "two of the three hostages"),
    ("whole", _whole, "of the 180 aboard, 35 died"),
    ("list of kinds", _list_of_kinds, "40 - killed 12 - wounded"),
    ("badly hurt", lambda s, one, near: "gravely" in s.after(one) and _class(s, one, near), "30 hurt, two seriously"),
    ("most", _most, "fled from four states, the majority - about 30,000 people - from Tarn"),
    ("left dead", _left_dead, "left two residents of the valley dead"),
    ("own noun, verb before", _own_before, "freed 12 hostages"),
    ("own noun, verb after", _own_after, "12 refugees were abducted"),
    (
        "own noun",
        lambda s, one, near: (
            one.own and not (one.own == VOID and near.close) and {"kind": one.own, "tag": f"{one.own}.noun"}
        ),
        "12 hostages",
    ),
    ("noun late", lambda s, one, near: near.late and _from(near.late), "31,480 the number of people killed"),
    ("verb at once", _verb_at_once, "12 killed"),
    (
        "word before",
        lambda s, one, near: (near.close or (near.ahead and near.ahead.passive and near.crossed)) and _from(near.ahead),
        "killed 12 people",
    ),
    ("verb after", lambda s, one, near: near.after and _from(near.after), "12 people were killed"),
    ("topic before", lambda s, one, near: near.ahead and _from(near.ahead), "the death toll in the valley is 12"),
    (
        "noun late",
        lambda s, one, near: near.late and _from(near.late),
        "sono 140, tra cui 22 ragazzi, i pastori uccisi",
    ),
    ("among", _among, "among the dead were 5 children"),
    ("class", _class, "of the 1,500 dead, 300 were civilians"),
    ("subset", _subset, "12 people were killed, including 4 women"),
    ("companions", _companions, "two were killed along with three guards"),
    ("joined", _joined, "the bomb killed 9 soldiers and 3 civilians"),
    ("turned", lambda s, one, near: one.turn and s.last() and _with(s.last()), "the dead are 53, not 31"),
    ("listed", _listed, "the raids killed 12 in Goma, 7 in Uvira"),
    ("claim", _claim, "there are 12 missing; relatives count 30"),
)


# -- why a kind is refused ----------------------------------------------------------------------------------------


def _several(s, one):
    place = one.anchor.index if one.anchor and one.anchor.kind == one.kind else one.head
    if place is not None and other_kinds(s.words, place, one.kind):
        return True
    anchor = one.anchor
    return anchor is not None and (anchor.topic or "or" in s.words[anchor.index - 1].tags) and _before_too(s, anchor)


def _before_too(s, anchor):
    """Whether another kind is joined to a word before it: "the dead and the wounded are 1,150"."""
    j = anchor.index - 1 - ("article" in s.words[anchor.index - 1].tags)
    return j > 0 and s.words[j].tags & {"and", "or"} and kind_of(s.words[j - 1]) not in (None, anchor.kind)


def _mixed(s, one):
    j = one.end + (s.word(one.end) is not None and s.words[one.end].text == ",")
    kind = s.word(j + 1) and kind_of(s.words[j + 1])
    return kind and "among" in s.words[j].tags and other_kinds(s.words, j + 1, kind)


def _moved(s, one):
    sick = one.head is not None and "sick" in s.words[one.head].tags
    after = s.words[one.anchor.index : one.anchor.index + 6] if one.anchor else ()
    hidden = any("at_home" in word.tags for word in after)
    return one.kind == "displaced" and (sick or hidden or one.unit in ("soldiers", "fighters", "rebels"))


def _loose_article(s, one):
    if one.number.sense != "article":
        return False
    before, anchor = s.word(one.begin - 1), one.anchor
    if one.head is None:
        return not (one.part and anchor and anchor.index > one.at)  # "one of whom died"
    if one.of and one.of.number.value <= 1 and before is not None and before.text == ",":
        return True  # "one civilian, a woman of 20"
    told = anchor and (anchor.tag.endswith((".toll", ".verb")) or anchor.index > one.at)
    return "genitive" in s.before(one) and not told


REFUSALS = (  # name, test, reason, example
    ("moved", _moved, "not a casualty", "600 fighters had been evacuated"),
    ("several kinds", _several, "two kinds", "the blast killed or wounded 60 people"),
    ("mixed kinds", _mixed, "two kinds", "the brigade lost 1,150 men between dead and wounded"),
    ("article", _loose_article, "not a casualty", "one civilian, a woman of 20, was shot dead"),
)


# -- what only two figures together tell --------------------------------------------------------------------------


def _is_among(s, first, second):
    told = any("be" in word.tags for word in s.between(first, second)) and first.low is None
    return told and "among" in s.before(first, 2) and first.kind and second.reason != "not a casualty"


def _is_within(s, first, second):
    between = s.between(first, second)
    between = between[1:] if between and "be" in between[0].tags else between
    told = "be" in s.after(second) and any(tag.startswith("unit.") for tag in s.after(second, 3, 1))
    part = between and between[0].tags & ({"among", "genitive", "of_the"} if told else {"among"})
    light = all(word.tags & {"opens", "article"} for word in between[1:])
    return part and light and first.kind is None and second.kind


def _take_part(name, whole, part):
    part.kind, part.of, part.relation, part.subset, part.reason = whole.kind, whole, name, True, None


def _take_kind(name, first, second):
    first.kind, first.of, first.relation, first.reason = second.kind, second, name, None
    first.anchor, first.tag = second.anchor, second.tag


def _hold(name, first, second):
    first.of, first.subset = second, first.kind == second.kind


NEIGHBOURS = (  # name, test, effect, example
    ("held", lambda s, first, second: first.whole == second.at and second.kind, _hold, "two of the three hostages"),
    ("among", _is_among, _take_part, "among the 22 killed were six children"),
    ("within", _is_within, lambda name, first, second: _take_part(name, second, first), "four among the 21 dead"),
    (
        "replaced",
        lambda s, first, second: first.kind is None and first.turn and second.kind,
        _take_kind,
        "not 40 but 14 dead",
    ),
)


# -- what stands between ------------------------------------------------------------------------------------------


def _opens_whole(s, one):
    """Whether a number at the head of a sentence is the whole that later ones are part of: "of the 180, 35 died"."""
    j = one.begin - 1
    while j > 0 and s.words[j].tags & {"opens", "its"} and "genitive" not in s.words[j].tags:
        j -= 1
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
    between = s.between(first, second)
    if between and not between[0].tags and between[0].form == "word" and not between[0].capital:
        between = between[1:]  # an adjective: "210 soldati governativi"
    sided = any("side" in word.tags for word in between)  # "on the rebel side"
    light = all(w.capital or w.text == "," or w.form in ("party", "time") or w.tags & LISTED for w in between)
    rest = s.words[second.end : second.end + 3]
    placed = len(rest) > 1 and "stop" in rest[0].tags and any(w.capital or w.form == "party" for w in rest[1:])
    named = sided or placed or first.relation == "listed" or any(w.capital or w.form == "party" for w in between)
    return named and light and _linked(between)


def coordinated(s, first, second):
    """Whether only "and", "or" or a comma stands between two noun phrases."""
    end = first.end
    if first.anchor and 0 <= first.anchor.index - end <= 1 and (word := s.word(first.anchor.index + 1)) is not None:
        end = first.anchor.index + 1 if word.text in "(:" else end  # "62 killed (21 men, …"
    between = _outside_brackets(s.words[end : second.begin])
    return len(between) <= 5 and all(
        word.tags & JOINS or word.text in ",(:" or word.capital or word.form in ("party", "time") for word in between
    )


def _outside_brackets(words):
    """Return words without those that stand in brackets and count nobody: "812 men (31% of them) and 45 officers"."""
    opened = next((i for i, word in enumerate(words) if word.text == "("), None)
    closed = next((i for i, word in enumerate(words) if word.text == ")"), None)
    return words if opened is None or closed is None else [*words[:opened], *words[closed + 1 :]]
