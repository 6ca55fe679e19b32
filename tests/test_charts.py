"""The charts say what the data say: their artists are read back and compared with the tables."""

import html
import json
import math
import re
import subprocess
import sys
from base64 import b64decode
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.dates import date2num
from PIL import Image

import conflictdata as cd
from conflictdata import charts, record
from conflictdata.charts import alliance, casualties, gallery, pages, theme
from conflictdata.charts.figure import VALUES_TYPE
from conflictdata.tolls import Toll

NAMES = list(charts.PAGES)


@pytest.fixture(scope="module")
def figures():
    return {name: cd.draw(name) for name in NAMES}


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if a.get_gid() and re.fullmatch(pattern, a.get_gid())}


def marks(image):
    """Count the marks of a block by opacity, from the drawn raster: three by three pixels of ink on a pitch of four."""
    alpha = image.get_array()[..., 3]
    cells = alpha[1::4, :-1:4] if alpha.shape[0] % 4 == 0 else None
    levels, counts = np.unique(cells, return_counts=True)
    assert (alpha[0::4] == 0).all() and (alpha[:, 3::4] == 0).all(), "marks touch each other"
    return {int(level): int(count) for level, count in zip(levels, counts, strict=True) if level}


# ---------------------------------------------------------------- deaths by year


def test_deaths_by_year_draws_every_counted_year_and_no_other(figures):
    years = cd.yearly()
    counted = years[years["coverage"] == "counted"]
    ax = figures["deaths_by_year"].mpl.axes[0]
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
    strip = figures["deaths_by_year"].mpl.axes[1]
    cells = by_gid(strip, r"[a-z_]+-\d{4}")
    for row in cd.yearly().itertuples():
        cell = cells[f"{row.coverage}-{row.year}"]
        assert abs(cell.get_x() + cell.get_width() / 2 - row.year) < 0.01
        assert (cell.get_hatch() is None) == (row.coverage == "counted")
        part = row.counted_from is not pd.NA
        assert cell.get_height() == (0.5 if part else 1), f"{row.year}: a year counted in part is half as high"
    hatches = {name: casualties.HATCHES[name] for name in ("below_threshold", "coded_elsewhere", "not_covered")}
    assert len(set(hatches.values())) == 3
    assert {"not_covered-1988", "not_covered-2025"} <= set(cells)


def test_spans_are_time_and_name_1991_2020_and_this_week(figures):
    ax = figures["deaths_by_year"].mpl.axes[2]
    bars = by_gid(ax, r"span-\d")
    lengths = [bars[f"span-{i}"].get_width() for i in range(4)]
    assert lengths[0] == pytest.approx(31.7, abs=0.05)
    assert lengths[1] == pytest.approx(44 / 366, abs=0.001)
    starts = [bars[f"span-{i}"].get_x() for i in range(4)]
    assert starts == sorted(starts) and starts[0] == 1990.5, "1991 begins half a year left of its bar's centre"
    said = " ".join(text.get_text() for text in ax.texts)
    for words in ("since 1991", "in 2020", "this week", "our sum"):
        assert words in said


# ---------------------------------------------------------------- one scale


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 99, 100, 6000])
def test_shells_place_each_mark_once_and_grow_outwards(n):
    columns, rows = casualties.shells(n)
    places = set(zip(columns.tolist(), rows.tolist(), strict=True))
    assert len(places) == n
    full = math.isqrt(n)
    assert {(c, r) for c in range(full) for r in range(full)} <= places


def test_one_scale_draws_one_mark_a_person(figures):
    images = figures["one_scale"].axes.images
    single, day, war, decades = (marks(image) for image in images)
    assert single == {255: 1}
    assert day[255] == 99 and max(level for level in day if level != 255) < 128
    assert war[255] == 6000
    low, high = Toll.count(30000, "about").rounding()
    assert decades[255] == low == 25000
    assert sum(decades.values()) == high == 35000
    stated = round(255 * casualties.STEPS[1])
    assert decades[255] + decades[stated] == 30000


def test_one_scale_has_one_linear_scale(figures):
    ax = figures["one_scale"].axes
    for image in ax.images:
        left, right, bottom, top = image.get_extent()
        side = image.get_array().shape[0] / 4
        assert right - left == top - bottom == side and bottom == 0
    width, height = theme.size_inches(ax)
    assert ax.get_xlim()[1] / width == pytest.approx(ax.get_ylim()[1] / height)
    (outline,) = (p for p in ax.patches if p.get_linestyle() != "-" and not p.get_fill())
    assert outline.get_width() == outline.get_height() == math.ceil(math.sqrt(6000)), "true size"


def test_one_scale_refuses_what_cannot_be_drawn():
    toll = {"low": 70_000, "best": 70_000, "high": 70_000, "comparator": "exact", "label": "ever"}
    with pytest.raises(ValueError, match="toll_and_clock"):
        charts.one_scale(pd.DataFrame([toll]))
    with pytest.raises(ValueError, match="below zero"):
        charts.one_scale(pd.DataFrame([toll | {"low": -1, "best": -1, "high": -1}]))
    with pytest.raises(ValueError, match="inches"):
        charts.one_scale(pd.DataFrame([toll | {"low": 50_000, "best": 50_000, "high": 50_000}]))


# ---------------------------------------------------------------- toll and clock


def test_toll_and_clock_points_are_people_and_days(figures):
    figure = figures["toll_and_clock"]
    points = by_gid(figure.axes, r"point-\d")
    expected = [(7, 1), (1, 99), (181, 6000), (44, 6000), (11580, 30000), (2274, 30000)]
    assert [(p.get_xdata()[0], p.get_ydata()[0]) for _, p in sorted(points.items())] == expected
    solid = [to_hex(p.get_markerfacecolor()).upper() == theme.PEOPLE for _, p in sorted(points.items())]
    assert solid == [True, True, True, False, True, False], "solid is as printed, hollow is another reading"
    links = [line for line in figure.axes.lines if line.get_gid() == "link"]
    assert sorted(tuple(line.get_xdata()) for line in links) == [(44, 181), (2274, 11580)]


def test_toll_and_clock_arrows_stand_on_lower_bounds_only(figures):
    ax = figures["toll_and_clock"].axes
    arrows = [t.xy for t in ax.texts if (t.get_gid() or "").startswith("arrow-")]
    assert sorted(arrows) == [(1, 99), (44, 6000), (181, 6000)]


def test_rate_lines_are_equal_averages(figures):
    for gid, line in {line.get_gid(): line for line in figures["toll_and_clock"].axes.lines}.items():
        if gid and gid.startswith("rate-"):
            assert np.allclose(line.get_ydata() / line.get_xdata(), float(gid.removeprefix("rate-")))


def test_stated_averages_are_those_of_per_day(figures):
    said = " ".join(text.get_text() for text in figures["toll_and_clock"].axes.texts)
    for rate in [*cd.per_day("C34"), *cd.per_day("C36")]:
        assert rate.words() in said


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


# ---------------------------------------------------------------- every figure


@pytest.mark.parametrize("name", NAMES)
def test_alt_text_is_short_and_says_only_known_numbers(figures, name):
    figure = figures[name]
    assert 80 <= len(figure.alt) <= 250
    known = known_numbers(figure)
    for number in re.findall(r"\d[\d,]*\d|\d", figure.alt):
        assert number.replace(",", "") in known, f"{number} in the alt text is not among the values"


def test_labels_carry_their_own_year(figures):
    said = [text.get_text() for text in figures["one_scale"].axes.texts]
    first = said.index("1")
    assert said[first + 1 : first + 4] == ["in the week", "5–11 Sept", "2022"]
    assert "13 Sept 2022" in said and "of autumn 2020" in said and "since 1991" in said


@pytest.mark.parametrize("name", NAMES)
def test_words_are_complete(figures, name):
    figure = figures[name]
    for words in (figure.title, figure.caption, figure.alt, figure.source):
        assert words and "{" not in words and "nan" not in words.lower().split()
    assert (
        "Not shown" in figure.caption and figure.source.startswith("Source:") and re.search(r"\bours?\b", figure.source)
    )
    assert len(figure.values) > 0


@pytest.mark.parametrize("name", NAMES)
def test_bundle_shows_in_jupyter(figures, name):
    bundle = figures[name]._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain", VALUES_TYPE}
    alt = re.search(r'<img alt="([^"]+)"', bundle["text/html"])[1]
    assert alt.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&") == bundle["text/plain"]
    assert "<figcaption" in bundle["text/html"]
    picture = b64decode(re.search(r"base64,([^\"]+)", bundle["text/html"])[1])
    assert len(picture) < 150 * 1024
    values = json.loads(json.dumps(bundle[VALUES_TYPE]))["values"]
    assert len(values) == len(figures[name].values)


@pytest.mark.parametrize("name", NAMES)
def test_files_carry_their_words_and_no_date(figures, name):
    figure = figures[name]
    png = Image.open(BytesIO(figure.render("png")))
    assert png.text == {"Title": figure.title, "Description": figure.alt}
    assert png.size[0] == round(theme.WIDTH * theme.DPI)
    svg = figure.render("svg").decode()
    assert 'role="img" aria-labelledby="title desc"' in svg and "dc:date" not in svg
    assert html.escape(figure.title) in svg and html.escape(figure.alt) in svg
    pdf = figure.render("pdf")
    assert b"CreationDate" not in pdf and b"/Subject" in pdf


def test_nothing_global_is_changed():
    code = (
        "import matplotlib as m; before = m.rcParams.copy(); import conflictdata as cd; cd.draw('one_scale');"
        "import sys; assert m.rcParams.copy() == before; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_two_processes_draw_the_same_bytes(tmp_path):
    code = "import conflictdata as cd, sys; cd.draw('deaths_by_year').save(sys.argv[1])"
    for run in ("one", "two"):
        subprocess.run([sys.executable, "-c", code, str(tmp_path / run)], check=True)
    for first in sorted((tmp_path / "one").iterdir()):
        assert first.read_bytes() == (tmp_path / "two" / first.name).read_bytes(), first.name


def test_committed_figures_are_those_of_the_code(figures):
    import matplotlib

    if not matplotlib.__version__.startswith("3.11."):
        pytest.skip("the committed figures are drawn with matplotlib 3.11")
    folder = Path(__file__).parents[1] / "figures" / "en"
    assert {p.stem for p in folder.iterdir()} == set(NAMES), "figures/ holds the figures and nothing else"
    for name, figure in figures.items():
        assert (folder / f"{name}.txt").read_text(encoding="utf-8") == figure.words()
        for fmt in ("png", "svg", "pdf"):
            assert (folder / f"{name}.{fmt}").read_bytes() == figure.render(fmt), f"{name}.{fmt}: run make figures"


def test_a_missing_letter_or_font_falls_back_to_dejavu(monkeypatch):
    assert "SourceSansPro" in theme.font("label", "Goris").get_file()
    assert theme.font("label", "Գորիս").get_family() == ["DejaVu Sans"]
    monkeypatch.setattr(theme, "_font_path", lambda weight: None)
    theme.font.cache_clear()
    try:
        assert theme.font("label", "Goris").get_family() == ["DejaVu Sans"]
        assert pages.one_scale().render("png")
    finally:
        theme.font.cache_clear()


def test_unknown_names_are_refused_in_words():
    with pytest.raises(ValueError, match="no figure 'deaths'"):
        cd.draw("deaths")
    with pytest.raises(ValueError, match="language 'fr'"):
        cd.draw("one_scale", language="fr")
    with pytest.raises(ValueError, match="cannot save"):
        cd.draw("one_scale").save("nowhere", formats=["gif"])


def known_numbers(figure):
    """Return the numbers that a figure's words may say: its values, the sums and days of the record, plain years."""
    words = " ".join(figure.values.astype("string").fillna("").to_numpy().ravel())
    known = set(re.findall(r"\d+", words))
    counted = cd.yearly().query("coverage == 'counted'")
    coverage = cd.yearly()["coverage"].value_counts()
    first_war = counted.query("1992 <= year <= 1994")
    wars = first_war["best"].sum(), counted.query("year == 2020")["best"].sum()
    sums = [
        *wars,
        first_war["low"].sum(),
        first_war["high"].sum(),
        counted.query("1995 <= year <= 2019")["best"].sum(),
        counted["best"].sum(),
        *coverage,
        10 * sum(wars) // counted["best"].sum(),
    ]
    known |= {str(int(n)) for n in [*sums, *cd.periods()["days"], *Toll.count(30000, "about").rounding()]}
    prio = cd.references().set_index("reference_id").loc["prio-193-1992-1994"]
    known |= {str(prio["low"]), str(prio["high"]), str(len(cd.members_on("2022-09-13"))), "9"}
    for name in ("C34", "C36"):
        known |= set(re.findall(r"\d+", " ".join(rate.words() for rate in cd.per_day(name))))
    known |= {str(year) for year in range(1988, 2025)} | {"94"}  # 1988–94, 1992–94
    known |= {"388", "24", "25", "1", "10", "49", "50"}  # conflict 388, releases 24.1 and 25.1, "in 10", "at least 49"
    return known | {str(day) for day in (2, 5, 9, 11, 12, 13, 18, 20, 27)}  # days of dates that other tests compare


@pytest.mark.parametrize("name", NAMES)
def test_words_say_only_known_numbers(figures, name):
    figure = figures[name]
    known = known_numbers(figure)
    for words in (
        figure.title,
        figure.caption,
        figure.source,
        *(t.get_text() for ax in figure.mpl.axes for t in ax.texts),
    ):
        words = words.replace("CC BY 4.0", "")
        for number in re.findall(r"\d[\d,]*\d|\d", words):
            plain = number.replace(",", "")
            on_axis = plain in {"0", "100", "1000", "10000", "100000", "2000", "4000", "6000", "8000", "30"}
            assert plain in known or on_axis, f"{number} in {words!r} is not among the numbers of the record"


def test_the_committed_gallery_is_that_of_the_figures(figures):
    page = (Path(__file__).parents[1] / "figures" / "README.md").read_text(encoding="utf-8")
    assert page == gallery._gallery(list(figures.values())), "run make figures"
    table = gallery.markdown(pd.DataFrame({"a": [1.0, None], "b": ["x|y", "z"]}))
    assert table.splitlines() == ["| a | b |", "| --- | --- |", "| 1 | x\\|y |", "|  | z |"]


def test_a_gallery_never_replaces_another_readme(tmp_path):
    (tmp_path / "README.md").write_text("# My project")
    with pytest.raises(ValueError, match="not a gallery"):
        gallery.make(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["README.md"]
    with pytest.raises(ValueError, match="no figure 'nope'"):
        gallery.make(tmp_path, ["one_scale", "nope"])
    assert [p.name for p in tmp_path.iterdir()] == ["README.md"]


def test_a_readers_own_settings_change_nothing(figures):
    import matplotlib

    hostile = {"image.origin": "lower", "hatch.color": "red", "savefig.transparent": True, "savefig.dpi": 50,
               "lines.scale_dashes": False, "text.hinting": "none", "figure.dpi": 40, "pdf.fonttype": 42}  # fmt: skip
    with matplotlib.rc_context(hostile):
        drawn = {name: cd.draw(name).render(fmt) for name, fmt in (("one_scale", "png"), ("deaths_by_year", "pdf"))}
    assert drawn["one_scale"] == figures["one_scale"].render("png")
    assert drawn["deaths_by_year"] == figures["deaths_by_year"].render("pdf")


def test_blocks_are_dark_inside_and_pale_outside():
    cells = casualties.block(Toll.count(30000, "about"))
    sure, stated, most = (int((cells >= opacity).sum()) for opacity in sorted(set(cells[cells > 0]), reverse=True))
    assert (sure, stated, most) == (25000, 30000, 35000)
    fading = casualties.block(Toll.count(6000, "more-than"))
    assert fading[0, 0] == 1 and 0 < fading[-1, -1] < 0.1 and (fading == 1).sum() == 6000


def test_rate_lines_carry_their_own_label(figures):
    ax = figures["toll_and_clock"].axes
    for text in ax.texts:
        if text.get_rotation():
            days, people = text.xy
            assert float(text.get_text().split()[0]) == pytest.approx(people / days)


@pytest.mark.parametrize(
    ("chart", "row", "reason"),
    [
        (charts.toll_and_clock, {"days": 0}, "at least 1"),
        (charts.toll_and_clock, {"days": float("nan")}, "at least 1"),
        (charts.one_scale, {"low": 0, "best": 0, "high": 0}, "at least 1"),
        (charts.one_scale, {"low": 3.7, "best": 3.7, "high": 3.7}, "whole number"),
        (charts.one_scale, {"comparator": "vague", "best": None, "high": None}, "no number to draw"),
        (charts.spans, {"label": None}, "lacks the columns label"),
    ],
)
def test_impossible_rows_are_refused_in_words(chart, row, reason):
    toll = {"comparator": "exact", "low": 9, "best": 9, "high": 9, "days": 30, "label": "in May"}
    toll |= {"start": pd.Timestamp("2023-05-01"), "end": pd.Timestamp("2023-05-31")} | row
    frame = pd.DataFrame(
        [{key: value for key, value in toll.items() if row.get("label", "") is not None or key != "label"}]
    )
    with pytest.raises(ValueError, match=reason):
        chart(frame)
    with pytest.raises(ValueError, match=r"lacks any row|lacks the columns"):
        chart(frame.iloc[:0])
