"""How long the usual things take, as ratios of medians measured in turns in one run (CPU time of whole processes).

python tools/bench.py [rounds]
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

PLAIN = Path(__file__).with_name("plain_script.py")


def cpu_seconds(command):
    """Return user and system time of a child process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ratio(name, ours, theirs, rounds):
    """Measure two commands in turns and print the medians and their ratio."""
    times = {"ours": [], "theirs": []}
    for _ in range(rounds):
        times["ours"].append(cpu_seconds(ours))
        times["theirs"].append(cpu_seconds(theirs))
    ours, theirs = (statistics.median(values) for values in times.values())
    print(f"{name:<58} {ours:6.2f} s {theirs:6.2f} s   {ours / theirs:5.2f}")


def main(rounds=7):
    """Print one line a comparison."""
    os.environ.setdefault("MPLBACKEND", "agg")
    python = sys.executable
    print(f"{'median CPU time of ' + str(rounds) + ' rounds':<58} {'ours':>8} {'plain':>8}   ratio")
    ratio(
        "import conflictdata / import pandas",
        [python, "-c", "import conflictdata"],
        [python, "-c", "import pandas"],
        rounds,
    )
    ratio(
        "conflictdata.casualties() / import pandas",
        [python, "-c", "import conflictdata as cd; cd.casualties()"],
        [python, "-c", "import pandas"],
        rounds,
    )
    with tempfile.TemporaryDirectory() as folder:
        figures = [python, "-m", "conflictdata", "figures", "--out", f"{folder}/ours"]
        ratio(
            "conflictdata figures / a plain script, as many files",
            figures,
            [python, str(PLAIN), f"{folder}/plain"],
            rounds,
        )
        one = [*figures, "--only", "toll_and_clock"]
        ratio("one figure / a plain script, one figure", one, [python, str(PLAIN), f"{folder}/plain", "1"], rounds)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
