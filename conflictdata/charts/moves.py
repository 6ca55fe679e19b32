"""How one toll moved from report to report, on a time axis that may have parts of different scale."""

import math

import pandas as pd
from matplotlib.collections import LineCollection

from ..certainty import FLOORS
from ..edtf import bounds
from ..i18n import dated, day, number, say, span
from . import labels, theme
from .marks import TOLL_COLUMNS, capital, cell, key, mark, stated, tolls_of
from .pages import PageSpeaker, figure, names, sheet
from .theme import write

BREAK = 0.44  # inches of paper between two parts of the time axis
POINT = 0.075  # inches from the middle of a point to its edge
EVERY = [10**e * m for e in range(5) for m in (1, 2, 5)]  # of so many months or days one is named, of years not of 2
SIDE = 0.10  # inches between the lines over the days of two reports of the same days


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
    found = labels.fit(
        room, [labels.candidates(room, x, n * inch, parts) for x, n, parts in zip(spots, people, said, strict=True)]
    )
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
    """Return what a row says in a column that it may lack, or None."""
    return stated(getattr(row, column, None))


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
        """Return the inches of a day in a part."""
        (first, last, _), (left, right) = self.parts[k], self.places[k]
        return (right - left) / ((last - first).days + 1)

    def part(self, day):
        """Return the part in which a day lies."""
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


def calendar(start, end, inch, language="en"):
    """Return where the years, months or days of a span begin and how they are called, in inches from its start.

    Parameters
    ----------
    start, end : pandas.Timestamp
        Both days included.
    inch : float
        Inches a day.
    language : str

    Returns
    -------
    ticks : list of float
    names : list of (x, words)
        In the middle of what they name: all, or every second, fifth, tenth … as there is room.
    """
    days = (end - start).days + 1
    freq, pattern = (
        ("YS", "y") if days > 1500 else ("MS", "LLL") if days > 60 else ("D", "EEE d" if days <= 14 else "d MMM")
    )
    begins = pd.date_range(start, end + pd.Timedelta(days=1), freq=freq)
    ticks = [(day - start).days * inch for day in begins]
    cells = list(zip(begins, ticks, [*ticks[1:], days * inch], strict=True))
    wide = max([theme.text_width(dated(day, pattern, language), "axis") for day in begins], default=0) + 0.03
    narrow = min([after - x for _, x, after in cells[:-1]], default=wide)
    every = next(n for n in EVERY if n * narrow >= wide and not (n == 2 and freq == "YS"))
    names = []
    for i, (begin, x, after) in enumerate(cells):
        words, longer = dated(begin, pattern, language), dated(begin, "LLL y", language)
        if freq == "MS" and (begin.month == 1 or i == 0) and theme.text_width(longer, "axis") < after - x:
            words = longer
        half, middle = theme.text_width(words, "axis") / 2, (x + after) / 2
        if (begin.year if freq == "YS" else i) % every == 0 and half <= middle and middle + half <= days * inch + 0.05:
            names.append((middle, words))
    return ticks, names


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


SIDES = {"ARM": "C03", "AZE": "C04"}  # in alphabetical order, with the claim that the article prints of each
LAST = "arm-sept-2022-224"  # the one figure that holds civilians beside soldiers
FIRST, LATER = 0.60, 0.40  # shares of the width for the days of the first reports, and for what came later


def _reports():
    """Return each side's reports of its own dead of September 2022 in their order, and the article's figures."""
    from .. import record

    rows = record.references().query("event_id == 'D22' and measure in ('killed', 'killed_or_missing')")
    rows = rows[rows["party"].isin(list(SIDES)) & rows["as_of"].notna() & (rows["unit"] != "civilians")]
    rows = rows[(rows["status"] != "computed") & ~rows["reference_id"].str.contains("-claim-")]
    printed = record.casualties().set_index("claim_id").loc[list(SIDES.values())].reset_index()
    article = printed[["claim_id", "party", "unit", *TOLL_COLUMNS]].rename(columns={"claim_id": "reference_id"})
    article = article.assign(measure="killed", aside=True, as_of=str(record.reference_day()))
    frame = pd.concat([article, rows.assign(aside=False)], ignore_index=True)
    days = [[pd.Timestamp(day) for day in bounds(text)[:2]] for text in frame["as_of"]]
    frame[["start", "end"]] = pd.DataFrame(days)
    frame["with_missing"] = frame["measure"] == "killed_or_missing"
    return frame.sort_values(["party", "start"], kind="stable", ignore_index=True)


def toll_moves_page(language="en"):
    """How each side's count of its dead of 13 September 2022 moved, by day of report."""
    from .. import record

    reports = _reports()
    others = record.references().set_index("reference_id")
    last = {"ARM": others.loc["arm-sept-2022-221-soldiers"], "AZE": reports.query("party == 'AZE'").iloc[-1]}
    first = reports.query("not aside").groupby("party")["best"].first()
    actors = names(language)
    mixed, cut = reports.query("with_missing")["best"], reports.query("with_missing")["start"].min()
    parts = [(reports["start"].min(), cut, FIRST), (cut + pd.Timedelta(days=1), reports["end"].max(), LATER)]
    lengths = [(end - start).days + 1 for start, end, _ in parts]
    tell = PageSpeaker(
        "toll_moves",
        language,
        arm1=int(first["ARM"]),
        aze1=int(first["AZE"]),
        arm2=int(last["ARM"]["best"]),
        aze2=int(last["AZE"]["best"]),
        all2=int(others.at[LAST, "best"]),
        civilians=int(others.at["arm-sept-2022-civilians-3", "best"]),
        pointer=int(others.at["aze-sept-2022-80", "best"]),
        mixed=int(mixed.iloc[0]),
        mixed2=int(mixed.iloc[1]),
        sources=_publishers(reports, language),
        cut=day(cut, language),
        last_day=day(parts[1][1], language),
        aze_last=span(last["AZE"]["start"], last["AZE"]["end"], language),
        first_day=day(reports["start"].min(), language),
        period=span(last["ARM"]["start"], last["ARM"]["end"], language),
        days_as_one=round(lengths[1] / LATER * FIRST / lengths[0]),
    )
    page = sheet(6.55, tell)
    key(page, ["printed", "killed_only", "with_missing", "floor", "rough_days"], language)
    left, width = 0.66, theme.WIDTH - 0.66 - theme.MARGIN - 0.1
    tops = reports.groupby("party")["best"].max() + 46  # people: room for words above the last figure
    gaps = {"ARM": 0.46, "AZE": 0.76}
    inch = (page.top - page.bottom - sum(gaps.values()) - 0.45) / int(tops.sum())
    here, later = (sum(place) / 2 for place in places(parts, width))
    y = page.top
    for party, top in tops.items():
        rows = reports[reports["party"] == party]
        y -= gaps[party] + top * inch
        ax = page.axes(left, y, width, top * inch)
        who = rows["claimant"].dropna().unique()
        told = [_label(row, tell, actors if len(who) > 1 else None) for row in rows.itertuples()]
        units = [tell("unit_" + ("last" if row.reference_id == LAST else row.measure)) for row in rows.itertuples()]
        report_steps(rows.assign(label=told, unit=units), ax, parts, top, language)
        heading = tell("own_count" if len(who) > 1 else "one_source", side=actors[party], who=actors[who[0]])
        write(ax, (0, 1), heading, "strong", dx=theme.MARGIN - left, dy=0.30, at="axes")
        if party == "ARM":
            write(ax, (later, 0), tell("other_scale"), "note", dy=0.62, ha="center", width=1.9, even=True, patch=True)
    write(ax, (later, top / 2), tell("pointer"), "note", dy=-0.14, ha="center", width=1.9, even=True, patch=True)
    for x, (start, end, _) in zip((here, later), parts, strict=True):
        write(ax, (x, 0), span(start, end, language), "note", dy=-0.40, ha="center")
    columns = ["party", "reference_id", "measure", "unit", *TOLL_COLUMNS, "as_of", "claimant", "source_id", "aside"]
    return figure(tell, page, reports[columns])


def _publishers(reports, language):
    """Name who published the reports, in their order; an office that is an actor has its name in the language."""
    from .. import record

    published = record.sources().set_index("source_id")["publisher"].loc[reports["source_id"].dropna().unique()]
    actors = dict(zip(record.actors()["name_en"], record.actors()[f"name_{language}"], strict=True))
    return ", ".join(actors.get(name, name).replace("'", "’") for name in published.unique())


def _label(row, tell, actors):
    """Say who reported a figure, where the heading does not, and on which day."""
    said_on = span(row.start, row.end, tell.language, year=row.start.year != 2022)
    when = tell("about" if row.start < row.end else "on", day=said_on)
    if row.aside:
        return tell("article", day=when)
    if row.reference_id == LAST:
        when = tell("last", day=when)
    return f"{actors[row.claimant]}, {when}" if actors is not None else when
