"""Times: every rule reads its example, conventions hold, and random text neither raises nor moves an offset."""

import math
from datetime import date

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictdata.edtf import bounds
from conflictdata.reading import rules
from conflictdata.reading.times import find_times

READ_ON = date(2022, 9, 14)  # a Wednesday; the examples of the rules are read on it
RULES = [(code, rule) for code in ("it", "en") for rule in rules.language(code).rules["times"]]
REASONS = {
    "no day of publication", "event-anchored", "impossible date", "weekday contradicts date", "year not stated",
    "vague",
}  # fmt: skip


def check(text, time):
    """What holds for every time, whatever the text."""
    assert text[time.char_start : time.char_end] == time.phrase == time.phrase.strip() != ""
    assert [bool(time.period), bool(time.duration), bool(time.reason)].count(True) == 1
    if not time.period:
        assert (time.start, time.end) == (None, None)
        assert time.reason is None or time.reason in REASONS
        return
    assert bounds(time.period)[:2] == (time.start, time.end)
    parsed = edtf.parse_edtf(time.period)
    if "-24" in time.period[4:7]:
        return  # its winter ends on 31 December, ours in February
    for ours, theirs in ((time.start, parsed.lower_strict()), (time.end, parsed.upper_strict())):
        assert math.isinf(theirs) if ours is None else theirs[:3] == (ours.year, ours.month, ours.day)


@pytest.mark.parametrize("language, rule", RULES, ids=[rule["id"] for _, rule in RULES])
def test_a_rule_reads_its_example(language, rule):
    for phrase, meanings in rule["example"].items():
        times = find_times(phrase, language, READ_ON)
        for time in times:
            check(phrase, time)
        assert [time.period or time.duration or time.reason for time in times] == meanings
        assert not times or times[0].rule == rule["id"] or rule.get("other")


def test_ids_are_unique():
    ids = [rule["id"] for _, rule in RULES]
    assert len(ids) == len(set(ids))


def read(text, language, published=READ_ON):
    times = find_times(text, language, published)
    for time in times:
        check(text, time)
    return [(time.phrase, time.period or time.duration or time.reason) for time in times]


@pytest.mark.parametrize(
    "language, text, expected",
    [
        # days
        ("it", "il primo maggio e il 3 giugno", [("il primo maggio", "2022-05-01"), ("il 3 giugno", "2022-06-03")]),
        ("it", "l’8 marzo 2022", [("l’8 marzo 2022", "2022-03-08")]),
        ("it", "il 2-Ott", [("il 2-Ott", "2021-10-02")]),
        ("it", "il 3 marzo e il 12 aprile 2021", [("il 3 marzo", "2021-03-03"), ("il 12 aprile 2021", "2021-04-12")]),
        ("it", "LUNEDÌ 12 SETTEMBRE 2022", [("LUNEDÌ 12 SETTEMBRE 2022", "2022-09-12")]),
        ("it", "lunedi\u0300 sera", [("lunedi\u0300 sera", "2022-09-12")]),
        ("it", "martedì 12 settembre 2022", [("martedì 12 settembre 2022", "weekday contradicts date")]),
        ("it", "il 30 febbraio", [("il 30 febbraio", "impossible date")]),
        ("it", "il 29 febbraio", [("il 29 febbraio", "2020-02-29")]),
        ("en", "12th of September", [("12th of September", "2022-09-12")]),
        ("en", "on Sept. 15, 2021", [("on Sept. 15, 2021", "2021-09-15")]),
        ("en", "on Friday 12 June 2021", [("on Friday 12 June 2021", "weekday contradicts date")]),
        ("en", "03/04/2022 or 25/04/2022", [("03/04/2022", "vague"), ("25/04/2022", "2022-04-25")]),
        ("en", "In June 12 people died", [("In June", "2022-06")]),
        ("en", "in December 2020 and on 3 January", [("in December 2020", "2020-12"), ("on 3 January", "2021-01-03")]),
        ("en", "In August 12 had died", [("In August", "2022-08")]),
        ("en", "May was the worst, with the March offensive", [("May", "2022-05"), ("the March", "2022-03")]),
        # a bare weekday is the last one up to publication, that day included
        ("it", "mercoledì", [("mercoledì", "2022-09-14")]),
        ("it", "mercoledì scorso", [("mercoledì scorso", "2022-09-07")]),
        ("en", "on Wednesday and on Thursday", [("on Wednesday", "2022-09-14"), ("on Thursday", "2022-09-08")]),
        ("it", "mercoledì prossimo", [("mercoledì prossimo", "2022-09-21")]),
        ("it", "oggi, mercoledì", [("oggi, mercoledì", "2022-09-14")]),
        ("it", "lunedì alle 14:30", [("lunedì", "2022-09-12")]),
        ("it", "lunedì 12 soldati sono morti", [("lunedì", "2022-09-12")]),
        ("en", "next Tuesday", [("next Tuesday", "2022-09-20")]),
        ("en", "on Tuesday night", [("on Tuesday night", "2022-09-13")]),
        # from one to another
        ("it", "nella notte tra lunedì e martedì", [("nella notte tra lunedì e martedì", "2022-09-12/2022-09-13")]),
        ("it", "da dicembre 2021 a marzo", [("da dicembre 2021 a marzo", "2021-12/2022-03")]),
        ("it", "tra il 1975 e il 1990", [("tra il 1975 e il 1990", "1975/1990")]),
        ("it", "il 28 settembre-3 ottobre 2020", [("il 28 settembre-3 ottobre 2020", "2020-09-28/2020-10-03")]),
        ("en", "between April and September of 1993", [("between April and September of 1993", "1993-04/1993-09")]),
        ("en", "March 7-9", [("March 7-9", "2022-03-07/2022-03-09")]),
        ("en", "on the night of 9–10 October", [("of 9–10 October", "2021-10-09/2021-10-10")]),
        ("it", "martedì e mercoledì", [("martedì e mercoledì", "2022-09-13/2022-09-14")]),
        ("it", "il 3, il 4 e il 5 marzo", [("il 3, il 4 e il 5 marzo", "2022-03-03/2022-03-05")]),
        ("it", "il 4 e il 5 marzo 2021", [("il 4 e il 5 marzo 2021", "2021-03-04/2021-03-05")]),
        ("en", "on September 12 and 13", [("on September 12 and 13", "2022-09-12/2022-09-13")]),
        ("it", "a luglio e agosto", [("a luglio e agosto", "2022-07/2022-08")]),
        ("en", "in June, July and in August", [("in June, July and in August", "2022-06/2022-08")]),
        ("it", "nel 2019 e 2020", [("nel 2019 e 2020", "2019/2020")]),
        ("en", "in May and August", [("in May", "2022-05"), ("August", "2022-08")]),
        # from one to another, with a clause or an hour between
        ("it", "dal 2 maggio, quando cedette la diga, al 9 giugno",
         [("dal 2 maggio, quando cedette la diga, al 9 giugno", "2022-05-02/2022-06-09")]),
        ("it", "tra le 18 del 4 marzo e le ore 12 del 2 aprile",
         [("tra le 18 del 4 marzo e le ore 12 del 2 aprile", "2022-03-04/2022-04-02")]),
        ("en", "between 3 May (the day of the vote) and 18:00 on 5 June",
         [("between 3 May (the day of the vote) and 18:00 on 5 June", "2022-05-03/2022-06-05")]),
        ("en", "from 6 p.m. on 3 May to 6 a.m. on 5 May",
         [("from 6 p.m. on 3 May to 6 a.m. on 5 May", "2022-05-03/2022-05-05")]),
        # a state of things up to a day
        ("it", "Al 4 maggio i morti erano 60", [("Al 4 maggio", "../2022-05-04")]),
        ("it", "rinviato al 4 maggio", [("al 4 maggio", "2022-05-04")]),
        ("en", "as of this week", [("as of this week", "../2022-09-18")]),
        ("en", "As of March, 60 had died", [("As of March", "../2022-03")]),
        # before a part of a day is that day
        ("it", "prima dell'alba di domenica", [("prima dell'alba di domenica", "2022-09-11")]),
        ("en", "before noon on Sunday", [("before noon on Sunday", "2022-09-11")]),
        # open ends
        ("en", "By Monday it had ended", [("By Monday", "../2022-09-12")]),
        ("it", "dal 7 ottobre", [("dal 7 ottobre", "2021-10-07/..")]),
        ("it", "dall'altro ieri", [("dall'altro ieri", "2022-09-12/..")]),
        ("it", "entro la fine del mese", [("entro la fine del mese", "../2022-09-30")]),
        ("en", "since May", [("since May", "2022-05/..")]),
        ("en", "after 2014", [("after 2014", "2015/..")]),
        # parts, seasons, decades
        ("it", "a metà degli anni Novanta", [("a metà degli anni Novanta", "1993/1995")]),
        ("it", "nella seconda metà di marzo", [("nella seconda metà di marzo", "2022-03-16/2022-03-31")]),
        ("it", "nell’inverno del '43", [("nell’inverno del '43", "1943-24")]),
        ("en", "the mid-1990s", [("the mid-1990s", "1993/1995")]),
        ("en", "late last month", [("late last month", "2022-08-21/2022-08-31")]),
        # counted from publication
        ("it", "due anni fa", [("due anni fa", "2020")]),
        ("it", "un mese fa", [("un mese fa", "2022-08-14~")]),
        ("it", "negli ultimi tre giorni", [("negli ultimi tre giorni", "2022-09-11/2022-09-14")]),
        ("en", "in the past week", [("in the past week", "2022-09-07/2022-09-14")]),
        # lengths
        ("it", "un anno e mezzo di guerra", [("un anno e mezzo", "P1.5Y")]),
        ("it", "1.000 giorni", [("1.000 giorni", "P1000D")]),
        ("en", "a six-month siege", [("six-month", "P6M")]),
        ("en", "two and a half years", [("two and a half years", "P2.5Y")]),
        # what hangs on an event
        ("it", "al 33º giorno di guerra", [("33º giorno di guerra", "event-anchored")]),
        ("it", "ventidue anni dopo", [("ventidue anni dopo", "event-anchored")]),
        ("en", "in the last week of the war", [("the last week", "event-anchored")]),
        ("en", "in the last three days of fighting", [("in the last three days", "2022-09-11/2022-09-14")]),
        ("en", "its third week", [("third week", "event-anchored")]),
        # the year of a period named before in the sentence
        ("it", "in maggio 1916, il 1º maggio", [("in maggio 1916", "1916-05"), ("il 1º maggio", "1916-05-01")]),
        ("it", "nel 1994 uccisero 20 uomini il 7 aprile", [("nel 1994", "1994"), ("il 7 aprile", "1994-04-07")]),
        ("en", "in August 1917, on the 18th", [("in August 1917", "1917-08"), ("on the 18th", "1917-08-18")]),
        ("en", "on 6 April 1994 and on 7 July", [("on 6 April 1994", "1994-04-06"), ("on 7 July", "1994-07-07")]),
        # the year of a day long ago in the sentence before
        ("it", "Il 2 maggio 1982 affondò. Finì il 14 giugno.",
         [("Il 2 maggio 1982", "1982-05-02"), ("il 14 giugno", "1982-06-14")]),
        ("en", "It began on 2 December 1982. It ended on 3 January.",
         [("on 2 December 1982", "1982-12-02"), ("on 3 January", "1983-01-03")]),
        ("en", "It began on 2 May 1982. On 12 September it rained.",
         [("on 2 May 1982", "1982-05-02"), ("On 12 September", "2022-09-12")]),
        ("en", "In 1995 it fell. That August it rose.", [("In 1995", "1995"), ("That August", "year not stated")]),
        ("it", "in agosto di quell'anno", [("agosto di quell'anno", "year not stated")]),
        # since when an event began
        ("it", "dall’inizio della guerra, il 2 maggio,", [("dall’inizio della guerra, il 2 maggio", "2022-05-02/..")]),
        ("it", "da quando i ribelli sono entrati in città nel 2014", [("nel 2014", "2014/..")]),
        ("en", "since war broke out in April 2021", [("since war broke out in April 2021", "2021-04/..")]),
        ("en", "he has since been freed on Monday", [("on Monday", "2022-09-12")]),
        ("en", "Since floods came in mid-June", [("in mid-June", "2022-06-11/..")]),
        ("en", "since the failed coup on 1 June", [("on 1 June", "2022-06-01/..")]),
        ("it", "dal colpo di stato del 8 giugno", [("dal colpo di stato del 8 giugno", "2022-06-08/..")]),
        ("it", "i morti dal golpe militare del 9 gennaio", [("dal golpe militare del 9 gennaio", "2022-01-09/..")]),
        ("it", "feriti dal raid del 3 maggio", [("dal raid", "event-anchored"), ("del 3 maggio", "2022-05-03")]),
        # parts of a week and of a year
        ("it", "a metà settimana", [("a metà settimana", "2022-09-14/2022-09-15")]),
        ("en", "at the end of the week", [("at the end of the week", "2022-09-16/2022-09-18")]),
        ("en", "in the third month of 2021", [("in the third month of 2021", "2021-03")]),
        # the year of an event, which a round number before its people is not
        ("en", "the 1500 men of the siege", []),
        ("en", "the 1994 genocide", [("the 1994", "1994")]),
        ("en", "Spain's 1936 military coup", [("1936", "1936")]),
    ],
)  # fmt: skip
def test_conventions(language, text, expected):
    assert read(text, language) == expected


@pytest.mark.parametrize(
    "language, text",
    [("it", t) for t in (
        "", "un Su-25 e due T-72", "l'articolo 51", "il 18%", "3,3 milioni", "finì 2-1", "2000 soldati",
        "fino a 1800 russi", "tra 1800 e 2000 russi", "un bambino di 3 anni", "di 20 e 23 anni", "secondo il comando",
        "nel mar Nero", "sette morti", "150 uomini al giorno", "24 ore su 24", "versione 2.0.1", "tel. 06 555 0142",
        "fare qualcosa il 32", "xieri", "un neonato di 3 mesi",
        "la fila di 1840 pastori", "salito dal 15 al 20 per cento",
    )]
    + [("en", t) for t in (
        "They may march on", "a force of 2000 soldiers", "of 2000 Russians", "over 2000 Russians", "4,000 a day",
        "up to 2000 Ukrainians", "a 34-year-old nurse", "aged 45", "the fall of Kabul", "Two F-16s", "Route 26",
        "won 3-2", "Resolution 2741", "he sat down in the sun", "24/7", "the 1994 prisoners of war",
        "consist of 1840 persons", "the 1943 internees of the siege", "a three-month-old baby",
    )],
)  # fmt: skip
def test_what_is_no_time(language, text):
    assert read(text, language) == []


@pytest.mark.parametrize(
    "language, text, reason",
    [
        ("it", "martedì", "no day of publication"), ("it", "la scorsa settimana", "no day of publication"),
        ("it", "il 3 marzo", "year not stated"), ("it", "tre giorni fa", "no day of publication"),
        ("en", "yesterday", "no day of publication"), ("en", "since May", "year not stated"),
    ],
)  # fmt: skip
def test_without_a_day_of_publication_nothing_is_guessed(language, text, reason):
    (time,) = find_times(text, language)
    check(text, time)
    assert (time.reason, time.relative) == (reason, True)


@given(st.dates(date(1900, 1, 1), date(2090, 1, 1)), st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_its_year_is_the_last_one(published, month, day):
    name = list(rules.language("it").rules["names"]["month"])[month - 1]
    (time,) = find_times(f"il {day} {name}", "it", published)
    assert time.start <= published < time.start.replace(year=time.start.year + 1)
    assert (time.start.month, time.start.day) == (month, day)


PIECES = st.sampled_from(
    [phrase for _, rule in RULES for phrase in rule["example"]]
    + [word for code in ("it", "en") for table in rules.language(code).rules["glue"].values() for word in table]
    + [word for code in ("it", "en") for table in rules.language(code).rules["names"].values() for word in table]
    + ["2020", "12", "31", "0", "9999", "'90", "29/2", "12/13/2020", "30.000", "-", "–", "—", ",", ".", "\n", "\u00a0",
       "\ufeff", "🙂"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3), st.just(" ")), max_size=14).map("".join),
    st.lists(PIECES, max_size=10).map(" ".join),
)  # fmt: skip


@given(TEXTS, st.sampled_from(["it", "en"]), st.one_of(st.none(), st.dates()))
def test_any_text_is_read_with_offsets_into_it(text, language, published):
    end = 0
    for time in find_times(text, language, published):
        check(text, time)
        assert end <= time.char_start
        end = time.char_end
