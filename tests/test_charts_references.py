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


<<<<<<< HEAD
quiet = drawn("quiet_years")
=======
claims, war = map(drawn, TABLES)


@pytest.fixture(scope="module", params=[(name, language) for name in TABLES for language in languages()], ids="-".join)
def table(request, figure):
    return figure(*request.param)
>>>>>>> w-annual


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if re.fullmatch(pattern, str(a.get_gid()))}


def said(*axes):
    return " ".join(text.get_text() for ax in axes for text in ax.texts)


def colour(value):
    return to_hex(value).upper()


def panels(figure):
    return [ax for ax in figure.mpl.axes if ax.get_label() != "key"]


<<<<<<< HEAD
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
=======
def rows(figure):
    """Each row of the values with the Axes it is drawn in, and its number there."""
    values = figure.values
    panel = values["panel"] if "panel" in values else pd.Series(0, values.index)
    for k, ax in enumerate(panels(figure)):
        for i, row in enumerate(values[panel == k].itertuples()):
            yield ax, i, row


def stated(figure_id):
    """The toll of a claim, a sum of claims, or a reference, from the record alone."""
    return add(*figure_id.split("+")) if "+" in figure_id else toll(figure_id)


def second_hand(figure_id):
    """Whether a reference, or one that it is made of, rests on a page that was not read or only points to a figure."""
    references, sources = cd.references().set_index("reference_id"), cd.sources().set_index("source_id")["seen"]
    row = references.loc[figure_id]
    if pd.notna(row["source_id"]):
        return sources[row["source_id"]] in ("pointer_only", "not_reached")
    recipe = "" if pd.isna(row["computed_from"]) else row["computed_from"]
    return any(second_hand(part) for part in recipe.split(";") if part in references.index)


# ---------------------------------------------------------------- intervals


def test_points_and_ranges_are_the_numbers_of_the_record(table):
    for ax, i, row in rows(table):
        expected = stated(row.figure)
        assert [None if pd.isna(getattr(row, c)) else getattr(row, c) for c in BOUNDS] == [
            expected.low,
            expected.best,
            expected.high,
        ]
        point, line = by_gid(ax, f"point-{i}").get(f"point-{i}"), by_gid(ax, f"range-{i}").get(f"range-{i}")
        open_band = expected.best is None and None not in (expected.low, expected.high)
        assert (point is None) == open_band, f"{row.figure}: an open band has no point"
        if point:
            assert point.get_xdata()[0] == expected.n
        spread = expected.comparator in ("estimate", "between") and None not in (expected.low, expected.high)
        assert (line is not None) == spread
        if spread:
            assert list(line.get_xdata()) == [expected.low, expected.high]


def test_every_certainty_has_its_mark(table):
    for ax, i, row in rows(table):
        kind = stated(row.figure).comparator
        assert bool(by_gid(ax, f"arrow-{i}")) == (kind in FLOORS)
        assert bool(by_gid(ax, f"about-{i}")) == (kind == "about")


def test_round_is_the_article_and_hollow_is_second_hand(table):
    printed = 0
    for ax, i, row in rows(table):
        article = row.figure.startswith("C")
        printed += article
        assert (row.reading in ("printed", "our_sum")) == article
        if not article:
            assert (row.reading == "second_hand") == second_hand(row.figure), row.figure
        for point in by_gid(ax, f"point-{i}").values():
            assert point.get_marker() == ("o" if article else "D")
            assert (colour(point.get_markerfacecolor()) == theme.PAPER) == (row.reading == "second_hand")
    assert printed


def test_scales_are_linear_from_zero_and_hold_everything(table):
    for ax in panels(table):
        assert ax.get_xscale() == "linear" and ax.get_xlim()[0] == 0
    for ax, _, row in rows(table):
        expected = stated(row.figure)
        assert (expected.high or expected.n) <= ax.get_xlim()[1]


def test_numbers_stand_in_words_beside_their_row(table):
    for ax, i, row in rows(table):
        expected = stated(row.figure)
        (mark, *_) = by_gid(ax, f"(point|range)-{i}").values()
        level = mark.get_ydata()[0]
        beside = " ".join(t.get_text() for t in ax.texts if t.get_position() == (1, level))
        if expected.comparator == "estimate" and expected.best is not None:
            assert beside.startswith(number(expected.best, table.language))
            ends = [expected.low, expected.high]
            lacking = say("intervals.no_range", table.language)
            assert (lacking in beside) if None in ends else all(number(n, table.language) in beside for n in ends)
        else:
            assert beside == marks.capital(expected.words(table.language))


def test_no_words_reach_into_the_scale(table):
    renderer = FigureCanvasAgg(table.mpl).get_renderer()
    for ax in panels(table):
        box = ax.get_window_extent(renderer)
        for text in ax.texts:
            words = text.get_window_extent(renderer)
            if words.y1 < box.y1:  # the numbers of the scale stand above it
                assert words.x1 < box.x0 or words.x0 > box.x1, text.get_text()


def test_the_article_comes_first_and_others_by_name(table):
    order = {}
    for ax, i, row in rows(table):
        (mark, *_) = by_gid(ax, f"(point|range)-{i}").values()
        order.setdefault((id(ax), row.claim if "claim" in table.values else "C36"), []).append(
            (mark.get_ydata()[0], row)
        )
    for (_, claim), found in order.items():
        levels = [level for level, _ in found]
        assert levels == sorted(levels)
        if pd.notna(claim):
            assert [row.figure.startswith("C") for _, row in found] == [True] + [False] * (len(found) - 1)


def test_within_a_group_rows_stand_by_name(table):
    for ax in panels(table):
        names = {}
        marks = by_gid(ax, r"(point|range)-\d+").values()
        levels = sorted({mark.get_ydata()[0] for mark in marks})
        groups = sorted(t.get_position()[1] for t in ax.texts if t.role == "note" and left_of(ax, t) > 3)
        for level in levels:
            top = level - 0.1075
            label = next(t.get_text() for t in ax.texts if t.role in ("label", "strong") and at(ax, t, top))
            group = max(y for y in groups if y <= top + 1e-6)
            names.setdefault(group, []).append((label, next(t.role for t in ax.texts if t.get_text() == label)))
        for found in names.values():
            plain = [label.split(":")[0] for label, role in found if role == "label"]
            assert plain == sorted(plain, key=lambda n: (n in ("Our sum", "Somma nostra"), n)), "sums come last"


def left_of(ax, text):
    """How many inches left of zero a text begins."""
    return -(text.get_transform().transform(text.get_position())[0] - ax.transData.transform((0, 0))[0]) / theme.DPI


def at(ax, text, top):
    return text.get_position() == (0, pytest.approx(top)) and 1 < left_of(ax, text) < 3


def test_a_dotted_line_carries_the_article_s_number_down(claims, war):
    for drawing in (claims, war):
        found = {gid: line for ax in panels(drawing) for gid, line in by_gid(ax, "claim-.*").items()}
        expected = {"claim-C03", "claim-C04", "claim-C03+C04", "claim-C34", "claim-C36"}
        assert set(found) == (expected if drawing is claims else {"claim-C36"})
        for gid, line in found.items():
            assert set(line.get_xdata()) == {stated(gid.removeprefix("claim-")).n}


def test_our_sum_is_marked_as_ours_and_only_the_article_is_bold(table):
    ours = {"en": "Our sum: 49 + 50", "it": "Somma nostra: 49 + 50"}[table.language]
    sums = 0
    for ax, i, row in rows(table):
        (mark, *_) = by_gid(ax, f"(point|range)-{i}").values()
        level = mark.get_ydata()[0]
        label = next(t for t in ax.texts if t.role in ("label", "strong") and at(ax, t, level - 0.1075))
        figures = [t for t in ax.texts if t.get_position() == (1, level)]
        assert label.role == figures[0].role == ("strong" if row.reading == "printed" else "label")
        if "+" in row.figure:
            sums += 1
            assert (row.reading, label.get_text()) == ("our_sum", ours) and pd.isna(row.claimant)
        elif row.reading == "printed":
            assert row.claimant == "ARTICLE"
    assert sums == (table.slug == "claims_and_references")


def test_the_terms_of_the_sum_of_last_counts_stand_above_it(claims):
    terms = cd.references().set_index("reference_id").at["sept-2022-final-soldiers", "computed_from"].split(";")
    shown = claims.values["figure"].tolist()
    assert all(shown.index(term) < shown.index("sept-2022-final-soldiers") for term in terms)
    best = claims.values.set_index("figure")["best"]
    words = {"en": "Our sum", "it": "Somma nostra"}[claims.language]
    assert f"{words}: {' + '.join(str(best[term]) for term in terms)}" in said(*panels(claims))


def group(ax, i):
    """The heading below which a row stands."""
    (mark, *_) = by_gid(ax, f"(point|range)-{i}").values()
    top = mark.get_ydata()[0] - 0.1075
    heads = [t for t in ax.texts if t.role == "note" and left_of(ax, t) > 3 and t.get_position()[1] <= top + 1e-6]
    level = max(t.get_position()[1] for t in heads)
    return " ".join(t.get_text() for t in heads if t.get_position()[1] == level)


def test_counts_stand_under_who_is_in_them(claims):
    groups = {row.figure: group(ax, i) for ax, i, row in rows(claims)}
    not_said, perhaps, both = {
        "en": ("Who: not said", "Soldiers, perhaps also civilians", "Soldiers, civilians"),
        "it": ("Chi: non è detto", "Soldati, forse anche civili", "Soldati e civili"),
    }[claims.language]
    assert {f for f, g in groups.items() if g == not_said} == {"C34", "ap-2022-6600", "C36", "aze-sept-2022-79"}
    assert {f for f, g in groups.items() if g == perhaps} == {"official-2020"}
    assert {f for f, g in groups.items() if g == both} == {"ucdp-2022", "ucdp-2020", "ucdp-1991-2021"}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("language", languages())
def test_words_for_readers_name_no_figure_by_its_code(figure, name, language):
    drawn = figure(name, language)
    assert not re.search(r"\w_\w", " ".join((drawn.title, drawn.caption, drawn.alt, drawn.description, drawn.source)))


def test_every_toll_of_the_article_stands_beside_another_count(claims):
    values = claims.values
    assert {*cd.casualties()["claim_id"]} <= set(values["figure"])
    for claim, group in values.dropna(subset=["claim"]).groupby("claim"):
        assert claim in set(group["figure"]) and len(group) > 1


@pytest.mark.parametrize("name", TABLES)
def test_replaced_early_and_enemy_figures_are_left_out(figure, name):
    shown = set(figure(name).values["figure"])
    frame = cd.references().set_index("reference_id")
    left_out = frame.query("status in ('superseded', 'preliminary') or confidence == 'low'").index
    assert len(left_out) > 10 and not shown & set(left_out)


def test_soldiers_persons_and_missing_are_in_groups_of_their_own(claims):
    frame = cd.references().set_index("reference_id")
    for ax in panels(claims):
        assert ax.get_xlim()[0] == 0
    words = {
        "en": ("Missing, apart", "Soldiers, civilians", "Excess deaths"),
        "it": ("Dispersi, a parte", "Soldati e civili", "Mortalità in eccesso"),
    }[claims.language]
    assert all(each in said(*panels(claims)) for each in words)
    missing = claims.values[claims.values["measure"] == "missing"]
    assert missing["figure"].map(frame["measure"]).eq("missing").all() and len(missing) == 1


def test_each_part_says_that_it_has_its_own_scale(claims):
    words = {"en": "its own scale from zero", "it": "scala propria, da zero"}[claims.language]
    assert words in " ".join(t.get_text() for t in claims.mpl.artists if getattr(t, "role", None) == "subtitle")
    tops = [ax.get_xlim()[1] for ax in panels(claims)]
    assert len(tops) == 3 and tops == sorted(tops) and tops[2] > 50 * tops[0]


def test_the_title_has_the_ends_of_the_best_figures(war):
    frame = cd.references().set_index("reference_id")
    best = war.values.query("reading == 'reference'")["best"].dropna()
    low, high = best.min(), best.max()
    assert number(low, war.language) in war.title and toll("reuters-2020-30000").words(war.language) in war.title
    times = {"en": "about {} times", "it": "circa {} volte"}[war.language].format(round(high / low))
    assert times in war.caption and not re.search(r"because|perché", war.caption + war.title)
    assert (
        high == frame.at["reuters-2020-30000", "best"]
        and war.values["best"].max() == frame.at["reuters-2020-30000", "best"]
    )


def test_four_agencies_are_one_row_that_names_them(war):
    frame = cd.references().set_index("reference_id")
    four = frame[frame.index.str.endswith("-2020-30000")]
    assert len(four) == 4 and four["best"].nunique() == four["period"].nunique() == 1
    (row,) = war.values[war.values["claimant"].str.contains(";", na=False)].itertuples()
    assert row.claimant.split(";") == sorted(four["claimant"])
    assert "Lusa, PAP, Reuters," in said(war.axes) and "The\u00a0Times" in said(war.axes)


def test_what_was_not_read_says_so(war):
    hollow = war.values[war.values["reading"] == "second_hand"]["figure"].tolist()
    assert hollow == ["dewaal-1991-1994", "wiki-1988-1994"]
    words = {"en": ("page not read", "a pointer only"), "it": ("pagina non letta", "solo un rimando")}[war.language]
    assert all(each in said(war.axes) for each in words)
>>>>>>> w-annual


# ---------------------------------------------------------------- keys


<<<<<<< HEAD
@pytest.mark.parametrize(("name", "signs"), [("quiet_years", "range below_threshold bar_printed")])
=======
@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("claims_and_references", "printed reference second_hand estimate claim floor_right about"),
        ("first_war_by_source", "printed reference second_hand estimate band about claim"),
    ],
)
>>>>>>> w-annual
@pytest.mark.parametrize("language", languages())
def test_every_sign_is_in_the_key(figure, name, signs, language):
    (key,) = (ax for ax in figure(name, language).mpl.axes if ax.get_label() == "key")
    assert sorted(t.get_text() for t in key.texts if t.get_text()) == sorted(
        say(f"key.{sign}", language) for sign in signs.split()
    )


# ---------------------------------------------------------------- with one's own data


<<<<<<< HEAD
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
=======
def mine(**changes):
    row = {"comparator": "exact", "low": 9, "best": 9, "high": 9, "counts": "soldiers", "label": "the ministry"}
    return pd.DataFrame([row | changes])


def test_own_tolls_are_drawn_without_touching_anything():
    matplotlib.get_backend()
    before = matplotlib.rcParams.copy()
    given = theme.new_axes(None, height=3, left=3.9)
    box = given.get_position()
    given.set_position((box.x0, box.y0, 0.22, box.height))
    assert charts.interval_table(mine(), given) is given and matplotlib.rcParams == before
    own = charts.interval_table(
        pd.concat([mine(), mine(comparator="about", low=None, best=300, high=None)], ignore_index=True)
    )
    assert "About 300" in said(own) and "9" in said(own)


@pytest.mark.parametrize("most", [1, 7, 30, 99, 401, 12_345, 9_999_999])
def test_own_intervals_fit_at_every_size(most):
    ax = charts.interval_table(mine(comparator="at-least", low=most, best=most, high=None))
    (arrow,) = by_gid(ax, r"arrow-\d").values()
    free = (ax.get_xlim()[1] - arrow.get_xdata()[0]) / ax.get_xlim()[1] * theme.size_inches(ax)[0]
    assert free > 29 / 72 - 0.01, "the arrow stays on the scale"
    ticks = [t for t in ax.texts if t.role == "axis"]
    ends = sorted((t.get_window_extent().x0, t.get_window_extent().x1) for t in ticks)
    assert len(ticks) > 1 and all(a[1] < b[0] for a, b in pairwise(ends))


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        (mine().drop(columns="counts"), "lacks the columns counts"),
        (mine()[:0], "lacks any row"),
        (mine(reading="rumour"), "unknown reading rumour"),
        (mine(best=12), "out of order"),
        (mine(low="many"), "numbers only"),
    ],
)
def test_impossible_tables_are_refused_in_words(frame, reason):
    with pytest.raises(ValueError, match=reason):
        charts.interval_table(frame)


def test_narrow_axes_are_refused_in_words():
    with pytest.raises(ValueError, match=r"need axes 1 by 0\.\d inches"):
        charts.interval_table(mine(), theme.new_axes(None, width=1.5))


def test_tolls_of_own_frames_keep_their_certainty_words():
    ax = charts.interval_table(mine(comparator="between", low=3, best=None, high=9))
    assert marks.capital(Toll("between", 3, None, 9).words()) in said(ax) and not by_gid(ax, r"point-\d")
>>>>>>> w-annual
