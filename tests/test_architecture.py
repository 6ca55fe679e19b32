"""The rooms of the package: arrows point one way, no private name crosses modules, no two files share a name."""

import ast
import shutil
from collections import Counter
from pathlib import Path

import pytest

import conflictdata

PACKAGE = Path(conflictdata.__file__).parent
ORDER = (  # nothing lower imports anything higher; two rooms of one floor do not know each other
    ("certainty", "edtf", "i18n", "files"),
    ("reading", "datasets"),
    ("record",),
    ("tolls", "csto", "verify", "citing"),
    ("comparing",),
    ("charts",),
    ("lessons",),
    ("cli",),
    ("__main__",),
)
FLOOR = {room: floor for floor, rooms in enumerate(ORDER) for room in rooms}
NEIGHBOURS = {0, FLOOR["tolls"]}  # floors whose modules make one room
OF_THE_RECORD = {"record", *ORDER[FLOOR["tolls"]], "comparing"}  # what a chart takes as data


def room(path, package):
    """Return the room that a file is in: a folder, or a module of the package itself."""
    return path.relative_to(package).parts[0].removesuffix(".py")


def imports(path, package):
    """Yield line, imported room, imported name, and whether it is imported while the module loads."""
    folder = ["conflictdata", *path.relative_to(package).parts[:-1]]
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(node) for each in ast.walk(tree) if isinstance(each, ast.FunctionDef) for node in ast.walk(each)}
    for node in ast.walk(tree):
        if not isinstance(node, (ast.Import, ast.ImportFrom)):
            continue
        base = []
        if isinstance(node, ast.ImportFrom):
            base = folder[: len(folder) - node.level + 1] if node.level else []
            base += node.module.split(".") if node.module else []
        for alias in node.names:
            parts = [*base, *alias.name.split(".")]
            if parts[0] == "conflictdata" and len(parts) > 1:
                yield node.lineno, parts[1], alias.name, id(node) not in inside


def faults(package):
    """Return what the imports of a package do against the order of its rooms."""
    found = []
    for path in sorted(package.rglob("*.py")):
        own = room(path, package)
        for line, other, name, at_import in imports(path, package):
            where = f"{path.relative_to(package)}:{line}"
            if name.startswith("_") and not name.startswith("__"):
                found.append(f"{where} takes the private name {name}")
            if own == "__init__":
                found += [f"{where} imports {other} while the package loads"] if at_import else []
            elif other in FLOOR and other != own:
                same = FLOOR[other] == FLOOR[own]
                if FLOOR[other] > FLOOR[own] or (same and FLOOR[own] not in NEIGHBOURS):
                    found.append(f"{where} imports {other}, which is not below {own}")
                if own == "charts" and at_import and other in OF_THE_RECORD:
                    found.append(f"{where} imports {other} outside the function of a page")
    return found


@pytest.fixture(scope="module")
def ours():
    return faults(PACKAGE)


def test_arrows_point_one_way(ours):
    assert ours == []


def test_every_module_has_a_floor():
    assert {room(path, PACKAGE) for path in PACKAGE.rglob("*.py")} - {"__init__"} == set(FLOOR)


@pytest.mark.parametrize(
    ("file", "planted", "told"),
    [
        ("record.py", "from .comparing import grading", "imports comparing, which is not below record"),
        ("record.py", "import conflictdata.tolls", "imports tolls, which is not below record"),
        ("reading/rows.py", "from .. import record", "imports record, which is not below reading"),
        ("reading/rows.py", "from ..datasets import deaths", "imports datasets, which is not below reading"),
        ("certainty.py", "def late():\n    from . import record", "imports record, which is not below certainty"),
        ("csto.py", "from .record import _dated", "takes the private name _dated"),
        ("__init__.py", "from . import record", "imports record while the package loads"),
        ("charts/__init__.py", "from ..tolls import toll", "outside the function of a page"),
    ],
)
def test_a_planted_import_is_seen(file, planted, told, ours, tmp_path):
    copy = tmp_path / "conflictdata"
    for path in PACKAGE.rglob("*.py"):
        (copy / path.relative_to(PACKAGE)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy / path.relative_to(PACKAGE))
    with (copy / file).open("a", encoding="utf-8") as module:
        module.write(f"\n\n{planted}\n")
    (new,) = set(faults(copy)) - set(ours)
    assert told in new and new.startswith(file)


def test_no_two_files_share_a_name():
    names = Counter(path.stem for path in PACKAGE.rglob("*.py") if path.stem != "__init__")
    assert {name for name, count in names.items() if count > 1} == set()


def test_a_private_name_is_not_reached_through_its_module():
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules = {
            alias.asname or alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.level
            for alias in node.names
            if (PACKAGE / f"{alias.name}.py").exists() or list(PACKAGE.rglob(f"{alias.name}.py"))
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules:
                assert not (node.attr.startswith("_") and not node.attr.startswith("__")), f"{path.name}:{node.lineno}"
