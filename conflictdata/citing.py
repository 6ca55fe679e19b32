"""How to cite the package, a table, a claim, a reference or a source, as text or as BibTeX."""

import re

from . import __version__, record
from .i18n import catalogue
from .tolls import Toll, add, toll

OURS = {"author": "conflictdata contributors", "year": "2026", "title": "conflictdata", "version": __version__}
LICENCE = {"licence": "CC BY 4.0"}
TELLING = ("preliminary", "superseded", "disputed", "claimed", "pointer")  # statuses that a citation must not drop
BIBTEX = ("title", "year", "version", "publisher", "note", "url")  # the fields beside author and license


def cite(thing="conflictdata", style="text"):
    """Return the citation of the package, a table, a claim, a reference, a year of UCDP or a source.

    A claim is cited with its phrase and place and the checksum of the article; a reference with its source,
    or as ours where it is a sum of ours.

    Parameters
    ----------
    thing : str or Toll
        "conflictdata", a table, a figure, an id (C36, ucdp-2020, S24), a year of `yearly`, or a sum ("C03+C04").
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
    if isinstance(thing, int):
        thing = str(thing)  # a year of `yearly`
    if not isinstance(thing, (str, Toll)):
        raise KeyError(f"nothing to cite under {thing!r}: give one id or name as text, or a Toll")
    entry = _entry(thing)
    return _text(entry) if style == "text" else _bibtex(getattr(thing, "records", [thing]), entry)


def _entry(thing):
    if isinstance(thing, Toll) or (isinstance(thing, str) and "+" in thing):
        return _sum(thing if isinstance(thing, Toll) else add(*thing.split("+")))
    if thing == "conflictdata":
        return OURS | LICENCE
    if f"{thing}.shows" in catalogue("en"):
        return _ours(f"figure {thing}") | {"note": catalogue("en")[f"{thing}.shows"]}
    if thing in record.dictionary():
        return _ours(f"table {thing}") | _few_sources(thing)
    tables = (
        (record.claims(), "claim_id", _claim),
        (record.references(), "reference_id", _reference),
        (record.sources(), "source_id", _source),
        (record.yearly().astype({"year": str}), "year", _year),
    )
    for frame, key, make in tables:
        row = frame[frame[key] == thing]
        if len(row):
            return make(row.iloc[0].dropna())
    ids = "an id of a claim, reference or source"
    raise KeyError(f"nothing to cite under {thing!r}: use 'conflictdata', a table, a year or {ids}")


def _few_sources(table):
    """Name the sources of a table that rests on one or two, such as UCDP's years."""
    ids = getattr(record, table, list)()
    ids = set(ids["source_id"].dropna()) if "source_id" in ids else set()
    names = record.sources().set_index("source_id")["name"]
    return {"note": "After " + "; ".join(names[sorted(ids)])} if 0 < len(ids) < 3 else {}


def _ours(what):
    return OURS | {"title": f"{OURS['title']}: {what}"} | LICENCE


def _sum(total):
    """Cite a toll with the notes of the records it rests on: a sum is ours, its terms are not."""
    if not total.records:
        raise KeyError(f"the toll {str(total)!r} rests on no record, so there is nothing to cite")
    notes = "; ".join(f"{thing}: {_entry(thing)['note']}" for thing in total.records)
    return _ours(" + ".join(total.records)) | {"note": f"{total}. {notes}"}


def _claim(row):
    anchor = record.anchors().query("claim_id == @row['claim_id'] and role == 'main'").iloc[0]
    article = record.article()
    place = f"paragraph {anchor['paragraph']}, sentence {anchor['sentence']}"
    place += f", characters {anchor['char_start']}–{anchor['char_end']}"
    of = f"of an Italian news article dated {article['published']}, SHA-256 {article['sha256']}"
    return _ours(f"claim {row['claim_id']}") | {"note": f"“{row['phrase']}”, {place}, {of}"}


def _reference(row):
    said = [toll(row["reference_id"]).words(), *_claimant(row), row["measure"].replace("_", " "), row["period"]]
    said += [row["status"]] if row["status"] in TELLING else []
    said += [f"{word} {row[key]}" for key, word in (("release", "release"), ("as_of", "as of")) if key in row]
    note = ", ".join(said)
    if "source_id" not in row:
        unsourced = "our arithmetic" if row["status"] == "computed" else "source not found"
        parts = row.get("computed_from", unsourced).replace(";", " + ")
        return _ours(f"reference {row['reference_id']}") | {"note": f"{note}; {parts}"}
    source = _source(record.sources().set_index("source_id", drop=False).loc[row["source_id"]].dropna())
    return source | {"note": "; ".join((note, source["note"])) if "note" in source else note}


def _source(row):
    author = row.get("authors", row.get("publisher", row["name"]))
    entry = {"author": author, "people": "authors" in row, "title": row.get("title", row["name"])}
    if "date" in row:
        entry["year"] = row["date"][:4]
    if row.get("publisher", author) != author:
        entry["publisher"] = row["publisher"]
    if row["seen"] == "pointer_only":
        entry["note"] = "pointer only"
    return entry | ({"url": row["url"]} if "url" in row else {})


def _claimant(row):
    return [record.actors().set_index("actor_id").at[row["claimant"], "name_en"]] if "claimant" in row else []


def _year(row):
    number = f"{row['best']:,} ({row['low']:,}–{row['high']:,})" if "best" in row else row["coverage"].replace("_", " ")
    note = f"{number}, battle related deaths, conflict 388, {row['year']}, release {row['release']}"
    return _source(record.sources().set_index("source_id", drop=False).loc[row["source_id"]].dropna()) | {"note": note}


def _text(entry):
    parts = [f"{entry['author']} ({entry.get('year', 'no date')}). {entry['title']}"]
    parts[0] += f", version {entry['version']}" if "version" in entry else ""
    parts += [entry[key] for key in ("publisher", "note", "url", "licence") if key in entry]
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _bibtex(ids, entry):
    names = entry["author"].split("; ")
    author = " and ".join(names if entry.get("people") else [f"{{{name}}}" for name in names])
    fields = {"author": author} | {key: entry[key] for key in BIBTEX if key in entry}
    if "licence" in entry:
        fields["license"] = entry["licence"]
    lines = ",\n".join(f"  {key} = {{{_escaped(key, value)}}}" for key, value in fields.items())
    return f"@misc{{{re.sub('[^A-Za-z0-9-]+', '-', '-'.join(map(str, ids)))},\n{lines}\n}}"


def _escaped(key, value):
    return value if key == "url" else re.sub("([&%#_$])", r"\\\1", value)
