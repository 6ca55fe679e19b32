"""Numbers that count no people: what they are instead, and the rule that says so."""

import re
from dataclasses import dataclass
from functools import lru_cache

from . import rules as _rules
from .numbers import plain
from .words import tags_after, tags_of

WHYS = ("age", "clock", "date", "measure", "money", "name", "percent", "ratio", "score", "thing")
SEEN, FAR = 32, 60  # characters before a number in which `before` and `unless` stand
PATTERNS = {"before": r"\Z", "unless": r"\Z", "number": "", "after": "", "spares": ""}  # of a rule, and how each ends
NEXT = re.compile(r"[ \n-]?([^\w\s.,;:!?)\"”»]|[^\W\d_][\w'-]*)")  # a word or a sign of money after a number


@dataclass(frozen=True)
class Mask:
    """A number that counts no people, with its unit: `why` is one of `WHYS`."""

    start: int
    end: int
    why: str
    rule: str


@dataclass(frozen=True)
class Rule:
    """What makes a number no count of people; the rule files say what each field means."""

    id: str
    why: str
    before: re.Pattern | None = None
    unless: re.Pattern | None = None
    number: re.Pattern | None = None
    after: re.Pattern | None = None
    nouns: frozenset = frozenset()
    between: int = 0
    senses: tuple = ("exact", "about", "vague")
    cased: bool = False
    spares: re.Pattern | None = None


def find_masks(text, language, numbers, times):
    """Find the numbers that count no people: ages, measures, money, names, things, dates and so on.

    Each mask begins with one of `numbers` and may cover the next ("tre su dieci"); numbers within `times` are dates.

    Examples
    --------
    >>> from .numbers import find_numbers
    >>> text = "due carri T-72 e 12 soldati a 30 km"
    >>> [text[m.start : m.end] for m in find_masks(text, "it", find_numbers(text, "it"), [])]
    ['due carri', '30 km']
    """
    language = _rules.language(language)
    low, (masks, _, of) = plain(text), _compiled(language)
    spans = iter([(time.char_start, time.char_end) for time in times] + [(len(text) + 1,) * 2])
    span, found = next(spans), []
    for number in numbers:
        while span[1] <= number.start:
            span = next(spans)
        words = _words_after(low, number.end, of)
        places = ((rule, _end(rule, text, low, number, words, language)) for rule in masks)
        mask = next((Mask(number.start, end, rule.why, rule.id) for rule, end in places if end), None)
        if span[0] < number.end and not (mask and mask.why == "age"):
            mask = Mask(number.start, number.end, "date", f"{language}.mask.time")
        found.append(mask)
    return _apart(_shared(low, numbers, found, language))


def _words_after(low, place, of):
    """Return the next words after a number and their ends; "of" after it is passed over."""
    words = []
    while len(words) < 4 and (match := NEXT.match(low, place)):
        place = match.end()
        if words or match[1] not in of:
            words.append((match[1], place))
    return words


def _end(rule, text, low, number, words, language):
    """Return where the mask of a number ends by a rule, or None if the rule does not fit."""
    start, end, tail = number.start, number.end, None
    if number.sense not in rule.senses or (rule.number and not rule.number.fullmatch(low, start, end)):
        return None
    if rule.after and not (tail := rule.after.match(low, end)):
        return None
    if rule.nouns and not (tail := _noun(rule, words, language)):
        return None
    if rule.before and not rule.before.search(text if rule.cased else low, max(0, start - SEEN), start):
        return None
    if rule.unless and rule.unless.search(low, max(0, start - FAR), start):
        return None
    if rule.spares and any(map(rule.spares.fullmatch, tags_after(low, end, language))):
        return None
    return tail if isinstance(tail, int) else tail.end() if tail else end


def _noun(rule, words, language):
    """Return the end of the noun that a rule names: right after the number or behind words that nothing is known of."""
    for place, (word, end) in enumerate(words[: rule.between + 1]):
        if word in rule.nouns:
            return end
        if tags_of(word, language) or place == rule.between:
            return None
    return None


def _shared(low, numbers, found, language):
    """Mask what shares the unit of the number after it: "10-15 km", "di 20 e 23 anni"."""
    joins = _compiled(language)[1]
    for place in range(len(numbers) - 2, -1, -1):
        one, two, known = numbers[place], numbers[place + 1], found[place + 1]
        if known and not found[place] and one.sense not in ("article", "none"):
            gap = low[one.end : two.start]
            join = next((join for join in joins if known.why in join["whys"] and join["gap"].fullmatch(gap)), None)
            found[place] = join and Mask(one.start, one.end, known.why, join["id"])
    return found


def _apart(found):
    """Return the masks that are there but for those inside another: "tre su dieci" is one."""
    kept = []
    for mask in found:
        if mask and not (kept and mask.start < kept[-1].end):
            kept.append(mask)
    return kept


@lru_cache
def _compiled(language):
    """Return the mask rules and the joins, their patterns compiled, and the words that mean "of"."""
    listed = {name: _rules.expand(words) for name, words in language.rules["mask_words"].items()}

    def ready(rule):
        made = {key: rule[key] for key in Rule.__dataclass_fields__ if key in rule}
        for key, end in PATTERNS.items():
            if key in rule:
                pattern = re.sub(r"\{([a-z]+)\}", lambda name: _any(listed[name[1]]), rule[key])
                made[key] = re.compile(f"(?:{pattern}){end}")
        return Rule(**made | {"nouns": frozenset(listed[rule["nouns"]] if "nouns" in rule else ())})

    joins = [join | {"gap": re.compile(join["gap"])} for join in language.rules["mask_joins"]]
    return [ready(rule) for rule in language.rules["masks"]], joins, frozenset(listed["of"])


def _any(words):
    """Return a pattern for any whole word of `words`."""
    return rf"(?:(?:{_rules.alternatives(words)})(?!['-]?\w))"
