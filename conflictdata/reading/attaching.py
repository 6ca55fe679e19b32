"""Which word of its sentence says what befell the people that a number counts."""

from .kinds import KINDS, VOID

TOPIC = 26  # words between a topic such as "the death toll" and its number
FAR = 14  # words between people and the verb that tells what befell them
CLOSE = 2
PAIRS = {",": ",", "(": ")", "[": "]", "—": "—", "–": "–", "-": "-"}  # signs that open and close an apposition
OPEN, CLOSED = set("([—–"), set(";:.)]!?")


def attach(words, one, places, anchors, taken):
    """Give a number the kind of its own noun, or of the word that says what befell those it counts."""
    tags = words[one.head].tags if one.head is not None else frozenset()
    own = next((kind for kind in KINDS if f"{kind}.noun" in tags), one.adjective)
    after, space = _rightward(words, one, places, anchors)
    ahead, distance = _leftward(words, one, anchors, taken)
    close = ahead is not None and distance <= CLOSE
    if close and ahead.topic and one.elided and after and after.passive and space <= CLOSE:
        close = False  # "missing, and 43 were wounded"
    if close and one.elided and after and after.kind == VOID and after.passive and not space:
        close = False  # "how many died nobody knows"
    if own:
        freed = close and ahead.kind == VOID and own == "captured"
        harmed = close and ahead.kind in ("killed", "wounded") and own in ("captured", "displaced", "missing")
        if freed or (harmed and not ahead.topic and "own" not in words[ahead.index].tags):
            _take(one, ahead, "right", taken)
        elif _overrides(one, own, after, space) and not _crosses(one, after, places):
            _take(one, after, "left", taken)
        else:
            one.kind, one.how = own, f"{own}.noun"
        return
    struck = close and ahead.kind != VOID and not ahead.topic
    if f"{VOID}.noun" in tags and not struck:
        one.reason = "not a casualty"
        return
    inverted = _inverted(words, one, anchors) if one.elided else None
    if inverted and ("number_of" in words[one.end].tags or inverted.index <= one.end + 2):
        _take(one, inverted, "left", taken)
    elif after and space == 0 and not after.passive and not after.topic:
        later, _ = _rightward(words, one, places, anchors, after.index + 1)
        freed = later and later.kind == VOID and later.passive and after.kind in ("captured", "missing")
        _take(one, later if freed else after, "left", taken)
    elif close or (ahead and after and ahead.passive and _crosses(one, after, places)):
        _take(one, ahead, "right", taken)
    elif after:
        _take(one, after, "left", taken)
    elif ahead:
        _take(one, ahead, "right", taken)
    elif inverted:
        _take(one, inverted, "left", taken)


def _crosses(one, after, places):
    """Whether another number stands between a number and what may have befallen its people."""
    return any(one.end <= at < after.index for at in places)


def _overrides(one, own, after, space):
    """Whether a verb says more than the noun: refugees who were abducted, two of the wounded who died."""
    if after is None or after.kind == own:
        return False
    if one.subset and after.passive:
        return after.kind != VOID or own in ("captured", "missing")
    if own == "wounded":
        return after.kind == "killed" and after.passive
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
                one.aside.append((j, closing))
                j, space = closing + 1, space + 1
                continue
        if word.form == "number":
            if j not in places or not _joins(words[places[j].begin - 1]) or _own_verb(words, one):
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


def _own_verb(words, one):
    """Whether an unknown word, most likely a verb, follows a noun phrase: "two pilots bailed out and one was held"."""
    word = words[one.end]
    return one.head is not None and word.form == "word" and not word.tags and not word.capital


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
    j, distance = one.begin - 1, 0
    while j >= 0 and one.begin - j < TOPIC:
        word, anchor = words[j], anchors.get(j)
        if anchor and (anchor.topic or one.begin - j <= FAR):
            fits = anchor.right and (not anchor.topic or one.elided or _equated(words, j, one.begin))
            if (anchor.passive and taken.get(j) == "left") or (
                one.elided and not one.other and "needs_noun" in word.tags
            ):
                fits = False
            if fits or not _modifies(words, j, anchor):
                return (anchor, distance) if fits else (None, 0)
        if word.text == "," and not one.elided:
            j = _opening(words, j, anchors)
            if j is None:
                break
        elif word.form == "number" or "break" in word.tags or _stops(word, distance):
            break
        if not word.tags & {"opens", "genitive", "other"} and word.form != "party":
            distance += 1
        j -= 1
    return None, 0


def _modifies(words, j, anchor):
    """Whether a participle only goes with the noun of its kind: "the wounded taken to hospital are 76"."""
    return j > 0 and not anchor.passive and not anchor.right and f"{anchor.kind}.noun" in words[j - 1].tags


def _stops(word, distance):
    """Whether a sign ends the search; a colon beside the number does not: "losses: 12"."""
    return word.text in CLOSED and not (word.text == ":" and distance <= 1)


def _opening(words, j, anchors):
    """Return the comma that opens the apposition which closes at `j`: "remain, the minister says, 8,000 men"."""
    for k in range(j - 2, max(0, j - FAR), -1):
        if words[k].text == ",":
            return k
        if k in anchors or words[k].form == "number" or words[k].text in CLOSED:
            return None
    return None


def _equated(words, j, begin):
    """Whether a topic says who the people counted are: "the death of 12", "losses: 12 soldiers", "the dead were 12"."""
    between = words[j + 1 : begin]
    if (between and "genitive" in between[0].tags) or "subset" in words[begin].tags:
        return True
    if len(between) > 5:
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
