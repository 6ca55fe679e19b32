"""The figures of the package by name, and the chart functions behind them."""

from functools import partial

import pandas as pd

from ..i18n import Speaker
from . import theme
from .alliance import csto_membership_page, membership
from .annual import deaths_by_year, deaths_by_year_page, quiet_years_page
from .atlas import csto_map_page
from .beside import beside, beside_page
from .figure import FORMATS, Figure
from .rates import per_day, per_day_page
from .sides import who_says_so_page
from .squares import tolls, tolls_page
from .wrong import wrong_broken_axis_page, wrong_nested_sum_page

__all__ = [
    "FORMATS",
    "PAGES",
    "SIZES",
    "Figure",
    "beside",
    "deaths_by_year",
    "draw",
    "figure_names",
    "membership",
    "per_day",
    "tolls",
]

SIZES = tuple(theme.SIZES)
PAGES = {  # what each figure is called, and what makes it: our record and its words onto a page
    "tolls": tolls_page,
    "deaths_by_year": deaths_by_year_page,
    "quiet_years": quiet_years_page,
    "per_day": per_day_page,
    "who_says_so": who_says_so_page,
    "september_2022": partial(beside_page, "september_2022"),
    "war_2020": partial(beside_page, "war_2020"),
    "first_war": partial(beside_page, "first_war"),
    "csto_membership": csto_membership_page,
    "csto_map": csto_map_page,
    "wrong_broken_axis": wrong_broken_axis_page,
    "wrong_nested_sum": wrong_nested_sum_page,
}


def draw(name, language="en", size="page"):
    """Draw a figure of the package.

    Parameters
    ----------
    name : str
        One of `figure_names()`.
    language : str
    size : {"page", "slide", "column"}
        A page of 7.2 inches for notebooks and print, a slide of 13.33 × 7.5 inches, a newspaper column of 88 mm.

    Returns
    -------
    Figure
        Shows itself in Jupyter; `save` writes PNG, SVG and PDF.

    Raises
    ------
    ValueError
        If there is no such figure or size, or no texts in the language.

    Examples
    --------
    >>> draw("tolls").values["records"].tolist()
    ['C36', 'C34', 'C03+C04', 'C31']
    """
    tell = Speaker(language)
    if not isinstance(name, str) or name not in PAGES:
        raise ValueError(tell("refused.no_figure", figures=", ".join(PAGES), name=repr(name)))
    if size not in SIZES:
        raise ValueError(tell("refused.size", size=repr(size), known=", ".join(SIZES)))
    with theme.own_settings():
        return PAGES[name](language, size)


def figure_names(language="en"):
    """Return the names of the figures and what each one shows, one row a figure.

    Returns
    -------
    pandas.DataFrame
        `figure` (the name for `draw`) and `shows`.

    Examples
    --------
    >>> figure_names()["figure"].tolist()[:3]
    ['tolls', 'deaths_by_year', 'quiet_years']
    """
    tell = Speaker(language)
    return pd.DataFrame([(name, tell(f"{name}.shows")) for name in PAGES], columns=["figure", "shows"])
