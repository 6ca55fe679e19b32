"""Rows: every tag of the lexicon reads its example, and each cell comes from the words that say it."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from conflictdata.i18n import Speaker
from conflictdata.reading import find_numbers, find_times, rules
from conflictdata.reading.belonging import PARTIES, UNITS, party_of, unit_of_figure
from conflictdata.reading.counting import NEIGHBOURS, REFUSALS, count_people
from conflictdata.reading.kinds import REASONS
from conflictdata.reading.linking import APART, ROLES, date_of, find_roles
from conflictdata.reading.masks import find_masks
from conflictdata.reading.parties import find_parties
from conflictdata.reading.relations import RELATIONS
from conflictdata.reading.result import read
from conflictdata.reading.rows import find_rows
from conflictdata.reading.showing import label
from conflictdata.reading.standing import STATUSES, TOTALS, set_status
from conflictdata.reading.words import find_words

LANGUAGES = rules.languages()
EXAMPLES = [
    (language, tag, text) for language in LANGUAGES for tag, text in rules.language(language).rules["examples"].items()
]
SIDES = ("noun", "toll", "verb", "part", "fell", "among")


SENTENCES = [
    line.split("\t") for line in (Path(__file__).parent / "sentences.tsv").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("language, sentence, rows", SENTENCES, ids=[each[1][:40] for each in SENTENCES])
def test_everyday_sentences(language, sentence, rows):
    """The rows are written as the English short form of a reading shows them, but for EDTF; "-" is no row."""
    reading, tell = read(sentence, "2024-05-15", language), Speaker()
    tell.period = str
    assert (" | ".join(label(row, tell) for row in reading.records["figures"]) or "-") == rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_of_a_list_of_words_is_said_by_its_others(language):
    tags = rules.language(language).rules["tags"]
    lists = {
        f"{kind}.{side}": words
        for kind, sides in tags.items()
        if isinstance(sides, dict)
        for side, words in sides.items()
    }
    lists |= {tag: words for tag, words in tags.items() if isinstance(words, str)}
    for tag, words in lists.items():
        entries = [set(rules.expand(entry)) for entry in words.split()]
        said = Counter(word for entry in entries for word in entry)
        assert [entry for entry in entries if all(said[word] > 1 for word in entry)] == [], tag


def found(text, language, published=date(2022, 9, 14)):
    numbers, times = find_numbers(text, language), find_times(text, language, published)
    return find_rows(text, language, numbers, times, find_masks(text, language, numbers, times))


@pytest.mark.parametrize("language, tag, text", EXAMPLES, ids=[f"{e[0]}.{e[1]}" for e in EXAMPLES])
def test_a_tag_reads_its_example(language, tag, text):
    read = found(text, language)
    if tag.startswith(tuple(REASONS)):
        assert read.rows == []
        assert [reason for *_, reason in read.unresolved] == [REASONS[tag.partition(".")[0]]]
    else:
        assert f"{language}.{tag}" in [rule for row in read.rows for rule in row.rules]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tag_of_a_kind_has_an_example(language):
    loaded = rules.language(language).rules
    tags = {f"{kind}.{side}" for kind, sides in loaded["tags"].items() if isinstance(sides, dict) for side in sides}
    named = {tag for tag in tags if tag.endswith(SIDES) and loaded["tags"][tag.split(".")[0]][tag.split(".")[1]]}
    assert named <= set(loaded["examples"])


def cells(row):
    return row.kind, row.comparator, row.low, row.best, row.high


@pytest.mark.parametrize("language", LANGUAGES)
def test_range_and_rate_read_their_examples(language):
    loaded = rules.language(language).rules
    (row,) = found(loaded["ranges"]["example"], language).rows
    assert cells(row) == ("killed", "between", 200, None, 300)
    (row,) = found(loaded["rates"]["example"], language).rows
    assert (row.rate, row.comparator, row.high) == ("day", "at-most", 150)


def figures(text, language, times=()):
    """Return what is counted in a text of one sentence, beside the dates in it."""
    language = rules.language(language)
    things = [(time.char_start, time.char_end, "time", time) for time in times]
    numbers = [n for n in find_numbers(text, language) if not any(a <= n.start < b for a, b, *_ in things)]
    things += [(n.start, n.end, "number", n) for n in numbers]
    things += [(p.start, p.end, "party", p) for p in find_parties(text, language)]
    s = count_people(text, find_words(text, 0, len(text), sorted(things, key=lambda t: t[0]), language), 0, language)
    set_status(s)
    return s


def dated(text, language):
    return figures(text, language, find_times(text, language, date(2024, 5, 15)))


def either(example, test, counted=figures):
    """Whether a test holds for an example in the language that it is in."""
    return any(test(s, one) for language in LANGUAGES for s in [counted(example, language)] for one in s.figures)


@pytest.mark.parametrize("entry", [*RELATIONS, *NEIGHBOURS], ids=lambda entry: entry[-1])
def test_a_relation_reads_its_example(entry):
    held = [test for name, test, effect, _ in NEIGHBOURS if effect is entry[2]]
    if held and entry[0] == "held":
        assert either(entry[-1], lambda s, one: one.of and one.of.at == one.whole)
    else:
        assert either(entry[-1], lambda s, one: one.relation == entry[0])


@pytest.mark.parametrize("name, test, reason, example", REFUSALS, ids=[entry[0] for entry in REFUSALS])
def test_a_refusal_refuses_its_example(name, test, reason, example):
    assert either(example, lambda s, one: one.kind is None and one.reason == reason and one.anchor)


@pytest.mark.parametrize("status, test, example", STATUSES, ids=[entry[-1] for entry in STATUSES])
def test_a_status_is_told_of_its_example(status, test, example):
    assert either(example, lambda s, one: one.kind and one.status == status and test(s, one))


@pytest.mark.parametrize("name, test, example", [*PARTIES, *UNITS], ids=[entry[-1] for entry in [*PARTIES, *UNITS]])
def test_a_side_and_a_unit_are_told_of_their_examples(name, test, example):
    def told(s, one):
        earlier = s.figures[: s.figures.index(one)]
        for each in earlier:
            each.party, each.unit = party_of(s, each), unit_of_figure(s, each)
        return one.kind and test(s, one)

    assert either(example, told)


@pytest.mark.parametrize("role, test, example", ROLES, ids=[entry[-1] for entry in ROLES])
def test_a_role_is_that_of_a_date_of_its_example(role, test, example):
    assert any(role in find_roles(dated(example, language).words).values() for language in LANGUAGES)


@pytest.mark.parametrize("test, example", APART, ids=[entry[-1] for entry in APART])
def test_a_date_apart_is_not_that_of_the_figure(test, example):
    def apart(s, one):
        dates = [i for i, word in enumerate(s.words) if word.form == "time"]
        kept = date_of(s.words, one, s.figures, find_roles(s.words))
        gaps = {i: s.words[i + 1 : one.begin] if i < one.begin else s.words[one.end : i] for i in dates}
        return any(test(s.words, one, s.figures, i, gap) and i != kept for i, gap in gaps.items())

    assert either(example, apart, dated)


@pytest.mark.parametrize("test, example", TOTALS, ids=[entry[-1] for entry in TOTALS])
def test_a_running_total_is_told_of_its_example(test, example):
    assert read(example, "2024-05-15", "en").figures["cumulative"].all()


@pytest.mark.parametrize(
    "language, text, role",
    [
        ("it", "Sei uccisi prima che la diga cedesse a marzo.", "other"),
        ("it", "Due uccisi prima della tregua di marzo.", "other"),
        ("it", "Nove morti nelle proteste contro il golpe del 9 gennaio.", "other"),
        ("it", "Tre morti prima dell'alba di domenica.", None),
        ("en", "Six were shot before the mine was closed in March.", "other"),
        ("en", "Six died before March.", None),
        ("en", "Six died in the fight against the rebels in March.", None),
        ("it", "La rivolta, iniziata a marzo, ha fatto 60 morti.", "start"),
        ("it", "La rivolta è iniziata a marzo: 60 morti.", None),
        ("en", "The revolt that broke out on 15 April has killed 60.", "start"),
        ("en", "It began in March and killed 60.", None),
        ("it", "La guerra, finita nel 2009, fece 60 morti.", "other"),
        ("it", "Il 3 maggio il colonnello (che era al fronte) ha riferito che 60 uomini sono morti.", "report"),
        ("en", "Sixty men died, the colonel told local radio on Friday.", "report"),
        ("en", "On Friday 60 men died, he said.", None),
    ],
)
def test_what_a_date_says(language, text, role):
    words = dated(text, language).words
    (place,) = (i for i, word in enumerate(words) if word.form == "time")
    assert find_roles(words).get(place) == role
