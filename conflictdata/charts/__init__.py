"""The figures of the package by name, and the chart functions behind them."""

import pandas as pd

from ..texts import languages, say
from .alliance import membership_spells
from .casualties import coverage_strip, deaths_by_year, one_scale, spans, toll_and_clock
from .figure import FORMATS, ConflictFigure
from .pages import PAGES
from .theme import own_settings

__all__ = [
    "FORMATS",
    "PAGES",
    "ConflictFigure",
    "coverage_strip",
    "deaths_by_year",
    "draw",
    "figure_names",
    "membership_spells",
    "one_scale",
    "spans",
    "toll_and_clock",
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
    >>> figure_names()["figure"].tolist()
    ['deaths_by_year', 'one_scale', 'toll_and_clock', 'csto_membership']
    """
    return pd.DataFrame([(name, say(f"{name}.shows", language)) for name in PAGES], columns=["figure", "shows"])
