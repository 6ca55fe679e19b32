"""Averages a day, a row each, on one linear scale from zero."""

import math
from dataclasses import dataclass

import pandas as pd

from ..certainty import Toll
from ..i18n import Speaker
from . import own, theme
from .inputs import TOLL_COLUMNS, capital, stated, tolls_of
from .lettering import leading, text_width, wrap, write
from .marks import REACH, hatched, mark
from .pages import PageSpeaker, article_tolls, quoted
from .paper import inside

MOST = 12  # rows in one picture
WORDS = 0.42  # of the width: what is written, left of zero
GAP, AXIS = 0.20, 0.46  # units between rows, and below them for the scale
LEAST = 3.0  # units of width


def per_day(frame, ax=None, *, title=None, subtitle=None, source=None, size="page", language="en"):
    """Draw 1 to 12 averages a day on one linear scale from zero, a row each, with its words to the left.

    .. image:: ../../figures/en/per_day.png

    "At least" and "more than" have an arrow to the right, a range has a line. An average of less than one person a day
    is written and not drawn, for a point on zero would be read as none; a toll without a number is hatched.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per average, in the order drawn: `comparator`, `low`, `best`, `high` (people a day), `label` (of what).
        Optional `words` (instead of the number in words), `heading` (said once for the rows below it that share it),
        `reading` ("printed" is a solid point, any other a hollow one), `toll` (rows next to each other that share it
        are readings of one number and are linked) and `says` (words that an SVG shows on hover).
    ax : matplotlib.axes.Axes, optional
        Where to draw; all words lie inside. Without it a whole figure is made.
    title, subtitle, source : str, optional
        Words of the figure.
    size : {"page", "slide", "column"}
    language : str

    Returns
    -------
    Figure or matplotlib.axes.Axes
        The Axes given, or a figure. x is people a day; points have the gid "point-0", "point-1", …

    Raises
    ------
    ValueError
        If a toll is impossible, there are none or more than 12, or there is no room for the words.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "label": ["in May"]})
    >>> per_day(mine).alt
    'Points on one scale of people a day: 9 a day (in May).'
    """
    tell, wide = Speaker(language), inside(size) if ax is None and size in theme.SIZES else LEAST
    rows, high = _rows(frame, wide if ax is None else theme.size_of(ax)[0], tell)
    listed = "; ".join(f"{row.words} ({row.label})" for row in rows)
    listed = listed if len(listed) < 180 else tell("own.tolls.many", n=len(rows))
    kept = [column for column in ("label", *TOLL_COLUMNS, "reading") if column in frame]
    facts, sheet = {"n": len(rows), "rates": listed}, own.Sheet(language, size, title, subtitle, source)
    return own.chart("per_day", ax, sheet, lambda ax: _draw(ax, rows, high, tell), high, frame[kept], facts)


@dataclass
class _Row:
    """One average with its words, and the baseline of its number in units below the top."""

    toll: Toll
    words: str
    label: str
    says: str
    hollow: bool
    number: object  # rows that share it are linked
    lines: list  # (text, role): heading, number, label
    y: float

    @property
    def drawn(self):
        """Whether it has a point on the scale: an average under one would be read as none."""
        under_one = self.toll.n < 1 or (self.toll.n == 1 and self.toll.comparator == "less-than")
        return not under_one and self.toll.comparator != "vague"


def _rows(frame, width, tell):
    """Return the rows of a frame with their words set, and how many units they take; what cannot be drawn is refused."""
    counts, cells = tolls_of(frame, tell, "label")
    if len(cells) > MOST:
        raise ValueError(tell("refused.many_tolls", n=len(cells), most=MOST))
    rows, high, last, room = [], 0.0, None, WORDS * width - 0.12
    for cell, toll in zip(cells, counts, strict=True):
        label, heading = str(stated(cell, "label") or ""), stated(cell, "heading")
        number = capital(toll.words(tell.language))
        a_day = tell("toll.per_day", toll=number)
        words = str(stated(cell, "words") or (a_day if text_width(a_day, "value") < room else number))
        lines = (
            [(line, "strong") for line in wrap(str(heading), "strong", width)] if heading not in (None, last) else []
        )
        y = high + sum(leading(role) for _, role in lines) + leading("value")
        for text, role in ((words, "value"), (label, "label")):
            lines += [(line, role) for line in wrap(text, role, room, even=role == "label")]
        hollow, says = (
            (stated(cell, "reading") or "printed") != "printed",
            str(stated(cell, "says") or f"{words} {label}"),
        )
        rows.append(_Row(toll, words, label, says, hollow, stated(cell, "toll"), lines, y))
        high, last = high + sum(leading(role) for _, role in lines) + GAP, heading
    return rows, high + AXIS


def _draw(ax, rows, high, tell):
    """Draw the scale, the rows, and links between readings of one number."""
    own.too_small(ax, LEAST, high, tell)
    ink, (width, height) = theme.inks(ax), theme.size_of(ax)
    most = max((row.toll.bounds[1] or row.toll.n for row in rows if row.drawn), default=1)
    step = next(n for n in (10**e * m for e in range(12) for m in (1, 2, 5)) if most <= 4 * n)
    ticks = range(0, step * math.ceil(most / step) + 1, step)
    left, bottom = WORDS * width, height - AXIS
    across, _ = theme.scaled(ax, (0, ticks[-1]), (bottom, 0), left=left, right=REACH + 0.05, below=AXIS)
    ax.vlines(ticks, bottom, 0, color=[ink.text] + [ink.grid] * (len(ticks) - 1), lw=0.9, zorder=0, clip_on=False)
    for n in ticks:
        write(ax, (n, bottom), tell.number(n), "axis", dy=-0.18, ha="center")
    write(ax, (ticks[-1], bottom), tell("own.per_day.axis"), "axis", dy=-0.36, ha="right")
    last, y, spare = None, 0.0, (height - high) / len(rows)  # rows share the room there is
    for i, row in enumerate(rows):
        for line, role in row.lines:
            y += leading(role)
            write(ax, (0, y), line, role, dx=-left)
        y, middle = y + GAP + spare, row.y + i * spare - 0.06
        if not row.drawn and row.toll.comparator == "vague":
            hatched(ax, 0, middle + 0.08, 0.4 / across, -0.16, gid=f"vague-{i}", words=row.says)
        elif not row.drawn:
            write(ax, (0, middle), tell("own.per_day.small"), "note", dx=0.1, dy=-0.05, patch=True)
        else:
            mark(ax, row.toll.n, middle, row.toll, hollow=row.hollow, upwards=False, gid=str(i), words=row.says)
            if last and row.number is not None and row.number == last[0]:
                look = {"color": ink.context, "lw": 1.2, "ls": (0, (4, 3)), "zorder": 1, "clip_on": False}
                ax.plot([last[1], row.toll.n], [last[2], middle], gid=f"link-{i}", **look)
        last = (row.number, row.toll.n, middle) if row.drawn else None


def per_day_page(language="en", size="page"):
    """The toll of 2020 over the time that the article prints and over that of the fighting; one day beside it."""
    from .. import tolls

    rates = [rate for toll in ("C34", tolls.add("C03", "C04")) for rate in tolls.per_day(toll, language)]
    tell = PageSpeaker("per_day", language, size, a_day=rates[0].n, other=rates[1].n, printed=rates[0].days)
    places = article_tolls().set_index("records")["says"]
    frame = pd.DataFrame([{column: getattr(rate, column) for column in (*TOLL_COLUMNS, "days")} for rate in rates])
    readings = ["other" if rate.status == "other_reading" else "printed" for rate in rates]
    frame = frame.assign(toll=["+".join(rate.records) for rate in rates], reading=readings)
    said = frame.assign(
        label=[tell("six_months"), tell("fighting"), tell("one_day")],
        words=[None, None, capital(tell("that_day"))],
        says=[f"{rate}: {quoted(places[toll], language)}" for rate, toll in zip(rates, frame["toll"], strict=True)],
    )
    rows, high = _rows(said, inside(size), tell.speaker)
    page = tell.page(high + 0.3)
    _draw(page.axes(), rows, high, tell.speaker)
    return tell.figure(page, frame)
