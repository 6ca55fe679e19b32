"""The lessons on a reader's machine."""
