"""Text to figures and dates. Rules are data, one TOML file a language; nothing here knows the record."""

from .edtf import bounds, days, interval
from .numbers import find_numbers
from .rows import CELLS, read_figure
from .times import find_times

__all__ = ["CELLS", "bounds", "days", "find_numbers", "find_times", "interval", "read_figure"]
