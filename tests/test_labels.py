"""Every column and every code word has one label in each language, and `show` writes them."""

import re
from collections import defaultdict

import pytest
from test_tables import cells, rows

import conflictdata as cd
from conflictdata import charts, i18n, record
from conflictdata.certainty import SIGNS
from conflictdata.comparing.grading import GRADES
from conflictdata.comparing.reasons import REASONS
from conflictdata.reading import masks, result, rules
from conflictdata.reading.kinds import KINDS

TABLES = record.dictionary()
SAME = {"CC BY", "CC BY 4.0", "MIT", "file"}  # names of licences, and a word that Italian has taken over
CODES = record.package()["conflictdata:codes"]
DESCRIBED = [field for table in TABLES.values() for field in record.fields(table)]
DESCRIBED += record.package()["conflictdata:shown"]
TEXT = {
    "it": "Almeno 12 soldati sono morti martedì, 5 civili feriti, altri 3 dispersi. Sono mille. Il 31 febbraio 2.",
    "en": "At least 12 soldiers were killed on Tuesday, 5 civilians wounded, 3 missing. A thousand more. 2 die a day.",
}


def frames():
    """Return every frame that the package hands out about its record, by name."""
    found = {name: getattr(cd, name)() for name in TABLES}
    found["described"], found["described_tables"] = cd.describe("claims"), cd.describe()
    found["figure_names"] = cd.figure_names()
    found |= {f"compare_{claim_id}": cd.compare(claim_id) for claim_id in cd.casualties()["claim_id"]}
    for language, text in TEXT.items():
        reading = cd.read(text, published="2022-09-14", language=language)
        found |= {f"{name}_{language}": getattr(reading, name) for name in result.TABLES}
        found[f"verify_{language}"] = cd.verify(text)
    return found | {f"values_{slug}": page(language="en").values for slug, page in charts.PAGES.items()}


@pytest.fixture(scope="module")
def all_frames():
    return frames()


@pytest.mark.parametrize("language", i18n.languages())
def test_every_column_has_a_label(language, all_frames):
    columns, _ = record.labels(language)
    assert {
        (name, column) for name, frame in all_frames.items() for column in frame if not columns.get(column)
    } == set()
    assert [name for name, label in columns.items() if "_" in label or label != label.strip()] == []


def test_a_column_has_one_label_wherever_it_stands():
    found = defaultdict(set)
    for field in DESCRIBED:
        found[field["name"]].add((field["label_en"], field["label_it"]))
    assert {name: labels for name, labels in found.items() if len(labels) > 1} == {}


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("language", i18n.languages())
def test_no_two_columns_of_a_table_have_one_label(name, language):
    labels = [field[f"label_{language}"] for field in record.fields(TABLES[name])]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("language", i18n.languages())
def test_every_code_that_occurs_has_a_label(language, all_frames):
    _, codes = record.labels(language)
    found = {
        (name, column, code)
        for name, frame in all_frames.items()
        for column in frame.columns.intersection(list(codes))
        for cell in frame[column].dropna()
        if isinstance(cell, str) and not (name.startswith("values_") and column == "item")
        for code in cell.split(";")
    }
    free = {("values_csto_map", "state")}  # names
    assert {(name, column, code) for name, column, code in found
            if not codes[column].get(code) and (name, column) not in free} == set()  # fmt: skip


@pytest.mark.parametrize("language", i18n.languages())
def test_an_actor_has_its_name(language):
    names = cd.actors().set_index("actor_id")[f"name_{language}"].to_dict()
    _, codes = record.labels(language)
    for table in TABLES:
        frame = getattr(cd, table)().select_dtypes("string").drop(columns=["actor_id", "iso3"], errors="ignore")
        for column, cells_of in frame.items():
            ids = set(cells_of.dropna().str.split(";").explode())
            if ids and ids <= set(names):
                assert {code: codes[column][code] for code in ids} == {code: names[code] for code in ids}, column


@pytest.mark.parametrize("language", i18n.languages())
def test_every_word_that_a_rule_can_give_has_a_label(language):
    _, codes = record.labels(language)
    units = {unit for spoken in rules.languages() for unit in rules.language(spoken).rules["tags"]["unit"]}
    held = {
        "comparator": set(SIGNS) - {"estimate-best"},
        "grade": GRADES,
        "reason": result.REASONS,
        "why": masks.WHYS,
        "unit": units,
    }
    held |= {
        "unit": units,
        "kind": KINDS,
        "reasons": REASONS,
        "status": ("reported", "denied", "superseded", "forecast"),
    }
    for column, words in held.items():
        assert set(words) <= set(codes[column]), column


def test_no_label_is_idle():
    held = {(field["name"], code) for field in DESCRIBED for code in field.get("constraints", {}).get("enum", [])}
    assert {word for word in CODES if not any(word in (code, f"{name}.{code}") for name, code in held)} == set()
    for word in CODES:
        _, dot, code = word.partition(".")
        if dot and code in CODES:
            assert CODES[word] != CODES[code], f"{word} needs no label of its own"


def test_labels_are_words_of_their_language():
    labels = [(field["name"], field["label_en"], field["label_it"]) for field in DESCRIBED]
    labels += [(word, label["label_en"], label["label_it"]) for word, label in CODES.items()]
    assert {name for name, english, italian in labels if english == italian} == SAME
    for name, *both in labels:
        for label in both:
            assert re.fullmatch(r"[^\W_].*[\w)]", label) and not re.search(r"['\"“”]|_|\s$|  ", label), name
            assert len(label.partition(" (")[0].split()) <= 5, f"{name}: a label is short"


def test_a_language_without_texts_is_refused():
    with pytest.raises(ValueError, match="language 'fr'"):
        record.labels("fr")


@pytest.mark.parametrize("name", TABLES)
def test_an_italian_table_has_no_english_header_and_no_raw_code(name):
    shown, frame = cd.show(getattr(cd, name)(), "it"), getattr(cd, name)()
    columns, codes = record.labels("it")
    english, _ = record.labels("en")
    plain = {english[column] for column in frame if english[column] not in columns.values()}
    assert not plain & set(cells(shown, "th"))
    for column, written in zip(frame, zip(*rows(shown), strict=True), strict=True):
        raw = {code for code, label in codes.get(column, {}).items() if code != label}
        assert not raw & {part for cell in written for part in re.split("[;,] ?", cell)} - set(
            codes.get(column, {}).values()
        )
