"""The figures that draw people as marks."""

import pandas as pd

from ... import record, tolls
from ...i18n import day, span
from .. import blocks, theme
from ..certainty import capital, key
from ..theme import write
from .article import BOUNDS, article_tolls, days_written, figure, sheet, speaker, words


def one_scale(language="en"):
    """The four tolls as blocks of one mark a person."""
    four = article_tolls()
    tell = speaker("one_scale", language)
    week = span(four["start"][0], four["end"][0], language, year=False)
    labels = [tell("week", span=week, year=str(four["end"][0].year)), tell("day"), tell("autumn"), tell("since")]
    frame = four.assign(label=labels, may_include=[None, None, None, 2], question=tell("question"))
    page = sheet(4.7, tell)
    key(page, ["fade", "steps", "dashed"], language)
    baseline = round((page.bottom + 0.95) * theme.DPI) / theme.DPI
    ax = page.axes(theme.MARGIN, baseline, theme.WIDTH - 2 * theme.MARGIN, page.top - baseline - 0.05)
    blocks.one_scale(frame, ax, language)
    big_x, _, _, big_top = ax.images[3].get_extent()
    note = tell("rounding", about=capital(words(language)["t36"]))
    write(ax, (big_x, big_top), note, "note", dx=-0.75, dy=-0.05, width=2.05, ha="right")
    return figure("one_scale", language, tell, page, days_written(four))


def who_says_so(language="en"):
    """The 99 of one day as the two counts that it is made of, each with its claimant."""
    claims = record.casualties().set_index("claim_id").loc[["C03", "C04"]]
    actors = record.actors().set_index("actor_id")[f"name_{language}"]
    claimants = record.references().set_index("reference_id").loc[["arm-sept-2022-49", "aze-sept-2022-50"], "claimant"]
    said_on = day(claims["start"].iloc[0], language)
    tell = speaker("who_says_so", language, said_on=said_on)
    frame = claims[BOUNDS].assign(
        heading=[tell("soldiers_arm"), tell("soldiers_aze")],
        label=[
            tell(f"claimed_{party.lower()}", claimant=actors[claimant].replace("'", "’"))
            for party, claimant in zip(claims["party"], claimants, strict=True)
        ],
    )
    page = sheet(3.0, tell)
    key(page, ["floor"], language)
    bottom = page.bottom + 1.30
    ax = page.axes(theme.MARGIN, bottom, theme.WIDTH - 2 * theme.MARGIN, page.top - bottom - 0.05)
    blocks.unit_blocks(frame, ax, language)
    write(ax, (0, 0), tell("both"), "note", dy=-1.12, width=theme.WIDTH - 2 * theme.MARGIN)
    values = claims[[*BOUNDS, "party", "unit", "alternative"]].reset_index().assign(claimant=list(claimants))
    return figure("who_says_so", language, tell, page, values)


def two_readings(language="en"):
    """The 30,000 with the dead of 2020 inside it, and beside it: the article does not decide."""
    four = article_tolls().iloc[[3, 2]].reset_index(drop=True)
    low, high = tolls.toll("C36").rounding()
    part = int(four["best"][1])
    sums = {"sum": int(four["best"][0]) + part, "sum_low": low + part, "sum_high": high + part}
    tell = speaker("two_readings", language, **sums)
    page = sheet(5.85, tell)
    key(page, ["dashed", "steps", "floor_right"], language)
    ax = page.axes(theme.MARGIN, page.bottom + 0.2, theme.WIDTH - 2 * theme.MARGIN, page.top - page.bottom - 0.25)
    blocks.two_readings(four.assign(label=[tell("holds"), tell("beside")]), ax, language)
    rows = [
        ("holds", "about", low, int(four["best"][0]), high),
        ("beside", "illustration", sums["sum_low"], sums["sum"], sums["sum_high"]),
    ]
    return figure("two_readings", language, tell, page, pd.DataFrame(rows, columns=["reading", *BOUNDS]))
