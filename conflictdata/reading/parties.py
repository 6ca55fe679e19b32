"""Sides of a war in running text: nationalities, countries, groups, capitals."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from . import rules as _rules

FORMS = ("adjective", "name", "capital")  # in the order in which a line of the rules gives them
LETTER = r"[\w\u0300-\u036f]"
WORD = re.compile(rf"{LETTER}+(?:-{LETTER}+)*")
ACCENTED = {c: f"(?:{c}|{unicodedata.normalize('NFD', c)})" for c in map(chr, range(0xC0, 0x250))}
LOOSE = str.maketrans(ACCENTED | {" ": r"\s{1,3}", "'": "['’]", ".": r"\."})


@dataclass(frozen=True)
class Party:
    """A side named at `text[start:end]`: its English name, and the form of the words that name it."""

    start: int
    end: int
    name: str
    form: str


def find_parties(text, language):
    """Find the words that name a country, a people or an armed group, in order of appearance.

    The form is "adjective" (a nationality), "name", "capital" (Moscow for Russia) or "derived": an unknown adjective
    whose name stands elsewhere in the text. Unknown compounds ("pro-Russian", "US-led") and articles are left out.

    Examples
    --------
    >>> [(p.name, p.form) for p in find_parties("Mosca ha liberato due soldati ucraini", "it")]
    [('Russia', 'capital'), ('Ukraine', 'adjective')]
    """
    words, longer, suffixes, endings, capital = _words(_rules.language(language))
    found, unknown, names, before = [], [], [], 0
    for match in WORD.finditer(text):
        start, end = match.span()
        if start < before:
            continue
        word = match[0]
        key = word.lower() if word.isascii() else _plain(word).lower()
        several = _pattern(longer[key]).match(text, start) if key in longer else None
        entry = several and _entry(words, several[0])
        if entry:
            end = several.end()
        elif key in words:
            entry = _entry(words, word)
        if entry:
            found += [Party(start, end, entry[1], entry[2])] * bool(entry[1])
        else:
            large = word[0].isupper()
            if large == capital and key.endswith(suffixes):
                unknown.append((start, end, key))
            if large and len(word) > 4:
                names.append((start, end, _plain(word)))
        before = end
    return sorted({*found, *_derived(unknown, names, suffixes, endings)}, key=lambda party: party.start)


def _derived(unknown, names, suffixes, endings):
    """Yield unknown adjectives and the name of the text that has their stem: "velmariano" where Velmaria stands."""
    lowered = [(name, name[2].lower()) for name in names if unknown]
    stems = {key.removesuffix(e): name for name, key in lowered for e in endings if key.endswith(e)}
    for start, end, key in unknown:
        cut = (key.removesuffix(suffix) for suffix in suffixes if key.endswith(suffix))
        name = next((stems[s] for s in cut if len(s) > 3 and s in stems and stems[s][2].lower() != key), None)
        if name:
            yield Party(start, end, name[2], "derived")
            yield Party(*name, "name")


def _plain(text):
    return unicodedata.normalize("NFC", " ".join(text.replace("’", "'").split()))


def _entry(words, phrase):
    """Return the entry of a phrase if it has every capital of the entry's spelling ("US" but not "us")."""
    phrase = _plain(phrase)
    entry = words.get(phrase.lower())
    return entry if entry and all(a == b or not a.isupper() for a, b in zip(entry[0], phrase, strict=False)) else None


@lru_cache
def _words(language):
    """Return entries (spelling, name, form) by lower case, longer ones by their first word, and how names derive."""
    rules, words, longer = language.rules["parties"], {}, {}
    for name, line in rules["names"].items():
        for form, spellings in zip(FORMS, line.split("|"), strict=False):
            for spelling in _rules.expand(spellings):
                words.setdefault(spelling.lower(), (spelling, name, form))  # "ucraina" is of either case
    words |= {spelling.lower(): (spelling, "", "none") for spelling in _rules.expand(rules["none"])}
    for key in words:
        if (first := WORD.match(key)[0]) != key:
            longer[first] = (*longer.get(first, ()), key)
    derived = rules["derived"]
    suffixes, endings = (_rules.expand(derived[key]) for key in ("suffixes", "endings"))
    return words, longer, tuple(suffixes), ("", *endings), derived["capital"]


@cache
def _pattern(keys):
    """Return a pattern of the longest key, with any short space, either apostrophe and split accents."""
    longest = "|".join(sorted(keys, key=len, reverse=True)).translate(LOOSE)
    return re.compile(rf"(?:{longest})(?!-?{LETTER})", re.IGNORECASE)
