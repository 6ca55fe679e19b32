"""Rules read their examples and the article's phrases, and read nothing where nothing is said."""

import math
from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from conflictdata.reading import bounds, days, find_numbers, find_times, interval, read_figure, rules

READ_ON = date(2022, 9, 14)
LANGUAGES = rules.languages()
COMPARATORS = [(code, rule) for code in LANGUAGES for rule in rules.load(code)["comparators"]]
TIMES = [(code, rule) for code in LANGUAGES for rule in rules.load(code)["times"]]
SPACES = " \u00a0\u2009\u202f"


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


@pytest.mark.parametrize("language, rule", TIMES, ids=names(TIMES))
def test_example_of_a_time_is_read_by_its_rule(language, rule):
    (time,) = find_times(rule["example"], language, READ_ON)
    assert time.rule == rule["id"]
    assert {"period": time.period, "duration": time.duration} == {
        "period": rule.get("period"),
        "duration": rule.get("duration"),
    }
    if time.period:
        assert bounds(time.period)[:2] == (time.start, time.end)
        assert same_in_edtf(time.period, time.start, time.end)


def test_ids_of_rules_are_unique():
    ids = names(COMPARATORS + TIMES)
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
        ("più di 1,5 milioni di persone", "more-than", 1500000, 1500000, None),
        ("dopo sei mesi oltre 40 morti", "more-than", 40, 40, None),
        ("tra loro 3 morti in 2,5 anni", "exact", 3, 3, 3),
    ],
)
def test_figures(phrase, comparator, low, best, high):
    figure = read_figure(phrase, "it")
    assert (figure.comparator, figure.low, figure.best, figure.high) == (comparator, low, best, high)


@pytest.mark.parametrize(
    "phrase, period, duration, start, end",
    [
        ("martedì", "2022-09-13", None, date(2022, 9, 13), date(2022, 9, 13)),
        ("lunedì sera", "2022-09-12", None, date(2022, 9, 12), date(2022, 9, 12)),
        ("mercoledì", "2022-09-07", None, date(2022, 9, 7), date(2022, 9, 7)),
        ("la scorsa settimana", "2022-09-05/2022-09-11", None, date(2022, 9, 5), date(2022, 9, 11)),
        ("nell'autunno del 2020", "2020-23", None, date(2020, 9, 1), date(2020, 11, 30)),
        ("nell’autunno del 2020", "2020-23", None, date(2020, 9, 1), date(2020, 11, 30)),
        ("nella primavera 2010", "2010-21", None, date(2010, 3, 1), date(2010, 5, 31)),
        ("nell'estate del 1993", "1993-22", None, date(1993, 6, 1), date(1993, 8, 31)),
        ("nell'inverno 2020", "2020-24", None, date(2020, 12, 1), date(2021, 2, 28)),
        ("dal 1991", "1991/..", None, date(1991, 1, 1), None),
        ("nel 2020", "2020", None, date(2020, 1, 1), date(2020, 12, 31)),
        ("sei mesi", None, "P6M", None, None),
        ("un mese", None, "P1M", None, None),
        ("44 giorni", None, "P44D", None, None),
        ("1.000 giorni", None, "P1000D", None, None),
        ("2,5 anni", None, "P2.5Y", None, None),
    ],
)
def test_times(phrase, period, duration, start, end):
    (time,) = find_times(phrase, "it", READ_ON)
    assert (time.phrase, time.period, time.duration) == (phrase, period, duration)
    assert (time.start, time.end) == (start, end)
    assert period is None or same_in_edtf(period, start, end)


@pytest.mark.parametrize("phrase", ["martedì", "lunedì sera", "la scorsa settimana"])
def test_without_a_day_of_publication_nothing_is_guessed(phrase):
    (time,) = find_times(phrase, "it")
    assert time.relative
    assert (time.period, time.start, time.end) == (None, None, None)


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(list(rules.load("it")["names"]["weekday"].items()))
)
def test_a_weekday_is_in_the_seven_days_before(published, weekday):
    (time,) = find_times(weekday[0], "it", published)
    assert 1 <= (published - time.start).days <= 7
    assert time.start.isoweekday() == weekday[1]


def test_a_run_of_parts_that_is_no_number_has_no_duration():
    assert find_times("duetre mesi", "it") == []


def values(text):
    return [number.value for number in find_numbers(text, "it")]


@given(st.integers(0, 999_999))
def test_number_words(n):
    # num2words writes 118 as "centodicotto"; the i is put back.
    words = num2words(n, lang="it").replace("dicotto", "diciotto")
    assert values(f"{words} persone") == [n]
    assert values(f"tra {words.upper()}.") == ([] if n == 1 else [n])  # "uno" alone is an article


@given(st.integers(0, 10**9), st.sampled_from([".", *SPACES]))
def test_digits(n, group):
    grouped = f"{n:,}".replace(",", group)
    (number,) = find_numbers(f"oltre {grouped} morti", "it")
    assert number.value == n
    assert f"oltre {grouped} morti"[number.start : number.end] == grouped


@pytest.mark.parametrize(
    "text",
    ["", "un carro", "una volta", "Mila", "vent", "cent", "duetre", "trentaventi", "milacento", "ventitrecento",
     "T-72", "Su-25", "14:30", "18%", "18 %", "1.5", "13/09/2022", "2020-09-27", "10-15", "seimilatremila",
     "9" * 5000, "due" * 5000],
)  # fmt: skip
def test_what_is_no_count_is_not_read(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "phrase, said",
    [
        ("49 soldati e 50 azeri", "2 figures"),
        ("10–15 morti", "2 figures"),
        ("dieci o quindici morti", "2 figures"),
        ("nessun morto", "no figure"),
        ("duetre mesi", "no figure"),
        ("sei mesi", "no figure"),
        ("nel 2020", "no figure"),
        ("", "no figure"),
    ],
)
def test_a_phrase_needs_one_figure(phrase, said):
    with pytest.raises(ValueError, match=f"states {said}; one is needed"):
        read_figure(phrase, "it")


PIECES = st.sampled_from(
    [rule["example"] for _, rule in COMPARATORS + TIMES]
    + [*rules.load("it")["numbers"]["words"], *rules.load("it")["numbers"]["scales"], *rules.load("it")["counted"]]
    + ["30.000", "2,5", "-", "–", ".", "%", "’", "\n", *SPACES]
)
TEXTS = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=12).map("".join))


@given(TEXTS)
def test_any_text_is_read_with_offsets_into_it(text):
    for time in find_times(text, "it", READ_ON):
        assert text[time.char_start : time.char_end] == time.phrase != ""
        assert bool(time.period) != bool(time.duration)
    ends = 0
    for number in find_numbers(text, "it"):
        assert ends <= number.start < number.end
        assert values(text[number.start : number.end] + " persone") == [number.value]
        ends = number.end
    try:
        figure = read_figure(text, "it")
    except ValueError as error:
        assert "one is needed" in str(error)
    else:
        assert figure.best in values(text[figure.number_start : figure.number_end] + " persone")


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
