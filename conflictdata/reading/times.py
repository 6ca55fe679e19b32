"""Dates and durations in running text, resolved against the day of publication."""

from dataclasses import dataclass
from datetime import date, timedelta

from . import edtf
from . import rules as _rules
from .numbers import value


@dataclass(frozen=True)
class Time:
    """A date or duration found in a text.

    `start` and `end` are inclusive days, None where open or unknown; `period` is EDTF; `duration` is ISO
    8601. `precision` is day, part of day, week, season, year, open or duration. `relative` says whether the
    day of publication was needed to resolve it.
    """

    char_start: int
    char_end: int
    phrase: str
    start: date | None
    end: date | None
    period: str | None
    duration: str | None
    precision: str
    relative: bool
    rule: str


def find_times(text, language, published=None):
    """Find the date and duration phrases of a text, in order of appearance.

    Conventions: a bare weekday is the last one before the day of publication; a week runs from Monday to
    Sunday; "since X" has an open end. Without `published`, phrases that need it are found with empty `start`,
    `end` and `period`: nothing is guessed.

    Parameters
    ----------
    text : str
    language : str
    published : datetime.date, optional

    Returns
    -------
    list of Time

    Examples
    --------
    >>> [t.period for t in find_times("lunedì sera", "it", date(2022, 9, 14))]
    ['2022-09-12']
    """
    rules, found, taken = _rules.load(language), [], set()
    for rule in rules["times"]:
        for match in rule["compiled"].finditer(text):
            span = range(match.start(), match.end())
            time = _time(match, rule, rules, published) if taken.isdisjoint(span) else None
            if time:
                taken.update(span)
                found.append(time)
    return sorted(found, key=lambda time: time.char_start)


def _time(match, rule, rules, published):
    resolved = RESOLVERS[rule["resolve"]](match, rules, published)
    if resolved is None:
        return None
    period, duration, precision, relative = resolved
    start, end = edtf.bounds(period)[:2] if period else (None, None)
    phrase = match.group()
    place = match.start(), match.end(), phrase
    return Time(*place, start, end, period, duration, precision, relative, rule["id"])


def _weekday(match, rules, published):
    precision = "part of day" if match["part"] else "day"
    if published is None:
        return None, None, precision, True
    weekday = rules["names"]["weekday"][match["weekday"].lower()]
    back = (published.isoweekday() - weekday - 1) % 7 + 1
    return (published - timedelta(days=back)).isoformat(), None, precision, True


def _last_week(match, rules, published):
    if published is None:
        return None, None, "week", True
    monday = published - timedelta(days=published.weekday() + 7)
    return edtf.interval(monday, monday + timedelta(days=6)), None, "week", True


def _season(match, rules, published):
    return f"{match['year']}-{rules['names']['season'][match['season'].lower()]}", None, "season", False


def _since_year(match, rules, published):
    return f"{match['year']}/..", None, "open", False


def _year(match, rules, published):
    return match["year"], None, "year", False


def _duration(match, rules, published):
    count = value(match["number"], rules["language"])
    if count is None:
        return None
    return None, f"P{count}{rules['names']['unit'][match['unit'].lower()]}", "duration", False


RESOLVERS = {
    "weekday": _weekday,
    "last_week": _last_week,
    "season": _season,
    "since_year": _since_year,
    "year": _year,
    "duration": _duration,
}
