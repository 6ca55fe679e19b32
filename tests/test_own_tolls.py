"""Frames of other columns are refused in words."""

import pandas as pd
import pytest

from conflictdata import charts


@pytest.mark.parametrize(
    ("chart", "what"),
    [
        (charts.deaths_by_year, "years lacks the columns year, low, best, high, coverage"),
        (charts.coverage_strip, "years lacks the columns year, coverage, counted_from"),
        (lambda frame: charts.membership_spells(frame, {}, {}), "spells lacks the columns actor, status"),
        (charts.report_steps, "tolls lacks the columns comparator"),
        (charts.tile_map, "tiles lacks name"),
    ],
)
def test_a_frame_of_other_columns_is_refused_in_words(chart, what):
    with pytest.raises(ValueError, match=what):
        chart(pd.DataFrame({"x": [1]}))
