"""The yardstick of the benchmark: what anyone would write. Figures of our sizes with one line each, in our formats."""

import sys
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd

folder = Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
heights = [7.35, 5.75, 6.55, 6.25][: int(sys.argv[2]) if len(sys.argv) > 2 else 4]
for i, height in enumerate(heights):
    frame = pd.DataFrame({"year": range(1989, 2025), "deaths": range(36)})
    figure, ax = plt.subplots(figsize=(7.2, height))
    ax.plot(frame["year"], frame["deaths"])
    ax.set_title("Deaths a year")
    for form in ("png", "svg", "pdf"):
        figure.savefig(folder / f"figure{i}.{form}", dpi=240)
    plt.close(figure)
