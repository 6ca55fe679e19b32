"""The quiet years are drawn as the record has them: ranges and boxes are read back."""

import re

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

import conflictdata as cd
from conflictdata import charts
from conflictdata.charts import theme
from conflictdata.i18n import languages, say

BOUNDS = ["low", "best", "high"]


def drawn(name):
    @pytest.fixture(scope="module", params=languages())
    def fixture(request, figure):
        return figure(name, request.param)

    return fixture


quiet = drawn("quiet_years")


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if re.fullmatch(pattern, str(a.get_gid()))}


def said(*axes):
    return " ".join(text.get_text() for ax in axes for text in ax.texts)


def colour(value):
    return to_hex(value).upper()


def panels(figure):
    return [ax for ax in figure.mpl.axes if ax.get_label() != "key"]


# ---------------------------------------------------------------- quiet years


@pytest.mark.parametrize("language", languages())
def test_words_for_readers_name_no_figure_by_its_code(figure, language):
    drawn = figure("quiet_years", language)
    assert not re.search(r"\w_\w", " ".join((drawn.title, drawn.caption, drawn.alt, drawn.description, drawn.source)))


def test_a_quiet_year_is_a_hatched_range_and_never_zero(quiet):
    ax, rows = panels(quiet)[0], cd.yearly().query("1995 <= year <= 2019").set_index("year")
    boxes = by_gid(ax, r"below_threshold-\d+")
    below = rows.query("coverage == 'below_threshold'").index
    assert [int(gid[-4:]) for gid in boxes] == list(below) and len(below) == 16
    for gid, box in boxes.items():
        assert box.get_hatch() and (box.get_y(), box.get_height()) == (0, 24), "0 to 24: fewer than 25"
        assert box.get_x() < int(gid[-4:]) < box.get_x() + box.get_width()
    (dots,) = by_gid(ax, "dots").values()
    counted = rows.query("coverage == 'counted'")
    assert dict(zip(dots.get_xdata(), dots.get_ydata(), strict=True)) == counted["best"].to_dict() and len(counted) == 9
    for year, row in counted.iterrows():
        assert list(by_gid(ax, f"range-{year}")[f"range-{year}"].get_ydata()) == [row["low"], row["high"]]
    assert set(by_gid(ax, "threshold")["threshold"].get_ydata()) == {25}


def test_numbers_stand_beside_their_dots_and_not_at_the_end_of_a_line(quiet):
    ax, renderer = panels(quiet)[0], FigureCanvasAgg(quiet.mpl).get_renderer()
    (dots,) = by_gid(ax, "dots").values()
    numbers = [t for t in ax.texts if t.role == "strong"]
    assert [(t.get_position(), t.get_text()) for t in numbers] == [((x, y), f"{y:.0f}") for x, y in dots.get_xydata()]
    for text in numbers:
        box, (x, y) = text.get_window_extent(renderer), ax.transData.transform(text.get_position())
        assert 0 < min(abs(box.x0 - x), abs(box.x1 - x)) < 0.1 * theme.DPI and not box.x0 < x < box.x1
        assert abs(box.y0 - y) < 0.1 * theme.DPI
        for bar in (bar for bar in ax.patches if bar.get_gid() == "best"):
            assert not box.overlaps(bar.get_window_extent(renderer)), f"{text.get_text()} lies on a bar"


def test_first_and_last_year_are_named(quiet):
    named = [t.get_text() for t in panels(quiet)[0].texts if t.role == "axis" and t.get_position()[1] == 0]
    assert {"1995", "2019"} <= set(named)
    years = pd.DataFrame({"year": range(1990, 2022), "coverage": "below_threshold", "low": None, "best": None})
    ax = charts.quiet_years(years.assign(high=None).astype({column: "Int64" for column in BOUNDS}))
    assert [t.get_text() for t in ax.texts if len(t.get_text()) == 4] == [*map(str, range(1990, 2019, 5)), "2021"]


def test_nobody_says_that_a_year_without_a_row_is_not_zero(quiet):
    """It may be one: the dataset does not say so."""
    words = {"en": "the dataset does not say zero", "it": "il dataset non dice zero"}[quiet.language]
    for each in (quiet.alt, quiet.caption, said(panels(quiet)[0])):
        assert words in each


def test_no_war_is_drawn_among_the_quiet_years(quiet):
    ax = panels(quiet)[0]
    assert ax.get_xlim()[0] < 1995 and ax.get_xlim()[1] < 2020 and ax.get_ylim()[1] < 300
    assert quiet.values["year"].dropna().between(1995, 2019).all()


def test_the_article_s_words_stand_above_as_printed(quiet):
    chart, above = panels(quiet)
    assert above.get_xlim() == chart.get_xlim() and above.get_position().y0 > chart.get_position().y1
    phrases = cd.claims().set_index("claim_id")["phrase"]
    assert all(phrases[claim] in said(above) for claim in ("C35", "C27"))
    regularly, now_and_then = by_gid(above, "C35")["C35"], by_gid(above, "C27")["C27"]
    assert not regularly.get_hatch() and not now_and_then.get_hatch(), "hatched are the years without a row"
    assert colour(now_and_then.get_facecolor()) == theme.PAPER and now_and_then.get_linestyle() != "-"


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(("name", "signs"), [("quiet_years", "range below_threshold bar_printed")])
@pytest.mark.parametrize("language", languages())
def test_every_sign_is_in_the_key(figure, name, signs, language):
    (key,) = (ax for ax in figure(name, language).mpl.axes if ax.get_label() == "key")
    assert sorted(t.get_text() for t in key.texts if t.get_text()) == sorted(
        say(f"key.{sign}", language) for sign in signs.split()
    )


# ---------------------------------------------------------------- with one's own data


def my_years(**changes):
    years = {
        "year": [2001, 2002, 2003],
        "low": [30, None, 40],
        "best": [33, None, 44],
        "high": [60, None, 50],
        "coverage": ["counted", "below_threshold", "counted"],
        "counted_from": None,
    }
    frame = pd.DataFrame(years | changes)
    return frame.astype({column: "Int64" for column in BOUNDS if pd.api.types.is_numeric_dtype(frame[column])})


@pytest.mark.parametrize("chart", [charts.deaths_by_year, charts.quiet_years])
def test_a_best_number_without_a_range_has_no_line(chart):
    frame = my_years(low=[None, None, 40], high=[None, None, 50], best=[33, None, 44])
    ax = chart(frame)
    assert list(by_gid(ax, r"range-\d+")) == ["range-2003"]
    (dots,) = by_gid(ax, "dots").values()
    assert list(dots.get_ydata()) == [33, 44]
    ax = chart(my_years(low=pd.array([None] * 3, "Int64"), high=pd.array([None] * 3, "Int64")))
    assert not by_gid(ax, r"range-\d+") and ax.get_ylim()[1] >= 44


@pytest.mark.parametrize(
    ("chart", "frame", "reason"),
    [
        (charts.deaths_by_year, my_years(best=[33, None, None]), "2003: a counted year needs a best number"),
        (charts.deaths_by_year, my_years(low=[None, None, 40]), "low and high in order or neither"),
        (charts.deaths_by_year, my_years(best=[99, None, 44]), "2001: a counted year needs"),
        (charts.deaths_by_year, my_years(low=[-1, None, 40]), "2001: a counted year needs"),
        (charts.deaths_by_year, my_years(year=[2001, 2001, 2003]), "2001 stands twice"),
        (charts.deaths_by_year, my_years(coverage=["counted", "quiet", "counted"]), "unknown coverage quiet"),
        (charts.quiet_years, my_years(coverage=["counted", "not_covered", "counted"]), "not not_covered"),
        (charts.quiet_years, my_years(low=[9, None, 40], best=[9, None, 44]), "below the threshold of 25"),
        (charts.quiet_years, my_years().drop(columns="year"), "lacks the columns year"),
    ],
)
def test_impossible_years_are_refused_in_words(chart, frame, reason):
    with pytest.raises(ValueError, match=reason):
        chart(frame)


# ---------------------------------------------------------------- a page for one's own years

WORDS = {"title": "My conflict", "subtitle": "Battle-related deaths a year", "source": "Source: made up for this test."}


@pytest.mark.parametrize("language", languages())
def test_a_page_of_own_years_says_what_it_draws(language):
    page = charts.years_page(my_years(), **WORDS, language=language)
    assert (page.title, page.source, page.language) == (WORDS["title"], WORDS["source"], language)
    assert 80 <= len(page.alt) <= 250
    for words in (page.alt, page.caption):
        assert {"2001", "2003", "44"} <= set(re.findall(r"\d+", words))
    assert say("key.below_threshold", language) + ": 1" in page.caption
    assert page.values["year"].tolist() == [2001, 2002, 2003] and page.values["best"].isna().sum() == 1
    chart, strip, key = page.mpl.axes
    assert list(by_gid(chart, r"range-\d+")) == ["range-2001", "range-2003"]
    assert list(by_gid(strip, r"[a-z_]+-\d+")) == [
        "not_covered-2000", "counted-2001", "below_threshold-2002", "counted-2003", "not_covered-2004",
    ]  # fmt: skip
    signs = ("counted", "below_threshold", "not_covered")
    assert {t.get_text() for t in key.texts} == {say(f"key.{s}", language) for s in signs} | {
        say("years_page.strip", language)
    }
    assert page.render("png")[:4] == b"\x89PNG" and page.alt in page.html() and "NaN" not in page.html()


def test_a_page_needs_no_range_and_says_so():
    page = charts.years_page(my_years(low=pd.array([None] * 3, "Int64"), high=pd.array([None] * 3, "Int64")), **WORDS)
    assert not by_gid(page.axes, r"range-\d+") and say("years_page.axis_best") in said(page.axes)
    assert say("years_page.axis") in said(charts.years_page(my_years(), **WORDS).axes)


def test_a_year_without_a_number_in_the_source_has_words_of_its_own():
    page = charts.years_page(my_years(coverage=["counted", "not_stated", "counted"]), **WORDS)
    words = said(*page.mpl.axes)
    assert say("key.no_number") in words and say("key.not_stated") not in words


def test_attribution_travels_onto_the_figure_and_into_its_files(tmp_path):
    frame = my_years()
    frame.attrs["attribution"] = "Data: somebody, accessed 1 March 2026."
    page = charts.years_page(frame, **WORDS)
    assert page.source == f"{WORDS['source']} {frame.attrs['attribution']}"
    drawn = " ".join(t.get_text() for t in page.mpl.artists if getattr(t, "role", None) == "source")
    assert drawn == page.source
    page.save(tmp_path, formats=["png"])
    assert frame.attrs["attribution"] in (tmp_path / "own_years.txt").read_text(encoding="utf-8")
    twice = charts.years_page(frame, **WORDS | {"source": page.source})
    assert twice.source == page.source, "an attribution that is there is not added again"


@pytest.mark.parametrize("lacking", WORDS)
def test_a_page_without_title_subtitle_or_source_is_refused(lacking):
    for empty in ("", "  ", None):
        with pytest.raises(ValueError, match=f"needs a {lacking}"):
            charts.years_page(my_years(), **WORDS | {lacking: empty})


@pytest.mark.parametrize(
    ("frame", "options", "reason"),
    [
        (my_years().drop(columns="year"), {}, "lacks the columns year"),
        (my_years().drop(columns="counted_from"), {}, "lacks the columns counted_from"),
        (my_years(coverage="not_covered"), {}, "no year has a number"),
        (my_years(best=[33, None, None]), {}, "needs a best number"),
        (my_years(), {"language": "fr"}, "language 'fr'"),
    ],
)
def test_a_page_of_impossible_years_is_refused_in_words(frame, options, reason):
    with pytest.raises(ValueError, match=reason):
        charts.years_page(frame, **WORDS | options)


def test_a_year_counted_in_part_is_named():
    frame = my_years(counted_from=["2001-07-01", None, None])
    assert say("key.part") in said(*charts.years_page(frame, **WORDS).mpl.axes)
