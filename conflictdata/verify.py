"""Anchoring: does a copy of the article's text say, in the same places, what the record says it says?"""

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import pairwise

import pandas as pd

from . import record

SAME = {  # characters that copies exchange; what is mapped to nothing is dropped
    **dict.fromkeys("‘’‛ʼ`´′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑‒–—−", "-"),
    **dict.fromkeys("\u00a0\u2009\u202f\t", " "),
    **dict.fromkeys("\ufeff\u200b\u00ad", ""),
}
FOUND = {"status": "string", "found": "string"} | dict.fromkeys(
    ("found_paragraph", "found_sentence", "char_start", "char_end"), "Int64"
)
CLOSE = 0.6  # from this likeness on, a phrase counts as changed rather than missing
LINE = r"\S(?:.*\S)?"  # without the spaces around it
SHIFTS = (0, 1, 2, 3, 4, 5, -1)  # lines that may stand before the text of a copy, or be cut from its top
SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def verify(text):
    """Look for every phrase of the record in a copy of the article's text.

    Other line ends, a byte order mark, straight or curly quotation marks, unbreakable spaces and decomposed
    accents make no difference. Sentences are counted within their paragraph, paragraphs are the lines that
    are not blank (or the blocks between blank lines, if those are as many as the article has). Lines that stand
    before the text, such as a headline, are not counted.

    Parameters
    ----------
    text : str

    Returns
    -------
    pandas.DataFrame
        One row per anchor: `claim_id`, `role`, `phrase`, `paragraph` and `sentence` of the record, `status`,
        `found` (the words found), `found_paragraph`, `found_sentence`, `char_start`, `char_end` (offsets into
        `text` as given). `status` is anchored (the phrase at its place), moved (the phrase elsewhere),
        changed (like words at its place) or missing.

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
    copy = _Copy(text, record.article()["paragraphs"])
    anchors = record.anchors()
    copy.leave_out_lines_before(anchors.to_dict("records"))
    rows = [_place(anchor, copy) for anchor in anchors.to_dict("records")]
    found = pd.DataFrame(rows, columns=list(FOUND)).astype(FOUND)
    told = anchors[["claim_id", "role", "phrase", "paragraph", "sentence"]].assign(status=found.pop("status"))
    return pd.concat([told, found], axis=1)


def summary(found):
    """Return a result of `verify` in lines: the count, then one line per anchor that does not hold."""
    held = found.groupby("claim_id")["status"].agg(lambda status: (status == "anchored").all())
    anchored = found["status"] == "anchored"
    lines = [f"{held.sum()} of {len(held)} claims anchored ({anchored.sum()} of {len(found)} places)"]
    for row in found[~anchored].itertuples():
        line = f"{row.claim_id} {row.status}: “{row.phrase}” (paragraph {row.paragraph}, "
        line += f"sentence {row.sentence})"
        if row.status != "missing":
            line += f" -> “{row.found}” (paragraph {row.found_paragraph}, sentence {row.found_sentence})"
        lines.append(line)
    return lines


class _Copy:
    """A text made comparable, with the way back: offsets in the original, sentences with their place."""

    def __init__(self, text, paragraphs):
        self.original = text
        self.text, self.offsets = _comparable(text)
        lines = [m.span() for m in re.finditer(LINE, self.text)]
        blocks = [m.span() for m in re.finditer(rf"{LINE}(?:[^\S\n]*\n[^\S\n]*{LINE})*", self.text)]
        self.sentences = {}  # (paragraph, sentence) to span
        for p, (start, end) in enumerate(blocks if len(blocks) == paragraphs else lines, 1):
            edges = [start, *(start + m.end() for m in SENTENCE.finditer(self.text[start:end])), end]
            for s, span in enumerate(pairwise(edges), 1):
                self.sentences[p, s] = span

    def leave_out_lines_before(self, anchors):
        """Count paragraphs from where the text begins, if a headline or a few lines stand before it."""
        shift = max(SHIFTS, key=lambda shift: sum(self._holds(anchor, shift) for anchor in anchors))
        self.sentences = {(p - shift, s): span for (p, s), span in self.sentences.items()}

    def _holds(self, anchor, shift):
        start, end = self.sentences.get((anchor["paragraph"] + shift, anchor["sentence"]), (0, 0))
        return _comparable(anchor["phrase"])[0] in self.text[start:end]

    def occurrences(self, phrase):
        words = r"\s+".join(map(re.escape, _comparable(phrase)[0].split()))
        return [m.span() for m in re.finditer(rf"(?<!\w)(?<!\d[.,]){words}(?!\w)", self.text)]

    def place(self, start):
        return next((place for place, (a, b) in self.sentences.items() if a <= start < b), (None, None))

    def closest(self, phrase, place):
        """Return likeness and span of the words most like a phrase in the sentence at a place."""
        if place not in self.sentences:
            return 0, None
        start, end = self.sentences[place]
        words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", self.text[start:end])]
        plain = _comparable(phrase)[0]
        matcher, best = SequenceMatcher(b=plain, autojunk=False), (0, None)
        for count in {max(1, len(plain.split()) + k) for k in (-1, 0, 1)}:
            for run in (words[i : i + count] for i in range(max(1, len(words) - count + 1))):
                span = run[0][0], run[-1][1]
                matcher.set_seq1(self.text[slice(*span)])
                best = max(best, (matcher.ratio(), span), key=lambda pair: pair[0])
        return best


def _place(anchor, copy):
    place = anchor["paragraph"], anchor["sentence"]
    occurrences = copy.occurrences(anchor["phrase"])
    here = [span for span in occurrences if copy.place(span[0]) == place]
    if here:
        return _row("anchored", here[0], copy)
    if occurrences:
        return _row("moved", min(occurrences, key=lambda span: abs(span[0] - anchor["char_start"])), copy)
    likeness, span = copy.closest(anchor["phrase"], place)
    if likeness >= CLOSE:
        return _row("changed", span, copy)
    return "missing", None, None, None, None, None


def _row(status, span, copy):
    start, end = copy.offsets[span[0]][0], copy.offsets[span[1] - 1][1]
    return status, copy.original[start:end], *copy.place(span[0]), start, end


def _comparable(text):
    """Return a text in one form of characters, and for each of its characters the span in the original."""
    out, offsets = [], []
    for cluster in re.finditer(r"\r\n|.[\u0300-\u036f]*|\r|\n", text, re.DOTALL):
        written = cluster.group()
        if written in ("\r\n", "\r"):
            written = "\n"
        for char in unicodedata.normalize("NFC", written):
            for same in SAME.get(char, char):
                out.append(same)
                offsets.append(cluster.span())
    return "".join(out), offsets
