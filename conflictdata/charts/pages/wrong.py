"""The figures that are wrong on purpose: each draws one fault, measures it, and repairs it with a chart of the package.

The values of each say what is `drawn` against the `value` in the data, in the version that is wrong and in its twin.
"""

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from ... import record, tolls
from ...i18n import number, say
from .. import blocks, certainty, clock, theme, wrong
from .. import years as yearly
from ..theme import write
from .article import BOUNDS, article_tolls, figure, sheet, speaker

INSIDE = theme.WIDTH - 2 * theme.MARGIN
GAP = 0.18  # inches between two panels side by side
DAY = "C03+C04"  # the toll of one day, with which others are compared
QUIET = (1995, 2019)  # the years for which UCDP's count is set beside the line


def wrong_log_bars(language="en"):
    """The four tolls as bars on a logarithmic axis, from 1 and from 0.1; and as points."""
    four, starts = article_tolls(), (1, 0.1)
    lengths = [wrong.lengths(wrong.log_bars(four, start=start)).values() for start in starts]
    wrongs = [_compared(four, drawn, axis_from=start) for drawn, start in zip(lengths, starts, strict=True)]
    first, second = (_told(frame, "C36") for frame in wrongs)
    told = first | {"k2": second["k"], "start": starts[0], "start2": starts[1]}
    told |= {name: wrong.coarse(first[name]) for name in ("data", "times")}  # of an "about" and an "at least"
    tell = speaker("wrong_log_bars", language, **told)
    page = sheet(6.6, tell)
    ring = _words(page, tell, 2.30, language)
    days = record.periods().query("status == 'printed'").set_index("claim_id")["days"]
    labels = [tell("week"), tell("day"), tell("autumn"), tell("since")]
    frame = four.assign(days=[days["C31"], days["C03"], days["C34"], days["C36"]], label=labels)
    certainty.key(page, ["printed", "floor", "about"], language, top=page.top)
    left, bottom = 0.98, page.bottom + 0.52
    ax = page.axes(left, bottom, 5.92, page.top - bottom - 0.34)
    frame = frame.iloc[[0, 1, 3, 2]]  # the label of the largest is placed first, beside its point
    clock.toll_and_clock(frame, ax, language)
    write(ax, (1, 0), tell("clock"), "axis", dy=-0.42, ha="right", at="axes")
    width = (INSIDE - GAP) / 2
    for i, start in enumerate(starts):
        wrong.log_bars(four, page.axes(theme.MARGIN + i * (width + GAP), ring, width, 2.30), start, language)
    people = [line.get_ydata()[0] for line in ax.lines if (line.get_gid() or "").startswith("point-")]
    return _figure(
        "wrong_log_bars", language, tell, page, wrongs, _compared(frame, people, unit="people, read off the scale")
    )


def wrong_broken_axis(language="en"):
    """Deaths a year on an axis with a piece cut out; and on a whole one."""
    counted = record.yearly().query("2020 <= year <= 2023")
    frame = counted.assign(label=counted["year"].astype(str))
    width, high = (INSIDE - GAP) / 2, 2.95
    alike = theme.new_axes(None, width + 2 * theme.MARGIN, high, theme.MARGIN, 0, 0)  # what is cut out has its inches
    drawn = wrong.lengths(wrong.broken_axis(frame, alike), upright=True).values()
    measured = wrong.distortion(frame["label"], frame["best"], drawn, "2023").assign(unit="inches")
    told = {f"y{year}": int(n) for year, n in zip(frame["label"], frame["best"], strict=True)}
    told |= {"first": frame["label"].iloc[0], "last": frame["label"].iloc[-1], "release": counted["release"].iloc[0]}
    tell = speaker("wrong_broken_axis", language, **told | _told(measured, "2020"))
    page = sheet(4.0, tell)
    right, ring = theme.MARGIN + width + GAP, page.top - 0.50 - high
    for left, part in ((theme.MARGIN, "fault"), (right, "repair")):
        _line(page, left, page.top - 0.17, say(f"wrong.{part}", language, **{part: tell(part)}), "strong", width)
    _line(page, theme.MARGIN, ring - 0.22, tell("lie"), "label", INSIDE)
    inner = ring + wrong.BAND + 0.26
    ax = page.axes(right + 0.56, inner, width - 0.56, ring + high - inner - 0.1)
    yearly.deaths_by_year(counted, ax, language)
    for year, n in zip(counted["year"], counted["best"], strict=True):
        beside = {"dx": 0.09, "dy": 0.09} if n == counted["best"].max() else {"dy": 0.09, "ha": "center"}
        write(ax, (year, n), number(n, language), "strong", **beside)
    wrong.broken_axis(frame, page.axes(theme.MARGIN, ring, width, high), language)
    bars = [bar.get_window_extent().height / theme.DPI for bar in ax.patches if bar.get_gid() == "best"]
    repaired = wrong.distortion(frame["label"], frame["best"], bars, "2023").assign(unit="inches")
    return _figure("wrong_broken_axis", language, tell, page, [measured], repaired)


def wrong_nested_sum(language="en"):
    """The four tolls added up in one bar; and the largest with what it may hold, and what `add` answers."""
    four = article_tolls().iloc[::-1].reset_index(drop=True)
    lengths = list(wrong.lengths(wrong.nested_sum(four)).values())
    people = [round(inches / lengths[0] * four["best"][0]) for inches in lengths]
    total, twice = sum(people), sum(people[1:])
    measured = _drawn([*four["records"], "all"], [*four["best"], four["best"][0]], [*people, total])
    measured["counted_twice_at_most"] = [None] * len(four) + [twice]
    tell = speaker("wrong_nested_sum", language, total=total, twice=twice, times=wrong.rounded(total / people[0]))
    page = sheet(5.4, tell)
    ring = _words(page, tell, 1.85, language)
    certainty.key(page, ["steps", "dashed"], language, top=page.top)
    ax = page.axes(theme.MARGIN, page.top - 1.02, INSIDE - 2 * (wrong.SIDE + 0.08), 0.42)
    ax.set(xlim=(0, total), ylim=(0, 1))
    repaired = _nested(ax, four, tell, language)
    _answers(page, page.top - 1.60, tell, language)
    wrong.nested_sum(four, page.axes(theme.MARGIN, ring, INSIDE, 1.85), language)
    return _figure("wrong_nested_sum", language, tell, page, [measured], repaired)


def _nested(ax, four, tell, language):
    """Draw the largest toll with its rounding, and the next one at true size inside it; return what was drawn."""
    edges = blocks.levels(tolls.toll(four["records"][0]))
    for start, (end, opacity) in zip([n for n, _ in edges[1:]] + [0], edges, strict=True):
        look = {"fc": theme.PEOPLE, "alpha": opacity, "lw": 0, "gid": f"step-{end}"}
        ax.add_artist(Rectangle((start, 0), end - start, 1, **look))
        write(ax, (end, 0), number(end, language), "note", ha="center", dy=-0.25)
    ax.vlines([n for n, _ in edges], -0.24, -0.05, color=theme.NOTE, lw=0.8, clip_on=False)
    inside = certainty.dashed(ax, 0, 0, int(four["best"][1]), 1)
    inside.set_gid("inside")
    write(ax, (0, 1), tell("question"), "note", dy=0.10, color=theme.QUESTION)
    stated = next(p for p in ax.patches if p.get_gid() == f"step-{int(four['best'][0])}")
    return _drawn(four["records"][:2], four["best"][:2], [stated.get_x() + stated.get_width(), inside.get_width()])


def _answers(page, y, tell, language):
    """Ask the package to add the tolls, and write what it answers."""
    _line(page, theme.MARGIN, y, tell("asked"), "strong")
    for terms in (("C36", "C34"), ("C34", tolls.add("C03", "C04")), ("C31", "C03", "C04")):
        y -= theme.leading("label") + 0.02
        try:
            total = tolls.add(*terms, language=language)
            answer, more = total.words(language), total.note
        except (tolls.OverlapError, tolls.KindError) as error:
            why = tell("overlap" if isinstance(error, tolls.OverlapError) else "kind")
            answer, more = tell("refused", why=why), type(error).__name__
        asked = " + ".join(tolls.toll(term).words(language) for term in terms)
        after = 2.45 + theme.text_width(answer, "strong") + 0.14
        for x, text, role in ((0, asked, "label"), (2.45, answer, "strong"), (after, more, "note")):
            _line(page, theme.MARGIN + x, y, text, role)


def wrong_cumulative_line(language="en"):
    """The four tolls added up along a line; and the time that each covers."""
    four = article_tolls()
    (line,) = wrong.cumulative_line(four).lines[:1]
    years, people = line.get_data()
    crossed = range(int(years[0]), int(years[-1]) + 1)
    own = {start.year for start, end in zip(four["start"], four["end"], strict=True) if start.year == end.year}
    invented = [year for year in crossed if year not in own]
    ucdp = tolls.toll(f"ucdp-{QUIET[0]}-{QUIET[1]}").best
    rise = float(np.diff(np.interp([QUIET[0], QUIET[1] + 1], years, people))[0])
    measured = _drawn(["years", f"{QUIET[0]}–{QUIET[1]}"], [len(own), ucdp], [len(crossed), round(rise)])
    measured["unit"], measured["invented"] = ["years", "people (UCDP: at least)"], [len(invented), None]
    measured.loc[1, "distortion"] = None  # UCDP's number is a floor, by other rules
    told = {"invented": len(invented), "all": len(crossed), "rise": wrong.coarse(rise), "ucdp": ucdp}
    release = record.yearly().set_index("year").at[QUIET[1], "release"]
    tell = speaker("wrong_cumulative_line", language, **told, first=str(QUIET[0]), last=str(QUIET[1]), release=release)
    page = sheet(5.75, tell)
    ring = _words(page, tell, 2.2, language)
    certainty.key(page, ["own_number", "not_stated"], language, top=page.top)
    inner, strip_at = theme.MARGIN + wrong.SIDE + 0.62, page.bottom + 0.36
    width = theme.WIDTH - inner - theme.MARGIN - wrong.SIDE - 0.30
    ax = page.axes(inner, strip_at + 0.28, width, page.top - strip_at - 0.58)
    strip = page.axes(inner, strip_at, width, 0.16)
    line = wrong.cumulative_line(four, page.axes(theme.MARGIN, ring, INSIDE, 2.2), language)
    ax.set_xlim(*(year - 0.5 for year in line.get_xlim()))  # a year of `spans` has its middle where its number is
    strip.set(xlim=line.get_xlim(), ylim=(0, 1))
    labels = [tell("week"), tell("day"), tell("autumn"), tell("since")]
    yearly.spans(four.assign(label=labels).iloc[[3, 2, 0, 1]], ax, language)
    hatched = [
        certainty.cell(strip, year + 0.08, 0, 0.84, 1, "not_stated", gid=f"not_stated-{year}") for year in invented
    ]
    for year in own:
        certainty.cell(strip, year + 0.08, 0, 0.84, 1, "counted", gid=f"own-{year}")
    for year in (year for year in crossed if year % 5 == 0):
        write(strip, (year + 0.5, 0), str(year), "axis", dy=-0.20, ha="center")
    repaired = _drawn(["years"], [len(own)], [len(crossed) - len(hatched)]).assign(unit="years", invented=0)
    return _figure("wrong_cumulative_line", language, tell, page, [measured], repaired)


def wrong_dots_of_100(language="en"):
    """The four tolls as dots of a hundred people; and as one mark a person."""
    four, each = article_tolls(), 100
    dots = {line.get_gid(): len(line.get_xdata()) for line in wrong.dots_of(four, people=each).lines}
    drawn = [each * dots.get(f"dots-{i}", 0) for i in range(len(four))]
    lost = four[[n == 0 for n in drawn]]
    items = [*four["records"], ", ".join(lost["records"])]
    measured = _drawn(items, [*four["best"], lost["best"].sum()], [*drawn, 0])
    vanish = tolls.add("C31", "C03", "C04", language=language)
    tell = speaker("wrong_dots_of_100", language, each=each, lost=vanish.words(language))
    page = sheet(6.8, tell)
    ring = _words(page, tell, 2.30, language)
    certainty.key(page, ["fade", "steps"], language, top=page.top)
    baseline = round((page.bottom + 0.74) * theme.DPI) / theme.DPI
    ax = page.axes(theme.MARGIN, baseline, INSIDE, page.top - baseline - 0.14)
    labels = [tell("week"), tell("day"), tell("autumn"), tell("since")]
    blocks.one_scale(four.assign(label=labels), ax, language)
    wrong.dots_of(four, page.axes(theme.MARGIN, ring, INSIDE, 2.30), each, language)
    repaired = _drawn(four["records"], four["best"], map(_marks, ax.images))
    return _figure("wrong_dots_of_100", language, tell, page, [measured], repaired)


def _marks(image):
    """Count the marks of a block that stand for the number that its words name."""
    left, right, *_ = image.get_extent()
    alpha = image.get_array()[..., 3]
    pitch = round(alpha.shape[1] / (right - left))
    return int((alpha[pitch - 1 :: pitch, ::pitch] >= int(255 * blocks.STEPS[1])).sum())


def wrong_denominators(language="en"):
    """One day beside an average over days that were not; and every average with its days."""
    one_day = tolls.per_day(tolls.add("C03", "C04", language=language), language)[0]
    printed, fighting = tolls.per_day("C34", language)
    rates = pd.DataFrame(
        [{name: getattr(rate, name) for name in (*BOUNDS, "days")} for rate in (one_day, printed, fighting)]
    )
    tell = speaker("wrong_denominators", language)
    rates["heading"] = [tell("day"), tell("war"), tell("war")]
    rates["label"] = [tell("one_day"), tell("months", n=printed.days), tell("fighting")]
    bars = rates.assign(label=rates["heading"])[:2]
    drawn = wrong.lengths(wrong.unlike_days(bars)).values()
    measured = wrong.distortion([DAY, "C34"], [one_day.n, fighting.n], drawn, "C34").assign(unit="inches")
    ratios = _told(measured, DAY)
    ratios["times"] = round(ratios["times"])  # of two floors
    tell = speaker("wrong_denominators", language, **ratios, months=printed.days)
    page = sheet(5.75, tell)
    ring = _words(page, tell, 1.55, language)
    certainty.key(page, ["printed", "other", "floor_right"], language, top=page.top)
    left = theme.MARGIN + clock.SIDE
    ax = page.axes(left, page.bottom + 0.05, theme.WIDTH - left - theme.MARGIN - 0.15, page.top - page.bottom - 0.86)
    clock.per_day(rates.assign(reading=["printed", "printed", "other"]), ax, language)
    write(ax, (1, 1), tell("axis"), "axis", dy=0.26, ha="right", at="axes")
    wrong.unlike_days(bars, page.axes(theme.MARGIN, ring, INSIDE, 1.55), ax.get_xlim()[1], language)
    points = [line.get_xdata()[0] for line in ax.lines if (line.get_gid() or "").startswith("point-")]
    repaired = wrong.distortion([DAY, "C34"], [one_day.n, fighting.n], [points[0], points[2]], "C34")
    return _figure("wrong_denominators", language, tell, page, [measured], repaired.assign(unit="people a day"))


PAIRS = {  # the item whose distortion each figure tells, and the chart that repairs it
    wrong_log_bars: ("C36", "toll_and_clock"),
    wrong_broken_axis: ("2020", "deaths_by_year"),
    wrong_nested_sum: ("all", "two_readings"),
    wrong_cumulative_line: ("years", "spans"),
    wrong_dots_of_100: (f"C31, {DAY}", "one_scale"),
    wrong_denominators: (DAY, "per_day"),
}


def wrong_pairs(language="en"):
    """Return the figures that are wrong on purpose: what is wrong, by how much, and what repairs it.

    Returns
    -------
    pandas.DataFrame
        `figure` (the name for `draw`), `fault`, `distortion` (what is drawn ÷ what the data say, 1 is honest),
        `meaning` (what of) and `repaired_by` (a function of `conflictdata.charts`).

    Examples
    --------
    >>> wrong_pairs().set_index("figure").loc["wrong_log_bars", "repaired_by"]
    'toll_and_clock'
    """
    rows = []
    for page, (item, repair) in PAIRS.items():
        with theme.own_settings():
            slug, values = page.__name__, page(language).values
        (distortion,) = values.loc[(values["version"] == "wrong") & (values["item"] == item), "distortion"][:1]
        rows.append((slug, say(f"{slug}.fault", language), distortion, say(f"{slug}.meaning", language), repair))
    return pd.DataFrame(rows, columns=["figure", "fault", "distortion", "meaning", "repaired_by"])


def _words(page, tell, high, language):
    """Write what is wrong above a frame so high, by how much below it, and the heading of its twin.

    Return the lower edge of the frame; the top of the page is then where the twin begins.
    """
    y = page.top - 0.17
    _line(page, theme.MARGIN, y, say("wrong.fault", language, fault=tell("fault")), "strong")
    ring = y - 0.10 - high
    lines = _line(page, theme.MARGIN, ring - 0.22, tell("lie"), "label", INSIDE)
    y = ring - 0.22 - lines * theme.leading("label") - 0.14
    _line(page, theme.MARGIN, y, say("wrong.repair", language, repair=tell("repair")), "strong")
    page.top = y - 0.12
    return ring


def _line(page, x, y, text, role, width=None):
    """Write a text at a place in inches, and return how many lines it has."""
    lines = theme.wrap(text, role, width, even=True) if width else [text]
    for i, line in enumerate(lines):
        page.figure.add_artist(theme.Line((x, y - i * theme.leading(role)), line, role, theme.page_inches(page.figure)))
    return len(lines)


def _compared(four, drawn, unit="inches", **more):
    return wrong.distortion(four["records"], four["best"], drawn, DAY).assign(unit=unit, **more)


def _drawn(items, values, drawn):
    frame = pd.DataFrame({"item": list(items), "value": list(values), "drawn": list(drawn)})
    frame = frame.astype({"value": float, "drawn": float})
    return frame.assign(distortion=frame["drawn"] / frame["value"], unit="people")


def _told(frame, item):
    """Return the ratios of an item as its figure tells them."""
    row = frame.set_index("item").loc[item]
    names = {"k": "drawn_ratio", "data": "data_ratio", "times": "times"}
    return {name: wrong.rounded(row[column]) for name, column in names.items()}


def _figure(slug, language, tell, page, wrongs, repaired):
    frames = [*(frame.assign(version="wrong") for frame in wrongs), repaired.assign(version="repaired")]
    values = pd.concat(frames, ignore_index=True)
    first = ["version", "item", "value", "drawn", "unit"]
    values = values[[*first, *values.columns.drop(first)]]
    for name in values.columns.intersection(["drawn", "data_ratio", "drawn_ratio", "distortion"]):
        values[name] = [wrong.rounded(x) if pd.notna(x) else None for x in values[name].astype(float)]
    return figure(slug, language, tell, page, values)
