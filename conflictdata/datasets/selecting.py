"""Rows by UCDP's numbers for conflicts and dyads, never by name."""

from operator import index

from .files import DatasetError

WORDS = ("conflict", "dyad")


def chosen(file, frame, conflict, dyad, columns):
    """Return the rows of a conflict, a dyad or a dyad within a conflict; an absent number is refused with a hint.

    `columns` names the columns with the ids of conflicts and of dyads; a cell may be a list such as "411, 412".
    """
    column = dict(zip(WORDS, columns, strict=True))
    asked = {word: number for word, number in zip(WORDS, (conflict, dyad), strict=True) if number is not None}
    if not asked:
        return frame
    rows = True
    for word, number in asked.items():
        if refused := _refused(frame, word, number, column):
            raise DatasetError(f"{file}: {refused}")
        rows &= _holds(frame[column[word]], number)
    if not rows.any():
        owner = frame.loc[_holds(frame[column["dyad"]], dyad), column["conflict"]].iloc[0]
        raise DatasetError(f"{file}: dyad {dyad} is not of conflict {conflict} but of conflict {owner}")
    return frame[rows].reset_index(drop=True)


def _refused(frame, word, number, column):
    """Say why a number finds nothing, if it does."""
    if isinstance(number, str):
        return (
            f"{word}={number!r} is a name, give UCDP's number of the {word}, because names change between releases and "
            "the Government of Armenia is on neither side of conflict 388 (it is in side_b_2nd of BRD and ACD)"
        )
    try:
        index(number)
    except TypeError:
        return f"{word}={number!r} is not one whole number, UCDP's id of the {word}"
    if column[word] not in frame:
        return f"there are no {word}s in it (no column {column[word]}), so that {word}={number} finds nothing"
    if _holds(frame[column[word]], number).any():
        return None
    other = WORDS[word == "conflict"]
    if column[other] in frame and _holds(frame[column[other]], number).any():
        return f"there is no {word} {number} in it, but {other} {number} is there: ask for {other}={number}"
    ids = frame[column[word]].dropna().astype(str).str.findall(r"\d+").explode().astype("int64").unique()
    near = ", ".join(str(known) for known in sorted(sorted(ids, key=lambda known: abs(known - number))[:3]))
    return f"there is no {word} {number} in it, the numbers nearest to it there are {near}"


def _holds(cells, number):
    if cells.dtype.kind in "iu":
        return (cells == number).fillna(False).astype(bool)
    return cells.str.contains(rf"(?:^|[,;])\s*{number}\s*(?:$|[,;])", regex=True, na=False).astype(bool)
