"""A text of one's own, whatever was pasted: marked, as a table, a picture and a worksheet, or in words why not."""

from dataclasses import dataclass
from html import escape

import pandas as pd

from ..i18n import Speaker
from ..reading import result, showing
from .tables import Table, show

SHOWN = ["phrase", "kind", "low", "best", "high", "party", "period", "status"]  # what a small screen holds
DRAWN = ["label", "comparator", "low", "best", "high"]
SHEETS = (("check", "no_check", "meaning", "number", "kind", "side", "day"), ("open", "no_open", "why"))


@dataclass(frozen=True, eq=False)
class OwnArticle:
    """A text as it was read, which shows itself with its marks; `notes` say what could not be used as it was given."""

    reading: result.Reading
    notes: list
    tell: Speaker

    def _repr_html_(self):
        return "".join(note.html for note in self.notes) + showing.html(self.reading, self.tell.language)

    def __repr__(self):
        return "\n".join([*map(repr, self.notes), showing.summary(self.reading, self.tell.language)])

    @property
    def figures(self):
        """The rows for `cd.show`, numbered as in the marked text, sides named in the reader's language."""
        rows, language = self.reading.figures[SHOWN], self.tell.language
        sides = rows["party"].map(lambda name: showing.side(name, language), na_action="ignore")
        return rows.assign(party=sides).set_index(pd.RangeIndex(1, len(rows) + 1, name="row"))

    @property
    def picture(self):
        """A Figure of the tolls of people killed that were reported, or the sentence why there is none."""
        from ..charts import tolls

        rows, undated = showing.listed(self.reading, self.tell)[0], f", {self.tell('own_article.undated')}"
        labels = [f"[{n}] {', '.join(said.split(' · ')[1:])}" for n, _, said in rows]  # the picture has the number
        killed = self.reading.figures.assign(label=labels).query("kind == 'killed'")
        whole = killed.query("status == 'reported' and not subset and rate.isna()")
        counted = whole.query("comparator != 'vague'")
        if counted.empty:
            return _said(self.tell, "no_killed" if killed.empty else "set_aside" if whole.empty else "vague")
        end = counted["end"].fillna(pd.Timestamp(self.reading.published))  # no later death is in an open period
        frame = counted[DRAWN].assign(start=counted["start"].where(counted["start"] <= end), end=end)
        frame.loc[counted["period"].isna(), "label"] += undated
        words = {part: self.tell(f"own_article.{part}") for part in ("title", "source")}
        try:
            return tolls(frame, **words, language=self.tell.language)
        except ValueError as error:  # too many tolls, or more people than there are
            return _said(self.tell, "no_picture", why=str(error))

    @property
    def worksheet(self):
        """The rows with their words and what to tick of each, then what is unresolved, with the reason."""
        sheets, tell = [], self.tell
        tick = f"{tell('table.yes')} / {tell('table.no')}"
        for rows, (part, none, last, *boxes) in zip(showing.listed(self.reading, tell), SHEETS, strict=True):
            heads = [tell(f"reading.column.{name}") for name in ("row", "words", last)]
            frame = pd.DataFrame([(n, phrase, showing.unbroken(said)) for n, phrase, said in rows], columns=heads)
            frame = frame.assign(**{tell(f"own_article.{box}"): tick for box in boxes})
            sheets.append(show(frame, tell.language, tell(f"own_article.{part}")) if rows else _said(tell, none))
        return Table("".join(sheet.html for sheet in sheets), "\n\n".join(sheet.text for sheet in sheets))


def own_article(text, published=None, language="en"):
    """Read a text of one's own, whatever it is, as an `OwnArticle`; what of it cannot be used is said in words.

    It is read in the language that its words tell; where they tell none, in the reader's, which is `language`. Without
    the day on which it was published words such as "ieri" stay unresolved.

    >>> own_article("Dozens were killed on 3 March.", "2022-09-14").picture
    No picture: this text counts people killed in vague words only, such as dozens, and there is no number to draw.
    """
    tell, told, notes = Speaker(language), None, []
    text = text.strip().encode("utf-8", "replace").decode() if isinstance(text, str) else ""
    try:
        day = result.day(None if published in (..., "") else published)
    except (TypeError, ValueError):
        day = notes.append(_said(tell, "wrong_day", given=str(published)[:40]))
    try:
        told = result.tell(text)
        notes += [_said(tell, "other_language", tongue=showing.tongue(told, tell))] * (told != tell.language)
    except ValueError:
        notes.append(_said(tell, "untold" if text else "no_text"))
    return OwnArticle(result.records(text, day, told or tell.language), notes, tell)


def _said(tell, key, **values):
    """Return a sentence that shows itself where a picture or a table would stand."""
    sentence = tell(f"own_article.{key}", **values)
    return Table(f'<p lang="{tell.language}">{escape(sentence)}</p>', sentence)
