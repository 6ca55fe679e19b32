"""Dates and durations in running text, and the days they mean when read on a given day."""

import re
from dataclasses import dataclass, replace
from itertools import accumulate, repeat
from operator import sub

from . import rules as _rules
from .grammar import fold, grammar
from .numbers import find_numbers
from .resolving import DAY, Part, UnreadError, interval_of, opened, settle, unread

CELLS = {"year": "year", "short_year": "year", "yy": "year", "day": "day", "wd": "weekday"}  # of a bare number
TAKEN = ("start", "end", "period", "duration", "precision", "relative", "rule", "reason")  # of a Part by a Time
COMMA = re.compile(r"\s*,\s*")
BREAK = re.compile(r"[.!?]\s|\n\s*\n")
LONG_AGO = 366  # days before the reading: what follows such a day is rather of its year


@dataclass(frozen=True)
class Time:
    """A date or a duration found in a text: `text[char_start:char_end] == phrase`.

    `start` and `end` are inclusive days, None where open or unknown; `period` is the same in EDTF; `duration` is
    ISO 8601. `relative` says that the day of reading was needed. `reason` says why there are no days.
    """

    char_start: int
    char_end: int
    phrase: str
    start: object
    end: object
    period: str | None
    duration: str | None
    precision: str | None
    relative: bool
    rule: str
    reason: str | None = None


def find_times(text, language, published=None):
    """Find the dates and durations of a text, in order of appearance.

    A bare weekday is the last one up to the day of publication; a week is Monday to Sunday; "dal X" has an open end.

    Parameters
    ----------
    text : str
    language : str
        A code of `rules.languages()`.
    published : datetime.date, optional
        The day the text was read first. Without it what is relative has no days, and `reason` says so.

    Returns
    -------
    list of Time

    Examples
    --------
    >>> from datetime import date
    >>> [time.period for time in find_times("martedì, nel 2020 e dal 1991", "it", date(2022, 9, 14))]
    ['2022-09-13', '2020', '1991/..']
    """
    made = grammar(_rules.language(language))
    tokens = made.token.findall(fold(text))
    words = list(map(str.lstrip, tokens))
    classes = "".join(map(made.__getitem__, words))
    if not made.trigger.search(classes):
        return []
    reading = _Reading(text, made, published)
    reading.keep(classes, words, list(accumulate(map(len, tokens))))
    for rule in made.rules:
        reading.rewrite(*rule)
    return reading.times()


class _Reading:
    """One text on its way: its words as letters, which rules rewrite into nodes."""

    def __init__(self, text, grammar, published):
        self.text, self.grammar, self.day, self.consulted = text, grammar, published, False

    @property
    def published(self):
        """The day of publication, or None; asking makes what is read relative to it."""
        self.consulted = True
        return self.day

    def keep(self, classes, words, ends):
        """Keep the runs of known words in which something is a time."""
        runs, self.items = ["x"], [(0, 0, "", None)]  # items: start and end in the text, word, Part or None
        for run in re.finditer("[^x]+x?", classes):
            first, last = run.span()
            if self.grammar.trigger.search(classes, first, last):
                runs.append(run[0])
                run_words, run_ends = words[first:last], ends[first:last]
                self.items += zip(map(sub, run_ends, map(len, run_words)), run_ends, run_words, repeat(None))
        self.classes = "".join(runs)

    def rewrite(self, rule, pattern, labels, unions, resolve):
        """Put a node in place of every match of a rule."""
        letters, items, done = [], [], 0
        self.rule, self.labels, self.unions = rule, labels, unions
        for match in pattern.finditer(self.classes):
            first, last = match.span()
            self.match, self.consulted, self.found = match, False, self.items[first:last]
            self.parts = [part for *_, part in self.found if part is not None]
            self.start, self.end = self.found[0][0], self.found[-1][1]
            try:
                part = resolve(self)
            except UnreadError as reason:
                part = unread(rule, str(reason))
            except (ValueError, OverflowError, IndexError):  # a fifth Monday, the year 0
                part = unread(rule, "impossible date")
            if part is None:
                continue
            part.relative = self.consulted or any(one.relative for one in self.parts)
            letters += [self.classes[done:first], self.grammar.letters[frozenset([part.node])]]
            items += [*self.items[done:first], (self.start, self.end, "", part)]
            done = last
        if done:
            self.classes = "".join([*letters, self.classes[done:]])
            self.items = items + self.items[done:]

    def all(self, name):
        """The values of all words or nodes of a name that the rule found, in order."""
        return [self._value(label) for label in self.labels.get(name, ()) if self.match[label]]

    def has(self, name):
        """Whether the rule has a word or node of this name and it was found."""
        return any(self.match[label] for label in self.labels.get(name, ()))

    def __getitem__(self, name):
        """The value of a word, or the Part of a node; None if it is not there."""
        return next(iter(self.all(name)), None)

    def _value(self, label):
        _, _, word, part = self.items[self.match.start(label)]
        if part is not None:
            return part
        known = self.grammar.known(word)
        if label[0] == "P":  # a bare year, or a bare day
            named = ("year", *self.unions[label])
            return next(Part(**{CELLS[name]: known[name]}) for name in named if name in known and name in CELLS)
        return next((known[name] for name in self.unions[label] if name in known), None)

    def today(self):
        """The day of publication, if there is one."""
        if (day := self.published) is None:
            raise UnreadError("no day of publication")
        return day

    def phrase(self):
        """The words of the match, as written."""
        return self.text[self.start : self.end]

    def capital(self, name):
        """Whether a word is written with a capital."""
        start = next(self.match.start(label) for label in self.labels[name] if self.match[label])
        return self.text[self.items[start][0]].isupper()

    def begins(self):
        """Whether the match begins its clause."""
        return self.text[max(0, self.start - 9) : self.start].rstrip()[-1:] in "\n.;:!?,(–—•-"

    def count(self):
        """The number that the match writes."""
        if len(numbers := self.all("num")) == 1:
            return numbers[0]
        return next((found.value for found in find_numbers(self.phrase(), self.grammar.language)), 0)

    def _inherit(self, part, found, start):
        """Take the year, and the month, of a time before in the sentence, or of one long ago in the last sentence."""
        last = next((time for time in found[:-4:-1] if time.start and time.end), None)
        breaks = len(BREAK.findall(self.text, last.char_end, start)) if last else 2
        old = breaks < 2 and not (self.day and (self.day - last.end).days <= LONG_AGO)
        whole = breaks == 0 and last.precision in ("month", "season", "interval", "year")
        if not (old and part.month) and not whole:
            return
        latest = settle(replace(part), self).end
        if breaks and latest and (self.day - latest).days < 7:  # rather news
            return
        first, final = last.start, last.end
        month = part.month or (first.month if final.replace(day=1) == first.replace(day=1) else None)
        if month and final.year - first.year < 2:
            away = {year: abs((year - first.year) * 12 + month - first.month) for year in (first.year, final.year + 1)}
            part.year, part.month = min(away, key=away.get), month

    def _since(self, found, start, end):
        """Return the events of a clause that makes a date its begin, or None: "since war broke out in March"."""
        clause = self.grammar.since.search(self.text, max(0, start - 90), start)
        if clause and not (clause[0].rstrip()[-1:] in ",(" and self.text[end : end + 1] not in ",);.:"):
            inside = [time for time in found[-2:] if time.char_end > clause.start()]
            if all(time.reason == "event-anchored" for time in inside):
                return inside
        return None

    def times(self):
        """What was found, with the prepositions before it."""
        found = []
        before = {match.end(): match.start() for match in self.grammar.prefix.finditer(self.classes)}
        for i, (_, end, _, part) in enumerate(self.items):
            if part is None or part.precision == "none":
                continue
            start = self.items[before.get(i, i)][0]
            if part.year is None and part.look is None and (part.month or part.day):
                self._inherit(part, found, start)
            self.consulted = False
            settle(part, self)
            part.relative = part.relative or self.consulted
            inside = self._since(found, start, end) if part.start else None
            if inside is not None:
                part = opened(part)
                start = min([start, *(event.char_start for event in inside)])
                found = [time for time in found if time not in inside]
            cells = (getattr(part, name) for name in TAKEN)
            found.append(Time(start, end, self.text[start:end], *cells))
            self._join(found)
        return found

    def _join(self, found):
        """Make one of days, months or years that follow each other: "March and April", "the 3rd, 4th and 5th"."""
        joint = self.grammar.joint
        while len(found) > 1 and joint.fullmatch(self.text, found[-2].char_end, found[-1].char_start):
            first, last = found[-2:]
            if not (first.start and first.end and last.start and last.end) or last.start - first.end != DAY:
                break
            cells = {"period": interval_of(first, last), "phrase": self.text[first.char_start : last.char_end]}
            found[-2:] = [replace(last, char_start=first.char_start, start=first.start, precision="interval", **cells)]
            joint = COMMA
