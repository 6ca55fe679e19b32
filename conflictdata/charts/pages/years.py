"""The figures that run along the years."""

import pandas as pd

from ... import record
from .. import theme
from .. import years as chart
from ..certainty import key
from ..theme import write
from .article import BOUNDS, article_tolls, days_written, figure, sheet, speaker


def deaths_by_year(language="en"):
    """UCDP's deaths per year, what each year is, and the time that the article's tolls cover."""
    years, four = record.yearly(), article_tolls()
    counted = years[years["coverage"] == "counted"].set_index("year")
    first_war, kinds = counted.loc[1992:1994], years["coverage"].value_counts()
    others = record.references().set_index("reference_id")
    total, war1, war2 = counted["best"].sum(), first_war["best"].sum(), counted.at[2020, "best"]
    words = {
        "share": int(10 * (war1 + war2) // total),
        "total": int(total),
        "war": "1992–94",
        "war1": int(war1),
        "war2": int(war2),
        "low": int(others.at["hrw-1994", "best"]),
        "cow": int(others.at["cow-1991-1994", "best"]),
        "high": int(others.at["reuters-2020-30000", "best"]),
        "prio_low": int(others.at["prio-193-1992-1994", "low"]),
        "prio_high": int(others.at["prio-193-1992-1994", "high"]),
        "release": counted.at[2020, "release"],
        "active": years["release"].iloc[-1],
        "end": str(years["year"].iloc[-1]),
        "counted_years": int(kinds["counted"]),
        "below": int(kinds["below_threshold"]),
        "elsewhere": int(kinds["coded_elsewhere"]),
        "y2022": int(counted.at[2022, "best"]),
        "y2023": int(counted.at[2023, "best"]),
    }
    tell = speaker("deaths_by_year", language, **words)
    page = sheet(5.75, tell)
    left, width = 0.82, theme.WIDTH - 0.82 - theme.MARGIN
    spans_at, spans_high = page.bottom + 0.02, 1.46
    strip_at = spans_at + spans_high + 0.96
    chart_at = strip_at + 0.50
    ax = page.axes(left, chart_at, width, page.top - chart_at - 0.26)
    chart.deaths_by_year(years, ax, language)
    at_edge = {"dx": theme.MARGIN - left, "at": "axes"}
    write(ax, (0, 1), tell("axis"), "note", dy=0.13, **at_edge)
    _year_labels(ax, counted, first_war, years, tell)
    strip = page.axes(left, strip_at, width, 0.15)
    chart.coverage_strip(years, strip, language)
    signs = ["counted", "part", "below_threshold", "coded_elsewhere", "not_covered"]
    key(page, signs, language, tell("strip"), strip_at - 0.12)
    below = page.axes(left, spans_at, width, spans_high)
    below.set_xlim(ax.get_xlim())
    labels = [tell("week"), tell("day"), tell("autumn"), tell("since")]
    frame = four.assign(label=labels).iloc[[3, 2, 0, 1]]
    chart.spans(frame, below, language)
    write(below, (0, 1), tell("spans"), "note", dy=0.07, **at_edge)
    values = [
        years.assign(series="UCDP 388"),
        days_written(frame.drop(columns=["status", "label"])).assign(series="article"),
    ]
    columns = ["series", "year", "records", *BOUNDS, "coverage", "start", "end", "release"]
    values = pd.concat(values, ignore_index=True)[columns]
    return figure("deaths_by_year", language, tell, page, values)


def _year_labels(ax, counted, first_war, years, tell):
    def bounds(rows):
        return {c: int(rows[c].sum()) for c in ("low", "best", "high")}

    beside = {"dx": 0.02, "at": "x", "patch": True}
    write(ax, (1995, 1), tell("first_war", **bounds(first_war)), "value", dy=-1.14, **beside)
    write(ax, (1995, 1), tell("range", **bounds(first_war)), "note", dy=-1.32, **beside)
    write(ax, (1995, 1), tell("others"), "note", dy=-1.53, **beside)
    war, at = counted.loc[[2020]], (2020, counted.at[2020, "best"])
    write(ax, at, tell("year", **bounds(war), year="2020"), "value", dx=-0.12, dy=0.03, ha="right")
    write(ax, at, tell("range", **bounds(war)), "note", dx=-0.12, dy=-0.15, ha="right")
    text = tell("year", **bounds(counted.loc[[2016]]), year="2016")
    write(ax, (2016, counted.at[2016, "high"]), text, "note", dy=0.10, ha="center")
    text = "\n".join(tell("year", **bounds(counted.loc[[year]]), year=str(year)) for year in (2022, 2023))
    write(ax, (1, 0), text, "note", dy=0.62, ha="right", at="axes", patch=True)
    part = years[years["counted_from"].notna()].iloc[0]
    text = tell("part", year=str(part["year"]), best=int(part["best"]), day=pd.Timestamp(part["counted_from"]).day)
    write(ax, (part["year"], part["best"]), text, "note", dx=0.03, dy=0.58, ha="right", patch=True)
    ax.plot([part["year"]] * 2, [part["best"] + 130, 900], color=theme.NOTE, lw=0.8)
    quiet = counted.loc[1995:2019]
    text = tell("quiet", counted=len(quiet), all=25, first="1995", last="2019", threshold=25, **bounds(quiet))
    write(ax, (1997, 0), text, "note", dy=0.42, patch=True)
