"""Rows: every tag of the lexicon reads its example, and each cell comes from the words that say it."""

from datetime import date
from pathlib import Path

import pytest

from conflictdata.i18n import Speaker
from conflictdata.reading import find_numbers, find_times, rules
from conflictdata.reading.masks import find_masks
from conflictdata.reading.result import read
from conflictdata.reading.rows import find_rows
from conflictdata.reading.showing import label

LANGUAGES = rules.languages()
EXAMPLES = [(language, tag, text) for language in LANGUAGES for tag, text in rules.load(language)["examples"].items()]
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


def found(text, language, published=date(2022, 9, 14)):
    numbers, times = find_numbers(text, language), find_times(text, language, published)
    return find_rows(text, language, numbers, times, find_masks(text, language, numbers, times))


@pytest.mark.parametrize("language, tag, text", EXAMPLES, ids=[f"{e[0]}.{e[1]}" for e in EXAMPLES])
def test_a_tag_reads_its_example(language, tag, text):
    read = found(text, language)
    if tag.startswith("void."):
        assert read.rows == []
        assert [reason for *_, reason in read.unresolved] == ["not a casualty"]
    else:
        assert f"{language}.{tag}" in [rule for row in read.rows for rule in row.rules]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_tag_of_a_kind_has_an_example(language):
    loaded = rules.load(language)
    tags = {f"{kind}.{side}" for kind, sides in loaded["tags"].items() if isinstance(sides, dict) for side in sides}
    named = {tag for tag in tags if tag.endswith(SIDES) and loaded["tags"][tag.split(".")[0]][tag.split(".")[1]]}
    assert named <= set(loaded["examples"])


def cells(row):
    return row.kind, row.comparator, row.low, row.best, row.high


@pytest.mark.parametrize("language", LANGUAGES)
def test_range_and_rate_read_their_examples(language):
    loaded = rules.load(language)
    (row,) = found(loaded["ranges"]["example"], language).rows
    assert cells(row) == ("killed", "between", 200, None, 300)
    (row,) = found(loaded["rates"]["example"], language).rows
    assert (row.rate, row.comparator, row.high) == ("day", "at-most", 150)
