"""Sentences, and the words of one sentence with the tags that the lexicon of a language gives them."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from . import rules as _rules

NONE = frozenset()
TYPED = re.compile(r"([aeiou])['’](?!\w)", re.IGNORECASE)  # an accent as agencies type it: "E' morto"
QUOTED = re.compile(r"(?:\A|[\s(«])['‘][^'’]*\Z")  # within single quotes, where an apostrophe closes them
SEEN = 60  # characters before an apostrophe in which a quotation may open
LONGEST = 1000  # characters of a sentence; a longer one is cut at a space


@dataclass(slots=True)
class Word:
    """A word, number, date or sign of a sentence: `text[start:end]`, lower case in `text`, with its tags.

    `thing` is the Number, Time, Mask or Party that stands here, or None for a plain word.
    """

    start: int
    end: int
    text: str
    tags: frozenset = NONE
    thing: object = None
    form: str = "word"
    capital: bool = False


def accented(text, language):
    """Return a text with the accents that agencies type as apostrophes, one character for one.

    Examples
    --------
    >>> accented("E' salito a piu' di 30, perche'", "it")
    'È  salito a più  di 30, perché '
    """
    acute = tuple(_rules.language(language).rules["words"].get("acute", ()))

    def accent(match):
        head = text[max(0, match.start() - SEEN) : match.start() + 1]
        if QUOTED.search(head):
            return match[0]
        return unicodedata.normalize("NFC", match[1] + ("\u0301" if head.lower().endswith(acute) else "\u0300")) + " "

    return TYPED.sub(accent, text) if acute else text


def find_sentences(text, language):
    """Return the bounds of the sentences of a text; a blank line and a bullet end one too.

    Examples
    --------
    >>> find_sentences("Nove morti. Due feriti.", "it")
    [(0, 11), (11, 23)]
    """
    language = _rules.language(language)
    ending, short = _lexicon(language)[1], set(language.rules["words"]["abbreviations"])
    bounds, start = [], 0
    for match in ending.finditer(text):
        last = text[max(start, match.start() - 12) : match.start()].split()[-1:]
        if match.group() == "." and last and (len(last[0]) == 1 or last[0].lower() in short):
            continue
        bounds += _cut(text, start, match.end())
        start = match.end()
    return bounds + _cut(text, start, len(text))


def _cut(text, start, end):
    bounds = []
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        bounds.append((start, space if space > 0 else start + LONGEST))
        start = bounds[-1][1]
    return [*bounds, (start, end)] if start < end else bounds


def find_words(text, start, end, things, language):
    """Return the words of `text[start:end]`, each with its tags; `things` are (start, end, form, thing) in order."""
    words = []
    for first, last, form, thing in things:
        words += _plain(text, start, first, language)
        word = _folded(text[first:last])
        tags = tags_of(word, language) if form == "party" else NONE
        words.append(Word(first, last, word, tags, thing, form))
        start = last
    return words + _plain(text, start, end, language)


def _plain(text, start, end, language):
    words, phrases = [], []
    for match in _lexicon(language)[0].finditer(text, start, end):
        word, tags, form, capital, several = _known(match[0], language)
        if several:
            phrases.append((len(words), several))
        words.append(Word(match.start(), match.end(), word, tags, None, form, capital))
    return _joined(words, phrases) if phrases else words


@lru_cache(maxsize=16384)
def _known(raw, language):
    _, _, single, several = _lexicon(language)
    word = _folded(raw)
    sign = not (raw[0].isalnum() or len(raw) > 1)
    tags = single.get(word, NONE)
    if word.endswith(tuple(language.rules["grammar"]["might_endings"])) and not tags & {"be", "have"}:
        tags |= {"might"}
    return word, tags, "sign" if sign else "word", raw[0].isupper(), several.get(word)


def _joined(words, phrases):
    """Join the words of every phrase that the lexicon knows as one, the longest first."""
    joined, done = [], 0
    for i, several in phrases:
        if i < done:
            continue
        for parts, tags in several:
            if parts == tuple([word.text for word in words[i : i + len(parts)]]):
                first, last = words[i], words[i + len(parts) - 1]
                joined += words[done:i]
                joined.append(Word(first.start, last.end, " ".join(parts), tags, None, "word", first.capital))
                done = i + len(parts)
                break
    return joined + words[done:]


def _folded(raw):
    word = raw.lower().replace("’", "'")
    return word if word.isascii() else unicodedata.normalize("NFC", word)


@lru_cache
def _lexicon(language):
    rules = language.rules
    pattern = re.compile(rules["words"]["pattern"])
    ending = re.compile(
        r"(?<![.!?…])[.!?…]++[\"'”’»)]*+(?=\s+[\"'“‘«(–—-]?\s?[A-ZÀ-Ý0-9]|\s*\Z)|\n[^\S\n]*+\n\s*+|\n(?=[-•–*]\s|[^\W\d_]+(?:\s[^\W\d_]+){0,2}\s?[-–—:]\s?\d)"
    )
    tags = {}
    for tag, listed in _tagged(rules["tags"]):
        for word in _rules.expand(listed):
            tags.setdefault(word, set()).add(tag)
    single = {word: frozenset(found) for word, found in tags.items()}
    several = {}
    for phrase, found in single.items():
        parts = tuple(match.group() for match in pattern.finditer(phrase))
        if len(parts) > 1:
            several.setdefault(parts[0], []).append((parts, found))
    for listed in several.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return pattern, ending, single, several


def _tagged(table, above=""):
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _tagged(value, f"{above}{key}.")
        else:
            yield above + key, value


def tags_of(word, language):
    """Return the tags of a word in lower case, none for a word that the lexicon does not know."""
    return _lexicon(language)[2].get(word, NONE)


def tags_after(text, place, language):
    """Return the tags of the first of the next two words that the lexicon knows: "3,500 giovani caduti"."""
    words = (match[0] for match, _ in zip(_lexicon(language)[0].finditer(text, place, place + 40), "12", strict=False))
    return next(filter(None, (tags_of(_folded(word), language) for word in words)), NONE)
