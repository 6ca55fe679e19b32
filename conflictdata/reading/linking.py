"""What belongs to a figure: its side, its date, its status."""

from .attaching import CLOSED

FAR = 12
NEAR = 4  # words between a figure and the date that is its own


def party_of(words, one):
    """Return the side of the people counted, only if the words say it: in their own phrase, as its genitive, or
    as the subject of a verb of loss.
    """
    own = [p for p in one.parties if p.form != "capital"]
    if own:
        return min(own, key=lambda party: party.form == "name").name  # "Italian peacekeepers" are Italy's
    name = _genitive(words, one) or _bearer(words, one)
    if name:
        return name
    near = words[max(0, one.begin - 4) : one.begin]
    if any("side" in word.tags for word in near):
        named = [w.thing.name for w in near if w.form == "party" and w.thing.form != "capital"]
        if named:
            return named[-1]
    if one.how == "joined" and any(w.form == "word" and not w.tags for w in words[one.of.end : one.begin]):
        return None  # another subject, whose name is not known
    if one.anchor:
        at = one.anchor.index
        if one.elided and one.anchor.kind == one.kind:
            places = [at + 1, at - 1, at + 2, at - 2, at + 3] if at < one.begin else range(one.end, at + 2)
            near = [words[place] for place in places if 0 <= place < len(words)]
            found = next((w.thing.name for w in near if w.form == "party" and w.thing.form == "adjective"), None)
            if found:
                return found
        if "own" in words[at].tags and at < one.begin:
            one.owner = _owner(words, at)
    if one.begin and "own" in words[one.begin - 1].tags:
        one.owner = _owner(words, one.begin - 1)
    if any("its" in word.tags for word in words[one.at + 1 : one.head or one.at]):
        one.owner = _owner(words, one.begin)
    if one.beside and one.beside.owner and one.owner in (None, one.beside.owner):
        named = [w.thing.name for w in words[one.beside.end : one.begin] if w.form == "party"]
        one.owner = named[-1] if named else one.beside.owner
    if one.owner:
        return one.owner
    if one.of is not None and (one.elided or one.subset or one.other):
        others = [w.thing.name for w in words[one.of.end : one.begin] if w.form == "party"]
        if others and one.how in ("claim", "joined"):
            return others[-1] if one.of.owner else None
        return one.of.party
    return None


def _genitive(words, one):
    j = one.end
    while j < len(words) and j < one.end + 2 and any(tag.endswith((".part", ".noun")) for tag in words[j].tags):
        j += 1
    if j + 1 >= len(words) or "genitive" not in words[j].tags:
        return None
    for word in words[j + 1 : j + 4]:
        if word.form == "party" and word.thing.form != "capital":
            return word.thing.name
        if word.form != "word" or word.tags & {"genitive", "and", "break", "be", "have"}:
            return None
    return None


def _bearer(words, one):
    """Return the side that a loss falls on: "cost the Austrians 312 dead"."""
    if not one.begin or words[one.begin - 1].form != "party":
        return None
    costs = any("costs" in word.tags for word in words[max(0, one.begin - 4) : one.begin - 1])
    one.owner = words[one.begin - 1].thing.name if costs else None
    return one.owner


def _owner(words, at):
    """Return the nearest party before a verb of loss: its subject."""
    for word in reversed(words[max(0, at - FAR) : at]):
        if word.text in CLOSED:
            return None
        if word.form == "party":
            return word.thing.name
    return None


def unit_of(words, one):
    """Return who is counted: by the counted noun, by a noun beside its verb, or as in the figure it goes with."""
    if one.unit:
        return one.unit
    unit = _unit_of_all(words, one)
    if unit or (one.head is not None and not one.subset):
        return unit or "people"
    if one.elided or one.subset:
        after = words[one.end + 1 : one.end + 3] if "be" in words[min(one.end, len(words) - 1)].tags else []
        unit = _unit_among(after) or (_unit_beside(words, one) if one.anchor else None)
        return unit or (one.of and one.of.unit) or "people"
    return "people"


def _unit_beside(words, one):
    at = one.anchor.index
    if "makes_prisoners" in words[at].tags:
        return "prisoners"
    near = words[max(0, at - 2) : one.begin] if at < one.begin else words[one.end : at + 2]
    return _unit_among(near[:8])


def _unit_of_all(words, one):
    """Return the unit of "…, all civilians"."""
    for i, word in enumerate(words[one.end : one.end + 6], one.end):
        if "all" in word.tags or (i == one.end and "among" in word.tags):
            return _unit_among(words[i + 1 : i + 4])
        if word.form == "number" or word.text in CLOSED:
            break
    return None


def _unit_among(words):
    return next((tag[5:] for word in words for tag in word.tags if tag.startswith("unit.")), None)


def find_reports(words):
    """Return the places of dates that say when something was reported: "said on Thursday"."""
    times = (i for i, word in enumerate(words) if word.form == "time" and not word.thing.duration)
    return {i for i in times if _said(words, i) or _dateline(words, i)}


def _dateline(words, i):
    """Whether a date stands in the line that says where and when a report was filed: "BEIRUT, 28 Sept -"."""
    dashed = i + 1 < len(words) and words[i + 1].text in "-–—"
    return dashed and 0 < i <= 8 and all(word.capital or word.form in ("sign", "party") for word in words[:i])


def _said(words, i):
    before, after = words[max(0, i - 2) : i], words[i + 1 : i + 3]
    if before and _light(before[-1]):
        before = before[:-1]
    if before and "say" in before[-1].tags:
        return True
    if after and "have" in after[0].tags:
        after = after[1:]
    return bool(after) and "say" in after[0].tags


def _light(word):
    return word.form == "word" and not word.tags - {"opens", "article", "stop", "genitive"}


def event_dates(words, reports):
    """Return the places of the dates among words that may date an event."""
    return [i for i, word in enumerate(words) if word.form == "time" and i not in reports and _dates(word.thing)]


def _dates(time):
    return not (time.duration or time.reason or time.aside) and bool(time.start or time.end)


def date_of(words, one, counted, dates):
    """Return the Time that dates a figure: the nearest one of its sentence that dates an event, or None."""
    best = None
    for i in dates:
        if (_when(words, i) and one.at > i) or (i and "compared" in words[i - 1].tags):
            continue
        low, high = (i, one.begin) if i < one.begin else (one.end - 1, i)
        between = words[low + 1 : high]
        if i > one.at and any(word.text == ";" for word in between):
            continue
        cost = len(between) * 0.5 + sum(_barrier(w) for w in between) + (0 if i > one.at else 0.5)
        nearest = next((c for c in reversed(counted) if c.at < i), None)
        compared = nearest and nearest is not one and _told_aside(nearest)
        if compared and i - nearest.end <= (1 if nearest.kind else 3):
            continue  # the days of a figure that is only compared
        apart = nearest is not None and nearest.subset and nearest is not one and i - nearest.end <= NEAR
        if apart and not any(w.form == "sign" for w in words[nearest.end : i]):
            continue  # the days of a part
        if best is None or cost < best[0]:
            best = cost, words[i].thing
    return best and best[1]


def _when(words, i):
    """Whether a clause says what happened on a date since which something else is told: "since 2019, when 32 died"."""
    after, time = words[i + 1 : i + 3], words[i].thing
    return time.end is None and len(after) == 2 and after[0].text == "," and "when" in after[1].tags


def _told_aside(one):
    """Whether a figure is only compared, replaced or an increment: its day is not that of the others."""
    return one.how in ("claim", "increment") or one.replaces


def _barrier(word):
    if word.text in ";)(":
        return 12
    if word.text == ":":
        return 4
    return 3 if word.tags & {"break"} else 1.5 if word.text == "," or "and" in word.tags else 0


def is_denied(words, one):
    """Whether a verb of denial governs the figure, or "not" the verb of what befell its people."""
    if (
        one.anchor
        and not one.anchor.topic
        and any("not" in word.tags for word in words[max(0, one.anchor.index - 3) : one.anchor.index])
    ):
        return one.number.sense != "none"
    if _rejected(words, one):
        return True
    for i in range(one.begin - 1, max(-1, one.begin - FAR), -1):
        word = words[i]
        if word.text in CLOSED or word.form == "number":
            return False
        if "deny" in word.tags:
            return True
        if word.tags & {"say", "claim"} and i and _turns(words, i):
            return False
    return False


def _rejected(words, one):
    """Whether a claim is rejected after it is told: "the claim that 90 died was rejected"."""
    for i in range(one.end + 1, min(len(words), one.end + FAR)):
        if words[i].form in ("sign", "number"):
            return False
        if "deny" in words[i].tags:
            return "be" in words[i - 1].tags
    return False


def _turns(words, i):
    """Whether a verb of saying begins another claim: "and said", ", saying"; ", he says," is an aside."""
    return "and" in words[i - 1].tags or (words[i - 1].text == "," and words[i + 1].text != ",")


def is_cumulative(words, one, time):
    """Whether a figure is a running total: it rose to its worth, is called a total, or has an open period."""
    if one.rate or one.replaces:
        return one.replaces
    if time and (time.start is None) != (time.end is None):
        return True
    if any("total" in word.tags for word in words[max(0, one.begin - 6) : one.end + 3]):
        return True
    before = words[max(0, one.begin - 6) : one.begin]
    return bool(before) and "reach" in before[-1].tags and any("change" in word.tags for word in before)
