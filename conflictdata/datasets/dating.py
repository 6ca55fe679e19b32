"""Days as files print them: the order of day and month is decided by all dates of a file together, or not at all."""

import re
from datetime import date

import pandas as pd

from .records import AGAIN, MIDNIGHT

_MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
]  # fmt: skip
_FORMS = {
    "year-month-day": re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.A),
    "three numbers": re.compile(r"(?P<one>\d{1,2})([-/.])(?P<two>\d{1,2})\2(?P<year>\d{4})", re.A),
    "day month year": re.compile(r"(?P<day>\d{1,2})[ -](?P<name>[A-Za-z]{3,9})[ -](?P<year>\d{4})", re.A),
}


def as_days(source, frame, lines, names):
    """Turn the columns `names` into datetime64[s] in place; empty cells stay empty, any doubt is refused."""
    cells = [
        (line, name, text) for name in names for line, text in zip(lines, frame[name], strict=True) if not pd.isna(text)
    ]
    matched = sorted((_match(source, *cell) for cell in cells), key=lambda found: found[0])
    for line, text, form, _ in matched:
        if form != matched[0][2]:
            why = f"the date {text!r} is not written as {matched[0][1]!r} in line {matched[0][0]} is"
            raise source.refuse(f"{why}: {AGAIN}", line)
    order = _order(source, [(line, found) for line, _, form, found in matched if form == "three numbers"])
    for name in names:
        pairs = zip(lines, frame[name], strict=True)
        days = [None if pd.isna(text) else _day(source, line, name, text, order) for line, text in pairs]
        frame[name] = pd.to_datetime(pd.Series(days, frame.index, dtype=object)).astype("datetime64[s]")


def _match(source, line, name, text):
    bare = MIDNIGHT.sub("", text.strip())
    for form, pattern in _FORMS.items():
        if found := pattern.fullmatch(bare):
            return line, text, form, found
    raise source.refuse(f"{name} is {text[:30]!r}, not a date such as 2022-09-13: mend it, or {AGAIN}", line)


def _order(source, found):
    """Return the names of the first two numbers, as a number above 12 shows them."""
    first = next((line for line, match in found if int(match["one"]) > 12), None)
    second = next((line for line, match in found if int(match["two"]) > 12), None)
    if first and second:
        why = f"the day stands first in line {min(first, second)} and not here, or the other way round"
        raise source.refuse(f"dates are in two orders, {why}: {AGAIN}", max(first, second))
    if not first and not second and any(int(match["one"]) != int(match["two"]) for _, match in found):
        raise source.refuse(
            f"no date has a day above 12, so that day and month cannot be told apart: {AGAIN}", found[0][0]
        )
    return ("month", "day") if second else ("day", "month")


def _day(source, line, name, text, order):
    parts = _match(source, line, name, text)[3].groupdict()
    parts |= {order[0]: parts.pop("one"), order[1]: parts.pop("two")} if "one" in parts else {}
    if "name" in parts:
        word = parts["name"].lower()
        parts["month"] = next((n for n, month in enumerate(_MONTHS, 1) if word in (month, month[:3])), 0)
    try:
        return date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
    except ValueError:
        raise source.refuse(f"{name} is {text!r}, a day that does not exist: mend it, or {AGAIN}", line) from None
