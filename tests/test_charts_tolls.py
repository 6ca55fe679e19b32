"""Tolls as squares: area is people, the edge is certainty, the strip is time; any tolls of a reader's own draw."""

import math
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Sheet
from test_layout import in_order, texts

import conflictdata as cd
from conflictdata import charts
from conflictdata.certainty import Toll
from conflictdata.charts import SIZES, squares, theme
from conflictdata.i18n import languages

each_size = pytest.mark.parametrize("size", SIZES)
LONG = "on both sides according to the ministry of defence, soldiers and civilians together, in the spring of 2020"
NAMES = st.lists(st.sampled_from([*LONG.split(), "Nagorno-Karabakh", "dell’anno", "Գորիս"]), min_size=1, max_size=14)


def frame_of(tolls, **columns):
    """Return a frame of tolls with more columns."""
    rows = [{c: getattr(toll, c) for c in ("comparator", "low", "best", "high")} for toll in tolls]
    return pd.DataFrame(rows).assign(**columns)


def boxes(ax):
    """Return what was drawn by its name: (left, bottom, width, height)."""
    return {p.get_gid(): (*p.get_xy(), p.get_width(), p.get_height()) for p in ax.patches if p.get_gid()}


# ---------------------------------------------------------------- the article's tolls


@each_size
def test_area_is_people(figure, size):
    drawn, tolls = boxes(figure("tolls", "en", size).axes), cd.casualties().set_index("claim_id")["best"]
    sides = {"toll-0-1": tolls["C36"], "toll-1": tolls["C34"], "toll-2": tolls["C03"] + tolls["C04"]}
    scale = {gid: drawn[gid][2] / math.sqrt(people) for gid, people in sides.items()}
    assert np.ptp(list(scale.values())) < 1e-9, "one scale"
    for _, _, width, height in (drawn[gid] for gid in sides):
        assert width == height
    low, high = cd.toll("C36").bounds
    one = scale["toll-1"]
    assert drawn["toll-0-2"][2] == pytest.approx(one * math.sqrt(low)), "solid to the lower end of the rounding"
    assert drawn["toll-0"][2] == pytest.approx(one * math.sqrt(high))
    assert drawn["inside-0"][2] == pytest.approx(drawn["toll-1"][2]), "the dashed outline is the war at true size"
    assert drawn["inside-0"][:2] == drawn["toll-0"][:2]


@each_size
def test_the_edge_says_how_certain(figure, size):
    """About 30,000 has steps, lower bounds fade outwards, one soldier is a point that says it is not to scale."""
    ax = figure("tolls", "en", size).axes
    drawn = boxes(ax)
    for gid in ("toll-1", "toll-2"):
        fades = [drawn[f"{gid}-{k}"][2] for k in range(1, 6)]
        assert fades == sorted(fades, reverse=True) and fades[-1] > drawn[gid][2]
    shades = [to_hex(p.get_facecolor()) for p in ax.patches if (p.get_gid() or "").startswith("toll-0")]
    assert shades == [theme.LIGHT.thin(share).lower() for share in (0.30, 0.62, 1.0)]
    (dot,) = (line for line in ax.lines if line.get_gid() == "point-toll-3")
    assert dot.get_markersize() > 0 and "not to scale" in [words for words, *_ in texts(ax.figure)]
    assert not any(gid.startswith("toll-3") for gid in drawn)


@each_size
def test_strips_are_the_same_time_and_lie_below_their_words(figure, size):
    drawn = boxes(figure("tolls", "en", size).axes)
    four = figure("tolls", "en", size).values
    start, end = pd.to_datetime(four["start"]), pd.to_datetime(four["end"])
    days = (end.max() - start.min()).days + 1
    assert {drawn[f"time-{i}-all"][2] for i in range(4)} == {squares.STRIP}
    for i in range(4):
        left, _, width, _ = drawn[f"time-{i}"]
        whole = drawn[f"time-{i}-all"]
        assert whole[0] <= left + 1e-9 and left + width <= whole[0] + whole[2] + 1e-9
        assert (left - whole[0]) / squares.STRIP == pytest.approx((start[i] - start.min()).days / days, abs=0.03)
        assert width >= ((end[i] - start[i]).days + 1) / days * squares.STRIP - 1e-9
    assert drawn["time-0"][2] == squares.STRIP, "the widest fills it"


@pytest.mark.parametrize("language", languages())
def test_order_words_and_places(figure, language):
    """The widest time comes first; every square says on hover the words that say its number, and where they stand."""
    made = figure("tolls", language)
    assert made.values["records"].tolist() == ["C36", "C34", "C03+C04", "C31"]
    marks = {a.get_gid(): a.get_label() for a in made.axes.get_children() if a.get_gid()}
    claims = cd.claims().set_index("claim_id")
    for gid, ids in (("toll-0", ["C36"]), ("toll-1", ["C34"]), ("toll-2", ["C03", "C04"]), ("point-toll-3", ["C31"])):
        for claim in claims.loc[ids].itertuples():
            assert claim.phrase in marks[gid]
            assert str(claim.paragraph) in re.findall(r"\d+", marks[gid].split(claim.phrase)[1])
    said = " ".join(words for words, *_ in texts(made.mpl))
    for claim in ("C36", "C34", "C31"):
        assert cd.toll(claim).words(language).casefold() in said.casefold()


# ---------------------------------------------------------------- a reader's own

COMPARATORS = st.sampled_from(["exact", "at-least", "more-than", "at-most", "less-than", "almost", "about"])
SIZED = st.one_of(st.integers(0, 12), st.floats(0, 7).map(lambda e: int(10**e)))
COUNTS = st.one_of(
    st.builds(Toll.count, SIZED, COMPARATORS),
    st.builds(lambda n, more: Toll("between", n, None, n + more), SIZED, SIZED),
    st.builds(lambda n, more: Toll("estimate", n, n + more, n + 2 * more), SIZED, SIZED),
    st.builds(lambda n: Toll("vague", n), SIZED),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(COUNTS, NAMES.map(" ".join)), min_size=1, max_size=12), st.sampled_from(["page", "column"]))
@example([(Toll.count(n, "at-least"), LONG) for n in range(12)], "page")
@example([(Toll.count(10_000_000), LONG)] * 12, "column")
@example([(Toll.count(150_000), "ever"), (Toll.count(40), "in May")], "page")
@example([(Toll.count(0), "none")], "page")
def test_any_twelve_tolls_draw(rows, size):
    tolls, names = zip(*rows, strict=True)
    made = charts.tolls(frame_of(tolls, label=names), size=size, title="Mine", source="Source: mine")
    words = " ".join(in_order(made.mpl)).casefold()
    assert all(toll.words("en").casefold() in words for toll in tolls)
    drawn = boxes(made.axes)
    points = {line.get_gid() for line in made.axes.lines}
    edges = [(drawn[f"toll-{i}"][2], max(n for n, _ in squares.levels(t))) for i, t in enumerate(tolls)
             if t.comparator != "vague" and f"toll-{i}" in drawn]  # fmt: skip
    scales = [side / math.sqrt(n) for side, n in edges]
    assert not scales or max(scales) - min(scales) < 1e-9
    for i, toll in enumerate(tolls):
        shown = f"toll-{i}" in drawn or f"point-toll-{i}" in points
        assert shown == (toll.comparator == "vague" or max(n for n, _ in squares.levels(toll)) > 0), "0 is written only"


@each_size
def test_a_few_own_tolls_fit_every_size(size):
    mine = frame_of(
        [Toll.count(150_000), Toll.count(40, "at-least"), Toll("vague", 20)], label=["ever", "in May", "today"]
    )
    made = charts.tolls(mine, size=size)
    in_order(made.mpl)
    drawn = boxes(made.axes)
    assert drawn["toll-1"][2] / drawn["toll-0"][2] == pytest.approx(math.sqrt(40 / 150_000))
    assert "toll-2" in drawn, "a toll without a number is a hatched box"


def test_the_record_s_own_table_draws():
    """Missing values of optional columns are missing; ids in may_include are those of the table."""
    made = charts.tolls(cd.casualties().assign(label="x"), title="All")
    drawn = boxes(made.axes)
    assert drawn["inside-4"][2] == drawn["toll-3"][2], "C36 may hold C34, the largest of those it names"


def test_a_figure_of_one_s_own_says_what_it_draws():
    mine = frame_of([Toll.count(9), Toll.count(40, "about")], label=["in May", "in June"])
    made = charts.tolls(mine, title="Two months", subtitle="Soldiers", source="Source: my notes", language="it")
    assert (made.title, made.source) == ("Two months", "Source: my notes")
    assert "9 (in May)" in made.alt and "circa 40 (in June)" in made.alt
    assert "image/png" not in made._repr_mimebundle_() and "<img" in made._repr_mimebundle_()["text/html"]
    assert charts.tolls(mine).source.startswith("Source: not given")


EXACT = {"comparator": "exact", "low": 9, "best": 9, "high": 9, "label": "in May"}


@pytest.mark.parametrize(
    ("rows", "english", "italian"),
    [
        ([{}] * 13, "13 tolls are more than the 12", "13 bilanci sono più dei 12"),
        ([{"low": -1, "best": -1, "high": -1}], "below zero", "minore di zero"),
        ([{"comparator": "sometimes"}], "unknown comparator", "comparatore sconosciuto"),
        ([{"high": "nine"}], "column high must hold numbers only", "colonna high deve contenere solo numeri"),
        ([{"may_include": "June"}], "there is no row 'June'", "non c’è nessuna riga 'June'"),
        ([], "the frame has no rows", "il frame non ha righe"),
    ],
)
def test_impossible_tolls_are_refused_in_the_language_asked_for(rows, english, italian):
    frame = pd.DataFrame([EXACT | row for row in rows], columns=[*EXACT, *({*rows[0]} - {*EXACT} if rows else ())])
    for language, reason in (("en", english), ("it", italian)):
        with pytest.raises(ValueError, match=reason):
            charts.tolls(frame, language=language)


def test_other_impossible_input_is_refused_in_words():
    frame = pd.DataFrame([EXACT])
    with pytest.raises(ValueError, match="lacks the columns label"):
        charts.tolls(frame.drop(columns="label"))
    with pytest.raises(TypeError, match="list"):
        charts.tolls([1])
    with pytest.raises(ValueError, match="no size 'poster'"):
        charts.tolls(frame, size="poster")
    small = Sheet(figsize=(1, 1)).add_axes((0, 0, 1, 1))
    with pytest.raises(ValueError, match=r"no room in 1 × 1"):
        charts.tolls(frame.assign(label=LONG), ax=small)
    with pytest.raises(ValueError, match="shorten the labels"):
        charts.tolls(pd.DataFrame([EXACT | {"label": LONG}] * 12), size="slide")
