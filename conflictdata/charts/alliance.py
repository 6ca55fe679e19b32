"""Who was bound by which status, from when to when: bars of time, one row an actor, and who was in on one day."""

from collections import namedtuple
from itertools import pairwise

import pandas as pd
from matplotlib.dates import date2num

from ..i18n import Speaker, day
from . import own, theme
from .inputs import capital, needs, stated, word
from .inputs import days as days_of
from .lettering import leading, text_width, wrap, write
from .marks import box, hatched, point
from .pages import PageSpeaker
from .pages import names as names_of
from .paper import inside

MOST = 30  # actors in one picture
COLUMNS, DAYS = ("actor", "status", "start", "end"), ("start", "end", "uncertain_until")
THICK = {"signed": 0.08, "party": 0.08, "member": 0.15, "suspended": 0.15}  # units: thin the treaty, thick the alliance
OUTLINED = ("signed", "suspended")  # bound by nothing yet, or no longer: no membership
ABOVE, BELOW, HEADING = 0.32, 0.26, 0.28  # units for the day, the years, and a heading or the words on the first bars
GAP, SPARE = 0.15, 0.12  # units between names, bars and words, and between rows
_Row = namedtuple("_Row", "name group spells words")  # an actor, its heading, its spells in order, the words at its end
_Set = namedtuple("_Set", "names words left right row wide high")  # lines of both; units aside, of a row, in all


def membership(frame, ax=None, *, on=None, title=None, subtitle=None, source=None, size="page", language="en"):
    """Draw who was bound by which status, from when to when: one row an actor, one bar a spell.

    A thin bar is a party to a treaty, a thick one a member of an organisation, an outline has signed or is suspended,
    stripes are a start that is not sure. A row ends in words, its last two changes; the first one names its bars.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per spell, as ``conflictdata.membership()``: `actor`, `status` ("party", "member", "signed", "suspended",
        or a word of your own, drawn solid), `start` and `end` (days; `end` is the first day on which the status no
        longer holds, or missing). Optional `uncertain_until` (the day by which the spell must have begun), `ended` (how
        it ended, in words, where "left" is not true), `name`, `group` (a heading above its rows) and `says` (words that
        an SVG adds on hover, such as the source). 1 to 30 actors, in the order of the frame; a slide has room for about
        10.
    on : day, optional
        A line at this day, with a dot on each row: filled where a status holds that is neither signed nor suspended.
    ax, title, subtitle, source, size, language
        As for `tolls`.

    Returns
    -------
    Figure or matplotlib.axes.Axes
        The Axes given, or a figure. Bars have the gid "spell-0-1" (row and spell, from 0), stripes "unsure-0-1", dots
        "point-0"; x is days since 1970, y units downwards (inches on a page).

    Raises
    ------
    ValueError
        If a cell is no day, two statuses of an actor overlap, there are over 30 actors, or the Axes are too small.

    Examples
    --------
    >>> import pandas as pd
    >>> club = {"actor": "Bo", "status": "member", "start": ["2003-02-01"], "end": ["2009-07-01"]}
    >>> membership(pd.DataFrame(club), on="2010-01-01").alt
    'Bars of status: Bo, joined\xa02003, left\xa02009.'
    """
    sheet = own.Sheet("membership", ax, title, subtitle, source, size, language)
    tell, rows = sheet.tell, _rows(frame, sheet.tell)
    when = None if on is None else days_of(pd.Series([on], name="on"), tell)[0]
    told = sheet.listed([f"{row.name}, {row.words}" for row in rows])
    values = _values(frame, tell, *COLUMNS, "uncertain_until", "name", "group")
    draw, high = lambda ax: _draw(ax, rows, when, tell), lambda width: _set(rows, width).high + SPARE * len(rows)
    return sheet.chart(draw, high, values, {"rows": told, "n": len(rows)})


def _rows(frame, tell):
    """Return a row per actor; spells that cannot be are refused."""
    needs(frame, tell, COLUMNS, filled=COLUMNS[:3])
    frame = frame.reset_index(drop=True)
    days = {name: days_of(frame[name], tell) for name in DAYS if name in frame}
    rows = []
    for actor, found in frame.assign(**days).groupby("actor", sort=False):
        spells = list(found.sort_values("start", kind="stable").itertuples())
        for one, other in pairwise([*spells, None]):
            if one.end < one.start or (other and not one.end <= other.start):
                raise ValueError(tell("refused.spells", actor=str(actor), start=one.start))
        name = str(stated(spells[0], "name") or actor)
        rows.append(_Row(name, str(stated(spells[0], "group") or ""), spells, _changes(spells, tell)))
    if len(rows) > MOST:
        raise ValueError(tell("refused.many_actors", n=len(rows), most=MOST))
    order = list(dict.fromkeys(row.group for row in rows))
    return sorted(rows, key=lambda row: order.index(row.group))


def _values(frame, tell, *columns):
    """Return the columns of a frame that are there, with days as text."""
    frame = frame.filter(columns).reset_index(drop=True)
    return frame.assign(**{name: days_of(frame[name], tell).dt.strftime("%Y-%m-%d") for name in DAYS if name in frame})


def _changes(spells, tell):
    """Return the last two changes of an actor's status in words: joined 2006, suspended 2012."""
    said, before = [], None
    for spell in spells:
        if gap := before is not None and before.end < spell.start:
            said.append(_ending(before, tell))
        year = str(spell.start.year)
        if (until := stated(spell, "uncertain_until")) is not None:
            latest = str((until - pd.Timedelta(days=1)).year)
            year = f"{year}?" if latest == year else f"{year}–{latest}?"
        joined = spell.status == "member" and (before is None or gap)
        key = "membership.joined" if joined else f"membership.{spell.status}"
        said.append(tell(key, year=year) if tell.knows(key) else f"{spell.status}\u00a0{year}")
        before = spell
    said += [] if pd.isna(before.end) else [_ending(before, tell)]
    return ", ".join(said[-2:])


def _ending(spell, tell):
    """Return how a status ended, with its year: in the frame's words, or as left."""
    words, year = stated(spell, "ended"), str(spell.end.year)
    return tell("membership.left", year=year) if words is None else f"{words}\u00a0{year}"


def _set(rows, width):
    """Break names and words into lines until the bars have 1.5 units, and measure what all of it needs."""
    for limit in (9.0, 2.6, 1.7, 1.15):
        columns = [[wrap(getattr(row, part), "label", limit) for row in rows] for part in ("name", "words")]
        wide = [max(0.5, *(GAP + text_width(line, "label") for lines in each for line in lines)) for each in columns]
        if width - sum(wide) > 1.5:
            break
    row, headings = max(map(len, columns[0] + columns[1])) * leading("label"), {row.group for row in rows}
    least = max(sum(wide) + 0.9, *(text_width(heading, "strong") for heading in headings))
    return _Set(*columns, *wide, row, least, ABOVE + BELOW + HEADING * len(headings) + row * len(rows))


def _draw(ax, rows, on, tell):
    """Draw the rows; the first one says what its bars are, where a word has room."""
    width, height = theme.size_of(ax)
    least = _set(rows, width)
    own.too_small(ax, least.wide, least.high, tell)
    spare = min((height - least.high) / len(rows), 0.2)
    step, deep = least.row + spare, least.high + spare * len(rows) - ABOVE - BELOW
    spells = [spell for row in rows for spell in row.spells]
    days = [each for spell in spells for each in (spell.start, spell.end, on) if pd.notna(each)]
    first, last = min(days), max(days)
    if any(spell.start == last for spell in spells):  # what begins on the last day is drawn for a year
        last += pd.Timedelta(days=365)
    ranges = (date2num(first), date2num(last)), (height - ABOVE - BELOW, 0)
    across, _ = theme.scaled(ax, *ranges, left=least.left, right=least.right, above=ABOVE, below=BELOW)
    _ticks(ax, first, last, deep, across, tell)
    if on is not None:
        ax.plot([date2num(on)] * 2, [-0.02, deep], color=theme.inks(ax).question, lw=1.6, zorder=2)
        write(ax, (date2num(on), 0), day(on, tell.language), "strong", dy=0.09, ha="center", ink="question")
    y = 0.0
    for i, row in enumerate(rows):
        if i == 0 or row.group != rows[i - 1].group:
            y += HEADING
            write(ax, (0, y), row.group, "strong", dy=0.08, at="y", patch=True)
        middle, y = y + step / 2, y + step
        for (x, dx, at), lines in (((0, 0, "y"), least.names[i]), ((date2num(last), GAP, "data"), least.words[i])):
            up = (len(lines) - 1) * leading("label") / 2 - 0.05
            write(ax, (x, middle), "\n".join(lines), "label", dx=dx, dy=up, at=at)
        for k, spell in enumerate(row.spells):
            long = _bar(ax, spell, row.name, middle, last, f"{i}-{k}", tell)
            status = word(f"status.{spell.status}", spell.status, tell)
            left = least.left + (spell.start - first).days * across
            if i == 0 and text_width(status, "note") < long * across and left > text_width(row.group, "strong"):
                write(ax, (date2num(spell.start), middle), status, "note", dx=0.01, dy=0.13, patch=True)
        if on is not None:
            status = next((s.status for s in row.spells if s.start <= on and not s.end <= on), "none")
            said = tell("own.membership.on", name=row.name, on=on, status=word(f"status.{status}", status, tell))
            point(ax, date2num(on), middle, hollow=status in ("none", *OUTLINED), gid=str(i), words=said, size=8)


def _bar(ax, spell, name, y, last, gid, tell):
    """Draw one spell, striped as far as its beginning is not sure, and return how many days it is long."""
    ink, thick, end = theme.inks(ax), THICK.get(spell.status, 0.12), last if pd.isna(spell.end) else spell.end
    key = "own.membership.spell.open" if pd.isna(spell.end) else "own.membership.spell"
    status = word(f"status.{spell.status}", spell.status, tell)
    words = tell(key, name=name, status=status, start=spell.start, end=end)
    words = ", ".join(filter(None, (words, stated(spell, "says"))))
    place, long = (date2num(spell.start), y - thick / 2), (end - spell.start).days
    look = {"fc": ink.paper, "ec": ink.note, "lw": 1.4} if spell.status in OUTLINED else {"fc": ink.note}
    box(ax, *place, long, thick, gid=f"spell-{gid}", words=words, zorder=2.2, **look)
    if (until := stated(spell, "uncertain_until")) is not None:
        unsure = (min(until, end) - spell.start).days
        box(ax, *place, unsure, thick, fc=ink.paper, zorder=2.3)
        said = tell("own.membership.unsure", name=name, on=until)
        hatched(ax, *place, unsure, thick, gid=f"unsure-{gid}", words=said)
    return long


def _ticks(ax, first, last, deep, across, tell):
    """Draw the years below the rows, as many as there is room for; the two ends where there is no round year."""
    step = theme.step(0.5 / 366 / across)
    years = [pd.Timestamp(year, 1, 1) for year in range(first.year, last.year + 1) if year % step == 0]
    ticks = [(when, str(when.year)) for when in years if first <= when <= last]
    ends = (first, last) if (last - first).days * across > 1.8 else (first,)
    for when, text in ticks or [(end, day(end, tell.language)) for end in ends]:
        ax.plot([date2num(when)] * 2, [0.1, deep], color=theme.inks(ax).grid, lw=0.8, zorder=0.5)
        write(ax, (date2num(when), deep), text, "axis", dy=-0.18, ha="center")


def csto_membership_page(language="en", size="page"):
    """Who was a member on the day of the clashes, since when, and who no longer was."""
    from .. import csto, record

    plain, when = Speaker(language), record.events().set_index("event_id").at["D22", "start"]
    spells = csto.membership().query("status != 'signed' and start <= @when")  # a signature binds nobody yet
    inward = spells["actor"].isin(csto.members_on(when))
    acts = [", ".join(filter(pd.notna, pair)) for pair in zip(spells["start_act"], spells["end_act"], strict=True)]
    kinds = record.acts().set_index("act_id")["act"]
    spells = spells.assign(
        name=spells["actor"].map(names_of(language)),
        group=inward.map({True: plain("csto_membership.members"), False: plain("csto_membership.others")}),
        ended=spells["end_act"].map(kinds).map({"term_end": plain("csto_membership.term_end")}),  # no act says "left"
        says=[plain("own.membership.acts", acts=each) for each in acts],
        order=~inward,
    ).sort_values(["order", "name", "start"])
    rows, latest, uzb = _rows(spells, plain), spells.groupby("actor").tail(1), spells.query("actor == 'UZB'")
    members = [row.name for row in rows if row.group == rows[0].group]
    counts = len(members), (latest["end"] <= when).sum(), (latest["status"] == "suspended").sum()
    numerals = [plain("number.words").split()[n] for n in counts]
    facts = {"n": len(rows), "members": capital(numerals[0]), "left": numerals[1], "suspended": numerals[2]}
    facts |= {"ended": uzb["end"].iloc[0], "joined": uzb["start"].iloc[1], "inside": plain.listed(members)}
    facts["outside"] = "; ".join(f"{row.name}, {row.words}" for row in rows[len(members) :])
    facts["limit"] = spells["uncertain_until"].max() - pd.Timedelta(days=1)
    tell = PageSpeaker("csto_membership", language, size, **facts)
    page = tell.page(_set(rows, inside(size)).high + SPARE * len(rows))
    _draw(page.axes(), rows, when, plain)
    return tell.figure(page, _values(spells, plain, "actor", "name", "status", *DAYS))
