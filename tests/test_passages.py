"""Invented passages with their figures annotated by hand: every place in them is where the annotation says."""

import json
from pathlib import Path

import pytest

PASSAGES = [
    json.loads(line)
    for path in sorted(Path(__file__).parent.glob("passages/*.jsonl"))
    for line in path.read_text(encoding="utf-8").splitlines()
]
PLACES = (("quote", "char_start", "char_end"), ("number", "num_start", "num_end"))
DATED = ("date_quote", "date_char_start", "date_char_end")


def test_there_are_forty_italian_and_twenty_english():
    languages = [passage["language"] for passage in PASSAGES]
    assert (languages.count("it"), languages.count("en")) == (40, 20)
    assert len({passage["id"] for passage in PASSAGES}) == 60


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["id"])
def test_every_place_is_where_it_says(passage):
    text = passage["text"]
    for row in passage["rows"]:
        for words, start, end in (*PLACES, *([DATED] if row["date_quote"] else [])):
            assert text[row[start] : row[end]] == row[words]
    for span in (*passage["non_rows"], *passage["unresolved"]):
        assert text[span["char_start"] : span["char_end"]] == span["quote"]
