"""What each figure of the package is called, what it says and what it shows: data and words onto a page."""

from functools import lru_cache

import pandas as pd

from .. import csto, record, tolls
from ..texts import day, say, span
from . import alliance, casualties, theme
from .figure import ConflictFigure
from .theme import Page, write

BOUNDS = ["comparator", "low", "best", "high"]


def article_tolls():
    """Return the four tolls of the article from small to large, with the days that their fighting lasted.

    The 99 is our sum of two printed figures; the war of 2020 has its 44 days, not the whole autumn that is printed.
    """
    return _article_tolls().copy()


@lru_cache
def _article_tolls():
    printed = [tolls.toll("C31"), tolls.add("C03", "C04"), tolls.toll("C34"), tolls.toll("C36")]
    columns = (*BOUNDS, "start", "end", "status")
    rows = [{"records": "+".join(t.records)} | {c: getattr(t, c) for c in columns} for t in printed]
    frame = pd.DataFrame(rows).astype({"low": "Float64", "best": "Float64", "high": "Float64"})
    frame = frame.assign(start=pd.to_datetime(frame["start"]), end=pd.to_datetime(frame["end"]))
    fighting = record.periods().set_index(["claim_id", "reading"]).loc[("C34", "fighting")]
    frame.loc[frame["records"] == "C34", ["start", "end"]] = [fighting["start"], fighting["end"]]
    return frame


@lru_cache
def _words(language):
    """Return the article's figures in words and numbers, for titles, captions, alt texts and source lines."""
    week, one_day, war, decades = article_tolls().to_dict("records")
    named = {"t31": "C31", "t34": "C34", "t36": "C36", "arm": "C03", "aze": "C04"}
    text = {name: tolls.toll(claim).words(language) for name, claim in named.items()}
    text["t99"] = tolls.add("C03", "C04").words(language)
    text |= {"n99": int(one_day["best"]), "n34": int(war["best"]), "n36": int(decades["best"])}
    text["low"], text["high"] = tolls.toll("C36").rounding()
    text["r34"], text["r34o"] = (rate.words(language) for rate in tolls.per_day("C34"))
    text["r36"], text["r36o"] = (rate.words(language) for rate in tolls.per_day("C36"))
    first_war = record.periods().query("claim_id == 'C36' and reading == 'agencies'").iloc[0]
    return text | {
        "days": tolls.per_day("C34")[1].days,
        "day": day(one_day["start"], language),
        "week": span(week["start"], week["end"], language),
        "start": day(war["start"], language),
        "end": day(war["end"], language),
        "first_war": span(first_war["start"], first_war["end"], language),
        "year": str(war["start"].year),
        "since": str(decades["start"].year),
    }


def _speaker(slug, language, words):
    """Return a function that gives a message of a figure, with the figure's words filled in."""
    return lambda part, **more: say(f"{slug}.{part}", language, **words | more)


def _page(height, tell):
    return Page(height, tell("title"), tell("subtitle"), tell("source"))


def _figure(slug, language, tell, page, values):
    said = (tell(part) for part in ("title", "caption", "alt", "source"))
    return ConflictFigure(slug, language, *said, values, page.figure)


def _days(frame):
    """Write the days of a frame as text, for the values of a figure."""
    return frame.assign(start=frame["start"].dt.strftime("%Y-%m-%d"), end=frame["end"].dt.strftime("%Y-%m-%d"))


def deaths_by_year(language="en"):
    """UCDP's deaths per year, what each year is, and the time that the article's tolls cover."""
    years, four = record.yearly(), article_tolls()
    counted = years[years["coverage"] == "counted"].set_index("year")
    first_war, kinds = counted.loc[1992:1994], years["coverage"].value_counts()
    others = record.references().set_index("reference_id")
    total, war1, war2 = counted["best"].sum(), first_war["best"].sum(), counted.at[2020, "best"]
    words = _words(language) | {
        "share": int(10 * (war1 + war2) // total),
        "total": int(total),
        "war": "1992–94",
        "war1": int(war1),
        "war2": int(war2),
        "low": int(others.at["hrw-1994", "best"]),
        "cow": int(others.at["cow-1991-1994", "best"]),
        "high": int(others.at["reuters-2020-30000", "best"]),
        "prio_low": int(others.at["prio-193-1992-1994", "low"]),
        "prio_high": int(others.at["prio-193-1992-1994", "high"]),
        "release": counted.at[2020, "release"],
        "active": years["release"].iloc[-1],
        "end": str(years["year"].iloc[-1]),
        "counted_years": int(kinds["counted"]),
        "below": int(kinds["below_threshold"]),
        "elsewhere": int(kinds["coded_elsewhere"]),
        "y2022": int(counted.at[2022, "best"]),
        "y2023": int(counted.at[2023, "best"]),
    }
    tell = _speaker("deaths_by_year", language, words)
    page = _page(7.55, tell)
    left, width = 0.82, theme.WIDTH - 0.82 - theme.MARGIN
    spans_at, spans_high = page.bottom + 0.02, 1.46
    strip_at = spans_at + spans_high + 0.96
    chart_at = strip_at + 0.50
    ax = page.axes(left, chart_at, width, page.top - chart_at - 0.26)
    casualties.deaths_by_year(years, ax, language)
    at_edge = {"dx": theme.MARGIN - left, "xycoords": "axes fraction"}
    write(ax, (0, 1), tell("axis"), "note", dy=0.13, **at_edge)
    _year_labels(ax, counted, first_war, years, tell)
    strip = page.axes(left, strip_at, width, 0.15)
    casualties.coverage_strip(years, strip, language)
    casualties.coverage_key(strip, theme.MARGIN - left, language)
    below = page.axes(left, spans_at, width, spans_high)
    below.set_xlim(ax.get_xlim())
    labels = [tell("week", span=words["week"]), tell("day"), tell("autumn"), tell("since", year=words["since"])]
    frame = four.assign(label=labels).iloc[[3, 2, 0, 1]]
    casualties.spans(frame, below, language)
    write(below, (0, 1), tell("spans"), "note", dy=0.07, **at_edge)
    values = [years.assign(series="UCDP 388"), _days(frame.drop(columns=["status", "label"])).assign(series="article")]
    columns = ["series", "year", "records", *BOUNDS, "coverage", "start", "end", "release"]
    values = pd.concat(values, ignore_index=True)[columns]
    return _figure("deaths_by_year", language, tell, page, values)


def _year_labels(ax, counted, first_war, years, tell):
    def bounds(rows):
        return {c: int(rows[c].sum()) for c in ("low", "best", "high")}

    beside = {"dx": 0.02, "xycoords": ("data", "axes fraction"), "patch": True}
    write(ax, (1995, 1), tell("first_war", **bounds(first_war)), "value", dy=-1.14, **beside)
    write(ax, (1995, 1), tell("range", **bounds(first_war)), "note", dy=-1.32, **beside)
    write(ax, (1995, 1), tell("others"), "note", dy=-1.53, **beside)
    war, at = counted.loc[[2020]], (2020, counted.at[2020, "best"])
    write(ax, at, tell("year", **bounds(war), year="2020"), "value", dx=-0.12, dy=0.03, ha="right")
    write(ax, at, tell("range", **bounds(war)), "note", dx=-0.12, dy=-0.15, ha="right")
    text = tell("year", **bounds(counted.loc[[2016]]), year="2016")
    write(ax, (2016, counted.at[2016, "high"]), text, "note", dy=0.10, ha="center")
    text = "\n".join(tell("year", **bounds(counted.loc[[year]]), year=str(year)) for year in (2022, 2023))
    write(ax, (1, 0), text, "note", dy=0.62, ha="right", xycoords="axes fraction", patch=True)
    part = years[years["counted_from"].notna()].iloc[0]
    text = tell("part", year=str(part["year"]), best=int(part["best"]), day=pd.Timestamp(part["counted_from"]).day)
    write(ax, (part["year"], part["best"]), text, "note", dx=0.03, dy=0.58, ha="right", patch=True)
    ax.plot([part["year"]] * 2, [part["best"] + 130, 900], color=theme.NOTE, lw=0.8)
    quiet = counted.loc[1995:2019]
    text = tell("quiet", counted=len(quiet), all=25, first="1995", last="2019", threshold=25, **bounds(quiet))
    write(ax, (1997, 0), text, "note", dy=0.42, patch=True)


def one_scale(language="en"):
    """The four tolls as blocks of one mark a person."""
    four, words = article_tolls(), _words(language)
    tell = _speaker("one_scale", language, words)
    week = span(four["start"][0], four["end"][0], language, year=False)
    labels = [tell("week", span=week, year=str(four["end"][0].year)), tell("day"), tell("autumn")]
    labels.append(tell("since", year=words["since"]))
    frame = four.assign(label=labels, may_include=[None, None, None, 2], question=tell("question"))
    page = _page(5.85, tell)
    baseline = round((page.bottom + 0.80) * theme.DPI) / theme.DPI
    ax = page.axes(theme.MARGIN, baseline, theme.WIDTH - 2 * theme.MARGIN, page.top - baseline - 0.05)
    casualties.one_scale(frame, ax, language)
    (floor_x, _, _, floor_top), (big_x, _, _, big_top) = (image.get_extent() for image in ax.images[2:])
    wide = (big_x - floor_x) * casualties.PITCH - 0.1
    lines = len(theme.wrap(tell("floor"), "note", wide))
    write(ax, (floor_x, floor_top), tell("floor"), "note", dy=0.10 + (lines - 1) * theme.leading("note"), width=wide)
    note = tell("rounding", about=casualties.capital(words["t36"]), n=words["n34"])
    write(ax, (big_x, big_top), note, "note", dx=-0.75, dy=-0.05, width=2.05, ha="right")
    return _figure("one_scale", language, tell, page, _days(four))


def toll_and_clock(language="en"):
    """The four tolls against the length of the period, as printed and as other sources read it."""
    words, four = _words(language), article_tolls()
    words = words | {"r34_first": casualties.capital(words["r34"])}
    tell = _speaker("toll_and_clock", language, words)
    days = record.periods().set_index(["claim_id", "reading"])["days"]
    rows = [  # toll, days, reading, average per day, label and its place: dx, dy in inches, alignment
        ("C31", days["C31", "printed"], "printed", None, tell("week"), 0.15, 0.03, "left"),
        ("C03+C04", days["C03", "printed"], "printed", None, tell("day"), 0.17, -0.06, "left"),
        ("C34", days["C34", "printed"], "printed", words["r34"], tell("printed34"), -0.08, -0.33, "left"),
        ("C34", days["C34", "fighting"], "other", words["r34o"], tell("other34"), -0.18, 0.12, "right"),
        ("C36", days["C36", "printed"], "printed", words["r36"], tell("printed36"), 0.10, 0.42, "right"),
        ("C36", days["C36", "agencies"], "other", words["r36o"], tell("other36"), 0, -0.23, "center"),
    ]
    frame = pd.DataFrame(rows, columns=["toll", "days", "reading", "average_per_day", "label", "dx", "dy", "ha"])
    frame = frame.join(four.set_index("records")[BOUNDS], on="toll")
    page = _page(6.85, tell)
    left, bottom = 0.98, page.bottom + 0.52
    ax = page.axes(left, bottom, 5.92, page.top - bottom - 0.52)
    casualties.toll_and_clock(frame, ax, language)
    casualties.clock_key(ax, theme.MARGIN - left, 0.42, language)
    write(ax, (0, 1), tell("axis"), "axis", dx=theme.MARGIN - left, dy=0.10, xycoords="axes fraction")
    write(ax, (1, 0), tell("clock"), "axis", dy=-0.42, ha="right", xycoords="axes fraction")
    values = frame[["toll", *BOUNDS, "days", "reading", "average_per_day"]]
    return _figure("toll_and_clock", language, tell, page, values)


def csto_membership(language="en"):
    """Who had signed, was a party, was a member, was suspended, from 1992 to the article's day."""
    spells, published = csto.membership(), pd.Timestamp(record.reference_day())
    clashes = record.events().set_index("event_id").at["D22", "start"]
    members = csto.members_on(clashes)
    actors = record.actors().set_index("actor_id")[f"name_{language}"]
    states = sorted(spells["actor"].unique(), key=lambda actor: actors[actor])
    start = {(row.actor, row.status): row.start for row in spells.itertuples()}
    term_end = spells.query("actor == 'AZE' and status == 'party'")["end"].iloc[0]
    charter, in_force = start["ARM", "member"], start["ARM", "party"]
    renewal = record.acts().query("act == 'extension_signature' and actor == 'ARM'")["start"].iloc[0]
    named = {"day": clashes, "end": term_end, "charter": charter, "inforce": in_force, "renewal": renewal,
             "published": published, "back": start["UZB", "member"], "note": start["UZB", "suspended"]}  # fmt: skip
    words = {name: day(when, language) for name, when in named.items()}
    tell = _speaker("csto_membership", language, words | {"year": str(term_end.year), "n": len(members)})
    page = _page(6.25, tell)
    left, bottom = 1.58, page.bottom + 0.62
    ax = page.axes(left, bottom, theme.WIDTH - left - theme.MARGIN - 0.05, page.top - bottom - 0.80)
    ax.set_xlim(alliance.day_number(pd.Timestamp("1992-01-01")), alliance.day_number(published) + 40)
    groups = {tell("members"): members, tell("others"): set(states) - set(members)}
    groups = {heading: [state for state in states if state in group] for heading, group in groups.items()}
    notes = {(state, term_end): tell("not_renewed") for state in ("AZE", "GEO", "UZB")}
    shown = {"until": published, "highlight": ("ARM", "AZE"), "notes": notes, "language": language}
    alliance.membership_spells(spells, actors, groups, ax, **shown)
    for when, name, ha in ((in_force, "in_force", "right"), (term_end, "term", "right"), (charter, "charter", "left")):
        lines = [(line, "note") for line in [*tell(name).split("\n"), day(when, language)]]
        alliance.event_line(ax, when, lines, ha=ha)
    alliance.event_line(ax, clashes, [(tell("clashes"), "strong"), (words["day"], "note")], ha="right", strong=True)
    alliance.year_ticks(ax, 1992, published.year)
    georgia = 0.30 * 2 + 0.10 + alliance.ROW * (len(states) - 2)
    write(ax, (start["UZB", "member"], georgia), tell("uzb"), "note", dy=0.10, patch=True)
    write(ax, (charter, 0.30), tell("bar"), "strong", dx=0.9, dy=-0.05, color=theme.PAPER)
    alliance.key(ax, ax.get_ylim()[0] + 0.46, ("signed", "party", "member", "suspended", "uncertain"), language)
    columns = ["actor", "status", "start", "end", "uncertain_until"]
    values = spells[columns].assign(**{c: spells[c].dt.strftime("%Y-%m-%d") for c in columns[2:]})
    return _figure("csto_membership", language, tell, page, values)


PAGES = {page.__name__: page for page in (deaths_by_year, one_scale, toll_and_clock, csto_membership)}
