"""The figures about the answer to the fighting: who was in the alliance, who sent what, who said what."""

import pandas as pd
from babel.lists import format_list
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle

from ... import csto, record
from ...texts import LOCALES, dated, day, say, span
from .. import atlas, matrix, theme
from ..certainty import capital
from ..theme import write
from .article import figure, sheet, speaker

TILES = {  # column and row of each state's tile, roughly where it lies
    "BLR": (0, 0), "RUS": (1, 0), "GEO": (0, 1), "KAZ": (2, 1), "ARM": (0, 2), "AZE": (1, 2), "UZB": (2, 2),
    "KGZ": (3, 2), "TJK": (3, 3),
}  # fmt: skip


def _clashes():
    return record.events().set_index("event_id").at["D22", "start"]


def _names(language):
    names = record.actors().set_index("actor_id")[f"name_{language}"]
    return names.str.replace("'", "’").to_dict()


def _listed(texts, language):
    return format_list(list(texts), locale=LOCALES[language])


def _states(when):
    """Return each treaty state with its status on a day, or the last one it had had, and whether it was a member."""
    members, rows = csto.members_on(when), []
    for actor, spells in csto.membership().query("start <= @when").groupby("actor"):
        spell = spells.iloc[-1]
        ended = spell["end"] <= when
        dates = {"until": spell["end"]} if ended else {"since": spell["start"]}
        rows.append({"actor": actor, "member": actor in members, "status": spell["status"]} | dates)
    return pd.DataFrame(rows)


def csto_map(language="en"):
    """The nine treaty states as tiles with their status on the day, and where Armenia and Azerbaijan lie."""
    clashes, names, states = _clashes(), _names(language), _states(_clashes())
    states["state"] = states["actor"].map(names)
    inside = states["member"]
    around = [names.get(state) or say(f"locator.{state}", language) for state in atlas.neighbours("ARM")]
    places, drawn = record.places().set_index("place_id"), atlas.outlines()["places"]
    fought = record.events().set_index("event_id").at["D22", "place_ids"].split(";")
    tell = speaker(
        "csto_map",
        language,
        fought=day(clashes, language),
        year=str(clashes.year),
        n_in=int(inside.sum()),
        members=_listed(sorted(states.loc[inside, "state"]), language),
        others=_listed(sorted(states.loc[~inside, "state"]), language),
        around=_listed(sorted(around), language),
        nowhere=_listed(
            [places.at[p, f"name_{language}"] for p in fought if p in drawn and drawn[p] is None], language
        ),
    )
    said = []
    for state in states.itertuples():
        when = state.until if pd.isna(state.since) else state.since
        said.append(tell(f"{state.status}_{'until' if pd.isna(state.since) else 'since'}", when=day(when, language)))
    frame = states.assign(
        name=states["state"], words=said, filled=inside, strong=states["actor"].isin(["ARM", "AZE"])
    ).set_index("actor")
    frame["column"], frame["row"] = zip(*frame.index.map(TILES), strict=True)
    pitch, high, above = 1.1, 4.32, 0.26
    page = sheet(high + above + 0.1, tell)
    page.top -= 0.1
    bottom, width = page.top - above - high, theme.WIDTH - 2 * theme.MARGIN
    tiles = page.axes(theme.MARGIN, bottom, width, high)
    atlas.tile_map(frame, tiles)
    write(tiles, (0, 0), tell("tiles"), "note", dy=0.11)
    left = 3 * pitch + 0.04
    land = page.axes(theme.MARGIN + left, bottom + 2 * pitch + 0.04, width - left, high + above - 2 * pitch - 0.04)
    atlas.locator(land, language, set(states.loc[inside, "actor"]) & set(atlas.outlines()["locator"]["land"]))
    left, y, step = 4 * pitch + 0.06, 2 * pitch + 0.10, 0.22
    samples = [((left, y + i * step), (left + 0.26, y + i * step)) for i in range(3)]
    tiles.add_patch(Rectangle((left, y - 0.075), 0.26, 0.15, fc=theme.PEOPLE, lw=0))
    tiles.add_collection(LineCollection([samples[1]], colors=theme.CONTEXT, linewidths=1.1), autolim=False)
    tiles.add_collection(
        LineCollection([samples[2]], colors=theme.TEXT, linewidths=1.1, linestyles=[atlas.DASHES]), autolim=False
    )
    for (_, (x, y)), part in zip(samples, ("filled", "border", "disputed"), strict=True):
        write(tiles, (x, y), tell(part), "note", dx=0.08, dy=-0.045, color=theme.TEXT)
    write(tiles, (left, y), tell("rule"), "note", dy=-0.28, width=width - left)
    write(tiles, (0, 3 * pitch), tell("nowhere"), "note", dy=-0.16, width=3 * pitch - 0.2)
    values = states[["actor", "state", "member", "status", "since", "until"]]
    values = values.assign(**{column: values[column].dt.strftime("%Y-%m-%d") for column in ("since", "until")})
    return figure("csto_map", language, tell, page, values)


ON_TROOPS = "C16"  # the statement about troops that is quoted and that other sources confirm
HEADS = ("bound", "sent_first", "said_second", "sent_second")
WIDTHS = {"csto_duty": [1.03, 1.20, 1.49, 1.66, 1.22], "statements": [1.16, 0.84, 1.13, 1.27, 0.42, 1.78]}


def _requests(acts):
    """Return the two requests for help, and the acts of deployment between them and after the second, by state."""
    first, second = acts[acts["act"] == "assistance_request"].itertuples()
    sent = acts[acts["act"] == "deployment"].set_index("actor")
    return first, second, sent[sent["start"] < second.start], sent[sent["start"] >= second.start]


def _answers(acts, states, names):
    """Yield the cells of the table of duty: row, column, sign, words by key, what they rest on, columns covered.

    A row is a state, or "body" for the organisation. Where the record has nothing the cell is "not_found", never "no".
    """
    first, second, sent_first, sent_second = _requests(acts)
    said = record.statements().set_index("claim_id").loc[ON_TROOPS]
    speaks = record.actors().set_index("actor_id").at[said["actor"], "belongs_to"]
    of_body = acts[acts["act"].isin(["deployment_decision", "withdrawal", "mission"])]
    before = of_body["start"] < second.start

    def sent(state, deployed):
        known = state in deployed.index
        return ("yes", "sent", deployed.at[state, "act_id"], 1) if known else ("not_found", "not_found", None, 1)

    for state in sorted(states.index[states["member"]], key=names.get):
        yield state, 0, "yes", "yes", "membership", 1
        asked = ("asked", "asked_first", first.act_id, 1)
        yield state, 1, *(asked if state == first.actor else sent(state, sent_first))
        if state == second.actor:
            yield state, 2, "asked", "asked_second", second.act_id, 2
            continue
        yield state, 2, *(("said", "said", ON_TROOPS, 1) if state == speaks else ("not_found", "not_found", None, 1))
        yield state, 3, *sent(state, sent_second)
    yield "AZE", 0, "no", "not_bound", "membership", 1
    for column in (1, 2, 3):
        yield "AZE", column, "not_applicable", "dash", None, 1
    yield "body", 0, "not_applicable", "dash", None, 1
    yield "body", 1, "yes", "body_first", ";".join(of_body.loc[before, "act_id"]), 1
    yield "body", 2, "yes", "body_second", ";".join(of_body.loc[~before, "act_id"]), 2


def csto_duty(language="en"):
    """Who was bound by Article 4 on the day, who asked for help in January and September, who said and sent what."""
    clashes, names = _clashes(), _names(language)
    acts = record.acts().query("start.dt.year >= @clashes.year")
    states, members = _states(clashes).set_index("actor"), csto.members_on(clashes)
    first, second, sent, _ = _requests(acts)
    columns = ["actor", "column", "sign", "part", "record", "span"]
    frame = pd.DataFrame(_answers(acts, states, names), columns=columns)
    said = record.statements().set_index("claim_id").loc[ON_TROOPS]
    position = said[f"position_{language}"].rstrip(".").replace("'", "’")
    on = acts.groupby("act")["start"].agg(["first", "last"])
    withdrawal = acts[acts["act"] == "withdrawal"].iloc[0]
    used = acts[acts["act_id"].isin(";".join(frame["record"].dropna()).split(";"))]["source_id"]
    published = record.sources().set_index("source_id")["publisher"]
    sources = {published[source] for source in [*used, *said["confirmed_by"].split(";")]}
    short = {
        "fought_on": clashes,
        "said_on": pd.Timestamp(said["period"]),
        "first": first.start,
        "second": second.start,
        "decided": on.at["deployment_decision", "first"],
        "arrived": on.at["mission", "last"],
    }
    tell = speaker(
        "csto_duty",
        language,
        **{name: day(when, language, year=False) for name, when in short.items()},
        fought=clashes,
        january=first.start,
        n=len(members),
        n_sent=len(sent),
        until=states.at["AZE", "until"],
        withdrawn=span(withdrawal["start"], withdrawal["end"], language, year=False),
        position=position[:1].lower() + position[1:],
        publishers=_listed(sorted(sources), language),
    )
    months = [capital(dated(request.start, "LLLL y", language)) for request in (first, second, second)]
    frame["over"] = frame["column"].map(dict(enumerate([None, *months])))
    frame["column"] = frame["column"].map(lambda column: tell(HEADS[column]))
    frame["row"] = frame["actor"].map(names | {"body": tell("body")})
    common = {"not_found": say("key.not_found", language), "dash": "–"}
    frame["words"] = [common.get(part) or tell(part) for part in frame["part"]]
    table = matrix.duty(frame, language, WIDTHS["csto_duty"])
    note = theme.wrap(tell("note"), "note", matrix.ROOM)
    page = sheet(table.height + 0.26 + len(note) * theme.leading("note"), tell)
    ax = page.axes(theme.MARGIN, page.top - 0.1 - table.height, matrix.ROOM, table.height)
    table.draw(ax)
    write(ax, (0, table.height), "\n".join(note), "note", dy=-0.24)
    values = frame.assign(words=frame["words"].str.replace("\n", " "))
    return figure("csto_duty", language, tell, page, values[["row", "column", "sign", "words", "record"]])


def statements(language="en"):
    """Who says what in the article, with its own verbs, in its own order: a table."""
    frame, names = record.statements(), _names(language)
    main = record.anchors().query("role == 'main'").set_index("claim_id")["char_start"]
    frame = frame.sort_values("claim_id", key=lambda ids: ids.map(main), ignore_index=True)
    kinds = frame["verb_kind"].value_counts()
    counts = {kind: int(kinds.get(kind, 0)) for kind in ("said", "asked", "accused", "denied", "not_stated")}
    paragraph, sentence = map(int, frame.loc[0, ["paragraph", "sentence"]])
    tell = speaker(
        "statements",
        language,
        counts=say("statements.counts", language, **counts),
        month=dated(record.reference_day(), "LLLL y", language),
        n=len(frame),
        paragraph=paragraph,
        sentence=sentence,
        place=f"{paragraph}.{sentence}",
    )
    rows = []
    for said in frame.itertuples():
        who = when = verb = kind = None
        if pd.notna(said.actor):
            who = _listed([names[actor] for actor in said.actor.split(";")], language)
        if pd.notna(said.period):
            when = day(pd.Timestamp(said.period.split("/")[0]), language, year=False)
        if pd.notna(said.verb_phrase):
            verb, kind = tell("quoted", words=said.verb_phrase), say(f"verb.{said.verb_kind}", language)
        position = getattr(said, f"position_{language}").replace("'", "’")
        place = f"{said.paragraph}.{said.sentence}"
        rows.append([who, when, verb, kind, tell("quoted", words=said.phrase), place, position, said.claim_id])
    columns = ["who", "day", "verb", "verb_kind", "words", "place", "position", "claim_id"]
    values = pd.DataFrame(rows, columns=columns)
    table = values.assign(verb=values["verb"] + "\n" + values["verb_kind"]).drop(columns=["verb_kind", "claim_id"])
    drawn = matrix.words(table.rename(columns=tell), language, WIDTHS["statements"])
    page = sheet(drawn.height + 0.1, tell)
    drawn.draw(page.axes(theme.MARGIN, page.top - 0.1 - drawn.height, matrix.ROOM, drawn.height))
    values = values.fillna(say("absent.not_stated", language))
    return figure("statements", language, tell, page, values, unfolded=True)
