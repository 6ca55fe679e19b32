"""The lessons on a reader's machine."""

from .tasks import text

__all__ = ["text"]
