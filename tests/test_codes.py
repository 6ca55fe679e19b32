"""Codes agree with their closed lists and with each other, and both languages of a text say the same facts."""

import re
import tomllib
from collections import Counter
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata import record
from conflictdata.comparing.grading import UNSEEN
from conflictdata.edtf import bounds
from conflictdata.i18n import catalogue


def blank(frame):
    """Return a frame with empty text where a cell is missing."""
    return frame.astype(object).where(frame.notna(), "")


REFERENCES = blank(cd.references()).set_index("reference_id", drop=False)
ACTORS = blank(cd.actors()).set_index("actor_id")
EVENTS = cd.events().set_index("event_id")
SEEN = cd.sources().set_index("source_id")["seen"]
COLLECTIONS = ("UCDP", "PRIO", "COW", "KT")  # of the record, those that compile figures by a published method


def every(table):
    """Make one test of a check of a row: it runs over all rows of a table, and names every row that fails."""

    def decorate(check):
        def test():
            wrong = []
            for row in table:
                try:
                    check(row)
                except (AssertionError, KeyError) as error:
                    wrong.append(f"{row[1]}: {error!r}")
            assert not wrong, "\n".join(wrong)

        return test

    return decorate


def side(actor):
    """The side of an actor: itself, or the state to which an office or a person belongs."""
    return ACTORS.at[actor, "belongs_to"] or actor if actor else ""


def parts(row):
    """The rows that a sum is made of; of the years of UCDP there are none."""
    recipe = "" if ":" in row.computed_from else row.computed_from
    return [REFERENCES.loc[part] for part in filter(None, recipe.split(";"))]


# -- one figure ---------------------------------------------------------------------------------------------------

# First and last day on which a figure of a matter may count, and days that it must hold (none: anywhere between).
WINDOWS = {
    "first_war": ("1988-01-01", "1994-12-31", None),
    "long_run": ("1988-01-01", "2023-12-31", None),
    "war_2020": ("2020-01-01", "2020-12-31", "2020-09-27/2020-11-09"),
    "september_2022": ("2022-01-01", "2022-12-31", "2022-09-13"),
    "week_before": ("2022-09-05", "2022-09-11", None),
    "other_episode": ("1988-01-01", "2024-12-31", None),
}
OF_EVENT = {"D16": "war_2020", "D21": "week_before", "D22": "september_2022"}


def fits(matter, start, end):
    """Whether days fit a matter of `WINDOWS`."""
    first, last, held = WINDOWS[matter]
    inside = pd.Timestamp(first) <= start and end <= pd.Timestamp(last)
    return inside and (held is None or (start <= bounds_of(held)[0] and bounds_of(held)[1] <= end))


@lru_cache
def bounds_of(period):
    return [pd.Timestamp(day) for day in bounds(period)[:2]]


@every(list(REFERENCES.itertuples()))
def test_a_matter_fits_its_period(row):
    assert fits(row.matter, row.start, row.end), f"{row.period} is not in the days of {row.matter}"
    first_war, war, september = (fits(each, row.start, row.end) for each in ("first_war", "war_2020", "september_2022"))
    if row.matter == "long_run":  # longer than any one war, or a year between them
        assert not (first_war or war or september)
    if row.matter == "other_episode":
        assert row.event_id or row.period in ("2016", "2021", "2023")
        assert not (war or september) and row.event_id not in OF_EVENT
    if row.event_id in OF_EVENT:
        assert row.matter == OF_EVENT[row.event_id]
    assert bool(row.event_id) or row.claimant in (*COLLECTIONS, "WIKIPEDIA", "") or row.matter == "first_war"


@every(list(REFERENCES.itertuples()))
def test_a_figure_of_an_event_has_the_days_of_the_event_or_its_year(row):
    if not row.event_id:
        return
    event = EVENTS.loc[row.event_id]
    days = {row.event_id: (event["start"], event["end"])}
    days["year"] = (pd.Timestamp(f"{event['start'].year}-01-01"), pd.Timestamp(f"{event['start'].year}-12-31"))
    if row.event_id == "D22":
        days["first day"] = (event["start"], event["start"])
    assert (row.start, row.end) in days.values()
    assert ((row.start, row.end) == days["year"]) == (row.claimant in COLLECTIONS)


@pytest.mark.parametrize("claim", cd.casualties().to_dict("records"), ids=lambda claim: claim["claim_id"])
def test_the_matter_of_a_claim_fits_its_days(claim):
    matters = cd.claims().set_index("claim_id").at[claim["claim_id"], "matter"].split(";")
    longest = {"C36": ["long_run", "first_war"], "C34": ["war_2020"], "C31": ["week_before"]}
    assert matters == longest.get(claim["claim_id"], ["september_2022"])
    assert claim["start"].year in {"long_run": [1991], "war_2020": [2020]}.get(matters[0], [2022])


# What an id says of its figure, word by word.
UNITS = {"civilian": "civilians", "civilians": "civilians", "soldiers": "soldiers", "military": "soldiers"}
SIDES = {"arm": "ARM", "aze": "AZE", "nk": "NK", "armenia": "ARM", "azerbaijan": "AZE"}


@every(list(REFERENCES.itertuples()))
def test_an_id_says_what_its_row_says(row):
    words = row.reference_id.split("-")
    claimed = "claim" in words
    named = [SIDES[word] for word in words if word in SIDES]
    if claimed:
        assert [row.claimant, row.party] == named, "the side that claims, then the side whose dead they are"
    elif words[0] == "place":
        assert [row.place] == (named or [""])
    elif named:
        assert row.party == ";".join(sorted(named))
    for word in [] if row.computed_from else words:
        assert row.unit == UNITS.get(word, row.unit)
        assert row.measure == {"missing": "missing", "buried": "buried", "listed": "listed"}.get(word, row.measure)
    if words[0].upper() in COLLECTIONS:
        assert row.claimant == words[0].upper()
    numbers = {int(word) for word in words if word.isdigit()}
    years = {n for n in numbers if 1988 <= n <= 2024}
    cells = {row.low, row.best, row.high, *re.findall(r"\d+", f"{row.conflict} {row.period} {row.as_of} {row.note_en}")}
    assert numbers - years <= {int(cell) for cell in cells if cell != ""}
    told = [int(year) for year in re.findall(r"\d{4}", f"{row.period} {row.as_of}")]
    assert all(min(told) <= year <= max(told) for year in years)


MEASURES = {  # of the collections: the measure, and whom it counts
    "UCDP": {
        ("battle_related_deaths", "persons"), ("one_sided_deaths", "civilians"), ("non_state_deaths", "persons"),
        ("deaths_by_place", "persons"), ("killed", "persons"),
    },
    "PRIO": {("battle_deaths", "persons")},
    "COW": {("battle_deaths", "soldiers")},
    "KT": {("excess_deaths", "persons")},
}  # fmt: skip
OTHERS = {"killed", "missing", "killed_or_missing", "buried", "listed", "accident_deaths"}
CONFLICTS = {
    "376": "battle_related_deaths", "377": "battle_related_deaths", "388": "battle_related_deaths",
    "525": "one_sided_deaths", "4809": "non_state_deaths",
}  # fmt: skip
DATASETS = {
    "UCDP": {"D1": {"23.1", "24.1", ""}, "D4": {""}}, "PRIO": {"D5": {"3.1"}}, "COW": {"D6": {"4.0", "4.1", ""}},
    "KT": {"D7": {""}, "S39": {""}},
}  # fmt: skip


@every(list(REFERENCES.itertuples()))
def test_a_collection_counts_by_its_own_measure(row):
    if row.claimant not in COLLECTIONS:
        assert row.measure in OTHERS and not row.conflict and not row.release and not row.place
        return
    assert (row.measure, row.unit) in MEASURES[row.claimant]
    assert row.release in DATASETS[row.claimant][row.source_id]
    assert bool(row.place) <= (row.measure == "deaths_by_place") == (row.source_id == "D4")
    assert bool(row.conflict) == (row.source_id in ("D1", "D5", "D6"))
    assert row.claimant in ("KT", "COW") or not row.party
    if row.claimant == "UCDP" and row.source_id == "D1" and row.measure != "killed":
        assert row.measure == CONFLICTS[row.conflict]
        assert (row.release == "23.1") == (row.measure in ("one_sided_deaths", "non_state_deaths"))
    if row.claimant == "COW":
        assert row.release == {"216": "4.0", "872": "4.1"}.get(row.conflict, "")
    assert row.status in ("estimate", "computed") or row.reference_id == "prio-193-2005"
    assert (row.comparator == "estimate") or row.reference_id == "kt-2020-paper"


@every(list(REFERENCES.itertuples()))
def test_whom_a_figure_counts_can_be_said(row):
    assert f"counted.{row.measure}.{row.unit}" in catalogue("en")


SOLDIERS = {"Servicemen.": "soldiers", "Soldiers and civilians together": "persons", "Military.": "soldiers"}
BARE = {"D12", "D13", "D18", "D20", "D23", "D25", "D26", "D30"}  # events of which only bare numbers were read
BARE_TOO = {
    "tovuz-2020-arm", "offensive-2023-aze-200", "aze-mod-2020-missing-6", "aze-sept-2022-71", "aze-sept-2022-77",
    "aze-sept-2022-79", "aze-claim-sept-2022-arm-450", "arm-claim-sept-2022-aze-431",
}  # fmt: skip
NOT_SOLDIERS = {"sohr-2020-541": "fighters", "aze-sept-2022-50": "soldiers_and_border_guards"}


@every(list(REFERENCES.itertuples()))
def test_a_unit_is_no_more_exact_than_what_was_read(row):
    if row.status != "computed":
        assert (row.unit == "not_stated") == (row.event_id in BARE or row.reference_id in BARE_TOO)
    for words, unit in SOLDIERS.items():
        if words in row.note_en:
            assert row.unit == unit
    if row.unit in NOT_SOLDIERS.values() and row.status != "computed":
        assert NOT_SOLDIERS[row.reference_id] == row.unit
    assert NOT_SOLDIERS.get(row.reference_id, row.unit) == row.unit


SOURCES = {  # the figures of the war of 2020 and of September 2022: who gave them, and where they were read
    "arm-sept-2022-49": "PASHINYAN S06", "aze-sept-2022-50": "AZE_MOD S07", "arm-sept-2022-105": "S04",
    "aze-sept-2022-71": "S26", "arm-sept-2022-135": "S27", "aze-sept-2022-77": "S27",
    "aze-sept-2022-79": "S27", "arm-sept-2022-207": "S29", "arm-sept-2022-civilians-3": "S29",
    "arm-sept-2022-civilians-missing-2": "S29", "arm-sept-2022-210": "S30",
    "arm-sept-2022-missing-28": "S30", "arm-sept-2022-224": "ARM S31a", "arm-sept-2022-missing-3": "ARM S31a",
    "arm-ic-sept-2022-bodies": "ARM_IC S31b", "aze-sept-2022-80": "WIKIPEDIA WIKI",
    "aze-claim-sept-2022-arm-450": "AZE WIKI", "arm-claim-sept-2022-aze-431": "ARM WIKI",
    "arm-ic-2020-3781": "ARM_IC S32", "arm-ic-2020-3808": "ARM_IC", "arm-ic-2020-3822": "ARM_IC S33",
    "arm-ic-2020-3825": "ARM_IC WIKI", "arm-ic-2020-missing-187": "ARM_IC S33",
    "arm-ic-2020-missing-civilians-21": "ARM_IC S33", "aze-mod-2020-2783": "AZE_MOD S34",
    "aze-mod-2020-2823": "AZE_MOD S35", "aze-mod-2020-2881": "AZE_MOD S36", "aze-mod-2020-2900": "AZE_MOD S37",
    "aze-mod-2020-2906": "AZE_MOD WIKI", "aze-mod-2020-missing-6": "AZE_MOD S37",
    "wiki-2020-civilians-arm": "WIKIPEDIA WIKI", "wiki-2020-civilians-aze": "WIKIPEDIA WIKI",
    "sohr-2020-541": "SOHR WIKI", "icg-2020-military": "ICG S38", "icg-2020-civilians": "ICG S38",
    "ap-2022-6600": "AP S19a", "putin-2020-4000": "PUTIN S40",
}  # fmt: skip
ELSEWHERE = {  # the others that are of no event
    "hrw-1994": "HRW S24", "reuters-2020-30000": "REUTERS S20", "times-2020-30000": "TIMES S21",
    "pap-2020-30000": "PAP S22", "lusa-2020-30000": "LUSA S23", "dewaal-1991-1994": "DEWAAL DEWAAL",
    "wiki-1988-1994": "WIKIPEDIA WIKI", "wiki-1994-2009": "WIKIPEDIA WIKI", "wiki-2010-2019": "WIKIPEDIA WIKI",
    "wiki-2020": "WIKIPEDIA WIKI",
}  # fmt: skip


@every(list(REFERENCES.itertuples()))
def test_a_figure_comes_from_the_source_in_which_it_was_read(row):
    if row.status == "computed" or row.claimant in COLLECTIONS:
        return
    if row.event_id in ("D16", "D22", ""):
        assert f"{row.claimant} {row.source_id}".strip() == (SOURCES | ELSEWHERE)[row.reference_id]
    else:
        assert row.source_id in EVENTS.at[row.event_id, "source_ids"].split(";")
    others = {source for source in re.findall(r"\bS\d\d[ab]?\b", row.note_en) if source != row.source_id}
    assert others <= set(SEEN.index)


@every(list(REFERENCES.itertuples()))
def test_what_was_seen_of_a_source_decides_what_may_rest_on_it(row):
    if not row.source_id:
        return
    seen = SEEN[row.source_id]
    if seen == "pointer_only":
        assert row.status in ("pointer", "disputed", "computed") or row.confidence == "low"
        assert row.confidence in ("low", "medium") or row.source_id == "S69b"
    assert row.status != "pointer" or seen == "pointer_only" or row.computed_from
    if seen in UNSEEN:
        assert row.confidence != "high" or row.source_id == "S69b"
    assert (seen == "data_copy") == (row.claimant in COLLECTIONS and row.source_id != "S39")


def test_acts_of_general_knowledge_are_not_of_high_confidence():
    acts = cd.acts().dropna(subset=["source_id"])
    unseen = acts["source_id"].map(SEEN).isin(["not_looked_up", "not_reached"])
    assert unseen.any() and not (unseen & (acts["confidence"] == "high")).any()
    without = cd.acts()[cd.acts()["source_id"].isna()]
    said = without["note_en"].str.contains("not recorded|not found|Day not found", regex=True)
    assert said.all(), "an act without a source says so"
    assert not cd.acts()["note_en"].str.contains("its source was not recorded").fillna(False)[acts.index].any()


@every(list(REFERENCES.itertuples()))
def test_what_a_side_says_of_its_own_dead_and_of_the_others(row):
    """A claim of one side about the other's dead is kept only to label it."""
    enemy = bool(row.claimant and row.party) and side(row.claimant) in ("ARM", "AZE", "NK") and (
        side(row.claimant) not in row.party.split(";")
    )  # fmt: skip
    assert enemy == ("claim" in row.reference_id.split("-"))
    if enemy:
        assert (row.status, row.confidence) == ("claimed", "low")
    if row.status in ("claimed", "final"):
        assert side(row.claimant) in ("ARM", "AZE", "NK"), "a claim has a claimant, and that is a side"
    assert row.confidence != "low" or enemy or row.computed_from or row.status == "disputed"
    assert row.confidence != "not_found"


@every(list(REFERENCES.itertuples()))
def test_a_row_is_as_sure_as_its_event(row):
    usual = row.event_id and row.event_id not in ("D16", "D22") and row.confidence != "low" and not row.computed_from
    if usual:
        assert row.confidence == EVENTS.at[row.event_id, "confidence"]
    if "~" in row.as_of:
        assert row.confidence == "medium", "a day known only roughly"
    if row.claimant in COLLECTIONS and row.status != "disputed":
        assert row.confidence == "high"


@every(list(REFERENCES.itertuples()))
def test_a_standing_is_what_the_row_says_of_itself(row):
    assert (row.status == "superseded") == (bool(row.superseded_by) and row.status != "preliminary")
    if row.superseded_by:
        later = REFERENCES.loc[row.superseded_by]
        assert (row.measure, row.party, row.period[:4]) == (later.measure, later.party, later.period[:4])
        units = {row.unit, later.unit}
        assert len(units) == 1 or "not_stated" in units, "unlike things supersede nothing"
        assert len({side(row.claimant), side(later.claimant)} - {""}) < 2, "one side does not replace another's figure"
        assert not (row.as_of and later.as_of) or bounds_of(row.as_of)[0] <= bounds_of(later.as_of)[1]
        assert later.status not in ("preliminary", "computed")
    if row.as_of:
        assert bounds_of(row.as_of)[1] >= row.start, "a figure is given after those whom it counts died"


@every(list(REFERENCES.itertuples()))
def test_a_sum_has_what_its_parts_have_in_common(row):
    if not row.computed_from:
        return
    if not parts(row):
        first, last = row.computed_from.removeprefix("yearly:").split("-")
        assert (row.claimant, row.source_id, row.conflict, row.release) == ("UCDP", "D1", "388", "24.1")
        assert {row.period} <= {first, f"{first}/{last}", f"{first}-12-29/{last}-12-31"}
        assert (row.status == "estimate") == (first == last)
        return
    assert row.status == "computed"
    for column in ("source_id", "claimant", "conflict", "release", "event_id", "matter"):
        found = {getattr(part, column) for part in parts(row)}
        mixed = (
            ";".join(sorted({one for each in found for one in each.split(";") if one}, key=int))
            if column == "conflict"
            else ""
        )
        if column == "source_id" and row.claimant == "":
            found = {""}  # two sides' figures from one page are a sum of ours
        told = found.pop() if len(found) == 1 else mixed
        assert getattr(row, column) in (told, *(["long_run"] if column == "matter" else [])), column
    together = {party for part in parts(row) for party in part.party.split(";")} - {""}
    assert row.party == ";".join(sorted(together))
    assert (min(part.start for part in parts(row)), max(part.end for part in parts(row))) == (row.start, row.end)
    units = {part.unit for part in parts(row)}
    wider = {frozenset({"soldiers", "soldiers_and_border_guards"}): "soldiers_and_border_guards"}
    told = wider.get(frozenset(units), "not_stated" if "persons" not in units and "not_stated" in units else "persons")
    assert row.unit == (units.pop() if len(units) == 1 else told)
    order = ["high", "medium", "low"]
    least = max(parts(row), key=lambda part: order.index(part.confidence)).confidence
    assert row.confidence == ("low" if "official-2020-with" in row.reference_id else least)
    measures = {part.measure for part in parts(row)}
    killed_or_missing = {"killed", "missing"} == measures
    assert row.measure == (
        "killed_or_missing" if killed_or_missing else measures.pop() if len(measures) == 1 else "killed"
    )


# -- the other tables ---------------------------------------------------------------------------------------------


def test_same_as_is_symmetric():
    pairs = cd.claims().set_index("claim_id")["same_as"].dropna().str.split(";").explode()
    found = set(pairs.items())
    assert found and found == {(there, here) for here, there in found}
    assert all(here != there for here, there in found)


def test_the_codes_of_a_claim_go_together():
    for row in blank(cd.claims()).itertuples():
        killed = row.kind == "killed"
        assert killed == bool(row.unit) == bool(row.matter), row.claim_id
        assert not row.may_include or killed
        parties = [party for party in row.party.split(";") if party]
        assert {ACTORS.at[party, "kind"] for party in parties} <= {"state", "organisation", "unrecognised"}
        if row.scope == "both_sides":
            assert parties in (["ARM", "AZE"], ["OSCE"]), row.claim_id
        elif row.scope == "alliance":
            assert parties == ["CSTO"], row.claim_id
        elif row.scope == "one_side":
            assert len(parties) == 1 and parties[0] in ("ARM", "AZE"), row.claim_id
        elif row.scope == "all_persons":
            assert not parties and killed
        chain = row.chain.split(";") if row.chain else []
        assert not chain or "S01" in chain or row.speaker == "RAU"
        sources = row.source_ids.split(";")
        assert sources == sorted(sources, key=lambda each: (each in ("KNOW", "WIKI"), each)), row.claim_id
        named = ACTORS.loc[[row.speaker, side(row.speaker)], "name_en"].tolist() if row.speaker else ["nobody"]
        words = {word for name in named for word in re.findall(r"[\w.]{4,}|rp", name.lower())} | {"treaty", "chair"}
        assert words & set(re.findall(r"[\w.]{4,}|rp", row.attribution_en.lower())), row.claim_id
        assert (row.attribution_en == "nobody") == (row.attribution_it == "nessuno") == (not row.speaker)


def test_who_says_a_statement_is_who_speaks_in_the_claim():
    claims = cd.claims().set_index("claim_id")
    for row in blank(cd.statements()).itertuples():
        assert claims.at[row.claim_id, "kind"] in ("statement", "quotation")
        assert bool(row.verb_phrase) == (row.verb_kind != "not_stated"), row.claim_id
        party = claims.at[row.claim_id, "party"]
        sides = {side(actor) for actor in row.actor.split(";")} - {""}
        about = {"C11": {"ARM"}, "C12": {"ARM"}, "C25": {"POL"}, "C26": {"POL"}, "C39": {"POL"}}
        assert sides == about.get(row.claim_id, set(party.split(";")) if row.actor else set()), row.claim_id
        confirmed = set(filter(None, row.confirmed_by.split(";")))
        assert confirmed <= set(claims.at[row.claim_id, "source_ids"].split(";")), row.claim_id
    assert set(claims.query("kind in ('statement', 'quotation')").index) == set(cd.statements()["claim_id"])


VERBS = {  # the Italian verbs of the text, by what they do
    "accused": ["si incolpano"], "asked": ["chiede", "Su richiesta", "chiesto"],
    "said": ["ha riferito", "ha affermato", "ha risposto", "hanno espresso", "ha assicurato"],
}  # fmt: skip


def test_a_verb_is_of_its_kind():
    for row in cd.statements().dropna(subset=["verb_phrase"]).itertuples():
        assert any(verb in row.verb_phrase for verb in VERBS[row.verb_kind]), row.claim_id
        assert row.verb_paragraph in set(cd.anchors().query("claim_id == @row.claim_id")["paragraph"])


INSTRUMENTS = {  # of an act: the instruments to which it may belong
    "signature": {"treaty_1992"}, "accession_signature": {"treaty_1992"}, "registration": {"treaty_1992"},
    "ratification": {"treaty_1992", "protocol_1999", "protocol_2006"},
    "entry_into_force": {"treaty_1992", "protocol_2010"}, "extension_signature": {"protocol_1999"},
    "extension_not_signed": {"protocol_1999"}, "extension_in_force": {"protocol_1999"}, "term_end": {"treaty_1992"},
    "charter_signature": {"charter_2002"}, "charter_in_force": {"charter_2002"}, "return": {"protocol_2006"},
    "return_announced": {"protocol_2006"}, "amendment_signature": {"protocol_2010"},
    "consultation_request": {"treaty_1992"}, "finding": {"treaty_1992"},
}  # fmt: skip
DECIDES = {  # acts that the rule of membership reads, but for those that another date stands beside
    "signature", "accession_signature", "entry_into_force", "extension_signature", "term_end", "charter_in_force",
    "return", "suspension",
}  # fmt: skip


@every(list(cd.acts().fillna({"alternative_to": ""}).itertuples()))
def test_the_codes_of_an_act_go_together(row):
    assert row.instrument in INSTRUMENTS.get(row.act, {"none"})
    beside = row.alternative_to != ""
    assert row.used_by_rule == (row.act in DECIDES and not beside and row.instrument != "protocol_2010")
    if beside:
        other = cd.acts().set_index("act_id").loc[row.alternative_to]
        assert other["actor"] == row.actor and other["instrument"] == row.instrument
        assert abs((other["start"] - row.start).days) < 366
    year = int(row.instrument[-4:]) if row.instrument != "none" else 1992
    assert pd.isna(row.start) or row.start.year >= year
    assert ACTORS.at[row.actor, "kind"] in ("state", "organisation", "office")
    assert (row.confidence == "not_found") == pd.isna(row.date)


def test_a_period_of_a_toll_names_what_it_is_made_of():
    events = set(EVENTS.index)
    for row in blank(cd.periods()).itertuples():
        assert bool(row.end_from) != bool(row.duration_from)
        printed = row.reading == "printed"
        assert (row.status == "printed") == printed == (row.source_ids == "ARTICLE")
        named = {row.start_from, row.end_from or row.duration_from} - {"ARTICLE"}
        assert named <= {row.claim_id, *events}
        assert named & {row.claim_id} if printed else named <= events
        assert ("{days}" in row.label_en) == ("{days}" in row.label_it)


def test_the_codes_of_actors_and_places_agree():
    for row in blank(cd.actors()).itertuples():
        state = row.kind == "state" and row.actor_id != "SUN"
        assert row.iso3 == (row.actor_id if state else ""), row.actor_id
        assert bool(row.iso2) == bool(row.iso_numeric) == state
        assert row.cow_code == row.gw_code
        assert bool(row.belongs_to) <= (row.kind in ("office", "person"))
        assert not row.belongs_to or ACTORS.at[row.belongs_to, "kind"] in ("state", "organisation", "unrecognised")
    for row in blank(cd.places()).itertuples():
        assert not row.iso_3166_2 or row.iso_3166_2[:2] == ACTORS.at[row.state, "iso2"], row.place_id
        if row.kind in ("town", "city", "village"):
            kinds = {
                "town": "[Tt]own|centre|Taken|Named|On the road",
                "city": "City|Capital|Main town",
                "village": "Village",
            }
            assert re.search(kinds[row.kind], row.note_en), row.place_id


def test_what_was_seen_of_the_sources():
    """All but these were read in excerpts, in a copy of the data, or only as pointers."""
    others = SEEN[~SEEN.isin(["excerpt", "data_copy", "pointer_only"])]
    assert others.to_dict() == {
        "ARTICLE": "page",
        "DEWAAL": "not_reached",
        "KNOW": "not_looked_up",
        "S10": "reworded_copy",
    }


SITES = r"(?:[\w-]+\.)+[a-z]{2,}"


def test_a_source_is_described_by_its_address():
    for row in blank(cd.sources()).itertuples():
        site = re.search(rf"Address recorded: ({SITES})", row.note_en)
        if site and row.url and row.kind != "dataset" and "doi.org" not in row.url and "github" not in row.url:
            assert site[1] in row.url, row.source_id
        assert (row.licence == "news text: phrases only") == (row.kind in ("news", "article")), row.source_id
        assert (row.seen == "data_copy") == (row.kind == "dataset"), row.source_id
        assert (row.seen == "pointer_only") == bool(re.search("pointer|used only to point", row.note_en)), row.source_id
        assert (row.kind == "dataset") == (row.source_id[0] == "D" and row.source_id != "DEWAAL")
        if row.kind == "news" and row.publisher:
            first = re.findall(r"\w{4,}|AP|RT|AiF", row.publisher)
            assert any(word in row.name for word in first) or row.publisher.startswith("RFE"), row.source_id


# -- prose --------------------------------------------------------------------------------------------------------

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
}
COUNTS = {"en": "three four five six seven eight nine ten", "it": "tre quattro cinque sei sette otto nove dieci"}
NAMES = r"\b(armen|azer|russ|ka[zs]a|uzb|k[iy]rg|ta[gj]i|ucdp|reuters|wikipedia|karabakh)"
IDS = r"\b[ACDS]\d{2,3}[ab]?\b|\b[a-z]+[a-z0-9-]*-[a-z0-9-]*\d[a-z0-9-]*\b"
# What one language says in a word that the other has not, by the first words of the English.
FREE = {
    "The text says the 1990s": {"1990": "anni Novanta"},
    "“martedì” and “lunedì” are": {"Monday": "lunedì", "Tuesday": "martedì"},
    "battle-related deaths": {"ucdp": "UCDP"},
    "A near namesake": {"ucdp": "UCDP"},
}


def said(text, language):
    """Return the ids, numbers, months, days of the week, small counts and names of a text, as English writes them."""
    found = Counter(re.findall(IDS, text))
    for number in re.findall(r"\d+(?:[.,]\d+)*", re.sub(IDS, "", text)):
        found[re.sub("[.,]", "", number)] += 1
    for words in (MONTHS, DAYS, COUNTS):
        for english, word in zip(words["en"].split(), words[language].split(), strict=True):
            flags = 0 if word == "May" else re.IGNORECASE
            found[english] += len(re.findall(rf"\b{word}\b", text, flags))
    same = {"kas": "kaz", "taj": "tag", "kyr": "kir"}
    for name in re.findall(NAMES, text.lower()):
        found[same.get(name[:3], name[:3])] += 1
    return +found


def twins():
    """Yield every text of the record in its two languages, with where it stands."""
    for name, table in record.dictionary().items():
        yield f"describe {name}", table["description"], table["description_it"]
        for field in record.fields(table):
            yield f"describe {name}.{field['name']}", field["description"], field["description_it"]
        if "path" not in table or name == "ucdp_files":
            continue
        frame = blank(getattr(cd, name)())
        for column in (column for column in frame if column.endswith("_en")):
            key = table["schema"]["primaryKey"][0]
            for row in frame[[key, column, f"{column[:-3]}_it"]].itertuples(index=False):
                yield f"{name} {row[0]} {column}", row[1], row[2]
    pending = [cd.article()]
    while pending:
        node = pending.pop()
        pending += [
            value for value in (node.values() if isinstance(node, dict) else node) if isinstance(value, (dict, list))
        ]
        if isinstance(node, dict):
            yield from ((f"article {key}", node[key], node[key[:-3] + "_it"]) for key in node if key.endswith("_en"))


def test_both_languages_say_the_same_numbers_days_ids_and_names():
    wrong = []
    for where, english, italian in twins():
        one, other = said(re.sub(r"alpha-(\d)", r"alfa-\1", english), "en"), said(italian, "it")
        for first, words in FREE.items():
            if english.startswith(first):
                for word, there in words.items():
                    assert there in italian
                    one.pop(word[:3] if word == "ucdp" else word, None)
                    other.pop(word[:3] if word == "ucdp" else word, None)
        if one != other:
            wrong.append((where, dict(one - other), dict(other - one)))
    assert not wrong


VERDICTS = {  # a judgement of ours at the start of a sentence, and its Italian
    "Confirmed": "Confermato|Confermata", "Supported": "Ha riscontro", "Right": "Giusto", "Genuine": "Autentico",
    "Wrong": "Sbagliato", "Correct": "Corretto", "True": "Vero|È vero",
    "Probably": "[Pp]robabilmente|probabile",
}  # fmt: skip


def test_both_languages_judge_alike():
    checked = Counter()
    for where, english, italian in twins():
        if where.startswith("claims"):
            for word, there in VERDICTS.items():
                here = re.search(rf"(?:^|\. |: ){word}\b", english)
                checked[word] += bool(here)
                assert bool(here) <= bool(re.search(there, italian)), where
                assert word == "Probably" or bool(here) or not re.search(rf"(?:^|\. )(?:{there})\b", italian), where
    assert min(checked.values()) > 0 and len(checked) == len(VERDICTS)


# Numbers of notes that stand in no cell: typed by hand from what was read. Each stands in every row that it is for.
ALSO = tomllib.loads(Path(__file__).with_name("note_numbers.toml").read_text(encoding="utf-8"))
KEYS = {
    table: description["schema"]["primaryKey"]
    for table, description in record.dictionary().items()
    if "path" in description
}
LINKS = ("event_id", "source_id", "source_ids", "superseded_by", "computed_from", "same_as", "alternative_to")


def numbers(text):
    """Return the numbers of an English text, without ids; "13,004" is 13004."""
    return {number.replace(",", "") for number in re.findall(r"\d+(?:[.,]\d+)*", re.sub(IDS, "", text))}


@lru_cache
def all_rows():
    """Return every row of the shipped tables as text, by table and id, with the numbers that stand in its cells."""
    found = {}
    for table, key in KEYS.items():
        if table == "ucdp_files":
            continue
        frame = getattr(cd, table)().astype("string").fillna("")
        for row in frame.to_dict("records"):
            cells = " ".join(cell for column, cell in row.items() if not re.search("_(en|it)$", column))
            own = {str(int(n)) for n in re.findall(r"\d+", cells)} | set(re.findall(r"\d+(?:\.\d+)*", cells))
            found[table, "/".join(row[column] for column in key)] = row, own
    return found


def test_a_number_of_a_note_stands_in_its_row_or_in_a_named_one():
    by_id = {}
    for (_, key), (_, own) in all_rows().items():
        by_id.setdefault(key, set()).update(own)
    of_event = {}
    for (table, _), (row, _) in all_rows().items():
        if table == "references" and row["event_id"]:
            of_event.setdefault(row["event_id"], set()).update({row["low"], row["best"], row["high"]})
    wrong, used = [], Counter()
    for (table, key), (row, own) in all_rows().items():
        prose = " ".join(cell for column, cell in row.items() if column.endswith("_en"))
        linked = set(re.findall(IDS, prose)) | {one for link in LINKS for one in row.get(link, "").split(";")}
        stands = own.union(*(by_id.get(one, set()) for one in linked)) | of_event.get(row.get("event_id"), set())
        loose = numbers(prose) - stands
        for pattern, typed in ALSO.get(table, {}).items():
            if fnmatch(key, pattern):
                typed = set(typed.split())
                assert typed <= numbers(prose), f"{table} {key}: {sorted(typed - numbers(prose))} is no longer said"
                loose -= typed
                used[table, pattern] += 1
        wrong += [(table, key, sorted(loose))] if loose else []
    assert not wrong
    assert all(used[table, pattern] for table, typed in ALSO.items() for pattern in typed)
