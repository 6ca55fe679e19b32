"""Any text is read without an error, and what is read of it keeps its promises."""

import doctest
import html
import json
import random
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path

import edtf
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata import record
from conflictdata.i18n import catalogue
from conflictdata.reading import find_numbers, masks, numbers, result, rules, showing
from conflictdata.reading.words import accented

LANGUAGES = rules.languages()
PUBLISHED = date(2023, 3, 15)
SAMPLE = {
    "it": "Ieri almeno 40 civili morti e dodici feriti nel villaggio, a 3 chilometri dal fronte.",
    "en": "At least 40 civilians were killed yesterday and twelve were wounded in the village, 3 km from the front.",
}
PASSAGES = [
    json.loads(line)
    for line in (Path(__file__).parent / "passages/development.jsonl").read_text(encoding="utf-8").splitlines()
]
PIECES = {
    "it": "almeno|oltre|circa|tra|e|da|a|il|nessun|un|una decina di|centinaia di|12|6.000|1,7 milioni|150mila|seimila|"
    "30 febbraio|3 marzo|lunedì 12 giugno 2021|ieri|nel 2020|dal|martedì|sei mesi|morti|feriti|soldati|civili armeni|"
    "uccisi|dispersi|sono|di cui|per cento|km|Su-25|T-72|14:30|2-1|articolo 51|44º giorno|anni|euro|«|»|(|)|, |. |; ",
    "en": "at least|more than|about|between|and|from|to|the|no|a dozen|hundreds of|12|6,000|1.7 million|six thousand|"
    "30 February|3 March|Friday 12 June 2021|yesterday|in 2020|since|Tuesday|six months|people|killed|wounded|"
    "soldiers|Armenian civilians|missing|were|of whom|per cent|km|Su-25|T-72|14:30|2-1|article 51|44th day|years|"
    "$|“|”|(|)|, |. |; ",
}
SPOILT = [
    "\ufeff",
    "\r\n",
    "\n\n",
    "\u00a0",
    "\u202f",
    "😀",
    "e\u0300",
    "\u0000",
    "\ud800",
    "’",
    "'",
    "<b>",
    "&",
    "٣",
    "²",
]
SPOILT_NUMBERS = [
    "\n",
    "- ",
    "• ",
    ", ",
    "(",
    ")",
    "12",
    "1,200",
    "1.200",
    "3.5",
    "3,5",
    "1/2",
    "30/40",
    "12:30",
    "½",
    "1998",
    "un",
    "no",
    "half a",
    "2-3",
    "%",
    "mln",
    "mila",
]
SLOW = settings(max_examples=150)


def texts(language):
    pieces = st.sampled_from([*PIECES[language].split("|"), *SPOILT])
    joined = st.lists(pieces, max_size=25).map(" ".join) | st.lists(pieces, max_size=25).map("".join)
    return joined | st.text(max_size=80)


def kept_promises(reading):
    """Check what holds for every reading of every text."""
    for name, columns in result.TABLES.items():
        frame = getattr(reading, name)
        assert frame.dtypes.astype(str).to_dict() == columns
        for phrase, start, end in frame[["phrase", "char_start", "char_end"]].itertuples(index=False):
            assert 0 <= start < end and reading.text[start:end] == phrase
        assert frame["char_start"].is_monotonic_increasing or name == "figures"
    figures, dates = reading.figures, reading.dates
    for row in figures.itertuples():
        assert row.char_start <= row.number_start < row.number_end <= row.char_end
        if not pd.isna(row.date_phrase):
            assert reading.text[row.date_char_start : row.date_char_end] == row.date_phrase
    assert set(reading.unresolved["reason"]) <= set(result.REASONS)
    assert set(dates["role"]) <= {"event", "report", "other"}
    for period in {*figures["period"].dropna(), *dates["period"].dropna()}:
        edtf.parse_edtf(period)
    account = reading.account
    assert account["found"] == account["used"] + account["masked"] + account["unresolved"]
    assert (account["used"] > 0) <= (len(figures) > 0)
    assert "<script" not in reading._repr_html_() and repr(reading)


@SLOW
@given(st.data(), st.sampled_from(LANGUAGES), st.sampled_from([None, PUBLISHED]))
def test_no_text_raises_and_every_reading_keeps_its_promises(data, language, published):
    kept_promises(cd.read(data.draw(texts(language)), published, language))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_passages_keep_them(passage):
    text, published, language = (passage[key] for key in ("text", "published", "language"))
    for each in (text, text.upper(), "\ufeff" + text.replace(". ", ".\r\n"), text.replace(" ", "\u00a0")):
        kept_promises(cd.read(each, published, language))
    assert result.tell(text) == language


def mutated(rng, text, others):
    """Return a text with pieces taken out, doubled, moved, put in from other texts."""
    pieces = re.findall(r"\w+|\s+|[^\w\s]", text)
    for _ in range(rng.randint(1, 6)):
        i, other = rng.randrange(len(pieces)), re.findall(r"\w+|\s+|[^\w\s]", rng.choice(others))
        first = rng.randrange(len(other))
        single = [pieces[i].upper(), rng.choice(pieces), rng.choice(SPOILT_NUMBERS)]
        new = [[], [pieces[i]] * 2, other[first : first + rng.randint(1, 8)], *([one] for one in single)]
        pieces[i : i + rng.randint(0, 2)] = rng.choice(new)
        pieces = pieces or [" "]
    return "".join(pieces)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_number_of_a_mutated_passage_is_lost_or_told_twice(language):
    passages, rng = [each["text"] for each in PASSAGES if each["language"] == language], random.Random(15)
    for _ in range(250):
        text = mutated(rng, rng.choice(passages), passages)
        reading = result.records(text, PUBLISHED, language)
        tables = reading.records
        rows = [row[17:19] for row in tables["figures"]]
        dates, unresolved, masked = ([row[1:3] for row in tables[name]] for name in ("dates", "unresolved", "masks"))

        def told(number, spans):
            return any(start <= number.start and number.end <= end for start, end in spans)

        for number in find_numbers(accented(text, language), language):
            if number.sense not in ("article", "none"):
                assert told(number, rows + dates + unresolved + masked), (text, number)
            twice = told(number, unresolved) or (told(number, masked) and not told(number, dates))
            assert not (told(number, rows) and twice), (text, number)
        for digits in re.finditer(r"(?<![\w.,:/'’°–-])\d+(?![\w:/'’°–-]|[.,]\d)", text):
            number = numbers.Number(*digits.span(), 0, "")
            assert told(number, rows + dates + unresolved + masked), (text, digits)


def cells(reading):
    places = [name for name in reading.figures if "char" in name or "number" in name or "phrase" in name]
    return reading.figures.drop(columns=[*places, "rules"]).astype(object).values.tolist()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample(language):
    reading = cd.read(SAMPLE[language], PUBLISHED, language)
    figures = reading.figures
    assert figures["kind"].tolist() == ["killed", "wounded"]
    assert figures["comparator"].tolist() == ["at-least", "exact"] and figures["best"].tolist() == [40, 12]
    assert figures["period"].tolist()[0] == "2023-03-14"
    assert reading.account == {"found": 3, "used": 2, "masked": 1, "unresolved": 0}


SPELLINGS = {
    "it": ["6.000", "6mila", "seimila", "6 000", "6\u00a0000", "6\u202f000", "6 mila", "SEIMILA", "6000"],
    "en": ["6,000", "six thousand", "6 000", "6\u00a0000", "6 thousand", "SIX THOUSAND", "6000"],
}
FRAMES = {
    "it": [
        "Oltre {} morti.",
        "Nel raid di ieri sono morte circa {} persone.",
        "I feriti sono {}.",
        "Tra {} e 9.000 sfollati.",
    ],
    "en": ["More than {} dead.", "About {} people were killed in the raid yesterday.", "{} people were wounded."],
}


@pytest.mark.parametrize("language, frame", [(code, frame) for code in LANGUAGES for frame in FRAMES[code]])
def test_equal_figures_in_other_spelling_give_the_same_rows(language, frame):
    first, *others = (cells(cd.read(frame.format(n), PUBLISHED, language)) for n in SPELLINGS[language])
    assert len(first) == 1
    for spelling, other in zip(SPELLINGS[language][1:], others, strict=True):
        assert str(other) == str(first), spelling


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_of_the_characters_changes_nothing(language):
    text = SAMPLE[language]
    same = [
        unicodedata.normalize("NFD", text),
        "\ufeff" + text,
        text + "\r\n",
        text.replace(" ", "\u00a0"),
        "😀 " + text,
    ]
    for each in same:
        reading = cd.read(each, PUBLISHED, language)
        kept_promises(reading)
        assert str(cells(reading)) == str(cells(cd.read(text, PUBLISHED, language))), repr(each)


# -- what is asked ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "published",
    ["2023-03-15", "2023-03-15T10:30:00+01:00", PUBLISHED, datetime(2023, 3, 15, 23, 59), pd.Timestamp("2023-03-15")],
)
def test_the_day_of_publication_has_many_forms(published):
    reading = cd.read(SAMPLE["it"], published, "it")
    assert reading.published == PUBLISHED and reading.dates["period"].tolist() == ["2023-03-14"]


@pytest.mark.parametrize("missing", [None, pd.NaT])
def test_without_it_nothing_is_guessed(missing):
    reading = cd.read(SAMPLE["it"], missing, "it")
    assert reading.published is None
    assert reading.figures[["start", "end", "period", "date_phrase"]].isna().all(axis=None)
    assert reading.unresolved[["phrase", "reason"]].values.tolist() == [["Ieri", "no day of publication"]]
    assert reading.dates[["start", "end", "period"]].isna().all(axis=None)


def test_strict_raises_at_the_first_unresolved_phrase():
    with pytest.raises(ValueError, match="'Ieri' at character 0 is unresolved: no day of publication"):
        cd.read(SAMPLE["it"], language="it", strict=True)
    assert len(cd.read(SAMPLE["it"], PUBLISHED, "it", strict=True).figures) == 2


@pytest.mark.parametrize(
    "arguments, error, said",
    [
        ((None,), TypeError, "the text to read is a str, not NoneType"),
        ((b"il 3 marzo",), TypeError, "not bytes"),
        (("il 3 marzo", "15/03/2023"), ValueError, "'15/03/2023', not a day such as 2022-09-14"),
        (("il 3 marzo", ""), ValueError, "not a day"),
        (("il 3 marzo", 2023), TypeError, "not int"),
        (("il 3 marzo", None, "fr"), ValueError, "no reading rules for language 'fr': there are rules for en, it"),
    ],
)
def test_what_cannot_be_read_is_said(arguments, error, said):
    with pytest.raises(error, match=re.escape(said)):
        cd.read(*arguments)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "49",
        "12 345",
        "Baku Erevan",
        "Au moins 49 soldats ont été tués dans la nuit par les tirs, a dit Erevan.",
        "Mindestens 49 Soldaten sind an der Grenze getötet worden; was geschah, will die Armee noch nicht sagen. " * 9,
    ],
)
def test_a_text_that_does_not_tell_its_language_is_refused(text):
    with pytest.raises(ValueError, match="do not tell its language: name it with language=, one of en, it"):
        cd.read(text)


@pytest.mark.parametrize(
    "text, language",
    [
        ("49 soldati uccisi", "it"),
        ("Three soldiers killed", "en"),
        ("Il portavoce della difesa ha detto che la frase «the war is over» non è sua.", "it"),
        ("The Corriere della Sera said that 12 people were killed.", "en"),
        ("PIÙ DI CENTO MORTI", "it"),
        (
            "The list of the dead was read by them at noon, for those who had no news: " + "Ardo Bex Cirun Dolma " * 20,
            "en",
        ),
    ],
)
def test_the_words_tell_the_language(text, language):
    assert cd.read(text).language == language


def test_an_empty_text_has_empty_tables():
    reading = cd.read("", language="en")
    kept_promises(reading)
    assert all(getattr(reading, name).empty for name in result.TABLES)
    counts = "Figures: 0, date phrases: 0, unresolved: 0."
    assert repr(reading) == f"Reading of 0 characters (English; without a day of publication). {counts}"


# -- what is shown ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "language, day, rows",
    [
        ("it", "giorno di pubblicazione: 15 marzo 2023", ["≥ 40 uccisi · civili · 14 marzo 2023", "12 feriti"]),
        ("en", "day of publication 15 Mar 2023", ["≥ 40 killed · civilians · 14 Mar 2023", "12 wounded"]),
    ],
)
def test_the_short_form_is_in_the_language_of_the_text(language, day, rows):
    first, *lines = repr(cd.read(SAMPLE[language], PUBLISHED)).splitlines()
    assert day in first and f" {len(SAMPLE[language])} " in first
    assert len(lines) == len(rows) and all(line.startswith(f"  {row}") for line, row in zip(lines, rows, strict=True))


def test_a_reader_may_read_of_a_text_in_another_language():
    reading = cd.read("Ieri 1 soldato ucraino è morto e 5 civili sono rimasti feriti. Erano 300.", PUBLISHED, "it")
    assert showing.summary(reading, "it").splitlines()[1:3] == [
        "  1 ucciso · Ucraina · soldati · 14 marzo 2023: 1 soldato ucraino",
        "  5 feriti · civili · 14 marzo 2023: 5 civili",
    ]
    english = showing.summary(reading, "en").splitlines()
    assert english[1] == "  1 killed · Ukraine · soldiers · 14 Mar 2023: 1 soldato ucraino"
    assert "(Italian; day of publication 15 Mar 2023)" in english[0]
    page = showing.html(reading, "en")
    assert "people killed" in page and '<td lang="it" style="text-align: left">5 civili</td>' in page
    assert plain(page) == reading.text


def test_the_words_of_a_reading_are_those_of_the_tables():
    for language in LANGUAGES:
        _, codes = record.labels(language)
        for column in ("kind", "unit"):
            known = {key: words for key, words in catalogue(language).items() if key.startswith(f"reading.{column}.")}
            told = {key.split(".")[2]: words for key, words in known.items() if not key.endswith(".one")}
            assert told == {code: codes[column][code] for code in told} and len(told) > 5


TEXT = re.compile(r'<div lang=".." style="[^"]*pre-wrap[^"]*">(.*?)</div>', re.S)
LINK = re.compile(r'<a id="([^"]+)" href="#([^"]+)"[^>]*>\[([^<]+)\]</a>')
LABEL = re.compile(r"<sup[^>]*>(.*?)</sup>", re.S)


def plain(page):
    """Return the text of a page without its labels, and without the tables of its rows."""
    return html.unescape(re.sub(r"<[^>]+>", "", LABEL.sub("", "".join(TEXT.findall(page)))))


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_html_is_the_text_with_a_mark_for_every_row(passage):
    reading = cd.read(passage["text"], passage["published"], passage["language"])
    page = reading._repr_html_()
    assert plain(page) == passage["text"]
    assert not re.search(r"</mark>(<sup.*?</sup>)?\w", page), "a label breaks a word"
    labels = [number for label in LABEL.findall(page) for *_, number in LINK.findall(label)]
    rows = [str(n) for n in range(1, len(reading.figures) + 1)]
    assert sorted(labels) == sorted(rows + [f"?{n}" for n in range(1, len(reading.unresolved) + 1)])


def test_a_row_and_its_mark_are_linked_and_two_readings_share_no_id():
    readings = [cd.read(SAMPLE[code], PUBLISHED, code) for code in LANGUAGES]
    readings += [cd.read(SAMPLE["it"], None, "it"), cd.read(SAMPLE["it"], PUBLISHED, "en")]
    pages = [reading._repr_html_() for reading in readings] + [showing.html(readings[1], "en")]
    links = [link for page in pages for link in LINK.findall(page)]
    ids = {here: there for here, there, _ in links}
    assert len(ids) == len(links) >= 2 * len(pages)
    assert all(ids[there] == here and here != there for here, there in ids.items())
    assert all(re.fullmatch(r"[a-z][a-z0-9-]+", here) for here in ids)
    assert readings[0]._repr_html_() == cd.read(SAMPLE["en"], PUBLISHED, "en")._repr_html_()


def marked(text, language="it"):
    """Return the words in marks, each with the numbers of its rows, and the words of the table."""
    page = cd.read(text, PUBLISHED, language)._repr_html_()
    found = re.findall(r"<mark[^>]*>([^<]*)</mark>(<sup.*?</sup>)?", "".join(TEXT.findall(page)), re.S)
    cells = re.findall(r"</th><td[^>]*>(.*?)</td>", page, re.S)
    return [(words, [number for *_, number in LINK.findall(label)]) for words, label in found], cells


@pytest.mark.parametrize(
    "text, marks",
    [
        ("Sono morti almeno 12 soldati armeni.", [("almeno 12 soldati armeni", ["1"])]),
        ("Ieri 3 morti e 12 feriti.", [("Ieri", []), ("3 morti", ["1"]), ("12 feriti", ["2"])]),
        ("I feriti sono saliti da 30 a 40.", [("30", ["1"]), ("40", ["2"])]),
        ("Erano 300. Sono 60 tra morti e feriti.", [("300", ["?1"]), ("60", ["?2"])]),
    ],
)
def test_a_noun_is_marked_with_its_number(text, marks):
    found, cells = marked(text)
    assert found == marks
    assert len(cells) == sum(len(numbers) for _, numbers in marks)


@given(st.sampled_from(LANGUAGES), st.data())
def test_html_is_escaped(language, data):
    text = data.draw(texts(language)) + "<script>alert(1)</script> & \"3 'quoted' <img onerror=x> morti killed\""
    page = cd.read(text, PUBLISHED, language)._repr_html_()
    assert plain(page) == text
    tags = {"div", "p", "small", "br", "mark", "sup", "a", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(re.findall(r"<(\w+)", page)) <= tags
    names = {"class", "title", "lang", "style", "id", "href", "scope"}
    assert set(re.findall(r"\s(\w+)=\"", re.sub(r">[^<]*<", "><", page))) <= names


def test_a_long_text_folds_and_each_row_lies_with_its_mark():
    text = SAMPLE["it"] + " E poi nulla." * 400 + " Ieri sono morti 7 soldati."
    reading = cd.read(text, PUBLISHED, "it")
    page = reading._repr_html_()
    assert plain(page) == text and "non sono mostrati" not in page
    before, fold, after = page.partition("<details><summary>Il resto del testo, ")
    assert fold and 2_900 < len(plain(before)) <= showing.OPEN and plain(before).endswith(". ")
    assert f"{len(text) - len(plain(before)):,}".replace(",", ".") + " caratteri</summary>" in after
    for part, rows in ((before, {"1", "2"}), (after, {"3"})):
        assert {number for *_, number in LINK.findall(part)} == rows
        assert {there for _, there, _ in LINK.findall(part)} == {here for here, *_ in LINK.findall(part)}


def test_words_that_belong_together_stand_on_one_line():
    page = cd.read("Almeno 12 soldati sono morti il 3 marzo.", PUBLISHED, "it")._repr_html_()
    marks = re.findall(r'<mark style="([^"]*)" title="[^"]*">(.*?)</mark>', page)
    assert [words for style, words in marks if "nowrap" in style] == ["Almeno 12 soldati", "il 3 marzo"]
    assert ">≥\u00a012\u00a0uccisi · soldati · 3\u00a0marzo\u00a02023</td>" in page


def test_what_is_not_shown_of_a_very_long_text_is_said():
    text = SAMPLE["it"] + " E poi nulla." * 6000 + " Sono morti 7 soldati."
    reading = cd.read(text, PUBLISHED, "it")
    page = reading._repr_html_()
    left = len(text) - len(plain(page))
    assert text.startswith(plain(page)) and f"Gli ultimi {left:,} caratteri non sono".replace(",", ".") in page
    assert len(page) < 75_000 and reading.figures["best"].tolist() == [40, 12, 7]


def test_a_fold_begins_in_no_mark():
    calm = "E poi nulla" + " e poi nulla" * 300
    text = calm[: showing.OPEN - 10] + ", 12 soldati uccisi." + calm
    before, _, after = cd.read(text, PUBLISHED, "it")._repr_html_().partition("<details>")
    assert plain(before) == text[: showing.OPEN - 8] and ">12 soldati</mark>" in after


@pytest.mark.parametrize("number, best", [("1.000.000.000.000 trilioni di", []), ("999 bilioni di", [999e12])])
def test_a_number_beyond_all_counting_is_none(number, best):
    reading = cd.read(f"Sono morti oltre {number} soldati.", language="it")
    assert reading.figures["best"].tolist() == best and repr(reading)


def test_signs_are_those_of_the_package():
    amount = showing.amount
    assert [
        amount(50, 50, 50, "exact"),
        amount(49, 49, None, "at-least"),
        amount(6000, 6000, None, "more-than"),
        amount(None, 80, 80, "at-most"),
        amount(None, 20, 20, "less-than"),
        amount(None, 1_000_000, 1_000_000, "almost"),
        amount(None, 30000, None, "about"),
        amount(200, None, 300, "between"),
        amount(10, None, None, "vague"),
        amount(10_000, None, None, "vague"),
        amount(2.5, 2.5, 2.5, "exact"),
    ] == [
        *("50", "≥ 49", "> 6,000", "≤ 80", "< 20", "≲ 1,000,000", "≈ 30,000", "200–300", "tens+", "tens of thousands+"),
        "2.5",
    ]


# -- what the documentation says ---------------------------------------------------------------------------------

PAGE = Path(__file__).parents[1] / "docs" / "reading.md"


def test_the_examples_of_the_page_run():
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert done.failed == 0 and done.attempted >= 10


def test_the_page_has_the_closed_lists():
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert all(f"| {reason} |" in page for reason in result.REASONS)
    assert f"counts no people: {', '.join(masks.WHYS)}." in page
    assert all(f"| `{name}`" in page or f"`{name}`" in page for name in result.TABLES["figures"])


# -- many texts -------------------------------------------------------------------------------------------------


@pytest.fixture
def news():
    texts = [SAMPLE["it"], None, SAMPLE["en"], "", "Nulla di nuovo sul fronte."]
    days = pd.to_datetime(["2023-03-15", "2023-03-15", None, None, "2023-03-15"])
    return pd.DataFrame({"text": texts, "published": days, "name": list("abcde")}, index=[7, 7, 5, 3, 1])


def test_many_texts_give_the_rows_of_each(news):
    every = cd.read_frame(news)
    assert every["key"].tolist() == [7, 7, 5, 5]
    alone = [cd.read(SAMPLE["it"], "2023-03-15").figures, cd.read(SAMPLE["en"]).figures]
    pd.testing.assert_frame_equal(every.drop(columns="key"), pd.concat(alone, ignore_index=True))


@pytest.mark.parametrize("table", ["figures", "dates", "unresolved"])
def test_an_empty_frame_gives_columns_and_types(news, table):
    full, empty = cd.read_frame(news, table=table), cd.read_frame(news.iloc[:0], table=table)
    assert full.dtypes.equals(empty.dtypes) and empty.empty and len(full) > 0


def test_the_key_and_the_language_may_be_columns(news):
    named = news.assign(code=["it", None, "en", None, None])
    assert cd.read_frame(named, key="name", language="code")["key"].tolist() == ["a", "a", "c", "c"]
    assert cd.read_frame(news.iloc[:1], language="it", published=None)["start"].isna().all()


@pytest.mark.parametrize(
    "arguments, error, said",
    [
        ({"text": "body"}, KeyError, "no column 'body' for text=: the columns are text, published, name"),
        ({"published": "when"}, KeyError, "no column 'when' for published="),
        ({"key": "id"}, KeyError, "no column 'id' for key="),
        ({"language": "fr"}, KeyError, "no column 'fr' for language="),
        ({"table": "rows"}, ValueError, "no table 'rows' of a reading"),
        ({"published": "name"}, ValueError, "text 7: published is 'a', not a day"),
        ({"text": "published"}, ValueError, "text 7: the text to read is a str, not Timestamp"),
    ],
)
def test_what_a_frame_lacks_is_said(news, arguments, error, said):
    with pytest.raises(error, match=re.escape(said)):
        cd.read_frame(news, **arguments)


@pytest.mark.parametrize(
    "language, text",
    [
        ("it", "Morirono 4,5 alpini."),
        ("it", "In media muoiono 1,5 minatori al giorno."),
        ("en", "An average of 1.5 miners died."),
    ],
)
def test_people_are_whole(language, text):
    reading = cd.read(text, "2024-05-15", language)
    assert reading.figures.empty
    assert len(reading.unresolved) == 1


def test_accents_typed_as_apostrophes_are_accents():
    text = "Lunedi' sono morti piu' di 40 minatori; l'eta' dei feriti e' ignota. 'Uomini' in piazza."
    reading = cd.read(text, "2024-05-15", "it")
    (row,) = reading.figures.to_dict("records")
    assert (row["comparator"], row["best"], row["period"]) == ("more-than", 40, "2024-05-13")
    assert row["phrase"] == "piu' di 40 minatori"
    assert text[row["date_char_start"] : row["date_char_end"]] == row["date_phrase"]


@pytest.mark.parametrize(
    "language, text, value, unit",
    [
        ("it", "La battaglia è durata tre anni e mezzo.", 3.5, "years"),
        ("en", "The siege lasted three and a half months.", 3.5, "months"),
        ("en", "The 12-week siege killed nine.", 12, "weeks"),
        ("it", "Un assedio di otto mesi costò la vita a nove fanti.", 8, "months"),
        ("en", "A siege of eight months killed nine.", 8, "months"),
    ],
)
def test_the_length_of_the_fighting_keeps_its_fraction(language, text, value, unit):
    rows = cd.read(text, "2024-05-15", language).figures
    assert rows.loc[rows["kind"] == "duration", ["best", "unit"]].values.tolist() == [[value, unit]]


@pytest.mark.parametrize(
    "language, text",
    [
        ("it", "Le ricerche sono durate 30 ore."),
        ("en", "The rescue lasted 30 hours."),
        ("en", "The truce lasted 5 days."),
    ],
)
def test_what_is_no_fighting_has_no_length(language, text):
    assert cd.read(text, "2024-05-15", language).figures.empty
