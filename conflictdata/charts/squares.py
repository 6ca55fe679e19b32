"""Tolls as squares on one scale: area is people, the edge says how certain; below each the time that it covers."""

import math
from collections import namedtuple
from dataclasses import dataclass
from functools import partial

from ..certainty import CEILINGS, FLOORS, Toll
from ..i18n import span
from . import own, theme
from .inputs import TOLL_COLUMNS, capital, days, stated, tolls_of, word
from .lettering import leading, text_width, wrap, write
from .marks import STEPS, box, dashed, hatched, point
from .pages import PageSpeaker, article_tolls, quoted
from .paper import inside

DAYS = ("start", "end")
FADE = ((1.0, 0.10), (0.8, 0.20), (0.6, 0.33), (0.4, 0.48), (0.2, 0.64))  # beyond a floor: how far, how dark
DOT = 0.02  # units: a square whose side is smaller is drawn as a dot, and says so
VAGUE = (0.5, 0.3)  # units: the box of a toll without a number
GAP = 0.20  # units between squares with their words
PAGE = 4.7  # units: as high as the body of a page that is seen without scrolling; more only where it must be
NAMED, UNNAMED = 0.40, 0.24  # units of a strip of time, with its years and without
STRIP = 1.12  # units: the time from the first day to the last
IDS = ("claim_id", "reference_id", "records")  # what `may_include` may call another row, or else its label
_Place = namedtuple("_Place", "left bottom beside top lines deep")  # of a square and its words, in units from above


def tolls(frame, ax=None, *, title=None, subtitle=None, source=None, size="page", language="en"):
    """Draw 1 to 12 tolls as squares on one scale: area is people.

    A sharp edge is an exact number; "at least" and "more than" fade out beyond it; "about" and ranges have lighter
    steps where the number may lie (for "about" half of the last counted digit on either side, our arithmetic); "up to",
    "fewer than" and "almost" fade inwards. A toll without a number is a hatched box. A square too small to be seen is a
    dot that says so.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per toll, in the order drawn: `comparator`, `low`, `best`, `high` (people), `label` (what it counts,
        when). Optional `start` and `end` (days, inclusive: a strip of time stands below the words), `may_include`
        (label or id of another row whose people may be among these; several are split at semicolons) with
        `question`, and `says` (words that an SVG shows on hover). ``conflictdata.tolls_from`` reads such a frame.
    ax : matplotlib.axes.Axes, optional
        Where to draw; all words lie inside. Without it a whole figure is made.
    title, subtitle, source : str, optional
        Words of the figure.
    size : {"page", "slide", "column"}
    language : {"en", "it"}
        Of all other words, and of errors.

    Returns
    -------
    Figure or matplotlib.axes.Axes
        The Axes given, or a figure. Squares have the gid "toll-0", "toll-1", …, steps and fades "toll-0-1", …; data
        are units (inches on a page).

    Raises
    ------
    ValueError
        If a toll is impossible, there are none or more than 12, or the Axes are too small.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = pd.DataFrame({"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "label": ["in May"]})
    >>> tolls(mine).alt
    'Squares whose area is people, on one scale: 9 (in May).'
    """
    sheet = own.Sheet("tolls", ax, title, subtitle, source, size, language)
    tell, cells = sheet.tell, _cells(frame, sheet.tell)
    told = sheet.listed([f"{cell.toll.words(language)} ({cell.label})" for cell in cells])
    draw, high = lambda ax: _draw(ax, cells, tell), lambda width: _arranged(cells, width, None, tell)[0]
    return sheet.chart(draw, high, frame.filter(["label", *TOLL_COLUMNS, *DAYS]), {"tolls": told, "n": len(cells)})


@dataclass
class _Cell:
    """One toll with its words, how it is drawn, and the cell of a toll that may be counted in it too."""

    toll: Toll
    number: str
    label: str
    question: str
    says: str
    start: object
    end: object
    strip: float  # units of its strip of time; none without days, more for the first, which names the years
    levels: list  # (people, share of ink), the outermost first
    inside: object = None

    @property
    def outer(self):
        """The people of its outermost edge, without a fade."""
        return max((n for n, _ in self.levels), default=0)


def levels(toll):
    """Return how far a toll reaches with which share of ink, outermost first: [(people, share), …]."""
    low, high = toll.bounds
    if toll.comparator == "vague":
        return []
    if toll.comparator in CEILINGS:
        return [(toll.n, STEPS[1]), (toll.n * 0.75, 0.46), (toll.n * 0.5, STEPS[2])]
    if toll.comparator in FLOORS or None in (low, high) or low == high:
        return [(toll.n, 1.0)]
    edges = [(high, STEPS[2]), (toll.best, STEPS[1]), (low, STEPS[0])]
    return [(n, share) for n, share in edges if n is not None]


def _cells(frame, tell):
    """Return the tolls of a frame with their words; what cannot be drawn is refused."""
    counts, _ = tolls_of(frame, tell, "label")
    frame = frame.assign(**{name: days(frame[name], tell) for name in DAYS if name in frame})
    unlike = [column for column in ("kind", "unit") if column in frame and frame[column].nunique() > 1]
    rows, cells = list(frame.itertuples()), []
    for row, toll in zip(rows, counts, strict=True):
        start, end = (stated(row, name) for name in DAYS)
        if start and end and end < start:
            raise ValueError(tell("refused.backwards", start=str(start.date()), end=str(end.date())))
        label, question, says = (str(stated(row, name) or "") for name in ("label", "question", "says"))
        codes = {column: stated(row, column) for column in unlike}  # unlike people are told apart
        told = [word(f"reading.{column}.{code}", code, tell) for column, code in codes.items()]
        label = ", ".join([label, *(words for words in told if words not in label)])
        number = capital(toll.words(tell.language))
        strip = 0.0 if start is None else UNNAMED if any(cell.strip for cell in cells) else NAMED
        cells.append(_Cell(toll, number, label, question, says or f"{number} {label}", start, end, strip, levels(toll)))
    for cell, row in zip(cells, rows, strict=True):
        cell.inside = _counted_in(cell, row, rows, cells, tell)
        if cell.inside and not cell.question:
            cell.question = tell("own.tolls.question", label=cell.inside.label)
    return cells


def _counted_in(own, row, rows, cells, tell):
    """Return the largest other toll of the frame that may be counted in this one too, or None."""
    if (named := stated(row, "may_include")) is None:
        return None
    names = {*str(named).split(";")}
    known = [{str(stated(other, name)) for name in ("label", *IDS)} for other in rows]
    found = [cell for cell, other, ids in zip(cells, rows, known, strict=True) if ids & names and other is not row]
    if not found and not any(hasattr(row, name) for name in IDS):  # an id may be of a toll that is not drawn here
        raise ValueError(tell("refused.may_include_row", value=repr(named)))
    # a larger toll cannot be in a smaller one, nor any in one without a number
    return max((cell for cell in found if 0 < cell.outer <= own.outer), key=lambda cell: cell.outer, default=None)


def _lines(cell, width, scale, tell):
    """Set the words of a toll in a width: (line, role)."""
    told = [(cell.number, "value"), (cell.label, "label")]
    told += [(tell("tolls.dot"), "note")] * (0 < math.sqrt(cell.outer) * scale < DOT)
    told += [(cell.question, "note")] * (cell.inside is not None and _question(cell, scale) is None)
    return [(line, role) for text, role in told for line in wrap(text, role, width, even=role == "label") if line]


def _deep(lines):
    """Return how many units lines of words take."""
    return 0.06 + sum(leading(role) for _, role in lines)


def _beside(cells, width, scale, tell):
    """Place squares side by side on one baseline, their words below; None without room."""
    if len(cells) > 5:
        return None
    sides = [_extent(cell, scale) for cell in cells]
    rooms = [
        max(side, text_width(cell.number, "value"), STRIP if cell.strip else 1.0) + 0.01
        for cell, side in zip(cells, sides, strict=True)
    ]
    spare = width - sum(rooms) - GAP * (len(cells) - 1)
    words = [_lines(cell, room, scale, tell) for cell, room in zip(cells, rooms, strict=True)]
    if spare < 0 or any(len(lines) > 5 for lines in words):
        return None
    gap, base, left, places = GAP + min(spare / max(len(cells) - 1, 1), 0.3), max(sides), 0.0, []
    for lines, room in zip(words, rooms, strict=True):
        places.append(_Place(left, base, left, base, lines, max(map(_deep, words))))
        left = left + room + gap
    return places


def _columns(columns, cells, width, scale, tell):
    """Place squares below each other in so many columns, their words to the right; None without room."""
    wide, side = (width - GAP * (columns - 1)) / columns, max(_extent(cell, scale) for cell in cells)
    room = wide - side - GAP
    if room < (2.0 if columns == 1 else 1.4):
        return None
    y, places, per = 0.0, [], math.ceil(len(cells) / columns)
    for i, cell in enumerate(cells):
        left, y = i // per * (wide + GAP), y if i % per else 0.0
        lines, square = _lines(cell, room, scale, tell), _extent(cell, scale)
        places.append(_Place(left, y + max(square, 0.24), left + side + GAP, y, lines, _deep(lines)))
        y += max(square, _deep(lines) + cell.strip) + 0.14
    return places


ARRANGEMENTS = (  # how squares may stand, and the sides of the largest one that are tried, in this order
    (_beside, 2.3, 0.9),
    (partial(_columns, 1), 1.7, 0.3),
    (partial(_columns, 2), 1.4, 0.3),
    (partial(_columns, 3), 0.9, 0.3),
)


def _extent(cell, scale):
    """Return how many units a toll is wide and high, with its fade."""
    if cell.toll.comparator == "vague":
        return VAGUE[0]
    side = math.sqrt(cell.outer) * scale
    return side + (_fade(side) if cell.toll.comparator in FLOORS else 0)


def _fade(side):
    """Return how far a floor fades out beyond its square."""
    return min(max(0.12 * side, 0.03), 0.12)


def _arranged(cells, width, height, tell):
    """Return height, units of the side of one person, and places of the best arrangement; None if none fits."""
    most = math.sqrt(max(1, *(cell.outer for cell in cells)))
    tried = []
    for arrange, side, least in ARRANGEMENTS:
        while side >= least:
            if places := arrange(cells, width, side / most, tell):
                ends = [max(p.bottom, p.top + p.deep + cell.strip) for p, cell in zip(places, cells, strict=True)]
                tried.append((max(ends), side / most, places))
                if max(ends) <= (height or PAGE) + 1e-6:
                    return tried[-1]
            side -= 0.05
    return None if height else min(tried, key=lambda each: each[0])


def _draw(ax, cells, tell):
    """Draw the squares in their arrangement."""
    width, height = theme.size_of(ax)
    if (found := _arranged(cells, width, height, tell)) is None:
        raise ValueError(tell("refused.words_room", there=own.measured(width, height, tell)))
    _, scale, places = found
    ax.set(xlim=(0, width), ylim=(0, height))
    first = min((cell.start for cell in cells if cell.start is not None), default=None)
    last = max((cell.end for cell in cells if cell.end is not None), default=first)
    for i, (cell, place) in enumerate(zip(cells, places, strict=True)):
        _square(ax, cell, place.left, height - place.bottom, scale, f"toll-{i}")
        if cell.inside is not None:
            _inside(ax, cell, place.left, height - place.bottom, scale, f"inside-{i}")
        y = height - place.top - 0.02
        for text, role in place.lines:
            y -= leading(role)
            write(ax, (place.beside, y + 0.04), text, role)
        if cell.strip:
            _strip(ax, cell, place.beside, height - place.top - place.deep - 0.10, first, last, f"time-{i}", tell)


def _square(ax, cell, left, bottom, scale, gid):
    """Draw one toll: its steps or fade, a hatched box without a number, a dot where it cannot be seen."""
    side = math.sqrt(cell.outer) * scale
    if cell.toll.comparator == "vague":
        hatched(ax, left, bottom, *VAGUE, gid=gid, words=cell.says)
    elif 0 < side < DOT:
        point(ax, left + DOT, bottom + DOT, gid=gid, words=cell.says, size=4)
    elif side:
        fades = FADE if cell.toll.comparator in FLOORS else ()
        for k, (far, share) in enumerate(fades, 1):
            box(ax, left, bottom, side + far * _fade(side), side + far * _fade(side), share=share, gid=f"{gid}-{k}")
        for k, (n, share) in enumerate(each for each in cell.levels if each[0]):
            side = math.sqrt(n) * scale
            box(ax, left, bottom, side, side, share=share, gid=f"{gid}-{k}" if k else gid, words=cell.says)


def _question(cell, scale):
    """Return the lines of a question and the height where they end, in the outline or else above it.

    None where there is no room in the square: then they stand with the words of the toll.
    """
    side, dark = math.sqrt(cell.inside.toll.n) * scale, math.sqrt(cell.levels[-1][0]) * scale
    for room, low, high in ((side, 0, side), (dark, side + 0.06, dark)):
        lines = wrap(cell.question, "label", room - 0.16)
        wide, top = max(text_width(line, "label") for line in lines) + 0.12, low + len(lines) * leading("label")
        if wide <= room and top + 0.04 <= high:
            return lines, top if low else high
    return None


def _inside(ax, cell, left, bottom, scale, gid):
    """Outline a smaller toll at true size in the one that may hold the same people, with the question."""
    side = math.sqrt(cell.inside.toll.n) * scale
    dashed(ax, left, bottom, side, side, ink="paper", gid=gid, words=cell.question)
    lines, y = _question(cell, scale) or ([], 0)
    for i, line in enumerate(lines, 1):
        write(ax, (left + 0.08, bottom + y - i * leading("label")), line, "label", ink="paper")


def _strip(ax, cell, left, y, first, last, gid, tell):
    """Draw the time from the first day to the last, the same below each toll, with the days of this one filled."""
    ink, length = theme.inks(ax), (last - first).days + 1
    box(ax, left, y, STRIP, 0.055, fc=ink.grid, gid=f"{gid}-all")
    end = last if cell.end is None else cell.end
    start, long = (cell.start - first).days / length, ((end - cell.start).days + 1) / length
    wide = max(long * STRIP, 0.025)
    x = min(left + start * STRIP, left + STRIP - wide)
    box(ax, x, y - 0.03, wide, 0.115, fc=ink.text, gid=gid, words=span(cell.start, end, tell.language))
    if cell.strip == NAMED:
        write(ax, (left, y), str(first.year), "axis", dy=-0.17)
        write(ax, (left + STRIP, y), str(last.year), "axis", dy=-0.17, ha="right")


def tolls_page(language="en", size="page"):
    """The article's tolls, in the order of the time they cover."""
    four = article_tolls()
    tell = PageSpeaker("tolls", language, size)
    frame = four.assign(
        label=[tell(f"label_{claim[-2:]}") for claim in four["records"]],
        may_include=["C34", None, None, None],
        question=tell("question"),
        says=[quoted(places, language) for places in four["says"]],
    )
    cells = _cells(frame, tell.speaker)
    page = tell.page(_arranged(cells, inside(size), None, tell.speaker)[0])
    _draw(page.axes(), cells, tell.speaker)
    written = {name: four[name].dt.strftime("%Y-%m-%d") for name in DAYS}
    return tell.figure(page, four.drop(columns="says").assign(**written))
