"""Deaths a year: bars are the numbers, lines the ranges; a year without a number is hatched, named and never a zero."""

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure as Sheet
from test_layout import in_order, texts

import conflictdata as cd
from conflictdata import charts
from conflictdata.charts import SIZES, theme
from conflictdata.i18n import languages, number, say

BOUNDS = ["low", "best", "high"]
KINDS = ["below_threshold", "coded_elsewhere", "not_covered", "not_stated", "not_found"]
each_size = pytest.mark.parametrize("size", SIZES)
each_language = pytest.mark.parametrize("language", languages())
each_figure = pytest.mark.parametrize(
    ("slug", "first", "last"), [("deaths_by_year", 1989, 2024), ("quiet_years", 1995, 2019)]
)


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if re.fullmatch(pattern, str(a.get_gid()))}


def said(made):
    return " ".join(words for words, *_ in texts(made.mpl))


def spaced(text):
    return text.replace("\u00a0", " ")


def bars(ax):
    """Return what is drawn of each counted year: its number, from bar or dot, at the year that it stands at."""
    found = {}
    for gid, patch in by_gid(ax, r"bar-\d+").items():
        if hasattr(patch, "get_height"):
            assert patch.get_y() == 0, "bars start at zero"
            assert patch.get_x() + patch.get_width() / 2 == pytest.approx(int(gid[4:]))
            assert 0 < patch.get_width() < 1, "bars of two years do not touch"
            found[int(gid[4:])] = patch.get_height()
    for gid, dot in by_gid(ax, r"point-bar-\d+").items():
        assert (dot.get_xdata()[0], dot.get_ydata()[0]) == (int(gid[10:]), 0)
        found[int(gid[10:])] = 0
    return found


def ranges(ax):
    lines = by_gid(ax, r"range-\d+")
    assert all(set(line.get_xdata()) == {int(gid[6:])} for gid, line in lines.items())
    return {int(gid[6:]): tuple(line.get_ydata()) for gid, line in lines.items()}


def hatches(ax):
    """Return the hatched boxes by kind: {kind: {year: (bottom, top)}}; each covers its years whole."""
    found = {}
    for gid, patch in by_gid(ax, f"({'|'.join([*KINDS, 'no_row'])})-\\d+").items():
        kind, first = gid.rsplit("-", 1)
        assert patch.get_x() == int(first) - 0.5 and patch.get_facecolor()[3] == 0
        for year in range(int(first), int(first) + round(patch.get_width())):
            ends = (patch.get_y(), patch.get_y() + patch.get_height())
            assert found.setdefault(kind, {}).setdefault(year, ends) is ends, "no year is hatched twice"
    return found


def words_over_runs(made):
    """Return the words that stand over a hatched run, in at most three lines and no wider than it: {year: words}."""
    renderer, found = FigureCanvasAgg(made.mpl).get_renderer(), {}
    runs = [a for a in by_gid(made.axes, f"({'|'.join([*KINDS, 'no_row'])})-\\d+").values()]
    for text in made.axes.texts:
        x, y = text.get_position()
        over = [run for run in runs if x > 1000 and run.get_x() < x < run.get_x() + run.get_width()]
        if text.role == "note" and y == 0 and over:
            box, run = text.get_window_extent(renderer), over[0].get_window_extent(renderer)
            assert run.x0 <= box.x0 and box.x1 <= run.x1, f"{text.get_text()!r} is wider than its years"
            found.setdefault(x, []).append(text.get_text())
    assert all(len(lines) <= 3 for lines in found.values())
    return {x: " ".join(lines) for x, lines in found.items()}


# ---------------------------------------------------------------- both figures


@each_size
@each_figure
def test_bars_and_lines_are_the_record_s_numbers(figure, slug, first, last, size):
    years = cd.yearly().query("@first <= year <= @last").set_index("year")
    counted = years[years["coverage"] == "counted"]
    ax = figure(slug, "en", size).axes
    assert bars(ax) == counted["best"].to_dict(), "every counted year and no other"
    wide = counted[counted["low"] < counted["high"]]
    assert ranges(ax) == {year: (row["low"], row["high"]) for year, row in wide.iterrows()}
    assert ax.get_yscale() == ax.get_xscale() == "linear" and ax.get_ylim()[1] >= counted["high"].max()


@each_size
@each_figure
def test_a_year_without_a_number_is_hatched_and_never_a_bar(figure, slug, first, last, size):
    years = cd.yearly().query("@first <= year <= @last and coverage != 'counted'")
    boxes = hatches(figure(slug, "it", size).axes)
    assert {(kind, year) for kind, found in boxes.items() for year in found} == {
        (row.coverage, row.year) for row in years.itertuples()
    }
    places = {ends for found in boxes.values() for ends in found.values()}
    if slug == "quiet_years":
        assert places == {(0, 24)}, "fewer than 25"
    else:
        ((bottom, top),) = places
        assert bottom < top < 0, "below the zero line and apart from it, where no number is"


@each_language
@each_figure
def test_marks_say_their_number_and_release(figure, slug, first, last, language):
    years = cd.yearly().query("@first <= year <= @last").set_index("year")
    ax = figure(slug, language).axes
    for year, row in years[years["coverage"] == "counted"].iterrows():
        low, best, high = (number(int(row[bound]), language) for bound in BOUNDS)
        spread = f" ({low}–{high})" if low != high else ""
        expected = f"UCDP {row['release']}, {year}: {best}{spread}"
        assert by_gid(ax, f"bar-{year}")[f"bar-{year}"].get_label() == expected
    words = {"en": "fewer than 25, perhaps none", "it": "meno di 25, forse nessuna"}[language]
    assert by_gid(ax, "below_threshold-1999")["below_threshold-1999"].get_label() == f"1999–2004: {words}"


@each_size
@each_language
@each_figure
def test_what_the_hatch_means_stands_in_the_picture_once(figure, slug, first, last, language, size):
    """A year without a row may have had no deaths: the dataset does not say zero, and does not deny it."""
    made = figure(slug, language, size)
    words = {"en": "fewer than 25, perhaps none", "it": "meno di 25, forse nessuna"}[language]
    assert said(made).count(words) == 1
    perhaps = {"en": "perhaps none", "it": "forse nessuna"}[language]
    assert all(perhaps in text for text in (made.alt, made.caption)) and "not zero" not in made.caption


@pytest.mark.parametrize("family", [theme.LIGHT, theme.DARK])
def test_bars_stand_out_from_the_paper(family):
    ground = Sheet(facecolor=family.paper).add_subplot(facecolor=family.paper)
    charts.deaths_by_year(mine(), ax=ground)

    def luminance(colour):
        channels = np.array(to_rgb(colour))
        linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
        return linear @ (0.2126, 0.7152, 0.0722)

    def contrast(a, b):
        dark, light = sorted((luminance(a), luminance(b)))
        return (light + 0.05) / (dark + 0.05)

    bar, line = by_gid(ground, "bar-2001")["bar-2001"], by_gid(ground, "range-2001")["range-2001"]
    assert contrast(bar.get_facecolor()[:3], family.paper) >= 3
    assert contrast(line.get_color(), family.paper) >= 3 and contrast(line.get_color(), bar.get_facecolor()[:3]) >= 2.5


# ---------------------------------------------------------------- deaths by year


@each_size
@each_language
def test_the_wars_and_the_year_of_the_article_are_named(figure, language, size):
    made, years = figure("deaths_by_year", language, size), cd.yearly().set_index("year")
    words = said(made)
    runs = [("1992–94", 1992, 1994), ("2020", 2020, 2020), ("2022", 2022, 2022)]
    runs += [("2016", 2016, 2016), ("2023", 2023, 2023)] if size != "column" else []
    for name, first, last in runs:
        low, best, high = (number(int(years.loc[first:last, bound].sum()), language) for bound in BOUNDS)
        assert f"{name}: {best}" in words and (f"({low}–{high})" in words) == (low != high)
    assert words.count(say("years.sum", language)) == 1, "a sum of ours is said to be one"
    (war,) = (text for text in made.axes.texts if text.get_text().startswith("2020:"))
    assert abs(war.get_position()[0] - 2020) < 1 and war.get_position()[1] == years.at[2020, "high"]


@each_language
def test_the_title_is_computed(figure, language):
    best = cd.yearly().set_index("year")["best"]
    share = (best.loc[1992:1994].sum() + best[2020]) / best.sum()
    assert re.findall(r"\d+", figure("deaths_by_year", language).title)[:2] == [str(int(share * 10)), "10"]
    assert 0.9 < share < 0.95, "rounding down does not mislead"


@each_size
def test_a_tick_marks_the_day_of_the_article(figure, size):
    ax = figure("deaths_by_year", "en", size).axes
    (tick,) = by_gid(ax, "day").values()
    day = cd.casualties().set_index("claim_id").at["C03", "start"]
    (x,) = set(tick.get_xdata())
    assert x == pytest.approx(day.year - 0.5 + day.day_of_year / 365) and tick.get_ydata()[0] == 0
    (words, below) = (text for text in ax.texts if text.get_text() in ("13 Sept 2022", "in the article"))
    assert words.get_position()[0] == below.get_position()[0] == x and tick.get_label() == "13 Sept 2022"


@each_size
@each_language
def test_other_kinds_of_year_are_said_with_their_years(figure, language, size):
    words = spaced(said(figure("deaths_by_year", language, size)))
    expected = {
        "en": ("1989–90: counted in other conflicts", "1991: counted from 29 Dec"),
        "it": ("1989–90: contate in altri conflitti", "1991: contate dal 29 dic"),
    }
    assert all(each in words for each in expected[language])


@each_language
def test_a_newer_release_without_numbers_is_named(figure, language):
    releases = cd.yearly().set_index("year")["release"]
    source = figure("deaths_by_year", language).source
    assert f" {releases[2023]}," in source and re.search(rf"2024: UCDP/PRIO {releases[2024]}", source)


# ---------------------------------------------------------------- quiet years


@each_size
def test_numbers_stand_beside_their_lines(figure, size):
    """A number at the end of a line would be taken for the line's, and one on a bar for a part of it."""
    made = figure("quiet_years", "en", size)
    ax, renderer = made.axes, FigureCanvasAgg(made.mpl).get_renderer()
    best = cd.yearly().query("1995 <= year <= 2019 and coverage == 'counted'").set_index("year")["best"]
    numbers = [text for text in ax.texts if text.role == "strong" and text.get_text().isdigit()]
    assert [(*text.get_position(), text.get_text()) for text in numbers] == [(y, n, str(n)) for y, n in best.items()]
    inch = theme.SIZES[size].pixels
    solid = [*by_gid(ax, r"bar-\d+").values(), *by_gid(ax, r"range-\d+").values()]
    for text in numbers:
        box, x = text.get_window_extent(renderer), ax.transData.transform(text.get_position())[0]
        assert 0 < min(abs(box.x0 - x), abs(box.x1 - x)) < 0.1 * inch and not box.x0 < x < box.x1
        assert not any(box.overlaps(mark.get_window_extent(renderer)) for mark in solid), text.get_text()


@each_size
@each_language
def test_the_article_s_words_stand_above_as_printed(figure, language, size):
    made, phrases = figure("quiet_years", language, size), cd.claims().set_index("claim_id")["phrase"]
    words = said(made)
    assert all(phrases[claim] in words for claim in ("C35", "C27"))
    above = [text for text in made.axes.texts if text.get_position()[1] == 1]
    assert phrases["C27"] in " ".join(text.get_text() for text in above)


@each_language
def test_the_years_are_counted(figure, language):
    made, years = figure("quiet_years", language), cd.yearly().query("1995 <= year <= 2019")
    counted = years[years["coverage"] == "counted"]
    assert [int(n) for n in re.findall(r"\d+", made.title)] == [len(years) - len(counted), len(years), 25]
    low, best, high = (number(int(counted[bound].sum()), language) for bound in BOUNDS)
    assert f"{best} ({low}–{high})" in said(made)
    (line,) = by_gid(made.axes, "threshold").values()
    assert set(line.get_ydata()) == {25} and counted["best"].min() >= 25
    zero_says = {"en": "the dataset does not say zero", "it": "il dataset non dice zero"}[language]
    assert zero_says in made.caption


@each_size
def test_no_war_is_among_the_quiet_years(figure, size):
    made = figure("quiet_years", "en", size)
    assert made.axes.get_ylim()[1] < 300 and made.values["year"].tolist() == list(range(1995, 2020))
    assert "1995" in [text.get_text() for text in made.axes.texts] and "1995–2019" in said(made)


# ---------------------------------------------------------------- a reader's own


def mine(**changes):
    years = {
        "year": [2001, 2002, 2003],
        "low": [30, None, 40],
        "best": [33, None, 44],
        "high": [60, None, 50],
        "coverage": ["counted", "below_threshold", "counted"],
    }
    return pd.DataFrame(years | changes)


SIZED = st.one_of(st.integers(0, 12), st.floats(0, 7).map(lambda e: int(10**e)))
YEAR = st.one_of(st.sampled_from(KINDS), st.tuples(SIZED, st.none() | st.tuples(st.floats(0, 1), st.floats(1, 3))))


def frame_of(first, rows):
    """Return a frame of years: a kind of coverage, or a number with how far its range reaches, a row."""
    found = []
    for year, row in enumerate(rows, first):
        best, spread = row if isinstance(row, tuple) else (None, None)
        low, high = (None, None) if spread is None else (int(best * spread[0]), int(best * spread[1]))
        found.append((year, low, best, high, "counted" if best is not None else row))
    return pd.DataFrame(found, columns=["year", *BOUNDS, "coverage"])


@settings(max_examples=60)
@given(
    st.integers(1880, 2000),
    st.lists(YEAR, min_size=1, max_size=120),
    st.sampled_from([*SIZES]),
    st.sampled_from(languages()),
)
@example(1900, [(10_000_000, (0.2, 1.5))] * 120, "column", "en")
@example(1900, ["not_found", (0, None)] * 60, "column", "it")
@example(1900, ["not_found", (0, None), "not_covered", (3, None)] * 30, "slide", "it")
@example(2001, [(10_000_000, None)], "column", "en")
@example(2001, [(7, (1.0, 1.0))] * 3, "page", "it")
@example(2001, [(0, None)] * 3, "page", "en")
def test_any_years_draw(first, rows, size, language):
    frame = frame_of(first, rows)
    counted = frame[frame["coverage"] == "counted"]
    if counted.empty:
        with pytest.raises(ValueError, match="coverage"):
            charts.deaths_by_year(frame, size=size, language=language)
        return
    made = charts.deaths_by_year(frame.sample(frac=1, random_state=1), size=size, language=language)
    in_order(made.mpl)
    assert bars(made.axes) == dict(zip(counted["year"], counted["best"], strict=True))
    wide = counted[counted["low"] < counted["high"]]
    assert ranges(made.axes) == {row.year: (row.low, row.high) for row in wide.itertuples()}
    found = hatches(made.axes)
    assert {(kind, year) for kind in found for year in found[kind]} == {
        (row.coverage, row.year) for row in frame.itertuples() if row.coverage != "counted"
    }
    assert set(words_over_runs(made).values()) <= {say(f"years.{kind}", language) for kind in found}
    words = said(made).casefold()
    for kind in found:
        assert say(f"years.{kind}", language) in words, f"{kind} is said"
    if (counted["best"] == 0).any():
        zero = [text.get_text() for text in made.axes.texts if text.role == "note"]
        assert any(text == "0" or text.endswith(": 0") or ": 0;" in text for text in zero), "a zero is said"
    peak = counted.loc[counted["best"].idxmax()]
    assert not peak["best"] or f"{peak['year']}: {number(int(peak['best']), language)}" in said(made)


def test_years_are_told_apart_in_words():
    """The commonest kind is named once, the others with the years where there is no room over them."""
    kinds = [*["below_threshold"] * 6, (9, None), "not_covered", (8, None), "not_stated", (7, None), "coded_elsewhere"]
    made = charts.deaths_by_year(frame_of(1990, kinds * 2), size="column")
    words = said(made)
    assert words.count("below the source’s threshold, perhaps none") == 1
    for year, kind in ((1997, "not_covered"), (1999, "not_stated"), (2001, "coded_elsewhere")):
        assert f"{year}, {year + 12}: {say(f'years.{kind}')}" in words


def test_words_stand_over_the_run_that_they_explain():
    """Where they have room there in three lines; else they stand below, with the years."""
    rows = [*["not_covered"] * 9, (3, None), *["not_found"] * 9, (9, None), "not_stated", (5, None)]
    made = charts.deaths_by_year(frame_of(1990, rows))
    assert words_over_runs(made) == {1994: say("years.not_covered"), 2004: say("years.not_found")}
    assert f"2010: {say('years.not_stated')}" in said(made)
    for kind, years in ((kind, years) for kind in ("below_threshold", "not_found") for years in range(1, 9)):
        rows = [*["not_covered"] * 9, (3, None), *[kind] * years, *[(2, None)] * 20]
        made = charts.deaths_by_year(frame_of(1990, rows))
        words, last = say(f"years.{kind}"), 1999 + years
        named = f"{f'2000–{last % 100:02}' if years > 1 else 2000}: {words}" in said(made)
        assert named != (words in words_over_runs(made).values()), f"{years} years: said once"


def test_a_few_years_all_have_their_numbers():
    words = said(charts.deaths_by_year(mine()))
    assert "2001: 33 (30–60)" in words and "2003: 44 (40–50)" in words
    alone = said(charts.deaths_by_year(mine(low=None, high=None), size="slide"))
    assert "2003: 44 (estimate, range not stated)" in alone
    crowded = charts.deaths_by_year(frame_of(1990, [(n, (0.5, 2)) for n in range(100, 104)]), size="column")
    in_order(crowded.mpl)
    assert [text.get_text() for text in crowded.axes.texts if text.role == "strong"] == ["1993: 103"]


def test_a_year_that_the_frame_lacks_is_no_zero():
    made = charts.deaths_by_year(mine(year=[2001, 2002, 2006]))
    assert list(hatches(made.axes)["no_row"]) == [2003, 2004, 2005] and "no row in the table" in said(made)


@each_language
def test_a_year_counted_in_part_says_from_when(language):
    made = charts.deaths_by_year(mine(counted_from=["2001-07-01", None, None]), language=language)
    words = {"en": "2001: counted from 1 Jul", "it": "2001: contate dal 1º luglio"}[language]
    assert words in [spaced(text.get_text()) for text in made.axes.texts]


@each_language
def test_a_figure_of_own_years_says_what_it_draws(language):
    made = charts.deaths_by_year(mine(), title="My conflict", subtitle="A year", source="Mine.", language=language)
    assert (made.title, made.source) == ("My conflict", "Mine.") and "A year" in said(made)
    assert 80 <= len(made.alt) <= 250
    for words in (made.alt, made.caption):
        assert {"2003", "44"} <= set(re.findall(r"\d+", words))
    assert f"{say('years.below_threshold', language)}: 1" in made.caption
    assert made.values["year"].tolist() == [2001, 2002, 2003] and made.values["best"].isna().sum() == 1
    assert made.alt in made.html() and "NaN" not in made.html()
    mute = charts.deaths_by_year(mine(), language=language)
    assert mute.title and mute.source == say("own.source", language)


def test_words_on_hover_may_be_given():
    made = charts.deaths_by_year(mine(says=["Register,", None, None]))
    marks = by_gid(made.axes, r"bar-\d+")
    assert [mark.get_label() for mark in marks.values()] == ["Register, 2001: 33 (30–60)", "2003: 44 (40–50)"]
    assert made.render("svg").decode().count("Register, 2001: 33") == 2, "bar and line"


def test_attribution_travels_onto_the_figure_and_into_its_files(tmp_path):
    frame = mine()
    frame.attrs["attribution"] = "Data: somebody, accessed 1 March 2026."
    made = charts.deaths_by_year(frame, source="Source: made up.")
    assert made.source == "Source: made up. Data: somebody, accessed 1 March 2026." and made.source in said(made)
    made.save(tmp_path, formats=["png"])
    assert frame.attrs["attribution"] in (tmp_path / "own_deaths_by_year.txt").read_text(encoding="utf-8")
    assert charts.deaths_by_year(frame, source=made.source).source == made.source, "not added twice"


def test_numbers_as_text_and_missing_values_of_any_kind_are_read():
    frame = mine(best=["33", pd.NA, "44"], low=[30, np.nan, 40], counted_from=[None, pd.NA, np.nan], says=pd.NA)
    assert bars(charts.deaths_by_year(frame).axes) == {2001: 33, 2003: 44}


ROW = "this row cannot be drawn", "questa riga non si può disegnare"


@pytest.mark.parametrize(
    ("frame", "english", "italian"),
    [
        (mine().drop(columns="year"), "lacks the columns year", "mancano le colonne year"),
        (mine()[:0], "has no rows", "non ha righe"),
        (mine(best=["many", None, 44]), "column best must hold numbers", "colonna best deve contenere solo numeri"),
        (mine(year=[2001, 2002, 2002]), "year 2002.*stands once", "year 2002.*compare una volta"),
        (mine(year=[2001, 2002.5, 2003]), f"year 2002.5.*{ROW[0]}", f"year 2002.5.*{ROW[1]}"),
        (mine(year=[2001, None, 2003]), ROW[0], ROW[1]),
        (mine(coverage=["counted", "quiet", "counted"]), f"coverage quiet.*{ROW[0]}", f"coverage quiet.*{ROW[1]}"),
        (mine(coverage=["counted", None, "counted"]), ROW[0], ROW[1]),
        (mine(best=[33, None, None]), f"year 2003.*{ROW[0]}", f"year 2003.*{ROW[1]}"),
        (mine(best=[33, 4, 44]), f"year 2002.*{ROW[0]}", f"year 2002.*{ROW[1]}"),
        (
            mine(best=None, coverage="not_covered"),
            "0 of them with coverage “counted”",
            "di cui 0 con coverage «counted»",
        ),
        (mine(year=[1801, 1802, 2003]), "203 years.*holds 150", "203 anni.*tiene 150"),
        (mine(low=[None, None, 40]), "does not go with low, best, high", "non va con"),
        (mine(best=[99, None, 44]), "out of order: 30, 99, 60", "non sono in ordine: 30, 99, 60"),
        (mine(low=[-1, None, 40]), "below zero", "minore di zero"),
        (mine(high=[float("inf"), None, 50]), "not finite", "non finito"),
    ],
)
def test_impossible_years_are_refused_in_the_language_asked_for(frame, english, italian):
    for language, reason in (("en", english), ("it", italian)):
        with pytest.raises(ValueError, match=reason):
            charts.deaths_by_year(frame, language=language)


def test_other_impossible_input_is_refused_in_words():
    with pytest.raises(TypeError, match="list"):
        charts.deaths_by_year([1])
    with pytest.raises(ValueError, match="no size 'poster'"):
        charts.deaths_by_year(mine(), size="poster")
    with pytest.raises(ValueError, match="language 'fr'"):
        charts.deaths_by_year(mine(), language="fr")
    small = Sheet(figsize=(2, 2)).add_axes((0, 0, 1, 1))
    with pytest.raises(ValueError, match=r"needed are 2\.4 × 1\.9 units, there are 2 × 2"):
        charts.deaths_by_year(mine(), ax=small)
