"""The record is found in a copy of the article, however it was saved, and what is not there is named.

The text here is our own: filler words, with the recorded phrases at their places.
"""

import re
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import conflictdata as cd

ANCHORS = cd.anchors()
FILLER = "Verde acqua ponte"


def build(without=()):
    """Return paragraphs as lists of sentences of filler words, with the phrases of the anchors in order.

    The anchors at the row numbers `without` are left out, with those that overlap them.
    """
    paragraphs = []
    for _, in_paragraph in ANCHORS.groupby("paragraph"):
        sentences = [FILLER] * in_paragraph["sentence"].max()
        for number, anchors in in_paragraph.sort_values("char_start").groupby("sentence"):
            chunks, end = [], -1
            for anchor in anchors.itertuples():
                if anchor.char_start < end:  # "50 azeri sono morti" and "sono morti martedì" share words
                    chunks[-1][0] += anchor.phrase[end - anchor.char_start :]
                    chunks[-1][1].add(anchor.Index)
                else:
                    chunks.append([anchor.phrase, {anchor.Index}])
                end = max(end, anchor.char_end)
            kept = [words for words, rows in chunks if rows.isdisjoint(without)]
            sentences[number - 1] = " sasso ".join([FILLER, *kept, "lume"])
        paragraphs.append([sentence + "." for sentence in sentences])
    return paragraphs


def join(paragraphs, between="\n"):
    return between.join(" ".join(sentences) for sentences in paragraphs)


TEXT = join(build())


def flat(text):
    """Return a text with plain characters, to compare phrases by another way than the package's."""
    plain = unicodedata.normalize("NFKD", text).translate({ord(c): "'" for c in "‘’"} | {ord(c): '"' for c in "“”«»"})
    return re.sub(r"\s+", " ", "".join(c for c in plain if not unicodedata.combining(c)))


COPIES = {
    "as it is": TEXT,
    "final newline": TEXT + "\n",
    "CRLF": TEXT.replace("\n", "\r\n"),
    "CR": TEXT.replace("\n", "\r"),
    "byte order mark": "\ufeff" + TEXT,
    "straight quotes": TEXT.translate(str.maketrans("‘’“”", "''\"\"")),
    "guillemets": TEXT.translate(str.maketrans("“”", "«»")),
    "decomposed accents": unicodedata.normalize("NFD", TEXT),
    "unbreakable spaces": TEXT.replace(" ", "\u00a0"),
    "double spaces": TEXT.replace(" ", "  "),
    "spaces around lines": "  " + TEXT.replace("\n", " \n\t") + " \n \n",
    "blank lines": join(build(), "\n\n"),
    "blank lines with spaces, CRLF": join(build(), "\r\n \r\n"),
    "hard-wrapped": "\n\n".join(textwrap.fill(" ".join(sentences), 40) for sentences in build()),
    "soft hyphens": TEXT.replace("mart", "mar\u00adt"),
}


@pytest.mark.parametrize("name", COPIES)
def test_every_claim_is_anchored_in_a_copy(name):
    found = cd.verify(COPIES[name])
    assert found["claim_id"].nunique() == 40
    assert found["status"].unique().tolist() == ["anchored"]
    assert (found["found_paragraph"] == found["paragraph"]).all()
    assert (found["found_sentence"] == found["sentence"]).all()
    for row in found.itertuples():
        words = COPIES[name][row.char_start : row.char_end]
        assert words == row.found
        assert flat(words).replace("\u00ad", "") == flat(row.phrase)


def test_the_text_of_these_tests_is_not_the_article():
    assert len(TEXT) != cd.article()["characters"]
    assert (cd.verify(TEXT)["char_start"] != ANCHORS["char_start"]).all()


@pytest.mark.parametrize("row", ANCHORS.index)
def test_every_phrase_is_missed_when_it_is_left_out(row):
    found = cd.verify(join(build(without={row})))
    assert found.at[row, "status"] in ("missing", "moved")
    same_sentence = (ANCHORS[["paragraph", "sentence"]] == ANCHORS.loc[row, ["paragraph", "sentence"]]).all(axis=1)
    assert (found.loc[~same_sentence, "status"] == "anchored").all()


def only(found, claim_id):
    """Return the one row that is not anchored."""
    wrong = found[found["status"] != "anchored"]
    assert wrong["claim_id"].tolist() == [claim_id]
    return wrong.iloc[0]


def test_a_changed_phrase_is_missing():
    assert only(cd.verify(TEXT.replace("circa 30.000", "circa 40.000")), "C36")["status"] == "missing"


def test_a_missing_phrase_has_no_place():
    row = only(cd.verify(TEXT.replace("Lunedì sera", "ghiaia")), "C07")
    assert row["status"] == "missing"
    assert row[["found", "found_paragraph", "found_sentence", "char_start", "char_end"]].isna().all()


def test_a_moved_phrase_is_shown_where_it_is():
    row = only(cd.verify(TEXT.replace("Lunedì sera", "ghiaia") + " Acqua lunedì Lunedì sera sasso."), "C07")
    assert (row["status"], row["found"]) == ("moved", "Lunedì sera")
    assert (row["found_paragraph"], row["found_sentence"]) == (9, 4)


def test_a_phrase_is_not_found_inside_longer_words():
    assert only(cd.verify(TEXT.replace("ODKB", "ODKBX")), "C23")["status"] == "missing"


def test_a_removed_paragraph_moves_those_after_it():
    paragraphs = build()
    del paragraphs[3]
    found = cd.verify(join(paragraphs))
    assert (found.loc[found["paragraph"] < 4, "status"] == "anchored").all()
    assert (found.loc[found["paragraph"] == 4, "status"] != "anchored").all()
    later = found[found["paragraph"] > 4]
    assert (later["status"] == "moved").all()
    unique = later[~later["phrase"].isin(ANCHORS.loc[ANCHORS["phrase"].duplicated(keep=False), "phrase"])]
    assert (unique["found_paragraph"] == unique["paragraph"] - 1).all()


def test_lines_before_the_text_are_not_counted():
    found = cd.verify("A headline\nA date line\n" + TEXT)
    assert set(found["status"]) == {"anchored"}
    assert (found["found_paragraph"] == found["paragraph"]).all()


def test_an_inserted_sentence_moves_those_after_it():
    paragraphs = build()
    paragraphs[8].insert(1, "Ghiaia e lume.")
    found = cd.verify(join(paragraphs))
    moved = (found["paragraph"] == 9) & (found["sentence"] > 1)
    assert moved.sum() == 3
    assert (found.loc[moved, "status"] == "moved").all()
    assert (found.loc[moved, "found_sentence"] == found.loc[moved, "sentence"] + 1).all()
    assert (found.loc[~moved, "status"] == "anchored").all()


@given(st.text())
def test_any_text_can_be_verified(text):
    found = cd.verify(text)
    assert len(found) == len(ANCHORS)
    assert set(found["status"]) <= {"anchored", "moved", "missing"}


def test_only_text_can_be_verified():
    with pytest.raises(TypeError, match="not bytes"):
        cd.verify(b"Almeno 49")


# -- the command ------------------------------------------------------------------------------------------------


def test_the_command_counts_the_claims(run, tmp_path):
    file = tmp_path / "copy.txt"
    file.write_text(COPIES["byte order mark"], encoding="utf-8", newline="\r\n")
    assert run("verify", file) == (0, "40 of 40 claims anchored (55 of 55 places)\n", "")


def test_the_command_reads_standard_input(run):
    assert run("verify", "-", stdin=TEXT.encode())[:2] == (0, "40 of 40 claims anchored (55 of 55 places)\n")


def test_the_command_names_what_does_not_hold(run):
    text = TEXT.replace("Lunedì sera", "ghiaia").replace("ODKB", "ghiaia") + " Acqua lunedì Lunedì sera sasso."
    assert run("verify", "-", stdin=text.encode()) == (
        1,
        "38 of 40 claims anchored (53 of 55 places)\n"
        "C07 moved: “Lunedì sera” (paragraph 2, sentence 8) -> “Lunedì sera” (paragraph 9, sentence 4)\n"
        "C23 missing: “ODKB” (paragraph 4, sentence 1)\n",
        "",
    )


def test_the_command_wants_utf_8(run, tmp_path):
    file = tmp_path / "latin.txt"
    file.write_bytes("martedì".encode("latin-1"))
    said = f"conflictdata: {file} is not UTF-8 text (byte 6); save it as UTF-8\n"
    assert run("verify", file) == (1, "", said)


def test_the_command_wants_a_file_that_exists(run, tmp_path):
    code, out, err = run("verify", tmp_path / "none.txt")
    assert (code, out) == (2, "")
    assert re.fullmatch(r"conflictdata: .*none\.txt.*No such file or directory\n", err)
