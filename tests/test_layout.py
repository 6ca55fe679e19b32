"""Layout of every figure in every language and size: nothing clipped, no words on words, few words, large type."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.text import Text

import conflictdata as cd
from conflictdata.charts import PAGES, SIZES, theme
from conflictdata.i18n import languages

CASES = [(name, language, size) for name in PAGES for language in languages() for size in SIZES]
TOLERANCE = 1.5  # pixels by which boxes of ink may touch
WORDS = 110  # in a picture, its source line and the labels of its axes included
SOURCE_WORDS = 40
TYPE = {"page": 9, "slide": 14, "column": 7}  # points at least
SHEETS = {"page": (7.2, 6.4), "slide": (40 / 3, 7.5), "column": (88 / 25.4, 6.4)}  # inches: width, height at most


def texts(figure):
    """Return the visible texts of a figure with the corners of their boxes in pixels, turned where they are turned."""
    renderer = FigureCanvasAgg(figure).get_renderer()
    found = []
    for text in figure.findobj(Text):
        words = text.get_text()
        if not words.strip() or not text.get_visible():
            continue
        turn = text.get_rotation()
        text.set_rotation(0)
        box = Text.get_window_extent(text, renderer)
        text.set_rotation(turn)
        centre_box = Text.get_window_extent(text, renderer)
        centre = np.array([(centre_box.x0 + centre_box.x1) / 2, (centre_box.y0 + centre_box.y1) / 2])
        half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * [box.width / 2, box.height / 2]
        angle = np.radians(turn)
        spin = np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
        found.append((words, text, half @ spin + centre))
    return found


def overlap(one, other):
    """Whether two convex boxes overlap by more than the tolerance: no axis separates them."""
    for corners in (one, other):
        edges = np.roll(corners, -1, axis=0) - corners
        for x, y in edges[:2]:
            axis = np.array([-y, x]) / np.hypot(x, y)
            a, b = one @ axis, other @ axis
            if min(a.max(), b.max()) - max(a.min(), b.min()) <= TOLERANCE:
                return False
    return True


def in_order(figure):
    """Fail where words lie on words or leave the sheet; return them."""
    found = texts(figure)
    for i, (words, _, box) in enumerate(found):
        assert box.min() > 0 and box[:, 0].max() < figure.bbox.width and box[:, 1].max() < figure.bbox.height, words
        for others, _, other in found[i + 1 :]:
            assert not overlap(box, other), f"{words!r} lies on {others!r}"
    return [words for words, *_ in found]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(case))
def drawn(request, figure):
    made = figure(*request.param)
    FigureCanvasAgg(made.mpl).draw()
    return made


def test_the_sheet_has_its_size(drawn):
    """A page stands in a JupyterLab of 1366 × 768 without scrolling, 640 of its pixels high; a slide is 16:9."""
    width, height = drawn.mpl.get_size_inches()
    asked, most = SHEETS[drawn.size]
    assert abs(width - asked) < 0.01 and height <= most + 0.005
    assert drawn.size != "slide" or height == most


def test_few_words(drawn):
    words = [word for said, *_ in texts(drawn.mpl) for word in said.split()]
    assert len(words) <= WORDS, f"{len(words)} words"
    assert len(drawn.source.split()) <= SOURCE_WORDS and len(drawn.caption.split()) <= 60
    assert "".join(drawn.source.split()) in "".join(words), "the source line is drawn"


def test_nothing_is_clipped(drawn):
    width, height = drawn.mpl.bbox.width, drawn.mpl.bbox.height
    edge = 0.1 * theme.SIZES[drawn.size].pixels
    for words, _, box in texts(drawn.mpl):
        inside = box.min() >= edge and box[:, 0].max() <= width - edge and box[:, 1].max() <= height - edge
        assert inside, f"{words!r} reaches {box.min(0).round()} to {box.max(0).round()} of {width:.0f} x {height:.0f}"


def test_all_that_a_chart_draws_lies_in_its_axes(drawn):
    """What is given Axes of a reader's own must not draw over their neighbours."""
    for words, text, box in texts(drawn.mpl):
        if text.axes is not None:
            (x0, y0), (x1, y1) = text.axes.get_window_extent().get_points()
            slack = 0.03 * theme.SIZES[drawn.size].pixels
            assert x0 - slack <= box[:, 0].min() and box[:, 0].max() <= x1 + slack, f"{words!r} leaves its Axes"
            assert y0 - slack <= box[:, 1].min() and box[:, 1].max() <= y1 + slack, f"{words!r} leaves its Axes"


def test_no_words_on_words(drawn):
    found = texts(drawn.mpl)
    for i, (words, _, box) in enumerate(found):
        for others, _, other in found[i + 1 :]:
            assert not overlap(box, other), f"{words!r} lies on {others!r}"


def test_type_is_large_enough(drawn):
    for words, text, _ in texts(drawn.mpl):
        assert text.get_fontsize() >= TYPE[drawn.size] - 1e-6, f"{words!r} is set in {text.get_fontsize()} pt"


def test_words_do_not_lie_on_ink(drawn):
    """No dark word stands on a block or bar, except in the colour of the paper or on a patch of paper."""
    renderer = drawn.mpl.canvas.get_renderer()
    grounds = {theme.LIGHT.paper, theme.LIGHT.grid}
    solid = [
        patch
        for ax in drawn.mpl.axes
        for patch in ax.patches
        if patch.get_gid() and patch.get_facecolor()[3] and to_hex(patch.get_facecolor()).upper() not in grounds
    ]
    inked = [patch.get_window_extent(renderer) for patch in solid]
    for words, text, box in texts(drawn.mpl):
        if to_hex(text.get_color()).upper() == theme.LIGHT.paper or getattr(text, "paper", None):
            continue
        (x0, y0), (x1, y1) = box.min(0), box.max(0)
        for ink in inked:
            dx, dy = min(x1, ink.x1) - max(x0, ink.x0), min(y1, ink.y1) - max(y0, ink.y0)
            assert dx <= TOLERANCE or dy <= TOLERANCE, f"{words!r} lies on ink"


def test_the_checks_find_faults():
    """The layout checks are no ornament: planted faults are found."""
    made = cd.draw("tolls")
    made.mpl.text(0.95, 0.5, "clipped at the right edge")
    made.mpl.text(0.05, 0.5, "small", fontsize=7)
    made.mpl.text(0.042, 0.04, "on the source line " * 30)
    made.axes.text(1.2, 0.5, "outside", transform=made.axes.transAxes)
    FigureCanvasAgg(made.mpl).draw()
    checks = [test_nothing_is_clipped, test_no_words_on_words, test_type_is_large_enough, test_few_words]
    for check in (*checks, test_all_that_a_chart_draws_lies_in_its_axes):
        with pytest.raises(AssertionError):
            check(made)
    made.mpl.set_size_inches(7.2, 6.5)
    with pytest.raises(AssertionError):
        test_the_sheet_has_its_size(made)
