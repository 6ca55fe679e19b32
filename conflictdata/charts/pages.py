"""What each figure of the package is called, what it says and what it shows: data and words onto a page."""

from functools import lru_cache

import pandas as pd

from .. import csto, record, tolls
from ..texts import day, say, span
from . import alliance, casualties, theme
from .figure import ConflictFigure
from .theme import Page, write


def article_tolls():
    """Return the four tolls of the article from small to large, with the days that their fighting lasted.

    The 99 is our sum of two printed figures; the war of 2020 has its 44 days, not the whole autumn that is printed.
    """
    return _article_tolls().copy()


@lru_cache
def _article_tolls():
    printed = [tolls.toll("C31"), tolls.add("C03", "C04"), tolls.toll("C34"), tolls.toll("C36")]
    columns = ("comparator", "low", "best", "high", "start", "end", "status")
    rows = [{"records": "+".join(t.records)} | {c: getattr(t, c) for c in columns} for t in printed]
    frame = pd.DataFrame(rows).astype({"low": "Float64", "best": "Float64", "high": "Float64"})
    frame = frame.assign(start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]))
    fighting = record.periods().set_index(["claim_id", "reading"]).loc[("C34", "fighting")]
    frame.loc[frame["records"] == "C34", ["start", "end"]] = [fighting["start"], fighting["end"]]
    return frame


@lru_cache
def _words(language):
    """Return the article's figures in words and numbers, for titles, captions, alt texts and source lines."""
    four = article_tolls()
    text = {}
    for name, thing in {"t31": "C31", "t34": "C34", "t36": "C36", "arm": "C03", "aze": "C04"}.items():
        text[name] = tolls.toll(thing).words(language)
    total = tolls.add("C03", "C04")
    low, high = tolls.toll("C36").rounding()
    r34, r34o = (rate.words(language) for rate in tolls.per_day("C34", language))
    r36, r36o = (rate.words(language) for rate in tolls.per_day("C36", language))
    six_months, fighting = record.periods().query("claim_id == 'C34'").to_dict("records")
    text |= {"t99": total.words(language), "n99": total.n, "n34": int(four["best"][2]), "n36": int(four["best"][3])}
    text |= {"low": low, "high": high, "r34": r34, "r34o": r34o, "r36": r36, "r36o": r36o}
    text |= {"days": fighting["days"], "d34": six_months["days"], "day": day(four["start"][1], language)}
    text |= {"start": day(fighting["start"], language), "end": day(fighting["end"], language)}
    text |= {"week": span(four["start"][0], four["end"][0], language)}
    return text


def _page(slug, height, language, words):
    title, subtitle, source = (say(f"{slug}.{part}", language, **words) for part in ("title", "subtitle", "source"))
    return Page(height, title, subtitle, source)


def _figure(slug, language, words, page, values):
    title, caption, alt, source = (say(f"{slug}.{p}", language, **words) for p in ("title", "caption", "alt", "source"))
    return ConflictFigure(slug, language, title, caption, alt, source, values, page.figure)


def deaths_by_year(language="en"):
    """UCDP's deaths per year, what each year is, and the time that the article's tolls cover."""
    slug, years, four = "deaths_by_year", record.yearly(), article_tolls()
    counted = years[years["coverage"] == "counted"]
    first_war = counted.query("1992 <= year <= 1994")
    by_year = counted.set_index("year")
    total, war1, war2 = (int(n) for n in (counted["best"].sum(), first_war["best"].sum(), by_year.at[2020, "best"]))
    kinds = years["coverage"].value_counts()
    words = _words(language) | {
        "share": 10 * (war1 + war2) // total,
        "total": total,
        "war1": war1,
        "war2": war2,
        "war": "1992–94",
        "release": by_year.at[2020, "release"],
        "end": str(years["year"].iloc[-1]),
        "active": years["release"].iloc[-1],
        "counted_years": int(kinds["counted"]),
        "below": int(kinds["below_threshold"]),
        "elsewhere": int(kinds["coded_elsewhere"]),
        "y2022": int(by_year.at[2022, "best"]),
        "y2023": int(by_year.at[2023, "best"]),
    }
    page = _page(slug, 7.35, language, words)
    left, width = 0.82, theme.WIDTH - 0.82 - theme.MARGIN
    spans_at, spans_high = page.bottom + 0.02, 1.50
    strip_at = spans_at + spans_high + 0.80
    chart_at = strip_at + 0.50
    ax = page.axes(left, chart_at, width, page.top - chart_at - 0.26)
    casualties.deaths_by_year(years, ax, language)
    write(ax, (0, 1), say(f"{slug}.axis", language), "note", dx=theme.MARGIN - left, dy=0.13, xycoords="axes fraction")
    _year_labels(ax, by_year, first_war, years, language)
    strip = page.axes(left, strip_at, width, 0.15)
    casualties.coverage_strip(years, strip, language)
    for year in (1990, 1995, 2000, 2005, 2010, 2015, 2020):
        write(strip, (year, 1), str(year), "axis", dy=0.07, ha="center")
    _coverage_key(strip, left, language)
    below = page.axes(left, spans_at, width, spans_high)
    below.set_xlim(ax.get_xlim())
    labels = [
        ("week", {"span": span(four["start"][0], four["end"][0], language)}),
        ("day", {"day": day(four["start"][1], language)}),
        ("autumn", words),
        ("since", {"year": str(four["start"][3].year)}),
    ]
    frame = four.assign(label=[say(f"{slug}.{key}", language, **values) for key, values in labels])
    frame = frame.iloc[[3, 2, 0, 1]]
    casualties.spans(frame, below, language)
    write(
        below, (0, 1), say(f"{slug}.spans", language), "note", dx=theme.MARGIN - left, dy=0.07, xycoords="axes fraction"
    )
    values = pd.concat(
        [
            years[["year", "low", "best", "high", "coverage", "release"]].assign(series="UCDP 388"),
            frame[["records", "comparator", "low", "best", "high"]].assign(
                series="article", start=frame["start"].dt.strftime("%Y-%m-%d"), end=frame["end"].dt.strftime("%Y-%m-%d")
            ),
        ],
        ignore_index=True,
    )
    columns = ["series", "year", "records", "comparator", "low", "best", "high", "coverage", "start", "end", "release"]
    return _figure(slug, language, words, page, values[columns])


def _year_labels(ax, by_year, first_war, years, language):
    slug = "deaths_by_year"
    low, best, high = (int(first_war[c].sum()) for c in ("low", "best", "high"))
    write(
        ax,
        (1995, 1),
        say(f"{slug}.first_war", language, war="1992–94", best=best),
        "value",
        dx=0.02,
        dy=-1.42,
        xycoords=("data", "axes fraction"),
    )
    write(
        ax,
        (1995, 1),
        say(f"{slug}.range", language, low=low, high=high),
        "note",
        dx=0.02,
        dy=-1.60,
        xycoords=("data", "axes fraction"),
    )
    for year, ha, dx, dy in ((2020, "right", -0.12, 0.03),):
        row = by_year.loc[year]
        text = say(f"{slug}.year", language, year=str(year), best=int(row["best"]))
        write(ax, (year, row["best"]), text, "value", dx=dx, dy=dy, ha=ha)
        text = say(f"{slug}.range", language, low=int(row["low"]), high=int(row["high"]))
        write(ax, (year, row["best"]), text, "note", dx=dx, dy=dy - 0.18, ha=ha)
    text = say(f"{slug}.year", language, year="2016", best=int(by_year.at[2016, "best"]))
    write(ax, (2016, by_year.at[2016, "high"]), text, "note", dy=0.10, ha="center")
    for line, year in enumerate((2022, 2023)):
        text = say(f"{slug}.year", language, year=str(year), best=int(by_year.at[year, "best"]))
        write(
            ax,
            (1, 0),
            text,
            "note",
            dy=0.62 - line * theme.leading("note"),
            ha="right",
            xycoords="axes fraction",
            patch=True,
        )
    part = years[years["counted_from"].notna()].iloc[0]
    start = pd.Timestamp(part["counted_from"]).day
    text = say(f"{slug}.part", language, year=str(part["year"]), best=int(part["best"]), day=start)
    write(ax, (part["year"], part["best"]), text, "note", dx=0.03, dy=0.58, ha="right", patch=True)
    ax.plot([part["year"]] * 2, [part["best"] + 130, 900], color=theme.NOTE, lw=0.8)
    quiet = by_year.query("1995 <= year <= 2019")
    text = say(
        f"{slug}.quiet",
        language,
        counted=len(quiet),
        all=25,
        first="1995",
        last="2019",
        threshold=25,
        best=int(quiet["best"].sum()),
    )
    write(ax, (1997, 0), text, "note", dy=0.42, patch=True)


def _coverage_key(ax, left, language):
    write(
        ax,
        (0, 0),
        say("deaths_by_year.strip", language),
        "note",
        dx=theme.MARGIN - left,
        dy=-0.27,
        xycoords="axes fraction",
    )
    inch = (ax.get_xlim()[1] - ax.get_xlim()[0]) / theme.size_inches(ax)[0]
    x = (
        ax.get_xlim()[0]
        + (theme.text_width(say("deaths_by_year.strip", language), "note") + 0.2 - left + theme.MARGIN) * inch
    )
    for coverage in ("counted", "below_threshold", "coded_elsewhere", "not_covered"):
        cell = casualties.coverage_cell(ax, x, 1, coverage, 0.17 * inch)
        cell.set_y(-1.85)
        cell.set_height(0.85)
        text = say(f"coverage.{coverage}", language)
        write(ax, (x + 0.23 * inch, 0), text, "note", dy=-0.27, color=theme.TEXT)
        x += (0.23 + theme.text_width(text, "note") + 0.13) * inch


def one_scale(language="en"):
    """The four tolls as blocks of one mark a person."""
    slug, four, words = "one_scale", article_tolls(), _words(language)
    words = words | {"year": str(four["start"][2].year)}
    labels = [
        say(f"{slug}.week", language, span=span(four["start"][0], four["end"][0], language, year=False)),
        say(f"{slug}.day", language, day=words["day"]),
        say(f"{slug}.autumn", language, **words),
        say(f"{slug}.since", language, year=str(four["start"][3].year)),
    ]
    frame = four.assign(
        label=labels, may_include=[None, None, None, 2], question=say(f"{slug}.question", language, **words)
    )
    page = _page(slug, 5.75, language, words)
    baseline = round((page.bottom + 0.66) * theme.DPI) / theme.DPI
    left, right = theme.MARGIN, theme.MARGIN
    ax = page.axes(left, baseline, theme.WIDTH - left - right, page.top - baseline - 0.05)
    casualties.one_scale(frame, ax, language)
    images = [image.get_extent() for image in ax.images]
    (floor_x, _, _, floor_top), (big_x, _, _, big_top) = images[2], images[3]
    write(
        ax,
        (floor_x, floor_top),
        say(f"{slug}.floor", language),
        "note",
        dy=0.52,
        width=(big_x - floor_x) * casualties.PITCH - 0.1,
    )
    note = say(
        f"{slug}.rounding",
        language,
        about=words["t36"].capitalize(),
        low=words["low"],
        high=words["high"],
        n=words["n34"],
        year=words["year"],
    )
    write(ax, (big_x, big_top), note, "note", dx=-0.75, dy=-0.05, width=2.05, ha="right")
    values = four.assign(start=four["start"].dt.strftime("%Y-%m-%d"), end=four["end"].dt.strftime("%Y-%m-%d"))
    return _figure(slug, language, words, page, values)


def toll_and_clock(language="en"):
    """The four tolls against the length of the period, as printed and as other sources read it."""
    slug, words, four = "toll_and_clock", _words(language), article_tolls()
    words = words | {"first": "1988", "last": "94"}
    periods = record.periods().set_index(["claim_id", "reading"])["days"]
    printed34, other34 = tolls.per_day("C34")
    printed36, other36 = tolls.per_day("C36")
    place = {
        "C31": ("C31", periods["C31", "printed"], "printed", say(f"{slug}.week", language), 0.15, 0.02, "left"),
        "C03": (
            "C03+C04",
            periods["C03", "printed"],
            "printed",
            say(f"{slug}.day", language, day=words["day"]),
            0.17,
            -0.06,
            "left",
        ),
        "C34": (
            "C34",
            periods["C34", "printed"],
            "printed",
            say(f"{slug}.printed34", language, rate=printed34.words(language)),
            -0.90,
            -0.32,
            "left",
        ),
        "C34o": (
            "C34",
            periods["C34", "fighting"],
            "other",
            say(f"{slug}.other34", language, days=other34.days, rate=other34.words(language)),
            -0.18,
            0.12,
            "right",
        ),
        "C36": (
            "C36",
            periods["C36", "printed"],
            "printed",
            say(f"{slug}.printed36", language, rate=printed36.words(language)),
            0.10,
            0.40,
            "right",
        ),
        "C36o": (
            "C36",
            periods["C36", "agencies"],
            "other",
            say(f"{slug}.other36", language, n=words["n36"], rate=other36.words(language)),
            1.23,
            -0.33,
            "right",
        ),
    }
    rows = pd.DataFrame(
        [dict(zip(("toll", "days", "reading", "label", "dx", "dy", "ha"), row, strict=True)) for row in place.values()]
    )
    cells = four.set_index("records")[["comparator", "low", "best", "high"]]
    frame = rows.join(cells, on="toll")
    page = _page(slug, 6.55, language, words)
    bottom = page.bottom + 0.52
    ax = page.axes(0.98, bottom, 5.92, page.top - bottom - 0.30)
    casualties.toll_and_clock(frame, ax, language)
    write(ax, (0, 1), say(f"{slug}.axis", language), "axis", dx=theme.MARGIN - 0.98, dy=0.10, xycoords="axes fraction")
    write(ax, (1, 0), say(f"{slug}.clock", language), "axis", dy=-0.42, ha="right", xycoords="axes fraction")
    values = frame[["toll", "comparator", "low", "best", "high", "days", "reading"]]
    rates = {"C34": (printed34, other34), "C36": (printed36, other36)}
    values = values.assign(
        average_per_day=[
            rates[t][r != "printed"].words(language) if t in rates else None
            for t, r in zip(values["toll"], values["reading"], strict=True)
        ]
    )
    return _figure(slug, language, words, page, values)


def csto_membership(language="en"):
    """Who had signed, was a party, was a member, was suspended, from 1992 to the article's day."""
    slug, spells, published = "csto_membership", csto.membership(), pd.Timestamp(record.reference_day())
    clashes = record.events().set_index("event_id").at["D22", "start"]
    members = csto.members_on(clashes)
    actors = record.actors().set_index("actor_id")[f"name_{language}"]
    states = sorted(spells["actor"].unique(), key=lambda actor: actors[actor])
    start = {(row.actor, row.status): row.start for row in spells.itertuples()}
    end = spells[(spells["actor"] == "AZE") & (spells["status"] == "party")].iloc[0]["end"]
    charter, in_force = start["ARM", "member"], start["ARM", "party"]
    renewal = record.acts().query("act == 'extension_signature' and actor == 'ARM'")["start"].iloc[0]
    words = {
        "day": day(clashes, language),
        "year": str(end.year),
        "n": len(members),
        "end": day(end, language),
        "charter": day(charter, language),
        "inforce": day(in_force, language),
        "renewal": day(renewal, language),
        "uzb": day(start["UZB", "suspended"], language),
    }
    page = _page(slug, 6.25, language, words)
    left, bottom = 1.58, page.bottom + 0.62
    ax = page.axes(left, bottom, theme.WIDTH - left - theme.MARGIN - 0.05, page.top - bottom - 0.80)
    ax.set_xlim(alliance.day_number(pd.Timestamp("1992-01-01")), alliance.day_number(published) + 40)
    groups = {
        say(f"{slug}.members", language, **words): [s for s in states if s in members],
        say(f"{slug}.others", language, **words): [s for s in states if s not in members],
    }
    not_renewed = say(f"{slug}.not_renewed", language)
    notes = {(state, end): not_renewed for state in ("AZE", "GEO", "UZB")}
    alliance.membership_spells(
        spells, actors, groups, ax, until=published, highlight=("ARM", "AZE"), notes=notes, language=language
    )
    for when, name, ha in ((in_force, "in_force", "right"), (end, "term", "right"), (charter, "charter", "left")):
        lines = [(line, "note") for line in say(f"{slug}.{name}", language).split("\n")]
        alliance.event_line(ax, when, [*lines, (day(when, language), "note")], ha=ha)
    alliance.event_line(
        ax, clashes, [(say(f"{slug}.clashes", language), "strong"), (words["day"], "note")], ha="right", strong=True
    )
    _years(ax)
    uzb = say(
        f"{slug}.uzb",
        language,
        start=day(start["UZB", "member"], language),
        end=day(start["UZB", "suspended"], language),
    )
    georgia = 0.30 * 2 + 0.10 + alliance.ROW * (len(states) - 2)
    write(ax, (start["UZB", "member"], georgia), uzb, "note", dy=0.10, patch=True)
    bar = say(f"{slug}.bar", language)
    write(ax, (charter, 0.30), bar, "strong", dx=0.9, dy=-0.05, color=theme.PAPER)
    alliance.key(ax, ax.get_ylim()[0] + 0.46, ("signed", "party", "member", "suspended", "uncertain"), language)
    columns = ["actor", "status", "start", "end", "uncertain_until"]
    values = spells[columns].assign(**{c: spells[c].dt.strftime("%Y-%m-%d") for c in columns[2:]})
    return _figure(slug, language, words, page, values)


def _years(ax):
    low = ax.get_ylim()[0]
    ax.plot(ax.get_xlim(), [low, low], color=theme.TEXT, lw=0.9, clip_on=False)
    for year in range(1992, 2023):
        x = alliance.day_number(pd.Timestamp(year=year, month=1, day=1))
        long = year % 5 == 0
        ax.plot(
            [x, x], [low, low + (0.06 if long else 0.035)], color=theme.TEXT, lw=0.9 if long else 0.6, clip_on=False
        )
        if long:
            write(ax, (x, low), str(year), "axis", dy=-0.22, ha="center")


PAGES = {page.__name__: page for page in (deaths_by_year, one_scale, toll_and_clock, csto_membership)}
