"""Where the word stands that says what befell the people of a phrase: after it, before it, or late in its clause."""

from .kinds import DASHES, VOID

TOPIC = 26  # words between a topic such as "the death toll" and its number
FAR = 14  # words between people and the verb that tells what befell them
PAIRS = {",": ",", "(": ")", "[": "]", "—": "—", "–": "–", "-": "-"}  # signs that open and close an apposition
LEADS = {"and", "or", "be", "have", "opens", "reach", "among"}  # words of no agent or place: "killed himself and 12"
OPEN, CLOSED = set("([—–"), set(";:.)]!?")


def anchor_after(s, one, start=None):
    """Return the first anchor after a phrase that may have its people on the left, and the words between.

    An apposition between commas, dashes or brackets is passed over.
    """
    if _fills_place(s.words, one):
        return None, 0
    j, space = one.end if start is None else start, 0
    while j < len(s.words) and space < FAR:
        anchor = s.anchors.get(j)
        if anchor:
            more = s.anchors.get(j + 1)  # "arrived dead"
            if anchor.kind == VOID and more and (more.left or more.topic):
                return more, space
            return (anchor, space) if anchor.left else (None, 0)
        closed = closing(s, j)
        if not closed and _ends_after(s, one, j, space):
            break
        j, space = (closed or j) + 1, space + 1
    return None, 0


def _fills_place(words, one):
    """Whether a number says how many live in a place, which the verb tells of: "they hold a town of 40,000 people"."""
    return one.begin > 1 and "genitive" in words[one.begin - 1].tags and "place" in words[one.begin - 2].tags


def _ends_after(s, one, j, space):
    """Whether the search after a phrase ends at the word at `j`: another clause begins, or other people's."""
    word, following = s.words[j], s.word(j + 1)
    if s.counting.get(j, j) > j:
        return False  # "at least 21 and possibly as many as 30"
    if word.form == "number":
        other = next((each for each in s.phrases if each.at == j), None)
        return other is None or not _joins(s, other) or _own_verb(s, one, other)
    if word.text == ",":
        anchor = s.anchors.get(j + 1)
        verb = anchor is not None and anchor.left and not anchor.right
        aside = not one.part and s.words[one.begin - 1].text == ","  # "a crew, 12 men, was captured"
        goes_on = {"opens", "other", "be", "have"} if aside else {"opens", "other"}
        return following is None or not (verb or following.form == "number" or following.tags & goes_on)
    if "say" in word.tags:
        return "be" not in s.words[j - 1].tags
    if "break" in word.tags:
        placed = all(w.capital or "stop" in w.tags or w.form == "party" for w in s.words[one.end : j])
        return not ("who" in word.tags and (placed or space <= 1))  # "a soldier from Tarn who was killed"
    return word.text in CLOSED or word.text in OPEN


def _joins(s, other):
    """Whether another phrase shares the verb after it; not one "of whom" it tells, nor one that only a comma joins."""
    before = s.words[other.begin - 1]
    verb = next((j for j in range(other.end, other.end + FAR) if j in s.anchors), other.end + FAR)
    listed = any(word.tags & {"and", "or"} for word in s.words[other.end : verb])  # "3 men, 2 women and a boy died"
    return bool(before.tags & {"and", "or", "subset"}) or (before.text == "," and listed)


def _own_verb(s, one, other):
    """Whether a verb follows a noun phrase: "two may be cut off and nine died", "two bailed out and one was held"."""
    word = s.words[one.end]
    plain = word.form == "word" and not word.tags and not word.capital and not one.unknown
    helped = any(word.tags & {"be", "have", "might"} for word in s.between(one, other))
    return helped or (plain and s.language.rules["grammar"]["head_last"])


def closing(s, j):
    """Return the sign that closes what opens at `j` if the sentence goes on there with a verb, else None."""
    if j not in s.closings:
        opens = j < len(s.words) and s.words[j].text in PAIRS
        s.closings[j] = _closing(s, j) if opens else None
    return s.closings[j]


def _closing(s, j):
    for k in range(j + 2, min(len(s.words) - 1, j + FAR)):
        if s.words[k].text == PAIRS[s.words[j].text]:
            goes_on = s.words[k + 1].tags & {"be", "have"} or (k + 1 in s.anchors and s.anchors[k + 1].left)
            if goes_on or s.words[k].text != "," or "and" in s.words[k + 1].tags:
                return k if goes_on else None
        elif s.words[k].text in CLOSED or (k in s.anchors and s.anchors[k].right and "and" in s.words[k - 1].tags):
            return None  # "held 130, fed them and freed all but eight"
    return None


def anchor_before(s, one):
    """Return the nearest anchor before a phrase that may have its people on the right, and the words between."""
    words, j, distance = s.words, one.begin - 1, 0
    if _fills_place(words, one):
        return None, 0
    while j >= 0 and one.begin - j < TOPIC:
        word, anchor = words[j], s.anchors.get(j)
        topic = "who" in word.tags and j - 2 in s.anchors and s.anchors[j - 2].topic  # "the toll, which was 14"
        closed = word.text in CLOSED and not (word.text == ":" and distance <= 1)
        if anchor:
            if _fits(s, one, anchor):
                return anchor, distance
            if anchor.passive or anchor.right or not (j and f"{anchor.kind}.noun" in words[j - 1].tags):
                return None, 0  # but "the wounded taken to hospital are 76"
        if word.text == "," and (not one.elided or "be" in words[j + 1].tags):
            j = opening(s, j)
            if j is None:
                break
        elif closed or word.form == "number" or ("break" in word.tags and not topic):
            break
        distance += not word.tags & {"opens", "genitive", "other"} and word.form != "party"
        j -= 1
    return None, 0


def _fits(s, one, anchor):
    """Whether the people of a phrase may stand on the right of an anchor."""
    if anchor.passive and any(each.anchor is anchor and each.at < anchor.index for each in s.figures):
        return False  # it has its people on the left
    if one.elided and not one.other and "needs_noun" in s.words[anchor.index].tags:
        return False
    before = s.words[one.begin - 1].tags
    led = before & {"stop", "genitive"} and not before & LEADS
    if led and anchor.tag.endswith(".part") and not (anchor.passive or anchor.topic):
        return False  # "uccisi da 12 soldati"
    return anchor.right and (not anchor.topic or one.elided or _equated(s.words, anchor.index, one.begin))


def opening(s, j):
    """Return the comma that opens the apposition which closes at `j`: "remain, the minister says, 8,000 men"."""
    for k in range(j - 2, max(0, j - FAR), -1):
        if s.words[k].text == ",":
            return k
        if s.words[k].form == "number" or s.words[k].text in CLOSED:
            return None
    return None


def _equated(words, j, begin):
    """Whether a topic says who the people counted are: "the death of 12", "losses: 12 soldiers", "the dead were 12"."""
    between = words[j + 1 : begin]
    if (between and "genitive" in between[0].tags) or "subset" in words[begin].tags:
        return True
    tags = {tag for word in between for tag in word.tags}
    known = all(word.tags or word.form == "party" or word.text in DASHES for word in between)
    colon = known and any(word.text in DASHES for word in between)
    return len(between) <= 5 and (colon or bool(tags & {"be", "subset"}) or {"change", "reach"} <= tags)


def anchor_inverted(s, one):
    """Return the anchor of "31,480 the number of people killed", "sono 140 i pastori uccisi": its noun comes late."""
    words, start = s.words, one.end
    if start < len(words) and words[start].text in PAIRS:
        start = next((k + 1 for k in range(start + 1, len(words)) if words[k].text == PAIRS[words[start].text]), start)
    if start + 1 < len(words) and words[start].tags & {"be", "change"} and "article" in words[start + 1].tags:
        start += 1
    if start >= len(words) or not words[start].tags & {"number_of", "article"}:
        return None
    for j in range(start + 1, min(len(words), start + 6)):
        if j in s.anchors:
            return s.anchors[j]
        if words[j].form == "number" or words[j].text in CLOSED:
            return None
    return None
