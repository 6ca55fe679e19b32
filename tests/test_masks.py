"""Every rule masks what its example says and no more; no count of people is masked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictdata.reading import rules
from conflictdata.reading.masks import WHYS, find_masks
from conflictdata.reading.numbers import find_numbers

LANGUAGES = ("it", "en")
RULES = [
    (code, rule) for code in LANGUAGES for key in ("masks", "mask_joins") for rule in rules.language(code).rules[key]
]


def masks(text, language, times=()):
    return find_masks(text, language, find_numbers(text, language), times)


@pytest.mark.parametrize("language, rule", RULES, ids=[rule["id"] for _, rule in RULES])
def test_an_example_masks_exactly_what_it_says(language, rule):
    for text in (rule["example"], rule["example"].replace(" ", "\u00a0")):
        found = masks(text, language)
        assert [text[m.start : m.end].replace("\u00a0", " ") for m in found] == rule["masked"]
        assert rule["id"] in [m.rule for m in found]
        assert {m.why for m in found} <= set(WHYS)


def test_ids_are_unique_and_whys_are_known():
    ids = [rule["id"] for _, rule in RULES]
    assert len(ids) == len(set(ids))
    assert {why for _, rule in RULES for why in rule.get("whys", [rule.get("why")])} <= set(WHYS)


PEOPLE = {
    "it": """metà dei 40 feriti|18 caprai
        12 morti|sei soldati|30 mila sfollati|4.000 al giorno|nessun morto|cento feriti|decine di civili
        una ventina di donne|2000 soldati|1500 morti|mezzo milione di profughi|uccise 20 persone e 23 bambini
        tra 10 e 20 morti|3 piloti|50 corpi|200 famiglie|40 vite|12 operatori di droni|i morti sono 1.945|altri sei
        hanno liberato 50 ostaggi su 100|alle 14 vittime|12-15 morti|hanno perso 2000 uomini""",
    "en": """half of the 40 wounded|18 goatherds
        12 dead|six soldiers|30,000 displaced people|4,000 a day|no one|no casualties|dozens of civilians
        2000 troops|1,500 dead|half a million refugees|killed 20 people and 23 children|between 10 and 20 dead
        three Israeli pilots|50 bodies|12 drone operators|12,000 people fled homes|3,000 fled villages
        five died when shells hit|rose to 1945|the other 12|12-15 dead""",
}
NO_MASKS = [(code, text.strip()) for code in LANGUAGES for text in PEOPLE[code].replace("\n", "|").split("|")]


@pytest.mark.parametrize("language, text", NO_MASKS)
def test_people_are_not_masked(language, text):
    assert masks(text, language) == []


@pytest.mark.parametrize(
    "language, text, why",
    [
        ("it", "12 tra droni e missili", "thing"),
        ("it", "il Boeing 737.", "name"),
        ("it", "finì 2-1", "score"),
        ("it", "cannoni da 155mm", "measure"),
        ("it", "4 milioni di euro", "money"),
        ("it", "due carri armati", "thing"),
        ("it", "nessuno degli uffici", "thing"),
        ("it", "un ragazzo di quattordici anni", "age"),
        ("it", "una suora, 62 anni, e", "age"),
        ("it", "di cinque, 8 e nove anni", "age"),
        ("it", "quattro decessi per 10.000 abitanti", "ratio"),
        ("it", "il 7% dei 300 alpini", None),
        ("it", "la maggior parte dei 300 alpini", "ratio"),
        ("it", "18 capre", "thing"),
        ("it", "giorno zero", "name"),
        ("it", "trenta o quaranta chilometri", "measure"),
        ("en", "nine Russian tanks", "thing"),
        ("en", "no houses", "thing"),
        ("en", "one in five", "ratio"),
        ("en", "three fatalities per 10,000", "ratio"),
        ("en", "8 per cent of the 300 sailors", None),
        ("en", "most of the 300 sailors", "ratio"),
        ("en", "a nurse, 62, and", "age"),
        ("en", "aged five, 8 and nine", "age"),
        ("en", "eighteen stray goats", "thing"),
        ("en", "day zero", "name"),
        ("en", "the match ended 3-2", "score"),
        ("en", "the two sides", "thing"),
        ("en", "€1.2bn", "money"),
    ],
)
def test_what_counts_no_people(language, text, why):
    found = masks(text, language)
    assert found and {m.why for m in found} == ({why} if why else {"percent", "ratio"})
    numbers = [n for n in find_numbers(text, language) if n.sense != "article"]
    assert all(any(m.start <= n.start < m.end for m in found) for n in numbers)


class Span:
    def __init__(self, start, end):
        self.char_start, self.char_end = start, end


def test_a_number_in_a_time_is_a_date():
    text = "il 7 ottobre 12 morti"
    (mask,) = masks(text, "it", [Span(0, 12)])
    assert (text[mask.start : mask.end], mask.why) == ("7", "date")


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_masks_of_any_text_are_in_order_and_cover_numbers(language, data):
    examples = st.sampled_from([rule["example"] for code, rule in RULES if code == language])
    text = data.draw(st.lists(st.one_of(examples, st.text(max_size=4)), max_size=4).map("".join))
    numbers, end = find_numbers(text, language), 0
    for mask in find_masks(text, language, numbers, []):
        assert end <= mask.start < mask.end <= len(text)
        assert mask.start in [n.start for n in numbers]
        assert mask.why in WHYS
        end = mask.end
