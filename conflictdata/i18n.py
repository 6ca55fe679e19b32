"""Words for readers: one catalogue a language, one formatter for numbers and dates.

English is the source: `locale/conflictdata.pot` holds every message (msgctxt is its key, msgid its English
words). A translation is `locale/<language>/LC_MESSAGES/conflictdata.po`.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from .edtf import bounds

LOCALES = {"en": "en_GB", "it": "it_IT"}
CATALOGUES = files("conflictdata") / "locale"


def languages():
    """Return the languages that have a catalogue, English first."""
    return ["en", *sorted(folder.name for folder in CATALOGUES.iterdir() if folder.is_dir())]


def say(key, language="en", **values):
    """Return the message of a key with its values filled in, numbers and days written in the language.

    Raises
    ------
    KeyError
        If the catalogue has no such message.
    ValueError
        If there is no catalogue for the language.

    Examples
    --------
    >>> say("comparator.more-than", n=6000)
    'more than 6,000'
    """
    return catalogue(language)[key].format_map(_Written(values, language))


@dataclass(frozen=True)
class Speaker:
    """A language, named once by a user and handed on to all that speaks: messages, numbers, days, lists.

    Raises
    ------
    ValueError
        If there is no catalogue for the language.

    Examples
    --------
    >>> tell = Speaker("it")
    >>> tell("comparator.more-than", n=6000), tell.number(6000)
    ('oltre 6.000', '6.000')
    """

    language: str = "en"

    def __post_init__(self):
        catalogue(str(self.language))

    def __call__(self, key, **values):
        return say(key, self.language, **values)

    def knows(self, key):
        """Whether there is a message of this key."""
        return key in catalogue(self.language)

    def number(self, n):
        """Write a number."""
        return number(n, self.language)

    def day(self, when, year=True):
        """Write a day."""
        return day(when, self.language, year)

    def span(self, start, end, year=True):
        """Write a period of two days."""
        return span(start, end, self.language, year)

    def period(self, edtf):
        """Write an EDTF period as it was stated: a year, a month, one day or several, roughly or not."""
        start, end, precision = bounds(edtf)
        if precision == "year":
            return str(start.year)
        if precision == "season":
            return self(f"time.season.{edtf[5:7]}", year=str(start.year))
        if precision == "month":
            words = dated(start, "LLLL y", self.language)
        elif precision == "open":
            return self("time.since", year=str(start.year))
        else:
            words = self.span(start, end)
        return self("time.roughly", day=words) if "~" in edtf else words

    def listed(self, words):
        """Write a list."""
        return listed(words, self.language)


class _Written(dict):
    """Values that are written in a language when a message asks for them."""

    def __init__(self, values, language):
        super().__init__(values)
        self.language = language

    def __getitem__(self, name):
        return _written(super().__getitem__(name), self.language)


@lru_cache
def catalogue(language):
    """Return every message of a language by key."""
    if language not in languages():
        raise ValueError(f"no texts in language {language!r}: there is {', '.join(languages())}")
    path = CATALOGUES / "conflictdata.pot"
    if language != "en":
        path = CATALOGUES / language / "LC_MESSAGES" / "conflictdata.po"
    with path.open("rb") as file:
        messages = read_po(file)
    return {m.context: m.string if language != "en" else m.id for m in messages if m.context}


def _locale(language):
    if language not in LOCALES:
        raise ValueError(f"numbers and dates are written in {' and '.join(LOCALES)}, not in {language!r}")
    return LOCALES[language]


def number(n, language="en"):
    """Write a number: 6,000 in English, 6.000 in Italian."""
    return format_decimal(n, locale=_locale(language))


def day(when, language="en", year=True):
    """Write a day: 13 Sept 2022 in English, 13 set 2022 in Italian."""
    text = format_date(when, "d MMM y" if year else "d MMM", locale=_locale(language))
    return text.replace("1", "1º", 1) if language == "it" and when.day == 1 else text


def dated(when, pattern, language="en"):
    """Write a day by a CLDR pattern, where `day` does not fit: "EEE d" is Tue 13, "LLL" is Sept, "LLLL y" a month."""
    return format_date(when, pattern, locale=_locale(language))


def span(start, end, language="en", year=True):
    """Write a period of two days, without repeating a shared month or year: 27 Sept–9 Nov 2020."""
    if start == end:
        return day(end, language, year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end, language, year)}"
    return f"{day(start, language, year=start.year != end.year)}–{day(end, language, year)}"


def listed(words, language="en"):
    """Write a list: "Armenia and Azerbaijan"."""
    return format_list(words, "standard", _locale(language))


def _written(value, language):
    if isinstance(value, (bool, str)):
        return value
    return day(value, language) if isinstance(value, date) else number(value, language)
