"""The figures that set tolls against time."""

import pandas as pd

from ... import record, tolls
from .. import clock, theme
from ..certainty import capital, key
from ..theme import write
from .article import BOUNDS, article_tolls, figure, sheet, speaker, words


def toll_and_clock(language="en"):
    """The four tolls against the length of the period, as printed and as other sources read it."""
    four, said = article_tolls(), words(language)
    tell = speaker("toll_and_clock", language, r34_first=capital(said["r34"]))
    days = record.periods().set_index(["claim_id", "reading"])["days"]
    rows = [  # toll, days, reading, average per day, label
        ("C31", days["C31", "printed"], "printed", None, tell("week")),
        ("C03+C04", days["C03", "printed"], "printed", None, tell("day")),
        ("C34", days["C34", "printed"], "printed", said["r34"], tell("printed34")),
        ("C34", days["C34", "fighting"], "other", said["r34o"], tell("other34")),
        ("C36", days["C36", "printed"], "printed", said["r36"], tell("printed36")),
        ("C36", days["C36", "agencies"], "other", said["r36o"], tell("other36")),
    ]
    frame = pd.DataFrame(rows, columns=["toll", "days", "reading", "average_per_day", "label"])
    frame = frame.join(four.set_index("records")[BOUNDS], on="toll")
    page = sheet(5.0, tell)
    key(page, ["printed", "other", "floor", "about"], language)
    left, bottom = 0.98, page.bottom + 0.52
    ax = page.axes(left, bottom, 5.92, page.top - bottom - 0.30)
    clock.toll_and_clock(frame, ax, language)
    write(ax, (0, 1), tell("axis"), "axis", dx=theme.MARGIN - left, dy=0.16, at="axes")
    write(ax, (1, 0), tell("clock"), "axis", dy=-0.42, ha="right", at="axes")
    return figure(
        "toll_and_clock", language, tell, page, frame[["toll", *BOUNDS, "days", "reading", "average_per_day"]]
    )


def per_day(language="en"):
    """The averages a day of the four tolls, for each reading of the period, on one linear scale."""
    four = article_tolls().set_index("records")
    rates = [(name, rate) for name in ("C31", "C34", "C36") for rate in tolls.per_day(name, language)]
    rates.insert(1, ("C03+C04", tolls.per_day(tolls.add("C03", "C04", language=language), language)[0]))
    tell = speaker("per_day", language, week_days=rates[0][1].days)
    first = {name: capital(tolls.Toll(*_cells(four.loc[name])).words(language)) for name in four.index}
    rows = []
    for name, rate in rates:
        reading = "other" if rate.status == "other_reading" else "printed"
        rows.append(
            {
                "heading": first[name],
                "label": tell(f"{reading}_{name[-2:]}", n=rate.days),
                "words": tell("one_in") if name == "C31" else None,
                "toll": name,
                "days": rate.days,
                "reading": reading,
                **{column: getattr(rate, column) for column in BOUNDS},
            }
        )
    frame = pd.DataFrame(rows)
    page = sheet(5.2, tell)
    key(page, ["printed", "other", "floor_right", "band"], language)
    left, bottom = theme.MARGIN + 2.5, page.bottom + 0.05
    ax = page.axes(left, bottom, theme.WIDTH - left - theme.MARGIN - 0.15, page.top - bottom - 0.48)
    clock.per_day(frame, ax, language)
    write(ax, (1, 1), tell("axis"), "axis", dy=0.26, ha="right", at="axes")
    return figure("per_day", language, tell, page, frame[["toll", *BOUNDS, "days", "reading"]])


def _cells(row):
    return [None if pd.isna(row[column]) else row[column] for column in BOUNDS]
