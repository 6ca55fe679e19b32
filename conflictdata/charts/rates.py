"""Averages a day, a row each, on one linear scale from zero."""

import math

import pandas as pd

from . import own, theme
from .inputs import TOLL_COLUMNS, capital, stated, tolls_of
from .lettering import leading, text_width, wrap, write
from .marks import REACH, hatched, mark
from .pages import PageSpeaker, article_tolls, quoted
from .paper import inside

LEAST = 3.0  # units of width
WORDS, GAP, AXIS = 0.42, 0.20, 0.46  # part of the width left of zero; units between rows, and below them for the scale


def per_day(frame, ax=None, *, title=None, subtitle=None, source=None, size="page", language="en"):
    """Draw 1 to 12 averages a day on one linear scale from zero, a row each, with its words to the left.

    "At least" and "more than" have an arrow, a range has a line. An average under one a day is written and not drawn,
    for a point on zero would be read as none; a toll without a number is hatched.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per average: `comparator`, `low`, `best`, `high` (people a day), `label` (of what). Optional `words`
        (instead of the number), `reading` ("printed" is a solid point, any other a hollow one), `toll` (neighbours
        that share it are linked), `says` (shown by an SVG on hover).
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
    sheet = own.Sheet("per_day", ax, title, subtitle, source, size, language)
    tell, rows = sheet.tell, list(zip(*tolls_of(frame, sheet.tell, "label"), strict=True))
    told = sheet.listed([f"{toll.words(language)} ({cell.label})" for toll, cell in rows], many="tolls")
    draw, high = lambda ax: _draw(ax, rows, tell), lambda width: _set(rows, width, tell)[1]
    return sheet.chart(draw, high, frame.filter(["label", *TOLL_COLUMNS, "reading"]), {"rates": told, "n": len(rows)})


def _set(rows, width, tell):
    """Return the lines of words of each row, (text, role), and how many units all of them take."""
    found, room = [], WORDS * width - 0.12
    for toll, cell in rows:
        number = capital(toll.words(tell.language))
        a_day = tell("toll.per_day", toll=number)
        words = stated(cell, "words") or (a_day if text_width(a_day, "value") < room else number)
        told = ((str(words), "value"), (str(cell.label), "label"))
        found.append([(line, role) for text, role in told for line in wrap(text, role, room, even=True)])
    return found, AXIS + sum(GAP + sum(leading(role) for _, role in lines) for lines in found)


def _drawn(toll):
    """Whether a toll has a point on the scale."""
    return toll.comparator != "vague" and toll.reach[1] >= 1 and (toll.comparator, toll.n) != ("less-than", 1)


def _draw(ax, rows, tell):
    """Draw the scale, the rows, and links between readings of one number."""
    ink, (width, height) = theme.inks(ax), theme.size_of(ax)
    words, high = _set(rows, width, tell)
    own.too_small(ax, LEAST, high, tell)
    most = max([1, *(toll.bounds[1] or toll.n for toll, _ in rows if _drawn(toll))])
    step = theme.step(most / 4)
    ticks, left, bottom = range(0, step * math.ceil(most / step) + 1, step), WORDS * width, height - AXIS
    across, _ = theme.scaled(ax, (0, ticks[-1]), (bottom, 0), left=left, right=REACH + 0.05, below=AXIS)
    ax.vlines(ticks, bottom, 0, color=[ink.text] + [ink.grid] * (len(ticks) - 1), lw=0.9, zorder=0, clip_on=False)
    for n in ticks:
        write(ax, (n, bottom), tell.number(n), "axis", dy=-0.18, ha="center")
    write(ax, (ticks[-1], bottom), tell("own.per_day.axis"), "axis", dy=-0.36, ha="right")
    y, before = 0.0, None  # the row above, if it has a point
    for i, ((toll, cell), lines) in enumerate(zip(rows, words, strict=True)):
        level = y + leading("value") - 0.06
        for line, role in lines:
            y += leading(role)
            write(ax, (0, y), line, role, dx=-left)
        y += GAP + (height - high) / len(rows)  # rows share the room there is
        says = str(stated(cell, "says") or " ".join(line for line, _ in lines))
        named, last, before = stated(cell, "toll"), before, None
        if _drawn(toll):
            hollow = (stated(cell, "reading") or "printed") != "printed"
            mark(ax, level, toll, hollow=hollow, gid=str(i), words=says)
            before = named, toll.n, level
        elif toll.comparator == "vague":
            hatched(ax, 0, level + 0.08, 0.4 / across, -0.16, gid=f"vague-{i}", words=says)
        else:
            write(ax, (0, level), tell("own.per_day.small"), "note", dx=0.1, dy=-0.05, patch=True)
        if before and last and named is not None and named == last[0]:
            look = {"color": ink.context, "lw": 1.2, "ls": (0, (4, 3)), "zorder": 1, "clip_on": False}
            ax.plot([last[1], toll.n], [last[2], level], gid=f"link-{i}", **look)


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
    rows = list(zip(*tolls_of(frame.assign(label=labels, words=words, says=says), tell.speaker, "label"), strict=True))
    page = tell.page(_set(rows, inside(size), tell.speaker)[1] + 0.3)
    _draw(page.axes(), rows, tell.speaker)
    return tell.figure(page, frame)
