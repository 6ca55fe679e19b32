"""What the pages of our record share: the article's tolls, the words for them, and how a page becomes a figure."""

from functools import lru_cache

import pandas as pd

from ..i18n import day, say, span
from .figure import ConflictFigure
from .marks import TOLL_COLUMNS
from .theme import Page


def article_tolls():
    """Return the four tolls of the article from small to large, with the days that their fighting lasted.

    The 99 is our sum of two printed figures; the war of 2020 has its 44 days, not the whole autumn that is printed.
    """
    return _article_tolls().copy()


@lru_cache
def _article_tolls():
    """Compute the tolls once."""
    from .. import record, tolls

    printed = [tolls.toll("C31"), tolls.add("C03", "C04"), tolls.toll("C34"), tolls.toll("C36")]
    columns = (*TOLL_COLUMNS, "start", "end", "status")
    rows = [{"records": "+".join(t.records)} | {c: getattr(t, c) for c in columns} for t in printed]
    frame = pd.DataFrame(rows).astype({"low": "Float64", "best": "Float64", "high": "Float64"})
    frame = frame.assign(start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]))
    fighting = record.periods().set_index(["claim_id", "reading"]).loc[("C34", "fighting")]
    frame.loc[frame["records"] == "C34", ["start", "end"]] = [fighting["start"], fighting["end"]]
    return frame


@lru_cache
def words(language):
    """Return the article's figures in words and numbers, for titles, captions, alt texts and source lines."""
    from .. import record, tolls

    week, one_day, war, decades = article_tolls().to_dict("records")
    named = {"t31": "C31", "t34": "C34", "t36": "C36", "arm": "C03", "aze": "C04"}
    text = {name: tolls.toll(claim).words(language) for name, claim in named.items()}
    text["t99"] = tolls.add("C03", "C04").words(language)
    text |= {"n99": int(one_day["best"]), "n34": int(war["best"]), "n36": int(decades["best"])}
    text["low"], text["high"] = tolls.toll("C36").bounds
    text["r34"], text["r34o"] = (rate.words(language) for rate in tolls.per_day("C34"))
    text["r36"], text["r36o"] = (rate.words(language) for rate in tolls.per_day("C36"))
    first_war = record.periods().query("claim_id == 'C36' and reading == 'agencies'").iloc[0]
    return text | {
        "days": tolls.per_day("C34")[1].days,
        "day": day(one_day["start"], language),
        "week": span(week["start"], week["end"], language),
        "start": day(war["start"], language),
        "end": day(war["end"], language),
        "first_war": span(first_war["start"], first_war["end"], language),
        "year": str(war["start"].year),
        "since": str(decades["start"].year),
        "published": day(record.reference_day(), language),
    }


def names(language):
    """Return the names of the actors by their id, with the apostrophe of print."""
    from .. import record

    return record.actors().set_index("actor_id")[f"name_{language}"].str.replace("'", "’")


class PageSpeaker:
    """Gives the messages of a figure in one language, with the article's words and the figure's own filled in."""

    def __init__(self, slug, language, **more):
        self.slug, self.language, self.known = slug, language, words(language) | more

    def __call__(self, part, **values):
        return say(f"{self.slug}.{part}", self.language, **self.known | values)


def sheet(body, tell):
    """Return a page with a body of so many inches, and the title, subtitle and source of a figure."""
    return Page(body, tell("title"), tell("subtitle"), tell("source"))


def figure(tell, page, values):
    """Return the finished figure of a page: its words from the catalogue, the values it draws."""
    said = {part: tell(part) for part in ("title", "caption", "alt", "description", "source")}
    return ConflictFigure(tell.slug, tell.language, **said, values=values, mpl=page.figure)


def days_written(frame):
    """Write the days of a frame as text, for the values of a figure."""
    return frame.assign(start=frame["start"].dt.strftime("%Y-%m-%d"), end=frame["end"].dt.strftime("%Y-%m-%d"))
