"""Dates and durations in running text, and the days they mean when read on a given day."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate

from ..edtf import interval
from . import rules as _rules
from .numbers import find_numbers, value
from .resolving import DAY, RESOLVERS, Part, opened, settle
from .rules import expand

YEARS = range(1500, 2100)
NODES = ("Pday", "Pweek", "Pmonth", "Pyear", "Pspan", "Pedge", "Pdur", "Pnone")
FOLDED = str.maketrans("’‘ʼ´`–‑‒−—\u00a0\u202f\u2009İàáèéìíòóùúÀÁÈÉÌÍÒÓÙÚ", "'''''----—   iaaeeiioouuAAEEIIOOUU")
DATES = re.compile(
    r"(?P<y>\d{4})([-/.])(?P<m>\d\d?)\2(?P<d>\d\d?)|(?P<d2>\d\d?)([-/.])(?P<m2>\d\d?)\6(?P<y2>\d{4}|\d\d)|"
    r"(?P<d3>\d\d?)/(?P<m3>\d\d?)",
    re.ASCII,
)
# Digits of all kinds
SAMPLES = (
    "0",
    "05",
    "5",
    "12",
    "40",
    "150",
    "2020",
    "1.000",
    "2,5",
    "'70",
    "'44",
    "12/09/2022",
    "12.9.22",
    "29/2",
    "14:30",
)


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

    A bare weekday is the last one before the day of publication; a week is Monday to Sunday; "dal X" has an open end.

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
    grammar = _grammar(_rules.language(language))
    tokens = grammar.token.findall(_fold(text))
    words = list(map(str.lstrip, tokens))
    classes = "".join(map(grammar.__getitem__, words))
    if not grammar.trigger.search(classes):
        return []
    reading = _Reading(text, grammar, published, words, list(accumulate(map(len, tokens))))
    reading.keep(classes)
    for rule in grammar.rules:
        reading.rewrite(*rule)
    return reading.times()


class _Grammar(dict):
    """The words of a language as one letter each, and its rules as patterns over these letters."""

    def __init__(self, language):
        super().__init__()
        rules, self.language = language.rules, language
        self.values = {}  # word -> {table: value}
        for table, entries in rules["names"].items():
            for word, worth in entries.items():
                self.values.setdefault(_key(word), {})[table] = worth
        for table, entries in rules["glue"].items():
            for word in entries:
                self.values.setdefault(_key(word), {})[table] = True
        numbers = rules["numbers"]
        for words, worth in numbers["scales"].items():
            for word in expand(words):
                self.values.setdefault(_key(word), {})["num"] = worth
        self.fragments = rules["time"]["fragments"]
        self.suffixes = rules["time"]["suffixes"]
        self.day_first = rules["time"]["day_first"]
        self.letters = {frozenset(): "x"}
        for name in NODES:
            self._letter(frozenset([name]))
        suffixed = [n + suffix for n in ("5", "12", "40", "1990", "150") for suffix in self.suffixes]
        for sample in (*self.values, *SAMPLES, *suffixed):
            self._letter(frozenset(self.tables(sample)))
        for tables in ({"num"}, {"num", "day"}, {"num", "year"}):
            self._letter(frozenset(tables))
        phrases = [w for w in self.values if w[:1].isalpha() and re.search(r"[ -]|'.", w)]
        phrases.sort(key=len, reverse=True)
        phrases = "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in phrases) or "(?!)"
        suffixes = "|".join(map(re.escape, self.suffixes))
        number = rf"[0-9]+(?:[.,:/][0-9]+)*(?:(?:{suffixes})(?!\w))?"
        day = r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![\d-])|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![\d-])"
        word = r"[^\W\d_][\w\u0300\u0301]*(?:'(?!s\b))?"
        self.token = re.compile(
            rf"\s*\n\s*\n|\s*(?:(?:{phrases})(?!\w)|{word}|{day}|{number}|'[0-9]{{2}}s?(?!\w)|'s\b|-\s|.|\Z)", re.DOTALL
        )
        self.trigger = self.compile(rules["time"]["trigger"])[0]
        self.known = lru_cache(100_000)(self.tables)
        self.rules = [(r, *self.compile(r["pattern"]), RESOLVERS[r["resolve"]]) for r in rules["times"]]
        self.clause = re.compile(rules["time"]["since_clause"] + r"[^.;:!?,()\d]*[,(]?\s*\Z", re.I)
        glue = {name: "|".join(map(re.escape, words)) for name, words in rules["glue"].items()}
        others = "|".join(glue[name] for name in ("counted", "prep", "of", "and"))
        words = rf"(?:(?!(?:{others})\b)[^\W\d_][\w'’.-]*\s+){{0,3}}?"
        event = rf"({words})(?:[\w-]+-)?(?:{glue['event']})\b"
        self.event = re.compile(rf"\s+{event}", re.I)
        self.of_event = re.compile(rf"\s+(?:{rules['time']['of_the']}){event}", re.I)
        self.ahead = re.compile(rules["time"]["ahead"], re.I)
        self.joint = re.compile(rf"\s+(?:{glue['and']})\s+", re.I)
        self.prefix = re.compile(rf"{self._any(['prep'])}+(?={self._any(NODES[:6])})")

    def __missing__(self, word):
        letter = self.letters.get(frozenset(self.known(word)), "x") if len(word) < 60 else "x"
        if len(self) < 100_000:
            self[word] = letter
        return letter

    def tables(self, word):
        """Return the tables a word stands in, with its value in each."""
        if word and word[0] in "0123456789'" and word not in self.values:
            return self._digits(word)
        key = _key(word)
        bare = key.rstrip("'")
        known = self.values.get(key) or self.values.get(bare, {})
        if not {"num", "a"} & known.keys() and bare.isalpha() and (worth := value(key, self.language)) is not None:
            known = known | _number(worth, worth > 1)
        return known

    def _digits(self, word):
        if re.fullmatch(r"'\d\ds?", word):
            n = int(word[1:3])
            short = {} if word.endswith("s") else {"short_year": n + (1900 if n >= 40 else 2000)}
            return short | {"yy" if n % 10 else "decade": n}
        if match := re.fullmatch(r"(\d{1,15})(\D*)", word):
            n, kind = int(match[1]), self.suffixes.get(match[2])
            if kind == "ordinal":
                return {"ordinal": n} | ({"day": n, "nth": n, "dd": n} if 1 <= n <= 31 else {})
            if kind == "decade":
                return {"decade": n} if n % 10 == 0 and len(match[1]) in (2, 4) else {}
            tables = _number(n, len(match[1]) <= 2) | ({"yy": n} if len(match[1]) == 2 else {})
            return tables | ({"dd": n} if "day" in tables else {})
        if match := DATES.fullmatch(word):
            if match["d3"]:
                return {"dm": match.group("d3", "m3")}
            if match["y"]:
                return {"date": (*match.group("d", "m", "y"), "year_first")}
            short = "." in word and len(match["y2"]) == 2
            return {"dotdate" if short else "date": match.group("d2", "m2", "y2")}
        if re.fullmatch(r"\d\d?:\d\d(:\d\d)?", word):
            return {"clock": True}
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+([.,]\d+)?|\d{1,15}[.,]\d{1,15}", word):
            return {"num": value(word, self.language)}
        return {}

    def compile(self, pattern):
        """Compile a rule: {name} is a word of that table, {a|b} of either; spaces are for the eye."""
        unions, labels = {}, {}  # label -> tables; table -> labels, for a name may stand more than once

        def group(match):
            names = match[1].split("|")
            same = labels.setdefault(names[0], [])
            same.append(f"{names[0]}{len(same) or ''}")
            unions[same[-1]] = names
            return f"(?P<{same[-1]}>{self._any(names)})"

        pattern = re.sub(r"(?<!\?)<(\w+)>", lambda match: self.fragments[match[1]], pattern)
        body = re.sub(r"\{([\w|]+)\}", group, pattern.replace(" ", ""))
        marks = {",": self._any(["comma"]), "~": self._any(["dash", "sdash"]), "/": self._any(["slash"])}
        body = re.sub(r"(?<!\d)[,~/]", lambda match: marks[match[0]], body)
        tight = self._any(["dash", "slash"])
        joined = self._any(["num", "day", "year", "date", "dm", "month", "mon", "weekday", "wd", "edge", "half", "P"])
        return re.compile(rf"(?<![^{joined[1:]}{tight})(?:{body})(?!{tight}{self._any(['num'])})"), labels, unions

    def _any(self, names):
        names = {kind for name in names for kind in (NODES[:6] if name == "P" else [name])}
        letters = "".join(letter for tables, letter in self.letters.items() if tables & names)
        if not letters:
            raise ValueError(f"no word of {self.language.code!r} stands in {sorted(names)}")
        return f"[{letters}]"

    def _letter(self, tables):
        return self.letters.setdefault(tables, chr(0x4E00 + len(self.letters)))


class _Reading:
    """One text on its way: its words as letters, which rules rewrite into nodes."""

    def __init__(self, text, grammar, published, words, ends):
        self.text, self.grammar, self.published, self.words, self.ends = text, grammar, published, words, ends

    def keep(self, classes):
        """Keep the runs of known words in which something is a time."""
        runs, self.items = ["x"], [(0, 0, None)]  # items: (first word, last word, Part or number or None)
        for run in re.finditer("[^x]+x?", classes):
            first, last = run.span()
            if self.grammar.trigger.search(classes, first, last):
                runs.append(run[0])
                self.items += [(i, i, None) for i in range(first, last)]
        self.classes = "".join(runs)

    def rewrite(self, rule, pattern, labels, unions, resolve):
        """Put a node in place of every match of a rule."""
        letters, items, done = [], [], 0
        self.rule, self.labels, self.unions = rule, labels, unions
        for match in pattern.finditer(self.classes):
            self.match = match
            try:
                part = resolve(self)
            except (ValueError, OverflowError):  # before the year 1 or after 9999
                part = Part("Pnone", rule["id"], reason="impossible date")
            if part is None:
                continue
            first, last = match.span()
            letters += [self.classes[done:first], self.grammar.letters[frozenset([_node(part)])]]
            items += self.items[done:first]
            items.append((self.items[first][0], self.items[last - 1][1], part))
            done = last
        if done:
            self.classes = "".join([*letters, self.classes[done:]])
            self.items = items + self.items[done:]

    def has(self, name):
        """Whether the rule has a word or node of this name and it was found."""
        return any(self.match[label] for label in self.labels.get(name, ()))

    def __getitem__(self, name):
        """The value of a word, or the Part of a node; None if it is not there."""
        for label in self.labels.get(name, ()):
            if self.match[label]:
                return self._value(label)
        return None

    def all(self, name):
        """The values of all words or nodes of a name, in order."""
        return [self._value(label) for label in self.labels.get(name, ()) if self.match[label]]

    def _value(self, label):
        first, _, part = self.items[self.match.start(label)]
        if part is not None:
            return part
        known = self.grammar.known(self.words[first])
        if label[0] == "P":  # a bare year, or a bare day
            year = next(
                (known[name] for name in ("year", *self.unions[label]) if name in known and name[0] in "ys"), None
            )
            return Part(day=known["day"]) if year is None else Part(year=year)
        return next((known[name] for name in self.unions[label] if name in known), None)

    def parts(self):
        """The nodes in the match."""
        return [part for _, _, part in self.items[slice(*self.match.span())] if part is not None]

    def offsets(self, first, last):
        """Where words first to last stand in the text."""
        return self.ends[first] - len(self.words[first]), self.ends[last]

    def end(self):
        """Where the match ends in the text."""
        return self.ends[self.items[self.match.end() - 1][1]]

    def phrase(self):
        """The words of the match, as written."""
        first = self.items[self.match.start()][0]
        return self.text[self.offsets(first, first)[0] : self.end()]

    def capital(self, name):
        """Whether a word is written with a capital."""
        start = next(self.match.start(label) for label in self.labels[name] if self.match[label])
        return self.text[self.offsets(*self.items[start][:2])[0]].isupper()

    def follows(self):
        """Whether an unknown word stands right before the match."""
        first = self.match.start()
        before = self.items[first][0]
        return self.classes[first - 1] == "x" and before > 0 and self.words[before - 1][-1:].isalpha()

    def count(self):
        """The one number that the match writes, or None."""
        phrase = self.phrase()
        found = find_numbers(phrase, self.grammar.language)
        whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(phrase))
        return found[0].value if whole else None

    def of_event(self):
        """Whether the match goes on with "of the war" or the like."""
        return self.grammar.of_event.match(self.text, self.end())

    def ahead(self):
        """Whether the words around the match speak of what is to come."""
        start, end = self.offsets(self.items[self.match.start()][0], 0)[0], self.end()
        before = re.split("[.;:!?]", self.text[max(0, start - 80) : start])[-1]
        after = re.split("[.;:!?,]", self.grammar.joint.split(self.text[end : end + 50])[0])[0]
        return self.grammar.ahead.search(before) or self.grammar.ahead.search(after)

    def _inherit(self, part, found, start):
        """Take the year, or the month too, of a time named before in the sentence, or the year of a day long ago."""
        last = next((time for time in found[:-4:-1] if time.start), None)
        if not (last and last.end):
            return
        gap = self.text[last.char_end : start]
        if re.search(r"\n\s*\n", gap):
            return
        if breaks := len(re.findall(r"[.!?]\s", gap)):
            if breaks == 1:
                self._inherit_year(part, last)
            return
        whole = last.precision in ("month", "season", "interval")
        if last.precision == "year":
            first = self.grammar.token.match(_fold(last.phrase[:60]))[0]
            whole = last.relative or "in" in self.grammar.known(first)
        recent = self.published and last.end.year >= self.published.year - 1
        if part.month and not whole and (recent or last.precision not in ("day", "month", "season")):
            return
        first, final = last.start, last.end
        years = {first.year, final.year} if final.year - first.year < 2 else ()
        if not part.month and (first.year, first.month) != (final.year, final.month):
            return
        for year in sorted(years):
            one = settle(replace(part, year=year, month=part.month or first.month), self.published)
            if one.period and first <= one.start and (one.end <= final or not whole):
                part.year, part.month = one.year, one.month
                return

    def _inherit_year(self, part, last):
        """Take the year of a day long ago from the sentence before; "that August" that of any time."""
        years = [last.start.year]
        if part.look != -2:
            if not (self.published and part.day and part.month and last.precision in ("day", "part of day")):
                return
            latest = settle(replace(part), self.published).end
            if (self.published - last.end).days <= 366 or (latest and (self.published - latest).days < 7):
                return
            years.append(last.start.year + 1)
        choices = [settle(replace(part, year=year), self.published) for year in years]
        if choices := [choice for choice in choices if choice.period]:
            part.year = min(choices, key=lambda choice: abs(choice.start - last.start)).year

    def _joined(self, part, found, start):
        """Give a weekday the week of the day before it: Wednesday in "Tuesday and Wednesday"."""
        last = found[-1] if found else None
        if not (last and last.start and last.start == last.end):
            return False
        joined = self.grammar.joint.fullmatch(self.text, last.char_end, start)
        alone = part.weekday and not part.day and part.look is None and last.relative and self.published
        if joined and alone and last.start < self.published and last.start.isoweekday() % 7 + 1 == part.weekday:
            part.start = part.end = last.start + DAY
            part.period = part.start.isoformat()
        return joined and part.start and part.start == part.end

    def _opened(self, part, found, start, end):
        """Return a part and where it starts; if it is when an event began since which something is told, it is open."""
        event = found[-1] if found and found[-1].rule.endswith(".since-event") else None
        gap = self.text[event.char_end : start].strip() if event else None
        if gap not in ("", ",", "("):
            clause = self.grammar.clause.search(self.text, max(0, start - 90), start)
            if not clause or (found and found[-1] is not event and found[-1].char_end > clause.start()):
                return part, start
            gap = clause[0].strip()
            event = event if event and event.char_end > clause.start() else None
        if gap.endswith((",", "(")) and self.text[end : end + 1] not in (",", ")"):
            return part, start
        return opened(part), found.pop().char_start if event else start

    def times(self):
        """What was found, with the prepositions before it."""
        found = []
        before = {match.end(): match.start() for match in self.grammar.prefix.finditer(self.classes)}
        for i, (first, last, part) in enumerate(self.items):
            if not isinstance(part, Part) or part.precision == "none":
                continue
            first = self.items[before.get(i, i)][0]
            start, end = self.offsets(first, last)
            named = part.month or (part.day and not part.weekday)
            if found and part.year is None and part.look in (None, -2) and named:
                self._inherit(part, found, start)
            if part.until and not part.year:
                continue
            settle(part, self.published)
            joined = self._joined(part, found, start)
            if part.precision in ("day", "month", "season", "year", "part of day"):
                part, start = self._opened(part, found, start, end)
            found.append(
                Time(start, end, self.text[start:end], part.start, part.end, part.period, part.duration,
                     part.precision, part.relative, part.rule, part.reason)
            )  # fmt: skip
            while joined and (found[-1].start - found[-2].end).days == 1:
                last, first = found.pop(), found.pop()
                found.append(
                    replace(last, char_start=first.char_start, phrase=self.text[first.char_start : last.char_end],
                            start=first.start, period=interval(first.start, last.end), precision="interval",
                            relative=first.relative or last.relative)
                )  # fmt: skip
                other = found[-2] if len(found) > 1 else None
                joined = other and other.start and other.start == other.end
                joined = joined and self.text[other.char_end : first.char_start].strip() == ","
        return found


@lru_cache
def _grammar(language):
    return _Grammar(language)


def _fold(text):
    """Write a text in small letters without accents, one character for one."""
    return (text if text.isascii() else text.translate(FOLDED)).lower()


def _key(word):
    return re.sub(r"\s+", " ", re.sub("[\u0300\u0301]", "", _fold(word)))


def _number(n, day):
    tables = {"num": n}
    if day and 1 <= n <= 31 and n == int(n):
        tables["day"] = n
    if n in YEARS:
        tables["year"] = n
    return tables


def _node(part):
    """The kind of node for a part: what other rules may do with it."""
    if not isinstance(part, Part):
        return "num"
    return part.node
