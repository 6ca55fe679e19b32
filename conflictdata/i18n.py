"""Words for readers: one catalogue a language, one formatter for numbers and dates.

English is the source: `locale/conflictdata.pot` holds every message (msgctxt is its key, msgid its English
words). A translation is `locale/<language>/LC_MESSAGES/conflictdata.po`.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from importlib.resources import files

from babel.dates import format_date
from babel.lists import format_list
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, get_group_symbol

from .edtf import bounds

LOCALES = {"en": "en_GB", "it": "it_IT"}
# Short, where CLDR's are not those of print: "mar" alone is Tuesday too.
MONTHS = {"it": ["gen.", "feb.", "marzo", "apr.", "maggio", "giugno", "luglio", "ago.", "set.", "ott.", "nov.", "dic."]}
CATALOGUES = files("conflictdata") / "locale"


def languages():
    """Return the languages that there are texts in, English first."""
    return [*LOCALES]


def say(key, language="en", **values):
    """Return the message of a key with its values filled in, numbers and days written in the language."""
    written = {name: _written(value, language) for name, value in values.items()}
    return catalogue(language)[key].format_map(written)


class Speaker:
    """A language that a user named once, handed on to all that speaks below: messages, numbers, days, lists.

    Raises ValueError for a language without texts.

    >>> tell = Speaker("it")
    >>> tell("comparator.more-than", n=6000), tell.number(6000), tell.listed(["Armenia", "Russia"])
    ('oltre 6.000', '6.000', 'Armenia e Russia')
    """

    def __init__(self, language="en"):
        catalogue(str(language))
        self.language = language
        writers = (number, span, listed, period)
        self.number, self.span, self.listed, self.period = (partial(write, language=language) for write in writers)

    def __call__(self, key, **values):
        return say(key, self.language, **values)

    def knows(self, key):
        """Whether there is a message of this key."""
        return key in catalogue(self.language)


@lru_cache
def catalogue(language):
    """Return every message of a language by key."""
    _locale(language)  # refuses a language without texts
    name = "conflictdata.pot" if language == "en" else f"{language}/LC_MESSAGES/conflictdata.po"
    with (CATALOGUES / name).open("rb") as file:
        messages = read_po(file)
    return {m.context: m.string if language != "en" else m.id for m in messages if m.context}


def _locale(language):
    if language not in LOCALES:
        raise ValueError(f"no texts in language {language!r}: there is {', '.join(LOCALES)}")
    return LOCALES[language]


def number(n, language="en"):
    """Write a number: 6,000 in English, 6.000 in Italian."""
    if abs(n) >= 1e15:  # Babel fails at 28 digits
        return f"{Decimal(str(n)):,.0f}".replace(",", get_group_symbol(_locale(language)))
    return format_decimal(n, locale=_locale(language))


def day(when, language="en", year=True):
    """Write a day: 13 Sept 2022 in English, 13 set. 2022 in Italian."""
    if language not in MONTHS:
        return format_date(when, "d MMM y" if year else "d MMM", locale=_locale(language))
    first = "1º" if when.day == 1 else str(when.day)
    return f"{first} {MONTHS[language][when.month - 1]}{f' {when.year}' if year else ''}"


def span(start, end, language="en", year=True):
    """Write a period of two days, without repeating a shared month or year: 27 Sept–9 Nov 2020."""
    if start == end:
        return day(end, language, year)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{day(end, language, year)}"
    return f"{day(start, language, year=start.year != end.year)}–{day(end, language, year)}"


def period(edtf, language="en"):
    """Write an EDTF period as it was stated: years, a season, a month, days, "since", "until"; roughly or not."""
    start, end, precision = bounds(edtf)
    if precision == "open":
        way, known = ("since", edtf.partition("/")[0]) if start else ("until", edtf.partition("/")[2])
        stated = bounds(known)[2]
        words = day(start or end, language) if stated in ("day", "season") else period(known.rstrip("~"), language)
        words = say(f"time.{way}.month" if stated == "month" else f"time.{way}", language, day=words)
        words = words.replace("al 8 ", "all’8 ").replace("al 11 ", "all’11 ")  # as Italian says these two days
    elif precision != "day" and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        words = str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    elif precision == "season" and f"time.season.{edtf[5:7]}" in catalogue(language):
        words = say(f"time.season.{edtf[5:7]}", language, year=str(start.year))
    elif precision == "month":
        words = format_date(start, "LLLL y", locale=_locale(language))
    else:
        words = span(start, end, language)
    stiff = precision in ("open", "season", "month")  # "about since" is said in no language
    return say("time.more_or_less" if stiff else "time.roughly", language, day=words) if "~" in edtf else words


def listed(words, language="en"):
    """Write a list: "Armenia and Azerbaijan"."""
    return format_list(words, "standard", _locale(language))


def _written(value, language):
    if isinstance(value, str):
        return value
    return day(value, language) if isinstance(value, date) else number(value, language)
