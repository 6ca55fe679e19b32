"""What a pupil answered, however it is written, and what of it is right: references into the record, and tests."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from numbers import Real

import numpy as np
import pandas as pd

from .. import csto, record, tolls
from ..certainty import BOUNDS, Toll
from ..comparing.comparison import differ
from ..i18n import languages
from ..reading import find_numbers, find_times, read_figure

LISTS = (list, tuple, set, frozenset, np.ndarray, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)
LONGEST = 500  # characters of a text, parts of a list: what lies beyond is not read
EMPTY = {"none", "nan", "empty", "vuoto", "vuota"}  # words for an empty cell
# How a text is written, in any country and on any keyboard; a sign is read as its words
WORDS = {"≥": "at least ", ">": "more than ", "≤": "at most ", "<": "fewer than ", "≲": "almost "}
WORDS |= dict.fromkeys("≈~", "about ") | dict.fromkeys("’‘`", "'") | dict.fromkeys('"“”«»')
PLAIN = str.maketrans(WORDS)
PIU = re.compile(r"\bpi(?:u'?|ú)(?!\w)", re.IGNORECASE)
GROUPED = re.compile(r"(?<=\d)[.,'\s](?=\d{3}(?!\d))")  # the mark of thousands
LIST = re.compile(r"\[.*|\d(?:,\d)+|[\d.]+,[\d.]{4,}")  # within quotation marks, without spaces
ASIDE = re.compile(r"\s*\([^()]*\)")
BEHIND = re.compile(r"^(\d+) (\D+)$")  # "99 at least"
LEAD = re.compile(r"^(?:(?:it is|è|the|il|lo|la|gli|le|in|act|atto|row|riga|answer|risposta) |l'|')+")
LISTED = re.compile(r"[,;]|\b(?:and|e)\b")  # what stands between things that one text lists
APART = re.compile(r",(?!\d{1,3}(?!\d))|;|\b(?:and|e)\b")  # the same between numbers, where a comma may be decimal


@dataclass(frozen=True)
class Said:
    """An answer as it is compared: its numbers and empty cells, the comparator, the things that it lists, its words."""

    cells: tuple = ()
    comparator: str | None = None
    items: frozenset = frozenset()
    text: str = ""

    @property
    def numbers(self):
        """The cells that are not empty."""
        return tuple(cell for cell in self.cells if cell is not None)


NOTHING = Said((None,), items=frozenset({"none"}), text="none")


def said(answer, language):
    """Return an answer as `Said`; TypeError for what can be none, such as a figure or a function."""
    if isinstance(answer, LISTS):
        parts = [said(part, language) for part in list(answer)[:LONGEST]]
        return _joined(parts, ", ".join(part.text for part in parts))
    if isinstance(answer, Toll):
        return Said((float(answer.n),), answer.comparator, text=answer.words(language))
    if pd.api.types.is_scalar(answer) and pd.isna(answer):
        return NOTHING
    if isinstance(answer, bool):
        answer = "yes" if answer else "no"
    if isinstance(answer, date):
        answer = f"{answer:%Y-%m-%d}"
    if isinstance(answer, str):
        return _text(answer, language)
    if isinstance(answer, Real):
        return Said((float(answer),), text=f"{answer:g}")
    raise TypeError(type(answer).__name__)


def _text(answer, language):
    """Return a text as `Said`: a list of numbers and empty cells, a number, a day, or names and other words."""
    text = " ".join(answer[:LONGEST].replace(">=", "≥").replace("<=", "≤").translate(PLAIN).split())
    if LIST.fullmatch(text):
        text = text.strip("[]").replace(",", ", ")
    text = GROUPED.sub("", PIU.sub("più", text))
    words = text.casefold().strip(" .,:;!?()'")
    if words in EMPTY or not text:
        return NOTHING
    bare = ASIDE.sub("", text) or text
    cells, comparator = _read(bare, language)
    parts = APART.split(bare)
    if len(parts) > 1:
        each = [_text(part, language) for part in parts]
        several = all(len(part.cells) == 1 for part in each)
        if several and (len(cells) != 1 or NOTHING in each):  # "one hundred and six" is one
            return _joined(each, words)
    times = [time for tongue in languages() for time in find_times(text, tongue)]
    days = {time.period for time in times if time.phrase == text and time.start}
    listed = [words] if words in _codes() else LISTED.split(bare.casefold())  # a name may hold the word for "and"
    return Said(cells, comparator, frozenset(days or filter(None, map(_code, listed))), LEAD.sub("", words))


def _joined(parts, text):
    """Return the parts of a list as one answer, with the comparator that all its numbers have."""
    comparators = {part.comparator for part in parts if part.numbers}
    comparator = comparators.pop() if len(comparators) == 1 else None
    cells = tuple(cell for part in parts for cell in part.cells)
    return Said(cells, comparator, frozenset().union(*(part.items for part in parts)), text)


def _read(text, language):
    """Return the numbers of a text and the comparator of a single one, in the tongue that finds the most."""
    tongues = sorted(languages(), key=lambda tongue: tongue != language)
    orders = dict.fromkeys((text, BEHIND.sub(r"\2 \1", text)))
    found = [_read_in(order, tongue) for order in orders for tongue in tongues]
    return max(found, key=lambda one: (bool(one[0]), one[1] is not None))


def _read_in(text, language):
    """Return numbers and comparator in one language: articles are no numbers ("33 a day" has one), nor is "nobody"."""
    numbers = [n for n in find_numbers(text, language) if n.sense not in ("article", "none")]
    try:
        one = read_figure(text, language)
    except ValueError:  # no figure, or several
        return tuple(float(n.value) for n in numbers), None
    counted = [n for n in numbers if one.number_start <= n.start < one.number_end]  # not those of a day
    return tuple(float(n.value) for n in counted), None if one.comparator == "exact" else one.comparator


@lru_cache
def _codes():
    """Return the codes of the actors and of the reasons by their names, in any language."""
    labels = [record.labels(language)[1] for language in languages()]
    named = [pair for codes in labels for name in ("party", "reasons") for pair in codes[name].items()]
    return {words.casefold().translate(PLAIN): code.casefold() for code, words in named}


def _code(words):
    """Return the code of a name or of a word, without what explains it, or the word itself."""
    words = re.split(r":| [-–—] ", words)[0].strip(" .!?()'")
    bare = LEAD.sub("", words)
    return _codes().get(words) or _codes().get(bare, bare)


def _sum(*things):
    """Return the plain sum of tolls, as a pupil may make it."""
    return sum(tolls.toll(thing).n for thing in things)


REFERENCES = {  # what a key may refer to: the function, from which the value of the record comes
    "toll": tolls.toll,
    "n": _sum,
    "nothing": lambda: None,
    "around": lambda thing, width: [_sum(thing) - width // 2, _sum(thing) + width // 2],
    "count": Toll.count,  # a number made up for a task, with its comparator
    "counted_as": lambda comparator, *things: Toll.count(_sum(*things), comparator),
    "bounds": lambda thing: list(tolls.toll(thing).bounds),
    "sum": tolls.add,
    "difference": lambda first, second: _sum(first) - _sum(second),
    "reasons": lambda first, second: list(differ(first, second).reasons),
    "per_day": lambda thing, which: tolls.per_day(thing)[which],
    "rates": lambda thing, form, step=1: [Toll.count(rate.n, form) for rate in tolls.per_day(thing)][::step],
    "days": lambda thing, which: tolls.per_day(thing)[which].days,
    "members": csto.members_on,
    "how_many_members": lambda day: len(csto.members_on(day)),
    "how_many_on": lambda *days: [len(csto.members_on(day)) for day in days],
    "phrase_cells": lambda phrase: [getattr(read_figure(phrase, "it"), bound) for bound in BOUNDS],
    "claimant": lambda claim: record.claims().set_index("claim_id").loc[claim, "chain"].partition(";")[0],
    "cell": lambda table, key, row, column: getattr(record, table)().set_index(key).loc[row, column],
    "label": lambda column, code: [record.labels(language)[1][column][code] for language in languages()],
    "rows": lambda table, query: len(getattr(record, table)().query(query)),
    "ids": lambda table, query, column: getattr(record, table)().query(query)[column].tolist(),
    "is": lambda value: value,  # the letter of a choice, or a number made up for a task
    "list": lambda *values: list(values),
}


def value(function, *arguments):
    """Return what a reference of the key refers to, computed from the record."""
    return REFERENCES[function](*arguments)


TESTS = {  # how an answer is compared with a value; the first reply of a task whose test holds is given
    "same": lambda answer, wanted: (answer.numbers, answer.comparator) == (wanted.numbers, wanted.comparator),
    "number": lambda answer, wanted: answer.numbers == wanted.numbers,
    "numbers": lambda answer, wanted: sorted(answer.numbers) == sorted(wanted.numbers),
    "inside": lambda answer, wanted: (
        bool(answer.numbers) and wanted.numbers[0] <= min(answer.numbers) and max(answer.numbers) <= wanted.numbers[-1]
    ),
    "names number": lambda answer, wanted: set(wanted.numbers) <= set(answer.numbers),
    "comparator": lambda answer, wanted: answer.comparator == wanted.comparator,
    "fraction": lambda answer, wanted: any(n % 1 for n in answer.numbers),
    "above": lambda answer, wanted: bool(answer.numbers) and answer.numbers[0] > wanted.numbers[0],
    "below": lambda answer, wanted: bool(answer.numbers) and answer.numbers[0] < wanted.numbers[0],
    "cells": lambda answer, wanted: answer.cells == wanted.cells,
    "shape": lambda answer, wanted: [n is None for n in answer.cells] == [n is None for n in wanted.cells],
    "items": lambda answer, wanted: answer.items == wanted.items,
    "some of": lambda answer, wanted: bool(answer.items) and answer.items < wanted.items,
    "names": lambda answer, wanted: wanted.items <= answer.items,
    "choice": lambda answer, wanted: re.split(r"[).:;!]", answer.text)[0].strip() == wanted.text,
    "says": lambda answer, wanted: any(re.search(rf"\b{re.escape(part)}", answer.text) for part in wanted.items),
}


def holds(test, answer, reference, language):
    """Whether an answer passes a test against a reference."""
    return TESTS[test](answer, _wanted(tuple(reference), language))


@lru_cache
def _wanted(reference, language):
    """Return the value of a reference as it is compared; the same is asked for again and again."""
    return said(value(*reference), language)
