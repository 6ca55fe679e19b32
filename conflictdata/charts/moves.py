"""How one toll moved from report to report, on a time axis that may have parts of different scale."""

import math

from matplotlib.collections import LineCollection

from ..i18n import number, say
from . import labels, theme
from .certainty import FLOORS, capital, cell, mark, stated, tolls_of
from .strips import calendar
from .theme import write

BREAK = 0.44  # inches of paper between two parts of the time axis
POINT = 0.075  # inches from the middle of a point to its edge
SIDE = 0.10  # inches between the lines over the days of two reports of the same days
APART = 0.06  # inches more that are kept free left and right of a label
TRIES = 20_000  # places of labels tried at most


def report_steps(frame, ax=None, parts=None, top=None, language="en"):
    """Draw the reports of one toll as a step line: a figure stands until the next report.

    Solid diamonds count the killed; diamonds filled by half, on a dashed line, have missing people mixed in, and no
    line joins the two, which are different quantities. A report of which the day is known only roughly has a thick
    pale line over the days it may be of. Reports of the same days stand side by side, in the order of the frame. The
    last figure is drawn on to the end of its part of the axis; a part without reports is hatched. Every label is put
    where it covers nothing.

    .. image:: ../../figures/en/toll_moves.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per report, in their order: `comparator`, `low`, `best`, `high` (people), `start`, `end` (the days between
        which it was made, the same day where that is known) and `label` (who says so, when, or None). Optional `unit`
        (words after the number), `with_missing` (whether missing people are counted with the killed) and `aside`
        (whether it stands beside the line, as the solid point of what an article prints).
    ax : matplotlib.axes.Axes, optional
        Its x axis is in inches; 0.25 inches below it are needed for the days.
    parts : list of (first day, last day, share), optional
        Parts of the time axis, each linear, with its share of the width. Between two parts the axis is cut open. By
        default one part holds all reports.
    top : int, optional
        Where the scale of people ends, so that several charts have the same.
    language : str

    Returns
    -------
    matplotlib.axes.Axes
        Points have the gid "point-0", "point-1", …, lines over uncertain days "days-3", the step line "steps" and,
        where it is dashed, "steps-missing", the scale of a part "axis-0", a part without reports "not_found-1".

    Raises
    ------
    ValueError
        If a toll is impossible, a report out of order or in no part of the axis, or the labels have no room.

    Examples
    --------
    >>> import pandas as pd
    >>> days = pd.to_datetime(["2023-05-01", "2023-05-03"])
    >>> mine = {"comparator": "exact", "low": [9, 12], "best": [9, 12], "high": [9, 12], "label": ["first", "second"]}
    >>> len(report_steps(pd.DataFrame(mine | {"start": days, "end": days})).lines)
    2
    """
    tolls = tolls_of(frame, "start", "end", "label")
    parts = parts or [(frame["start"].min(), frame["end"].max(), 1.0)]
    rows = list(frame.astype(object).where(frame.notna(), None).itertuples())
    ax = theme.new_axes(ax)
    width, height = theme.size_inches(ax)
    steps, most = [10**e * m for e in range(9) for m in (1, 2, 5)], max(1, *(t.high or t.n for t in tolls))
    top = top or next(n * math.ceil(most * 1.05 / n) for n in steps if most <= 5 * n)
    if most > top:
        raise ValueError(f"the scale ends at {top}, below a toll of {most}")
    ax.set(xlim=(0, width), ylim=(0, top))
    clock = _Clock(parts, width)
    spots, people, inch = _spots(rows, clock), [toll.n for toll in tolls], height / top
    room = labels.Room(width, height, (0, -0.04, 0.20, 0.26))
    room.take(*((right + 0.1, 0, right + BREAK - 0.1, 2 * height) for _, right in clock.places[:-1]))
    _scales(ax, clock, next(n for n in steps if n * inch > 0.3), top, language)
    for (a, n), (b, m) in _steps(ax, rows, clock, spots, people):
        room.take((a - 0.02, n * inch - 0.03, b + 0.02, m * inch + 0.03))
    for i, (row, toll) in enumerate(zip(rows, tolls, strict=True)):
        report = {"shape": "D", "size": 7.5, "half": bool(_said(row, "with_missing"))}
        mark(ax, spots[i], toll.n, toll, gid=i, **({"size": 9} if _said(row, "aside") else report))
        x, y, up = spots[i], toll.n * inch, 29 / 72 if toll.comparator in FLOORS else POINT
        room.take((x - POINT, y - POINT, x + POINT, y + up))
        if row.start < row.end:
            a, b, y = clock.x(row.start), clock.x(row.end, after=1), y + SIDE * _rank(rows, i)
            style = {"color": theme.CONTEXT, "lw": 3, "zorder": 2, "solid_capstyle": "butt", "gid": f"days-{i}"}
            ax.plot([a, b], [y / inch] * 2, **style)
            room.take((a, y - 0.03, b, y + 0.03))
    for k, (a, b) in enumerate(clock.places):
        if not any(a <= x <= b for x in spots):
            cell(ax, a, 0, b - a, top, "not_found", hatch="||", gid=f"not_found-{k}")
            words = say("report_steps.none", language)
            write(ax, ((a + b) / 2, top / 2), words, "label", dy=0.06, ha="center", patch=True)
            room.take((a, 0, b, height))
    said = []
    for row, toll in zip(rows, tolls, strict=True):
        counted = f"{capital(toll.words(language))} {_said(row, 'unit') or ''}".strip()
        said.append([(counted, "strong"), *([(row.label, "note")] if row.label else [])])
    found = _fit(room, [_candidates(room, x, n * inch, parts) for x, n, parts in zip(spots, people, said, strict=True)])
    if found is None:
        size = f"{width:.1f} by {height:.1f}"
        raise ValueError(f"the labels of {len(rows)} reports have no room in {size} inches; draw larger, or fewer")
    for lines, (left, _, _, upper) in found:
        for text, role, down in lines:
            write(ax, (left, (upper - down) / inch), text, role, patch=True)
    return ax


def _rank(rows, i):
    """Return how far a report is from the middle of those of the same days: 0 alone, -0.5 and 0.5 of two."""
    same = [k for k, row in enumerate(rows) if (row.start, row.end) == (rows[i].start, rows[i].end)]
    return same.index(i) - (len(same) - 1) / 2


def _said(row, column):
    return stated(getattr(row, column, None))


def _candidates(room, x, y, parts):
    """Return the free places of a label, (lines, box), beside a point of a line that climbs: near ones first."""
    found, blocks = [], [labels.block_of(parts, wide) for wide in (2.0, 1.75, 1.5, 2.6, 1.15)]
    for away in (0.11, 0.22, 0.36, 0.52, 0.72):
        for lines, width, height in blocks:
            above, below, level = y + away, y - away - height, y - height / 2
            spots = [(-0.06, below), (0.10, below), (-0.06, above), (0.16, below), (0.16 - width, above)]
            spots += [(away, level + shift * height) for shift in (0, 0.4, -0.4)]
            spots += [(-away - width, level), (-0.06 - width, above), (0.06 - width, below)]
            spots += [(-width / 2, above), (-width / 2, below)]
            found += [(lines, (x + a, b, x + a + width, b + height)) for a, b in spots]
    return [(lines, box) for lines, box in found if room.free(box)]


def _fit(room, candidates):
    """Return a place for each label so that none lies on another, or None; who has the fewest places chooses first."""
    order, found, tries = sorted(range(len(candidates)), key=lambda i: len(candidates[i])), {}, iter(range(TRIES))

    def settle(k):
        if k == len(order):
            return True
        kept = list(room.taken)
        for lines, box in candidates[order[k]]:
            if next(tries, None) is None:
                return False
            if room.free(box):
                room.take((box[0] - APART, box[1], box[2] + APART, box[3]))
                found[order[k]] = (lines, box)
                if settle(k + 1):
                    return True
                room.taken = list(kept)
        return False

    return [found[i] for i in range(len(candidates))] if settle(0) else None


def places(parts, width):
    """Return from where to where each part of a time axis reaches, in inches."""
    free, left, found = (width - BREAK * (len(parts) - 1)) / sum(share for *_, share in parts), 0.0, []
    for *_, share in parts:
        found.append((left, left + share * free))
        left = found[-1][1] + BREAK
    return found


class _Clock:
    """The time axis: each part linear, cut open between two parts."""

    def __init__(self, parts, width):
        self.parts, self.places = parts, places(parts, width)
        for (first, last, _), (after, _, _) in zip(parts, [*parts[1:], (None,) * 3], strict=True):
            if not first <= last or (after is not None and not last < after):
                raise ValueError("the parts of a time axis must follow each other, each from its first to its last day")

    def inch(self, k):
        (first, last, _), (left, right) = self.parts[k], self.places[k]
        return (right - left) / ((last - first).days + 1)

    def part(self, day):
        for k, (first, last, _) in enumerate(self.parts):
            if first <= day <= last:
                return k
        raise ValueError(f"{day:%Y-%m-%d} is in no part of the time axis")

    def x(self, day, after=0):
        """Return where a day begins or, with `after` 1, where it ends."""
        k = self.part(day)
        return self.places[k][0] + ((day - self.parts[k][0]).days + after) * self.inch(k)


def _spots(rows, clock):
    """Return where each report stands: in the middle of its days, or beside others of the same days."""
    days, spots = [(row.start, row.end) for row in rows], []
    for i, (start, end) in enumerate(days):
        if not start <= end or clock.part(start) != clock.part(end):
            raise ValueError(f"a report of {start:%Y-%m-%d} to {end:%Y-%m-%d} must lie in one part of the time axis")
        share = 0.5 + _rank(rows, i) / days.count(days[i])
        spots.append(clock.x(start) + share * (clock.x(end, after=1) - clock.x(start)))
    if spots != sorted(spots):
        raise ValueError("the reports must stand in the order of their days")
    return spots


def _scales(ax, clock, step, top, language):
    """Draw the scale of people on every part, the days below it, and where the axis is cut."""
    levels, height = range(0, top + 1, step), theme.size_inches(ax)[1]
    for k, (left, right) in enumerate(clock.places):
        colours = [theme.GRID if n else theme.TEXT for n in levels]
        ax.hlines(levels, left, right, color=colours, lw=0.9, zorder=0.5, gid=f"axis-{k}", clip_on=False)
        ticks, names = calendar(*clock.parts[k][:2], clock.inch(k), language)
        ax.vlines([left + x for x in ticks], -0.05 * top / height, 0, color=theme.TEXT, lw=0.9, clip_on=False)
        for x, words in names:
            write(ax, (left + x, 0), words, "axis", dy=-0.21, ha="center")
        for x in [right] * (k + 1 < len(clock.places)) + [left] * (k > 0):
            ax.plot(x, 0, marker=[(-1, -2), (1, 2)], ms=11, color=theme.TEXT, mew=1.1, clip_on=False, gid="break")
    for n in levels:
        write(ax, (0, n), number(n, language), "axis", dx=-0.10, dy=-0.045, ha="right")


def _steps(ax, rows, clock, spots, people):
    """Draw the step line and return its pieces; where missing people are mixed in it is dashed, and joins no other."""
    mixed = [bool(_said(row, "with_missing")) for row in rows]
    line = [i for i, row in enumerate(rows) if not _said(row, "aside")]
    pieces = {False: [], True: []}
    for i, after in zip(line, [*line[1:], None], strict=True):
        k, n = clock.part(rows[i].start), people[i]
        last = k if after is None else clock.part(rows[after].start)
        for j in range(k, last + 1):
            left, right = clock.places[j]
            start, end = spots[i] if j == k else left, right if after is None or j < last else spots[after]
            pieces[mixed[i]].append([(start, n), (end, n)])
        if after is not None and mixed[i] == mixed[after]:  # two quantities are not joined as if one had grown
            up = sorted([n, people[after]])
            pieces[mixed[i]].append([(spots[after], up[0]), (spots[after], up[1])])
    for dashed, gid in ((False, "steps"), (True, "steps-missing")):
        style = {"color": theme.PEOPLE, "lw": 1.6, "ls": (0, (3, 2)) if dashed else "-", "zorder": 2.5, "gid": gid}
        ax.add_collection(LineCollection(pieces[dashed], clip_on=False, **style), autolim=False)
    return pieces[False] + pieces[True]
