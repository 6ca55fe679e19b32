"""What each figure of the package is called, what it says and what it shows: data and words onto a page."""

from .alliance import csto_membership
from .blocks import one_scale, two_readings, who_says_so
from .clock import per_day, toll_and_clock
from .quiet import quiet_years
from .references import claims_and_references, first_war_by_source, who_is_in_the_toll
from .response import csto_duty, csto_map, statements
from .time import toll_moves, when
from .wrong import (
    wrong_broken_axis,
    wrong_cumulative_line,
    wrong_denominators,
    wrong_dots_of_100,
    wrong_log_bars,
    wrong_nested_sum,
)
from .years import deaths_by_year

FIGURES = (
    deaths_by_year,
    one_scale,
    toll_and_clock,
    per_day,
    when,
    who_says_so,
    two_readings,
    toll_moves,
    csto_membership,
    csto_map,
    csto_duty,
    statements,
    claims_and_references,
    first_war_by_source,
    who_is_in_the_toll,
    quiet_years,
    wrong_log_bars,
    wrong_broken_axis,
    wrong_nested_sum,
    wrong_cumulative_line,
    wrong_dots_of_100,
    wrong_denominators,
)
PAGES = {page.__name__: page for page in FIGURES}
