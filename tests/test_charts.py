"""The charts say what the data say: their artists are read back and compared with the tables."""

import re

import pandas as pd
import pytest
from matplotlib.dates import date2num

import conflictdata as cd
from conflictdata import charts, record
from conflictdata.charts import alliance, marks

NAMES = list(charts.PAGES)


@pytest.fixture(scope="module")
def figures():
    return {name: cd.draw(name) for name in NAMES}


def panels(figure):
    """Return the Axes of a figure in the order drawn, its keys apart."""
    return [ax for ax in figure.mpl.axes if ax.get_label() != "key"]


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if a.get_gid() and re.fullmatch(pattern, a.get_gid())}


# ---------------------------------------------------------------- deaths by year


def test_deaths_by_year_draws_every_counted_year_and_no_other(figures):
    years = cd.yearly()
    counted = years[years["coverage"] == "counted"]
    ax = panels(figures["deaths_by_year"])[0]
    bars = [bar for bar in ax.patches if bar.get_gid() == "best"]
    assert [round(bar.get_x() + bar.get_width() / 2) for bar in bars] == counted["year"].tolist()
    assert [bar.get_height() for bar in bars] == counted["best"].tolist()
    assert all(bar.get_y() == 0 for bar in bars), "bars start at zero"
    (dots,) = (line for line in ax.lines if line.get_gid() == "dots")
    assert dots.get_ydata().tolist() == counted["best"].tolist()
    ranges = by_gid(ax, r"range-\d+")
    assert len(ranges) == len(counted)
    for row in counted.itertuples():
        assert list(ranges[f"range-{row.year}"].get_ydata()) == [row.low, row.high]
    assert ax.get_yscale() == "linear" and ax.get_ylim()[0] == 0 and ax.get_ylim()[1] >= counted["high"].max()


def test_coverage_strip_tells_the_four_kinds_apart(figures):
    strip = panels(figures["deaths_by_year"])[1]
    cells = by_gid(strip, r"[a-z_]+-\d{4}")
    for row in cd.yearly().itertuples():
        cell = cells[f"{row.coverage}-{row.year}"]
        assert abs(cell.get_x() + cell.get_width() / 2 - row.year) < 0.01
        assert (cell.get_hatch() is None) == (row.coverage == "counted")
        part = row.counted_from is not pd.NA
        assert cell.get_height() == (0.5 if part else 1), f"{row.year}: a year counted in part is half as high"
    hatches = {name: marks.HATCHES[name] for name in ("below_threshold", "coded_elsewhere", "not_covered")}
    assert len(set(hatches.values())) == 3
    assert {"not_covered-1988", "not_covered-2025"} <= set(cells)


def test_spans_are_time_and_name_their_days_and_units(figures):
    ax = panels(figures["deaths_by_year"])[2]
    bars = by_gid(ax, r"span-\d")
    lengths = [bars[f"span-{i}"].get_width() for i in range(4)]
    assert lengths[0] == pytest.approx(31.7, abs=0.05)
    assert lengths[1] == pytest.approx(44 / 366, abs=0.001)
    starts = [bars[f"span-{i}"].get_x() for i in range(4)]
    assert starts == sorted(starts) and starts[0] == 1990.5, "1991 begins half a year left of its bar's centre"
    said = " ".join(text.get_text() for text in ax.texts)
    for words in ("people, since 1991", "people, in 2020", "“six months”", "44 days", "5–11 Sept 2022", "our sum"):
        assert words in said
    assert "1 soldier of Armenia, 5–11 Sept 2022" in said, "each label stands after its own number"
    assert "At least 99 soldiers of both sides on 13 Sept 2022" in said
    assert "week" not in said, "no reader knows which week is this week"


def test_other_counts_of_the_first_war_show_low_and_high_ones(figures):
    ax = panels(figures["deaths_by_year"])[0]
    said = " ".join(text.get_text() for text in ax.texts)
    others = cd.references().set_index("reference_id")
    prio = others.loc["prio-193-1992-1994"]
    assert f"PRIO {prio['low']:,}–{prio['high']:,}" in said
    for name, words in (("cow-1991-1994", "COW"), ("hrw-1994", "HRW"), ("reuters-2020-30000", "news agencies about")):
        assert f"{words} {others.at[name, 'best']:,}" in said and others.at[name, "period"] != prio["period"]
    assert prio["period"] == "1992/1994" and "by other rules, and all but PRIO for other years" in said


# ---------------------------------------------------------------- membership


def test_membership_bars_are_the_spells(figures):
    ax = figures["csto_membership"].axes
    bars = by_gid(ax, r"[A-Z]{3}-[a-z]+-\d{4}-\d\d-\d\d")
    until = pd.Timestamp(record.reference_day())
    spells = cd.membership()
    assert len(bars) == len(spells)
    for spell in spells.itertuples():
        bar = bars[f"{spell.actor}-{spell.status}-{spell.start:%Y-%m-%d}"]
        end = until if pd.isna(spell.end) else spell.end
        assert bar.get_x() == date2num(spell.start)
        assert bar.get_x() + bar.get_width() == pytest.approx(date2num(end))
        assert bar.get_height() == pytest.approx(alliance.HEIGHTS[spell.status]), "thickness is the status"
    heights = alliance.HEIGHTS
    assert heights["signed"] < heights["party"] < heights["member"]


def test_renewal_and_end_of_the_first_term_are_named(figures):
    ax, acts = figures["csto_membership"].axes, cd.acts()
    signed = acts.query("act == 'extension_signature'")
    assert len(signed) == 6 and set(signed["start"]) == {pd.Timestamp("1999-04-02")}
    said = [text.get_text() for text in ax.texts]
    first = said.index("Six renew (2 Apr);")
    assert " ".join(said[first + 1 : first + 4]) == "first term ends 20 Apr 1999"
    (line,) = by_gid(ax, r"event-1999-.*").values()
    term_ends = acts.query("act == 'term_end' and actor == 'AZE'")["start"].iloc[0]
    assert set(line.get_xdata()) == {date2num(term_ends)}


def test_uncertain_beginnings_are_marked(figures):
    ax = figures["csto_membership"].axes
    marked = {gid[:3]: a for gid, a in by_gid(ax, r".*-uncertain").items()}
    assert sorted(marked) == ["AZE", "BLR", "GEO"]
    for bar in marked.values():
        assert bar.get_x() + bar.get_width() == date2num(pd.Timestamp("1997-01-01"))


def test_rows_are_alphabetical_within_their_group(figures):
    names = [t.get_text() for t in figures["csto_membership"].axes.texts if t.get_ha() == "right"]
    states = [name for name in names if name in set(cd.actors().query("kind == 'state'")["name_en"])]
    assert states == [
        "Armenia",
        "Belarus",
        "Kazakhstan",
        "Kyrgyzstan",
        "Russia",
        "Tajikistan",
        "Azerbaijan",
        "Georgia",
        "Uzbekistan",
    ]
