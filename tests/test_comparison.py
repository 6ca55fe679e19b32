"""A figure beside the references: every reason is derived from the records, and unlike figures are never subtracted."""

import re

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata import i18n
from conflictdata.comparing import comparison
from conflictdata.comparing import reasons as why

CLAIMS = cd.casualties()["claim_id"].tolist()
LANGUAGES = i18n.languages()


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
    assert set(";".join(rows["reasons"]).split(";")) - {""} <= set(why.REASONS)


def test_definitions_and_notes_are_in_the_language():
    english, italian = (cd.compare("C36", language)[["definition", "note", "sentence"]] for language in LANGUAGES)
    assert (english["definition"] != italian["definition"]).all()
    assert (english["sentence"] != italian["sentence"]).all()


@pytest.mark.parametrize(
    ("claim_id", "told"), [("C33", "no claim that counts people"), ("ucdp-2020", "differ"), ("C99", "C99")]
)
def test_what_is_no_death_claim_is_refused_in_words(claim_id, told):
    with pytest.raises(KeyError, match=told):
        cd.compare(claim_id)


def test_a_refusal_is_said_in_the_language_asked_for():
    with pytest.raises(KeyError, match="è un riferimento"):
        cd.compare("ucdp-2020", language="it")
    with pytest.raises(KeyError, match="'C33' non è un’affermazione che conta persone"):
        cd.differ("C33", "C34", language="it")
    with pytest.raises(KeyError, match="'None' non è un’affermazione"):
        cd.differ("C34", None, language="it")


def test_what_cannot_be_set_side_by_side_is_refused_in_words():
    for language in ("xx", ["it"]):
        for ask in (cd.compare, lambda claim, language: cd.differ(claim, claim, language)):
            with pytest.raises(ValueError, match="no texts in language"):
                ask("C34", language)
    for thing in (["C36"], None, "C33", "C99"):
        with pytest.raises(KeyError, match=r"C33|C99|C36|None"):
            cd.differ(thing, "C34")


# -- reasons, pair by pair, checked by hand against the facts ---------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "held", "not_held"),
    [
        ("C34", "ucdp-2020", {"measure", "period", "release", "comparator"}, {"unit", "party", "threshold", "mixed"}),
        ("C34", "aze-mod-2020-2906", {"unit", "party", "pointer"}, {"period", "measure", "replaced"}),
        ("C34", "aze-mod-2020-2783", {"unit", "party", "replaced"}, {"period", "pointer", "day_of_counting"}),
        ("C34", "arm-ic-2020-3825", {"party", "mixed"}, {"unit", "measure", "period"}),
        ("C34", "official-2020", {"mixed", "pointer"}, {"party", "unit", "period", "measure"}),
        ("C34", "arm-ic-2020-missing-187", {"measure", "unit", "party"}, {"period"}),
        ("C34", "ap-2022-6600", {"comparator"}, {"party", "period", "measure", "unit", "day_of_counting"}),
        ("C36", "ucdp-1991-2021", {"measure", "period", "threshold", "comparator", "release"}, {"unit", "party"}),
        ("C36", "ucdp-1991-1994", {"measure", "period"}, {"threshold"}),
        ("C36", "prio-193-1992-1994", {"measure", "period"}, {"release", "threshold"}),
        ("C36", "cow-1991-1994", {"measure", "unit", "period"}, {"party", "release", "threshold"}),
        ("C36", "reuters-2020-30000", {"period", "comparator"}, {"measure", "unit", "party", "day_of_counting"}),
        ("C36", "wiki-1988-1994", {"pointer", "period"}, {"measure", "release"}),
        ("C03", "arm-sept-2022-49", {"comparator", "replaced"}, {"day_of_counting", "period", "unit", "party"}),
        ("C03", "arm-sept-2022-105", {"period", "day_of_counting", "replaced"}, {"unit", "party", "measure"}),
        ("C03", "arm-sept-2022-207", {"measure", "unit"}, {"party"}),
        ("C03", "sept-2022-final-soldiers", {"party", "period"}, {"unit"}),
        ("C03", "arm-sept-2022-civilians-3", {"unit"}, {"other_side", "party"}),
        ("C03", "aze-claim-sept-2022-arm-450", {"other_side"}, {"party"}),
        ("C04", "aze-sept-2022-50", {"unit", "alternative", "replaced"}, {"period", "party", "day_of_counting"}),
        ("C04", "aze-sept-2022-71", {"unit", "period", "day_of_counting", "alternative"}, {"party"}),
        ("aze-sept-2022-71", "aze-sept-2022-77", {"day_of_counting", "replaced"}, {"unit", "period", "party"}),
        ("C04", "aze-mod-2020-2783", {"period", "replaced"}, {"day_of_counting", "unit", "party"}),
        ("C31", "sergeant-2022-arm-1", {"rough_day"}, {"period", "unit", "party", "measure"}),
        ("C34", "putin-2020-4000", {"preliminary", "comparator"}, {"period", "party"}),
        ("C36", "prio-193-2005", {"slip"}, {"mixed"}),
        ("C36", "ucdp-all-1989-2021", {"threshold", "release", "period"}, {"unit"}),
        ("C03", "sept-2022-final", {"pointer", "unit", "party"}, {"replaced"}),
        ("C03", "sept-2022-sum-2022-09-14", {"replaced", "party", "unit"}, {"pointer"}),
        ("place-2022-armenia", "place-2022-azerbaijan", {"place"}, {"measure", "party", "period"}),
        ("ucdp-376-1991", "ucdp-1991-1994", {"conflict", "period"}, {"measure", "release"}),
        ("cow-216", "cow-872", {"conflict", "period"}, {"measure", "unit"}),
        ("ucdp-one-sided-1992", "ucdp-2016", {"release", "measure"}, set()),
        ("official-2020", "icg-2020-military", {"unit", "mixed", "comparator", "pointer"}, {"period", "party"}),
        ("aze-claim-sept-2022-arm-450", "arm-sept-2022-105", {"other_side", "replaced", "unit"}, {"party", "period"}),
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
        ("C04", "aze-mod-2020-2783", "unlike"),  # of the same claimant, in another war
        ("C31", "sergeant-2022-arm-1", "same_number"),
        ("C36", "reuters-2020-30000", "same_number"),
        ("C34", "ucdp-2020", "floor_holds"),
        ("C34", "ap-2022-6600", "floor_holds"),
        ("C34", "putin-2020-4000", "ranges_meet"),
        ("C36", "hrw-1994", "ranges_meet"),
        ("hrw-1994", "C36", "ranges_meet"),
        ("C36", "ucdp-1991-2021", "unlike"),
        ("ucdp-1991-2021", "C36", "unlike"),
        ("C04", "aze-sept-2022-71", "unlike"),  # whom the 71 count is not said
        ("arm-sept-2022-49", "arm-sept-2022-105", "higher"),  # a toll that moved while the days went on
        ("aze-sept-2022-71", "aze-sept-2022-50", "unlike"),  # the 50 hold border guards
        ("aze-sept-2022-77", "aze-sept-2022-71", "lower"),
        ("aze-claim-sept-2022-arm-450", "arm-sept-2022-105", "unlike"),
        ("C34", "aze-mod-2020-2783", "unlike"),
        ("C34", "place-2020-armenia", "unlike"),
        ("C36", "C36", "itself"),
    ],
)
def test_how_two_numbers_lie(first, second, relation):
    assert cd.differ(first, second).relation == relation


def test_no_reason_is_a_word_without_a_rule_and_none_is_never_used():
    assert {*why.OF_PAIR, *why.OF_ONE} == set(why.REASONS)
    used = {reason for claim in CLAIMS for row in cd.compare(claim)["reasons"] for reason in row.split(";")}
    assert used - {""} | {"conflict"} == set(why.REASONS)


def test_the_order_of_a_pair_changes_no_reason():
    ids = [*CLAIMS, *cd.references()["reference_id"]][::5]
    for i, first in enumerate(ids):
        for second in ids[i + 1 :]:
            there, back = reasons(first, second), reasons(second, first)
            assert there - {"release"} == back - {"release"}, (first, second)
            sides = {cd.differ(first, second).relation, cd.differ(second, first).relation}
            assert len(sides - {"floor_holds", "ranges_meet", "same_figure"}) < 2 or sides == {"higher", "lower"}, sides


# -- sentences --------------------------------------------------------------------------------------------------------


def test_a_difference_is_a_text_that_jupyter_shows():
    like = cd.differ("arm-ic-2020-3781", "arm-ic-2020-3808")
    assert like._repr_html_() == f'<p lang="en">{like}</p>' and repr(like) == str(like)
    assert like.comparable and "It is higher than the first figure." in str(like)


def test_unlike_figures_are_not_ranked():
    words = {"en": ("It is lower", "It is higher"), "it": ("È più bassa", "È più alta")}
    for language in LANGUAGES:
        for claim_id in CLAIMS:
            rows = cd.compare(claim_id, language)
            ranked = rows["sentence"].str.contains("|".join(words[language]))
            assert (ranked == rows["relation"].isin(["higher", "lower"])).all()
            never = {"measure", *comparison.APART}
            apart = rows["reasons"].map(lambda held, never=never: bool(never & set(held.split(";"))))
            assert not (ranked & apart).any() and (claim_id == "C31" or apart.any())


def test_our_sums_are_called_ours():
    for language, words in (("en", "Our sum of figures of"), ("it", "Somma nostra di cifre di")):
        sentence = cd.compare("C36", language).set_index("reference_id")["sentence"]
        for reference_id in ("ucdp-1991-2021", "cow-1991-1994", "prio-193-1992-1994"):
            assert sentence[reference_id].startswith(words)
        assert not sentence["ucdp-376-1990"].startswith(words)


def test_the_pair_of_the_thirty_thousand_reads_as_a_teacher_would_say_it():
    words = str(cd.differ("C36", "ucdp-1991-2021"))
    for told in (
        "The article, C36: about 30,000 people reported killed",
        "release 24.1: 13,004 (12,377–19,173) battle-related deaths",
        "The article, C36: about 30,000 people reported killed, since 1991.",
        "neither is subtracted from the other",
        "16 years of the span that it covers have fewer than 25 deaths and add nothing",
        "may stand for 25,000 to 35,000 by our arithmetic",
    ):
        assert told in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_names_who_counts_and_what(language):
    names = cd.actors().set_index("actor_id")[f"name_{language}"]
    for claim_id in CLAIMS:
        for row in cd.compare(claim_id, language).to_dict("records"):
            who, sentence = "" if pd.isna(row["claimant"]) else names[row["claimant"]], row["sentence"]
            ours = sentence.startswith(
                tuple(i18n.say(f"compare.our_{kind}", language) for kind in ("sum", "subtraction"))
            )
            assert ours == (row["status"] == "computed") and who in sentence
            assert ours or sentence.startswith(who or i18n.say("compare.unnamed", language))
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
            assert (difference.a.id, difference.b.id) == (first, second)
            assert not difference.comparable or not set(why.UNLIKE) & set(difference.reasons)
