"""How fast texts are read: beside dateparser.search, on hostile texts, and with how much memory for many texts.

python tools/bench_reading.py [rounds]

Medians of CPU time, in turns in one run; memory is the peak of whole processes.
"""

import itertools
import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path
from time import process_time

from dateparser.search import search_dates

import conflictdata as cd

PASSAGES = Path(__file__).resolve().parents[1] / "tests" / "passages" / "development.jsonl"
DAY, MEGABYTE, THEIRS = "2023-03-15", 1_000_000, 10_000  # characters; dateparser reads a part
# Sentences without a figure or a date. With PLENTY of them for each sentence of our passages, a text has about as many
# numbers and dates a thousand characters as the article of the record (five); our passages alone have six times that.
PLENTY = 6
PROSE = {
    "it": (
        "Il ministro degli Esteri ha chiesto alle parti di tornare a trattare e di rispettare gli accordi.",
        "Gli abitanti della valle raccontano la notte passata in cantina, senza luce e senza notizie dei parenti.",
        "Secondo gli osservatori la tensione lungo il confine non accenna a diminuire, e le scuole restano chiuse.",
        "Il portavoce del governo non ha voluto commentare le immagini diffuse dall'agenzia di stampa della capitale.",
        "La strada che porta al valico è interrotta da una frana, e i convogli di aiuti aspettano dall'altra parte.",
        "L'inviato dell'organizzazione ha parlato con i sindaci e con i medici dell'ospedale della provincia.",
    ),
    "en": (
        "The foreign minister called on both sides to return to the negotiating table and to respect the agreement.",
        "People in the valley spoke of a night spent in cellars, without light and without news of their relatives.",
        "Observers say the tension along the border shows no sign of easing, and the schools of the district are shut.",
        "The government's spokesman declined to comment on the pictures published by the news agency of the capital.",
        "The road to the crossing is blocked by a landslide, and aid convoys are waiting on the other side.",
        "The envoy of the organisation spoke to the mayors and to the doctors of the hospital in the provincial town.",
    ),
}
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


def news(language, size, prose=0, seed=1):
    """Return about `size` characters of our passages in a random order with other digits.

    `prose` sentences without a figure follow each passage for every sentence of it.
    """
    lines = PASSAGES.read_text(encoding="utf-8").splitlines()
    texts = [each["text"] for each in map(json.loads, lines) if each["language"] == language]
    draw, pieces, length = random.Random(seed), [], 0
    while length < size:
        piece = "".join(str(draw.randint(1, 9)) if c in "123456789" else c for c in draw.choice(texts))
        piece = " ".join([piece, *(draw.choice(PROSE[language]) for _ in range(prose * piece.count(". ")))])
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
    texts = [news("it", 1500, seed=seed) for seed in range(50)]
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
    ratios, speeds, base = [], [], 0
    for language, prose in itertools.product(("it", "en"), (PLENTY, 0)):
        text, part = news(language, MEGABYTE, prose), news(language, THEIRS, prose)
        options = {"languages": [language], "settings": {"PREFER_DATES_FROM": "past"}}
        small = [part[i : i + 1000] for i in range(0, THEIRS, 1000)]
        medians = in_turns(
            rounds,
            ours=reading(text, language),
            theirs=lambda pieces=small, more=options: [search_dates(piece, **more) for piece in pieces],
            untold=lambda pieces=small[:2]: [search_dates(piece) for piece in pieces],
        )
        ours, theirs, untold = MEGABYTE / medians["ours"], THEIRS / medians["theirs"], 2000 / medians["untold"]
        base = max(base, medians["ours"])
        what = "figures as often as in the article" if prose else "figures in every sentence"
        print(f"{language}, {what}: {ours:,.0f} characters a second; dateparser.search", end=" ")
        print(f"{theirs:,.0f} where it is told the language ({ours / theirs:.0f}), {untold:,.0f} where not")
        ratios += [ours / theirs] * (prose > 0)
        speeds += [ours] * (prose > 0)
    goal("characters a second", min(speeds), "at least 500,000", min(speeds) >= 500_000)
    goal("characters a second, ours / dateparser.search told", min(ratios), "at least 30", min(ratios) >= 30)
    for language in ("it", "en"):
        for name, piece in HOSTILE.items():
            text = (piece * (MEGABYTE // len(piece) + 1))[:MEGABYTE]
            ratio = statistics.median(seconds(reading(text, language)) for _ in range(min(rounds, 3))) / base
            goal(f"{language}: a megabyte of {name} / of news", ratio, "at most 3", ratio <= 3)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
