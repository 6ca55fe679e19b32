"""A claim of the article beside what others count: rows, reasons, words, grades, findings."""
