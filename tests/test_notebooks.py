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
from conflictdata import charts
from conflictdata.charts.figure import VALUES_TYPE
from conflictdata.lessons import tasks
from conflictdata.lessons.answers import said

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("notebooks/*/*.ipynb"))
ENGLISH = [path for path in FILES if path.parent.name == "en"]
LESSONS = [path for path in ENGLISH if path.stem != "00_start"]
LARGEST = 1024 * 1024  # bytes
CODE_LINES = 6  # in a cell
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
MACHINE = re.compile(r"(?<![\w.:/])/(?:home|root|tmp|usr|work|Users|opt)/|[A-Z]:\\\\Users| at 0x[0-9a-f]")
OPENING = ["The question", "You will learn", "Content note"]
FINISH = ["Three questions to finish", "Key points"]
ENDING = ["Words", "Where the numbers come from"]
TIME = re.compile(r"\*\*Time:\*\* (\d+) minutes\b.*\*\*You need:\*\* ")
MINUTES = {"00_start": 15}  # every other is a lesson of 50
SORTS = {
    "en": {"predict": "predict", "find": "find", "argue": "argue", "quiz": "quiz"},
    "it": {"predict": "prevedi", "find": "trova", "argue": "argomenta", "quiz": "quiz"},
}
UNITS = {"en": ("minute", "minutes"), "it": ("minuto", "minuti")}
OPTIONAL = "If there is time: "
READING = 130, 1.5  # slow reading: words a minute, minutes a code cell
LISTED = tomllib.loads((ROOT / "tests" / "prose_numbers.toml").read_text(encoding="utf-8"))["number"]

every = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
english = pytest.mark.parametrize("path", ENGLISH, ids=lambda path: path.stem)
lessons = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


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


@lessons
def test_headings_are_the_fixed_ones_in_order(path):
    """The lesson, its end, what may be left out, and where to look things up."""
    text = "\n".join(cell.source for cell in cells(path, "markdown"))
    headings = re.findall(r"^(#+) (.+)$", text, re.MULTILINE)
    assert [level for level, _ in headings].count("#") == 1 and headings[0][0] == "#"
    second = [name for level, name in headings if level == "##"]
    assert second[: len(OPENING)] == OPENING
    assert second[-len(ENDING) :] == ENDING
    end = second.index(FINISH[0])
    assert second[end : end + len(FINISH)] == FINISH and end > len(OPENING)
    optional = [name.startswith(OPTIONAL) for name in second]
    assert not any(optional[:end]) and all(optional[end + len(FINISH) : -len(ENDING)])


@english
def test_frame_of_the_lesson(path):
    parts = sections(path)
    assert int(TIME.search(cells(path, "markdown")[0].source)[1]) == MINUTES.get(path.stem, 50)
    assert "casualties" not in parts["Content note"] or "wounded" in parts["Content note"]
    assert "cd.cite(" in cells(path, "code")[-1].source


TITLE = re.compile(r'(?<=\])\(#[\w-]+ "[^"]*"\)')  # of a link to a word: what a tooltip shows


def in_lesson(path):
    """Yield the cells of a lesson without what may be left out and what one looks up, with their headings."""
    heading = ""
    for cell in read(path).cells:
        if cell.cell_type == "markdown":
            heading = (re.findall(r"^##? (.+)$", cell.source, re.MULTILINE) or [heading])[0]
        if not heading.startswith(OPTIONAL) and heading not in ENDING:
            yield cell


def minutes(path):
    """Return how long a lesson takes: to read, to run, and the tasks' own minutes."""
    own = [cell for cell in in_lesson(path) if not TASK.fullmatch(cell.id)]
    words = sum(len(TITLE.sub("", cell.source).split()) for cell in own if cell.cell_type == "markdown")
    run = sum(cell.cell_type == "code" for cell in own)
    return words / READING[0] + run * READING[1] + sum(tasks.key()[task]["minutes"] for task in tasks_of(path))


@english
def test_lesson_holds_in_its_minutes(path):
    assert minutes(path) <= MINUTES.get(path.stem, 50)


@english
def test_lesson_runs_without_what_may_be_left_out(path):
    names = {}
    with pd.option_context("display.max_colwidth", 50, "display.float_format", None):  # set there; put back afterwards
        for cell in in_lesson(path):
            if cell.cell_type == "code":
                exec(compile(cell.source, cell.id, "exec"), names)


@every
def test_tables_are_shown_in_one_way_and_are_short(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            html = output.get("data", {}).get("text/html", "")
            if VALUES_TYPE not in output.get("data", {}) and "<table" in html:
                assert f'<table lang="{path.parent.name}"' in html, f"{cell.id}: not by cd.show"
                rows = html.partition("<tbody>")[2].count("<tr")
                assert rows <= 12 or cell.id in LONG, f"{cell.id} has {rows} rows"


# ---------------------------------------------------------------- tasks

TASK = re.compile(r"(?:task|answer)-(\d)-(\d)")
LONG = ()  # cells whose task needs a table of more than twelve rows


def tasks_of(path):
    """Return the ids of the tasks of a notebook, in order."""
    return [".".join(TASK.fullmatch(cell.id).groups()) for cell in read(path).cells if cell.id.startswith("task-")]


@every
def test_tasks_are_those_of_the_key_in_order(path):
    found = tasks_of(path)
    assert found == [task for task in tasks.key() if task.startswith(f"{int(path.stem[:2])}.")]
    assert found == [f"{int(path.stem[:2])}.{n}" for n in range(1, len(found) + 1)]
    sorts = [tasks.key()[task]["sort"] for task in found]
    if path.stem != "00_start":
        assert sorts[-3:] == ["quiz"] * 3
        assert 3 <= len(sorts[:-3]) <= 5 and set(sorts[:-3]) == {"predict", "find", "argue"}


@every
def test_tasks_stand_open_with_their_sort_and_minutes(path):
    language, notebook = path.parent.name, read(path).cells
    for i, cell in enumerate(notebook):
        if not cell.id.startswith("task-"):
            assert not cell.id.startswith("answer-") or notebook[i - 1].id == cell.id.replace("answer", "task")
            continue
        lesson, n = TASK.fullmatch(cell.id).groups()
        entry, answer = tasks.key()[f"{lesson}.{n}"], notebook[i + 1]
        unit = UNITS[language][entry["minutes"] != 1]
        heading = f"### {lesson}.{n} · {SORTS[language][entry['sort']]} · {entry['minutes']} {unit}\n"
        assert cell.source.startswith(heading), heading
        name = f"answer_{lesson}_{n}"
        assert answer.source == f'{name} = ...\ncd.check("{lesson}.{n}", {name}, LANGUAGE)'
        (output,) = answer.outputs
        assert output.data["text/plain"] == repr(cd.check(f"{lesson}.{n}", ..., language))


@english
def test_no_prediction_is_answered_above_its_task(path):
    for i, cell in enumerate(read(path).cells):
        task = ".".join(TASK.fullmatch(cell.id).groups()) if cell.id.startswith("task-") else None
        if not task or tasks.key()[task]["sort"] != "predict":
            continue
        above = read(path).cells[:i]
        forms = shown([other for other in above if other.cell_type == "code"])
        forms |= {form for other in above if other.cell_type == "markdown" for _, form in told(other)}
        for number in said(tasks.right_answer(task), "en").numbers:
            assert f"{number:g}" not in forms, f"{task}: {number:g} stands above it"


@every
def test_no_answer_is_in_the_notebook(path):
    text = path.read_text(encoding="utf-8")
    for task in tasks_of(path):
        words = tasks.said_of(task, path.parent.name)
        hidden = [words["solution"], *words["hints"], *words.get("replies", {}).values(), *words.get("samples", [])]
        assert not [part for part in hidden if json.dumps(part, ensure_ascii=False)[1:-1] in text], task


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
MONTHS |= {name[:3]: n for name, n in MONTHS.items()} | {"sept": 9}  # as tables write them: 20 Apr 1994
WORDS = {num2words(n): n for n in range(2, 100)} | {"a": 1}  # "a" only before hundred and thousand
SCALES = {"hundred": 100, "thousand": 1000}
WORD = "|".join(sorted(WORDS.keys() - {"a"}, key=len, reverse=True))
PLACE = re.compile(r"\((?:paragraph|capoverso) (\d+), (?:sentence|frase) (\d+)\)")
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
            for kind, cell in re.findall(r"<t([hd])[^>]*>(.*?)</t[hd]>", body, re.DOTALL):
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
    """Return the numbers of a cell of prose: no time line, fixed heading, list number, tag, place or listed words."""
    text = TITLE.sub("", cell.source)
    text = text.replace(f"## {FINISH[0]}", " ")
    text = PLACE.sub(" ", re.sub(r"^\*\*Time:\*\*.*|^### \d.*|^\d+\. |<[^>]+>", " ", text, flags=re.MULTILINE))
    for words in listed:
        text = text.replace(words, " ")
    return numbers(text)


def computes(cell):
    return cell.cell_type == "code" and not cell.id.startswith("answer-")


def unshown(path, listed=()):
    """Return the numbers of the prose that nothing beside them shows, as (cell id, number).

    What a cell says has to be in the outputs of the code before it or after it. The parts of the lesson without
    code, such as the key points, may use the numbers of the other prose, which are checked in this way.
    """
    notebook, heading, body, frame = read(path), "", [], []
    for i, cell in enumerate(notebook.cells):
        if cell.cell_type == "markdown":
            heading = re.match(r"#+ (.+)", cell.source) or heading
            if i == 0 or heading[1] in OPENING + FINISH + ENDING[:-1]:
                frame.append(cell)
            else:
                before, after = ([c for c in part if computes(c)] for part in (notebook.cells[:i], notebook.cells[i:]))
                near = (
                    before if cell.id.startswith("task-") else before[-1:] + after[:1]
                )  # a task may ask for any of it
                body.append((cell, shown(near)))
    missing = [(cell.id, n) for cell, near in body for n, form in told(cell, listed) if form not in near]
    repeated = {form for cell, _ in body for _, form in told(cell)}
    repeated |= {part for form in repeated if DAY.fullmatch(form) for part in (form[:4], f"-{form[4:]}")}
    return missing + [(cell.id, n) for cell in frame for n, form in told(cell, listed) if form not in repeated]


def test_numbers_are_read_from_prose():
    days = "13 September 2022, the 12th of September, 1988–94, `2020-23`, at 00:05"
    assert [form for _, form in numbers(days)] == ["2022-09-13", "--09-12", "1988", "1994", "2020-23", "00:05"]
    assert [form for _, form in numbers("20 Apr 1994, 13 Sept 2022, 2 May")] == ["1994-04-20", "2022-09-13", "--05-02"]
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
            before = re.split(r"\(paragraph|\(capoverso|\n", cell.source[: place.start()])[-1]
            for words in re.findall(r"(?<!\*)\*([^*]+)\*(?!\*)", before):
                assert len(words.split()) <= 6
                assert any(words.lower().replace("'", "’") in phrase.lower() for phrase in here), words


@english
def test_every_number_of_the_prose_is_shown_or_listed(path):
    loose = unshown(path, [entry["words"] for entry in LISTED if entry["notebook"] == path.stem])
    assert not loose, f"neither in an output beside it nor in tests/prose_numbers.toml: {loose}"


@pytest.mark.parametrize("entry", LISTED, ids=lambda entry: f"{entry['notebook'][:2]} {entry['words'][:30]}")
def test_every_listed_number_is_needed_and_has_a_reason(entry):
    (path,) = (path for path in ENGLISH if path.stem == entry["notebook"])
    assert len(unshown(path, [entry["words"]])) < len(unshown(path)), "no number of the prose needs it"
    assert len(entry["reason"].split()) > 2
