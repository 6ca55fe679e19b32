"""The phrases of the record: one figure each, periods in EDTF, and comparators that read their examples."""

import math
from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictdata.edtf import bounds, days, interval
from conflictdata.reading import find_numbers, read_figure, rules

LANGUAGES = rules.languages()
COMPARATORS = [(code, rule) for code in LANGUAGES for rule in rules.language(code).rules["comparators"]]


def names(cases):
    return [rule["id"] for _, rule in cases]


def same_in_edtf(period, start, end):
    """Whether the library `edtf` knows the period and gives the same days; None where it has no bounds for it."""
    parsed = edtf.parse_edtf(period)
    if period.endswith("-24"):
        return True  # its winter ends on 31 December; ours in February
    for ours, theirs in ((start, parsed.lower_strict()), (end, parsed.upper_strict())):
        if ours and theirs[:3] != (ours.year, ours.month, ours.day):
            return False
        if not ours and not (isinstance(theirs, float) and math.isinf(theirs)):
            return False
    return True


@pytest.mark.parametrize("language, rule", COMPARATORS, ids=names(COMPARATORS))
def test_example_of_a_comparator_is_read_by_its_rule(language, rule):
    figure = read_figure(rule["example"], language)
    assert figure.comparator == rule["comparator"]
    assert rule["id"] in figure.rules


def test_ids_of_rules_are_unique():
    ids = names(COMPARATORS)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    "phrase, comparator, low, best, high",
    [
        ("Almeno 49 soldati", "at-least", 49, 49, None),
        ("oltre seimila morti", "more-than", 6000, 6000, None),
        ("circa 30.000 persone", "about", None, 30000, None),
        ("un soldato", "exact", 1, 1, 1),
        ("50 morti", "exact", 50, 50, 50),
        ("Fino a 80 vittime", "at-most", None, 80, 80),
        ("meno di 20 civili", "less-than", None, 20, 20),
        ("quasi duemila persone", "almost", None, 2000, 2000),
        ("non meno di 50 morti", "at-least", 50, 50, None),
        ("non più di 50 morti", "at-most", None, 50, 50),
        ("due milioni di persone", "exact", 2000000, 2000000, 2000000),
        ("non minori di 70 caduti", "at-least", 70, 70, None),
        ("non sono meno di 70 i caduti", "at-least", 70, 70, None),
        ("70+ caduti", "at-least", 70, 70, None),
        ("almeno 8 e fino a 26 pescatori", "between", 8, None, 26),
        ("almeno 8 e forse 26 pescatori", "between", 8, None, 26),
        ("da un minimo di 8 a un massimo di 26 pescatori", "between", 8, None, 26),
        ("tra 1,4 e 1,8 milioni di profughi", "between", 1400000, None, 1800000),
        ("tre o quattrocento fanti", "between", 300, None, 400),
        ("40/50 feriti", "between", 40, None, 50),
        ("2,750 caduti", "exact", 2750, 2750, 2750),
        ("più di 1,5 milioni di persone", "more-than", 1500000, 1500000, None),
        ("dopo sei mesi oltre 40 morti", "more-than", 40, 40, None),
        ("tra loro 3 morti in 2,5 anni", "exact", 3, 3, 3),
        ("nessun morto", "exact", 0, 0, 0),
        ("10–15 morti", "between", 10, None, 15),
        ("dieci o quindici morti", "between", 10, None, 15),
        ("una decina di morti", "about", None, 10, None),
        ("centinaia di morti", "vague", 100, None, None),
    ],
)
def test_figures(phrase, comparator, low, best, high):
    figure = read_figure(phrase, "it")
    assert (figure.comparator, figure.low, figure.best, figure.high) == (comparator, low, best, high)


@pytest.mark.parametrize(
    "phrase, said",
    [
        ("49 soldati e 50 azeri", "2 figures"),
        ("tre morti, 12 feriti", "2 figures"),
        ("un carro", "no figure"),
        ("duetre mesi", "no figure"),
        ("sei mesi", "no figure"),
        ("nel 2020", "no figure"),
        ("", "no figure"),
    ],
)
def test_a_phrase_needs_one_figure(phrase, said):
    with pytest.raises(ValueError, match=f"states {said}; one is needed"):
        read_figure(phrase, "it")


@pytest.mark.parametrize(
    "period, start, end, precision",
    [
        ("2022-09-13", date(2022, 9, 13), date(2022, 9, 13), "day"),
        ("2022-09-06~", date(2022, 9, 6), date(2022, 9, 6), "day"),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29), "month"),
        ("1994-12%", date(1994, 12, 1), date(1994, 12, 31), "month"),
        ("2020-21", date(2020, 3, 1), date(2020, 5, 31), "season"),
        ("2020-22", date(2020, 6, 1), date(2020, 8, 31), "season"),
        ("2020-24", date(2020, 12, 1), date(2021, 2, 28), "season"),
        ("2022?", date(2022, 1, 1), date(2022, 12, 31), "year"),
        ("199X", date(1990, 1, 1), date(1999, 12, 31), "decade"),
        ("1991-04/1991-06", date(1991, 4, 1), date(1991, 6, 30), "interval"),
        ("1991/..", date(1991, 1, 1), None, "open"),
        ("../1991", None, date(1991, 12, 31), "open"),
    ],
)
def test_bounds(period, start, end, precision):
    assert bounds(period) == (start, end, precision)
    assert same_in_edtf(period, start, end)


@pytest.mark.parametrize(
    "period",
    ["", "/", "../..", "yesterday", "2022-13", "2022-00", "2022-02-30", "2022-25", "2022-21-05", "22", "199X-05",
     "0000", "9999-24", "2022/2021", "2020/2021/2022", "2022-W37", " 2022", "2022\n", "２０２２", "2022~~"],
)  # fmt: skip
def test_bounds_refuse_what_is_no_period(period):
    with pytest.raises(ValueError, match="period"):
        bounds(period)


@given(st.text(alphabet="0123456789-/.X~?% "))
def test_bounds_of_any_text(text):
    try:
        start, end, _ = bounds(text)
    except ValueError:
        return
    assert (start or date.min) <= (end or date.max)


@given(st.dates(), st.dates())
def test_an_interval_has_the_bounds_it_was_written_from(one, other):
    start, end = sorted((one, other))
    assert bounds(interval(start, end))[:2] == (start, end)
    assert bounds(interval(start, None))[:2] == (start, None)
    assert days(start, start) == 1
    assert days(start, end) == (end - start).days + 1


def test_an_unknown_language_is_named_with_those_known():
    with pytest.raises(ValueError, match=r"'xx'.*\bit\b"):
        find_numbers("49", "xx")
