"""A sentence on its way to rows: its words, the phrases of its numbers, and what each of them counts."""

from dataclasses import dataclass, field
from functools import cached_property

from .kinds import Anchor
from .phrases import Phrase

BACK = 8  # figures of a sentence that a later one may go with, and words in which it is claimed


@dataclass(eq=False)
class Counted(Phrase):
    """What a phrase counts: its kind, or the reason why none.

    `relation` is the entry of `RELATIONS` that says so, `tag` that of the word which names the kind, `of` the figure
    whose kind it shares. Status and side are told when its row is made.
    """

    relation: str = ""
    kind: str | None = None
    tag: str | None = None
    anchor: Anchor | None = None
    of: object = None
    subset: bool = False
    reason: str | None = None
    status: str = "reported"
    cumulative: bool = False
    party: str | None = None
    before: object = None  # the figure before it in its sentence
    owner: str | None = None  # the side that a verb of loss says it lost them


@dataclass
class Sentence:
    """The words of a sentence, the phrases of its numbers, the words that say what befell people, and its figures.

    `previous` is the last figure of the sentence before.
    """

    text: str
    words: list
    start: int
    language: object
    previous: Counted | None
    phrases: list
    anchors: dict
    figures: list = field(default_factory=list)
    closings: dict = field(default_factory=dict)  # where the appositions end that were looked for

    @cached_property
    def tags(self):
        """The tags of all words."""
        return frozenset(tag for word in self.words for tag in word.tags)

    @cached_property
    def counting(self):
        """The place of the number to whose phrase a word belongs, by the place of the word."""
        return {i: one.at for one in self.phrases for i in range(one.begin, one.end)}

    def word(self, j):
        """Return the word at `j`, or None after the last."""
        return self.words[j] if 0 <= j < len(self.words) else None

    def before(self, one, n=1):
        """Return the tags of the `n` words before a phrase."""
        return {tag for word in self.words[max(0, one.begin - n) : one.begin] for tag in word.tags}

    def after(self, one, n=1, first=0):
        """Return the tags of the `n` words after a phrase, or of those from the `first` of them on."""
        return {tag for word in self.words[one.end + first : one.end + n] for tag in word.tags}

    def between(self, first, second):
        """Return the words between two phrases."""
        return self.words[first.end : second.begin]

    def last(self):
        """Return the last figure of the sentence with a kind, or None."""
        return next((each for each in self.figures[: -BACK - 1 : -1] if each.kind), None)
