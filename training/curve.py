"""`python -m training.curve CSV PNG`: the loss while training, on what was shown and held out."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from matplotlib.ticker import ScalarFormatter


def main(table: Path, picture: Path) -> None:
    """Draws `table`, which `training.train` writes."""
    with table.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    minutes = [float(row["seconds"]) / 60 for row in rows]
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    shown = [row for row in rows if int(row["step"])]
    axes.plot(
        [float(row["seconds"]) / 60 for row in shown],
        [float(row["train"]) for row in shown],
        "o-",
        label="modules M01–M09, before each step is taken",
    )
    axes.plot(
        minutes, [float(row["held_out"]) for row in rows], "s-", label="modules M10–M12, held out"
    )
    axes.set(xlabel="minutes", ylabel="cross entropy, half of it of first tokens", yscale="log")
    axes.set_title("LoRA adapter on Gemma 3 270M, on the CPU")
    axes.yaxis.set_major_formatter(ScalarFormatter())
    axes.yaxis.set_minor_formatter(ScalarFormatter())
    axes.grid(True, which="both", alpha=0.3)
    axes.legend()
    picture.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(picture, dpi=110)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
