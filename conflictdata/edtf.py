"""Periods as EDTF text (ISO 8601-2): the few shapes that this package writes, with first and last day."""

import calendar
import re
from datetime import date

SHAPE = re.compile(r"(?:(\d{3})X|(\d{4})(?:-(\d\d)(?:-(\d\d))?)?)[~?%]?", re.ASCII)  # decade, year, part, day
SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}  # meteorological, northern


def bounds(period):
    """Return the first day, the last day (inclusive, None where open) and the precision of an EDTF period.

    A period is a day, month, season, year, decade ("199X") or an interval of these; ".." is an open end. The precision
    is day, month, season, year, decade, interval or open. Raises ValueError for another shape and for a day that does
    not exist. Seasons are those of meteorology in the northern hemisphere: autumn is September to November.

    >>> bounds("2020-23")
    (datetime.date(2020, 9, 1), datetime.date(2020, 11, 30), 'season')
    """
    if "/" not in period:
        return _one(period)
    first, _, last = period.partition("/")
    if {first, last} <= {"", ".."}:
        raise ValueError(f"period {period!r} has neither a start nor an end")
    start = None if first in ("..", "") else _one(first)[0]
    end = None if last in ("..", "") else _one(last)[1]
    if start and end and start > end:
        raise ValueError(f"period {period!r} ends before it starts")
    return start, end, "interval" if start and end else "open"


def interval(start, end):
    """Write two days as EDTF: one day if they are the same, ".." for an end that is None."""
    if start == end and start is not None:
        return start.isoformat()
    return "/".join(".." if day is None else day.isoformat() for day in (start, end))


def days(start, end):
    """Count days inclusively: both the first and the last day are counted."""
    return (end - start).days + 1


def _one(text):
    """Return first day, last day and precision of what is no interval."""
    match = SHAPE.fullmatch(text)
    if not match:
        raise ValueError(f"period {text!r} is not a day, month, season, year or interval in EDTF")
    decade, year, part, day = (digits and int(digits) for digits in match.groups())
    try:
        if decade is not None:
            return date(decade * 10, 1, 1), date(decade * 10 + 9, 12, 31), "decade"
        if part is None:
            return date(year, 1, 1), date(year, 12, 31), "year"
        if day is not None:
            return date(year, part, day), date(year, part, day), "day"
        first, last = SEASON_MONTHS.get(part, (part, part))
        end_year, last = year + (last - 1) // 12, (last - 1) % 12 + 1  # winter ends in the next year
        end = date(end_year, last, calendar.monthrange(end_year, last)[1])
        return date(year, first, 1), end, "season" if part > 20 else "month"
    except ValueError:
        raise ValueError(f"period {text!r} names a day, month or year that does not exist") from None
