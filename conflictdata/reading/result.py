"""From a text to three tables: its figures, its dates, and what could not be resolved, with the reason."""

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property, lru_cache

from . import rules as _rules
from . import showing
from .masks import find_masks
from .numbers import find_numbers
from .rows import find_rows
from .times import find_times
from .words import accented

COLUMNS = {
    "figures": "kind low best high comparator party unit start end period status cumulative subset rate phrase "
    "char_start char_end number_start number_end date_phrase date_char_start date_char_end rules",
    "dates": "phrase char_start char_end start end period duration role rules",
    "unresolved": "phrase char_start char_end reason",
    "masks": "phrase char_start char_end why",
}
DTYPES = {  # of the columns that hold no text
    **dict.fromkeys(("low", "best", "high"), "Float64"),
    **dict.fromkeys(("start", "end"), "datetime64[s]"),
    **dict.fromkeys(("cumulative", "subset"), "boolean"),
    **{column: "Int64" for column in COLUMNS["figures"].split() if column.endswith(("_start", "_end"))},
}
TABLES = {name: {each: DTYPES.get(each, "string") for each in columns.split()} for name, columns in COLUMNS.items()}
REASONS = (  # of numbers, then of dates
    *("no kind", "two kinds", "not a casualty", "nothing to attach"),
    *("event-anchored", "vague", "impossible date", "weekday contradicts date"),
    *("year not stated", "no day of publication"),
)
NO_NUMBER = ("article", "none")  # "un", "no": a number only where one counts people with it
SHARE = 0.2  # of the words of a text that have to tell its language,
DIFFERENT = 10  # or so many words that are not the same: a list of names has few others


@dataclass(frozen=True, eq=False)
class Reading:
    """What a text says, as tables, with the words that say it.

    Attributes
    ----------
    text : str
        The text as given: every `char_start` and `char_end` counts its characters.
    language : str
    published : datetime.date or None
    figures, dates, unresolved, masks : pandas.DataFrame
    """

    text: str
    language: str
    published: date | None
    records: dict
    account: dict

    @cached_property
    def figures(self):
        """One row per figure of one kind, in order of appearance."""
        return table("figures", self.records["figures"])

    @cached_property
    def dates(self):
        """One row per date or duration phrase."""
        return table("dates", self.records["dates"])

    @cached_property
    def unresolved(self):
        """One row per number or date phrase that is neither masked nor used, with the reason."""
        return table("unresolved", self.records["unresolved"])

    @cached_property
    def masks(self):
        """One row per phrase with a number that counts no people, and why."""
        return table("masks", self.records["masks"])

    def __repr__(self):
        return showing.summary(self)

    def _repr_html_(self):
        return showing.html(self)


def read(text, published=None, language=None, strict=False):
    """Read the figures and dates of a news text about a war.

    Nothing is guessed: a number or a date phrase that cannot be read stands in `unresolved` with the reason. No date
    in the sentence gives a row without a date, no side named a row without a party.

    Parameters
    ----------
    text : str
    published : str, datetime.date or pandas.Timestamp, optional
        The day of publication, against which "Tuesday" or "last week" are read. Without it they stay unresolved.
    language : {"en", "it"}, optional
        Without it the words of the text decide.
    strict : bool
        Raise at the first phrase that stays unresolved.

    Returns
    -------
    Reading
        `figures`, `dates` and `unresolved` are DataFrames; JupyterLab shows the text with its readings.

    Raises
    ------
    TypeError
        If the text is no text, or `published` no day.
    ValueError
        If `published` names no day, there are no rules for the language, the text does not tell its language, or, with
        `strict`, a phrase stays unresolved.

    Examples
    --------
    >>> reading = read("Almeno 12 soldati sono morti martedì.", published="2022-09-14", language="it")
    >>> reading.figures[["kind", "low", "unit", "period"]].values.tolist()
    [['killed', 12.0, 'soldiers', '2022-09-13']]
    """
    if not isinstance(text, str):
        raise TypeError(f"the text to read is a str, not {type(text).__name__}")
    reading = records(text, day(published), language or tell(text))
    if strict and reading.records["unresolved"]:
        phrase, start, _, reason = reading.records["unresolved"][0]
        raise ValueError(f"{phrase!r} at character {start} is unresolved: {reason}")
    return reading


def records(text, published, language):
    """Read a text whose language and day are known; the tables are made when they are asked for."""
    language = _rules.language(language)
    said = accented(text, language)
    numbers = find_numbers(said, language)
    times = [replace(t, phrase=text[t.char_start : t.char_end]) for t in find_times(said, language, published)]
    masks = find_masks(said, language, numbers, times)
    found = find_rows(said, language, numbers, times, masks)
    used = _places((row.number_start, row.number_end) for row in found.rows)
    dated = _places((time.char_start, time.char_end) for time in times)
    masked = dated | _places((mask.start, mask.end) for mask in masks)
    left = [entry for entry in found.unresolved if entry[0] not in dated]
    listed = _places(entry[:2] for entry in left)
    known = used | listed
    counted = [number for number in numbers if number.sense not in NO_NUMBER or number.start in known]
    hidden = sum(number.start in masked and number.start not in known for number in counted)
    account = {"found": len(counted), "used": sum(number.start in used for number in counted), "masked": hidden}
    account["unresolved"] = len(counted) - account["used"] - hidden
    alone = (number for number in counted if number.start not in known and number.start not in masked)
    left += [(number.start, number.end, "nothing to attach") for number in alone]
    left += [(time.char_start, time.char_end, reason) for time in times if (reason := _reason(time))]
    every = {
        "figures": [_figure(text, row) for row in sorted(found.rows, key=lambda row: row.number_start)],
        "dates": [_date(time, found.reports) for time in times],
        "unresolved": [(text[start:end], start, end, reason) for start, end, reason in sorted(left)],
        "masks": [(text[mask.start : mask.end], mask.start, mask.end, mask.why) for mask in masks],
    }
    return Reading(text, language.code, published, every, account)


def table(name, rows):
    """Return rows as a DataFrame with the columns and dtypes of a table, also where there are none."""
    import pandas as pd

    columns = zip(*rows, strict=True) if rows else ([] for _ in TABLES[name])
    pairs = zip(TABLES[name].items(), columns, strict=True)
    try:
        return pd.DataFrame({column: pd.array(values, dtype=dtype) for (column, dtype), values in pairs})
    except UnicodeEncodeError:  # half a surrogate pair, which Arrow cannot hold
        with pd.option_context("mode.string_storage", "python"):
            return table(name, rows)


def day(published):
    """Return the day that a str, date, datetime or Timestamp names, or None for none."""
    if published is None or published != published:  # NaT is not itself
        return None
    if isinstance(published, str):
        try:
            return datetime.fromisoformat(published.strip()).date()
        except ValueError:
            raise ValueError(f"published is {published!r}, not a day such as 2022-09-14") from None
    if isinstance(published, date):  # a datetime and a Timestamp, too
        return published.date() if isinstance(published, datetime) else published
    raise TypeError(f"published is a day such as '2022-09-14' or a datetime.date, not {type(published).__name__}")


def tell(text):
    """Return the language of a text by the words that only one language has.

    Raises
    ------
    ValueError
        If the words do not tell it: too few of them, or as many of another language.

    Examples
    --------
    >>> tell("Almeno 12 soldati sono morti."), tell("At least 12 soldiers were killed.")
    ('it', 'en')
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    telling, counts = _telling(), Counter()
    for word in words:
        counts.update(telling.get(word, ()))
    (first, most), (_, next_most), *_ = [*counts.most_common(2), ("", 0), ("", 0)]
    different = sum(first in telling.get(word, ()) for word in set(words))
    if most <= 2 * next_most or (most < SHARE * len(words) and different < DIFFERENT):
        choices = ", ".join(_rules.languages())
        raise ValueError(f"the words of the text do not tell its language: name it with language=, one of {choices}")
    return first


@lru_cache
def _telling():
    words = {}
    for language in _rules.languages():
        for word in _rules.language(language).rules["telling"]["words"]:
            words.setdefault(word, []).append(language)
    return words


def _places(spans):
    """Return the places that lie in one of the spans."""
    return {place for start, end in spans for place in range(start, end)}


def _reason(time):
    unread = time.reason is None and time.period is None and time.duration is None
    return "no day of publication" if unread else time.reason


def _figure(text, row):
    time = row.time
    days = (time.start, time.end, time.period) if time else (None, None, None)
    place = (time.phrase, time.char_start, time.char_end) if time else (None, None, None)
    return (
        *(row.kind, row.low, row.best, row.high, row.comparator, row.party, row.unit),
        *(*days, row.status, row.cumulative, row.subset, row.rate, text[row.char_start : row.char_end]),
        *(row.char_start, row.char_end, row.number_start, row.number_end, *place, " ".join(row.rules)),
    )


def _date(time, reports):
    days = (None, None, None) if _reason(time) else (time.start, time.end, time.period)
    role = "report" if time.char_start in reports else "event" if days[2] else "other"
    return (time.phrase, time.char_start, time.char_end, *days, time.duration, role, time.rule)
