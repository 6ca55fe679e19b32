"""Sides of a war in running text: nationalities, countries, groups, capitals, and names the text itself gives."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictdata.reading import rules
from conflictdata.reading.parties import FORMS, find_parties
from conflictdata.reading.rules import expand

LANGUAGES = ("it", "en")


def names(text, language):
    return [party.name for party in find_parties(text, language)]


def listed(language, form):
    """Return what the rules list for each name: its adjectives, its names, or its capital."""
    lines = {n: line.split("|") for n, line in rules.language(language).rules["parties"]["names"].items()}
    at = FORMS.index(form)
    return {name: parts[at] for name, parts in lines.items() if len(parts) > at and parts[at].strip()}


def test_expand():
    assert expand("armen{o,a} al{-,_}Qaeda {,sud-}sudanesi") == [
        "armeno", "armena", "al-Qaeda", "al Qaeda", "sudanesi", "sud-sudanesi",
    ]  # fmt: skip
    assert expand("") == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [*FORMS, "derived"])
def test_each_form_is_read_in_its_example(language, form):
    assert form in [
        party.form for party in find_parties(rules.language(language).rules["parties"]["example"][form], language)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_listed_spelling_is_read_whole(language, form):
    for name, text in listed(language, form).items():
        for word in expand(text):
            (party,) = find_parties(f"({word})", language)
            assert (party.start, party.end) == (1, 1 + len(word))
            assert party.name == name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_spelling_has_two_entries(language):
    table = rules.language(language).rules["parties"]
    every = [(w, name, form) for form in FORMS for name, text in listed(language, form).items() for w in expand(text)]
    adjectives = {(w, name) for w, name, form in every if form == "adjective"}
    # The one exception is a name that its adjective spells too: "Ucraina", "ucraina".
    own = [w.lower() for w, name, form in every if not (form == "name" and (w.lower(), name) in adjectives)]
    words = own + expand(table["none"])
    assert sorted({word for word in words if words.count(word) > 1}) == []


def test_both_languages_have_adjectives_for_the_same_names():
    italian, english = (set(listed(language, "adjective")) for language in LANGUAGES)
    assert italian == english


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "soldati armeni, una donna armena, gli Armeni", ["Armenia"] * 3),
        ("it", "dell’Arabia Saudita e degli Stati\r\nUniti d’America", ["Saudi Arabia", "United States"]),
        ("it", "serbo-bosniaci, austro-ungarici, nord-coreani", ["Bosnian Serbs", "Austria-Hungary", "North Korea"]),
        ("it", "STATI UNITI, 12 SOLDATI AFGHANI", ["United States", "Afghanistan"]),
        ("it", "Talebani, l'Isis, le Farc, Sendero Luminoso", ["Taliban", "Islamic State", "FARC", "Shining Path"]),
        ("it", "Costa d'Avorio, Perù, Bosnia-Erzegovina", ["Ivory Coast", "Peru", "Bosnia"]),
        ("it", "tre caschi blu ghanesi dell'Onu", ["United Nations", "Ghana", "United Nations"]),
        ("it", "Mosca e Kiev", ["Russia", "Ukraine"]),
        ("en", "two Filipinos, a Dane's ship, six Danes, Ivorian troops", ["Philippines", "Denmark", "Ivory Coast"]),
        ("en", "the U.S. army, US troops", ["United States"] * 2),
        ("en", "South Sudanese and Sudanese refugees", ["South Sudan", "Sudan"]),
        ("en", "Al Shabaab, al-Qaeda, Kata’ib Hezbollah, M23", ["Al Shabaab", "Al Qaeda", "Kataib Hezbollah", "M23"]),
        ("en", "Israel's army and the Taliban’s men", ["Israel", "Taliban"]),
        ("en", "nine UN peacekeepers", ["United Nations"]),
    ],
)
def test_known_words(language, text, expected):
    assert names(text, language) == expected
    assert names(unicodedata.normalize("NFD", text), language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("it", "filo-russi, filorussi, antiamericani, guerra russo-ucraina"),
        ("it", "la folla usa armi; i mali del mondo; l'ira; la paz; vite perse, i persi e le persiane"),
        ("it", "Monaco di Baviera, il Golfo Persico, lo Stato Shan"),
        ("it", "i cittadini e i partigiani della Repubblica repubblicana"),
        ("en", "pro-Russian rebels, a US-led coalition, U.S.-backed, Iran-backed, non-Israeli"),
        ("en", "they told us to polish the poles and roast a turkey"),
        ("en", "New Mexico, the Persian Gulf, the North Pole"),
        ("en", "Tavian guards of the Tavian army"),
    ],
)
def test_no_party(language, text):
    assert find_parties(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("it", "Tregua fra Ostrania e Belgor. Uccisi due belgoriani e un pilota ostraniano.", ["Belgor", "Ostrania"]),
        ("it", "La Velmaria tratta. Sette velmariani uccisi.", ["Velmaria"]),
        ("it", "Il fronte di Karsa: nove soldati karsesi.", ["Karsa"]),
        ("it", "Velmaria tratta. Sette velmariani uccisi.", ["Velmaria"]),
        ("it", "Orva tratta. Sette orvesi uccisi.", []),
        ("en", "The war in Marlonia killed nine Marlonians.", ["Marlonia"]),
        ("en", "On the border of Tavia, Tavian guards died.", ["Tavia"]),
    ],
)
def test_a_name_of_the_text_makes_its_adjective_known(language, text, expected):
    found = find_parties(text, language)
    assert [party.name for party in found if party.form == "derived"] == expected
    assert {party.name for party in found if party.form == "name"} == set(expected)


@given(st.text() | st.text("aà\u0300AUS.-' \n’é"), st.sampled_from(LANGUAGES))
def test_any_text_keeps_order_and_never_raises(text, language):
    found = find_parties(text, language)
    ends = [place for party in found for place in (party.start, party.end)]
    assert ends == sorted(ends)
    assert all(0 <= party.start < party.end <= len(text) and party.name for party in found)


@pytest.mark.parametrize("unit", ["a", "1.", "(", "e ", "al ", "U.", "Stati ", "a-", "e\u0300 ", "Aiana aiani "])
def test_hostile_text_takes_linear_time(unit):
    started = time.process_time()
    find_parties(unit * (1_000_000 // len(unit)), "it")
    assert time.process_time() - started < 5
