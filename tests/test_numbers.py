"""Numbers are found where they stand and are worth what they say, in every spelling."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from conflictdata.reading import rules
from conflictdata.reading.numbers import find_numbers, value

SPACES = " \u00a0\u2009\u202f"
LANGUAGES = ("it", "en")


def values(text, language="it"):
    return [number.value for number in find_numbers(text, language) if number.sense != "article"]


def senses(text, language):
    return [(text[n.start : n.end], n.value, n.sense) for n in find_numbers(text, language)]


@given(st.integers(0, 999_999_999))
def test_italian_words(n):
    # num2words writes 118 as "centodicotto"; the i is put back.
    words = num2words(n, lang="it").replace("dicotto", "diciotto")
    assert values(f"tra {words}.") == [n]
    assert values(f"tra {unicodedata.normalize('NFD', words.upper())}.") == [n]


@given(st.integers(0, 999_999_999))
def test_english_words(n):
    words = num2words(n, lang="en").replace(",", "")
    assert values(f"about {words}.", "en") == [n]
    assert values(f"about {words.upper().replace('-', ' ')}.", "en") == [n]


@given(
    st.integers(0, 10**9), st.sampled_from([("it", s) for s in [".", "'", "’", *SPACES]] + [("en", ","), ("en", " ")])
)
def test_digits(n, spelling):
    language, group = spelling
    grouped = f"{n:,}".replace(",", group)
    text = f"x {grouped} y"
    (number,) = find_numbers(text, language)
    assert (number.value, text[number.start : number.end]) == (n, grouped)
    assert value(grouped, language) == n


@pytest.mark.parametrize(
    "spellings, language, worth",
    [
        ("6.000|6mila|seimila|6 000|6 mila|6\u00a0000|6000|Seimila|SEIMILA|6'000", "it", 6000),
        ("1,7 milioni|1.700.000|1 700 000|un milione e settecentomila|un milione e 700 mila|1,7 mln", "it", 1700000),
        ("mezzo milione|500mila|500.000|cinquecentomila", "it", 500000),
        ("un milione e mezzo|1,5 milioni|1 milione e mezzo", "it", 1500000),
        ("mille e duecento|milleduecento|1.200|mille duecento", "it", 1200),
        ("settant'|settant’|settanta|70", "it", 70),
        ("ventitré|ventitrè|ventitre|ventitre\u0301|23", "it", 23),
        ("centottantuno|181", "it", 181),
        ("6,000|6k|six thousand|6 thousand|6 000|6000|Six thousand", "en", 6000),
        ("1.7 million|1.7m|1,700,000|one million seven hundred thousand|1.7 mn", "en", 1700000),
        ("half a million|500,000|five hundred thousand|half-million|a half million", "en", 500000),
        ("a million and a half|one and a half million|1.5 million|1.5m", "en", 1500000),
        ("a hundred and twenty|one hundred twenty|120", "en", 120),
        ("forty-five|forty five|45", "en", 45),
        ("2bn|two billion|2 billion|2,000,000,000", "en", 2 * 10**9),
    ],
)
def test_equal_spellings_are_worth_the_same(spellings, language, worth):
    for spelling in spellings.split("|"):
        glued = spelling.endswith(("k", "m", "bn", "mn", "'", "’"))
        text = f"x {spelling}{'anni' if glued and language == 'it' else ''} y"
        (number,) = [n for n in find_numbers(text, language) if n.sense != "article"] or [None]
        assert number is not None and number.value == worth, spelling
        assert isinstance(number.value, int)


@pytest.mark.parametrize(
    "text, language, found",
    [
        ("una decina di morti", "it", [("una decina", 10, "about")]),
        ("un'ottantina, un centinaio", "it", [("un'ottantina", 80, "about"), ("un centinaio", 100, "about")]),
        ("mezza dozzina e due dozzine", "it", [("mezza dozzina", 6, "about"), ("due dozzine", 24, "about")]),
        ("un paio di migliaia", "it", [("un paio di migliaia", 2000, "about")]),
        ("decine di migliaia", "it", [("decine di migliaia", 10000, "vague")]),
        ("centinaia, milioni", "it", [("centinaia", 100, "vague"), ("milioni", 1000000, "vague")]),
        ("qualche centinaio", "it", [("qualche centinaio", 100, "vague")]),
        ("Nessun morto, nessuna", "it", [("Nessun", 0, "none"), ("nessuna", 0, "none")]),
        ("un soldato, un'infermiera", "it", [("un", 1, "article"), ("un'", 1, "article")]),
        ("ne è morto uno.", "it", [("uno", 1, "exact")]),
        ("a dozen, half a dozen", "en", [("a dozen", 12, "about"), ("half a dozen", 6, "about")]),
        ("a couple of hundred", "en", [("a couple of hundred", 200, "about")]),
        ("tens of thousands, scores of", "en", [("tens of thousands", 10000, "vague"), ("scores", 20, "vague")]),
        ("several hundred", "en", [("hundred", 100, "vague")]),
        ("No casualties, no one, none", "en", [("No", 0, "none"), ("no one", 0, "none"), ("none", 0, "none")]),
        ("not a single soldier", "en", [("not a single", 0, "none")]),
        ("a man and an old woman", "en", [("a", 1, "article"), ("an", 1, "article")]),
        ("one soldier, one of them", "en", [("one", 1, "exact"), ("one", 1, "article")]),
        ("9 a.m. A man", "en", [("9", 9, "exact"), ("A", 1, "article")]),
    ],
)
def test_senses(text, language, found):
    assert senses(text, language) == found


@pytest.mark.parametrize(
    "text, language, worth",
    [
        ("700-900 e 10–15", "it", [700, 900, 10, 15]),
        ("due-tre soldati", "it", [2, 3]),
        ("nel 2020 mille soldati, nel 2020 milioni", "it", [2020, 1000, 2020, 10**6]),
        ("tra cento e duecento, tra mille e duemila", "it", [100, 200, 1000, 2000]),
        ("due milioni e 300mila", "it", [2300000]),
        ("il 18 % e il 18%", "it", [18, 18]),
        ("da 155mm a 38km", "it", [155, 38]),
        ("uno, due, tre", "it", [1, 2, 3]),
        ("two or three hundred", "en", [2, 300]),
        ("In 2020 millions fled", "en", [2020, 10**6]),
        ("30.5 and 3,000", "en", [30.5, 3000]),
        ("nineteen ninety", "en", [19, 90]),
        ("forty-six hundred men, thirty five hundred twenty, twenty hundred", "en", [4600, 3520, 20, 100]),
        ("2.3 mln people, 5 mld", "en", [2.3e6, 5e9]),
        ("4,800 caduti, 12,345 giovani soldati, 6,150 danesi, 4,800 km", "it", [4800, 12345, 6150, 4.8]),
        ("4,800 milioni, 4,800 euro, 4,800", "it", [4800000, 4.8, 4.8]),
        ("4.800 sailors, 4.800 miles", "en", [4800, 4.8]),
        ("20/30 feriti, 3/4 dei feriti, il 13/09", "it", [20, 30]),
    ],
)
def test_numbers_side_by_side(text, language, worth):
    assert values(text, language) == worth


@pytest.mark.parametrize(
    "text",
    ["", "un carro", "Mila", "vent", "cent", "duetre", "trentaventi", "milacento", "ventitrecento", "novantaotto",
     "unmila", "T-72", "Su-25", "F-16s", "14:30", "1.5", "13/09/2022", "2020-09-27", "3/4", "99ª", "44º",
     "28°", "12enne", "seimilatremila", "venti di guerra", "l'uno e l'altro", "9" * 5000, "due" * 5000],
)  # fmt: skip
def test_what_is_no_number_in_italian(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "text",
    ["", "a tank", "T-72s", "16-storey", "twenty-five-year-old", "three-quarters", "28th", "third", "9.15am",
     "no longer", "no doubt", "no more than", "one another", "this one", "the scores", "1,5", "6/10/2022", "9" * 5000],
)  # fmt: skip
def test_what_is_no_number_in_english(text):
    assert values(text, "en") == []


def test_worth_of_one_word():
    assert [value(word, "it") for word in ("30.000", "2,5", "seimila", "un", "vent'", "duetre")] == [
        *(30000, 2.5, 6000, 1, 20, None)
    ]
    assert [value(word, "en") for word in ("30,000", "2.5", "forty-five", "a", "seimila")] == [30000, 2.5, 45, 1, None]


def pieces(language):
    table = rules.language(language).rules["numbers"]
    keys = [
        *table["units"].split(),
        *table["tens"].split(),
        *(w for key in ("scales", "about", "vague") for w in table[key]),
    ]
    words = [word for key in keys for word in rules.expand(key)]
    return st.sampled_from(
        [*words, "30.000", "2,5", "7", "-", "–", ".", "%", "’", "\n", "e", "and", "no", "\u0301", *SPACES]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_any_text_is_read_with_offsets_into_it(language, data):
    piece = st.one_of(pieces(language), st.text(max_size=3))
    text = data.draw(
        st.one_of(st.text(), st.lists(piece, max_size=12).map("".join), st.lists(piece, max_size=12).map(" ".join))
    )
    end = 0
    for number in find_numbers(text, language):
        assert end <= number.start < number.end <= len(text)
        assert number.value >= 0
        assert number.rule.startswith(f"{language}.number.")
        end = number.end
