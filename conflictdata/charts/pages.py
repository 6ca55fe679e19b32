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


def _said(claim):
    """Return a function that says a toll of the article, or our sum of two, in words."""

    def say(language):
        from .. import tolls

        terms = claim.split("+")
        return (tolls.add(*terms) if terms[1:] else tolls.toll(claim)).words(language)

    return say


def _rate(claim, reading):
    """Return a function that says the average a day of a claim, for a reading of its period."""

    def say(language):
        from .. import tolls

        return tolls.per_day(claim)[reading].words(language)

    return say


def _row(claim):
    """Return a toll of the article as a row of `article_tolls`."""
    return article_tolls().set_index("records").loc[claim]


def _period(claim, reading):
    """Return the days of a claim in a reading of its period."""
    from .. import record

    row = record.periods().query("claim_id == @claim and reading == @reading").iloc[0]
    return row["start"], row["end"]


def _published(language):
    """Return the day of the article."""
    from .. import record

    return day(record.reference_day(), language)


BOTH = "C03+C04"
FACTS = {  # what messages may name of the article, each computed when a message does: in words, or as a number
    "t31": _said("C31"),
    "t34": _said("C34"),
    "t36": _said("C36"),
    "t99": _said(BOTH),
    "arm": _said("C03"),
    "aze": _said("C04"),
    "n99": lambda language: int(_row(BOTH)["best"]),
    "n34": lambda language: int(_row("C34")["best"]),
    "n36": lambda language: int(_row("C36")["best"]),
    "low": lambda language: Toll.of(_row("C36")).bounds[0],
    "high": lambda language: Toll.of(_row("C36")).bounds[1],
    "r34": _rate("C34", 0),
    "r34o": _rate("C34", 1),
    "r36": _rate("C36", 0),
    "r36o": _rate("C36", 1),
    "days": lambda language: days(*_period("C34", "fighting")),
    "day": lambda language: day(_row(BOTH)["start"], language),
    "week": lambda language: span(_row("C31")["start"], _row("C31")["end"], language),
    "start": lambda language: day(_period("C34", "fighting")[0], language),
    "end": lambda language: day(_period("C34", "fighting")[1], language),
    "first_war": lambda language: span(*_period("C36", "agencies"), language),
    "year": lambda language: str(_row("C34")["start"].year),
    "since": lambda language: str(_row("C36")["start"].year),
    "published": _published,
}


@lru_cache(maxsize=256)
def fact(name, language):
    """Return what messages call by a name of FACTS."""
    return FACTS[name](language)


def words(language):
    """Return the article's figures in words and numbers, for titles, captions, alt texts and source lines."""
    return {name: fact(name, language) for name in FACTS}


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
