"""Whose people a figure counts, only if the words say it; and who they are: soldiers, children, people."""

from .attaching import CLOSED
from .counting import coordinated
from .phrases import unit_of

FAR = 12  # words between a verb of loss and its subject


def party_of(s, one):
    """Return the side of the people counted, by the first entry of `PARTIES` that knows it."""
    return next((party for _, test, _ in PARTIES if (party := test(s, one))), None)


def _own_words(s, one):
    """Sides in their own phrase; "Italian peacekeepers" are Italy's."""
    own = [party for party in one.parties if party.form != "capital"]
    return min(own, key=lambda party: party.form == "name").name if own else None


def _genitive(s, one):
    """The side after "of": "12 soldiers of the Russian army"; an attack has no victims of its own side."""
    j = one.end
    while j < len(s.words) and j < one.end + 2 and any(tag.endswith((".part", ".noun")) for tag in s.words[j].tags):
        j += 1
    return _of(s, j)


def _of(s, j):
    """Return the side after "of" at `j`, if no attack is theirs that follows."""
    if j + 1 >= len(s.words) or "genitive" not in s.words[j].tags:
        return None
    for i in range(j + 1, min(j + 4, len(s.words))):
        word = s.words[i]
        if word.form == "party" and word.thing.form != "capital":
            attack = any("fighting" in after.tags for after in s.words[i + 1 : i + 3])
            return None if attack else word.thing.name
        if not word.tags & {"article", "opens", "group", "its"} and unit_of(word) is None:
            return None
    return None


def _bearer(s, one):
    """The side that a loss falls on: "cost the Austrians 312 dead"."""
    if not one.begin or s.words[one.begin - 1].form != "party":
        return None
    costs = any("costs" in word.tags for word in s.words[max(0, one.begin - 4) : one.begin - 1])
    one.owner = s.words[one.begin - 1].thing.name if costs else None
    return one.owner


def _side(s, one):
    """The side named with "on the side of": "sul fronte russo 12 morti"."""
    near = s.words[max(0, one.begin - 4) : one.begin]
    named = [w.thing.name for w in near if w.form == "party" and w.thing.form != "capital"]
    return named[-1] if named and any("side" in word.tags for word in near) else None


def _of_noun(s, one):
    """The adjective or genitive of the noun that is counted: "le vittime ucraine sono 12"."""
    anchor = one.anchor if one.elided and one.anchor and one.anchor.kind == one.kind else None
    return anchor and _beside_noun(s, anchor.index, anchor.topic)


def _beside_noun(s, at, of=True):
    """Return the side that an adjective beside a noun names, or its genitive."""
    places = [at - 1, at + 1] + [at - 2] * ("article" in _tags(s, at - 1) or unit_of(s.words[at - 1]) is not None)
    for word in filter(None, map(s.word, places)):
        if word.form == "party" and word.thing.form in ("adjective", "derived"):
            return word.thing.name
    return _of(s, at + 1) if of else None


def _loser(s, one):
    """The subject of a verb of loss: "Israel lost 3 soldiers"; or whose losses they are: "le perdite russe"."""
    places = [one.anchor.index] if one.anchor and one.anchor.index < one.begin else []
    places += [place for place in range(one.begin - 1, max(-1, one.begin - 5), -1) if s.words[place].form == "word"]
    places = [place for place in places if "own" in s.words[place].tags][:1]
    if any("its" in word.tags for word in s.words[one.at + 1 : one.head or one.at]):
        places.append(one.begin)
    nouns = [place for place in places if "killed.toll" in s.words[place].tags]
    found = [_beside_noun(s, place) for place in nouns] + [_subject(s, place) for place in places]
    one.owner = next(filter(None, found), None)
    return one.owner


def _subject(s, at):
    """Return the nearest side before a verb of loss that no preposition governs; none where two share the loss."""
    for i in range(at - 1, max(-1, at - FAR), -1):
        word = s.words[i]
        if word.text in CLOSED:
            return None
        if word.form == "party" and not _governed(s, i):
            joined = i > 1 and "and" in s.words[i - 1].tags and s.words[i - 2].form == "party"
            return None if joined else word.thing.name
    return None


def _governed(s, i):
    """Whether a preposition stands before the noun phrase of a side: "scontri con le forze turche"."""
    for word in reversed(s.words[max(0, i - 3) : i]):
        if "against" in word.tags:
            return True
        if not word.tags & {"article", "opens", "group"} and unit_of(word) is None:
            return False
    return False


def _beside(s, one):
    """The side of the figure that "and" or a comma joins it to, or the one that takes its place."""
    last = next((each for each in reversed(s.figures) if each.at < one.at), None)
    if last is None or not last.owner or (one.anchor and one.anchor.index < last.at):
        return None
    between = s.words[last.end : one.begin]
    if any(word.text in CLOSED or word.tags & {"break", "say"} for word in between):
        return None
    named = [word.thing.name for word in between if word.form == "party"]
    one.owner = named[-1] if named else last.owner
    return one.owner


def _shared(s, one):
    """The side of the figure that it is part of or counts again."""
    of = one.of
    if of is None or not (one.elided or one.part or one.other or one.subset):
        return None
    between = s.words[of.end : one.begin]
    if one.relation in ("joined", "listed") and any(word.form == "word" and not word.tags for word in between):
        return None  # another subject, whose name is not known
    others = [word.thing.name for word in between if word.form == "party"]
    if others and one.relation in ("claim", "joined", "listed", "turned"):
        return others[-1] if of.owner else None
    return of.party


PARTIES = (  # name, test, example
    ("own words", _own_words, "12 Russian soldiers"),
    ("genitive", _genitive, "12 soldiers of the Russian army"),
    ("bearer", _bearer, "cost the Austrians 312 dead"),
    ("side", _side, "sul fronte russo 12 morti"),
    ("of the noun", _of_noun, "le vittime ucraine sono 12"),
    ("loser", _loser, "Israel lost 3 soldiers"),
    ("beside", _beside, "Israel lost 3 soldiers and 5 tank crew"),
    ("shared", _shared, "12 Russians, including 3 officers"),
)


def unit_of_figure(s, one):
    """Return who is counted, by the first entry of `UNITS` that knows it; else people."""
    return next((unit for _, test, _ in UNITS if (unit := test(s, one))), "people")


def _own_unit(s, one):
    """Return the unit of the counted noun; "649 Argentine and 255 British servicemen" share theirs."""
    bare = one.head is not None and s.words[one.head].form == "party" and one.unit == "people"
    follows = next((each for each in s.figures if each.at > one.at), None) if bare else None
    shared = follows and follows.parties and follows.unit and coordinated(s, one, follows)
    return follows.unit if shared else one.unit


def _line(s, one):
    """Return the unit of a line of a list: "7,800 - military killed in action"."""
    return _first_unit(s.words[one.end : one.end + 3]) if one.relation == "list of kinds" else None


def _all(s, one):
    """Return the unit of "…, all civilians", "40 in all, among them ..."."""
    for i, word in enumerate(s.words[one.end : one.end + 6], one.end):
        if "all" in word.tags or (i == one.end and "among" in word.tags):
            return _first_unit(s.words[i + 1 : i + 4])
        if word.form == "number" or word.text in CLOSED:
            break
    return None


def _told(s, one):
    """Return the unit that the verb "be" gives: "300 were civilians"."""
    bare = one.elided or one.part
    return _first_unit(s.words[one.end + 1 : one.end + 3]) if bare and "be" in _tags(s, one.end) else None


def _beside_anchor(s, one):
    """Return the unit of the noun beside the word that tells the kind: "the soldiers killed are 12"."""
    if not one.anchor or not (one.elided or one.part):
        return None
    at = one.anchor.index
    places = range(max(0, at - 2), one.begin) if at < one.begin else range(one.end, min(at + 2, len(s.words)))
    others = {i for each in s.phrases if each.at != one.at for i in range(each.begin, each.end)}
    return _first_unit([s.words[i] for i in places if i not in others][:8])


def _same(s, one):
    bare = one.head is None or one.part
    return one.of.unit if bare and one.of is not None and not one.unknown else None


def _tags(s, j):
    return s.words[j].tags if j < len(s.words) else ()


def _first_unit(words):
    return next((unit for word in words if (unit := unit_of(word))), None)


UNITS = (  # name, test, example
    ("own noun", _own_unit, "12 soldiers"),
    ("line", _line, "12 - military killed"),
    ("all", _all, "12 dead, all civilians"),
    ("told", _told, "300 were civilians"),
    ("beside", _beside_anchor, "the soldiers killed are 12"),
    ("same", _same, "12 soldiers, including 3 wounded"),
)
