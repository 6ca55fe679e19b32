"""From the phrases of a sentence to what they count: relation by relation, what is refused, what neighbours tell."""

from itertools import pairwise

from .attaching import anchor_after, anchor_before, anchor_inverted, closing
from .kinds import KINDS, REASONS, VOID, find_anchors, kind_of, other_kinds
from .phrases import read_phrases
from .relations import CLOSE, RELATIONS, Near, coordinated, opens_whole
from .sentences import BACK, Counted, Sentence


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
        topical = ahead.topic and space <= CLOSE and "genitive" not in s.before(one)  # "missing, and 43 were wounded"
        apart = "and" in s.before(one) or s.words[one.begin - 1].text == ":"  # "he was arrested and 12 men were killed"
        at_once = not space and (after.kind == VOID or (distance and after.tag.endswith(".fell")))
        close = not (topical or apart or at_once)  # "how many died nobody knows"
    crossed = after is not None and any(one.end <= each.at < after.index for each in s.phrases)
    return Near(after, space, ahead, close, crossed, anchor_inverted(s, one) if one.elided else None)


def _counted(s, one, relation, link):
    """Build what a phrase counts from what a relation tells of it."""
    found = Counted(**vars(one), relation=relation, **link)
    last = found.before = s.figures[-1] if s.figures else None
    if last and found.anchor and found.anchor is last.anchor and coordinated(s, last, one):
        found.of = found.of or last
    found.reason = found.reason or REASONS.get(found.kind)
    if found.kind in KINDS:
        aside = next((each for each in s.figures[-BACK:] if each.kind and one.at < (closing(s, each.end) or 0)), None)
        opened = one.elided or s.words[one.begin - 1].text == ","
        whole = next((each for each in s.figures if opened and each.kind and opens_whole(s, each)), None)
        found.part |= bool(last and last.part and _goes_on(s, one))
        if found.part or aside or whole or "most" in s.before(one, 2):  # "most, some 12, fled"
            found.subset, found.of = True, found.of or aside or whole or last or s.previous
        found.reason = next((reason for _, test, reason, _ in REFUSALS if test(s, found)), None)
    if found.reason or found.kind is None:
        found.kind, found.reason = None, found.reason or "no kind"
    return found


def _goes_on(s, one):
    """Whether a bare number goes on with what "of whom" began: "of whom five escaped and two were shot"."""
    return one.elided and "and" in s.before(one) and s.words[one.begin - 2].text != ","


# -- why a kind is refused ----------------------------------------------------------------------------------------


def _several(s, one):
    place = one.anchor.index if one.anchor else one.head
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
    if one.tag == "missing.verb" and (one.unit in ("fighters", "rebels") or one.own == VOID):
        return True  # "police are searching for two gunmen", "two suspects"
    return one.kind == "displaced" and (sick or hidden or one.unit in ("soldiers", "fighters", "rebels"))


def _loose_article(s, one):
    if one.number.sense != "article":
        return False
    before, anchor = s.word(one.begin - 1), one.anchor
    if one.head is None:
        alone = one.part or "be" in s.after(one)  # "che uno è disperso"
        named = one.relation == "class" or (one.relation == "subset" and _is_someone(s, one))
        return not (alone and (named or (anchor and anchor.index > one.at)))
    if one.of and one.of.number.value <= 1 and before is not None and (before.text == "," or one.begin == one.of.end):
        return True  # "one civilian, a woman of 20", "one a priest"
    told = anchor and (anchor.tag.endswith((".toll", ".verb")) or anchor.index > one.at)
    return "genitive" in s.before(one) and not told


def _is_someone(s, one):
    """Whether what one is called follows, and is no figure itself: "one of them a commander", but "a child"."""
    called = next((each for each in s.phrases if one.at < each.at <= one.end + 1), None)
    return called is not None and called.number.sense == "article" and called.unit is None


def _room(s, one):
    """Whether a place, not people, holds those counted."""
    verb = one.anchor.index if one.anchor else 0
    return "needs_noun" in s.words[verb].tags and any("place" in word.tags for word in s.words[max(0, verb - 3) : verb])


REFUSALS = (  # name, test, reason, example
    ("room", _room, "not a casualty", "the camp holds 40,000 people"),
    ("moved", _moved, "not a casualty", "600 fighters had been evacuated"),
    ("several kinds", _several, "two kinds", "the blast killed or wounded 60 people"),
    ("mixed kinds", _mixed, "two kinds", "the brigade lost 1,150 men between dead and wounded"),
    ("article", _loose_article, "not a casualty", "one civilian, a woman of 20, was shot dead"),
)


# -- what only two figures together tell --------------------------------------------------------------------------


def _is_within(s, first, second):
    between = s.between(first, second)
    between = between[1:] if between and "be" in between[0].tags else between
    told = "be" in s.after(second) and any(tag.startswith("unit.") for tag in s.after(second, 3, 1))
    part = between and between[0].tags & ({"among", "genitive"} if told else {"among"})
    light = all(word.tags & {"opens", "article"} for word in between[1:])
    return part and light and first.kind is None and second.kind


def _is_beside(s, first, second):
    along = "along" in s.before(first) and second.anchor and second.anchor.left
    return first.kind is None and second.kind and (along or first.turn)  # "not 40 but 14 dead"


def _take_part(name, whole, part):
    part.kind, part.of, part.relation, part.subset, part.reason = whole.kind, whole, name, True, None


def _take_kind(name, first, second):
    first.kind, first.of, first.relation, first.reason = second.kind, second, name, None
    first.anchor, first.tag = second.anchor, second.tag


def _hold(name, first, second):
    first.of, first.subset = second, first.kind == second.kind


NEIGHBOURS = (  # name, test, effect, example
    ("held", lambda s, first, second: first.whole == second.at and second.kind, _hold, "two of the three hostages"),
    ("within", _is_within, lambda name, first, second: _take_part(name, second, first), "four among the 21 dead"),
    ("beside", _is_beside, _take_kind, "along with two drivers, an engineer was killed"),
)
