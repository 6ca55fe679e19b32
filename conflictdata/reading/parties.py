"""Sides of a war in running text: nationalities, countries, groups, capitals."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

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


def find_parties(text, language, spans=None):
    """Find the words that name a country, a people or an armed group, in order of appearance.

    `spans` are the parts of the text to look at, (start, end) in order; without them it is the whole.

    The form is "adjective" (a nationality), "name", "capital" (Moscow for Russia) or "derived": an unknown adjective
    whose name stands elsewhere in the text. Unknown compounds ("pro-Russian", "US-led") and articles are left out.

    Examples
    --------
    >>> [(p.name, p.form) for p in find_parties("Mosca ha liberato due soldati ucraini", "it")]
    [('Russia', 'capital'), ('Ukraine', 'adjective')]
    """
    language = _rules.language(language)
    words, _, suffixes, endings, _ = _words(language)
    found, unknown, before = [], [], 0
    spans = [(0, len(text))] if spans is None else spans
    for match in (match for span in spans for match in WORD.finditer(text, *span)):
        start, end = match.span()
        if start < before:
            continue
        longer, entry, adjective, _ = _known(match[0], language)
        if longer and (several := longer.match(text, start)) and (whole := _entry(words, several[0])):
            entry, end = whole, several.end()
        if entry:
            found += [Party(start, end, *entry[1:])] if entry[1] else []
        elif adjective:
            unknown.append((start, end, adjective))
        before = end
    named = ((match, _known(match[0], language)) for match in WORD.finditer(text)) if unknown else ()
    names = [(*match.span(), name) for match, (_, entry, _, name) in named if name and not entry]
    return sorted({*found, *_derived(unknown, names, suffixes, endings)}, key=lambda party: party.start)


@lru_cache(maxsize=16384)
def _known(word, language):
    """Return the pattern of longer names that a word begins, its entry, and it as an adjective or a name unknown."""
    words, longer, suffixes, _, capital = _words(language)
    plain, large = _plain(word), word[0].isupper()
    key = plain.lower()
    adjective = key if large == capital and key.endswith(suffixes) else None
    return _pattern(longer.get(key)), _entry(words, word), adjective, plain if large and len(word) > 4 else None


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
            longer.setdefault(first, []).append(key)
    derived = rules["derived"]
    suffixes, endings = (_rules.expand(derived[key]) for key in ("suffixes", "endings"))
    return words, longer, tuple(suffixes), ("", *endings), derived["capital"]


def _pattern(keys):
    """Return a pattern of the longest of some keys, with any short space, either apostrophe and split accents."""
    longest = "|".join(sorted(keys or (), key=len, reverse=True)).translate(LOOSE)
    return re.compile(rf"(?:{longest})(?!-?{LETTER})", re.IGNORECASE) if keys else None
