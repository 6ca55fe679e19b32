"""A page for a reader's own dataset: deaths a year, and what each year is."""

from ..certainty import BOUNDS
from ..i18n import languages, say
from . import theme
from .annual import coverage_strip, deaths_by_year
from .figure import ConflictFigure
from .marks import key, needs
from .theme import Page, write

SIGNS = {  # by coverage: the sign of the key, whose words are for any source
    "counted": "counted",
    "below_threshold": "below_threshold",
    "coded_elsewhere": "coded_elsewhere",
    "not_stated": "no_number",
    "not_found": "not_found",
    "not_covered": "not_covered",
}


def years_page(yearly, title, subtitle, source, language="en"):
    """Make a figure of deaths a year for any conflict, with what each year is, as files and in Jupyter.

    Caption, alt text and description are made from the data. Years without a number are drawn as what they are, never
    as zero. A best number without low and high has no range line. Terms of use that travel with the data are kept: an
    attribution in ``yearly.attrs["attribution"]`` (ACLED asks for one) is added to the source line.

    Parameters
    ----------
    yearly : pandas.DataFrame
        A row per year, of one conflict: `year`, `low`, `best`, `high` (people), `coverage` ("counted",
        "below_threshold", "coded_elsewhere", "not_covered", "not_stated" or "not_found"), `counted_from` (a day where a
        year is counted only in part, else missing). ``conflictdata.yearly()`` has this form.
    title, subtitle : str
        The title is best one line, about 50 letters; the subtitle says what is counted, of whom, in which unit.
    source : str
        Who counted, and which release: "Source: …".
    language : str

    Returns
    -------
    ConflictFigure
        Its `values` are the rows drawn.

    Raises
    ------
    ValueError
        If title, subtitle or source is empty, no year has a number, or a row cannot be drawn.

    Examples
    --------
    >>> from conflictdata import yearly
    >>> years_page(yearly(), "My conflict", "Battle-related deaths a year", "Source: UCDP 24.1, conflict 388").alt
    'Bar chart of deaths a year, 1989–2024. Years with a number: 17; the highest is 7,646, in 2020. Years without: 19.'
    """
    for name, text in (("title", title), ("subtitle", subtitle), ("source", source)):
        if not isinstance(text, str) or not text.strip():
            raise ValueError(f"the figure needs a {name}: give it as text")
    if language not in languages():
        raise ValueError(f"no figures in language {language!r}: there is {', '.join(languages())}")
    needs(yearly, "years", "year", *BOUNDS, "coverage", "counted_from")
    attribution = yearly.attrs.get("attribution")
    line = source if not attribution or attribution in source else f"{source.rstrip()} {attribution}"
    with theme.own_settings():
        return _page(yearly.sort_values("year", ignore_index=True), title, subtitle, line, language)


def _page(frame, title, subtitle, source, language):
    """Draw the page of a frame that was found sound."""
    page = Page(4.6, title, subtitle, source)
    left, width = 0.82, theme.WIDTH - 0.82 - theme.MARGIN
    strip_at = page.bottom + 0.58
    ax = page.axes(left, strip_at + 0.50, width, page.top - strip_at - 0.98)
    deaths_by_year(frame, ax, language)
    counted = frame[frame["coverage"] == "counted"]
    if not len(counted):
        raise ValueError("no year has a number: a figure of deaths a year needs one at least")
    best, tops = counted["best"].astype(float), counted[["best", "high"]].astype(float).max(axis=1)
    at = best.idxmax()
    tell = _speaker(frame, counted, language)
    ranged = bool(counted["high"].notna().any())
    write(ax, (0, 1), tell("axis" if ranged else "axis_best"), "note", dx=theme.MARGIN - left, dy=0.30, at="axes")
    if tops[at] == tops.max():
        write(ax, (int(counted.at[at, "year"]), tops[at]), tell("peak"), "strong", dy=0.07, ha="center")
    strip = page.axes(left, strip_at, width, 0.15)
    coverage_strip(frame, strip, language)
    signs = [sign for coverage, sign in SIGNS.items() if coverage in {*frame["coverage"], "not_covered"}]
    if counted["counted_from"].notna().any():
        signs.insert(1, "part")
    key(page, signs, language, tell("strip"), strip_at - 0.12)
    kept = ["year", "low", "best", "high", "coverage", "counted_from"]
    said = {"title": title, "source": source} | {part: tell(part) for part in ("caption", "alt", "description")}
    return ConflictFigure("own_years", language, **said, values=frame[kept], mpl=page.figure)


def _speaker(frame, counted, language):
    """Return a function that gives a message of the page, filled in from the data."""
    most = counted.loc[counted["best"].astype(float).idxmax()]
    kinds = [(sign, int((frame["coverage"] == coverage).sum())) for coverage, sign in SIGNS.items()]
    lacking = [f"{say(f'key.{sign}', language)}: {n}" for sign, n in kinds[1:] if n]
    known = {
        "first": str(frame["year"].min()),
        "last": str(frame["year"].max()),
        "counted": len(counted),
        "without": len(frame) - len(counted),
        "most": int(most["best"]),
        "most_year": str(most["year"]),
        "kinds": "; ".join(lacking) or say("years_page.no_gap", language),
    }
    return lambda part: say(f"years_page.{part}", language, **known)
