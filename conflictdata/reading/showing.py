"""A reading as a few lines of text, and as the text itself with its figures and dates marked, in HTML.

In the text stands a small number at each mark, which is the row of a table below; both are linked, with ids that are
the reading's own. JupyterLab follows such links in notebooks that it does not trust, too, but not into a closed fold,
so that a mark and its row are always folded together.
"""

from functools import lru_cache
from hashlib import sha256
from html import escape
from typing import NamedTuple

from babel import Locale

from ..certainty import SIGNS
from ..i18n import Speaker, languages
from . import rules as _rules

VAGUE = (10, 12, 100, 1000, 10_000, 100_000, 1_000_000)  # lower bounds that have a word: tens, dozens, …
OPEN = 3_000  # characters that stand open; the rest of a long text is folded
SHOWN = 60_000  # characters that are shown at all
LISTED = 12  # rows of the short form
SHORT = 30  # characters of words that stand on one line

# No colour says anything: the marks differ by line and weight, and take the ink of the page, light or dark. The styles
# stand in every mark, because JupyterLab drops <style> from a notebook that it does not trust.
BARE = "background: none; color: inherit"
FIGURE = "background: rgba(127, 127, 127, .13); color: inherit; padding: .1em .15em; border-bottom: {}px solid"
STYLES = {
    "killed": FIGURE.format(3) + "; font-weight: 600",
    "figure": FIGURE.format(1),
    "set_aside": FIGURE.format(1) + "; text-decoration: line-through",
    "date": f"{BARE}; border-bottom: 2px dotted",
    "unresolved": f"{BARE}; outline: 1px dashed",
}
SMALL = "font-size: 70%; line-height: 0; margin-left: .25em"  # takes no height from its line
LINK = '<a id="{}-{}" href="#{}-{}" style="text-decoration: underline; white-space: nowrap">[{}]</a>'
HEAD = '<th scope="col" style="text-align: left">{}</th>'
CELL = '<td lang="{}" style="text-align: left">{}</td>'


class _Mark(NamedTuple):
    """A place of the text to mark: `rows` are (number, phrase, what it says), none for a date."""

    start: int
    end: int
    style: str
    title: str
    rows: list


def amount(low, best, high, comparator, tell=None):
    """Write a figure with the sign of its certainty.

    Examples
    --------
    >>> amount(6000, 6000, None, "more-than"), amount(200, None, 300, "between"), amount(10, None, None, "vague")
    ('> 6,000', '200–300', 'tens+')
    """
    tell = tell or Speaker()
    cells = {name: "" if n is None else tell.number(n) for name, n in (("low", low), ("n", best), ("high", high))}
    if comparator == "vague":
        cells["n"] = tell(f"reading.vague.{low:.0f}") if low in VAGUE else cells["low"]
    return SIGNS[comparator].format(**cells)


def label(row, tell=None):
    """Return what a row of `figures` says in one line: amount, kind, party, unit, period, standing."""
    tell = tell or Speaker()
    kind, low, best, high, comparator, party, unit, _, _, period, status, cumulative, subset, rate = row[:14]
    named, one = f"reading.kind.{kind}", f"reading.kind.{kind}.one"
    first, kind = amount(low, best, high, comparator, tell), tell(one if best == 1 and tell.knows(one) else named)
    unit = unit and tell(f"reading.unit.{unit}")
    if row[0] == "duration":  # "6 months · duration"
        kind, unit = unit, kind
    first = f"{first} {kind}" if kind else first
    standing = (
        tell(f"reading.status.{status}") if status != "reported" else None,
        tell("reading.cumulative") if cumulative else None,
        tell("reading.subset") if subset else None,
    )
    first = tell("reading.a_day", figure=first) if rate else first
    period = period and tell.period(period)
    return " · ".join(part for part in (first, party and side(party, tell.language), unit, period, *standing) if part)


@lru_cache
def side(party, language):
    """Return the name of a side in the reader's language where the rules spell one with a capital; the English else.

    >>> side("Ukraine", "it"), side("Kurds", "it")
    ('Ucraina', 'Kurds')
    """
    if language == "en" or language not in _rules.languages():
        return party
    _, _, names = _rules.language(language).rules["parties"]["names"].get(party, "").partition("|")
    spelled = _rules.expand(names.partition("|")[0])
    return spelled[0] if spelled and spelled[0][0].isupper() else party


def listed(reading, tell):
    """Return what each row says, as lists of (number, phrase, words): of the figures, of what is unresolved."""
    figures, unresolved = reading.records["figures"], reading.records["unresolved"]
    figures = [(str(n), _one_line(row[14]), label(row, tell)) for n, row in enumerate(figures, 1)]
    why = "reading.reason.{}".format
    unresolved = enumerate(unresolved, 1)
    return figures, [(f"?{n}", _one_line(row[0]), tell(why(row[3].replace(" ", "_")))) for n, row in unresolved]


def unbroken(said):
    """Return what a row says with spaces that break no line, but between its parts: no day in two."""
    return " · ".join(part.replace(" ", "\u00a0") if len(part) < SHORT else part for part in said.split(" · "))


def summary(reading, language=None):
    """Return what was found as plain text: counts, then a line per figure and per phrase left unresolved."""
    tell = _speaker(reading, language)
    figures, unresolved = listed(reading, tell)
    open_, lines = tell("reading.unresolved"), [_counts(reading, tell)]
    figures = [f"{said}: {phrase}" for _, phrase, said in figures]
    unresolved = [f"{open_}: {phrase} ({why})" for _, phrase, why in unresolved]
    for name, said in (("figures", figures), ("unresolved", unresolved)):
        more = len(said) - LISTED
        lines += said[:LISTED] + ([tell(f"reading.more_{name}", n=more)] if more > 0 else [])
    return "\n  ".join(lines)


def html(reading, language=None):
    """Return the text with marks as HTML: escaped, without scripts, its style for itself alone.

    The words beside the text are in the language named, without one in the language of the text.
    """
    tell, text = _speaker(reading, language), reading.text
    named = f"{text}{reading.published}{reading.language}{tell.language}".encode("utf-8", "replace")
    stem, marks = f"reading-{sha256(named).hexdigest()[:8]}", _marks(reading, tell)
    open_, shown = (_cut(text, marks, most) for most in (OPEN, SHOWN))
    parts = [_part(reading, marks, 0, open_, stem, tell)]
    if open_ < shown:
        folded = escape(tell("reading.rest", n=shown - open_))
        rest = _part(reading, marks, open_, shown, stem, tell)
        parts.append(f"<details><summary>{folded}</summary>{rest}</details>")
    if shown < len(text):
        parts.append(f"<p>{escape(tell('reading.not_shown', n=len(text) - shown))}</p>")
    legend = " &ensp;".join(_marked(style, escape(tell(f"reading.{style}"))) for style in STYLES)
    return (
        f'<div class="conflictdata-reading" lang="{tell.language}" style="max-width: 46em">'
        f"<p><small>{escape(_counts(reading, tell))}</small><br><small>{legend}</small></p>{''.join(parts)}</div>"
    )


def _speaker(reading, language):
    """Return the language of the words beside the text; rules may be of a language without texts of ours."""
    language = language or reading.language
    return Speaker(language if language in languages() else "en")


def _part(reading, marks, start, end, stem, tell):
    """Return a part of the text with its marks, and below it the table of the rows that are marked in it."""
    text, pieces, rows, last = reading.text, [], [], start
    for mark in (mark for mark in marks if start <= mark.start < end):
        links = "".join(_link(number, f"{stem}-mark", f"{stem}-row") for number, *_ in mark.rows)
        words = escape(text[mark.start : mark.end])
        pieces += [escape(text[last : mark.start]), _marked(mark.style, words, mark.title)]
        pieces += [f'<sup style="{SMALL}">{links}</sup>'] if links else []
        for number, phrase, said in mark.rows:
            cells = ((reading.language, phrase), (tell.language, unbroken(said)))
            cells = "".join(CELL.format(language, escape(cell)) for language, cell in cells)
            link = _link(number, f"{stem}-row", f"{stem}-mark")
            rows.append(f'<tr><th scope="row">{link}</th>{cells}</tr>')
        last = mark.end
    pieces.append(escape(text[last:end]))
    wrap = "line-height: 1.7; white-space: pre-wrap; overflow-wrap: anywhere"
    shown = f'<div lang="{reading.language}" style="{wrap}">{"".join(pieces)}</div>'
    if not rows:
        return shown
    heads = "".join(HEAD.format(escape(tell(f"reading.column.{name}"))) for name in ("row", "words", "meaning"))
    body = "".join(rows)
    return f'{shown}<table lang="{tell.language}"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _link(number, here, there):
    """Return the number of a row as a link between its mark and its place in the table."""
    own = number.replace("?", "open-")
    return LINK.format(here, own, there, own, number)


def _marked(style, content, title=""):
    """Return a mark; its title is seen when a pointer rests on it."""
    said = f' title="{escape(title, quote=True)}"' if title else ""
    whole = "; white-space: nowrap" if len(content) < SHORT else ""
    return f'<mark style="{STYLES[style]}{whole}"{said}>{content}</mark>'


def _marks(reading, tell):
    """Return the marks in order: figures with their nouns, what is unresolved, dates where neither of them stands."""
    text, places, (figures, unresolved) = reading.text, {}, listed(reading, tell)
    for row, told in zip(reading.records["figures"], figures, strict=True):
        set_aside = row[10] != "reported"
        style = "set_aside" if set_aside else "killed" if (row[0], row[10]) == ("killed", "reported") else "figure"
        places.setdefault(row[17:19], (style, row[15:17], []))[2].append(told)
    for row, (number, phrase, why) in zip(reading.records["unresolved"], unresolved, strict=True):
        told = number, phrase, f"{tell('reading.unresolved')}: {why}"
        places.setdefault(row[1:3], ("unresolved", row[1:3], []))[2].append(told)
    marks, cores = [], sorted(places)
    for core, limit in zip(cores, [start for start, _ in cores[1:]] + [len(text)], strict=False):
        style, (first, last), rows = places[core]
        start = first if not marks or first >= marks[-1].end else core[0]
        end = last if last <= limit else core[1]
        marks.append(_Mark(start, end, style, "; ".join(said for *_, said in rows), rows))
    taken = {place for mark in marks for place in range(mark.start, mark.end)}
    for _, start, end, first, _, period, duration, role, _ in reading.records["dates"]:
        if taken.isdisjoint(range(start, end)):
            said = tell.period(period) if period else duration or ""
            report = tell("reading.of_report") if role == "report" and first else ""
            marks.append(_Mark(start, end, "date", " · ".join(filter(None, (said, report))), []))
    return sorted(marks, key=lambda mark: mark.start)


def _cut(text, marks, most):
    """Return where to cut a text after so many characters: at the end of a line or a word, and in no mark."""
    if len(text) <= most:
        return len(text)
    found = (text.rfind(space, most // 2, most) + len(space) for space in ("\n", ". ", " "))
    place = next((place for place in found if place > most // 2), most)
    return next((mark.start for mark in marks if mark.start < place < mark.end), place)


def _counts(reading, tell):
    """Return in a line how much was read, in which language, for which day, and how much was found."""
    day = tell("reading.published", day=reading.published) if reading.published else tell("reading.undated")
    found = {name: len(reading.records[name]) for name in ("figures", "dates", "unresolved")}
    spoken = tongue(reading.language, tell)
    return tell("reading.heading", n=len(reading.text), tongue=spoken, published=day, **found)


def tongue(language, tell):
    """Return the name of a language in the reader's."""
    return Locale(tell.language).languages.get(language, language)


def _one_line(words):
    """Return words without line breaks."""
    return " ".join(words.split())
