"""The figure of the years between the two wars, beside the article's words for how often there is fighting."""

import pandas as pd

from ... import record
from .. import theme, years
from ..certainty import bar, cell, key
from ..theme import write
from .article import BOUNDS, figure, sheet, speaker

FIRST, LAST, THRESHOLD = 1995, 2019, 25  # the years between the two wars; UCDP's threshold of deaths a year


def quiet_years(language="en"):
    """The years between the wars as UCDP has them, below the two words that the article has for how often."""
    rows = record.yearly().query("@FIRST <= year <= @LAST")
    counted, below = rows[rows["coverage"] == "counted"], rows[rows["coverage"] == "below_threshold"]
    phrases = record.claims().set_index("claim_id")["phrase"]
    war = record.yearly().set_index("year").loc[2020]
    said = {
        "threshold": THRESHOLD,
        "first": str(FIRST),
        "last": str(LAST),
        "all": len(rows),
        "counted": len(counted),
        "below": len(below),
        "total": int(counted["best"].sum()),
        "most": int(counted["best"].max()),
        "most_high": int(counted["high"].max()),
        "most_year": str(counted.loc[counted["best"].idxmax(), "year"]),
        "under": THRESHOLD - 1,
        "war": int(war["best"]),
        "regularly": phrases["C35"],
        "now_and_then": phrases["C27"],
        "release": counted["release"].iloc[0],
    }
    tell = speaker("quiet_years", language, **said)
    page = sheet(5.07, tell)
    key(page, ["range", "below_threshold", "bar_printed"], language)
    left, width, high = 0.72, theme.WIDTH - 0.72 - theme.MARGIN, 2.95
    bottom = page.bottom + 0.30
    ax = page.axes(left, bottom, width, high)
    years.quiet_years(rows, ax, language, THRESHOLD)
    write(ax, (0, 1), tell("axis"), "note", dx=theme.MARGIN - left, dy=0.10, at="axes")
    gap = (counted["year"].iloc[1] + 1.1, THRESHOLD)  # in the longest run of years without a row
    write(ax, gap, tell("line"), "note", dy=0.24, patch=True)
    for part, role, dy in (("reached", "value", -0.42), ("others", "note", -0.62)):
        write(ax, (0, 1), tell(part), role, dx=0.12, dy=dy, at="axes", patch=True)
    words = page.axes(left, bottom + high + 0.35, width, 1.0)
    words.set(xlim=ax.get_xlim(), ylim=(0, 1.0))
    start, end = words.get_xlim()
    write(words, (start, 1), tell("words"), "strong", dx=theme.MARGIN - left, dy=-0.02)
    write(words, (start, 0.66), tell("regularly"), "label", dy=0.07)
    bar(words, start, 0.57, end - start, 0.10, gid="C35")
    inch = (end - start) / width
    for x, way in ((start - 0.05 * inch, "<"), (end + 0.05 * inch, ">")):
        words.plot(x, 0.62, way, ms=12, color=theme.PEOPLE, mew=0, clip_on=False)
    write(words, (start, 0.16), tell("now_and_then"), "label", dy=0.07)
    edge = {"hatch": None, "ec": theme.PEOPLE, "ls": (0, (1, 1.8)), "lw": 1.4}  # unlike the hatch of the years below
    cell(words, start, 0.03, end - start, 0.14, "not_stated", gid="C27", **edge)
    claims = pd.DataFrame({"claim_id": ["C35", "C27"], "phrase": [phrases["C35"], phrases["C27"]]})
    values = pd.concat([claims, rows[["year", *BOUNDS[1:], "coverage", "release"]]], ignore_index=True)
    return figure("quiet_years", language, tell, page, values)
