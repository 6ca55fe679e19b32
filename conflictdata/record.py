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
from .certainty import BOUNDS
from .edtf import bounds, days
from .i18n import Speaker, day, number, say

DATA = files("conflictdata") / "data"
DAY = "datetime64[s]"
DTYPES = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean", "date": DAY}


@lru_cache
def package():
    """Return what `datapackage.json` says: of the tables, of other columns that are shown, of code words."""
    return json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))


@lru_cache
def dictionary():
    """Return the description of every table by name: those shipped as files, then those derived from them."""
    return {table["name"]: table for table in package()["resources"] + package()["conflictdata:derived"]}


def fields(table):
    """Return the descriptions of a table's columns: those of its file, then those that its loader adds."""
    return table["schema"]["fields"] + table.get("conflictdata:loaded", [])


def loader(make):
    """Make the loader of a table: made once, a copy for every caller, its columns told as in the data dictionary."""
    kept, table = lru_cache(make), dictionary()[make.__name__]

    @wraps(make)
    def load():
        return kept().copy()

    told, heading, examples = make.__doc__.partition("    Examples\n")
    columns = [f"    {field['name']} : {field['type']}\n        {field['description']}\n" for field in fields(table)]
    returns = ["    Returns\n    -------\n    pandas.DataFrame, with the columns\n\n", *columns, "\n"]
    load.__doc__ = "".join([told, *returns, heading, examples])
    return load


def _shipped(name, example, value, dated=None):
    """Make the loader of a table that is handed out as it is shipped; `dated` names its column of EDTF periods."""

    def make():
        return _dated(shipped(name), dated) if dated else shipped(name)

    make.__name__ = make.__qualname__ = name
    make.__doc__ = f"{dictionary()[name]['description']}\n\n    Examples\n    --------\n    >>> {example}\n    {value}"
    return loader(make)


actors = _shipped("actors", 'actors().set_index("actor_id").at["KAZ", "cow_abbr"]', "'KZK'")
acts = _shipped("acts", 'acts().set_index("act_id").at["A001", "date"]', "'1992-05-15'", dated="date")
anchors = _shipped("anchors", 'anchors()["role"].unique().tolist()', "['main', 'date', 'repeat', 'names', 'duration']")
events = _shipped("events", 'int(events().set_index("event_id").at["D16", "days"])', "44", dated="period")
glossary = _shipped("glossary", 'glossary()["term_en"].iloc[0]', "'casualties'")
places = _shipped("places", 'places().set_index("place_id").at["sotk", "state"]', "'ARM'")
sources = _shipped("sources", 'sources().set_index("source_id").at["D1", "licence"]', "'CC BY 4.0'")
yearly = _shipped("yearly", 'int(yearly().set_index("year").at[2020, "best"])', "7646")


@loader
def claims():
    """Return the 40 claims of the article, one row each, with the phrase that says it and its place.

    Examples
    --------
    >>> claims().set_index("claim_id").loc["C36", "phrase"]
    'circa 30.000 persone sono morte'
    """
    main = shipped("anchors").query("role == 'main'")
    place = main[["claim_id", "phrase", "paragraph", "sentence"]]
    return place.merge(shipped("claims"), on="claim_id", validate="one_to_one")


@loader
def casualties():
    """Return the deaths among the claims, with number, comparator and period read from their phrases.

    A period without an end ("since 1991") is closed at the article's day in `end` and `days`, because no later death
    can be in it; `period` keeps it open.

    Examples
    --------
    >>> print(*casualties().set_index("claim_id").loc["C34", ["comparator", "low"]])
    more-than 6000
    """
    found, language, published = [], article()["language"], reference_day()
    dated = shipped("anchors").query("role == 'date'").set_index("claim_id")["phrase"]
    for claim in claims().query("kind == 'killed'").to_dict("records"):
        figure, phrase = reading.read_figure(claim["phrase"], language), dated[claim["claim_id"]]
        (time,) = reading.find_times(phrase, language, published)
        end = time.end or published
        counted = {key: getattr(figure, key) for key in (*BOUNDS, "comparator")}
        when = {"date_phrase": phrase, "period": time.period, "start": time.start, "end": end}
        found.append(claim | counted | when | {"days": days(time.start, end)})
    return typed(pd.DataFrame(found), "casualties")


@loader
def dates():
    """Return every date and duration that the article prints, read from its phrase against the article's day.

    Examples
    --------
    >>> dates()["period"].iloc[0]
    '2022-09-13'
    """
    found, language, published = {}, article()["language"], reference_day()
    dated = set(claims().query("kind in ('date', 'duration')")["claim_id"])
    for anchor in shipped("anchors").to_dict("records"):
        if anchor["role"] not in ("date", "duration") and anchor["claim_id"] not in dated:
            continue
        for time in reading.find_times(anchor["phrase"], language, published):
            start = anchor["char_start"] + time.char_start
            claim_ids = found[start]["claim_ids"] + ";" if start in found else ""
            place = {"char_start": start, "char_end": anchor["char_start"] + time.char_end}
            told = {"reference_day": published if time.relative else None, "claim_ids": claim_ids + anchor["claim_id"]}
            found[start] = anchor | vars(time) | place | told
    return typed(pd.DataFrame([found[start] for start in sorted(found)]), "dates")


@loader
def statements():
    """Return who said what in the article, with which verb: the statements among the claims.

    Examples
    --------
    >>> statements().set_index("claim_id").loc["C11", ["actor", "verb_kind"]].tolist()
    ['ARM_MOD', 'said']
    """
    said = claims()[["claim_id", "phrase", "paragraph", "sentence", "period"]]
    return said.merge(shipped("statements"), on="claim_id", validate="one_to_one")


@loader
def references():
    """Return what others count: one row per figure of one source, and the sums that are ours.

    A row with `computed_from` holds a sum of other rows, made here and never typed: "yearly:1991-2021" adds
    those years of `yearly`, a list of ids adds those rows. The ends of ranges are added too, which gives an
    envelope, not a confidence interval. A sum of which a part is missing stays missing. The column `grade` is added
    by `conflictdata.references`, which stands above the record.

    Examples
    --------
    >>> references().set_index("reference_id").loc["ucdp-1991-2021", ["low", "best", "high"]].tolist()
    [12377, 13004, 19173]
    """
    table, years = shipped("references"), shipped("yearly").query("coverage == 'counted'").set_index("year")[BOUNDS]
    stated = table.set_index("reference_id")

    def count(reference_id):
        recipe = stated.at[reference_id, "computed_from"]
        if pd.isna(recipe):
            return stated.loc[reference_id, BOUNDS]
        if recipe.startswith("yearly:"):
            first, last = map(int, recipe.removeprefix("yearly:").split("-"))
            return years.loc[first:last].sum()
        return sum(count(part) for part in recipe.split(";"))

    counts = pd.DataFrame([[*count(each)] for each in stated.index], columns=BOUNDS, dtype="Int64")
    return _dated(table.assign(**counts), "period")


@loader
def periods():
    """Return the readings of the time that each toll of the article covers, with `start`, `end`, `days`.

    Start and end come from the ids named in `start_from`, `end_from` and `duration_from`: a claim's printed
    date, an event, the article's day (ARTICLE), or a printed duration counted from the start.

    Examples
    --------
    >>> periods().query("claim_id == 'C34'")["days"].tolist()
    [181, 44]
    """
    day, frame = pd.Timestamp(reference_day()), shipped("periods")
    known = rows(casualties) | rows(events) | {"ARTICLE": {"start": day, "end": day}}
    start = [known[one]["start"] for one in frame["start_from"]]
    end = [
        known[row["end_from"]]["end"] if pd.isna(row["duration_from"]) else _after(row["duration_from"], first)
        for row, first in zip(frame.to_dict("records"), start, strict=True)
    ]
    return _lasting(frame, start, end)


def article():
    """Return what is known of the article, as a dict: language, length, SHA-256, the reasons for its date, its chain.

    Examples
    --------
    >>> article()["published"], article()["characters"]
    ('2022-09-14', 3582)
    """
    return json.loads((DATA / "article.json").read_text(encoding="utf-8"))


def reference_day():
    """Return the day against which "Tuesday" or "last week" are read: the article's own day."""
    return date.fromisoformat(article()["reference_day"])


def describe(table=None, language="en"):
    """Return the data dictionary of a table such as "casualties", or without a name the list of tables.

    Returns
    -------
    pandas.DataFrame
        `column`, `type`, `label` (its header for readers), `required`, `allowed`, `description`; or `table`, `columns`,
        `kind`, `description`.

    Raises
    ------
    KeyError
        If there is no such table.

    Examples
    --------
    >>> describe("yearly")["column"].tolist()[:4]
    ['year', 'best', 'low', 'high']
    """
    tell, tables = Speaker(language), dictionary()
    text = "description" if language == "en" else f"description_{language}"
    if table is None:
        told = [(n, len(fields(t)), "file" if "path" in t else "derived", t[text]) for n, t in tables.items()]
        return pd.DataFrame(told, columns=["table", "columns", "kind", "description"])
    if not isinstance(table, str) or table not in tables:
        shown = repr(table) if isinstance(table, str) else type(table).__name__
        raise KeyError(tell("refused.no_table", table=shown, tables=", ".join(sorted(tables))))
    told = []
    for field in fields(tables[table]):
        limits = field.get("constraints", {})
        allowed = ", ".join(map(str, limits.get("enum", [])))
        label = field[f"label_{language}"]
        told.append((field["name"], field["type"], label, limits.get("required", False), allowed, field[text]))
    return pd.DataFrame(told, columns=["column", "type", "label", "required", "allowed", "description"])


@lru_cache
def labels(language="en"):
    """Return the words for readers, two dicts: the label of each column, and of each code that a column holds.

    A code is a word of a closed list, which may have a meaning of its own in one column (`role.report`), or an actor.

    >>> columns, codes = labels("it")
    >>> columns["high"], codes["comparator"]["at-least"], codes["party"]["ARM"]
    ('massimo', 'almeno', 'Armenia')
    """
    label, words, codes = f"label_{Speaker(language).language}", package()["conflictdata:codes"], {}
    names = {actor: row[f"name_{language}"] for actor, row in rows(actors).items()}
    described = [field for table in dictionary().values() for field in fields(table)] + package()["conflictdata:shown"]
    for field in described:
        name, held = field["name"], field.get("constraints", {}).get("enum", [])
        known = {word: words.get(f"{name}.{word}", words[word])[label] for word in held}
        codes[name] = codes.get(name, {}) | known | (names if "conflictdata:names" in field else {})
    return {field["name"]: field[label] for field in described}, {name: held for name, held in codes.items() if held}


def written(value, column, codes, language="en"):
    """Write a value of a column as a reader reads it: codes as their labels, a year without a mark of thousands."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if pd.api.types.is_bool(value):
        return say("table.yes" if value else "table.no", language)
    if pd.api.types.is_number(value):
        return f"{value:.0f}" if column == "year" else number(value, language)
    if isinstance(value, date):
        return day(value, language)
    parts = str(value).split(";")
    return ", ".join(codes.get(part, part) for part in parts) if codes.keys() & {*parts} else str(value)


@lru_cache
def shipped(name):
    """Return a shipped table with the dtypes of the data dictionary."""
    dtypes = _dtypes(name)
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=dtypes, keep_default_na=False, na_values=[""], true_values=["true"])


@lru_cache
def rows(load):
    """Return the rows of a loader's table by id, its first column; what a row does not state is not in its dict."""
    stated = [{k: v for k, v in row.items() if pd.notna(v)} for row in load().to_dict("records")]
    return {str(next(iter(row.values()))): row for row in stated}


def typed(frame, name):
    """Give a derived table the dtypes of the data dictionary and the columns in its order."""
    dtypes = _dtypes(name)
    return frame[list(dtypes)].astype(dtypes)


def _dtypes(name):
    return {field["name"]: DTYPES[field["type"]] for field in dictionary()[name]["schema"]["fields"]}


def _dated(frame, column):
    """Add `start`, `end` (inclusive), `days` and `precision` of an EDTF column; an open end stays missing."""
    read = [(None, None, None) if pd.isna(text) else bounds(text) for text in frame[column]]
    start, end, precision = zip(*read, strict=True)
    return _lasting(frame, start, end).assign(precision=pd.Series(precision, dtype="string"))


def _lasting(frame, start, end):
    start, end = pd.Series(start, dtype=DAY), pd.Series(end, dtype=DAY)
    return frame.assign(start=start, end=end, days=((end - start).dt.days + 1).astype("Int64"))


def _after(claim_id, start):
    """Return the last day of the duration that a claim prints, counted from a day."""
    printed = dates().query("duration.notna() and claim_ids.str.contains(@claim_id)")
    amount, unit = printed["duration"].iloc[0][1:-1], printed["duration"].iloc[0][-1]
    step = {"D": "days", "W": "weeks", "M": "months", "Y": "years"}[unit]
    return start + pd.DateOffset(**{step: int(amount)}) - pd.Timedelta(days=1)
