"""A claim beside what others count: a bar each, grouped by what is counted, on one linear scale from zero."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from ..certainty import FLOORS, Toll
from ..edtf import bounds
from ..i18n import Speaker, number, period, say, span
from . import own, theme
from .inputs import TOLL_COLUMNS, capital, stated, tolls_of
from .lettering import leading, text_width, wrap, write
from .marks import box, hatched, point, said
from .pages import PageSpeaker, quoted
from .paper import inside
from .squares import FADE, MOST, levels

READINGS = ("printed", "reference", "second_hand")  # by the article itself, by another source, not seen itself
WIDE = 5.0  # units: in narrower Axes the words of a bar stand above it, not left of it
PITCH, BAR = 0.27, 0.16  # units from a bar to the next one beside words of one line, and of its thickness
LOOSER = (-0.05, 0.16)  # units that a row may give or take where there is less room, or more
HEAD = 0.11  # units above the heading of a group
GAP = 0.10  # units between words and bars
SCALE = 0.25  # units of the numbers below the scale
FADES = 0.16  # units that a floor fades out beyond its number
VAGUE = 0.5  # units: the box of a toll without a number
DOT = 0.015  # units: a shorter bar is a dot at its number
LEAST = 0.7  # units of the longest bar, in which the others can still be told apart


def beside(frame, ax=None, *, title=None, subtitle=None, source=None, size="page", language="en"):
    """Draw 1 to 12 counts of people as bars on one linear scale from zero, such as a claim beside what others count.

    .. image:: ../../figures/en/war_2020.png

    A solid end is an exact number; "at least" and "more than" fade out beyond it; "about", estimates and ranges have
    lighter steps where the number may lie (for "about" half of the last counted digit on either side, our arithmetic).
    A count known at second hand is hollow; one without a number is a hatched box. What an article prints stands in
    bold, and a dashed line leads its number down along the other bars of its group, or along all if it has none.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per count, in the order drawn: `comparator`, `low`, `best`, `high` (people) and `label` (who says so).
        Optional `group` (what is counted: a heading above the rows that follow each other in it), `note` (smaller,
        below the label), `reading` ("printed", "reference", "second_hand"; "reference" where none is given) and `says`
        (words that an SVG shows on hover).
    ax : matplotlib.axes.Axes, optional
        Where to draw; all words lie inside, in less than 5 units of width above their bars. Without it a whole figure
        is made.
    title, subtitle, source : str, optional
        Words of the figure.
    size : {"page", "slide", "column"}
    language : str

    Returns
    -------
    Figure or matplotlib.axes.Axes
        The Axes given, or a figure. x is people; y is units (inches on a page). Bars have the gid "bar-0", "bar-1", …,
        steps and fades "bar-0-1", …, the line of a printed number "printed-0".

    Raises
    ------
    ValueError
        If a toll is impossible, a reading unknown, there are none or more than 12, or the Axes are too small.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"comparator": "exact", "low": [9, 12], "best": [9, 12], "high": [9, 12], "label": ["police", "doctors"]}
    >>> beside(pd.DataFrame(mine)).alt
    'Bars from zero on one scale: police: 9; doctors: 12.'
    """
    tell = Speaker(language)
    rows = _rows(frame, tell)
    sheet = own.Sheet(language, size, title, subtitle, source)
    listed = "; ".join(f"{row.label}: {row.toll.words(language)}" for row in rows)
    facts = {"counts": listed if len(listed) < 190 else tell("own.beside.many", n=len(rows)), "n": len(rows)}
    high = 0 if ax is not None or size not in theme.SIZES else _laid(rows, inside(size))[2]
    kept = [column for column in ("label", *TOLL_COLUMNS, "group", "note", "reading") if column in frame]
    return own.chart("beside", ax, sheet, lambda ax: _draw(ax, rows, tell), high, frame[kept], facts)


@dataclass
class _Row:
    """One count with its words."""

    toll: Toll
    label: str
    group: str
    note: str
    reading: str
    says: str

    @property
    def role(self):
        """Only what an article prints is bold."""
        return "strong" if self.reading == "printed" else "label"

    @property
    def outer(self):
        """The people at the end of its bar, without a fade."""
        return max((n for n, _ in levels(self.toll)), default=0)

    @property
    def beyond(self):
        """Units that it reaches beyond these people."""
        return VAGUE if self.toll.comparator == "vague" else FADES if self.toll.comparator in FLOORS else 0


def _rows(frame, tell):
    """Return the counts of a frame with their words; what cannot be drawn is refused."""
    tolls, cells = tolls_of(frame, tell, "label")
    if len(cells) > MOST:
        raise ValueError(tell("refused.many_tolls", n=len(cells), most=MOST))
    rows = []
    for toll, cell in zip(tolls, cells, strict=True):
        label, group, note, reading, says = (
            str(stated(cell, name) or "") for name in ("label", "group", "note", "reading", "says")
        )
        if reading not in ("", *READINGS):
            raise ValueError(tell("refused.reading", reading=repr(reading), known=", ".join(READINGS)))
        says = says or f"{label}: {toll.words(tell.language)}"
        rows.append(_Row(toll, label, group, note, reading or "reference", says))
    return rows


def _laid(rows, width, looser=0.0):
    """Return how wide the words left of the bars are, where all stands below the top, and the height of all, in units.

    Each place is (lines, middle of the bar, top and bottom of its part of the scale); lines are (text, role, baseline).
    """
    wide, texts = width >= WIDE, [[(row.label, row.role), (row.note, "note")] for row in rows]
    longest = max(text_width(text, role) for words in texts for text, role in words)
    left = min(longest, 0.4 * width) + GAP if wide else 0.0
    places, y, group = [], 0.0, ""
    for row, words in zip(rows, texts, strict=True):
        lines = []
        if row.group != group:
            group, y = row.group, y + (HEAD if places else 0)
            for text in wrap(group, "note", width) if group else ():
                y += leading("note")
                lines.append((text, "note", y - 0.05))
        top, thick = y, (PITCH if wide else BAR + 0.06) + looser
        y += (thick - leading(row.role)) / 2 * wide  # the first line stands level with its bar
        for text, role in words:
            for line in wrap(text, role, left - GAP if wide else width) if text else ():
                y += leading(role)
                lines.append((line, role, y - 0.05))
        top = top if wide else y
        bottom = max(y + 0.03, top + thick)
        places.append((lines, top + thick / 2, top, bottom))
        y = bottom + (0 if wide else 0.06)
    return left, places, places[-1][-1] + SCALE


def _draw(ax, rows, tell):
    """Draw the bars, each with its words and its number, and the scale below them."""
    width, height = theme.size_of(ax)
    looser = (height - _laid(rows, width)[2]) / len(rows)
    looser = min(max(looser, LOOSER[0]), LOOSER[1])
    left, places, needed = _laid(rows, width, looser)
    figures = [_number(row, tell) for row in rows]
    free = [
        width - left - GAP - row.beyond - sum(text_width(text, role) for text, role in parts)
        for row, parts in zip(rows, figures, strict=True)
    ]
    most = max(1, *(row.outer for row in rows))
    across = min(room / max(row.outer, most / 1000) for row, room in zip(rows, free, strict=True))
    if needed > height + 0.02 or across * most < LEAST:
        own.too_small(ax, max(width + LEAST - across * most, 0), max(needed, 0), tell)
    theme.scaled(ax, x=(0, (width - left) / across), y=(0, height), left=left)
    _scale(ax, places, left, most, across, height, tell)
    for i, (row, (lines, middle, *_), parts) in enumerate(zip(rows, places, figures, strict=True)):
        for text, role, down in lines:
            write(ax, (0, height - down), text, role, dx=-left, patch=left == 0)
        _bar(ax, row, height - middle, BAR + looser / 2, across, f"bar-{i}")
        x = row.beyond + GAP
        for text, role in parts:
            write(ax, (row.outer, height - middle), text, role, dx=x, dy=-0.05, patch=True)
            x += text_width(text, role)
        group = [k for k, other in enumerate(rows) if k > i and (not row.group or other.group == row.group)]
        if row.reading == "printed" and group and row.toll.comparator != "vague":
            ends = [height - middle - BAR / 2, height - places[group[-1]][1] - BAR]
            style = {"color": theme.inks(ax).question, "lw": 1.3, "ls": (0, (3, 2)), "zorder": 4}
            said(ax.plot([row.toll.n] * 2, ends, **style)[0], f"printed-{i}", row.says)


def _number(row, tell):
    """Return the number of a count in words, (text, role) each, as they follow each other."""
    toll = row.toll
    if toll.comparator != "estimate" or toll.best is None:
        return [(capital(toll.words(tell.language)), row.role)]
    cells = toll.cells(tell.language)
    ends = "({low}–{high})".format(**cells) if None not in (toll.low, toll.high) else tell("beside.no_range")
    return [(cells["n"] + "\u00a0", row.role), (ends, "note")]


def _bar(ax, row, y, thick, across, gid):
    """Draw the bar of a count: its steps, its fade, a hatched box without a number, a dot where none is seen."""
    toll, bottom = row.toll, y - thick / 2
    if toll.comparator == "vague":
        hatched(ax, 0, bottom, VAGUE / across, thick, gid=gid, words=row.says)
        return
    if row.outer * across < DOT:
        point(ax, toll.n, y, hollow=row.reading == "second_hand", gid=gid, words=row.says, size=5)
        return
    steps = [each for each in levels(toll) if each[0]]
    fades = [(row.outer + far * FADES / across, share) for far, share in FADE] if toll.comparator in FLOORS else []
    ink = theme.inks(ax)
    hollow = {"fc": ink.paper, "ec": ink.people, "lw": 1.5} if row.reading == "second_hand" else {}
    for k, (n, share) in enumerate([*fades, *steps]):
        last = k == len(fades) + len(steps) - 1  # the innermost has the name, and is hollow
        look = hollow if last else {}
        box(ax, 0, bottom, n, thick, share=share, gid=gid if last else f"{gid}-{k + 1}", words=row.says, **look)


def _scale(ax, places, left, most, across, height, tell):
    """Draw the scale behind each bar, and its numbers below the last one."""
    steps = (10**e * m // 10 for e in range(12) for m in (10, 20, 50))
    step = next(n for n in steps if n * across > max(text_width(number(most, tell.language), "axis") + 0.15, 0.6))
    ticks, ink = range(0, int(most) + 1, step), theme.inks(ax)
    for _, _, top, bottom in places:
        colours = [ink.text if n == 0 else ink.grid for n in ticks]
        ax.vlines(ticks, height - bottom, height - top, color=colours, lw=0.8, zorder=1)
    for n in ticks:
        ha = "left" if n == 0 == left else "center"
        write(ax, (n, height - places[-1][-1]), number(n, tell.language), "axis", dy=-0.17, ha=ha)


TOLD = {"": "n", "_words": "words", "_on": "on", "_given": "given", "_covers": "covers", "_years": "years"} | {
    "_release": "release"
}  # what a message may name of a figure after its id
SEPTEMBER_2022 = (  # what is counted, and the figures of it: those of the article first, the others by day
    ("killed_arm", ("C03", "arm-sept-2022-105", "arm-sept-2022-224")),
    ("killed_aze", ("C04", "aze-sept-2022-79", "aze-sept-2022-80")),
    ("missing_arm", ("arm-sept-2022-missing-3",)),
)
WAR_2020 = (  # the article first, then groups from soldiers to all; within a group by name
    (None, ("C34",)),
    ("soldiers", ("icg-2020-military",)),
    ("mixed", ("official-2020",)),
    ("battle", ("ucdp-2020",)),
    ("excess", ("kt-2020",)),
)
FIRST_WAR = (
    (None, ("C36",)),
    ("combatants", ("cow-1991-1994",)),
    ("battle", ("prio-193-1992-1994", "ucdp-1991-1994")),
    ("persons", ("hrw-1994",)),
    ("not_said", ("dewaal-1991-1994", "reuters-2020-30000")),
)


def september_2022_page(language="en", size="page"):
    """How each side's count of its own dead of 13 September 2022 moved from report to report."""
    mixed = ("arm-sept-2022-207", "arm-sept-2022-210")
    return _page("september_2022", SEPTEMBER_2022, language, size, also=("arm-sept-2022-civilians-3", *mixed))


def war_2020_page(language="en", size="page"):
    """What others count for the war of 2020, beside the article's number."""
    return _page("war_2020", WAR_2020, language, size, also=("arm-ic-2020-3825", "aze-mod-2020-2906", "ap-2022-6600"))


def first_war_page(language="en", size="page"):
    """What others count for the first war, beside the article's number since 1991."""
    return _page("first_war", FIRST_WAR, language, size)


def _page(slug, groups, language, size, also=()):
    """Draw figures of the record by what is counted; the messages may name them, and those of `also`, by their ids."""
    known = _figures(language)
    groups = {each: group for group, ids in groups for each in ids}
    frame, told = known.loc[list(groups)], {}
    for name, row in known.loc[[*groups, *also]].iterrows():
        told |= {f"{name}{part}".replace("-", "_"): row[column] for part, column in TOLD.items()}
    tell = PageSpeaker(slug, language, size, **told)
    keys = frame.index.str.replace("-", "_")
    frame = frame.assign(
        group=[tell(f"group_{group}") if group else None for group in groups.values()],
        label=[tell(f"row_{key}") for key in keys],
        note=[tell(f"note_{key}") if tell.speaker.knows(f"{slug}.note_{key}") else None for key in keys],
    )
    rows = _rows(frame, tell.speaker)
    page = tell.page(_laid(rows, inside(size))[2])
    _draw(page.axes(), rows, tell.speaker)
    shown = ["reading", "claimant", "measure", "unit", *TOLL_COLUMNS, "period", "as_of"]
    return tell.figure(page, frame[shown].rename_axis("figure").reset_index())


@lru_cache
def _figures(language):
    """Return the article's tolls and the references by id, with how each was read, its words, and its day in words."""
    from .. import record
    from ..comparing.grading import readings

    others = record.references().set_index("reference_id")
    others["reading"] = readings(record.references(), record.sources()).to_numpy()
    claims = record.casualties().merge(record.claims()[["claim_id", "paragraph", "sentence"]]).set_index("claim_id")
    places = zip(claims["phrase"], claims["paragraph"], claims["sentence"], strict=True)
    says = [quoted([place], language) for place in places]
    told = {"claimant": "ARTICLE", "measure": "killed", "as_of": claims["period"].where(claims["days"] == 1)}
    claims = claims.assign(reading="printed", says=says, **told)
    frame = pd.concat([claims, others])
    tolls = [Toll.of(row) for row in frame.to_dict("records")]
    return frame.assign(
        release=frame["release"].fillna(""),
        n=[number(toll.n, language) for toll in tolls],
        words=[toll.words(language) for toll in tolls],
        on=[_day(text, language) for text in frame["as_of"]],
        given=[_whole(period(text, language)) if pd.notna(text) else "" for text in frame["as_of"]],
        covers=[_whole(period(text, language)) for text in frame["period"]],
        years=[f"{row.start.year}–{row.end.year}" for row in frame.itertuples()],
    )


def _day(text, language):
    """Write the days of a report, roughly or not; the year of the article goes without saying."""
    if pd.isna(text):
        return ""
    start, end, _ = bounds(text)
    words = span(start, end, language, year=end.year != 2022)
    return _whole(say("time.roughly", language, day=words) if "~" in text else words)


def _whole(words):
    """Return a date that no line breaks."""
    return words.replace(" ", "\u00a0")
