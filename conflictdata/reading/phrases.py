"""The noun phrase of each number of a sentence: who is counted, how sure, and whether it is a range or a part."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from .comparators import find_comparator, is_range, updates, updates_back
from .kinds import KINDS
from .numbers import Number

QUOTES = set("“”«»\"‘’'")
ENDS_NOUN = {"be", "have", "break", "and", "or", "genitive", "subset"}
ENDS_RATE = set(";:.)]!?0123456789")


@dataclass
class Counted:
    """A number that may count people; `at`, `begin` and `end` are places among the words of its sentence."""

    at: int
    begin: int
    end: int
    number: Number
    comparator: str
    rules: tuple
    head: int | None = None  # the counted noun
    adjective: str | None = None  # the kind that a word before the noun gives: "wounded soldiers"
    unit: str | None = None
    kind: str | None = None
    how: str | None = None  # the rule that gave the kind
    party: str | None = None
    owner: str | None = None  # the side that a verb of loss says it lost them
    beside: object = None  # the figure that "and" or a comma joins this one to
    low: Number | None = None  # the first number of a range
    anchor: object = None
    status: str = "reported"
    subset: bool = False
    of: object = None  # the figure whose kind this one takes
    replaces: bool = False
    rate: str | None = None
    other: bool = False
    unknown: bool = False  # a noun that is not in the lexicon stands after the number
    reason: str | None = None
    parties: list = field(default_factory=list)
    aside: list = field(default_factory=list)  # (opening, closing) of the appositions that were passed over

    @property
    def elided(self):
        """Whether no noun says who is counted."""
        return self.head is None and not self.unknown


def read_phrases(text, words, start, language):
    """Return a Counted for every number among the words of a sentence that may count people.

    Articles that count nobody, ages without a unit and what a toll rose by become plain words.
    """
    for i, word in enumerate(words):
        if word.form == "number" and word.thing.sense == "article" and not noun_tags(words[i + 1 : i + 7]):
            word.form, word.tags = "word", frozenset({"opens"})
    counted = [_phrase(text, words, i, start, language) for i, word in enumerate(words) if word.form == "number"]
    for one in counted:
        alone = one.head is not None and (one.subset or "single" in words[one.head].tags)
        if (
            (one.number.sense == "article" and not one.unit and not alone)
            or _aged(words, one)
            or _increment(words, one)
        ):
            words[one.at].form, words[one.at].tags = "word", frozenset({"opens"})
    return _joined(text, [one for one in counted if words[one.at].form == "number"], start, language)


def _aged(words, one):
    """Whether a number is an age whose unit is left out: "a man of 54 years and his daughter of 9"."""
    if not one.elided or one.at < 2 or one.number.value > 110:
        return False
    if one.subset and one.comparator == "less-than" and one.number.value < 19:
        return True  # "30 of them under five"
    aside = words[one.at - 1].text == "," and one.end < len(words) and words[one.end].text == ","
    if not aside and "genitive" not in words[one.at - 1].tags:
        return False
    noun = words[one.at - 2]
    return noun.form == "word" and any(tag.startswith("unit.") for tag in noun.tags)


def _phrase(text, words, i, start, language):
    """Read the noun phrase that a number opens."""
    number, grammar = words[i].thing, language.rules["grammar"]
    one = Counted(i, i, i + 1, number, "exact", ())
    j = i + 1
    while j < len(words) and words[j].text in QUOTES:
        j += 1
    if j < len(words) and words[j].tags & {"subset"}:
        one.subset, j = True, j + 1
    elif j + 1 < len(words) and words[j].tags & {"genitive"}:
        partitive = number.value >= 1e6 or number.sense in ("about", "vague")
        part_of = _part_of(words, j)
        if number.sense == "none" and part_of is not None and kind_of(words[part_of]):
            part_of = None  # "none of the wounded": of something else
        one.subset = part_of is not None and kind_of(words[part_of]) is not None
        j = part_of or (j + 1 if partitive else j)
    skipped, opened = 0, j
    while j < len(words):
        word = words[j]
        noun = noun_tags([word])
        if word.form == "party":
            if word.thing.form == "capital":
                break
            one.parties.append(word.thing)
            one.end = j + 1
            if one.head is None and (noun or word.thing.form in ("adjective", "derived")):
                one.head = j
                one.unit = next((tag[5:] for tag in word.tags if tag.startswith("unit.")), None)
        elif word.form != "word" or word.thing is not None or word.tags & ENDS_NOUN:
            break
        elif noun and (one.head is None or grammar["head_last"] or words[one.head].form == "party"):
            one.adjective = one.adjective or (kind_of(words[one.head]) if one.head is not None else None)
            unit = next((tag[5:] for tag in word.tags if tag.startswith("unit.")), None)
            weak = unit in (None, "people", "prisoners", "hostages")
            one.unit = (one.unit or unit) if weak else unit
            one.head, one.end, skipped = j, j + 1, 0
        elif noun and one.unit is None and kind_of(words[one.head]) and j == one.end:
            one.unit, one.end = next((tag[5:] for tag in noun if tag.startswith("unit.")), None), j + 1
        elif "other" in word.tags:
            one.other = True
        elif one.head is None and grammar["head_last"] and kind_of(word) and noun_tags(words[j + 1 : j + 2]):
            one.adjective = kind_of(word)
        elif one.head is None and skipped < 2 and not word.tags - {"opens"} and not word.text.endswith("'"):
            skipped += 1
        else:
            break
        j += 1
    if one.head is None and skipped and opened < len(words) and words[opened].form == "word":
        one.unknown = not words[opened].text.endswith(tuple(grammar["adverb_endings"]))
    if one.head is not None and words[one.head].form == "party":
        one.unit = one.unit or "people"
    last = words[one.end - 1].end
    one.rate = _rate(text, start, one, words, language)
    one.comparator, one.rules, begin = find_comparator(text, number, start, last, language)
    while one.begin and words[one.begin - 1].start >= begin:
        one.begin -= 1
    while one.begin and words[one.begin - 1].tags & {"other", "opens"}:
        one.begin -= 1
        one.other |= "other" in words[one.begin].tags
    comma = 1 if one.begin > 1 and words[one.begin - 1].text == "," else 0  # "of these, 12"
    if one.begin > comma and words[one.begin - 1 - comma].tags & {"subset"}:
        one.begin, one.subset = one.begin - 1 - comma, True
    return one


def kind_of(word):
    """Return the kind that a noun or participle gives those it stands with: "wounded soldiers"."""
    return next((kind for kind in KINDS if word.tags & {f"{kind}.noun", f"{kind}.part"}), None)


def _part_of(words, j):
    """Return where the group begins of which a number is a part: "two of the injured"; None if there is none."""
    k = j + 1
    while k < len(words) - 1 and k < j + 4 and (words[k].tags & {"article", "opens"} or words[k].form == "number"):
        k += 1
    if k == j + 1 and not words[j].tags & {"of_the"}:
        return None
    return k if noun_tags([words[k]]) or kind_of(words[k]) else None


def _increment(words, one):
    """Whether a number says by how much a toll rose: "rose by 12 to 54"."""
    before = words[max(0, one.at - 2) : one.at]
    return one.elided and len(before) == 2 and "by" in before[1].tags and "change" in before[0].tags


def _rate(text, start, one, words, language):
    """Return "day" if words after a noun phrase, or at the head of its clause, make the figure one of each day."""
    pattern, first, last = _patterns(language)["day"], words[one.at].start, words[one.end - 1].end
    after = pattern.search(text, last, min(last + 60, words[-1].end))
    before = pattern.search(text, max(start, first - 60), first)
    between = [text[last : after.start()]] if after and not _leaves(words, one.end, after.start()) else []
    between += [text[before.end() : first]] if before else []
    return "day" if any(not ENDS_RATE & set(each) for each in between) else None


def _leaves(words, j, place):
    """Whether another number or another clause begins between the word at `j` and a place in the text."""
    while j < len(words) and words[j].start < place:
        if words[j].form == "number" or words[j].tags & {"and", "break"}:
            return True
        j += 1
    return False


def noun_tags(words):
    return {tag for word in words for tag in word.tags if tag.startswith("unit.") or tag.endswith(".noun")}


def _joined(text, counted, start, language):
    """Join the two numbers of a range, and mark figures that the next one replaces."""
    kept = []
    for one in counted:
        last = kept[-1] if kept else None
        bare = last is not None and last.head is None
        if (
            bare
            and last.reason is None
            and updates(text, last.number, one.number, start, language)
            and _changes(text, last, start, language)
        ):
            last.status, last.replaces, one.replaces = "superseded", True, True
            kept.append(one)
        elif bare and updates_back(text, last.number, one.number, language) and _changes(text, last, start, language):
            one.status, one.replaces = "superseded", True
            kept.append(one)
        elif bare and is_range(text, last.number, one.number, start, language):
            one.low, one.begin, one.comparator = last.number, last.begin, "between"
            one.rules, one.rate = (*last.rules, f"{language}.range"), one.rate or last.rate
            kept[-1] = one
        else:
            kept.append(one)
    return kept


def _changes(text, first, start, language):
    """Whether a verb of change stands around two numbers: "rose from 17 to 21"."""
    pattern = _patterns(language)["change"]
    return bool(pattern.search(text, max(start, first.number.start - 90), first.number.start))


@lru_cache
def _patterns(language):
    rules = language.rules
    named = {"day": rules["rates"]["day"], "change": rules["updates"]["change"]}
    return {name: re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE) for name, pattern in named.items()}
