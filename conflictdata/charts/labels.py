"""Labels beside the points of a line: each is put where it covers nothing."""

from . import theme

GAP = 0.03  # inches kept free around whatever is placed
APART = 0.06  # inches more that are kept free left and right of a label
WIDTHS = (2.0, 1.75, 1.5, 2.6, 1.15)  # inches at which a label is broken into lines, in order of preference
TRIES = 20_000  # places of labels tried at most


class Room:
    """The free room of an Axes, in inches from its lower left corner; what is taken is kept as boxes."""

    def __init__(self, width, height, overhang=(0, 0, 0, 0)):
        left, bottom, right, top = overhang
        self.bounds = (-left, -bottom, width + right, height + top)
        self.taken = []

    def take(self, *boxes):
        """Mark boxes (x0, y0, x1, y1) as taken."""
        self.taken += boxes

    def free(self, box):
        """Say whether a box lies within the bounds and on nothing that is taken."""
        x0, y0, x1, y1 = box
        left, bottom, right, top = self.bounds
        if x0 < left or x1 > right or y0 < bottom or y1 > top:
            return False
        return all(x1 + GAP <= a or c + GAP <= x0 or y1 + GAP <= b or d + GAP <= y0 for a, b, c, d in self.taken)


def block_of(parts, width):
    """Break the parts of a label, (text, role) each, at a width; return lines (text, role, baseline) and its size.

    Baselines are inches below the upper edge of the block.
    """
    lines, y, wide = [], 0.0, 0.0
    for text, role in parts:
        for line in theme.wrap(text, role, width, even=True):
            y += theme.leading(role)
            lines.append((line, role, y - 0.24 * theme.leading(role)))
            wide = max(wide, theme.text_width(line, role))
    return lines, wide, y


def candidates(room, x, y, parts):
    """Return the free places of a label, (lines, box), beside a point of a line that climbs, near ones first."""
    found, blocks = [], [block_of(parts, wide) for wide in WIDTHS]
    for away in (0.11, 0.22, 0.36, 0.52, 0.72):
        for lines, width, height in blocks:
            above, below, level = y + away, y - away - height, y - height / 2
            spots = [(-0.06, below), (0.10, below), (-0.06, above), (0.16, below), (0.16 - width, above)]
            spots += [(away, level + shift * height) for shift in (0, 0.4, -0.4)]
            spots += [(-away - width, level), (-0.06 - width, above), (0.06 - width, below)]
            spots += [(-width / 2, above), (-width / 2, below)]
            found += [(lines, (x + a, b, x + a + width, b + height)) for a, b in spots]
    return [(lines, box) for lines, box in found if room.free(box)]


def fit(room, candidates):
    """Return a place for each label so that none lies on another, or None; who has the fewest places chooses first."""
    order, found, tries = sorted(range(len(candidates)), key=lambda i: len(candidates[i])), {}, iter(range(TRIES))

    def settle(k):
        """Place the labels from the k-th on, and say whether all found room."""
        if k == len(order):
            return True
        kept = list(room.taken)
        for lines, box in candidates[order[k]]:
            if next(tries, None) is None:
                return False
            if room.free(box):
                room.take((box[0] - APART, box[1], box[2] + APART, box[3]))
                found[order[k]] = (lines, box)
                if settle(k + 1):
                    return True
                room.taken = list(kept)
        return False

    return [found[i] for i in range(len(candidates))] if settle(0) else None
