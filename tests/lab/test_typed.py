"""What a pupil types into a notebook: answers to the tasks of a lesson, and an article of one's own.

The answers are those that the key of the tasks has; what is read below the cell are the words of the lesson.
"""

import json
import re
from pathlib import Path

import pytest
from opened import below, has_picture, run, run_all, settle, write
from stored import FOLDER, outputs, read

from conflictdata.lessons import tasks

LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if any(path.glob("*.ipynb")))
TASKS_OF, TEXT_OF = "02_casualties_over_time.ipynb", "05_your_own_article.ipynb"
ANSWER = re.compile(r"answer-(\d+)-(\d+)")
SHOWING = ("mine-read", "mine-rows", "mine-picture", "mine-check")  # the cells about the text of one's own
ARTICLES = sorted((Path(__file__).parent / "articles").glob("*.txt"))


def open_copy(page, lab, language, name):
    """Open a fresh copy of a notebook; return its file, and the sources of its cells by their ids."""
    copy = lab.copies(language) / name
    page.goto(lab.link(copy))
    settle(page)
    return copy, {cell.id: cell.source for cell in read(copy).cells}


def wrong_answer(task, language):
    """Return an answer with a reply of its own that is neither right nor partly right, and the name of the reply."""
    for name, *_ in tasks.key()[task]["replies"]:
        answer = tasks.example(task, name, language)
        reply = tasks.check(task, answer, language)
        if (reply.verdict, reply.name) == ("wrong", name):
            return answer, name
    raise AssertionError(f"{task} has no wrong answer in {language}")


def plain(words):
    """Return words as they are read on the screen, where `code` and *emphasis* have no signs."""
    return " ".join(re.sub(r"[`*]", "", words).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_tasks_answer_what_is_typed(page, lab, language):
    """Each task of a lesson says that it waits; then it is answered wrong, then right."""
    _, sources = open_copy(page, lab, language, TASKS_OF)
    run_all(page)
    answered = {cell: ".".join(found.groups()) for cell in sources if (found := ANSWER.fullmatch(cell))}
    assert len(answered) >= 3
    for cell, task in answered.items():
        waits = tasks.check(task, ..., language)
        assert plain(below(page, cell)) == plain(repr(waits))
        words = tasks.said_of(task, language)
        if tasks.key()[task]["sort"] == "argue":
            tries = [(words["samples"][0], words["criteria"])]
        else:
            wrong, name = wrong_answer(task, language)
            right = tasks.right_answer(task, language)
            tries = [(wrong, [words["replies"][name]]), (right, [words["replies"]["right"]])]
        for answer, replies in tries:
            literal = json.dumps(answer, ensure_ascii=False) if isinstance(answer, str) else repr(answer)
            write(page, cell, sources[cell].replace("...", literal, 1))
            said = plain(run(page, cell))
            assert [reply for reply in replies if plain(reply) not in said] == [], (task, answer, said)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_an_article_of_ones_own_is_read_to_the_end(page, lab, article):
    """Whatever is pasted, Run All goes through: the text is shown, and each cell about it says something."""
    text = article.read_text(encoding="utf-8").strip()
    copy, sources = open_copy(page, lab, "it", TEXT_OF)
    before, _, after = sources["mine-text"].split('"""')
    write(page, "mine-text", f'{before}"""{text}"""{after}')
    run_all(page)
    ran = read(copy)
    assert [output for output in outputs(ran) if output.output_type == "error"] == []
    assert all(cell.execution_count for cell in ran.cells if cell.cell_type == "code" and cell.source.strip())
    assert plain(text[:40]) in plain(below(page, SHOWING[0]))
    assert [cell for cell in SHOWING if not (below(page, cell).strip() or has_picture(page, cell))] == []
