"""How to cite the package, a table, a figure, a claim, a reference, a year or a source: as text or as BibTeX."""

import re
from functools import lru_cache

import pandas as pd

from . import __version__, certainty, record, tolls
from .i18n import Speaker

OURS = {"author": "conflictdata contributors", "year": "2026", "title": "conflictdata", "version": __version__}
LICENCE = {"licence": "CC BY 4.0"}
TELLING = ("preliminary", "superseded", "disputed", "claimed", "pointer")  # statuses that a citation must not drop
BIBTEX = ("title", "year", "version", "publisher", "note", "url")  # the fields beside author and license


def cite(thing="conflictdata", style="text", language="en"):
    """Return the citation of the package, a table, a figure, a claim, a reference, a year of UCDP, a source or a sum.

    A claim is cited with its phrase and place and the checksum of the article; a reference with its source, or as ours
    where it is a sum of ours.

    Parameters
    ----------
    thing : str, int or Toll
        "conflictdata", a table, a figure, an id (C36, ucdp-2020, S24), a year of `yearly`, or a sum ("C03+C04").
    style : {"text", "bibtex"}
        Sums and single years are cited as text only.
    language : {"en", "it"}

    Raises
    ------
    KeyError
        If nothing has this id.
    ValueError
        For another style, or BibTeX of a sum or a year.

    Examples
    --------
    >>> cite("casualties").startswith("conflictdata contributors (2026). conflictdata: table casualties")
    True
    """
    tell = Speaker(language)
    if style not in ("text", "bibtex"):
        raise ValueError(tell("refused.style", style=repr(style)))
    entry = next((make for fits, make in CITED if fits(thing)), None)
    if entry is None:
        raise KeyError(tell("refused.no_citation", thing=repr(thing)))
    if style == "text":
        return _text(entry(thing, tell), tell)
    if entry in (_sum, _year):
        raise ValueError(tell("refused.bibtex", thing=str(thing)))
    return _bibtex(thing, entry(thing, tell))


@lru_cache
def _rows(name):
    """Return the rows of a table by id, each as a dict of what it states."""
    frame = getattr(record, name)()
    key = IDS[name]
    return {str(row[key]): {k: v for k, v in row.items() if pd.notna(v)} for row in frame.to_dict("records")}


def _ours(what, thing, note, tell):
    entry = OURS | {"title": f"{OURS['title']}: {tell(f'cite.{what}')} {thing}"} | LICENCE
    return entry | {"note": note} if note else entry


def _figure(slug, tell):
    return _ours("figure", slug, tell(f"{slug}.shows"), tell)


def _table(name, tell):
    """Cite a table, with its sources if it rests on one or two, such as UCDP's years."""
    frame = getattr(record, name, dict)()
    names = [_rows("sources")[one]["name"] for one in sorted(set(frame.get("source_id", pd.Series()).dropna()))]
    return _ours("table", name, 0 < len(names) < 3 and tell("cite.after", sources="; ".join(names)), tell)


def _sum(thing, tell):
    """Cite a toll with the notes of the records it rests on: a sum is ours, its terms are not."""
    total = tolls.add(*thing.split("+"), language=tell.language) if isinstance(thing, str) else thing
    if not total.records:
        raise KeyError(tell("refused.no_record", toll=total.words(tell.language)))
    said = [", ".join(filter(None, (total.words(tell.language), total.note)))]
    said.append("; ".join(f"{one}: {_term(one)(one, tell)['note']}" for one in total.records))
    return _ours("toll", " + ".join(total.records), ". ".join(said), tell)


def _term(thing):
    return _claim if thing in _rows("claims") else _reference


def _claim(claim_id, tell):
    anchor = record.anchors().query("claim_id == @claim_id and role == 'main'").iloc[0].astype(str).to_dict()
    article = {key: record.article()[key] for key in ("published", "sha256")}
    return _ours("claim", claim_id, tell("cite.place", **anchor, **article), tell)


def _reference(reference_id, tell):
    row, counted = _rows("references")[reference_id], tolls.toll(reference_id)
    said = [f"{counted.words(tell.language)} {certainty.counted(row['measure'], row['unit'], tell, counted.n)}"]
    said += [_rows("actors")[row["claimant"]][f"name_{tell.language}"]] if "claimant" in row else []
    said += [tell.period(row["period"])] if "period" in row else []
    said += [tell(f"cite.{row['status']}")] if row["status"] in TELLING else []
    said += [tell("cite.release", release=row["release"])] if "release" in row else []
    said += [tell("cite.as_of", day=tell.period(row["as_of"]))] if "as_of" in row else []
    if "source_id" in row:
        source = _source(row["source_id"], tell)
        return source | {"note": "; ".join([", ".join(said), *([source["note"]] if "note" in source else [])])}
    parts = row.get("computed_from", tell(f"cite.{'ours' if row['status'] == 'computed' else 'no_source'}"))
    return _ours("reference", reference_id, f"{', '.join(said)}; {parts.replace(';', ' + ')}", tell)


def _source(source_id, tell):
    row = _rows("sources")[source_id]
    author = row.get("authors", row.get("publisher", row["name"]))
    entry = {"author": author, "people": "authors" in row, "title": row.get("title", row["name"])}
    entry |= {"year": row["date"][:4]} if "date" in row else {}
    entry |= {"publisher": row["publisher"]} if row.get("publisher", author) != author else {}
    entry |= {"note": tell("cite.pointer_only")} if row["seen"] == "pointer_only" else {}
    return entry | ({"url": row["url"]} if "url" in row else {})


def _year(year, tell):
    row = _rows("yearly")[str(year)]
    counted = tell("comparator.estimate", n=row["best"], low=row["low"], high=row["high"]) if "best" in row else ""
    note = {"counted": counted or tell(f"key.{row['coverage']}"), "year": str(year), "release": row["release"]}
    return _source(row["source_id"], tell) | {"note": tell("cite.year", **note)}


IDS = dict(actors="actor_id", claims="claim_id", references="reference_id", sources="source_id", yearly="year")
CITED = (  # what a thing may be, and the entry that is made of it; the first that fits decides
    (lambda thing: isinstance(thing, certainty.Toll) or "+" in str(thing), _sum),
    (lambda thing: thing == "conflictdata", lambda thing, tell: OURS | LICENCE),
    (
        lambda thing: Speaker().knows(f"{thing}.shows"),
        lambda slug, tell: _ours("figure", slug, tell(f"{slug}.shows"), tell),
    ),
    (lambda thing: str(thing) in record.dictionary(), _table),
    (lambda thing: str(thing) in _rows("claims"), _claim),
    (lambda thing: str(thing) in _rows("references"), _reference),
    (lambda thing: str(thing) in _rows("sources"), _source),
    (lambda thing: str(thing) in _rows("yearly"), _year),
)


def _text(entry, tell):
    parts = [f"{entry['author']} ({entry.get('year', tell('cite.no_date'))}). {entry['title']}"]
    parts[0] += f", {tell('cite.version')} {entry['version']}" if "version" in entry else ""
    parts += [entry[key] for key in ("publisher", "note", "url", "licence") if key in entry]
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _bibtex(thing, entry):
    names = entry["author"].split("; ")
    author = " and ".join(names if entry.get("people") else [f"{{{name}}}" for name in names])
    fields = {"author": author} | {key: entry[key] for key in BIBTEX if key in entry}
    fields |= {"license": entry["licence"]} if "licence" in entry else {}
    lines = ",\n".join(f"  {key} = {{{_escaped(key, value)}}}" for key, value in fields.items())
    return f"@misc{{{re.sub('[^A-Za-z0-9-]+', '-', str(thing))},\n{lines}\n}}"


def _escaped(key, value):
    return value if key == "url" else re.sub("([&%#_$])", r"\\\1", value)
