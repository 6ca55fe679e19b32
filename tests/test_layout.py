"""Layout of every figure in every language: nothing clipped, no words on words, no type under nine points."""

import numpy as np
import pytest
from matplotlib.text import Text

import conflictdata as cd
from conflictdata.charts import PAGES, theme
from conflictdata.i18n import languages

CASES = [(name, language) for name in PAGES for language in languages()]
TOLERANCE = 1.5  # pixels at 240 dpi by which boxes of ink may touch


def texts(figure):
    """Return the visible texts of a figure with the corners of their boxes in pixels, turned where they are turned."""
    renderer = figure.canvas.get_renderer()
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


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "-".join(case))
def drawn(request):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = cd.draw(*request.param).mpl
    FigureCanvasAgg(figure).draw()
    return figure


def test_nothing_is_clipped(drawn):
    width, height = drawn.bbox.width, drawn.bbox.height
    edge = 0.1 * theme.DPI
    for words, _, box in texts(drawn):
        inside = box.min() >= edge and box[:, 0].max() <= width - edge and box[:, 1].max() <= height - edge
        assert inside, f"{words!r} reaches {box.min(0).round()} to {box.max(0).round()} of {width:.0f} x {height:.0f}"


def test_no_words_on_words(drawn):
    found = texts(drawn)
    for i, (words, _, box) in enumerate(found):
        for others, _, other in found[i + 1 :]:
            assert not overlap(box, other), f"{words!r} lies on {others!r}"


def test_no_type_under_nine_points(drawn):
    for words, text, _ in texts(drawn):
        assert text.get_fontsize() >= 9, f"{words!r} is set in {text.get_fontsize()} pt"


def test_words_do_not_lie_on_ink(drawn):
    """No dark word stands on a block, bar or image, except in the colour of the paper or on a patch of paper."""
    from matplotlib.colors import to_hex

    renderer = drawn.canvas.get_renderer()
    solid = [
        p
        for ax in drawn.axes
        for p in ax.patches
        if p.get_gid() and p.get_facecolor()[3] and to_hex(p.get_facecolor()).upper() not in (theme.PAPER, theme.GRID)
    ]
    inked = [p.get_window_extent(renderer) for p in solid]
    inked += [image.get_window_extent(renderer) for ax in drawn.axes for image in ax.images]
    papers = [
        p.get_window_extent(renderer)
        for ax in drawn.axes
        for p in ax.patches
        if p.get_facecolor()[3] == 1 and to_hex(p.get_facecolor()).upper() == theme.PAPER and not p.get_gid()
    ]
    for words, text, box in texts(drawn):
        if to_hex(text.get_color()).upper() == theme.PAPER:
            continue
        (x0, y0), (x1, y1) = box.min(0), box.max(0)
        if any(p.x0 <= x0 and p.x1 >= x1 and p.y0 <= y0 and p.y1 >= y1 for p in papers):
            continue
        for ink in inked:
            dx, dy = min(x1, ink.x1) - max(x0, ink.x0), min(y1, ink.y1) - max(y0, ink.y0)
            assert dx <= TOLERANCE or dy <= TOLERANCE, f"{words!r} lies on ink"


def test_the_checks_find_faults():
    """The layout checks are no ornament: planted faults are found."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure = cd.draw("one_scale").mpl
    figure.text(0.95, 0.5, "clipped at the right edge")
    figure.text(0.05, 0.02, "small", fontsize=7)
    figure.text(0.042, 0.03, "on the source line")
    FigureCanvasAgg(figure).draw()
    for check in (test_nothing_is_clipped, test_no_words_on_words, test_no_type_under_nine_points):
        with pytest.raises(AssertionError):
            check(figure)
