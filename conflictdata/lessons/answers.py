"""What a pupil answered, however it is written, and what of it is right: references into the record, and tests."""

import re
from dataclasses import dataclass
from functools import lru_cache, singledispatch
from numbers import Real

import pandas as pd

from .. import csto, record, tolls
from ..certainty import BOUNDS, SIGNS, Toll
from ..i18n import languages
from ..reading import find_numbers, read_figure

IDS = ("claim_id", "reference_id", "act_id", "event_id", "actor", "place_id", "year")  # what the rows of a frame are of
GROUPED = re.compile(r"(?<=\d)[.,'’\s](?=\d{3}(?!\d))")  # the mark of thousands, in any country
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


@said.register
def _nothing(answer: None, language):
    return Said(cells=(None,), items=frozenset({"none"}), text="none")


@said.register
def _yes_or_no(answer: bool, language):
    return _text("yes" if answer else "no", language)


@said.register
def _number(answer: Real, language):
    return _nothing(None, language) if pd.isna(answer) else Said((float(answer),), None, (answer,), text=f"{answer:g}")


@said.register
def _toll(answer: Toll, language):
    cells = tuple(getattr(answer, bound) for bound in BOUNDS)
    return Said((float(answer.n),), answer.comparator, cells, text=answer.words(language))


@said.register
def _text(answer: str, language):
    text = GROUPED.sub("", " ".join(answer.split()))
    sign = SIGN.match(text)
    text = text[sign.end() :] if sign else text
    tongues = sorted(languages(), key=lambda tongue: tongue != language)  # the reader's own first
    numbers = next(filter(None, (_numbers(text, tongue) for tongue in tongues)), ())
    comparator = next(filter(None, (_comparator(text, tongue) for tongue in tongues)), None) if numbers else None
    comparator = OF_SIGN[sign["sign"]] if sign else comparator
    words = text.casefold().strip(" .()")
    return Said(numbers, comparator, numbers[:1], frozenset({_code(words)}) if words else frozenset(), words)


def _numbers(text, language):
    """Return the numbers of a text, but for articles: "33 a day" has one."""
    return tuple(float(n.value) for n in find_numbers(text, language) if n.sense not in ("article", "none"))


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
def _several(answer, language):
    parts = [said(part, language) for part in (sorted(answer, key=str) if isinstance(answer, set) else answer)]
    numbers, items = (sum((tuple(getattr(part, of)) for part in parts), ()) for of in ("numbers", "items"))
    comparators = {part.comparator for part in parts if part.numbers}
    cells = tuple(part.cells[0] if part.cells else None for part in parts)
    comparator = comparators.pop() if len(comparators) == 1 else None
    return Said(numbers, comparator, cells, frozenset(items), ", ".join(part.text for part in parts))


@said.register
def _frame(answer: pd.DataFrame, language):
    if answer.size == 1:
        return said(answer.iat[0, 0], language)
    frame = answer.reset_index()
    name = next((name for name in IDS if name in frame), None) or (answer.columns[0] if answer.shape[1] == 1 else None)
    if name is None:
        raise TypeError("DataFrame")
    return _several(frame[name], language)


@lru_cache
def _codes():
    """Return the id of each actor by its names, in any language."""
    actors = record.actors()
    names = [*actors.filter(regex="^(name|short)_"), "actor_id"]
    return {str(row[name]).casefold(): row["actor_id"].casefold() for name in names for _, row in actors.iterrows()}


def _code(words):
    return _codes().get(words, words)


REFERENCES = {  # what a key may refer to: the function, from which the value of the record comes
    "toll": tolls.toll,
    "n": lambda thing: tolls.toll(thing).n,
    "bounds": lambda thing: list(tolls.toll(thing).bounds),
    "sum": lambda *things: tolls.add(*things),
    "plain_sum": lambda *things: sum(tolls.toll(thing).n for thing in things),
    "per_day": lambda thing, which: tolls.per_day(thing)[which],
    "days": lambda thing, which: tolls.per_day(thing)[which].days,
    "divided": lambda thing, which: tolls.toll(thing).n / tolls.per_day(thing)[which].days,
    "members": lambda day: csto.members_on(day),
    "how_many_members": lambda day: len(csto.members_on(day)),
    "phrase_cells": lambda phrase: [getattr(read_figure(phrase, "it"), bound) for bound in BOUNDS],
    "cell": lambda table, key, row, column: getattr(record, table)().set_index(key).loc[row, column],
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
    "names number": lambda answer, wanted: set(wanted.numbers) <= set(answer.numbers),
    "comparator": lambda answer, wanted: answer.comparator == wanted.comparator,
    "fraction": lambda answer, wanted: any(not n.is_integer() for n in answer.numbers),
    "above": lambda answer, wanted: bool(answer.numbers) and answer.numbers[0] > wanted.numbers[0],
    "below": lambda answer, wanted: bool(answer.numbers) and answer.numbers[0] < wanted.numbers[0],
    "cells": lambda answer, wanted: answer.cells == wanted.cells,
    "items": lambda answer, wanted: answer.items == wanted.items,
    "some of": lambda answer, wanted: bool(answer.items) and answer.items < wanted.items,
    "names": lambda answer, wanted: wanted.items <= answer.items,
    "choice": lambda answer, wanted: answer.text == wanted.text,
}


def holds(test, answer, reference, language):
    """Whether an answer passes a test against a reference."""
    return TESTS[test](answer, said(value(*reference), language))
