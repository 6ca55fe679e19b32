"""The numbers of one sentence: the people each counts, and what befell them."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from . import rules as _rules
from .anchors import KINDS, VOID, find_anchors, other_kinds
from .comparators import find_comparator, is_range, updates
from .numbers import Number

TOPIC = 26  # words between a topic such as "the death toll" and its number
FAR = 14  # words between people and the verb that tells what befell them
CLOSE = 2
PAIRS = {",": ",", "(": ")", "[": "]", "—": "—", "–": "–", "-": "-"}  # signs that open and close an apposition
QUOTES = set("“”«»\"‘’'")
ENDS_RATE = set(";:.)]!?0123456789")
OPEN, CLOSED = set("([—–"), set(";:.)]!?")


@dataclass
class Counted:
    """A number that may count people; `at`, `begin` and `end` are places among the words of its sentence."""

    at: int
    begin: int
    end: int
    number: Number
    comparator: str
    rules: tuple
    head: int | None = None  # the counted noun
    adjective: str | None = None  # the kind that a word before the noun gives: "wounded soldiers"
    unit: str | None = None
    kind: str | None = None
    how: str | None = None  # the rule that gave the kind
    party: str | None = None
    owner: str | None = None  # the side that a verb of loss says it lost them
    beside: object = None  # the figure that "and" or a comma joins this one to
    low: Number | None = None  # the first number of a range
    anchor: object = None
    status: str = "reported"
    subset: bool = False
    of: object = None  # the figure whose kind this one takes
    replaces: bool = False
    rate: str | None = None
    other: bool = False
    unknown: bool = False  # a noun that is not in the lexicon stands after the number
    reason: str | None = None
    parties: list = field(default_factory=list)

    @property
    def elided(self):
        """Whether no noun says who is counted."""
        return self.head is None and not self.unknown


def count_people(text, words, start, language, before=None):
    """Return a Counted for every number among the words of a sentence, with its kind or the reason why not.

    `before` is the last figure of the sentence before.
    """
    counted = [_phrase(text, words, i, start, language) for i, word in enumerate(words) if word.form == "number"]
    for one in counted:
        alone = one.head is not None and (one.subset or "single" in words[one.head].tags)
        if (one.number.sense == "article" and not one.unit and not alone) or _aged(words, one):
            words[one.at].form, words[one.at].tags = "word", frozenset({"opens"})
    counted = [one for one in counted if words[one.at].form == "number"]
    counted = _joined(text, counted, start, language)
    heads, begins = {i for one in counted for i in range(one.at + 1, one.end)}, {one.begin for one in counted}
    anchors = {anchor.index: anchor for anchor in find_anchors(words, heads, begins, language)}
    patterns, taken = _patterns(language), {}
    places, earlier = {one.at: one for one in counted}, []
    for one in counted:
        _replacing(text, words, one, earlier[-1] if earlier else None, patterns)
        _attach(words, one, places, anchors, taken)
        if one.kind is None and one.reason is None:
            _inherit(text, words, one, earlier, before, anchors, patterns)
        elif one.subset and (earlier or before):
            one.of = earlier[-1] if earlier else before
        elif earlier and one.anchor and one.anchor is earlier[-1].anchor and _coordinated(words, earlier[-1], one):
            one.of = earlier[-1]
        if earlier and _coordinated(words, earlier[-1], one, over_kinds=True):
            one.beside = earlier[-1]
        _check(words, one)
        earlier.append(one)
    for one in counted[:1]:
        told = patterns["first"].search(text, words[0].start, words[one.begin].start)
        replaced = any(other.status == "superseded" for other in counted)
        if told and one.kind and not replaced and one.status == "reported" and _claimed(words, one, 0):
            one.status = "superseded"
    for first, second in pairwise(counted):
        if first.kind is None and first.replaces and second.kind and second.kind != VOID:
            first.kind, first.reason, first.of, first.how = second.kind, None, second, "joined"
            first.anchor = second.anchor
        start = words[first.begin].start
        again = second.elided and second.of and first.kind == second.kind
        again = again and first.status == second.status == "reported"
        end = min(words[first.end - 1].end + 12, words[second.begin].start)
        if again and patterns["first"].search(text, max(words[0].start, start - 30), end):
            first.status = "superseded"
    return counted


def _aged(words, one):
    """Whether a number is an age whose unit is left out: "a man of 54 years and his daughter of 9"."""
    if not one.elided or one.at < 2 or one.number.value > 110:
        return False
    if one.subset and one.comparator == "less-than" and one.number.value < 19:
        return True  # "30 of them under five"
    aside = words[one.at - 1].text == "," and one.end < len(words) and words[one.end].text == ","
    if not aside and "genitive" not in words[one.at - 1].tags:
        return False
    noun = words[one.at - 2]
    return noun.form == "word" and any(tag.startswith("unit.") for tag in noun.tags)


def _phrase(text, words, i, start, language):
    """Read the noun phrase that a number opens."""
    number, grammar = words[i].thing, _rules.load(language)["grammar"]
    one = Counted(i, i, i + 1, number, "exact", ())
    j = i + 1
    while j < len(words) and words[j].text in QUOTES:
        j += 1
    if j < len(words) and words[j].tags & {"subset"}:
        one.subset, j = True, j + 1
    elif j + 1 < len(words) and words[j].tags & {"genitive"} and number.sense != "none":
        partitive = number.value >= 1e6 or number.sense in ("about", "vague")
        part_of = _part_of(words, j)
        one.subset = part_of is not None and _kind_of(words[part_of]) is not None
        j = part_of or (j + 1 if partitive else j)
    skipped, opened = 0, j
    while j < len(words):
        word = words[j]
        noun = _noun_tags([word])
        if word.form == "party":
            if word.thing.form == "capital":
                break
            one.parties.append(word.thing)
            one.end = j + 1
            if one.head is None and (noun or word.thing.form in ("adjective", "derived")):
                one.head = j
                one.unit = next((tag[5:] for tag in word.tags if tag.startswith("unit.")), None)
        elif word.form != "word" or word.tags & {"be", "have", "break", "and", "or", "genitive", "subset"}:
            break
        elif noun and (one.head is None or grammar["head_last"] or words[one.head].form == "party"):
            one.adjective = one.adjective or (_kind_of(words[one.head]) if one.head is not None else None)
            unit = next((tag[5:] for tag in word.tags if tag.startswith("unit.")), None)
            weak = unit in (None, "people", "prisoners", "hostages")
            one.unit = (one.unit or unit) if weak else unit
            one.head, one.end, skipped = j, j + 1, 0
        elif "other" in word.tags:
            one.other = True
        elif one.head is None and grammar["head_last"] and _kind_of(word) and _noun_tags(words[j + 1 : j + 2]):
            one.adjective = _kind_of(word)
        elif one.head is None and skipped < 2 and not word.tags - {"opens"} and not word.text.endswith("'"):
            skipped += 1
        else:
            break
        j += 1
    if one.head is None and skipped and opened < len(words) and words[opened].form == "word":
        one.unknown = not words[opened].text.endswith(tuple(grammar["adverb_endings"]))
    if one.head is not None and words[one.head].form == "party":
        one.unit = one.unit or "people"
    last = words[one.end - 1].end
    one.rate = _rate(text, start, number.start, last, words[-1].end, language)
    one.comparator, one.rules, begin = find_comparator(text, number, start, last, language)
    while one.begin and words[one.begin - 1].start >= begin:
        one.begin -= 1
    while one.begin and words[one.begin - 1].tags & {"other", "opens"}:
        one.begin -= 1
        one.other |= "other" in words[one.begin].tags
    if one.begin and words[one.begin - 1].tags & {"subset"}:
        one.begin, one.subset = one.begin - 1, True
    return one


def _kind_of(word):
    """Return the kind that a noun or participle gives those it stands with: "wounded soldiers"."""
    return next((kind for kind in KINDS if word.tags & {f"{kind}.noun", f"{kind}.part"}), None)


def _part_of(words, j):
    """Return where the group begins of which a number is a part: "two of the injured"; None if there is none."""
    k = j + 1
    while k < len(words) - 1 and words[k].tags & {"article", "opens"} and k < j + 3:
        k += 1
    if k == j + 1 and not words[j].tags & {"of_the"}:
        return None
    return k if _noun_tags([words[k]]) or _kind_of(words[k]) else None


def _rate(text, start, number, last, end, language):
    """Return "day" if words after a noun phrase, or at the head of its clause, make the figure one of each day."""
    pattern = _patterns(language)["day"]
    after = pattern.search(text, last, min(last + 60, end))
    before = pattern.search(text, max(start, number - 60), number)
    between = [text[last : after.start()]] if after else []
    between += [text[before.end() : number]] if before else []
    return "day" if any(not ENDS_RATE & set(words) for words in between) else None


def _noun_tags(words):
    return {tag for word in words for tag in word.tags if tag.startswith("unit.") or tag.endswith(".noun")}


def _joined(text, counted, start, language):
    """Join the two numbers of a range, and mark figures that the next one replaces."""
    kept = []
    for one in counted:
        last = kept[-1] if kept else None
        bare = last is not None and last.head is None
        if bare and updates(text, last.number, one.number, start, language) and _changes(text, last, start, language):
            last.status, last.replaces, one.replaces = "superseded", True, True
            kept.append(one)
        elif bare and is_range(text, last.number, one.number, start, language):
            one.low, one.begin, one.comparator = last.number, last.begin, "between"
            one.rules = (*last.rules, f"{language}.range")
            kept[-1] = one
        else:
            kept.append(one)
    return kept


def _changes(text, first, start, language):
    """Whether a verb of change stands around two numbers: "rose from 17 to 21"."""
    pattern = _patterns(language)["change"]
    return bool(pattern.search(text, max(start, first.number.start - 90), first.number.start))


def _attach(words, one, places, anchors, taken):
    """Give a number the kind of its own noun, or of the word that says what befell those it counts."""
    tags = words[one.head].tags if one.head is not None else frozenset()
    own = next((kind for kind in KINDS if f"{kind}.noun" in tags), one.adjective)
    after, space = _rightward(words, one, places, anchors)
    ahead, distance = _leftward(words, one, anchors, taken)
    close = ahead is not None and distance <= CLOSE
    if own:
        if close and ahead.kind == VOID and own == "captured":
            _take(one, ahead, "right", taken)
        elif _overrides(one, own, after, space):
            _take(one, after, "left", taken)
        else:
            one.kind, one.how = own, f"{own}.noun"
        return
    if f"{VOID}.noun" in tags:
        one.reason = "not a casualty"
        return
    inverted = _inverted(words, one, anchors) if one.elided else None
    if inverted and ("number_of" in words[one.end].tags or inverted.index <= one.end + 2):
        _take(one, inverted, "left", taken)
    elif after and space == 0 and not after.passive and not after.topic:
        later, _ = _rightward(words, one, places, anchors, after.index + 1)
        freed = later and later.kind == VOID and later.passive and after.kind in ("captured", "missing")
        _take(one, later if freed else after, "left", taken)
    elif close:
        _take(one, ahead, "right", taken)
    elif after:
        _take(one, after, "left", taken)
    elif ahead:
        _take(one, ahead, "right", taken)
    elif inverted:
        _take(one, inverted, "left", taken)


def _overrides(one, own, after, space):
    """Whether a verb says more than the noun: refugees who were abducted, two of the wounded who died."""
    if after is None or after.kind == own:
        return False
    if one.subset and after.passive:
        return after.kind != VOID
    return own in ("displaced", "captured", "missing") and (after.passive or not space)


def _take(one, anchor, side, taken):
    one.kind, one.anchor, one.how = anchor.kind, anchor, anchor.tag
    taken.setdefault(anchor.index, side)
    if anchor.kind == VOID:
        one.reason = "not a casualty"


def _rightward(words, one, places, anchors, start=None):
    """Return the first anchor after a number that may have its people on the left, and how many words lie between.

    An apposition between commas, dashes or brackets is passed over.
    """
    j, space = one.end if start is None else start, 0
    while j < len(words) and space < FAR:
        word, anchor = words[j], anchors.get(j)
        if anchor:
            more = anchors.get(j + 1)  # "arrived dead"
            anchor = more if anchor.kind == VOID and more and (more.left or more.topic) else anchor
            return (anchor, space) if anchor.left or anchor is more else (None, 0)
        if word.text in PAIRS:
            closing = _closing(words, j, anchors)
            if closing:
                j, space = closing + 1, space + 1
                continue
        if word.form == "number":
            if j not in places or not _joins(words[places[j].begin - 1]):
                break
        elif word.text == ",":
            following = words[j + 1] if j + 1 < len(words) else None
            if following is None:
                break
            if j + 1 in anchors and anchors[j + 1].left and not anchors[j + 1].right:
                return anchors[j + 1], space
            if following.form != "number" and not following.tags & {"opens", "other"}:
                break
        elif word.text in CLOSED or word.text in OPEN or _breaks(words, j, space):
            break
        j, space = j + 1, space + 1
    return None, 0


def _closing(words, j, anchors):
    """Return the sign that closes what opens at `j` if the sentence goes on there with a verb, else None."""
    for k in range(j + 2, min(len(words) - 1, j + FAR)):
        if words[k].text == PAIRS[words[j].text]:
            goes_on = words[k + 1].tags & {"be", "have"} or (k + 1 in anchors and anchors[k + 1].passive)
            if goes_on:
                return k
            if words[k].text != ",":
                return None
        elif words[k].text in CLOSED:
            return None
    return None


def _breaks(words, j, space):
    """Whether other people's clause begins: "while", "said"; "who" after the noun, or "were said", go on with it."""
    if "say" in words[j].tags:
        return "be" not in words[j - 1].tags
    return "break" in words[j].tags and not ("who" in words[j].tags and space <= 1)


def _joins(word):
    return bool(word.tags & {"and", "or", "subset"}) or word.text == ","


def _leftward(words, one, anchors, taken):
    """Return the nearest anchor before a number that may have its people on the right, and the words between."""
    distance = 0
    for j in range(one.begin - 1, max(-1, one.begin - TOPIC), -1):
        word, anchor = words[j], anchors.get(j)
        if anchor and (anchor.topic or one.begin - j <= FAR):
            fits = anchor.right and (not anchor.topic or one.elided or _equated(words, j, one.begin))
            if anchor.passive and taken.get(j) == "left":
                fits = False
            return (anchor, distance) if fits else (None, 0)
        if word.form in ("number",):
            return None, 0
        if word.text in CLOSED and not (word.text == ":" and distance <= 1):
            return None, 0
        if "break" in word.tags or (word.text == "," and not one.elided):
            return None, 0
        if not word.tags & {"opens", "genitive", "other"} and word.form != "party":
            distance += 1
    return None, 0


def _equated(words, j, begin):
    """Whether a topic says who the people counted are: "the death of 12", "losses: 12 soldiers", "the dead were 12"."""
    between = words[j + 1 : begin]
    if between and "genitive" in between[0].tags:
        return True
    if len(between) > 4:
        return False
    known = all(word.tags or word.form == "party" or word.text == ":" for word in between)
    return any(word.tags & {"be", "subset"} or (word.text == ":" and known) for word in between)


def _inverted(words, one, anchors):
    """Return the anchor of "31,480 the number of people killed": a noun phrase after a number without noun."""
    start = one.end
    if start + 1 < len(words) and "be" in words[start].tags and "article" in words[start + 1].tags:
        start += 1
    if start >= len(words) or not words[start].tags & {"number_of", "article"}:
        return None
    for j in range(start + 1, min(len(words), start + 6)):
        if j in anchors:
            return anchors[j]
        if words[j].form == "number" or words[j].text in CLOSED:
            return None
    return None


def _inherit(text, words, one, earlier, before, anchors, patterns):
    """Give a number the kind of an earlier figure that it is part of, joined to, or another count of."""
    last = next((c for c in reversed(earlier[-8:]) if c.kind and c.kind != VOID), None)
    tags = [*_around(words, one), *(words[one.end].tags if one.end < len(words) else ())]
    among = next((tag[:-6] for tag in tags if tag.endswith(".among")), None)
    if among:
        one.kind, one.subset, one.how = among, True, f"{among}.among"
        one.of = next((c for c in reversed([*([before] if before else []), *earlier[-8:]]) if c.kind == among), None)
        return
    if one.subset:
        last = last or (before if not earlier else None)
        if earlier and earlier[-1].reason == "not a casualty":
            return
    if last is None or (one.unknown and not one.subset):
        if last is None and one.elided and before and _claimed(words, one, 0):
            last = before
        else:
            return
    follows = words[one.end] if one.end < len(words) else None
    joined = earlier and _coordinated(words, earlier[-1], one) and earlier[-1].kind and earlier[-1].kind != VOID
    joined = joined and not (follows and follows.tags & {"be", "have"})
    if one.number.sense == "none" and (last is before or not _listed(words, last, one)):
        return
    now = any("now" in word.tags for word in words[max(0, one.begin - 3) : one.begin])
    claimed = last is not before and (last.of is not None or _claimed(words, last, 0))
    gapped = one.elided and last is not before and _gapped(words, last, one, anchors, claimed)
    if one.subset or joined or gapped or one.status == "superseded" or one.replaces:
        one.kind, one.of, one.how = last.kind, last, "subset" if one.subset else "joined"
        bracket = joined and any(word.text == "(" for word in words[last.end : one.begin])
        one.subset = one.subset or bool(bracket or (joined and earlier[-1].subset))
        if joined and not one.subset and one.comparator == "exact" and last.comparator != "between":
            one.of, one.anchor = last, last.anchor
    elif one.elided and (one.other or one.rate or now or _claimed(words, one, last.end if last is not before else 0)):
        whole = next((c for c in reversed(earlier[-8:]) if c.kind == last.kind and not c.subset), last)
        one.kind, one.of, one.how = last.kind, whole, "claim"
        if now and last.status == "reported":
            last.status = "superseded"
        if last is before and patterns["first"].search(text, words[0].start, words[one.begin].start):
            one.status = "superseded"


def _around(words, one):
    """Return the tags of the words before a number, back to the last stop."""
    for word in reversed(words[max(0, one.begin - 6) : one.begin + 1]):
        if word.text in CLOSED or word.text == ",":
            break
        yield from word.tags


def _claimed(words, one, after):
    """Whether a verb of counting or claiming stands before a number without noun."""
    near = words[max(after, one.begin - 8) : one.begin]
    return any("claim" in word.tags for word in near)


def _gapped(words, first, second, anchors, claimed):
    """Whether a second number leaves out verb and noun: "the doctors count 12, the ministry 9", "on Sunday, seven"."""
    between = range(first.end, second.begin)
    after = words[second.end] if second.end < len(words) else None
    ends = after is None or after.form == "sign" or bool(after.tags & {"and"}) or _lists(words, second)
    if not between or not ends:
        return False
    place = next((i for i in reversed(between) if words[i].form == "time"), None)
    if place is not None and words[second.begin - 1].text == ",":
        return not any(i in anchors for i in between if i > place)
    if _listed(words, first, second):
        return True
    near = claimed and len(between) <= 6 and words[first.end].text == ","
    return near and not any(i in anchors for i in between)


def _listed(words, first, second):
    """Whether only a place or a side differs: "12 at Goma, 7 at Uvira", "500 to the French, to the Prussians 300"."""
    between = words[first.end : second.begin]
    linked = any(w.text == "," or "and" in w.tags for w in between)
    named = any(w.capital or w.form == "party" for w in between) or _lists(words, second)
    return (
        linked
        and named
        and all(
            w.capital or w.text == "," or w.form in ("party", "time") or w.tags & {"and", "stop", "genitive", "be"}
            for w in between
        )
    )


def _lists(words, one):
    """Whether a number without noun is followed by a place or a side: "14 in San Polo"."""
    rest = words[one.end : one.end + 3]
    return len(rest) > 1 and "stop" in rest[0].tags and any(w.capital or w.form == "party" for w in rest[1:])


def _coordinated(words, first, second, over_kinds=False):
    """Whether only "and", "or" or a comma stands between two noun phrases, or also what befell the first."""
    between = words[first.end : second.begin]
    return len(between) <= 5 and all(
        w.tags & {"and", "or", "opens", "other", "genitive"}
        or w.text in ",("
        or w.capital
        or w.form in ("party", "time")
        or (over_kinds and _kind_of(w))
        for w in between
    )


def _replacing(text, words, one, last, patterns):
    """Mark "not 31" after 53 as replaced, and 40 in "not 40 but 14" as denied."""
    start = words[one.begin].start
    near = text[max(0, start - 30) : start]
    if last is not None and last.end <= one.begin:
        between = text[words[last.end - 1].end : start]
        if patterns["but"].fullmatch(between) and last.status == "denied":
            one.replaces = True
            return
        if patterns["old"].search(near) and one.elided and len(between) < 70:
            one.status = "superseded"
            return
    if patterns["denied"].search(near):
        rest = text[words[one.end - 1].end :][:30]
        if patterns["but"].match(rest):
            one.status, one.replaces = "denied", True


def _check(words, one):
    """Refuse a figure of two kinds, and an article or a "no" that counts nobody."""
    if one.anchor and one.anchor.topic and one.anchor.index < one.begin:
        tags = {tag for word in words[one.anchor.index : one.begin] for tag in word.tags}
        if {"might", "grow"} <= tags:
            one.kind, one.reason = None, "not a casualty"
    if one.kind == "displaced" and one.head is not None and "sick" in words[one.head].tags:
        one.kind, one.reason = None, "not a casualty"
    place = one.anchor.index if one.anchor and one.anchor.kind == one.kind else one.head
    if one.anchor and one.anchor.topic and _before_too(words, one.anchor):
        one.kind, one.reason = None, "two kinds"
    several = one.kind in KINDS and place is not None and other_kinds(words, place, one.kind)
    if several or _mixed(words, one):
        one.kind, one.reason = None, "two kinds"
    if one.kind == VOID:
        one.kind = None
    if one.kind is None:
        one.reason = one.reason or "no kind"
    if one.number.sense == "article":
        loose = one.kind in ("displaced", "captured") and one.anchor is None
        loose = loose or (one.beside and words[one.begin - 1].text == "," and one.beside.number.value <= 1)
        loose = loose or (one.of and not one.subset and one.anchor is None)
        if one.head is None or (words[one.head].form == "party" and not one.unit) or loose:
            one.kind = None


def _before_too(words, anchor):
    """Whether another kind is joined to a topic before it: "the dead and the wounded are 1,150"."""
    j = anchor.index - 1
    while j > 1 and "article" in words[j].tags:
        j -= 1
    if j < 1 or not words[j].tags & {"and", "or"} or words[j - 2].form == "number":
        return False
    return any(f"{kind}.noun" in words[j - 1].tags for kind in KINDS if kind != anchor.kind)


def _mixed(words, one):
    """Whether two kinds together follow the noun: "1,150 men between dead and wounded"."""
    if one.end + 3 >= len(words) or "among" not in words[one.end].tags:
        return False
    kind = next((kind for kind in KINDS if f"{kind}.noun" in words[one.end + 1].tags), None)
    return kind is not None and bool(other_kinds(words, one.end + 1, kind))


@lru_cache
def _patterns(language):
    rules = _rules.load(language)
    updating = rules["updates"]
    return {
        "day": re.compile(rf"(?<!\w)(?:{rules['rates']['day']})(?!\w)", re.IGNORECASE),
        "first": re.compile(rf"(?<!\w)(?:{updating['first']})(?!\w)", re.IGNORECASE),
        "old": re.compile(rf"(?<!\w)(?:{updating['old']})\s+(?:[a-z]{{1,3}}\s+)?\Z", re.IGNORECASE),
        "denied": re.compile(rf"(?<!\w)(?:{updating['denied']})\s+\Z", re.IGNORECASE),
        "but": re.compile(updating["but"], re.IGNORECASE),
        "change": re.compile(rf"(?<!\w)(?:{updating['change']})(?!\w)", re.IGNORECASE),
    }
