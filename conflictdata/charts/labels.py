"""Labels beside points: each is put where it covers nothing, or all are numbered and listed."""

from . import theme

GAP = 0.03  # inches kept free around whatever is placed
WIDTHS = (2.3, 1.75, 2.9, 3.5)  # inches at which a label is broken into lines, in order of preference


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

    def beside(self, x, y, width, height, reach=0.145):
        """Return how far off the nearest free box of a size is, and the box; right and left come first."""
        for far in (0, 0.14, 0.30, 0.5):
            away = reach + far
            spots = [(x + away, y - height / 2 + shift) for shift in (0, height * 0.35, -height * 0.35)]
            spots += [(x - away - width, y - height / 2 + shift) for shift in (0, height * 0.35, -height * 0.35)]
            spots += [(x - width * part, y - away - height) for part in (0.1, 0.9, 0.5)]
            spots += [(x - width * part, y + away) for part in (0.1, 0.9, 0.5)]
            for left, bottom in spots:
                box = (left, bottom, left + width, bottom + height)
                if self.free(box):
                    return far, box
        return None


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


def place(room, points, labels):
    """Find a place for every label beside its point.

    Parameters
    ----------
    room : Room
        With all points, arrows and other ink taken.
    points : list of (x, y)
        In inches.
    labels : list of list of (text, role)

    Returns
    -------
    list of (lines, box), or None
        None if some label finds no free place.
    """
    crowd = [sum(abs(x - a) < 1.5 and abs(y - b) < 0.8 for a, b in points) for x, y in points]
    orders = [range(len(points)), sorted(range(len(points)), key=lambda i: -crowd[i]), range(len(points) - 1, -1, -1)]
    for order in orders:
        kept, found = list(room.taken), {}
        for i in order:
            blocks = [block_of(labels[i], width) for width in WIDTHS]
            spots = [(room.beside(*points[i], wide, high), lines) for lines, wide, high in blocks]
            spots = [(spot, lines) for spot, lines in spots if spot]
            if not spots:
                break
            (_, box), lines = min(spots, key=lambda found: found[0][0])
            found[i] = (lines, box)
            room.take(box)
        if len(found) == len(points):
            return [found[i] for i in range(len(points))]
        room.taken = kept
    return None
