"""Deaths a year as bars from zero; a year without a number is hatched in a band, and said in words what it is."""

from itertools import groupby

from ..certainty import BOUNDS, Toll
from ..i18n import Speaker, day
from . import own, theme
from .inputs import capital, needs, numbers, stated, tolls_of
from .inputs import days as days_of
from .lettering import leading, text_width, wrap, write
from .marks import UNDER_A_RANGE, box, hatched, point, said
from .pages import PageSpeaker, article_tolls

KINDS = ("below_threshold", "coded_elsewhere", "not_covered", "not_stated", "not_found")  # of no number
MOST = 150  # years in one picture
THRESHOLD = 25  # deaths a year, from which UCDP has a row
BAR = 0.72  # of a year
BAND, APART, YEARS = 0.11, 0.05, 0.30  # units: the band of hatched years, below the zero line, and the years named


def deaths_by_year(frame, ax=None, *, title=None, subtitle=None, source=None, size="page", language="en"):
    """Draw deaths a year as bars from zero with a line from low to high; a year without a number is never a zero.

    Years without a number are hatched below the zero line, with words for what they are; a counted 0 is a dot and a 0.
    The numbers stand over all bars, or over the highest where there is no room.

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per year: `year`, `low`, `best`, `high` (people; low and high may be missing), `coverage` ("counted",
        "below_threshold", "coded_elsewhere", "not_covered", "not_stated", "not_found"). Optional `counted_from` (a day,
        where a year is counted in part) and `says` (words before its number on hover). ``attrs["attribution"]`` is
        added to the source line.
    ax, title, subtitle, source, size, language
        As for `tolls`.

    Returns
    -------
    Figure or matplotlib.axes.Axes
        Data are years and people; gids are "bar-1992", "range-1992" and, for hatched years, "below_threshold-1995".

    Raises
    ------
    ValueError
        If no year has a number, a row cannot be drawn or the Axes are too small.

    Examples
    --------
    >>> from conflictdata import yearly
    >>> deaths_by_year(yearly()).alt
    'Bars of deaths a year, 1989–2024. Years with a number: 17, the highest 7,646 (7,548–9,077) in 2020; without: 19.'
    """
    sheet = own.Sheet("deaths_by_year", ax, title, subtitle, source, size, language)
    tell, years = sheet.tell, years_of(frame, sheet.tell)
    kinds = {tell(f"years.{kind}"): sum(b - a + 1 for a, b in runs) for kind, runs in runs_of(years).items()}
    most, without = years["best"].idxmax(), int(years["best"].isna().sum())
    facts = {"years": between(*years.index[[0, -1]]), "counted": len(years) - without, "without": without}
    facts |= {"most": estimate(years.loc[[most]], tell), "year": str(most)}
    facts["kinds"] = "; ".join(f"{words}: {n}" for words, n in kinds.items()) or tell("years.no_gap")
    values = frame.filter(["year", *BOUNDS, "coverage", "counted_from"])
    return sheet.chart(lambda ax: draw(ax, years, tell), lambda width: 3.7, values, facts)


def years_of(frame, tell):
    """Return a frame by year without gaps, its numbers as numbers; what cannot be drawn is refused in words."""
    needs(frame, tell, ["year", *BOUNDS, "coverage"])
    frame = frame.reset_index(drop=True)
    if "counted_from" in frame:
        frame = frame.assign(counted_from=days_of(frame["counted_from"], tell))
    years = frame.assign(**{c: numbers(frame, c, tell).astype(float) for c in ("year", *BOUNDS)}).sort_values("year")
    counted, known = years["coverage"].eq("counted"), years["coverage"].isin(["counted", *KINDS])
    wrong = (years["year"] % 1 != 0) | years["year"].duplicated() | ~known | (counted != years["best"].notna())
    if wrong.any():
        row = years.loc[wrong, ["year", "coverage", "best"]].iloc[0]
        told = ", ".join(f"{column} {row[column]}" for column in ("year", "coverage", "best"))
        raise ValueError(tell("refused.year", told=told, known=", ".join(KINDS)))
    first, last = years["year"].astype(int).iloc[[0, -1]]
    if not counted.any() or last - first >= MOST:
        raise ValueError(tell("refused.years", counted=int(counted.sum()), n=int(last - first + 1), most=MOST))
    years = years.astype({"year": int}).set_index("year")
    tolls_of(years[years["coverage"] == "counted"].assign(comparator="estimate"), tell)  # refuses impossible ones
    return years.reindex(range(first, last + 1)).fillna({"coverage": "no_row"})


def between(first, last):
    """Write a run of years: 1992–94."""
    end = f"{last % 100:02}" if first // 100 == last // 100 else last
    return str(first) if first == last else f"{first}–{end}"


def runs_of(years):
    """Return the runs of years of each kind without a number, the commonest first, and those of zeros, by kind."""
    kinds = years["coverage"].mask(years["best"] == 0, "zero")
    runs = [(kind, [year for year, _ in run]) for kind, run in groupby(kinds.items(), lambda item: item[1])]
    order = [*kinds.value_counts().drop(["counted", "zero"], errors="ignore").index, "zero"]
    found = {kind: [(run[0], run[-1]) for each, run in runs if each == kind] for kind in order}
    return {kind: runs for kind, runs in found.items() if runs}


def scale(ax, years, tell, left, right, above, below, band):
    """Lay years and people into Axes with the numbers of both scales, and return units a year and a person."""
    most, ink, ends = max(1, years[["best", "high"]].max(axis=None)), theme.inks(ax), years.index[[0, -1]] + [-0.5, 0.5]
    across, up = theme.scaled(ax, ends, (0, most), left, right, below, above)
    step, every = theme.step(most / 6), theme.step(0.6 / across)
    for y in range(0, int(most) + 1, step):
        ax.plot(ends, (y, y), color=ink.grid if y else ink.text, lw=0.9, zorder=0.5)
        write(ax, (ends[0], y), tell.number(y), "axis", dx=-0.08, dy=-0.045, ha="right")
    for year in (year for year in years.index if year % every == 0):
        write(ax, (year, 0), str(year), "axis", dy=-band - 0.17, ha="center")
    return across, up


def bars(ax, years, across, tell):
    """Draw a bar from zero to the best number of each counted year, a dot for a zero, a line from low to high."""
    wide = min(BAR, 1 / across)
    style = {"color": theme.inks(ax).text, "lw": min(1.2, 20 * wide * across), "solid_capstyle": "butt", "zorder": 3.1}
    for row in years.dropna(subset="best").itertuples():
        words = " ".join(filter(None, (stated(row, "says"), f"{row.Index}: {estimate(years.loc[[row.Index]], tell)}")))
        if row.best:
            box(ax, row.Index - wide / 2, 0, wide, row.best, share=UNDER_A_RANGE, gid=f"bar-{row.Index}", words=words)
        else:
            point(ax, row.Index, 0, gid=f"bar-{row.Index}", words=words, size=4.5)
        if row.low < row.high:
            said(ax.plot([row.Index] * 2, [row.low, row.high], **style)[0], f"range-{row.Index}", words)


def estimate(years, tell):
    """Write the estimate of a year, or the sums of the estimates of some: 7,646 (7,548–9,077)."""
    cells = years[BOUNDS].sum(min_count=1)
    if cells["low"] == cells["high"]:  # a range of one number says nothing
        return tell.number(cells["best"])
    return Toll.of(cells.to_dict() | {"comparator": "estimate"}).words(tell.language)


def name(ax, years, first, last, tell):
    """Write the estimate of a year, or the sum of a run of years, over its bars."""
    number, *spread = estimate(years.loc[first:last], tell).split(" (")
    lines = [(f"{between(first, last)}: {number}", "strong"), *((f"({words}", "note") for words in spread)]
    if first != last:
        lines.append((tell("years.sum"), "note"))
    half = max(text_width(*line) for line in lines) / 2 * (ax.get_xlim()[1] - ax.get_xlim()[0]) / theme.size_of(ax)[0]
    x = max(min((first + last) / 2, ax.get_xlim()[1] - half), years.index[0] - 0.5 + half)
    top = years.loc[x - half : x + half, ["best", "high"]].max(axis=None)
    for i, line in enumerate(lines, 1):
        write(ax, (x, top), *line, dy=0.07 + (len(lines) - i) * leading("note"), ha="center", patch=True)


def explained(years, room, slack, kinds, tell):
    """Return the words for years without a number: over their runs, (first, last, lines), and in a line below all."""
    placed, below = [], []
    for i, (kind, runs) in enumerate(runs_of(years).items()):
        words, unplaced, common = kinds(kind), [], i == 0 and kind != "zero"  # named once
        for first, last in [max(runs, key=lambda run: run[1] - run[0])] if common else runs:
            lines = wrap(words, "note", wide := (last - first + 1) * room - slack, even=True)
            if len(lines) < 4 and max(text_width(line, "note") for line in lines) <= wide:
                placed.append((first, last, lines))
            else:
                unplaced.append(between(first, last))
        if unplaced:
            below.append(f"{tell('years.hatched') if common else ', '.join(unplaced)}: {words}")
    for year, start in years["counted_from"].dropna().items() if "counted_from" in years else ():
        start = day(start, tell.language, year=False).replace(" ", "\u00a0")
        below.append(tell("years.part", year=str(year), day=start))
    return placed, capital("; ".join(below))


def draw(ax, years, tell, named=None, right=0.2, above=0.45, kinds=None, threshold=0):
    """Draw the years, and return units a year and a person.

    Numbers stand over the runs of years that are `named`, by default over the years that have room; `kinds` says what a
    kind of year is. Years without a number are hatched up to a `threshold`, or else below the zero line.
    """
    own.too_small(ax, 2.4, 1.9, tell)
    width, kinds = theme.size_of(ax)[0], kinds or (lambda kind: tell(f"years.{kind}"))
    left = text_width(tell.number(max(1, int(years[["best", "high"]].max(axis=None)))), "axis") + 0.1  # of the scale
    room, counted = (width - right - left) / len(years), years[years["best"] > 0]
    if named is None:
        wide = [text_width(f"{year}: {estimate(counted.loc[[year]], tell)}", "note") for year in counted.index]
        named = [(year, year) for year in counted.index if max(wide) < room or year == counted["best"].idxmax()]
    placed, below = explained(years, room, 0.5 if threshold else 0.05, kinds, tell)
    lines, band = wrap(below, "note", width) if below else [], 0 if threshold else BAND + APART
    across, up = scale(ax, years, tell, left, right, above, band + YEARS + len(lines) * leading("note"), band)
    bars(ax, years, across, tell)
    y, high = (0, threshold - 1) if threshold else (-band / up, BAND / up)
    for kind, first, last in ((kind, *run) for kind, runs in runs_of(years).items() if kind != "zero" for run in runs):
        says = f"{between(first, last)}: {kinds(kind)}"
        hatched(ax, first - 0.5, y, last - first + 1, high, gid=f"{kind}-{first}", words=says)
    for first, last, words in placed:
        dy = 0.07 + (len(words) - 1) * leading("note")
        write(ax, ((first + last) / 2, threshold), "\n".join(words), "note", dy=dy, ha="center", patch=True)
    write(ax, (0, 0), "\n".join(lines), "note", at="axes", dy=0.05 + (len(lines) - 1) * leading("note"))
    for run in named:
        name(ax, years, *run, tell)
    return across, up


def deaths_by_year_page(language="en", size="page"):
    """UCDP's deaths a year in the conflict, and the day that the article reports."""
    from .. import record

    frame, wars, when = record.yearly(), [(1992, 1994), (2020, 2020)], article_tolls()["start"].iloc[2]
    speaker = Speaker(language)
    years = years_of(frame.assign(says="UCDP " + frame["release"] + ","), speaker)
    counted, best = years[years["best"].notna()], years["best"]
    facts = {f"y{a}": estimate(years.loc[a:b], speaker) for a, b in [*wars, (2022, 2022), (2023, 2023)]}
    facts |= {
        "share": int(10 * sum(best.loc[a:b].sum() for a, b in wars) // best.sum()),
        "total": estimate(years, speaker),
    }
    facts |= {"release": counted["release"].iloc[-1], "newest": years["release"].iloc[-1], "end": str(years.index[-1])}
    facts |= {"below": int(years["coverage"].eq("below_threshold").sum()), "counted": len(counted)}
    tell = PageSpeaker("deaths_by_year", language, size, years=between(*years.index[[0, -1]]), **facts)
    page, narrow = tell.page(3.7), size == "column"
    ax, named = page.axes(), wars if narrow else [*wars, (2016, 2016)]
    _, up = draw(ax, years, tell.speaker, named, right=0.85 if narrow else 1.05, kinds=tell)
    x = when.year - 0.5 + when.day_of_year / 365
    line = ax.plot([x, x], [0, 1.25 / up], color=theme.inks(ax).question, lw=1.2, ls=(0, (3, 2)), zorder=4)
    said(line[0], "day", tell("day"))
    words = ((1.12, "day", "strong", "question"), (0.94, "event", "note", "question"), (0.5, "counts", "label", "text"))
    for dy, part, role, ink in words:
        write(ax, (x, 0), tell(part), role, dx=0.06, dy=dy, ink=ink, patch=True)
    return tell.figure(page, frame[["year", *BOUNDS, "coverage", "counted_from", "release"]])


def quiet_years_page(language="en", size="page"):
    """UCDP's years between the two wars, and the article's two words for how often there is fighting."""
    from .. import record

    frame, phrases = record.yearly().query("1995 <= year <= 2019"), record.claims().set_index("claim_id")["phrase"]
    speaker = Speaker(language)
    years = years_of(frame.assign(says="UCDP " + frame["release"] + ","), speaker)
    counted, tops, most = years[years["best"].notna()], years[["best", "high"]].max(axis=1), years["best"].idxmax()
    facts = {"all": len(years), "counted": len(counted), "below": len(years) - len(counted), "threshold": THRESHOLD}
    facts |= {"total": estimate(years, speaker), "most": estimate(years.loc[[most]], speaker)}
    facts |= {"regularly": phrases["C35"], "now_and_then": phrases["C27"], "release": counted["release"].iloc[0]}
    tell = PageSpeaker("quiet_years", language, size, years=between(*years.index[[0, -1]]), year=str(most), **facts)
    page = tell.page(3.5)
    ax, ends = page.axes(), years.index[[0, -1]] + [-0.5, 0.5]
    across, _ = draw(ax, years, tell.speaker, (), right=0.05, above=0.1, kinds=tell, threshold=THRESHOLD)
    line = ax.plot(ends, [THRESHOLD] * 2, color=theme.inks(ax).text, lw=0.9, ls=(0, (4, 2.5)), zorder=3.5)
    said(line[0], "threshold", tell("threshold"))
    write(ax, (ends[0], THRESHOLD), str(THRESHOLD), "axis", dx=-0.08, dy=-0.045, ha="right")
    for year, best in counted["best"].items():  # right of its line, or left of it where the next year is in the way
        side = {"dx": -0.05, "ha": "right"} if tops.get(year + 1, 0) >= best else {"dx": 0.05}
        write(ax, (year, best), f"{best:.0f}", "strong", dy=0.05, patch=True, **side)
    dy, wide = -0.28, (most - ends[0] - 1) * across - 0.2
    for part, role in (("article", "strong"), ("reached", "label")):
        lines = write(ax, (ends[0], 1), tell(part), role, dx=0.15, dy=dy, at="x", width=wide, patch=True)
        dy -= len(lines) * leading(role) + 0.08
    return tell.figure(page, frame[["year", *BOUNDS, "coverage", "release"]])
