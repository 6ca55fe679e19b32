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
COUNTED = ("exact", "about", "vague")  # the senses of the numbers that a rule takes if it names none
SENSES = (*COUNTED, "none", "article")
NEXT = re.compile(r"[ \n-]?([^\w\s.,;:!?)\"”»]|[^\W\d_][\w'-]*)")  # a word or a sign of money after a number


@dataclass(frozen=True)
class Mask:
    """A number that counts no people, with its unit: `why` is one of `WHYS`."""

    start: int
    end: int
    why: str
    rule: str


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
    low, (rules, joins, of) = plain(text), _compiled(language)
    spans = iter([(time.char_start, time.char_end) for time in times] + [(len(text) + 1,) * 2])
    span, found = next(spans), []
    for number in numbers:
        while span[1] <= number.start:
            span = next(spans)
        words = _words_after(low, number.end, of)
        fitting = ((rule, _end(rule, text, low, number, words, language)) for rule in rules[number.sense])
        mask = next((Mask(number.start, end, rule["why"], rule["id"]) for rule, end in fitting if end), None)
        if span[0] < number.end and not (mask and mask.why == "age"):
            mask = Mask(number.start, number.end, "date", f"{language}.mask.time")
        found.append(mask)
    kept = []
    for mask in filter(None, _shared(low, numbers, found, joins)):
        if not kept or kept[-1].end <= mask.start:  # "tre su dieci" is one
            kept.append(mask)
    return kept


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
    start, end, last = number.start, number.end, number.end
    if "number" in rule and not rule["number"].fullmatch(low, start, end):
        return None
    if "after" in rule:
        after = rule["after"].match(low, end)
        last = after and after.end()
    elif "nouns" in rule:
        last = _noun(rule, words, language)
    said = text if rule.get("cased") else low
    if last is None or ("before" in rule and not rule["before"].search(said, max(0, start - SEEN), start)):
        return None
    if "unless" in rule and rule["unless"].search(low, max(0, start - FAR), start):
        return None
    spared = "spares" in rule and any(map(rule["spares"].fullmatch, tags_after(low, end, language)))
    return None if spared else last


def _noun(rule, words, language):
    """Return the end of the noun that a rule names: right after the number or behind words that nothing is known of."""
    for word, end in words[: rule.get("between", 0) + 1]:
        if word in rule["nouns"]:
            return end
        if tags_of(word, language):
            break
    return None


def _shared(low, numbers, found, joins):
    """Mask what shares the unit of the number after it: "10-15 km", "di 20 e 23 anni"."""
    for place in range(len(numbers) - 2, -1, -1):
        one, two, known = numbers[place], numbers[place + 1], found[place + 1]
        if known and not found[place] and one.sense not in ("article", "none"):
            gap = low[one.end : two.start]
            join = next((join for join in joins if known.why in join["whys"] and join["gap"].fullmatch(gap)), None)
            found[place] = join and Mask(one.start, one.end, known.why, join["id"])
    return found


@lru_cache
def _compiled(language):
    """Return the mask rules for each sense of a number, and the joins, compiled, and the words that mean "of"."""
    listed = {name: _rules.expand(words) for name, words in language.rules["mask_words"].items()}
    whole = {name: rf"(?:(?:{_rules.alternatives(words)})(?!['-]?\w))" for name, words in listed.items()}

    def ready(rule):
        made = rule | {"nouns": frozenset(listed[rule["nouns"]])} if "nouns" in rule else dict(rule)
        for key in PATTERNS.keys() & rule.keys():
            pattern = re.sub(r"\{([a-z]+)\}", lambda name: whole[name[1]], rule[key])
            made[key] = re.compile(f"(?:{pattern}){PATTERNS[key]}")
        return made

    rules = [ready(rule) for rule in language.rules["masks"]]
    by_sense = {sense: [rule for rule in rules if sense in rule.get("senses", COUNTED)] for sense in SENSES}
    joins = [join | {"gap": re.compile(join["gap"])} for join in language.rules["mask_joins"]]
    return by_sense, joins, frozenset(listed["of"])
