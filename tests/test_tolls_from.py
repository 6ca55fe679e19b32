"""A reader's own tolls are read as they are meant, from files as spreadsheets write them, or refused in words."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import conflictdata as cd

ROWS = [["etichetta", "numero", "fonte"], ["Città alta", "49", "ministero"], ["Perù", "almeno 1.250", ""]]
READ = [("Città alta", "exact", 49, 49, 49), ("Perù", "at-least", 1250, 1250, None)]


@pytest.fixture
def put(tmp_path):
    """Return a function that writes a text, bytes, or the rows of a workbook, and returns the path."""

    def write(content, name="mine"):
        path = tmp_path / f"{name}.{'xlsx' if isinstance(content, list) else 'csv'}"
        if isinstance(content, list):
            book = openpyxl.Workbook()
            for row in content:
                book.active.append(row)
            book.save(path)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def refused(put):
    """Return a function that gives the sentence with which a content, or a frame, is refused."""

    def say(content, language="en", error=ValueError):
        with pytest.raises(error) as raised:
            cd.tolls_from(content if isinstance(content, pd.DataFrame) else put(content), language)
        return str(raised.value)

    return say


def table(rows, separator=",", end="\r\n"):
    """Write rows as CSV."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
    return out.getvalue()


def tolls(frame):
    """Return label, comparator and bounds of each row, None for NA."""
    cells = frame[["label", "comparator", "low", "best", "high"]].astype(object)
    return [*cells.where(cells.notna(), None).itertuples(index=False, name=None)]


def one(put, number, comparator=""):
    """Return comparator and bounds of a toll in a file of its own."""
    return tolls(cd.tolls_from(put(table([["label", "number", "comparator"], ["x", number, comparator]]))))[0][1:]


# -- files as spreadsheets save them ------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_form_of_csv_is_read_alike(put, separator, end, encoding):
    frame = cd.tolls_from(put(table(ROWS, separator, end).encode(encoding)))
    assert tolls(frame) == READ
    assert frame["source"].tolist() == ["ministero", pd.NA]
    assert [str(kind) for kind in frame.dtypes] == ["string", "string", "Int64", "Int64", "Int64", "string"]
    noted = [note for note in frame.attrs["notes"] if "CP1252" in note]
    assert len(noted) == (encoding == "cp1252") and all("“Città”" in note for note in noted)


def test_csv_as_an_italian_excel_saves_it(put):
    lines = [
        "Morti e feriti, stima;;;",  # a title above the header, with the comma of a sentence
        ";;;",
        "Etichetta ;MINIMO;Stima\xa0centrale;massimo",
        "Città alta, a nord;49;50;60",
        "\xa0L’altopiano ;6.000;7.500;9.000",
        ";;;",
        "Totale;6.049;;",
    ]
    frame = cd.tolls_from(put("\r\n".join(lines).encode("cp1252")), "it")
    assert tolls(frame) == [
        ("Città alta, a nord", "estimate", 49, 50, 60),
        ("L’altopiano", "estimate", 6000, 7500, 9000),
    ]
    cp1252, title, total, thousands, unsaid = frame.attrs["notes"]
    assert "(CP1252): controllare le lettere di «Città»" in cp1252
    assert title.startswith("mine.csv, riga 1: «Morti e feriti, stima» è rimasto fuori")
    assert total.startswith("mine.csv, riga 7: «Totale» è rimasto fuori")
    assert thousands == "mine.csv: «6.000» è stato letto come 6000"
    assert unsaid.startswith("mine.csv: righe senza comparatore: 4, 5;")


def test_a_sign_of_windows_alone_is_noted_too(put):
    frame = cd.tolls_from(put("label,number\nl’Aquila,5\n".encode("cp1252")))
    assert "check the letters of “l’Aquila”" in frame.attrs["notes"][0] and frame["label"].tolist() == ["l’Aquila"]


def test_headers_in_quotation_marks_show_the_separator(put):
    frame = cd.tolls_from(put('"label";"number";"my, own, remarks"\r\n"a, b";"6.000";\r\n"c";"1.250";\r\n'))
    assert tolls(frame) == [("a, b", "exact", 6000, 6000, 6000), ("c", "exact", 1250, 1250, 1250)]


def test_a_record_over_two_lines_is_one_row_of_the_spreadsheet(put, refused):
    assert "row 3, column number" in refused('label,number\n"two\nlines",4\nx,many\n')


@pytest.mark.parametrize("writer", ["openpyxl", "pandas"])
def test_a_workbook(put, tmp_path, writer):
    header = ["Label", "Killed", "Comparator", "Start", "End"]
    rows = [
        ["north", 6000.0, "at least", date(2020, 9, 27), datetime(2020, 11, 9)],
        ["south", "≥\u202f1 250", None, "2020-09-27", None],
        ["east", "tens", None, None, None],
    ]
    if writer == "openpyxl":
        path = put([["My tolls"], [], header, *rows])
    else:
        path = tmp_path / "mine.xlsx"
        pd.DataFrame(rows, columns=header).to_excel(path, index=False)
    frame = cd.tolls_from(path)
    assert tolls(frame) == [
        ("north", "at-least", 6000, 6000, None),
        ("south", "at-least", 1250, 1250, None),
        ("east", "vague", 10, None, None),
    ]
    assert frame["start"].tolist() == [pd.Timestamp(2020, 9, 27)] * 2 + [pd.NaT]
    assert frame["end"].tolist() == [pd.Timestamp(2020, 11, 9), pd.NaT, pd.NaT]
    assert str(frame["start"].dtype) == str(frame["end"].dtype) == "datetime64[s]"


def test_the_first_sheet_with_data_is_read_and_the_others_are_named(tmp_path):
    book = openpyxl.Workbook()
    for title, label in (("vuoto", None), ("dati", "a"), ("altro", "b"), ("fine", None)):
        page = book.create_sheet(title)
        for row in [["etichetta", "morti"], [label, 4]] if label else []:
            page.append(row)
    book.save(tmp_path / "mine.xlsx")
    frame = cd.tolls_from(tmp_path / "mine.xlsx", "it")
    assert tolls(frame) == [("a", "exact", 4, 4, 4)]
    assert frame.attrs["notes"][0].startswith(
        "mine.xlsx: «altro» è rimasto fuori, perché si leggono solo il primo foglio"
    )


def test_the_rows_of_a_workbook_have_its_numbers(refused):
    rows = [[], ["My tolls"], [], ["label", "number"], ["x", 5], [None, None], ["y", "many"]]
    assert "mine.xlsx, row 7, column number: “many”" in refused(rows)


def test_a_formula_is_its_stored_result(put, tmp_path, refused):
    rows = [["label", "number"], ["a", "=40+9"]]
    assert "row 2, column number: the cell is empty" in refused(rows)  # nothing is stored
    with zipfile.ZipFile(put(rows)) as old, zipfile.ZipFile(tmp_path / "stored.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<v ?/>|<v></v>", b"<v>49</v>", old.read(name)))
    assert tolls(cd.tolls_from(tmp_path / "stored.xlsx")) == [("a", "exact", 49, 49, 49)]


def test_a_title_may_begin_as_a_zip_does(put):
    assert tolls(cd.tolls_from(put("PKK, vittime;\netichetta;morti\na;4\n"))) == [("a", "exact", 4, 4, 4)]


# -- words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "comparator", "bounds"),
    [
        ("exact", "exact", (49, 49, 49)), ("esatto", "exact", (49, 49, 49)),
        ("at-least", "at-least", (49, 49, None)), ("at least", "at-least", (49, 49, None)),
        ("almeno", "at-least", (49, 49, None)), ("≥", "at-least", (49, 49, None)), (">=", "at-least", (49, 49, None)),
        ("more than", "more-than", (49, 49, None)), ("over", "more-than", (49, 49, None)),
        ("oltre", "more-than", (49, 49, None)), ("più di", "more-than", (49, 49, None)),
        ("PIU' DI", "more-than", (49, 49, None)), (">", "more-than", (49, 49, None)),
        ("up to", "at-most", (None, 49, 49)), ("at most", "at-most", (None, 49, 49)), ("≤", "at-most", (None, 49, 49)),
        ("fino a", "at-most", (None, 49, 49)), ("al massimo", "at-most", (None, 49, 49)),
        ("fewer than", "less-than", (None, 49, 49)), ("less than", "less-than", (None, 49, 49)),
        ("meno di", "less-than", (None, 49, 49)), ("<", "less-than", (None, 49, 49)),
        ("almost", "almost", (None, 49, 49)), ("quasi", "almost", (None, 49, 49)),
        ("about", "about", (None, 49, None)), ("around", "about", (None, 49, None)),
        ("circa", "about", (None, 49, None)), ("≈", "about", (None, 49, None)), ("~", "about", (None, 49, None)),
        ("vague", "vague", (49, None, None)), ("stima", "estimate", (None, 49, None)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("space", [" ", "\xa0", "\u202f", ""])
def test_a_comparator_stands_beside_or_before_its_number(put, words, comparator, bounds, space):
    assert one(put, "49", f"{space}{words.replace(' ', space)}{space}") == (comparator, *bounds)
    if words != "vague":
        assert one(put, f"{words}{space}49") == (comparator, *bounds)


@pytest.mark.parametrize(
    ("cell", "toll"),
    [
        ("9–12", ("between", 9, None, 12)), ("9-12", ("between", 9, None, 12)),
        ("tra 9 e 12", ("between", 9, None, 12)), ("between 9 and 12", ("between", 9, None, 12)),
        ("da 1 000 a 2 000", ("between", 1000, None, 2000)),
        ("10 (9–12)", ("estimate", 9, 10, 12)), ("12 o più", ("at-least", 12, 12, None)),
        ("12+", ("at-least", 12, 12, None)), ("30 circa", ("about", None, 30, None)),
        ("decine", ("vague", 10, None, None)), ("Tens of thousands", ("vague", 10_000, None, None)),
        ("centinaia di", ("vague", 100, None, None)), ("0", ("exact", 0, 0, 0)),
        ("150 000", ("exact", *[150_000] * 3)), ("1.234.567", ("exact", *[1_234_567] * 3)),
    ],
)  # fmt: skip
def test_what_one_cell_says(put, cell, toll):
    assert one(put, cell) == toll


def test_a_vague_word_needs_no_number(put):
    assert one(put, "", "decine di") == ("vague", 10, None, None)
    assert one(put, "20", "vago") == ("vague", 20, None, None)


@pytest.mark.parametrize(
    ("cells", "toll"),
    [
        ({"number": 5}, ("exact", 5, 5, 5)),
        ({"best": 5}, ("estimate", None, 5, None)),
        ({"low": 1, "high": 9}, ("between", 1, None, 9)),
        ({"low": 1, "best": 5, "high": 9}, ("estimate", 1, 5, 9)),
        ({"low": 1, "morti": 5, "massimo": 9}, ("estimate", 1, 5, 9)),
        ({"low": 5, "comparator": "almeno"}, ("at-least", 5, 5, None)),
        ({"high": 5, "certezza": "≤"}, ("at-most", None, 5, 5)),
        ({"low": 5, "best": 5, "certainty": "at-least"}, ("at-least", 5, 5, None)),
        ({"low": 5, "high": 9, "comparator": "tra"}, ("between", 5, None, 9)),
        ({"number": "almeno 5", "comparator": "≥"}, ("at-least", 5, 5, None)),
    ],
)
def test_the_columns_say_what_a_number_is(cells, toll):
    frame = cd.tolls_from(pd.DataFrame([{"label": "x"} | cells]))
    assert tolls(frame) == [("x", *toll)]
    said = {"comparator", "certainty", "certezza"} & set(cells)
    assert ["DataFrame: rows without a comparator: 0;" in note for note in frame.attrs["notes"]] == [True] * (not said)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"low": 5}, ": “low 5” makes no toll"),
        ({"low": 5, "best": 6}, ": “low 5, best 6” makes no toll"),
        ({"number": 5, "best": 6}, ": “number 5, best 6” makes no toll"),
        ({"number": "5–9", "high": 9}, ": “number 5–9, high 9” makes no toll"),
        ({"number": "almeno 5", "comparator": "circa"}, ": “comparator circa, number almeno 5” makes no toll"),
        ({"number": 20, "comparator": "decine"}, ": “comparator decine, number 20” makes no toll"),
        ({"high": 5, "comparator": "almeno"}, ": “comparator almeno, high 5” makes no toll"),
        ({"low": 9, "high": 5}, ": “low 9, high 5” makes no toll"),
        ({"low": 1, "best": 9, "high": 5}, ": “low 1, best 9, high 5” makes no toll"),
        ({"number": "12–9"}, ": “number 12–9” makes no toll"),
        ({"number": 5, "comparator": "tra"}, ": “comparator tra, number 5” makes no toll"),
        ({"number": 5, "comparator": "forse"}, ", column comparator: “forse” is no whole number of people and no comp"),
        ({"number": 5, "comparator": "almeno 5"}, ": “comparator almeno 5, number 5” makes no toll"),
        ({"number": None, "comparator": "almeno"}, ", column number: the cell is empty"),
        ({"number": "almeno"}, ", column number: the cell is empty"),
        ({"number": pd.NA, "low": float("nan")}, ", column number: the cell is empty"),
    ],
)
def test_columns_that_contradict_each_other_are_refused(refused, cells, told):
    said = refused(pd.DataFrame([{"label": "x"} | cells]))
    assert said.startswith(f"DataFrame, row 0{told}")


@pytest.mark.parametrize(
    "cell",
    [*("-5", "0.25", "12,5", "25%", "½", "49²", "1e400", "1e+05", "6.000,00", "many", "49,50", "49 morti", "4 9"),
     "2020-09-12", 0.5, -3, float("inf"), True, datetime(2022, 9, 12)],
)  # fmt: skip
def test_what_is_no_whole_number_of_people(refused, cell):
    said = refused(pd.DataFrame({"label": ["x"], "deaths": [cell]}, dtype=object))
    assert said.startswith("DataFrame, row 0, column deaths: “")
    assert "” is no whole number of people and no comparator: write for example 49, at least 49" in said


# -- thousands and days: the file's own evidence --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("separator", "numbers", "right"),
    [
        (";", ["6.000", "49"], [6000, 49]), (",", ["6,000", "49"], [6000, 49]),
        ("\t", ["6.000", "2.167"], [6000, 2167]), (",", ["6.000", "2.167"], [6000, 2167]),
        (";", ["circa 30.000", "49"], [30000, 49]),
        (",", ["6 000", "49"], [6000, 49]), (",", ["6’000", "49"], [6000, 49]),
        (None, ["almeno 2.167", 49.0], [2167, 49]), (None, ["1.234.567", "6.000"], [1234567, 6000]),
    ],
)  # fmt: skip
def test_marks_of_thousands_that_the_file_shows(put, separator, numbers, right):
    rows = [["label", "number"], *(["x", number] for number in numbers)]
    frame = cd.tolls_from(put(table(rows, separator) if separator else rows))
    assert frame["best"].tolist() == right
    marked = next(number for number in numbers if re.search(r"\d[.,’ ]\d", str(number)))
    bare = re.sub("[^0-9.,’ ]", "", marked).strip()
    name = "mine.csv" if separator else "mine.xlsx"
    assert f"{name}: “{bare}” was read as {right[numbers.index(marked)]}" in frame.attrs["notes"]


@pytest.mark.parametrize(
    ("separator", "numbers", "told"),
    [
        (";", ["49", "6,000"], "row 3, column number: “6,000” may be 6 or 6000"),
        (",", ["6.000", "49"], "row 2, column number: “6.000” may be 6 or 6000"),
        ("\t", ["6.000"], "row 2, column number: “6.000” may be 6 or 6000"),
        (";", ["1500", "circa 6.000"], "row 3, column number: “circa 6.000” may be 6 or 6000"),
        (";", ["100.000", "101.000"], "“100.000” may be 100 or 100000"),
        (",", ["1,250", "2.167"], "“1,250” may be 1 or 1250"),
        (None, [30000, "almeno 6.000"], "row 3, column number: “almeno 6.000” may be 6 or 6000"),
        (None, ["almeno 2.167", 30000], "row 2, column number: “almeno 2.167” may be 2 or 2167"),
    ],
)
def test_a_number_that_may_be_two_is_refused_with_both(put, refused, separator, numbers, told):
    rows = [["label", "number"], *(["x", number] for number in numbers)]
    assert told in (said := refused(table(rows, separator) if separator else rows))
    assert "without a mark" in said


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2020-09-27", "2020-11-09", ["2020-09-27", "2020-11-09"]),
        ("05/09/2020", "27/09/2020", ["2020-09-05", "2020-09-27"]),
        ("9/5/2020", "9/27/2020", ["2020-09-05", "2020-09-27"]),
    ],
)
def test_days_whose_order_the_file_shows(put, first, last, days):
    frame = cd.tolls_from(
        put(table([["label", "number", "inizio", "fine"], ["x", "5", first, last], ["y", 6, "", ""]]))
    )
    assert [frame.at[0, name].isoformat()[:10] for name in ("start", "end")] == days
    assert frame[["start", "end"]].isna().all(axis=1).tolist() == [False, True]


# -- what is left out, and what is kept ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        "Totale",
        "TOTAL ",
        "Grand total",
        "totale complessivo",
        "Totale:",
        "*Totale*",
        "Tot.",
        "Totale morti",
        "In tutto",
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_total_is_left_out_unless_it_is_all_there_is(put, word, first):
    parts = [["a", "4"], ["Totale dei civili", "5"]]
    rows = [[word, "9"], *parts] if first else [*parts, [word, "9"]]
    frame = cd.tolls_from(put(table([["label", "number"], *rows])))
    assert frame["label"].tolist() == ["a", "Totale dei civili"] and frame.index.tolist() == [0, 1]
    row = 2 if first else 4
    assert f"mine.csv, row {row}: “{word.strip()}” was left out" in "\n".join(frame.attrs["notes"])
    assert cd.tolls_from(put(table([["label", "number"], [word, "9"]])))["best"].tolist() == [9]


def test_other_columns_are_named_and_words_for_missing_are_missing(put):
    rows = [["label", "low", "best", "high", "Feriti", "source", "leer"], ["a", "NA", "5", "#N/D", "7", "NULL", ""]]
    frame = cd.tolls_from(put(table(rows)))
    assert tolls(frame) == [("a", "estimate", None, 5, None)] and frame["source"].isna().all()
    assert [note.partition(", because")[0] for note in frame.attrs["notes"] if "left out" in note] == [
        "mine.csv, row 1: “Feriti” was left out",
        "mine.csv, row 1: “leer” was left out",
    ]


def test_a_frame_gets_the_same_checks_and_its_own_result_is_read_alike():
    mine = pd.DataFrame(
        {"nome": ["a", "b", "c"], "morti": [5, "circa 30 000", "decine"], "inizio": ["2020-09-27", None, pd.NaT],
         "parte": ["ARM;AZE", pd.NA, "ARM"], "unità": "soldati", "tipo": "killed",
         "può comprendere": ["b", None, None]},
        index=pd.Index(["p", "q", "r"]),
    )  # fmt: skip
    before = mine.copy()
    first = cd.tolls_from(mine)
    assert_frame_equal(mine, before)
    assert tolls(first) == [("a", "exact", 5, 5, 5), ("b", "about", None, 30000, None), ("c", "vague", 10, None, None)]
    assert [*first][5:] == ["start", "unit", "kind", "party", "may_include"]
    assert first["may_include"].tolist() == ["b", pd.NA, pd.NA] and first["party"].tolist() == ["ARM;AZE", pd.NA, "ARM"]
    second = cd.tolls_from(first)
    assert_frame_equal(second, first)
    assert second.attrs["notes"] == []
    with pytest.raises(ValueError, match=r"^DataFrame, riga q, colonna morti: «molti»"):
        cd.tolls_from(mine.assign(morti=[5, "molti", 6]), "it")


def test_whole_numbers_of_a_frame_have_no_decimals():
    frame = cd.tolls_from(pd.DataFrame({"label": [1991.0, 2020.0], "deaths": [5.0, 6.0]}))
    assert tolls(frame) == [("1991", "exact", 5, 5, 5), ("2020", "exact", 6, 6, 6)]


def test_the_tolls_of_the_article_are_read_as_they_are():
    record = cd.casualties()
    frame = cd.tolls_from(record.assign(label=record["claim_id"]))
    for column in ("comparator", "low", "best", "high", "start", "end", "party"):
        assert frame[column].astype(object).where(frame[column].notna(), None).tolist() == [
            None if pd.isna(cell) else cell for cell in record[column]
        ], column


# -- refusals: place and remedy in both languages --------------------------------------------------------------------

UNREADABLE = (
    "this cannot be read as CSV or xlsx | save it as CSV UTF-8 or as xlsx without a password",
    "non si legge come CSV o xlsx | salvarlo come CSV UTF-8 o come xlsx senza password",
)
NO_ROWS = ("mine.csv: there are no tolls | one row for each", "mine.csv: non ci sono | una riga per ogni")
ODD_MARK = tuple(f"{place}: {words}" for place, words in zip(("row 3", "riga 3"), UNREADABLE, strict=True))
REFUSALS = {  # content: place and remedy in English, and in Italian
    "label\tnumber\nx\t6.000,00\n": (
        "row 2, column number: “6.000,00” | write for example 49",
        "riga 2, colonna number: «6.000,00» | scrivere per esempio 49",
    ),
    "label,number\nx,many\n": (
        "row 2, column number: “many” | write for example 49",
        "riga 2, colonna number: «many» | scrivere per esempio 49",
    ),
    "label,number\nx,6.000\n": (
        "row 2, column number: “6.000” | write 6000",
        "riga 2, colonna number: «6.000» | scrivere 6000",
    ),
    "label,number\nx,\n": (
        "row 2, column number: the cell is empty | delete the row",
        "riga 2, colonna number: la cella è vuota | togliere la riga",
    ),
    "label,number\n\nNota: provvisorio,\n": (
        "row 3, column number: the cell is empty | delete the row",
        "riga 3, colonna number: la cella è vuota | togliere la riga",
    ),
    "label,number\n,5\n": (
        "row 2, column label: the cell is empty | fill it",
        "riga 2, colonna label: la cella è vuota | riempirla",
    ),
    "label,number,number\nx,5,6\n": (
        "row 1, column number: another | rename or delete",
        "riga 1, colonna number: un’altra | rinominarne o toglierne",
    ),
    "label,deaths,morti\nx,5,6\n": (
        "row 1, column morti: another column means the same | rename or delete",
        "riga 1, colonna morti: un’altra colonna vuol dire lo stesso | rinominarne",
    ),
    "label,number\nA, B,12\n": ("row 2: “12” | in quotation marks", "riga 2: «12» | tra virgolette"),
    "number,label\n12,000,A\n": ("row 2: “A” | in quotation marks", "riga 2: «A» | tra virgolette"),
    ",label,number\n0,x,5\n": ("row 2: “0” | name the column, delete", "riga 2: «0» | dare un nome alla colonna"),
    'label,number\nx,5\n"y,6\nz,7\n': ODD_MARK,
    'label,number\nx,5\n"y"z,6\n': ODD_MARK,
    "label,best,comparator\nx,5,forse\n": (
        "row 2, column comparator: “forse” | at least",
        "riga 2, colonna comparator: «forse» | almeno",
    ),
    "label,number,comparator\nx,almeno 5,circa\n": (
        "row 2: “comparator circa, number almeno 5” | one comparator",
        "riga 2: «comparator circa, number almeno 5» | un solo comparatore",
    ),
    "label,low\nx,5\n": ("row 2: “low 5” | write one comparator", "riga 2: «low 5» | scrivere un solo comparatore"),
    "label,low,high\nx,9,5\n": (
        "row 2: “low 9, high 5” | from the smallest to the largest",
        "riga 2: «low 9, high 5» | dal più piccolo al più grande",
    ),
    "label,number,start\nx,5,1991\n": (
        "row 2, column start: “1991” is no day | as 2020-09-27",
        "riga 2, colonna start: «1991» non è un giorno | come 2020-09-27",
    ),
    "label,number,start\nx,5,03/04/2020\n": (
        "row 2, column start: “03/04/2020” is no day, is not written as the others are, or may be two | as 2020-09-27",
        "riga 2, colonna start: «03/04/2020» | come 2020-09-27",
    ),
    "label,number,start,end\nx,5,27/09/2020,\ny,5,,2020-09-28\n": (
        "row 2, column start: “27/09/2020” is no day, is not written as the others are | as 2020-09-27",
        "riga 2, colonna start: «27/09/2020» non è un giorno, non è scritto come gli altri | come 2020-09-27",
    ),
    "label,number,start,end\nx,5,2020-09-27,2020-09-26\n": (
        "row 2: “number 5, start 2020-09-27, end 2020-09-26” | the start comes before the end",
        "riga 2: «number 5, start 2020-09-27, end 2020-09-26» | l’inizio viene prima della fine",
    ),
    "": NO_ROWS,
    "\n ,\n": NO_ROWS,
    "label,number\n": NO_ROWS,
    "My tolls,\nlabel,number\n": NO_ROWS,
    "label;losses\nx;5\n": (
        "mine.csv: no column is named number, people | \nlabel,number\nNorthern front,at least 49",
        "mine.csv: nessuna colonna si chiama number | \netichetta;numero\nFronte nord;almeno 49",
    ),
    "what,number\nx,5\n": (
        "mine.csv: no column is named label, name | \nlabel,number\n",
        "mine.csv: nessuna colonna si chiama label | \netichetta;numero\n",
    ),
    "<html>\n<table>": ("no column is named label | \nlabel,number\n", "si chiama label | \netichetta;numero\n"),
    b"PK\x03\x04 and no workbook": UNREADABLE,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00": UNREADABLE,
    "label,number\nx,5\n".encode("utf-16"): UNREADABLE,
    "label,number\nx,5\n".encode("utf-16-le"): UNREADABLE,
    b"label,number\nx\x81,5\n": UNREADABLE,
}


@pytest.mark.parametrize("content", REFUSALS)
def test_a_refusal_names_the_place_and_the_remedy_in_both_languages(refused, content):
    for words, language in zip(REFUSALS[content], ("en", "it"), strict=True):
        said = refused(content, language)
        place, remedy = words.split(" | ")
        assert said.startswith("mine.csv") and place in said and remedy in said.partition(place)[2]


def test_a_day_that_the_spreadsheet_made_is_no_number(refused):
    made = datetime(2020, 9, 1)  # from 1-9
    said = refused([["nome", "numero"], ["x", made]], "it")
    assert "riga 2, colonna numero: «2020-09-01 00:00:00»" in said and "formattata come testo" in said


def test_another_kind_of_zip_is_no_workbook(put):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "")
    with pytest.raises(ValueError, match="this cannot be read as CSV or xlsx: open it in Excel or LibreOffice"):
        cd.tolls_from(put(content.getvalue()))


def test_what_is_no_path_or_cannot_be_opened(tmp_path):
    with pytest.raises(TypeError, match="int"):
        cd.tolls_from(5)
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(OSError, match=path.name):
            cd.tolls_from(path, "it")
    with pytest.raises(ValueError, match="no texts in language 'fr'"):
        cd.tolls_from(tmp_path / "none.csv", "fr")


def test_a_workbook_without_openpyxl(put, monkeypatch):
    path = put([["label", "number"], ["x", 5]])
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(
        ImportError, match=r"^mine\.xlsx: this is a workbook.*: pip install openpyxl, or save it as CSV"
    ):
        cd.tolls_from(path)


def test_the_two_files_of_the_documentation_say_the_same(put):
    shown = (Path(__file__).parents[1] / "docs" / "datasets.md").read_text(encoding="utf-8")
    english, italian = (cd.tolls_from(put(text)) for text in re.findall(r"```text\n(.*?)```", shown, re.DOTALL))
    assert_frame_equal(english, italian)
    assert [toll[1:] for toll in tolls(english)] == [
        ("at-least", 49, 49, None),
        ("about", None, 6000, None),
        ("vague", 10, None, None),
    ]


def test_csv_needs_pandas_only(put):
    code = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pyarrow", "openpyxl", "matplotlib", "narwhals", "pooch"):
            raise ImportError(name)
sys.meta_path.insert(0, Absent())
"""
    code += f"import conflictdata as cd; print(cd.tolls_from({str(put(table(ROWS)))!r})['low'].tolist())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[49, 1250]\n", "")
