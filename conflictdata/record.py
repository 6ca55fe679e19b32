"""The record: tables about one article and its conflict, with figures and dates read from phrases.

Every loader returns a fresh DataFrame; what it takes to make one is done once. `data/datapackage.json` says
what each column means; `describe` shows it.
"""

import json
from datetime import date
from functools import lru_cache, wraps
from importlib.resources import files

import pandas as pd

from . import reading
from .comparing import grading
from .edtf import bounds, days

DATA = files("conflictdata") / "data"
BOUNDS = ["low", "best", "high"]
DAY = "datetime64[s]"
DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": DAY}


def _made_once(make):
    """Make a frame when it is first asked for, and give every caller a copy of its own."""
    kept = lru_cache(make)

    @wraps(make)
    def loader(*name):
        return kept(*name).copy()

    return loader


@_made_once
def claims():
    """Return the 40 claims of the article, one row each, with the phrase that says it and its place.

    Returns
    -------
    pandas.DataFrame
        `claim_id`, the main `phrase` as printed with `paragraph` and `sentence`, then the columns of the
        table `claims` (see ``describe("claims")``).

    Examples
    --------
    >>> claims().set_index("claim_id").loc["C36", "phrase"]
    'circa 30.000 persone sono morte'
    """
    main = _table("anchors").query("role == 'main'")
    place = main[["claim_id", "phrase", "paragraph", "sentence"]]
    return place.merge(_table("claims"), on="claim_id", validate="one_to_one")


def anchors():
    """Return every place of the article that a claim rests on: phrase, paragraph, sentence, offsets.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("anchors")``.

    Examples
    --------
    >>> anchors().query("claim_id == 'C34'")["role"].tolist()
    ['main', 'date', 'duration']
    """
    return _table("anchors")


@_made_once
def casualties():
    """Return the deaths among the claims, with number, comparator and period read from their phrases.

    Number and comparator are read from the main phrase, the period from the date phrase, against the
    article's day. A period without an end ("since 1991") is closed at the article's day in `end` and `days`,
    because no later death can be in it; `period` keeps it open.

    Returns
    -------
    pandas.DataFrame
        One row per claim of the kind "killed". `low`, `best`, `high` in people, missing where the words give
        no such bound; `days` counted inclusively.

    Examples
    --------
    >>> print(*casualties().set_index("claim_id").loc["C34", ["comparator", "low"]])
    more-than 6000
    """
    rows, language, published = [], article()["language"], reference_day()
    dated = _table("anchors").query("role == 'date'").set_index("claim_id")["phrase"]
    for claim in claims().query("kind == 'killed'").to_dict("records"):
        figure, phrase = reading.read_figure(claim["phrase"], language), dated[claim["claim_id"]]
        (time,) = reading.find_times(phrase, language, published)
        end = time.end or published
        rows.append(
            {
                **{key: claim[key] for key in ("claim_id", "phrase", "kind")},
                **{key: getattr(figure, key) for key in ("low", "best", "high", "comparator")},
                **{key: claim[key] for key in ("alternative", "party", "unit", "speaker")},
                "date_phrase": phrase,
                "period": time.period,
                "start": time.start,
                "end": end,
                "days": days(time.start, end),
                "may_include": claim["may_include"],
            }
        )
    return _typed(pd.DataFrame(rows), "casualties")


@_made_once
def dates():
    """Return every date and duration that the article prints, read from its phrase against the article's day.

    Returns
    -------
    pandas.DataFrame
        One row per place in the text: `phrase` (the date words alone), `period` (EDTF), `start`, `end`
        (inclusive, missing where open), `duration` (ISO 8601), `precision`, `reference_day` (only where it
        was needed) and `claim_ids` (the claims that rest on it).

    Examples
    --------
    >>> dates()["period"].iloc[0]
    '2022-09-13'
    """
    rows, language, published = {}, article()["language"], reference_day()
    dated = set(claims().query("kind in ('date', 'duration')")["claim_id"])
    for anchor in _table("anchors").to_dict("records"):
        if anchor["role"] not in ("date", "duration") and anchor["claim_id"] not in dated:
            continue
        for time in reading.find_times(anchor["phrase"], language, published):
            start = anchor["char_start"] + time.char_start
            claim_ids = rows[start]["claim_ids"] + ";" if start in rows else ""
            rows[start] = vars(time) | {
                "paragraph": anchor["paragraph"],
                "sentence": anchor["sentence"],
                "char_start": start,
                "char_end": anchor["char_start"] + time.char_end,
                "reference_day": published if time.relative else None,
                "claim_ids": claim_ids + anchor["claim_id"],
            }
    return _typed(pd.DataFrame([rows[start] for start in sorted(rows)]), "dates")


@_made_once
def statements():
    """Return who said what in the article, with which verb: the statements among the claims.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("statements")``.

    Examples
    --------
    >>> statements().set_index("claim_id").loc["C11", ["actor", "verb_kind"]].tolist()
    ['ARM_MOD', 'said']
    """
    said = claims()[["claim_id", "phrase", "paragraph", "sentence", "period"]]
    return said.merge(_table("statements"), on="claim_id", validate="one_to_one")


@_made_once
def events():
    """Return the events of the conflict 1988-2024 with `start`, `end`, `days`, `precision` of each period.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("events")``.

    Examples
    --------
    >>> int(events().set_index("event_id").loc["D16", "days"])
    44
    """
    return _dated(_table("events"), "period")


@_made_once
def references():
    """Return what others count: one row per figure of one source, and the sums that are ours.

    A row with `computed_from` holds a sum of other rows, made here and never typed: "yearly:1991-2021" adds
    those years of `yearly`, a list of ids adds those rows. The ends of ranges are added too, which gives an
    envelope, not a confidence interval. A sum of which a part is missing stays missing.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("references")``. `low`, `best`, `high` in people.

    Examples
    --------
    >>> references().set_index("reference_id").loc["ucdp-1991-2021", ["low", "best", "high"]].tolist()
    [12377, 13004, 19173]
    """
    frame = _table("references")
    stated = frame[BOUNDS].to_numpy("float64", na_value=float("nan"))
    counts = dict(zip(frame["reference_id"], stated, strict=True))
    recipes = frame.set_index("reference_id")["computed_from"].dropna()
    years = _table("yearly").query("coverage == 'counted'").set_index("year")[BOUNDS]

    def count(reference_id):
        recipe = recipes.get(reference_id)
        if recipe is None:
            return counts[reference_id]
        if recipe.startswith("yearly:"):
            first, last = map(int, recipe.removeprefix("yearly:").split("-"))
            return years.loc[first:last].sum().to_numpy("float64")
        return sum(count(part) for part in recipe.split(";"))

    frame[BOUNDS] = pd.DataFrame([count(each) for each in counts], columns=BOUNDS).astype("Int64")
    frame = _dated(frame, "period")
    return frame.assign(grade=grading.grades(frame, _table("actors"), _table("sources")))


def yearly():
    """Return UCDP's battle-related deaths of conflict 388 per year 1989-2024, with the coverage of each year.

    `best`, `low` and `high` are people and stay missing unless `coverage` is "counted": a year without a row
    in UCDP has fewer than 25 deaths, perhaps none, or is counted under another conflict.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("yearly")``.

    Examples
    --------
    >>> yearly()["coverage"].value_counts().to_dict()
    {'counted': 17, 'below_threshold': 17, 'coded_elsewhere': 2}
    """
    return _table("yearly")


@_made_once
def acts():
    """Return the acts behind CSTO membership: one row per act, state and date, with its `start` and `end`.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("acts")``.

    Examples
    --------
    >>> acts().query("actor == 'UZB' and act == 'suspension'")["date"].tolist()
    ['2012-06-28']
    """
    return _dated(_table("acts"), "date")


@_made_once
def periods():
    """Return the readings of the time that each toll of the article covers, with `start`, `end`, `days`.

    Start and end come from the ids named in `start_from`, `end_from` and `duration_from`: a claim's printed
    date, an event, the article's day (ARTICLE), or a printed duration counted from the start.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("periods")``.

    Examples
    --------
    >>> periods().query("claim_id == 'C34'")["days"].tolist()
    [181, 44]
    """
    frame, known = _table("periods"), _days_of()
    start = frame["start_from"].map(lambda key: known[key][0])
    end = [_end(row, known, begin) for row, begin in zip(frame.to_dict("records"), start, strict=True)]
    frame = frame.assign(start=start.astype(DAY), end=pd.Series(end, dtype=DAY))
    frame["days"] = ((frame["end"] - frame["start"]).dt.days + 1).astype("Int64")
    return frame


def actors():
    """Return the states, organisations, offices, people and collections of the record, with their codes.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("actors")``.

    Examples
    --------
    >>> actors().set_index("actor_id").loc["KAZ", ["iso3", "cow_abbr"]].tolist()
    ['KAZ', 'KZK']
    """
    return _table("actors")


def places():
    """Return the places with the form of the name that each side uses.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("places")``.

    Examples
    --------
    >>> places().set_index("place_id").loc["sotk", "state"]
    'ARM'
    """
    return _table("places")


def sources():
    """Return the sources with title, publisher, date, address, licence, and what was seen of each.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("sources")``.

    Examples
    --------
    >>> sources().set_index("source_id").loc["D1", "licence"]
    'CC BY 4.0'
    """
    return _table("sources")


def glossary():
    """Return the terms of the package in English and Italian, each with its definition.

    Returns
    -------
    pandas.DataFrame
        Columns: ``describe("glossary")``.

    Examples
    --------
    >>> glossary()["term_en"].iloc[0]
    'casualties'
    """
    return _table("glossary")


@lru_cache
def _article():
    return json.loads((DATA / "article.json").read_text(encoding="utf-8"))


def article():
    """Return what is known of the article: language, length, SHA-256, the reasons for its date, its chain.

    Returns
    -------
    dict

    Examples
    --------
    >>> article()["published"], article()["characters"]
    ('2022-09-14', 3582)
    """
    return json.loads(json.dumps(_article()))


def reference_day():
    """Return the day against which "Tuesday" or "last week" are read: the article's own day."""
    return date.fromisoformat(_article()["reference_day"])


@lru_cache
def _package():
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


def dictionary():
    """Return the description of every table by name: those shipped as files, then those derived from them."""
    return {table["name"]: table for table in _package()["resources"] + _package()["conflictdata:derived"]}


def fields(table):
    """Return the descriptions of a table's columns: those of its file, then those that its loader adds."""
    return table["schema"]["fields"] + table.get("conflictdata:loaded", [])


def describe(table=None, language="en"):
    """Return the data dictionary of a table, or the list of tables.

    Parameters
    ----------
    table : str, optional
        A name such as "casualties"; without it the tables themselves are listed.
    language : {"en", "it"}

    Returns
    -------
    pandas.DataFrame
        `column`, `type`, `required`, `allowed` and `description`; or `table`, `columns`, `kind`,
        `description`.

    Raises
    ------
    KeyError
        If there is no such table.
    ValueError
        If there are no descriptions in the language.

    Examples
    --------
    >>> describe("yearly")["column"].tolist()[:4]
    ['year', 'best', 'low', 'high']
    """
    if language not in ("en", "it"):
        raise ValueError(f"no descriptions in language {language!r}: there is en, it")
    text = "description" if language == "en" else f"description_{language}"
    tables = dictionary()
    if table is None:
        rows = [(n, len(fields(t)), "file" if "path" in t else "derived", t[text]) for n, t in tables.items()]
        return pd.DataFrame(rows, columns=["table", "columns", "kind", "description"])
    if not isinstance(table, str) or table not in tables:
        raise KeyError(f"no table {table!r}: the tables are {', '.join(sorted(tables))}")
    rows = [
        (f["name"], f["type"], f.get("constraints", {}).get("required", False), _allowed(f), f[text])
        for f in fields(tables[table])
    ]
    return pd.DataFrame(rows, columns=["column", "type", "required", "allowed", "description"])


def _allowed(field):
    return ", ".join(map(str, field.get("constraints", {}).get("enum", [])))


@_made_once
def _table(name):
    dtypes = _dtypes(name)
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=dtypes, keep_default_na=False, na_values=[""], true_values=["true"])


def _typed(frame, name):
    """Give a derived table the dtypes of the data dictionary and the columns in its order."""
    dtypes = _dtypes(name)
    return frame[list(dtypes)].astype(dtypes)


def _dtypes(name):
    return {field["name"]: DTYPES[field["type"]] for field in dictionary()[name]["schema"]["fields"]}


def _dated(frame, column):
    """Add `start`, `end` (inclusive), `days` and `precision` of an EDTF column; an open end stays missing."""
    read = [(None, None, None) if pd.isna(text) else bounds(text) for text in frame[column]]
    frame["start"] = pd.Series([b[0] for b in read], dtype=DAY)
    frame["end"] = pd.Series([b[1] for b in read], dtype=DAY)
    frame["days"] = ((frame["end"] - frame["start"]).dt.days + 1).astype("Int64")
    frame["precision"] = pd.Series([b[2] for b in read], dtype="string")
    return frame


def _days_of():
    """Return first and last day by id, for claims with a printed date, events and the article itself."""
    known = {row.claim_id: (row.start, row.end) for row in casualties().itertuples()}
    known |= {row.event_id: (row.start, row.end) for row in events().itertuples()}
    day = pd.Timestamp(reference_day())
    return known | {"ARTICLE": (day, day)}


def _end(row, known, start):
    if pd.isna(row["duration_from"]):
        return known[row["end_from"]][1]
    printed = dates().query("duration.notna() and claim_ids.str.contains(@row['duration_from'])")
    amount, unit = printed["duration"].iloc[0][1:-1], printed["duration"].iloc[0][-1]
    step = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}[unit]
    return start + pd.DateOffset(**{step: int(amount)}) - pd.Timedelta(days=1)
