"""The figures that set what others count beside the claims of the article."""

import math

import pandas as pd

from ... import record, tolls
from ...comparing.grading import UNSEEN
from ...edtf import bounds
from ...i18n import dated, day, span
from .. import intervals, parts, theme
from ..certainty import key
from ..theme import write
from .article import BOUNDS, article_tolls, figure, sheet, speaker

KEY = 0.53  # inches of a key of two rows and the gap below it
AGENCIES = ["lusa-2020-30000", "pap-2020-30000", "reuters-2020-30000", "times-2020-30000"]  # one number, not four
VALUES = ["figure", "reading", "measure", *BOUNDS, "period", "as_of", "claimant"]


def _references():
    """Return the references by id, each with whether it is known at second hand only: itself, or a part of it."""
    frame = record.references().set_index("reference_id")
    sources = record.sources()
    unread = set(sources.loc[sources["seen"].isin(UNSEEN), "source_id"])

    def second_hand(reference_id):
        row = frame.loc[reference_id]
        parts = [] if pd.isna(row["computed_from"]) else row["computed_from"].split(";")
        parts = [part for part in parts if part in frame.index]
        return row["source_id"] in unread if pd.notna(row["source_id"]) else any(map(second_hand, parts))

    readings = ["second_hand" if second_hand(each) else "reference" for each in frame.index]
    return frame.assign(reading=readings)


def _rows(spec, columns):
    """Return the figures named by the first column, claims and references alike, with their numbers and their source.

    A claim is printed; "C03+C04" is our sum of two claims, which the article does not print.
    """
    frame = pd.DataFrame(spec, columns=["figure", *columns])
    claims = article_tolls().set_index("records")
    claims = pd.concat([claims, record.casualties().set_index("claim_id").loc[["C03", "C04"]]])
    claims = claims[[*BOUNDS]].assign(reading="printed", claimant="ARTICLE", measure="killed")
    claims.loc[claims.index.str.contains("+", regex=False), ["reading", "claimant"]] = ["our_sum", None]
    known = pd.concat([claims, _references()[[*BOUNDS, "reading", "claimant", "measure", "unit", "period", "as_of"]]])
    return frame.join(known, on="figure").astype({column: "Int64" for column in BOUNDS[1:]})


def _names(language):
    """Return the names of the actors, without the letters that stand for some of them."""
    names = record.actors().set_index("actor_id")[f"name_{language}"].str.replace("'", "’")
    return names.str.replace(r" \(.*\)$", "", regex=True)


def _agencies(language):
    """Return the names of the agencies and papers of one number of the first war, short where they have letters."""
    claimants = record.references().set_index("reference_id").loc[AGENCIES, "claimant"]
    names = record.actors().set_index("actor_id").loc[claimants, f"name_{language}"]
    short = names.str.extract(r"\(([A-Z]+)\)$")[0].fillna(names).str.replace(" ", "\u00a0")
    return ", ".join(sorted(short))


def _days(text, language, year=True):
    """Write the days of an EDTF text."""
    return span(*(pd.Timestamp(each) for each in bounds(text)[:2]), language, year)


def _years(row):
    """Write the years of a reference: 1991–94, 1991–2021."""
    first, last = row["start"].year, row["end"].year
    return f"{first}–{last % 100 if first // 100 == last // 100 else last}"


def _best(others, names):
    """Return the best numbers of some references, by the names that the messages have for them."""
    return {name: int(others.at[reference_id, "best"]) for name, reference_id in names.items()}


def claims_and_references(language="en"):
    """Each toll of the article with what others count on the same matter, by what is counted."""
    others, claims = _references(), record.casualties().set_index("claim_id")
    actors = _names(language)
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
    tell = speaker("claims_and_references", language, **said)
    spec = [  # figure, panel, claim that it stands beside, what is counted, who says so
        ("C03", 0, "C03", "own_soldiers", "arm_article"),
        ("arm-sept-2022-221-soldiers", 0, "C03", "own_soldiers", "arm_last"),
        ("C04", 0, "C04", "own_soldiers", "aze_article"),
        ("aze-sept-2022-80", 0, "C04", "own_soldiers", "aze_wiki"),
        ("C03+C04", 0, "C03+C04", "own_soldiers", "both_article"),
        ("sept-2022-final-soldiers", 0, "C03+C04", "own_soldiers", "both_last"),
        ("aze-sept-2022-79", 0, "C04", "not_said", "aze_report"),
        ("C31", 0, None, "week_before", "week_article"),
        ("sergeant-2022-arm-1", 0, None, "week_before", "week_report"),
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
    frame = _rows(spec, ["panel", "claim", "group", "who"])
    frame["counts"] = [tell(f"counts_{group}") for group in frame["group"]]
    frame["label"] = [actors["ICG"] if who == "icg" else tell(f"who_{who}") for who in frame["who"]]
    panels = [frame[frame["panel"] == k] for k in range(3)]
    heads, high = 0.56, [intervals.rows_high(rows, language=language) for rows in panels]
    page = sheet(sum(high) + 3 * heads + KEY + 0.08, tell)
    signs = ["printed", "reference", "second_hand", "estimate", "claim", "floor_right", "about"]
    key(page, signs, language)
    left = theme.MARGIN + sum(intervals.COLUMNS[:2])
    width, y = theme.WIDTH - theme.MARGIN - left - intervals.COLUMNS[2], page.top
    for k, (rows, tall) in enumerate(zip(panels, high, strict=True)):
        y -= heads + tall
        ax = page.axes(left, y, width, tall)
        intervals.interval_table(rows, ax, language)
        write(ax, (0, 1), tell(f"panel_{k}"), "value", dx=theme.MARGIN - left, dy=0.14, at="axes")
    return figure("claims_and_references", language, tell, page, frame[["panel", "claim", *VALUES]])


def first_war_by_source(language="en"):
    """What each source counts of the first war, by what is counted, beside the article's about 30,000 since 1991."""
    others, actors = _references(), _names(language)
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
    tell = speaker("first_war_by_source", language, **said)
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
    frame = _rows(spec, ["claim", "group", "who"])
    frame["counts"] = [tell(f"counts_{group}") for group in frame["group"]]
    called = {"article": tell("who_article"), "prio": "PRIO", "ucdp": "UCDP", "agencies": _agencies(language)}
    frame["label"] = [called.get(row.who) or actors[row.claimant] for row in frame.itertuples()]
    spans = [_years(others.loc[each]) if each in others.index else "" for each in frame["figure"]]
    frame["note"] = [tell(f"when_{who}", years=years) for who, years in zip(frame["who"], spans, strict=True)]
    columns = (1.78, 1.74, 1.28)
    high = intervals.rows_high(frame, columns, language)
    page = sheet(high + 0.42 + KEY, tell)
    key(page, ["printed", "reference", "second_hand", "estimate", "band", "about", "claim"], language)
    left, bottom = theme.MARGIN + sum(columns[:2]), page.top - high - 0.40
    ax = page.axes(left, bottom, theme.WIDTH - theme.MARGIN - left - columns[2], high)
    intervals.interval_table(frame, ax, language, columns)
    for x, head in ((-left + theme.MARGIN, "counts"), (-columns[1], "who")):
        write(ax, (0, 0), tell(f"head_{head}"), "strong", dx=x, dy=0.07)
    frame.loc[frame["who"] == "agencies", "claimant"] = ";".join(sorted(others.loc[AGENCIES, "claimant"]))
    return figure("first_war_by_source", language, tell, page, frame[VALUES])


def who_is_in_the_toll(language="en"):
    """Who may be in the article's toll of 2020: the killed and the missing by who counts them, and others' totals."""
    others = _references()
    counts = {
        "mixed": "arm-ic-2020-3825",
        "soldiers": "aze-mod-2020-2906",
        "civilians_arm": "wiki-2020-civilians-arm",
        "civilians_aze": "wiki-2020-civilians-aze",
        "fighters": "sohr-2020-541",
        "missing_arm": "arm-ic-2020-missing-187",
        "missing_civilians": "arm-ic-2020-missing-civilians-21",
        "missing_aze": "aze-mod-2020-missing-6",
        "official": "official-2020",
        "kt": "kt-2020",
        "ucdp": "ucdp-2020",
    }
    war = others.loc["icg-2020-military"]
    said = _best(others, counts) | {
        "ucdp_low": int(others.at["ucdp-2020", "low"]),
        "ucdp_high": int(others.at["ucdp-2020", "high"]),
        "kt_low": int(others.at["kt-2020", "low"]),
        "kt_high": int(others.at["kt-2020", "high"]),
        "fought": span(war["start"], war["end"], language),
        "release": others.at["ucdp-2020", "release"],
        "ap_day": _days(others.at["ap-2022-6600", "as_of"], language),
        "icg": tolls.toll("icg-2020-military").words(language),
        "icg_civilians": tolls.toll("icg-2020-civilians").words(language),
        "ap": tolls.toll("ap-2022-6600").words(language),
        "ap_name": _names(language)["AP"],
        "tall": parts.TALL,
    }
    tell = speaker("who_is_in_the_toll", language, **said)
    spec = [  # figure, heading, kind, label
        ("C34", "article", "printed", "article"),
        ("arm-ic-2020-3825", "killed", "mixed", "mixed"),
        ("wiki-2020-civilians-arm", "killed", "killed", "civilians_arm"),
        ("aze-mod-2020-2906", "killed", "killed", "soldiers"),
        ("wiki-2020-civilians-aze", "killed", "killed", "civilians_aze"),
        ("sohr-2020-541", "killed", "killed", "fighters"),
        ("arm-ic-2020-missing-187", "missing", "missing", "missing_arm"),
        ("arm-ic-2020-missing-civilians-21", "missing", "missing", "missing_civilians"),
        ("aze-mod-2020-missing-6", "missing", "missing", "missing_aze"),
        ("ap-2022-6600", "totals", None, "ap"),
        ("official-2020", "totals", None, "official"),
        ("icg-2020-civilians", "totals", None, "icg_civilians"),
        ("icg-2020-military", "totals", None, "icg"),
        ("kt-2020", "totals", None, "kt"),
        ("ucdp-2020", "totals", None, "ucdp"),
    ]
    frame = _rows(spec, ["part", "kind", "who"])
    frame["kind"] = frame["kind"].fillna(frame["reading"].replace("reference", "total"))
    frame["heading"] = [tell(f"part_{part}") for part in frame["part"]]
    frame["label"] = [tell(f"who_{who}") for who in frame["who"]]
    frame["may_be_in"] = frame["who"].map({"civilians_arm": frame.index[frame["who"] == "mixed"][0]})
    high = parts.rows_high(frame)
    page = sheet(high + 0.35 + KEY + 0.215, tell)
    signs = ["mixed", "missing", "dashed", "reference", "second_hand", "estimate", "about", "floor_right", "claim"]
    key(page, signs, language)
    bottom = round((page.top - high - 0.30) * theme.DPI) / theme.DPI
    ax = page.axes(theme.MARGIN, bottom, theme.WIDTH - 2 * theme.MARGIN, math.ceil(high * theme.DPI) / theme.DPI)
    parts.parts_of_toll(frame, ax, language)
    frame["may_be_in"] = frame["may_be_in"].map(frame["figure"])
    return figure("who_is_in_the_toll", language, tell, page, frame[["part", "kind", *VALUES, "may_be_in"]])
