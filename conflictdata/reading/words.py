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
    for match in (*ending.finditer(text), None):
        end = match.end() if match else len(text)
        last = text[max(start, match.start() - 12) : match.start()].split()[-1:] if match else None
        if last and match[0] == "." and (len(last[0]) == 1 or last[0].lower() in short):
            continue
        while end - start > LONGEST:
            space = text.rfind(" ", start + 1, start + LONGEST)
            bounds.append((start, space if space > 0 else start + LONGEST))
            start = bounds[-1][1]
        bounds += [(start, end)] if start < end else []
        start = end
    return bounds


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
    joined, done, texts = [], 0, [word.text for word in words] + [""]
    for i, several in phrases:
        known = several.get(texts[i + 1], ()) if i >= done else ()
        for parts, tags in (each for each in known if texts[i : i + len(each[0])] == each[0]):
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
    several = {}  # first word -> second word -> the phrases that begin so, the longest first
    for phrase, found in sorted(single.items(), key=lambda entry: -len(entry[0])):
        parts = pattern.findall(phrase)
        if len(parts) > 1:
            several.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts, found))
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
