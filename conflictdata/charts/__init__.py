"""The figures of the package by name, and the chart functions behind them."""

import pandas as pd

from ..i18n import Speaker
from .alliance import csto_membership_page, membership_spells
from .annual import coverage_strip, deaths_by_year, deaths_by_year_page, spans
from .atlas import csto_map_page, locator
from .blocks import one_scale, one_scale_page
from .figure import FORMATS, ConflictFigure
from .intervals import claims_and_references_page, first_war_by_source_page, interval_table
from .moves import report_steps, toll_moves_page
from .own import years_page
from .quiet import quiet_years, quiet_years_page
from .rates import per_day, per_day_page
from .sides import unit_blocks, who_says_so_page
from .theme import own_settings
from .tiles import tile_map
from .wrong import wrong_broken_axis_page, wrong_nested_sum_page, wrong_pairs

__all__ = [
    "FORMATS",
    "PAGES",
    "ConflictFigure",
    "coverage_strip",
    "deaths_by_year",
    "draw",
    "figure_names",
    "interval_table",
    "locator",
    "membership_spells",
    "one_scale",
    "per_day",
    "quiet_years",
    "report_steps",
    "spans",
    "tile_map",
    "unit_blocks",
    "wrong_pairs",
    "years_page",
]

PAGES = {  # what each figure is called, and what makes it: our record and its words onto a page
    "deaths_by_year": deaths_by_year_page,
    "one_scale": one_scale_page,
    "per_day": per_day_page,
    "who_says_so": who_says_so_page,
    "toll_moves": toll_moves_page,
    "csto_membership": csto_membership_page,
    "csto_map": csto_map_page,
    "claims_and_references": claims_and_references_page,
    "first_war_by_source": first_war_by_source_page,
    "quiet_years": quiet_years_page,
    "wrong_broken_axis": wrong_broken_axis_page,
    "wrong_nested_sum": wrong_nested_sum_page,
}


def draw(name, language="en"):
    """Draw a figure of the package.

    Parameters
    ----------
    name : str
        One of `figure_names()`.
    language : str

    Returns
    -------
    ConflictFigure
        Shows itself in Jupyter; `save` writes PNG, SVG and PDF.

    Raises
    ------
    ValueError
        If there is no such figure or no texts in the language.

    Examples
    --------
    >>> draw("one_scale").values["records"].tolist()
    ['C31', 'C03+C04', 'C34', 'C36']
    """
    tell = Speaker(language)
    if not isinstance(name, str) or name not in PAGES:
        raise ValueError(tell("refused.no_figure", figures=", ".join(PAGES), name=repr(name)))
    with own_settings():
        return PAGES[name](language)


def figure_names(language="en"):
    """Return the names of the figures and what each one shows, one row a figure.

    Returns
    -------
    pandas.DataFrame
        `figure` (the name for `draw`) and `shows`.

    Examples
    --------
    >>> figure_names()["figure"].tolist()[:3]
    ['deaths_by_year', 'one_scale', 'per_day']
    """
    tell = Speaker(language)
    return pd.DataFrame([(name, tell(f"{name}.shows")) for name in PAGES], columns=["figure", "shows"])
