"""README and gallery are made from the data and name only what exists."""

import importlib.util
import re
from pathlib import Path

import pytest

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
        for target in re.findall(r"\]\(([^)#]+)\)|src=\"([^\"]+)\"", text):
            target = "".join(target)
            assert target.startswith("http") or (folder / target).exists(), target


def test_the_ten_lines_run():
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    checked = 0
    for line in filter(None, code.splitlines()):
        refused = line.startswith("# cd.")
        statement, _, comment = line.removeprefix("# ").partition("#")
        if refused:
            with pytest.raises(getattr(cd, comment.split(":")[0].strip())):
                eval(statement, {"cd": cd})
        elif "import" not in statement:
            result = eval(statement, {"cd": cd})
            if comment.strip().startswith(("[", "at least 99")):
                assert str(result) == comment.strip()
                checked += 1
    assert checked == 2 and "# cd.add" in code


def test_the_picture_has_the_numbers_of_the_figure():
    alt = re.search(r'<img src="figures[^>]*width="720" alt="(.*?)">', README)[1]
    for words in ("1,", "at least 99", "more than 6,000", "about 30,000"):
        assert words in alt and words.rstrip(",") in cd.draw("one_scale").alt
