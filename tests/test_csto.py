"""Who was in the treaty, or in the organization, on which day: derived from the acts, and written down by hand."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictdata as cd
from conflictdata import csto

NONE = ""
SIX = "ARM BLR KAZ KGZ RUS TJK"
SEVEN = f"{SIX} UZB"
NINE = "ARM AZE BLR GEO KAZ KGZ RUS TJK UZB"
# Written by hand from the treaty's history: the days named in our notes, and each day on which membership
# changes with the day before.
BY_HAND = {
    "1991-12-31": NONE,
    "1992-05-15": NONE,  # signed, not in force
    "1993-01-01": NONE,
    "1994-04-19": NONE,
    "1994-04-20": NINE,  # the treaty enters into force
    "1998-01-01": NINE,
    "1999-04-02": NINE,  # six sign the renewal
    "1999-04-10": NINE,
    "1999-04-19": NINE,
    "1999-04-20": SIX,  # the first term ends
    "1999-04-21": SIX,
    "2000-03-22": SIX,
    "2002-10-08": SIX,
    "2003-01-01": SIX,
    "2003-09-17": SIX,
    "2003-09-18": SIX,  # parties become members
    "2006-06-23": SIX,  # Uzbekistan's return is announced
    "2006-08-15": SIX,
    "2006-08-16": SEVEN,  # and takes effect
    "2007-06-01": SEVEN,
    "2012-06-27": SEVEN,
    "2012-06-28": SIX,  # Uzbekistan's note
    "2012-09-01": SIX,
    "2012-12-19": SIX,  # the Council accepts it
    "2013-01-01": SIX,
    "2022-09-13": SIX,
    "2024-02-22": SIX,  # statements end nothing
    "2024-06-12": SIX,
    "2024-06-30": SIX,
}


@pytest.mark.parametrize("day", BY_HAND)
def test_members_as_written_by_hand(day):
    assert cd.members_on(day) == BY_HAND[day].split()


def derived(day):
    return sorted(
        spell.actor
        for spell in cd.membership().itertuples()
        if spell.status in ("party", "member") and spell.start <= day and not spell.end <= day
    )


def test_members_on_every_boundary_and_the_day_before_follow_from_the_spells():
    spells = cd.membership()
    edges = pd.concat([spells["start"], spells["end"]]).dropna().unique()
    days = {pd.Timestamp(edge) - timedelta(back) for edge in edges for back in (0, 1)}
    changes = [day for day in sorted(days) if derived(day) != derived(day - timedelta(1))]
    for day in days:
        assert cd.members_on(day) == derived(day), day
    # No change is missing from the table above.
    assert [f"{day:%Y-%m-%d}" for day in changes] == ["1994-04-20", "1999-04-20", "2006-08-16", "2012-06-28"]
    by_hand = list(BY_HAND.values())
    assert [day for i, day in enumerate(BY_HAND) if i and by_hand[i] != by_hand[i - 1]] == [
        f"{day:%Y-%m-%d}" for day in changes
    ]


@given(st.dates(date(1980, 1, 1), date(2040, 1, 1)))
def test_members_on_any_day(day):
    members = cd.members_on(day)
    assert members == derived(pd.Timestamp(day)) == cd.members_on(day.isoformat())
    assert len(members) in (0, 6, 7, 9)


def test_spells_are_half_open_and_follow_each_other():
    spells = cd.membership()
    assert (spells["end"] > spells["start"]).where(spells["end"].notna(), True).all()
    for actor, own in spells.groupby("actor"):
        earlier, later = own.iloc[:-1], own.iloc[1:]
        assert earlier["end"].notna().all(), actor
        assert (earlier["end"].to_numpy() <= later["start"].to_numpy()).all(), actor
    assert spells.equals(spells.sort_values(["actor", "start"]))


def test_members_and_those_suspended_have_one_open_spell():
    spells = cd.membership()
    still = spells[spells["end"].isna()]
    assert still["actor"].is_unique
    assert still.set_index("actor")["status"].to_dict() == dict.fromkeys(SIX.split(), "member") | {"UZB": "suspended"}


def test_the_statuses_of_each_state():
    statuses = cd.membership().groupby("actor")["status"].agg(" ".join).to_dict()
    assert statuses == dict.fromkeys(SIX.split(), "signed party member") | {
        "AZE": "signed party",
        "GEO": "signed party",
        "UZB": "signed party member suspended",
    }


def test_only_the_states_that_acceded_have_an_uncertain_start():
    uncertain = cd.membership().dropna(subset=["uncertain_until"])
    assert uncertain["actor"].tolist() == ["AZE", "BLR", "GEO"]
    assert set(uncertain["status"]) == {"party"}
    assert set(uncertain["start"]) == {pd.Timestamp("1994-04-20")}
    assert set(uncertain["uncertain_until"]) == {pd.Timestamp("1997-01-01")}


def test_spells_begin_and_end_with_the_acts_they_name():
    acts = cd.acts().set_index("act_id")
    for spell in cd.membership().itertuples():
        first = acts.loc[spell.start_act]
        assert (first["actor"], csto.OPENS[first["act"], first["instrument"]]) == (spell.actor, spell.status)
        assert first["start"] == spell.start or not pd.isna(spell.uncertain_until)
        if not pd.isna(spell.end):
            assert acts.at[spell.end_act, "actor"] == spell.actor
            assert acts.at[spell.end_act, "start"] == spell.end or acts.at[spell.end_act, "confidence"] == "not_found"
        else:
            assert pd.isna(spell.end_act)


def test_a_statement_ends_nothing():
    acts = cd.acts()
    statements = acts.query("act in ('statement', 'no_contribution', 'refusal_to_sign')")
    assert len(statements) == 4
    assert not statements["used_by_rule"].any()
    for day in statements["start"]:
        assert cd.members_on(day + timedelta(1)) == cd.members_on(day - timedelta(1))


def test_every_act_that_the_rule_uses_does_something():
    acts = cd.acts()
    kinds = set(acts.loc[acts["used_by_rule"], ["act", "instrument"]].itertuples(index=False, name=None))
    assert set(csto.OPENS) == kinds - {("extension_signature", "protocol_1999")}
    signed = acts.query("act == 'extension_signature'")["actor"]
    ended = acts.query("act == 'term_end'")["actor"]
    assert sorted([*signed, *ended]) == cd.members_on("1999-04-19")


def test_other_datings_of_an_act_are_kept_and_not_used():
    acts = cd.acts()
    others = acts.dropna(subset=["alternative_to"])
    assert not others["used_by_rule"].any()
    assert {"GEO", "BLR", "UZB"} <= set(others["actor"])


@pytest.mark.parametrize("day", [datetime(2022, 9, 13, 23, 59), date(2022, 9, 13), pd.Timestamp("2022-09-13 12:00")])
def test_days_may_be_given_as_dates(day):
    assert cd.members_on(day) == SIX.split()


@pytest.mark.parametrize("day", ["", "yesterday", "2022-02-30", "13/09/2022", "2022", 2022, 2022.0, None, pd.NaT, []])
def test_what_is_no_day_is_refused(day):
    with pytest.raises(ValueError, match="is not a day; write it as 2022-09-13"):
        cd.members_on(day)
