"""Counts stand beside a claim as the record, or a reader's frame, has them: bars, lines and words are read back."""

import re
from itertools import pairwise

import matplotlib
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from test_layout import in_order, texts

import conflictdata as cd
from conflictdata import charts
from conflictdata.certainty import FLOORS, Toll
from conflictdata.charts import SIZES, theme
from conflictdata.charts.inputs import capital
from conflictdata.edtf import bounds
from conflictdata.i18n import languages, number, say
from conflictdata.tolls import toll

SLUGS = ("september_2022", "war_2020", "first_war")
WARS = SLUGS[1:]


@pytest.fixture(scope="module", params=[(slug, language) for slug in SLUGS for language in languages()], ids="-".join)
def page(request):
    slug, language = request.param
    return cd.draw(slug, language=language)


@pytest.fixture(
    scope="module", params=[(s, each, size) for s in SLUGS for each in languages() for size in SIZES], ids="-".join
)
def drawing(request):
    """A page in one of its sizes."""
    slug, language, size = request.param
    return cd.draw(slug, language=language, size=size)


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if re.fullmatch(pattern, str(a.get_gid()))}


def bars(ax, i):
    """The boxes of a row, the innermost first."""
    return sorted(by_gid(ax, rf"bar-{i}(-\d)?").values(), key=lambda box: box.get_width())


def core(ax, i):
    return by_gid(ax, f"bar-{i}")[f"bar-{i}"]


def middle(box):
    return box.get_y() + box.get_height() / 2


def colour(value):
    return to_hex(value).upper()


def rows(figure):
    return list(enumerate(figure.values.itertuples()))


def lines(ax, role):
    return [text for text in ax.findobj(charts.lettering.Line) if text.role == role]


def beside_bar(ax, i):
    """The words right of a bar."""
    level = middle(core(ax, i))
    found = [text for text in ax.texts if text.get_position()[1] == pytest.approx(level)]
    return sorted(found, key=lambda text: text.get_window_extent().x0)


def second_hand(figure_id):
    """Whether a reference, or one that it is made of, rests on a page that was not read or only points to a figure."""
    references, sources = cd.references().set_index("reference_id"), cd.sources().set_index("source_id")["seen"]
    row = references.loc[figure_id]
    if pd.notna(row["source_id"]):
        return sources[row["source_id"]] in ("pointer_only", "not_reached")
    recipe = "" if pd.isna(row["computed_from"]) else row["computed_from"]
    return any(second_hand(part) for part in recipe.split(";") if part in references.index)


def ends(expected):
    """Where the boxes of a toll end, the innermost first, without a fade."""
    low, high = expected.bounds
    if expected.comparator == "estimate" and expected.best is not None:
        return [expected.best]  # its range is a line
    if expected.comparator in ("about", "between", "estimate") and low < high:
        return [n for n in (low, expected.best, high) if n is not None]
    return [expected.n]


# ---------------------------------------------------------------- the pages of the record


def test_bars_are_the_numbers_of_the_record(drawing):
    for i, row in rows(drawing):
        expected = toll(row.figure)
        told = [None if pd.isna(getattr(row, c)) else getattr(row, c) for c in ("low", "best", "high")]
        assert told == [expected.low, expected.best, expected.high]
        boxes = bars(drawing.axes, i)
        fades = len(boxes) - len(ends(expected))
        assert [box.get_width() for box in boxes[: len(boxes) - fades]] == ends(expected)
        assert fades == (5 if expected.comparator in FLOORS else 0), "only at least and more than fade out"
        assert all(box.get_x() == 0 for box in boxes), "bars begin at zero"
        shares = [theme.LIGHT.thin(s) for s in (1.0, 0.62, 0.30)]
        if len(ends(expected)) == 3:
            assert [colour(box.get_facecolor()) for box in boxes][1:] == shares[1:], "steps grow lighter"
        ranged = expected.comparator == "estimate" and expected.best is not None and expected.high is not None
        ranges = [line.get_xdata() for line in by_gid(drawing.axes, f"range-{i}").values()]
        assert [list(range_) for range_ in ranges] == ([[expected.low, expected.high]] if ranged else [])


def test_the_scale_is_linear_from_zero_and_says_where_it_is(drawing):
    ax = drawing.axes
    assert ax.get_xscale() == "linear" and ax.get_xlim()[0] <= 0
    ticks = [(text.get_position()[0], text.get_text()) for text in lines(ax, "axis")]
    assert ticks[0] == (0, "0") and len(ticks) > 2
    assert all(words == number(n, drawing.language) for n, words in ticks)
    assert len({after - before for (before, _), (after, _) in pairwise(ticks)}) == 1
    most = max(bars(ax, i)[-1].get_width() for i, _ in rows(drawing))
    assert most < ax.get_xlim()[1] and most - ticks[-1][0] < ticks[1][0]


def test_hollow_is_second_hand_and_bold_is_the_article(drawing):
    for i, row in rows(drawing):
        article = row.figure.startswith("C")
        assert (row.reading == "printed") == article and (
            pd.notna(row.claimant) and row.claimant == "ARTICLE"
        ) == article
        if not article:
            assert (row.reading == "second_hand") == second_hand(row.figure), row.figure
        box = core(drawing.axes, i)
        assert (colour(box.get_facecolor()) == theme.LIGHT.paper) == (row.reading == "second_hand")
        assert (box.get_linewidth() > 0) == (row.reading == "second_hand")
        assert beside_bar(drawing.axes, i)[0].role == ("strong" if article else "label")
    bold = [text.get_text() for text in lines(drawing.axes, "strong")]
    assert len(bold) == 2 * sum(row.reading == "printed" for _, row in rows(drawing))


def test_what_was_seen_at_second_hand():
    hollow = {slug: cd.draw(slug).values.query("reading == 'second_hand'")["figure"].tolist() for slug in SLUGS}
    assert list(hollow.values()) == [["aze-sept-2022-80"], ["official-2020"], ["dewaal-1991-1994"]]


def test_numbers_stand_beside_their_bars_with_their_words(drawing):
    for i, row in rows(drawing):
        expected, found = toll(row.figure), beside_bar(drawing.axes, i)
        words = " ".join(text.get_text().strip() for text in found if text.get_position()[0] > 0)
        if expected.comparator == "estimate" and expected.best is not None:
            plain = [number(n, drawing.language) for n in (expected.best, expected.low, expected.high) if n is not None]
            lacking = say("beside.no_range", drawing.language)
            assert words == (f"{plain[0]} ({plain[1]}–{plain[2]})" if plain[1:] else f"{plain[0]} {lacking}")
        else:
            assert words == capital(expected.words(drawing.language))
        reach = bars(drawing.axes, i)[-1].get_window_extent().x1
        assert found[-1].get_window_extent().x0 - reach > 0 or len(found) > 1


def test_words_stand_left_of_the_bars_or_above_them_in_a_column(drawing):
    zero = drawing.axes.transData.transform((0, 0))[0]
    FigureCanvasAgg(drawing.mpl)
    for i, row in rows(drawing):
        box = core(drawing.axes, i).get_window_extent()
        names = [text for text in lines(drawing.axes, "strong" if row.reading == "printed" else "label")]
        left = [text for text in names if text.get_position()[0] == 0 and text.get_text()[:1].isalpha()]
        nearest = min(left, key=lambda text: abs(text.get_window_extent().y0 - box.y0)).get_window_extent()
        if drawing.size == "column":
            assert nearest.y0 > box.y1 - 1, "above"
        else:
            assert nearest.x1 < zero and nearest.y0 < (box.y0 + box.y1) / 2 < nearest.y1, "left, level with it"


def test_at_most_seven_rows_with_names_of_six_words(page):
    assert 2 < len(page.values) <= 7
    for role in ("label", "strong"):
        names = [text.get_text() for text in lines(page.axes, role) if text.get_position()[0] == 0]
        assert all(len(name.replace("\u00a0", " ").split()) <= 6 for name in names)


def groups(figure):
    """The heading of each row that opens a group, by the row."""
    ax, found = figure.axes, {}
    heads = sorted(
        (text.get_position()[1], text.get_text()) for text in lines(ax, "note") if text.get_position()[0] == 0
    )
    for i, _ in rows(figure):
        top = core(ax, i).get_y()
        found[i] = [words for level, words in heads if level < top][-1:]
    return found


def test_rows_stand_under_what_is_counted(page):
    under = {row.figure: " ".join(groups(page)[i]) for i, row in rows(page)}
    english, italian = {
        "september_2022": (
            ["Killed: Armenia", "Killed: Azerbaijan", "Missing, not added: Armenia"],
            ["Uccisi: Armenia", "Uccisi: Azerbaigian", "Dispersi, non sommati: Armenia"],
        ),
        "war_2020": (
            ["Soldiers", "Soldiers, perhaps with civilians", "Deaths in battle, civilians included",
             "Deaths above a normal year, ages 15–49"],
            ["Soldati", "Soldati, forse con civili", "Morti nei combattimenti, civili compresi",
             "Morti in più di un anno normale, 15–49 anni"],
        ),
        "first_war": (
            ["Combatants", "Deaths in battle", "Soldiers and civilians", "Not said who"],
            ["Combattenti", "Morti in battaglia", "Soldati e civili", "Non è detto chi"],
        ),
    }[page.slug]  # fmt: skip
    expected = english if page.language == "en" else italian
    notes = [text.get_text() for text in lines(page.axes, "note") if text.get_position()[0] == 0]
    assert [words for words in notes if words in expected] == expected, "each heading once, in this order"
    if page.slug in WARS:
        first, *others = under
        assert first in ("C34", "C36") and not set(under[first].split(" ")) & {*expected}
        units = cd.references().set_index("reference_id").loc[others, ["measure", "unit"]]
        assert units.groupby([under[each] for each in others])["unit"].nunique().eq(1).all()


def test_the_article_comes_first_in_its_group_and_its_line_runs_down_along_the_others(drawing):
    ax, values = drawing.axes, drawing.values
    printed = values.index[values["reading"] == "printed"].tolist()
    assert printed == ([0, 3] if drawing.slug == "september_2022" else [0])
    last = {0: 2, 3: 5} if drawing.slug == "september_2022" else {0: len(values) - 1}
    found = by_gid(ax, r"printed-\d")
    assert set(found) == {f"printed-{i}" for i in printed}
    for i in printed:
        line = found[f"printed-{i}"]
        assert set(line.get_xdata()) == {toll(values.at[i, "figure"]).n}
        top, bottom = line.get_ydata()
        assert middle(core(ax, i)) < top < middle(core(ax, i + 1))
        ending = core(ax, last[i])
        assert bottom > ending.get_y() + ending.get_height()
        assert last[i] + 1 == len(values) or bottom < core(ax, last[i] + 1).get_y()


def test_later_reports_stand_by_day_and_say_it(page):
    if page.slug != "september_2022":
        return
    frame, names = cd.references().set_index("reference_id"), [t.get_text() for t in lines(page.axes, "label")]
    for side in ("ARM", "AZE"):
        ids = [each for each in page.values["figure"] if each in frame.index and frame.at[each, "party"] == side]
        killed = [each for each in ids if frame.at[each, "measure"] == "killed"]
        days = [bounds(frame.at[each, "as_of"])[0] for each in killed if pd.notna(frame.at[each, "as_of"])]
        assert days == sorted(days) and len(days) == (2 if side == "ARM" else 1)
        for day in days:
            assert any(re.search(rf"(?<!\d){day.day}(?!\d)", name) for name in names)
    roughly = {"en": "about 16–17", "it": "verso il 16–17"}[page.language]
    undated = {"en": "Wikipedia, undated", "it": "Wikipedia, senza data"}[page.language]
    told = " ".join(names).replace("\u00a0", " ")
    assert roughly in told and undated in told and pd.isna(frame.at["aze-sept-2022-80", "as_of"])
    assert page.values.query("reading != 'printed' and measure == 'killed'")["best"].is_monotonic_increasing is False
    sides = cd.actors().set_index("actor_id").loc[["ARM", "AZE"], f"name_{page.language}"]
    assert sides.is_monotonic_increasing, "sides in alphabetical order"


def test_killed_and_missing_are_kept_apart():
    values = cd.draw("september_2022").values
    assert values["measure"].tolist() == ["killed"] * 6 + ["missing"]
    assert set(values["measure"]) == {"killed", "missing"}, "no count that mixes them"
    for slug in WARS:
        assert not cd.draw(slug).values["measure"].str.contains("missing").any()


def test_what_one_side_claims_of_the_other_and_what_was_replaced_is_not_drawn():
    frame = cd.references().set_index("reference_id")
    left_out = frame.query("status in ('superseded', 'preliminary') or confidence == 'low'").index
    for slug in WARS:
        assert len(left_out) > 10 and not set(cd.draw(slug).values["figure"]) & set(left_out)
    assert not cd.draw("september_2022").values["figure"].str.contains("-claim-").any()


def test_titles_have_the_ends_of_what_is_drawn(page):
    values = page.values
    if page.slug == "september_2022":
        killed = values[values["measure"] == "killed"].groupby(
            values["figure"].str[:3].replace({"C03": "arm", "C04": "aze"})
        )
        said = [int(n) for n in re.findall(r"\d+", page.title)]
        assert said == [n for _, side in killed for n in (side["best"].iloc[0], side["best"].iloc[-1])]
        assert toll("C03").words(page.language) in page.title.replace("\u00a0", " ")
        assert all(side["best"].is_monotonic_increasing for _, side in killed)
    else:
        best = values.query("reading != 'printed'")["best"].dropna()
        assert best.between(best.min(), best.max()).all()
        for n in (best.min(), best.max()):
            assert number(n, page.language) in page.title
        if page.slug == "war_2020":
            assert toll("C34").words(page.language) in page.title


def test_what_the_captions_say_is_so():
    war = cd.draw("war_2020")
    others = war.values.query("reading != 'printed'").set_index("figure")
    assert (others["best"] > 6000).all() and others["low"].dropna().lt(6000).sum() == 1
    assert others.at["kt-2020", "low"] < 6000, "the low estimate of excess deaths"
    four = cd.references().query("reference_id.str.endswith('-2020-30000')")
    assert len(four) == 4 and four["best"].nunique() == four["period"].nunique() == 1
    names = {name for name in cd.actors().set_index("actor_id").loc[four["claimant"], "name_en"]}
    said = cd.draw("first_war").caption
    assert all(re.sub(r".*\((\w+)\)$", r"\1", name).replace(" ", "\u00a0") in said for name in names)
    notes = cd.references().set_index("reference_id").at["sept-2022-sum-2022-09-13", "note_en"]
    assert "agencies did" in notes and "agencies did" in cd.draw("september_2022").caption


def test_no_absolute_word_is_used(page):
    words = " ".join((page.title, page.caption, page.alt, page.description, page.source))
    assert not re.search(r"\b(nobody|no one|never|nessuno (?!smentisce)|mai)\b", words)
    assert not re.search(r"\w_\w", words), "no figure is named by its code"
    assert not re.search(r"general knowledge|conoscenze generali", words), "what was not read is not cited"


def test_six_months_come_first_and_the_44_days_beside_them():
    for language, printed, other in (("en", "“six months”", "44\u00a0days"), ("it", "«sei mesi»", "44\u00a0giorni")):
        ax = cd.draw("war_2020", language=language).axes
        first = next(text for text in lines(ax, "strong") if text.get_position()[0] == 0)
        note = min(lines(ax, "note"), key=lambda text: text.get_position()[1])
        assert printed in first.get_text() and other in note.get_text()
        assert note.get_position()[1] > first.get_position()[1]
    lasted = cd.periods().query("claim_id == 'C34' and reading == 'fighting'")["days"].item()
    assert lasted == 44


def test_few_words_in_every_size(drawing):
    shown = " ".join(words for words, _, _ in layout(drawing.mpl)).replace("\u00a0", " ")
    assert len(shown.split()) <= 110 and len(drawing.source.split()) <= 40 and len(drawing.caption.split()) <= 60
    assert 80 <= len(drawing.alt) <= 250 and "\n" not in drawing.alt
    sheet = drawing.mpl.get_size_inches() / theme.SIZES[drawing.size].inches
    assert sheet[1] <= {"page": 6.4, "slide": 4.5, "column": 7.5}[drawing.size] + 1e-6
    titles = [words for words, text, _ in layout(drawing.mpl) if getattr(text, "role", "") == "title"]
    assert drawing.size == "column" or len(titles) == 1


def layout(figure):
    FigureCanvasAgg(figure)
    return texts(figure)


def test_the_rows_fill_the_room_there_is(drawing):
    height = drawing.axes.get_ylim()[0]
    lowest = max(text.get_position()[1] for text in drawing.axes.texts)
    assert 0.2 < height - lowest < 0.32, "the numbers of the scale stand at the bottom, on a slide too"


def test_no_words_on_words(drawing):
    in_order(drawing.mpl)


def test_words_do_not_lie_on_bars(drawing):
    inked = [box.get_window_extent() for box in by_gid(drawing.axes, r"bar-.*").values()]
    for text in drawing.axes.texts:
        words = text.get_window_extent()
        assert not any(min(words.x1, b.x1) - max(words.x0, b.x0) > 1 and min(words.y1, b.y1) - max(words.y0, b.y0) > 3
                       for b in inked), text.get_text()  # fmt: skip


def test_a_pointer_on_a_bar_reads_what_it_says(page):
    svg = page.render("svg").decode()
    phrases = cd.claims().set_index("claim_id")["phrase"]
    for i, row in rows(page):
        (title,) = re.findall(rf'id="[\w-]+-bar-{i}"[^>]*><title>(.*?)</title>', svg)
        if row.reading == "printed":
            assert phrases[row.figure] in title.replace("&#x27;", "'")
        else:
            assert title.endswith(toll(row.figure).words(page.language)), title


# ---------------------------------------------------------------- the words of a reader's own

CELLS = ["comparator", "low", "best", "high"]


def frame_of(tolls, **columns):
    return pd.DataFrame([{c: getattr(each, c) for c in CELLS} for each in tolls]).assign(**columns)


def mine(**changes):
    return pd.DataFrame([{"comparator": "exact", "low": 9, "best": 9, "high": 9, "label": "the ministry"} | changes])


def counts(most=7):
    """Draw tolls of one number, small and large ones alike."""
    sizes = st.one_of(st.integers(0, 12), st.floats(0, most).map(lambda e: int(10**e)))
    named = st.sampled_from(["exact", "at-least", "more-than", "at-most", "less-than", "almost", "about", "vague"])
    return st.builds(lambda n, c: Toll.count(n, c), sizes, named)


LONG = "the ministry of defence, soldiers and civilians together, on the evening of the second day of the spring"
NAMES = st.sampled_from(["police", "Überlingen", "Գորիս", "the committee of the county", LONG])
READ = st.sampled_from(["printed", "reference", "second_hand", None])


@settings(max_examples=30)
@given(st.lists(st.tuples(counts(), NAMES, READ), min_size=1, max_size=12), st.sampled_from(["page", "column"]))
@example([(Toll.count(10_000_000, "more-than"), LONG, "printed")] * 12, "column")
@example([(Toll.count(150_000), LONG, None), (Toll.count(40), LONG, None)], "page")
@example([(Toll.count(0), "police", "printed")], "page")
def test_any_twelve_counts_are_drawn(found, size):
    tolls, names, readings = zip(*found, strict=True)
    heads = ["soldiers", None, "civilians"]
    figure = charts.beside(frame_of(tolls, label=names, reading=readings, group=heads[len(tolls) % 3]), size=size)
    in_order(figure.mpl)
    marks = by_gid(figure.axes, r"(point-)?bar-\d+")
    assert len(marks) == len(tolls)
    for i, each in enumerate(tolls):
        assert any(text.get_text() == capital(each.words()) for text in figure.axes.texts)
        if f"point-bar-{i}" in marks:
            assert marks[f"point-bar-{i}"].get_xdata()[0] == each.n
        elif each.comparator not in ("vague", "at-most", "less-than", "almost"):
            assert (marks[f"bar-{i}"].get_x(), marks[f"bar-{i}"].get_width()) == (0, ends(each)[0])


@pytest.mark.parametrize("rows", [1, 7, 12])
def test_a_slide_holds_twelve_counts(rows):
    tolls = [Toll.count(n * n * 900, "about") if n else Toll.count(3) for n in range(rows)]
    in_order(charts.beside(frame_of(tolls, label="International Crisis Group"), size="slide").mpl)


def test_counts_of_several_kinds_in_groups():
    tolls = [Toll("vague", 10), Toll("estimate", 3, 6, 9), Toll("estimate", None, 6, None), Toll("between", 3, None, 9)]
    frame = frame_of(tolls, label=["a", "b", "c", "d"], group=["people", "people", "bodies", None])
    for size in SIZES:
        figure = charts.beside(frame, size=size)
        said = in_order(figure.mpl)
        assert {"people", "bodies"} <= set(said) and said.count("people") == 1
        assert {"(3–9)", "(no range)", "3 to 9", "10 or more, not counted"} <= set(said)
        hatch, best, between = (bars(figure.axes, i) for i in (0, 1, 3))
        assert len(hatch) == 1 and hatch[0].get_facecolor()[3] == 0, "vague: hatched, no number drawn"
        assert [box.get_width() for box in best] == [6] and [box.get_width() for box in between] == [3, 9]
        assert list(by_gid(figure.axes, "range-.*")) == ["range-1"], "an estimate has a line from low to high"


def test_a_count_too_small_to_be_seen_is_a_dot_at_its_number():
    ax = charts.beside(
        frame_of([Toll.count(150_000), Toll.count(40, "at-least"), Toll.count(0)], label=["a", "b", "c"])
    ).axes
    dots = by_gid(ax, "point-bar-.*")
    assert {gid: dot.get_xdata()[0] for gid, dot in dots.items()} == {"point-bar-1": 40, "point-bar-2": 0}
    assert len(by_gid(ax, r"bar-1-\d")) == 5 and not by_gid(ax, r"bar-2.*"), "at least fades out all the same"


@pytest.mark.parametrize("most", [1, 7, 30, 99, 401, 12_345, 9_999_999])
def test_the_scale_has_whole_numbers_at_every_size(most):
    for size in SIZES:
        figure = charts.beside(mine(comparator="at-least", low=most, best=most, high=None), size=size)
        ticks = [text for text in figure.axes.texts if text.role == "axis"]
        assert len(ticks) > 1 and [t.get_text() for t in ticks] == [f"{t.get_position()[0]:,.0f}" for t in ticks]
        in_order(figure.mpl)


def test_what_is_missing_in_optional_columns_is_missing():
    frame = cd.casualties().assign(label=lambda table: "claim " + table["claim_id"])
    for column in ("group", "note", "reading", "says"):
        frame[column] = pd.NA
    figure = charts.beside(frame)
    said = in_order(figure.mpl)
    assert {"Almeno 49", "At least 49"} & set(said) and not {"<NA>", "nan", "None"} & set(said)
    assert [colour(core(figure.axes, 4).get_facecolor())] == [theme.LIGHT.people], "without a reading: seen"


def test_only_printed_rows_have_a_line():
    two = pd.concat([mine(reading="printed"), mine(best=12, low=12, high=12)], ignore_index=True)
    assert list(by_gid(charts.beside(two).axes, "printed-.*")) == ["printed-0"]
    assert not by_gid(charts.beside(two.drop(columns="reading")).axes, "printed-.*")
    assert not by_gid(charts.beside(two[::-1]).axes, "printed-.*"), "nothing stands below it"
    apart = two.assign(group=["killed", "missing"])
    assert not by_gid(charts.beside(apart).axes, "printed-.*"), "killed are not compared with missing"


def test_numbers_as_text_are_numbers():
    assert core(charts.beside(mine(low="9", best="9", high="9")).axes, 0).get_width() == 9


@pytest.mark.parametrize("language", languages())
def test_a_page_of_own_counts_shows_itself(language):
    figure = charts.beside(mine(), title="My title", source="Source: made up.", language=language)
    assert (figure.title, figure.source, figure.language) == ("My title", "Source: made up.", language)
    shown = figure._repr_mimebundle_()
    assert "the ministry" in shown["text/plain"] and "<img" in shown["text/html"] and "NaN" not in shown["text/html"]
    assert figure.values.columns.tolist() == ["label", *CELLS] and figure.render("png")[:4] == b"\x89PNG"
    many = charts.beside(frame_of([Toll.count(9)] * 12, label=LONG), language=language)
    assert len(many.alt) <= 250 and "12" in many.alt


def test_own_axes_are_used_in_an_ink_that_their_ground_can_carry():
    matplotlib.get_backend()
    before = matplotlib.rcParams.copy()
    ax = Figure(figsize=(8, 4), facecolor="#101010").add_axes((0.05, 0.05, 0.9, 0.9), facecolor="#101010")
    frame = pd.concat([mine(reading="printed"), mine(reading="second_hand", comparator="about", low=None, high=None)])
    assert charts.beside(frame, ax) is ax and matplotlib.rcParams == before
    solid, hollow = core(ax, 0), core(ax, 1)
    assert colour(solid.get_facecolor()) == theme.DARK.people and colour(hollow.get_edgecolor()) == theme.DARK.people
    assert colour(hollow.get_facecolor()) == "#101010"
    assert colour(by_gid(ax, "printed-0")["printed-0"].get_color()) == theme.DARK.question
    assert {colour(text.get_color()) for text in ax.texts} == {theme.DARK.text, theme.DARK.note}
    found = in_order(ax.figure)
    assert "The ministry" not in found and "the ministry" in found


def test_settings_of_a_reader_change_nothing():
    plain = charts.beside(mine()).render("png")
    with matplotlib.rc_context({"figure.constrained_layout.use": True, "axes.facecolor": "black", "font.size": 22}):
        assert charts.beside(mine()).render("png") == plain
        assert cd.draw("war_2020").render("png") == cd.draw("war_2020").render("png")


@pytest.mark.parametrize(
    ("frame", "english", "italian"),
    [
        (mine().drop(columns="label"), "lacks the columns label", "mancano le colonne label"),
        (mine()[:0], "no rows|any row|row", "riga|righe"),
        (mine(reading="rumour"), "unknown reading 'rumour': use one of printed", "lettura sconosciuta, 'rumour'"),
        (mine(best=12), "order", "ordine"),
        (mine(low=-1, best=-1, high=-1), "zero|negative|people", "persone|zero"),
        (mine(low="many"), "low", "low"),
        (mine(comparator="sometimes"), "unknown comparator", "comparatore sconosciuto"),
        (frame_of([Toll.count(1)] * 13, label="x"), "13 tolls are more than the 12", "13 bilanci sono più dei 12"),
    ],
)
def test_impossible_tables_are_refused_in_words(frame, english, italian):
    for language, words in (("en", english), ("it", italian)):
        with pytest.raises(ValueError, match=words):
            charts.beside(frame, language=language)


def test_no_frame_no_language_no_size_and_no_room_are_refused():
    with pytest.raises(TypeError, match="list"):
        charts.beside([1])
    with pytest.raises(ValueError, match="language 'fr'"):
        charts.beside(mine(), language="fr")
    with pytest.raises(ValueError, match="'poster'"):
        charts.beside(mine(), size="poster")
    small = Figure(figsize=(5, 0.4)).add_axes((0, 0, 1, 1))
    for language, words in (("en", r"needed are 5 × 0\.\d units"), ("it", r"servono 5 × 0,\d unità")):
        with pytest.raises(ValueError, match=words):
            charts.beside(mine(), small, language=language)
    with pytest.raises(ValueError, match=r"there are 1\.2 × 4 "):
        charts.beside(mine(comparator="more-than", high=None), Figure(figsize=(1.2, 4)).add_axes((0, 0, 1, 1)))
