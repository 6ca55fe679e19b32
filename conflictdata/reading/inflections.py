"""Short spellings of many words: "armen{o,a,i,e}" stands for four."""

import re
from itertools import product


def expand(text):
    """Return the words that a short spelling stands for, in order.

    Braces hold the endings, several braces multiply, an underscore is a space inside an entry.

    Examples
    --------
    >>> expand("armen{o,a} stat{o,i}_unit{o,i} sirian{,i}")
    ['armeno', 'armena', 'stato unito', 'stato uniti', 'stati unito', 'stati uniti', 'sirian', 'siriani']
    """
    words = []
    for entry in text.split():
        parts = re.split(r"\{([^{}]*)\}", entry.replace("_", " "))
        choices = ([part] if i % 2 == 0 else part.split(",") for i, part in enumerate(parts))
        words += ["".join(chosen) for chosen in product(*choices)]
    return words
