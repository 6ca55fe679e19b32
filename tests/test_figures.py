"""Every figure in every language: its words are complete, agree and are known numbers; its files carry them."""

import html
import json
import re
import subprocess
import sys
from base64 import b64decode
from collections import Counter
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pandas as pd
import pytest
from matplotlib.text import Text
from PIL import Image

import conflictdata as cd
from conflictdata import charts, i18n, record
from conflictdata.charts import PAGES, SIZES, gallery, lettering, paper
from conflictdata.charts.figure import VALUES_TYPE
from conflictdata.charts.pages import facts

FOLDER = Path(__file__).parents[1] / "figures"
SVG = "{http://www.w3.org/2000/svg}"
CASES = [pytest.param(name, language, id=f"{name}-{language}") for name in PAGES for language in i18n.languages()]
each_figure = pytest.mark.parametrize(("name", "language"), CASES)
WORDS = {
    "en": {
        "source": "Source:",
        "not_shown": "Not shown:",
        "ours": r"\bours?\b",
        "chart": "Chart: conflictdata, CC BY 4.0.",
    },
    "it": {
        "source": "Fonte:",
        "not_shown": r"Non compa(re|iono):",
        "ours": r"\bnostr[aoie]\b",
        "chart": "Grafico: conflictdata, CC BY 4.0.",
    },
}
# What words may say besides the values of their figure, and why.
STANDING = {
    "388": "UCDP's conflict",
    "24.1": "UCDP's release",
    "25.1": "UCDP's release",
    "4": "Article 4 of the treaty",
}


def spoken(text):
    """Return the numbers of a text as plain digits, whatever separates their thousands: 6,000, 6.000 → 6000."""
    text = text.replace("CC BY 4.0", "")
    found = re.findall(r"\d+(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?", text)
    return [re.sub(r"[.,](?=\d{3}(?!\d))", "", number).replace(",", ".") for number in found]


def drawn_words(figure):
    """Return the words drawn."""
    return [t.get_text() for t in figure.mpl.findobj(Text) if t.get_visible()]


@each_figure
def test_words_are_complete(figure, name, language):
    drawn, expected = figure(name, language), WORDS[language]
    for words in (drawn.title, drawn.caption, drawn.alt, drawn.description, drawn.source):
        assert words and "{" not in words and not {"nan", "None", "<NA>", "NaT"} & set(words.split())
    assert re.search(expected["not_shown"], drawn.caption), "a caption says what is not shown"
    assert drawn.source.startswith(expected["source"]) and drawn.source.endswith(expected["chart"])
    assert re.search(expected["ours"], drawn.source), "a source line says what is ours"
    assert 80 <= len(drawn.alt) <= 250, f"{len(drawn.alt)} characters"
    assert len(drawn.values) > 0
    assert len(lettering.wrap(drawn.title, "title", paper.inside("page"))) == 1, "a title has one line"
    assert not re.search(r"['\"]", drawn.title + drawn.caption + drawn.alt + drawn.description + drawn.source)

    assert not re.search(r"\w_\w", drawn.title + drawn.caption + drawn.alt + drawn.description + drawn.source), "a code"


@each_figure
@pytest.mark.parametrize("size", SIZES)
def test_every_size_says_the_same(figure, name, language, size):
    """Less room has fewer words, but the same title, numbers and descriptions."""
    one, other = figure(name, language), figure(name, language, size)
    for part in ("slug", "language", "title", "caption", "alt", "description"):
        assert getattr(one, part) == getattr(other, part)
    pd.testing.assert_frame_equal(one.values, other.values)
    assert other.size == size and other.source.startswith(WORDS[language]["source"])
    assert other.source.endswith(WORDS[language]["chart"])


def known_numbers(drawn):
    """Return the numbers that a figure may say: those of its values, of the article, of days, and standing ones."""
    values = drawn.values.astype("string").fillna("").to_numpy().ravel()
    said = [value for value in facts(drawn.language).values() if isinstance(value, str)]
    counts = [str(value) for value in facts(drawn.language).values() if isinstance(value, int)]
    known = {number for text in [*values, *said] for number in spoken(text.replace("-", " "))} | set(counts)
    known |= {str(float(n)).removesuffix(".0") for n in known if re.fullmatch(r"[\d.]+", n)}
    known |= {str(int(n)) for n in known if n.isdigit()}  # 09 as 9
    years = {str(year) for year in range(1988, 2027)} | {f"{year % 100:02}" for year in range(1988, 2027)}
    return known | years | set(STANDING) | {str(n) for n in range(13)}


EXTRA = {
    "csto_membership": lambda: {str((cd.membership()["uncertain_until"].max() - pd.Timedelta(days=1)).day)},
    "deaths_by_year": lambda: summed(),
    "quiet_years": lambda: referred("ucdp-1995-2019", "ucdp-2020"),
    "september_2022": lambda: referred("arm-sept-2022-207", "arm-sept-2022-210"),
    "war_2020": lambda: referred("ap-2022-6600"),
}


def referred(*ids):
    """Return the numbers of references that a figure names and does not draw."""
    return set(cd.references().set_index("reference_id").loc[list(ids), "best"].astype("string"))


def summed():
    """Return the sums and counts that the figure of the years says of UCDP's rows."""
    years = cd.yearly()
    counted = years.query("coverage == 'counted'").set_index("year")
    spans = [counted.loc[1992:1994], counted.loc[1995:2019], counted]
    sums = [span[column].sum() for span in spans for column in ("low", "best", "high")]
    return {str(int(n)) for n in [*sums, *years["coverage"].value_counts(), 25]}


@each_figure
def test_words_say_only_known_numbers(figure, name, language):
    drawn = figure(name, language)
    known = known_numbers(drawn) | EXTRA.get(name, set)()
    for words in (drawn.title, drawn.caption, drawn.alt, drawn.description):
        for number in spoken(words):
            round_number = float(number) >= 10 and re.fullmatch(r"[1-9]0+", number)  # of a scale
            assert number in known or round_number, f"{number} in {words!r} is not among the numbers of the figure"


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("part", ["title", "caption", "alt", "description", "source", *SIZES])
def test_both_languages_say_the_same_numbers(figure, name, part):
    english, italian = (
        " ; ".join(drawn_words(figure(name, each, part))) if part in SIZES else getattr(figure(name, each), part)
        for each in ("en", "it")
    )
    assert Counter(spoken(english)) == Counter(spoken(italian))


@pytest.mark.parametrize("name", PAGES)
def test_both_languages_draw_the_same_values(figure, name):
    one, other = figure(name, "en").values, figure(name, "it").values
    assert list(one.columns) == list(other.columns)
    numbers = one.select_dtypes("number").columns
    pd.testing.assert_frame_equal(one[numbers], other[numbers])


@each_figure
def test_certainty_words_of_the_alt_text_are_those_of_the_tolls(figure, name, language):
    """Where an alt text or caption says a toll of the article, it says its certainty with it."""
    drawn, said = figure(name, language), facts(language)
    for key in ("t34", "t36"):
        full, plain = said[key], i18n.number(said[key.replace("t", "n")], language)
        for words in (drawn.alt, drawn.caption):
            if plain in words and not name.startswith("wrong_"):
                assert full in words, f"{plain} without {full!r}"


@each_figure
def test_bundle_shows_in_jupyter(figure, rendered, name, language):
    drawn = figure(name, language)
    bundle = drawn._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain", VALUES_TYPE}
    assert bundle["text/plain"] == drawn.alt
    page = bundle["text/html"]
    assert html.unescape(re.search(r'<img alt="([^"]+)"', page)[1]) == drawn.alt
    picture = b64decode(re.search(r"base64,([^\"]+)", page)[1])
    assert picture == rendered(name, language, "png") and len(picture) <= 120 * 1024
    plain = html.unescape(re.sub(r"<[^>]+>", " ", page))
    for words in (drawn.caption, drawn.description, drawn.source):
        assert words in plain
    assert page.count('<th scope="col">') == drawn.values.shape[1] and "<caption>" in page
    assert page.count("<tr>") == len(drawn.values) + 1
    assert page.count(f'lang="{language}"') == 2
    values = json.loads(json.dumps(bundle[VALUES_TYPE]))["values"]
    assert len(values) == len(drawn.values)


@each_figure
@pytest.mark.parametrize("size", SIZES)
def test_files_carry_their_words_and_no_date(figure, rendered, name, language, size):
    drawn = figure(name, language, size)
    png = Image.open(BytesIO(rendered(name, language, "png", size)))
    assert png.text == {"Title": drawn.title, "Description": drawn.alt}
    pixels = {"page": (1440, drawn.mpl.get_figheight() * 200), "slide": (1920, 1080),
              "column": (1040, drawn.mpl.get_figheight() * 300)}[size]  # fmt: skip
    assert png.size == tuple(round(n) for n in pixels)
    svg = rendered(name, language, "svg", size).decode()
    assert "dc:date" not in svg and len(svg) < 450 * 1024
    pdf = rendered(name, language, "pdf", size)
    assert b"CreationDate" not in pdf and b"/Subject" in pdf and b"/Title" in pdf


@each_figure
@pytest.mark.parametrize("size", SIZES)
def test_an_svg_says_its_language_and_what_its_marks_are(figure, rendered, name, language, size):
    """Ids are unique and begin with the name of the figure; every mark that is a number says its words on hover."""
    drawn, root = figure(name, language, size), ElementTree.fromstring(rendered(name, language, "svg", size))
    prefix = f"{name}-{language}-" if size == "page" else f"{name}-{language}-{size}-"
    ids = [each.get("id") for each in root.iter() if each.get("id")]
    assert all(each.startswith(prefix) for each in ids)
    assert len(ids) == len(set(ids)), Counter(ids).most_common(2)
    link = "{http://www.w3.org/1999/xlink}href"
    assert {
        each.get(link)[1:] for each in root.iter() if each.get(link, "#").startswith("#") and each.get(link)
    } <= set(ids)
    assert root.get("lang") == language and root.get("role") == "img"
    heads = {each.get("id"): each.text for each in root if each.get("id")}
    assert [heads[each] for each in root.get("aria-labelledby").split()] == [drawn.title, drawn.alt]
    said = {each.get("id"): title.text for each in root.iter() if (title := each.find(f"{SVG}title")) is not None}
    marks = [artist for ax in drawn.mpl.axes for artist in ax.get_children() if artist.get_gid()]
    worded = {prefix + a.get_gid(): a.get_label() for a in marks if not a.get_label().startswith("_")}
    assert len(worded) >= 2 and worded.items() <= said.items()


@each_figure
def test_committed_figures_are_those_of_the_code(figure, rendered, name, language):
    if not matplotlib.__version__.startswith("3.11."):
        pytest.skip("the committed figures are drawn with matplotlib 3.11")
    assert {p.stem for p in (FOLDER / language).iterdir()} == set(PAGES), "the folder holds the figures, nothing else"
    assert (FOLDER / language / f"{name}.txt").read_text(encoding="utf-8") == figure(name, language).words()
    for fmt in charts.FORMATS:
        committed = (FOLDER / language / f"{name}.{fmt}").read_bytes()
        assert committed == rendered(name, language, fmt), f"{name}.{fmt}: run make figures"


@pytest.mark.parametrize("language", i18n.languages())
def test_the_committed_gallery_is_that_of_the_figures(figure, language):
    page, tell = (FOLDER / gallery.READMES[language]).read_text(encoding="utf-8"), i18n.Speaker(language)
    sections = [gallery.section(figure(name, language), tell) for name in PAGES]
    assert page == gallery.page(sections, tell), "run make figures"


def test_tables_of_the_gallery():
    table = gallery.markdown(pd.DataFrame({"a": ["1", ""], "b": ["x|y", "z"]}))
    assert table.splitlines() == ["| a | b |", "| --- | --- |", "| 1 | x\\|y |", "|  | z |"]


@each_figure
def test_values_are_shown_in_the_words_of_the_reader(figure, name, language):
    """Columns and code words have labels, numbers the language's marks; what is missing stays empty."""
    drawn = figure(name, language)
    shown, (columns, codes) = drawn.labelled(), record.labels(language)
    assert shown.shape == drawn.values.shape
    for label, column in zip(shown, drawn.values, strict=True):
        assert label == columns[column]
        for cell, value in zip(shown[label], drawn.values[column], strict=True):
            assert (cell == "") == bool(pd.isna(value) or value == "")
            assert cell not in codes.get(column, {}) or codes[column][cell] == cell, "a raw code word"
    assert language == "en" or list(shown.columns) != list(drawn.values.columns)


def test_two_processes_draw_the_same_bytes(tmp_path):
    code = "import conflictdata as cd, sys; cd.draw('deaths_by_year', 'it').save(sys.argv[1])"
    for run in ("one", "two"):
        subprocess.run([sys.executable, "-c", code, str(tmp_path / run)], check=True)
    for first in sorted((tmp_path / "one").iterdir()):
        assert first.read_bytes() == (tmp_path / "two" / first.name).read_bytes(), first.name


def test_a_readers_own_settings_change_nothing(rendered):
    hostile = {"image.origin": "lower", "hatch.color": "red", "savefig.transparent": True, "savefig.dpi": 50,
               "lines.scale_dashes": False, "text.hinting": "none", "figure.dpi": 40, "pdf.fonttype": 42,
               "figure.constrained_layout.use": True}  # fmt: skip
    with matplotlib.rc_context(hostile):
        drawn = {name: cd.draw(name).render(fmt) for name, fmt in (("tolls", "png"), ("deaths_by_year", "pdf"))}
    assert drawn["tolls"] == rendered("tolls", "en", "png")
    assert drawn["deaths_by_year"] == rendered("deaths_by_year", "en", "pdf")


def test_unknown_names_are_refused_in_words(figure):
    with pytest.raises(ValueError, match="no figure 'deaths'"):
        cd.draw("deaths")
    with pytest.raises(ValueError, match="nessuna figura 'deaths'"):
        cd.draw("deaths", language="it")
    with pytest.raises(ValueError, match="nessun formato 'poster'"):
        cd.draw("tolls", language="it", size="poster")
    with pytest.raises(ValueError, match="language 'fr'"):
        cd.draw("tolls", language="fr")
    with pytest.raises(ValueError, match="of the kind 'gif'"):
        figure("tolls").save("nowhere", formats=["gif"])


@pytest.mark.parametrize("language", i18n.languages())
def test_the_list_of_figures(language):
    listed = cd.figure_names(language)
    assert listed["figure"].tolist() == list(PAGES)
    assert listed["shows"].str.len().between(20, 120).all() and listed["shows"].is_unique
