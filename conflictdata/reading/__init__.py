"""Text to figures and dates. Rules are data, one TOML file a language; nothing here knows the record."""

from .numbers import find_numbers
from .rows import read_figure
from .times import find_times

__all__ = ["find_numbers", "find_times", "read_figure"]
