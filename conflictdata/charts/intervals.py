"""What several sources count of one matter, a row each, on one linear scale from zero."""

import pandas as pd

from ..certainty import BOUNDS, FLOORS
from ..edtf import bounds
from ..i18n import dated, day, number, say, span
from . import theme
from .marks import TOLL_COLUMNS, capital, key, mark, stated, tolls_of
from .pages import PageSpeaker, article_tolls, figure, names, sheet
from .theme import write

READINGS = ("printed", "our_sum", "reference", "second_hand")
ARTICLE = READINGS[:2]  # what an article prints, and what we add up of it
COLUMNS = (1.30, 2.04, 1.52)  # inches: what is counted, who says so; and the number, right of the scale
ROW, GAP, PAD = 0.215, 0.11, 0.12  # inches: a row of one line, between two groups, between two columns
LOOSE = 0.06  # inches below a row of several lines
FIRST = 0.155  # inches from the top of a row to its first baseline
ARROW = 0.40  # inches from the middle of a point to the end of its arrow
KEY = 0.53  # inches of a key of two rows and the gap below it
AGENCIES = ["lusa-2020-30000", "pap-2020-30000", "reuters-2020-30000", "times-2020-30000"]  # one number, not four
VALUES = ["figure", "reading", "measure", *TOLL_COLUMNS, "period", "as_of", "claimant"]


def interval_table(frame, ax=None, language="en", columns=COLUMNS):
    """Draw what several sources count, a row each, with low, best and high on one linear scale from zero.

    Left stand what is counted, said once for the rows that share it, and who says so; right stands the number with its
    certainty. What an article prints is a round point in bold words, from which a dotted line leads down along the rows
    beside it; our sum of what it prints is round too, and its words are not bold. What others count is a diamond,
    hollow where it is known at second hand only. An estimate has a thin line from low to high; a range without a best
    number is an open band.

    .. image:: ../../figures/en/first_war_by_source.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per figure, top to bottom: `comparator`, `low`, `best`, `high` (people), `counts` (what is counted) and
        `label` (who says so). Optional `note` (smaller, below the label), `reading` ("printed", "our_sum",
        "reference" or "second_hand"; "reference" without it) and `claim` (rows of one claim share its dotted line).
    ax : matplotlib.axes.Axes, optional
        The room of the scale; words need the inches of `columns` left and right of it, and 0.2 inches above.
    language : str
    columns : tuple of float
        Inches of what is counted and of who says so, left of the scale, and of the number, right of it.

    Returns
    -------
    matplotlib.axes.Axes
        Linear from 0; y is in inches below the top. Points have the gid "point-0", "point-1", …, ranges and bands
        "range-2", arrows "arrow-3", rings of "about" "about-4", the dotted line of a claim "claim-C36".

    Raises
    ------
    ValueError
        If a toll is impossible, a reading unknown, or the rows have no room.

    Examples
    --------
    >>> import pandas as pd
    >>> mine = {"comparator": ["exact"], "low": 9, "best": 9, "high": 9, "counts": "soldiers", "label": "the ministry"}
    >>> interval_table(pd.DataFrame(mine)).get_xscale()
    'linear'
    """
    tolls, rows = tolls_of(frame, "counts", "label"), list(frame.itertuples())
    readings = [_said(row, "reading") or "reference" for row in rows]
    if unknown := sorted(set(readings) - set(READINGS)):
        raise ValueError(f"unknown reading {', '.join(unknown)}: use {', '.join(READINGS)}")
    places, needed = _places(rows, tolls, columns, language)
    ax = _room(ax, needed, columns)
    width = theme.size_inches(ax)[0]
    _scale(ax, tolls, width, needed, language)
    ends = -sum(columns[:2]) / width, 1 + columns[2] / width
    for i, (row, toll, reading, place) in enumerate(zip(rows, tolls, readings, places, strict=True)):
        top, middle, opens = place
        if opens:
            if top:
                rule = {"color": theme.GRID, "lw": 0.8, "zorder": 0, "clip_on": False}
                ax.plot(ends, [top - GAP / 2] * 2, transform=ax.get_yaxis_transform(), **rule)
            where = {"dx": -sum(columns[:2]), "dy": -FIRST, "at": "y", "width": columns[0] - PAD}
            write(ax, (0, top), row.counts, "note", **where)
        down = FIRST
        for text, role in _words(row, reading):
            where = {"dx": -columns[1], "dy": -down, "at": "y", "width": columns[1] - PAD}
            down += theme.leading(role) * len(write(ax, (0, top), text, role, **where))
        look = {"size": 9.5} if reading in ARTICLE else {"shape": "D", "size": 7.5}
        mark(ax, toll.n, middle, toll, printed=reading != "second_hand", upwards=False, gid=i, **look)
        for text, role, across, down in _number(toll, reading, language, columns[2]):
            write(ax, (1, middle), text, role, dx=PAD + across, dy=-0.05 - down, at="y")
    _claims(ax, rows, tolls, readings, places)
    return ax


def rows_high(frame, columns=COLUMNS, language="en"):
    """Return how many inches the rows of a frame take in `interval_table`."""
    return _places(list(frame.itertuples()), tolls_of(frame, "counts", "label"), columns, language)[1]


def _said(row, column):
    """Return what a row says in a column that it may lack, or None."""
    return stated(getattr(row, column, None))


def _weight(reading):
    """Return the role of words: only what an article prints is bold."""
    return "strong" if reading == "printed" else "label"


def _words(row, reading):
    """Return the words of a row, (text, role) each: who says so, and what else there is to know."""
    words = [(str(row.label), _weight(reading))]
    return words + ([(str(row.note), "note")] if _said(row, "note") else [])


def _places(rows, tolls, columns, language):
    """Return of each row its top, its middle, and whether it opens a group; and the inches that all rows take."""
    places, y, before, least = [], 0.0, None, 0.0
    for row, toll in zip(rows, tolls, strict=True):
        opens = row.counts != before
        if opens:
            y = max(y, least) + (GAP if places else 0)
            least = y + _high([(str(row.counts), "note")], columns[0])
        reading = _said(row, "reading")
        high = _high(_words(row, reading), columns[1])
        high = max(high, ROW + max(down for *_, down in _number(toll, reading, language, columns[2])))
        high += LOOSE * (high > ROW)
        places.append((y, y + ROW / 2, opens))
        y, before = y + high, row.counts
    return places, max(y, least)


def _high(words, width):
    """Return how many inches words take in a column; one line takes a row."""
    lines = [theme.leading(role) * len(theme.wrap(text, role, width - PAD)) for text, role in words]
    return ROW - theme.leading(words[0][1]) + sum(lines)


def _room(ax, needed, columns):
    """Return the Axes of the scale, new ones where none is given, if the rows have room in it."""
    if ax is None:
        left, wide = theme.MARGIN + sum(columns[:2]), max(theme.WIDTH, sum(columns) + 1.6 + 2 * theme.MARGIN)
        ax = theme.new_axes(None, wide, needed + 0.9, left=left, below=0.3, above=0.6)
        box = ax.get_position()
        ax.set_position((box.x0, box.y0, box.width - columns[2] / wide, box.height))
    width, height = theme.size_inches(theme.plain(ax))
    if needed > height + 1e-6 or width < 1:
        raise ValueError(f"these rows need axes 1 by {needed:.1f} inches; these are {width:.1f} by {height:.1f}")
    return ax


def _scale(ax, tolls, width, needed, language):
    """Set a scale from zero that holds every number and arrow, and name it above the rows."""
    reach = [(toll.high or toll.n, ARROW if toll.comparator in FLOORS else 0.07) for toll in tolls]
    top = max(n / (1 - beyond / width) for n, beyond in reach) or 1
    steps = [10**e * m // 10 for e in range(10) for m in (10, 20, 25, 50)]
    step = next(n for n in steps if theme.text_width(number(top // n * n, language), "axis") + 0.10 < n / top * width)
    if -(-top // step) * step <= 1.1 * top:  # end on a tick that is near
        top = -(-top // step) * step
    ticks = range(0, int(top) + 1, step)
    ax.set(xlim=(0, top), ylim=(theme.size_inches(ax)[1], 0))
    ax.vlines(ticks, 0, needed, color=[theme.GRID if n else theme.TEXT for n in ticks], lw=0.8, zorder=0, clip_on=False)
    for n in ticks:
        write(ax, (n, 0), number(n, language), "axis", dy=0.07, ha="center")


def _number(toll, reading, language, width):
    """Return the number of a toll and, beside or below it, its range or the lack of one: (text, role, right, down)."""
    if toll.comparator != "estimate" or toll.best is None:
        return [(capital(toll.words(language)), _weight(reading), 0, 0)]
    best, note = number(toll.best, language), say("intervals.no_range", language)
    if None not in (toll.low, toll.high):
        note = f"({number(toll.low, language)}–{number(toll.high, language)})"
    beside = theme.text_width(best + " ", _weight(reading))
    fits = PAD + beside + theme.text_width(note, "note") <= width
    return [(best, _weight(reading), 0, 0), (note, "note", *((beside, 0) if fits else (0, theme.leading("note"))))]


def _claims(ax, rows, tolls, readings, places):
    """Lead a dotted line from the article's number down along the rows that stand beside it."""
    for i, (row, toll, reading) in enumerate(zip(rows, tolls, readings, strict=True)):
        beside = [k for k, other in enumerate(rows) if k > i and _said(other, "claim") == _said(row, "claim")]
        if reading in ARTICLE and _said(row, "claim") and beside:
            ends = [places[i][1] + 0.09, places[beside[-1]][1] + 0.09]
            style = {"ls": (0, (1, 1.8)), "lw": 1.3, "color": theme.CONTEXT, "zorder": 2}
            ax.plot([toll.n] * 2, ends, gid=f"claim-{row.claim}", **style)


def _references():
    """Return the references by id, each with whether it is known at second hand only: itself, or a part of it."""
    from .. import record
    from ..comparing.grading import UNSEEN

    frame, sources = record.references().set_index("reference_id"), record.sources()
    unread = set(sources.loc[sources["seen"].isin(UNSEEN), "source_id"])

    def second_hand(reference_id):
        """Say whether the source of a reference, or of one it is made of, was not read."""
        row = frame.loc[reference_id]
        parts = [] if pd.isna(row["computed_from"]) else row["computed_from"].split(";")
        parts = [part for part in parts if part in frame.index]
        return row["source_id"] in unread if pd.notna(row["source_id"]) else any(map(second_hand, parts))

    readings = ["second_hand" if second_hand(each) else "reference" for each in frame.index]
    return frame.assign(reading=readings)


def _figures(spec, more):
    """Return the figures named by the first column, claims and references alike, with their numbers and their source.

    A claim is printed; "C03+C04" is our sum of two claims.
    """
    from .. import record

    frame = pd.DataFrame(spec, columns=["figure", *more])
    claims = article_tolls().set_index("records")
    claims = pd.concat([claims, record.casualties().set_index("claim_id").loc[["C03", "C04"]]])
    claims = claims[[*TOLL_COLUMNS]].assign(reading="printed", claimant="ARTICLE", measure="killed")
    claims.loc[claims.index.str.contains("+", regex=False), ["reading", "claimant"]] = ["our_sum", None]
    known = pd.concat(
        [claims, _references()[[*TOLL_COLUMNS, "reading", "claimant", "measure", "unit", "period", "as_of"]]]
    )
    return frame.join(known, on="figure").astype({column: "Int64" for column in BOUNDS})


def _plain_names(language):
    """Return the names of the actors, without the letters that stand for some of them."""
    return names(language).str.replace(r" \(.*\)$", "", regex=True)


def _agencies(language):
    """Return the names of the agencies and papers of one number of the first war, short where they have letters."""
    called = names(language).loc[_references().loc[AGENCIES, "claimant"]]
    short = called.str.extract(r"\(([A-Z]+)\)$")[0].fillna(called).str.replace(" ", "\u00a0")
    return ", ".join(sorted(short))


def _days(text, language, year=True):
    """Write the days of an EDTF text."""
    return span(*(pd.Timestamp(each) for each in bounds(text)[:2]), language, year)


def _years(row):
    """Write the years of a reference: 1991–94, 1991–2021."""
    first, last = row["start"].year, row["end"].year
    return f"{first}–{last % 100 if first // 100 == last // 100 else last}"


def _best(others, ids):
    """Return the best numbers of some references, by the names that the messages have for them."""
    return {name: int(others.at[reference_id, "best"]) for name, reference_id in ids.items()}


def claims_and_references_page(language="en"):
    """Each toll of the article with what others count on the same matter, by what is counted."""
    from .. import record

    others, claims = _references(), record.casualties().set_index("claim_id")
    actors = _plain_names(language)
    week, war = claims.loc["C31"], others.loc["icg-2020-military"]
    counts = {
        "soldiers": "arm-sept-2022-221-soldiers",
        "pointer": "aze-sept-2022-80",
        "all": "arm-sept-2022-224",
        "civilians": "arm-sept-2022-civilians-3",
        "both": "sept-2022-final-soldiers",
        "official_arm": "arm-ic-2020-3825",
        "official_aze": "aze-mod-2020-2906",
        "official": "official-2020",
        "ucdp_war": "ucdp-2020",
        "ucdp_all": "ucdp-1991-2021",
    }
    said = _best(others, counts) | {
        "armenia": actors["ARM"],
        "azerbaijan": actors["AZE"],
        "wiki": actors["WIKIPEDIA"],
        "arm49": int(claims.at["C03", "best"]),
        "agency_names": _agencies(language),
        "tuesday": day(claims.at["C03", "start"], language, year=False),
        "last": _days(others.at["arm-sept-2022-224", "as_of"], language),
        "aze79": int(others.at["aze-sept-2022-79", "best"]),
        "report": _days(others.at["aze-sept-2022-79", "as_of"], language, year=False),
        "week": span(week["start"], week["end"], language, year=False),
        "sergeant": _days(others.at["sergeant-2022-arm-1", "period"], language, year=False),
        "ap": _days(others.at["ap-2022-6600", "as_of"], language),
        "fought": span(war["start"], war["end"], language),
        "ucdp_high": int(others.at["ucdp-1991-2021", "high"]),
        "release": others.at["ucdp-2020", "release"],
        "this": str(week["end"].year),
    }
    said |= {name: _years(others.loc[each]) for name, each in (
        ("long", "ucdp-1991-2021"), ("longest", "ucdp-all-1989-2021"), ("agency_years", AGENCIES[0]),
        ("first_war_years", "ucdp-1991-1994"),
    )}  # fmt: skip
    tell = PageSpeaker("claims_and_references", language, **said)
    spec = [  # figure, panel, claim that it stands beside, what is counted, who says so
        ("C03", 0, "C03", "own_soldiers", "arm_article"),
        ("arm-sept-2022-221-soldiers", 0, "C03", "own_soldiers", "arm_last"),
        ("C04", 0, "C04", "own_soldiers", "aze_article"),
        ("aze-sept-2022-79", 0, "C04", "own_soldiers", "aze_report"),
        ("aze-sept-2022-80", 0, "C04", "own_soldiers", "aze_wiki"),
        ("C03+C04", 0, "C03+C04", "own_soldiers", "both_article"),
        ("sept-2022-final-soldiers", 0, "C03+C04", "own_soldiers", "both_last"),
        ("C31", 0, None, "week_before", "week_article"),
        ("sergeant-2022-arm-1", 0, None, "week_before", "week_ministry"),
        ("ucdp-2022", 0, None, "persons", "ucdp_2022"),
        ("arm-sept-2022-missing-3", 0, None, "missing", "arm_missing"),
        ("C34", 1, "C34", "not_said", "war_article"),
        ("ap-2022-6600", 1, "C34", "not_said", "war_ap"),
        ("icg-2020-military", 1, "C34", "soldiers", "icg"),
        ("official-2020", 1, "C34", "mixed", "war_official"),
        ("ucdp-2020", 1, "C34", "persons", "ucdp_2020"),
        ("kt-2020", 1, None, "excess", "kt"),
        ("C36", 2, "C36", "not_said", "since_article"),
        ("ucdp-1991-2021", 2, "C36", "persons", "ucdp_since"),
        ("ucdp-all-1989-2021", 2, "C36", "all_violence", "ucdp_all_violence"),
        ("reuters-2020-30000", 2, "C36", "first_war", "agencies_row"),
        ("ucdp-1991-1994", 2, "C36", "first_war", "ucdp_first"),
    ]
    frame = _figures(spec, ["panel", "claim", "group", "who"])
    frame["counts"] = [tell(f"counts_{group}") for group in frame["group"]]
    frame["label"] = [actors["ICG"] if who == "icg" else tell(f"who_{who}") for who in frame["who"]]
    panels = [frame[frame["panel"] == k] for k in range(3)]
    heads, high = 0.56, [rows_high(rows, language=language) for rows in panels]
    page = sheet(sum(high) + 3 * heads + KEY + 0.08, tell)
    signs = ["printed", "reference", "second_hand", "estimate", "claim", "floor_right", "about"]
    key(page, signs, language)
    left = theme.MARGIN + sum(COLUMNS[:2])
    width, y = theme.WIDTH - theme.MARGIN - left - COLUMNS[2], page.top
    for k, (rows, tall) in enumerate(zip(panels, high, strict=True)):
        y -= heads + tall
        ax = page.axes(left, y, width, tall)
        interval_table(rows, ax, language)
        write(ax, (0, 1), tell(f"panel_{k}"), "value", dx=theme.MARGIN - left, dy=0.14, at="axes")
    return figure(tell, page, frame[["panel", "claim", *VALUES]])


def first_war_by_source_page(language="en"):
    """What each source counts of the first war, by what is counted, beside the article's about 30,000 since 1991."""
    from .. import tolls

    others, actors = _references(), _plain_names(language)
    agencies, ucdp = others.loc["reuters-2020-30000"], others.loc["ucdp-1991-1994"]
    prio = others.loc["prio-193-1992-1994"]
    counts = {"ucdp": "ucdp-1991-1994", "cow": "cow-1991-1994", "cow1": "cow-216", "cow2": "cow-872", "hrw": "hrw-1994"}
    said = _best(others, counts) | {
        "factor": round(agencies["best"] / ucdp["best"]),
        "most": tolls.toll("reuters-2020-30000").words(language),
        "ucdp_low": int(ucdp["low"]),
        "ucdp_high": int(ucdp["high"]),
        "prio_low": int(prio["low"]),
        "prio_high": int(prio["high"]),
        "dewaal": tolls.toll("dewaal-1991-1994").words(language),
        "wiki": tolls.toll("wiki-1988-1994").words(language),
        "from_day": day(ucdp["start"], language),
        "ended": str(ucdp["end"].year),
        "hrw_since": str(others.at["hrw-1994", "start"].year),
        "hrw_said": dated(pd.Timestamp(others.at["hrw-1994", "as_of"]), "LLL y", language),
        "release": ucdp["release"],
        "prio_release": prio["release"],
    }
    tell = PageSpeaker("first_war_by_source", language, **said)
    spec = [  # figure, claim that it stands beside, what is counted, who says so
        ("C36", "C36", "article", "article"),
        ("cow-1991-1994", "C36", "combatants", "cow"),
        ("prio-193-1992-1994", "C36", "battle", "prio"),
        ("ucdp-1991-1994", "C36", "events", "ucdp"),
        ("hrw-1994", "C36", "estimate", "hrw"),
        ("reuters-2020-30000", "C36", "not_said", "agencies"),
        ("dewaal-1991-1994", "C36", "not_said", "dewaal"),
        ("wiki-1988-1994", "C36", "not_said", "wiki"),
    ]
    frame = _figures(spec, ["claim", "group", "who"])
    frame["counts"] = [tell(f"counts_{group}") for group in frame["group"]]
    called = {"article": tell("who_article"), "prio": "PRIO", "ucdp": "UCDP", "agencies": _agencies(language)}
    frame["label"] = [called.get(row.who) or actors[row.claimant] for row in frame.itertuples()]
    spans = [_years(others.loc[each]) if each in others.index else "" for each in frame["figure"]]
    frame["note"] = [tell(f"when_{who}", years=years) for who, years in zip(frame["who"], spans, strict=True)]
    columns = (1.78, 1.74, 1.28)
    high = rows_high(frame, columns, language)
    page = sheet(high + 0.42 + KEY, tell)
    key(page, ["printed", "reference", "second_hand", "estimate", "band", "about", "claim"], language)
    left, bottom = theme.MARGIN + sum(columns[:2]), page.top - high - 0.40
    ax = page.axes(left, bottom, theme.WIDTH - theme.MARGIN - left - columns[2], high)
    interval_table(frame, ax, language, columns)
    for x, head in ((-left + theme.MARGIN, "counts"), (-columns[1], "who")):
        write(ax, (0, 0), tell(f"head_{head}"), "strong", dx=x, dy=0.07)
    frame.loc[frame["who"] == "agencies", "claimant"] = ";".join(sorted(others.loc[AGENCIES, "claimant"]))
    return figure(tell, page, frame[VALUES])
