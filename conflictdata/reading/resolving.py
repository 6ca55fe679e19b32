"""What the words of a time phrase mean: from their values to first day, last day and EDTF."""

import calendar
import math
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from .. import edtf
from ..edtf import interval

DAY = timedelta(days=1)
MONTHS = {"M": 1, "quarter": 3, "half": 6, "Y": 12}
NODES = ("Pday", "Pweek", "Pmonth", "Pyear", "Pspan")
OPEN = {"since": "start", "after": "end", "before": "start", "until": "end"}  # the side of a time that is known
bounds = lru_cache(10_000)(edtf.bounds)


class UnreadError(ValueError):
    """A time that has no days, and the reason why."""


@dataclass
class Part:
    """A piece of a time phrase; `settle` finds its days once nothing more can be added to it."""

    node: str = "Pspan"  # what other rules may do with it: one of NODES, Pdur or Pnone
    rule: str = ""
    year: int | None = None
    month: int | None = None  # 21 to 24 are seasons, as in EDTF
    day: int | None = None
    weekday: int | None = None
    look: int | None = None  # -1 the last, 0 this, 1 the next, 2 not yet over
    start: date | None = None
    end: date | None = None
    period: str | None = None
    precision: str | None = None
    duration: str | None = None
    amounts: tuple = ()
    reason: str | None = None
    relative: bool = False  # the day of reading was needed
    hours: bool = False  # a part of the day is named

    @property
    def settled(self):
        """Whether its days are known, or the reason why not."""
        return bool(self.precision or self.reason)


def settle(part, r):
    """Give a part its days in a reading, or the reason why it has none. Returns the part."""
    if part.settled:
        return part
    try:
        if part.year is not None:
            return _state(part, _name(part.year, part.month, part.day))
        if (published := r.published) is None:
            part.reason = "year not stated" if part.month else "no day of publication"
        elif part.month or part.day:
            _nearest(part, published)
        else:
            back = (published.isoweekday() - part.weekday) % 7
            shift = {None: back, -1: back or 7, 0: published.isoweekday() - part.weekday}.get(part.look, back - 7)
            _state(part, (published - shift * DAY).isoformat())
    except (ValueError, OverflowError):
        part.reason = "impossible date"
    return part


def _name(year, month=None, day=None):
    return f"{year:04}" + "".join(f"-{n:02}" for n in (month, day) if n is not None)


def _state(part, period, precision=None):
    part.start, part.end, known = bounds(period)
    part.period, part.precision = period, precision or ("part of day" if part.hours else known)
    if part.weekday and part.start.isoweekday() != part.weekday:
        part.start = part.end = part.period = part.precision = None
        part.reason = "weekday contradicts date"
    return part


def _nearest(part, published):
    """Find the year, or the month, that is not stated: the last one unless the words look ahead."""
    known = []  # the days of the years, or months, around the present one in which the part is there
    for n in range(-8, 9):
        year, month = divmod(published.year * 12 + published.month - 1 + n * (12 if part.month else 1), 12)
        name = _name(year, part.month or month + 1, part.day)
        try:
            known.append((*bounds(name)[:2], name))
        except ValueError:  # no 29 February, no 31st
            continue
    known = [one for one in known if one[0].isoweekday() == part.weekday] or known
    past = [name for start, end, name in known if start <= published and (end < published or part.look != -1)]
    ahead = [name for _, end, name in known if end >= published]
    if choice := (ahead if part.look in (1, 2) else past[::-1]) or ahead:
        _state(part, choice[0])
    else:
        part.reason = "impossible date"


def _edge_name(part, side):
    """The first or last day of a part in EDTF, as coarse as the part says it."""
    names = part.period.split("/")
    name = names[0 if side == "start" else -1]
    return name if re.fullmatch(r"\d{4}(-(0\d|1[012])(-\d\d)?)?", name) else getattr(part, side).isoformat()


def interval_of(first, last):
    """From the first day of one to the last day of another, in EDTF."""
    return f"{_edge_name(first, 'start')}/{_edge_name(last, 'end')}"


def opened(part):
    """What begins with a part and has no end."""
    return _state(replace(part), f"{_edge_name(part, 'start')}/..")


# ---------------------------------------------------------------- resolvers: one reading of a rule's match to a Part


def unread(rule, reason):
    """A part without days."""
    return Part("Pnone", rule["id"], reason=reason)


def _made(r, node, **cells):
    return Part(node, r.rule["id"], **cells)


def _spanned(r, node, period, precision=None):
    return _state(_made(r, node), period, precision)


def _months(r, first, months):
    """Some months from one of them, counted from the year 0; from January to December they are years."""
    ends = [divmod(month, 12) for month in (first, first + months - 1)]
    years = [month for _, month in ends] == [0, 11]
    names = dict.fromkeys(_name(year, None if years else month + 1) for year, month in ends)
    return _spanned(r, "Pspan", "/".join(names))


def _week(r, day):
    """The week of a day."""
    monday = day - (day.isoweekday() - 1) * DAY
    return _spanned(r, "Pweek", interval(monday, monday + 6 * DAY), "week")


def _at(r):
    """The settled copy of the one node of a rule."""
    name = "P" if r.has("P") else next(name for name in NODES if r.has(name))
    part = replace(r[name])
    part.look = r.rule.get("look") if part.look is None else part.look
    if settle(part, r).reason:
        raise UnreadError(part.reason)
    return part


def _year(r):
    """A year that is written, or that words such as "last year" name."""
    return r["Pyear"].year if r.has("Pyear") else r["year"]


def _look(r):
    return r["look"] if r.has("look") else r["roll"]


def _verb(r):
    """Whether a month in small letters is rather a verb, as "may" and "march" are."""
    return r.rule.get("capital") and r["month"] in (3, 5) and not r.capital("month")


def read_date(r):
    """A day, written out or in digits."""
    if written := r["date"]:
        day, month, year = map(int, written[:3])
        if not r.grammar.day_first and "year_first" not in written:
            if day <= 12 and month <= 12 and day != month:
                raise UnreadError("vague")
            day, month = (month, day) if month > 12 else (day, month)
        year += (2000 if year < 40 else 1900) * (len(written[2]) == 2)
    elif r.has("dm"):
        (day, month), year = map(int, r["dm"]), None
        if not (1 <= day <= 31 and 1 <= month <= 12):
            return None
    else:
        day, month, year = r["day"] or r["dd"], r["month"] or r["mon"], r["year"]
    if _verb(r):
        return None
    return _made(r, "Pday", day=day, month=month, year=year, weekday=r["weekday"] or r["wd"])


def read_span(r):
    """This, last or next week, month, year and others, by the calendar."""
    unit, n, today = r["span"] or r["weekend"] or "night", (_look(r) or 0) + r.has("later"), r.today()
    if unit == "Y":
        return _made(r, "Pyear", year=today.year + n)
    if months := MONTHS.get(unit):
        first = ((today.year * 12 + today.month - 1) // months + n) * months
        if unit == "M":
            return _made(r, "Pmonth", year=first // 12, month=first % 12 + 1)
        return _months(r, first, months)
    if unit == "W":
        return _week(r, today + 7 * n * DAY)
    if unit == "night":
        return _spanned(r, "Pspan", interval(today - DAY, today), "part of day")
    over = not r.has("look") and today.isoweekday() < 6  # "at the weekend" is the last one
    saturday = today + (6 - today.isoweekday() + 7 * (n - over)) * DAY
    return _spanned(r, "Pspan", interval(saturday, saturday + DAY))


def read_month(r):
    """A month or a season, of a year or not."""
    month = r["month"] or r["season"] or r["mon"] or r["plain_month"]
    return None if _verb(r) else _made(r, "Pmonth", month=month, year=_year(r), look=_look(r))


def read_year_of_event(r):
    """A year before its event: "the 1994 genocide"."""
    words = r.grammar.event.match(r.text, r.end)
    if not words or (words[1] and r["year"] % 100 == 0):  # rather a count: "the 1500 men of the siege"
        return None
    return _made(r, "Pnone", year=r["year"])


def read_decade(r):
    n = r.all("decade")[-1]
    if n % 10 or not (n < 100 or 1500 <= n < 2100):
        return None
    return _spanned(r, "Pspan", f"{(n if n > 99 else n + (2000 if n < 20 else 1900)) // 10}X")


def read_months_of_year(r):
    """A quarter or a half of a year; the first or last months of a year."""
    year = _year(r)
    if n := r["num"]:
        return _months(r, (year or r.today().year) * 12 + (12 - n if r["firsts"] < 0 else 0), n)
    months = MONTHS.get(r["span"] or r["part_of_year"])
    if months is None or r["ordinal"] * months > 12:
        return None
    first = (r["ordinal"] - 1) * months
    if year is None:
        year = r.today().year - (first + 1 > r.today().month)
    return _months(r, year * 12 + first, months)


def read_edge(r):
    """The beginning, the middle or the end of a period: a third of it, or a half."""
    whole = _at(r) if r.has("P") else settle(read_span(r), r)
    (n, of), start, end = map(int, r["edge"].split("/")), whole.start, whole.end
    if not (start and end):
        return None
    if start == end:
        return replace(whole, rule=r.rule["id"])
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    step = months // 12 // of * 12 or months // of  # whole years of a decade, whole months of a year
    if start.day == 1 and step and (months > 12 or months % of == 0):
        months = step if n < of else months - (n - 1) * step
        return _months(r, start.year * 12 + start.month - 1 + (n - 1) * step, months)
    step = (30 if whole.precision == "month" else (end - start).days + 1) // of
    first = start + (n - 1) * step * DAY
    return _spanned(r, "Pspan", interval(first, end if n == of else first + (step - 1) * DAY))


def read_within(r):
    """A day of a month or a week: the 20th of next month, Friday of last week, the last Sunday of March."""
    if r.has("day"):
        month = r["Pmonth"]
        return _made(r, "Pday", day=r["day"], month=month.month, year=month.year, look=month.look)
    whole, n, week = _at(r), r["ordinal"] or r["roll"] or 1, r["unit"] == "W"
    if not (whole.start and whole.end) or r["unit"] not in (None, "D", "W"):
        return None
    days = [whole.start + k * DAY for k in range((whole.end - whole.start).days + 1 - 6 * week)]
    if weekday := 1 if week else r["weekday"]:
        days = [day for day in days if day.isoweekday() == weekday]
    day = days[n - 1 if n > 0 else -1]
    return _week(r, day) if week else _spanned(r, "Pday", str(day))


def read_range(r):
    """From one time to another; what one does not say is taken from the other."""
    month, days = r["month"] or r["mon"], r.all("day")
    dated = r.parts and r.parts[-1].relative and re.search(r"\s[-–—]\s", r.phrase())  # "15 MAG - Ieri sera"
    if dated or re.search(r"[.!?]\s+[A-ZÀ-Ý]|;", r.phrase()) or (r.has("and") and month and days[0] + 1 != days[1]):
        return None
    if month:  # "March 7 to 9"
        first, last = (_made(r, "Pday", day=day, month=month, year=r["year"]) for day in days)
    else:
        first, last = map(replace, r.all("P"))
    if r.has("Pweek") and first.weekday and last.weekday:
        first, last = (_state(part, str(r["Pweek"].start + (part.weekday - 1) * DAY)) for part in (first, last))
    for one, other in ((last, first), (first, last)):
        if one.day and not (one.month or one.settled or one.weekday):  # a bare number
            if not (other.month and other.day):
                return None
            one.month, one.year = other.month, other.year
    if first.year and last.year is not None and last.year < 100:  # "1998-99"
        last.year += first.year // 100 * 100
    if first.year is not None and last.year is None and last.month:
        last.year = first.year + ((last.month, last.day or 0) < (first.month or 0, first.day or 0))
    settle(last, r)
    if first.month and first.year is None and last.start:
        first.year = last.end.year - ((first.month, first.day or 0) > (last.end.month, last.end.day))
    elif first.weekday and not first.day and not first.settled and last.start:
        back = (last.start.isoweekday() - first.weekday) % 7 or 7
        first = _state(first, (last.start - back * DAY).isoformat())
    if reason := settle(first, r).reason or last.reason:
        raise UnreadError(reason)
    if not (first.start and last.end) or first.start > last.end:
        return None
    return _spanned(r, "Pspan", interval_of(first, last))


def read_open(r):
    """Since, until, before or after a time."""
    if r.has("to_year") and not r.begins():
        return None
    part, side = _at(r), r.rule["side"]
    day = getattr(part, OPEN[side])
    if day is None:
        return None
    name = _edge_name(part, OPEN[side])
    if step := {"before": -DAY, "after": DAY}.get(side):
        name = str(day + step)[: {"year": 4, "month": 7}.get(part.precision)]
    period = f"{name}/.." if side in ("since", "after") else f"../{name}"
    return _spanned(r, "Pnone", period)


def _shift(day, amounts, sign):
    """Move a day by years, months, weeks, days and hours."""
    sizes = ({"Y": 12, "M": 1}, {"W": 7, "D": 1}, {"TH": 1})
    months, days, hours = (sum(n * size.get(unit, 0) for n, unit in amounts) for size in sizes)
    year, month = divmod(day.year * 12 + day.month - 1 + sign * round(months), 12)
    day = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + sign * (round(days) + (math.ceil(hours / 24) if hours >= 12 else 0)) * DAY


def read_counted(r):
    """A count of days, weeks, months or years before the day of reading, or after it; or the window between."""
    part, window = r["Pdur"], r.has("look") or r.has("roll")
    sign = _look(r) if window else -1 if r.has("ago") else 1
    if part and part.reason:
        raise UnreadError("vague")
    if not sign:
        return None
    amounts, today = part.amounts if part else (_amount(1, r["unit"]),), r.today()
    other = _shift(today, amounts, sign)
    if window:
        return _spanned(r, "Pspan", interval(*sorted((other, today))))
    if sign < 0 and [unit for _, unit in amounts] == ["Y"] and amounts[0][0] % 1 == 0:
        return _made(r, "Pyear", year=other.year)
    about = "~" if any(unit in "MY" for _, unit in amounts) else ""
    return _spanned(r, "Pday", f"{other}{about}")


def _amount(n, unit):
    """A number of units as written, in ISO units: a fortnight is two weeks."""
    size, unit = re.fullmatch(r"(\d*)(\D+)", unit).groups()
    return n * int(size or 1), unit


def read_duration(r):
    """A length of time, of one unit or several."""
    parts = r.parts
    amounts = [amount for part in parts for amount in part.amounts]
    if not all(part.duration for part in parts) or len({unit for _, unit in amounts}) < len(amounts):
        return None
    if not parts:
        halves = r.all("half") + r.all("half_hour")
        n = (r.count() if r.has("num") else not halves) + len(halves) / 2
        if not 0 < n < 1e6:
            return None
        amounts = [_amount(n, r["unit"] or r["half_hour"])]
    days, clock = ("".join(f"{n:g}"[:9] + unit[-1] for n, unit in amounts if (unit[0] == "T") == t) for t in (0, 1))
    text = f"P{days}T{clock}".removesuffix("T")
    return _made(r, "Pdur", amounts=tuple(amounts), duration=text, precision="duration")


def read_shared(r):
    """A day that shares month or year with what follows: "il 20 e il 23 ottobre", "il 17 marzo di due anni fa"."""
    first, other = r["Pday"] or _made(r, "Pday", day=r["day"]), r["P"] or r["Pyear"]
    whole = other.year if r.has("Pday") else other.day
    if first.settled or first.year or other.settled or not (whole and (first.month or other.month)):
        return None
    month = first.month or other.month
    later = bool(other.month) and (month, first.day or 0) > (other.month, other.day or 0)
    year = other.year and other.year - later
    return replace(first, rule=r.rule["id"], month=month, year=year)


RESOLVERS = {
    "counted": read_counted,
    "date": read_date,
    "day": lambda r: _made(r, "Pday", day=r["day"] or r["nth"]),
    "decade": read_decade,
    "duration": read_duration,
    "edge": read_edge,
    "event_window": lambda r: r.grammar.of_event.match(r.text, r.end) and unread(r.rule, "event-anchored"),
    "month": read_month,
    "months_of_year": read_months_of_year,
    "nothing": lambda r: _made(r, "Pnone", precision="none"),  # no time, though its words might be one
    "open": read_open,
    "part_of_day": lambda r: replace(r["P"] or r["Pday"], rule=r.rule["id"], hours=True),
    "range": read_range,
    "relative_day": lambda r: _state(_made(r, "Pday", weekday=r["weekday"]), str(r.today() + r["relday"] * DAY)),
    "shared": read_shared,
    "span": read_span,
    "unread": lambda r: unread(r.rule, r.rule["reason"]),
    "vague_duration": lambda r: _made(r, "Pdur", reason="vague"),
    "week_of": lambda r: _week(r, _at(r).start),
    "weekday": lambda r: _made(r, "Pday", weekday=r["weekday"] or r["wd"], look=_look(r)),
    "within": read_within,
    "year": lambda r: None if r.has("of") and r["year"] % 100 == 0 else _made(r, "Pyear", year=r["year"]),
    "year_first": lambda r: _made(r, "Pyear", year=r["year"]) if r.begins() else None,  # else a count of people
    "year_of_event": read_year_of_event,
}
