"""The lessons on a reader's machine."""

from .own_article import own_article as own_article
