"""What the pages of our record share: the article's tolls, the words for them, and how a page becomes a figure."""

from functools import lru_cache

import pandas as pd

from ..i18n import Speaker, day, span
from . import theme
from .figure import Figure
from .inputs import TOLL_COLUMNS
from .paper import Page


def article_tolls():
    """Return the tolls of the article in the order of the time they cover, the widest first.

    99 is our sum of two printed figures. The war of 2020 has the days that the article prints; `per_day` has both
    readings.
    """
    return _article_tolls().copy()


@lru_cache
def _article_tolls():
    """Compute the tolls once."""
    from .. import record, tolls

    printed = [tolls.toll("C36"), tolls.toll("C34"), tolls.add("C03", "C04"), tolls.toll("C31")]
    columns = (*TOLL_COLUMNS, "start", "end", "status")
    rows = [{"records": "+".join(t.records)} | {c: getattr(t, c) for c in columns} for t in printed]
    frame = pd.DataFrame(rows).astype({"low": "Float64", "best": "Float64", "high": "Float64"})
    frame = frame.assign(start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]))
    claims = record.claims().set_index("claim_id")
    return frame.assign(says=[_place(claims, claim.split("+")) for claim in frame["records"]])


def _place(claims, ids):
    """Return the phrases of claims as printed, each with its place."""
    rows = [claims.loc[claim] for claim in ids]
    return tuple((row["phrase"], int(row["paragraph"]), int(row["sentence"])) for row in rows)


def quoted(places, language):
    """Write phrases of the article with their places, for the words of a mark."""
    tell = Speaker(language)
    return "; ".join(tell("mark.place", phrase=phrase, paragraph=p, sentence=s) for phrase, p, s in places)


@lru_cache
def words(language):
    """Return the article's figures in words and numbers, for titles, captions, alt texts and source lines."""
    from .. import record, tolls

    decades, war, one_day, week = article_tolls().to_dict("records")
    named = {"t31": "C31", "t34": "C34", "t36": "C36", "arm": "C03", "aze": "C04"}
    text = {name: tolls.toll(claim).words(language) for name, claim in named.items()}
    text["t99"] = tolls.add("C03", "C04").words(language)
    text |= {"n99": int(one_day["best"]), "n34": int(war["best"]), "n36": int(decades["best"])}
    text["low"], text["high"] = tolls.toll("C36").bounds
    text["r34"], text["r34o"] = (rate.words(language) for rate in tolls.per_day("C34"))
    text["r36"], text["r36o"] = (rate.words(language) for rate in tolls.per_day("C36"))
    first_war = record.periods().query("claim_id == 'C36' and reading == 'agencies'").iloc[0]
    fighting = record.periods().query("claim_id == 'C34' and reading == 'fighting'").iloc[0]
    return text | {
        "days": tolls.per_day("C34")[1].days,
        "day": day(one_day["start"], language),
        "week": span(week["start"], week["end"], language),
        "start": day(fighting["start"], language),
        "end": day(fighting["end"], language),
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
    """Gives the messages of a figure in one language, with the article's words and the figure's own filled in.

    A size with less room may have shorter words: the message "tolls.source.column" stands in for "tolls.source".
    """

    def __init__(self, slug, language, size, **more):
        self.slug, self.language, self.size = slug, language, size
        self.speaker, self.known = Speaker(language), words(language) | more

    def __call__(self, part, **values):
        key = f"{self.slug}.{part}"
        short = f"{key}.{self.size}"
        return self.speaker(short if self.speaker.knows(short) else key, **self.known | values)

    def page(self, body):
        """Return a page with a body of so many units, and the title, subtitle and source of the figure."""
        return Page(self.size, self("title"), self("subtitle"), self("source"), body)

    def figure(self, page, values):
        """Return the finished figure of a page, with the values that it draws."""
        theme.enlarge(page.figure, page.size)
        said = {part: self(part) for part in ("title", "caption", "alt", "description", "source")}
        return Figure(self.slug, self.language, self.size, **said, values=values, mpl=page.figure)


def days_written(frame):
    """Write the days of a frame as text, for the values of a figure."""
    return frame.assign(start=frame["start"].dt.strftime("%Y-%m-%d"), end=frame["end"].dt.strftime("%Y-%m-%d"))
