"""Numbers that count no people: what they are instead, and the rule that says so."""

import re
from collections import namedtuple
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from . import rules as _rules
from .numbers import plain

WHYS = (
    *("age", "clock", "date", "measure", "money", "multiple", "name", "number sign", "ordinal", "percent", "phone"),
    *("ratio", "score", "thing", "year"),
)
SEEN, CUE = 60, 32  # characters before a number that `unless` and `before` see
PATTERNS = {"before": r"\Z", "unless": r"\Z", "number": "", "after": "", "gap": ""}  # of a rule, and how each ends
FIELDS = "id why before number after unless cased reach also whys backwards gap"
Rule = namedtuple("Rule", FIELDS, defaults=[*[None] * 6, CUE, (), *[None] * 3])


@dataclass(frozen=True)
class Mask:
    """A number that counts no people, with its unit: `why` is one of `WHYS`."""

    start: int
    end: int
    why: str
    rule: str


def find_masks(text, language, numbers, times):
    """Find the numbers that count no people: ages, measures, money, names, things, dates and so on.

    Parameters
    ----------
    text : str
    language : str
    numbers : list of Number
        What `find_numbers` found in the text.
    times : list of Time
        What `find_times` found in the text: numbers within them are dates.

    Returns
    -------
    list of Mask
        In order of appearance; each covers one of `numbers`.

    Examples
    --------
    >>> from .numbers import find_numbers
    >>> text = "due carri T-72 e 12 soldati a 30 km"
    >>> [text[m.start : m.end] for m in find_masks(text, "it", find_numbers(text, "it"), [])]
    ['due carri', '30 km']
    """
    language = _rules.language(language)
    low, rules = plain(text), _compiled(language)[0]
    spans = iter([(time.char_start, time.char_end) for time in times] + [(len(text) + 1,) * 2])
    span, found = next(spans), []
    for place, number in enumerate(numbers):
        while span[1] <= number.start:
            span = next(spans)
        limit = numbers[place + 1].start if place + 1 < len(numbers) else len(text)
        mask = _mask(text, low, number, rules, limit)
        if span[0] < number.end and not (mask and mask.why == "age"):
            mask = Mask(number.start, number.end, "date", f"{language}.mask.time")
        found.append(mask)
    _share(low, numbers, found, language)
    return [mask for mask in found if mask]


def _mask(text, low, number, rules, limit):
    start, end, written = number.start, number.end, low[number.start : number.end]
    every, cued, tails = rules.get(number.sense, rules["exact"])
    for rule in every if tails.match(low, end) else cued:
        if rule.number and not rule.number.fullmatch(written):
            continue
        tail = rule.after.match(low, end) if rule.after else None
        if rule.after and not tail:
            continue
        if rule.before and not rule.before.search(text if rule.cased else low, max(0, start - rule.reach), start):
            continue
        if not (rule.unless and rule.unless.search(low, max(0, start - SEEN), start)):
            return Mask(start, min(max(end, tail.end() if tail else end), limit), rule.why, rule.id)
    return None


def _share(low, numbers, found, language):
    """Mask what shares the unit of a masked neighbour, and scores: "10-15 km", "di 20 e 23 anni", "2-1"."""
    _, joins, cue, ends = _compiled(language)
    pairs = [place for place in range(len(numbers) - 1) if numbers[place + 1].start - numbers[place].end <= SEEN // 2]
    for back, places in ((True, pairs[::-1]), (False, pairs)):
        for place in places:
            one, two = numbers[place], numbers[place + 1]
            this, known = (place, found[place + 1]) if back else (place + 1, found[place])
            head = low[max(0, one.start - SEEN) : one.start]
            gap = low[known.end if known and not back else one.end : two.start]
            if not found[place] and not found[place + 1] and gap in ("-", "–"):
                ended = max(one.value, two.value) < 30 and cue.search(head) and ends.match(low, two.end)
                if one.value > two.value or ended:
                    score = (Mask(n.start, n.end, "score", f"{language}.mask.score") for n in (one, two))
                    found[place : place + 2] = score
            elif known and not found[this] and numbers[this].sense not in ("article", "none"):
                for join in joins:
                    if known.why not in join.whys or back != join.backwards or not join.gap.fullmatch(gap):
                        continue
                    if (not join.before or join.before.search(head)) and (
                        not join.after or join.after.match(low, two.end)
                    ):
                        found[this] = Mask(numbers[this].start, numbers[this].end, known.why, join.id)


@lru_cache
def _compiled(language):
    """Return the mask rules for each sense of a number and the joins, patterns compiled, and the cue of a score."""
    rules = language.rules
    names = {name: _any(words.split()) for name, words in rules["mask_words"].items()}
    names["end"] = rf"(?=[^\w\s]|\s*\Z|\s*\n\s*\n|\s{names['function']})"

    def ready(rule):
        patterns = {
            key: re.sub(r"\{([a-z]+)\}", lambda name: names[name[1]], rule[key]) for key in PATTERNS if key in rule
        }
        compiled = {key: re.compile(f"(?:{pattern}){PATTERNS[key]}") for key, pattern in patterns.items()}
        return Rule(**{key: value for key, value in (rule | compiled).items() if key in Rule._fields})

    masks, joins = ([ready(rule) for rule in rules[key]] for key in ("masks", "mask_joins"))
    senses = {}
    for sense in ("exact", "article", "none"):
        some = [mask for mask in masks if sense == "exact" or sense in mask.also]
        cued = [mask for mask in some if mask.before or not mask.after]
        tails = "|".join(mask.after.pattern for mask in some if mask not in cued)
        senses[sense] = some, cued, re.compile(tails or r"(?!)")
    return senses, joins, re.compile(rules["score"]["cue"]), re.compile(names["end"])


def _any(words):
    """Return a pattern for any whole word of `words`, in groups by their first letter: long lists match faster so."""
    groups = groupby(sorted(set(words)), key=lambda word: word[0])
    return "(?:" + "|".join(f"(?:{_rules.alternatives(group)})" for _, group in groups) + r")(?!['-]?\w)"
