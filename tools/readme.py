"""Write the data dictionary of README.md anew from datapackage.json; with --check only say whether it is up to date."""

import sys
from pathlib import Path

from conflictdata import record
from conflictdata.charts.gallery import markdown

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = "<!-- data dictionary: made by tools/readme.py -->\n", "<!-- end of the data dictionary -->"


def dictionary():
    """Return the data dictionary as Markdown: a table of tables, then the columns of each, folded."""
    parts = [markdown(record.describe())]
    for name in record.dictionary():
        columns = record.describe(name)
        columns["required"] = columns["required"].map({True: "yes", False: ""})
        parts.append(f"<details><summary><code>{name}</code></summary>\n\n{markdown(columns)}\n\n</details>")
    return "\n\n".join(parts) + "\n"


def renewed(text):
    """Return the README with the dictionary between its marks replaced."""
    head, _, rest = text.partition(BEGIN)
    tail = rest.partition(END)[2]
    return f"{head}{BEGIN}\n{dictionary()}\n{END}{tail}"


if __name__ == "__main__":
    old = README.read_text(encoding="utf-8")
    new = renewed(old)
    if "--check" in sys.argv[1:]:
        sys.exit("README.md: the data dictionary is stale; run python tools/readme.py" if new != old else 0)
    README.write_text(new, encoding="utf-8", newline="\n")
