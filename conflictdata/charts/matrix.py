"""Tables drawn as figures: words in cells under headings. Each chart takes a frame and an Axes, returns the Axes."""

from matplotlib.collections import LineCollection, PolyCollection

from ..i18n import say
from . import theme
from .certainty import HATCHES, cell, stated
from .theme import write

SIGNS = {"yes": "o", "no": "o", "asked": "^", "said": "s", "decided": "D"}  # only that of "yes" is solid
ABSENT = ("not_found", "not_applicable")
SIGN = 0.18  # inches: the width of a sign, and from the left edge of a cell to the words beside its sign
INDENT = SIGN + 0.05
PAD = 0.055  # inches of paper above and below the words of a row
GUTTER = 0.12  # inches between the words of two columns
ROOM = theme.WIDTH - 2 * theme.MARGIN


class Table:
    """Words in cells, broken into lines and given their places, in inches from the upper left corner.

    Parameters
    ----------
    heads : list of str
    rows : list of list of (column, span, sign, words, role)
        `sign` is a key of SIGNS, a reason why there is no word (a hatched sign), or None for plain words.
    widths : list of float
        Of each column, in inches.
    over : list of str or None
        A heading above neighbouring columns.
    middle : bool
        Whether the words stand about the middle of their row, or at its top.
    shaded : iterable of int
        Rows with a pale ground.
    """

    def __init__(self, heads, rows, widths, over=(), middle=False, shaded=()):
        if len(widths) != len(heads):
            raise ValueError(f"a table of {len(heads)} columns takes {len(heads)} widths, not {len(widths)}")
        self.edges, self.over, self.middle = [sum(widths[:i]) for i in range(len(widths) + 1)], list(over), middle
        self.shaded = list(shaded)
        self.heads = [theme.wrap(head, "strong", wide - GUTTER) for head, wide in zip(heads, widths, strict=True)]
        above = theme.leading("label") + PAD if any(self.over) else 0
        self.head = above + max(map(len, self.heads)) * theme.leading("strong") + PAD
        self.rows, y = [], self.head
        for row in rows:
            cells = []
            for column, span, sign, words, role in row:
                x, end = self.edges[column], self.edges[column + span] - GUTTER
                indent = INDENT if sign in SIGNS or sign in HATCHES else 0
                cells.append((column, x, sign, theme.wrap(words, role, end - x - indent, even=middle), role, indent))
            high = 2 * PAD + max(len(lines) * theme.leading(role) for *_, lines, role, _ in cells)
            self.rows.append((y, high, cells))
            y += high
        self.width, self.height = self.edges[-1], y

    def draw(self, ax=None):
        """Draw the table into an Axes, or into new ones of its size, and return them."""
        if ax is None:
            size = (self.width + 2 * theme.MARGIN, self.height + 0.6)
            ax = theme.new_axes(None, *size, left=theme.MARGIN, below=0.3, above=0.3)
        ax, inside = theme.plain(ax), theme.size_inches(ax)
        if self.width > inside[0] + 0.01 or self.height > inside[1] + 0.01:
            needed = f"{self.width:.2f} by {self.height:.2f} inches"
            raise ValueError(f"the table needs axes of at least {needed}; these are {inside[0]:.2f} by {inside[1]:.2f}")
        ax.set(xlim=(0, inside[0]), ylim=(inside[1], 0))
        strong = self._heads(ax)
        for i, (y, high, cells) in enumerate(self.rows):
            for column, x, sign, lines, role, indent in cells:
                gid, tall = f"{sign or 'cell'}-{i}-{column}", len(lines) * theme.leading(role)
                top = y + (high - tall) / 2 if self.middle else y + PAD
                if indent:
                    draw_sign(ax, sign, x, top + tall / 2, gid=gid)
                _write(ax, x + indent, top, lines, role, gid=gid, color=theme.TEXT)
        left, right, gap = -0.06, self.width + 0.06, 0.02  # between two grounds, as rules are not seen on them
        grounds = [(y + gap, y + high - gap) for i, (y, high, _) in enumerate(self.rows) if i in self.shaded]
        grounds = [[(left, y), (right, y), (right, end), (left, end)] for y, end in grounds]
        look = {"fc": theme.GRID, "lw": 0, "zorder": 0.6, "clip_on": False}
        ax.add_collection(PolyCollection(grounds, gid="shaded", **look), autolim=False)
        rules = [[(0, y), (self.width, y)] for y, *_ in self.rows[1:]] + [[(0, self.height), (self.width, self.height)]]
        for lines, colour, gid in ((rules, theme.GRID, "rules"), (strong, theme.TEXT, "head")):
            look = {"colors": colour, "linewidths": 0.9, "zorder": 0.5}
            ax.add_collection(LineCollection(lines, gid=gid, clip_on=False, **look), autolim=False)
        return ax

    def _heads(self, ax):
        """Write the headings and return the rules below them."""
        rules = [[(0, self.head), (self.width, self.head)]]
        for x, lines in zip(self.edges, self.heads, strict=False):
            _write(ax, x, self.head - PAD - len(lines) * theme.leading("strong"), lines, "strong", gid="head")
        for i, over in enumerate(self.over):
            if over is not None and over not in self.over[:i]:
                y, end = theme.leading("label"), self.edges[len(self.over) - self.over[::-1].index(over)]
                write(ax, (self.edges[i], y), over, "label", dy=0.05)
                rules.append([(self.edges[i], y), (end - GUTTER, y)])
        return rules


def draw_sign(ax, sign, x, y, gid=None):
    """Draw the sign of a cell in an Axes whose data are inches, from `x` to `x` + SIGN about the height `y`."""
    if sign in SIGNS:
        face = theme.PEOPLE if sign == "yes" else theme.PAPER
        look = {"mfc": face, "mec": theme.PEOPLE, "mew": 1.3, "ms": 5.4 if sign == "decided" else 6.4}
        ax.plot(x + SIGN / 2, y, SIGNS[sign], gid=gid, clip_on=False, **look)
    else:
        cell(ax, x, y - SIGN / 3, SIGN, SIGN / 1.5, sign, gid=gid)


def _write(ax, x, top, lines, role, **style):
    for i, line in enumerate(lines):
        write(ax, (x, top + (i + 0.76) * theme.leading(role)), line, role, **style)


def duty(frame, language="en", widths=None):
    """Return the Table of `duty_matrix`."""
    needed = ["row", "column", "sign", "words"]
    lacking = [column for column in needed if column not in frame]
    if lacking or not len(frame):
        raise ValueError(f"the frame of cells lacks {', '.join(lacking) or 'any row'}; it needs {', '.join(needed)}")
    columns, rows = list(dict.fromkeys(frame["column"])), []
    for name, cells in frame.groupby("row", sort=False):
        row, taken = [(0, 1, None, str(name), "label")], []
        for one in cells.itertuples():
            first, span = columns.index(one.column), int(stated(getattr(one, "span", None)) or 1)
            words, where = stated(one.words), f"{name}, {one.column}"
            taken += range(first, first + span)
            if one.sign not in (*SIGNS, *ABSENT):
                raise ValueError(f"{where}: no sign {one.sign!r}; there are {', '.join((*SIGNS, *ABSENT))}")
            if words is None and one.sign in SIGNS:
                raise ValueError(f"{where}: the sign {one.sign!r} needs words beside it")
            if words is None:
                words = say("key.not_found", language) if one.sign == "not_found" else "–"
            row.append((first + 1, span, one.sign, words, "note"))
        if sorted(taken) != list(range(len(columns))):
            raise ValueError(
                f"{name}: each column takes one cell; where there is nothing, say not_found or not_applicable"
            )
        rows.append(row)
    over = dict(zip(frame["column"], frame["over"], strict=True)) if "over" in frame else {}
    widths = widths or [ROOM / (len(columns) + 1)] * (len(columns) + 1)
    return Table(["", *columns], rows, widths, [None, *(stated(over.get(column)) for column in columns)], middle=True)


def duty_matrix(frame, ax=None, language="en", widths=None):
    """Draw who was bound, asked, said and sent as a table: each cell is a marker and words, never a colour alone.

    .. image:: ../../figures/en/csto_duty.png

    Parameters
    ----------
    frame : pandas.DataFrame
        A row per cell, in the order of rows and columns: `row`, `column` (their headings), `sign` and `words`. Signs:
        "yes" (dot), "no" (ring), "asked" (triangle), "said" (square), "not_found" (hatched: the record has nothing) and
        "not_applicable" (a dash); the last two need no words. Optional: `span` (how many columns the cell covers) and
        `over` (a heading above neighbouring columns).
    ax : matplotlib.axes.Axes, optional
    language : str
    widths : list of float, optional
        Inches of the names of the rows and of each column; equal by default.

    Returns
    -------
    matplotlib.axes.Axes
        With one marker a cell, gid "yes-0-1" for row 0, column 1 (column 0 are the names); a hatched rectangle
        "not_found-0-1"; its data are inches from the upper left corner.

    Raises
    ------
    ValueError
        If a cell is missing or stands twice, a sign is unknown or has no words, or the table is larger than the Axes.

    Examples
    --------
    >>> import pandas as pd
    >>> cells = {"row": "Here", "column": ["bound", "sent"], "sign": ["yes", "not_found"], "words": ["yes", None]}
    >>> len(duty_matrix(pd.DataFrame(cells)).patches)
    1
    """
    return duty(frame, language, widths).draw(ax)


def words(frame, language="en", widths=None, shaded=()):
    """Return the Table of `word_table`."""
    if not len(frame) or not len(frame.columns):
        raise ValueError("a table of words needs at least one row and one column")
    absent, rows = say("absent.not_stated", language), []
    for row in frame.itertuples(index=False):
        said = [stated(text) for text in row]
        cells = [("not_stated", absent) if text is None else (None, str(text)) for text in said]
        rows.append([(k, 1, sign, text, "source") for k, (sign, text) in enumerate(cells)])
    widths = widths or [ROOM / len(frame.columns)] * len(frame.columns)
    return Table(list(map(str, frame.columns)), rows, widths, shaded=shaded)


def word_table(frame, ax=None, language="en", widths=None, shaded=()):
    """Draw a frame of words as a table: headings, wrapped cells, thin rules; what is missing is hatched and says so.

    .. image:: ../../figures/en/statements.png

    Parameters
    ----------
    frame : pandas.DataFrame
        Its columns are the headings, its cells the words; a missing cell is "not stated".
    ax : matplotlib.axes.Axes, optional
    language : str
    widths : list of float, optional
        Inches of each column; equal by default.
    shaded : iterable of int, optional
        Rows, from 0, with a pale ground.

    Returns
    -------
    matplotlib.axes.Axes
        Each line of words has the gid "cell-0-1" for row 0, column 1, or "not_stated-0-1" beside a hatched rectangle
        where the cell is missing; its data are inches from the upper left corner.

    Raises
    ------
    ValueError
        If the frame is empty, widths are missing, or the table is larger than the Axes.

    Examples
    --------
    >>> import pandas as pd
    >>> len(word_table(pd.DataFrame({"who": ["the ministry", None], "verb": ["said", "asked"]})).patches)
    1
    """
    return words(frame, language, widths, shaded).draw(ax)
