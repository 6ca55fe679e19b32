"""A claim beside what others count: a bar each, grouped by what is counted, on one linear scale from zero."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from ..certainty import FLOORS, Toll
from ..i18n import Speaker
from . import own, theme
from .inputs import TOLL_COLUMNS, capital, stated, tolls_of
from .lettering import leading, text_width, wrap, write
from .marks import UNDER_A_RANGE, box, hatched, point, said
from .pages import PageSpeaker, names, quoted
from .paper import inside
from .squares import FADE, levels

WORDS = ("label", "group", "note", "reading", "says")
READINGS = ("printed", "reference", "second_hand")  # by the article itself, by another source, not seen itself
WIDE = 5.0  # units: in narrower Axes the words of a bar stand above it, not left of it
PITCH, BAR = 0.27, 0.16  # units from a bar to the next one beside words of one line, and of its thickness
LOOSER = [n / 100 for n in range(16, -7, -1)]  # units that a row may take or give as there is room
GAP, HEAD, SCALE = 0.10, 0.11, 0.25  # units beside bars, above a group, and of the numbers below the scale
REACH = dict.fromkeys(FLOORS, 0.16) | {"vague": 0.5}  # units of the fade beyond a floor, of the box without a number
DOT, LEAST = 0.015, 0.7  # units: a shorter bar is a dot at its number; the longest bar is not shorter than this


def beside(frame, ax=None, *, title=None, subtitle=None, source=None, size="page", language="en"):
    """Draw 1 to 12 counts of people as bars on one linear scale from zero, such as a claim beside what others count.

    The end of a bar says how certain it is, as an edge of `tolls` does; an estimate ends at its best number, with a
    line from low to high; a count known at second hand is hollow. What an article prints is bold, and a dashed line
    leads its number down along the bars below it, of its group if it has one.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per count, in the order drawn: `comparator`, `low`, `best`, `high` (people) and `label` (who says so).
        Optional `group` (what is counted: a heading above the rows that follow each other in it), `note` (below the
        label), `reading` ("printed", "second_hand" or, without one, "reference") and `says` (shown on hover in SVG).
    ax, title, subtitle, source, size, language
        As for `tolls`; in Axes narrower than 5 units the words stand above their bars.

    Returns
    -------
    Figure or matplotlib.axes.Axes
        The Axes given, or a figure. x is people, y units (inches on a page) below the top. Bars have the gid "bar-0",
        "bar-1", …, their steps and fades "bar-0-1", …, the line of a printed number "printed-0".

    Raises
    ------
    ValueError
        If a toll is impossible, a reading unknown, or there is no room: a slide has it for 12 rows, or for 7 in groups.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"comparator": "exact", "low": [9, 12], "best": [9, 12], "high": [9, 12], "label": ["police", "doctors"]}
    >>> beside(pd.DataFrame(mine)).alt
    'Bars from zero on one scale: police: 9; doctors: 12.'
    """
    sheet = own.Sheet("beside", ax, title, subtitle, source, size, language)
    rows = _rows(frame, sheet.tell)
    facts = {"counts": sheet.listed([row.says for row in rows]), "n": len(rows)}
    draw, high = lambda ax: _draw(ax, rows, sheet.tell), lambda width: _laid(rows, width)[2]
    return sheet.chart(draw, high, frame.filter([*WORDS[:4], *TOLL_COLUMNS]), facts)


@dataclass
class _Row:
    """One count with its words."""

    toll: Toll
    group: str
    words: list  # who says so, and a note: (text, role)
    number: list  # (text, role) as they follow each other
    reading: str
    says: str
    outer: float  # people at the end of its bar
    beyond: float  # units of a fade or a box beyond them


def _rows(frame, tell):
    """Return the counts of a frame with their words; what cannot be drawn is refused."""
    tolls, cells = tolls_of(frame, tell, "label")
    rows = []
    for toll, cell in zip(tolls, cells, strict=True):
        label, group, note, reading, says = (str(stated(cell, name) or "") for name in WORDS)
        if reading not in ("", *READINGS):
            raise ValueError(tell("refused.reading", reading=repr(reading), known=", ".join(READINGS)))
        role = "strong" if reading == "printed" else "label"  # only what an article prints is bold
        words = [(text, kind) for text, kind in ((label, role), (note, "note")) if text]
        says = says or f"{label}: {toll.words(tell.language)}"
        ends = max((n for n, _ in edges(toll)), default=0), REACH.get(toll.comparator, 0)
        rows.append(_Row(toll, group, words, _number(toll, role, tell), reading or "reference", says, *ends))
    return rows


def edges(toll):
    """Return how far a bar reaches with which share of ink; an estimate to its best number, below its range."""
    if toll.comparator == "estimate" and toll.best is not None:
        return [(toll.best if toll.high is None else toll.high, 0.0), (toll.best, UNDER_A_RANGE)]
    return levels(toll)


def _number(toll, role, tell):
    """Return the number of a toll in words, with its range or the lack of one in smaller ones."""
    if toll.comparator != "estimate" or toll.best is None:
        return [(capital(toll.words(tell.language)), role)]
    cells = toll.cells(tell.language)
    ends = "({low}–{high})".format(**cells) if None not in (toll.low, toll.high) else tell("beside.no_range")
    return [(cells["n"] + "\u00a0", role), (ends, "note")]


def _laid(rows, width, looser=0.0):
    """Return the room of words left of the bars, (lines, middle, top, bottom) of each row, and the height of all."""
    wide = width >= WIDE
    longest = max((text_width(*words) for row in rows for words in row.words), default=0)
    left = min(longest + 0.02, 0.4 * width) + GAP if wide else 0.0  # words measured one by one are a little wider
    places, y, group, thick = [], 0.0, "", (PITCH if wide else BAR + 0.06) + looser
    for row in rows:
        lines = []
        if row.group != group:
            group, y = row.group, y + (HEAD + looser if places else 0)
            for text in wrap(group, "note", width) if group else ():
                y += leading("note")
                lines.append((text, "note", y - 0.05))
        top = y
        y += (thick - leading("label")) / 2 * wide  # the first line stands level with its bar
        for text, role in row.words:
            for line in wrap(text, role, left - GAP if wide else width):
                y += leading(role)
                lines.append((line, role, y - 0.05))
        top = top if wide else y
        places.append((lines, top + thick / 2, top, max(y + 0.03, top + thick)))
        y = places[-1][-1] + (0 if wide else 0.06)
    return left, places, places[-1][-1] + SCALE


def _draw(ax, rows, tell):
    """Draw the bars, each with its words and its number, and the scale below them."""
    width, height = theme.size_of(ax)
    looser = next((each for each in LOOSER if _laid(rows, width, each)[2] < height + 1e-6), LOOSER[-1])
    left, places, needed = _laid(rows, width, looser)
    free = [width - left - GAP - row.beyond - sum(text_width(*words) for words in row.number) for row in rows]
    most = max(1, *(row.outer for row in rows))
    fits = [units / max(row.outer, most / 1000) for row, units in zip(rows, free, strict=True)]
    across = min((width - left) / most, *fits)
    own.too_small(ax, width + max(LEAST - across * most, 0), needed, tell)
    theme.scaled(ax, x=(0, (width - left) / across), y=(height, 0), left=left)
    _scale(ax, places, left, most, across, tell)
    for i, (row, (lines, middle, *_)) in enumerate(zip(rows, places, strict=True)):
        for text, role, down in lines:
            write(ax, (0, down), text, role, dx=-left, patch=not left)
        _bar(ax, row, middle, BAR + looser / 2, across, f"bar-{i}")
        x = row.beyond + GAP
        for text, role in row.number:
            write(ax, (row.outer, middle), text, role, dx=x, dy=-0.05, patch=True)
            x += text_width(text, role)
        below = [k for k in range(i + 1, len(rows)) if row.group in ("", rows[k].group)]
        if row.reading == "printed" and row.outer and below:
            ends, ink = [middle + BAR / 2, places[below[-1]][1] + BAR], theme.inks(ax).question
            ax.plot([row.toll.n] * 2, ends, color=theme.inks(ax).paper, lw=3, zorder=3.9)  # seen on a dark bar too
            line = ax.plot([row.toll.n] * 2, ends, color=ink, lw=1.3, ls=(0, (3, 2)), zorder=4)[0]
            said(line, f"printed-{i}", row.says)


def _bar(ax, row, y, thick, across, gid):
    """Draw the bar of a count: its fade, its steps, a hatched box without a number, a dot where none is seen."""
    toll, ink, hollow, bottom = row.toll, theme.inks(ax), row.reading == "second_hand", y - thick / 2
    if toll.comparator == "vague":
        hatched(ax, 0, bottom, row.beyond / across, thick, gid=gid, words=row.says)
        return
    fades = [(row.outer + far * row.beyond / across, share) for far, share in FADE] if row.beyond else []
    *steps, core = [*fades, *edges(toll)]
    for k, (n, share) in enumerate((each for each in steps if each[1]), 1):
        box(ax, 0, bottom, n, thick, share=share, gid=f"{gid}-{k}", words=row.says)
    if row.outer * across < DOT:
        point(ax, toll.n, y, hollow=hollow, gid=gid, words=row.says, size=5)
    else:
        look = {"fc": ink.paper, "ec": ink.people, "lw": 1.5} if hollow else {}
        box(ax, 0, bottom, core[0], thick, share=core[1], gid=gid, words=row.says, **look)
    if toll.comparator == "estimate" and toll.best is not None and None not in (toll.low, toll.high):
        style = {"color": ink.text, "lw": 1.2, "solid_capstyle": "butt", "zorder": 3.1}
        said(ax.plot([toll.low, toll.high], [y, y], **style)[0], f"range-{gid[4:]}", row.says)


def _scale(ax, places, left, most, across, tell):
    """Draw the scale behind each bar, and its numbers below the last one."""
    apart = max(text_width(tell.number(most), "axis") + 0.12, across * most / 5)
    step = theme.step(apart / across)
    ink, (*_, tops, bottoms) = theme.inks(ax), zip(*places, strict=True)
    for n in range(0, int(most) + 1, step):
        if left or not n:  # between words above bars more lines would be crumbs
            ax.vlines([n] * len(tops), tops, bottoms, color=ink.grid if n else ink.text, lw=0.8, zorder=1)
        write(ax, (n, bottoms[-1]), tell.number(n), "axis", dy=-0.17, ha="center" if n or left else "left")


ROWS = (  # of a page what is counted, and the figures of it: the article's first, the others by day or by name
    ("september_2022", "killed_arm", "C03 arm-sept-2022-105 arm-sept-2022-224"),
    ("september_2022", "killed_aze", "C04 aze-sept-2022-79 aze-sept-2022-80"),
    ("september_2022", "missing_arm", "arm-sept-2022-missing-3"),
    ("war_2020", "", "C34"),
    ("war_2020", "soldiers", "icg-2020-military"),
    ("war_2020", "mixed", "official-2020"),
    ("war_2020", "battle", "ucdp-2020"),
    ("war_2020", "excess", "kt-2020"),
    ("first_war", "", "C36"),
    ("first_war", "combatants", "cow-1991-1994"),
    ("first_war", "battle", "prio-193-1992-1994 ucdp-1991-1994"),
    ("first_war", "persons", "hrw-1994"),
    ("first_war", "not_said", "dewaal-1991-1994 reuters-2020-30000"),
)


def beside_page(slug, language="en", size="page"):
    """A page of ROWS: what the article prints and what others count; its messages name figures of the record by id."""
    figures, told = _figures(language)
    tell = PageSpeaker(slug, language, size, **told)
    groups = {each: group for page, group, ids in ROWS if page == slug for each in ids.split()}
    keys = [each.replace("-", "_") for each in groups]
    frame = figures.loc[list(groups)].assign(
        group=[tell(f"group_{group}") if group else None for group in groups.values()],
        label=[tell(f"row_{key}") for key in keys],
        note=[tell(f"note_{key}") if tell.speaker.knows(f"{slug}.note_{key}") else None for key in keys],
    )
    rows = _rows(frame, tell.speaker)
    page = tell.page(_laid(rows, inside(size))[2])
    _draw(page.axes(), rows, tell.speaker)
    shown = ["figure", "reading", "claimant", "measure", "unit", *TOLL_COLUMNS, "period", "as_of"]
    return tell.figure(page, frame.rename_axis("figure").reset_index()[shown])


@lru_cache
def _figures(language):
    """Return the article's tolls and the references by id, with how each was read; and what messages say of them."""
    from .. import record
    from ..comparing.grading import readings

    others = record.references().assign(reading=readings(record.references(), record.sources()))
    claims = record.casualties().merge(record.claims()[["claim_id", "paragraph", "sentence"]])
    says = [quoted([each], language) for each in zip(claims.phrase, claims.paragraph, claims.sentence, strict=True)]
    claims = claims.assign(says=says, claimant="ARTICLE", reading="printed", measure=claims["kind"])
    frame = pd.concat([claims.set_index("claim_id"), others.set_index("reference_id")]).fillna({"release": ""})
    told, tell, year = {}, Speaker(language), f"\u00a0{record.reference_day().year}"
    by = frame["claimant"].map(names(language)).str.replace(r" \(.*\)$", "", regex=True).fillna("")
    for name, row in frame.iterrows():
        toll, key, on = Toll.of(row), name.replace("-", "_"), stated(row, "as_of") or row["period"]
        days = [tell.period(text).replace(" ", "\u00a0") for text in (on, row["period"])]
        told |= {key: tell.number(toll.n), f"{key}_words": toll.words(language), f"{key}_release": row["release"]}
        told |= {f"{key}_on": days[0].removesuffix(year), f"{key}_days": days[1]}  # the article's year is understood
        told |= {f"{key}_years": f"{row['start'].year}–{row['end'].year}", f"{key}_by": by[name]}
    return frame, told
