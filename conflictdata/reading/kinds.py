"""The words of a sentence that say what befell people, and on which side of them the people stand."""

from dataclasses import dataclass
from functools import lru_cache

KINDS = ("killed", "wounded", "missing", "displaced", "captured")
VOID, UNSURE = "void", "unsure"  # not harmed (arrested, rescued), and harmed one knows not how (neutralised)
REASONS = {VOID: "not a casualty", UNSURE: "two kinds"}
CLAUSE = 24  # words in which joined participles share an auxiliary
DASHES = set(":-–—")  # between a kind and its number
AHEAD = 8  # words between a participle and the number that it announces
SETTLED = {"instantly", "displaced.noun", "displaced.part"}  # behind them, where people are tells no more
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


@dataclass(frozen=True)
class Place:
    """The word at `i`, where the tests of `ANCHORS` look around; `heads` and `begins` are those of the phrases."""

    words: list
    i: int
    tags: set
    heads: set
    begins: set
    follows: bool  # whether the subject may follow its verb

    @property
    def after(self):
        """The word after it, or None."""
        return self.words[self.i + 1] if self.i + 1 < len(self.words) else None

    def counted(self):
        """Whether a counted noun or a bare number stands just before."""
        j = self.i - 1 - (self.i > 1 and "who" in self.words[self.i - 1].tags)
        return j >= 0 and (j in self.heads or self.words[j].form == "number")

    def named(self):
        """Whether people stand just before, counted or not: "soldati feriti"."""
        j = self.i - 1
        while j > 1 and (self.words[j].form == "mask" or self.words[j].tags & {"genitive", "opens"}):
            j -= 1  # "a boy of 12 years killed", "nine people still missing"
        return j >= 0 and (self.words[j].form in ("number", "party") or _names_people(self.words[j]))

    def helped(self):
        """Return "be" or "have" if such a verb governs the participle."""
        return auxiliary(self.words, self.i)

    def of(self):
        """Whether "of" follows a noun that "be" does not govern: "the death of nine", but "nine were dead of cold"."""
        follows = self.after is not None and "genitive" in self.after.tags
        return follows and not ("part" in self.tags and self.helped() == "be")

    def first(self):
        """Whether it stands at the head of its sentence or clause."""
        return self.i == 0 or self.words[self.i - 1].form == "sign"

    def announces(self):
        """Whether a participle announces a number: "killed: 14", "wounded in action - 9", "killed were 12 guards"."""
        first = self.first()
        ahead = self.words[self.i + 1 : self.i + (AHEAD if first else 2)]
        return any(word.text in DASHES or (first and "be" in word.tags) for word in ahead)

    def acts(self):
        """Whether a participle acts on the people right after it: "killed 12", "uccisi nel raid 12 soldati"."""
        if self.i + 1 in self.begins:
            return not self.follows or "verb" in self.tags or self.first()
        if self.after is None or self.counted():
            return False
        if self.follows:
            return self.first() and ("stop" in self.after.tags or self.after.form == "time")
        return "opens" in self.after.tags or self.after.form == "mask"


ANCHORS = (  # side of the word, test, where the people stand (the first that holds is taken), example
    ("then", Place.counted, "left passive", "350 men fell"),
    ("toll", lambda p: p.of() and "noun" in p.tags, "right topic", "the dead of Sunday are 12"),
    ("toll", Place.of, "right", "the killing of 12 soldiers"),
    ("did", None, "left passive", "duemila persone hanno abbandonato Mosul"),
    ("fell", lambda p: p.follows, "left right passive", "morirono nove soldati"),
    ("fell", None, "left passive", "nine soldiers died"),
    ("part", lambda p: p.helped() == "be" and p.follows, "left right passive", "sono state uccise 12 persone"),
    ("part", lambda p: p.helped() == "be", "left passive", "twelve people were killed"),
    ("part", lambda p: p.helped() == "have", "right", "hanno ucciso 12 civili"),
    ("part", Place.acts, "right", "killed 12 civilians"),
    ("part", lambda p: p.announces() and not p.counted(), "right topic", "killed in action: 14"),
    ("noun", lambda p: "part" in p.tags and not p.named(), "right topic", "i feriti sono 30"),
    ("part", lambda p: p.i and p.words[p.i - 1].tags & {"article", "number_of"}, "right topic", "the killed are 45"),
    ("part", lambda p: p.named() and not p.counted(), "left right topic", "i soldati uccisi sono 12"),
    ("part", lambda p: "verb" in p.tags, "left right", "soldiers killed"),
    ("part", None, "left", "12 soldati uccisi"),
    ("verb", None, "right", "uccise 12 civili"),
    ("noun", None, "right topic", "i morti sono 12"),
    ("toll", None, "right topic", "the toll is 12"),
)


def find_anchors(words, phrases, language):
    """Return the anchors among the words of a sentence by their places."""
    heads = {i for one in phrases for i in range(one.at + 1, one.end)}
    begins = {one.begin for one in phrases if "subset" not in words[one.begin].tags}
    found = {}
    for i, word in enumerate(words):
        if i in heads or ("dwells" in word.tags and any(each.tags & SETTLED for each in words[:i])):
            continue
        for kind, sides in _kinds(word.tags):
            place = Place(words, i, sides, heads, begins, language.rules["grammar"]["subject_may_follow"])
            fits = (entry for entry in ANCHORS if entry[0] in sides and (entry[1] is None or entry[1](place)))
            side, _, where, _ = next(fits, ("", None, "", ""))
            if where:
                acting = side == "part" and where == "right" and "verb" in sides
                tag = f"{kind}.verb" if acting else f"{kind}.{side}"
                kind = VOID if _unfulfilled(words, i, kind) else kind
                found[i] = Anchor(i, kind, tag, **dict.fromkeys(where.split(), True))
                break
    return found


def kind_of(word):
    """Return the kind that a noun or participle gives those it stands with: "wounded soldiers"."""
    return next((kind for kind in KINDS if word.tags & {f"{kind}.noun", f"{kind}.part"}), None)


def noun_kind(word):
    """Return the kind that a counted noun names: "hostages", "arrests", "casualties"; or None."""
    return next((kind for kind in (*KINDS, VOID, UNSURE) if f"{kind}.noun" in word.tags), None)


def other_kinds(words, i, kind):
    """Return the kinds besides `kind` that "and" or "or" joins to the word at `i`: "killed or wounded"."""
    sides = ("noun",) if f"{kind}.noun" in words[i].tags else ("noun", "part")
    j, kinds = i + 1, set()
    while j + 1 < len(words) and (words[j].tags & {"or", "and"} or words[j].text in ",/"):
        joined = words[j]
        j += 1 + ("article" in words[j + 1].tags)
        following = {k for k in KINDS if j < len(words) and words[j].tags & {f"{k}.{side}" for side in sides}}
        after = words[j + 1] if j + 1 < len(words) else None
        counted = after is not None and (after.form == "number" or "other" in after.tags) and "or" not in joined.tags
        if not following or counted:
            break
        kinds |= following
        j += 1
    return kinds - {kind}


@lru_cache(maxsize=4096)
def _kinds(tags):
    """Return the kinds that a word may tell, each with the sides on which it does."""
    kinds = {}
    for tag in tags:
        kind, _, side = tag.partition(".")
        kinds.setdefault(kind, set()).add(side)
    return [(kind, kinds[kind]) for kind in (*KINDS, VOID, UNSURE) if kind in kinds]


def _unfulfilled(words, i, kind):
    """Whether what a verb tells did not come about: "tried to flee", "were unable to leave"."""
    before = {tag for word in words[max(0, i - 3) : i] for tag in word.tags}
    return "attempt" in before or (kind == "displaced" and "not" in before)


def _names_people(word):
    return any(tag.startswith("unit.") or tag.endswith(".noun") for tag in word.tags)


def auxiliary(words, i):
    """Return "be" or "have" if such a verb governs the participle at `i`, else None."""
    plain = words[i - 1].form == "word" and not words[i - 1].tags - {"stop"} and "void.part" not in words[i].tags
    k = i - 1 - (i > 1 and plain and "and" in words[i - 2].tags)
    joined = i > 0 and ("and" in words[k].tags or words[k].text == ",")  # "were arrested and later killed"
    for word in reversed(words[max(0, i - CLAUSE) : i - 1] if joined else words[max(0, i - NEAR - 1) : i]):
        if word.tags & {"be", "have"}:
            return "be" if "be" in word.tags else "have"
        if word.text in ";:." if joined else _ends_group(word):
            return None
    return None


def _ends_group(word):
    """Whether a word stands between no auxiliary and its participle."""
    other = word.form in ("number", "sign", "party") or word.tags & {"and", "or", "break", "genitive", "number_of"}
    return other or _names_people(word)
