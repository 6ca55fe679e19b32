"""The grammar of certainty: what a comparator states, how a toll is written, how far it reaches, what is refused."""

import math
from datetime import date, timedelta

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata import i18n
from conflictdata.certainty import CEILINGS, CELLS, FLOORS, SIGNS, STATED, Toll
from conflictdata.reading import rules

DAY = date(2020, 1, 1)


def test_the_grammar_is_the_same_everywhere():
    comparators = set(STATED)
    assert set(CELLS) < comparators
    for table in ("references", "casualties"):
        assert set(cd.describe(table).set_index("column").at["comparator", "allowed"].split(", ")) == comparators
    for language in rules.languages():
        assert {rule["comparator"] for rule in rules.language(language).rules["comparators"]} <= comparators


@pytest.mark.parametrize("language", i18n.languages())
@pytest.mark.parametrize("comparator, cells", [(name, cells) for name in STATED for cells in STATED[name]])
def test_every_comparator_has_words_and_a_sign(comparator, cells, language):
    numbers = [6000] * 3 if comparator in CELLS else [5000, 6000, 7000]
    one = Toll(comparator, *(n if stated else None for n, stated in zip(numbers, cells, strict=True)))
    for told, name in ((one.words(language), language), (one.sign, "en")):
        assert i18n.number(one.n, name) in told
        assert "()" not in told and "(–)" not in told and "None" not in told
    assert "_" not in one.words(language)


@pytest.mark.parametrize(
    "toll_, sign, words",
    [
        (Toll.count(50), "50", "50"),
        (Toll.count(49, "at-least"), "≥ 49", "at least 49"),
        (Toll.count(6000, "more-than"), "> 6,000", "more than 6,000"),
        (Toll.count(80, "at-most"), "≤ 80", "up to 80"),
        (Toll.count(20, "less-than"), "< 20", "fewer than 20"),
        (Toll.count(2000, "almost"), "≲ 2,000", "almost 2,000"),
        (Toll.count(30000, "about"), "≈ 30,000", "about 30,000"),
        (Toll("between", 28000, None, 38000), "28,000–38,000", "28,000 to 38,000"),
        (Toll("vague", 20), "20+", "20 or more, not counted"),
        (Toll("estimate", 12377, 13004, 19173), "13,004 (12,377–19,173)", "13,004 (12,377–19,173)"),
        (Toll("estimate", None, 120), "120", "120 (estimate, range not stated)"),
        (Toll("estimate", 4200, None, 18002), "4,200–18,002", "4,200 to 18,002"),
    ],
)
def test_signs_and_words(toll_, sign, words):
    assert (toll_.sign, toll_.words()) == (sign, words)
    assert repr(toll_) == f"Toll('{words}')"


def test_no_form_is_left_over():
    assert set(SIGNS) == {t.form for t in FORMS}


FORMS = [
    Toll(comparator, *(n if stated else None for n, stated in zip([3, 3, 3], cells, strict=True)))
    for comparator in STATED
    for cells in STATED[comparator]
]


@pytest.mark.parametrize(
    "n, low, high",
    [
        (30000, 25000, 35000),
        (4500, 4450, 4550),
        (170, 165, 175),
        (49, 48, 50),
        (10, 5, 15),
        (5, 4, 6),
        (1, 0, 2),
        (0, 0, 1),
    ],
)
def test_about_reaches_half_of_the_last_counted_digit(n, low, high):
    assert Toll.count(n, "about").bounds == (low, high)


@pytest.mark.parametrize(
    ("cells", "reach"),
    [
        (("about", None, 30000, None), (25000, 35000)),
        (("about", None, 5, None), (4, 6)),
        (("about", None, 0, None), (0, 1)),
        (("at-least", 49, 49, None), (49, math.inf)),
        (("vague", 20, None, None), (20, math.inf)),
        (("almost", None, 6500, 6500), (0, 6500)),
        (("estimate", 1, 2, 5), (1, 5)),
        (("estimate", None, 7717, None), (7717, 7717)),
        (("between", 476, None, 477), (476, 477)),
        (("exact", 50, 50, 50), (50, 50)),
    ],
)
def test_how_far_a_toll_reaches(cells, reach):
    assert Toll(*cells).reach == reach


def test_floors_and_ceilings_are_those_with_one_bound():
    assert set(FLOORS) == {"at-least", "more-than"} and set(CEILINGS) == {"at-most", "less-than", "almost"}


def test_a_row_with_missing_cells_makes_a_toll():
    row = pd.Series({"comparator": "about", "low": pd.NA, "best": 300.0, "high": float("nan")})
    assert Toll.of(row, party="ARM") == Toll.count(300, "about", party=("ARM",))
    assert isinstance(Toll.of(row).best, int)


@pytest.mark.parametrize(
    "cells, reason",
    [
        (("exact", -1, -1, -1), "below zero"),
        (("exact", math.nan, math.nan, math.nan), "not finite"),
        (("at-least", math.inf, math.inf), "not finite"),
        (("estimate", 3, 2, 1), "out of order"),
        (("between", 5, None, 3), "out of order"),
        (("exact", 1), "does not go with"),
        (("exact", 1, 2, 3), "does not go with"),
        (("at-least", 49, 50), "does not go with"),
        (("at-least", 49, 49, 49), "does not go with"),
        (("about", 1, 2, 3), "does not go with"),
        (("between", 1, 2, 3), "does not go with"),
        (("vague", 1, 1), "does not go with"),
        (("estimate",), "does not go with"),
        (("estimate", 1), "does not go with"),
        (("dozens", 12), "unknown comparator"),
    ],
)
def test_impossible_tolls_are_refused(cells, reason):
    with pytest.raises(ValueError, match=reason):
        Toll(*cells)


def test_a_toll_ends_after_it_starts():
    with pytest.raises(ValueError, match="before it starts"):
        Toll.count(3, start=DAY, end=DAY - timedelta(1))


def test_one_number_is_not_a_range():
    with pytest.raises(ValueError, match="between"):
        Toll.count(3, "between")
