"""The charts say what the data say: their artists are read back and compared with the tables."""

import math
import re
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import conflictdata as cd
from conflictdata import charts
from conflictdata.certainty import Toll
from conflictdata.charts import blocks, marks, sides, theme

NAMES = list(charts.PAGES)


@pytest.fixture(scope="module")
def figures():
    return {name: cd.draw(name) for name in NAMES}


def panels(figure):
    """Return the Axes of a figure in the order drawn, its keys apart."""
    return [ax for ax in figure.mpl.axes if ax.get_label() != "key"]


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if a.get_gid() and re.fullmatch(pattern, a.get_gid())}


def marks_in(image):
    """Count the marks of a block by opacity, from the drawn raster: three by three pixels of ink on a pitch of four."""
    alpha = image.get_array()[..., 3]
    cells = alpha[1::4, :-1:4] if alpha.shape[0] % 4 == 0 else None
    levels, counts = np.unique(cells, return_counts=True)
    assert (alpha[0::4] == 0).all() and (alpha[:, 3::4] == 0).all(), "marks touch each other"
    return {int(level): int(count) for level, count in zip(levels, counts, strict=True) if level}


# ---------------------------------------------------------------- one scale


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 99, 100, 6000])
def test_shells_place_each_mark_once_and_grow_outwards(n):
    columns, rows = blocks.shells(n)
    places = set(zip(columns.tolist(), rows.tolist(), strict=True))
    assert len(places) == n
    full = math.isqrt(n)
    assert {(c, r) for c in range(full) for r in range(full)} <= places


def test_one_scale_draws_one_mark_a_person(figures):
    images = figures["one_scale"].axes.images
    single, day, war, decades = (marks_in(image) for image in images)
    assert single == {255: 1}
    assert day[255] == 99 and max(level for level in day if level != 255) < 128
    assert war[255] == 6000
    low, high = Toll.count(30000, "about").bounds
    assert decades[255] == low == 25000
    assert sum(decades.values()) == high == 35000
    stated = round(255 * marks.STEPS[1])
    assert decades[255] + decades[stated] == 30000


def test_one_scale_has_one_linear_scale(figures):
    ax = figures["one_scale"].axes
    for image in ax.images:
        left, right, bottom, top = image.get_extent()
        side = image.get_array().shape[0] / 4
        assert right - left == top - bottom == side and bottom == 0
    width, height = theme.size_inches(ax)
    assert ax.get_xlim()[1] / width == pytest.approx(ax.get_ylim()[1] / height)
    halo, outline = (p for p in ax.patches if not p.get_fill())
    assert halo.get_bbox().bounds == outline.get_bbox().bounds and outline.get_linestyle() != "-"
    assert outline.get_width() == outline.get_height() == math.ceil(math.sqrt(6000)), "true size"


# ---------------------------------------------------------------- per day


def test_per_day_points_and_bands_are_the_averages(figures):
    ax = figures["per_day"].axes
    rates = [*cd.per_day(cd.add("C03", "C04")), *cd.per_day("C34"), *cd.per_day("C36")]
    points, bands = by_gid(ax, r"point-\d"), by_gid(ax, r"range-\d")
    assert [p.get_xdata()[0] for p in points.values()] == [rate.n for rate in rates if rate.comparator == "at-least"]
    drawn = [tuple(b.get_xdata()) for b in bands.values()]
    assert drawn == [(rate.low, rate.high) for rate in rates if rate.comparator == "between"]
    assert set(by_gid(ax, r"arrow-\d")) == {gid.replace("point", "arrow") for gid in points}, (
        "every one is a lower bound"
    )
    assert ax.get_xscale() == "linear" and ax.get_xlim()[0] == 0
    said = [text.get_text() for text in ax.texts]
    for rate in rates:
        assert marks.capital(Toll(*(getattr(rate, c) for c in marks.TOLL_COLUMNS)).words()) in said
    assert any(words.startswith("1 in 7 days") for words in said), "less than one a day is written"


# ---------------------------------------------------------------- who says so


def test_who_says_so_draws_each_side_by_itself(figures):
    ax = figures["who_says_so"].axes
    armenia, azerbaijan = ax.images
    unit = sides.UNIT[0]

    def cells(image):
        alpha = image.get_array()[unit // 2 :: unit, unit // 2 :: unit, 3]
        return {int(level): int(n) for level, n in zip(*np.unique(alpha, return_counts=True), strict=True) if level}

    assert cells(armenia) == {255: 49} and cells(azerbaijan) == {255: 50}
    assert set(by_gid(ax, r"arrow-\d")) == {"arrow-0"}, "at least 49, exactly 50"
    said = " ".join(text.get_text() for text in ax.texts)
    assert said.index("Armenia") < said.index("Azerbaijan")
    for claimant in ("Nikol Pashinyan", "Ministry of Defence of Azerbaijan"):
        assert claimant in said


# ---------------------------------------------------------------- all


def test_labels_carry_their_own_year(figures):
    said = [text.get_text() for text in figures["one_scale"].axes.texts]
    first = said.index("1")
    assert said[first + 1 : first + 4] == ["soldier,", "5–11 Sept", "2022"]
    assert "13 Sept 2022" in said and "of autumn 2020" in said and "since 1991" in said


def test_nothing_global_is_changed():
    code = (
        "import matplotlib as m; before = m.rcParams.copy(); import conflictdata as cd; cd.draw('one_scale');"
        "import sys; assert m.rcParams.copy() == before; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_a_missing_letter_or_font_falls_back_to_dejavu(monkeypatch):
    assert "SourceSansPro" in theme.font("label", "Goris").get_file()
    assert theme.font("label", "Գորիս").get_family() == ["DejaVu Sans"]
    monkeypatch.setattr(theme, "_font_path", lambda weight: None)
    theme.font.cache_clear()
    try:
        assert theme.font("label", "Goris").get_family() == ["DejaVu Sans"]
        assert cd.draw("one_scale").render("png")
    finally:
        theme.font.cache_clear()


def test_blocks_are_dark_inside_and_pale_outside():
    cells = blocks.block(Toll.count(30000, "about"))
    sure, stated, most = (int((cells >= opacity).sum()) for opacity in sorted(set(cells[cells > 0]), reverse=True))
    assert (sure, stated, most) == (25000, 30000, 35000)
    fading = blocks.block(Toll.count(6000, "more-than"))
    assert fading[0, 0] == 1 and 0 < fading[-1, -1] < 0.1 and (fading == 1).sum() == 6000
