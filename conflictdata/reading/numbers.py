"""Numbers in running text: where they stand and what they are worth."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from . import rules as _rules

LONGEST = 15  # digits of a number, or parts of a number word: what is longer counts no people
NO_NUMBER = (  # dates, clock times and fractions in digits; "30/40 morti" is a range
    r"[0-9]{1,4}(?P<mark>[./-])[0-9]{1,2}(?P=mark)[0-9]{1,4}(?!\w)|[0-9]{1,2}(?::[0-9]{2}){1,2}(?!\w)"
    r"|(?![0-9]{2,3}/(?:1[3-9]|[2-9][0-9]|[0-9]{3})\s[^\W\d_]{3})[0-9]{1,4}/[0-9]{1,4}(?!\w)"
)
GAPS = ("", " ", "-")  # between a number and what multiplies it
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


class Part(NamedTuple):
    """A part of a number: "due" is worth 2, "mila" multiplies by 1000, "cento" does and may stand `alone` as well."""

    worth: int | float
    multiplies: bool = False
    alone: bool = True


class Run(NamedTuple):
    """What has been read of one number: its parts, or the `worth` of what is joined to nothing but a scale."""

    start: int
    end: int
    kind: str  # of what it begins with: digits, word, half, article, none, about, vague
    word: str  # what it ends with
    parts: tuple = ()
    sense: str = "exact"
    worth: int | float | None = None


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
    low, known = plain(text), _Rules(language)
    atoms = [_run(match, known) for match in known.atoms.finditer(low) if match.lastgroup != "never"]
    found, place = [], 0
    while place < len(atoms):
        run, place = atoms[place], place + 1
        before = place > 1 and atoms[place - 2].end
        while place < len(atoms) and (longer := _joined(run, low[run.end : atoms[place].start], atoms[place], known)):
            run, place = longer, place + 1
        after = place < len(atoms) and atoms[place].start
        if run.worth is not None and run.worth < 10**LONGEST and not _within_a_word(low, run, before, after):
            rule = "digits" if run.kind == "digits" else "words" if run.sense == "exact" else run.sense
            found.append(Number(run.start, run.end, run.worth, f"{language}.number.{rule}", run.sense))
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
        return _digits(number, language.rules["numbers"]["decimal"])
    whole = (one for one in find_numbers(number, language) if (one.start, one.end) == (0, len(number)))
    return next((one.value for one in whole if one.sense in ("exact", "article")), None)


def _digits(written, decimal):
    """Return what digits are worth, None if the mark of decimals stands twice and groups no thousands."""
    if written.count(decimal) > 1:
        grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(decimal)}\d{{3}})+", written)
        return int(written.replace(decimal, "")) if grouped else None
    return _whole(float(re.sub(rf"[^\d{re.escape(decimal)}]", "", written).replace(decimal, ".")))


def _sum(parts, known):
    """Return the value of a run of parts, or None for a run that is no number ("duetre", "mila")."""
    total = group = 0  # what the scales have closed, and what stands before the next one
    last = scale = math.inf
    for worth, multiplies, alone in parts:
        if 0 < worth < 1:  # "due e mezzo"
            group += worth
        elif not multiplies:
            after_tens = 20 <= last < 100 and last % 10 == 0 and 0 < worth < 10
            if worth >= last or (last < 100 and not after_tens):
                return None
            group += worth
        elif not (group or alone) or worth >= scale:
            return None
        elif worth == 100:
            if group > known.hundreds or (group > 9 and group % 10 == 0):  # "forty-two hundred", not "forty hundred"
                return None
            group = 100 * (group or 1)
        else:
            total, group, scale = total + worth * (group or 1), 0, worth
        last = worth
    return _whole(total + group) if parts else None


def _run(match, known):
    """Return what one atom is by itself: its sense, its parts, its worth."""
    kind, word = match.lastgroup, match[0]
    run = Run(*match.span(), kind, word)
    if kind == "digits":
        foreign = known.foreign.match(match.string, run.start)
        if foreign and foreign.end() == run.end:
            figure = int(foreign[1] + foreign[2])
        else:
            figure = _digits(known.scale.split(word)[0].rstrip(" \n-"), known.decimal)
        parts = (Part(figure), *(Part(known.scales[scale], True) for scale in known.scale.findall(word)))
        return run._replace(parts=parts, worth=_sum(parts, known))
    if kind == "word":
        found = known.part.findall(unicodedata.normalize("NFC", word))
        parts = tuple(known.parts[each.rstrip("'")] for each in found) or (Part(0),)
        unary = len(parts) > 1 and parts[0].worth == 1 and parts[1].multiplies  # "unmila"
        return run._replace(parts=parts, worth=None if unary else _sum(parts, known))
    if kind in ("about", "vague"):
        parts = (known.parts[word],) if word in known.parts else ()
        return run._replace(parts=parts, sense=kind, worth=(known.about | known.vague)[word])
    if kind in ("article", "none"):
        return run._replace(parts=(Part(1),), sense=kind, worth=int(kind == "article"))
    return run._replace(parts=(Part(known.halves[word] if kind == "half" else 0.5),))


def _joined(run, gap, atom, known):
    """Return a run with the next atom joined to it, or None where the number ends before that."""
    gap, rounds = gap.replace("\n", " "), ("about", "vague")
    first = atom.parts[0] if atom.parts else None
    scale = len(atom.parts) == 1 and first.multiplies
    if run.sense == "none" or atom.kind in ("none", "article"):
        return None
    if run.sense in rounds:  # "decine di migliaia", "dozens and dozens"
        if gap in known.joins and atom.word == run.word:
            return run._replace(end=atom.end)
        if gap not in (" ", known.of) or not (scale or atom.kind in rounds):
            return None
        return run._replace(end=atom.end, word=atom.word, worth=run.worth * (atom.worth or first.worth))
    parts, last = None, run.parts[-1]
    if atom.kind in rounds and not scale:  # "due dozzine", "mezza dozzina"
        joins = gap in GAPS and (run.kind != "digits" or atom.kind == "about")
        worth = _sum(run.parts, known) if joins else None
        return worth and run._replace(end=atom.end, word=atom.word, sense=atom.kind, worth=worth * atom.worth)
    if atom.kind == "and_half" and gap in GAPS:  # "due milioni e mezzo"
        parts = (*run.parts, Part(last.worth / 2 if last.multiplies else 0.5))
    elif scale and gap in GAPS and (run.kind != "digits" or not gap):
        parts = (*run.parts, first)
    elif first and last.worth >= known.joins.get(gap, math.inf):
        bare = any(each.kind == "digits" and len(each.parts) == 1 for each in (run, atom))
        parts = None if bare else (*run.parts, *atom.parts)
    worth = _sum(parts, known) if parts else None
    return worth and run._replace(end=atom.end, word=atom.word, parts=parts, sense="exact", worth=worth)


def _within_a_word(low, run, before, after):
    """Whether a hyphen ties a number to a word ("T-72", "12-storey"); to another number it makes a range."""
    start, end = run.start, run.end
    tied = low[start - 1 : start] in ("-", "–") and low[start - 2 : start - 1].isalpha() and before != start - 1
    return tied or (low[end : end + 1] in ("-", "–") and low[end + 1 : end + 2].isalnum() and after != end + 1)


@lru_cache
class _Rules:
    """What the rules of a language say of numbers: the parts of words, their worth, and the pattern of the atoms."""

    def __init__(self, language):
        table = language.rules["numbers"]
        self.decimal = table["decimal"]
        self.joins, self.of, self.hundreds = table["joins"], table["of"], table["hundreds"]
        plain_words = [*enumerate(table["units"].split()), *zip(range(20, 100, 10), table["tens"].split(), strict=True)]
        self.parts = {word: Part(n) for n, words in plain_words for word in _rules.expand(words)}
        scales, self.about, self.vague = (_worth(table[key]) for key in ("scales", "about", "vague"))
        self.parts |= {word: Part(n, True, word in table["alone"]) for word, n in scales.items()}
        spelled = dict(zip(self.parts, map(re.escape, self.parts), strict=True))
        for word in table["elide"]:  # "ventuno", "vent'anni", but not "ventiuno"
            spelled[word] += "" if word in scales else f"(?!{table['vowels']})"
            spelled[word[:-1]] = rf"{word[:-1]}(?:'|(?={table['vowels']}))"
            self.parts[word[:-1]] = self.parts[word]
        part = "|".join(sorted(spelled.values(), key=len, reverse=True))
        self.scales = scales | table["glued"]
        self.halves = _worth(table["halves"])
        about, vague, scale, half = map(_rules.alternatives, (self.about, self.vague, self.scales, self.halves))
        units, money = (_rules.expand(language.rules["mask_words"][key]) for key in ("units", "money"))
        mark = re.escape(self.decimal)
        groups = rf"(?P<group>{table['group']})[0-9]{{3}}(?:(?P=group)[0-9]{{3}}){{0,4}}|(?:{mark}[0-9]{{3}}){{2,5}}"
        digits = rf"(?:[1-9][0-9]{{0,2}}(?:{groups})(?![0-9])|[0-9]{{1,{LONGEST}}})(?:{mark}[0-9]{{1,{LONGEST}}})?"
        ended = rf"(?:(?![\w°])|(?=(?:{_rules.alternatives(units)})(?!\w)))(?![.,:]?[0-9])"
        self.atoms = re.compile(
            rf"(?=\w)(?<!\w)(?:(?P<never>{NO_NUMBER}|{'|'.join(table['never'])})"
            rf"|(?<![0-9][.,:])(?P<digits>{digits}(?:(?:(?:(?<!\b[0-9]{{4}})[ \n-])?(?:{scale})(?!\w))+|{ended}))"
            rf"|(?P<and_half>(?:{table['and_half']})(?!\w))|(?P<half>(?:{half})(?!\w))"
            rf"|(?P<none>{'|'.join(table['none'])})|(?P<article>{'|'.join(table['articles'])})"
            rf"|(?P<about>(?:{about})(?!\w))|(?P<vague>(?:{vague})(?!\w))"
            rf"|(?P<word>(?:{part}){{1,{LONGEST}}}(?:[\u0300\u0301]?(?!\w)|(?<='))))"
        )
        self.part, self.scale = re.compile(part), re.compile(scale)
        # The thousands of another language, "3,500 caduti" in Italian: only a measure has three decimals.
        measured = rf"(?:{_rules.alternatives([*units, *money])})(?!\w)"
        self.foreign = re.compile(rf"([1-9]\d{{0,2}}){mark}(\d{{3}})(?=\W)(?!\s?(?:{measured}|%))")


def _worth(table):
    """Return the worth of every word that the short spellings of a table stand for."""
    return {word: worth for words, worth in table.items() for word in _rules.expand(words)}


def _whole(n):
    return int(n) if n == int(n) else round(n, 6)
