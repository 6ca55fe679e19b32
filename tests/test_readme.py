"""README and gallery are made from the data and name only what exists."""

import importlib.util
import re
from pathlib import Path

import conflictdata as cd

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_data_dictionary_is_up_to_date():
    spec = importlib.util.spec_from_file_location("readme", ROOT / "tools" / "readme.py")
    readme = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(readme)
    assert readme.renewed(README) == README, "run python tools/readme.py"
    assert readme.renewed(README.replace("| casualties |", "| x |")) == README


def test_links_lead_somewhere():
    gallery = (ROOT / "figures" / "README.md").read_text(encoding="utf-8")
    for text, folder in ((README, ROOT), (gallery, ROOT / "figures")):
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            assert target.startswith("http") or (folder / target).exists(), target


def test_the_ten_lines_run():
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    refused = 0
    for line in filter(None, code.splitlines()):
        statement, _, comment = line.partition("#")
        try:
            result = eval(statement, {"cd": cd}) if "import" not in statement else None
        except ValueError as error:
            assert comment.strip().startswith(type(error).__name__), line
            refused += 1
            continue
        if comment.strip().startswith(("[", "at least 99")):
            assert str(result) == comment.strip()
    assert refused == 1


def test_the_picture_has_the_numbers_of_the_figure():
    alt = re.search(r"!\[(.*?)\]\(figures", README)[1]
    for words in ("1,", "at least 99", "more than 6,000", "about 30,000"):
        assert words in alt and words.rstrip(",") in cd.draw("one_scale").alt
