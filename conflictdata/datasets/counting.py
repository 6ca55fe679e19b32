"""The bytes of a table on their way to pandas, with the cells counted."""

import numpy as np

from .files import BLOCK

_SHIFTS = [np.uint64(shift) for shift in (1, 2, 4, 8, 16, 32)]
_ones = getattr(np, "bitwise_count", lambda words: np.unpackbits(words.view(np.uint8)))  # NumPy 2 has the first


class Counted:
    """The bytes of a table as pandas asks for them, with the separators and NULs counted on the way.

    pandas fills a record that is too short, and with `usecols` it cuts one that is too long, without a word.
    So the separators outside quotation marks are counted: 64 bytes are one integer, each mark one bit, and
    whether a byte stands inside quotation marks is the parity of the marks before it.
    """

    def __init__(self, source):
        self.read_block, self.separator = source.stream.read, ord(source.separator)
        self.separators, self.nul, self.last = 0, False, b"\n"
        self.inside, self.room = np.uint64(0), np.empty(0, np.uint64)

    def __iter__(self):  # pandas takes for a file what can be iterated over
        return iter(lambda: self.read(BLOCK), b"")

    def read(self, size):
        block = self.read_block(size)
        if block:
            self.nul |= b"\0" in block
            self.last = block[-1:]
            self._count(np.frombuffer(block.ljust(-(-len(block) // 64) * 64, b"\0"), np.uint8))
        return block

    def _count(self, block):
        inside = np.packbits(block == ord('"'), bitorder="little").view("<u8")
        if inside.size > self.room.size:
            self.room = np.empty_like(inside)
        for shift in _SHIFTS:
            inside ^= np.left_shift(inside, shift, out=self.room[: inside.size])
        odd = inside >> np.uint64(63)  # whether a word of 64 bytes turns inside to outside
        turned = np.bitwise_xor.accumulate(odd) ^ self.inside
        inside ^= np.uint64(0) - (turned ^ odd)  # all ones where a word begins inside
        self.inside = turned[-1]
        outside = np.packbits(block == self.separator, bitorder="little").view("<u8") & ~inside
        self.separators += int(_ones(outside).sum(dtype=np.int64))
