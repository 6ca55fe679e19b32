"""The numbers of one sentence: the people each counts, and what befell them."""

import re
from functools import lru_cache
from itertools import pairwise

from .attaching import CLOSED, attach
from .kinds import KINDS, VOID, find_anchors, other_kinds
from .phrases import kind_of, read_phrases

LISTED = {"and", "stop", "genitive", "be", "side"}  # between places or sides in a list


def count_people(text, words, start, language, before=None):
    """Return a Counted for every number among the words of a sentence, with its kind or the reason why not.

    `before` is the last figure of the sentence before.
    """
    counted = read_phrases(text, words, start, language)
    heads, begins = (
        {i for one in counted for i in range(one.at + 1, one.end)},
        {one.begin for one in counted if "subset" not in words[one.begin].tags},
    )
    anchors = {anchor.index: anchor for anchor in find_anchors(words, heads, begins, language)}
    patterns, taken = _patterns(language), {}
    places, earlier = {one.at: one for one in counted}, []
    for one in counted:
        _replacing(text, words, one, earlier[-1] if earlier else None, patterns)
        own = one.head is not None and next((k for k in KINDS if f"{k}.noun" in words[one.head].tags), None)
        held = bool(earlier) and earlier[-1].at < one.at < earlier[-1].end  # "two of the three hostages"
        if held and own:
            one.kind, one.how = own, f"{own}.noun"
        elif not held and (own or not (_whole(words, one, counted) or _shared_out(words, one))):
            attach(words, one, places, anchors, taken)
        if one.kind is None and one.reason is None:
            _inherit(text, words, one, earlier, before, anchors, patterns)
        elif earlier and one.kind == earlier[-1].kind == "wounded" and one.elided and _gravely(words, one):
            one.of, one.subset = earlier[-1], True
        elif one.subset and (earlier or before):
            one.of = earlier[-1] if earlier else before
        elif earlier and one.anchor and one.anchor is earlier[-1].anchor and _coordinated(words, earlier[-1], one):
            one.of = earlier[-1]
        if earlier and _coordinated(words, earlier[-1], one, over_kinds=True):
            one.beside = earlier[-1]
        if one.elided and one.end < len(words) and "increment" in words[one.end].tags:
            one.kind, one.how, one.reason = None, "increment", "not a casualty"
        if earlier and one.kind in KINDS and any(a < one.at < b for a, b in earlier[-1].aside):
            one.of, one.subset = earlier[-1], True
        if earlier:
            one.aside = [*one.aside, *earlier[-1].aside]
        _check(words, one)
        earlier.append(one)
    _first_told(text, words, counted, patterns)
    _share_units(words, counted)
    _between_neighbours(text, words, counted, patterns)
    return counted


def _between_neighbours(text, words, counted, patterns):
    """Settle what only two figures together tell: which is part of which, and which replaces the other."""
    for first, second in pairwise(counted):
        if first.at < second.at < first.end and second.kind in KINDS:
            first.of, first.subset = second, first.kind == second.kind
    for first, second in pairwise(counted):
        if first.kind in KINDS and second.reason != "not a casualty" and _among(words, first, second):
            second.kind, second.of, second.how, second.subset, second.reason = first.kind, first, "subset", True, None
        if first.kind is None and second.kind in KINDS and _within(words, first, second):
            first.kind, first.of, first.how, first.subset, first.reason = second.kind, second, "subset", True, None
        if first.kind is None and first.replaces and second.kind and second.kind != VOID:
            first.kind, first.reason, first.of, first.how = second.kind, None, second, "joined"
            first.anchor = second.anchor
        start = words[first.begin].start
        again = second.elided and second.of and first.kind == second.kind
        again = again and first.status == second.status == "reported"
        end = min(words[first.end - 1].end + 12, words[second.begin].start)
        if again and patterns["first"].search(text, max(words[0].start, start - 30), end):
            first.status = "superseded"


def _first_told(text, words, counted, patterns):
    """Mark what was first reported as superseded, where nothing in the sentence is yet: "had spoken of 60"."""
    if any(one.status == "superseded" for one in counted):
        return
    for place, one in enumerate(counted):
        start = next((i + 1 for i in range(one.begin - 1, -1, -1) if words[i].text == ";"), 0)
        told = patterns["first"].search(text, words[start].start, words[one.begin].start)
        before = counted[place - 1] if place else None
        first = before is None or before.at < start
        if (first and told and _claimed(words, one, start)) or (
            not first and before.status == "superseded" and _coordinated(words, before, one)
        ):
            one.status = "superseded"


def _share_units(words, counted):
    """Give "649 Argentine and 255 British servicemen" one unit."""
    for first, second in pairwise(counted):
        bare = first.head is not None and words[first.head].form == "party" and first.unit == "people"
        if bare and second.unit and second.parties and _coordinated(words, first, second):
            first.unit = second.unit


def _within(words, first, second):
    """Whether the first figure is part of the second: "four children among the 21 dead"."""
    between = words[first.end : second.begin]
    if between and "be" in between[0].tags:
        between = between[1:]
    rest = words[second.end : second.end + 3]
    told = bool(rest) and "be" in rest[0].tags and any(t.startswith("unit.") for w in rest[1:] for t in w.tags)
    part = bool(between) and between[0].tags & ({"among", "genitive", "of_the"} if told else {"among"})
    return bool(part) and all(w.tags & {"opens", "article"} for w in between[1:])


def _among(words, first, second):
    """Whether the second figure is part of the first: "among the 22 killed were six children"."""
    before = words[max(0, first.begin - 2) : first.begin]
    between = words[first.end : second.begin]
    among = first.low is None and any("among" in word.tags for word in before)
    return among and any("be" in word.tags for word in between)


def _whole(words, one, counted):
    """Whether a number at the head of a sentence is the whole that later ones are part of: "of the 180, 35 died"."""
    j = one.begin - 1
    while j > 0 and words[j].tags & {"opens", "its"} and "genitive" not in words[j].tags:
        j -= 1
    if j < 0 or not words[j].tags & {"genitive", "of_the"} or (j and words[j - 1].form != "sign"):
        return False
    return any(other.at > one.at and words[other.begin - 1].text == "," for other in counted)


def _shared_out(words, one):
    """Whether only a share of a number is meant: "one in ten of the town's 5,000 people"."""
    near = words[max(0, one.begin - 7) : one.begin]
    shares = [i for i, word in enumerate(near) if word.form == "mask" and word.thing.why == "ratio"]
    rest = near[shares[-1] + 1 :] if shares else []
    return bool(rest) and "genitive" in rest[0].tags and not any(word.form == "sign" for word in rest)


def _inherit(text, words, one, earlier, before, anchors, patterns):
    """Give a number the kind of an earlier figure that it is part of, joined to, or another count of."""
    last = next((c for c in reversed(earlier[-8:]) if c.kind and c.kind != VOID), None)
    tags = [*_around(words, one), *(words[one.end].tags if one.end < len(words) else ())]
    if one.end + 1 < len(words) and "be" in words[one.end].tags:
        tags += words[one.end + 1].tags
    among = next((tag[:-6] for tag in tags if tag.endswith(".among")), None)
    if among:
        one.kind, one.subset, one.how = among, True, f"{among}.among"
        one.of = next((c for c in reversed([*([before] if before else []), *earlier[-8:]]) if c.kind == among), None)
        return
    if last is not None and one.elided and (_classed(words, one) or (last.kind == "wounded" and _gravely(words, one))):
        one.kind, one.of, one.how, one.subset = last.kind, last, "subset", True
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
    joined = joined and not (follows and _acts(follows))
    if one.number.sense == "none" and (last is before or not _listed(words, last, one)):
        return
    raised = last is not before and _raised(words, one)
    said_now = any("now" in word.tags for word in words[max(0, one.begin - 3) : one.begin])
    now = raised or said_now
    claimed = last is not before and (last.of is not None or _claimed(words, last, 0))
    gapped = one.elided and last is not before and _gapped(words, last, one, anchors, claimed)
    if one.subset or joined or gapped or one.status == "superseded" or one.replaces:
        one.kind, one.of, one.how = last.kind, last, "subset" if one.subset else "joined"
        bracket = joined and any(word.text in "(:" for word in words[last.end : one.begin])
        one.subset = one.subset or bool(bracket or (joined and earlier[-1].subset))
        if joined and not one.subset and one.comparator == "exact" and last.comparator != "between":
            one.of, one.anchor = last, last.anchor
    elif (
        one.elided
        and not (follows and _acts(follows))
        and (one.other or one.rate or now or _claimed(words, one, last.end if last is not before else 0))
    ):
        whole = next((c for c in reversed(earlier[-8:]) if c.kind == last.kind and not c.subset), last)
        one.kind, one.of, one.how = last.kind, whole, "claim"
        if last.status == "reported" and (said_now or (raised and str(last.how).endswith(".toll"))):
            last.status = "superseded"
        if last is before and patterns["first"].search(text, words[0].start, words[one.begin].start):
            one.status = "superseded"


def _classed(words, one):
    """Whether the words go on with who those counted were: "300 were civilians"."""
    if one.end + 1 >= len(words) or "be" not in words[one.end].tags:
        return False
    return any(tag.startswith("unit.") for word in words[one.end + 1 : one.end + 3] for tag in word.tags)


def _raised(words, one):
    """Whether a verb of change sets an earlier figure to this one: "was raised to 62"."""
    before = words[max(0, one.begin - 4) : one.begin]
    return bool(before) and "reach" in before[-1].tags and any("change" in word.tags for word in before)


def _gravely(words, one):
    return one.number.sense != "none" and one.end < len(words) and "gravely" in words[one.end].tags


def _acts(word):
    """Whether a word begins what those before it did: another verb of their own."""
    return bool(word.tags & {"be", "have"}) or any(tag.endswith((".verb", ".fell", ".did")) for tag in word.tags)


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
    ends = after is None or after.form == "sign" or bool(after.tags & {"and", "genitive", "stop"})
    if not between or not ends:
        return False
    place = next((i for i in reversed(between) if words[i].form == "time"), None)
    if place is not None and (words[second.begin - 1].text == "," or second.begin - place <= 2):
        return not any(i in anchors for i in between if i > place)
    if _listed(words, first, second):
        return True
    near = claimed and len(between) <= 6 and any(words[i].text == "," or "and" in words[i].tags for i in between)
    return near and not any(i in anchors for i in between)


def _listed(words, first, second):
    """Whether only a place or a side differs: "12 at Goma, 7 at Uvira", "500 to the French, to the Prussians 300"."""
    between = words[first.end : second.begin]
    linked = any(w.text == "," or "and" in w.tags for w in between)
    sided = any("side" in w.tags for w in between)  # "on the rebel side"
    named = sided or any(w.capital or w.form == "party" for w in between) or _lists(words, second)
    return linked and named and all(_lists_by(w, sided) for w in between)


def _lists_by(word, sided):
    """Whether a word may stand between the members of a list: a place, a side, a day, a word that joins them."""
    if word.capital or word.text == "," or word.form in ("party", "time") or word.tags & LISTED:
        return True
    return sided and any(tag.startswith("unit.") for tag in word.tags)


def _lists(words, one):
    """Whether a number without noun is followed by a place or a side: "14 in San Polo"."""
    rest = words[one.end : one.end + 3]
    return len(rest) > 1 and "stop" in rest[0].tags and any(w.capital or w.form == "party" for w in rest[1:])


def _coordinated(words, first, second, over_kinds=False):
    """Whether only "and", "or" or a comma stands between two noun phrases, or also what befell the first."""
    between = words[first.end : second.begin]
    return len(between) <= 5 and all(
        w.tags & {"and", "or", "opens", "other", "genitive"}
        or w.text in ",(:"
        or w.capital
        or w.form in ("party", "time")
        or (over_kinds and kind_of(w))
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
            following = words[one.end] if one.end < len(words) else None
            other_days = following is not None and following.form == "time" and following.thing.reason is None
            one.replaces = True
            one.status = one.status if other_days else "superseded"
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
    if one.anchor and (one.anchor.topic or _or_else(words, one.anchor)) and _before_too(words, one.anchor):
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
        owned = one.begin and "genitive" in words[one.begin - 1].tags
        loose = loose or (owned and not (one.anchor and one.anchor.tag.endswith((".toll", ".verb"))))
        loose = loose or (one.beside and words[one.begin - 1].text == "," and one.beside.number.value <= 1)
        loose = loose or (one.of and not one.subset and one.anchor is None)
        if one.head is None or (words[one.head].form == "party" and not one.unit) or loose:
            one.kind = None


def _or_else(words, anchor):
    """Whether "or" joins another kind before it: "killed or wounded 60 people"."""
    return anchor.index > 1 and "or" in words[anchor.index - 1].tags


def _before_too(words, anchor):
    """Whether another kind is joined to a topic before it: "the dead and the wounded are 1,150"."""
    j = anchor.index - 1
    while j > 1 and "article" in words[j].tags:
        j -= 1
    if j < 1 or not words[j].tags & {"and", "or"} or words[j - 2].form == "number":
        return False
    sides = ("noun",) if anchor.topic else ("noun", "part", "verb")
    return any(f"{kind}.{side}" in words[j - 1].tags for kind in KINDS if kind != anchor.kind for side in sides)


def _mixed(words, one):
    """Whether two kinds together follow the noun: "1,150 men between dead and wounded"."""
    j = one.end + (one.end < len(words) and words[one.end].text == ",")
    if j + 3 >= len(words) or "among" not in words[j].tags:
        return False
    kind = next((kind for kind in KINDS if f"{kind}.noun" in words[j + 1].tags), None)
    return kind is not None and bool(other_kinds(words, j + 1, kind))


@lru_cache
def _patterns(language):
    rules = language.rules
    updating = rules["updates"]
    return {
        "first": re.compile(rf"(?<!\w)(?:{updating['first']})(?!\w)", re.IGNORECASE),
        "old": re.compile(rf"(?<!\w)(?:{updating['old']})\s+(?:[a-z]{{1,3}}\s+)?\Z", re.IGNORECASE),
        "denied": re.compile(rf"(?<!\w)(?:{updating['denied']})\s+\Z", re.IGNORECASE),
        "but": re.compile(updating["but"], re.IGNORECASE),
    }
