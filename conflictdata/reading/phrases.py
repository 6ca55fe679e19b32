"""The noun phrase of each number of a sentence: who is counted, how sure, and whether it is a range or a part."""

import re
from dataclasses import dataclass
from functools import lru_cache

from .comparators import find_comparator, pair
from .kinds import kind_of, noun_kind
from .numbers import Number

QUOTES = set("“”«»\"‘’'")
ENDS_WHOLE = {"be", "have", "break", "and", "genitive"}
ENDS_RATE = set(";:.)]!?0123456789")
OPENING = 12  # words before a number that may belong to its phrase, and behind it in which it is a rate
PART = 6  # words between a part and its whole: "8,000 of the besieged town's 60,000"
WORDS = 5  # words between them where a noun stands with it: "64 died, not 90 lives"
TURN = 70  # characters between a figure and the one that it replaces
NEAR = 30  # characters before a figure in which "not" or "instead of" stands


@dataclass
class Phrase:
    """The noun phrase of a number; `at`, `begin`, `end` and `head` are places among the words of its sentence.

    `own` is the kind that its noun gives ("12 hostages", "12 wounded soldiers"), `part` says that a word of part
    stands with it ("of whom 12"), `whole` is the place of the number that it is part of ("8,000 of the 60,000"), `low`
    the first number of a range, `turn` what it is to a figure beside it that counts the same: the "old" one ("from 17
    to 21"), the "new" one, one "denied" ("not 40 but 14"), the one told "instead", or one of "other" days.
    """

    at: int
    begin: int
    end: int
    number: Number
    comparator: str = "exact"
    rules: tuple = ()
    head: int | None = None
    own: str | None = None
    unit: str | None = None
    parties: tuple = ()
    part: bool = False
    whole: int | None = None
    other: bool = False  # "12 others"
    unknown: bool = False  # a noun that is not in the lexicon stands after the number
    low: Number | None = None
    turn: str | None = None
    rate: str | None = None

    @property
    def elided(self):
        """Whether no noun says who is counted."""
        return self.head is None and not self.unknown


def read_phrases(text, words, start, language):
    """Return the Phrase of every number among the words of a sentence that may count people.

    Articles that count nobody, ages without a unit and what a toll rose by become plain words.
    """
    phrases = []
    for i, word in enumerate(words):
        if word.form == "number":
            one = _phrase(text, words, i, start, language)
            if any(test(words, one) for test in (_counts_nobody, _aged, _increment, _homes)):
                word.form, word.tags = "word", frozenset({"opens"})
            else:
                phrases.append(one)
    return _paired(text, words, phrases, start, language)


def noun_tags(word):
    """Return the tags of a word that name people: who they are, or what befell them."""
    return {tag for tag in word.tags if tag.startswith("unit.") or tag.endswith(".noun")}


def unit_of(word):
    """Return the unit that a noun names, or None; "people" only if it names no other."""
    return _unit(word.tags)


@lru_cache(maxsize=4096)
def _unit(tags):
    units = (tag[5:] for tag in tags if tag.startswith("unit."))
    return min(units, key=lambda unit: (unit == "people", unit), default=None)


# -- numbers that are none ----------------------------------------------------------------------------------------


def _counts_nobody(words, one):
    """Whether "a" stands before a noun that names nobody one counts: "a house", "a military truck", "a girls' home"."""
    head, after = words[one.end - 1].tags, words[min(one.end, len(words) - 1)].text
    several = one.end == one.at + 2 and "group" in head
    counted = one.part or "single" in head or (one.unit and not several and after not in QUOTES)
    return one.number.sense == "article" and not (counted or _is_one(words, one))


def _is_one(words, one):
    """Whether "one" stands for a person: "che uno è disperso"."""
    return one.elided and "be" in words[min(one.end, len(words) - 1)].tags


def _aged(words, one):
    """Whether a number is an age whose unit is left out: "a man of 54 years and his daughter of 9"."""
    if not one.elided or one.at < 2 or one.number.value > 110:
        return False
    if one.part and one.comparator == "less-than" and one.number.value < 19:
        return True  # "30 of them under five"
    return "genitive" in words[one.at - 1].tags and unit_of(words[one.at - 2]) is not None


def _increment(words, one):
    """Whether a number says by how much a toll rose: "rose by 12 to 54"."""
    before = words[max(0, one.at - 2) : one.at]
    return len(before) == 2 and "by" in before[1].tags and "change" in before[0].tags


def _homes(words, one):
    """Whether a number in brackets says in how many homes the people live: "12,400 people (2,070 households)"."""
    return one.head is not None and "household" in words[one.head].tags and words[max(0, one.begin - 1)].text == "("


# -- one phrase ---------------------------------------------------------------------------------------------------


def _phrase(text, words, i, start, language):
    """Read the noun phrase that a number opens, then what stands before it."""
    one = Phrase(i, i, i + 1, words[i].thing)
    _read_noun(words, one, _read_part(words, one), language.rules["grammar"])
    one.rate = _rate(text, start, one, words, language)
    last = words[one.end - 1].end
    one.comparator, one.rules, begin = find_comparator(text, one.number, start, last, language)
    first = max(0, one.at - OPENING)
    while one.begin > first and (
        words[one.begin - 1].start >= begin or words[one.begin - 1].tags & {"other", "opens", "its"}
    ):
        one.begin -= 1
        one.other |= "other" in words[one.begin].tags
    whole = one.begin - (2 if words[one.begin - 1].text == "," else 1)  # "of these, 12"
    if whole >= 0 and "subset" in words[whole].tags:
        one.begin, one.part = whole, True
    after = words[one.end : one.end + 2]  # "47 morti, 15 donne comprese, e 132 feriti"
    set_off = len(after) > 1 and after[1].form == "sign" and words[one.begin - 1].text == ","
    one.part |= set_off and "subset" in after[0].tags
    return one


def _read_part(words, one):
    """Read "of them", "of the wounded", "of the town's 60,000" after a number; return where its noun may begin."""
    j = one.at + 1
    while j < len(words) and words[j].text in QUOTES:
        j += 1
    if j < len(words) and "subset" in words[j].tags:
        one.part = not (j + 1 < len(words) and words[j + 1].tags & {"say", "claim"})  # "the 500 of whom they speak"
        return j + 1
    if j + 1 < len(words) and "among" in words[j].tags and noun_tags(words[j + 1]):
        return j + 1  # "150 between doctors and nurses"
    if j + 1 >= len(words) or "genitive" not in words[j].tags:
        return j
    for k, word in enumerate(words[j + 1 : j + 1 + PART], j + 1):
        if word.form == "number" and word.thing.sense != "article":
            one.whole = k
            break
        if word.tags & ENDS_WHOLE or word.form in ("sign", "time", "mask"):
            break
    if one.whole is not None:
        one.part = True
        return one.whole + 1  # its noun is that of the whole
    k = j + 1
    while k < min(len(words) - 1, j + 4) and words[k].tags & {"article", "opens"}:
        k += 1
    group = k > j + 1 or "of_the" in words[j].tags
    if group and (noun_tags(words[k]) or kind_of(words[k])) and not (one.number.sense == "none" and kind_of(words[k])):
        one.part = kind_of(words[k]) is not None
        return k
    partitive = one.number.value >= 1e6 or one.number.sense in ("about", "vague")  # "a dozen of soldiers"
    return j + 1 if partitive else j


def _read_noun(words, one, j, grammar):
    """Read who is counted: the nouns, sides and adjectives that follow a number from `j` on."""
    last = grammar["head_last"]  # "army soldiers" against "soldati turchi"
    skipped = 0
    while j < len(words):
        word, noun = words[j], noun_tags(words[j])
        if word.form == "party":
            one.parties += (word.thing,)
            one.end = j + 1
            if one.head is None:
                one.head, one.unit = j, unit_of(word) or "people"
        elif word.form != "word":
            break
        elif noun and (one.head is None or last or words[one.head].form == "party"):
            weak = unit_of(word) in (None, "people", "prisoners", "hostages")
            one.unit = one.unit if weak and one.unit else unit_of(word)
            one.own, one.head, one.end = noun_kind(word) or one.own, j, j + 1
        elif noun and one.unit is None and one.own and j == one.end:
            one.unit, one.end = unit_of(word), j + 1  # "morti civili"
        elif word.tags & {"other", "its"}:
            one.other |= "other" in word.tags
        elif one.head is None and last and kind_of(word) and noun_tags(words[min(j + 1, len(words) - 1)]):
            one.own = kind_of(word)  # "wounded soldiers"
        elif one.head is None and skipped < 2 and _modifies(words, j):
            skipped += 1
        else:
            break
        j += 1
    one.unknown = one.head is None and skipped > 0


def _modifies(words, j):
    """Whether a word may stand between a number and its noun: one of no list, or "12 confirmed deaths"."""
    told = words[j].tags & {"say", "claim"} and j + 1 < len(words) and noun_tags(words[j + 1])
    return not words[j].tags - {"opens", "group", "until_now"} or bool(told)


def _rate(text, start, one, words, language):
    """Return "day" if words after a noun phrase, or at the head of its clause, make the figure one of each day."""
    ends = (word.start for word in words[one.end : one.end + OPENING] if _ends_rate(word))
    first, last = words[one.at].start, words[one.end - 1].end
    after = _patterns(language)["day"].search(text, last, min(last + 60, next(ends, words[-1].end)))
    before = _patterns(language)["day"].search(text, max(start, first - 60), first)
    return "day" if after or (before and not ENDS_RATE & set(text[before.end() : first])) else None


def _ends_rate(word):
    number = word.form == "number" and word.thing.sense != "article"  # but "a day"
    return number or word.text in ENDS_RATE or bool(word.tags & {"and", "break"})


# -- two phrases --------------------------------------------------------------------------------------------------


def _paired(text, words, phrases, start, language):
    """Join the two numbers of a range, and say of which figure beside it another is the old or the new count."""
    kept = []
    for one in phrases:
        last = kept[-1] if kept else None
        made = last and pair(text, last.number, one.number, start, language, words[last.end - 1].end)
        if made == "update":
            last.turn, one.turn = "old", "new"
        elif made == "reverse":
            one.turn = "old"
        elif made == "range":
            one.low, one.begin, one.comparator = last.number, last.begin, "between"
            one.rules, one.rate, one.other = (*last.rules, f"{language}.range"), one.rate or last.rate, last.other
            kept.pop()
            after = words[one.end : one.end + 2]
            if one.elided and len(after) > 1 and after[0].text == "," and noun_tags(after[1]):
                _read_noun(words, one, one.end + 1, language.rules["grammar"])  # "10, and maybe 15, fishermen"
        if last is not None and last.end <= one.begin and _denied(text, words, last, one, _patterns(language)):
            last.turn, one.turn = last.turn or "denied", "instead"
        one.turn = one.turn or _turn(text, words, one, last, _patterns(language))
        kept.append(one)
    return kept


def _denied(text, words, first, second, patterns):
    """Whether "not" stands before a number and "but" before the next: "not 40, as they had said, but 14"."""
    start = words[first.begin].start
    negated = patterns["denied"].search(text, max(0, start - NEAR), start)
    return negated and patterns["but"].search(text, words[first.end - 1].end, words[second.begin].start)


def _turn(text, words, one, last, patterns):
    """Return what "not", "instead of" or "previously reported" make of a number beside one that counts the same."""
    if last is None or last.end > one.begin or not (one.elided or (one.own and one.begin - last.end < WORDS)):
        return None
    start, end = words[one.begin].start, words[one.end - 1].end
    after = words[one.end] if one.end < len(words) else None
    if patterns["earlier"].match(text, end):
        return "old"
    if start - words[last.end - 1].end > TURN or not patterns["old"].search(text, max(0, start - NEAR), start):
        return None
    return "other" if after and after.form == "time" and after.thing.reason is None else "old"


@lru_cache
def _patterns(language):
    rules = language.rules
    ends = {"day": r"(?!\w)", "old": r"\s+(?:[a-z]{1,3}\s+)?\Z", "denied": r"\s+\Z"}
    named = {name: rules["rates" if name == "day" else "updates"][name] for name in ends}
    return {name: re.compile(rf"(?<!\w)(?:{named[name]}){end}", re.IGNORECASE) for name, end in ends.items()} | {
        "but": re.compile(rf"(?:{rules['updates']['but']})\Z", re.IGNORECASE),
        "earlier": re.compile(rf",?\s+(?:\w+\s+)?(?:{rules['updates']['earlier']})(?!\w)", re.IGNORECASE),
    }
