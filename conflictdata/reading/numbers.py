"""Numbers in running text: where they stand and what they are worth."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from . import rules as _rules

LONGEST = 15  # digits, or parts of a number word: what is longer counts no people
SKIPPED = (  # dates, clock times and fractions in digits
    r"[0-9]{1,4}(?P<mark>[./-])[0-9]{1,2}(?P=mark)[0-9]{1,4}(?!\w)"
    r"|[0-9]{1,2}(?::[0-9]{2}){1,2}(?!\w)|[0-9]{1,4}/[0-9]{1,4}(?!\w)"
)
GAPS = ("", " ", "-")  # between a number and what multiplies it
LONGEST_GAP = 5
PLAIN = {"\u0130": "i", "\u2019": "'", "\u02bc": "'", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2007": " "}


@dataclass(frozen=True)
class Number:
    """A number found in a text: `text[start:end]` is worth `value`.

    `sense` is exact, about ("una decina"), vague ("decine": `value` is one unit), none ("nessuno", worth 0) or
    article ("un", worth 1: a number only where it counts people).
    """

    start: int
    end: int
    value: int | float
    rule: str
    sense: str = "exact"


def find_numbers(text, language):
    """Find the numbers of a text, digits and words, in order of appearance.

    A number within a word ("T-72", "12-storey"), an ordinal, and the parts of a date or a time of day
    in digits are none.

    Parameters
    ----------
    text : str
    language : str
        A code of `rules.languages()`.

    Returns
    -------
    list of Number

    Examples
    --------
    >>> [n.value for n in find_numbers("oltre seimila morti e 30.000 feriti", "it")]
    [6000, 30000]
    >>> [(n.value, n.sense) for n in find_numbers("dozens of houses, half a million people", "en")]
    [(12, 'vague'), (500000, 'exact')]
    """
    language = _rules.language(language)
    low, few = plain(text), set(language.rules["numbers"]["few"])
    atoms = [(*m.span(), m.lastgroup, m.group()) for m in _pattern(language).finditer(low)]
    atoms = [atom for atom in atoms if atom[2] != "never"]
    found, place = [], 0
    while place < len(atoms):
        first = atoms[place]
        start, end, kind = first[:3]
        worth, sense, _ = _alone(*first[2:], language)
        after = place + 1
        if after < len(atoms) and atoms[after][0] - end <= LONGEST_GAP:
            after, end, worth, sense = _join(low, atoms, place, language)
        if worth is not None and not _within_a_word(low, start, end, atoms, place, after):
            if sense == "about" and kind == "soft" and few.intersection(low[max(0, start - 20) : start].split()[-1:]):
                sense = "vague"
            rule = kind if kind == "digits" else "words" if sense == "exact" else sense
            found.append(Number(start, end, worth, f"{language}.number.{rule}", sense))
        place = after
    return found


def plain(text):
    """Return `text` in lower case with plain spaces and apostrophes, one character for one."""
    for mark, replacement in PLAIN.items():
        text = text.replace(mark, replacement)
    return text.lower()


def value(number, language):
    """Return what a number in digits or in one word is worth, or None for what is no number.

    A mark that stands twice is none of decimals: "1.200.000" in an English text has the thousands of another language.

    Examples
    --------
    >>> value("30.000", "it"), value("seimila", "it"), value("duetre", "it")
    (30000, 6000, None)
    >>> value("1.200.000", "en"), value("1.800.55", "en")
    (1200000, None)
    """
    language = _rules.language(language)
    number = plain(unicodedata.normalize("NFC", number))
    if number[:1].isdecimal():
        decimal = language.rules["numbers"]["decimal"]
        if number.count(decimal) > 1:
            grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(decimal)}\d{{3}})+", number)
            return int(number.replace(decimal, "")) if grouped else None
        return _whole(float(re.sub(rf"[^\d{re.escape(decimal)}]", "", number).replace(decimal, ".")))
    if re.fullmatch("|".join(language.rules["numbers"]["articles"]), number):
        return 1
    parts = _first_split(number, language)
    return parts and _sum(parts)


@lru_cache
def _parts(language):
    """Return the parts of number words: what each is worth, whether it multiplies, whether it may stand first."""
    table = language.rules["numbers"]
    parts = {word: (worth, False, True) for word, worth in table["words"].items()}
    parts |= {word: (worth, True, word in table["bare"]) for word, worth in table["scales"].items()}
    return parts | {word + "'": parts[word] for word in table["elided"]}


def _splits(word, language):
    """Yield every way to write a word as a run of parts, longest first part first ("cent" + "otto")."""
    if not word:
        yield []
    parts, elided = _parts(language), language.rules["numbers"]["elided"]
    for part in sorted((part for part in parts if word.startswith(part)), key=len, reverse=True):
        rest = word[len(part) :].lstrip("-")
        vowel = rest.startswith(tuple("aeiou"))
        if (part in elided and not vowel) or (part[:-1] in elided and vowel and parts[part][0] < 100):
            continue
        for others in _splits(rest, language):
            yield [parts[part], *others]


@lru_cache(maxsize=4096)
def _first_split(word, language):
    for parts in _splits(unicodedata.normalize("NFC", word), language):
        if len(parts) == 1 or (_sum(parts) is not None and not (parts[0][0] == 1 and parts[1][1])):
            return parts
    return None


def _sum(parts):
    """Return the value of a run of parts, or None for a run that is no number ("duetre", "mila")."""
    total = group = 0  # what the scales have closed, and what stands before the next one
    last = scale = math.inf
    for worth, multiplies, bare in parts:
        if multiplies and not group and not bare:
            return None
        if multiplies and worth == 100:
            if group >= 20:
                return None
            group = 100 * (group or 1)
        elif multiplies:
            if worth >= scale:
                return None
            total, group, scale = total + worth * (group or 1), 0, worth
        else:
            after_tens = 20 <= last < 100 and last % 10 == 0 and 0 < worth < 10
            if (last < 100 and not after_tens) or worth >= last or (not worth and last < math.inf):
                return None
            group += worth
        last = worth
    return _whole(total + group)


@lru_cache(maxsize=4096)
def _alone(kind, word, language):
    """Return what one atom is worth by itself, its sense, and the parts that others may be joined to."""
    table = language.rules["numbers"]
    if kind == "none":
        return 0, "none", ()
    if kind == "soft":
        parts = (_parts(language)[word],) if word in table["scales"] else ()
        return _unit(word, table), "vague" if word in table["vague"] else "about", parts
    if kind == "article":
        return 1, "article", ((1, False, True),)
    if kind == "half":
        return None, "half", ((0.5, False, True),)
    if kind == "glued":
        return None, "exact", ((table["glued"][word], True, False),)
    if kind == "digits":
        return value(word, language), "exact", ((value(word, language), False, True),)
    parts = tuple(_first_split(word, language) or ()) if kind in ("word", "scale") else ()
    return _sum(parts) if parts and kind == "word" else None, "exact", parts


def _join(low, atoms, place, language):
    """Join the atoms of one number: return the place after them, and their end, worth and sense."""
    table = language.rules["numbers"]
    _, end, kind, word = atoms[place]
    worth, sense, parts = _alone(kind, word, language)
    closed, more, figures = kind in ("soft", "none"), 0, kind == "digits"
    year = figures and word.isdigit() and parts[0][0] >= 1000
    place += 1
    while place < len(atoms) and atoms[place][0] - end <= LONGEST_GAP:
        start, stop, kind, word = atoms[place]
        gap, unit = low[end:start].replace("\n", " "), _unit(word, table)
        added = _alone(kind, word, language)[2]
        if closed:
            again = gap in table["joins"] and (kind, word) == atoms[place - 1][2:]
            if sense == "none" or not (again or (unit and gap in (" ", table["of"]))):
                break
            worth *= 1 if again else unit
        elif kind == "and_half":
            if gap != " " or sense != "exact" or not parts:
                break
            last, multiplies, bare = parts[-1]
            more += last / 2 if multiplies else 0
            parts = parts if multiplies else (*parts[:-1], (last + 0.5, multiplies, bare))
        elif kind == "soft" and not added:
            total = _sum(parts)
            if gap not in GAPS or not total or (figures and word not in table["about"]):
                break
            counted = total % 100 or total
            worth, sense, closed = total - counted + counted * unit, "about", True
        else:
            scales = len(added) == 1 and added[0][1] and (not added[0][2] or added[0][0] >= 10**6)
            if not (scales and gap in GAPS and not (gap and year)):
                least = table["joins"].get(gap, math.inf)
                if sense != "exact" or not parts or parts[-1][0] < least or (figures and len(parts) == 1):
                    break
                if kind == "article" or (
                    kind == "digits" and not _digits_join(low, atoms, place, added[0][0], parts[-1][0], language)
                ):
                    break
            if more or not added or _sum((*parts, *added)) is None:
                break
            parts, sense = (*parts, *added), "exact"
        end, place = stop, place + 1
    if not closed:
        worth = _sum(parts) if parts and sense != "half" else None
    return place, end, worth and _whole(worth + more), sense


def _digits_join(low, atoms, place, worth, before, language):
    """Whether digits join the number before them: "due milioni e 300mila", and the hundreds in "5mila e 200"."""
    stop, after = atoms[place][1], atoms[place + 1 : place + 2]
    if after and after[0][2] in ("scale", "word", "glued") and after[0][0] <= stop + 1:
        return _alone(*after[0][2:], language)[2][0][0] < before
    return before == 1000 and 100 <= worth < 1000 and low[atoms[place - 1][1] : stop].strip()[0].isalpha()


def _unit(word, table):
    return table["about"].get(word) or table["vague"].get(word) or table["scales"].get(word)


def _within_a_word(low, start, end, atoms, place, after):
    """Whether a hyphen ties a number to a word ("T-72", "12-storey"); to another number it makes a range."""
    before = place and atoms[place - 1][1] == start - 1
    tied = start > 1 and low[start - 1] in "-–" and low[start - 2].isalpha() and not before
    follows = after < len(atoms) and atoms[after][0] == end + 1
    return tied or (low[end : end + 1] in ("-", "–") and low[end + 1 : end + 2].isalnum() and not follows)


@lru_cache
def _pattern(language):
    """Return the pattern of the atoms of numbers: digits, scales glued to them, and words of every kind."""
    table, parts = language.rules["numbers"], _parts(language)
    soft, glued, part = (
        _rules.alternatives(words) for words in (table["about"] | table["vague"], table["glued"], parts)
    )
    scale = _rules.alternatives(word for word, (_, multiplies, _) in parts.items() if multiplies)
    grouped = rf"[1-9][0-9]{{0,2}}(?P<group>{table['group']})[0-9]{{3}}(?:(?P=group)[0-9]{{3}}){{0,4}}(?![0-9])"
    digits = rf"(?:{grouped}|[0-9]{{1,{LONGEST}}})(?:{re.escape(table['decimal'])}[0-9]{{1,{LONGEST}}})?"
    units = _rules.alternatives(language.rules["mask_words"]["units"].split())
    after = rf"(?:(?![\w°])|(?=(?:{glued}|{scale}|{units})(?!\w)))(?![.,:/]?[0-9])"
    word = rf"(?:{part}){{1,{LONGEST}}}(?:[\u0300\u0301]?(?!\w)|(?<='))"
    return re.compile(
        rf"(?=\w)(?:(?<!\w)(?:(?P<never>{SKIPPED}|{'|'.join(table['never'])})"
        rf"|(?<![0-9][.,:/])(?P<digits>{digits}){after}"
        rf"|(?P<and_half>(?:{table['and_half']})(?!\w))|(?P<half>(?:{table['half']})(?!\w))"
        rf"|(?P<none>{'|'.join(table['none'])})|(?P<article>{'|'.join(table['articles'])})"
        rf"|(?P<soft>(?:{soft})(?!\w))|(?P<word>{word}))"
        rf"|(?<=[0-9])(?:(?P<glued>(?:{glued})(?!\w))|(?P<scale>{word})))"
    )


def _whole(n):
    n = n if isinstance(n, int) else round(n, 6)
    return int(n) if n == int(n) else n
