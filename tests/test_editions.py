"""The teacher's edition: built from the pupil's notebooks, its answers right, and every cell as a real run gives it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from conflictdata.i18n import languages
from conflictdata.lessons import editions, tasks

ROOT = Path(__file__).parents[1]
FILES = sorted(ROOT.glob("notebooks/*/*.ipynb"))
OPTIONS = re.findall(r"--nbval[a-z-]*(?:=\S+)?", (ROOT / "Makefile").read_text(encoding="utf-8"))

every = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")


def pupils(path):
    return json.loads(path.read_text(encoding="utf-8"))


def teachers(path):
    return editions.teachers(pupils(path), path.stem[:2], path.parent.name)


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """A run of nbval on the teacher's notebooks of each language, all at once: they wait for kernels."""
    started = {}
    for language in languages():
        folder = tmp_path_factory.mktemp(language)
        for path in (path for path in FILES if path.parent.name == language):
            (folder / path.name).write_text(json.dumps(teachers(path)), encoding="utf-8")
        options = [option.replace("=tests/", f"={ROOT / 'tests'}/") for option in OPTIONS]
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, str(folder)]
        paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
        environment = os.environ | {"PYTHONPATH": paths}
        environment.pop("MPLBACKEND", None)
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        started[language] = subprocess.Popen(command, cwd=folder, env=environment, **pipes)
    yield started
    for run in started.values():
        run.kill()
        run.communicate()


@every
def test_pupils_cells_are_all_there_and_the_notebook_is_valid(path):
    pupil, teacher = pupils(path), teachers(path)
    nbformat.validate(nbformat.from_dict(teacher))
    own = {cell["id"] for cell in pupil["cells"]}
    kept = [cell for cell in teacher["cells"] if cell["id"] in own]
    for mine, theirs in zip(pupil["cells"], kept, strict=True):
        assert mine == theirs or mine["id"].startswith("answer-")
    assert pupil == pupils(path), "the pupil's notebook was changed"


@every
def test_every_answer_is_filled_in_and_right(path):
    cells = teachers(path)["cells"]
    for task in [task for task in tasks.key() if task.startswith(f"{int(path.stem[:2])}.")]:
        name = task.replace(".", "-")
        (i,) = (i for i, cell in enumerate(cells) if cell["id"] == f"answer-{name}")
        assert "= ..." not in "".join(cells[i]["source"])
        words = tasks.said_of(task, path.parent.name)
        expected = words["samples"][0] if tasks.key()[task]["sort"] == "argue" else words["replies"]["right"]
        assert expected in cells[i]["outputs"][0]["data"]["text/plain"]
        told = cells[i + 1]["source"]
        assert words["solution"] in told
        assert all(
            reply in told
            for reply_name, reply in words.get("replies", {}).items()
            if reply_name not in ("right", "otherwise") and not reply_name.startswith("right")
        )
        assert all(criterion in told for criterion in words.get("criteria", ()))


@every
def test_teachers_page_comes_first(path):
    cells, words = teachers(path)["cells"], tasks.words(path.parent.name)["lesson"][path.stem[:2]]
    assert [cell["id"] for cell in cells[:2]] == ["title", "teachers-page"]
    for name in editions.PAGE:
        for part in [words[name]] if isinstance(words[name], str) else words[name]:
            assert part.strip() in cells[1]["source"]


@pytest.mark.parametrize("language", languages())
def test_teachers_notebooks_give_what_they_store(runs, language):
    said = runs[language].communicate(timeout=600)[0]
    code = sum(
        cell["cell_type"] == "code" for path in FILES if path.parent.name == language for cell in pupils(path)["cells"]
    )
    assert runs[language].returncode == 0 and f"{code} passed" in said, said[-3000:]
