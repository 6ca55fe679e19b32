"""Ten findings for a critical reading of the article: every number is computed from the record, none is typed.

`findings.toml` says which claims each questions and which of the record's numbers it names; the rest is computed here.
"""

import tomllib
from datetime import date, datetime
from importlib.resources import files
from zoneinfo import ZoneInfo

import pandas as pd

from .. import csto, record, tolls
from ..edtf import bounds
from ..i18n import Speaker


def findings(language="en"):
    """Return ten things to question in the article, in English or Italian, with what the record says beside each.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("findings")``. `numbers` holds the computed numbers by name: "days=44; times=4.1".

    Examples
    --------
    >>> findings().set_index("finding").loc["F1", "numbers"]
    'printed=181; days=44; times=4.1; months=3'
    """
    tell, rows = Speaker(language), []
    written = tomllib.loads((files(__package__) / "findings.toml").read_text(encoding="utf-8"))
    for i, about in enumerate(written["finding"], 1):
        named = {name: _number(*cell.split()) for name, cell in about["numbers"].items()}
        told = named | COMPUTED[about["name"]](**named)
        said = {part: tell(f"finding.F{i}.{part}", **told) for part in ("article", "reference", "question")}
        numbers = "; ".join(f"{name}={value}" for name, value in told.items() if not isinstance(value, date))
        about = {"numbers": numbers, "claim_ids": about["claims"], "rests_on": about["rests_on"]}
        rows.append({"finding": f"F{i}", **said, **about})
    return pd.DataFrame(rows).astype("string")


def _number(thing, bound="best"):
    return getattr(tolls.toll(thing), bound)


def _six_months():
    """Six months do not fit in an autumn."""
    lasted = record.periods().query("claim_id == 'C34'").set_index("reading")["days"]
    start, end, _ = bounds(record.casualties().set_index("claim_id").at["C34", "period"])
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    printed, days = int(lasted["printed"]), int(lasted["fighting"])
    return {"printed": printed, "days": days, "times": round(printed / days, 1), "months": months}


def _whole_and_part(agencies, quiet, y2020, y2021):
    """A number older than 2020 cannot hold 2020; what would come out is an illustration that `add` refuses."""
    return {"together": round(agencies + quiet + y2020 + y2021, -3)}  # "about 30,000" carries no digit below thousands


def _who_counts(claimed, high, first_war, agencies, **others):
    """Sourced events beside estimates of a whole war."""
    return {"percent": 100 * (claimed - high) // claimed, "factor": round(agencies / first_war)}


def _moving_toll(arm, aze, arm_last, aze_last, both_last, **others):
    """ "At least" promises no upper end, and one side's number moves more. Ratios of soldiers only."""
    both = tolls.add("C03", "C04").best
    times = {"arm_times": arm_last / arm, "aze_times": aze_last / aze, "both_times": both_last / both}
    return {"both": both} | {name: round(ratio, 1) for name, ratio in times.items()}


def _regularly(**others):
    """The years with 25 deaths or more, among all between the two wars."""
    years = record.yearly().query("1995 <= year <= 2019")
    return {"counted": int((years["coverage"] == "counted").sum()), "years": len(years)}


def _whose_clock():
    """One moment, two days."""
    there = datetime.fromisoformat(record.events().set_index("event_id").at["D22", "start_time"])
    here = there.astimezone(ZoneInfo("Europe/Rome"))
    days = {"day_there": there.date(), "day_here": here.date()}
    return {"there": f"{there:%H:%M}", "here": f"{here:%H:%M}"} | days


def _one_side_quoted():
    """Of the two ministries that accuse each other, how often each is quoted."""
    said = record.statements()["actor"].value_counts()
    return {"arm": int(said.get("ARM_MOD", 0)), "aze": int(said.get("AZE_MOD", 0))}


def _from_not_yet_to_never():
    """What the minister said, and what the headline says."""
    said = record.claims().set_index("claim_id")["period"]
    return {"headline": said["C01"], "minister": said["C16"], "day": bounds(said["C16"])[0]}


def _paper_and_practice():
    """Five names for six members, and what was sent in January and in September 2022."""
    names = record.anchors().query("claim_id == 'C19' and role == 'names'")["phrase"].iloc[0]
    states, acts = record.actors().query("kind == 'state'")["name_it"], record.acts()

    def sent(act, first, last):
        return int(((acts["act"] == act) & acts["start"].between(first, last)).sum())

    return {
        "named": sum(state in names for state in states),
        "members": len(csto.members_on("2022-09-13")),
        "sent_january": sent("deployment", "2022-01-01", "2022-01-31"),
        "sent_september": sent("deployment", "2022-09-01", "2022-12-31"),
        "missions": sent("mission", "2022-09-01", "2022-12-31"),
    }


COMPUTED = {
    "six_months": _six_months,
    "whole_and_part": _whole_and_part,
    "who_counts": _who_counts,
    "moving_toll": _moving_toll,
    "regularly": _regularly,
    "true_floor": dict,  # nothing more: 6,000 holds beside every best number of the record, and says little
    "whose_clock": _whose_clock,
    "one_side_quoted": _one_side_quoted,
    "from_not_yet_to_never": _from_not_yet_to_never,
    "paper_and_practice": _paper_and_practice,
}
