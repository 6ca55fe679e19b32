"""Which date of a sentence dates a figure, and which dates say something else: the report, the start of the war."""

STATES = ("displaced.noun", "captured.noun")  # what people are, on any day
NEAR = 4  # words between a figure and the date that is its own
ASIDES = {",": ",", "(": ")"}
ASIDE = 20  # words of an aside
CLAUSE = 12  # words of one clause that are looked at
SIGNS = ',.;:()[]«»“”"—–-'


def find_roles(words):
    """Return what each date says that dates no figure, by its place: the first entry of `ROLES` that holds."""
    times = [i for i, word in enumerate(words) if word.form == "time" and not word.thing.duration]
    roles = ((i, next((role for role, test, _ in ROLES if test(words, i)), None)) for i in times)
    return {i: role for i, role in roles if role}


def _counts(word):
    return word.form == "number" and word.thing.sense != "article"


def _stops(word):
    return word.text in SIGNS or word.form == "time" or _counts(word) or "break" in word.tags


def _before(words, i):
    """Return the words before a place, back to a sign, a number or another clause."""
    return words[_border(words, i) + 1 : i]


def _border(words, i):
    low = max(-1, i - CLAUSE)
    return next((j for j in range(i - 1, low, -1) if _stops(words[j])), low)


def _has(words, *tags):
    return any(not word.tags.isdisjoint(tags) for word in words)


# -- what a date says that dates no figure ------------------------------------------------------------------------


def _dateline(words, i):
    dashed = i + 1 < len(words) and words[i + 1].text in "-–—"
    return dashed and 0 < i <= 8 and all(word.capital or word.form in ("sign", "party") for word in words[:i])


def _said_before(words, i):
    clause = _before(words, i)
    j = next((j for j in range(len(clause) - 1, -1, -1) if "say" in clause[j].tags), None)
    if j is None:
        return False
    rest, opens = clause[j + 1 :], not j or "have" in clause[j - 1].tags and j == 1
    led = not rest or _light(rest[0]) and len(rest) == 1 or _has(rest[:1], "via") or _has(clause[j : j + 1], "tell")
    cited = opens and clause[0] is not words[0]  # ", said the ministry on Monday"
    return (led or cited) and not _has(rest, "have", "be", "and", "fighting")


def _said_after(words, i):
    return _says(words, i + 1) or (_opens(words, i) and _says(words, _after_subject(words, i + 1)))


def _says(words, j):
    if _has(words[j : j + 1], "have"):
        return _has(words[j + 1 : j + 2], "say") and not _has(
            words[j + 1 : j + 2], "killed.verb"
        )  # "has claimed 9 lives"
    return _has(words[j : j + 1], "say") and not _has(words[j : j + 1], "source")


def _opens(words, i):
    return all(_light(word) for word in words[:i])


def _after_subject(words, j):
    """Return the place behind the subject that stands at a place and what is told aside of it."""
    j += j < len(words) and words[j].text == ","
    first = j
    while j < len(words) and not _stops(words[j]) and not _has(words[j : j + 1], "say", "have", "be", "and"):
        j += 1
    while first < j < len(words) and words[j].text in ASIDES:
        ends = (k + 1 for k in range(j + 1, min(len(words), j + ASIDE)) if words[k].text == ASIDES[words[j].text])
        j = next(ends, len(words))
    return j if first < j else len(words)


def _light(word):
    return word.form == "word" and not word.tags - {"opens", "article", "stop", "genitive"}


def _led_by(words, i, tag):
    """Whether a relative clause or a participle leads to a date: "which began in March", "launched in March"."""
    border = _border(words, i)
    j = next((j for j in range(i - 1, border, -1) if tag in words[j].tags), 0)
    subject = j - 1 - _has(words[j - 1 : j], "have", "be")
    if not j or _has(words[subject : subject + 1], "who"):
        return j > 0
    if subject < j - 1 or (words[i].thing.precision == "day" and any(map(_counts, words[:i]))):
        return False
    if "participle" in words[j].tags:
        return True
    rest = words[i + 1 : i + CLAUSE]
    ends = next((k for k, word in enumerate(rest) if _stops(word) or "and" in word.tags), len(rest))
    return _has(rest[:ends], "have", "be", "displaced.fell") or (border >= 0 and _counts(words[border]))


def _since_event(words, i):
    if _has(words[max(0, _border(words, i)) : i], "who"):  # "the man who has led the town since the coup"
        return False
    if words[i].thing.rule.endswith(".from-event"):  # no agent: "uccisi dal bombardamento"
        return not any(tag.endswith(".part") for tag in words[i - 1].tags)
    return words[i].thing.rule.endswith(".since-event")


def _unresolved(words, i):
    return words[i].thing.rule.endswith(".event")


def _of_another(words, i):
    clause = words[max(0, _border(words, i)) : i]
    against = next((j for j, word in enumerate(clause) if "against" in word.tags), len(clause))
    return _has(clause, "later") or _has(clause[against : against + NEAR], "fighting")


def _kept(words, i):
    return _has(words[max(0, i - CLAUSE) : i + CLAUSE], "memory")


ROLES = (  # role, test, example: the first that holds
    ("report", _dateline, "BEIRUT, 28 Sept - Nine people died"),
    ("report", _said_before, "the colonel told the daily on Monday"),
    ("report", _said_after, "on Monday the ministry, citing officers, said"),
    ("start", _since_event, "since the start of the war 12 people died"),
    ("start", lambda words, i: _led_by(words, i, "begun"), "the war, which began in March, has killed 12 people"),
    ("other", lambda words, i: _led_by(words, i, "ended"), "the war, which ended in March, killed 12 people"),
    ("other", _of_another, "12 people were killed before the bridge was closed in March"),
    ("other", _kept, "on Friday the town kept the anniversary of the raid that killed 12"),
    ("other", _unresolved, "nine died on 3 May; the next day 12 died"),
)


def find_dates(words, roles):
    """Return the places of the dates that a figure may go with, which date it or say something else beside it."""
    times = [i for i, word in enumerate(words) if word.form == "time" and roles.get(i) != "report"]
    return [i for i in times if roles.get(i) or _has_days(words[i].thing)]


def _has_days(time):
    return not (time.duration or time.reason) and bool(time.start or time.end)


# -- which date is whose ------------------------------------------------------------------------------------------


def _compared(words, one, counted, i, between):
    return i > one.at and _has(_before(words, i), "compared")


def _when(words, one, counted, i, between):
    after = words[i + 1 : i + 3]
    return (
        one.at > i and words[i].thing.end is None and len(after) == 2 and after[0].text == "," and _has(after, "when")
    )


def _ended(words, one, counted, i, between):
    return i > one.at and any(word.text == ";" for word in between)


def _of_next(words, one, counted, i, between):
    if i < one.at or not (
        _has(words[i - 1 : i], "and", "break") or (_has(words[i - 2 : i - 1], "and") and words[i - 1].text == ",")
    ):
        return False
    return any(0 < each.begin - i <= NEAR for each in counted)


def _of_aside(words, one, counted, i, between):
    nearest = next((each for each in reversed(counted) if each.at < i), None)
    if nearest is None or nearest is one:
        return False
    aside = nearest.relation in ("claim", "increment") or nearest.turn in ("old", "new", "instead", "other")
    if aside and i - nearest.end <= (1 if nearest.kind else 3):
        return True
    return (
        nearest.subset and i - nearest.end <= NEAR and not any(word.form == "sign" for word in words[nearest.end : i])
    )


def _of_state(words, one, counted, i, between):
    if not (one.tag in STATES and one.relation in ("own noun", "noun late")):
        return False
    return i < one.at and (_has(between, "break") or any(word.text == "," for word in between[1:]))


APART = (  # test, example: the days of the date are not those of the figure
    (_compared, "12 died, twice the figure of March"),
    (_when, "since 2019, when 32 died, 12 people were killed"),
    (_ended, "12 died; in March the camp was closed"),
    (_of_next, "in March 12 died and in April nine were wounded"),
    (_of_aside, "12 died, of whom nine on Monday"),
    (_of_state, "on Monday rebels took the town, which hosts 3,000 refugees"),
)


def date_of(words, one, counted, dates):
    """Return the place of the date of a figure: the nearest of its sentence, unless `APART` says otherwise; or None."""
    costs = {
        i: sum(map(_barrier, between)) + len(between) * 0.5 + (0 if i > one.at else 0.5)
        for i in dates
        for between in [words[i + 1 : one.begin] if i < one.begin else words[one.end : i]]
        if not any(test(words, one, counted, i, between) for test, _ in APART)
    }
    return min(costs, key=costs.get, default=None)


def _barrier(word):
    if word.text in ";)(":
        return 12
    if word.text == ":":
        return 4
    return 3 if "break" in word.tags else 1.5 if word.text == "," or "and" in word.tags else 0
