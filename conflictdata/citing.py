"""How to cite the package, a table, a claim, a reference or a source, as text or as BibTeX."""

import re

import pandas as pd

from . import __version__, record

AUTHORS, TITLE, LICENCE = "conflictdata contributors", "conflictdata", "CC BY 4.0"
YEAR = 2026


def cite(thing="conflictdata", style="text"):
    """Return the citation of the package, of a table, of a claim (C36), a reference or a source (S24).

    A claim is cited with its phrase and place and the checksum of the article; a reference with its source.

    Parameters
    ----------
    thing : str
        "conflictdata", a table name or an id.
    style : {"text", "bibtex"}

    Returns
    -------
    str

    Raises
    ------
    KeyError
        If nothing has this id.
    ValueError
        For another style.

    Examples
    --------
    >>> cite("casualties").startswith("conflictdata contributors (2026). conflictdata: table casualties")
    True
    """
    if style not in ("text", "bibtex"):
        raise ValueError(f"no citation style {style!r}: use text or bibtex")
    entry = _entry(thing)
    return _text(entry) if style == "text" else _bibtex(thing, entry)


def _entry(thing):
    ours = {"author": AUTHORS, "year": YEAR, "title": TITLE, "version": __version__, "licence": LICENCE}
    if thing == "conflictdata":
        return ours
    if thing in record.dictionary():
        return ours | {"title": f"{TITLE}: table {thing}"}
    for frame, key, make in (
        (record.claims(), "claim_id", _claim),
        (record.references(), "reference_id", _reference),
        (record.sources(), "source_id", _source),
        (record.yearly().astype({"year": str}), "year", _year),
    ):
        row = frame[frame[key] == thing]
        if len(row):
            return make(row.iloc[0].dropna(), ours)
    raise KeyError(f"nothing to cite under {thing!r}: use 'conflictdata', a table, or an id of a claim, reference or source")


def _claim(row, ours):
    anchor = record.anchors().query("claim_id == @row['claim_id'] and role == 'main'").iloc[0]
    place = f"paragraph {anchor['paragraph']}, sentence {anchor['sentence']}, characters {anchor['char_start']}–{anchor['char_end']}"
    note = (f"“{row['phrase']}”, {place}, of an Italian news article dated {record.article()['published']}, "
            f"SHA-256 {record.article()['sha256']}")  # fmt: skip
    return ours | {"title": f"{TITLE}: claim {row['claim_id']}", "note": note}


def _reference(row, ours):
    source = record.sources().set_index("source_id").loc[row["source_id"]].dropna()
    entry = _source(source, ours)
    told = [f"release {row['release']}" if "release" in row else "", f"as of {row['as_of']}" if "as_of" in row else ""]
    said = ", ".join(part for part in (row["reference_id"], row["measure"].replace("_", " "), row["period"], *told) if part)
    return entry | {"note": "; ".join(filter(None, (said, entry.get("note"))))}


def _source(row, ours):
    entry = {"author": row.get("authors") or row.get("publisher") or row["name"], "title": row.get("title") or row["name"]}
    if "date" in row:
        entry["year"] = row["date"][:4]
    for key in ("publisher", "url"):
        if key in row and row[key] != entry["author"]:
            entry[key] = row[key]
    if row.get("seen") == "pointer_only":
        entry["note"] = "pointer only"
    return entry


def _year(row, ours):
    return _reference(pd.Series({"reference_id": f"UCDP conflict 388, {row['year']}", "period": str(row["year"]),
                                 "measure": "battle_related_deaths", **row}), ours)  # fmt: skip


def _text(entry):
    parts = [f"{entry['author']} ({entry.get('year', 'no date')}). {entry['title']}"]
    parts[0] += f", version {entry['version']}" if "version" in entry else ""
    parts += [str(entry[key]) for key in ("publisher", "note", "url", "licence") if key in entry]
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _bibtex(thing, entry):
    fields = {"author": "{" + entry["author"] + "}", **{k: entry[k] for k in ("title", "year", "version", "publisher", "note", "url") if k in entry}}
    if "licence" in entry:
        fields["license"] = entry["licence"]
    lines = ",\n".join(f"  {key} = {{{value}}}" for key, value in fields.items())
    return f"@misc{{{re.sub(r'[^A-Za-z0-9-]+', '-', str(thing))},\n{lines}\n}}"
