"""Every message is used and can be filled in; numbers and dates are written as their readers write them."""

import ast
import itertools
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest
from babel.messages.pofile import read_po

import conflictdata
from conflictdata import charts, i18n, record
from conflictdata.certainty import SIGNS
from conflictdata.reading import result, rules, showing
from conflictdata.reading.durations import UNITS
from conflictdata.reading.kinds import KINDS


def literals():
    """Return the texts in the package's code, what an f-string fills in as a {}; and those that its pages ask for."""
    pages = Path(conflictdata.__file__).parent.glob("template/*/*.j2")
    found = {key for page in pages for key in re.findall(r"tell\('([\w.]+)'", page.read_text(encoding="utf-8"))}
    for path in Path(conflictdata.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                found.add("".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values))
    return found


WRITTEN = literals()
# Keys composed by an f-string such as f"{slug}.title" or f"key.{name}": what fills it in is written in the code, names
# a figure, or is a value that the data dictionary allows. Keys composed in another way are asked for while drawing.
PATTERNS = {
    re.compile(re.escape(text).replace(r"\{\}", r"([\w-]+)")) for text in WRITTEN if re.fullmatch(r"[\w{}.-]+", text)
}
VALUES = {
    "key": record.describe("yearly").set_index("column").at["coverage", "allowed"].split(", "),
    "status": record.describe("membership").set_index("column").at["status", "allowed"].split(", "),
    "comparator": SIGNS,
    "reading.kind": (*KINDS, "duration"),
    "reading.unit": {*UNITS.values()}.union(
        *(rules.language(spoken).rules["tags"]["unit"] for spoken in rules.languages())
    ),
    "reading.status": ("denied", "superseded", "forecast"),
    "reading.reason": [reason.replace(" ", "_") for reason in result.REASONS],
    "reading.vague": [str(n) for n in showing.VAGUE],
}
SAME_WORDS = {"locator.IRN", "locator.tbilisi"}  # Iran, Tbilisi: the same in both languages
FILLINGS = WRITTEN.union(charts.PAGES, *VALUES.values())


@pytest.fixture(scope="module")
def asked():
    """Return the keys that drawing every figure, comparing every toll and the findings ask for."""
    keys, known = set(), i18n.catalogue("en")

    class Listening(dict):
        def __getitem__(self, key):
            keys.add(key)
            return super().__getitem__(key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "catalogue", lambda language: Listening(known))
        for page, size in itertools.product(charts.PAGES.values(), charts.SIZES):
            page("en", size)
        for claim_id in conflictdata.casualties()["claim_id"]:
            conflictdata.compare(claim_id)
        for reference_id in conflictdata.references()["reference_id"]:
            str(conflictdata.differ(reference_id, "baku-1990-arm"))
        conflictdata.findings()
    return keys


@pytest.mark.parametrize("key", sorted(i18n.catalogue("en")))
def test_every_message_is_used(key, asked):
    matches = [match for pattern in PATTERNS if (match := pattern.fullmatch(key))]
    assert key in asked or any(FILLINGS.issuperset(match.groups()) for match in matches)


@pytest.mark.parametrize("prefix", VALUES)
def test_every_value_has_a_message(prefix):
    for value in VALUES[prefix]:
        assert f"{prefix}.{value}" in i18n.catalogue("en")


def placeholders(message):
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def entries(language):
    """Return the messages of a translation's file by key, as (English it was made from, words)."""
    path = i18n.CATALOGUES / language / "LC_MESSAGES" / "conflictdata.po"
    with path.open("rb") as file:
        return {m.context: (m.id, m.string, m.fuzzy) for m in read_po(file) if m.context}


TRANSLATIONS = [language for language in i18n.languages() if language != "en"]


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_translation_is_complete_and_not_stale(language):
    english, translated = i18n.catalogue("en"), entries(language)
    assert set(translated) == set(english)
    for key, (source, words, fuzzy) in translated.items():
        assert source == english[key], f"{key}: translated from other English words; translate it again"
        assert words.strip() and not fuzzy, f"{key} has no translation"


def test_italian_is_written_as_italian():
    plain = {key: re.sub(r"\{\w+\}", "", words) for key, words in i18n.catalogue("it").items()}
    same = {key for key, words in plain.items() if re.search(r"[a-z]{3}", words)}
    same &= {key for key, words in i18n.catalogue("en").items() if words == i18n.catalogue("it")[key]}
    assert same <= SAME_WORDS, f"left in English: {sorted(same - SAME_WORDS)}"
    for key, words in i18n.catalogue("it").items():
        assert not re.search(r"[“”'\"]|\b\d+,\d{3}\b| - | — ", words), key
    for key, words in i18n.catalogue("en").items():
        assert not re.search(r"[«»'\"]| - | — ", words), key


@pytest.mark.parametrize("language", i18n.languages())
@pytest.mark.parametrize("key", i18n.catalogue("en"))
def test_every_placeholder_can_be_filled_in(key, language):
    message = i18n.catalogue(language)[key]
    assert message.strip()
    names = placeholders(message)
    assert all(name.isidentifier() for name in names)
    assert names == placeholders(i18n.catalogue("en")[key])
    filled = i18n.say(key, language, **dict.fromkeys(names, "#"))
    assert filled == re.sub(r"\{\w+\}", "#", message)


@pytest.mark.parametrize(
    "n, written", [(0, "0"), (999, "999"), (6000, "6,000"), (30000, "30,000"), (1234567, "1,234,567"), (2.5, "2.5")]
)
def test_numbers(n, written):
    assert i18n.number(n) == written


@pytest.mark.parametrize(
    "start, end, written",
    [
        (date(2022, 9, 13), date(2022, 9, 13), "13 Sept 2022"),
        (date(2022, 9, 5), date(2022, 9, 11), "5–11 Sept 2022"),
        (date(2020, 9, 27), date(2020, 11, 9), "27 Sept–9 Nov 2020"),
        (date(1988, 2, 20), date(1994, 5, 12), "20 Feb 1988–12 May 1994"),
    ],
)
def test_spans(start, end, written):
    assert i18n.span(start, end) == i18n.span(pd.Timestamp(start), pd.Timestamp(end)) == written


@pytest.mark.parametrize(
    "edtf, written",
    [
        ("2020", "2020"),
        ("1992/1994", "1992–1994"),
        ("2020-01-01/2020-12-31", "2020"),
        ("2020-01-01/2020-12-30", "1 Jan–30 Dec 2020"),
        ("2020-23", "autumn 2020"),
        ("2020-21", "1 Mar–31 May 2020"),
        ("1991/..", "since 1991"),
        ("../2022", "until 2022"),
        ("2022-09-14/..", "since 14 Sept 2022"),
        ("2022-09/", "since September 2022"),
        ("1991~/..", "since 1991, roughly"),
        ("2020-23/..", "since 1 Sept 2020"),
        ("199X", "1990–1999"),
        ("2020~", "about 2020"),
        ("2022-09~", "September 2022, roughly"),
        ("2020-09-27~", "about 27 Sept 2020"),
    ],
)
def test_periods(edtf, written):
    assert i18n.period(edtf) == written


@pytest.mark.parametrize(
    "edtf, written",
    [
        ("1991/..", "dal 1991"),
        ("../1994", "fino al 1994"),
        ("2022-09/..", "da settembre 2022"),
        ("../2022-09", "fino a settembre 2022"),
        ("2022-09-14/..", "dal 14 set. 2022"),
        ("2022-09-08/..", "dall’8 set. 2022"),
        ("../2022-09-11", "fino all’11 set. 2022"),
        ("2020-23/..", "dal 1º set. 2020"),
        ("2020~", "verso il 2020"),
        ("2020-23~", "autunno 2020, all’incirca"),
    ],
)
def test_italian_periods(edtf, written):
    assert i18n.period(edtf, "it") == written


def test_italian_numbers_and_days():
    assert [i18n.number(n, "it") for n in (999, 6000, 30000, 2.5)] == ["999", "6.000", "30.000", "2,5"]
    assert i18n.day(date(2022, 9, 13), "it") == "13 set. 2022"
    assert i18n.day(date(2023, 2, 1), "it") == "1º feb. 2023" and i18n.day(date(2023, 2, 11), "it") == "11 feb. 2023"
    assert i18n.span(date(2020, 9, 27), date(2020, 11, 9), "it") == "27 set.–9 nov. 2020"
    assert i18n.say("comparator.more-than", "it", n=6000) == "oltre 6.000"
    with pytest.raises(ValueError, match=r"'fr'.*en, it"):
        i18n.number(1, "fr")


def test_days():
    assert i18n.day(date(2022, 9, 13)) == "13 Sept 2022"
    assert i18n.day(date(2022, 9, 13), year=False) == "13 Sept"


def test_values_are_written_in_the_language():
    assert i18n.say("comparator.more-than", n=6000) == "more than 6,000"
    assert i18n.say("comparator.exact", n=date(2022, 9, 13)) == "13 Sept 2022"
    assert i18n.say("comparator.exact", n="1991") == "1991"


def test_what_there_is_no_text_for():
    with pytest.raises(KeyError, match=r"no\.such"):
        i18n.say("no.such")
    with pytest.raises(ValueError, match=r"'xx'.*\ben\b"):
        i18n.say("comparator.exact", "xx", n=1)
