"""Averages a day, the dead as each side counted them, and charts that are wrong on purpose: as right as they say.

The artists are read back and compared with the record; pictures are read back pixel by pixel.
"""

import io
import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Sheet
from PIL import Image
from test_charts_tolls import LONG, NAMES
from test_layout import in_order, overlap, texts

import conflictdata as cd
from conflictdata import charts, i18n
from conflictdata.certainty import Toll
from conflictdata.charts import PAGES, SIZES, rates, sides, theme, wrong
from conflictdata.charts.pages import PageSpeaker, article_tolls

LANGUAGES = i18n.languages()
each_size = pytest.mark.parametrize("size", SIZES)
each_language = pytest.mark.parametrize("language", LANGUAGES)


def frame_of(tolls, **columns):
    """Return a frame of tolls with more columns."""
    rows = [{c: getattr(toll, c) for c in ("comparator", "low", "best", "high")} for toll in tolls]
    return pd.DataFrame(rows).assign(**columns)


def named(ax, start):
    """Return what was drawn by its name, of those that begin so."""
    return {a.get_gid(): a for a in ax.get_children() if (a.get_gid() or "").startswith(start)}


def points(ax):
    """Return where the points of an Axes stand, in data."""
    return {gid: (*line.get_xdata(), *line.get_ydata()) for gid, line in named(ax, "point-").items()}


def said(made):
    """Return all words of a figure as one text."""
    return " ".join(words for words, *_ in texts(made.mpl)).replace("\u00a0", " ")


# ---------------------------------------------------------------- the article's averages


@each_size
@each_language
def test_points_are_the_averages_of_the_package(figure, size, language):
    made = figure("per_day", language, size)
    ax, averages = made.axes, [*cd.per_day("C34"), *cd.per_day(cd.add("C03", "C04"))]
    assert [x for x, _ in points(ax).values()] == [rate.n for rate in averages] == made.values["best"].tolist()
    assert [rate.comparator for rate in averages] == ["at-least"] * 3 and set(named(ax, "arrow-")) == {
        "arrow-0",
        "arrow-1",
        "arrow-2",
    }, "each is a lower bound"
    heights = [y for _, y in points(ax).values()]
    assert heights == sorted(heights) and ax.get_ylim()[0] > ax.get_ylim()[1], "from top to bottom"
    assert made.values["days"].tolist() == [rate.days for rate in averages]
    for rate in averages[:2]:
        number, words = i18n.number(rate.n, language), said(made)
        assert Toll.count(rate.n, "at-least").words(language).casefold() in words.casefold()
        assert number in made.title and number in made.alt and number in made.caption
    assert not re.search(r"\b(no one|nobody|nessuno)\b", " ".join((made.words(), said(made))).casefold())


@each_size
def test_the_scale_is_linear_from_zero(figure, size):
    ax = figure("per_day", "en", size).axes
    assert ax.get_xscale() == "linear"
    ticks = {int(w): ax.transData.inverted().transform(box.mean(0))[0] for w, t, box in texts(ax.figure)
             if w.isdigit() and t.role == "axis"}  # fmt: skip
    assert 0 in ticks and max(ticks) >= 136 and len(ticks) >= 3
    assert ax.transAxes.inverted().transform(ax.transData.transform((0, 0)))[0] == pytest.approx(rates.WORDS)
    assert all(x == pytest.approx(n, abs=max(ticks) * 0.01) for n, x in ticks.items())


@each_size
def test_printed_is_solid_the_other_reading_hollow_and_linked_and_the_day_stands_alone(figure, size):
    ax = figure("per_day", "en", size).axes
    faces = [to_hex(line.get_markerfacecolor()).upper() for line in named(ax, "point-").values()]
    paper, ink = theme.LIGHT.paper, theme.LIGHT.people
    assert faces == [ink, paper, ink]
    (link,) = named(ax, "link-").values()
    assert link.is_dashed() and list(zip(*link.get_data(), strict=True)) == list(points(ax).values())[:2]
    assert not ax.collections[1:], "no line makes a series of them"


@each_language
def test_each_average_says_its_words_and_places(figure, language):
    made = figure("per_day", language)
    claims, words = cd.claims().set_index("claim_id"), said(made)
    hover = [mark.get_label() for mark in named(made.axes, "point-").values()]
    for label, ids in zip(hover, (["C34"], ["C34"], ["C03", "C04"]), strict=True):
        for claim in claims.loc[ids].itertuples():
            assert claim.phrase in label and str(claim.paragraph) in label.split(claim.phrase)[1]
    printed, fighting = cd.per_day("C34", language)
    assert printed.note in hover[0] and fighting.note in hover[1], "the days and why"
    assert (
        words.index("6")
        and i18n.say("per_day.one_day", language, day=i18n.day(cd.toll("C03").start, language)) in words
    )


@each_language
def test_the_source_line_names_the_rounding_that_was_used(figure, language):
    counted = cd.toll("C34").low
    assert all(counted % rate.days and rate.n == counted // rate.days for rate in cd.per_day("C34"))
    assert {"en": "rounded down", "it": "arrotondati per difetto"}[language] in figure("per_day", language).source


# ---------------------------------------------------------------- a reader's own averages

COUNTS = st.one_of(
    st.builds(Toll.count, st.integers(0, 300), st.sampled_from(["exact", "at-least", "at-most", "almost", "about"])),
    st.builds(lambda n, more: Toll("between", n, None, n + more), st.integers(0, 60), st.integers(0, 900)),
    st.builds(lambda n, more: Toll("estimate", n, n + more, n + 2 * more), st.integers(0, 60), st.integers(0, 900)),
    st.builds(lambda n: Toll("vague", n), st.integers(1, 60)),
)


@settings(max_examples=50, phases=[Phase.explicit, Phase.generate])
@given(st.lists(st.tuples(COUNTS, NAMES.map(" ".join)), min_size=1, max_size=12), st.sampled_from(["page", "column"]))
@example([(Toll.count(n), LONG) for n in range(12)], "column")
@example([(Toll("estimate", 1, 150_000, 2_000_000), LONG)], "page")
@example([(Toll.count(1, "less-than"), "x"), (Toll("between", 12, None, 12), "y")], "page")
def test_any_twelve_averages_draw(rows, size):
    tolls, names = zip(*rows, strict=True)
    made = charts.per_day(frame_of(tolls, label=names), size=size)
    words = " ".join(in_order(made.mpl)).casefold()
    assert all(toll.words().casefold() in words for toll in tolls)
    ax = made.axes
    for i, toll in enumerate(tolls):
        fewer, most = toll.comparator == "less-than", toll.n if toll.bounds[1] is None else toll.bounds[1]
        drawn = toll.comparator in ("at-least", "more-than") or (most > 1 if fewer else most >= 1)
        drawn = drawn and toll.comparator != "vague"
        assert bool(f"point-{i}" in points(ax) or f"range-{i}" in named(ax, "range-")) == drawn
        assert (f"vague-{i}" in named(ax, "vague")) == (toll.comparator == "vague")
        if f"point-{i}" in points(ax):
            assert points(ax)[f"point-{i}"][0] == toll.n <= ax.get_xlim()[1]


@each_size
def test_a_few_averages_fit_every_size(size):
    in_order(charts.per_day(frame_of([Toll.count(n, "about") for n in (2, 30, 40)], label="in May"), size=size).mpl)


def test_an_average_under_one_is_written_and_not_drawn_as_zero():
    tolls = [Toll.count(1, "less-than"), Toll("exact", 0.25, 0.25, 0.25), Toll.count(0), Toll.count(1)]
    more = [Toll.count(0, "at-least"), Toll("estimate", 0, 0, 7)]
    made = charts.per_day(frame_of([*tolls, *more], label="in May"))
    assert [x for x, _ in points(made.axes).values()] == [1, 0, 0], "what may be one or more is drawn"
    words = in_order(made.mpl)
    assert words.count("under one a day: not drawn") == 3
    assert {"Fewer than 1 a day", "0.25 a day", "0 a day", "1 a day"} <= set(words)


def test_ranges_are_drawn_as_ranges():
    for comparator in ("between", "estimate"):
        toll = Toll(comparator, 20, None if comparator == "between" else 30, 90)
        made = charts.per_day(frame_of([toll], label="31 days"))
        assert [list(line.get_xdata()) for line in named(made.axes, "range-0").values()] == [[20, 90]]
        assert (comparator == "between") == (not points(made.axes)), "an open band has no point"


def test_readings_of_one_number_are_linked_where_both_are_drawn():
    tolls = [Toll.count(30), Toll.count(40), Toll.count(0), Toll.count(50), Toll.count(60)]
    frame = frame_of(tolls, label="x", toll=["a", "a", "a", "b", None], reading=["printed", "other", *["printed"] * 3])
    ax = charts.per_day(frame).axes
    (link,) = named(ax, "link-").values()
    assert list(link.get_xdata()) == [30, 40]
    faces = [to_hex(line.get_markerfacecolor()).upper() for line in named(ax, "point-").values()]
    assert faces.count(theme.LIGHT.paper) == 1
    assert not named(charts.per_day(frame_of(tolls, label="x", toll=None)).axes, "link-"), (
        "nothing named, nothing linked"
    )


def test_own_words_and_numbers_as_text():
    frame = frame_of([Toll.count(9)], label="in May", words="nine, every day", says="my notes").astype({"best": str})
    made = charts.per_day(frame, title="Mine", source="Source: me", language="it")
    assert points(made.axes)["point-0"][0] == 9 and "nine, every day" in in_order(made.mpl)
    assert (made.title, made.source) == ("Mine", "Source: me") and "9 (in May)" in made.alt
    assert named(made.axes, "point-")["point-0"].get_label() == "my notes"
    assert charts.per_day(frame).source.startswith("Source: not given")


@pytest.mark.parametrize(("ground", "light"), [("black", True), ("white", False)])
def test_the_line_at_zero_is_seen_on_any_ground(ground, light):
    ax = Sheet(figsize=(8, 5), facecolor=ground).add_axes((0.1, 0.1, 0.8, 0.8), facecolor=ground)
    charts.per_day(frame_of([Toll.count(90, "at-least")], label="in May"), ax=ax)
    zero = next(lines for lines in ax.collections if len(lines.get_paths()) > 1).get_colors()[0]
    assert (np.mean(zero[:3]) > 0.5) == light


EXACT = {"comparator": "exact", "low": 9, "best": 9, "high": 9, "label": "in May"}


@pytest.mark.parametrize(
    ("rows", "english", "italian"),
    [
        ([{}] * 13, "13 tolls are more than the 12", "13 bilanci sono più dei 12"),
        ([{"low": -1, "best": -1, "high": -1}], "below zero", "minore di zero"),
        ([{"comparator": "sometimes"}], "unknown comparator", "comparatore sconosciuto"),
        ([{"high": "nine"}], "column high must hold numbers only", "colonna high deve contenere solo numeri"),
        ([], "the frame has no rows", "il frame non ha righe"),
    ],
)
def test_impossible_averages_are_refused_in_the_language_asked_for(rows, english, italian):
    frame = pd.DataFrame([EXACT | row for row in rows], columns=[*EXACT])
    for language, reason in (("en", english), ("it", italian)):
        with pytest.raises(ValueError, match=reason):
            charts.per_day(frame, language=language)


def test_other_impossible_input_is_refused_in_words():
    frame = pd.DataFrame([EXACT])
    with pytest.raises(ValueError, match="lacks the columns label"):
        charts.per_day(frame.drop(columns="label"))
    with pytest.raises(TypeError, match="list"):
        charts.per_day([1])
    with pytest.raises(ValueError, match="no size 'poster'"):
        charts.per_day(frame, size="poster")
    for size in ((1, 4), (6, 0.5)):
        with pytest.raises(ValueError, match="too little room"):
            charts.per_day(frame, ax=Sheet(figsize=size).add_axes((0, 0, 1, 1)))


# ---------------------------------------------------------------- who says so


@each_size
@each_language
def test_each_side_is_drawn_by_itself_with_its_claimant(figure, size, language):
    made = figure("who_says_so", language, size)
    ax, counts = made.axes, [cd.toll("C03"), cd.toll("C04")]
    blocks = named(ax, "people-")
    assert [len(block.get_paths()) for block in blocks.values()] == [toll.n for toll in counts]
    assert set(named(ax, "arrow-")) == {f"arrow-{i}" for i, toll in enumerate(counts) if toll.comparator == "at-least"}
    assert len({to_hex(colour) for block in blocks.values() for colour in block.get_facecolor()}) == 1, "one ink"
    (arrow,) = named(ax, "arrow-").values()
    mark, gap, *_ = sides.LAID[size]
    corner = max((path.vertices[0] for path in blocks["people-0"].get_paths()), key=lambda xy: (xy[1], xy[0]))
    assert arrow.get_xydata()[0] == pytest.approx(np.add(corner, (mark + gap + mark / 2, 0))), "on the next place"
    lefts = [min(path.vertices[:, 0].min() for path in block.get_paths()) for block in blocks.values()]
    assert lefts == sorted(lefts) and made.values["party"].tolist() == ["ARM", "AZE"], "in alphabetical order"
    words, names = said(made), cd.actors().set_index("actor_id")[f"name_{language}"].str.replace("'", "’")
    for toll, block, claimant, claim in zip(
        counts, blocks.values(), made.values["claimant"], ("C03", "C04"), strict=True
    ):
        assert toll.words(language).casefold() in words.casefold() and names[claimant] in words
        day = i18n.day(toll.start, language, year=False)
        for part in (cd.claims().set_index("claim_id").loc[claim, "phrase"], names[claimant], day):
            assert part in block.get_label().replace("\u00a0", " ")
    assert i18n.day(counts[0].start, language) in words
    assert "99" not in words and "99" in made.caption, "our sum is said as ours, beside the picture"
    spoken = made.caption.split("99")[1]
    assert {"en": "our sum, which the article does not print", "it": "somma nostra, che l’articolo non scrive"}[
        language
    ] in spoken
    assert not re.search(r"\b(no one|nobody|nessuno)\b", made.words().casefold()), "news agencies printed it"


@each_size
@each_language
def test_every_mark_and_every_gap_has_the_same_whole_number_of_pixels(rendered, size, language):
    """On the picture, and on a screen that shows it at half its pixels: no mark is wider, no edge is blurred."""
    picture = np.asarray(Image.open(io.BytesIO(rendered("who_says_so", language, "png", size))).convert("RGB"))
    unit = theme.SIZES[size].pixels
    side, gap = (round(units * unit) for units in sides.LAID[size][:2])
    ink = (picture == theme.channels(theme.LIGHT.people)).all(-1)
    paper = (picture == theme.channels(theme.LIGHT.paper)).all(-1)
    found = 0
    for left in (theme.SIZES[size].margin, theme.SIZES[size].margin + sides.LAID[size][3]):
        left = round(left * unit)
        rows = runs(ink[:, left + side // 2])
        marks = [(top, long) for top, long in rows if long == side]
        assert len(marks) == 5 and np.diff([top for top, _ in marks]).tolist() == [side + gap] * 4
        assert all(top % 2 == 0 for top, _ in marks) and left % 2 == side % 2 == gap % 2 == 0, "at half the pixels too"
        for top, _ in marks:
            across = runs(ink[top + side - 1, left - 1 : left + 10 * (side + gap)])
            drawn = [start for start, long in across if long == side]
            assert drawn == [1 + k * (side + gap) for k in range(len(drawn))], "ten a row, evenly"
            found += len(drawn)
            block = np.s_[top : top + side, left : left + len(drawn) * (side + gap) - gap]
            assert (ink[block] | paper[block]).all(), "sharp edges"
            for k in range(len(drawn)):
                x = left + k * (side + gap)
                assert ink[top : top + side, x : x + side].all() and paper[top - 1, x : x + side].all()
    assert found == cd.toll("C03").n + cd.toll("C04").n


def runs(line):
    """Return where a line of pixels is inked, and how long: [(start, length), …]."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], line.astype(int), [0]])))
    return [(int(a), int(b - a)) for a, b in edges.reshape(-1, 2)]


# ---------------------------------------------------------------- wrong on purpose

SLUGS = ("wrong_broken_axis", "wrong_nested_sum")
WORDS = {"en": "Wrong on purpose", "it": "Sbagliato apposta"}
each_pair = pytest.mark.parametrize("slug", SLUGS)


def panels(made):
    """Return the Axes of the wrong panel, and those of its repair."""
    (fault,) = (ax for ax in made.mpl.axes if named(ax, "frame"))
    return fault, made.axes


def bands(ax):
    """Return the bands of a wrong panel, from the lowest to the highest."""
    return sorted((band.get_window_extent() for band in named(ax, "frame-").values()), key=lambda box: box.y0)


def row(made, item, version="wrong"):
    """Return the values of an item."""
    return made.values.query("version == @version and item == @item").iloc[0]


def test_the_wrong_ones_come_last():
    assert list(PAGES)[-2:] == list(SLUGS)


@each_pair
@each_language
def test_every_word_beside_the_picture_begins_with_the_mark(figure, rendered, slug, language):
    made, mark = figure(slug, language), WORDS[language]
    for words in (made.title, made.caption, made.alt, i18n.say(f"{slug}.shows", language)):
        assert words.casefold().startswith(mark.casefold() + ":")
    assert Image.open(io.BytesIO(rendered(slug, language, "png"))).text["Title"].startswith(mark)
    assert re.search(rf'<title id="[^"]*title">{mark}', rendered(slug, language, "svg").decode())
    title = re.search(rb"/Title \((.*?)\)", rendered(slug, language, "pdf"))
    assert title and mark.encode() in re.sub(rb"\\.|\x00", b"", title[1])


@each_pair
@each_size
@each_language
def test_whatever_is_cut_out_of_a_wrong_panel_shows_the_mark(figure, slug, size, language):
    ax = panels(figure(slug, language, size))[0]
    frame, shown = named(ax, "frame")["frame"].get_window_extent(), bands(ax)
    assert len(shown) == 3 and shown[0].y0 == pytest.approx(frame.y0) and shown[-1].y1 == pytest.approx(frame.y1)
    gaps = [upper.y0 - lower.y1 for lower, upper in pairwise(shown)]
    assert max(gaps) < frame.height / 2, "what is half as high has a part of a band"
    assert all(band.x0 == pytest.approx(frame.x0) and band.x1 == pytest.approx(frame.x1) for band in shown)
    marked = [box for words, text, box in texts(ax.figure) if words == WORDS[language].upper() and text.axes is ax]
    assert sum(band.y0 < box.mean(0)[1] < band.y1 for band in shown for box in marked) == 3, "the words in each band"
    for words, text, box in texts(ax.figure):
        if text.axes is ax and words != WORDS[language].upper():
            corners = np.array([(band.x0, band.y0, band.x1, band.y1) for band in shown])
            over = [overlap(box, np.array([(a, b), (c, b), (c, d), (a, d)])) for a, b, c, d in corners]
            assert not any(over), f"{words!r} lies on a band"


@each_pair
@each_language
def test_the_mark_is_seen_in_the_picture_from_edge_to_edge(figure, rendered, slug, language):
    """Stripes of its ink cross each band, over the whole width, and bars lie above them: no band hides a bar."""
    made, ink = figure(slug, language), np.array(theme.channels(theme.LIGHT.question))
    ax = panels(made)[0]
    picture = np.asarray(Image.open(io.BytesIO(rendered(slug, language, "png"))).convert("RGB")).astype(int)
    bars = [bar.get_window_extent() for bar in named(ax, "bar-").values()]
    assert min(bar.get_zorder() for bar in named(ax, "bar-").values()) > max(
        band.get_zorder() for band in named(ax, "frame-").values()
    )
    for band in bands(ax):
        top, bottom = (round(picture.shape[0] - y) for y in (band.y1, band.y0))
        inked = (abs(picture[top + 4 : bottom - 4] - ink).max(-1) < 60).any(0)
        x = np.arange(picture.shape[1])
        hidden = np.any(
            [(bar.x0 - 3 <= x) & (x <= bar.x1 + 3) for bar in bars if bar.overlaps(band)] or [x < 0], axis=0
        )
        free = inked[(x > band.x0) & (x < band.x1) & ~hidden]
        assert max(long for _, long in runs(~free)) < 0.25 * theme.SIZES["page"].pixels, "no stretch without ink"


@each_pair
def test_the_main_axes_are_those_of_the_repair(figure, slug):
    fault, repair = panels(figure(slug))
    assert fault is not repair and not named(repair, "frame") and named(fault, "bar-wrong")


def test_none_can_be_drawn_without_its_mark():
    """The bars of a fault come from two functions, and each frames what it draws."""
    counted = cd.yearly().query("2020 <= year <= 2023").assign(comparator="estimate")
    for slug, draw, frame in ((SLUGS[0], wrong._years, counted), (SLUGS[1], wrong._tolls, article_tolls())):
        ax = theme.plain(Sheet(figsize=(4, 4)).add_axes((0, 0, 1, 1)))
        draw(frame, ax, PageSpeaker(slug, "en", "page"), "wrong")
        assert named(ax, "bar-wrong") and named(ax, "frame") and len(bands(ax)) == 3


@each_size
@each_language
def test_a_broken_axis_is_as_wrong_as_it_says(figure, size, language):
    made = figure("wrong_broken_axis", language, size)
    fault, repair = panels(made)
    best = cd.yearly().set_index("year")["best"].loc[2020:2023].astype(float)
    ends = {}
    for gid, bar in named(fault, "bar-wrong").items():
        box = bar.get_window_extent()
        ends.setdefault(gid.split("-")[2], []).extend([box.y0, box.y1])
    assert [len(each) for each in ends.values()] == [4, 2, 2, 2], "one bar in two pieces"
    long = [max(each) - min(each) for each in ends.values()]
    assert [n / long[3] for n in long[1:]] == pytest.approx((best / best[2023]).tolist()[1:], rel=0.01)
    ratio, data, told = long[0] / long[3], best[2020] / best[2023], row(made, "2020")
    assert ratio < data / 5
    assert told["drawn_ratio"] == pytest.approx(ratio, rel=0.05) and told["data_ratio"] == pytest.approx(data, rel=0.05)
    assert told["distortion"] == pytest.approx(ratio / data, rel=0.05)
    for n in (told["drawn_ratio"], told["data_ratio"]):
        assert i18n.number(n, language) in made.title and i18n.number(n, language) in made.alt
    whole = [bar.get_window_extent() for bar in named(repair, "bar-repaired").values()]
    assert [box.height / whole[3].height for box in whole] == pytest.approx((best / best[2023]).tolist())
    assert np.ptp([box.y0 for box in whole]) == 0, "from one zero line"
    assert (made.values.query("version == 'repaired'")["distortion"] == 1).all()
    for year, bar in zip(best.index, named(repair, "bar-repaired").values(), strict=True):
        label = bar.get_label()
        assert label.startswith("UCDP ") and str(year) in label and i18n.number(int(best[year]), language) in label


@each_size
@each_language
def test_a_sum_of_nested_tolls_is_as_wrong_as_it_says(figure, size, language):
    made, four = figure("wrong_nested_sum", language, size), article_tolls()
    n = four["best"].astype(int).tolist()
    fault, repair = panels(made)
    bars = list(named(fault, "bar-wrong").values())
    assert [bar.get_height() for bar in bars] == n
    assert [bar.get_y() for bar in bars] == [0, *np.cumsum(n)[:-1]], "end to end"
    total, told = sum(n), row(made, "all")
    assert (told["drawn"], told["value"], told["excess"]) == (total, n[0], total - n[0])
    assert told["distortion"] == pytest.approx(total / n[0], rel=0.05)
    words = said(made)
    for number in (total, total - n[0], told["distortion"]):
        assert i18n.number(number, language) in words
    low, high = cd.toll("C36").bounds
    (largest,) = named(repair, "toll-0").values()
    (rounding,) = (line for line in repair.lines if line.get_gid() == "range-0")
    assert largest.get_height() == n[0] and list(rounding.get_ydata()) == [low, high]
    (inside,) = named(repair, "inside").values()
    assert inside.get_height() == n[1] and inside.get_linestyle() != "-", "true size"
    scales = [np.diff(ax.transData.transform([(0, 0), (0, 1000)])[:, 1])[0] for ax in (fault, repair)]
    assert scales[0] == pytest.approx(scales[1]), "one scale"
    for bar, places in zip(bars, four["says"], strict=True):
        assert all(phrase in bar.get_label() for phrase, *_ in places)


@each_language
def test_the_answer_is_that_of_the_package_without_names_of_errors(figure, language):
    with pytest.raises(cd.OverlapError) as refused:
        cd.add("C36", "C34", language=language)
    answer = i18n.say("wrong_nested_sum.asked", language).partition(": ")[2]
    assert " ".join(answer.split()) in said(figure("wrong_nested_sum", language))
    core = {"en": "may count the same dead", "it": "contare gli stessi morti"}[language]
    assert core in str(refused.value)
    assert core.split()[-3:] == answer.split()[-3:] and answer.startswith("no, ")
    for slug in SLUGS:
        made = figure(slug, language)
        assert not re.search(r"\w+Error", made.words() + said(made))


def test_distortion_compares_with_one_item():
    frame = wrong.distortion(["a", "b", "c"], [10, 20, 40], [1, 1, 8], "a")
    assert frame["drawn"].tolist() == [10, 10, 80] and frame["excess"].tolist() == [0, -10, 40]
    assert frame["distortion"].tolist() == [1, 0.5, 2]
    assert wrong.distortion(["a"], [3], [5], "a")["data_ratio"].tolist() == [1.0]
    ratios = wrong.distortion(["a", "b"], [300, 4965], [1, 2.243], "a")
    assert ratios.loc[1, ["data_ratio", "drawn_ratio"]].tolist() == [17, 2.2], "told in two digits"
