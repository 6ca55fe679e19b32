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

from conflictdata.charts import PAGES
from conflictdata.i18n import languages

PLAIN = Path(__file__).with_name("plain_script.py")


def cpu_seconds(command):
    """Return user and system time of a child process and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(name, rounds, ours, **theirs):
    """Measure commands in turns and print the medians, and ours as a ratio of each of theirs."""
    commands = {"ours": ours} | theirs
    times = {which: [] for which in commands}
    for _ in range(rounds):
        for which, command in commands.items():
            times[which].append(cpu_seconds(command))
    medians = {which: statistics.median(values) for which, values in times.items()}
    mine = medians.pop("ours")
    for which, median in medians.items():
        print(f"{name + ' / ' + which.replace('_', ' '):<72} {mine:6.2f} s {median:6.2f} s   {mine / median:5.2f}")


def main(rounds=5):
    """Print one line a comparison."""
    os.environ.setdefault("MPLBACKEND", "agg")
    python, count = sys.executable, len(PAGES) * len(languages())
    print(f"{'median CPU time of ' + str(rounds) + ' rounds':<72} {'ours':>8} {'theirs':>8}   ratio")
    pandas = [python, "-c", "import pandas"]
    compare("import conflictdata", rounds, [python, "-c", "import conflictdata"], import_pandas=pandas)
    loaded = [python, "-c", "import conflictdata as cd; cd.casualties()"]
    compare("conflictdata.casualties()", rounds, loaded, import_pandas=pandas)
    with tempfile.TemporaryDirectory() as folder:

        def plain(figures, *more):
            return [python, str(PLAIN), f"{folder}/plain", str(figures), *more]

        every = [python, "-m", "conflictdata", "figures", "--out", f"{folder}/ours"]
        both = {"a_plain_script": plain(count), "the_same_with_words": plain(count, "--words")}
        compare(f"{count} figures in 3 formats", rounds, every, **both)
        one = [*every, "--only", "per_day", "--language", "en"]
        single = {"a_plain_script": plain(1), "the_same_with_words": plain(1, "--words")}
        compare("one figure in 3 formats", rounds, one, **single)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
