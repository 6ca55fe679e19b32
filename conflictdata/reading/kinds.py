"""The words of a sentence that say what befell people, and on which side of them the people stand."""

from dataclasses import dataclass
from functools import lru_cache

KINDS = ("killed", "wounded", "missing", "displaced", "captured")
VOID = "void"  # the people counted were not harmed: arrested, rescued, deployed
CLAUSE = 24  # words in which joined participles share an auxiliary
# What a word may be to the people: the verb they are the object of, participle, their name, the noun of what befell
# them, a verb they are the subject of, the same if it stands after them, and if it stands right after them.
SIDES = ("verb", "part", "noun", "toll", "fell", "did", "then")
NEAR = 4  # words between an auxiliary and its participle


@dataclass(frozen=True)
class Anchor:
    """A word that gives a number its kind.

    `left` and `right` say whether the people stand before or after it; a `topic` takes only a number without
    a noun ("the wounded are 12"); `passive` says that an auxiliary stands before it.
    """

    index: int
    kind: str
    tag: str
    left: bool = False
    right: bool = False
    topic: bool = False
    passive: bool = False


def find_anchors(words, heads, begins, language):
    """Return the anchors among the words of a sentence; `heads` are the places of counted nouns, `begins` of the
    phrases that count them.
    """
    grammar = language.rules["grammar"]
    found = []
    for i, word in enumerate(words):
        if word.form != "word" or i in heads or not word.tags:
            continue
        for kind in _kinds(word.tags):
            anchor = _anchor(words, i, kind, heads, begins, grammar)
            if anchor:
                found.append(anchor)
                break
    return found


@lru_cache(maxsize=4096)
def _kinds(tags):
    named = {tag.partition(".")[0] for tag in tags}
    return [kind for kind in (*KINDS, VOID) if kind in named]


def other_kinds(words, i, kind):
    """Return the kinds besides `kind` that "and" or "or" joins to the word at `i`: "killed or wounded"."""
    sides = ("noun",) if f"{kind}.noun" in words[i].tags else ("noun", "part")
    j, kinds = i + 1, set()
    while j + 1 < len(words) and (words[j].tags & {"or", "and"} or words[j].text in ",/"):
        if "article" in words[j + 1].tags and j + 2 < len(words):
            j += 1
        following = {k for k in KINDS if words[j + 1].tags & {f"{k}.{side}" for side in sides}}
        counted = j + 2 < len(words) and (words[j + 2].form == "number" or words[j + 2].tags & {"other"})
        if not following or (counted and not words[j].tags & {"or"}):
            break
        kinds |= following
        j += 2
    return kinds - {kind}


def _anchor(words, i, kind, heads, begins, grammar):
    tags, follows = words[i].tags, grammar["subject_may_follow"]
    verb, part, noun, toll, fell, did, then = (f"{kind}.{tag}" for tag in SIDES)
    counted = i > 0 and (i - 1 in heads or words[i - 1].form == "number")
    if then in tags:
        return Anchor(i, kind, then, left=True, passive=True) if counted else None
    dying = part in tags and auxiliary(words, i) == "be"  # "nine were dead of cold", but "the death of nine"
    if toll in tags and not dying and i + 1 < len(words) and "genitive" in words[i + 1].tags:
        return Anchor(i, kind, toll, right=True, topic=noun in tags)
    if did in tags:
        return Anchor(i, kind, did, left=True, passive=True)
    if fell in tags:
        return Anchor(i, kind, fell, left=True, right=follows and not _has_subject(words, i), passive=True)
    if part in tags:
        helper = auxiliary(words, i)
        if helper:
            passive = helper == "be"
            right = not passive or (follows and not _has_subject(words, i))
            return Anchor(i, kind, part, left=passive, right=right, passive=passive)
        if i + 1 in begins and (verb in tags or grammar["participle_alone_acts"] or _opens_clause(words, i)):
            return Anchor(i, kind, verb if verb in tags else part, right=True)
        if noun in tags and not _after_people(words, i):
            return Anchor(i, kind, noun, right=True, topic=True)
        if grammar["participle_alone_acts"] and not counted and _opens_phrase(words, i + 1):
            return Anchor(i, kind, part, right=True)
        if i and "article" in words[i - 1].tags:
            return Anchor(i, kind, part, right=True, topic=True)  # "the killed are 45"
        named = _after_people(words, i) and words[i - 1].form != "number" and i - 1 not in heads
        return Anchor(i, kind, part, left=True, right=named or verb in tags, topic=named)
    if verb in tags:
        return Anchor(i, kind, verb, right=True)
    if noun in tags or toll in tags:
        return Anchor(i, kind, noun if noun in tags else toll, right=True, topic=True)
    return None


def _has_subject(words, i):
    """Whether an uncounted subject stands before the verb at `i`: "a shopkeeper died", not "in a raid died"."""
    j = i - 1
    while j >= 0 and words[j].tags & {"be", "have"}:
        j -= 1
    noun = j
    while j >= 0 and noun - j < 3 and words[j].form in ("word", "party") and not words[j].tags & {"stop", "opens"}:
        j -= 1
    if j == noun or j < 0 or not (words[j].tags & {"article"} or words[j].tags == {"opens"}):
        return False
    return j == 0 or words[j - 1].form == "sign" or bool(words[j - 1].tags & {"and", "break"})


def auxiliary(words, i):
    """Return "be" or "have" if such a verb governs the participle at `i`, else None."""
    j, passed = i - 1, 0
    if j >= 0 and (words[j].tags & {"and"} or words[j].text == ","):
        for word in reversed(words[max(0, i - CLAUSE) : j]):
            if word.text in ";:.":
                return None
            if word.tags & {"be", "have"}:
                return "be" if "be" in word.tags else "have"
        return None
    while j >= 0 and passed <= NEAR:
        word = words[j]
        if "be" in word.tags:
            return "be"
        if "have" in word.tags:
            return "have"
        if word.form in ("number", "sign", "party") or word.tags & {"and", "or", "break", "genitive"} or _noun(word):
            return None
        j, passed = j - 1, passed + 1
    return None


def _noun(word):
    return any(tag.startswith("unit.") or tag.endswith(".noun") for tag in word.tags)


def _after_people(words, i):
    """Whether a counted or named group stands just before: "soldati feriti"."""
    return i > 0 and (words[i - 1].form in ("number", "party") or any(t.startswith("unit.") for t in words[i - 1].tags))


def _opens_clause(words, i):
    return i == 0 or words[i - 1].form == "sign"


def _opens_phrase(words, i):
    """Whether the words at `i` begin a phrase for people: a number, a party, an article, a comparator."""
    if i >= len(words):
        return False
    word = words[i]
    return word.form in ("number", "party") or bool(word.tags & {"opens", "other"}) or _noun(word)
