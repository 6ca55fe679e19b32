"""Every figure can be cited, as text and as BibTeX, with its words or its source."""

import re

import pytest

import conflictdata as cd
from conflictdata import citing, record

THINGS = [
    "conflictdata",
    *record.dictionary(),
    *cd.claims()["claim_id"],
    *cd.references()["reference_id"],
    *cd.sources()["source_id"],
]


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("style", ["text", "bibtex"])
def test_everything_with_an_id_can_be_cited(style, language):
    for thing in THINGS:
        cited = cd.cite(thing, style, language)
        assert not re.search("nan|<NA>|None|{", cited) or style == "bibtex", cited
        if style == "text":
            assert re.fullmatch(r".+ \((\d{4}|no date|senza data)\)\. .+\.", cited), cited
            assert ".." not in cited
        else:
            assert not re.search("nan|<NA>|None", cited), cited
            assert re.fullmatch(r"@misc\{[A-Za-z0-9-]+,\n(  [a-z]+ = \{.+\},\n)+  [a-z]+ = \{.+\}\n\}", cited), cited
            assert cited.count("{") == cited.count("}")


def test_a_claim_is_cited_with_its_words_and_their_place():
    cited = cd.cite("C36")
    assert "“circa 30.000 persone sono morte”, paragraph 9, sentence 3, characters 3550–3581" in cited
    assert f"SHA-256 {cd.article()['sha256']}" in cited
    assert f"version {cd.__version__}" in cited


def test_a_reference_is_cited_with_its_source():
    cited = cd.cite("ucdp-1991-2021")
    assert cited.startswith("Davies, Shawn; ")
    assert "release 24.1" in cited
    assert "as of 2 Mar 2021" in cd.cite("aze-mod-2020-2881")
    assert "pointer only" in cd.cite("aze-sept-2022-80")


def test_a_sum_of_several_sources_is_ours():
    cited = cd.cite("sept-2022-sum-2022-09-13")
    assert cited.startswith("conflictdata contributors")
    assert "arm-sept-2022-49 + aze-sept-2022-50" in cited
    assert "our arithmetic" in cd.cite("arm-sept-2022-221-soldiers")


def test_a_reference_says_its_number_its_claimant_and_its_status():
    assert "49 soldiers reported killed, Nikol Pashinyan, 13 Sept 2022" in cd.cite("arm-sept-2022-49")
    assert "preliminary" in cd.cite("arm-sept-2022-49") or "superseded" in cd.cite("arm-sept-2022-49")
    assert "7,646 (7,548–9,077)" in cd.cite("ucdp-2020")


def test_people_and_institutions_are_authors_of_different_kinds():
    assert "author = {Davies, Shawn and Engström, Garoun and" in cd.cite("D1", "bibtex")
    assert "author = {Lacina and Gleditsch}" in cd.cite("prio-193-1993", "bibtex")
    assert "author = {{Human Rights Watch}}" in cd.cite("S24", "bibtex")
    assert "author = {{conflictdata contributors}}" in cd.cite(style="bibtex")


def test_bibtex_escapes_what_tex_would_read_but_not_addresses():
    entry = {"author": "Smith & Sons", "title": "50% of #1", "url": "https://example.org/a_b?c=%20&d"}
    assert citing._bibtex("x", entry) == (
        "@misc{x,\n  author = {{Smith \\& Sons}},\n  title = {50\\% of \\#1},\n"
        "  url = {https://example.org/a_b?c=%20&d}\n}"
    )


def test_what_cannot_be_cited():
    with pytest.raises(KeyError, match="'C99'"):
        cd.cite("C99")
    with pytest.raises(ValueError, match="'apa'"):
        cd.cite("C36", "apa")
    for thing in (None, ["C36"], 1.5, "2020", cd.Toll.count(12)):
        with pytest.raises(KeyError, match="nothing to cite"):
            cd.cite(thing)


def test_what_cannot_be_cited_is_refused_in_the_language_asked_for():
    for thing, style, error, words in (
        ("C99", "text", KeyError, "niente da citare con 'C99'"),
        ("C36", "apa", ValueError, "nessuno stile di citazione"),
    ):
        with pytest.raises(error, match=re.escape(words)):
            cd.cite(thing, style, "it")


def test_italian_citations_are_italian():
    assert "«circa 30.000 persone sono morte», capoverso 9, frase 3, caratteri 3550–3581" in cd.cite(
        "C36", language="it"
    )
    assert "7.646 (7.548–9.077) morti legate ai combattimenti" in cd.cite("ucdp-2020", language="it")
