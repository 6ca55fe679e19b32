"""Averages a day, a row each, on one linear scale from zero."""

import math

import pandas as pd

from ..i18n import Speaker
from . import own, theme
from .inputs import TOLL_COLUMNS, capital, stated, tolls_of
from .lettering import leading, text_width, wrap, write
from .marks import REACH, hatched, mark
from .pages import PageSpeaker, article_tolls, quoted
from .paper import inside

MOST, LEAST = 12, 3.0  # rows in one picture; units of width
WORDS, GAP, AXIS = 0.42, 0.20, 0.46  # part of the width left of zero; units between rows, and below them for the scale


def per_day(frame, ax=None, *, title=None, subtitle=None, source=None, size="page", language="en"):
    """Draw 1 to 12 averages a day on one linear scale from zero, a row each, with its words to the left.

    .. image:: ../../figures/en/per_day.png

    "At least" and "more than" have an arrow, a range has a line. An average under one a day is written and not drawn,
    for a point on zero would be read as none; a toll without a number is hatched.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per average: `comparator`, `low`, `best`, `high` (people a day), `label` (of what). Optional `words`
        (instead of the number), `heading` (once for the rows below it that share it), `reading` ("printed" is a solid
        point, any other a hollow one), `toll` (neighbours that share it are linked), `says` (shown by an SVG on hover).
    ax, title, subtitle, source, size, language
        As for `tolls`.

    Returns
    -------
    Figure or matplotlib.axes.Axes
        The Axes given, or a figure. x is people a day; points have the gid "point-0", "point-1", …

    Raises
    ------
    ValueError
        If a toll is impossible, there are none or more than 12, or there is no room for their words.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "label": ["in May"]})
    >>> per_day(mine).alt
    'Points on one scale of people a day: 9 (in May).'
    """
    tell, wide = Speaker(language), inside(size) if size in theme.SIZES else LEAST
    sheet = own.Sheet(language, size, title, subtitle, source)
    if ax is not None:
        own.drawable(ax, sheet, tell)
    rows, high = _rows(frame, wide if ax is None else theme.size_of(ax)[0], tell)
    listed = "; ".join(f"{toll.words(language)} ({cell.label})" for cell, toll, _ in rows)
    facts = {"n": len(rows), "rates": listed if len(listed) < 180 else tell("own.tolls.many", n=len(rows))}
    kept = [column for column in ("label", *TOLL_COLUMNS, "reading") if column in frame]
    return own.chart("per_day", ax, sheet, lambda ax: _draw(ax, rows, high, tell), high, frame[kept], facts)


def _rows(frame, width, tell):
    """Return the rows of a frame with their tolls and lines of words, and how many units they take."""
    counts, cells = tolls_of(frame, tell, "label")
    if len(cells) > MOST:
        raise ValueError(tell("refused.many_tolls", n=len(cells), most=MOST))
    rows, last, room = [], None, WORDS * width - 0.12
    for cell, toll in zip(cells, counts, strict=True):
        number, heading = capital(toll.words(tell.language)), stated(cell, "heading")
        a_day = tell("toll.per_day", toll=number)
        words = stated(cell, "words") or (a_day if text_width(a_day, "value") < room else number)
        lines = [] if heading in (None, last) else [(line, "strong") for line in wrap(str(heading), "strong", width)]
        for text, role in ((words, "value"), (stated(cell, "label") or "", "label")):
            lines += [(line, role) for line in wrap(str(text), role, room, even=True)]
        rows.append((cell, toll, lines))
        last = heading
    return rows, AXIS + sum(GAP + sum(leading(role) for _, role in lines) for *_, lines in rows)


def _drawn(toll):
    """Whether a toll has a point on the scale."""
    return toll.comparator != "vague" and toll.reach[1] >= 1 and (toll.comparator, toll.n) != ("less-than", 1)


def _draw(ax, rows, high, tell):
    """Draw the scale, the rows, and links between readings of one number."""
    own.too_small(ax, LEAST, high, tell)
    ink, (width, height) = theme.inks(ax), theme.size_of(ax)
    most = max([1, *(toll.bounds[1] or toll.n for _, toll, _ in rows if _drawn(toll))])
    step = next(n for n in (10**e * m for e in range(12) for m in (1, 2, 5)) if most <= 4 * n)
    ticks, left, bottom = range(0, step * math.ceil(most / step) + 1, step), WORDS * width, height - AXIS
    across, _ = theme.scaled(ax, (0, ticks[-1]), (bottom, 0), left=left, right=REACH + 0.05, below=AXIS)
    ax.vlines(ticks, bottom, 0, color=[ink.text] + [ink.grid] * (len(ticks) - 1), lw=0.9, zorder=0, clip_on=False)
    for n in ticks:
        write(ax, (n, bottom), tell.number(n), "axis", dy=-0.18, ha="center")
    write(ax, (ticks[-1], bottom), tell("own.per_day.axis"), "axis", dy=-0.36, ha="right")
    y, places = 0.0, []
    for i, (cell, toll, lines) in enumerate(rows):
        for line, role in lines:
            y += leading(role)
            write(ax, (0, y), line, role, dx=-left, patch=role == "strong")
            if role == "value" and len(places) == i:
                places.append((stated(cell, "toll"), toll.n, y - 0.06))
        y += GAP + (height - high) / len(rows)  # rows share the room there is
        says = str(stated(cell, "says") or " ".join(line for line, _ in lines))
        if _drawn(toll):
            hollow = (stated(cell, "reading") or "printed") != "printed"
            mark(ax, toll.n, places[i][2], toll, hollow=hollow, upwards=False, gid=str(i), words=says)
        elif toll.comparator == "vague":
            hatched(ax, 0, places[i][2] + 0.08, 0.4 / across, -0.16, gid=f"vague-{i}", words=says)
        else:
            write(ax, (0, places[i][2]), tell("own.per_day.small"), "note", dx=0.1, dy=-0.05, patch=True)
        one, other = places[i - 1], places[i]
        if i and other[0] is not None and one[0] == other[0] and _drawn(toll) and _drawn(rows[i - 1][1]):
            look = {"color": ink.context, "lw": 1.2, "ls": (0, (4, 3)), "zorder": 1, "clip_on": False}
            ax.plot([one[1], other[1]], [one[2], other[2]], gid=f"link-{i}", **look)


def per_day_page(language="en", size="page"):
    """The toll of 2020 over the time that the article prints and over that of the fighting; one day beside it."""
    from .. import tolls

    rates = [rate for toll in ("C34", tolls.add("C03", "C04")) for rate in tolls.per_day(toll, language)]
    tell = PageSpeaker("per_day", language, size, a_day=rates[0].n, other=rates[1].n, printed=rates[0].days)
    places = article_tolls().set_index("records")["says"]
    frame = pd.DataFrame([{column: getattr(rate, column) for column in (*TOLL_COLUMNS, "days")} for rate in rates])
    readings = ["other" if rate.status == "other_reading" else "printed" for rate in rates]
    frame = frame.assign(toll=["+".join(rate.records) for rate in rates], reading=readings)
    labels, words = [tell("six_months"), tell("fighting"), tell("one_day")], [None, None, capital(tell("that_day"))]
    says = [f"{rate}: {quoted(places[toll], language)}" for rate, toll in zip(rates, frame["toll"], strict=True)]
    rows, high = _rows(frame.assign(label=labels, words=words, says=says), inside(size), tell.speaker)
    page = tell.page(high + 0.3)
    _draw(page.axes(), rows, high, tell.speaker)
    return tell.figure(page, frame)
