"""Which date of a sentence dates a figure, and which dates only say when it was reported."""

NEAR = 4  # words between a figure and the date that is its own


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
    return one.relation in ("claim", "increment") or one.turn in ("old", "new", "instead", "other")


def _barrier(word):
    if word.text in ";)(":
        return 12
    if word.text == ":":
        return 4
    return 3 if word.tags & {"break"} else 1.5 if word.text == "," or "and" in word.tags else 0
