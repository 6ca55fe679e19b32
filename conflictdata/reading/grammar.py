"""The words of time of a language as one letter each, and its rules as patterns over these letters."""

import re
from functools import lru_cache

from . import rules as _rules
from .numbers import value
from .resolving import NODES, RESOLVERS
from .rules import expand

YEARS = range(1500, 2100)
FOREIGN = re.compile("[^\0-_a-\x7f]")
MARKS, LETTERS = "’‘ʼ´`–‑‒−—\u00a0\u202f\u2009", "İàáèéìíòóùúÀÁÈÉÌÍÒÓÙÚ"
FOLDED = dict(zip(MARKS + LETTERS, "'''''----—   iaaeeiioouuAAEEIIOOUU", strict=True))
SAMPLES = ("0", "5", "12", "40", "150", "2020", "1.000", "'70", "'44", "12/09/2022", "29/2", "14:30")  # all kinds
SUFFIXED = ("5", "12", "40", "1990", "150")
# Words that end a number or continue it in a pattern
LINKED = ("num", "day", "year", "date", "dm", "month", "mon", "weekday", "wd", "edge", "half", "P")


def fold(text):
    """Write a text in small letters without accents, one character for one."""
    return FOREIGN.sub(lambda match: FOLDED.get(match[0], match[0]), text).lower()


def _key(word):
    return re.sub(r"\s+", " ", re.sub("[\u0300\u0301]", "", fold(word)))


def _number(n, day):
    tables = {"num": True, "day": day and 1 <= n <= 31 and n == int(n), "year": n in YEARS}
    return {table: n for table, fits in tables.items() if fits}


class Grammar(dict):
    """Word -> letter; `rules` are (rule, pattern, labels, unions, resolver), in order."""

    def __init__(self, language):
        super().__init__()
        rules, self.language = language.rules, language
        time, glue, numbers = rules["time"], rules["glue"], rules["numbers"]
        self.suffixes, self.day_first, self.fragments = time["suffixes"], time["day_first"], time["fragments"]
        scales = {word: worth for words, worth in numbers["scales"].items() for word in expand(words)}
        people = {word: True for word in expand(" ".join(rules["tags"]["unit"].values())) if " " not in word}
        listed = [*rules["names"].items(), *((name, dict.fromkeys(words, True)) for name, words in glue.items())]
        self.values = {}  # word -> {table: value}
        for table, entries in (*listed, ("num", scales), ("counted", people)):
            for word, worth in entries.items():
                self.values.setdefault(_key(word), {})[table] = worth
        self.letters, self.classes = {frozenset(): "x"}, {}  # tables -> letter; names of tables -> [letters]
        suffixed = (n + suffix for n in SUFFIXED for suffix in self.suffixes)
        seen = [*({node} for node in (*NODES, "Pdur", "Pnone")), {"num"}, {"num", "day"}, {"num", "year"}]
        seen += map(self.tables, (*SAMPLES, *suffixed, *(word for word in self.values if word not in people)))
        for known in (*seen, *self.values.values()):
            self.letters.setdefault(frozenset(known), chr(0x80 + len(self.letters)))
        self.known = lru_cache(100_000)(self.tables)
        self.token = self._token()
        self.trigger = self._compile(time["trigger"])[0]
        self.rules = [(r, *self._compile(r["pattern"]), RESOLVERS[r["resolve"]]) for r in rules["times"]]
        self.prefix = re.compile(rf"{self._any('prep')}+(?={self._any('P')})")
        self._around(time, {name: "|".join(map(re.escape, words)) for name, words in glue.items()})

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
            tables = _number(n, len(match[1]) <= 2)
            return tables | ({"yy": n} if len(match[1]) == 2 else {}) | ({"dd": n} if "day" in tables else {})
        if match := re.fullmatch(r"(\d{4}|\d\d?)([-/.])(\d\d?)\2(\d{4}|\d\d?)", word):
            first, sign, month, last = match.groups()
            if len(first) == 4:
                return {"date": (last, month, first, "year_first")} if len(last) < 3 else {}
            return {"date": (first, month, last)} if len(last) == 4 or (len(last) == 2 and sign != ".") else {}
        if match := re.fullmatch(r"(\d\d?)/(\d\d?)", word):
            return {"dm": match.groups()}
        if re.fullmatch(r"\d\d?:\d\d(:\d\d)?", word):
            return {"clock": True}
        if re.fullmatch(r"\d{1,3}([.,]\d{3})+([.,]\d+)?|\d{1,15}[.,]\d{1,15}", word):
            return {"num": value(word, self.language)}
        return {}

    def _token(self):
        """Return the pattern of a word, a number, a date in digits or a sign, with the space before it."""
        phrases = [word for word in self.values if word[:1].isalpha() and re.search(r"[ -]|['.].", word)]
        phrases = "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(phrases, key=len, reverse=True))
        suffixes = "|".join(map(re.escape, self.suffixes))
        number = rf"[0-9]+(?:[.,:/][0-9]+)*(?:(?:{suffixes})(?!\w))?"
        day = r"[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![\d-])|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![\d-])"
        word = r"[^\W\d_][\w\u0300\u0301]*(?:'(?!s\b))?"
        return re.compile(
            rf"\s*\n\s*\n|\s*(?:(?:{phrases})(?!\w)|{word}|{day}|{number}|'[0-9]{{2}}s?(?!\w)|'s\b|-\s|.|\Z)", re.DOTALL
        )

    def _around(self, time, glue):
        """Make the patterns of the words around a time, over the text itself."""
        others = "|".join(glue[name] for name in ("counted", "prep", "of", "and"))
        few = rf"(?:(?!(?:{others})\b)[^\W\d_][\w'’.-]*\s+){{0,3}}?"
        event = rf"({few})(?:[\w-]+-)?(?:{glue['event']})\b"
        self.event = re.compile(rf"\s+{event}", re.I)
        self.of_event = re.compile(rf"\s+(?:{time['of_the']}){event}", re.I)
        self.joint = re.compile(rf"\s+(?:{glue['and']})\s+", re.I)
        since = time["since"].replace("<event>", f"(?:{glue['event']})")
        self.since = re.compile(since + r"\s*[,(]?\s*\Z", re.I | re.X)

    def _compile(self, pattern):
        """Compile a rule: {name} is a word of that table, {a|b} of either; spaces are for the eye."""
        unions, labels = {}, {}  # label -> tables; table -> labels, for a name may stand more than once

        def group(match):
            names = match[1].split("|")
            same = labels.setdefault(names[0], [])
            same.append(f"{names[0]}{len(same) or ''}")
            unions[same[-1]] = names
            return f"(?P<{same[-1]}>{self._any(*names)})"

        pattern = re.sub(r"(?<!\?)<(\w+)>", lambda match: self.fragments[match[1]], pattern)
        body = re.sub(r"\{([a-zA-Z_|]+)\}", group, re.sub(r"\s", "", pattern))
        marks = {",": self._any("comma"), "~": self._any("dash", "sdash"), "/": self._any("slash")}
        body = re.sub(r"(?<!\d)[,~/]", lambda match: marks[match[0]], body)
        tight, linked = self._any("dash", "slash"), self._any(*LINKED)[1:]
        return re.compile(rf"(?<![^{linked}{tight})(?:{body})(?!{tight}{self._any('num')})"), labels, unions

    def _any(self, *names):
        if names not in self.classes:
            tables = {kind for name in names for kind in (NODES if name == "P" else [name])}
            letters = "".join(letter for known, letter in self.letters.items() if known & tables)
            if not letters:
                raise ValueError(f"no word of {self.language.code!r} stands in {sorted(tables)}")
            self.classes[names] = f"[{letters}]"
        return self.classes[names]


@lru_cache
def grammar(language):
    """Return the Grammar of a Language, made once."""
    return Grammar(_rules.language(language))
