"""What the words of a time phrase mean: from their values to first day, last day and EDTF."""

import calendar
import math
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from .. import edtf
from ..edtf import interval

UNITS = ("Y", "M", "W", "D", "TH", "TM", "TS")
DAY = timedelta(days=1)
bounds = lru_cache(10_000)(edtf.bounds)


@dataclass
class Part:
    """A piece of a time phrase; `settle` finds its days once nothing more can be added to it."""

    node: str = "Pspan"  # what other rules may do with it: Pday, Pweek, Pmonth, Pyear, Pspan, Pdur, Pnone
    rule: str = ""
    year: int | None = None
    month: int | None = None  # 21 to 24 are seasons, as in EDTF
    day: int | None = None
    weekday: int | None = None
    until: int | None = None  # the last day of several, of a month that stands before
    look: int | None = None  # -2 that, -1 the last, 0 this, 1 the next, 2 not yet over, 3 the nearest
    start: date | None = None
    end: date | None = None
    period: str | None = None
    precision: str | None = None
    duration: str | None = None
    amounts: tuple = ()
    reason: str | None = None
    relative: bool = False
    hours: bool = False  # a part of the day is named

    @property
    def settled(self):
        return bool(self.period or self.duration or self.reason or self.precision)


def settle(part, published):
    """Give a part its days, or the reason why it has none. Returns the part."""
    if part.settled:
        return part
    try:
        if part.year is not None:
            last = f"/{_name(part.year, part.month, part.until)}" if part.until else ""
            return _state(part, _name(part.year, part.month, part.day) + last)
        part.relative = True
        if published is None:
            part.reason = "year not stated" if part.month else "no day of publication"
        elif part.look == -2:
            part.reason = "year not stated"
        elif part.month or part.day:
            _nearest(part, published)
        else:
            back = (published.isoweekday() - part.weekday) % 7
            shift = {0: published.isoweekday() - part.weekday, None: back, -1: back or 7}.get(part.look, back - 7)
            _state(part, (published - shift * DAY).isoformat())
    except (ValueError, OverflowError):
        part.reason = "impossible date"
    return part


def _name(year, month=None, day=None):
    return f"{year:04}" + "".join(f"-{n:02}" for n in (month, day) if n is not None)


def _state(part, period, precision=None):
    part.start, part.end, known = bounds(period)
    known = "part of day" if part.hours and known == "day" else known
    part.period, part.precision = period, precision or part.precision or known
    if part.weekday and part.start == part.end and part.start.isoweekday() != part.weekday:
        part.start = part.end = part.period = part.precision = None
        part.reason = "weekday contradicts date"
    return part


def _nearest(part, published):
    """Find the year, or the month, that is not stated: the last one unless the words look ahead."""
    past = _first(part, published, range(0, -10 if part.month else -13, -1), lambda f: f[0] <= published)
    if part.look == -1:
        past = _first(part, published, range(0, -10, -1), lambda f: f[1] < published)
    elif part.look == 0 and part.month:
        past = _first(part, published, (0, -4, 4), bool)
    elif part.weekday and part.look is None and not (past and past[0].isoweekday() == part.weekday):
        right = lambda f: f[0].isoweekday() == part.weekday  # noqa: E731
        if part.month:
            past = _first(part, published, (0, 1), lambda f: f[0] > published and right(f)) or past
        else:
            near = [_first(part, published, (n,), right) for n in range(-12, 13)]
            past = min(filter(None, near), key=lambda f: abs(f[0] - published), default=past)
    future = None
    if part.look in (1, 2, 3) or not past:
        ahead = (lambda f: f[0] > published) if part.look == 1 else (lambda f: f[1] >= published)
        future = _first(part, published, range(10 if part.month else 13), ahead)
        if part.look == 3 and past and future and future[0] - published > published - past[1]:
            future = None
    if choice := future or past:
        _state(part, choice[2])
    else:
        part.reason = "impossible date"


def _first(part, published, steps, good):
    """The first of some years, or months, from the present one, in which the part is there and good."""
    for n in steps:
        if part.month:
            name = _name(published.year + n, part.month, part.day)
        else:
            year, month = divmod(published.year * 12 + published.month - 1 + n, 12)
            name = _name(year, month + 1, part.day)
        try:
            found = (*bounds(name)[:2], name)
        except ValueError:
            continue
        if good(found):
            return found
    return None


# ---------------------------------------------------------------- resolvers: one reading of a rule's match to a Part


def _made(r, node, **cells):
    return Part(node=node, rule=r.rule["id"], **cells)


def _unknown(r, reason):
    return _made(r, "Pnone", reason=reason, relative=reason in ("no day of publication", "year not stated"))


def _spanned(r, node, period, precision=None, relative=False):
    return _state(_made(r, node, relative=relative), period, precision)


def _at(r, look=None):
    """The settled copy of the one node of a rule."""
    name = next(name for name in ("P", "Pedge", "Pday", "Pweek", "Pmonth", "Pyear") if r.has(name))
    part = replace(r[name])
    if look == 3 and part.weekday and not part.day:
        look = 2 if r.ahead() else None
    part.look = look if part.look is None else part.look
    return settle(part, r.published)


def read_date(r):
    """A day, written out or in digits."""
    if written := r["date"] or r["dotdate"]:
        day, month, year = map(int, written[:3])
        if not r.grammar.day_first and "year_first" not in written:
            if day <= 12 and month <= 12 and day != month:
                return _unknown(r, "vague")
            if month > 12 >= day:
                day, month = month, day
        year += (2000 if year < 40 else 1900) * (len(written[2]) == 2)
    elif r.has("dm"):
        (day, month), year = map(int, r["dm"]), None
        if month > 12 or day > 31 or not (month and day):
            return None
    else:
        if _verb(r):
            return None
        day, month, year = r["day"] or r["nth"] or r["dd"], r["month"] or r["mon"], r["year"]
        if r.has("Pyear"):
            year = r["Pyear"].year
    return _made(r, "Pday", day=day, month=month, year=year, weekday=r["weekday"] or r["wd"], look=r["look"])


def _verb(r):
    """Whether a month in small letters is rather a verb, as "may" and "march" are."""
    return r.rule.get("capital") and r["month"] in (3, 5) and r.has("month") and not r.capital("month")


def read_days_of_month(r):
    """Days written after their month: "March 7 to 9"."""
    month = r["month"] or r["mon"]
    if r.has("and") and not r.has("between") and r.all("day")[0] + 1 != r.all("day")[1]:
        return None
    return _between(r, *(_made(r, "Pday", day=day, month=month, year=r["year"]) for day in r.all("day")))


def read_relative_day(r):
    """Today, yesterday and others, with their weekday if it stands there."""
    if not r.published:
        return _unknown(r, "no day of publication")
    day = r.published + r["relday"] * DAY
    if r.has("weekday") and day.isoweekday() != r["weekday"]:
        return _unknown(r, "weekday contradicts date")
    return _spanned(r, "Pday", day.isoformat(), r.rule.get("precision"), True)


def read_weekday(r):
    look = r["look"] if r.has("look") else r["roll"]
    return _made(r, "Pday", weekday=r["weekday"] or r["wd"], look=look)


def read_span(r):
    """This, last or next week, month, year and others, by the calendar."""
    unit, n, today = r["span"] or r["weekend"] or "night", r.rule.get("shift", 0), r.published
    n += r["look"] or r["roll"] or 0
    if not today:
        return _unknown(r, "no day of publication")
    if unit == "Y":
        return _made(r, "Pyear", year=today.year + n, relative=True)
    if unit == "M":
        year, month = divmod(today.year * 12 + today.month - 1 + n, 12)
        return _made(r, "Pmonth", year=year, month=month + 1, relative=True)
    if unit == "decade":
        return _spanned(r, "Pspan", f"{today.year // 10 + n}X", None, True)
    if unit in ("quarter", "half"):
        months = 3 if unit == "quarter" else 6
        index = (today.year * 12 + today.month - 1) // months + n
        return _months(r, divmod(index * months, 12), months, unit, True)
    if unit == "century":
        first = (today.year - 1) // 100 + n
        return _spanned(r, "Pspan", f"{first * 100 + 1:04}/{first * 100 + 100:04}", "interval", True)
    monday = today - (today.isoweekday() - 1 - 7 * n) * DAY
    if unit == "weekend":
        if not r.has("look") and today.isoweekday() < 6:
            monday -= 7 * DAY
        return _spanned(r, "Pspan", interval(monday + 5 * DAY, monday + 6 * DAY), "weekend", True)
    if unit == "night":
        return _spanned(r, "Pspan", interval(today - DAY, today), "part of day", True)
    return _spanned(r, "Pweek", interval(monday, monday + 6 * DAY), "week", True)


def _months(r, first, months, precision, relative=False):
    year, month = first
    last, end = divmod(year * 12 + month + months - 1, 12)
    return _spanned(r, "Pspan", f"{_name(year, month + 1)}/{_name(last, end + 1)}", precision, relative)


def read_month(r):
    """A month or a season, of a year or not."""
    year = r["Pyear"].year if r.has("Pyear") else r["year"]
    relative = r.has("Pyear") and r["Pyear"].relative
    month = r["month"] or r["season"] or r["mon"] or r["plain_month"]
    if _verb(r) or (r.rule["id"].endswith(".bare-month") and r.has("month") and r.capital("month") and r.follows()):
        return None
    look = r["look"] if r.has("look") else r.rule.get("look")
    return _made(r, "Pmonth", month=month, year=year, look=look, relative=relative)


def read_year(r):
    """A year; a round number after "of" is rather a count."""
    return None if r.has("of") and r["year"] % 100 == 0 else _made(r, "Pyear", year=r["year"])


def read_year_of_event(r):
    """A year before its event: "the 1994 genocide"."""
    words = r.grammar.event.match(r.text, r.end())
    if not words or (words[1] and r["year"] % 100 == 0):
        return None
    return _made(r, "Pnone", year=r["year"])


def read_decade(r):
    """A decade, or two of them."""
    decades = r.all("decade") or [r["year"]]
    if any(n % 10 or not (n < 100 or 1500 <= n < 2100) for n in decades):
        return None
    decades = [n if n > 99 else n + (2000 if n < 20 else 1900) for n in decades]
    if len(decades) == 1:
        return _spanned(r, "Pspan", f"{decades[0] // 10:03}X")
    return _spanned(r, "Pspan", f"{decades[0]}/{decades[1] + 9}", "interval") if decades[0] < decades[1] else None


def read_century(r):
    n = r["century"] or r["named_century"] or r["ordinal"]
    return _spanned(r, "Pspan", f"{n * 100 - 99:04}/{n * 100:04}", "interval") if 1 <= n <= 21 else None


def read_months_of_year(r):
    """A quarter or a half of a year; the first or last months of a year."""
    year, relative = r["year"], False
    if r.has("Pyear"):
        year, relative = r["Pyear"].year, r["Pyear"].relative
    if r.has("years"):
        if not r.published:
            return _unknown(r, "year not stated")
        year, relative = r.published.year, True
    if n := r["num"]:
        if not 1 <= n <= 12 or n != int(n):
            return None
        return _months(r, (year, 12 - n if r["firsts"] < 0 else 0), n, "interval", relative)
    span = r["span"] or r["part_of_year"] or "quarter"
    months = {"quarter": 3, "half": 6}.get(span)
    if not months or not 1 <= (n := r["ordinal"] or r["quarter_word"]) <= 12 // months:
        return None
    if year is None:
        if not r.published:
            return _unknown(r, "year not stated")
        first = (n - 1) * months
        year, relative = r.published.year - (first + 1 > r.published.month), True
    return _months(r, (year, (n - 1) * months), months, span, relative)


def read_edge(r):
    """The beginning, the middle or the end of a period: a third of it."""
    if r.has("P"):
        whole = _at(r, r.rule.get("look"))
    elif (whole := read_span(r)).reason is None:
        settle(whole, r.published)
    n, of = map(int, r["edge"].split("/"))
    if whole.reason or not (whole.start and whole.end):
        return _unknown(r, whole.reason) if whole.reason else None
    start, end = whole.start, whole.end
    if start == end:
        return replace(whole, rule=r.rule["id"])
    years, months = end.year - start.year + 1, (end.year - start.year) * 12 + end.month - start.month + 1
    if start.month == 1 and end.month == 12 and years > 1:
        step = years // of
        last = end.year if n == of else start.year + n * step - 1
        name = f"{start.year + (n - 1) * step}/{last}"
    elif months >= of and months % of == 0:
        step = months // of
        first = divmod(start.year * 12 + start.month - 1 + (n - 1) * step, 12)
        return replace(_months(r, first, step, "interval", whole.relative), node="Pedge")
    else:
        step = 30 // of if 26 < (end - start).days < 31 else ((end - start).days + 1) // of
        first = start + (n - 1) * step * DAY
        name = interval(first, end if n == of else first + (step - 1) * DAY)
    return _spanned(r, "Pedge", name, "interval", whole.relative)


def read_within(r):
    """A day of a month or a week: the 20th of next month, Friday of last week, the last Sunday of March."""
    if r.has("day"):
        month = r["Pmonth"]
        if (month.month or 13) > 12:
            return None
        return _made(r, "Pday", day=r["day"], month=month.month, year=month.year, look=month.look)
    whole = _at(r)
    if whole.reason or not (whole.start and whole.end) or whole.start == whole.end:
        return _unknown(r, whole.reason) if whole.reason else None
    n = r["ordinal"] or r["roll"] or 1
    if r.has("weekday"):
        first = whole.start + (r["weekday"] - whole.start.isoweekday()) % 7 * DAY
        last = whole.end - (whole.end.isoweekday() - r["weekday"]) % 7 * DAY
        day = last if n < 0 else first + (n - 1) * 7 * DAY
        period, node, precision = day.isoformat(), "Pday", None
    elif r["unit"] == "D":
        day = whole.end if n < 0 else whole.start + (n - 1) * DAY
        period, node, precision = day.isoformat(), "Pday", None
    elif r["unit"] == "W":
        monday = whole.start + (1 - whole.start.isoweekday()) % 7 * DAY + (n - 1) * 7 * DAY
        day = monday if n > 0 else whole.end - (whole.end.isoweekday() % 7 + 6) * DAY
        period, node, precision = interval(day, day + 6 * DAY), "Pweek", "week"
    else:
        return None
    if not whole.start <= day <= whole.end:
        return _unknown(r, "impossible date")
    return _spanned(r, node, period, precision, whole.relative)


def read_week_of(r):
    """The week or the weekend of a day."""
    day = _at(r)
    if day.reason or not day.start:
        return _unknown(r, day.reason)
    monday = day.start - (day.start.isoweekday() - 1) * DAY
    first, last, precision = (5, 6, "weekend") if r["span"] == "weekend" else (0, 6, "week")
    if r["span"] not in ("W", "weekend"):
        return None
    return _spanned(r, "Pspan", interval(monday + first * DAY, monday + last * DAY), precision, day.relative)


def read_part_of_day(r):
    """A day with its morning, evening or night: still that day."""
    day = r["P"] if r.has("P") else r["Pday"]
    precision = "part of day" if day.precision == "day" else day.precision
    return replace(day, rule=r.rule["id"], precision=precision, hours=True)


def read_days_before(r):
    """Days of a month that stands before in the sentence: `until` keeps the last one."""
    first, last = r.all("day")
    return _made(r, "Pnone", day=first, until=last) if first < last else None


def read_range(r):
    """From one time to another; what one does not say is taken from the other."""
    if re.search(r"[.!?]\s+[A-ZÀ-Ý]|;", r.phrase()):
        return None
    return _between(r, *map(replace, r.all("P")))


def _between(r, first, last):
    if last.node == "Pspan" and not last.settled and last.day and not last.month:  # a bare number
        if not first.month or first.day is None:
            return None
        last.month, last.year = first.month, first.year
    if first.day and not first.month and not first.settled and not first.weekday:
        if not (last.day and last.month):
            return None
        first.month, first.year = last.month, last.year
    stated = first.node == last.node == "Pspan" and not (first.settled or last.settled)
    if first.year and last.year and last.year < 100:
        last.year += first.year // 100 * 100
    if stated and not (first.year and last.year and first.year < last.year and (first.year % 100 or last.year % 100)):
        return None
    if first.year is not None and last.year is None and last.month:
        last.year = first.year + ((last.month, last.day or 0) < (first.month or 0, first.day or 0))
    free = first.month and first.year is None
    tries = range(9) if free and last.month and last.year is None and r.published else range(1)
    settle(last, r.published)
    if free and last.start:
        later = (first.month, first.day or 0) > (last.end.month, last.end.day)
        for n in tries:  # 29 February needs a year that has it
            one = settle(replace(first, year=last.end.year - later - n), r.published)
            if one.period or n == tries[-1]:
                break
        first, last = one, _state(last, _name(last.end.year - n, last.month, last.day)) if n else last
    elif first.weekday and not first.day and not first.settled and last.start:
        back = (last.start.isoweekday() - first.weekday) % 7 or 7
        first = _state(replace(first, relative=True), (last.start - back * DAY).isoformat())
    settle(first, r.published)
    reason = first.reason or last.reason
    if reason:
        return _unknown(r, reason)
    if not (first.start and last.end) or first.start > last.end:
        return None
    relative = first.relative or last.relative
    names = [edge_name(first, "start"), edge_name(last, "end")]
    return _spanned(r, "Pspan", "/".join(names), "interval", relative)


def edge_name(part, side):
    """The first or last day of a part in EDTF, as coarse as the part says it."""
    if part.period and re.fullmatch(r"\d{4}(-(0\d|1[012])(-\d\d)?)?", part.period):
        return part.period
    if part.precision == "decade":
        return str(getattr(part, side).year)
    halves = (part.period or "").split("/")
    if len(halves) == 2 and part.precision != "week":
        return halves[0 if side == "start" else 1]
    return getattr(part, side).isoformat()


def read_open(r):
    """Since, until, before or after a time."""
    if r.rule.get("first") and not r.begins():
        return None
    part, side = _at(r, r.rule.get("look")), r.rule["side"]
    if part.reason:
        return _unknown(r, part.reason)
    inner = {"since": "start", "until": "end", "before": "start", "after": "end"}[side]
    day = getattr(part, inner)
    if day is None:
        return None
    name = edge_name(part, inner)
    if side in ("before", "after"):
        day += DAY if side == "after" else -DAY
        name = day.isoformat()
        if part.precision == "year":
            name = name[:4]
        elif part.precision == "month":
            name = name[:7]
    period = f"{name}/.." if side in ("since", "after") else f"../{name}"
    return _spanned(r, "Pnone", period, "open", part.relative)


def opened(part):
    """What begins with a part and has no end."""
    return _state(replace(part), f"{edge_name(part, 'start')}/..", "open")


def _amount(n, unit):
    """A number of units as written, in ISO units: a fortnight is two weeks."""
    size, unit = re.fullmatch(r"(\d*)(\D+)", unit).groups()
    return n * int(size or 1), unit


def _shift(day, amounts, sign):
    """Move a day by years, months, weeks, days and hours."""
    months = sum(n * {"Y": 12, "M": 1}.get(unit, 0) for n, unit in amounts)
    days = sum(n * {"W": 7, "D": 1}.get(unit, 0) for n, unit in amounts)
    hours = sum(n * {"TH": 1, "TM": 1 / 60}.get(unit, 0) for n, unit in amounts)
    year, month = divmod(day.year * 12 + day.month - 1 + sign * round(months), 12)
    day = date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + sign * (round(days) + (math.ceil(hours / 24) if hours >= 12 else 0)) * DAY


def read_ago(r):
    """A count of days, weeks, months or years before or after the day of reading."""
    amounts, sign = r["Pdur"].amounts, r.rule.get("sign", -1)
    if not r["Pdur"].duration:
        return _unknown(r, "vague")
    if not r.published:
        return _unknown(r, "no day of publication")
    if sign < 0 and [unit for _, unit in amounts] == ["Y"] and amounts[0][0] == int(amounts[0][0]):
        return _made(r, "Pyear", year=r.published.year - int(amounts[0][0]), relative=True)
    day = _shift(r.published, amounts, sign).isoformat()
    about = "~" if any(unit in "MY" for _, unit in amounts) else ""
    return _spanned(r, "Pday", day + about, "day", True)


def read_rolling(r):
    """The last or next hours, days, weeks and others, counted from the day of reading."""
    sign = r["look"] or r["roll"]
    amounts = r["Pdur"].amounts if r.has("Pdur") else (_amount(1, r["unit"]),)
    if r.has("Pdur") and not r["Pdur"].duration:
        return _unknown(r, "vague")
    if not sign:
        return None
    if not r.published:
        return _unknown(r, "no day of publication")
    other = _shift(r.published, amounts, sign)
    return _spanned(r, "Pspan", interval(*sorted((other, r.published))), "interval", True)


def read_duration(r):
    """A length of time, of one unit or several."""
    parts = [p for p in r.parts() if isinstance(p, Part)]
    if parts:
        amounts = [a for p in parts for a in p.amounts]
        if not all(p.duration for p in parts) or len({unit for _, unit in amounts}) < len(amounts):
            return None
    else:
        n = r["num"] if r.has("num") else r.rule.get("count", 0)
        n, unit = n + 0.5 * (r.has("half") or r.has("half_hour")), r["unit"] or r["half_hour"]
        if not 0 < n < 1e6:
            return None
        n, unit = _amount(n, unit)
        if n == 0.5:
            n, unit = {"Y": (6, "M"), "D": (12, "TH"), "TH": (30, "TM")}.get(unit, (n, unit))
        amounts = [(n, unit)]
    amounts.sort(key=lambda amount: UNITS.index(amount[1]))
    text = "".join(f"{n:g}"[:9] + unit for n, unit in amounts if unit[0] != "T")
    clock = "".join(f"{n:g}" + unit[1] for n, unit in amounts if unit[0] == "T")
    text = f"P{text}" + (f"T{clock}" if clock else "")
    return _made(r, "Pdur", amounts=tuple(amounts), duration=text, precision="duration")


def read_nothing(r):
    """What is no time, though its words might be one."""
    return _made(r, "Pnone", precision="none")


def read_weekdays(r):
    """Two weekdays of a week."""
    week = _at(r)
    first, last = r.all("weekday")
    if week.reason or first > last:
        return _unknown(r, week.reason) if week.reason else None
    start, end = (week.start + (n - 1) * DAY for n in (first, last))
    return _spanned(r, "Pspan", interval(start, end), "interval", week.relative)


def read_shared(r):
    """The first of two days that share their month: the 20 in "il 20 e il 23 ottobre"."""
    if len(r.all("Pday")) == 2:
        first, other = r.all("Pday")
        if first.settled or first.year or not (first.month and other.year and other.month):
            return None
        return replace(first, year=other.year - ((first.month, first.day) > (other.month, other.day)))
    other = r["P"]
    if not (other.day and other.month):
        return None
    return _made(r, "Pday", day=r["day"], month=other.month, year=other.year)


def read_day_of_year(r):
    """A day or a month whose year stands after it: "il 17 marzo di due anni fa"."""
    day = r["Pday"]
    if day.settled or day.year or not day.month:
        return None
    return replace(day, rule=r.rule["id"], year=r["Pyear"].year, relative=r["Pyear"].relative)


RESOLVERS = {
    "ago": read_ago,
    "century": read_century,
    "count": lambda r: r.count(),
    "date": read_date,
    "day_of_year": read_day_of_year,
    "day": lambda r: _made(r, "Pday", day=r["day"] or r["nth"]),
    "days_of_month": read_days_of_month,
    "days_before": read_days_before,
    "decade": read_decade,
    "duration": read_duration,
    "edge": read_edge,
    "event": lambda r: _unknown(r, "event-anchored"),
    "event_window": lambda r: _unknown(r, "event-anchored") if r.of_event() else None,
    "month": read_month,
    "months_of_year": read_months_of_year,
    "nothing": read_nothing,
    "open": read_open,
    "part_of_day": read_part_of_day,
    "range": read_range,
    "relative_day": read_relative_day,
    "rolling": read_rolling,
    "shared": read_shared,
    "span": read_span,
    "vague": lambda r: _made(r, "Pdur", reason="vague"),
    "week_of": read_week_of,
    "weekday": read_weekday,
    "weekdays": read_weekdays,
    "within": read_within,
    "year": read_year,
    "year_of_event": read_year_of_event,
}
