"""The ten findings: their numbers are computed, and agree with what was worked out by hand."""

import re

import pytest

import conflictdata as cd
from conflictdata import i18n, record
from conflictdata.comparing import findings as critical_reading

BY_HAND = {  # from the dates and rows themselves, with pencil and paper
    "F1": {"printed": "181", "days": "44", "times": "4.1", "months": "3"},
    "F2": {"agencies": "30000", "quiet": "438", "y2020": "7646", "y2021": "40", "together": "38000"},
    "F3": {"best": "13004", "low": "12377", "high": "19173", "percent": "36", "first_war": "4880", "factor": "6"},
    "F4": {"both": "99", "day14": "155", "day15": "176", "both_last": "301", "with_civilians": "304",
           "both_times": "3.0", "arm_times": "4.5", "aze_times": "1.6"},
    "F5": {"counted": "9", "years": "25", "deaths": "438", "y2020": "7646"},
    "F6": {"floor": "6000", "official": "6731", "excess": "6451", "ucdp": "7646", "icg": "7000",
           "excess_low": "4482", "excess_high": "8695"},
    "F7": {"there": "00:05", "here": "22:05"},
    "F8": {"arm": "2", "aze": "0"},
    "F10": {"named": "5", "members": "6", "sent_january": "5", "sent_september": "0", "missions": "2"},
}  # fmt: skip


def numbers(finding):
    text = cd.findings().set_index("finding").at[finding, "numbers"]
    return dict(part.split("=") for part in text.split("; "))


@pytest.mark.parametrize("finding", BY_HAND)
def test_the_numbers_of_a_finding(finding):
    computed = numbers(finding)
    assert {name: computed[name] for name in BY_HAND[finding]} == BY_HAND[finding]


def test_there_are_ten_in_order():
    assert cd.findings()["finding"].tolist() == [f"F{i}" for i in range(1, 11)]


def test_the_package_refuses_the_sum_that_it_shows_as_an_illustration():
    rests_on = cd.findings().set_index("finding").at["F2", "rests_on"]
    with pytest.raises(cd.KindError, match="reuters-2020-30000"):
        cd.add(*rests_on.split(";"))


def test_the_minister_speaks_on_a_day_and_the_headline_of_all_days():
    assert numbers("F9") == {"headline": "2022-09-14/..", "minister": "2022-09-14"}


def test_no_number_is_typed_in_a_finding():
    """What a message says in digits is a year, a day of the month, a threshold or an age: the rest is a placeholder."""
    allowed = {
        "388",
        "1988",
        "1990",
        "1991",
        "1994",
        "1995",
        "2019",
        "2020",
        "2021",
        "2022",
        "15",
        "49",
        "94",
        "25",
        "4",
    }
    for language in i18n.languages():
        for key, message in i18n.catalogue(language).items():
            if key.startswith("finding."):
                assert set(re.findall(r"\d+", re.sub(r"\{\w+\}", "", message))) <= allowed, key


@pytest.mark.parametrize("language", i18n.languages())
def test_every_computed_number_is_said(language):
    unsaid = {"headline", "minister"}
    for row in cd.findings(language).to_dict("records"):
        words = f"{row['article']} {row['reference']} {row['question']}"
        for part in row["numbers"].split("; "):
            name, value = part.split("=")
            if name not in unsaid:
                number = float(value) if ":" not in value else None
                said = (
                    value if number is None else i18n.number(int(number) if number.is_integer() else number, language)
                )
                assert said in words, (row["finding"], name)


def test_what_a_finding_rests_on_exists():
    known = set(record.claims()["claim_id"]) | set(record.references()["reference_id"])
    for table, key in (("events", "event_id"), ("acts", "act_id"), ("sources", "source_id")):
        known |= set(getattr(record, table)()[key])
    for row in cd.findings().to_dict("records"):
        assert set(row["claim_ids"].split(";")) | set(row["rests_on"].split(";")) <= known


def test_a_finding_follows_the_record(monkeypatch):
    """Were UCDP's row of 2020 another, the findings would say so: nothing is typed."""
    years = record.yearly()
    years.loc[years["year"] == 2020, ["low", "best", "high"]] = [8000, 8000, 8000]
    references = record.references()
    references.loc[references["reference_id"] == "ucdp-2020", ["low", "best", "high"]] = [8000, 8000, 8000]
    monkeypatch.setattr(record, "references", lambda: references)
    monkeypatch.setattr(record, "yearly", lambda: years)
    assert "8,000" in critical_reading.findings().set_index("finding").at["F5", "reference"]
    assert numbers_of(critical_reading.findings(), "F6")["ucdp"] == "8000"


def numbers_of(frame, finding):
    return dict(part.split("=") for part in frame.set_index("finding").at[finding, "numbers"].split("; "))
