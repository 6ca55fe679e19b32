"""The teacher's edition of a notebook: the teacher's page, answers filled in, solutions and typical wrong answers."""

import json
import re
from copy import deepcopy

from ..i18n import Speaker
from . import tasks

ANSWER = re.compile(r"answer-(\d+)-(\d+)")
OPEN = re.compile(r"^(answer_\w+) = \.\.\.$", re.MULTILINE)
PAGE = ("plan", "board", "sensitive", "thirty", "offline")  # of a teacher, in order


def teachers(notebook, lesson, language="en"):
    """Return the teacher's edition of a pupil's notebook, a dict as in its file, which is left as it is.

    After the title stands the teacher's page of the lesson, such as "02". Each answer is filled in, with the reply to
    it as the output, and after each stand the solution and every wrong answer that is known, with its reply.
    """
    new, cells = deepcopy(notebook), []
    for cell in new["cells"]:
        cells.append(cell)
        found = ANSWER.fullmatch(cell.get("id", ""))
        if found:
            task = ".".join(found.groups())
            cells.append(_markdown(f"{cell['id']}-teacher", told(task, language)))
            _fill(cell, task, language)
        elif cell.get("id") == "title":
            cells.append(_markdown("teachers-page", page(lesson, language)))
    return new | {"cells": cells}


def page(lesson, language="en"):
    """Return the teacher's page of a lesson as Markdown."""
    tell, words = Speaker(language), tasks.words(language)["lesson"][lesson]
    parts = [f"## {tell('teacher.page')}"]
    for name in PAGE:
        text = "\n".join(f"- {line}" for line in words[name]) if name == "plan" else words[name].strip()
        parts += [f"### {tell(f'teacher.{name}')}", f"```text\n{text}\n```" if name == "board" else text]
    return "\n\n".join(parts)


def sheet(lesson, language="en"):
    """Return a teacher's page with the solution of every task, for a teacher without the notebook."""
    tell = Speaker(language)
    numbers = [task for task in tasks.key() if task.partition(".")[0] == str(int(lesson))]
    lines = [f"- **{task}** {tasks.said_of(task, language)['solution']}" for task in numbers]
    return "\n\n".join([page(lesson, language), f"### {tell('teacher.solutions')}", "\n".join(lines)])


def told(task, language="en"):
    """Return the solution of a task and the replies to wrong answers, as Markdown."""
    tell, entry, words = Speaker(language), tasks.key()[task], tasks.said_of(task, language)
    heading, rows = "teacher.criteria", words.get("criteria", ())
    if entry["sort"] != "argue":
        wrong = dict.fromkeys(name for name, *_ in entry["replies"] if not name.startswith("right"))
        heading = "teacher.wrong"
        rows = [f"{tasks.example(task, name, language)} → {words['replies'][name]}" for name in wrong]
    listed = "\n".join(f"- {row}" for row in rows)
    return f"**{tell('teacher.solution')}** {words['solution']}\n\n**{tell(heading)}**\n\n{listed}"


def _fill(cell, task, language):
    """Write a right answer into an answer cell, and the reply to it as its output."""
    answer = tasks.right_answer(task, language)
    source = "".join(cell["source"])
    written = json.dumps(answer, ensure_ascii=False) if isinstance(answer, str) else repr(answer)
    cell["source"] = OPEN.sub(lambda name: f"{name[1]} = {written}", source)
    tasks.forget()
    reply = tasks.check(task, answer, language)
    data = {"text/html": reply._repr_html_(), "text/plain": repr(reply)}
    kept = {"execution_count": cell["execution_count"], "metadata": {}, "output_type": "execute_result"}
    cell["outputs"] = [kept | {"data": data}]


def _markdown(name, text):
    return {"cell_type": "markdown", "id": name, "metadata": {"tags": ["teacher"]}, "source": text}
