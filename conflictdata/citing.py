"""How to cite the package, a table, a claim, a reference or a source: as text or as BibTeX."""

import re

import pandas as pd

from . import __version__, certainty, record, tolls
from .i18n import Speaker
from .record import rows

OURS = {"author": "conflictdata contributors", "year": "2026", "title": "conflictdata", "version": __version__}
OURS |= {"licence": "CC BY 4.0"}
TELLING = ("preliminary", "superseded", "disputed", "claimed", "pointer")  # statuses that a citation must not drop
BIBTEX = ("title", "year", "version", "publisher", "note", "url")  # the fields beside author and license


def cite(thing="conflictdata", style="text", language="en"):
    """Return the citation of the package, a table, a claim, a reference or a source.

    A claim is cited with its phrase and place and the checksum of the article; a reference with its source, or as ours
    where it is a sum of ours.

    Parameters
    ----------
    thing : str
        "conflictdata", a table, or an id (C36, ucdp-2020, S24).
    style : {"text", "bibtex"}
    language : {"en", "it"}

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
    tell = Speaker(language)
    if style not in ("text", "bibtex"):
        raise ValueError(tell("refused.style", style=repr(style)))
    name = str(thing)
    make = next((make for known, make in CITED if name in known()), None)
    if make is None:
        raise KeyError(tell("refused.no_citation", thing=repr(thing)))
    entry = make(name, tell)
    return _text(entry, tell) if style == "text" else _bibtex(name, entry)


def _ours(what, thing, note, tell):
    return OURS | {"title": f"{OURS['title']}: {tell(f'cite.{what}')} {thing}", "note": note}


def _table(name, tell):
    """Cite a table, with its sources if it rests on one or two, such as UCDP's years."""
    frame = getattr(record, name, pd.DataFrame)()
    ids = sorted(frame["source_id"].dropna().unique()) if "source_id" in frame else []
    names = [rows(record.sources)[one]["name"] for one in ids]
    return _ours("table", name, tell("cite.after", sources="; ".join(names)) if 0 < len(names) < 3 else "", tell)


def _claim(claim_id, tell):
    anchor = record.anchors().query("claim_id == @claim_id and role == 'main'").iloc[0].astype(str).to_dict()
    article = {key: record.article()[key] for key in ("published", "sha256")}
    return _ours("claim", claim_id, tell("cite.place", **anchor, **article), tell)


def _reference(reference_id, tell):
    row, counted = rows(record.references)[reference_id], tolls.toll(reference_id)
    facts = (
        f"{counted.words(tell.language)} {certainty.counted(row['measure'], row['unit'], tell, counted.n)}",
        "claimant" in row and rows(record.actors)[row["claimant"]][f"name_{tell.language}"],
        tell.period(row["period"]),
        row["status"] in TELLING and tell(f"cite.{row['status']}"),
        "release" in row and tell("cite.release", release=row["release"]),
        "as_of" in row and tell("cite.as_of", day=tell.period(row["as_of"])),
    )
    said = ", ".join(filter(None, facts))
    if "source_id" in row:
        source = _source(row["source_id"], tell)
        return source | {"note": "; ".join(filter(None, (said, source["note"])))}
    parts = row.get("computed_from", tell(f"cite.{'ours' if row['status'] == 'computed' else 'no_source'}"))
    return _ours("reference", reference_id, f"{said}; {parts.replace(';', ' + ')}", tell)


def _source(source_id, tell):
    row = rows(record.sources)[source_id]
    author = row.get("authors", row.get("publisher", row["name"]))
    return {
        "author": author,
        "people": "authors" in row,
        "title": row.get("title", row["name"]),
        "year": row.get("date", "")[:4],
        "publisher": row["publisher"] if row.get("publisher", author) != author else "",
        "note": tell("cite.pointer_only") if row["seen"] == "pointer_only" else "",
        "url": row.get("url", ""),
    }


CITED = (  # the names of what can be cited, and the entry that is made of one; the first that knows a name decides
    (lambda: {"conflictdata"}, lambda name, tell: OURS),
    (record.dictionary, _table),
    (lambda: rows(record.claims), _claim),
    (lambda: rows(record.references), _reference),
    (lambda: rows(record.sources), _source),
)


def _text(entry, tell):
    title = f"{entry['author']} ({entry['year'] or tell('cite.no_date')}). {entry['title']}"
    version = f", {tell('cite.version')} {entry['version']}" if "version" in entry else ""
    parts = [title + version, *(entry.get(key) for key in ("publisher", "note", "url", "licence"))]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _bibtex(thing, entry):
    names = entry["author"].split("; ")
    author = " and ".join(names if entry.get("people") else [f"{{{name}}}" for name in names])
    fields = {"author": author} | {key: entry.get(key) for key in BIBTEX} | {"license": entry.get("licence")}
    lines = ",\n".join(f"  {key} = {{{_escaped(key, value)}}}" for key, value in fields.items() if value)
    return f"@misc{{{re.sub('[^A-Za-z0-9-]+', '-', thing)},\n{lines}\n}}"


def _escaped(key, value):
    return value if key == "url" else re.sub("([&%#_$])", r"\\\1", value)
