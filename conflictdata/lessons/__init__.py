"""The lessons on a reader's machine."""

from .own_article import own_article
from .tasks import text

__all__ = ["own_article", "text"]
