"""Who was bound by which status, from when to when: bars of time, one row an actor, and who was in on one day."""

from collections import namedtuple
from itertools import pairwise

import pandas as pd
from matplotlib.dates import date2num

from ..i18n import Speaker, day
from . import own, theme
from .inputs import capital, needs, stated
from .lettering import leading, text_width, wrap, write
from .marks import box, hatched, point
from .pages import PageSpeaker, days_written
from .pages import names as names_of
from .paper import inside

MOST = 30  # actors in one picture
COLUMNS = ("actor", "status", "start", "end")
THICK = {"signed": 0.08, "party": 0.08, "member": 0.15, "suspended": 0.15}  # units: thin the treaty, thick the alliance
OUTLINED = ("signed", "suspended")  # bound by nothing yet, or no longer: no membership
ABOVE, BELOW, HEADING = 0.32, 0.26, 0.28  # units for the day, the years, and a heading or the words on the first bars
GAP = 0.16  # units between names, bars and words
_Row = namedtuple("_Row", "name group spells words")  # an actor, its heading, its spells in order, words at the end
STEPS = (1, 2, 5, 10, 20, 50, 100, 200)  # years from one tick to the next


def membership(
    frame, ax=None, *, on=None, names=None, title=None, subtitle=None, source=None, size="page", language="en"
):
    """Draw who was bound by which status, from when to when: one row an actor, one bar a spell.

    .. image:: ../../figures/en/csto_membership.png

    A thin bar is a party to a treaty, a thick one a member of an organisation, an outline has signed or is suspended,
    stripes are a start that is not sure. A row ends in words, its last two changes; the first one names its bars.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per spell, as ``conflictdata.membership()``: `actor`, `status` ("party", "member", "signed", "suspended",
        or a word of your own, drawn solid), `start` and `end` (days; `end` is the first day on which the status no
        longer holds, or missing). Optional `uncertain_until` (the day by which the spell must have begun), `name`,
        `group` (a heading above its rows) and `says` (words that an SVG adds on hover, such as the source). 1 to 30
        actors, in the order of the frame; a slide has room for about 12.
    ax : matplotlib.axes.Axes, optional
        Where to draw; all words lie inside. Without it a whole figure is made.
    on : day, optional
        A line at this day, with a dot on each row: filled where a status holds that is neither signed nor suspended.
    names : dict, optional
        Actor to name.
    title, subtitle, source : str, optional
        Words of the figure.
    size : {"page", "slide", "column"}
    language : str

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
    >>> club = {"actor": ["Ann", "Bo"], "status": "member", "start": ["2001-05-01", "2003-02-01"], "end": [None, "2009-07-01"]}
    >>> membership(pd.DataFrame(club), on="2010-01-01").alt
    'Bars of status, 2001–2010: Ann, joined 2001; Bo, joined 2003, left 2009.'
    """
    tell = Speaker(language)
    rows = _rows(frame, names or {}, tell)
    day_of = None if on is None else _days(pd.Series([on], name="on"), tell)[0]
    listed = "; ".join(f"{row.name}, {row.words}" for row in rows)
    facts = {"rows": listed if len(listed) < 190 else tell("own.membership.many", n=len(rows)), "n": len(rows)}
    sheet = own.Sheet(language, size, title, subtitle, source)
    high = 0 if ax is not None or size not in theme.SIZES else _high(rows, inside(size), 0.11)
    kept = [column for column in (*COLUMNS, "uncertain_until", "name", "group") if column in frame]
    return own.chart("membership", ax, sheet, lambda ax: _draw(ax, rows, day_of, tell), high, frame[kept], facts)


def _rows(frame, called, tell):
    """Return a row per actor; spells that cannot be are refused."""
    needs(frame, tell, *COLUMNS)
    if empty := [column for column in COLUMNS[:3] if frame[column].isna().any()]:
        raise ValueError(tell("refused.empty", column=empty[0]))
    days = {name: _days(frame[name], tell) for name in ("start", "end", "uncertain_until") if name in frame}
    rows = []
    for actor, found in frame.assign(**days).groupby("actor", sort=False):
        spells = list(found.sort_values("start", kind="stable").itertuples())
        for one, other in pairwise([*spells, None]):
            if one.end < one.start or other and not one.end <= other.start:
                raise ValueError(tell("refused.spells", actor=str(actor), start=one.start))
        name = called.get(actor) or stated(spells[0], "name") or actor
        rows.append(_Row(str(name), str(stated(spells[0], "group") or ""), spells, _changes(spells, tell)))
    if len(rows) > MOST:
        raise ValueError(tell("refused.many_actors", n=len(rows), most=MOST))
    order = list(dict.fromkeys(row.group for row in rows))
    return sorted(rows, key=lambda row: order.index(row.group))


def _days(column, tell):
    """Return a column of days; years, times and other texts are refused, since they would be guessed at."""
    told = column.dropna().astype(str).str.removesuffix(" 00:00:00")
    try:
        days = pd.to_datetime(told.where(told.str.fullmatch(r"\d{4}-\d\d-\d\d"), "?"), format="%Y-%m-%d")
    except ValueError:
        raise ValueError(tell("refused.days", column=column.name, values=", ".join(told))) from None
    return days.reindex(column.index)


def _changes(spells, tell):
    """Return the last two changes of an actor's status in words: joined 2006, suspended 2012."""
    said, ended = [], None
    for spell in spells:
        if gap := ended is not None and ended < spell.start:
            said.append(tell("membership.left", year=str(ended.year)))
        year = str(spell.start.year)
        if (until := stated(spell, "uncertain_until")) is not None:
            latest = str((until - pd.Timedelta(days=1)).year)
            year = f"{year}?" if latest == year else f"{year}–{latest}?"
        joined = spell.status == "member" and (ended is None or gap)
        key = "membership.joined" if joined else f"membership.{spell.status}"
        said.append(tell(key, year=year) if tell.knows(key) else f"{spell.status}\u00a0{year}")
        ended = spell.end
    said += [] if pd.isna(ended) else [tell("membership.left", year=str(ended.year))]
    return ", ".join(said[-2:])


def _set(rows, width):
    """Break names and words into lines until the bars have a third of the width; return both, and their units."""
    for limit in (9.0, 1.7, 1.15):
        columns = [[wrap(getattr(row, part), "label", limit) for row in rows] for part in ("name", "words")]
        wide = [GAP + max(text_width(line, "label") for lines in column for line in lines) for column in columns]
        if width - sum(wide) > 0.35 * width:
            break
    return *columns, *wide


def _high(rows, width, spare=0.0):
    """Return units that the rows need in a width, with so much to spare on each."""
    called, words, *_ = _set(rows, width)
    row, headings = max(map(len, called + words)) * leading("label") + spare, len({row.group for row in rows})
    return ABOVE + BELOW + HEADING * headings + len(rows) * row


def _draw(ax, rows, on, tell, named=None):
    """Draw the rows; `named` has longer words for a status."""
    width, height = theme.size_of(ax)
    called, words, left, right = _set(rows, width)
    own.too_small(ax, left + right + 0.8, least := _high(rows, width), tell)
    days = [each for row in rows for spell in row.spells for each in (spell.start, spell.end, on) if pd.notna(each)]
    first, last = min(days), max(days) + pd.Timedelta(days=365 if on is None else 0)
    spare = min((height - least) / len(rows), 0.2)
    deep = _high(rows, width, spare) - ABOVE - BELOW
    step = (deep - HEADING * len({row.group for row in rows})) / len(rows)
    across, _ = theme.scaled(
        ax, (date2num(first), date2num(last)), (height - ABOVE - BELOW, 0), left, right, BELOW, ABOVE
    )
    _ticks(ax, first, last, deep, across)
    if on is not None:
        ax.plot([date2num(on)] * 2, [-0.02, deep], color=theme.inks(ax).question, lw=1.6, zorder=2)
        write(ax, (date2num(on), 0), day(on, tell.language), "strong", dy=0.09, ha="center", ink="question")
    y = 0.0
    for i, row in enumerate(rows):
        if i == 0 or row.group != rows[i - 1].group:
            y += HEADING
            write(ax, (0, y), row.group, "strong", dy=0.08, at="y")
        middle = y + step / 2
        for x, lines, dx, at in ((0, called[i], 0, "y"), (date2num(last), words[i], GAP - 0.02, "data")):
            up = (len(lines) - 1) * leading("label") / 2 - 0.05
            write(ax, (x, middle), "\n".join(lines), "label", dx=dx, dy=up, at=at)
        for k, spell in enumerate(row.spells):
            _bar(ax, spell, row.name, middle, last, f"{i}-{k}", tell)
            if i == 0:  # the first row says what its bars are, where a word has room
                room = (
                    date2num(min(spell.end, last) if pd.notna(spell.end) else last) - date2num(spell.start)
                ) * across
                known = ((named or {}).get(spell.status, ""), _word(spell.status, tell))
                text = next((text for text in known if text and text_width(text, "note") < room - 0.05), "")
                write(ax, (date2num(spell.start), middle), text, "note", dx=0.01, dy=0.13, patch=True)
        if on is not None:
            status = next((s.status for s in row.spells if s.start <= on and not s.end <= on), "none")
            said = tell("own.membership.on", name=row.name, on=on, status=_word(status, tell))
            point(ax, date2num(on), middle, hollow=status in ("none", *OUTLINED), gid=str(i), words=said, size=8)
        y += step


def _word(status, tell):
    """Return the word for a status, or a reader's own."""
    return tell(f"status.{status}") if tell.knows(f"status.{status}") else str(status)


def _bar(ax, spell, name, y, last, gid, tell):
    """Draw one spell, striped as far as its beginning is not sure."""
    end, thick, ink = last if pd.isna(spell.end) else spell.end, THICK.get(spell.status, 0.12), theme.inks(ax)
    days = f"{day(spell.start, tell.language)} – {'' if pd.isna(spell.end) else day(spell.end, tell.language)}".strip()
    words = ", ".join(filter(None, (f"{name}: {_word(spell.status, tell)}", days, stated(spell, "says"))))
    place = (date2num(spell.start), y - thick / 2, date2num(end) - date2num(spell.start), thick)
    look = {"fc": ink.paper, "ec": ink.note, "lw": 1.4} if spell.status in OUTLINED else {"fc": ink.note}
    box(ax, *place, gid=f"spell-{gid}", words=words, zorder=2.2, **look)
    if (until := stated(spell, "uncertain_until")) is not None:
        place = (*place[:2], date2num(min(until, end)) - place[0], thick)
        box(ax, *place, fc=ink.paper, zorder=2.3)
        hatched(ax, *place, gid=f"unsure-{gid}", words=tell("own.membership.unsure", name=name, on=until))


def _ticks(ax, first, last, deep, across):
    """Draw the years below the rows, as many as there is room for; the two ends where there is no round year."""
    step = next(step for step in STEPS if step * 366 * across > 0.6)
    days = [pd.Timestamp(year, 1, 1) for year in range(first.year, last.year + 1) if year % step == 0]
    shown = [(day, str(day.year)) for day in days if first <= day <= last]
    for when, text in shown or [(end, day(end, "en")) for end in (first, last)]:
        ax.plot([date2num(when)] * 2, [0.1, deep], color=theme.inks(ax).grid, lw=0.8, zorder=0.5)
        write(ax, (date2num(when), deep), text, "axis", dy=-0.18, ha="center")


def csto_membership_page(language="en", size="page"):
    """Who was a member on the day of the clashes, since when, and who no longer was."""
    from .. import csto, record

    when, called = record.events().set_index("event_id").at["D22", "start"], names_of(language)
    spells = csto.membership().query("status != 'signed' and start <= @when")  # a signature binds nobody yet
    spells = spells.assign(name=spells["actor"].map(called), member=spells["actor"].isin(csto.members_on(when)))
    plain = Speaker(language)
    heading = {True: plain("csto_membership.members"), False: plain("csto_membership.others")}
    acts = [", ".join(filter(pd.notna, pair)) for pair in zip(spells["start_act"], spells["end_act"], strict=True)]
    spells = spells.assign(
        group=spells["member"].map(heading), says=[plain("own.membership.acts", acts=a) for a in acts]
    )
    spells = spells.sort_values(["name", "start"]).sort_values("member", ascending=False, kind="stable")
    rows, latest = _rows(spells, {}, plain), spells.groupby("actor").tail(1)
    counts = {"members": latest["member"], "left": latest["end"] <= when, "suspended": latest["status"] == "suspended"}
    numerals = {name: plain("number.words").split()[chosen.sum()] for name, chosen in counts.items()}
    uzbekistan = spells.query("actor == 'UZB'").set_index("status")
    tell = PageSpeaker(
        "csto_membership",
        language,
        size,
        **numerals | {"members": capital(numerals["members"])},
        n=len(rows),
        inside=plain.listed([row.name for row in rows if row.group == heading[True]]),
        outside="; ".join(f"{row.name}, {row.words}" for row in rows if row.group == heading[False]),
        ended=uzbekistan.at["party", "end"],
        joined=uzbekistan.at["member", "start"],
        limit=spells["uncertain_until"].max() - pd.Timedelta(days=1),
    )
    page = tell.page(_high(rows, inside(size), 0.12))
    _draw(page.axes(), rows, when, plain, {status: tell(status) for status in ("party", "member")})
    values = days_written(spells[["actor", "name", "status", "start", "end", "uncertain_until"]])
    return tell.figure(page, values.assign(uncertain_until=values["uncertain_until"].dt.strftime("%Y-%m-%d")))
