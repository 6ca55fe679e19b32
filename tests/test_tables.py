"""Tables as `show` writes them: whole, accessible, in the reader's language, and the same as text."""

import html
import re

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata import i18n, record
from conflictdata.lessons import tables

PROSE = "One two three " * 40
MINE = pd.DataFrame(
    {
        "who_said": ["A & B", None],
        "note_en": [PROSE, "short"],
        "people": pd.array([12000, None], dtype="Int64"),
        "year": [2020, 2021],
        "first_day": pd.to_datetime(["2021-03-04", None]),
        "spell": ["2021-03-04/2021-03-06", "2021"],
        "certain": [True, False],
    }
)


def cells(shown, tag):
    """Return the words in the elements of a table in their order, as a reader sees them."""
    found = re.findall(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", shown._repr_html_(), re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in found]


def rows(shown):
    body, wide = cells(shown, "td"), len(cells(shown, "th"))
    return [body[i : i + wide] for i in range(0, len(body), wide)]


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("en", ["A & B", PROSE, "12,000", "2020", "4 Mar 2021", "4–6 Mar 2021", "yes"]),
        ("it", ["A & B", PROSE, "12.000", "2020", "4 marzo 2021", "4–6 marzo 2021", "sì"]),
    ],
)
def test_values_are_written_for_their_reader(language, first):
    shown = cd.show(MINE, language)
    no = i18n.say("table.no", language)
    assert rows(shown) == [first, ["", "short", "", "2021", "", "2021", no]], "what is missing is empty, never a zero"
    for cell in filter(None, [*first, no]):
        assert cell.strip() in repr(shown), "the text has all that the HTML has"


def test_nothing_is_cut_off_whatever_pandas_is_set_to():
    with pd.option_context("display.max_colwidth", 10, "display.max_columns", 2, "display.max_rows", 1):
        shown = cd.show(MINE)
    assert PROSE in shown._repr_html_() and PROSE.strip() in repr(shown)
    assert "..." not in repr(shown) + shown._repr_html_() and len(rows(shown)) == 2
    assert pd.get_option("display.max_colwidth") == 50, "a reader's settings come back"


def test_headers_are_words_that_a_screen_reader_announces():
    shown = cd.show(MINE)
    assert cells(shown, "th") == ["who said", "note", "people", "year", "first day", "spell", "certain"]
    page = shown._repr_html_()
    assert page.count('<th scope="col"') == MINE.shape[1] == page.count("<th ")
    assert '<table lang="en" ' in page and '<table lang="it" ' in cd.show(MINE, "it")._repr_html_()


WORDS = (
    {"who_said": "Chi", "spell": "Bel tempo", "weather": "Tempo", "wind": "Vento"},
    {"weather": {"mild": "mite", "very-wet": "bagnato"}, "wind": {"mild": "leggero"}},
)


@pytest.fixture
def italian(monkeypatch):
    monkeypatch.setattr(record, "labels", lambda language: WORDS if language == "it" else ({}, {}))


def test_a_header_is_the_label_of_the_dictionary(italian):
    assert cells(cd.show(MINE[["who_said", "spell", "year"]]), "th") == ["who said", "spell", "year"]
    assert cells(cd.show(MINE[["who_said", "spell", "year"]], "it"), "th") == ["Chi", "Bel tempo", "year"]


def test_a_header_may_be_a_code_where_a_table_was_turned(italian):
    turned = pd.DataFrame({"very-wet": [3], "who_said": ["A"]})
    assert cells(cd.show(turned, "it"), "th") == ["bagnato", "Chi"]


def test_a_code_is_written_as_its_label_in_its_columns_alone(italian):
    days = pd.DataFrame({"weather": ["mild", "mild;very-wet", "very wet", "grey; mildish", None]})
    days = days.assign(wind="mild", said="mild")
    assert [row[0] for row in rows(cd.show(days, "it"))] == ["mite", "mite, bagnato", "very wet", "grey; mildish", ""]
    assert {tuple(row[1:]) for row in rows(cd.show(days, "it"))} == {("leggero", "mild")}
    assert [row[0] for row in rows(cd.show(days))] == ["mild", "mild;very-wet", "very wet", "grey; mildish", ""]


def test_a_period_is_written_in_words():
    spells = ["2021", "2021/..", "2021-03-04/..", "../2021-03", "2021-03", "2021-23", "2021-03-04~", "in March", None]
    told = pd.DataFrame({"period": spells, "season": spells})
    english = ["2021", "since 2021", "since 4 Mar 2021", "until March 2021", "March 2021", "autumn 2021"]
    assert [row[0] for row in rows(cd.show(told))] == [*english, "about 4 Mar 2021", "in March", ""]
    italian = ["2021", "dal 2021", "dal 4 marzo 2021", "fino a marzo 2021", "marzo 2021", "autunno 2021"]
    assert [row[0] for row in rows(cd.show(told, "it"))] == [*italian, "verso il 4 marzo 2021", "in March", ""]
    elsewhere = ["2021", "2021/..", "since 4 Mar 2021", "../2021-03", "2021-03", "2021-23", "about 4 Mar 2021"]
    assert [row[1] for row in rows(cd.show(told))] == [*elsewhere, "in March", ""], "2021-23 may be three years"
    assert rows(cd.show(pd.DataFrame({"spell": ["2021-02-30", "../.."]}))) == [["2021-02-30"], ["../.."]]


def test_a_caption_stands_above_both_forms():
    shown = cd.show(MINE, caption="Mine & yours")
    assert cells(shown, "caption") == ["Mine & yours"] and repr(shown).startswith("Mine & yours\n")
    page = shown._repr_html_()
    assert page.index("<table") < page.index("<caption>") < page.index("<thead>")
    assert "caption" not in cd.show(MINE)._repr_html_()


def test_words_are_never_markup():
    shown = cd.show(pd.DataFrame({"<i>head</i>": ["<script>x</script>"]}), caption="<b>")
    assert not re.search(r"<(i|b|script)>", shown._repr_html_())
    assert "&lt;i&gt;head&lt;/i&gt;" in shown._repr_html_() and "&lt;script&gt;" in shown._repr_html_()
    assert "<script>x</script>" in repr(shown)


def test_only_an_index_with_a_name_is_shown():
    counted = pd.DataFrame({"n": [1, 2]}, index=pd.Index(["x", "y"], name="side"))
    assert cells(cd.show(counted), "th") == ["side", "n"] and rows(cd.show(counted)) == [["x", "1"], ["y", "2"]]
    assert rows(cd.show(MINE[["year"]])) == [["2020"], ["2021"]]


def test_columns_of_one_name_stay_two():
    twice = pd.DataFrame([[1, 2]], columns=["n", "n"])
    assert rows(cd.show(twice)) == [["1", "2"]]


def test_text_is_left_and_numbers_are_right():
    page = cd.show(MINE[["who_said", "people"]])._repr_html_()
    assert re.findall(r"text-align:(\w+)", page) == ["left", "right"] * 3, "as are their headers"


@pytest.mark.parametrize("language", i18n.languages())
def test_a_day_and_a_period_are_not_broken_in_two_lines(language):
    spells = ["2021-03-04/2021-05-06", "2021-23", "2021-03-04/..", "2020-12-30~/2022-11-30~", "in the month of March"]
    told = pd.DataFrame({"first": pd.to_datetime(["2021-03-04"] * 5), "period": spells, "note_en": [PROSE] * 5})
    page = cd.show(told, language)._repr_html_()
    found = re.findall(r'<td[^>]*><div style="text-align:left(;white-space:nowrap)?">', page)
    days, words, prose = found[0::3], found[1::3], found[2::3]
    assert all(days) and all(words[:3]) and not any(prose), "words of other columns wrap"
    assert not words[4], "nor is a time what only stands in its column"
    assert bool(words[3]) == (len(i18n.period(spells[3], language)) <= tables.ONE_LINE)
    assert "nowrap" not in page.partition("<tbody>")[0], "a header wraps"
    long = "2021-09-13/2022-10-14"
    assert len(i18n.period(long, language)) <= tables.ONE_LINE, "a day of two years is in one line"


@pytest.mark.parametrize("name", sorted(record.dictionary()))
@pytest.mark.parametrize("language", i18n.languages())
def test_every_table_of_the_package_is_shown_whole(name, language):
    frame = getattr(cd, name)()
    shown = cd.show(frame, language, caption=name)
    assert len(rows(shown)) == len(frame) and len(cells(shown, "th")) == frame.shape[1]
    assert all(cells(shown, "th")) and not any("_" in header for header in cells(shown, "th"))
    empty = [cell == "" for row in rows(shown) for cell in row]
    assert sum(empty) == (frame.isna() | (frame == "").fillna(False)).to_numpy().sum()


def test_a_cell_may_hold_anything(italian):
    held = pd.DataFrame({"weather": [["mild"], 2.5, "mild"], "period": [("2021",), 7, "2021"]})
    assert rows(cd.show(held, "it")) == [["['mild']", "('2021',)"], ["2,5", "7"], ["mite", "2021"]]


@pytest.mark.parametrize("thing", [None, [1], pd.Series([1]), "claims"])
def test_what_is_no_table_is_refused_in_one_sentence(thing):
    with pytest.raises(TypeError, match=f"show takes a DataFrame, not {type(thing).__name__}: give it a table such"):
        cd.show(thing)


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="language 'fr'"):
        cd.show(MINE, "fr")


def test_a_side_of_a_text_that_was_read_has_the_name_that_the_reader_knows():
    read = cd.read(
        "Sono morti 12 soldati azeri. A Selmo in Velmaria sono morti 9 soldati velmariani.", language="it"
    ).figures[["phrase", "party"]]
    assert [row[1] for row in rows(cd.show(read, "it"))] == ["Azerbaigian", "Velmaria"]
    assert [row[1] for row in rows(cd.show(read, "en"))] == ["Azerbaijan", "Velmaria"]
    own = pd.DataFrame({"party": ["Front (north)", "ARM;AZE"]})
    assert rows(cd.show(own, "it")) == [["Front (north)"], ["Armenia, Azerbaigian"]]


@pytest.mark.parametrize(("language", "header"), [("en", "side"), ("it", "parte")])
def test_a_table_without_rows_has_its_headers_and_says_so(language, header):
    shown = cd.show(MINE.rename(columns={"who_said": "party"}).iloc[:0], language)
    none = f"({i18n.say('table.none', language)})"
    assert cells(shown, "th")[0] == header and rows(shown) == [[none]] and repr(shown).endswith(f"\n{none}")
    assert "DataFrame" not in repr(shown) and all(name in repr(shown) for name in cells(shown, "th"))
