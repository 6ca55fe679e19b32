"""The map, the table of duty and the table of statements say what the record says: their artists are read back."""

import re
from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.text import Text

import conflictdata as cd
from conflictdata import charts, record
from conflictdata.charts import atlas, certainty, matrix, theme
from conflictdata.charts.pages import response
from conflictdata.i18n import day, languages, say

DAY = pd.Timestamp("2022-09-13")
each_language = pytest.mark.parametrize("language", languages())
OUTLINES = atlas.outlines()
NOT_FOUND = {"en": "not found", "it": "non trovato"}
NOT_STATED = {"en": "not stated", "it": "non indicato"}


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if re.fullmatch(pattern, a.get_gid() or "")}


def filled(patch):
    return to_hex(patch.get_facecolor()).upper() == theme.PEOPLE


def lines_in(ax, box):
    """Return the lines of text that begin inside a rectangle, from top to bottom."""
    place = box.get_window_extent()
    found = [(t.get_transform().transform(t.get_position()), t) for t in ax.texts + ax.artists if isinstance(t, Text)]
    inside = [(-y, t.get_text()) for (x, y), t in found if place.x0 <= x <= place.x1 and place.y0 <= y <= place.y1]
    return [text for _, text in sorted(inside)]


def cell_words(ax, gid):
    """Return the words of a cell, its lines joined in the order in which they were written."""
    return " ".join(a.get_text() for a in ax.get_children() if isinstance(a, Text) and a.get_gid() == gid)


def key_words(drawn):
    """Return the words of the key of a figure, in their order."""
    (ax,) = (ax for ax in drawn.mpl.axes if ax.get_label() == "key")
    return [t.get_text() for t in ax.get_children() if isinstance(t, Text) and t.get_text()]


def names(language):
    return cd.actors().set_index("actor_id")[f"name_{language}"].str.replace("'", "’")


# ---------------------------------------------------------------- the map


@each_language
def test_a_filled_tile_is_a_member_on_the_day(figure, language):
    tiles = by_gid(figure("csto_map", language).mpl.axes[0], "tile-[A-Z]{3}")
    assert len(tiles) == 9
    assert sorted(gid[-3:] for gid, tile in tiles.items() if filled(tile)) == cd.members_on(DAY)
    for sizes in ({round(tile.get_width(), 6) for tile in tiles.values()}, {t.get_height() for t in tiles.values()}):
        assert len(sizes) == 1, "no state looks larger"
    assert {to_hex(tile.get_facecolor()).upper() for tile in tiles.values()} == {theme.PEOPLE, theme.GRID}
    boxes = [tile.get_bbox().padded(0.07) for tile in tiles.values()]
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2)), (
        "tiles that touch look like neighbours"
    )


@each_language
def test_a_tile_says_its_status_and_since_or_until_when(figure, language):
    ax = figure("csto_map", language).mpl.axes[0]
    party, suspended = {"en": ("party until", "suspended on"), "it": ("nel trattato fino al", "sospeso dal")}[language]
    expected = dict.fromkeys(["ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK"], "")
    for state, how, when in (
        ("AZE", party, "1999-04-20"),
        ("GEO", party, "1999-04-20"),
        ("UZB", suspended, "2012-06-28"),
    ):
        expected[state] = f"{how} {day(pd.Timestamp(when), language)}"
    for state, status in expected.items():
        name, *said = lines_in(ax, by_gid(ax, f"tile-{state}")[f"tile-{state}"])
        assert (name, " ".join(said)) == (names(language)[state], status)
    member, other, *_ = key_words(figure("csto_map", language))
    since = {"en": "member since {}", "it": "membro dal {}"}[language]
    assert member == since.format(day(pd.Timestamp("2003-09-18"), language)), "what is the same for all is said once"
    assert other == {"en": "not a member", "it": "non membro"}[language]


def test_members_since_different_days_say_so_in_their_tiles(monkeypatch):
    membership = cd.csto.membership()
    later = membership["start"].where(membership["actor"] != "TJK", membership["start"].max().replace(year=2010))
    monkeypatch.setattr(response.csto, "membership", lambda: membership.assign(start=later))
    ax = response.csto_map().mpl.axes[0]
    assert "2010" in " ".join(lines_in(ax, by_gid(ax, "tile-TJK")["tile-TJK"]))
    assert "2003" in " ".join(lines_in(ax, by_gid(ax, "tile-BLR")["tile-BLR"]))


def test_tiles_stand_as_neighbours_do():
    """States that share a border stand side by side or corner to corner; Russia and Azerbaijan are one tile apart."""
    pairs = ["ARM-AZE", "ARM-GEO", "AZE-GEO", "BLR-RUS", "GEO-RUS", "KAZ-RUS", "KAZ-UZB", "KAZ-KGZ", "KGZ-UZB"]
    pairs += ["KGZ-TJK", "TJK-UZB"]
    for one, other in (pair.split("-") for pair in pairs):
        (a, b), (c, d) = response.TILES[one], response.TILES[other]
        assert max(abs(a - c), abs(b - d)) == 1, f"{one} and {other}"
    north_of = ["BLR-GEO", "RUS-GEO", "GEO-ARM", "KAZ-UZB", "KAZ-KGZ", "KGZ-TJK", "UZB-TJK"]
    assert all(response.TILES[pair[:3]][1] < response.TILES[pair[4:]][1] for pair in north_of)
    west_of = ["BLR-RUS", "RUS-KAZ", "ARM-AZE", "AZE-UZB", "UZB-KGZ", "GEO-KAZ"]
    assert all(response.TILES[pair[:3]][0] < response.TILES[pair[4:]][0] for pair in west_of)


@each_language
def test_the_title_holds_no_neighbour_of_armenia_is_a_member(figure, language):
    around = atlas.neighbours("ARM")
    assert around == ["AZE", "GEO", "IRN", "TUR"]
    assert not set(around) & set(cd.members_on(DAY))
    drawn = figure("csto_map", language)
    for state in ("AZE", "GEO", "TUR"):
        assert names(language)[state] in drawn.caption


@each_language
def test_the_locator_draws_the_outlines(figure, language):
    ax = figure("csto_map", language).mpl.axes[1]
    view, drawn = OUTLINES["locator"], {c.get_gid(): c for c in ax.collections}
    rings = [(state, ring) for state, parts in view["land"].items() for ring in parts]
    paths, colours = drawn["land"].get_paths(), drawn["land"].get_facecolors()
    for (state, ring), path, colour in zip(rings, paths, colours, strict=True):
        assert np.allclose(path.vertices[: len(ring)], ring)
        assert to_hex(colour).upper() == (theme.PEOPLE if state in cd.members_on(DAY) else theme.GRID), state
    for gid, kind in (("borders", "international"), ("disputed", "disputed")):
        points = [line["points"] for line in view["lines"] if line["kind"] == kind]
        assert [np.asarray(s).tolist() for s in drawn[gid].get_segments()] == points
        assert all((dashes is not None) == (kind == "disputed") for _, dashes in drawn[gid].get_linestyle()), gid
    (x0, x1), (y0, y1), (width, height) = ax.get_xlim(), ax.get_ylim(), theme.size_inches(ax)
    assert (x1 - x0) / width == pytest.approx((y1 - y0) / height), "a kilometre is as long across as along"
    (scale,) = by_gid(ax, "scale").values()
    assert np.ptp(scale.get_xdata()) == 100 and any(t.get_text() == "100 km" for t in ax.artists + ax.texts)


@each_language
def test_places_stand_at_their_coordinates_or_are_named_in_words(figure, language):
    drawn = figure("csto_map", language)
    ax = drawn.mpl.axes[1]
    known = {place: point for place, point in OUTLINES["places"].items() if point}
    cities = {gid[5:]: line for gid, line in by_gid(ax, "city-.*").items()}
    assert {place: [line.get_xdata()[0], line.get_ydata()[0]] for place, line in cities.items()} == known
    places, not_shown = cd.places().set_index("place_id"), re.search("Not shown.*|Non compaiono.*", drawn.caption)[0]
    for place in ("goris", "jermuk", "sotk"):
        assert place not in known and places.at[place, "state"] == "ARM"
        assert places.at[place, f"name_{language}"] in not_shown
    assert {"en": "places in Armenia", "it": "luoghi in Armenia"}[language] in not_shown


@each_language
def test_the_map_names_each_disputed_line_in_view_and_takes_no_position(figure, language):
    ax = figure("csto_map", language).mpl.axes[1]
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    inside = {
        line["around"]
        for line in OUTLINES["locator"]["lines"]
        if line["kind"] == "disputed" and any(x0 < x < x1 and y0 < y < y1 for x, y in line["points"])
    }
    words = " ".join(t.get_text() for t in ax.get_children() if isinstance(t, Text))
    labels, rule = words.split("Natural Earth")
    italian = {"South Ossetia": "Ossezia del Sud", "Abkhazia": "Abcasia"}
    for around in ("Abkhazia", "Nagorno-Karabakh", "South Ossetia"):
        assert ((around if language == "en" else italian.get(around, around)) in labels) == (around in inside), around
    assert {"en": "Nakhchivan (Azerbaijan)", "it": "Nakhchivan (Azerbaigian)"}[language] in labels
    assert {"en": "Other maps draw", "it": "Altre carte tracciano"}[language] in rule
    assert {"en": "takes no position", "it": "non prende posizione"}[language] in rule


@each_language
def test_tiles_side_by_side_are_said_to_mean_no_border(figure, language):
    words = " ".join(
        t.get_text() for t in figure("csto_map", language).mpl.axes[0].get_children() if isinstance(t, Text)
    )
    assert {"en": "do not mean a border", "it": "non indicano un confine"}[language] in words


def test_the_outlines_are_read_once():
    assert atlas.outlines() is atlas.outlines()


# ---------------------------------------------------------------- duty and response

# By hand, from our notes: bound by Article 4; in January; said in September; sent in September.
BY_HAND = {
    "ARM": ("yes", "yes", "asked", "not_applicable"),
    "BLR": ("yes", "yes", "not_found", "not_found"),
    "KAZ": ("yes", "asked", "said", "not_found"),
    "KGZ": ("yes", "yes", "not_found", "not_found"),
    "RUS": ("yes", "yes", "not_found", "not_found"),
    "TJK": ("yes", "yes", "not_found", "not_found"),
    "AZE": ("no", "not_applicable", "not_applicable", "not_applicable"),
    "body": ("not_applicable", "decided", "decided"),
}


def signs(ax):
    """Return the signs of a table row by row, from left to right, read from markers, hatches and words."""
    found = {}
    for gid in [a.get_gid() or "" for a in ax.get_children()]:
        if match := re.fullmatch(r"([a-z_]+)-(\d+)-([1-9])", gid):
            found[int(match[2]), int(match[3])] = match[1]
    rows = {row for row, _ in found}
    return [tuple(found[place] for place in sorted(found) if place[0] == row) for row in sorted(rows)]


@each_language
def test_the_table_of_duty_is_that_of_our_notes(figure, language):
    ax = figure("csto_duty", language).axes
    called, body = names(language), {"en": "The CSTO itself", "it": "La CSTO stessa"}[language]
    rows = [cell_words(ax, f"cell-{i}-0") for i in range(len(BY_HAND))]
    assert rows == [called.get(state, body) for state in BY_HAND], "members in alphabetical order, then the others"
    assert signs(ax) == list(BY_HAND.values())


@each_language
def test_each_cell_has_a_shape_and_words(figure, language):
    drawn = figure("csto_duty", language)
    ax, shapes = drawn.axes, {}
    for line in ax.lines:
        if match := re.fullmatch(r"([a-z]+)-\d-\d", line.get_gid() or ""):
            shapes.setdefault(match[1], set()).add((line.get_marker(), to_hex(line.get_markerfacecolor()).upper()))
            assert len(cell_words(ax, line.get_gid())) > 1
    assert all(len(look) == 1 for look in shapes.values()) and len(set.union(*shapes.values())) == 5
    hatched = by_gid(ax, r"not_found-\d-\d")
    patches = {p.get_gid(): p for p in ax.patches}
    assert len({gid for gid in hatched if gid in patches}) == 9
    for gid in hatched:
        assert patches[gid].get_hatch() == certainty.HATCHES["not_found"]
        assert cell_words(ax, gid) == NOT_FOUND[language]
    dashes = [cell_words(ax, gid) for gid in by_gid(ax, r"not_applicable-\d-\d")]
    assert dashes == ["–"] * 5
    (key,) = (each for each in drawn.mpl.axes if each.get_label() == "key")
    looks = [(line.get_marker(), to_hex(line.get_markerfacecolor()).upper()) for line in key.lines]
    assert set(looks) == set.union(*shapes.values()) and len(looks) == 5, "the key has each sign once"
    assert [patch.get_hatch() for patch in key.patches] == [certainty.HATCHES["not_found"]]
    assert len(key_words(drawn)) == 6 and key_words(drawn)[-1] == NOT_FOUND[language]
    drawn_words = [cell_words(ax, f"{sign}-{i}-{k}") for i, k, sign in places(drawn)]
    assert drawn_words == drawn.values["words"].tolist()


def places(drawn):
    """Return (row, column, sign) of each cell from the values of the figure."""
    rows, columns = (list(dict.fromkeys(drawn.values[name])) for name in ("row", "column"))
    return [(rows.index(v.row), columns.index(v.column) + 1, v.sign) for v in drawn.values.itertuples()]


@each_language
def test_what_is_said_rests_on_the_record(figure, language):
    drawn = figure("csto_duty", language)
    acts, values = cd.acts().set_index("act_id"), drawn.values
    ids = {state: name for state, name in names(language).items() if name in set(values["row"])}
    for value in values.dropna(subset="record").itertuples():
        for source in value.record.split(";"):
            if source in acts.index and value.row in ids.values():
                assert ids[acts.at[source, "actor"]] == value.row
    assert (values["record"].isna() == values["sign"].isin(["not_found", "not_applicable"])).all()
    body = values[~values["row"].isin(ids.values())]["record"].dropna()
    assert body.tolist() == ["A079;A085", "A089;A090"], "decision and withdrawal; mission and its advance group"
    sent = acts.query("act == 'deployment'")["actor"]
    january = values[values["column"] == values["column"].unique()[1]].query("sign == 'yes'")["row"].tolist()
    assert january == sorted(ids[state] for state in sent)
    assert f"{len(sent)} " in drawn.caption and f"{len(sent)} " in drawn.alt
    position = cd.statements().set_index("claim_id").at["C16", f"position_{language}"].rstrip(".")
    (said,) = values.query("sign == 'said'")["words"]
    assert said.endswith(position[0].lower() + position[1:])
    for when in ("2022-01-05", "2022-01-06", "2022-09-13", "2022-09-14", "2022-09-15"):
        assert day(pd.Timestamp(when), language, year=False) in " ".join(values["words"]), when
    assert day(pd.Timestamp("1999-04-20"), language) in " ".join(values.query("sign == 'no'")["words"])


def test_what_the_record_lacks_is_not_found_and_never_no(monkeypatch):
    """Without the row that Belarus sent troops, its cell says not found; with one for September, it says sent."""
    acts = cd.acts()
    monkeypatch.setattr(record, "acts", lambda: acts[acts["act_id"] != "A081"])
    assert signs(response.csto_duty().axes)[1] == ("yes", "not_found", "not_found", "not_found")
    later = acts[acts["act_id"] == "A081"].assign(start=pd.Timestamp("2022-09-20"), act_id="A999")
    monkeypatch.setattr(record, "acts", lambda: pd.concat([acts, later]))
    assert signs(response.csto_duty().axes)[1] == ("yes", "yes", "not_found", "yes")


def test_only_the_body_says_no_troops(figure):
    said = figure("csto_duty").values
    assert said[said["words"].str.contains("no troops")]["row"].tolist() == ["The CSTO itself"]
    notes = cd.acts().set_index("act_id")["note_en"]
    assert "no troops" in notes["A089"] and "fact-finding mission" in notes["A089"] and "Yerevan" in notes["A090"]
    assert "military help included" in notes["A086"]


# ---------------------------------------------------------------- statements

COLUMNS = ["who", "day", "verb", "words", "place", "position"]


@each_language
def test_the_table_of_statements_is_that_of_the_record(figure, language):
    drawn, said = figure("statements", language), cd.statements().set_index("claim_id")
    values = drawn.values.set_index("claim_id")
    assert set(values.index) == set(said.index) and len(values) == len(said) == 17
    places = [tuple(map(int, place.split("."))) for place in values["place"]]
    assert places == sorted(places), "in the order of the article"
    opening, closing = {"en": "“”", "it": "«»"}[language]
    absent = NOT_STATED[language]
    for claim, row in said.iterrows():
        shown = values.loc[claim]
        assert shown["words"] == f"{opening}…\u00a0{row['phrase']}\u00a0…{closing}", "an excerpt looks like one"
        assert shown["place"] == f"{row['paragraph']}.{row['sentence']}"
        assert shown["position"] == row[f"position_{language}"].replace("'", "’")
        kind = None if pd.isna(row["verb_phrase"]) else say(f"verb.{row['verb_kind']}", language)
        assert shown["verb"] == (absent if kind is None else f"{opening}{row['verb_phrase']}{closing}")
        assert shown["verb_kind"] == (kind or absent)
        actors = [] if pd.isna(row["actor"]) else [names(language)[actor] for actor in row["actor"].split(";")]
        assert all(actor in shown["who"] for actor in actors) and (shown["who"] == absent) == (not actors)
        when = row["period"] if pd.isna(row["period"]) else pd.Timestamp(row["period"].removesuffix("/.."))
        assert shown["day"] == (absent if pd.isna(when) else day(when, language, year=False))


@each_language
def test_the_words_drawn_are_the_values(figure, language):
    drawn = figure("statements", language)
    values, absent = drawn.values, NOT_STATED[language]
    together = (values["verb"] + " " + values["verb_kind"]).replace(f"{absent} {absent}", absent)
    for i, row in enumerate(values.assign(verb=together)[COLUMNS].itertuples(index=False)):
        for k, words in enumerate(row):
            missing = words == absent
            gid = f"not_stated-{i}-{k}" if missing else f"cell-{i}-{k}"
            assert cell_words(drawn.axes, gid) == words, gid
            hatched = [p for p in drawn.axes.patches if p.get_gid() == gid]
            assert [p.get_hatch() for p in hatched] == ([certainty.HATCHES["not_stated"]] if missing else [])
    heads = " ".join(t.get_text() for t in drawn.axes.get_children() if isinstance(t, Text) and t.get_gid() == "head")
    assert heads == " ".join(say(f"statements.{column}", language).replace("\n", " ") for column in COLUMNS)


@each_language
def test_accusations_are_shaded_and_a_silent_side_is_named(figure, language):
    drawn = figure("statements", language)
    ax, found = drawn.axes, []
    (shaded,) = (c for c in ax.collections if c.get_gid() == "shaded")
    for path in shaded.get_paths():
        top, end = path.vertices[:, 1].min(), path.vertices[:, 1].max()
        inside = {t.get_gid() for t in ax.get_children() if isinstance(t, Text) and top < t.get_position()[1] < end}
        (row,) = {int(gid.split("-")[1]) for gid in inside}
        found.append(row)
    assert drawn.values["claim_id"].iloc[found].tolist() == ["C08", "C11", "C12"]
    assert key_words(drawn) == [{"en": "accusations", "it": "accuse"}[language]]
    last = [t.get_text() for t in ax.get_children() if isinstance(t, Text) and t.get_text()][-1]
    assert last == {"en": "Azerbaijan: no office is quoted", "it": "Azerbaigian: nessun organo è citato"}[language]


def test_the_silent_side_is_read_from_the_record(monkeypatch):
    said = cd.statements()
    other = said.assign(actor=said["actor"].replace("ARM_MOD", "AZE_MOD"))
    accusing, silent = response._accusing(other)
    assert said.loc[accusing, "claim_id"].tolist() == ["C08", "C11", "C12"] and silent == ["ARM"]
    both = pd.concat([said, other], ignore_index=True)
    assert response._accusing(both)[1] == []
    monkeypatch.setattr(record, "statements", lambda: both.drop_duplicates(["claim_id", "actor"]))
    ax = response.statements().axes
    assert not any("no office" in t.get_text() for t in ax.get_children() if isinstance(t, Text))


@each_language
def test_roles_are_those_of_the_record_and_said_once(figure, language):
    who, actors = figure("statements", language).values["who"], cd.actors().set_index("actor_id")
    for actor, roles in {"RAU": ("OSCE", "chair", "presidente"), "TLEUBERDI": ("foreign minister", "ministro")}.items():
        own = who[who.str.startswith(names(language)[actor])].tolist()
        role = own[0].removeprefix(names(language)[actor] + ", ")
        assert role and own[1:] == [names(language)[actor]] * (len(own) - 1)
        note = actors.at[actor, f"note_{language}"].lower()
        assert any(part in role for part in roles) and all(p.lower() in note for p in roles if p in role)


@each_language
def test_statements_are_an_unfolded_html_table(figure, language):
    page = figure("statements", language).html()
    assert f'<details lang="{language}" open>' in page
    assert page.count("<tr>") == 18 and page.count('<th scope="col">') == 8


def test_the_title_holds_one_side_is_quoted():
    actors = cd.actors().set_index("actor_id")["belongs_to"]
    speak = [set(said.split(";")) for said in cd.statements()["actor"].dropna()]
    alone = {actors.get(next(iter(who)), None) for who in speak if len(who) == 1}
    assert "ARM" in alone and "AZE" not in alone and {"ARM", "AZE"} in speak and {"AZE"} not in speak


@each_language
def test_counts_of_verbs_are_those_of_the_record(figure, language):
    drawn, counts = figure("statements", language), cd.statements()["verb_kind"].value_counts()
    for words in (drawn.caption, drawn.alt):
        for kind in ("said", "asked", "accused", "not_stated"):
            word = {"not_stated": {"en": "without a verb", "it": "senza verbo"}[language]}.get(kind)
            assert re.search(rf"\b{counts[kind]} (di )?{word or say(f'verb.{kind}', language)}", words), kind


# ---------------------------------------------------------------- a reader's own data

TILE = {"name": "Here", "column": 0, "row": 0, "filled": True, "words": "in"}
CELL = {"row": "Here", "column": "bound", "sign": "yes", "words": "yes"}


@pytest.mark.parametrize(
    ("draw", "rows", "reason"),
    [
        (charts.tile_map, [], "lacks"),
        (charts.tile_map, [{"name": "Here"}], "lacks column, row, filled, words"),
        (charts.tile_map, [TILE, TILE | {"name": "There"}], "Here and There stand in one place"),
        (charts.tile_map, [TILE | {"column": -1}], "no place"),
        (charts.tile_map, [TILE | {"row": 0.5}], "no place"),
        (charts.tile_map, [TILE | {"column": None}], "no place"),
        (charts.tile_map, [TILE | {"words": "incomprehensibilities " * 90}], "words of Here need a tile"),
        (charts.duty_matrix, [], "lacks"),
        (charts.duty_matrix, [{"row": "Here"}], "lacks column, sign, words"),
        (charts.duty_matrix, [CELL | {"sign": "maybe"}], "no sign 'maybe'"),
        (charts.duty_matrix, [CELL | {"words": None}], "needs words"),
        (charts.duty_matrix, [CELL, CELL], "one cell"),
        (charts.duty_matrix, [CELL, CELL | {"row": "There", "column": "sent"}], "say not_found"),
        (charts.duty_matrix, [CELL | {"span": 2}], "one cell"),
        (charts.word_table, [], "at least one row"),
    ],
)
def test_impossible_input_is_refused_in_words(draw, rows, reason):
    with pytest.raises(ValueError, match=reason):
        draw(pd.DataFrame(rows))


def test_what_does_not_fit_is_refused_in_words():
    small = charts.word_table(pd.DataFrame({"a": ["b"]}))
    with pytest.raises(ValueError, match=r"needs axes of at least 6\.60 by \d\.\d\d inches"):
        charts.word_table(pd.DataFrame({"a": ["long " * 400]}), small)
    with pytest.raises(ValueError, match="2 columns takes 2 widths, not 1"):
        charts.word_table(pd.DataFrame({"a": ["b"], "c": ["d"]}), widths=[1])
    with pytest.raises(ValueError, match="no outline of FRA, XYZ"):
        charts.locator(filled=["XYZ", "ARM", "FRA"])


def test_a_readers_own_tables_are_drawn():
    cells = [CELL, CELL | {"column": "sent", "sign": "not_found", "words": None}]
    assert signs(charts.duty_matrix(pd.DataFrame(cells))) == [("yes", "not_found")]
    tiles = charts.tile_map(
        pd.DataFrame([TILE, TILE | {"name": "There", "column": 1, "filled": False}], index=["A", "B"])
    )
    assert {gid: filled(tile) for gid, tile in by_gid(tiles, "tile-.*").items()} == {"tile-A": True, "tile-B": False}
    assert not any(map(filled, matrix.words(pd.DataFrame({"who": [None]})).draw().patches))
    assert not any(to_hex(c).upper() == theme.PEOPLE for c in charts.locator().collections[0].get_facecolors())


@each_language
def test_figures_are_drawn_without_their_font_too(monkeypatch, language):
    """DejaVu Sans is wider: tiles and tables still hold their words."""
    caches = (theme.font, theme.text_width)
    monkeypatch.setattr(theme, "_font_path", lambda weight: None)
    for cache in caches:
        cache.cache_clear()
    try:
        for draw in (response.csto_map, response.csto_duty, response.statements):
            drawn = draw(language)
            lines = [text for text in drawn.mpl.findobj(Text) if text.get_text()]
            assert {text.get_fontfamily()[0] for text in lines} == {"DejaVu Sans"}
    finally:
        for cache in caches:
            cache.cache_clear()
