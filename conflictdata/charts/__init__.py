"""The figures of the package by name, and the chart functions behind them."""

import pandas as pd

from ..i18n import languages, say
from .alliance import membership_spells
from .atlas import locator, tile_map
from .blocks import one_scale, two_readings, unit_blocks
from .clock import per_day, toll_and_clock
from .figure import FORMATS, ConflictFigure
from .intervals import interval_table
from .matrix import duty_matrix, word_table
from .moves import report_steps
from .pages import PAGES
from .pages.own import years_page
from .pages.wrong import wrong_pairs
from .parts import parts_of_toll
from .strips import time_strips
from .theme import own_settings
from .years import coverage_strip, deaths_by_year, quiet_years, spans

__all__ = [
    "FORMATS",
    "PAGES",
    "ConflictFigure",
    "coverage_strip",
    "deaths_by_year",
    "draw",
    "duty_matrix",
    "figure_names",
    "interval_table",
    "locator",
    "membership_spells",
    "one_scale",
    "parts_of_toll",
    "per_day",
    "quiet_years",
    "report_steps",
    "spans",
    "tile_map",
    "time_strips",
    "toll_and_clock",
    "two_readings",
    "unit_blocks",
    "word_table",
    "wrong_pairs",
    "years_page",
]


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
    if not isinstance(name, str) or name not in PAGES:
        raise ValueError(f"no figure {name!r}: the figures are {', '.join(PAGES)}")
    if language not in languages():
        raise ValueError(f"no figures in language {language!r}: there is {', '.join(languages())}")
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
    >>> figure_names()["figure"].tolist()[:4]
    ['deaths_by_year', 'one_scale', 'toll_and_clock', 'per_day']
    """
    return pd.DataFrame([(name, say(f"{name}.shows", language)) for name in PAGES], columns=["figure", "shows"])
