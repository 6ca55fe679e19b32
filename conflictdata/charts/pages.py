"""What the pages of our record share: the article's tolls, the words for them, and how a page becomes a figure."""

from functools import lru_cache
from string import Formatter

import pandas as pd

from ..certainty import Toll
from ..edtf import days
from ..i18n import Speaker, catalogue, day, span
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


def facts(language):
    """Return what messages may name of the article: by name, a function that says it in words or as a number."""
    from .. import record, tolls

    rows = article_tolls().set_index("records")

    def said(*claims):
        """Say a toll of the article, or our sum of two."""
        return (tolls.add(*claims) if claims[1:] else tolls.toll(*claims)).words(language)

    def fighting():
        """Return the days of the war of 2020 as other sources date it."""
        row = record.periods().query("claim_id == 'C34' and reading == 'fighting'").iloc[0]
        return row["start"], row["end"]

    return {
        "t31": lambda: said("C31"),
        "t34": lambda: said("C34"),
        "t36": lambda: said("C36"),
        "t99": lambda: said("C03", "C04"),
        "arm": lambda: said("C03"),
        "aze": lambda: said("C04"),
        "n99": lambda: int(rows.at["C03+C04", "best"]),
        "n34": lambda: int(rows.at["C34", "best"]),
        "n36": lambda: int(rows.at["C36", "best"]),
        "low": lambda: Toll.of(rows.loc["C36"]).bounds[0],
        "high": lambda: Toll.of(rows.loc["C36"]).bounds[1],
        "r34": lambda: tolls.per_day("C34")[0].words(language),
        "r34o": lambda: tolls.per_day("C34")[1].words(language),
        "days": lambda: days(*fighting()),
        "day": lambda: day(rows.at["C03+C04", "start"], language),
        "week": lambda: span(rows.at["C31", "start"], rows.at["C31", "end"], language),
        "start": lambda: day(fighting()[0], language),
        "end": lambda: day(fighting()[1], language),
        "year": lambda: str(rows.at["C34", "start"].year),
        "since": lambda: str(rows.at["C36", "start"].year),
    }


@lru_cache(maxsize=256)
def fact(name, language):
    """Return one of the facts; each is computed when a message first names it."""
    return facts(language)[name]()


def names(language):
    """Return the names of the actors by their id, with the apostrophe of print."""
    from .. import record

    return record.actors().set_index("actor_id")[f"name_{language}"].str.replace("'", "’")


class PageSpeaker:
    """Gives the messages of a figure in one language, with the article's words and the figure's own filled in.

    A size with less room may have shorter words: the message "tolls.source.column" stands in for "tolls.source".
    """

    def __init__(self, slug, language, size, **more):
        self.slug, self.language, self.size, self.known = slug, language, size, more
        self.speaker = Speaker(language)

    def __call__(self, part, **values):
        key, known = f"{self.slug}.{part}", self.known | values
        short = f"{key}.{self.size}"
        key = short if self.speaker.knows(short) else key
        named = {name for _, name, *_ in Formatter().parse(catalogue(self.language)[key]) if name}
        return self.speaker(key, **known | {name: fact(name, self.language) for name in named - known.keys()})

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
