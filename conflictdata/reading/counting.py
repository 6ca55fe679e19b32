"""What the numbers of a sentence count: an ordered table of what a number can be to the words and figures around it."""

from dataclasses import dataclass, field, fields
from itertools import pairwise

from .attaching import CLOSED, FAR, anchor_after, anchor_before, anchor_inverted, closing
from .kinds import KINDS, REASONS, VOID, Anchor, find_anchors, kind_of, noun_kind, other_kinds
from .phrases import Phrase, read_phrases, unit_of

CLOSE = 2  # words between a number and the verb right before it
BACK = 8  # figures of a sentence that a later one may go with
LISTED = {"and", "stop", "genitive", "be", "side", "subset"}  # between places or sides in a list


@dataclass
class Figure(Phrase):
    """What a phrase counts: its kind, or the reason why not.

    `relation` is the entry of `RELATIONS` that says so, `tag` that of the word which names the kind, `of` the figure
    whose kind it shares. Status, side and unit are told when its sentence is read.
    """

    relation: str | None = None
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

    `before` is the last figure of the sentence before.
    """

    text: str
    words: list
    start: int
    language: object
    before: Figure | None
    phrases: list
    places: dict = field(default_factory=dict)
    anchors: dict = field(default_factory=dict)
    figures: list = field(default_factory=list)

    def last(self):
        """Return the last figure of the sentence with a kind, or None."""
        return next((each for each in self.figures[: -BACK - 1 : -1] if each.kind), None)

    def word(self, j):
        """Return the word at `j`, or None after the last."""
        return self.words[j] if 0 <= j < len(self.words) else None


@dataclass(frozen=True)
class Near:
    """The anchors after and before a phrase, with the words between; `close` says that the one before is next to it."""

    after: Anchor | None
    space: int
    ahead: Anchor | None
    close: bool


def count_people(text, words, start, language, before=None):
    """Return the Sentence with a Figure for every number that may count people.

    `before` is the last figure of the sentence before.
    """
    phrases = read_phrases(text, words, start, language)
    s = Sentence(text, words, start, language, before, phrases, {one.at: one for one in phrases})
    s.anchors = find_anchors(words, phrases, language)
    for one in phrases:
        near = _near(s, one)
        found = next(((name, link) for name, test, *_ in RELATIONS if (link := test(s, one, near))), ("", {}))
        s.figures.append(_figure(s, one, *found))
    for first, second in pairwise(s.figures):
        for name, test, effect, _ in PAIRS_OF_FIGURES:
            if test(s, first, second):
                effect(name, first, second)
    return s


def _near(s, one):
    after, space = anchor_after(s, one)
    ahead, distance = anchor_before(s, one)
    close = ahead is not None and distance <= CLOSE
    if close and one.elided and after and after.passive:
        topical = ahead.topic and space <= CLOSE  # "missing, and 43 were wounded"
        close = not (topical or (after.kind == VOID and not space))  # "how many died nobody knows"
    return Near(after, space, ahead, close)


def _figure(s, one, relation, link):
    """Build the figure of a phrase from what a relation tells of it."""
    figure = Figure(**{each.name: getattr(one, each.name) for each in fields(Phrase)}, relation=relation, **link)
    last = s.figures[-1] if s.figures else None
    if figure.of is None and last and figure.kind:
        same = figure.anchor and figure.anchor is last.anchor and coordinated(s, last, one)
        figure.of = last if same else None
    aside = next((each for each in s.figures if each.kind and one.at < (closing(s, each.end) or 0)), None)
    if (one.part or aside) and figure.kind in KINDS:
        figure.of = figure.of or aside or last or s.before
        figure.subset = True
    elif s.figures and figure.kind in KINDS and last.kind in KINDS and _whole(s, last):
        figure.of, figure.subset = last, True
    figure.reason = figure.reason or REASONS.get(figure.kind)
    if figure.kind in KINDS:
        figure.reason = next((reason for _, test, reason, _ in REFUSALS if test(s, figure)), None)
    if figure.reason or figure.kind is None:
        figure.kind, figure.reason = None, figure.reason or "no kind"
    return figure


def _from(anchor):
    """Return what an anchor tells of a number."""
    return {"kind": anchor.kind, "anchor": anchor, "tag": anchor.tag}


def _with(other, **more):
    """Return what another figure tells of a number that goes with it."""
    return {"kind": other.kind, "of": other, **more}


# -- what a number can be to the words around it ------------------------------------------------------------------


def _increment(s, one, near):
    word = s.word(one.end)
    return one.elided and word and "increment" in word.tags and {"reason": "not a casualty"}


def _losses_each(s, one, near):
    """Losses of each of many are no total: "families had lost ten or more of their members"."""
    lost = near.close and not near.ahead.topic and "own" in s.words[near.ahead.index].tags and near.ahead.index
    owner = lost and next((each for each in s.figures[-1:] if each.end <= lost <= each.end + CLOSE), None)
    return owner and owner.unit in (None, "people") and {"reason": "not a casualty"}


def _held(s, one, near):
    held = s.figures and s.figures[-1].whole == one.at
    own = held and noun_kind(s.words[one.head]) if one.head is not None else None
    return held and ({"kind": own, "tag": f"{own}.noun"} if own else {"reason": "no kind"})


def _whole_first(s, one, near):
    told = near.after and near.space <= 1 and ("who" in s.words[one.end].tags or not near.after.passive)
    return not (one.own or told) and _whole(s, one) and {"reason": "no kind"}


def _share(s, one, near):
    """Return that only a share of a number is meant: "one in ten of the town's 5,000 people"."""
    before = s.words[max(0, one.begin - 7) : one.begin]
    shares = [i for i, word in enumerate(before) if word.form == "mask" and word.thing.why == "ratio"]
    rest = before[shares[-1] + 1 :] if shares else []
    sure = rest and "genitive" in rest[0].tags and not any(word.form == "sign" for word in rest)
    return sure and not one.own and {"reason": "no kind"}


def _own_before(s, one, near):
    """Hostages freed, refugees killed: the verb before says more than the noun."""
    if not (near.close and one.own in KINDS):
        return None
    freed = near.ahead.kind == VOID and one.own == "captured"
    harmed = near.ahead.kind in ("killed", "wounded") and one.own in ("captured", "displaced", "missing")
    harmed = harmed and not near.ahead.topic and "own" not in s.words[near.ahead.index].tags
    return (freed or harmed) and _from(near.ahead)


def _own_after(s, one, near):
    """Refugees who were abducted, two of the wounded who died: the verb after says more than the noun."""
    after, own = near.after, one.own
    if after is None or own not in KINDS or after.kind == own or _crosses(s, one, after):
        return None
    if one.part and after.passive:
        more = after.kind != VOID or own in ("captured", "missing")
    elif own == "wounded":
        more = after.kind == "killed" and after.passive
    else:
        more = own in ("displaced", "captured", "missing") and (after.passive or not near.space)
    return more and _from(after)


def _own_noun(s, one, near):
    struck = near.close and near.ahead.kind in KINDS and not near.ahead.topic
    if one.own is None or (one.own == VOID and struck):
        return None
    return {"kind": one.own, "tag": f"{one.own}.noun"}


def _list_of_kinds(s, one, near):
    """A line for each kind: "7,800 - killed in action 6,500 - wounded"."""
    dashed = [each for each in s.phrases if (word := s.word(each.end)) and word.text in "-–—"]
    if len(dashed) < 2 or one not in dashed:
        return None
    for word in s.words[one.end + 1 : one.end + FAR]:
        if word.form == "number":
            return None
        if kind := kind_of(word):
            return {"kind": kind, "tag": f"{kind}.part" if f"{kind}.part" in word.tags else f"{kind}.noun"}
    return None


def _left_dead(s, one, near):
    """The verb takes what they became at its end: "left two residents of the valley dead"."""
    if one.own or not any("leaves" in word.tags for word in s.words[max(0, one.begin - 2) : one.begin]):
        return None
    for word in s.words[one.end : one.end + FAR]:
        if word.form == "number" or word.text in CLOSED or "break" in word.tags:
            return None
        if kind := next((kind for kind in KINDS if f"{kind}.part" in word.tags), None):
            return {"kind": kind, "tag": f"{kind}.part"}
    return None


def _noun_late_at_once(s, one, near):
    late = one.elided and anchor_inverted(s, one)
    return late and ("number_of" in s.words[one.end].tags or late.index <= one.end + 2) and _from(late)


def _verb_at_once(s, one, near):
    after = near.after
    if not after or near.space or after.passive or after.topic:
        return None
    later, _ = anchor_after(s, one, after.index + 1)  # "abducted men were freed"
    freed = later and later.kind == VOID and later.passive and after.kind in ("captured", "missing")
    return _from(later if freed else after)


def _word_before(s, one, near):
    crossed = near.ahead and near.after and near.ahead.passive and _crosses(s, one, near.after)
    return (near.close or crossed) and _from(near.ahead)


def _verb_after(s, one, near):
    return near.after and _from(near.after)


def _topic_before(s, one, near):
    return near.ahead and _from(near.ahead)


def _noun_late(s, one, near):
    late = one.elided and anchor_inverted(s, one)
    return late and _from(late)


# -- what a number can be to another figure -----------------------------------------------------------------------


def _among(s, one, near):
    tags = [*_around(s, one), *(s.words[one.end].tags if s.word(one.end) else ())]
    if s.word(one.end + 1) and "be" in s.words[one.end].tags:
        tags += s.words[one.end + 1].tags
    kind = next((tag[:-6] for tag in tags if tag.endswith(".among")), None)
    earlier = [*s.figures[-BACK:][::-1], *([s.before] if s.before else [])]
    whole = next((each for each in earlier if each.kind == kind), None)
    return kind and {"kind": kind, "tag": f"{kind}.among", "of": whole, "subset": True}


def _gravely(s, one, near):
    """How badly some of the wounded are: "two seriously"."""
    last, word = s.last(), s.word(one.end)
    if not last or last.kind != "wounded" or not one.elided or one.number.sense == "none" or not word:
        return None
    return "gravely" in word.tags and _with(last, subset=True)


def _most(s, one, near):
    """How many most of those are that the clause before tells of: "the majority - about 30,000 people -"."""
    before = s.words[max(0, one.begin - 2) : one.begin]
    anchor = next((s.anchors[j] for j in range(one.begin - 1, -1, -1) if j in s.anchors), None)
    set_off = len(before) == 2 and before[1].form == "sign" and "most" in before[0].tags
    return set_off and anchor and _from(anchor) | {"subset": True}


def _class(s, one, near):
    """Who those counted were: "300 were civilians"."""
    last, word = s.last(), s.word(one.end)
    if not last or not one.elided or not word or "be" not in word.tags:
        return None
    return any(unit_of(each) for each in s.words[one.end + 1 : one.end + 3]) and _with(last, subset=True)


def _subset(s, one, near):
    last = s.last() or (None if s.figures else s.before)
    if (
        not (one.part and last)
        or (one.whole and one.unknown)
        or (s.figures and s.figures[-1].reason == "not a casualty")
    ):
        return None
    word = s.words[one.begin - 1] if one.begin else None
    apart = word is None or word.form != "word" or word.tags
    return apart and _with(last, subset=True)


def _companions(s, one, near):
    """Those who shared the fate of others: "along with two", "insieme ad altri tre"."""
    if not one.begin or "along" not in s.words[one.begin - 1].tags or _acts_after(s, one):
        return None
    anchor = next((s.anchors[j] for j in range(one.begin - 1, -1, -1) if j in s.anchors), None)
    return _with(s.last()) if s.last() else anchor and anchor.left and _from(anchor)


def _joined(s, one, near):
    last = s.figures[-1] if s.figures else None
    if not last or not last.kind or not _inherits(s, one) or _acts_after(s, one) or not coordinated(s, last, one):
        return None
    between = _outside_brackets(s.words[last.end : one.begin])
    bracket = any(word.text in "(:" for word in between)
    subset = bool(bracket or last.subset)
    same = not subset and one.comparator == "exact" and last.comparator != "between"
    return _with(last, subset=subset, anchor=last.anchor if same else None)


def _turned(s, one, near):
    last = s.last() or (s.before if _claimed(s, one) else None)
    return one.turn and last and not one.unknown and _with(last)


def _listed(s, one, near):
    """A figure that leaves out verb and noun: "12 at Goma, 7 at Uvira", "the doctors count 12, the ministry 9"."""
    last = s.last()
    if not last or not one.elided or (one.number.sense == "none" and not _lists(s, last, one)):
        return None
    between, after = range(last.end, one.begin), s.word(one.end)
    ends = after is None or after.form == "sign" or after.tags & {"and", "genitive", "stop"}
    if not between or not ends:
        return None
    place = next((i for i in reversed(between) if s.words[i].form == "time"), None)
    linked = any(s.words[i].text == "," or "and" in s.words[i].tags for i in between)
    if place is not None and (s.words[one.begin - 1].text == "," or one.begin - place <= 2):
        fits = not any(i in s.anchors for i in between if i > place)  # "on Sunday, seven"
    elif _lists(s, last, one):
        fits = True
    else:
        claimed = last.of is not None or _claimed(s, last)
        fits = claimed and len(between) <= 6 and linked and not any(i in s.anchors for i in between)
    return fits and _with(last, subset=last.subset and _lists(s, last, one))


def _claim(s, one, near):
    """Another count of the same: "there are 12 missing; relatives count 30"."""
    last = s.last() or (s.before if one.elided and _claimed(s, one) else None)
    if not last or not one.elided or _acts_after(s, one) or one.number.sense == "none":
        return None
    after = last.end if last is not s.before else 0
    again = one.other or one.rate or _said_now(s, one) or _raised(s, one) or _claimed(s, one, after)
    again = again or _put_so(s, one, after)
    whole = next((each for each in s.figures[: -BACK - 1 : -1] if each.kind == last.kind and not each.subset), last)
    return again and _with(whole)


RELATIONS = (  # name, test, example: the first that holds tells what a number counts
    ("increment", _increment, "12 more than on Sunday"),
    ("losses each", _losses_each, "families had lost ten or more of their members"),
    ("held", _held, "two of the three hostages"),
    ("whole", _whole_first, "of the 180 aboard, 35 died"),
    ("share", _share, "one in ten of the town's 5,000 people"),
    ("list of kinds", _list_of_kinds, "40 - killed 12 - wounded"),
    ("gravely", _gravely, "30 wounded, two seriously"),
    ("most", _most, "fled from four states, the majority - about 30,000 people - from Tarn"),
    ("left dead", _left_dead, "left two residents of the valley dead"),
    ("own noun, verb before", _own_before, "freed 12 hostages"),
    ("own noun, verb after", _own_after, "12 refugees were abducted"),
    ("own noun", _own_noun, "12 hostages"),
    ("noun late", _noun_late_at_once, "31,480 the number of people killed"),
    ("verb at once", _verb_at_once, "12 killed"),
    ("word before", _word_before, "killed 12 people"),
    ("verb after", _verb_after, "12 people were killed"),
    ("topic before", _topic_before, "the death toll in the valley is 12"),
    ("noun late", _noun_late, "sono 140 i pastori uccisi"),
    ("among", _among, "among the dead were 5 children"),
    ("class", _class, "300 were civilians"),
    ("subset", _subset, "12 people, including 4 women"),
    ("companions", _companions, "insieme ad altri tre"),
    ("joined", _joined, "9 soldiers and 3 civilians"),
    ("turned", _turned, "53, not 31"),
    ("listed", _listed, "12 at Goma, 7 at Uvira"),
    ("claim", _claim, "there are 12 missing; relatives count 30"),
)


# -- why a kind is refused ----------------------------------------------------------------------------------------


def _several(s, one):
    """Killed or wounded: two kinds are joined where the number has its own."""
    place = one.anchor.index if one.anchor and one.anchor.kind == one.kind else one.head
    if place is not None and other_kinds(s.words, place, one.kind):
        return True
    anchor = one.anchor
    return anchor is not None and (anchor.topic or "or" in s.words[anchor.index - 1].tags) and _before_too(s, anchor)


def _before_too(s, anchor):
    """Whether another kind is joined to a topic before it: "the dead and the wounded are 1,150"."""
    j = anchor.index - 1
    while j > 1 and "article" in s.words[j].tags:
        j -= 1
    if j < 1 or not s.words[j].tags & {"and", "or"} or s.words[j - 2].form == "number":
        return False
    sides = ("noun",) if anchor.topic else ("noun", "part", "verb")
    return any(f"{kind}.{side}" in s.words[j - 1].tags for kind in KINDS if kind != anchor.kind for side in sides)


def _mixed(s, one):
    """Two kinds together follow the noun: "1,150 men between dead and wounded"."""
    j = one.end + (s.word(one.end) is not None and s.words[one.end].text == ",")
    kind = s.word(j + 1) and kind_of(s.words[j + 1])
    return "among" in s.words[j].tags and bool(other_kinds(s.words, j + 1, kind)) if kind else False


def _moved(s, one):
    """Soldiers and the sick who are evacuated are no displaced people, nor those who hide in a cellar."""
    sick = one.head is not None and "sick" in s.words[one.head].tags
    after = s.words[one.anchor.index : one.anchor.index + 6] if one.anchor else ()
    hidden = any("at_home" in word.tags for word in after)
    return one.kind == "displaced" and (sick or hidden or one.unit in ("soldiers", "fighters", "rebels"))


def _loose_article(s, one):
    """Whether "a" counts nobody: it stands in no relation of its own to what befell people."""
    if one.number.sense != "article":
        return False
    before = s.words[one.begin - 1] if one.begin else None
    if one.head is None:
        return not (one.part and one.anchor and one.anchor.index > one.at)  # "one of whom died"
    if one.anchor is None and (one.kind in ("displaced", "captured") or (one.of and not one.subset)):
        return True
    if one.of and one.of.number.value <= 1 and before is not None and before.text == ",":
        return True  # "one civilian, a woman of 20"
    told = one.anchor and (one.anchor.tag.endswith((".toll", ".verb")) or one.anchor.index > one.at)
    return before is not None and "genitive" in before.tags and not told


REFUSALS = (  # name, test, reason, example
    ("moved", _moved, "not a casualty", "600 fighters had been evacuated"),
    ("several kinds", _several, "two kinds", "killed or wounded 60 people"),
    ("mixed kinds", _mixed, "two kinds", "1,150 men between dead and wounded"),
    ("article", _loose_article, "not a casualty", "a hostage family"),
)


# -- what only two figures together tell --------------------------------------------------------------------------


def _is_held(s, first, second):
    return first.whole == second.at and second.kind in KINDS


def _is_among(s, first, second):
    """Whether the second figure is part of the first: "among the 22 killed were six children"."""
    before, between = s.words[max(0, first.begin - 2) : first.begin], s.words[first.end : second.begin]
    among = first.low is None and any("among" in word.tags for word in before)
    told = among and any("be" in word.tags for word in between)
    return told and first.kind in KINDS and second.reason != "not a casualty"


def _is_within(s, first, second):
    """Whether the first figure is part of the second: "four children among the 21 dead"."""
    between = s.words[first.end : second.begin]
    between = between[1:] if between and "be" in between[0].tags else between
    rest = s.words[second.end : second.end + 3]
    told = bool(rest) and "be" in rest[0].tags and any(unit_of(word) for word in rest[1:])
    part = between and between[0].tags & ({"among", "genitive", "of_the"} if told else {"among"})
    part = part and all(word.tags & {"opens", "article"} for word in between[1:])
    return part and first.kind is None and second.kind in KINDS


def _is_replaced(s, first, second):
    return first.kind is None and first.turn and second.kind in KINDS


def _take_part(name, whole, part):
    part.kind, part.of, part.relation, part.subset, part.reason = whole.kind, whole, name, True, None


def _take_kind(name, first, second):
    first.kind, first.of, first.relation, first.reason = second.kind, second, name, None
    first.anchor, first.tag = second.anchor, second.tag


def _hold(name, first, second):
    first.of, first.subset = second, first.kind == second.kind


PAIRS_OF_FIGURES = (  # name, test, effect, example
    ("held", _is_held, _hold, "two of the three hostages"),
    ("among", _is_among, _take_part, "among the 22 killed were six children"),
    ("within", _is_within, lambda name, first, second: _take_part(name, second, first), "four among the 21 dead"),
    ("replaced", _is_replaced, _take_kind, "not 40 but 14 dead"),
)


# -- helpers ------------------------------------------------------------------------------------------------------


def _whole(s, one):
    """Whether a number at the head of a sentence is the whole that later ones are part of: "of the 180, 35 died"."""
    j = one.begin - 1
    while j > 0 and s.words[j].tags & {"opens", "its"} and "genitive" not in s.words[j].tags:
        j -= 1
    if j < 0 or not s.words[j].tags & {"genitive", "of_the"} or (j and s.words[j - 1].form != "sign"):
        return False
    return any(each.at > one.at and (each.elided or s.words[each.begin - 1].text == ",") for each in s.phrases)


def _crosses(s, one, after):
    """Whether another number stands between a number and what may have befallen its people."""
    return any(one.end <= at < after.index for at in s.places)


def _inherits(s, one):
    return not one.unknown and one.number.sense != "none"


def _acts_after(s, one):
    """Whether the words after a phrase begin what its people did: another verb of their own."""
    word = s.word(one.end)
    return word is not None and bool(
        word.tags & {"be", "have"} or any(tag.endswith((".verb", ".fell", ".did")) for tag in word.tags)
    )


def _raised(s, one):
    """Whether a verb of change sets an earlier figure to this one: "was raised to 62"."""
    before = s.words[max(0, one.begin - 4) : one.begin]
    return bool(before) and "reach" in before[-1].tags and any("change" in word.tags for word in before)


def _said_now(s, one):
    return any("now" in word.tags for word in s.words[max(0, one.begin - 3) : one.begin])


def _put_so(s, one, after):
    """Whether the words say whose count this is: "according to others they were 90"."""
    before = s.words[max(after, one.begin - BACK) : one.begin]
    return bool(before) and "be" in before[-1].tags and any("say" in word.tags for word in before)


def _around(s, one):
    """Yield the tags of the words before a number, back to the last stop."""
    for word in reversed(s.words[max(0, one.begin - 6) : one.begin + 1]):
        if word.text in CLOSED or word.text == ",":
            break
        yield from word.tags


def _claimed(s, one, after=0):
    """Whether a verb of counting or claiming stands before a number without noun."""
    return any("claim" in word.tags for word in s.words[max(after, one.begin - 8) : one.begin])


def _lists(s, first, second):
    """Whether only a place or a side differs: "12 at Goma, 7 at Uvira", "500 to the French, to the Prussians 300"."""
    between = s.words[first.end : second.begin]
    if between and not between[0].tags and between[0].form == "word" and not between[0].capital:
        between = between[1:]  # an adjective: "210 soldati governativi"
    linked = any(word.text == "," or "and" in word.tags for word in between)
    sided = any("side" in word.tags for word in between)  # "on the rebel side"
    rest = s.words[second.end : second.end + 3]
    placed = len(rest) > 1 and "stop" in rest[0].tags and any(w.capital or w.form == "party" for w in rest[1:])
    named = (
        sided or placed or first.relation == "listed" or any(word.capital or word.form == "party" for word in between)
    )
    return linked and named and all(_lists_by(word, sided) for word in between)


def _lists_by(word, sided):
    """Whether a word may stand between the members of a list: a place, a side, a day, a word that joins them."""
    if word.capital or word.text == "," or word.form in ("party", "time") or word.tags & LISTED:
        return True
    return sided and unit_of(word) is not None


def coordinated(s, first, second, over_kinds=False):
    """Whether only "and", "or" or a comma stands between two noun phrases, or also what befell the first."""
    end = first.end
    if first.anchor and 0 <= first.anchor.index - end <= 1 and (word := s.word(first.anchor.index + 1)) is not None:
        end = first.anchor.index + 1 if word.text in "(:" else end  # "62 killed (21 men, …"
    between = _outside_brackets(s.words[end : second.begin])
    return len(between) <= 5 and all(
        word.tags & {"and", "or", "opens", "other", "genitive", "reach", "its"}
        or word.text in ",(:"
        or word.capital
        or word.form in ("party", "time")
        or (over_kinds and kind_of(word))
        for word in between
    )


def _outside_brackets(words):
    """Return words without those that stand in brackets and count nobody: "812 men (31% of them) and 45 officers"."""
    opened = next((i for i, word in enumerate(words) if word.text == "("), None)
    closed = next((i for i, word in enumerate(words) if word.text == ")"), None)
    return words if opened is None or closed is None else [*words[:opened], *words[closed + 1 :]]
