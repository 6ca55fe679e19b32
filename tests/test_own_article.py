"""Whatever a pupil pastes into lesson 05 gives marks, a table, a picture and a worksheet, or says in words why not."""

import json
import re
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata import lessons
from conflictdata.charts import Figure
from conflictdata.charts.figure import VALUES_TYPE
from conflictdata.i18n import languages, say

DAY = "2021-05-19"  # a Wednesday
TEXT = {
    "it": "Almeno 12 soldati velmariani sono morti martedì in Velmaria. Un civile armeno è morto nel 2020, e altri 5 "
    "civili sono rimasti feriti. Smentita la morte di 50 soldati. Il bilancio dei morti è salito da 30 a 40, tra cui "
    "6 bambini. Decine di morti a Selmo. In media muoiono 3 persone al giorno. Erano 300.",
    "en": "At least 12 Velmarian soldiers were killed in Velmaria on Tuesday. An Armenian civilian was killed in 2020, "
    "and 5 civilians were wounded. The army denied that 50 soldiers were killed. The death toll rose from 30 to 40, "
    "including 6 children. Dozens were killed in Selmo. On average 3 people are killed every day. They were 300.",
}
NONE = {
    "it": "Il ministro ha visitato la città di Selmo e ha parlato con i cittadini della strada per Karsin.",
    "en": "The minister visited the town of Selmo and spoke with the people about the road to Karsin.",
}
VAGUE = {
    "it": "Decine di soldati sono morti martedì, e centinaia di civili sono stati uccisi dalla piena.",
    "en": "Dozens of soldiers were killed on Tuesday, and hundreds of civilians died in the flood.",
}
HUGE = {
    "it": "Martedì sono morti 40 soldati. Dal 1991 sono morte circa 150.000 persone.",
    "en": "On Tuesday 40 soldiers were killed. About 150,000 people have been killed since 1991.",
}
FORECAST = {
    "it": "Si teme che i morti siano 300. Il bilancio potrebbe salire a 500 vittime.",
    "en": "It is feared that 300 people were killed. The death toll could reach 500.",
}
DENIED = {
    "it": "Smentita la morte di 50 soldati. Il bilancio dei feriti è di 4 soldati.",
    "en": "The army denied that 50 soldiers were killed. Of the soldiers 4 were wounded.",
}
MANY = {
    "it": " ".join(f"In maggio {n} soldati sono morti a Selmo." for n in range(20, 34)),
    "en": " ".join(f"In May {n} soldiers were killed in Selmo." for n in range(20, 34)),
}
GERMAN = "In der Nacht zum Dienstag wurden bei Selmo 12 Soldaten getötet, weitere 30 sind verletzt worden."
LONG = {
    "it": " E la sera non accadde altro nella città di Selmo.",
    "en": " And in the evening the town of Selmo was calm.",
}
SCRIPT = {
    "it": "<script>alert('1')</script> <b>12 soldati</b> sono morti & la città è </div>",
    "en": "<script>x</script>",
}


def everything(mine):
    """Show all that a reader may ask for, as a notebook does; return the HTML."""
    picture = mine.picture
    assert repr(mine) and repr(mine.worksheet) and repr(picture)
    table = cd.show(mine.figures, mine.tell.language)
    drawn = picture.html() if isinstance(picture, Figure) else picture._repr_html_()
    return "".join([mine._repr_html_(), table._repr_html_(), drawn, mine.worksheet._repr_html_()])


def sentence(key, language, **values):
    return say(f"own_article.{key}", language, **values)


@pytest.mark.parametrize("language", languages())
def test_the_rows_are_numbered_as_the_marks_are(language):
    mine = lessons.own_article(TEXT[language], DAY, language)
    assert mine.notes == [] and mine.reading.published == date(2021, 5, 19)
    assert mine.figures.index.name == "row" and mine.figures.index.tolist() == [*range(1, len(mine.figures) + 1)]
    page = mine._repr_html_()
    for n, phrase in mine.figures["phrase"].items():
        assert re.search(rf">{re.escape(phrase)}</mark><sup[^>]*><a [^>]*>\[{n}\]</a>", page)
    assert mine.figures["party"].dropna().tolist() == ["Velmaria", "Armenia"]
    headers = re.findall(r'<th scope="col"[^>]*><div[^>]*>(.*?)</div>', cd.show(mine.figures, language)._repr_html_())
    assert headers[0] == {"en": "row", "it": "riga"}[language] and len(set(headers)) == 9
    everything(mine)


def test_sides_are_named_in_the_language_of_the_reader():
    mine = lessons.own_article("Ieri 3 soldati ucraini sono morti.", DAY, "it")
    assert mine.figures["party"].tolist() == ["Ucraina"] and "Ucraina" in mine.picture.alt
    mine = lessons.own_article("Yesterday 3 Ukrainian soldiers were killed.", DAY, "it")
    assert mine.figures["party"].tolist() == ["Ucraina"] and mine.reading.language == "en"
    assert [str(note) for note in mine.notes] == [sentence("other_language", "it", tongue="inglese")]
    assert "persone uccise" in mine._repr_html_() and "people killed" not in mine._repr_html_()


LABELS = {
    "it": ["[1] Velmaria, soldati, 18 maggio 2021", "[2] Armenia, civili, 2020", "[6] persone, totale progressivo, {}"],
    "en": ["[1] Velmaria, soldiers, 18 May 2021", "[2] Armenia, civilians, 2020", "[6] people, running total, {}"],
}


@pytest.mark.parametrize("language", languages())
def test_the_picture_has_the_tolls_that_were_reported_and_have_a_number(language):
    picture = lessons.own_article(TEXT[language], DAY, language).picture
    assert isinstance(picture, Figure) and picture.language == language
    assert picture.values["best"].tolist() == [12, 1, 40]
    undated = sentence("undated", language)
    assert picture.values["label"].tolist() == [label.format(undated) for label in LABELS[language]]
    assert picture.title == sentence("title", language)


@pytest.mark.parametrize("language", languages())
def test_an_open_period_ends_with_the_day_of_the_text(language):
    values = lessons.own_article(HUGE[language], DAY, language).picture.values
    assert values["best"].tolist() == [40, 150_000]
    assert values["start"].astype(str).tolist() == ["2021-05-18", "1991-01-01"]
    assert values["end"].astype(str).tolist() == ["2021-05-18", "2021-05-19"]
    undated = lessons.own_article(HUGE[language], None, language).picture.values
    assert undated["start"].isna().all()


@pytest.mark.parametrize("language, first", [("en", "18 May 2021"), ("it", "18 maggio 2021")])
def test_the_days_of_a_picture_are_those_of_any_machine(language, first):
    bundle = lessons.own_article(HUGE[language], DAY, language).picture._repr_mimebundle_()
    stored = json.loads(json.dumps(bundle, allow_nan=False))[VALUES_TYPE]["values"]
    assert [row["start"] for row in stored] == ["2021-05-18", "1991-01-01"]
    assert f"<td>{first}</td>" in bundle["text/html"] and "00:00" not in bundle["text/html"]


@pytest.mark.parametrize(
    "texts, why",
    [(NONE, "no_killed"), (VAGUE, "vague"), (DENIED, "set_aside"), (FORECAST, "set_aside")],
    ids=["no figures", "vague only", "denied only", "forecasts only"],
)
@pytest.mark.parametrize("language", languages())
def test_where_there_is_nothing_to_draw_a_sentence_says_why(texts, why, language):
    mine = lessons.own_article(texts[language], DAY, language)
    assert mine.notes == []
    assert repr(mine.picture) == sentence(why, language)
    assert f'<p lang="{language}">' in mine.picture._repr_html_()
    everything(mine)


@pytest.mark.parametrize("language", languages())
def test_more_tolls_than_a_picture_holds_are_refused_in_words(language):
    mine = lessons.own_article(MANY[language], DAY, language)
    why = say("refused.many_tolls", language, n=14, most=12)
    assert repr(mine.picture) == sentence("no_picture", language, why=why)
    more = lessons.own_article(f"Morti {'9' * 12} soldati di Selmo nella piena del fiume.", DAY, "it")
    assert "10.000.000.000" in repr(more.picture) and len(more.figures) == 1
    everything(more)


@pytest.mark.parametrize("language", languages())
def test_the_worksheet_has_a_box_for_each_cell_to_check_and_each_reason_in_words(language):
    mine = lessons.own_article(TEXT[language], DAY, language)
    page = mine.worksheet._repr_html_()
    first, second = page.split("</table>")[:2]
    tick = {"en": ">yes / no<", "it": ">sì / no<"}[language]
    assert first.count(tick) == 4 * len(mine.figures) and tick not in second
    for part, sheet in (("check", first), ("open", second)):
        assert f"<caption>{sentence(part, language)}</caption>" in sheet
    assert mine.reading.unresolved["reason"].tolist() == ["no kind"]
    assert say("reading.reason.no_kind", language) in second and "?1" in second
    assert all(phrase in first for phrase in mine.figures["phrase"])
    empty = lessons.own_article(NONE[language], DAY, language).worksheet
    assert repr(empty) == f"{sentence('no_check', language)}\n\n{sentence('no_open', language)}"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("text", ["", "  \n", None, ..., 12, b"12 morti", ["12 morti"], pd.NA])
def test_without_a_text_there_is_a_sentence(text, language):
    mine = lessons.own_article(text, DAY, language)
    assert [str(note) for note in mine.notes] == [sentence("no_text", language)]
    assert len(mine.figures) == 0 and sentence("no_text", language) in everything(mine)
    assert repr(mine.picture) == sentence("no_killed", language)


@pytest.mark.parametrize("language", languages())
def test_a_text_of_no_language_that_is_known_is_read_all_the_same(language):
    mine = lessons.own_article(GERMAN, DAY, language)
    assert [str(note) for note in mine.notes] == [sentence("untold", language)]
    assert mine.reading.language == language and mine.reading.unresolved["phrase"].tolist() == ["12", "30"]
    everything(mine)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("day", ["14/09/2022", "ieri", "2022-13-40", "yesterday", 2022, 3.5, ["2022-09-14"], "x" * 90])
def test_a_wrong_day_is_said_and_the_text_is_read_without_one(day, language):
    mine = lessons.own_article(TEXT[language], day, language)
    assert [str(note) for note in mine.notes] == [sentence("wrong_day", language, given=str(day)[:40])]
    assert "2022-09-14" in str(mine.notes[0]) and mine.reading.published is None
    assert "no day of publication" in mine.reading.unresolved["reason"].tolist()
    assert say("reading.reason.no_day_of_publication", language) in everything(mine)


@pytest.mark.parametrize("day", [None, ..., "", pd.NaT])
def test_no_day_is_no_fault(day):
    mine = lessons.own_article(TEXT["it"], day, "it")
    assert mine.notes == [] and mine.reading.published is None


@pytest.mark.parametrize("language", ["fr", "IT", "italiano", None, 3])
def test_a_language_without_words_is_refused(language):
    with pytest.raises(ValueError, match=re.escape(str(language))):
        lessons.own_article(TEXT["it"], DAY, language)


@pytest.mark.parametrize("language", languages())
def test_three_thousand_words_are_read_and_folded(language):
    text = TEXT[language] + LONG[language] * 300 + " " + HUGE[language]
    assert len(text.split()) > 2_700
    mine = lessons.own_article(text, DAY, language)
    assert mine.picture.values["best"].tolist() == [12, 1, 40, 40, 150_000]
    page = everything(mine)
    assert page.count("<details><summary>") >= 1 and LONG[language].strip() in page


@pytest.mark.parametrize("language", languages())
def test_markup_in_a_text_stays_text(language):
    page = everything(lessons.own_article(SCRIPT[language] + TEXT[language], DAY, language))
    assert "<script" not in page and "&lt;script&gt;" in page and page.count("<div") == page.count("</div>")


def test_half_a_character_is_shown_as_a_question_mark():
    page = everything(lessons.own_article("Ieri \ud800 sono morti 12 soldati.", DAY, "it"))
    assert "Ieri</mark> ? sono morti" in page and page.encode("utf-8")


PIECES = [
    piece for texts in (TEXT, NONE, VAGUE, HUGE, DENIED, SCRIPT) for text in texts.values() for piece in text.split()
]
PIECES += [
    GERMAN,
    "\ud800",
    "\x00",
    "$",
    "{0}",
    "9" * 40,
    "6.000",
    "mille",
    "trilioni",
    "1638",
    "nel",
    "since",
    "\r\n",
    "…",
]
PASTED = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=60) | st.none() | st.just(...)
DAYS = st.sampled_from([None, ..., "", DAY, "14/09/2022", "ieri", "0001-01-01", "9999-12-31"]) | st.text(max_size=12)


@settings(max_examples=60, deadline=None)
@given(PASTED, DAYS, st.sampled_from(languages()))
def test_nothing_that_is_pasted_raises(text, day, language):
    mine = lessons.own_article(text, day, language)
    page = everything(mine)
    page.encode("utf-8")
    assert isinstance(mine.picture, Figure) or repr(mine.picture)
    assert "own_article." not in page and "reading." not in re.sub(r"#?reading-", "", page.partition("pre-wrap")[0])


def test_the_empty_lines_around_a_pasted_text_are_no_part_of_it():
    assert lessons.own_article(f"\n\n{TEXT['en']}\n", DAY).reading.text == TEXT["en"]
