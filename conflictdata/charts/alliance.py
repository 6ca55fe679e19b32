"""Charts of the alliance: who was bound by which status, from when to when."""

from datetime import date, timedelta

import pandas as pd
from matplotlib.patches import Rectangle

from ..i18n import day, say
from . import theme
from .marks import needs
from .pages import PageSpeaker, figure, sheet
from .theme import write

LABELS = 1.28  # inches left of the Axes for the names
ROW = 0.262  # inches from row to row
HEIGHTS = {"signed": 0.076, "party": 0.104, "member": 0.176, "suspended": 0.076}  # inches; thickness is the status


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
            for (who, when), words in (notes or {}).items():
                if who == actor:
                    write(ax, (day_number(when), y), words, "note", dx=0.07, dy=-0.045, patch=True)
            y += ROW
        y += 0.10
    return ax


def day_number(day):
    """Return a day as matplotlib counts days, from 1970-01-01."""
    return day.toordinal() - 719163


def _look(status, colour):
    """Return how a bar of a status looks: filled, outlined or hatched."""
    outline = {"fc": theme.PAPER, "ec": colour, "lw": 1.1}
    return {
        "signed": outline,
        "suspended": outline | {"hatch": "xxxxx", "hatch_linewidth": 0.6},
        "uncertain": outline | {"lw": 0, "hatch": "||||", "hatch_linewidth": 0.9},
    }.get(status, {"fc": colour, "ec": "none"})


def _bar(ax, spell, y, until, colour):
    """Draw the bar of a spell up to `until`, hatched as far as its beginning is uncertain."""
    end = until if pd.isna(spell.end) else min(spell.end, until)
    if spell.start >= end:
        return
    start, end, thick = day_number(spell.start), day_number(end), HEIGHTS[spell.status]
    gid = f"{spell.actor}-{spell.status}-{spell.start:%Y-%m-%d}"
    place, look = (start, y - thick / 2), _look(spell.status, colour)
    ax.add_artist(Rectangle(place, end - start, thick, zorder=3, gid=gid, **look))
    if pd.notna(spell.uncertain_until):
        sure, look = min(day_number(spell.uncertain_until), end), _look("uncertain", colour)
        ax.add_artist(Rectangle(place, sure - start, thick, zorder=3.5, gid=f"{gid}-uncertain", **look))


def event_line(ax, when, lines, *, ha="left", strong=False):
    """Draw a dated line through the rows, named above the Axes; rust marks the event the article reports."""
    x = day_number(when)
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
        gid=f"event-{when:%Y-%m-%d}",
    )
    for i, (line, role) in enumerate(lines):
        options = {"color": colour} if strong and role == "strong" else {}
        dx = 0.06 if ha == "left" else -0.06
        write(ax, (x, 0), line, role, dx=dx, dy=baseline - i * step, ha=ha, **options)


def status_key(ax, y, statuses, language="en"):
    """Draw the key of the statuses in a row below the chart, at `y` inches from the top of the Axes."""
    x, (left, right) = -LABELS, ax.get_xlim()
    inch = (right - left) / theme.size_inches(ax)[0]
    for status in statuses:
        thick = HEIGHTS.get(status, HEIGHTS["party"])
        place, look = (left + x * inch, y - thick / 2), _look(status, theme.CONTEXT)
        ax.add_artist(Rectangle(place, 0.26 * inch, thick, clip_on=False, **look))
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


def csto_membership_page(language="en"):
    """Who had signed, was a party, was a member, was suspended, from 1992 to the article's day."""
    from .. import csto, record

    spells, published = csto.membership(), pd.Timestamp(record.reference_day())
    clashes = record.events().set_index("event_id").at["D22", "start"]
    members = csto.members_on(clashes)
    actors = record.actors().set_index("actor_id")[f"name_{language}"]
    states = sorted(spells["actor"].unique(), key=lambda actor: actors[actor])
    start = {(row.actor, row.status): row.start for row in spells.itertuples()}
    term_end = spells.query("actor == 'AZE' and status == 'party'")["end"].iloc[0]
    charter, in_force = start["ARM", "member"], start["ARM", "party"]
    renewal = record.acts().query("act == 'extension_signature' and actor == 'ARM'")["start"].iloc[0]
    named = {"day": clashes, "end": term_end, "charter": charter, "inforce": in_force, "renewal": renewal,
             "back": start["UZB", "member"], "note": start["UZB", "suspended"]}  # fmt: skip
    words = {name: day(when, language) for name, when in named.items()}
    words["renewed"] = day(renewal, language, year=False)
    tell = PageSpeaker("csto_membership", language, **words | {"year_end": str(term_end.year), "n": len(members)})
    page = sheet(4.65, tell)
    left, bottom = 1.58, page.bottom + 0.62
    ax = page.axes(left, bottom, theme.WIDTH - left - theme.MARGIN - 0.05, page.top - bottom - 0.90)
    ax.set_xlim(day_number(pd.Timestamp("1992-01-01")), day_number(published) + 40)
    groups = {tell("members"): members, tell("others"): set(states) - set(members)}
    groups = {heading: [state for state in states if state in group] for heading, group in groups.items()}
    notes = {(state, term_end): tell("not_renewed") for state in ("AZE", "GEO", "UZB")}
    shown = {"until": published, "highlight": ("ARM", "AZE"), "notes": notes, "language": language}
    membership_spells(spells, actors, groups, ax, **shown)
    for when, name, ha in ((in_force, "in_force", "right"), (term_end, "term", "right"), (charter, "charter", "left")):
        lines = [(line, "note") for line in [*tell(name).split("\n"), day(when, language)]]
        event_line(ax, when, lines, ha=ha)
    event_line(ax, clashes, [(tell("clashes"), "strong"), (words["day"], "note")], ha="right", strong=True)
    year_ticks(ax, 1992, published.year)
    georgia = 0.30 * 2 + 0.10 + ROW * (len(states) - 2)
    write(ax, (day_number(start["UZB", "member"]), georgia), tell("uzb"), "note", dy=0.10, patch=True)
    write(ax, (day_number(charter), 0.30), tell("bar"), "strong", dx=0.9, dy=-0.05, color=theme.PAPER)
    status_key(ax, ax.get_ylim()[0] + 0.46, ("signed", "party", "member", "suspended", "uncertain"), language)
    columns = ["actor", "status", "start", "end", "uncertain_until"]
    values = spells[columns].assign(**{c: spells[c].dt.strftime("%Y-%m-%d") for c in columns[2:]})
    return figure(tell, page, values)
