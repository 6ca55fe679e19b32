"""What others count stands beside the claims as the record has it: points, ranges and boxes are read back."""

import re
from itertools import pairwise

import matplotlib
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex

import conflictdata as cd
from conflictdata import charts
from conflictdata.certainty import FLOORS, Toll
from conflictdata.charts import marks, theme
from conflictdata.i18n import languages, number, say
from conflictdata.tolls import add, toll

BOUNDS = ["low", "best", "high"]
TABLES = ("claims_and_references", "first_war_by_source")


def drawn(name):
    @pytest.fixture(scope="module", params=languages())
    def fixture(request, figure):
        return figure(name, request.param)

    return fixture


claims, war = map(drawn, TABLES)


@pytest.fixture(scope="module", params=[(name, language) for name in TABLES for language in languages()], ids="-".join)
def table(request, figure):
    return figure(*request.param)


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if re.fullmatch(pattern, str(a.get_gid()))}


def said(*axes):
    return " ".join(text.get_text() for ax in axes for text in ax.texts)


def colour(value):
    return to_hex(value).upper()


def panels(figure):
    return [ax for ax in figure.mpl.axes if ax.get_label() != "key"]


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


# ---------------------------------------------------------------- keys


@pytest.mark.parametrize(
    ("name", "signs"),
    [
        ("claims_and_references", "printed reference second_hand estimate claim floor_right about"),
        ("first_war_by_source", "printed reference second_hand estimate band about claim"),
    ],
)
@pytest.mark.parametrize("language", languages())
def test_every_sign_is_in_the_key(figure, name, signs, language):
    (key,) = (ax for ax in figure(name, language).mpl.axes if ax.get_label() == "key")
    assert sorted(t.get_text() for t in key.texts if t.get_text()) == sorted(
        say(f"key.{sign}", language) for sign in signs.split()
    )


# ---------------------------------------------------------------- with one's own data


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
