"""Files that cannot be read rightly: one sentence with file, record and reason, and nothing else changes."""

import csv
import gzip
import io
import re

import pytest
import ucdp_rows as rows
from hypothesis import given
from hypothesis import strategies as st
from test_datasets import zipped
from ucdp_rows import text

from conflictdata.datasets import DatasetError, read_acd, read_acled, read_brd, read_ged

EVENTS = [rows.event(n) for n in range(1, 31)]
GED = text(EVENTS)
BRD = text([rows.dyad_year(year) for year in range(2001, 2011)])
ACD = text([rows.conflict_year(year) for year in range(2001, 2011)])
ACLED = text([rows.acled_event(n) for n in range(1, 11)])


def ged(number=7, **changes):
    """The file with one event changed."""
    return text([rows.event(**{"number": n} | (changes if n == number else {})) for n in range(1, 31)])


def brd(**changes):
    return text([rows.dyad_year(**{"year": year} | (changes if year == 2003 else {})) for year in range(2001, 2011)])


def acd(**changes):
    return text(
        [rows.conflict_year(**{"year": year} | (changes if year == 2003 else {})) for year in range(2001, 2011)]
    )


def acled(**changes):
    return text([rows.acled_event(n, **(changes if n == 2 else {})) for n in range(1, 11)])


def tail(old, new, content=GED):
    """The file with the end of the seventh event's record changed."""
    head, sign, rest = content.partition("NOR-2001-1-7-7,")
    assert old in rest
    return head + sign + rest.replace(old, new, 1)


def many(old, new):
    """A larger file, so that the record lies in a later block of bytes."""
    content = text([rows.event(number, source_original="x" * 400) for number in range(1, 3001)])
    head, sign, rest = content.partition("NOR-2001-1-7-2500,")
    return head + sign + rest.replace(old, new, 1)


LARGE = text([rows.dyad_year(side_b="Front", gwno_b_2nd=902, region=1)] * 20_000)  # without a quotation mark
LATE = LARGE[:600_000] + LARGE[600_000:].replace(",N", ',"N', 1)
COUNTS = "1,0,2,0,3,7,2,901; 902,"
SEMICOLONS = text([rows.dyad_year(2015)], separator=";").partition("\n")[2]
WEB = "<!DOCTYPE html><html><body>404</body></html>"
WITHOUT = [name for name in rows.GED if name not in ("low", "high")]
TWICE = BRD.replace("bd_low,bd_high", "year,year")
NO_SUM = text([rows.event(n, best=4) for n in range(9)])
MIXED = GED.replace("best,high,low", "low,best,high")
SWAPPED = GED.replace("date_start,date_end", "date_end,date_start")
YEARS = GED.replace(",2001,1,Clear", ",2002,1,Clear")
XLSX = zipped("<Types/>", "[Content_Types].xml", **{"xl/workbook.xml": "<w/>"})
LOCKED = bytearray(zipped(GED))
LOCKED[6] |= 1  # the mark of a password, in the member's header and in the archive's list
LOCKED[LOCKED.index(b"PK\x01\x02") + 8] |= 1
NAMELESS = zipped("x", "readme.txt").replace(b"readme.txt", b"\0eadme.txt")
MISNAMED = zipped(GED, "é.csv").replace("é".encode(), b"\xff\xff")
FLIPPED = bytearray(zipped(GED))
FLIPPED[200] ^= 255

MALFORMED = {  # what: reader, content, the record where one is wrong, words
    "empty": (read_ged, "", None, "is the header lost?"),
    "blank": (read_ged, "\ufeff\r\n\r\n", None, "is the header lost?"),
    "header only": (read_ged, text([], rows.GED), None, "only the header"),
    "header only brd": (read_brd, text([], rows.BRD), None, "only the header"),
    "no header": (read_ged, GED.partition("\n")[2], None, "no column best, conflict_new_id, date_end, date_start"),
    "other dataset": (read_ged, BRD, None, "this is UCDP's battle-related deaths (BRD): use read_brd"),
    "columns lost": (read_ged, text(EVENTS, WITHOUT), None, "no column high, low: is"),
    "two columns of one name": (read_brd, BRD.replace("bd_high,type", "bd_high,year,type"), None, "named 'year'"),
    "mangled brd": (read_brd, TWICE, None, "no column bd_high, bd_low: is"),
    "two header rows": (read_ged, GED.partition("\n")[0] + "\n" + GED, 1, "date_start is 'date_start', not a day"),
    "two files joined": (read_ged, GED + text([rows.event(99)]), 31, "date_start is 'date_start', not a day"),
    "two files joined brd": (read_brd, BRD + BRD, 11, "conflict_id is 'conflict_id', not a whole number"),
    "mixed separators": (read_ged, tail(COUNTS, COUNTS.replace(",", "|")), 7, "has 49 cells, this record 41 ("),
    "mixed separators brd": (read_brd, BRD + SEMICOLONS, 11, "the header has 25 cells, this record 4 ("),
    "a cell too many": (read_ged, tail(",901,Elsewhere", ",901,Else,where"), 7, "has 49 cells, this record 50 ("),
    "a cell too many after the counts": (read_ged, tail(COUNTS, COUNTS + ","), 7, "has 49 cells, this record 50 ("),
    "an empty count too many": (read_ged, tail(COUNTS, "1,,0,2,0,3,7,2,901; 902,"), 7, "this record 50 ("),
    "a count with a comma": (read_ged, tail("1,0,2,0,3,7,2", "1,0,2,0,3,1,007,2"), 7, "has 49 cells, this record 50 ("),
    "a cell lost": (read_ged, tail(",901,Elsewhere", ",901"), 7, "has 49 cells, this record 48 ("),
    "a cell lost among the counts": (read_ged, tail("1,0,2,0,3", "1,02,0,3"), 7, "has 49 cells, this record 48 ("),
    "a cell lost at the end": (read_ged, tail("901; 902,", "901; 902"), 7, "has 49 cells, this record 48 ("),
    "a cell lost in a later block": (read_ged, many("901; 902,", "901; 902"), 2500, "has 49 cells, this record 48 ("),
    "one too many, one lost": (read_ged, tail("901; 902,", "901; 902,,").replace("02,\n3", "02\n3"), 2, "record 48 ("),
    "broken over two lines": (read_ged, tail(",Northland,901", ",North\nland,901"), 7, "this record 34 ("),
    "broken over two lines acd": (read_acd, ACD.replace(",2003,", ",\n2003,"), 3, "this record 11 ("),
    "a mark never closed": (read_ged, tail('second line"', "second line"), 7, "quotation mark"),
    "a mark never closed in a large file": (read_brd, LARGE.replace(",N", ',"N', 1), None, "or not closed: mend it"),
    "a mark never closed in a later block": (read_brd, LATE, None, "or not closed: mend it"),
    "cut in the last record": (read_ged, GED[:-20], 30, "the header has 49 cells, this record 43 ("),
    "cut within a cell": (read_ged, GED[: GED.rindex("second")], 30, "quotation mark"),
    "cut brd": (read_brd, BRD[:-30], 10, "quotation mark"),
    "cut acled": (read_acled, ACLED[:-12], 10, "the header has 31 cells, this record 30 ("),
    "a NUL in a count": (read_ged, tail(",3,7,2,", ",3\0,7,2,"), 7, "best is '3\\x00', not a whole number"),
    "a NUL in a later block": (read_ged, many(",3,7,2,", ",3\0,7,2,"), 2500, "best is '3\\x00', not a whole number"),
    "a NUL in a later year": (read_ged, many("2001,1,Clear", "2001\0,1,Clear"), 2500, "year is '2001\\x00', not a"),
    "NULs brd": (read_brd, BRD.replace("2003", "2003\0"), 3, "year is '2003\\x00', not a whole number"),
    "Latin-1": (read_ged, GED.encode("latin-1", "replace"), 1, "not UTF-8"),
    "Latin-1 late": (read_ged, many("Ænd", "XXX").encode().replace(b"XXX", b"\xc6nd"), 2500, "not UTF-8"),
    "Latin-1 brd": (read_brd, BRD.encode("latin-1"), 1, "not UTF-8"),
    "UTF-16": (read_ged, GED.encode("utf-16"), None, "UTF-16"),
    "UTF-16 without a mark": (read_ged, GED.encode("utf-16-le"), None, "is the header lost?"),
    "negative deaths": (read_ged, ged(deaths_b=-1, best=2), 7, "deaths_b is -1, not between 0 and"),
    "negative best": (read_ged, ged(best=-3), 7, "best is -3, not between 0 and"),
    "negative brd": (read_brd, brd(bd_low=-9), 3, "bd_low is -9, not between 0 and"),
    "best is never the sum": (read_ged, NO_SUM, None, "most events have a best"),
    "best, high and low mixed up": (read_ged, MIXED, None, "low above best, or"),
    "a damaged number": (read_ged, ged(high=99999999999), 7, "high is 99999999999, not between"),
    "a number beyond integers": (read_ged, ged(high="9" * 25), 7, "high is '99999"),
    "a fifth type of conflict": (read_brd, brd(type_of_conflict=5), 3, "type_of_conflict is 5, not between 1 and 4"),
    "a year before the first": (read_acd, acd(year=1945), 3, "year is 1945, not between 1946 and"),
    "low above best": (read_brd, brd(bd_low=31), 3, "bd_low 31 is above bd_best 30"),
    "best above high": (read_brd, brd(bd_best=42), 3, "bd_best 42 is above bd_high 41"),
    "a count in words": (read_ged, ged(best="three"), 7, "best is 'three', not a whole number"),
    "a decimal count": (read_ged, ged(low="2.5"), 7, "low is '2.5', not a whole number"),
    "a count without end": (read_ged, ged(high="inf"), 7, "high is 'inf', not a whole number"),
    "an empty count": (read_ged, ged(low=""), 7, "low is empty"),
    "a blank count": (read_ged, ged(where_prec=" "), 7, "where_prec is ' ', not a whole number"),
    "a blank count acled": (read_acled, acled(geo_precision="\t"), 2, "geo_precision is '\\t', not a whole number"),
    "an empty count brd": (read_brd, brd(bd_low=""), 3, "bd_low is empty"),
    "a year out of range": (read_ged, ged(year=1066), 7, "year is 1066, not between 1989 and"),
    "a year to come": (read_brd, brd(year=2999), 3, "year is 2999, not between 1989 and"),
    "a fourth type of violence": (read_ged, ged(type_of_violence=4), 7, "type_of_violence is 4, not"),
    "coordinates swapped with words": (read_ged, ged(latitude="north"), 7, "latitude is 'north', not a number"),
    "an event twice": (read_ged, ged(id=3), 7, "id 3 was there before"),
    "a year twice": (read_brd, brd(year=2001), 3, "dyad_id 70, year 2001 was there before"),
    "a year twice acd": (read_acd, acd(year=2001), 3, "year 2001 was there before"),
    "another release below": (read_brd, brd(version="24.1"), 3, "the release is 24.1, but another one in"),
    "day first": (read_ged, ged(date_start="03/02/2001 00:00"), 7, "'03/02/2001 00:00', not a day such as"),
    "month first": (read_ged, ged(date_start="2/3/2001"), 7, "date_start is '2/3/2001', not a day such as"),
    "no day": (read_ged, ged(date_end=""), 7, "date_end is empty"),
    "a day that is none": (read_ged, ged(date_end="2001-02-30"), 7, "date_end is '2001-02-30', not a day such as"),
    "start and end mixed up": (read_ged, SWAPPED, None, "an end before"),
    "other years than the dates": (read_ged, YEARS, None, "most events have a year"),
    "dates in two forms": (read_acd, acd(start_date="3-2-2000"), 3,
                           "'3-2-2000', not a day such as 2022-09-13, or not written as the others"),
    "dates in two orders": (read_acd, text([rows.conflict_year(2001, start_date="25-5-2000", start_date2=""),
                            rows.conflict_year(2002, start_date="5-25-2000", start_date2="")]), 2,
                            "'5-25-2000', not a day"),
    "dates of no order": (read_acd, text([rows.conflict_year(start_date="3-2-2000", start_date2="")]), 1,
                          "which may be 2000-02-03 or 2000-03-02: write all days as"),
    "a date of two digits": (read_acd, acd(start_date="3-2-00"), 3, "start_date is '3-2-00', not a day"),
    "an impossible date": (read_acd, acd(start_date="2000-02-31"), 3, "start_date is '2000-02-31', not a day"),
    "an intensity of 3": (read_acd, acd(intensity_level=3), 3, "intensity_level is 3, not between 1 and 2"),
    "an acled event twice": (read_acled, acled(event_id_cnty="NOR1"), 2, "event_id_cnty NOR1 was there before"),
    "acled fatalities below 0": (read_acled, acled(fatalities=-1), 2, "fatalities is -1, not between 0"),
    "acled fatalities in words": (read_acled, acled(fatalities="some"), 2, "fatalities is 'some'"),
    "acled year not of the date": (read_acled, acled(year=2020), 2, "the year is 2020, event_date 2021-02-03"),
    "acled before the first year": (read_acled, acled(year=1996, event_date="1996-02-03"), 2, "year is 1996, not"),
    "acled without an id": (read_acled, acled(event_id_cnty=""), 2, "event_id_cnty is empty"),
    "acled precision of 4": (read_acled, acled(geo_precision=4), 2, "geo_precision is 4, not between 1 and 3"),
    "acled without a date": (read_acled, acled(event_date=""), 2, "event_date is empty"),
    "web page": (read_ged, WEB, None, "a web page"),
    "web page brd": (read_brd, "\ufeff \n" + WEB, None, "a web page"),
    "JSON": (read_ged, '{"TotalCount": 1, "Result": []}', None, "JSON"),
    "gzip named csv": (read_ged, gzip.compress(GED.encode(), mtime=0), None, "a gzip archive"),
    "workbook named csv": (read_ged, XLSX, None, "an Excel workbook"),
    "Parquet named csv": (read_ged, b"PAR1" + bytes(40), None, "a Parquet file"),
    "zip cut short": (read_ged, zipped(GED)[:-400], None, "a zip archive that is cut short"),
    "zip with wrong bytes": (read_ged, bytes(FLIPPED), None, "the zip is damaged, cut short or locked"),
    "zip with a password": (read_ged, bytes(LOCKED), None, "password required"),
    "zip of two tables": (read_ged, zipped(GED, **{"readme.txt": "x", "more.csv": GED}), None, "one .csv file"),
    "zip without a table": (read_ged, zipped("x", "readme.txt"), None, "no .csv file"),
    "zip of a member without a name": (read_ged, NAMELESS, None, "no .csv file"),
    "zip of a member with a damaged name": (read_ged, MISNAMED, None, "the zip is damaged"),
    "zip in a zip": (read_ged, zipped(zipped(GED)), None, "or inside another"),
    "zip of an empty table": (read_ged, zipped(""), None, "is the header lost?"),
    "zip with a short record": (read_ged, zipped(tail("901; 902,", "901; 902")), 7, "has 49 cells, this record 48 ("),
}  # fmt: skip


@pytest.fixture
def untouched(tmp_path, monkeypatch):
    """Return a function that says whether the folder and an earlier output are as they were."""
    out = tmp_path / "out.csv"
    monkeypatch.setenv("CONFLICTDATA_CACHE", str(tmp_path / "cache"))
    good = tmp_path / "good.csv"
    good.write_text(GED, newline="")
    read_ged(good).to_csv(out, index=False)

    def state():
        return {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "bad.csv"}

    before = state()
    assert out in before and len(before) == 2
    return lambda: state() == before


def sentence(error):
    """One sentence: one line, no full stop but within names and numbers."""
    said = str(error.value)
    return "\n" not in said and ". " not in said and not said.endswith(".") and len(said) < 320


@pytest.mark.parametrize("what", MALFORMED)
def test_a_malformed_file_gives_one_sentence_and_changes_nothing(what, tmp_path, untouched):
    read, content, record, words = MALFORMED[what]
    path = tmp_path / "bad.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    more = {"accessed": "2026-01-31"} if read is read_acled else {}
    with pytest.raises(DatasetError) as error:
        read(path, **more)
    assert words in str(error.value) and sentence(error) and str(error.value).startswith("bad.csv"), str(error.value)
    told = re.search(r", record (\d+): ", str(error.value))
    assert (told and int(told[1])) == record, str(error.value)
    assert untouched()


def test_a_hundred_and_one_are_malformed():
    assert len(MALFORMED) >= 101


@pytest.mark.parametrize("columns", [["year", "dyad_new_id", "best", "low", "high"], ["best"], ["source_office"]])
@pytest.mark.parametrize("what", ["a cell lost at the end", "an event twice", "cut within a cell"])
def test_faults_outside_the_columns_asked_for_are_found_too(what, columns, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_bytes(MALFORMED[what][1].encode())
    with pytest.raises(DatasetError, match=r"bad\.csv"):
        read_ged(path, columns=columns)


def test_a_nul_in_a_later_cell_is_no_end_of_it(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_bytes(many("Elsewhere", "Else\0where").encode())
    frame = read_ged(path, columns=["region", "best"])
    assert len(frame) == 3000 and frame["region"][2499] == "Else\0where" and frame["best"].eq(3).all()


def test_what_is_no_file_is_said_to_be_none(tmp_path):
    for path, words in ((tmp_path, "Is a directory"), (tmp_path / "none.csv", "No such file")):
        for read in (read_ged, read_brd, read_acd, lambda path: read_acled(path, accessed="2026-01-31")):
            with pytest.raises(DatasetError, match=words) as error:
                read(path)
            assert sentence(error)


def test_a_file_that_the_system_does_not_give_is_an_error_of_the_dataset(tmp_path, monkeypatch):
    path = tmp_path / "bad.csv"
    path.write_text(GED, newline="")

    def denied(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", denied)
    with pytest.raises(DatasetError, match=r"cannot be read \(Permission denied\)"):
        read_ged(path)


DATA = GED.encode()


@st.composite
def damaged(draw):
    """The bytes of the file with up to three stretches cut, doubled or replaced by what stands in such files."""
    data = DATA
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 1, 2, 40, 900])))
        new = draw(
            st.sampled_from([b"", b",", b'"', b"\n", b"\r", b"\r\n", b"\0", b";", b"5", b"-", b" ", b"\xc6", b"x"])
        )
        data = data[:start] + draw(st.sampled_from([new, new, data[start:end] * 2])) + data[end:]
    return data


def oracle(data):
    """The sums of the csv module; only columns that are read have to be UTF-8."""
    sums = [0, 0, 0, 0]
    for row in csv.DictReader(io.StringIO(data.decode("utf-8-sig", errors="replace"), newline="")):
        row = {str(name).strip().lower(): cell for name, cell in row.items()}
        sums = [a + int(float(row[name])) for a, name in zip(sums, ("best", "low", "high", "year"), strict=True)]
    return sums


@given(data=damaged() | st.binary(max_size=300) | st.binary(max_size=60).map(lambda more: DATA[:3000] + more))
def test_damaged_bytes_give_the_sums_of_the_csv_module_or_a_dataset_error(data, tmp_path_factory):
    path = tmp_path_factory.mktemp("damaged") / "bad.csv"
    path.write_bytes(data)
    try:
        frame = read_ged(path, columns=["best", "low", "high", "year"])
    except DatasetError:
        return
    assert [int(frame[name].sum()) for name in frame] == oracle(data)


@given(cut=st.integers(0, 4000), flip=st.integers(0, 4000), byte=st.integers(0, 255))
def test_a_damaged_zip_gives_the_same_sums_or_a_dataset_error(cut, flip, byte, tmp_path_factory):
    path = tmp_path_factory.mktemp("damaged") / "bad.zip"
    data = bytearray(zipped(GED))
    data[flip % len(data)] = byte
    path.write_bytes(bytes(data[: len(data) - cut % 300]))
    try:
        frame = read_ged(path, columns=["best", "low", "high", "year"])
    except DatasetError:
        return
    assert [int(frame[name].sum()) for name in frame] == oracle(DATA)
