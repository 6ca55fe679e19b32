"""Sums are only made where they mean something and keep their certainty, averages keep no false digit."""

import inspect
import math
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata import certainty, i18n, record
from conflictdata.certainty import CELLS, STATED, KindError, OverlapError, Toll
from conflictdata.tolls import add, per_day, toll

DAY = date(2020, 1, 1)

# -- sums -------------------------------------------------------------------------------------------------------


def test_the_two_armies_add_up_to_at_least_99():
    total = cd.add("C03", "C04")
    assert str(total) == "at least 99, our sum (49 + 50)"
    assert (total.status, total.records, total.party) == ("our_sum", ("C03", "C04"), ("ARM", "AZE"))
    assert (total.kind, total.unit, total.start, total.end) == ("killed", "soldiers", *[date(2022, 9, 13)] * 2)
    assert str(add("C31", total)) == "at least 100, our sum (1 + 99)"


@pytest.mark.parametrize(
    "first, second, error, reason",
    [
        ("C34", "C36", OverlapError, "the record says C36 may include C34"),
        ("C03", "C36", OverlapError, "the record says C36 may include C03"),
        ("C31", "C36", OverlapError, "the record says C36 may include C31"),
        ("C03", "arm-sept-2022-49", OverlapError, "both cover 13 Sept 2022"),
        ("arm-ic-2020-3781", "arm-ic-2020-3825", OverlapError, "both cover 27 Sept–9 Nov 2020"),
        ("ucdp-1991-2020", "ucdp-2020", OverlapError, "both cover 1 Jan–31 Dec 2020"),
        ("arm-ic-2020-3825", "arm-ic-2020-missing-187", KindError, "; soldiers missing"),
        ("C03", "C34", KindError, "soldiers reported killed; people reported killed"),
        ("ucdp-1991-1994", "hrw-1994", KindError, "battle-related deaths; people reported killed"),
        ("place-2022-armenia", "ucdp-2021", KindError, "people killed in both states; battle-related deaths"),
        ("C03", "aze-sept-2022-50", KindError, "soldiers reported killed; soldiers and border guards reported killed"),
        ("C03", "aze-sept-2022-79", KindError, "whether aze-sept-2022-79 counts soldiers or all people is not said"),
        ("hrw-1994", "nov-2021-aze-7", KindError, "whether nov-2021-aze-7 counts soldiers or all people is not said"),
    ],
)
@pytest.mark.parametrize("turned", [False, True])
def test_what_must_not_be_added(first, second, error, reason, turned):
    with pytest.raises(error) as raised:
        add(*((second, first) if turned else (first, second)))
    said = str(raised.value)
    assert first in said and second in said
    assert all(part in said for part in reason.split("; "))


@pytest.mark.parametrize(
    "terms, error, reason",
    [
        (("C34", "C36"), OverlapError, "possono contare gli stessi morti: secondo i dati C36 può comprendere C34"),
        (("C03", "C34"), KindError, "contano cose diverse (militari che risultano uccisi; persone che"),
        (("C03", "arm-sept-2022-49"), OverlapError, "entrambi coprono 13 set. 2022"),
        (("reuters-2020-30000", "C34"), KindError, "l’arrotondamento di reuters-2020-30000 è più ampio di C34"),
        (("C04", "arm-sept-2022-135"), OverlapError, "in momenti diversi (14 set. 2022; verso il 16–17 set. 2022)"),
        (("C03", "aze-sept-2022-79"), KindError, "non è detto se aze-sept-2022-79 conti militari o tutte le persone"),
        (("prio-193-1994", "prio-193-2005"), KindError, "attendibilità bassa"),
        (("C05", "C03"), KeyError, "'C05' non è un’affermazione che conta persone (C03, C04, C31"),
        (("C99", "C03"), KeyError, "'C99' non è un’affermazione che conta persone"),
        (("C03",), ValueError, "almeno due bilanci"),
        ((Toll("vague", 20), Toll.count(3, party="AZE", start=DAY, end=DAY)), OverlapError, "un periodo non indicato"),
        ((Toll("vague", 20, party="ARM"), Toll.count(3, party="AZE")), KindError, "un bilancio vago"),
    ],
)
def test_a_refusal_is_said_in_the_language_asked_for(terms, error, reason):
    with pytest.raises(error) as raised:
        add(*terms, language="it")
    assert reason in raised.value.args[0]
    with pytest.raises(error) as raised:
        add(*terms)
    assert reason not in raised.value.args[0]


def test_a_toll_made_in_italian_prints_itself_in_italian():
    assert str(add("C03", "C04", language="it")) == "almeno 99, somma nostra (49 + 50)"
    assert str(per_day("C34", language="it")[0]).startswith("almeno 33 al giorno, ")
    assert str(add(add("C03", "C04", language="it"), "C31")) == "at least 100, our sum (99 + 1)"


def test_an_average_is_refused_in_the_language_asked_for():
    with pytest.raises(ValueError, match="nessuna media al giorno"):
        per_day(Toll.count(3, start=DAY), language="it")
    with pytest.raises(KindError, match="non si può dividere per giorni"):
        per_day(per_day("C03")[0], language="it")


def test_every_refusal_has_a_message():
    asked = {reason for _, reason, _ in certainty.REFUSALS}
    assert asked <= {key.removeprefix("refused.") for key in i18n.catalogue("en") if key.startswith("refused.")}


def test_a_sum_still_refuses_what_its_terms_refuse():
    with pytest.raises(OverlapError, match=r"C36 may include C03 \+ C04"):
        add(add("C03", "C04"), "C36")
    with pytest.raises(OverlapError, match="C03"):
        add("C03", "C04", "C03")


def test_a_sum_may_include_what_its_terms_may_include():
    wide, other, part = (Toll.count(9, party=side, records=(side,)) for side in "ABC")
    with pytest.raises(OverlapError, match=r"A \+ B may include C"):
        add(add(replace(wide, may_include=("C",)), other), part)
    assert add(add(wide, other), part).n == 27


def test_a_refusal_names_kinds_of_a_readers_own():
    with pytest.raises(KindError, match="taken away, persons; people reported killed"):
        add(Toll.count(3, kind="taken_away"), Toll.count(4))


def test_a_period_that_is_not_known_may_share_days_with_any():
    known = Toll.count(3, party=("ARM",), start=DAY, end=DAY)
    with pytest.raises(OverlapError, match="a period that is not stated"):
        add(known, Toll.count(4, party=("ARM",)))
    open_end = Toll.count(4, party=("ARM",), start=DAY - timedelta(9))
    with pytest.raises(OverlapError, match="1 Jan 2020"):
        add(known, open_end)
    with pytest.raises(OverlapError, match="both cover 1 Jan 2020;"):
        add(open_end, Toll.count(5, party=("ARM",), start=DAY))
    assert add(known, Toll.count(4, party=("AZE",))).best == 7


def test_no_party_means_all_sides():
    everyone = Toll.count(3, start=DAY, end=DAY)
    with pytest.raises(OverlapError, match="both cover 1 Jan 2020"):
        add(everyone, Toll.count(4, party=("ARM",), start=DAY, end=DAY))


def test_averages_and_vague_tolls_have_no_sum():
    (one,), (other,) = per_day("C03"), per_day("C04")
    with pytest.raises(KindError, match="averages"):
        add(one, other)
    with pytest.raises(KindError, match="vague"):
        add(Toll("vague", 20, party=("ARM",)), Toll.count(3, party=("AZE",)))


def test_a_sum_needs_two_terms():
    with pytest.raises(ValueError, match="two"):
        add("C03")


# What a term allows: the least and the greatest number of people that its words do not rule out.
COUNTS = st.integers(0, 10**6)


@st.composite
def some_toll(draw, comparators=tuple(STATED)):
    comparator = draw(st.sampled_from(comparators))
    cells = draw(st.sampled_from(sorted(STATED[comparator])))
    numbers = [draw(COUNTS)] * 3 if comparator in CELLS else sorted(draw(st.tuples(COUNTS, COUNTS, COUNTS)))
    return Toll(comparator, *(n if stated else None for n, stated in zip(numbers, cells, strict=True)))


def allowed(thing):
    """Return the least and the greatest number that a toll allows."""
    low, high = thing.bounds if thing.comparator == "about" else (thing.low, thing.high)
    low = 0 if low is None else low + (thing.comparator == "more-than")
    high = math.inf if high is None else high - (thing.comparator == "less-than")
    return low, high


ADDABLE = tuple(set(STATED) - {"vague"})


@given(st.lists(some_toll(ADDABLE), min_size=2, max_size=4))
def test_a_sum_allows_every_sum_of_what_its_terms_allow_and_says_no_more(terms):
    lows, highs = zip(*map(allowed, terms), strict=True)
    assume(all(low <= high for low, high in zip(lows, highs, strict=True)))  # "fewer than 0" allows nothing
    placed = [Toll(t.comparator, t.low, t.best, t.high, party=(str(i),)) for i, t in enumerate(terms)]
    try:
        total = add(*placed)
    except KindError as error:
        assert "nothing can be said" in str(error)
        assert {None} <= {t.low for t in terms} and {None} <= {t.high for t in terms}
        return
    low, high = allowed(total)
    assert low <= sum(lows)
    assert high >= sum(highs)
    kinds = {t.comparator for t in terms}
    assert (total.comparator == "exact") == (kinds == {"exact"})
    assert total.comparator != "estimate" or "estimate" in kinds
    if total.best is not None:
        assert total.comparator in CELLS or total.best == sum(t.best for t in terms)


def test_a_sum_in_italian_writes_its_terms_in_italian():
    terms = [Toll.count(6000, party=("A",)), Toll.count(30000, "about", party=("B",))]
    if "it" in i18n.languages():
        assert "6.000 + ≈ 30.000" in add(*terms, language="it").note
    assert "6,000 + ≈ 30,000" in add(*terms).note


def test_sums_of_each_certainty():
    def said(*terms):
        return str(add(*(Toll(*cells, party=(str(i),)) for i, cells in enumerate(terms))))

    assert said(("exact", 3, 3, 3), ("exact", 4, 4, 4)) == "7, our sum (3 + 4)"
    assert said(("more-than", 6, 6), ("at-least", 4, 4)) == "more than 10, our sum (6 + 4)"
    assert said(("at-least", 49, 49), ("estimate", 40, 50, 60)) == "at least 89, our sum (49 + 50)"
    assert said(("at-most", None, 9, 9), ("almost", None, 4, 4)) == "up to 13, our sum (9 + 4)"
    assert said(("about", None, 300), ("about", None, 40)) == "285 to 395, our sum (≈ 300 + ≈ 40)"
    assert said(("about", None, 300), ("at-least", 9, 9)) == "at least 259, our sum (≈ 300 + 9)"
    assert said(("between", 4, None, 6), ("exact", 1, 1, 1)) == "5 to 7, our sum (4–6 + 1)"
    assert said(("estimate", 1, 2, 3), ("exact", 4, 4, 4)) == "6 (5–7), our sum (2 + 4)"
    assert said(("estimate", None, 2), ("exact", 4, 4, 4)) == "6 (estimate, range not stated), our sum (2 + 4)"
    assert said(("estimate", 1, None, 3), ("estimate", 4, 4, 4)) == "5 to 7, our sum (1–3 + 4)"


# -- averages ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "claim_id, averages",
    [
        ("C03", [("at least 49 a day", 1, "our_average")]),
        ("C04", [("50 a day", 1, "our_average")]),
        ("C31", [("fewer than 1 a day", 7, "our_average")]),
        ("C34", [("at least 33 a day", 181, "our_average"), ("at least 136 a day", 44, "other_reading")]),
        ("C36", [("2 to 3 a day", 11580, "our_average"), ("11 to 15 a day", 2274, "other_reading")]),
    ],
)
def test_averages_of_the_article(claim_id, averages):
    rates = cd.per_day(claim_id)
    assert [(rate.words(), rate.days, rate.status) for rate in rates] == averages
    assert all(rate.records == (claim_id,) and rate.days for rate in rates)
    assert [rate.days for rate in rates] == record.periods().query("claim_id == @claim_id")["days"].tolist()


def test_an_average_says_over_which_days():
    assert [str(rate) for rate in per_day("C34")] == [
        "at least 33 a day, over the printed six months (181 days)",
        "at least 136 a day, over the 44 days of the fighting",
    ]
    assert str(per_day("C31")[0]) == "fewer than 1 a day, 1 in the week printed (7 days)"


def test_six_weeks_give_142_a_day():
    (rate,) = per_day(Toll.count(6000, "more-than", start=DAY, end=DAY + timedelta(days=41)))
    assert (rate.words(), rate.days) == ("at least 142 a day", 42)


@pytest.mark.parametrize(
    "toll_, days, words",
    [
        (Toll.count(70), 7, "10 a day"),
        (Toll.count(100), 7, "about 14 a day"),
        (Toll.count(3, "at-least"), 7, "at least 0 a day"),
        (Toll.count(20, "less-than"), 10, "up to 2 a day"),
        (Toll.count(21, "at-most"), 10, "up to 3 a day"),
        (Toll.count(5, "almost"), 10, "fewer than 1 a day"),
        (Toll("between", 30, None, 60), 10, "3 to 6 a day"),
        (Toll("between", 30, None, 31), 10, "3 to 4 a day"),
        (Toll("estimate", 10, 20, 30), 10, "1 to 3 a day"),
        (Toll("estimate", None, 20), 10, "about 2 a day"),
        (Toll("estimate", 10, None, 30), 10, "1 to 3 a day"),
    ],
)
def test_averages_of_each_certainty(toll_, days, words):
    end = DAY + timedelta(days=days - 1)
    (rate,) = per_day(Toll(toll_.comparator, toll_.low, toll_.best, toll_.high, start=DAY, end=end))
    assert rate.words() == words
    if words in ("fewer than 1 a day", "at least 0 a day"):
        assert str(rate) == f"{words}, {toll_.words()} over its own period"


@given(some_toll(ADDABLE), st.integers(1, 20000))
def test_an_average_allows_every_average_of_what_the_toll_allows_to_the_nearest_person(toll_, days):
    assume(allowed(toll_)[0] <= allowed(toll_)[1])
    end = DAY + timedelta(days=days - 1)
    (rate,) = per_day(Toll(toll_.comparator, toll_.low, toll_.best, toll_.high, start=DAY, end=end))
    assert all(n is None or n == int(n) for n in (rate.low, rate.best, rate.high))
    low, high = (n / days for n in allowed(toll_))
    if toll_.comparator == "estimate" and toll_.low is None:
        low = high = toll_.best / days
    least, greatest = (rate.low, rate.high) if rate.comparator != "about" else rate.bounds
    assert (least or 0) <= low + 0.5
    assert greatest is None or greatest >= high - 0.5
    if rate.comparator == "exact":
        assert toll_.comparator == "exact"
    if toll_.high is None and toll_.comparator not in ("about", "estimate"):
        assert greatest is None and least <= low


def test_what_has_no_average():
    with pytest.raises(ValueError, match="C09 has no period"):
        per_day(Toll.count(3, start=DAY, records=("C09",)))
    with pytest.raises(KindError, match="cannot be divided"):
        per_day(Toll("vague", 20, start=DAY, end=DAY))
    with pytest.raises(KindError, match="cannot be divided"):
        per_day(per_day("C03")[0])


def test_every_reference_with_a_period_has_an_average():
    references = cd.references()
    closed = references.dropna(subset=["start", "end"])
    assert len(closed) > 150
    for reference_id, days in closed[["reference_id", "days"]].itertuples(index=False):
        (rate,) = per_day(reference_id)
        assert rate.days == days


# -- from the record --------------------------------------------------------------------------------------------


def test_every_claim_that_counts_and_every_reference_is_a_toll():
    for frame, key in ((cd.casualties(), "claim_id"), (cd.references(), "reference_id")):
        for row in frame.astype(object).where(frame.notna(), None).to_dict("records"):
            one = toll(row[key])
            assert one.records == (row[key],)
            assert {b: getattr(one, b) for b in record.BOUNDS} == {b: row[b] for b in record.BOUNDS}
            assert one.party == (tuple(row["party"].split(";")) if row["party"] else ())
    assert toll(one) is one


def test_a_toll_was_given_on_the_day_of_its_row_and_a_claim_on_that_of_the_article():
    stated = cd.references().set_index("reference_id")["as_of"].fillna("")
    assert (stated == "").any() and {toll(name).as_of for name in cd.casualties()["claim_id"]} == {"2022-09-14"}
    assert all(toll(name).as_of == day for name, day in stated.items())


def test_a_toll_of_nothing_says_what_there_is():
    for thing in ("C05", "C99", ["C36"], None):
        said = f"{thing!r} is no claim that counts people (C03, C04, C31, C34, C36) and no reference; see"
        with pytest.raises(KeyError, match=re.escape(said)):
            toll(thing)


def test_every_field_of_a_toll_is_documented():
    told = inspect.getdoc(Toll)
    assert all(name in told for name in inspect.signature(Toll).parameters)


@pytest.mark.parametrize(
    ("one", "other", "error", "reason"),
    [
        ("aze-claim-sept-2022-arm-450", "arm-claim-sept-2022-aze-431", cd.KindError, "only to label it"),
        ("arm-sept-2022-49", "aze-sept-2022-80", cd.OverlapError, "reported at different times"),
        ("C04", "arm-sept-2022-135", cd.OverlapError, "reported at different times"),
        ("tegh-2023-arm-4", "tegh-2023-aze-3", cd.KindError, "soldiers or all people is not said"),
        ("reuters-2020-30000", "C34", cd.KindError, "rounding of reuters-2020-30000"),
        ("prio-193-1994", "prio-193-2005", cd.KindError, "only to label it"),
        ("offensive-2023-nk-223", "fuel-depot-2023-220", cd.KindError, "people reported killed; deaths in an accident"),
    ],
)
def test_sums_of_the_record_that_mean_nothing_are_refused(one, other, error, reason):
    for pair in ((one, other), (other, one)):
        with pytest.raises(error) as refused:
            cd.add(*pair)
        said = str(refused.value)
        assert one in said and other in said and all(part in said for part in reason.split("; "))


def test_a_toll_that_says_no_day_is_added_unless_the_other_was_preliminary():
    mine = Toll.count(3, party="ARM", start=DAY, end=DAY)
    dated = {"party": "AZE", "start": DAY, "end": DAY, "as_of": "2020-01-02"}
    assert add(mine, Toll.count(4, **dated)).n == 7
    with pytest.raises(OverlapError, match="at different times"):
        add(mine, Toll.count(4, status="preliminary", **dated))


def test_a_party_and_days_may_be_written_as_text():
    day = "2020-01-01"
    mine = cd.Toll.count(5, party="ARM", start=day, end=day)
    assert mine.party == ("ARM",) and mine.start == date(2020, 1, 1)
    with pytest.raises(cd.OverlapError):
        cd.add(mine, cd.Toll.count(6, party=("ARM",), start=day, end=day))
    assert cd.add(mine, cd.Toll.count(6, party="AZE", start=day, end=day)).n == 11
