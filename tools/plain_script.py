"""The yardstick of the benchmark: what anyone would write. As many files as ours, of the same size in pixels.

python tools/plain_script.py FOLDER FIGURES [--words]

Each figure is a line chart with a title and a legend. With --words it also has what a published chart has: a subtitle,
eight labels in the chart and a source of two lines, the text set as matplotlib does.
"""

import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

SOURCE = (
    "Source: a data set, release 1.0, battle-related deaths, civilians included; sums over the years are ours. " * 2
)
folder, count, words = Path(sys.argv[1]), int(sys.argv[2]), "--words" in sys.argv
folder.mkdir(parents=True, exist_ok=True)
for i in range(count):
    frame = pd.DataFrame({"year": range(1989, 2025), "deaths": range(36)})
    figure, ax = plt.subplots(figsize=(7.2, 5.2))
    ax.plot(frame["year"], frame["deaths"], label="deaths")
    ax.set_title("Deaths a year in the conflict")
    ax.set(xlabel="year", ylabel="deaths")
    ax.legend()
    if words:
        figure.text(
            0.05, 0.95, "Battle-related deaths a year in the conflict, as one project counts them, and its range"
        )
        for row in frame.iloc[2::4].itertuples():
            ax.annotate(
                f"{row.deaths} in {row.year}", (row.year, row.deaths), xytext=(6, 6), textcoords="offset points"
            )
        figure.text(0.05, 0.02, SOURCE, fontsize=7, wrap=True)
    for form in ("png", "svg", "pdf"):
        figure.savefig(folder / f"figure{i}.{form}", dpi=200)
    plt.close(figure)
