"""Two charts that are wrong on purpose, each beside its repair; the distortion is measured on what was drawn.

A wrong panel has a frame and bands of words: whatever is cut out of it, were it half as high, says that it is wrong.
"""

import math
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Sheet

from . import theme
from .inputs import capital, tolls_of
from .lettering import write
from .marks import box, dashed, said
from .pages import PageSpeaker, article_tolls, quoted

BAND, HEAD, SIDE, GAP = 0.24, 0.30, 0.16, 0.30  # units: a band of words, a heading, beside bars, between panels
ROOM = {"right": SIDE, "below": BAND + 0.28, "above": HEAD + BAND + 0.36}  # around the bars, for fault and repair
BODY, BAR = {"page": 3.5, "slide": 3.1, "column": 5.2}, 0.9  # units: height of both panels, width of a bar of tolls


def framed(ax, across, tell):
    """Mark a panel as wrong: a frame, striped bands of words at its edges, and one below a height in data."""
    ink, high, at = theme.inks(ax), theme.size_of(ax)[1], {"transform": ax.transAxes}
    box(ax, 0, 0, 1, 1 - HEAD / high, gid="frame", fc="none", ec=ink.question, lw=2, **at)
    across = ax.transAxes.inverted().transform(ax.transData.transform((0, across)))[1] * high
    for i, y in enumerate((0, across - BAND, high - HEAD - BAND)):
        look = {"fc": ink.paper, "ec": ink.question, "hatch": "/////", "lw": 1.2, "zorder": 2}
        box(ax, 0, y / high, 1, BAND / high, gid=f"frame-{i}", **look, **at)
        look = {"dx": -SIDE, "dy": 0.075, "ha": "right", "at": "axes", "ink": "question", "patch": True}
        write(ax, (1, y / high), tell.speaker("wrong.band"), "strong", **look)


def lengths(bars):
    """Return how long bars are drawn, in pixels; each is a list of its pieces, from the first edge to the last."""
    return [np.ptp([piece.get_window_extent().intervaly for piece in bar]) for bar in bars]


def distortion(items, values, drawn, base):
    """Return what is drawn of each item against its value, on the scale of one of them.

    `drawn` is then in people, `excess` is drawn - value, `distortion` is drawn ÷ value: 1 is honest. Ratios, with two
    digits, are those to the one item.
    """
    frame = pd.DataFrame(zip(items, values, drawn, strict=False), columns=["item", "value", "drawn"])
    one = frame.set_index("item").loc[base]
    frame["drawn"] = (frame["drawn"] / one["drawn"] * one["value"]).round().astype(int)
    ratios = {"data_ratio": frame["value"] / one["value"], "drawn_ratio": frame["drawn"] / one["value"]}
    ratios["distortion"] = frame["drawn"] / frame["value"]
    told = {name: ratio.map(lambda x: float(f"{x:.2g}")) for name, ratio in ratios.items()}
    return frame.assign(excess=frame["drawn"] - frame["value"], **told)


def _years(counted, ax, tell, version):
    """Draw deaths a year as bars, and return them: wrong on an axis with a piece cut out, right on a whole one."""
    best, number, wrong = [int(n) for n in counted["best"]], tell.speaker.number, version == "wrong"
    low = start = high = max(best)  # where the axis breaks off, where it goes on, and from which number
    if wrong:
        low, high = 250 * math.ceil(sorted(best)[-2] / 250), 250 * math.floor(max(best) / 250)
        start = 2 * low
    left = 0.6 if wrong else SIDE
    _, up = theme.scaled(ax, (-0.5, len(best) - 0.5), (0, start + max(best) - high), left=left, **ROOM)
    ax.hlines(0, -0.5, len(best) - 0.5, color=theme.LIGHT.text, lw=0.9, zorder=4, clip_on=False)
    if wrong:
        framed(ax, (low + start + (BAND + 0.10) / up) / 2, tell)  # between the numbers below and above the cut
        for y, n in ((0, 0), (low, low), (start, high)):
            write(ax, (-0.5, y), number(n), "axis", dx=-0.08, dy=-0.045, ha="right")
    bars = []
    for i, (row, toll) in enumerate(zip(counted.itertuples(), tolls_of(counted, tell.speaker)[0], strict=True)):
        pieces = [(0, min(best[i], low))] + [(start, best[i] - high)] * (best[i] > low)
        says = f"UCDP {row.release}, {row.year}: {toll.words(tell.language)}"
        drawn = [(i - 0.31, y, 0.62, tall, f"bar-{version}-{i}-{k}") for k, (y, tall) in enumerate(pieces)]
        bars.append([box(ax, *place, gid=gid, words=says) for *place, gid in drawn])
        write(ax, (i, sum(pieces[-1])), number(best[i]), "strong", dy=0.07, ha="center")
        write(ax, (i, 0), str(row.year), "axis", dy=-0.19, ha="center")
    return bars


def _tolls(four, ax, tell, version):
    """Draw tolls as one bar, and return it: wrong end to end, right as the largest with what it may hold."""
    counts, says = tolls_of(four, tell.speaker)[0], [quoted(places, tell.language) for places in four["says"]]
    people, number, wrong = [toll.n for toll in counts], tell.speaker.number, version == "wrong"
    ends = np.cumsum([0, *people])
    across, _ = theme.scaled(ax, (0, 1), (0, ends[-1]), left=SIDE, **ROOM)
    wide, beside = BAR / across, {"dx": BAR + 0.1, "dy": -0.05}
    if wrong:
        framed(ax, 0.6 * people[0], tell)
        bars = [box(ax, 0, ends[i], wide, n, gid=f"bar-wrong-{i}", words=says[i]) for i, n in enumerate(people)]
        ax.hlines(ends[1], 0, wide, color=theme.LIGHT.paper, lw=0.8, zorder=4)
        write(ax, (0, ends[-1]), tell("sum", n=int(ends[-1])), "value", dy=0.12)
        write(ax, (0, 0.78 * people[0]), number(people[0]), "strong", **beside)
        write(ax, (0, ends[-1]), " ".join(f"+ {number(n)}" for n in people[1:]), "strong", dx=BAR + 0.1, dy=-0.13)
        return [*([bar] for bar in bars), bars]  # the whole comes last
    largest = box(ax, 0, 0, wide, people[0], gid="toll-0", words=says[0])
    style = {"color": theme.LIGHT.text, "lw": 1.2, "solid_capstyle": "butt", "zorder": 5}
    said(ax.plot([wide * 0.5] * 2, counts[0].bounds, **style)[0], "range-0", says[0])  # its rounding
    inner = dashed(ax, 0, 0, wide, people[1], ink="paper", gid="inside-0", words=says[1])
    write(ax, (0, people[0]), capital(counts[0].words(tell.language)), "strong", **beside)
    write(ax, (0, people[0]), tell("range"), "note", dx=BAR + 0.1, dy=-0.22)
    write(ax, (0, people[1] / 2), tell("question"), "label", ink="question", **beside)
    write(ax, (0, 0), tell("asked"), "label", dy=-0.24, width=theme.size_of(ax)[0] - 0.2, even=True)
    return [[largest], [inner]]


def _pair(slug, language, size, draw, measure, liar, **known):
    """Return the figure of a fault beside its repair, or above it in a column; it says how wrong an item is drawn."""
    scratch = theme.plain(Sheet(figsize=(3, 3)).add_axes((0, 0, 1, 1)))  # measured before its words are known
    bars = draw(scratch, PageSpeaker(slug, language, size, **known), "wrong")
    told = measure(lengths(bars)).set_index("item").loc[liar].to_dict()
    tell = PageSpeaker(slug, language, size, **known, **told)
    page, frames = tell.page(BODY[size]), []
    wide, high, column = page.right - page.left, page.top - page.bottom, size == "column"
    wide, high = (wide, (high - GAP + BAND) / 2) if column else ((wide - GAP) / 2, high)
    for version in ("repaired", "wrong"):
        wrong = version == "wrong"
        ax = page.axes(page.left if wrong else page.right - wide, page.top - high if wrong else page.bottom, wide, high)
        lower = 0 if wrong or not column else BAND  # a repair has no upper band, but the scale of the fault
        write(ax, (0, 1), tell(version), "strong", dy=-0.17 - lower, at="axes")
        frames.insert(0, measure(lengths(draw(ax, tell, version))).assign(version=version))
    return tell.figure(page, pd.concat(frames, ignore_index=True))


def wrong_broken_axis_page(language="en", size="page"):
    """Deaths a year on an axis with a piece cut out, and on a whole one."""
    from .. import record

    counted = record.yearly().query("2020 <= year <= 2023").assign(comparator="estimate")
    years, best = counted["year"].astype(str).tolist(), counted["best"].astype(int).tolist()
    known = {"first": years[0], "last": years[-1], "few": best[-1], "release": counted["release"].max()}
    measure = partial(distortion, years, best, base=years[-1])
    return _pair("wrong_broken_axis", language, size, partial(_years, counted), measure, years[0], **known)


def wrong_nested_sum_page(language="en", size="page"):
    """The four tolls added up in one bar, and the largest with what it may hold."""
    four = article_tolls()
    people = four["best"].astype(int).tolist()
    measure = partial(distortion, [*four["records"], "all"], [*people, people[0]], base=four["records"][0])
    return _pair("wrong_nested_sum", language, size, partial(_tolls, four), measure, "all")
