"""From a phrase to one figure: the number, and how sure the words make it."""

from dataclasses import dataclass

from . import rules as _rules
from .numbers import find_numbers
from .times import find_times

# comparator: which of low, best and high the stated number fills
CELLS = {
    "exact": (True, True, True),
    "at-least": (True, True, False),
    "more-than": (True, True, False),
    "at-most": (False, True, True),
    "less-than": (False, True, True),
    "almost": (False, True, True),
    "about": (False, True, False),
}


@dataclass(frozen=True)
class Figure:
    """One figure of a phrase: `low`, `best`, `high` (None where not stated), its comparator and its place."""

    low: int | None
    best: int | None
    high: int | None
    comparator: str
    number_start: int
    number_end: int
    rules: tuple


def read_figure(phrase, language):
    """Read the one figure that a phrase states.

    Numbers inside a date or a duration are not figures.

    Parameters
    ----------
    phrase : str
    language : str

    Returns
    -------
    Figure

    Raises
    ------
    ValueError
        If the phrase states no figure, or more than one: nothing is chosen silently.

    Examples
    --------
    >>> figure = read_figure("oltre seimila morti", "it")
    >>> figure.comparator, figure.low, figure.high
    ('more-than', 6000, None)
    """
    times = [range(t.char_start, t.char_end) for t in find_times(phrase, language)]
    numbers = [n for n in find_numbers(phrase, language) if not any(n.start in span for span in times)]
    if len(numbers) != 1:
        count = "no figure" if not numbers else f"{len(numbers)} figures"
        raise ValueError(f"the phrase {phrase!r} states {count}; one is needed")
    number, before = numbers[0], phrase[: numbers[0].start]
    cues = [rule for rule in _rules.load(language)["comparators"] if rule["compiled"].search(before)][:1]
    comparator = cues[0]["comparator"] if cues else "exact"
    low, best, high = (number.value if stated else None for stated in CELLS[comparator])
    rules = (number.rule, *(rule["id"] for rule in cues))
    return Figure(low, best, high, comparator, number.start, number.end, rules)
