"""The charts that are wrong on purpose: marked so that no one takes one for true, and as wrong as they say they are."""

import io
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
from conflictdata.charts.pages import article_tolls
from conflictdata.charts.wrong import PAIRS

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


def test_there_are_two_and_they_come_last():
    assert SLUGS == list(PAGES)[-2:] == list(PAIRS)


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
def test_the_bands_hide_no_bar(figure, name, language):
    for ax in panels(figure(name, language)):
        shown = [patch.get_window_extent() for patch in by_gid(ax, "bar-").values()]
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
    wrong.broken_axis: lambda: pd.DataFrame({"label": ["a", "b"], "best": [9000, 30]}),
    wrong.nested_sum: article_tolls,
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
    low, high = cd.Toll.count(int(n[ALL]), "about").bounds
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
        assert language != "en" or words.partition(":")[0] in str(refused.value), "the package's own words"
    total = cd.add("C31", "C03", "C04", language=language)
    asked = " + ".join(cd.toll(term).words(language) for term in ("C31", "C03", "C04"))
    assert [asked, total.words(language), total.note] in shown


@each_language
def test_the_pairs(figure, language):
    pairs = charts.wrong_pairs(language)
    assert pairs["figure"].tolist() == SLUGS
    assert pairs["distortion"].tolist() == [
        row(figure(slug, language), item)["distortion"] for slug, (_, item, _) in PAIRS.items()
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
    ("chart", "rows", "reason"),
    [
        (wrong.broken_axis, [{"label": "a", "best": 40}, {"label": "b", "best": 45}], "nothing to cut out"),
        (wrong.broken_axis, [{"label": "a", "best": 40}], "nothing to cut out"),
        (wrong.nested_sum, [TOLL | {"low": -1, "best": -1, "high": -1}], "below zero"),
    ],
)
def test_impossible_input_is_refused_in_words(chart, rows, reason):
    with pytest.raises(ValueError, match=reason):
        chart(pd.DataFrame(rows))


def test_axes_too_small_for_the_frame_are_refused():
    ax = theme.Page(4, "t", "s", "s").axes(1, 1, 0.6, 0.6)
    with pytest.raises(ValueError, match=r"0\.6 by 0\.6 inches"):
        wrong.nested_sum(article_tolls(), ax)
