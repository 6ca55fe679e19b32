"""Tables as files that a reader opens: CSV and xlsx that a spreadsheet reads rightly and never runs, JSON, Parquet."""

import io
import re

import pandas as pd

NEEDS = {"csv": None, "json": None, "xlsx": "openpyxl", "parquet": "pyarrow"}  # formats, and what writes them
FORMULA = re.compile(r"'*[=+\-@\t\r\n].", re.DOTALL)  # what a spreadsheet may run; old apostrophes count, to be undone


def written(frame, form, bom=True):
    """Return a table without its index as the bytes of a file: UTF-8, plain line ends, days such as 2022-09-13.

    Before a text that a spreadsheet could run as a formula stands an apostrophe in CSV; in xlsx its cell is marked as
    text. `bom`: whether CSV begins with the byte order mark, by which Excel knows UTF-8.

    >>> written(pd.DataFrame({"phrase": ["=1+1", "almeno 49"], "low": [-5, 49]}), "csv", bom=False)
    b"phrase,low\\n'=1+1,-5\\nalmeno 49,49\\n"
    """
    if form in ("csv", "json"):
        days = frame.select_dtypes("datetime")
        frame = frame.assign(**{name: days[name].dt.strftime("%Y-%m-%d") for name in days})
    if form == "csv":
        texts = frame.select_dtypes(["string", "object"])
        frame = frame.assign(**{name: texts[name].map(_harmless, na_action="ignore") for name in texts})
        return frame.to_csv(index=False, lineterminator="\n").encode("utf-8-sig" if bom else "utf-8")
    if form == "json":
        return f"{frame.to_json(orient='records', force_ascii=False, indent=1)}\n".encode()
    out = io.BytesIO()
    _workbook(frame, out) if form == "xlsx" else frame.to_parquet(out, index=False)
    return out.getvalue()


def _harmless(cell):
    """Put an apostrophe before a text that a spreadsheet would run as a formula."""
    if not isinstance(cell, str):
        return cell
    cell = re.sub("\r\n?", "\n", cell)  # Python before 3.13 leaves a lone \r unquoted: it would end the row
    return f"'{cell}" if FORMULA.match(cell) else cell


def _workbook(frame, out):
    """Write a table as xlsx in which no text is a formula, nor becomes one when its cell is edited."""
    with pd.ExcelWriter(out, engine="openpyxl") as book:
        frame.to_excel(book, index=False)
        for cell in (cell for row in book.book.active for cell in row if isinstance(cell.value, str)):
            cell.data_type, cell.quotePrefix = "s", FORMULA.match(cell.value) is not None
