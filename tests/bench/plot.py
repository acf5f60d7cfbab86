"""The results as one picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib

from .results import Side

matplotlib.use("Agg")

__all__ = ["plot"]

COLOURS = ("#0b6e4f", "#c8553d")
BAR = 0.38


def plot(sides: Mapping[str, Side], file: Path) -> None:
    """Writes four panels as SVG: throughput, latency, long conversation, understanding."""
    from matplotlib import pyplot

    figure, panels = pyplot.subplots(2, 2, figsize=(11, 7.5))
    first = next(iter(sides.values()))
    people = [str(number) for number in first.loads]
    _bars(
        panels[0][0],
        {n: [load.per_core for load in s.loads.values()] for n, s in sides.items()},
        people,
    )
    panels[0][0].set(title="Messages a second per core", xlabel="people at once")
    _bars(
        panels[0][1],
        {n: [load.milliseconds(95) for load in s.loads.values()] for n, s in sides.items()},
        people,
    )
    panels[0][1].set(title="p95 of the answer (ms)", xlabel="people at once", yscale="log")
    for (name, side), colour in zip(sides.items(), COLOURS, strict=True):
        places, times = list(side.positions), list(side.positions.values())
        panels[1][0].plot(places, times, marker="o", label=name, color=colour)
    panels[1][0].set(
        title="One long conversation (ms)", xlabel="message", xscale="log", yscale="log"
    )
    writings = sorted(first.understanding.asked)
    _bars(
        panels[1][1],
        {n: [s.understanding.accuracy(w) for w in writings] for n, s in sides.items()},
        writings,
    )
    panels[1][1].set(title="Intents understood, by way of writing", ylim=(0, 1))
    for panel in panels.flat:
        panel.grid(axis="y", alpha=0.3)
    handles, labels = panels[0][0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="upper center", ncol=len(labels))
    figure.tight_layout(rect=(0, 0, 1, 0.95))
    figure.savefig(file, format="svg")
    pyplot.close(figure)


def _bars(panel: Any, heights: Mapping[str, Sequence[float]], labels: Sequence[str]) -> None:
    for number, ((name, values), colour) in enumerate(zip(heights.items(), COLOURS, strict=True)):
        places = [place + (number - 0.5) * BAR for place in range(len(labels))]
        panel.bar(places, values, BAR, label=name, color=colour)
    panel.set_xticks(range(len(labels)), labels)
