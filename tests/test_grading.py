"""The five grades of a figure, by a stated rule."""

import pandas as pd
import pytest

import conflictdata as cd
from conflictdata.comparing import grading

GRADES = cd.references().set_index("reference_id")["grade"]


@pytest.mark.parametrize(
    ("reference_id", "grade"),
    [
        ("arm-sept-2022-49", "discounted"),  # preliminary
        ("aze-mod-2020-2783", "discounted"),  # superseded
        ("aze-claim-sept-2022-arm-450", "discounted"),  # of the other side's dead
        ("prio-193-2005", "discounted"),  # a suspected slip
        ("arm-sept-2022-224", "confirmed"),  # own dead, not replaced
        ("nov-2021-aze-7", "confirmed"),
        ("aze-sept-2022-79", "weak"),  # of which our reading is not sure
        ("ucdp-2020", "fair"),  # a collection with a method
        ("kt-2020", "fair"),
        ("ucdp-1991-2021", "fair"),
        ("reuters-2020-30000", "weak"),  # agencies may repeat each other
        ("dewaal-1991-1994", "weak"),  # the page was not seen, so it contests no other
        ("tovuz-2020-arm", "contested"),  # the pages read differ
        ("khojaly-listed-613", "contested"),  # three lists
        ("khojaly-listed-636", "contested"),
        ("arm-ic-2020-3825", "contested"),  # disputed
        ("official-2020", "contested"),  # a sum has the weakest grade of its parts
        ("sept-2022-final", "weak"),
        ("aze-sept-2022-80", "weak"),  # pointer
        ("aze-mod-2020-2906", "weak"),  # a side's own count, but seen in a pointer only
        ("ap-2022-6600", "weak"),  # one source
    ],
)
def test_the_grade_of_a_figure(reference_id, grade):
    assert GRADES[reference_id] == grade


def test_no_side_is_graded_by_another_rule():
    """Turned round, actor for actor, the same record gives the same grades."""
    swap = {"ARM": "AZE", "ARM_MOD": "AZE_MOD", "ARM_GOV": "AZE_GOV", "ARM_IC": "AZE_IC", "PASHINYAN": "AZE_PREMIER"}
    swap |= {other: one for one, other in swap.items()}

    def turned(ids):
        return ids if pd.isna(ids) else ";".join(swap.get(one, one) for one in ids.split(";"))

    references, actors = cd.references(), cd.actors()
    for frame, columns in ((references, ("party", "claimant")), (actors, ("actor_id", "belongs_to"))):
        for column in columns:
            frame[column] = frame[column].map(turned)
    assert grading.grades(references, actors, cd.sources()).tolist() == cd.references()["grade"].tolist()


def test_a_source_that_was_not_seen_contests_no_other():
    references, sources = cd.references(), cd.sources()
    sources.loc[sources["source_id"] == "DEWAAL", "seen"] = "page"
    seen = grading.grades(references, cd.actors(), sources)
    assert set(seen[references["reference_id"].isin(["reuters-2020-30000", "hrw-1994"])]) == {"contested"}
    assert set(GRADES[["reuters-2020-30000", "hrw-1994"]]) == {"weak"}


def test_every_grade_is_used_and_described():
    assert set(GRADES) == set(grading.GRADES)
    told = cd.describe("references").set_index("column").loc["grade"]
    assert told["allowed"] == ", ".join(grading.GRADES)
    for language in ("en", "it"):
        words = cd.describe("references", language).set_index("column").at["grade", "description"]
        assert all(grade in words for grade in grading.GRADES)


def test_every_superseded_figure_names_its_successor():
    frame = cd.references().set_index("reference_id")
    assert frame.query("status == 'superseded'")["superseded_by"].isin(frame.index).all()
    assert (frame["superseded_by"].dropna().index.map(GRADES) == "discounted").all()


READINGS = dict(zip(cd.references()["reference_id"], grading.readings(cd.references(), cd.sources()), strict=True))


@pytest.mark.parametrize(
    ("reference_id", "reading"),
    [
        ("ucdp-2020", "reference"),
        ("ucdp-1991-1994", "reference"),  # a sum of years of a copy that was read
        ("icg-2020-military", "reference"),
        ("arm-sept-2022-224", "reference"),
        ("arm-sept-2022-221-soldiers", "reference"),  # our subtraction of two figures of one page
        ("arm-sept-2022-missing-3", "reference"),
        ("arm-ic-2020-missing-187", "reference"),  # the page was read
        ("kt-2020", "reference"),
        ("dewaal-1991-1994", "second_hand"),  # the page was not reached
        ("aze-mod-2020-2906", "second_hand"),  # Wikipedia points to them
        ("wiki-2020-civilians-arm", "second_hand"),
        ("wiki-2020-civilians-aze", "second_hand"),
        ("sohr-2020-541", "second_hand"),
        ("aze-sept-2022-80", "second_hand"),
        ("official-2020", "second_hand"),  # a sum with a part of that kind
        ("official-2020-with-missing", "second_hand"),
        ("arm-ic-2020-3808", "second_hand"),  # its source was not recorded
        ("baku-1990-arm", "second_hand"),  # general knowledge
    ],
)
def test_how_a_figure_was_read(reference_id, reading):
    assert READINGS[reference_id] == reading


def test_a_source_that_was_seen_makes_its_figures_and_their_sums_seen():
    references, sources = cd.references(), cd.sources()
    sources.loc[sources["source_id"] == "WIKI", "seen"] = "page"
    seen = dict(zip(references["reference_id"], grading.readings(references, sources), strict=True))
    changed = {each for each in READINGS if READINGS[each] != seen[each]}
    assert {"aze-mod-2020-2906", "sohr-2020-541", "official-2020", "sept-2022-final"} <= changed
    assert not changed & {"dewaal-1991-1994", "arm-ic-2020-3808"}
    assert set(READINGS.values()) == set(seen.values()) == {"reference", "second_hand"}
