"""Verifying: does a copy of the article's text say, in the same places, what the record says it says?"""

import re
import unicodedata
from itertools import pairwise

import pandas as pd

from . import record

SAME = str.maketrans(  # characters that copies exchange; what is mapped to nothing is dropped
    dict.fromkeys("‘’‛ʼ`´′", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("\u00a0\u2009\u202f\t", " ")
    | dict.fromkeys("\ufeff\u200b\u00ad", "")
    | {"\r": "\n"}
)
FOUND = {"status": "string", "found": "string", "found_paragraph": "Int64", "found_sentence": "Int64"}
FOUND |= {"char_start": "Int64", "char_end": "Int64"}
SHIFTS = (0, 1, 2, 3, 4, 5, -1)  # lines that may stand before the text of a copy, or be cut from its top
SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def verify(text):
    """Look for every phrase of the record in a copy of the article's text.

    Other line ends, a byte order mark, straight or curly quotation marks, unbreakable spaces and decomposed accents
    make no difference. Sentences are counted within their paragraph; paragraphs are the lines that are not blank (or
    the blocks between blank lines, if those are as many as the article has). Lines that stand before the text, such as
    a headline, are not counted.

    Returns
    -------
    pandas.DataFrame
        One row per anchor: `claim_id`, `role`, `phrase`, `paragraph` and `sentence` of the record, `status`, `found`
        (the words found), `found_paragraph`, `found_sentence`, `char_start`, `char_end` (offsets into `text` as given).
        `status` is anchored (the phrase at its place), moved (elsewhere) or missing.

    Raises
    ------
    TypeError
        If `text` is not a string.

    Examples
    --------
    >>> verify("nothing of the kind")["status"].unique().tolist()
    ['missing']
    """
    if not isinstance(text, str):
        raise TypeError(f"verify needs the text of the article as a string, not {type(text).__name__}")
    anchors = record.anchors()
    copy = _Copy(text, record.article()["paragraphs"], anchors.to_dict("records"))
    rows = [copy.row(anchor) for anchor in anchors.to_dict("records")]
    found = pd.DataFrame(rows, columns=list(FOUND)).astype(FOUND)
    return pd.concat([anchors[["claim_id", "role", "phrase", "paragraph", "sentence"]], found], axis=1)


class _Copy:
    """A text made comparable, with the way back: offsets in the original, sentences with their place."""

    def __init__(self, text, paragraphs, anchors):
        self.original = text
        self.text, self.offsets = _comparable(text)
        lines = list(re.finditer(r"\S.*", self.text))
        blocks = list(re.finditer(r"(?s)\S.*?(?=\n\s*\n|\Z)", self.text))
        self.sentences = {}  # (paragraph, sentence) to span
        for p, found in enumerate(blocks if len(blocks) == paragraphs else lines, 1):
            ends = [found.start() + m.end() for m in SENTENCE.finditer(found.group())]
            edges = [found.start(), *ends, found.end()]
            self.sentences |= {(p, s): span for s, span in enumerate(pairwise(edges), 1)}
        shift = max(SHIFTS, key=lambda shift: sum(self._holds(anchor, shift) for anchor in anchors))
        self.sentences = {(p - shift, s): span for (p, s), span in self.sentences.items()}

    def row(self, anchor):
        """Return status, words and place of an anchor in the copy, in the order of FOUND."""
        place = anchor["paragraph"], anchor["sentence"]
        words = r"\s+".join(map(re.escape, _comparable(anchor["phrase"])[0].split()))
        spans = [m.span() for m in re.finditer(rf"(?<!\w){words}(?!\w)", self.text)]
        if not spans:
            return "missing", None, None, None, None, None
        here = [span for span in spans if self._place(span[0]) == place]
        first, last = min(here or spans, key=lambda span: abs(span[0] - anchor["char_start"]))
        start, end = self.offsets[first][0], self.offsets[last - 1][1]
        return "anchored" if here else "moved", self.original[start:end], *self._place(first), start, end

    def _holds(self, anchor, shift):
        start, end = self.sentences.get((anchor["paragraph"] + shift, anchor["sentence"]), (0, 0))
        return _comparable(anchor["phrase"])[0] in self.text[start:end]

    def _place(self, at):
        return next((place for place, (start, end) in self.sentences.items() if start <= at < end), (None, None))


def _comparable(text):
    """Return a text in one form of characters, and for each of its characters the span in the original."""
    found = [
        (char, cluster.span())
        for cluster in re.finditer(r"\r\n|.[\u0300-\u036f]*", text, re.DOTALL)
        for char in unicodedata.normalize("NFC", cluster.group().replace("\r\n", "\n")).translate(SAME)
    ]
    return "".join(char for char, _ in found), [span for _, span in found]
