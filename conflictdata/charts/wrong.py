"""Two charts that are wrong on purpose, each beside its repair; the distortion is measured on what was drawn.

A wrong panel has a frame and bands of words: whatever is cut out of it, were it half as high, says that it is wrong.
"""

import math
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.figure import Figure as Sheet

from ..certainty import OverlapError
from . import theme
from .inputs import capital, tolls_of
from .lettering import write
from .marks import box, dashed
from .pages import PageSpeaker, article_tolls, quoted
from .squares import levels

BAND, HEAD, GAP = 0.24, 0.30, 0.3  # units: a band of words, the heading of a panel, between panels
ROOM = {"right": 0.16, "below": BAND + 0.28, "above": HEAD + BAND + 0.36}  # around the bars, for fault and repair
BODY = {"page": 3.5, "slide": 3.1, "column": 5.4}
BAR = 0.9  # units: the width of a bar of tolls


def framed(ax, across, tell):
    """Mark a panel as wrong: a frame, bands of words at its edges, and one across it at a height in data."""
    ink, high = theme.inks(ax), theme.size_of(ax)[1]
    at = ax.transAxes
    box(ax, 0, 0, 1, 1 - HEAD / high, gid="wrong", transform=at, fc="none", ec=ink.question, lw=2)
    middle = at.inverted().transform(ax.transData.transform((0, across)))[1] * high
    for i, y in enumerate((0, middle - BAND / 2, high - HEAD - BAND)):
        box(ax, 0, y / high, 1, BAND / high, gid=f"wrong-{i}", transform=at, fc=ink.question, zorder=2)
        write(
            ax,
            (1, y / high),
            tell.speaker("wrong.band"),
            "strong",
            dx=-0.16,
            dy=0.075,
            ha="right",
            at="axes",
            ink="paper",
        )


def lengths(ax):
    """Return how long the bars of an Axes are drawn, in units; the pieces "bar-0" and "bar-0-1" are one bar."""
    ends = {}
    for patch in ax.patches:
        name = (patch.get_gid() or "").split("-")
        if name[0] in ("bar", "fault"):
            shown = patch.get_window_extent()
            ends.setdefault(int(name[1]), []).extend((shown.y0, shown.y1))
    return [np.ptp(ends[i]) / ax.figure.dpi for i in sorted(ends)]


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
        `item`, `value`, `drawn`, `data_ratio`, `drawn_ratio`, `distortion` (drawn ratio ÷ data ratio: 1 is honest).

    Examples
    --------
    >>> distortion(["a", "b"], [1, 100], [1, 4], "a")["distortion"].tolist()
    [1.0, 0.04]
    """
    frame = pd.DataFrame({"item": items, "value": values, "drawn": drawn}).astype({"value": float, "drawn": float})
    one = frame.set_index("item").loc[base]
    frame["data_ratio"], frame["drawn_ratio"] = frame["value"] / one["value"], frame["drawn"] / one["drawn"]
    return frame.assign(distortion=frame["drawn_ratio"] / frame["data_ratio"])


def rounded(x):
    """Return a ratio as it is told: whole from 10 on, two digits below."""
    return round(x) if x >= 10 else float(f"{x:.2g}")


def _years(counted, ax, tell, cut):
    """Draw deaths a year as bars: wrong on an axis with a piece cut out, right on a whole one."""
    best, step = [int(n) for n in counted["best"]], 250
    low, high = step * math.ceil(sorted(best)[-2] / step), step * math.floor(max(best) / step)
    low, start, top = (low, 2 * low, 2 * low + max(best) - high) if cut else (max(best), 0, max(best))
    _, up = theme.scaled(ax, (-0.5, len(best) - 0.5), (0, top), left=0.6 if cut else 0.16, **ROOM)
    ax.axhline(0, color=theme.LIGHT.text, lw=0.9, clip_on=False)
    if cut:
        framed(ax, start - (BAND / 2 + 0.08) / up, tell)
        for y, n in ((0, 0), (low, low), (start, high)):
            write(ax, (0, y), tell.speaker.number(n), "axis", dx=0.52, dy=-0.045, ha="right", at="y")
    for i, (row, toll) in enumerate(zip(counted.itertuples(), tolls_of(counted, tell.speaker)[0], strict=True)):
        pieces = [(0, min(best[i], low))] + [(start, best[i] - high)] * (best[i] > low)
        says = f"UCDP {row.release}, {row.year}: {toll.words(tell.language)}"
        for k, (y, tall) in enumerate(pieces):
            box(ax, i - 0.31, y, 0.62, tall, gid=f"{'fault' if cut else 'bar'}-{i}-{k}", words=says)
        write(ax, (i, sum(pieces[-1])), tell.speaker.number(best[i]), "strong", dy=0.07, ha="center")
        write(ax, (i, 0), str(row.year), "axis", dy=-0.19, ha="center")


def _tolls(four, ax, tell, added):
    """Draw tolls as one bar: wrong end to end, right as the largest with what it may hold, to the same scale."""
    counts, says = tolls_of(four, tell.speaker)[0], [quoted(places, tell.language) for places in four["says"]]
    people, number = [toll.n for toll in counts], tell.speaker.number
    across, up = theme.scaled(ax, (0, 1), (0, sum(people)), left=0.16, **ROOM)
    wide, right = BAR / across, {"dx": BAR + 0.1, "dy": -0.05}
    if added:
        framed(ax, people[0] / 2, tell)
        ends = np.cumsum([0, *people])
        for i, n in enumerate(people):
            box(ax, 0, ends[i], wide, n, gid=f"fault-{i}", words=says[i])
        ax.hlines(ends[1:3], 0, wide, color=theme.LIGHT.paper, lw=0.8, zorder=4)
        write(ax, (0, ends[-1]), tell("total", n=ends[-1]), "value", dy=0.12)
        write(ax, (0, 0.75 * people[0]), number(people[0]), "strong", **right)
        write(ax, (0, ends[-1]), "".join(f"+ {number(n)} " for n in people[1:]), "strong", dx=BAR + 0.1, dy=-0.13)
        return
    for k, (n, share) in enumerate(levels(counts[0])):
        box(ax, 0, 0, wide, n, share=share, gid="bar-0" if n == people[0] else f"step-{k}", words=says[0])
    write(ax, (0, people[0]), capital(counts[0].words(tell.language)), "strong", **right)
    write(ax, (0, people[0]), tell("range"), "note", dx=BAR + 0.1, dy=-0.22)
    dashed(ax, 0, 0, wide, people[1], ink="paper", gid="bar-1", words=says[1])
    write(ax, (0, people[1] / 2), tell("question"), "label", ink="question", **right)
    write(ax, (0, 0), tell("asked", answer=_answer(four, tell)), "label", dy=-0.25, width=theme.size_of(ax)[0] - 0.2)


def _answer(four, tell):
    """Ask the package to add the two largest tolls, and return in words what it answers."""
    from .. import tolls

    try:
        return tolls.add(*four["records"][:2], language=tell.language).words(tell.language)
    except OverlapError:
        return tell("refused")


def _pair(slug, language, size, draw, measure, told):
    """Return the figure of a fault beside its repair, or above it in a column; its words say what was measured."""
    tell, scratch = PageSpeaker(slug, language, size), theme.plain(Sheet(figsize=(3, 3)).add_axes((0, 0, 1, 1)))
    draw(scratch, tell, True)
    tell = PageSpeaker(slug, language, size, **told(measure(lengths(scratch)).set_index("item")))
    page, frames = tell.page(BODY[size]), []
    wide, high = page.right - page.left, page.top - page.bottom
    wide, high = (wide, (high - GAP) / 2) if size == "column" else ((wide - GAP) / 2, high)
    for version, left, bottom in (("repaired", page.right - wide, page.bottom), ("wrong", page.left, page.top - high)):
        ax = page.axes(left, bottom, wide, high)
        write(ax, (0, 1), tell(version), "strong", dy=-0.17, at="axes")
        draw(ax, tell, version == "wrong")
        frames.insert(0, measure(lengths(ax)).assign(version=version))
    values = pd.concat(frames, ignore_index=True).set_index(["version", "item"]).map(rounded).reset_index()
    return tell.figure(page, values)


def wrong_broken_axis_page(language="en", size="page"):
    """Deaths a year on an axis with a piece cut out, and on a whole one."""
    from .. import record

    counted = record.yearly().query("2020 <= year <= 2023").assign(comparator="estimate")
    years, best = counted["year"].astype(str).tolist(), counted["best"].astype(int).tolist()

    def told(measured):
        """Return the ratios of the first year to the last, as drawn and as counted."""
        one = measured.loc[years[0]]
        facts = {f"n{year}": n for year, n in zip(years, best, strict=True)}
        facts |= {"k": rounded(one["drawn_ratio"]), "data": rounded(one["data_ratio"])}
        release = counted["release"].iloc[0]
        return facts | {
            "times": rounded(1 / one["distortion"]),
            "first": years[0],
            "last": years[-1],
            "release": release,
        }

    measure = partial(distortion, years, best, base=years[-1])
    return _pair("wrong_broken_axis", language, size, partial(_years, counted), measure, told)


def wrong_nested_sum_page(language="en", size="page"):
    """The four tolls added up in one bar, and the largest with what it may hold."""
    four = article_tolls()
    names, people = four["records"].tolist(), four["best"].astype(int).tolist()

    def measure(drawn):
        """Set the bars, and the whole of them, against the largest toll, which may hold the others."""
        whole = sum(drawn) if len(drawn) == len(people) else drawn[0]
        shown = len(drawn)
        return distortion([*names[:shown], "all"], [*people[:shown], people[0]], [*drawn, whole], names[0])

    def told(measured):
        """Return the sum as drawn, in people, and what it is too much."""
        times = measured.loc["all", "distortion"]
        total = round(times * people[0])
        return {"total": total, "twice": total - people[0], "times": rounded(times)}

    return _pair("wrong_nested_sum", language, size, partial(_tolls, four), measure, told)
