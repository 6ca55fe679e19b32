"""A reader's own tolls draw without overlap, whatever they are; what cannot be drawn is refused in words."""

import math

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from test_layout import overlap, texts

from conflictdata import charts
from conflictdata.certainty import Toll
from conflictdata.charts import blocks, theme

WORDS = st.sampled_from(
    [
        "in",
        "the",
        "province",
        "Stepanakert",
        "Khankendi",
        "spring",
        "offensive",
        "on",
        "both",
        "sides",
        "according",
        "to",
        "the",
        "ministry",
        "Nagorno-Karabakh",
        "nell’autunno",
        "dell’anno",
        "Überlingen",
        "Գորիս",
        "civilians",
        "and",
        "soldiers",
        "together",
        "2020",
        "–",
        "of",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
COMPARATORS = st.sampled_from(["exact", "at-least", "more-than", "at-most", "less-than", "almost", "about"])


def counts(least, most):
    """Draw tolls of one number, small and large ones alike."""
    sizes = st.one_of(st.integers(least, min(12, most)), st.floats(0, math.log10(most)).map(lambda e: int(10**e)))
    return st.builds(lambda n, c: Toll.count(max(n, least), c), sizes, COMPARATORS)


def frame_of(tolls, **columns):
    rows = [{c: getattr(toll, c) for c in ("comparator", "low", "best", "high")} for toll in tolls]
    return pd.DataFrame(rows).assign(**columns)


def check(ax):
    """Fail where words lie on words or leave the sheet."""
    figure = ax.figure
    FigureCanvasAgg(figure)
    found = texts(figure)
    for words, _, box in found:
        assert box.min() > 0 and box[:, 0].max() < figure.bbox.width and box[:, 1].max() < figure.bbox.height, words
    for i, (words, _, box) in enumerate(found):
        for others, _, other in found[i + 1 :]:
            assert not overlap(box, other), f"{words!r} lies on {others!r}"
    return [words for words, _, _ in found]


LONG = "on both sides according to the ministry of defence, soldiers and civilians together, in the spring of 2020"


@settings(max_examples=40)
@given(st.lists(st.tuples(counts(0, 9_000), NAMES), min_size=1, max_size=6))
@example([(Toll.count(9_400), LONG)] * 6)
@example([(Toll.count(55_000), LONG)])
@example([(Toll.count(45_000, "about"), LONG), (Toll.count(0), "none")])
def test_one_scale_draws_any_six_tolls(rows):
    tolls, names = zip(*rows, strict=True)
    ax = charts.one_scale(frame_of(tolls, label=names))
    check(ax)
    assert len(ax.images) == sum(toll.n > 0 for toll in tolls)
    sides = [(image.get_extent()[1] - image.get_extent()[0]) for image in ax.images]
    assert sides == [len(blocks.block(toll)) for toll in tolls if toll.n], "one mark is one unit for all"


def test_per_day_holds_any_number_of_rows():
    rows = frame_of([Toll.count(0), *[Toll.count(n) for n in range(1, 20)]], heading="in May", label=LONG)
    check(charts.per_day(rows))
    with pytest.raises(ValueError, match="inches high; these are"):
        charts.per_day(rows, Figure(figsize=(7, 3)).add_axes((0.5, 0.1, 0.4, 0.8)))


def test_ranges_are_drawn_as_ranges():
    for comparator in ("between", "estimate"):
        toll = Toll(comparator, 20, None if comparator == "between" else 30, 90)
        ax = charts.per_day(frame_of([toll], heading="in May", label="31 days"))
        spans = [line.get_xdata().tolist() for line in ax.lines if line.get_gid() == "range-0"]
        assert spans == [[20, 90]]
        assert any("20" in words and "90" in words for words in check(ax))


def test_numbers_as_text_are_numbers():
    rows = frame_of([Toll.count(9)], heading="in May", label="31 days").astype({"best": str})
    assert charts.per_day(rows).lines[0].get_xdata()[0] == 9


def test_own_axes_are_used_and_narrow_ones_refused():
    large = Figure(figsize=(12, 8), dpi=theme.DPI).add_axes((0.1, 0.2, 0.8, 0.7))
    tolls = frame_of([Toll.count(6000, "more-than")] * 6, label=[LONG] * 6)
    assert charts.one_scale(tolls, large) is large
    check(large)
    with pytest.raises(ValueError, match=r"these are 2\.8 by 2\.1"):
        charts.one_scale(
            frame_of([Toll.count(15_000)] * 3, label=["ever"] * 3),
            Figure(figsize=(4, 3)).add_axes((0.2, 0.2, 0.7, 0.7)),
        )


EXACT = {"comparator": "exact", "low": 9, "best": 9, "high": 9, "label": "in May", "heading": "soldiers"}


@pytest.mark.parametrize(
    ("chart", "rows", "reason"),
    [
        (charts.one_scale, [{"low": 3.7, "best": 3.7, "high": 3.7}], "whole number"),
        (charts.one_scale, [{}] * 7, "7 tolls are more than the 6"),
        (charts.one_scale, [{"low": 70_000, "best": 70_000, "high": 70_000}], "leave out the largest toll"),
        (charts.one_scale, [{"low": -1, "best": -1, "high": -1}], "below zero"),
        (charts.one_scale, [{"comparator": "vague", "best": None, "high": None}], "no number to draw"),
        (charts.unit_blocks, [{"low": 900, "best": 900, "high": 900}], "draw others with one_scale"),
        (charts.unit_blocks, [{"low": 0, "best": 0, "high": 0}], "1 to"),
        (charts.per_day, [{"comparator": "sometimes"}], "unknown comparator"),
        (charts.per_day, [{"high": "nine"}], "the column high must hold numbers only"),
        (charts.one_scale, [{"best": "nine"}], "the column best must hold numbers only"),
        (charts.one_scale, [{"may_include": 7, "question": "?"}], "may_include names the index of another row"),
    ],
)
def test_impossible_rows_are_refused_in_words(chart, rows, reason):
    frame = pd.DataFrame([EXACT | row for row in rows])
    with pytest.raises(ValueError, match=reason):
        chart(frame)
    with pytest.raises(ValueError, match="lacks any row"):
        chart(frame.iloc[:0])
    with pytest.raises(ValueError, match="lacks the columns label"):
        chart(frame.drop(columns="label"))


@pytest.mark.parametrize(
    ("chart", "what"),
    [
        (lambda frame: charts.membership_spells(frame, {}, {}), "spells lacks the columns actor, status"),
        (charts.report_steps, "tolls lacks the columns comparator"),
        (charts.tile_map, "tiles lacks name"),
    ],
)
def test_a_frame_of_other_columns_is_refused_in_words(chart, what):
    with pytest.raises(ValueError, match=what):
        chart(pd.DataFrame({"x": [1]}))
