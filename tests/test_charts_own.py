"""What a chart asks of a reader's frame and Axes: what would be guessed at, or drawn falsely, is refused."""

import json

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure as Sheet
from test_layout import in_order, overlap, texts

from conflictdata import charts
from conflictdata.charts import theme
from conflictdata.charts.figure import VALUES_TYPE

TOLLS = pd.DataFrame(
    {"label": ["a", "b"], "comparator": ["exact", "at-least"], "low": [40, 300], "best": [40, 300], "high": [40, None]}
)
YEARS = pd.DataFrame({"year": [2019, 2020], "low": [1, 2], "best": [5, 8], "high": [9, 10], "coverage": "counted"})
SPELLS = pd.DataFrame({"actor": ["A"], "status": ["member"], "start": ["2003-02-01"], "end": [None]})
FRAMES = {"tolls": TOLLS, "beside": TOLLS, "per_day": TOLLS, "deaths_by_year": YEARS, "membership": SPELLS}
COUNTS = ["tolls", "beside", "per_day"]
each_chart = pytest.mark.parametrize("name", FRAMES)


@pytest.fixture(autouse=True)
def close():
    yield
    plt.close("all")


def refused(name, frame, error=ValueError, **options):
    """Return the refusals of a chart in both languages."""
    said = []
    for language in ("en", "it"):
        with pytest.raises(error) as caught:
            getattr(charts, name)(frame, language=language, **options)
        said.append(str(caught.value))
    assert said[0] != said[1], "said in the language asked for"
    return said


@pytest.mark.parametrize("name", COUNTS)
def test_a_text_with_a_mark_of_thousands_is_not_guessed_at(name):
    english, italian = refused(name, TOLLS.assign(low=["40", "6.000"], best=["40", "6.000"]))
    assert "column low" in english and "6.000" in english and "cd.tolls_from" in italian
    getattr(charts, name)(TOLLS.assign(low=["40", "6000"], best=["40", "6000"]))


@pytest.mark.parametrize(
    ("name", "change", "words"),
    [
        ("deaths_by_year", {"year": pd.PeriodIndex(["2019-01", "2020-01"], freq="M")}, "column year"),
        ("deaths_by_year", {"year": pd.to_datetime(["2019-01-01", "2020-01-01"])}, "column year"),
        ("deaths_by_year", {"counted_from": ["01/05/2019", None]}, "column counted_from"),
        ("tolls", {"start": ["03/05/2020", "2020-02-01"]}, "column start"),
        ("tolls", {"start": ["2020-05-01", "2020-01-01"], "end": ["2019-04-01", "2020-02-01"]}, "2019-04-01"),
        ("tolls", {"low": [True, True], "best": [True, True], "high": [True, None]}, "column low"),
        ("tolls", {"low": pd.Series([True, True], dtype=object)}, "column low"),
        ("beside", {"label": [None, "b"]}, "column label"),
        ("per_day", {"best": [40, 1e13], "low": [40, 1e13]}, "10,000,000,000"),
        ("tolls", {"high": [40, 300]}, "row b"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(name, change, words):
    english, _ = refused(name, FRAMES[name].assign(**change))
    assert words in english


@each_chart
def test_rows_are_taken_by_their_place_not_by_their_index(name):
    frame = FRAMES[name]
    second = frame.assign(actor="B", end="2009-01-01") if name == "membership" else frame.tail(1)
    if name == "deaths_by_year":
        second = second.assign(year=2021)
    doubled = pd.concat([frame, second])
    one, other = (getattr(charts, name)(each).alt for each in (doubled, doubled.reset_index(drop=True)))
    assert one == other


@each_chart
def test_a_column_that_stands_twice_is_refused(name):
    frame = FRAMES[name]
    english, _ = refused(name, pd.concat([frame, frame[[frame.columns[0]]]], axis=1))
    assert frame.columns[0] in english and "twice" in english


@each_chart
def test_axes_in_which_a_chart_would_be_false_are_refused(name):
    axes = [plt.subplots(subplot_kw={"projection": "polar"})[1], plt.subplots(1, 2, sharex=True)[1][0]]
    axes += [plt.subplots()[1] for _ in range(2)]
    axes[-1].set_xscale("log")
    axes[-2].set_aspect("equal")
    for ax in axes:
        english, _ = refused(name, FRAMES[name], ax=ax)
        assert "plain" in english
    for thing in (plt.figure(), plt.subplots(1, 2)[1]):
        refused(name, FRAMES[name], error=TypeError, ax=thing)
    english, _ = refused(name, FRAMES[name], ax=plt.subplots()[1], title="lost")
    assert "title" in english


@each_chart
def test_a_subfigure_and_a_layout_engine_carry_a_chart(name):
    for layout in (None, "constrained"):
        figure = plt.figure(figsize=(16, 6), layout=layout)
        axes = [part.subplots() for part in figure.subfigures(1, 2)]
        for ax in axes:
            assert getattr(charts, name)(FRAMES[name], ax=ax) is ax
        FigureCanvasAgg(figure).draw()
        ours = {text for ax in axes for text in ax.texts}
        found = [each for each in texts(figure) if each[1] in ours]
        assert len(found) > 4
        for i, (words, _, box) in enumerate(found):
            assert not any(overlap(box, other) for *_, other in found[i + 1 :]), words


SEVERAL = {  # more kinds of rows than one chart needs to be drawn
    name: pd.concat(
        [
            TOLLS.assign(best=TOLLS["best"].astype(float)),
            pd.DataFrame({"label": ["c", "d", "e"], "comparator": ["about", "exact", "vague"], "low": [None, 0, 20],
                          "best": [40, 0, None], "high": [None, 0, None]}),
        ],
        ignore_index=True,
    )
    for name in COUNTS
}  # fmt: skip
SEVERAL["deaths_by_year"] = YEARS.assign(counted_from=["2019-07-01", None])
SEVERAL["membership"] = SPELLS


@each_chart
@pytest.mark.parametrize("ground", ["black", "white", "#666666", "#808080", "steelblue", "#999999", "ivory"])
def test_words_are_seen_on_any_ground_and_lie_inside_the_axes(name, ground):
    figure = Sheet(figsize=(8, 5), facecolor=ground)
    ax = figure.add_axes((0.1, 0.1, 0.8, 0.8), facecolor=ground)
    assert getattr(charts, name)(SEVERAL[name], ax=ax) is ax
    assert tuple(figure.get_size_inches()) == (8, 5) and ax.get_facecolor() == to_rgba(ground)
    in_order(figure)
    inside = ax.get_window_extent()
    for words, text, box in texts(figure):
        assert theme.contrast(text.get_color(), to_rgba(ground)) >= 4.5, words
        assert inside.x0 - 2 <= box[:, 0].min() and box[:, 0].max() <= inside.x1 + 2, words
        assert inside.y0 - 2 <= box[:, 1].min() and box[:, 1].max() <= inside.y1 + 2, words


@each_chart
def test_a_reader_s_settings_change_nothing(name):
    plain = getattr(charts, name)(SEVERAL[name]).render("png")
    hostile = {"figure.constrained_layout.use": True, "axes.facecolor": "black", "text.color": "red", "font.size": 40,
               "axes.grid": True, "lines.linewidth": 9, "savefig.bbox": "tight"}  # fmt: skip
    with matplotlib.rc_context(hostile):
        before = dict(matplotlib.rcParams)
        assert getattr(charts, name)(SEVERAL[name]).render("png") == plain
        assert dict(matplotlib.rcParams) == before


def test_unlike_people_are_told_apart_in_their_labels():
    alt = charts.tolls(TOLLS.assign(unit=["wounded", "persons"])).alt
    assert "(a, wounded)" in alt and "(b, persons)" in alt
    assert "persons" not in charts.tolls(TOLLS.assign(unit="persons")).alt
    said = charts.tolls(TOLLS.assign(unit=["wounded", "persons"], label=["wounded in May", "b"])).alt
    assert said.count("wounded") == 1, "a word that the label says already is not said twice"
    read = charts.tolls(TOLLS.assign(unit=["soldiers", "civilians"]), language="it").alt
    assert "(a, soldati)" in read and "(b, civili)" in read, "a code of a reading is said in the reader's language"


def test_only_a_toll_with_days_has_a_strip_of_time():
    made = charts.tolls(TOLLS.assign(start=[None, "2020-02-01"], end=[None, "2020-03-01"]))
    strips = {p.get_gid() for p in made.axes.patches if p.get_gid().startswith("time-")}
    assert strips == {"time-1", "time-1-all"}
    assert [t.get_text() for t in made.axes.texts].count("2020") == 2, "the first strip names the years"


def test_a_very_long_word_is_cut_and_lies_on_nothing():
    address = "https://www.example.org/reports/2020/the-war/" + "toll-of-civilians/" * 4
    for size in charts.SIZES:
        made = charts.tolls(TOLLS.assign(label=["Nagorno-Karabakh/Artsakh/Azerbaijan"] * 2), size=size, source=address)
        FigureCanvasAgg(made.mpl).draw()
        found = texts(made.mpl)
        for i, (words, _, box) in enumerate(found):
            assert box.min() > 0 and box[:, 0].max() < made.mpl.bbox.width, words
            assert not any(overlap(box, other) for *_, other in found[i + 1 :]), words


def test_two_figures_of_one_kind_are_saved_under_names_of_their_own(tmp_path):
    for name in ("first", "second"):
        charts.tolls(TOLLS, title=name).save(tmp_path, formats="svg", name=name)
    assert {path.name for path in tmp_path.iterdir()} == {
        f"{n}.{k}" for n in ("first", "second") for k in ("svg", "txt")
    }


def test_what_is_not_stated_is_left_out_of_the_values_that_a_notebook_keeps():
    days = pd.DataFrame({"start": [None, "2020-02-01"], "end": [None, "2020-03-01"]}, dtype="datetime64[s]")
    tolls = TOLLS.assign(comparator="at-least", high=None).join(days)
    kept = json.dumps(charts.tolls(tolls)._repr_mimebundle_()[VALUES_TYPE], allow_nan=False)
    first, second = json.loads(kept)["values"]
    assert set(first) == {"label", "comparator", "low", "best"} and second["start"] == "2020-02-01"
