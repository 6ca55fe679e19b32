"""The figures about the answer to the fighting: who was in the alliance, who sent what, who said what."""

import pandas as pd
from babel.lists import format_list
from matplotlib.patches import Rectangle

from ... import csto, record
from ...i18n import LOCALES, dated, day, say, span
from .. import atlas, matrix, theme
from ..certainty import GAPS, SAMPLE, capital
from ..theme import write
from .article import figure, sheet, speaker

TILES = {  # column and row of each state's tile, roughly where it lies
    "BLR": (0, 0), "RUS": (1, 0), "KAZ": (2, 0), "GEO": (0, 1), "UZB": (2, 1), "KGZ": (3, 1), "ARM": (0, 2),
    "AZE": (1, 2), "TJK": (3, 2),
}  # fmt: skip
MAP = (4.5, 3.2)  # inches across and down; the tiles are as wide
LINES = ("border", "disputed")


def _clashes():
    return record.events().set_index("event_id").at["D22", "start"]


def _names(language):
    names = record.actors().set_index("actor_id")[f"name_{language}"]
    return names.str.replace("'", "’").to_dict()


def _listed(texts, language):
    return format_list(list(texts), locale=LOCALES[language])


def _key(page, left, top, width, signs, draw, size=SAMPLE):
    """Draw the key of a figure's own signs, (name, words) each, in a row or as many as it needs; return its height."""
    step, rows, x = 0.235, [[]], 0.0
    for name, words in signs:
        wide = size + GAPS[0] + theme.text_width(words, "note")
        if rows[-1] and x + wide > width:
            rows, x = [*rows, []], 0.0
        rows[-1].append((name, words, x))
        x += wide + GAPS[1]
    height = len(rows) * step
    ax = page.axes(left, top - height, width, height)
    ax.set(xlim=(0, width), ylim=(0, height), label="key")
    for i, row in enumerate(rows):
        y = height - (i + 0.5) * step
        for name, words, x in row:
            draw(ax, name, x, y)
            write(ax, (x + size + GAPS[0], y), words, "note", dy=-0.045, color=theme.TEXT)
    return height


def _sample(ax, name, x, y):
    """Draw a sign of the map, or the ground of a table's shaded rows."""
    lines = {"border": {"color": theme.CONTEXT}, "disputed": {"color": theme.TEXT, "ls": atlas.DASHES}}
    if name in lines:
        ax.plot([x, x + SAMPLE], [y, y], lw=1.1, clip_on=False, **lines[name])
    else:
        face = theme.PEOPLE if name == "filled" else theme.GRID
        edge = theme.CONTEXT if name == "shaded" else theme.PEOPLE
        ax.add_patch(Rectangle((x, y - 0.075), SAMPLE, 0.15, fc=face, ec=edge, lw=1.0))


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
    """Where Armenia and Azerbaijan lie, and the nine treaty states as tiles with their status on the day."""
    clashes, names, states = _clashes(), _names(language), _states(_clashes())
    states["state"] = states["actor"].map(names)
    inside = states["member"]
    around = [names.get(state) or say(f"locator.{state}", language) for state in atlas.neighbours("ARM")]
    places, drawn = record.places().set_index("place_id"), atlas.outlines()["places"]
    fought = record.events().set_index("event_id").at["D22", "place_ids"].split(";")
    nowhere = [p for p in fought if p in drawn and drawn[p] is None]
    tell = speaker(
        "csto_map",
        language,
        fought=day(clashes, language),
        year=str(clashes.year),
        n_in=int(inside.sum()),
        members=_listed(sorted(states.loc[inside, "state"]), language),
        others=_listed(sorted(states.loc[~inside, "state"]), language),
        around=_listed(sorted(around), language),
        nowhere=_listed(places.loc[nowhere, f"name_{language}"], language),
    )
    since, said = states.loc[inside, "since"], []
    for state in states.itertuples():
        when = state.until if pd.isna(state.since) else state.since
        part = f"{state.status}_{'until' if pd.isna(state.since) else 'since'}"
        said.append("" if state.member and since.nunique() == 1 else tell(part, when=day(when, language)))
    frame = states.assign(
        name=states["state"], words=said, filled=inside, strong=states["actor"].isin(["ARM", "AZE"])
    ).set_index("actor")
    frame["column"], frame["row"] = zip(*frame.index.map(TILES), strict=True)
    (wide, high), down, gap = MAP, atlas.tiles_height(frame, MAP[0]), 0.3
    page = sheet(high + gap + down + 0.15, tell)
    top = page.top - 0.1
    beside, room = theme.MARGIN + wide + 0.2, theme.WIDTH - 2 * theme.MARGIN - wide - 0.2
    tiles = page.axes(theme.MARGIN, top - high - gap - down, wide, down)
    atlas.tile_map(frame, tiles)
    land = page.axes(theme.MARGIN, top - high, wide, high)
    atlas.locator(land, language, set(states.loc[inside, "actor"]) & set(atlas.outlines()["locator"]["land"]))
    dates = _listed([day(when, language) for when in sorted(since.unique())], language)
    signs = [("filled", tell("member_since", when=dates)), *((sign, tell(sign)) for sign in ("other", *LINES))]
    below = top - 0.04 - _key(page, beside, top - 0.04, room, signs, _sample)
    note = {"at": theme.page_inches(page.figure), "width": room}
    write(land, (beside, below), tell("rule"), "note", dy=-0.25, **note)
    write(tiles, (beside, top - high - gap), tell("tiles"), "note", dy=-0.13, **note)
    values = states[["actor", "state", "member", "status", "since", "until"]]
    values = values.assign(**{column: values[column].dt.strftime("%Y-%m-%d") for column in ("since", "until")})
    return figure("csto_map", language, tell, page, values)


ON_TROOPS = "C16"  # the statement about troops that is quoted and that other sources confirm
ROLES = {"RAU": "of_osce", "TLEUBERDI": "of_kazakhstan"}  # written where a person first speaks
HEADS = ("bound", "sent_first", "said_second", "sent_second")
WIDTHS = {"csto_duty": [1.03, 1.28, 1.50, 1.64, 1.15], "statements": [1.20, 1.02, 1.08, 1.28, 0.49, 1.53]}


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

    dash = ("not_applicable", "dash", None, 1)
    for state in sorted(states.index[states["member"]], key=names.get):
        yield state, 0, "yes", "yes", "membership", 1
        asked = ("asked", "asked_first", first.act_id, 1)
        yield state, 1, *(asked if state == first.actor else sent(state, sent_first))
        if state == second.actor:
            yield state, 2, "asked", "asked_second", second.act_id, 1
            yield state, 3, *dash
            continue
        yield state, 2, *(("said", "said", ON_TROOPS, 1) if state == speaks else ("not_found", "not_found", None, 1))
        yield state, 3, *sent(state, sent_second)
    yield "AZE", 0, "no", "not_bound", "membership", 1
    for column in (1, 2, 3):
        yield "AZE", column, *dash
    yield "body", 0, *dash
    yield "body", 1, "decided", "body_first", ";".join(of_body.loc[before, "act_id"]), 1
    yield "body", 2, "decided", "body_second", ";".join(of_body.loc[~before, "act_id"]), 2


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
    page = sheet(table.height + 0.55 + len(note) * theme.leading("note"), tell)
    signs = [(sign, tell(f"sign_{sign}")) for sign in matrix.SIGNS] + [("not_found", common["not_found"])]
    top = page.top - 0.15 - _key(page, theme.MARGIN, page.top, matrix.ROOM, signs, matrix.draw_sign, matrix.SIGN)
    ax = page.axes(theme.MARGIN, top - table.height, matrix.ROOM, table.height)
    table.draw(ax)
    write(ax, (0, table.height), "\n".join(note), "note", dy=-0.24)
    values = frame.assign(**{name: frame[name].str.replace("\n", " ") for name in ("column", "words")})
    return figure("csto_duty", language, tell, page, values[["row", "column", "sign", "words", "record"]])


def _accusing(said):
    """Return which statements are accusations about the fighting, and the sides none of whose offices is quoted.

    Accusations are those so called, and what an office of a side says of the other.
    """
    actors = record.actors().set_index("actor_id")
    sides = set(said.loc[said["verb_kind"] == "accused", "actor"].str.cat(sep=";").split(";"))
    office = said["actor"].map(actors["belongs_to"]).isin(sides) & (said["actor"].map(actors["kind"]) == "office")
    quoted = set(said["actor"].map(actors["belongs_to"]).dropna())
    return (said["verb_kind"] == "accused") | office, sorted(sides - quoted)


def statements(language="en"):
    """Who says what in the article, with its own verbs, in its own order: a table."""
    frame, names = record.statements(), _names(language)
    main = record.anchors().query("role == 'main'").set_index("claim_id")["char_start"]
    frame = frame.sort_values("claim_id", key=lambda ids: ids.map(main), ignore_index=True)
    kinds = frame["verb_kind"].value_counts()
    counts = {kind: int(kinds.get(kind, 0)) for kind in ("said", "asked", "accused", "denied", "not_stated")}
    paragraph, sentence = map(int, frame.loc[0, ["paragraph", "sentence"]])
    accusing, silent = _accusing(frame)
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
            first = said.actor in ROLES and said.actor not in set(frame["actor"][: said.Index])
            who += f", {tell(ROLES[said.actor])}" if first else ""
        if pd.notna(said.period):
            when = day(pd.Timestamp(said.period.split("/")[0]), language, year=False)
        if pd.notna(said.verb_phrase):
            verb, kind = tell("quoted", words=said.verb_phrase), say(f"verb.{said.verb_kind}", language)
        position = getattr(said, f"position_{language}").replace("'", "’")
        place = f"{said.paragraph}.{said.sentence}"
        rows.append([who, when, verb, kind, tell("excerpt", words=said.phrase), place, position, said.claim_id])
    columns = ["who", "day", "verb", "verb_kind", "words", "place", "position", "claim_id"]
    values = pd.DataFrame(rows, columns=columns)
    table = values.assign(verb=values["verb"] + "\n" + values["verb_kind"]).drop(columns=["verb_kind", "claim_id"])
    shaded = accusing.index[accusing]
    drawn = matrix.words(table.rename(columns=tell), language, WIDTHS["statements"], shaded)
    page = sheet(drawn.height + 0.62, tell)
    top = page.top - 0.06 - _key(page, theme.MARGIN, page.top, matrix.ROOM, [("shaded", tell("shaded"))], _sample)
    ax = page.axes(theme.MARGIN, top - drawn.height, matrix.ROOM, drawn.height)
    drawn.draw(ax)
    if silent:
        sides = _listed([names[side] for side in silent], language)
        write(ax, (0, drawn.height), tell("silent", sides=sides), "strong", dy=-0.22)
    values = values.fillna(say("absent.not_stated", language))
    return figure("statements", language, tell, page, values, unfolded=True)
