"""README, CONTRIBUTING and docs are short, name only what exists, and their commands and examples run."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest

import conflictdata as cd
from conflictdata import charts, cli, datasets, i18n, record

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "DATASHEET.md")] + sorted(ROOT.glob("docs/*.md"))
GALLERIES = [ROOT / "figures" / name for name in ("README.md", "LEGGIMI.md")]
TEXT = {path.name: path.read_text(encoding="utf-8") for path in PAGES}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)


def code(text, kind=None):
    """Return the fenced blocks of a page, of one kind if one is named."""
    return [body for named, body in re.findall(r"```(\w*)\n(.*?)```", text, re.DOTALL) if kind in (None, named)]


def said(text):
    """Return all code of a page, inline and in blocks, one piece of code a line."""
    return [*inline(text), *"\n".join(code(text)).splitlines()]


def inline(text):
    """Return the pieces of code within the prose of a page."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


# -- README -----------------------------------------------------------------------------------------------------


def test_the_readme_is_short():
    lines = TEXT["README.md"].splitlines()
    assert len(lines) <= 150
    assert max(len(line) for line in lines if not line.startswith("<img")) <= 120


def test_exactly_two_commands_and_then_the_lab():
    first, second, *_ = code(TEXT["README.md"])
    assert (first, second) == ("make figures\nmake test\n", "make lab\n")


def test_nothing_promises_the_package_on_an_index():
    for name, text in TEXT.items():
        installed = [line for line in said(text) if re.search(r"pip install\b.*conflictdata", line)]
        assert not installed, name
    assert "The package is on no index" in TEXT["README.md"]
    for extra in re.findall(r"\.\[([\w-]+)\]", "\n".join(TEXT.values())):
        assert extra in PROJECT["project"]["optional-dependencies"], extra


def test_the_twelve_lines_run():
    (lines,) = code(TEXT["README.md"], "python")
    lines = list(filter(None, lines.splitlines()))
    assert len(lines) == 12
    checked = 0
    for line in lines:
        refused = line.startswith("# cd.")
        statement, _, comment = line.removeprefix("# ").partition("#")
        if refused:
            error, _, reason = comment.strip().partition(": ")
            with pytest.raises(getattr(cd, error), match=re.escape(reason)):
                eval(statement, {"cd": cd})
            assert "must not be added" in reason
        elif "import" not in statement:
            result = eval(statement, {"cd": cd})
            if comment.strip().startswith(("[", "at least 99")):
                assert str(result) == comment.strip()
                checked += 1
    assert checked == 2 and "# cd.add" in "\n".join(lines)


def test_what_the_prose_calls_runs():
    calls = [piece for piece in inline(TEXT["README.md"]) if re.fullmatch(r"cd\.\w+\(.*\)", piece)]
    assert len(calls) > 3
    for call in calls:
        assert len(eval(call, {"cd": cd})) > 0, call
    cited = " ".join(TEXT["README.md"].partition("\n> ")[2].partition("\n")[0].split())
    assert cited in cd.cite()


def test_the_picture_has_the_numbers_of_the_figure():
    alt = re.search(r'<img src="figures[^>]*width="720" alt="(.*?)">', TEXT["README.md"])[1]
    for words in ("1,", "at least 99", "more than 6,000", "about 30,000"):
        assert words in alt and words.rstrip(",") in cd.draw("tolls").alt


# -- what is named exists ---------------------------------------------------------------------------------------


def anchors(path):
    """Return the anchors of a Markdown page, as a forge makes them of its headings."""
    headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES + GALLERIES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    links = ["".join(link) for link in re.findall(r"\]\(([^)\s]+)\)|src=\"([^\"]+)\"", text)]
    for link in links:
        if not link.startswith("http"):
            name, _, anchor = link.partition("#")
            target = (page.parent / name) if name else page
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


@each_page
def test_targets_of_make_exist(page):
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    lines = [line for line in said(TEXT[page.name]) if re.match(r"make [a-z]", line)]
    named = [re.split("#|ARGS=|OPTIONS=", line)[0].split()[1:] for line in lines]
    assert {word for words in named for word in words} <= targets
    assert named or page.name not in ("README.md", "CONTRIBUTING.md", "without-make.md")


@each_page
def test_commands_and_their_options_exist(page):
    for line in said(TEXT[page.name]):
        called = re.match(r"(?:.*[/\\])?conflictdata ([a-z]+)(.*)", line)
        if called:
            name, rest = called.groups()
            assert name in cli.cli.commands, line
            known = {option for each in cli.cli.commands[name].params for option in each.opts}
            assert set(re.findall(r"(?<!\S)--[a-z-]+", rest.partition("-- ")[0])) <= known, line


def test_the_readme_names_every_command():
    named = set(re.findall(r"`conflictdata ([a-z]+)", TEXT["README.md"]))
    assert named == set(cli.cli.commands)
    for line in TEXT["README.md"].splitlines():
        if row := re.match(r"\| `conflictdata ([a-z]+)", line):
            options = {option for each in cli.cli.commands[row[1]].params for option in each.opts}
            assert {option.split()[0] for option in re.findall(r"`(--\w[^`]*)`", line)} <= options


@each_page
def test_public_names_exist(page):
    for line in said(TEXT[page.name]):
        for prefix, home in (("cd", cd), ("charts", charts), ("datasets", datasets)):
            for name in re.findall(rf"(?<![\w.]){prefix}\.([a-z]\w*)\b(?!/)", line):
                assert f"{prefix}.{name}".endswith(".py") or hasattr(home, name), line


@each_page
def test_paths_exist(page):
    here = [ROOT, ROOT / "conflictdata", ROOT / "docs", ROOT / "conflictdata" / "datasets"]
    for piece in said(TEXT[page.name]):
        if re.fullmatch(r"[\w./-]+\.(py|md|csv|json|toml|po|pot|txt|ledger)", piece) and "/" in piece:
            planned = re.search(r"\b(reading|locale|lessons)/pl", piece)  # what a contributor is to make
            assert planned or any((folder / piece).exists() for folder in here), piece


def test_prose_without_words_that_went():
    gone = "two_readings toll_and_clock who_is_in_the_toll csto_duty wrong_log_bars --force --jobs skip_broken"
    for name, text in TEXT.items():
        assert not [word for word in gone.split() if word in text], name


# -- CONTRIBUTING -----------------------------------------------------------------------------------------------


def rows_below(heading, text):
    """Return the cells of the first table below a line that holds `heading`."""
    table = text.partition(heading)[2].partition("\n\n")[0]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines() if line[:1] == "|"]


def test_the_table_of_modules_is_complete_and_fits_a_screen():
    rows = rows_below("| modules | their one job |\n", TEXT["CONTRIBUTING.md"])[1:]
    assert 0 < len(rows) <= 25
    named = set()
    for first, _ in rows:
        room, colon, files = first.rpartition(": ")
        folder = room.strip("`") if colon else ""
        named |= {f"{folder}{name}" for name in re.findall(r"`(\w+\.py)`", files)}
    package = ROOT / "conflictdata"
    modules = {path.relative_to(package).as_posix() for path in package.rglob("*.py") if "__" not in path.name}
    assert named == modules


def test_every_dependency_has_a_reason():
    text = TEXT["CONTRIBUTING.md"].partition("## Dependencies")[2]
    named = {
        name.strip()
        for first, *_ in rows_below("| package | why |\n", text)[1:]
        for name in re.sub(r"\(.*?\)", "", first).split(",")
    }
    project = PROJECT["project"]
    extras = [each for extra in project["optional-dependencies"].values() for each in extra]
    pinned = [*PROJECT["build-system"]["requires"], *PROJECT["dependency-groups"]["pinned"]]
    known = {re.match(r"[\w-]+", each)[0].lower() for each in [*project["dependencies"], *extras, *pinned]}
    assert named == known


# -- docs -------------------------------------------------------------------------------------------------------


def tool(name):
    """Return a module of tools/."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_of_tables_is_up_to_date():
    made = tool("tables").page()
    assert made == TEXT["tables.md"], "run python tools/tables.py"
    for name in record.dictionary():
        described = record.describe(name)
        assert made.count(f"\n## {name}\n") == 1
        for column in described.itertuples():
            assert f"\n| {column.column} | {column.type} |" in made.partition(f"\n## {name}\n")[2].partition("\n## ")[0]


def test_the_examples_of_the_page_of_figures_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = {}
    for block in code(TEXT["figures.md"], "python"):
        exec(block, names)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".png", ".svg", ".pdf", ".txt"}
    assert {path.stem for path in (tmp_path / "out").iterdir()} == {"per_day", "own_tolls"}


def test_without_make_the_commands_are_those_of_the_makefile():
    recipes = " ".join(re.sub(r"\$\((\w+)\)", "", MAKEFILE).replace("\\\n", " ").split())
    blocks = [block for block in code(TEXT["without-make.md"]) if "venv" in block]
    assert len(blocks) == 4
    for block, windows in zip(blocks[::2], blocks[1::2], strict=True):
        assert block.replace("/bin/", "/").replace("python3 -m", "py -m") == windows.replace(
            "\\Scripts\\", "/"
        ).replace("\\", "/")
        for line in block.splitlines()[1:]:
            words = line.partition("/bin/")[2].replace("python -m pip", "").strip()
            assert f" {words}" in recipes or f"/{words}" in recipes, line


@pytest.mark.skipif(not shutil.which("make"), reason="no make")
@pytest.mark.parametrize("user, options", [("0", " --allow-root"), ("1000", "")])
def test_make_lab_allows_root_only_to_root(tmp_path, user, options):
    fake = tmp_path / "id"
    fake.write_text(f"#!/bin/sh\necho {user}\n")
    fake.chmod(0o755)
    command = ["make", "-n", "lab", "-o", ".venv-lab/lab.stamp", "ARGS=--port 9999"]
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    outside["PATH"] = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"  # a make within a make tells its folder
    done = subprocess.run(command, cwd=ROOT, env=outside, capture_output=True, text=True, check=True)
    assert " ".join(done.stdout.split()) == f".venv-lab/bin/conflictdata lab --{options} --port 9999"


def test_the_source_archive_holds_what_the_pages_link_to(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (archive,) = tmp_path.iterdir()
    with tarfile.open(archive) as file:
        held = {name.partition("/")[2] for name in file.getnames()}
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#\s]+)", TEXT[page.name]):
            if not link.startswith("http"):
                path = (page.parent / link).resolve()
                assert path.is_dir() or path.relative_to(ROOT).as_posix() in held, link
    assert {"Makefile", "pyproject.toml", "requirements/test.txt", "tests/nbval.cfg", "tools/tables.py"} <= held


def test_the_numbers_that_the_readme_warns_of_are_those_of_the_record():
    section = TEXT["README.md"].partition("## What the numbers do not mean")[2].partition("## Two commands")[0]
    tolls = cd.casualties().set_index("claim_id").drop("C31")
    fought = cd.periods().query("claim_id == 'C34' and reading == 'fighting'").iloc[0]
    clash, since = tolls.at["C03", "start"], tolls.at["C36", "start"].year
    threshold = re.search(r"\d+", i18n.say("key.below_threshold"))[0]
    numbers = {i18n.number(n) for n in [*map(int, tolls["best"]), cd.add("C03", "C04").n, fought["days"]]}
    numbers |= {str(n) for n in (clash.day, clash.year, since, fought["start"].year, threshold)}
    assert set(re.findall(r"[\d,]*\d", section)) == numbers
