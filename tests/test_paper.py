"""Sheets, type and inks: the same layout in units becomes a page, a slide or a column, whatever a reader's settings."""

import subprocess
import sys

import numpy as np
import pytest
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure as Sheet

import conflictdata as cd
from conflictdata.charts import lettering, theme
from conflictdata.charts.paper import Page


@pytest.mark.parametrize(
    ("size", "inches", "pixels"), [("page", 7.2, 1440), ("slide", 40 / 3, 1920), ("column", 3.467, 1040)]
)
def test_enlarging_keeps_the_picture_and_changes_its_inches(size, inches, pixels):
    """All that is measured in points or units grows by one factor: the PNG is the same before and after."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    page = Page(size, "A title", "A subtitle", "Source: mine", 2.0)
    ax = page.axes()
    theme.scaled(ax, (0, 10), (0, 10), left=0.5)
    ax.plot([1, 9], [1, 9], "o-", lw=3, ms=12, mew=2)
    ax.add_collection(LineCollection([[(1, 9), (9, 1)]], linewidths=2, linestyles="--"))
    ax.bar(3, 4, lw=2, ec="black", hatch=None)
    lettering.write(ax, (5, 5), "some words\nin two lines", "label", dx=0.3, dy=-0.2, patch=True)

    def picture():
        canvas = FigureCanvasAgg(page.figure)
        canvas.draw()
        return np.array(canvas.buffer_rgba())

    before = picture()
    theme.enlarge(page.figure, page.size)
    after = picture()
    assert before.shape == after.shape and after.shape[1] == pixels
    assert (abs(before.astype(int) - after) > 40).any(axis=-1).mean() < 0.001
    assert page.figure.get_figwidth() == pytest.approx(inches, abs=0.001)
    assert ax.lines[0].get_linewidth() == pytest.approx(3 * page.size.inches)


def test_a_range_laid_into_axes_keeps_its_numbers_and_leaves_room_for_words():
    ax = Sheet(figsize=(5, 4)).add_axes((0, 0, 1, 1))
    across, up = theme.scaled(ax, (0, 100), (10, 0), left=1, right=0.5, below=0.25, above=0.75)
    assert across == pytest.approx(3.5 / 100) and up == pytest.approx(-3 / 10)
    ends = ax.transData.transform([(0, 10), (100, 0)]) / ax.figure.dpi
    assert ends == pytest.approx(np.array([(1, 0.25), (4.5, 3.25)]))


def test_ink_follows_the_ground():
    for ground, dark in (("black", True), ("#102030", True), ("white", False), ("#FFE0A0", False)):
        ax = Sheet(facecolor="red").add_axes((0, 0, 1, 1), facecolor=ground)
        assert (theme.inks(ax).text == theme.DARK.text) == dark, ground
        ax.set_facecolor("none")
        ax.figure.set_facecolor(ground)
        assert (theme.inks(ax).text == theme.DARK.text) == dark, ground
    clear = Sheet(facecolor="none").add_axes((0, 0, 1, 1), facecolor="none")
    assert theme.inks(clear) == theme.LIGHT


def test_words_are_broken_evenly_and_never_too_wide():
    text = "one two three four five six seven eight nine ten"
    for width in (0.3, 0.8, 1.5, 4.0):
        for even in (False, True):
            lines = lettering.wrap(text, "label", width, even)
            assert " ".join(lines) == text
            assert all(lettering.text_width(line, "label") <= width or " " not in line for line in lines)
        assert len(lettering.wrap(text, "label", width, even=True)) == len(lettering.wrap(text, "label", width))
    last = lettering.wrap(text, "label", 2.9, even=True)
    assert lettering.text_width(last[-1], "label") > 0.6 * lettering.text_width(last[0], "label")
    assert lettering.wrap("kept\nas it is", "note", 9) == ["kept", "as it is"]


def test_nothing_global_is_changed():
    code = (
        "import matplotlib as m; before = m.rcParams.copy(); import conflictdata as cd; cd.draw('tolls');"
        "import sys; assert m.rcParams.copy() == before; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_a_missing_letter_or_font_falls_back_to_dejavu(monkeypatch):
    assert "SourceSansPro" in lettering.font("label", "Goris").get_file()
    assert lettering.font("label", "Գորիս").get_family() == ["DejaVu Sans"]
    monkeypatch.setattr(lettering, "_font_path", lambda weight: None)
    for cached in (lettering.font, lettering.text_width):
        cached.cache_clear()
    try:
        assert lettering.font("label", "Goris").get_family() == ["DejaVu Sans"]
        assert cd.draw("tolls").render("png")
    finally:
        for cached in (lettering.font, lettering.text_width):
            cached.cache_clear()
