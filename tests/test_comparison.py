"""A figure beside the references: every reason is derived from the records, and unlike figures are never subtracted."""

import re

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata import comparison, texts

CLAIMS = cd.casualties()["claim_id"].tolist()
LANGUAGES = texts.languages()


def reasons(first, second):
    return set(cd.differ(first, second).reasons)


# -- which references stand beside a claim --------------------------------------------------------------------------


@pytest.mark.parametrize("claim_id", CLAIMS)
def test_every_reference_on_the_matter_is_there_once(claim_id):
    matters = cd.claims().set_index("claim_id").at[claim_id, "matter"].split(";")
    wanted = cd.references()
    wanted = wanted[wanted["matter"].isin(matters)]
    wanted = wanted[wanted["party"].fillna("") != {"C03": "AZE", "C04": "ARM"}.get(claim_id, "no other side")]
    assert cd.compare(claim_id)["reference_id"].tolist() == wanted["reference_id"].tolist()
    assert len(wanted)


def test_the_dead_of_the_other_side_are_not_set_beside_a_claim():
    beside = cd.compare("C03").set_index("reference_id").index
    assert "arm-sept-2022-105" in beside and "aze-sept-2022-71" not in beside and "sept-2022-final" in beside


@pytest.mark.parametrize("claim_id", CLAIMS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_holds_what_the_reference_says(claim_id, language):
    rows = cd.compare(claim_id, language).set_index("reference_id")
    stated = cd.references().set_index("reference_id").loc[rows.index]
    for column in ("claimant", "measure", "unit", "party", "period", "low", "best", "high", "release", "grade"):
        assert rows[column].astype("string").fillna("").eq(stated[column].astype("string").fillna("")).all(), column
    assert rows["definition"].str.len().gt(20).all()
    assert set(";".join(rows["reasons"]).split(";")) - {""} <= set(comparison.REASONS)


def test_definitions_and_notes_are_in_the_language():
    english, italian = (cd.compare("C36", language)[["definition", "note", "sentence"]] for language in LANGUAGES)
    assert (english["definition"] != italian["definition"]).all()
    assert (english["sentence"] != italian["sentence"]).all()


@pytest.mark.parametrize(("claim_id", "told"), [("C33", "counts no people"), ("ucdp-2020", "differ"), ("C99", "C99")])
def test_what_is_no_death_claim_is_refused_in_words(claim_id, told):
    with pytest.raises(KeyError, match=told):
        cd.compare(claim_id)


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="xx"):
        cd.compare("C34", "xx")


# -- reasons, pair by pair, checked by hand against the facts ---------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "held", "not_held"),
    [
        ("C34", "ucdp-2020", {"measure", "period", "release", "comparator"}, {"unit", "party", "threshold", "mixed"}),
        ("C34", "aze-mod-2020-2906", {"unit", "party", "pointer"}, {"period", "measure", "replaced"}),
        ("C34", "aze-mod-2020-2783", {"unit", "party", "replaced", "day_of_counting"}, {"period", "pointer"}),
        ("C34", "arm-ic-2020-3825", {"party", "mixed"}, {"unit", "measure", "period"}),
        ("C34", "official-2020", {"mixed"}, {"party", "unit", "period", "measure"}),
        ("C34", "arm-ic-2020-missing-187", {"measure", "unit", "party"}, {"period"}),
        ("C34", "ap-2022-6600", {"comparator"}, {"party", "period", "measure", "unit", "day_of_counting"}),
        ("C36", "ucdp-1991-2021", {"measure", "period", "threshold", "comparator", "release"}, {"unit", "party"}),
        ("C36", "ucdp-1991-1994", {"measure", "period"}, {"threshold"}),
        ("C36", "prio-193-1992-1994", {"measure", "period"}, {"release", "threshold"}),
        ("C36", "cow-1991-1994", {"measure", "unit", "period"}, {"party", "release", "threshold"}),
        ("C36", "reuters-2020-30000", {"period", "day_of_counting", "comparator"}, {"measure", "unit", "party"}),
        ("C36", "wiki-1988-1994", {"pointer", "period"}, {"measure", "release"}),
        ("C03", "arm-sept-2022-49", {"comparator", "replaced"}, {"day_of_counting", "period", "unit", "party"}),
        ("C03", "arm-sept-2022-105", {"period", "day_of_counting", "replaced"}, {"unit", "party", "measure"}),
        ("C03", "arm-sept-2022-207", {"measure", "unit"}, {"party"}),
        ("C03", "sept-2022-final-soldiers", {"party", "period"}, {"unit"}),
        ("C03", "arm-sept-2022-civilians-3", {"unit"}, {"other_side", "party"}),
        ("C03", "aze-claim-sept-2022-arm-450", {"other_side"}, {"party"}),
        ("C04", "aze-sept-2022-50", {"unit", "alternative", "replaced"}, {"period", "party", "day_of_counting"}),
        ("C04", "aze-sept-2022-71", {"period", "day_of_counting", "alternative"}, {"unit", "party"}),
        ("C31", "sergeant-2022-arm-1", set(), {"period", "unit", "party", "measure"}),
        ("arm-ic-2020-3781", "arm-ic-2020-3808", {"day_of_counting", "replaced"}, {"period", "unit", "party"}),
    ],
)  # fmt: skip
def test_the_reasons_of_a_pair(first, second, held, not_held):
    found = reasons(first, second)
    assert held <= found and not found & not_held


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("C03", "arm-sept-2022-49", "same_figure"),
        ("C04", "aze-sept-2022-50", "same_figure"),
        ("C31", "sergeant-2022-arm-1", "same_number"),
        ("C36", "reuters-2020-30000", "same_number"),
        ("C34", "ucdp-2020", "floor_holds"),
        ("C34", "ap-2022-6600", "floor_holds"),
        ("C34", "putin-2020-4000", "ranges_meet"),
        ("C36", "hrw-1994", "ranges_meet"),
        ("hrw-1994", "C36", "ranges_meet"),
        ("C36", "ucdp-1991-2021", "lower"),
        ("ucdp-1991-2021", "C36", "higher"),
        ("C04", "aze-sept-2022-71", "higher"),
    ],
)
def test_how_two_numbers_lie(first, second, relation):
    assert cd.differ(first, second).relation == relation


def test_no_reason_is_a_word_without_a_rule_and_none_is_never_used():
    assert set(comparison.REASON) == set(comparison.REASONS)
    used = {reason for claim in CLAIMS for row in cd.compare(claim)["reasons"] for reason in row.split(";")}
    assert used - {""} == set(comparison.REASONS)


# -- sentences --------------------------------------------------------------------------------------------------------


def test_a_difference_is_stated_only_between_like_figures():
    like = cd.differ("arm-ic-2020-3781", "arm-ic-2020-3808")
    assert like.comparable and "higher than the first figure, by 27." in str(like)
    assert "by 56" not in str(cd.differ("C03", "arm-sept-2022-105"))
    stated = r", (?:by|di) [\d.,]+\. "
    for language in LANGUAGES:
        for claim_id in CLAIMS:
            rows = cd.compare(claim_id, language)
            unlike = rows[~rows["comparable"]]
            assert not unlike["sentence"].str.contains(stated).any()


def test_of_other_people_a_number_is_neither_higher_nor_lower():
    for language, words in (("en", "lower than"), ("it", "più bassa")):
        assert words not in str(cd.differ("C34", "aze-mod-2020-2783", language))
        assert words in str(cd.differ("C36", "ucdp-1991-2021", language))


def test_the_pair_of_the_thirty_thousand_reads_as_a_teacher_would_say_it():
    words = str(cd.differ("C36", "ucdp-1991-2021"))
    for told in (
        "The article, C36: about 30,000 people reported killed",
        "release 24.1: 13,004 (12,377–19,173) battle-related deaths",
        "It is lower than the article’s figure.",
        "neither is subtracted from the other",
        "16 years of its span have fewer than 25 deaths and add nothing to it",
        "may stand for 25,000 to 35,000 by our arithmetic",
    ):
        assert told in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_names_who_counts_and_what(language):
    names = cd.actors().set_index("actor_id")[f"name_{language}"]
    for claim_id in CLAIMS:
        for row in cd.compare(claim_id, language).to_dict("records"):
            who = texts.say("compare.ours", language) if pd.isna(row["claimant"]) else names[row["claimant"]]
            sentence = row["sentence"]
            assert sentence.startswith(who) or sentence.startswith(texts.say("compare.unnamed", language))
            assert row["counted"] in sentence and row["toll"] in sentence
            assert sentence.endswith(".") and "{" not in sentence and ".." not in sentence and "  " not in sentence


def test_a_single_person_is_written_in_the_singular():
    assert "1 soldier reported killed" in cd.compare("C31")["sentence"].iloc[0]
    assert "1 militare che risulta ucciso" in cd.compare("C31", "it")["sentence"].iloc[0]


def test_both_languages_say_the_same_numbers():
    for claim_id in CLAIMS:
        both = [cd.compare(claim_id, language)["sentence"] for language in LANGUAGES]
        for english, italian in zip(*both, strict=True):
            one = sorted(re.findall(r"\d+", english.replace(",", "").replace(".", "")))
            other = sorted(re.findall(r"\d+", italian.replace(".", "").replace("º", "")))
            assert one == other, (english, italian)


def test_any_two_figures_can_be_set_side_by_side():
    ids = [*CLAIMS, *cd.references()["reference_id"]][::7]
    for first in ids:
        for second in ids:
            difference = cd.differ(first, second)
            assert (difference.first, difference.second) == (first, second)
            assert not difference.comparable or not set(comparison.UNLIKE) & set(difference.reasons)
