"""What a pupil answered, however it is written, and what of it is right: references into the record, and tests."""

import math
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache, singledispatch
from itertools import chain, islice
from numbers import Real

import numpy as np
import pandas as pd

from .. import csto, record, tolls
from ..certainty import BOUNDS, SIGNS, Toll
from ..comparing.comparison import differ
from ..i18n import languages
from ..reading import find_numbers, find_times, read_figure

LONGEST = 500  # characters of a text, parts of a list: what lies beyond is not read
EMPTY = {"", "none", "nan", "empty", "vuoto", "vuota"}  # words for an empty cell
IDS = ("reference_id", "claim_id", "act_id", "event_id", "actor", "place_id", "year")  # what the rows of a frame are of
# How a text is written, in any country and on any keyboard
PLAIN = str.maketrans("’‘`", "'''", '"“”«»')
LINES = re.compile(r"\s*\n\s*")
PIU = re.compile(r"\bpi(?:u'?|ú)(?!\w)", re.IGNORECASE)
GROUPED = re.compile(r"(?<=\d)[.,'\s](?=\d{3}(?!\d))")  # the mark of thousands
ASIDE = re.compile(r"\s*\([^()]*\)")
LEAD = re.compile(r"^(?:(?:it is|è|the|il|lo|la|gli|le|in|act|atto|row|riga|answer|risposta) |l'|')+")
LISTED = re.compile(r"[,;]|\b(?:and|e)\b")  # what stands between things that one text lists
APART = re.compile(r",(?!\d{1,3}(?!\d))|;|\b(?:and|e)\b")  # the same between numbers, where a comma may be decimal
PLUS, EQUALS = re.compile(r"\+"), re.compile(r"(?<![<>])=")
MINUS = re.compile(r"^\s*[-−]\s*(?=\d)")
SIGN = re.compile(r"^\s*(?P<sign>>=|<=|[≥≤><≈~≲])\s*")
OF_SIGN = {">=": "at-least", "<=": "at-most", "~": "about"} | {sign[0]: form for form, sign in SIGNS.items()}


@dataclass(frozen=True)
class Said:
    """An answer as it is compared: its numbers, the comparator with them, the things that it lists, its words."""

    numbers: tuple = ()
    comparator: str | None = None
    cells: tuple = ()  # low, best, high
    items: frozenset = frozenset()
    text: str = ""


@singledispatch
def said(answer, language):
    """Return an answer as `Said`; TypeError for what can be none, such as a figure or a function."""
    raise TypeError(type(answer).__name__)


@said.register(type(None))
@said.register(type(pd.NA))
def _nothing(answer, language):
    return Said(cells=(None,), items=frozenset({"none"}), text="none")


@said.register
def _yes_or_no(answer: bool, language):
    return _text("yes" if answer else "no", language)


@said.register(Decimal)
@said.register(Real)
def _number(answer, language):
    if pd.isna(answer):
        return _nothing(None, language)
    try:
        n = float(answer)
    except OverflowError:
        n = math.inf if answer > 0 else -math.inf
    return Said((n,), None, (n,), text=f"{n:g}")


@said.register(date)
def _day(answer, language):
    return _nothing(None, language) if pd.isna(answer) else _text(f"{answer:%Y-%m-%d}", language)


@said.register(BaseException)
def _refusal(answer, language):
    return _text(f"{type(answer).__name__}: {answer}", language)


@said.register
def _toll(answer: Toll, language):
    cells = tuple(getattr(answer, bound) for bound in BOUNDS)
    return Said((float(answer.n),), answer.comparator, cells, text=answer.words(language))


@said.register
def _text(answer: str, language):
    text = LINES.sub(", ", answer[:LONGEST].strip()).translate(PLAIN)
    if text[:1] == "[":  # a list within quotation marks
        text = text.strip("[]").replace(",", ", ")
    text = GROUPED.sub("", PIU.sub("più", " ".join(text.split())))
    words = text.casefold().strip(" .,:;!?()'")
    if words in EMPTY and (words or not text):
        return _nothing(None, language)
    bare = ASIDE.sub("", text) or text
    numbers, comparator, cells = _counted(bare, language)
    parts = [words] if words in _codes() else LISTED.split(bare.casefold())  # a name may hold the word for "and"
    days = _days(text, language)
    items = days or frozenset(filter(None, map(_code, parts)))
    return Said(numbers, comparator, cells, items, LEAD.sub("", words))


def _counted(text, language):
    """Return numbers, comparator and cells of a text, or of its parts where each is one number or an empty cell."""
    text = text.replace(",", ", ") if re.fullmatch(r"\d+(,\d+){2,}|\d+,\d{4,}", text) else text
    whole, comparator = _summed(text, language)
    parts = [part.strip(" .()'") for part in APART.split(text)]
    empty = [part.casefold() in EMPTY for part in parts]
    found = [_summed(part, language) for part in parts]
    several = len(parts) > 1 and all(none or len(part[0]) == 1 for none, part in zip(empty, found, strict=True))
    if not several or (len(whole) == 1 and not any(empty)):  # "one hundred and six" is one
        return whole, comparator, whole[:1]
    comparators = {part[1] for part in found if part[0]}
    numbers = tuple(chain.from_iterable(part[0] for part in found))
    cells = tuple(part[0][0] if part[0] else None for part in found)
    return numbers, comparators.pop() if len(comparators) == 1 else None, cells


def _summed(text, language):
    """Return the numbers of a text and their comparator: of "49 + 50" the sum, of "49 + 50 = 99" what stands last."""
    for mark, total in ((EQUALS, lambda numbers: numbers[-1]), (PLUS, sum)):
        parts = [_summed(part, language) for part in mark.split(text)] if mark.search(text) else []
        if parts and all(len(numbers) == 1 for numbers, _ in parts):
            return (total([numbers[0] for numbers, _ in parts]),), next((sign for _, sign in parts if sign), None)
    return _read(text, language)


def _read(text, language):
    """Return the numbers of a text and the comparator of a single one, in the tongue that finds the most."""
    sign, minus = SIGN.match(text), MINUS.match(text)
    text = text[(sign or minus).end() :] if sign or minus else text
    found = [_read_in(text, tongue) for tongue in _tongues(language)]
    numbers, comparator = max(found, key=lambda one: (bool(one[0]), one[1] is not None, -len(one[0])))
    return tuple(-n for n in numbers) if minus else numbers, OF_SIGN[sign["sign"]] if sign and numbers else comparator


def _tongues(language):
    """Return all languages, the reader's own first."""
    return sorted(languages(), key=lambda tongue: tongue != language)


def _read_in(text, language):
    """Return numbers and comparator: articles are none ("33 a day" has one), nor are days, if others are left."""
    untimed = text
    for time in find_times(text, language):
        untimed = untimed.replace(time.phrase, " ")
    for each in (untimed, text):
        found = [n for n in find_numbers(each, language) if n.sense not in ("article", "none")]
        if found:
            break
    numbers = tuple(_number(n.value, language).numbers[0] for n in found)
    if len(numbers) != 1:
        return numbers, None
    behind = f"{each[found[0].end :]} {each[found[0].start : found[0].end]}"  # "99 at least"
    return numbers, _comparator(each, language) or _comparator(behind, language)


def _days(text, language):
    """Return the one day that a whole text is, in any language, as a set of it; else an empty set."""
    times = [find_times(text, tongue) for tongue in _tongues(language)]
    return frozenset(
        found[0].period for found in times if len(found) == 1 and found[0].phrase == text and found[0].start
    )


def _comparator(text, language):
    """Return the comparator of the one figure of a text; None for a bare number, or if there are more."""
    try:
        comparator = read_figure(text, language).comparator
    except ValueError:
        return None
    return None if comparator == "exact" else comparator


@said.register(list)
@said.register(tuple)
@said.register(set)
@said.register(frozenset)
@said.register(pd.Series)
@said.register(pd.Index)
@said.register(pd.api.extensions.ExtensionArray)
def _several(answer, language):
    answer = sorted(answer, key=str) if isinstance(answer, (set, frozenset)) else answer
    parts = [said(part, language) for part in islice(answer, LONGEST)]
    numbers, items = (tuple(chain.from_iterable(getattr(part, of) for part in parts)) for of in ("numbers", "items"))
    comparators = {part.comparator for part in parts if part.numbers}
    cells = tuple(part.cells[0] if part.cells else part.text for part in parts)
    comparator = comparators.pop() if len(comparators) == 1 else None
    return Said(numbers, comparator, cells, frozenset(items), ", ".join(part.text for part in parts))


@said.register
def _array(answer: np.ndarray, language):
    return said(answer.tolist(), language)


@said.register
def _frame(answer: pd.DataFrame, language):
    if answer.size == 1:
        return said(answer.iat[0, 0], language)
    frame = answer.reset_index()
    name = next((name for name in IDS if name in frame), None) or (answer.columns[0] if answer.shape[1] == 1 else None)
    if name is None and len(answer) == 1:
        return _several(answer.iloc[0], language)
    if name is None:
        raise TypeError("DataFrame")
    return _several(frame[name], language)


@lru_cache
def _codes():
    """Return the id of each actor by its names, and the code of each reason by its words, in any language."""
    actors = record.actors()
    names = [*actors.filter(regex="^(name|short)_"), "actor_id"]
    codes = {
        str(row[name]).casefold().translate(PLAIN): row["actor_id"].casefold()
        for name in names
        for _, row in actors.iterrows()
    }
    reasons = [record.labels(language)[1]["reasons"] for language in languages()]
    return codes | {words.casefold().translate(PLAIN): code for labels in reasons for code, words in labels.items()}


def _code(words):
    """Return the code of a name or of a word, without what explains it, or the word itself."""
    words = re.split(r":| [-–—] ", words)[0].strip(" .!?()'")
    bare = LEAD.sub("", words)
    return _codes().get(words) or _codes().get(bare, bare)


REFERENCES = {  # what a key may refer to: the function, from which the value of the record comes
    "toll": tolls.toll,
    "n": lambda thing: tolls.toll(thing).n,
    "nothing": lambda: None,
    "around": lambda thing, width: [tolls.toll(thing).n - width // 2, tolls.toll(thing).n + width // 2],
    "count": Toll.count,  # a number made up for a task, with its comparator
    "bounds": lambda thing: list(tolls.toll(thing).bounds),
    "thousandths": lambda thing: [bound / 1000 for bound in tolls.toll(thing).bounds],  # as Python reads 25.000
    "sum": lambda *things: tolls.add(*things),
    "difference": lambda first, second: tolls.toll(first).n - tolls.toll(second).n,
    "reasons": lambda first, second: list(differ(first, second).reasons),
    "plain_sum": lambda *things: sum(tolls.toll(thing).n for thing in things),
    "per_day": lambda thing, which: tolls.per_day(thing)[which],
    "rates": lambda thing, form, step=1: [Toll.count(rate.n, form) for rate in tolls.per_day(thing)][::step],
    "own_rate": lambda thing: tolls.per_day(tolls.toll(thing))[0],  # over the period that its own words give
    "over": lambda thing, length: tolls.toll(thing).n // length,
    "days": lambda thing, which: tolls.per_day(thing)[which].days,
    "divided": lambda thing, which: tolls.toll(thing).n / tolls.per_day(thing)[which].days,
    "members": lambda day: csto.members_on(day),
    "how_many_members": lambda day: len(csto.members_on(day)),
    "how_many_on": lambda *days: [len(csto.members_on(day)) for day in days],
    "phrase_cells": lambda phrase: [getattr(read_figure(phrase, "it"), bound) for bound in BOUNDS],
    "claimant": lambda claim: record.claims().set_index("claim_id").loc[claim, "chain"].partition(";")[0],
    "counted_as": lambda comparator, *things: Toll.count(value("plain_sum", *things), comparator),
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
    "fraction": lambda answer, wanted: any(not n.is_integer() for n in answer.numbers),
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
