"""`python -m conflictdata` is the command line."""

from .cli import main

main()
