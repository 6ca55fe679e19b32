"""Ten findings for a critical reading of the article: every number is computed from the record, none is typed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd

from .. import csto, record, tolls
from ..certainty import BOUNDS, KindError, OverlapError
from ..edtf import bounds
from ..i18n import day, say

PARTS = ("article", "reference", "question")


def findings(language="en"):
    """Return ten things to question in the article, with what the record says beside each.

    Parameters
    ----------
    language : {"en", "it"}

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("findings")``. `numbers` holds the computed numbers by name: "days=44; times=4.1".

    Raises
    ------
    ValueError
        If there are no texts in the language.

    Examples
    --------
    >>> findings().set_index("finding").loc["F1", "numbers"]
    'printed=181; days=44; times=4.1; months=3'
    """
    rows = []
    for i, (finding, claims, rests_on) in enumerate(FINDINGS, 1):
        numbers, words = finding(), {}
        if isinstance(numbers, tuple):
            numbers, words = numbers
        words = {name: day(when, language) for name, when in words.items()}
        told = {part: say(f"finding.F{i}.{part}", language, **numbers, **words) for part in PARTS}
        values = "; ".join(f"{name}={value}" for name, value in numbers.items())
        rows.append({"finding": f"F{i}", **told, "numbers": values, "claim_ids": claims, "rests_on": rests_on})
    return pd.DataFrame(rows).astype("string")


def _reference(reference_id, bound="best"):
    return int(record.references().set_index("reference_id").at[reference_id, bound])


def _claimed(claim_id):
    return int(record.casualties().set_index("claim_id").at[claim_id, "best"])


def _six_months():
    """F1: six months do not fit in an autumn."""
    lasted = record.periods().query("claim_id == 'C34'").set_index("reading")["days"]
    start, end, _ = bounds(record.casualties().set_index("claim_id").at["C34", "period"])
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    printed, days = int(lasted["printed"]), int(lasted["fighting"])
    return {"printed": printed, "days": days, "times": round(printed / days, 1), "months": months}


def _whole_and_part():
    """F2: a number older than 2020 cannot hold 2020; what would come out is an illustration that `add` refuses."""
    parts = ("reuters-2020-30000", "ucdp-1995-2019", "ucdp-2020", "ucdp-2021")
    try:
        tolls.add(*parts)
    except (KindError, OverlapError) as error:
        refused = type(error).__name__
    agencies, *others = (_reference(part) for part in parts)
    step = 1000  # "about 30,000" carries no digit below the thousands
    numbers = {"agencies": agencies} | dict(zip(("quiet", "y2020", "y2021"), others, strict=True))
    return numbers | {"together": round((agencies + sum(others)) / step) * step, "refused": refused}


def _who_counts():
    """F3: sourced events beside estimates of a whole war."""
    claimed = _claimed("C36")
    low, best, high = (_reference("ucdp-1991-2021", bound) for bound in BOUNDS)
    first_war, agencies = _reference("ucdp-1991-1994"), _reference("reuters-2020-30000")
    prio = {f"prio_{bound}": _reference("prio-193-1992-1994", bound) for bound in ("low", "high")}
    others = {"cow": _reference("cow-1991-1994"), "hrw": _reference("hrw-1994")}
    share = 100 * (claimed - high) // claimed
    numbers = {"claimed": claimed, "low": low, "best": best, "high": high, "percent": share, "first_war": first_war}
    return numbers | prio | others | {"agencies": agencies, "factor": round(agencies / first_war)}


def _moving_toll():
    """F4: "at least" promises no upper end, and one side's figure moves more. Ratios of soldiers only."""
    printed = {"arm": _claimed("C03"), "aze": _claimed("C04"), "both": tolls.add("C03", "C04").best}
    later = {f"day{i}": _reference(f"sept-2022-sum-2022-09-{i}") for i in (14, 15)}
    last = {
        "arm_last": _reference("arm-sept-2022-221-soldiers"),
        "aze_last": _reference("aze-sept-2022-80"),
        "both_last": _reference("sept-2022-final-soldiers"),
        "with_civilians": _reference("sept-2022-final"),
    }
    times = {f"{side}_times": round(last[f"{side}_last"] / printed[side], 1) for side in printed}
    return printed | later | last | times


def _regularly():
    """F5: the years with 25 deaths or more, among all between the two wars."""
    years = record.yearly().query("1995 <= year <= 2019")
    counted = years[years["coverage"] == "counted"]
    deaths, war = int(counted["best"].sum()), _reference("ucdp-2020")
    return {"counted": len(counted), "years": len(years), "deaths": deaths, "y2020": war}


def _true_floor():
    """F6: more than 6,000 holds beside every best number, and says little."""
    names = {"official": "official-2020", "excess": "kt-2020", "ucdp": "ucdp-2020", "icg": "icg-2020-military"}
    best = {name: _reference(reference_id) for name, reference_id in names.items()}
    return {"floor": _claimed("C34")} | best | {f"excess_{end}": _reference("kt-2020", end) for end in ("low", "high")}


def _whose_clock():
    """F7: one moment, two days."""
    text = record.events().set_index("event_id").at["D22", "start_time"]
    there = datetime.fromisoformat(text)
    here = there.astimezone(ZoneInfo("Europe/Rome"))
    return {"there": f"{there:%H:%M}", "here": f"{here:%H:%M}"}, {"day_there": there.date(), "day_here": here.date()}


def _one_side_quoted():
    """F8: of the two ministries that accuse each other, how often each is quoted."""
    said = record.statements()["actor"].value_counts()
    return {"arm": int(said.get("ARM_MOD", 0)), "aze": int(said.get("AZE_MOD", 0))}


def _from_not_yet_to_never():
    """F9: what the minister said, and what the headline says."""
    claims = record.claims().set_index("claim_id")["period"]
    start, _, _ = bounds(claims["C16"])
    return {"headline": claims["C01"], "minister": claims["C16"]}, {"day": start}


def _paper_and_practice():
    """F10: five names for six members, and what was sent in January and in September 2022."""
    names = record.anchors().query("claim_id == 'C19' and role == 'names'")["phrase"].iloc[0]
    states = record.actors().query("kind == 'state'")["name_it"]
    acts, members = record.acts(), csto.members_on("2022-09-13")
    sent = {
        name: len(acts.query("act == @act and @first <= start <= @last"))
        for name, act, first, last in (
            ("sent_january", "deployment", "2022-01-01", "2022-01-31"),
            ("sent_september", "deployment", "2022-09-01", "2022-12-31"),
            ("missions", "mission", "2022-09-01", "2022-12-31"),
        )
    }
    return {"named": sum(state in names for state in states), "members": len(members)} | sent


FINDINGS = (  # what is computed, the claims it questions, and what in the record it rests on
    (_six_months, "C32;C33;C34", "D16"),
    (_whole_and_part, "C34;C36", "reuters-2020-30000;ucdp-1995-2019;ucdp-2020;ucdp-2021"),
    (_who_counts, "C36", "ucdp-1991-2021;ucdp-1991-1994;prio-193-1992-1994;cow-1991-1994;hrw-1994;reuters-2020-30000"),
    (
        _moving_toll,
        "C03;C04",
        "sept-2022-sum-2022-09-14;sept-2022-sum-2022-09-15;arm-sept-2022-221-soldiers;aze-sept-2022-80;"
        "sept-2022-final-soldiers;sept-2022-final",
    ),
    (_regularly, "C27;C35", "ucdp-1995-2019;ucdp-2020"),
    (_true_floor, "C34", "official-2020;kt-2020;ucdp-2020;icg-2020-military"),
    (_whose_clock, "C05;C07", "D22;S08"),
    (_one_side_quoted, "C08;C11;C12", "S01"),
    (_from_not_yet_to_never, "C01;C02;C16", "S02;S03;S11"),
    (_paper_and_practice, "C18;C19;C20", "A078;A079;A080;A081;A082;A083;A084;A086;A089;A090"),
)
