"""Charts of the alliance: who was bound by which status, from when to when."""

from datetime import date, timedelta

from matplotlib.patches import Rectangle

from ..csto import MEMBER, PARTY, SIGNED, SUSPENDED
from ..i18n import say
from . import theme
from .certainty import needs
from .theme import write

ROW = 0.262  # inches from row to row
HEIGHTS = {SIGNED: 0.076, PARTY: 0.104, MEMBER: 0.176, SUSPENDED: 0.076}  # inches; thickness is the status


def membership_spells(frame, names, groups, ax=None, until=None, highlight=(), notes=None, language="en"):
    """Draw spells of status as bars whose thickness is the status: outline, thin, thick; hatched for suspended.

    A bar whose beginning is uncertain is drawn pale up to the day by which it must have begun.

    Parameters
    ----------
    frame : pandas.DataFrame
        As `membership()`: `actor`, `status`, `start`, `end`, `uncertain_until`.
    names : dict
        Actor id to name.
    groups : dict
        Heading to the list of actor ids below it, top to bottom.
    ax : matplotlib.axes.Axes, optional
    until : pandas.Timestamp
        Where spells without an end are cut; a year after the last day of the frame by default.
    highlight : iterable of str
        Actors in dark ink and bold.
    notes : dict, optional
        (actor, ISO day) to a few words, set right of that day in the actor's row.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        One rectangle a spell with gid "ARM-member-2003-09-18"; x in days, y in inches below the top.

    Examples
    --------
    >>> from conflictdata import membership
    >>> uzb = membership().query("actor == 'UZB'")
    >>> len(membership_spells(uzb, {"UZB": "Uzbekistan"}, {"One state": ["UZB"]}).patches)
    4
    """
    needs(frame, "spells", "actor", "status", "start", "end", "uncertain_until")
    until = until or frame[["start", "end"]].max().max() + timedelta(days=365)
    first, ax = ax is None, theme.new_axes(ax, left=LABELS + theme.MARGIN)
    if first:
        ax.set_xlim(day_number(frame["start"].min()), day_number(until))
    height = theme.size_inches(ax)[1]
    ax.set_ylim(height, 0)
    y = 0.0
    for heading, actors in groups.items():
        write(ax, (0, y), heading, "note", dx=-LABELS, dy=-0.12, at="y", patch=True)
        y += 0.30
        for actor in actors:
            strong = actor in highlight
            write(ax, (0, y), names[actor], "strong" if strong else "label", dx=-0.12, dy=-0.045, ha="right", at="y")
            for spell in frame[frame["actor"] == actor].itertuples():
                _bar(ax, spell, y, until, theme.PEOPLE if strong else theme.CONTEXT)
            for (who, day), words in (notes or {}).items():
                if who == actor:
                    write(ax, (day_number(day), y), words, "note", dx=0.07, dy=-0.045, patch=True)
            y += ROW
        y += 0.10
    return ax


LABELS = 1.28  # inches left of the Axes for the names


def day_number(day):
    """Return a day as matplotlib counts days, from 1970-01-01."""
    return day.toordinal() - 719163


def _bar(ax, spell, y, until, colour):
    end = until if spell.end is None or spell.end != spell.end else min(spell.end, until)
    if spell.start >= end:
        return
    start, end, thick = day_number(spell.start), day_number(end), HEIGHTS[spell.status]
    style = {"fc": colour, "ec": "none"}
    if spell.status in (SIGNED, SUSPENDED):
        style = {"fc": theme.PAPER, "ec": colour, "lw": 1.1}
    if spell.status == SUSPENDED:
        style |= {"hatch": "xxxxx", "hatch_linewidth": 0.6}
    gid = f"{spell.actor}-{spell.status}-{spell.start:%Y-%m-%d}"
    ax.add_artist(Rectangle((start, y - thick / 2), end - start, thick, zorder=3, gid=gid, **style))
    if spell.uncertain_until == spell.uncertain_until and spell.uncertain_until is not None:
        sure = min(day_number(spell.uncertain_until), end)
        ax.add_artist(
            Rectangle(
                (start, y - thick / 2),
                sure - start,
                thick,
                fc=theme.PAPER,
                ec=colour,
                lw=0,
                hatch="||||",
                hatch_linewidth=0.9,
                zorder=3.5,
                gid=f"{gid}-uncertain",
            )
        )


def event_line(ax, day, lines, *, ha="left", strong=False):
    """Draw a dated line through the rows, named above the Axes; rust marks the event the article reports."""
    x = day_number(day)
    colour = theme.QUESTION if strong else theme.CONTEXT
    step = theme.leading("note")
    baseline = (len(lines) - 1) * step + 0.16
    ax.plot(
        [x, x],
        [ax.get_ylim()[0], -baseline - 0.14],
        color=colour,
        lw=2 if strong else 1.1,
        ls="-" if strong else (0, (1, 2)),
        clip_on=False,
        zorder=4 if strong else 1,
        gid=f"event-{day:%Y-%m-%d}",
    )
    for i, (line, role) in enumerate(lines):
        options = {"color": colour} if strong and role == "strong" else {}
        dx = 0.06 if ha == "left" else -0.06
        write(ax, (x, 0), line, role, dx=dx, dy=baseline - i * step, ha=ha, **options)


def key(ax, y, statuses, language="en"):
    """Draw the key of the statuses in a row below the chart, at `y` inches from the top of the Axes."""
    x, (left, right) = -LABELS, ax.get_xlim()
    inch = (right - left) / theme.size_inches(ax)[0]
    for status in statuses:
        style = {"fc": theme.CONTEXT, "ec": "none"}
        if status in (SIGNED, SUSPENDED):
            style = {"fc": theme.PAPER, "ec": theme.CONTEXT, "lw": 1.1}
        if status == SUSPENDED:
            style |= {"hatch": "xxxxx", "hatch_linewidth": 0.6}
        if status == "uncertain":
            style = {"fc": theme.PAPER, "ec": theme.CONTEXT, "lw": 0, "hatch": "||||", "hatch_linewidth": 0.9}
        thick = HEIGHTS.get(status, HEIGHTS[PARTY])
        ax.add_artist(Rectangle((left + x * inch, y - thick / 2), 0.26 * inch, thick, clip_on=False, **style))
        words = say(f"status.{status}", language)
        write(ax, (left + (x + 0.33) * inch, y), words, "note", dy=-0.045, color=theme.TEXT)
        x += 0.33 + theme.text_width(words, "note") + 0.2


def year_ticks(ax, first, last):
    """Draw the time axis at the bottom: a tick every year, a label every five."""
    low = ax.get_ylim()[0]
    ax.plot(ax.get_xlim(), [low, low], color=theme.TEXT, lw=0.9, clip_on=False)
    for year in range(first, last + 1):
        x, long = day_number(date(year, 1, 1)), year % 5 == 0
        depth, width = (0.06, 0.9) if long else (0.035, 0.6)
        ax.plot([x, x], [low, low + depth], color=theme.TEXT, lw=width, clip_on=False)
        if long:
            write(ax, (x, low), str(year), "axis", dy=-0.22, ha="center")
