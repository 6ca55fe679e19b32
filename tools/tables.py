"""Write docs/tables.md, the data dictionary, from datapackage.json: python tools/tables.py"""

from pathlib import Path

import pandas as pd

from conflictdata import record

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"
HEAD = """# The tables

The data dictionary, made by `tools/tables.py` from
[`datapackage.json`](../conflictdata/data/datapackage.json) (Data Package v2): change it there.
`conflictdata.describe()` and `conflictdata.describe("casualties")` say the same.

A table of the kind *file* is a CSV in [`conflictdata/data/`](../conflictdata/data/); one of the kind *derived* is
made from these when it is loaded. `conflictdata export FOLDER` writes all of them, with a `dictionary.csv`.
What is not known is missing, never 0 and never filled. Dates and periods are EDTF text; `start` and `end` are days,
both included. How the record was made and graded: [DATASHEET.md](../DATASHEET.md).
"""
CODES = """## Code words

What the words of closed lists are called for readers, in every table, reading and figure; a word with a column before
it, `role.report`, has this meaning in that column alone."""


def page():
    """Return the data dictionary as Markdown: a table of tables, then the columns of each."""
    parts = [HEAD, _markdown(record.describe().assign(table=lambda tables: tables["table"].map("[{0}](#{0})".format)))]
    for name in record.dictionary():
        columns = record.describe(name)
        columns["required"] = columns["required"].map({True: "yes", False: ""})
        parts.append(f"## {name}\n\n{_markdown(columns)}")
    parts.append(f"{CODES}\n\n{_markdown(_codes())}")
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _codes():
    """Return every code word with its labels."""
    labels = record.package()["conflictdata:codes"].items()
    return pd.DataFrame([(f"`{word}`", *label.values()) for word, label in labels], columns=["code", "en", "it"])


def _markdown(frame):
    """Return a frame as a Markdown table; what is missing is an empty cell."""
    rows = [list(frame), ["---"] * frame.shape[1], *frame.itertuples(index=False)]
    return "\n".join("| " + " | ".join(map(_cell, row)) + " |" for row in rows)


def _cell(value):
    """Return a value as one line that ends no cell."""
    return "" if pd.isna(value) else " ".join(str(value).split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
