"""The figures about when: the time that each toll covers, and how one toll moved from report to report."""

import pandas as pd

from ... import record
from ...edtf import bounds
from ...i18n import dated, day, span
from .. import moves, strips, theme
from ..certainty import capital, key
from ..theme import write
from .article import BOUNDS, article_tolls, days_written, figure, sheet, speaker


def when(language="en"):
    """The time that the four tolls cover, on three strips: the years, the autumn of 2020, the week of the article."""
    four = article_tolls().set_index("records")
    printed = record.casualties().set_index("claim_id")
    read = record.periods().set_index(["claim_id", "reading"])
    published = pd.Timestamp(record.reference_day())
    begins = record.dates().set_index("claim_ids").at["C07", "start"]
    autumn, months, fighting = printed.loc["C34"], read.loc[("C34", "printed")], read.loc[("C34", "fighting")]
    decades, agencies = read.loc[("C36", "printed")], read.loc[("C36", "agencies")]
    week, one_day = four.loc["C31"], four.loc["C03+C04"]
    month = pd.offsets.MonthBegin()
    windows = pd.DataFrame(
        [
            (pd.Timestamp(agencies["start"].year, 1, 1), pd.Timestamp(published.year, 12, 31), None),
            (autumn["start"] - month, months["end"] + 2 * month - strips.DAY, 0),
            (week["start"], published, 0),
        ],
        columns=["start", "end", "within"],
    )
    tell = speaker(
        "when",
        language,
        months=int(months["days"]),
        fighting=int(fighting["days"]),
        fought=span(fighting["start"], fighting["end"], language),
        begins=dated(begins, "EEEE d", language),
        counted_from=day(fighting["start"], language, year=False),
        tuesday=dated(one_day["start"], "EEEE d", language),
        today=dated(published, "EEEE d", language),
        first_year=str(windows["start"][0].year),
        last_year=str(published.year),
        month=dated(published, "LLLL y", language),
    )
    autumn_or_months, weekly, daily = (
        (first["start"], last["end"]) for first, last in ((autumn, months), (week, week), (one_day, one_day))
    )
    rows = [  # strip, lane, toll, start, end, reading, label, whether the number is written
        (0, 0, "C36", decades["start"], decades["end"], "printed", tell("since"), True),
        (0, 1, "C36", agencies["start"], agencies["end"], "other", tell("agencies"), False),
        (0, 2, "C34", *autumn_or_months, "printed", None, False),
        (0, 2, "C31", *weekly, "printed", None, False),
        (0, 2, "C03+C04", *daily, "printed", None, False),
        (1, 0, "C34", autumn["start"], autumn["end"], "printed", tell("autumn"), False),
        (1, 1, "C34", months["start"], months["end"], "printed", tell("months"), True),
        (1, 2, "C34", fighting["start"], fighting["end"], "other", tell("fighting"), False),
        (2, 0, "C31", *weekly, "printed", tell("week_before"), True),
        (2, 1, None, begins, begins, "not_stated", capital(tell("begins")), False),
        (2, 2, "C03+C04", *daily, "printed", tell("one_day"), True),
        (2, 3, None, published, published, "not_stated", capital(tell("today")), False),
    ]
    before, (first, last) = week["start"] - strips.DAY, windows.loc[1, ["start", "end"]]
    for strip, lane, start, end, label in (
        (0, 2, decades["start"], before, tell("no_other")),
        (1, 0, first, last, None),
    ):
        for days in strips.gaps(start, end, [autumn_or_months]):
            rows.append((strip, lane, None, *days, "not_stated", label, False))
            label = None  # said once
    frame = pd.DataFrame(rows, columns=["strip", "lane", "toll", "start", "end", "reading", "label", "written"])
    frame = frame.sort_values("strip", kind="stable", ignore_index=True).join(four[BOUNDS], on="toll")
    headings = [tell("years"), tell("one_number"), capital(tell("days_of_week"))]
    page = sheet(5.85, tell)
    key(page, ["bar_printed", "bar_other", "not_stated"], language)
    ax = page.axes(theme.MARGIN, page.bottom, theme.WIDTH - 2 * theme.MARGIN, page.top - page.bottom)
    shown = frame.assign(**{column: frame[column].where(frame["written"]) for column in BOUNDS})
    strips.time_strips(shown, windows.assign(heading=headings), ax, language)
    last = next(bar for bar in ax.patches if bar.get_gid() == "bar-4")
    write(ax, (ax.get_xlim()[1], last.get_y()), tell("other_three"), "label", dy=strips.LANE + 0.06, ha="right")
    values = days_written(frame).assign(days=(frame["end"] - frame["start"]).dt.days + 1)
    return figure("when", language, tell, page, values[["strip", "toll", *BOUNDS, "start", "end", "days", "reading"]])


SIDES = {"ARM": "C03", "AZE": "C04"}  # in alphabetical order, with the claim that the article prints of each
LAST = "arm-sept-2022-224"  # the one figure that holds civilians beside soldiers
FIRST, LATER = 0.60, 0.40  # shares of the width for the days of the first reports, and for what came later


def _reports():
    """Return each side's reports of its own dead of September 2022 in their order, and the article's figures."""
    rows = record.references().query("event_id == 'D22' and measure in ('killed', 'killed_or_missing')")
    rows = rows[rows["party"].isin(list(SIDES)) & rows["as_of"].notna() & (rows["unit"] != "civilians")]
    rows = rows[(rows["status"] != "computed") & ~rows["reference_id"].str.contains("-claim-")]
    printed = record.casualties().set_index("claim_id").loc[list(SIDES.values())].reset_index()
    article = printed[["claim_id", "party", "unit", *BOUNDS]].rename(columns={"claim_id": "reference_id"})
    article = article.assign(measure="killed", aside=True, as_of=str(record.reference_day()))
    frame = pd.concat([article, rows.assign(aside=False)], ignore_index=True)
    days = [[pd.Timestamp(day) for day in bounds(text)[:2]] for text in frame["as_of"]]
    frame[["start", "end"]] = pd.DataFrame(days)
    frame["with_missing"] = frame["measure"] == "killed_or_missing"
    return frame.sort_values(["party", "start"], kind="stable", ignore_index=True)


def toll_moves(language="en"):
    """How each side's count of its dead of 13 September 2022 moved, by day of report."""
    reports = _reports()
    others = record.references().set_index("reference_id")
    last = {"ARM": others.loc["arm-sept-2022-221-soldiers"], "AZE": reports.query("party == 'AZE'").iloc[-1]}
    first = reports.query("not aside").groupby("party")["best"].first()
    actors = record.actors().set_index("actor_id")[f"name_{language}"].str.replace("'", "’")
    mixed, cut = reports.query("with_missing")["best"], reports.query("with_missing")["start"].min()
    parts = [(reports["start"].min(), cut, FIRST), (cut + strips.DAY, reports["end"].max(), LATER)]
    lengths = [(end - start).days + 1 for start, end, _ in parts]
    tell = speaker(
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
    here, later = (sum(place) / 2 for place in moves.places(parts, width))
    y = page.top
    for party, top in tops.items():
        rows = reports[reports["party"] == party]
        y -= gaps[party] + top * inch
        ax = page.axes(left, y, width, top * inch)
        labels = [_label(row, tell, language) for row in rows.itertuples()]
        units = [tell("unit_" + ("last" if row.reference_id == LAST else row.measure)) for row in rows.itertuples()]
        moves.report_steps(rows.assign(label=labels, unit=units), ax, parts, top, language)
        first_by = actors[rows.loc[~rows["aside"], "claimant"].iloc[0]]
        heading = tell("own_count", side=actors[party], who=first_by)
        write(ax, (0, 1), heading, "strong", dx=theme.MARGIN - left, dy=0.30, at="axes")
        if party == "ARM":
            write(ax, (later, 0), tell("other_scale"), "note", dy=0.62, ha="center", width=1.9, even=True, patch=True)
    write(ax, (later, top / 2), tell("pointer"), "note", dy=-0.14, ha="center", width=1.9, even=True, patch=True)
    for x, (start, end, _) in zip((here, later), parts, strict=True):
        write(ax, (x, 0), span(start, end, language), "note", dy=-0.40, ha="center")
    columns = ["party", "reference_id", "measure", "unit", *BOUNDS, "as_of", "claimant", "source_id", "aside"]
    return figure("toll_moves", language, tell, page, reports[columns])


def _publishers(reports, language):
    """Name who published the reports, in their order; an office that is an actor has its name in the language."""
    published = record.sources().set_index("source_id")["publisher"].loc[reports["source_id"].dropna().unique()]
    actors = dict(zip(record.actors()["name_en"], record.actors()[f"name_{language}"], strict=True))
    return ", ".join(actors.get(name, name).replace("'", "’") for name in published.unique())


def _label(row, tell, language):
    """Say on which day a figure was reported."""
    said_on = span(row.start, row.end, language, year=row.start.year != 2022)
    when = tell("about" if row.start < row.end else "on", day=said_on)
    if row.aside:
        return tell("article", day=when)
    if row.reference_id == LAST:
        return tell("last", day=when)
    return when
