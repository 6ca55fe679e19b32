"""What the pages of our record share: the article's tolls, the words for them, and how a page becomes a figure."""

from functools import lru_cache

import pandas as pd

from ..certainty import Toll
from ..edtf import days
from ..i18n import Speaker, day, span
from . import theme
from .figure import Figure
from .inputs import TOLL_COLUMNS
from .paper import Page


@lru_cache
def article_tolls():
    """Return the tolls of the article in the order of the time they cover, the widest first.

    99 is our sum of two printed figures. The war of 2020 has the days that the article prints; `per_day` has both
    readings.
    """
    from .. import record, tolls

    printed = [tolls.toll("C36"), tolls.toll("C34"), tolls.add("C03", "C04"), tolls.toll("C31")]
    columns = (*TOLL_COLUMNS, "start", "end", "status")
    rows = [{"records": "+".join(t.records)} | {c: getattr(t, c) for c in columns} for t in printed]
    frame = pd.DataFrame(rows).astype({"low": "Float64", "best": "Float64", "high": "Float64"})
    places = record.claims().set_index("claim_id")[["phrase", "paragraph", "sentence"]]
    says = [tuple(places.loc[[*t.records]].itertuples(index=False, name=None)) for t in printed]
    return frame.assign(start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]), says=says)


def quoted(places, language):
    """Write phrases of the article with their places, for the words of a mark."""
    tell = Speaker(language)
    return "; ".join(tell("mark.place", phrase=phrase, paragraph=p, sentence=s) for phrase, p, s in places)


@lru_cache
def facts(language):
    """Return what messages may name of the article, in words or as a number."""
    from .. import record, tolls

    rows = article_tolls().set_index("records")
    words = {claim: tolls.toll(claim).words(language) for claim in ("C03", "C04", "C31", "C34", "C36")}
    people, (low, high) = rows["best"].astype(int), Toll.of(rows.loc["C36"]).bounds
    printed, other = tolls.per_day("C34")
    fighting = record.periods().query("claim_id == 'C34' and reading == 'fighting'").iloc[0]  # as others date it
    one_day, week = rows.loc["C03+C04"], rows.loc["C31"]
    return {
        "t31": words["C31"],
        "t34": words["C34"],
        "t36": words["C36"],
        "t99": tolls.add("C03", "C04").words(language),
        "arm": words["C03"],
        "aze": words["C04"],
        "n99": int(people["C03+C04"]),
        "n34": int(people["C34"]),
        "n36": int(people["C36"]),
        "low": low,
        "high": high,
        "r34": printed.words(language),
        "r34o": other.words(language),
        "days": days(fighting["start"], fighting["end"]),
        "day": day(one_day["start"], language),
        "week": span(week["start"], week["end"], language),
        "start": day(fighting["start"], language),
        "end": day(fighting["end"], language),
        "year": str(rows.at["C34", "start"].year),
        "since": str(rows.at["C36", "start"].year),
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
        self.known = facts(language) | more
        self.speaker = Speaker(language)

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
