"""What the readers of UCDP and ACLED files give back for files that can be read."""

import csv
import io
import zipfile
from datetime import date

import pandas as pd
import pytest
import ucdp_rows as rows
from ucdp_rows import text

from conflictdata.datasets import DatasetError, read_acd, read_acled, read_brd, read_ged

EVENTS = [rows.event(n, year=1989 + n % 20, date_start=f"{1989 + n % 20}-01-01", date_end=f"{1989 + n % 20}-12-31",
                     deaths_b=n, best=3 + n, high=9 + n) for n in range(1, 61)]  # fmt: skip


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    folder = tmp_path / "cache"
    monkeypatch.setenv("CONFLICTDATA_CACHE", str(folder))
    return folder


@pytest.fixture
def put(tmp_path):
    """Return a function that writes a file and returns its path."""

    def write(content, name="file.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


def zipped(content, name="GEDEvent_v99_1.csv", **more):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in {name: content, **more}.items():
            archive.writestr(member, data)
    return buffer.getvalue()


def totals(frame):
    return frame.groupby("year")[["best", "low", "high"]].sum().astype(int).T.to_dict("list")


def by_hand(content, separator=","):
    years = {}
    for row in csv.DictReader(io.StringIO(content, newline=""), delimiter=separator):
        sums = years.setdefault(int(row["year"]), [0, 0, 0])
        years[int(row["year"])] = [a + int(row[name]) for a, name in zip(sums, ("best", "low", "high"), strict=True)]
    return dict(sorted(years.items()))


@pytest.mark.parametrize("form", ["csv", "crlf", "semicolon", "bom", "zip", "mac zip", "no last line end"])
def test_events_of_every_form_add_up_as_the_csv_module_does(put, form):
    content = text(EVENTS)
    separator = ";" if form == "semicolon" else ","
    data = {
        "csv": content,
        "crlf": text(EVENTS, end="\r\n"),
        "semicolon": text(EVENTS, separator=";"),
        "bom": "\ufeff" + content,
        "zip": zipped(content),
        "mac zip": zipped(content, **{"__MACOSX/._GEDEvent_v99_1.csv": "x"}),
        "no last line end": content.rstrip("\n"),
    }[form]
    path = put(data, "ged.zip" if "zip" in form else "ged.csv")
    frame = read_ged(path)
    assert len(frame) == 60 and totals(frame) == by_hand(text(EVENTS, separator=separator), separator)


def test_events_are_typed_and_their_texts_whole(put):
    path = put(text(EVENTS))
    for _ in range(2):
        frame = read_ged(
            path, columns=["gwnoa", "source_article", "latitude", "number_of_sources", "date_end", "gwnob"]
        )
        assert list(frame) == ["gwnoa", "source_article", "latitude", "number_of_sources", "date_end", "gwnob"]
        kinds = "string string float64 Int64 datetime64[s] string"
        assert [str(kind) for kind in frame.dtypes] == kinds.split()
        first = frame.iloc[0]
        assert first["gwnoa"] == "901; 902" and first["number_of_sources"] == -1 and pd.isna(first["gwnob"])
        assert first["source_article"] == EVENTS[0]["source_article"] and first["date_end"] == pd.Timestamp(
            1990, 12, 31
        )
        assert frame.attrs["source"] == "UCDP GED"


def test_a_column_that_a_release_lacks_is_missed_only_if_asked_for(put):
    path = put(text(EVENTS, columns=[name for name in rows.GED if name != "active_year"]))
    assert "active_year" not in read_ged(path) and "active_year" in read_ged(put(text(EVENTS), "whole.csv"))
    with pytest.raises(KeyError, match="active_year"):
        read_ged(path, columns=["best", "active_year"])


def test_events_with_bounds_out_of_order_are_kept_and_counted(put):
    """Real releases hold such events."""
    odd = [rows.event(96, low=4), rows.event(97, high=2), rows.event(98, best=4), rows.event(99, year=2002)]
    frame = read_ged(put(text([*EVENTS, *odd, rows.event(100, date_end="2001-02-02")])))
    assert frame.attrs["notes"] == [
        "2 of 65 events have low above best, or best above high",
        "1 of 65 events have a best that is not the sum of the columns of deaths",
        "1 of 65 events have a year that is not that of the dates",
        "1 of 65 events have an end before the start",
    ]
    assert frame["low"].tolist()[60] == 4
    assert read_ged(put(text(EVENTS))).attrs["notes"] == []


def test_years_of_a_conflict_or_dyad_by_number(put):
    other = [rows.dyad_year(2001 + n, conflict_id=41, dyad_id=71 + n) for n in range(3)]
    path = put(text([rows.dyad_year(), *other]))
    assert len(read_brd(path, conflict=41)) == 3 and read_brd(path).attrs == read_brd(path, conflict=41).attrs
    assert read_brd(path, conflict=41, dyad=72).index.tolist() == [0]
    asked = {"conflict": 388}, {"dyad": 41}, {"conflict": "Northland"}, {"conflict": 40, "dyad": 72}, {"dyad": "7."}
    words = (
        r"^no conflict_id is 388: give UCDP's number \(40, 41\), because names change$",
        r"no dyad_id is 41: .* \(70, 71, 72\)", "no conflict_id is 'Northland': give UCDP's number",
        r"no dyad_id is 72: .* \(70\),", r"no dyad_id is '7\.'",
    )  # fmt: skip
    for question, word in zip(asked, words, strict=True):
        with pytest.raises(DatasetError, match=word):
            read_brd(path, **question)


def test_dyad_years_are_typed_and_lists_stay_text(put):
    frame = read_brd(put(text([rows.dyad_year(), rows.dyad_year(2002, bd_best=31), rows.dyad_year(dyad_id=71)])))
    assert list(frame) == rows.BRD and frame["bd_best"].tolist() == [30, 31, 30]
    assert str(frame["dyad_id"].dtype) == "Int64" and frame["gwno_b_2nd"][0] == "902, 903"
    assert frame.attrs == {"source": "UCDP BRD", "notes": []}
    assert read_brd(put("\ufeff" + text([rows.dyad_year()], separator=";", end="\r\n"))).equals(frame.iloc[:1])


def test_lists_of_dyads_in_the_conflict_file_are_searched(put):
    frame = [rows.dyad_year(dyad_id="411, 412"), rows.dyad_year(2002, dyad_id="41")]
    path = put(text(frame))
    assert read_brd(path, dyad=412)["year"].tolist() == [2001] and read_brd(path, dyad=41)["year"].tolist() == [2002]
    with pytest.raises(DatasetError, match="no dyad_id is 4: give"):
        read_brd(path, dyad=4)
    without = put(text(frame, columns=[name for name in rows.BRD if name != "dyad_id"]), "without.csv")
    assert list(read_brd(without)) == [name for name in rows.BRD if name != "dyad_id"]
    with pytest.raises(DatasetError, match=r"no dyad_id is 412: give UCDP's number \(there is none\)"):
        read_brd(without, dyad=412)


DAYS = [(3, 2, 2000), (25, 5, 2000), (1, 1, 2001)]


@pytest.mark.parametrize(
    "form", ["{y}-{m:02}-{d:02}", "{y}-{m:02}-{d:02} 00:00:00.000", "{d}-{m}-{y}", "{d:02}/{m:02}/{y}", "{m}/{d}/{y}",
             "{d} {name} {y}", "{d}.{m}.{y}"],
)  # fmt: skip
def test_the_order_of_day_and_month_is_decided_by_all_dates(put, form):
    names = [None, "Jan", "February", None, None, "May"]
    first, second, third = (form.format(d=d, m=m, y=y, name=names[m]) for d, m, y in DAYS)
    acd = [
        rows.conflict_year(start_date=first, start_date2=second, ep_end=1, ep_end_date=third),
        rows.conflict_year(2002),
    ]
    acd[1].update(start_date=third, start_date2="")
    frame = read_acd(put(text(acd, separator=";")))
    assert [str(frame[name].dtype) for name in ("start_date", "ep_end_date")] == ["datetime64[s]"] * 2
    found = [frame[name][0].date() for name in ("start_date", "start_date2", "ep_end_date")]
    assert found == [date(y, m, d) for d, m, y in DAYS]
    assert pd.isna(frame["start_date2"][1]) and pd.isna(frame["ep_end_date"][1])


def test_dates_that_read_the_same_in_either_order_are_taken(put):
    acd = rows.conflict_year(start_date="3-3-2000", start_date2="5/5/2000".replace("/", "-"))
    assert read_acd(put(text([acd])))["start_date"][0] == pd.Timestamp(2000, 3, 3)


def test_acled_events_carry_their_attribution(put):
    events = [rows.acled_event(), rows.acled_event(2, fatalities=0, inter1=1, country="Armenia")]
    path = put("\ufeff" + text(events))
    frame = read_acled(path, accessed="2026-01-31")
    assert frame["fatalities"].tolist() == [2, 0] and frame["inter1"].tolist() == ["State forces", "1"]
    assert frame["event_date"].tolist() == [pd.Timestamp(2021, 2, 3)] * 2 and frame["notes"][0] == events[0]["notes"]
    said = frame.attrs["attribution"]
    assert "ACLED" in said and said.endswith("accessed 2026-01-31, Armenia, Northland, 2021–2021")
    assert frame.attrs["notes"] == []
    assert read_acled(path, accessed=date(2026, 1, 31)).attrs == frame.attrs


@pytest.mark.parametrize("accessed", [None, "yesterday", "24/11/2026"])
def test_acled_without_a_day_of_access_is_refused(put, accessed):
    with pytest.raises(ValueError, match=str(accessed)):
        read_acled(put(text([rows.acled_event()])), accessed=accessed)


@pytest.mark.parametrize(
    "form", ["03-02-2021 25-02-2021", "03 February 2021 25 February 2021", "2021-02-03 2021-02-25"]
)
def test_acled_dates_of_three_forms(put, form):
    words = form.split()
    days = " ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])
    path = put(text([rows.acled_event(n, event_date=day) for n, day in enumerate(days)]))
    assert read_acled(path, accessed="2026-01-31")["event_date"].dt.day.tolist() == [3, 25]
