"""The charts that are wrong on purpose: marked so that no one takes one for true, and as wrong as they say they are."""

import io
import math
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

import conflictdata as cd
from conflictdata import charts, i18n
from conflictdata.charts import PAGES, theme, wrong
from conflictdata.charts.pages.article import article_tolls
from conflictdata.charts.pages.wrong import PAIRS

SLUGS = [name for name in PAGES if name.startswith("wrong_")]
WORDS = {"en": "Wrong on purpose", "it": "Sbagliato apposta"}
each_figure = pytest.mark.parametrize(("name", "language"), [(n, la) for n in SLUGS for la in WORDS])
each_language = pytest.mark.parametrize("language", WORDS)
ONE, DAY, WAR, ALL = "C31", "C03+C04", "C34", "C36"


def panels(drawn):
    """Return the Axes that carry the mark."""
    return [ax for ax in drawn.mpl.axes if any(artist.get_gid() == wrong.FRAME for artist in ax.get_children())]


def by_gid(ax, start):
    return {a.get_gid(): a for a in ax.get_children() if (a.get_gid() or "").startswith(start)}


def frame_of(ax):
    """Return the shapes of the mark and the box around them in pixels."""
    (shapes,) = (a for a in ax.collections if a.get_gid() == wrong.FRAME)
    corners = shapes.get_transform().transform(np.concatenate([path.vertices for path in shapes.get_paths()]))
    return shapes, Bbox([corners.min(0), corners.max(0)])


def half_as_high(ax):
    """Whether whatever is cut out of a panel, were it half as high, has a part of a band."""
    heights = sorted(box.y0 for box in bands_of(ax))
    return np.diff(heights).max() - wrong.BAND * theme.DPI < frame_of(ax)[1].height / 2


def bands_of(ax):
    shapes, frame = frame_of(ax)
    boxes = [shapes.get_transform().transform_path(path).get_extents() for path in shapes.get_paths()]
    return [box for box in boxes if box.width > frame.width / 2]


def said(drawn):
    return " ".join(text.get_text() for text in drawn.mpl.findobj(Text))


def row(drawn, item, version="wrong"):
    values = drawn.values
    return values[(values["version"] == version) & (values["item"] == item)].iloc[0]


def lengths(ax, upright=False):
    """Return the lengths of the bars of an Axes in pixels, from the outermost edges of their pieces."""
    found = {}
    for patch in (patch for patch in ax.patches if (patch.get_gid() or "").startswith("bar-")):
        corners = patch.get_transform().transform_path(patch.get_path()).vertices[:, int(upright)]
        found.setdefault(patch.get_gid(), []).extend(corners)
    return [max(ends) - min(ends) for _, ends in sorted(found.items())]


def people():
    return {record: float(n) for record, n in zip(article_tolls()["records"], article_tolls()["best"], strict=True)}


def close(told, exact):
    """Whether a number is another one, told with two digits or as a whole."""
    return told == pytest.approx(exact, rel=0.05) and (exact < 10 or told == round(exact))


# ---------------------------------------------------------------- marked


def test_there_are_six_and_they_come_last():
    assert SLUGS == list(PAGES)[-6:] == [page.__name__ for page in PAIRS]


@each_figure
def test_every_word_beside_the_picture_begins_with_the_mark(figure, rendered, name, language):
    drawn, mark = figure(name, language), WORDS[language]
    for words in (drawn.title, drawn.caption, drawn.alt, i18n.say(f"{name}.shows", language)):
        assert words.lower().startswith(mark.lower() + ":")
    assert Image.open(io.BytesIO(rendered(name, language, "png"))).text["Title"].startswith(mark)
    assert f'<title id="title">{mark}' in rendered(name, language, "svg").decode()
    title = re.search(rb"/Title \((.*?)\)", rendered(name, language, "pdf"))
    assert title and re.sub(rb"\\.|\x00", b"", title[1]).find(mark.encode()) >= 0


@each_figure
def test_whatever_is_cut_out_of_a_wrong_panel_shows_the_mark(figure, name, language):
    drawn, mark = figure(name, language), WORDS[language].upper()
    assert panels(drawn)
    for ax in panels(drawn):
        shapes, frame = frame_of(ax)
        inner = ax.get_window_extent()
        assert frame.x0 < inner.x0 and frame.y0 < inner.y0 and frame.x1 > inner.x1 and frame.y1 > inner.y1
        stripes = [shapes.get_transform().transform_path(path).get_extents() for path in shapes.get_paths()]
        narrow = [box for box in stripes if box.width < frame.width / 2]
        for edge in (sum(box.x0 <= frame.x0 + 1 for box in narrow), sum(box.x1 >= frame.x1 - 1 for box in narrow)):
            assert edge == len(narrow) / 2 > 5, "both sides are striped"
        bands = [t for t in ax.texts if t.get_gid() == wrong.FRAME]
        heights = sorted(t.get_transform().transform(t.get_position())[1] for t in bands)
        assert len(heights) > 2, "a band lies across the panel"
        assert half_as_high(ax)
        for text in bands:
            times = text.get_text().count(mark)
            assert times >= frame.width // (3 * theme.DPI), "repeated along the band"
            assert theme.text_width(text.get_text(), text.role) * theme.DPI < frame.width
        above = min(artist.get_zorder() for artist in [shapes, *bands])
        assert all(a.get_zorder() < above for a in ax.get_children() if a.get_gid() != wrong.FRAME), "under the mark"


@each_figure
def test_the_mark_is_seen_in_the_picture(figure, rendered, name, language):
    """The bands are as dark as text, over whatever they cross, from edge to edge of the panel."""
    drawn = figure(name, language)
    picture = np.asarray(Image.open(io.BytesIO(rendered(name, language, "png"))).convert("RGB")).astype(int)
    for ax in panels(drawn):
        _, frame = frame_of(ax)
        for text in (t for t in ax.texts if t.get_gid() == wrong.FRAME):
            y = text.get_transform().transform(text.get_position())[1]
            line = picture[round(picture.shape[0] - y) + 10, round(frame.x0) + 3 : round(frame.x1) - 3]
            assert (abs(line - theme.channels(theme.TEXT)) <= 2).all(), text.get_text()


@each_figure
def test_the_bands_hide_no_bar_no_dot_and_no_point(figure, name, language):
    for ax in panels(figure(name, language)):
        shown = [patch.get_window_extent() for patch in by_gid(ax, "bar-").values()]
        for line in [*by_gid(ax, "dots-").values(), *by_gid(ax, "line").values()]:
            points, half = ax.transData.transform(line.get_xydata()), line.get_markersize() / 144 * theme.DPI
            shown += [Bbox([(x - half, y - half), (x + half, y + half)]) for x, y in points]
        assert shown and not any(band.overlaps(box) for band in bands_of(ax) for box in shown if box.width)


@each_figure
def test_every_word_of_a_panel_stands_between_its_stripes_and_bands(figure, name, language):
    for ax in panels(figure(name, language)):
        _, frame = frame_of(ax)
        for text in (t for t in ax.texts if t.get_gid() != wrong.FRAME and t.get_text()):
            x, y = text.get_transform().transform(text.get_position())
            wide = theme.text_width(text.get_text(), text.role) * theme.DPI
            left = x - wide * {"left": 0, "center": 0.5, "right": 1}[text.get_ha()]
            box = Bbox([(left, y), (left + wide, y + 0.09 * theme.DPI)])
            side = wrong.SIDE * theme.DPI
            assert frame.x0 + side < box.x0 and box.x1 < frame.x1 - side, text.get_text()
            assert not any(band.overlaps(box) for band in bands_of(ax)), text.get_text()


@each_figure
def test_the_main_axes_are_those_of_the_twin(figure, name, language):
    drawn = figure(name, language)
    assert drawn.axes not in panels(drawn) and drawn.axes.get_children()


FRAMES = {
    wrong.log_bars: article_tolls,
    wrong.broken_axis: lambda: pd.DataFrame({"label": ["a", "b"], "best": [9000, 30]}),
    wrong.nested_sum: article_tolls,
    wrong.cumulative_line: article_tolls,
    wrong.dots_of: article_tolls,
    wrong.unlike_days: lambda: article_tolls().assign(label="a"),
}


@pytest.mark.parametrize("chart", FRAMES, ids=lambda chart: chart.__name__)
def test_none_can_be_drawn_without_its_mark(chart):
    drawn = {f for f in vars(wrong).values() if callable(f) and getattr(f, "__module__", "") == wrong.__name__}
    public = {f for f in drawn if not f.__name__.startswith("_") and "frame" in f.__code__.co_varnames[:1]}
    assert public == set(FRAMES)
    for ax in (None, *(theme.Page(9, "t", "s", "s").axes(0.3, 0.8, 6.6, high) for high in (2.3, 3, 8))):
        drawn = chart(FRAMES[chart](), ax)
        assert by_gid(drawn, wrong.FRAME) and half_as_high(drawn)


# ---------------------------------------------------------------- as wrong as they say


@each_language
def test_bars_on_a_logarithmic_axis(figure, language):
    drawn, n = figure("wrong_log_bars", language), people()
    told, ratios = row(drawn, ALL), []
    for ax in panels(drawn):
        start = ax.get_xlim()[0]
        one, day, war, every = lengths(ax)
        assert ax.get_xscale() == "log" and (one == 0) == (start == 1)
        assert every / day == pytest.approx(math.log10(n[ALL] / start) / math.log10(n[DAY] / start))
        assert day < war < every
        ratios.append(every / day)
    assert ratios[0] - ratios[1] > 0.3, "it depends on where the axis begins"
    assert close(told["data_ratio"], n[ALL] / n[DAY]) and close(told["drawn_ratio"], ratios[0])
    assert close(told["distortion"], ratios[0] / (n[ALL] / n[DAY])) and told["times"] == round(
        n[ALL] / n[DAY] / ratios[0]
    )
    for ratio in ratios:
        assert i18n.number(wrong.rounded(ratio), language) in said(drawn)
    about = {"en": "about", "it": "circa"}[language]
    for ratio in (n[ALL] / n[DAY], n[ALL] / n[DAY] / ratios[0]):  # of an "about" and an "at least"
        assert f"{about} {float(f'{ratio:.2g}'):.0f} " in said(drawn)
        assert str(round(ratio)) not in said(drawn) + drawn.caption + drawn.alt
    twin = {int(line.get_ydata()[0]): line for line in by_gid(drawn.axes, "point-").values()}
    up = [drawn.axes.transData.transform((1, y))[1] for y in (n[DAY], n[ALL])]
    decade = np.diff([drawn.axes.transData.transform((1, y))[1] for y in (10, 100)])[0]
    assert set(twin) == set(n.values()) and 10 ** ((up[1] - up[0]) / decade) == pytest.approx(n[ALL] / n[DAY])
    assert row(drawn, ALL, "repaired")["distortion"] == 1


@each_language
def test_a_broken_axis(figure, language):
    drawn = figure("wrong_broken_axis", language)
    best = cd.yearly().set_index("year")["best"].loc[2020:2023].astype(float)
    ((ax,), told) = panels(drawn), row(drawn, "2020")
    heights = lengths(ax, upright=True)
    assert len([p for p in ax.patches if p.get_gid() == "bar-0"]) == 2, "one bar in two pieces"
    assert [h / heights[3] for h in heights[1:]] == pytest.approx((best / best[2023]).tolist()[1:])
    ratio, data = heights[0] / heights[3], best[2020] / best[2023]
    assert ratio < data / 5
    assert (
        close(told["drawn_ratio"], ratio)
        and close(told["data_ratio"], data)
        and close(told["distortion"], ratio / data)
    )
    for number in (ratio, data, data / ratio):
        assert i18n.number(wrong.rounded(number), language) in said(drawn)
    bars = [bar.get_window_extent().height for bar in drawn.axes.patches if bar.get_gid() == "best"]
    assert [bar / bars[3] for bar in bars] == pytest.approx((best / best[2023]).tolist())
    assert (drawn.values.query("version == 'repaired'")["distortion"] == 1).all()


@each_language
def test_a_sum_of_nested_tolls(figure, language):
    drawn, n = figure("wrong_nested_sum", language), people()
    ((ax,), told) = panels(drawn), row(drawn, "all")
    bars = [bar for _, bar in sorted(by_gid(ax, "bar-").items())]
    assert [bar.get_width() for bar in bars] == [n[ALL], n[WAR], n[DAY], n[ONE]]
    assert [bar.get_x() for bar in bars] == [0, *np.cumsum([n[ALL], n[WAR], n[DAY]])], "end to end"
    total = max(bar.get_x() + bar.get_width() for bar in bars)
    assert told["drawn"] == total and told["value"] == n[ALL] and close(told["distortion"], total / n[ALL])
    assert told["counted_twice_at_most"] == total - n[ALL]
    for number in (total, total - n[ALL]):
        assert i18n.number(int(number), language) in said(drawn)
    low, high = cd.Toll.count(int(n[ALL]), "about").rounding()
    steps = {gid: bar.get_x() + bar.get_width() for gid, bar in by_gid(drawn.axes, "step-").items()}
    assert sorted(steps.values()) == [low, n[ALL], high]
    assert by_gid(drawn.axes, "inside")["inside"].get_width() == n[WAR], "true size"
    scales = [np.diff(a.transData.transform([(0, 0), (1000, 0)])[:, 0])[0] for a in (ax, drawn.axes)]
    assert scales[0] == pytest.approx(scales[1]), "one scale"


@each_language
def test_the_refusals_are_those_of_the_package(figure, language):
    rows = {}
    for text in figure("wrong_nested_sum", language).mpl.findobj(theme.Line):
        rows.setdefault(round(text.get_position()[1], 3), []).append(text.get_text())
    day, shown = cd.add("C03", "C04"), list(rows.values())
    for error, terms, part in ((cd.OverlapError, ("C36", "C34"), "overlap"), (cd.KindError, ("C34", day), "kind")):
        with pytest.raises(error) as refused:
            cd.add(*terms)
        words = i18n.say(f"wrong_nested_sum.{part}", language)
        asked = " + ".join(cd.toll(term).words(language) for term in terms)
        assert [asked, i18n.say("wrong_nested_sum.refused", language, why=words), error.__name__] in shown
        assert language != "en" or words in str(refused.value), "the package's own words"
    total = cd.add("C31", "C03", "C04", language=language)
    asked = " + ".join(cd.toll(term).words(language) for term in ("C31", "C03", "C04"))
    assert [asked, total.words(language), total.note] in shown


@each_language
def test_a_cumulative_line(figure, language):
    drawn, four = figure("wrong_cumulative_line", language), article_tolls().sort_values("start")
    (ax,) = panels(drawn)
    years, heights = by_gid(ax, "line")["line"].get_data()
    assert list(heights) == four["best"].cumsum().tolist()
    assert [int(year) for year in years] == four["start"].dt.year.tolist()
    crossed = set(range(int(years[0]), int(years[-1]) + 1))
    own = {2020, 2022}
    told = row(drawn, "years")
    assert (told["value"], told["drawn"], told["invented"]) == (len(own), len(crossed), len(crossed - own))
    slope = (heights[1] - heights[0]) / (years[1] - years[0])
    ucdp = cd.yearly().query("1995 <= year <= 2019")["best"].sum()
    told = row(drawn, "1995–2019")
    assert told["drawn"] == round(25 * slope) and told["value"] == ucdp and math.isnan(told["distortion"])
    for number in (len(crossed), len(crossed - own), round(25 * slope, -2), ucdp):
        assert i18n.number(int(number), language) in said(drawn)
    assert str(len(crossed - own)) in drawn.title
    hatched = {int(gid[-4:]) for a in drawn.mpl.axes for gid in by_gid(a, "not_stated-")}
    (strip,) = (a for a in drawn.mpl.axes if by_gid(a, "own-"))
    assert hatched == crossed - own and {int(gid[-4:]) for gid in by_gid(strip, "own-")} == own
    cells = {cell.get_gid()[-4:]: cell.get_window_extent() for cell in strip.patches}
    for text in strip.texts:
        middle = text.get_transform().transform(text.get_position())[0]
        assert middle == pytest.approx((cells[text.get_text()].x0 + cells[text.get_text()].x1) / 2), "under its cell"
    for part in ("own_number", "not_stated"):
        assert i18n.say(f"key.{part}", language) in said(drawn)
    assert not any(by_gid(a, "line") for a in drawn.mpl.axes if a is not ax)
    assert len(by_gid(drawn.axes, "span-")) == 4


@each_language
def test_dots_of_a_hundred(figure, language):
    drawn, n = figure("wrong_dots_of_100", language), people()
    (ax,) = panels(drawn)
    dots = {gid: len(line.get_xdata()) for gid, line in by_gid(ax, "dots-").items()}
    assert dots == {"dots-2": n[WAR] // 100, "dots-3": n[ALL] // 100}, "no dot for 99, none for 1"
    told = row(drawn, f"{ONE}, {DAY}")
    assert (told["value"], told["drawn"], told["distortion"]) == (n[ONE] + n[DAY], 0, 0)
    for gid, line in by_gid(ax, "dots-").items():
        places = set(zip(line.get_xdata(), line.get_ydata(), strict=True))
        assert len(places) == dots[gid], "every dot at its own place"
    lost = cd.add(ONE, *DAY.split("+"), language=language)
    assert lost.n == n[ONE] + n[DAY] and lost.comparator == "at-least"
    for words in (drawn.title, drawn.caption, drawn.alt, drawn.source):
        assert lost.words(language) in words
    assert said(drawn).count(lost.words(language)) == 3, "in the title, the note and the source"
    for item, image in zip(n, drawn.axes.images, strict=True):
        side = round(np.diff(image.get_extent()[:2])[0])
        cells = image.get_array()[..., 3].reshape(side, -1, side, image.get_array().shape[1] // side).max(axis=(1, 3))
        assert (cells >= int(255 * 0.62)).sum() == n[item] == row(drawn, item, "repaired")["drawn"]


@each_language
def test_unlike_denominators(figure, language):
    drawn = figure("wrong_denominators", language)
    ((ax,), told) = panels(drawn), row(drawn, DAY)
    day, war = lengths(ax)
    printed, fighting = cd.per_day("C34")
    assert day / war == pytest.approx(99 / printed.n) and ax.get_xlim()[0] == 0
    assert close(told["drawn_ratio"], day / war) and close(told["data_ratio"], 99 / fighting.n)
    assert close(told["distortion"], (day / war) / (99 / fighting.n))
    assert told["times"] == pytest.approx(printed.days / fighting.days, rel=0.01), "the numerators cancel"
    for words in (drawn.title, drawn.caption, said(drawn)):
        assert f" {round(printed.days / fighting.days)} " in words
    assert i18n.number(wrong.rounded(99 / fighting.n), language) not in said(drawn) + drawn.caption + drawn.alt
    points = [line.get_xdata()[0] for line in by_gid(drawn.axes, "point-").values()]
    assert sorted(points) == [printed.n, 99, fighting.n] and len(by_gid(drawn.axes, "arrow-")) == 3
    scales = [np.diff(a.transData.transform([(0, 0), (100, 0)])[:, 0])[0] for a in (ax, drawn.axes)]
    zeros = [a.transData.transform((0, 0))[0] for a in (ax, drawn.axes)]
    assert scales[0] == pytest.approx(scales[1]) and zeros[0] == pytest.approx(zeros[1]), "bars and points on one scale"


@each_language
def test_the_pairs(figure, language):
    pairs = charts.wrong_pairs(language)
    assert pairs["figure"].tolist() == SLUGS
    assert pairs["distortion"].tolist() == [
        row(figure(p.__name__, language), item)["distortion"] for p, (item, _) in PAIRS.items()
    ]
    assert all(callable(getattr(charts, name)) for name in pairs["repaired_by"])
    assert pairs["distortion"].between(0.9, 1.1).sum() == 0, "none is honest"
    for name, fault in zip(pairs["figure"], pairs["fault"], strict=True):
        assert fault.split()[0] in said(figure(name, language))
    assert not pairs[["fault", "meaning"]].isin(["", None]).any().any()


# ---------------------------------------------------------------- refused


def test_distortion_compares_with_one_item():
    frame = wrong.distortion(["a", "b", "c"], [10, 20, 40], [1, 1, 8], "a").set_index("item")
    assert frame["distortion"].tolist() == [1, 0.5, 2] and frame["times"].tolist() == [1, 2, 2]


TOLL = {"comparator": "exact", "low": 9, "best": 9, "high": 9}


@pytest.mark.parametrize(
    ("chart", "rows", "options", "reason"),
    [
        (wrong.log_bars, [TOLL], {"start": 0}, "no zero"),
        (wrong.log_bars, [TOLL], {"start": 10}, "cannot begin at 10"),
        (wrong.log_bars, [TOLL | {"low": 0, "best": 0, "high": 0}], {}, "no zero"),
        (wrong.broken_axis, [{"label": "a", "best": 40}, {"label": "b", "best": 45}], {}, "nothing to cut out"),
        (wrong.broken_axis, [{"label": "a", "best": 40}], {}, "nothing to cut out"),
        (wrong.nested_sum, [TOLL | {"low": -1, "best": -1, "high": -1}], {}, "below zero"),
        (wrong.cumulative_line, [TOLL], {}, "lacks the columns start"),
        (wrong.dots_of, [TOLL | {"comparator": "vague", "best": None, "high": None}], {}, "no number to draw"),
        (wrong.unlike_days, [TOLL], {}, "lacks the columns label"),
    ],
)
def test_impossible_input_is_refused_in_words(chart, rows, options, reason):
    with pytest.raises(ValueError, match=reason):
        chart(pd.DataFrame(rows), **options)


def test_axes_too_small_for_the_frame_are_refused():
    ax = theme.Page(4, "t", "s", "s").axes(1, 1, 0.6, 0.6)
    with pytest.raises(ValueError, match=r"0\.6 by 0\.6 inches"):
        wrong.nested_sum(article_tolls(), ax)
