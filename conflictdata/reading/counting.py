"""The numbers of one sentence: the people each counts, and what befell them."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from . import rules as _rules
from .anchors import KINDS, VOID, find_anchors, other_kinds
from .comparators import find_comparator, is_range, updates
from .numbers import Number

FAR = 14  # words between people and the verb that tells what befell them
CLOSE = 2
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
    unit: str | None = None
    kind: str | None = None
    how: str | None = None  # the rule that gave the kind
    party: str | None = None
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
    counted = _joined(text, [one for one in counted if one.number.sense != "article" or one.unit], start, language)
    heads, begins = {one.head for one in counted}, {one.begin for one in counted}
    anchors = {anchor.index: anchor for anchor in find_anchors(words, heads, begins, language)}
    patterns, taken = _patterns(language), {}
    places, earlier = {one.at: one for one in counted}, []
    for one in counted:
        _replacing(text, words, one, earlier[-1] if earlier else None, patterns)
        _attach(words, one, places, anchors, taken)
        if one.kind is None and one.reason is None:
            _inherit(words, one, earlier, before, anchors)
        _check(words, one)
        earlier.append(one)
    for first, second in pairwise(counted):
        if first.kind is None and first.replaces and second.kind and second.kind != VOID:
            first.kind, first.reason, first.of, first.how = second.kind, None, second, "joined"
            first.anchor = second.anchor
        start = words[first.begin].start
        again = second.elided and second.of and first.kind == second.kind and first.status == "reported"
        if again and patterns["first"].search(text, max(0, start - 30), start):
            first.status = "superseded"
    return counted


def _phrase(text, words, i, start, language):
    """Read the noun phrase that a number opens."""
    number, grammar = words[i].thing, _rules.load(language)["grammar"]
    one = Counted(i, i, i + 1, number, "exact", ())
    j = i + 1
    if j < len(words) and words[j].tags & {"subset"}:
        one.subset, j = True, j + 1
    elif j + 1 < len(words) and words[j].tags & {"genitive"} and number.sense in ("about", "vague", "exact"):
        partitive = number.value >= 1e6 or number.sense != "exact"
        j = j + 1 if partitive else j
    skipped, opened = 0, j
    while j < len(words):
        word = words[j]
        noun = _noun_tags(word)
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
            unit = next((tag[5:] for tag in word.tags if tag.startswith("unit.")), None)
            one.unit = unit or one.unit
            one.head, one.end, skipped = j, j + 1, 0
        elif "other" in word.tags:
            one.other = True
        elif one.head is None and skipped < 2 and not word.tags - {"unit"} and not word.text.endswith("'"):
            skipped += 1
        else:
            break
        j += 1
    if one.head is None and skipped and opened < len(words) and words[opened].form == "word":
        one.unknown = not words[opened].text.endswith(tuple(grammar["adverb_endings"]))
    if one.head is not None and words[one.head].form == "party":
        one.unit = one.unit or "people"
    last = words[one.end - 1].end
    one.rate = _rate(text, last, words[-1].end, language)
    one.comparator, one.rules, begin = find_comparator(text, number, start, last, language)
    while one.begin and words[one.begin - 1].start >= begin:
        one.begin -= 1
    while one.begin and words[one.begin - 1].tags & {"other", "opens"}:
        one.begin -= 1
        one.other |= "other" in words[one.begin].tags
    if one.begin and words[one.begin - 1].tags & {"subset"}:
        one.begin, one.subset = one.begin - 1, True
    return one


def _rate(text, last, end, language):
    """Return "day" if the words after a noun phrase, or the rest of its verb, make the figure one of each day."""
    pattern = _patterns(language)["day"]
    match = pattern.search(text, last, min(last + 60, end))
    if match and not any(sign in text[last : match.start()] for sign in CLOSED):
        return "day"
    return None


def _noun_tags(word):
    return {tag for tag in word.tags if tag.startswith("unit.") or tag.endswith(".noun")}


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
    own = next((kind for kind in KINDS if f"{kind}.noun" in tags), None)
    after, space = _rightward(words, one, places, anchors)
    if own:
        if after and after.kind != own and own in ("displaced", "captured", "missing") and (after.passive or not space):
            _take(one, after, "left", taken)
        else:
            one.kind, one.how = own, f"{own}.noun"
        return
    ahead, distance = _leftward(words, one, anchors, taken)
    if f"{VOID}.noun" in tags and not (ahead and distance <= CLOSE) and not (after and after.passive):
        one.reason = "not a casualty"
        return
    if after and space == 0 and not after.passive and not after.topic:
        _take(one, after, "left", taken)
    elif ahead and distance <= CLOSE:
        _take(one, ahead, "right", taken)
    elif after:
        _take(one, after, "left", taken)
    elif ahead:
        _take(one, ahead, "right", taken)
    elif one.elided:
        inverted = _inverted(words, one, anchors)
        if inverted:
            _take(one, inverted, "left", taken)


def _take(one, anchor, side, taken):
    one.kind, one.anchor, one.how = anchor.kind, anchor, anchor.tag
    taken.setdefault(anchor.index, side)
    if anchor.kind == VOID:
        one.reason = "not a casualty"


def _rightward(words, one, places, anchors):
    """Return the first anchor after a number that may have its people on the left, and how many words lie between."""
    j, inside = one.end, False
    for j in range(one.end, min(len(words), one.end + FAR)):
        word, space = words[j], j - one.end
        anchor = anchors.get(j)
        if anchor:
            return (anchor, space) if anchor.left and not inside else (None, 0)
        if word.form == "number":
            if j not in places or not _joins(words[places[j].begin - 1]):
                return None, 0
        elif word.text == ",":
            following = words[j + 1] if j + 1 < len(words) else None
            if following is None:
                return None, 0
            if inside:
                inside = False
            elif following.tags & {"subset"} or following.form == "time":
                inside = True
            elif j + 1 in anchors and anchors[j + 1].left and not anchors[j + 1].right:
                return anchors[j + 1], space
            elif following.form != "number" and not following.tags & {"opens", "other"}:
                return None, 0
        elif word.text in CLOSED or word.text in OPEN or "say" in word.tags or _breaks(word, space):
            return None, 0
    return None, 0


def _breaks(word, space):
    """Whether a clause of other people begins: "while", "that"; "who" just after the noun goes on with it."""
    return "break" in word.tags and not ("who" in word.tags and space <= 1)


def _joins(word):
    return bool(word.tags & {"and", "or", "subset"}) or word.text == ","


def _leftward(words, one, anchors, taken):
    """Return the nearest anchor before a number that may have its people on the right, and the words between."""
    distance = 0
    for j in range(one.begin - 1, max(-1, one.begin - FAR), -1):
        word, anchor = words[j], anchors.get(j)
        if anchor:
            fits = anchor.right and (not anchor.topic or one.elided or "genitive" in words[j + 1].tags)
            if anchor.passive and taken.get(j) == "left":
                fits = False
            return (anchor, distance) if fits else (None, 0)
        if word.form in ("number",):
            return None, 0
        if word.text in CLOSED and not (word.text == ":" and distance == 0):
            return None, 0
        if "break" in word.tags or (word.text == "," and not one.elided):
            return None, 0
        if not word.tags & {"opens", "genitive", "other"} and word.form != "party":
            distance += 1
    return None, 0


def _inverted(words, one, anchors):
    """Return the anchor of "31,480 the number of people killed": a noun phrase after a number without noun."""
    if one.end >= len(words) or not words[one.end].tags & {"number_of", "article"}:
        return None
    for j in range(one.end + 1, min(len(words), one.end + 6)):
        if j in anchors:
            return anchors[j]
        if words[j].form == "number" or words[j].text in CLOSED:
            return None
    return None


def _inherit(words, one, earlier, before, anchors):
    """Give a number the kind of an earlier figure that it is part of, joined to, or another count of."""
    last = next((c for c in reversed(earlier[-8:]) if c.kind and c.kind != VOID), None)
    among = next((t[:-6] for t in _around(words, one) if t.endswith(".among")), None)
    if among:
        one.kind, one.subset, one.how = among, True, f"{among}.among"
        one.of = next((c for c in reversed([*([before] if before else []), *earlier[-8:]]) if c.kind == among), None)
        return
    if one.subset:
        last = last or before
    if last is None or (one.unknown and not one.subset):
        if last is None and one.elided and before and _claimed(words, one, 0):
            last = before
        else:
            return
    joined = earlier and _coordinated(words, earlier[-1], one) and earlier[-1].kind and earlier[-1].kind != VOID
    if one.number.sense == "none":
        return
    gapped = one.elided and last is not before and last.of is not None and _gapped(words, last, one, anchors)
    if one.subset or joined or gapped or one.status == "superseded" or one.replaces:
        one.kind, one.of, one.how = last.kind, last, "subset" if one.subset else "joined"
        if joined and not one.subset and one.comparator == "exact" and last.comparator != "between":
            one.of, one.anchor = last, last.anchor
    elif one.elided and (one.other or one.rate or _claimed(words, one, last.end if last is not before else 0)):
        one.kind, one.of, one.how = last.kind, last, "claim"


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


def _gapped(words, first, second, anchors):
    """Whether a second claimant stands between two numbers: "the doctors count 12, the ministry 9"."""
    between = range(first.end, second.begin)
    return 0 < len(between) <= 6 and words[first.end].text == "," and not any(i in anchors for i in between)


def _coordinated(words, first, second):
    """Whether only "and", "or" or a comma stands between two noun phrases."""
    between = words[first.end : second.begin]
    return len(between) <= 5 and all(
        w.tags & {"and", "or", "opens", "other", "genitive"} or w.text == "," or w.form in ("party", "time")
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
    place = one.anchor.index if one.anchor and one.anchor.kind == one.kind else one.head
    several = one.kind in KINDS and place is not None and other_kinds(words, place, one.kind)
    if several or _mixed(words, one):
        one.kind, one.reason = None, "two kinds"
    if one.kind == VOID:
        one.kind = None
    if one.kind is None:
        one.reason = one.reason or "no kind"
    if one.number.sense == "article":
        loose = one.of and not one.subset and one.anchor is None
        if one.head is None or words[one.head].form == "party" or loose:
            one.kind = None


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
