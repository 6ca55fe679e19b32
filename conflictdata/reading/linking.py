"""Which date of a sentence dates a figure, and which dates say something else: the report, the start of the war."""

from dataclasses import dataclass

STATES = ("displaced.noun", "captured.noun")  # what people are, on any day
NEAR = 4  # words between a figure and the date that is its own
CLAUSE = 12  # words of one clause that are looked at
SIGNS = ',.;:()[]«»“”"—–-'
CLOSING = {",": ",", "(": ")"}  # the end of what is told aside


@dataclass(frozen=True)
class Date:
    """A date among the words of its sentence.

    `clause` are the words before it back to `opener`: a sign, a number, another date or "which"; `rest` those after it.
    """

    words: list
    place: int
    clause: list
    opener: list  # one word, or none at the head of the sentence
    rest: list

    @property
    def rule(self):
        """The last part of the id of the rule that found it."""
        return self.words[self.place].thing.rule.rsplit(".")[-1]


def find_roles(words):
    """Return what each date says that dates no figure, by its place: the first entry of `ROLES` that holds."""
    roles = {}
    for i, word in enumerate(words):
        if word.form == "time" and not word.thing.duration:
            date = _date(words, i)
            roles[i] = next((role for role, test, _ in ROLES if test(date)), None)
    return {i: role for i, role in roles.items() if role}


def _date(words, i):
    begin = next((j + 1 for j in range(i - 1, max(-1, i - CLAUSE), -1) if _stops(words[j])), max(0, i - CLAUSE))
    return Date(words, i, words[begin:i], words[max(0, begin - 1) : begin], words[i + 1 :])


def _stops(word):
    return word.text in SIGNS or word.form == "time" or _counts(word) or "break" in word.tags


def _counts(word):
    return word.form == "number" and word.thing.sense != "article"


def _light(word):
    return word.form == "word" and not word.tags - {"opens", "article", "stop", "genitive"}


def _has(words, *tags):
    return any(not word.tags.isdisjoint(tags) for word in words)


def _split(words, tag):
    """Return the words before the last one with a tag, that one, and those after it; all empty if there is none."""
    i = next((i for i in range(len(words) - 1, -1, -1) if tag in words[i].tags), None)
    return ([], [], []) if i is None else (words[:i], words[i : i + 1], words[i + 1 :])


# -- what a date says that dates no figure ------------------------------------------------------------------------


def _dateline(date):
    before = date.words[: date.place]
    dashed = date.rest and date.rest[0].text in "-–—" and before
    return dashed and all(word.capital or word.form in ("sign", "party") for word in before)


def _said_before(date):
    lead, said, rest = _split(date.clause, "say")
    led = not rest or _has(rest[:1], "via") or _has(said, "tell")
    cited = date.opener and all("have" in word.tags for word in lead)  # ", said the ministry on Monday"
    return said and (led or cited) and not _has(rest, "have", "be", "and")


def _said_after(date):
    opens = all(map(_light, date.words[: date.place]))
    return _says(date.rest) or (opens and _says(_behind_subject(date.rest)))


def _says(words):
    if _has(words[:1], "have"):
        return _has(words[1:2], "say") and not _has(words[1:2], "killed.verb")  # "has claimed nine lives"
    return _has(words[:1], "say") and not _has(words[:1], "source")


def _behind_subject(words):
    """Return the words behind the subject at the head of some words, and behind what is told aside of it."""
    words = words[1:] if words and words[0].text == "," else words
    ends = (i for i, word in enumerate(words) if _stops(word) or _has([word], "say", "have", "be", "and"))
    end = next(ends, 0)
    while 0 < end < len(words) and words[end].text in CLOSING:
        closing = CLOSING[words[end].text]
        end = next((i + 1 for i in range(end + 1, len(words)) if words[i].text == closing), 0)
    return words[end:] if end else []


def _led_by(date, tag):
    """Whether a relative clause or a participle leads to a date: "which began in March", "launched in March"."""
    (lead, verb, _), time = _split(date.clause, tag), date.words[date.place].thing
    helped = _has(lead[-1:], "have", "be")
    if len(lead) == helped and _has(date.opener, "who"):
        return bool(verb)
    if not verb or helped or (time.start == time.end and _counted_before(date)):
        return False
    end = next((i for i, word in enumerate(date.rest) if _stops(word) or "and" in word.tags), CLAUSE)
    follows = _has(date.rest[:end], "have", "be", "displaced.fell")
    aside = not lead and any(word.text in CLOSING for word in date.opener)  # "the war, launched in March, has"
    return follows or aside or "participle" in verb[0].tags or any(map(_counts, date.opener))


def _counted_before(date):
    return any(map(_counts, date.words[: date.place]))


def _since_event(date):
    by = date.rule == "from-event" and any(tag.endswith(".part") for word in date.clause[-1:] for tag in word.tags)
    return date.rule in ("since-event", "from-event") and not by and not _has(date.opener, "who")


def _of_another(date):
    _, against, event = _split(date.opener + date.clause, "against")
    return _has(date.opener + date.clause, "later") or (against and _has(event[:NEAR] + date.rest[:1], "fighting"))


def _kept(date):
    return _has(date.words[max(0, date.place - CLAUSE) : date.place + CLAUSE], "memory")


def _of_document(date):
    return _has(date.clause[-2:], "document") and not _has(date.clause[-3:], "killed.toll")


def _aside(date):
    """Whether open days stand in a relative clause between commas, and no war lasts in it."""
    relative = _has(date.opener, "who") and date.rest and date.rest[0].text == "," and not _has(date.clause, "last")
    return relative and date.words[date.place].thing.end is None


ROLES = (  # role, test, example: the first that holds
    ("report", _dateline, "BEIRUT, 28 Sept - Nine people died"),
    ("report", _said_before, "the colonel told the daily on Monday"),
    ("report", _said_after, "on Monday the ministry, citing officers, said"),
    ("report", _of_document, "the army, in a letter of 20 June, said 21 rebels had been killed"),
    ("start", _since_event, "since the start of the war 12 people died"),
    ("start", lambda date: _led_by(date, "begun"), "the war, which began in March, has killed 12 people"),
    ("other", lambda date: _led_by(date, "ended"), "the war, which ended in March, killed 12 people"),
    ("other", _of_another, "12 people were killed before the bridge was closed in March"),
    ("other", _aside, "the watchdog, which has collected data since 1999, counts 900 dead"),
    ("other", _kept, "on Friday the town kept the anniversary of the raid that killed 12"),
    ("other", lambda date: date.rule == "event", "nine died on 3 May; the next day 12 died"),
)


# -- which date is whose ------------------------------------------------------------------------------------------


def _compared(words, one, counted, i, between):
    return (i > one.at or any(word.form == "sign" for word in between)) and _has(_date(words, i).clause, "compared")


def _ended(words, one, counted, i, between):
    return i > one.at and any(word.text == ";" for word in between)


def _of_next(words, one, counted, i, between):
    follows = any(0 < each.begin - i <= NEAR for each in counted)
    return one.at < i and follows and _has(words[max(0, i - 2) : i], "and", "break")


def _of_aside(words, one, counted, i, between):
    nearest = next((each for each in reversed(counted) if each.at < i), None)
    if nearest is None or nearest is one:
        return False
    aside = nearest.subset or nearest.relation in ("claim", "increment") or nearest.turn
    near = NEAR if nearest.subset or not nearest.kind else 1
    return aside and i - nearest.end <= near and not any(word.form == "sign" for word in words[nearest.end : i])


def _of_state(words, one, counted, i, between):
    apart = _has(between, "break") or any(word.text == "," for word in between[1:])
    return i < one.at and apart and one.tag in STATES and one.relation in ("own noun", "noun late")


def _of_part(words, one, counted, i, between):
    return one.relation == "held" and not one.anchor and words[i].thing.end  # but "of the 31 men held since March"


APART = (  # test, example: the days of the date are not those of the figure
    (_of_part, "two of the 63 wounded died overnight"),
    (_compared, "12 died, twice the figure of March"),
    (_ended, "12 died; in March the camp was closed"),
    (_of_next, "in March 12 died and in April nine were wounded"),
    (_of_aside, "12 died, of whom nine on Monday"),
    (_of_state, "on Monday rebels took the town, which hosts 3,000 refugees"),
)


def tells_when(words, one, place):
    """Whether "when" tells of a figure at the start of open days: "the worst raid since 2019, when 32 died"."""
    between = words[place + 1 : one.begin]
    commas = [i for i, word in enumerate(between) if word.text == ","]
    return words[place].thing.end is None and commas == [0] and _has(between[1:2], "when")


def date_of(words, one, counted, roles):
    """Return the place of the date of a figure: the nearest of its sentence, unless `APART` says otherwise; or None."""
    costs = {
        i: sum(map(_barrier, between)) + len(between) * 0.5 + (0 if i > one.at else 0.5)
        for i, word in enumerate(words)
        if word.form == "time" and roles.get(i) != "report" and (i in roles or word.thing.start or word.thing.end)
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
