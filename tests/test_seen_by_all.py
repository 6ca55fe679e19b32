"""Every figure in every language and size, without some cones, in grey, on a dark page, and small to store.

Hue is left out of every check: a colour is judged by its luminance alone, as drawn and in each view. What differs in
meaning must then still differ, in lightness, shape, hatch or thickness.
"""

import io
import itertools
import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import Collection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.markers import MarkerStyle
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

import conflictdata as cd
from conflictdata.certainty import Toll
from conflictdata.charts import PAGES, SIZES, marks, theme
from conflictdata.charts.figure import Figure as Made
from conflictdata.i18n import languages

# How light that is red, green and blue mixes for eyes that lack one kind of cone: Machado, Oliveira and Fernandes, "A
# physiologically-based model for simulation of color vision deficiency" (2009), severity 1.0, in linear RGB.
MACHADO = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
VIEWS = ("as drawn", *MACHADO, "grey")
GREY = (0.299, 0.587, 0.114)  # of red, green and blue as stored: the grey of PDF viewers, printers and Pillow
LUMINANCE = (0.2126, 0.7152, 0.0722)  # of linear light: sRGB and WCAG

WORDS, PARTS = 4.5, 3.0  # least contrast of words and of parts of a chart: WCAG 2.2, 1.4.3 and 1.4.11

# L* has 100 steps from black to white. Side by side, one or two are noticed; but marks are small, and stand apart from
# each other and from their key. Twenty are two whole steps of Munsell's value: nobody takes one for the other.
TOLD_APART = 20
SIGNS_APART = TOLD_APART / 2  # as a mean over the ink of two signs, of which half may be the same
SAME_THICKNESS = 1.6  # lines and edges count as equally thick up to this ratio
GRADUAL = 15  # between the steps of one mark, which touch each other and have ticks

AREA = 1 / 8  # of the letters of a text: more of them stand on an area, fewer on a hairline that crosses it
SMALLEST = 0.002  # square inches of ink at full contrast in a sign: as much as two letters have
LARGEST = 120 * 1024  # bytes


# ---------------------------------------------------------------- how a colour is seen


def luminance(colours, view="as drawn"):
    """Return the relative luminance of colours (red, green, blue from 0 to 255 in the last axis) in a view."""
    encoded = np.asarray(colours, dtype=float)[..., :3] / 255
    if view == "grey":
        encoded = np.repeat((encoded @ GREY)[..., None], 3, axis=-1)
    light = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    if view in MACHADO:
        light = np.clip(light @ np.transpose(MACHADO[view]), 0, 1)
    return light @ LUMINANCE


def lightness(colours, view="as drawn"):
    """Return the lightness L* of colours in a view."""
    y = luminance(colours, view)
    return np.where(y > 216 / 24389, 116 * np.cbrt(y) - 16, y * 24389 / 27)


def contrast(one, other, view="as drawn"):
    """Return the contrast of colours as WCAG computes it, from 1 to 21."""
    a, b = luminance(one, view), luminance(other, view)
    return (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)


INKS = theme.LIGHT
PAPER = theme.channels(INKS.paper)


def on_paper(colour, alpha=None):
    """Return a colour as it looks on the paper, or None where nothing is seen."""
    *rgb, opacity = to_rgba(colour, alpha)
    seen = tuple(round(255 * c * opacity + p * (1 - opacity), 1) for c, p in zip(rgb, PAPER, strict=True))
    return seen if opacity else None


# ---------------------------------------------------------------- what is drawn


@dataclass(frozen=True)
class Look:
    """How a mark looks: its shape, what it is filled and edged with, how thick its line is in points."""

    shape: tuple
    fill: tuple | None
    edge: tuple | None
    thick: float = 0.0


def looks(artist):
    """Return the looks of an artist: line and markers of a line, each element of a collection, each ink of an image."""
    alpha, found = artist.get_alpha(), []
    if isinstance(artist, Line2D):
        points, marker = artist.get_xydata(), artist.get_marker()
        if artist.get_linestyle() != "None" and artist.get_linewidth() and len(points) > 1:
            shape = ("line", artist.is_dashed(), "bent" if len(points) > 2 else "straight")
            found.append(Look(shape, None, on_paper(artist.get_color(), alpha), artist.get_linewidth()))
        if marker not in ("None", "", " ", None):
            shape = ("marker", marker if isinstance(marker, str) else MarkerStyle(marker).get_path().vertices.tobytes())
            thick = artist.get_markeredgewidth()
            edge = on_paper(artist.get_markeredgecolor(), alpha) if thick else None
            found.append(Look(shape, on_paper(artist.get_markerfacecolor(), alpha), edge, thick))
    elif isinstance(artist, Patch):
        hatch, thick = artist.get_hatch() or "", artist.get_linewidth()
        edge = on_paper(artist.get_edgecolor(), alpha) if thick or hatch else None
        fill = on_paper(artist.get_facecolor(), alpha) if artist.get_fill() else None
        found.append(Look(("area", hatch, artist.get_linestyle() in ("-", "solid")), fill, edge, thick))
    elif isinstance(artist, Collection) and artist.get_paths():
        fills, edges = [*artist.get_facecolor()] or [None], [*artist.get_edgecolor()] or [None]
        widths, dashes = artist.get_linewidth(), artist.get_linestyle()
        for i in range(max(len(fills), len(edges))):
            fill, edge, thick, (_, dashed) = (values[i % len(values)] for values in (fills, edges, widths, dashes))
            shape = (type(artist).__name__, artist.get_hatch() or "", dashed is not None)
            fill, edge = (None if c is None else on_paper(c) for c in (fill, edge if thick else None))
            found.append(Look(shape, fill, edge, thick))
    elif isinstance(artist, AxesImage):
        for *rgb, opacity in inks(artist) / 255:
            found.append(Look(("image",), on_paper(rgb, opacity), None))
    return [look for look in found if {look.fill, look.edge} - {None, on_paper(INKS.paper)}]


def inks(image):
    """Return the distinct inks of an image, (red, green, blue, opacity) from 0 to 255."""
    return distinct(image.get_array())[0]


def distinct(rgba):
    """Return the distinct colours of pixels, and how many pixels each has."""
    packed, counts = np.unique(np.ascontiguousarray(rgba).view(np.uint32), return_counts=True)
    return packed.view(np.uint8).reshape(-1, 4), counts


GRADUAL_MARKS = re.compile(r"toll-\d+(-\d)?|bar-\d+-\d")


def words(*places):
    """Return the texts that stand directly in figures and Axes."""
    texts = [child for place in places for child in place.get_children() if isinstance(child, Text)]
    return [text for text in texts if text.get_text().strip() and text.get_visible()]


def gradual(artist):
    """Whether an artist is a step of a square that fades or is rounded: a word says what the square is."""
    return bool(GRADUAL_MARKS.fullmatch(artist.get_gid() or ""))


def pixels(mpl, dpi=None):
    """Return a figure as an array of pixels, drawn anew."""
    own = mpl.dpi
    mpl.dpi = dpi or own
    canvas = FigureCanvasAgg(mpl)
    canvas.draw()
    mpl.dpi = own
    return np.array(canvas.buffer_rgba())


@dataclass
class Drawn:
    """A figure, and its picture as it is saved."""

    figure: Made
    png: bytes

    @property
    def mpl(self):
        return self.figure.mpl

    @cached_property
    def picture(self):
        with Image.open(io.BytesIO(self.png)) as image:
            return np.asarray(image.convert("RGB"))

    @cached_property
    def marks(self):
        """Return (artist, its looks) of all that is drawn in the Axes but words, and of what is more than paper.

        What stands outside the Axes belongs to the sheet: paper, and the tag above the title, which says nothing.
        """
        found = []
        for ax in self.mpl.axes:
            for artist in ax.get_children():
                if artist is ax.patch or not artist.get_visible():
                    assert artist is not ax.patch or on_paper(artist.get_facecolor()) is None
                elif seen := looks(artist):
                    found.append((artist, seen))
        return found


@pytest.fixture(scope="module", params=itertools.product(PAGES, languages(), SIZES), ids="-".join)
def drawn(request, figure, rendered):
    name, language, size = request.param
    return Drawn(figure(name, language, size), rendered(name, language, "png", size))


# ---------------------------------------------------------------- what differs in meaning


def told_apart(one, other):
    """Whether two looks that differ in colour differ in shape, hatch, dashes, thickness or lightness, in every view.

    Where the fill differs, it must differ in lightness: an edge alone does not tell two filled marks apart.
    """
    if one.shape != other.shape or (one.fill, one.edge) == (other.fill, other.edge):
        return True
    part, (thin, thick) = "fill", sorted((one.thick, other.thick))
    if (one.fill or on_paper(INKS.paper)) == (other.fill or on_paper(INKS.paper)):
        part = "edge"
        if one.edge and other.edge and thick > SAME_THICKNESS * thin:
            return True
    a, b = (getattr(look, part) or PAPER for look in (one, other))
    return all(abs(lightness(a, view) - lightness(b, view)) >= TOLD_APART for view in VIEWS)


def test_marks_of_one_shape_are_alike_or_differ_in_lightness(drawn):
    """Never in hue alone: solid and hollow points, the two sides and other states, bars and their dots, filled land."""
    distinct = {look for artist, seen in drawn.marks if not gradual(artist) for look in seen}
    for one, other in itertools.combinations(distinct, 2):
        assert told_apart(one, other), f"only hue tells {one} from {other}"


DEAD = re.compile(r"(toll|point|range|arrow|best|people|bar)-.*")  # marks that are people, by their names


def test_all_dead_have_one_ink(drawn):
    """Marks that are people have one ink; only how dark it is differs, between paper and the whole ink."""
    paper, ink = np.array(PAPER, float), np.array(theme.channels(INKS.people), float)
    found = [look for artist, seen in drawn.marks if DEAD.fullmatch(artist.get_gid() or "") for look in seen]
    lines = {on_paper(INKS.text)}  # of a range, over a bar
    for colour in {part for look in found for part in (look.fill, look.edge) if part} - lines:
        share = (np.array(colour) - paper) @ (ink - paper) / ((ink - paper) @ (ink - paper))
        assert 0 <= share <= 1.001 and abs(paper + share * (ink - paper) - colour).max() <= 1.5, colour
    assert found or drawn.figure.slug.startswith("csto"), "no mark that is people was looked at"


def test_the_steps_of_about_are_told_apart():
    steps = [*(on_paper(INKS.people, opacity) for opacity in marks.STEPS), PAPER]
    for (darker, lighter), view in itertools.product(itertools.pairwise(steps), VIEWS):
        assert lightness(lighter, view) - lightness(darker, view) >= GRADUAL, view


class Sign:
    """The picture of a sign, as light as it is in each view."""

    def __init__(self, picture):
        self.lightness = {view: lightness(picture, view) for view in VIEWS}
        self.seen = min((contrast(picture, PAPER, view) >= PARTS).sum() for view in VIEWS) / 200**2

    def apart(self, other):
        """Return the mean difference in lightness where either sign has ink, in the view where it is least."""
        far = []
        for view in VIEWS:
            a, b, paper = self.lightness[view], other.lightness[view], lightness(PAPER, view)
            ink = np.maximum(abs(a - paper), abs(b - paper)) > 5
            far.append(abs(a - b)[ink].mean() if ink.any() else 0)
        return min(far)


def assert_signs_differ(signs, shared=()):
    for name, sign in signs.items():
        assert sign.seen >= SMALLEST, f"{name!r} is hardly seen: {sign.seen:.4f} square inches"
    for (one, sign), (other, other_sign) in itertools.combinations(signs.items(), 2):
        if {one, other} not in shared:
            far = sign.apart(other_sign)
            assert far >= SIGNS_APART, f"{one!r} and {other!r} look alike: {far:.0f} steps of lightness apart"


SIGNS = {  # what stands for a number, and how it is drawn
    "as printed": (Toll.count(50), {}),
    "other reading": (Toll.count(50), {"hollow": True}),
    "at least": (Toll.count(50, "at-least"), {}),
    "up to": (Toll.count(50, "at-most"), {}),
    "about": (Toll.count(50, "about"), {}),
    "range": (Toll("between", 42, None, 58), {}),
    "estimate": (Toll("estimate", 42, 50, 58), {}),
}


def test_signs_of_the_grammar_differ_from_each_other():
    """Each certainty has a mark of its own, and none of them is like the hatch of what has no number."""
    names, wide, high = [*SIGNS, "no number"], 1.4, 0.25
    mpl = Figure(figsize=(wide, high * len(names)), dpi=200, facecolor=INKS.paper)
    ax = theme.plain(mpl.add_axes((0, 0, 1, 1), facecolor="none"))
    ax.set(xlim=(30, 70), ylim=(high * len(names), 0))
    for i, (toll, look) in enumerate(SIGNS.values()):
        marks.mark(ax, (i + 0.5) * high, toll, gid=str(i), **look)
    marks.hatched(ax, 42, (len(SIGNS) + 0.2) * high, 16, 0.6 * high, gid="none")
    assert_signs_differ(dict(zip(names, map(Sign, np.split(pixels(mpl), len(names))), strict=True)))


# ---------------------------------------------------------------- contrast


def test_words_stand_out_from_what_they_lie_on(drawn):
    """Words have 4.5:1 on the very ground below their letters, paper or ink, in every view."""
    mpl, dpi = drawn.mpl, drawn.mpl.dpi / 2
    texts = words(mpl, *mpl.axes)
    colours = [text.get_color() for text in texts]
    full = pixels(mpl, dpi)
    boxes = [text.get_window_extent(mpl.canvas.get_renderer()).extents * dpi / mpl.dpi for text in texts]
    for text in texts:
        text.set_color((0, 0, 0, 0))  # the paper that is put below a text stays
    ground = pixels(mpl, dpi)
    for text, colour in zip(texts, colours, strict=True):
        text.set_color(colour)
    for text, colour, (x0, y0, x1, y1) in zip(texts, colours, boxes, strict=True):
        rows = slice(max(0, int(len(ground) - y1)), int(len(ground) - y0) + 1)
        box = rows, slice(max(0, int(x0)), int(x1) + 1)
        below = ground[box][(full[box] != ground[box]).any(axis=-1)]
        assert len(below), f"{text.get_text()!r} cannot be seen"
        colours_below, counts = distinct(below)
        for view in VIEWS:
            faint = contrast(on_paper(colour), colours_below, view) < WORDS
            part = counts[faint].sum() / counts.sum()
            assert part <= AREA, f"{text.get_text()!r} in {colour} is faint ({view}) on {part:.0%} of its ground"


def stands_out(look):
    """Whether the fill or the edge of a look has enough contrast with the paper in every view."""
    parts = [part for part in (look.fill, look.edge) if part]
    return any(all(contrast(part, PAPER, view) >= PARTS for view in VIEWS) for part in parts)


def test_parts_of_the_chart_stand_out_from_the_paper(drawn):
    """Lines, edges, points and areas have 3:1 against the paper in every view.

    Free of it are the paper itself, around and below marks; the grid, which leads the eye to a number that is written;
    and what is pale because it belongs to something dark that it touches: the body of a bar that ends in a dot, and the
    lighter steps of "about" and "at least", which are meant as gradual and are named by a word and ticks.
    """
    free = {None, on_paper(INKS.grid), on_paper(INKS.paper)}
    dark, pale, renderer = [], [], drawn.mpl.canvas.get_renderer()
    for artist, seen in drawn.marks:
        place = Place(artist.axes, *extent(artist, renderer), isinstance(artist, Line2D))
        if any(map(stands_out, seen)):
            dark.append(place)
        pale += [(place, look) for look in seen if not stands_out(look) and not {look.fill, look.edge} <= free]
    while held := [place for place, _ in pale if any(map(place.belongs_to, dark))]:
        dark, pale = held, [(place, look) for place, look in pale if place not in held]
    assert pale == [], "faint, and no dark part belongs to it"


def extent(artist, renderer):
    """Return the left, lower, right and upper end of an artist in pixels; matplotlib cannot say it of collections."""
    if isinstance(artist, Collection):
        return Bbox.union([path.get_extents(artist.get_transform()) for path in artist.get_paths()]).extents
    return artist.get_window_extent(renderer).extents


@dataclass(frozen=True)
class Place:
    """Where an artist is drawn, in pixels."""

    axes: object
    left: float
    low: float
    right: float
    top: float
    is_line: bool

    def belongs_to(self, other):
        """Whether this touches another artist; a line, which may cross the whole chart, has to lie inside it."""
        if self.axes is not other.axes:
            return False
        if self.is_line:
            across = self.left - other.left, other.right - self.right, self.low - other.low, other.top - self.top
        else:
            across = self.right - other.left, other.right - self.left, self.top - other.low, other.top - self.low
        return min(across) >= -2


# ---------------------------------------------------------------- dark pages, small files


def test_the_picture_brings_its_own_paper(drawn):
    """On a dark page too: the picture is opaque, and its margins are paper, corners and all."""
    with Image.open(io.BytesIO(drawn.png)) as image:
        assert image.mode == "P"
        assert "transparency" not in image.info
    picture, edge = drawn.picture, round(0.1 * theme.SIZES[drawn.figure.size].pixels)
    for margin in (picture[:edge], picture[-edge:], picture[:, :edge], picture[:, -edge:]):
        assert (margin == PAPER).all()


def test_the_saved_picture_keeps_the_colours(drawn):
    """A saved picture has few colours. Those that were drawn are among them, so what holds for these holds for it."""
    with Image.open(io.BytesIO(drawn.png)) as image:
        kept = np.reshape(image.getpalette(), (-1, 3))[[index for _, index in image.getcolors()]]
    used = {on_paper(text.get_color()) for text in words(drawn.mpl, *drawn.mpl.axes)}
    for look in (look for artist, seen in drawn.marks if not gradual(artist) for look in seen):
        used |= {look.fill, look.edge} - {None}
    for colour in used:
        off = abs(kept - np.array(colour)).max(axis=1).min()
        assert off <= 2, f"{colour} is {off:.0f} away from the nearest colour that was saved"


def test_the_picture_is_small_enough_for_a_notebook(drawn):
    assert len(drawn.png) < LARGEST


# ---------------------------------------------------------------- the checks find faults


def test_views_are_as_published():
    """White and black stay; known values of WCAG and CIE; red loses its light for eyes without the red cone."""
    white, red = (255, 255, 255), (255, 0, 0)
    for view in VIEWS:
        assert luminance(white, view) == pytest.approx(1, abs=1e-3)
        assert luminance((0, 0, 0), view) == 0
    assert contrast((119, 119, 119), white) == pytest.approx(4.48, abs=0.005)
    assert lightness((119, 119, 119)) == pytest.approx(50.03, abs=0.01)
    assert luminance(red, "protan") < luminance(red) / 1.8 < luminance(red, "deutan") / 1.5
    assert luminance((0, 130, 0), "grey") == pytest.approx(luminance(red, "grey"), rel=0.02)


def hollow_points_in_another_hue(mpl):
    for line in mpl.axes[0].lines:
        if line.get_markerfacecolor() == INKS.paper:
            line.set(markerfacecolor=INKS.question, markeredgecolor=INKS.paper)


def others_as_dark_as_the_sides(mpl):
    for patch in mpl.axes[0].patches:
        if patch.get_gid() == "spell-0-1":
            patch.set_facecolor("#6B6320")


def a_second_ink(mpl):
    mpl.axes[0].patches[0].set_facecolor("#786A68")


def pale_words(mpl):
    mpl.text(0.5, 0.5, "as dark as context", color=INKS.context)


def dark_words_on_ink(mpl):
    for line in words(*mpl.axes):
        if on_paper(line.get_color()) == on_paper(INKS.paper):
            line.set_color(INKS.text)


def a_pale_line(mpl):
    mpl.axes[0].axvline(30, color="#B4BBC8", lw=1.5)


def a_colour_that_is_not_kept(mpl):
    mpl.axes[0].axvline(30, color="#1B7F3B", lw=1.5)


def ink_in_the_margin(mpl):
    mpl.text(0, 0.5, "at the very edge")


@pytest.mark.parametrize(
    ("name", "fault", "check"),
    [
        ("per_day", hollow_points_in_another_hue, test_marks_of_one_shape_are_alike_or_differ_in_lightness),
        ("csto_membership", others_as_dark_as_the_sides, test_marks_of_one_shape_are_alike_or_differ_in_lightness),
        ("tolls", a_second_ink, test_all_dead_have_one_ink),
        ("tolls", pale_words, test_words_stand_out_from_what_they_lie_on),
        ("tolls", dark_words_on_ink, test_words_stand_out_from_what_they_lie_on),
        ("tolls", a_pale_line, test_parts_of_the_chart_stand_out_from_the_paper),
        ("per_day", a_colour_that_is_not_kept, test_the_saved_picture_keeps_the_colours),
        ("tolls", ink_in_the_margin, test_the_picture_brings_its_own_paper),
    ],
)
def test_the_checks_find_faults(name, fault, check):
    """The checks are no ornament: planted faults are found."""
    figure = cd.draw(name)
    fault(figure.mpl)
    with pytest.raises(AssertionError):
        check(Drawn(figure, figure.render("png")))


def test_a_picture_without_paper_is_found():
    figure = cd.draw("tolls")
    out = io.BytesIO()
    with Image.open(io.BytesIO(figure.render("png"))) as image:
        image.convert("RGBA").save(out, "PNG")
    with pytest.raises(AssertionError):
        test_the_picture_brings_its_own_paper(Drawn(figure, out.getvalue()))
