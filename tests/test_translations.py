"""The notebooks in Italian: built from the English ones, the same cells, code and numbers, nothing left over."""

import html
import importlib.util
import re
from functools import lru_cache
from pathlib import Path

import nbformat
import pytest
from babel.dates import get_month_names
from num2words import num2words

import conflictdata as cd
from conflictdata.i18n import languages

ROOT = Path(__file__).parents[1]
ENGLISH = sorted(ROOT.glob("notebooks/en/*.ipynb"))
PAIRS = [(path, path.parents[1] / language / path.name) for path in ENGLISH for language in languages()[1:]]
pair = pytest.mark.parametrize(("english", "other"), PAIRS, ids=lambda path: f"{path.parent.name}/{path.stem}")
MONTHS = {language: list(get_month_names(locale=language).values()) for language in languages()}
# Words that only English has, and that the name of a thing or of a person does not contain here.
ENGLISH_WORDS = re.compile(r"\b(the|and|with|was|were|from|not|which|that|their|stated|about|least|more than|known)\b")
LINK = re.compile(r'\[([^\]]+)\]\(#(?:Words|Le-parole) "([^"]+)"\)')


def tool():
    spec = importlib.util.spec_from_file_location("notebooks_tool", ROOT / "tools" / "notebooks.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@lru_cache
def read(path):
    return nbformat.read(path, as_version=4)


@pair
def test_catalogue_is_complete_and_the_notebook_is_built_from_it(english, other):
    tools, source = tool(), read(english)
    po = other.with_suffix(".po")
    messages = tools.catalogue(source, po)
    assert [message.context for message in messages if message.context and message.fuzzy] == []
    assert po.read_bytes() == tools.po(messages), "not as the tool writes it"
    built = tools.translated(source, messages, other.parent.name)
    assert [cell.source for cell in built.cells] == [cell.source for cell in read(other).cells]


@pair
def test_cells_are_the_same_but_for_words_and_language(english, other):
    for one, two in zip(read(english).cells, read(other).cells, strict=True):
        assert (one.id, one.cell_type, one.metadata) == (two.id, two.cell_type, two.metadata)
        if one.cell_type == "code":
            assert two.source == one.source.replace('LANGUAGE = "en"', f'LANGUAGE = "{other.parent.name}"')
        else:
            assert two.source != one.source or not re.search("[a-z]{3}", one.source), f"{one.id} is not translated"
            levels = [re.findall(r"^#+(?= )", cell.source, re.MULTILINE) for cell in (one, two)]
            assert levels[0] == levels[1], one.id
            assert one.source.count("```") == two.source.count("```"), one.id


def digits(text, language):
    """Return the numbers of a text that stand in digits, in one form for all languages."""
    thousands = "," if language == "en" else "."
    text = re.sub(r"`[^`]*`|\[[^\]]*\]\([^)]*\)|C\d\d\b|S\d\d\b", " ", text)
    grouped = rf"\d{{1,3}}(?:\{thousands}\d{{3}})+"
    found = re.findall(rf"(?<![\w.,]){grouped}(?!\d)|\d+(?:[.,]\d+)?", text)
    # a task 5.1 and CC BY 4.0 are written alike in all languages
    whole = {n for n in found if re.fullmatch(grouped, n)}
    return {n.replace(thousands, "") for n in whole} | {n.replace(",", ".") for n in {*found} - whole}


def spelled(text, language):
    words = {num2words(n, lang=language): str(n) for n in [*range(2, 100), 100, 1000, 6000, 10000, 30000]}
    return {n for word, n in words.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)}


@pair
def test_numbers_are_the_same_in_both_languages(english, other):
    for one, two in zip(read(english).cells, read(other).cells, strict=True):
        if one.cell_type == "markdown":
            a, b = digits(one.source, "en"), digits(two.source, other.parent.name)
            assert a - b <= spelled(two.source, other.parent.name), f"{one.id}: {a - b} only in English"
            assert b - a <= spelled(one.source, "en"), f"{one.id}: {b - a} not in English"


@pair
def test_days_with_their_months_are_the_same_in_both_languages(english, other):
    for one, two in zip(read(english).cells, read(other).cells, strict=True):
        if one.cell_type == "markdown":
            named = [re.search(rf"\b\d+(?:th|st|nd)? (?:of )?{month}\b", one.source) is None for month in MONTHS["en"]]
            said = [re.search(rf"\b\d+º? {month}\b", two.source) is None for month in MONTHS[other.parent.name]]
            assert named == said, one.id


@pair
def test_no_english_is_left_in_what_a_reader_sees(english, other):
    for cell in read(other).cells:
        if cell.id.startswith("sources"):  # titles of works stay in their language
            continue
        if cell.cell_type == "markdown":
            text = re.sub(r"```.*?```|`[^`]*`|[“\"][^”\"]*[”\"]|\*[^*]+\*", " ", cell.source, flags=re.DOTALL)
            assert not ENGLISH_WORDS.search(text), f"{cell.id}: {ENGLISH_WORDS.search(text)[0]}"
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            text = output.get("text") or data.get("text/html") or data.get("text/plain", "")
            text = html.unescape(re.sub(r"<[^>]+>|\"data:[^\"]*\"", " ", text))
            assert not ENGLISH_WORDS.search(text), f"{cell.id}: {ENGLISH_WORDS.search(text)[0]}"


@pytest.mark.parametrize("path", [path for two in PAIRS for path in two], ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_words_of_the_glossary_are_linked_at_first_use_and_listed(path):
    language, glossary = path.parent.name, cd.glossary()
    prose = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    links = LINK.findall(prose)
    defined = dict(zip(glossary[f"definition_{language}"], glossary["term_id"], strict=True))
    assert links and [title for _, title in links if title not in defined] == []
    linked = [defined[title] for _, title in links]
    assert len(linked) == len(set(linked)), "linked twice"
    (table,) = (cell for cell in read(path).cells if cell.id == "words-1")
    listed = set(re.findall(r'"([a-z_0-9]+)"', table.source)) & set(glossary["term_id"])
    assert set(linked) <= listed, f"not in the table of words: {set(linked) - listed}"
    for words, _ in links:
        before = prose[: prose.index(f"[{words}](#")].partition("\n## ")[2]
        assert not re.search(rf"(?<![\w`-]){re.escape(words)}(?!\w)", before, re.IGNORECASE), f"{words} stands above"
