"""Whose people a figure counts, only if the words say it; and who they are: soldiers, children, people."""

from itertools import takewhile

from .attaching import CLOSED, opening
from .phrases import unit_of
from .relations import coordinated

LOST = ("killed", "wounded", "missing")  # what a side "had", where "had 12 hostages" are another's
FAR = 12  # words between a verb of loss and its subject


def party_of(s, one):
    """Return the side of the people counted, by the first entry of `PARTIES` that knows it."""
    return next((party for _, test, _ in PARTIES if (party := test(s, one))), None)


def unit_of_figure(s, one):
    """Return who is counted, by the first entry of `UNITS` that knows it; else people."""
    return next((unit for _, test, _ in UNITS if (unit := test(s, one))), "people")


# -- sides --------------------------------------------------------------------------------------------------------


def _own_words(s, one):
    own = [party for party in one.parties if party.form != "capital"]
    return own and min(own, key=lambda party: party.form == "name").name  # "Italian UN staff" are Italy's


def _of(s, j, preposition="genitive"):
    """Return the side after "of" at `j`, if no attack is theirs that follows."""
    if not 0 <= j < len(s.words) - 1 or preposition not in s.words[j].tags:
        return None
    for i in range(j + 1, min(j + 4, len(s.words))):
        word = s.words[i]
        if word.form == "party" and word.thing.form != "capital":
            attack = any("fighting" in after.tags for after in s.words[i + 1 : i + 3])
            return None if attack else word.thing.name
        if not word.tags & {"article", "opens", "group", "its"} and unit_of(word) is None:
            return None
    return None


def _beside(s, at, of=True):
    """Return the side that an adjective beside a noun names, or the genitive before or after it."""
    word = s.words[at - 1]
    if word.text == "'s" and s.words[at - 2].form == "party":
        return s.words[at - 2].thing.name
    places = [at - 1, at + 1] + [at - 2] * ("article" in word.tags or unit_of(word) is not None)
    named = [word.thing for word in map(s.word, places) if word and word.form == "party"]
    name = next((party.name for party in named if party.form in ("adjective", "derived")), None)
    return name or (of and (_of(s, at - 2) or _of(s, at + 1))) or None


def _of_noun(s, one):
    anchor = one.anchor if one.elided and not (one.of and one.of.anchor is one.anchor) else None
    return anchor and _beside(s, anchor.index, anchor.topic)


def _bearer(s, one):
    """Return the side that stands between a verb of costing and the figure."""
    place = next((i for i in range(one.begin - 1, max(-1, one.begin - 5), -1) if s.words[i].form == "party"), None)
    if place is not None and any("costs" in word.tags for word in s.words[max(0, place - 3) : place]):
        one.owner = s.words[place].thing.name
    return one.owner


def _loser(s, one):
    own = range(one.before.end if one.before else 0, one.begin)
    places = [i for i in own[:-9:-1] if "own" in s.words[i].tags][:1]
    if one.kind in LOST:
        places += [i for i in own[-1:] if "have" in s.words[i].tags]  # "had 60 killed"
    held = s.words[one.at + 1 : one.head] if one.head else s.words[max(0, one.begin - 4) : one.begin]
    if any("its" in word.tags for word in held):  # "three of its soldiers", "puts its own at five"
        places.append(one.begin)
    nouns = [i for i in places if "killed.toll" in s.words[i].tags]
    found = [_beside(s, i) for i in nouns] + [_subject(s, i) for i in places]
    one.owner = next(filter(None, found), None)
    return one.owner


def _subject(s, at):
    """Return the nearest side before a verb of loss; none where two share the loss."""
    i = at
    while i > max(0, at - FAR):
        i -= 1
        i = (opening(s, i) or i) if s.words[i].text == "," else i  # "the Austrians, beaten by the French, lost"
        word = s.words[i]
        if word.text in CLOSED:
            return None
        of = i - 1 - ("article" in s.words[i - 1].tags)
        counted = i in s.counting or ("genitive" in s.words[of].tags and of - 1 in s.counting)
        if word.form == "party" and not counted:
            joined = i > 1 and "and" in s.words[i - 1].tags and s.words[i - 2].form == "party"
            return None if joined else word.thing.name
    return None


def _on_side(s, one):
    """Return the side of "on the Russian side", "among the Russians" before a figure, or right after it."""
    start = max(one.before.end if one.before else 0, one.begin - FAR)
    follow = takewhile(lambda i: s.words[i].form != "sign", range(one.end, min(one.end + 4, len(s.words))))
    for i in [*follow, *range(one.begin - 1, start - 1, -1)]:
        among = "among" in s.words[i].tags and _of(s, i, "among")
        if "side" in s.words[i].tags or among:
            one.owner = among or _beside(s, i, False)
            return one.owner
    return None


def _joined(s, one):
    last = one.before
    if last is None or not last.owner:
        return None
    between = s.between(last, one)
    if any(word.text in CLOSED or word.tags & {"break", "say"} for word in between):
        return None
    named = [word.thing.name for word in between if word.form == "party"]
    one.owner = named[-1] if named else last.owner
    return one.owner


def _shared(s, one):
    if one.of is None or not (one.elided or one.subset):
        return None  # perhaps another subject, whose name is not known
    if one.relation == "joined" and not one.elided and one.of.parties:
        return one.of.of and one.of.of.party  # that of the whole: "eleven Chadian traders and four children"
    others = [word.thing.name for word in s.between(one.of, one) if word.form == "party"]
    return (others[-1] if one.of.owner else None) if others else one.of.party


PARTIES = (  # name, test, example
    ("own words", _own_words, "12 Russian soldiers died"),
    ("genitive", lambda s, one: _of(s, one.end), "12 soldiers of the Russian army died"),
    ("bearer", _bearer, "cost the Austrians 312 dead"),
    ("on the side", _on_side, "on the Russian side 12 died"),
    ("of the noun", _of_noun, "le vittime ucraine sono 12"),
    ("loser", _loser, "Israel lost 3 soldiers"),
    ("joined", _joined, "Israel lost 3 soldiers and 5 tank crew"),
    ("shared", _shared, "12 Russians died, including 3 officers"),
)


# -- units --------------------------------------------------------------------------------------------------------


def _own_unit(s, one):
    bare = one.head is not None and s.words[one.head].form == "party"
    follows = next((each for each in s.figures if each.at > one.at), None) if bare else None
    shared = follows and follows.parties and coordinated(s, one, follows)
    return follows.unit if shared else one.unit  # "649 Argentine and 255 British servicemen"


def _line(s, one):
    return one.relation == "list of kinds" and _first_unit(s.words[one.end : one.end + 3])


def _all(s, one):
    all_of = next((i for i, word in enumerate(s.words[one.end : one.end + 6], one.end + 1) if "all" in word.tags), None)
    start = all_of or (one.end + 1 if "among" in s.after(one) else None)
    return start and _first_unit(s.words[start : start + 3])


def _told(s, one):
    word = s.word(one.end)
    called = word and word.form == "number" and word.thing.sense == "article"  # "nine children and one a woman"
    bare = (one.elided or one.part) and (called or s.after(one) & {"be", "article"})
    return bare and _first_unit(s.words[one.end + 1 : one.end + 3])


def _beside_anchor(s, one):
    if not one.anchor or not one.elided:
        return None
    at = one.anchor.index
    between = s.words[at + 1 : one.begin]
    acts = not one.anchor.topic and not any(word.form == "sign" or "be" in word.tags for word in between)
    near = 0 if acts else 2 + (at > 0 and s.words[at - 1].form == "party")  # "gunmen killed 15"; "soldiers killed: 15"
    places = range(max(0, at - near), one.begin) if at < one.begin else range(one.end, min(at + 2, len(s.words)))
    return _first_unit([s.words[i] for i in places if s.counting.get(i, one.at) == one.at][:8])


def _first_unit(words):
    return next((unit for word in words if (unit := unit_of(word))), None)


UNITS = (  # name, test, example
    ("own noun", _own_unit, "12 soldiers died"),
    ("line", _line, "12 - military killed 40 - military wounded"),
    ("all", _all, "12 dead, all civilians"),
    ("told", _told, "of the 1,500 dead, 300 were civilians"),
    ("beside", _beside_anchor, "the soldiers killed are 12"),
    ("same", lambda s, one: (one.elided or one.part) and one.of and one.of.unit, "12 soldiers died, including 3 today"),
)
