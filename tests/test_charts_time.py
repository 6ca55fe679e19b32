"""How a toll moved is drawn as the record says it: points, lines and steps are read back from the drawing."""

import re
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

import conflictdata as cd
from conflictdata import charts, record
from conflictdata.certainty import Toll
from conflictdata.charts import theme
from conflictdata.charts.moves import calendar
from conflictdata.edtf import bounds
from conflictdata.i18n import languages, say, span

DAY = pd.Timedelta(days=1)
SIDES = ("ARM", "AZE")


@pytest.fixture(scope="module", params=languages())
def moves(request):
    return cd.draw("toll_moves", request.param)


def by_gid(ax, pattern):
    return {a.get_gid(): a for a in ax.get_children() if re.fullmatch(pattern, str(a.get_gid()))}


def said(ax):
    return " ".join(text.get_text() for text in ax.texts)


def colour(value):
    return to_hex(value).upper()


# ---------------------------------------------------------------- toll_moves


def panels(figure):
    return dict(zip(SIDES, [ax for ax in figure.mpl.axes if ax.get_label() != "key"], strict=True))


def reports(side):
    """A side's reports of its own dead, and the article's figure, from the record: (people, first, last, kind)."""
    frame = cd.references().set_index("reference_id")
    chains = {"ARM": ["49", "105", "135", "207", "210", "224"], "AZE": ["50", "71", "77", "79"]}
    rows = []
    for n in chains[side]:
        row = frame.loc[f"{side.lower()}-sept-2022-{n}"]
        first, last = (pd.Timestamp(day) for day in bounds(row["as_of"])[:2])
        rows.append((int(row["best"]), first, last, row["measure"]))
    article = cd.casualties().set_index("claim_id").loc[{"ARM": "C03", "AZE": "C04"}[side]]
    day = pd.Timestamp(record.reference_day())
    return sorted([*rows, (int(article["best"]), day, day, "article")], key=lambda row: (row[1], row[0]))


def clock(ax):
    """The two parts of the drawn time axis: [(left, right, first day, last day)], in inches."""
    everything = [row for side in SIDES for row in reports(side)]
    cut = min(first for _, first, _, kind in everything if kind == "killed_or_missing")
    days = [(min(row[1] for row in everything), cut), (cut + DAY, max(row[2] for row in everything))]
    zero = [by_gid(ax, f"axis-{k}")[f"axis-{k}"].get_segments()[0] for k in (0, 1)]
    ends = [(start[0], end[0]) for start, end in zero]
    return [(*end, *day) for end, day in zip(ends, days, strict=True)]


def when_drawn(ax, x):
    for left, right, first, last in clock(ax):
        if left <= x <= right:
            return first + (x - left) / (right - left) * (last + DAY - first)
    raise AssertionError(f"{x} inches is in no part of the axis")


@pytest.mark.parametrize("side", SIDES)
def test_points_are_the_reports_of_the_record(moves, side):
    ax = panels(moves)[side]
    points = [by_gid(ax, rf"point-{i}")[f"point-{i}"] for i in range(len(by_gid(ax, r"point-\d")))]
    expected = reports(side)
    assert [point.get_ydata()[0] for point in points] == [people for people, *_ in expected]
    for point, (people, first, last, kind) in zip(points, expected, strict=True):
        assert first < when_drawn(ax, point.get_xdata()[0]) < last + DAY, f"{people} is not drawn on its day"
        assert point.get_marker() == ("o" if kind == "article" else "D"), "a solid point is as the article prints it"
        assert colour(point.get_markerfacecolor()) == theme.PEOPLE, f"{people}: hollow is another reading, not a report"
        halves = point.get_fillstyle(), colour(point.get_markerfacecoloralt())
        assert (halves == ("left", theme.PAPER)) == (kind == "killed_or_missing"), f"{people}: half stands for missing"
        assert (halves[0] == "full") == (kind != "killed_or_missing")
    xs = [point.get_xdata()[0] for point in points]
    assert xs == sorted(xs) and len(set(xs)) == len(xs), "reports stand in their order, beside each other"


def test_arrows_stand_on_lower_bounds_only(moves):
    armenia, azerbaijan = panels(moves).values()
    marked = sorted(arrow.get_ydata()[0] for arrow in by_gid(armenia, r"arrow-\d").values())
    lower = (
        cd.casualties().set_index("claim_id").at["C03", "low"],
        cd.references().set_index("reference_id").at["arm-sept-2022-210", "low"],
    )
    assert marked == sorted(lower) and not by_gid(azerbaijan, r"arrow-\d")


def test_both_sides_have_one_scale_of_people_from_zero(moves):
    scales = []
    for ax in panels(moves).values():
        low, top = ax.get_ylim()
        assert low == 0 and ax.get_yscale() == "linear"
        scales.append(theme.size_inches(ax)[1] / top)
    assert scales[0] == pytest.approx(scales[1])


def test_sides_stand_in_alphabetical_order(moves):
    names = cd.actors().set_index("actor_id")[f"name_{moves.language}"]
    upper, lower = panels(moves).values()
    assert upper.get_position().y0 > lower.get_position().y1
    for side, ax in panels(moves).items():
        assert names[side] in said(ax)
    assert names["ARM"] < names["AZE"] and moves.values["party"].is_monotonic_increasing


def test_no_claim_about_the_other_side_no_pointer_and_no_year_is_drawn(moves):
    frame = cd.references().set_index("reference_id")
    left_out = ["aze-claim-sept-2022-arm-450", "arm-claim-sept-2022-aze-431", "aze-sept-2022-80", "ucdp-2022"]
    drawn = {
        y for ax in panels(moves).values() for point in by_gid(ax, r"point-\d").values() for y in point.get_ydata()
    }
    assert not drawn & set(frame.loc[left_out, "best"]) and not set(left_out) & set(moves.values["reference_id"])
    pointer = frame.loc["aze-sept-2022-80"]
    assert pd.isna(pointer["as_of"]) and "Wikipedia" in said(panels(moves)["AZE"])
    assert str(pointer["best"]) in said(panels(moves)["AZE"])


@pytest.mark.parametrize("side", SIDES)
def test_steps_go_from_report_to_report_and_never_over_the_break(moves, side):
    ax = panels(moves)[side]
    (_, cut, *_), (again, end, *_) = clock(ax)
    line = [(i, row) for i, row in enumerate(reports(side)) if row[3] != "article"]
    xs = {i: by_gid(ax, rf"point-{i}")[f"point-{i}"].get_xdata()[0] for i, _ in line}
    solid, dashed = [], []
    for (i, (people, _, _, kind)), following in zip(line, [*line[1:], None], strict=True):
        pieces = dashed if kind == "killed_or_missing" else solid
        until = xs[following[0]] if following else (cut if xs[i] <= cut else end)
        pieces += [(xs[i], cut, people), (again, until, people)] if xs[i] <= cut < until else [(xs[i], until, people)]
    for gid, pieces in (("steps", solid), ("steps-missing", dashed)):
        segments = by_gid(ax, gid)[gid].get_segments()
        level = [tuple(np.round((a[0], b[0], a[1]), 6)) for a, b in segments if a[1] == b[1] and a[0] != b[0]]
        assert level == [tuple(np.round(piece, 6)) for piece in pieces if piece[0] != piece[1]]
    rises = {
        gid: {b[0] for a, b in by_gid(ax, gid)[gid].get_segments() if a[0] == b[0]}
        for gid in ("steps", "steps-missing")
    }
    alike = [(xs[i], row[3]) for (_, before), (i, row) in pairwise(line) if before[3] == row[3]]
    assert rises["steps"] == {x for x, kind in alike if kind == "killed"}
    assert rises["steps-missing"] == {x for x, kind in alike if kind == "killed_or_missing"}
    apart = [(before[0], row[0]) for (_, before), (_, row) in pairwise(line) if before[3] != row[3]]
    assert apart == ([(135, 207), (210, 224)] if side == "ARM" else []), "no line joins two quantities"
    style = [by_gid(ax, gid)[gid].get_linestyle()[0][1] for gid in ("steps", "steps-missing")]
    assert style[0] is None and style[1] is not None


def test_the_two_parts_of_the_time_axis_are_cut_and_said_to_differ(moves):
    for ax in panels(moves).values():
        (left, cut, first, last), (again, end, after, until) = clock(ax)
        assert again - cut > 0.3, "paper between the parts"
        assert sorted(m.get_xdata()[0] for m in ax.lines if m.get_gid() == "break") == [cut, again]
        assert after == last + DAY, "no day is left out"
    inches = (cut - left) / ((last - first).days + 1), (end - again) / ((until - after).days + 1)
    words = said(panels(moves)["ARM"])
    assert re.search(rf"\b{round(inches[0] / inches[1])}\b", words), "how many days are as wide as one"


def test_days_known_only_roughly_have_a_line_over_them(moves):
    found, levels = {}, {side: [] for side in SIDES}
    for side, ax in panels(moves).items():
        inch = theme.size_inches(ax)[1] / ax.get_ylim()[1]
        for gid, line in by_gid(ax, r"days-\d").items():
            start, end = (when_drawn(ax, x) for x in line.get_xdata())
            (point,) = by_gid(ax, gid.replace("days", "point")).values()
            found[side, point.get_ydata()[0]] = start.round("s"), (end - DAY).round("s")
            levels[side].append(line.get_ydata()[0] * inch)
            assert abs(levels[side][-1] - point.get_ydata()[0] * inch) < 0.075, "it touches its point"
        thick = 0 if not levels[side] else line.get_linewidth() / 72
        assert all(b - a > 1.5 * thick for a, b in pairwise(levels[side])), "two of the same days do not merge"
    rough = {(s, n): (a, b) for s in SIDES for n, a, b, _ in reports(s) if a < b}
    assert found == rough and len(rough) == 3


def test_a_part_without_reports_is_hatched_and_says_so(moves):
    armenia, azerbaijan = panels(moves).values()
    assert not by_gid(armenia, r"not_found-\d")
    (cell,) = by_gid(azerbaijan, r"not_found-\d").values()
    left, right, *_ = clock(azerbaijan)[1]
    assert cell.get_hatch() and (cell.get_x(), cell.get_x() + cell.get_width()) == pytest.approx((left, right))
    assert {"en": "no report found", "it": "nessuna notizia trovata"}[moves.language] in said(azerbaijan)


def test_last_counts_stand_with_their_days_and_in_one_unit(moves):
    frame = cd.references().set_index("reference_id")
    first, last = frame.loc["arm-sept-2022-49"], frame.loc["arm-sept-2022-221-soldiers"]
    assert first["unit"] == last["unit"] == "soldiers", "the 224 hold civilians, the 49 do not"
    assert last["best"] == frame.at["arm-sept-2022-224", "best"] - frame.at["arm-sept-2022-civilians-3", "best"]
    assert not re.search(r"\d", moves.title), "counts of different days stand beside each other only with their days"
    lines = [line.get_text() for line in moves.mpl.artists if getattr(line, "role", None) == "subtitle"]
    subtitle, lasts = " ".join(lines), {}
    for side in SIDES:
        _, lasts[side], until, _ = max(reports(side), key=lambda row: (row[2], row[0]))
        assert lasts[side] <= until and span(lasts[side], until, moves.language) in subtitle
        assert span(lasts[side], until, moves.language) in moves.caption
    assert lasts["AZE"] < lasts["ARM"], "the two last counts are of different days, and both days are said"
    soldiers = {"en": "224 killed (221 soldiers)", "it": "224 uccisi (221 soldati)"}[moves.language]
    assert soldiers in said(panels(moves)["ARM"]) and str(last["best"]) in soldiers


def test_every_sign_of_the_reports_is_in_the_key(moves):
    (key,) = (ax for ax in moves.mpl.axes if ax.get_label() == "key")
    signs = ("printed", "killed_only", "with_missing", "floor", "rough_days")
    assert all(say(f"key.{sign}", moves.language) in said(key) for sign in signs)
    looks = {(line.get_marker(), line.get_fillstyle()) for line in key.lines}
    drawn = {p for ax in panels(moves).values() for p in by_gid(ax, r"point-\d").values()}
    assert {(p.get_marker(), p.get_fillstyle()) for p in drawn} <= looks


@pytest.mark.parametrize("side", SIDES)
def test_every_report_names_its_number_its_claimant_and_its_day(moves, side):
    words = said(panels(moves)[side])
    names = cd.actors().set_index("actor_id")[f"name_{moves.language}"].str.replace("'", "’")
    for row in moves.values.query("party == @side").itertuples():
        text = Toll(row.comparator, *(None if pd.isna(n) else n for n in (row.low, row.best, row.high))).words(
            moves.language
        )
        assert text[:1].upper() + text[1:] in words
        if not row.aside:
            assert names[row.claimant] in words
        assert re.search(rf"(?<!\d){int(row.as_of[8:10])}(?!\d)", words)
    roughly = {"en": "about 16–17", "it": "verso il 16–17"}[moves.language]
    assert words.count(roughly) == sum("~" in str(day) for day in moves.values.query("party == @side")["as_of"])


# ---------------------------------------------------------------- with one's own data


def test_calendar_names_years_months_and_days():
    day = pd.Timestamp
    _, years = calendar(day("1988-01-01"), day("2022-12-31"), 6.6 / 12784)
    assert [words for _, words in years] == ["1990", "1995", "2000", "2005", "2010", "2015", "2020"]
    ticks, months = calendar(day("2020-08-01"), day("2021-04-30"), 6.2 / 273)
    assert [words for _, words in months][::5] == ["Aug 2020", "Jan 2021"] and len(ticks) == 10
    ticks, days = calendar(day("2022-09-05"), day("2022-09-14"), 0.66, "it")
    assert days[0][1] == "lun 5" and days[-1][1] == "mer 14" and days[0][0] == pytest.approx(0.33)
    assert ticks == pytest.approx([0.66 * i for i in range(11)])
    _, crowded = calendar(day("2022-09-01"), day("2022-10-30"), 0.1)
    steps = {round(b[0] - a[0], 6) for a, b in pairwise(crowded)}
    assert steps == {0.5}, "named at equal distances"


def my_reports(numbers=(9, 12), days=("2023-05-01", "2023-05-03"), **more):
    frame = pd.DataFrame({"comparator": "exact", "low": numbers, "best": numbers, "high": numbers, "label": "police"})
    return frame.assign(start=pd.to_datetime(list(days)), end=pd.to_datetime(list(days)), **more)


@pytest.mark.parametrize("most", [0, 3, 12, 4_321, 9_999_999])
def test_own_reports_draw_at_every_size(most):
    ax = charts.report_steps(my_reports((0, most)))
    points = by_gid(ax, r"point-\d")
    assert [p.get_ydata()[0] for _, p in sorted(points.items())] == [0, most]
    assert ax.get_ylim()[1] >= most and said(ax).count("police") == 2


@pytest.mark.parametrize(
    ("numbers", "days", "aside"),
    [
        ((9, 20, 31, 38, 52, 60, 75, 80), (1, 4, 8, 12, 13, 17, 20, 24), False),
        ((9, 80, 20, 31, 75, 38, 52, 60), (1, 4, 8, 12, 13, 17, 20, 24), False),
        ((5, 10, 45), (1, 2, 20), [False, True, False]),
    ],
)
def test_labels_of_reports_cover_nothing(numbers, days, aside):
    ax = charts.report_steps(my_reports(numbers, [f"2023-05-{n:02}" for n in days], aside=aside))
    ax.figure.canvas.draw()
    boxes = [text.get_window_extent() for text in ax.texts if text.role in ("strong", "note")]
    points = [p.get_window_extent() for p in by_gid(ax, r"point-\d").values()]
    assert len(boxes) == 2 * len(numbers)
    for i, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in [*boxes[i + 1 :], *points])


@pytest.mark.parametrize(
    ("frame", "options", "reason"),
    [
        (my_reports(days=("2023-05-03", "2023-05-01")), {}, "in the order of their days"),
        (my_reports((-1, 2)), {}, "below zero"),
        (my_reports(), {"top": 10}, "ends at 10"),
        (my_reports(), {"parts": [(pd.Timestamp("2023-05-01"), pd.Timestamp("2023-05-02"), 1)]}, "in no part"),
        (
            my_reports(),
            {"parts": [(pd.Timestamp("2023-05-01"), pd.Timestamp("2023-05-03"), 1)] * 2},
            "must follow each other",
        ),
        (my_reports(label="word " * 300), {}, "no room"),
        (my_reports().drop(columns="start"), {}, "start"),
    ],
)
def test_impossible_reports_are_refused_in_words(frame, options, reason):
    with pytest.raises(ValueError, match=reason):
        charts.report_steps(frame, **options)
