"""Charts that are wrong on purpose, one fault each, to be taken apart beside their repaired twins.

None can be drawn without its mark: striped sides, and bands of words around the drawing and across it, where they hide
no bar. Each takes a frame and an Axes, which it fills up to the frame, and returns the Axes. `lengths` reads back what
was drawn, and `distortion` sets it against the data. The values of each figure say what is `drawn` against the `value`
in the data, in the version that is wrong and in its twin.
"""

import math
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.collections import PolyCollection
from matplotlib.patches import Rectangle
from matplotlib.transforms import Affine2D

from ..certainty import KindError, OverlapError
from ..i18n import number, say
from . import theme
from .annual import deaths_by_year
from .blocks import levels
from .marks import dashed, key, tolls_of
from .pages import PageSpeaker, article_tolls, figure, sheet
from .theme import write

BAND, SIDE = 0.22, 0.11  # inches: height of a band of words, width of the striped sides
STRIPE = 0.085
CUT = 0.65  # of the height of a broken axis, where a piece is cut out
FRAME = "wrong-on-purpose"  # the gid of every part of the mark
INSIDE = theme.WIDTH - 2 * theme.MARGIN
GAP = 0.18  # inches between two panels side by side


def frame_wrong(ax, room=(0.1, 0.1, 0.1, 0.1), across=(0.5, 0), language="en"):
    """Mark an Axes as wrong on purpose: the frame fills it, and the drawing is left what is inside.

    Whatever is cut out of it, were it half as high, has a part of a band of words: where one across is not enough,
    there are more.

    Parameters
    ----------
    ax : matplotlib.axes.Axes, optional
    room : tuple of float
        Inches between the frame and the drawing: left, below, right, above.
    across : tuple of float
        Where a band of words has its middle: a part of the height of the drawing, and inches above that.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        Narrowed; every part of the mark has the gid "wrong-on-purpose".
    """
    ax = theme.new_axes(ax, left=theme.MARGIN)
    (width, height), (left, below, right, above) = theme.size_inches(ax), room
    inner = width - left - right - 2 * SIDE, height - below - above - 2 * BAND
    if min(inner) <= 0.3:
        raise ValueError(f"no room for a chart inside its frame: the axes are {width:.1f} by {height:.1f} inches")
    box, (sheet_wide, sheet_high) = ax.get_position(), ax.figure.get_size_inches()
    corner = box.x0 + (SIDE + left) / sheet_wide, box.y0 + (BAND + below) / sheet_high
    ax.set_position((*corner, inner[0] / sheet_wide, inner[1] / sheet_high))
    inches = Affine2D().translate(-SIDE - left, -BAND - below).scale(1 / inner[0], 1 / inner[1]) + ax.transAxes
    slant = [(0, 0), (SIDE, SIDE), (SIDE, SIDE + STRIPE), (0, STRIPE)]
    starts = np.arange(0, height - SIDE - STRIPE, 2 * STRIPE)
    shapes = [[(x + dx, y + dy) for dx, dy in slant] for x in (0, width - SIDE) for y in starts]
    part, above_it = across
    bands = [0, BAND + below + part * inner[1] + above_it - BAND / 2, height - BAND]
    while (wide := max(pairwise(bands), key=np.ptp))[1] - wide[0] - BAND >= height / 2:
        bands = sorted([*bands, sum(wide) / 2])
    shapes += [[(0, y), (width, y), (width, y + BAND), (0, y + BAND)] for y in bands]
    ax.add_artist(PolyCollection(shapes, fc=theme.TEXT, lw=0, transform=inches, zorder=8, clip_on=False, gid=FRAME))
    words, gap = say("wrong.band", language), "   ///   "
    times = max(1, int((width - 0.5) / theme.text_width(words + gap, "strong")))
    words = gap.join(["", *[words] * times, ""]).strip()
    for y in bands:
        look = {"ha": "center", "color": theme.PAPER, "zorder": 9, "gid": FRAME}
        write(ax, (width / 2, y), words, "strong", dy=0.068, at=inches, **look)
    return ax


def lengths(ax, upright=False):
    """Return how long the bars of an Axes are, as drawn, in inches: gid → length. Pieces of one bar count as one."""
    ends = {}
    for patch in ax.patches:
        if (patch.get_gid() or "").startswith("bar-"):
            box = patch.get_window_extent()
            low, high = (box.y0, box.y1) if upright else (box.x0, box.x1)
            known = ends.get(patch.get_gid(), (low, high))
            ends[patch.get_gid()] = min(low, known[0]), max(high, known[1])
    return {gid: (high - low) / ax.figure.dpi for gid, (low, high) in ends.items()}


def distortion(items, values, drawn, base):
    """Set what is drawn against what the data say, each item compared with one of them.

    Parameters
    ----------
    items : list of str
    values, drawn : list of float
        What the data say of each, and how large it is drawn, in any unit.
    base : str
        The item that the others are compared with.

    Returns
    -------
    pandas.DataFrame
        `item`, `value`, `drawn`, `data_ratio`, `drawn_ratio`, `distortion` (drawn ratio ÷ data ratio: 1 is honest)
        and `times` (how many times too large or too small the ratio is drawn).

    Examples
    --------
    >>> distortion(["a", "b"], [1, 100], [1, 4], "a").loc[1, ["distortion", "times"]].tolist()
    [0.04, 25.0]
    """
    frame = pd.DataFrame({"item": list(items), "value": list(map(float, values)), "drawn": list(map(float, drawn))})
    one = frame.set_index("item").loc[base]
    frame["data_ratio"], frame["drawn_ratio"] = frame["value"] / one["value"], frame["drawn"] / one["drawn"]
    frame["distortion"] = frame["drawn_ratio"] / frame["data_ratio"]
    frame["times"] = [rounded(max(d, 1 / d)) if d else None for d in frame["distortion"]]
    return frame


def rounded(x):
    """Return a ratio as it is told: whole from 10 on, two digits below.

    Examples
    --------
    >>> rounded(16.55), rounded(2.243), rounded(0.7279)
    (17, 2.2, 0.73)
    """
    return round(x) if x >= 10 else float(f"{x:.2g}")


def broken_axis(frame, ax=None, language="en"):
    """Draw numbers as bars on an axis from which a piece is cut out. Wrong: the longest bar loses what is cut.

    .. image:: ../../figures/en/wrong_broken_axis.png

    `frame` has `label` and `best`, one of them far larger than the others. The bars have the gids "bar-0", "bar-1", …,
    the longest in two pieces; a band of words lies between them.
    """
    best = [int(n) for n in frame["best"]]
    *_, second, most = (0, 0, *sorted(best))
    step = 2.5 * 10 ** math.floor(math.log10(max(second, 10)))
    low, high = step * math.ceil(second / step), step * math.floor(most / step)
    if not 0 < low < high:
        raise ValueError("there is nothing to cut out: no number is far larger than the others")
    ax = frame_wrong(ax, (0.52, 0.26, 0.08, 0.24), (CUT, 0), language)
    height, half = theme.size_inches(ax)[1], BAND / 2
    inch = max(low / (CUT * height - half - 0.20), step / ((1 - CUT) * height - half - 0.10))  # people
    gap = (CUT * height + half + 0.10) * inch - low
    ax.set(xlim=(-0.6, len(best) - 0.4), ylim=(0, height * inch))
    for i, (n, label) in enumerate(zip(best, frame["label"], strict=True)):
        pieces = [(0, min(n, low))] + [(low + gap, n - high)] * (n > low)
        _bars(ax, [(i - 0.31, y, 0.62, height) for y, height in pieces], name=i)
        write(ax, (i, sum(pieces[-1])), number(n, language), "strong", dy=0.06, ha="center")
        write(ax, (i, 0), label, "axis", dy=-0.19, ha="center")
    ax.axhline(0, color=theme.TEXT, lw=0.9, clip_on=False)
    for y, n in ((0, 0), (low, low), (low + gap, high), (low + gap + step, high + step)):
        write(ax, (0, y), number(int(n), language), "axis", dx=-0.08, dy=-0.045, ha="right", at="y")
    for y in (low, low + gap):
        slash = {"color": theme.TEXT, "lw": 0.9, "transform": ax.get_yaxis_transform(), "clip_on": False}
        ax.plot([-0.02, 0.02], [y - 0.05 * inch, y + 0.05 * inch], **slash)
    return ax


def nested_sum(frame, ax=None, language="en"):
    """Draw tolls end to end as one total. Wrong: some may hold the others, and then their dead are counted twice.

    .. image:: ../../figures/en/wrong_nested_sum.png

    `frame` has `comparator`, `low`, `best`, `high` (people), the largest first. The bars have the gids "bar-0",
    "bar-1", … and stand one after the other; x is people.
    """
    tolls = tolls_of(frame)
    ends = np.cumsum([0] + [toll.n for toll in tolls])
    ax = frame_wrong(ax, (0.08, 0.36, 0.08, 0.36 + BAND), (1, 0.06 + BAND / 2), language)
    ax.set(xlim=(0, ends[-1]), ylim=(0, 1))
    _bars(ax, [(start, 0, toll.n, 1) for start, toll in zip(ends, tolls, strict=False)])
    ax.vlines(ends[1:-1], 0, 1, color=theme.PAPER, lw=0.8, zorder=3)
    total = say("wrong_nested_sum.total", language, n=int(ends[-1]))
    write(ax, (1, 1), total, "value", dy=0.16 + BAND, ha="right", at="axes")
    (width, height), taken = theme.size_inches(ax), 1
    for start, toll in list(zip(ends, tolls, strict=False))[::-1]:  # from the right
        words, middle = "+ " * bool(start) + number(int(toll.n), language), (start + toll.n / 2) / ends[-1]
        wide = theme.text_width(words, "strong") / width
        if wide < toll.n / ends[-1]:
            write(ax, (middle, 0.5), words, "strong", dy=-0.05, ha="center", at="axes", color=theme.PAPER)
            continue
        x = min(middle + wide / 2, taken) - wide / 2  # below its piece, or as near as the words before it allow
        steps = [(middle, 0), (middle, -0.04 / height), (x, -0.13 / height), (x, -0.17 / height)]
        ax.plot(*zip(*steps, strict=True), color=theme.NOTE, lw=0.8, transform=ax.transAxes, clip_on=False)
        write(ax, (x, 0), words, "strong", dy=-0.30, ha="center", at="axes")
        taken = x - wide / 2 - 0.12 / width
    return ax


def _bars(ax, boxes, name=None):
    """Draw boxes (x, y, width, height) as bars, all with one name where they are pieces of one."""
    for i, (x, y, width, height) in enumerate(boxes):
        look = {"fc": theme.PEOPLE, "lw": 0, "zorder": 2, "gid": f"bar-{i if name is None else name}"}
        ax.add_artist(Rectangle((x, y), width, height, **look))


def wrong_broken_axis_page(language="en"):
    """Deaths a year on an axis with a piece cut out; and on a whole one."""
    from .. import record

    counted = record.yearly().query("2020 <= year <= 2023")
    frame = counted.assign(label=counted["year"].astype(str))
    width, high = (INSIDE - GAP) / 2, 2.95
    alike = theme.new_axes(None, width + 2 * theme.MARGIN, high, theme.MARGIN, 0, 0)  # what is cut out has its inches
    drawn = lengths(broken_axis(frame, alike), upright=True).values()
    measured = distortion(frame["label"], frame["best"], drawn, "2023").assign(unit="inches")
    told = {f"y{year}": int(n) for year, n in zip(frame["label"], frame["best"], strict=True)}
    told |= {"first": frame["label"].iloc[0], "last": frame["label"].iloc[-1], "release": counted["release"].iloc[0]}
    tell = PageSpeaker("wrong_broken_axis", language, **told | _told(measured, "2020"))
    page = sheet(4.0, tell)
    right, ring = theme.MARGIN + width + GAP, page.top - 0.50 - high
    for left, part in ((theme.MARGIN, "fault"), (right, "repair")):
        _line(page, left, page.top - 0.17, say(f"wrong.{part}", language, **{part: tell(part)}), "strong", width)
    _line(page, theme.MARGIN, ring - 0.22, tell("lie"), "label", INSIDE)
    inner = ring + BAND + 0.26
    ax = page.axes(right + 0.56, inner, width - 0.56, ring + high - inner - 0.1)
    deaths_by_year(counted, ax, language)
    for year, n in zip(counted["year"], counted["best"], strict=True):
        beside = {"dx": 0.09, "dy": 0.09} if n == counted["best"].max() else {"dy": 0.09, "ha": "center"}
        write(ax, (year, n), number(n, language), "strong", **beside)
    broken_axis(frame, page.axes(theme.MARGIN, ring, width, high), language)
    bars = [bar.get_window_extent().height / theme.DPI for bar in ax.patches if bar.get_gid() == "best"]
    repaired = distortion(frame["label"], frame["best"], bars, "2023").assign(unit="inches")
    return _figure(tell, page, measured, repaired)


def wrong_nested_sum_page(language="en"):
    """The four tolls added up in one bar; and the largest with what it may hold, and what `add` answers."""
    four = article_tolls().iloc[::-1].reset_index(drop=True)
    long = list(lengths(nested_sum(four)).values())
    people = [round(inches / long[0] * four["best"][0]) for inches in long]
    total, twice = sum(people), sum(people[1:])
    measured = _drawn([*four["records"], "all"], [*four["best"], four["best"][0]], [*people, total])
    measured["counted_twice_at_most"] = [None] * len(four) + [twice]
    tell = PageSpeaker("wrong_nested_sum", language, total=total, twice=twice, times=rounded(total / people[0]))
    page = sheet(5.4, tell)
    ring = _words(page, tell, 1.85)
    key(page, ["steps", "dashed"], language, top=page.top)
    ax = page.axes(theme.MARGIN, page.top - 1.02, INSIDE - 2 * (SIDE + 0.08), 0.42)
    ax.set(xlim=(0, total), ylim=(0, 1))
    repaired = _nested(ax, four, tell)
    _answers(page, page.top - 1.60, tell)
    nested_sum(four, page.axes(theme.MARGIN, ring, INSIDE, 1.85), language)
    return _figure(tell, page, measured, repaired)


def _nested(ax, four, tell):
    """Draw the largest toll with its rounding, and the next one at true size inside it; return what was drawn."""
    edges = levels(tolls_of(four)[0])
    for start, (end, opacity) in zip([n for n, _ in edges[1:]] + [0], edges, strict=True):
        look = {"fc": theme.PEOPLE, "alpha": opacity, "lw": 0, "gid": f"step-{end}"}
        ax.add_artist(Rectangle((start, 0), end - start, 1, **look))
        write(ax, (end, 0), number(end, tell.language), "note", ha="center", dy=-0.25)
    ax.vlines([n for n, _ in edges], -0.24, -0.05, color=theme.NOTE, lw=0.8, clip_on=False)
    inside = dashed(ax, 0, 0, int(four["best"][1]), 1)
    inside.set_gid("inside")
    write(ax, (0, 1), tell("question"), "note", dy=0.10, color=theme.QUESTION)
    stated = next(p for p in ax.patches if p.get_gid() == f"step-{int(four['best'][0])}")
    return _drawn(four["records"][:2], four["best"][:2], [stated.get_x() + stated.get_width(), inside.get_width()])


def _answers(page, y, tell):
    """Ask the package to add the tolls, and write what it answers."""
    from .. import tolls

    _line(page, theme.MARGIN, y, tell("asked"), "strong")
    for terms in (("C36", "C34"), ("C34", tolls.add("C03", "C04")), ("C31", "C03", "C04")):
        y -= theme.leading("label") + 0.02
        try:
            total = tolls.add(*terms, language=tell.language)
            answer, more = total.words(tell.language), total.note
        except (OverlapError, KindError) as error:
            why = tell("overlap" if isinstance(error, OverlapError) else "kind")
            answer, more = tell("refused", why=why), type(error).__name__
        asked = " + ".join(tolls.toll(term).words(tell.language) for term in terms)
        after = 2.45 + theme.text_width(answer, "strong") + 0.14
        for x, text, role in ((0, asked, "label"), (2.45, answer, "strong"), (after, more, "note")):
            _line(page, theme.MARGIN + x, y, text, role)


PAIRS = {  # figure: its page, the item whose distortion it tells, and the chart that repairs it
    "wrong_broken_axis": (wrong_broken_axis_page, "2020", "deaths_by_year"),
    "wrong_nested_sum": (wrong_nested_sum_page, "all", "one_scale"),
}


def wrong_pairs(language="en"):
    """Return the figures that are wrong on purpose: what is wrong, by how much, and what repairs it.

    Returns
    -------
    pandas.DataFrame
        `figure` (the name for `draw`), `fault`, `distortion` (what is drawn ÷ what the data say, 1 is honest),
        `meaning` (what of) and `repaired_by` (a function of `conflictdata.charts`).

    Examples
    --------
    >>> wrong_pairs().set_index("figure").loc["wrong_broken_axis", "repaired_by"]
    'deaths_by_year'
    """
    rows = []
    for slug, (page, item, repair) in PAIRS.items():
        with theme.own_settings():
            values = page(language).values
        (distortion,) = values.loc[(values["version"] == "wrong") & (values["item"] == item), "distortion"][:1]
        rows.append((slug, say(f"{slug}.fault", language), distortion, say(f"{slug}.meaning", language), repair))
    return pd.DataFrame(rows, columns=["figure", "fault", "distortion", "meaning", "repaired_by"])


def _words(page, tell, high):
    """Write what is wrong above a frame so high, by how much below it, and the heading of its twin.

    Return the lower edge of the frame; the top of the page is then where the twin begins.
    """
    y = page.top - 0.17
    _line(page, theme.MARGIN, y, say("wrong.fault", tell.language, fault=tell("fault")), "strong")
    ring = y - 0.10 - high
    lines = _line(page, theme.MARGIN, ring - 0.22, tell("lie"), "label", INSIDE)
    y = ring - 0.22 - lines * theme.leading("label") - 0.14
    _line(page, theme.MARGIN, y, say("wrong.repair", tell.language, repair=tell("repair")), "strong")
    page.top = y - 0.12
    return ring


def _line(page, x, y, text, role, width=None):
    """Write a text at a place in inches, and return how many lines it has."""
    lines = theme.wrap(text, role, width, even=True) if width else [text]
    for i, line in enumerate(lines):
        page.figure.add_artist(theme.Line((x, y - i * theme.leading(role)), line, role, theme.page_inches(page.figure)))
    return len(lines)


def _drawn(items, values, drawn):
    """Set people drawn against people counted, item by item."""
    frame = pd.DataFrame({"item": list(items), "value": list(values), "drawn": list(drawn)})
    frame = frame.astype({"value": float, "drawn": float})
    return frame.assign(distortion=frame["drawn"] / frame["value"], unit="people")


def _told(frame, item):
    """Return the ratios of an item as its figure tells them."""
    row = frame.set_index("item").loc[item]
    names = {"k": "drawn_ratio", "data": "data_ratio", "times": "times"}
    return {name: rounded(row[column]) for name, column in names.items()}


def _figure(tell, page, wrong, repaired):
    """Return the figure of a page, with what is drawn in the wrong version and in the repaired one."""
    frames = [wrong.assign(version="wrong"), repaired.assign(version="repaired")]
    values = pd.concat(frames, ignore_index=True)
    first = ["version", "item", "value", "drawn", "unit"]
    values = values[[*first, *values.columns.drop(first)]]
    for name in values.columns.intersection(["drawn", "data_ratio", "drawn_ratio", "distortion"]):
        values[name] = [rounded(x) if pd.notna(x) else None for x in values[name].astype(float)]
    return figure(tell, page, values)
