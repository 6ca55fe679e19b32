"""The notebooks as files: their anatomy, their stored outputs, and every number in their prose."""

import ast
import calendar
import html
import json
import re
import tomllib
from functools import lru_cache
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from num2words import num2words

import conflictdata as cd
from conflictdata import charts, reading
from conflictdata.charts.figure import VALUES_TYPE

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("notebooks/*/*.ipynb"))
ENGLISH = [path for path in FILES if path.parent.name == "en"]
LARGEST = 1024 * 1024  # bytes
CODE_LINES = 6  # in a cell
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
MACHINE = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|usr|work|Users|opt)/|[A-Z]:\\\\Users| at 0x[0-9a-f]")
OPENING = ["The question", "You will learn", "Content note"]
ENDING = ["Exercise", "Discuss", "Key points", "Where the numbers come from"]
TIME = re.compile(
    r"\*\*Time:\*\* (\d+) minutes, one lesson: (\d+) to .*?, (\d+) for .*?, (\d+) for .*\*\*You need:\*\* "
)
OPTIONAL = "If there is time: "
READING = 130, 1.5  # slow reading: words a minute, minutes a code cell
LISTED = tomllib.loads((ROOT / "tests" / "prose_numbers.toml").read_text(encoding="utf-8"))["number"]

every = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
english = pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)


@lru_cache
def read(path):
    return nbformat.read(path, as_version=4)


def cells(path, kind):
    return [cell for cell in read(path).cells if cell.cell_type == kind]


def outputs(path):
    return [output for cell in cells(path, "code") for output in cell.outputs]


def figures(path):
    """Return (slug, output) for every output of a figure."""
    return [(o.data[VALUES_TYPE]["figure"], o) for o in outputs(path) if VALUES_TYPE in o.get("data", {})]


# ---------------------------------------------------------------- anatomy


@every
def test_notebook_has_a_valid_format_with_fixed_ids(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    nbformat.validate(notebook)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", cell_id) for cell_id in ids), "an id a person can read"
    assert not any(re.fullmatch(r"[0-9a-f]{8}(-.*)?", cell_id) for cell_id in ids), "an id made by a machine"


@every
def test_notebook_asks_for_the_python_kernel_and_records_no_timing(path):
    notebook = read(path)
    assert notebook.metadata["kernelspec"]["name"] == "python3"
    assert "version" not in notebook.metadata.get("language_info", {})
    assert not any("execution" in cell.metadata for cell in notebook.cells)


@every
def test_code_cells_are_simple_and_follow_a_sentence(path):
    before = None
    for cell in read(path).cells:
        if cell.cell_type == "code":
            assert before == "markdown", f"no words before {cell.id}"
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= CODE_LINES, cell.id
            assert not any(isinstance(node, DEFINITIONS) for node in ast.walk(ast.parse(cell.source))), cell.id
        before = cell.cell_type
    assert len(cells(path, "code")) <= 24


@every
def test_first_code_cell_names_the_language_of_the_notebook(path):
    first = cells(path, "code")[0].source
    assert "import conflictdata as cd" in first
    assert f'LANGUAGE = "{path.parent.name}"' in first


@english
def test_headings_are_the_fixed_ones_in_order(path):
    text = "\n".join(cell.source for cell in cells(path, "markdown"))
    headings = re.findall(r"^(#+) (.+)$", text, re.MULTILINE)
    assert [level for level, _ in headings].count("#") == 1 and headings[0][0] == "#"
    second = [name for level, name in headings if level == "##"]
    assert second[: len(OPENING)] == OPENING
    assert second[-len(ENDING) :] == ENDING
    assert len(second) > len(OPENING) + len(ENDING)


@english
def test_frame_of_the_lesson(path):
    parts = sections(path)
    title = cells(path, "markdown")[0].source
    lesson, *shares = map(int, TIME.search(title).groups())
    assert lesson == sum(shares) == 50
    assert re.findall(r"^(\d)\. ", parts["Discuss"], re.MULTILINE) == ["1", "2", "3"]
    assert "<details>\n<summary>Solution</summary>\n" in parts["Exercise"]
    assert "\n</details>" in parts["Exercise"]
    assert "casualties" not in parts["Content note"] or "wounded" in parts["Content note"]
    assert "cd.cite(" in cells(path, "code")[-1].source


@english
def test_sections_for_more_time_come_last(path):
    """What a lesson of 50 minutes may leave out is marked, and stands between its sections and the exercise."""
    marked = [name.startswith(OPTIONAL) for name in sections(path)][len(OPENING) : -len(ENDING)]
    assert marked == sorted(marked)
    assert not marked[0] and marked[-1]
    assert f"“{OPTIONAL[:-2]}”" in cells(path, "markdown")[0].source


@english
def test_lesson_runs_without_the_sections_for_more_time_and_in_its_minutes(path):
    heading, names, words, run = "", {}, 0, 0
    with pd.option_context("display.max_colwidth", 50, "display.float_format", None):  # set there; put back afterwards
        for cell in read(path).cells:
            if cell.cell_type == "markdown":
                heading = (re.findall(r"^##? (.+)$", cell.source, re.MULTILINE) or [heading])[0]
            if heading.startswith(OPTIONAL):
                continue
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), names)
                run += 1
            elif heading not in ENDING:
                words += len(cell.source.split())
    reading_and_running = int(TIME.search(cells(path, "markdown")[0].source)[2])
    assert words / READING[0] + run * READING[1] <= reading_and_running


# ---------------------------------------------------------------- stored outputs


@every
def test_every_code_cell_was_run_once_in_order(path):
    counts = [cell.execution_count for cell in cells(path, "code")]
    assert counts == list(range(1, len(counts) + 1))


@every
def test_nothing_went_wrong_and_nothing_was_warned_of(path):
    for output in outputs(path):
        assert output.output_type != "error", output
        assert output.get("name") != "stderr", output["text"]


@every
def test_outputs_name_no_machine(path):
    assert not MACHINE.search(json.dumps(outputs(path)))


@every
def test_file_is_small(path):
    assert path.stat().st_size < LARGEST


@every
def test_figures_carry_their_words_and_their_values(path):
    drawn = [cell for cell in cells(path, "code") if re.search(r"cd\.draw\(|charts\.tolls\(", cell.source)]
    assert len(drawn) == len(figures(path))
    for slug, output in figures(path):
        (alt,) = re.findall(r'<img alt="([^"]*)"', output.data["text/html"])
        assert html.unescape(alt) == output.data["text/plain"] != "" and len(output.data["text/plain"]) <= 250
        stored = output.data[VALUES_TYPE]
        if slug not in charts.PAGES:  # a reader's own, drawn from what the notebook computes
            assert stored["values"]
            continue
        figure = cd.draw(slug, language=path.parent.name)
        assert figure.alt == output.data["text/plain"]
        assert stored == figure._repr_mimebundle_()[VALUES_TYPE]
        wanted = figure.values.select_dtypes("number")
        rows = [[row.get(name) for name in wanted] for row in stored["values"]]
        assert rows == wanted.astype(object).where(wanted.notna(), None).to_numpy().tolist()


# ---------------------------------------------------------------- numbers in the prose

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
WORDS = {num2words(n): n for n in range(2, 100)} | {"a": 1}  # "a" only before hundred and thousand
SCALES = {"hundred": 100, "thousand": 1000}
WORD = "|".join(sorted(WORDS.keys() - {"a"}, key=len, reverse=True))
PLACE = re.compile(r"\(paragraph (\d+), sentence (\d+)\)")
DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
NUMBER = re.compile(
    rf"(?P<literal>\b\d{{4}}-\d\d(?:-\d\d)?\b|\b\d\d:\d\d\b)"
    rf"|\b(?P<day>\d\d?)(?:th)?(?: of)? (?P<month>{'|'.join(MONTHS)})(?: (?P<year>\d{{4}}))?\b"
    rf"|\b(?P<from>\d{{4}})[–-](?P<to>\d\d)\b"
    r"|(?<![\w.,-])(?P<digits>\d{1,3}(?:,\d{3})+|\d+\.\d+|\d+)(?:th)?(?!\w)"
    rf"|\b(?P<times>a|{WORD}) (?P<scale>{'|'.join(SCALES)})\b|\b(?P<word>{WORD})\b",
    re.IGNORECASE,
)
NAMES = re.compile(r"\b[A-Z]{1,2}\d+[a-z]?\b|\bSHA-256 \w+|[\"'][a-z]+-[^\"']*[\"']")  # C34, P6M, "ucdp-2020"


def numbers(text):
    """Return the numbers and days of a text, as written and as compared: 6000 for 6,000, --09-13 for 13 September.

    "One" is left out: it is a pronoun more often than a number. Ids such as C34 are names, not numbers.
    """
    found = []
    for match in NUMBER.finditer(NAMES.sub(" ", text)):
        part, written = match.groupdict(), match.group()
        if part["literal"]:
            found.append((written, written))
        elif part["month"]:
            month = MONTHS[part["month"].lower()]
            found.append((written, f"{part['year'] or '-'}-{month:02}-{int(part['day']):02}"))
        elif part["from"]:
            found += [(written, part["from"]), (written, part["from"][:2] + part["to"])]
        elif part["digits"]:
            found.append((written, part["digits"].replace(",", "")))
        elif part["scale"]:
            found.append((written, str(WORDS[part["times"].lower()] * SCALES[part["scale"].lower()])))
        else:
            found.append((written, str(WORDS[part["word"].lower()])))
    return found


def shown(code_cells):
    """Return every number and date in the outputs of code cells, in the form that `numbers` compares.

    What only looks like a number shown is left out: the row numbers of a frame, and the parts of a day
    (2022-09-13 shows the day and the year, but neither a 9 nor a 13).
    """
    forms = set()
    for text in written_in(code_cells):
        forms |= set(re.findall(r"\bP(\d+)[DWMY]\b", text))  # a duration in ISO 8601: P6M is six months
        days = DAY.findall(text)
        forms |= {*days, *(f"-{day[4:]}" for day in days), *(day[:4] for day in days)}
        text = NAMES.sub(" ", DAY.sub(" ", text))
        forms |= {form for _, form in numbers(text)}
        forms |= {f"-{form[4:]}" for form in forms if DAY.fullmatch(form)}
        forms |= set(re.findall(r"\b\d{4}-\d\d\b|\b\d\d:\d\d(?=:|\b)", text))
        loose = r"(?<![A-Za-z0-9.,])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![A-Za-z0-9])"
        forms |= {number.replace(",", "").removesuffix(".0") for number in re.findall(loose, text)}
    return forms


def written_in(code_cells):
    """Yield the texts of outputs, each cell of a table for itself."""
    for output in (output for cell in code_cells for output in cell.outputs):
        data = output.get("data", {})
        if output.output_type == "stream":
            yield output.text
        elif VALUES_TYPE in data:
            yield data["text/plain"]
            yield json.dumps(data[VALUES_TYPE]["values"])
        elif "<tbody>" in data.get("text/html", ""):
            body = data["text/html"].partition("<tbody>")[2]
            for kind, cell in re.findall(r"<t([hd])>(.*?)</t[hd]>", body, re.DOTALL):
                if kind == "d" or not re.fullmatch(r"\d{1,3}", cell):
                    yield html.unescape(cell)
        else:
            yield data["text/plain"]


def sections(path):
    """Return the prose under each heading."""
    text = "\n".join(cell.source for cell in cells(path, "markdown"))
    pieces = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(pieces[1::2], pieces[2::2], strict=True))


def told(cell, listed=()):
    """Return the numbers of a cell of prose without its time line, list numbers, tags, places, listed words."""
    text = PLACE.sub(" ", re.sub(r"^\*\*Time:\*\*.*|^\d+\. |<[^>]+>", " ", cell.source, flags=re.MULTILINE))
    for words in listed:
        text = text.replace(words, " ")
    return numbers(text)


def unshown(path, listed=()):
    """Return the numbers of the prose that nothing beside them shows, as (cell id, number).

    What a cell says has to be in the outputs of the code before it or after it. The parts of the lesson without
    code, such as the key points, may use the numbers of the other prose, which are checked in this way.
    """
    notebook, heading, body, frame = read(path), "", [], []
    for i, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            heading = re.match(r"#+ (.+)", cell.source) or heading
            if i == 0 or heading[1] in OPENING + ENDING[:-1]:
                frame.append(cell)
            else:
                before = [other for other in notebook.cells[:i] if other.cell_type == "code"]
                after = [other for other in notebook.cells[i:] if other.cell_type == "code"]
                body.append((cell, shown(before[-1:] + after[:1])))
    missing = [(cell.id, n) for cell, near in body for n, form in told(cell, listed) if form not in near]
    repeated = {form for cell, _ in body for _, form in told(cell)}
    repeated |= {part for form in repeated if DAY.fullmatch(form) for part in (form[:4], f"-{form[4:]}")}
    return missing + [(cell.id, n) for cell in frame for n, form in told(cell, listed) if form not in repeated]


def test_numbers_are_read_from_prose():
    days = "13 September 2022, the 12th of September, 1988–94, `2020-23`, at 00:05"
    assert [form for _, form in numbers(days)] == ["2022-09-13", "--09-12", "1988", "1994", "2020-23", "00:05"]
    people = "more than 6,000, ≥ 33, 136.36, forty-four, six thousand, a hundred, Ten"
    assert [form for _, form in numbers(people)] == ["6000", "33", "136.36", "44", "6000", "100", "10"]
    assert numbers("no one knows C34, the `P6M`, SHA-256 a3b3, or `cd.cite('ucdp-2020')`") == []


@every
def test_phrases_of_the_article_are_quoted_from_their_place(path):
    """*Lunedì sera*, Monday evening (paragraph 2, sentence 8): the words are there, and there are six at most."""
    anchors = cd.anchors()
    for cell in cells(path, "markdown"):
        for place in PLACE.finditer(cell.source):
            here = anchors.query(f"paragraph == {place[1]} and sentence == {place[2]}")["phrase"]
            assert len(here), place.group()
            before = re.split(r"\(paragraph|\n", cell.source[: place.start()])[-1]
            for words in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", before):
                assert len(words.split()) <= 6
                assert any(words.lower() in phrase.replace("’", "'").lower() for phrase in here), words


@english
def test_every_number_of_the_prose_is_shown_or_listed(path):
    loose = unshown(path, [entry["words"] for entry in LISTED if entry["notebook"] == path.stem])
    assert not loose, f"neither in an output beside it nor in tests/prose_numbers.toml: {loose}"


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: f"{entry['notebook'][:2]} {entry['words'][:30]}")
def test_every_listed_number_is_needed_and_has_a_reason(entry):
    (path,) = (path for path in ENGLISH if path.stem == entry["notebook"])
    assert len(unshown(path, [entry["words"]])) < len(unshown(path)), "no number of the prose needs it"
    assert len(entry["reason"].split()) > 2


def test_exercises_have_these_solutions():
    def bounds(phrase):
        figure = reading.read_figure(phrase, "it")
        return figure.low, figure.best, figure.high

    assert bounds("almeno 12 soldati") == (12, 12, None)
    assert bounds("più di 20 morti") == (20, 20, None)
    assert bounds("circa 4.500 persone") == (None, 4500, None)
    assert cd.Toll.count(4500, "about").bounds == (4450, 4550)
    assert [rate.words() for rate in cd.per_day("C34")] == ["at least 33 a day", "at least 136 a day"]
    assert round(cd.toll("reuters-2020-30000").best / cd.toll("ucdp-1991-1994").best) == 6
    assert len(cd.members_on("1999-04-10")) == 9
    assert len(cd.members_on("1999-04-20")) == 6
    beside = cd.compare("C03").set_index("reference_id")
    last = beside.loc["arm-sept-2022-221-soldiers"]
    civilians = cd.toll("arm-sept-2022-224").best - cd.toll("arm-sept-2022-civilians-3").best
    assert last["best"] == civilians == 221 and cd.toll("C03").sign == "≥ 49"
    assert last["reasons"] == "period;comparator;day_of_counting"
    assert beside.loc["ucdp-2022", "best"] == 308
    assert beside.loc["ucdp-2022", "reasons"] == "measure;unit;party;period;comparator;release"


def test_text_of_an_exercise_is_read_as_its_solution_says():
    (path,) = (path for path in ENGLISH if path.stem.startswith("05"))
    (call,) = re.findall(r"```\n(text = .*?)```", sections(path)["Exercise"], re.DOTALL)
    names = {"cd": cd}
    exec(call.replace("cd.read(", "found = cd.read("), names)
    rows = names["found"].figures[["kind", "comparator", "low", "best", "high", "start", "status"]].astype(object)
    monday, june = pd.Timestamp("2019-06-10"), pd.Timestamp("2019-06-01")
    assert rows.where(rows.notna(), None).to_numpy().tolist() == [
        ["killed", "at-least", 8, 8, None, monday, "reported"],
        ["wounded", "exact", 25, 25, 25, monday, "reported"],
        ["wounded", "exact", 4, 4, 4, monday, "reported"],
        ["killed", "exact", 90, 90, 90, None, "superseded"],
        ["killed", "exact", 110, 110, 110, None, "reported"],
        ["displaced", "almost", None, 900, 900, june, "reported"],
        ["missing", "exact", 30, 30, 30, None, "denied"],
    ]
    assert names["found"].figures["party"].isna().all()
    assert names["found"].figures.query("subset")["best"].tolist() == [4]
    assert 110 in names["found"].figures.query("cumulative")["best"].tolist()
    assert names["found"].unresolved["phrase"].tolist() == ["12,000"]
