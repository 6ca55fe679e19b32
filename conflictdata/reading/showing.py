"""A reading as a few lines of text, and as the text itself with its figures and dates marked, in HTML."""

from html import escape

from ..certainty import SIGNS

VAGUE = {
    10: "tens",
    12: "dozens",
    100: "hundreds",
    1000: "thousands",
    10_000: "tens of thousands",
    100_000: "hundreds of thousands",
    1_000_000: "millions",
}
SHOWN = 20_000  # characters of a text that are shown
LISTED = 12  # rows of the short form

# No colour says anything: the marks differ by line and weight, and take the ink of the page, light or dark. The styles
# stand in every mark, because JupyterLab drops <style> from a notebook that it does not trust.
BARE = "background: none; color: inherit"
FIGURE = "background: rgba(127, 127, 127, .13); color: inherit; padding: .1em .15em; border-bottom: {}px solid"
STYLES = {
    "figure": FIGURE.format(1),
    "killed": FIGURE.format(3) + "; font-weight: 600",
    "set-aside": FIGURE.format(1) + "; text-decoration: line-through",
    "date": f"{BARE}; border-bottom: 2px dotted",
    "unresolved": f"{BARE}; outline: 1px dashed",
}
SMALL = "font-size: 78%; font-weight: normal; display: inline-block; text-decoration: none; margin-left: .3em"
LEGEND = (
    ("killed", "people killed"),
    ("figure", "other figure"),
    ("set-aside", "denied, superseded or forecast"),
    ("date", "date"),
    ("unresolved", "not resolved"),
)


def amount(low, best, high, comparator):
    """Write a figure with the sign of its certainty.

    Examples
    --------
    >>> amount(6000, 6000, None, "more-than"), amount(200, None, 300, "between"), amount(10, None, None, "vague")
    ('> 6,000', '200–300', 'tens+')
    """
    cells = {name: "" if n is None else _number(n) for name, n in (("low", low), ("n", best), ("high", high))}
    if comparator == "vague":
        cells["n"] = VAGUE.get(low, cells["low"])
    return SIGNS[comparator].format(**cells)


def summary(reading):
    """Return what was found as plain text: counts, then a line per figure and per phrase left unresolved."""
    figures, unresolved = reading.records["figures"], reading.records["unresolved"]
    lines = [_counts(reading), *(f"  {label(row)}: {_one_line(row[14])}" for row in figures[:LISTED])]
    if len(figures) > LISTED:
        lines.append(f"  … and {len(figures) - LISTED} more in .figures")
    lines += [f"  unresolved, {row[3]}: {_one_line(row[0])}" for row in unresolved[:LISTED]]
    if len(unresolved) > LISTED:
        lines.append(f"  … and {len(unresolved) - LISTED} more in .unresolved")
    return "\n".join(lines)


def label(row):
    """Return what a row of `figures` says in one line: amount, kind, party, unit, date, standing."""
    kind, low, best, high, comparator, party, unit, _, _, period, status, cumulative, subset, rate = row[:14]
    figure = amount(low, best, high, comparator)
    first, unit = (f"{figure} {unit or ''}".rstrip(), "duration") if kind == "duration" else (f"{figure} {kind}", unit)
    first += f" per {rate}" if rate else ""
    standing = (
        status if status != "reported" else None,
        "running total" if cumulative else None,
        "part of another figure" if subset else None,
    )
    return " · ".join(part for part in (first, party, unit, period, *standing) if part)


def html(reading):
    """Return the text with marks as HTML: escaped, without scripts, its style for itself alone."""
    text, shown = reading.text, reading.text[:SHOWN]
    pieces, last = [], 0
    for start, end, style, words in _marks(reading.records):
        if start < last or end > len(shown):
            continue
        small = f'<small lang="en" style="{SMALL}">[{escape(words)}]</small>' if words else ""
        pieces += [escape(shown[last:start]), _mark(style, escape(shown[start:end]) + small, words)]
        last = end
    pieces.append(escape(shown[last:]))
    if len(text) > SHOWN:
        pieces.append(f"…\n\n[{len(text) - SHOWN:,} more characters are not shown; the tables have them]")
    legend = " ".join(_mark(style, words) for style, words in LEGEND)
    wrap = "white-space: pre-wrap; overflow-wrap: anywhere"
    return (
        '<div class="conflictdata-reading" style="line-height: 1.9; max-width: 46em">'
        f'<p lang="en"><small>{escape(_counts(reading))}</small><br><small>{legend}</small></p>'
        f'<div lang="{reading.language}" style="{wrap}">{"".join(pieces)}</div></div>'
    )


def _mark(style, content, title=""):
    said = f' title="{escape(title, quote=True)}"' if title else ""
    return f'<mark style="{STYLES[style]}"{said}>{content}</mark>'


def _marks(records):
    """Return places to mark with style and label, in order: figures by their numbers, dates, what is unresolved."""
    marks = []
    for row in records["figures"]:
        style = "set-aside" if row[10] != "reported" else "killed" if row[0] == "killed" else "figure"
        marks.append((row[17], row[18], style, label(row)))
    taken = {mark[0] for mark in marks}
    open_dates = {row[1] for row in records["unresolved"]}
    for _, start, end, first, _, period, duration, role, _ in records["dates"]:
        if start in taken or start in open_dates:
            continue
        said = period or duration or ""
        marks.append((start, end, "date", f"{said} · of the report" if role == "report" and first else said))
    marks += [(start, end, "unresolved", f"? {reason}") for _, start, end, reason in records["unresolved"]]
    return sorted(marks, key=lambda mark: mark[:2])


def _counts(reading):
    names = {"figures": ("figure", "figures"), "dates": ("date phrase", "date phrases")}
    counts = [(len(reading.records[name]), words) for name, words in names.items()]
    said = [f"{n} {one if n == 1 else many}" for n, (one, many) in counts]
    against = f"against {reading.published}" if reading.published else "without a day of publication"
    open_ = len(reading.records["unresolved"])
    said = ", ".join([*said, f"{open_} unresolved"])
    return f"Reading of {len(reading.text):,} characters ({reading.language}, {against}): {said}"


def _one_line(words):
    return " ".join(words.split())


def _number(n):
    return f"{n:,.10g}" if n < 1e10 else f"{n:,.0f}"
