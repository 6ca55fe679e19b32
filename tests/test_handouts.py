"""The pages to print: one sheet each, all prompts, type that can be read, and a PDF that a screen reader can use.

The lessons are invented; a last test makes the pages of those that are shipped.
"""

import io
import json
import re
from collections import Counter

import pandas as pd
import pypdf
import pytest
from PIL import Image

from conflictdata import charts, i18n
from conflictdata.lessons import copying, handouts

SHORT = "Which of the *three* numbers may stand in a **row**? Write `none` if none may."
LONG = "Each sentence of this prompt is as long as the others are, and says no more than they do. "
TEACHERS = """## For the teacher

### Minutes

- 0–5 a question with the books shut
- 5–10 the picture, in pairs

### On the board

```text
1991 ------------- 2022
        2020 |==|
```
"""


def teachers_page(lesson, language):
    return f"{TEACHERS}\n### Lesson {lesson}, {language}\n\nBelmaria is invented.\n"


def markdown(name, text, **metadata):
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": text.splitlines(keepends=True)}


def code(name, figure, **metadata):
    bundle = json.loads(json.dumps(figure._repr_mimebundle_()))
    output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": bundle}
    return {"cell_type": "code", "id": name, "metadata": metadata, "source": "draw", "outputs": [output]}


def task(number, prompt, minutes):
    unit = "minute" if minutes == 1 else "minutes"
    return markdown(f"task-2-{number}", f"### 2.{number} · find · {minutes} {unit}\n\n{number}: {prompt}")


def lesson(tasks, pictures=()):
    cells = [
        markdown("title", "# An invented lesson & its “title”\n\n50 minutes"),
        markdown("question", "## The question\n\nMay numbers be added? See [toll](#Words 'a number')."),
        markdown("content-note", "## Content note\n\nThis stands in the notebook only."),
        *pictures,
        *(task(number, *words) for number, words in enumerate(tasks, 1)),
        markdown("sources", "## Where the numbers come from\n\nFrom [Belmaria](https://example.org/belmaria)."),
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def printed(tmp_path, monkeypatch):
    """Return a function that prints a lesson and its teacher's page in a language."""
    monkeypatch.setattr(handouts, "notebooks", lambda language: tmp_path)

    def make(notebook, language="en", page=teachers_page):
        (tmp_path / "02_invented.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        made = handouts.make(tmp_path / "out", language, page)
        assert made == [tmp_path / "out" / f"02_invented{ending}.pdf" for ending in ("", "_teacher")]
        return [pypdf.PdfReader(path) for path in made]

    return make


def words(pdf):
    """Return the text of the one page, without what the lines break."""
    (page,) = pdf.pages
    return " ".join(page.extract_text().split())


def tags(pdf):
    """Yield the elements that a screen reader reads: kind and alternative text, in their order."""
    waiting = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        each = waiting.pop(0).get_object()
        if isinstance(each, list):
            waiting = [*each, *waiting]
        elif isinstance(each, dict):
            if "/S" in each:
                yield each["/S"], each.get("/Alt")
            waiting = [each["/K"], *waiting] if "/K" in each else waiting


def sizes(pdf):
    """Return how many letters of the page are set in each size of type, in points."""
    found = Counter()

    def visit(text, matrix, text_matrix, font, size):
        found[round(abs(size * text_matrix[3] * matrix[3]), 2)] += len(text.strip())

    pdf.pages[0].extract_text(visitor_text=visit)
    return +found


def body(pdf):
    """Return the size of type of most of the words."""
    return sizes(pdf).most_common(1)[0][0]


def images(pdf):
    return [Image.open(io.BytesIO(image.data)) for image in pdf.pages[0].images]


def own():
    rows = pd.DataFrame({"label": ["a", "b"], "comparator": "exact", "best": [3, 4]})
    return charts.tolls(rows.assign(low=rows["best"], high=rows["best"]), title="Of a reader's own")


@pytest.mark.parametrize("language, blanks", [("en", ["Name", "Date"]), ("it", ["Nome", "Data"])])
def test_a_pupils_page(printed, figure, language, blanks):
    pdf, _ = printed(lesson([(SHORT, 4), (SHORT, 1)], [code("tolls", figure("tolls", language))]), language)
    text = words(pdf)
    assert text.startswith("An invented lesson & its “title” ") and all(word in text for word in blanks)
    for number in (1, 2):
        assert f"{number}: Which of the three numbers may stand in a row? Write none if none may." in text
    assert "2.1 · find · 4 minutes" in text and "2.2 · find · 1 minute" in text
    assert "May numbers be added? See toll." in text and "From Belmaria." in text
    assert "50 minutes" not in text and "notebook only" not in text
    links = [note.get_object()["/A"]["/URI"] for note in pdf.pages[0]["/Annots"]]
    assert links == ["https://example.org/belmaria"]


def test_a_screen_reader_can_use_it(printed, figure):
    pdf, _ = printed(lesson([(SHORT, 4), (SHORT, 1)], [code("tolls", figure("tolls", "it"))]), "it")
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "it" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title == "An invented lesson & its “title”"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    read = list(tags(pdf))
    headings = [kind for kind, _ in read if re.fullmatch(r"/H\d", kind)]
    assert headings == ["/H1"] + ["/H2"] * 4
    assert [alt for kind, alt in read if kind == "/Figure"] == [figure("tolls", "it", "column").alt]
    assert len([kind for kind, _ in read if kind == "/Link"]) == 1


def test_pictures_are_grey_on_white(printed, figure):
    """Two of the package, each drawn for half a page: 88 mm at 1040 pixels; a third one is left out."""
    slugs = ("who_says_so", "quiet_years", "per_day")
    pdf, _ = printed(lesson([(SHORT, 1)], [code(slug, figure(slug)) for slug in slugs]))
    assert [alt for kind, alt in tags(pdf) if kind == "/Figure"] == [
        figure(slug, size="column").alt for slug in slugs[:2]
    ]
    for image in images(pdf):
        assert image.mode == "L" and image.width == 1040 and image.getextrema()[1] == 255
        assert image.getpixel((0, 0)) == 255


def test_a_tag_says_which_picture_is_printed(printed, figure):
    """A picture may say what a task asks."""
    tagged = code("b", figure("quiet_years"), tags=["handout"])
    pdf, _ = printed(lesson([(SHORT, 1)], [code("a", figure("who_says_so")), tagged]))
    assert [alt for kind, alt in tags(pdf) if kind == "/Figure"] == [figure("quiet_years", size="column").alt]


def test_a_picture_of_a_readers_own_is_printed_as_it_is(printed):
    made = own()
    pdf, _ = printed(lesson([(SHORT, 1)], [code("own", made)]))
    assert [alt for kind, alt in tags(pdf) if kind == "/Figure"] == [made.alt]
    assert [image.width for image in images(pdf)] == [1440]


COLUMN = 88 / 25.4 * 72  # points


def rules(pdf):
    """Count the lines to write on: thin bars as wide as a column."""
    bars = re.findall(rb"([\d.]+) [\d.]+ m \1 [\d.]+ l", pdf.pages[0].get_contents().get_data())
    return sum(abs(float(width) - COLUMN) < 0.5 for width in bars)


def test_there_is_room_to_write(printed):
    """A line for each minute, one at least and three at most; more where the sheet has room, fewer where it is full."""
    few, _ = printed(lesson([(SHORT, 4)]))
    assert rules(few) == 3 + 2 * 4
    fuller, _ = printed(lesson([(LONG * 5, 4)] * 6 + [(SHORT, 1)] * 3))
    assert 6 * 3 + 3 <= rules(fuller) < 6 * 3 + 3 + 8
    full, _ = printed(lesson([(LONG * 9, 4)] * 6 + [(SHORT, 1)] * 3))
    assert 6 + 3 <= rules(full) < 6 * 3 + 3


FULLER = [  # how many sentences each of eight tasks has, the pictures and the size of type that are left
    (3, 2, 10),
    (5, 1, 10),
    (7, 1, 8.5),
    (8, 0, 9.5),
    (10, 0, 8.5),
]


@pytest.mark.parametrize("sentences, pictures, size", FULLER)
def test_the_more_words_the_fewer_pictures_and_the_smaller_type(printed, figure, sentences, pictures, size):
    cells = [code(slug, figure(slug)) for slug in ("who_says_so", "quiet_years")]
    pdf, _ = printed(lesson([(LONG * sentences, 1)] * 8, cells))
    assert len(pdf.pages) == 1
    assert (len(images(pdf)), body(pdf), min(sizes(pdf))) == (pictures, size, 8.5)
    assert words(pdf).count(LONG.strip()) == sentences * 8


def test_type_is_never_smaller_than_8_points_and_a_half(printed):
    dense, _ = printed(lesson([(LONG * 9 + "`code`", 1)] * 8))
    assert min(sizes(dense)) == 8.5 and len(dense.pages) == 1
    with pytest.raises(ValueError, match=r"“title”' \(en\) has more words than one printed page holds at 8.5 pt$"):
        printed(lesson([(LONG * 20, 1)] * 8))


def test_a_teachers_page(printed):
    _, pdf = printed(lesson([(SHORT, 1)]), "it")
    text = words(pdf)
    assert text.startswith("An invented lesson & its “title” For the teacher Minutes ")
    assert "5–10 the picture, in pairs" in text and "Lesson 02, it Belmaria is invented." in text
    assert re.search(r"^1991 -{13} 2022\n {8}2020 \|==\|$", pdf.pages[0].extract_text(), re.MULTILINE)
    assert pdf.trailer["/Root"]["/Lang"] == "it" and pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert [kind for kind, _ in tags(pdf) if re.fullmatch(r"/H\d", kind)] == ["/H1", "/H2", *["/H3"] * 3]
    assert min(sizes(pdf)) == 8.5 and 11 in sizes(pdf), "only its foot is small"


def test_a_long_teachers_page_has_smaller_type(printed):
    _, pdf = printed(lesson([(SHORT, 1)]), page=lambda lesson, language: f"## Long\n\n{LONG * 90}")
    assert len(pdf.pages) == 1 and body(pdf) == 9.5
    with pytest.raises(ValueError, match="more words than one printed page"):
        printed(lesson([(SHORT, 1)]), page=lambda lesson, language: LONG * 200)


MARKS = """### 2.1 · find · 2 minutes

1. one
2. *two*
   - deep

> a quotation

| side | people |
| --- | --- |
| Belmaria | 12 |
| Tarvonia | ≥ 49 |

<div>fold</div>

soft
break

first\\
second <b>bold</b> # 5 $6 \\_7\\_ @8 #set

```
text = "9"
```
"""


def test_every_mark_of_markdown_is_printed(printed):
    notebook = lesson([])
    notebook["cells"].insert(2, markdown("task-2-1", MARKS))
    pdf, _ = printed(notebook)
    text = words(pdf)
    said = (
        "1. one",
        "2. two",
        "deep",
        "a quotation",
        "side people",
        "Belmaria 12",
        "Tarvonia ≥ 49",
        "first second",
        "fold soft break",
    )
    for part in (*said, "fold soft break", "bold # 5 $6 _7_ @8 #set", 'text = "9"'):
        assert part in text, part
    kinds = [kind for kind, _ in tags(pdf)]
    assert {"/L", "/LI", "/Em", "/BlockQuote", "/Table", "/TH", "/TD", "/Code"} <= set(kinds)


def test_the_same_words_give_the_same_bytes(printed, tmp_path, figure):
    notebook = lesson([(SHORT, 2)], [code("tolls", figure("tolls"))])
    pdf, _ = printed(notebook)
    assert not {"/CreationDate", "/ModDate"} & set(pdf.metadata)
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    for path in before:
        path.unlink()
    printed(notebook)
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def letters(text):
    """Return the letters and digits of a text, without the marks of Markdown and the breaks of lines."""
    return "".join(filter(str.isalnum, text))


def shipped(language):
    return sorted(copying.notebooks(language).glob("*.ipynb"))


@pytest.mark.parametrize("language", i18n.languages())
def test_the_pages_of_the_shipped_lessons(language, tmp_path):
    """Each is one sheet with every prompt; the teacher's page has words of its own, and alone has the solutions."""
    from conflictdata.lessons import editions
    from conflictdata.lessons import tasks as lesson_tasks

    made = handouts.make(tmp_path, language, editions.sheet)
    assert len(made) == 2 * len(shipped(language))
    for path, pupils, teachers in zip(shipped(language), made[::2], made[1::2], strict=True):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        text, others = words(pypdf.PdfReader(pupils)), words(pypdf.PdfReader(teachers))
        tasks = ["".join(cell["source"]) for cell in cells if re.fullmatch(r"task-\d+-\d+", cell["id"])]
        assert tasks and all(prompt.partition("\n")[0].strip("# ") in text for prompt in tasks)
        assert i18n.say("teacher.page", language) in others and i18n.say("teacher.offline", language) in others
        assert images(pypdf.PdfReader(pupils)), "no picture"
        numbers = [prompt.split()[1] for prompt in tasks]
        solutions = {task: letters(lesson_tasks.said_of(task, language)["solution"]) for task in numbers}
        assert [task for task, solution in solutions.items() if solution not in letters(others)] == []
        assert [task for task, solution in solutions.items() if solution in letters(text)] == []
