"""How fast texts are read: beside dateparser.search, on hostile texts, and with how much memory for many texts.

python tools/bench_reading.py [rounds]

Medians of CPU time, in turns in one run; memory is the peak of whole processes.
"""

import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path
from time import process_time

import pandas as pd
from dateparser.search import search_dates

import conflictdata as cd

PASSAGES = Path(__file__).resolve().parents[1] / "tests" / "passages" / "development.jsonl"
DAY, MEGABYTE, THEIRS = "2023-03-15", 1_000_000, 10_000  # characters; dateparser reads a part
HOSTILE = {
    "digits": "1234567890",
    "dots": ".",
    "groups of digits": "1.234.567.890.",
    "dates": "1/2/",
    "one letter": "a",
    "the word for and": "e ",
    "words of numbers": "ventidue",
    "brackets": "([{",
    "closed brackets": "(a) ",
    "spaces": " ",
    "lines": "\n",
    "hyphens": "3-",
    "between": "tra 3 e ",
    "articles": "un ",
    "names": "Nagorno ",
    "kinds": "morti ",
}
STREAM = """
import resource, sys
import pandas as pd
import conflictdata as cd
texts = TEXTS
rows = 0
for _ in range(int(sys.argv[1])):
    chunk = pd.DataFrame({"text": texts * 20, "published": "2023-03-15"})
    rows += len(cd.read_frame(chunk, language="it"))
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def news(language, size, seed=1):
    """Return about `size` characters of our passages in a random order with other digits."""
    lines = PASSAGES.read_text(encoding="utf-8").splitlines()
    texts = [each["text"] for each in map(json.loads, lines) if each["language"] == language]
    draw, pieces, length = random.Random(seed), [], 0
    while length < size:
        piece = "".join(str(draw.randint(1, 9)) if c in "123456789" else c for c in draw.choice(texts))
        pieces.append(piece)
        length += len(piece) + 2
    return "\n\n".join(pieces)[:size]


def seconds(work):
    """Return the CPU time of a piece of work."""
    start = process_time()
    work()
    return process_time() - start


def reading(text, language):
    """Return a piece of work: the text read, and its tables made."""

    def work():
        found = cd.read(text, DAY, language)
        return found.figures, found.dates, found.unresolved

    return work


def in_turns(rounds, **works):
    """Return the median CPU time of each piece of work."""
    times = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    return {name: statistics.median(values) for name, values in times.items()}


def peak(chunks):
    """Return the peak memory in MiB of a process that reads a number of chunks of texts, one after the other."""
    texts = [news("it", 1500, seed) for seed in range(50)]
    program = STREAM.replace("TEXTS", repr(texts))
    done = subprocess.run([sys.executable, "-c", program, str(chunks)], check=True, capture_output=True, text=True)
    return int(done.stdout.split()[1]) / (2**20 if sys.platform == "darwin" else 2**10)


def goal(what, value, most, reached):
    """Print a measure and whether it reaches its goal."""
    print(f"{what:<58} {value:10.2f}  {most}: {'reached' if reached else 'MISSED'}")


def main(rounds=5):
    """Print the table and the goals."""
    os.environ.setdefault("MPLBACKEND", "agg")
    print(f"median CPU time of {rounds} rounds")
    # First, because a child process starts with the peak of its parent.
    once, twice, four = (peak(chunks) for chunks in (1, 2, 4))
    print(f"memory for 1,000, 2,000 and 4,000 texts in chunks: {once:.0f}, {twice:.0f}, {four:.0f} MiB")
    goal("4,000 texts / 1,000 texts, memory", four / once, "at most 1.1", four <= 1.1 * once)
    ratios, base = [], 0
    for language in ("it", "en"):
        text, part = news(language, MEGABYTE), news(language, THEIRS)
        options = {"languages": [language], "settings": {"PREFER_DATES_FROM": "past"}}
        small = [part[i : i + 1000] for i in range(0, THEIRS, 1000)]
        frame = pd.DataFrame({"text": small})
        medians = in_turns(
            rounds,
            ours=reading(text, language),
            short=lambda frame=frame: cd.read_frame(frame, published=None),
            theirs=lambda pieces=small, more=options: [search_dates(piece, **more) for piece in pieces],
            untold=lambda pieces=small[:2]: [search_dates(piece) for piece in pieces],
        )
        ours, short, theirs = MEGABYTE / medians["ours"], THEIRS / medians["short"], THEIRS / medians["theirs"]
        untold = 2000 / medians["untold"]
        base = max(base, medians["ours"])
        ratios.append(ours / theirs)
        print(f"{language}: {ours:,.0f} characters a second in one text, {short:,.0f} in texts of 1,000", end="")
        print(f"; dateparser.search {theirs:,.0f} where it is told the language, {untold:,.0f} where not")
    goal("characters a second, ours / dateparser.search", min(ratios), "at least 30", min(ratios) >= 30)
    for language in ("it", "en"):
        for name, piece in HOSTILE.items():
            text = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
            ratio = statistics.median(seconds(reading(text, language)) for _ in range(min(rounds, 3))) / base
            goal(f"{language}: a megabyte of {name} / of news", ratio, "at most 3", ratio <= 3)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
