"""Plots of what simulated learners show, for docs/learning/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from bot.evaluation.learners import Simulation

__all__ = ["PLOTS", "draw"]

PLOTS: Final = ("placement.svg", "estimate.svg", "difficulty.svg")
"""The files that are drawn."""


def draw(found: Simulation, folder: Path) -> None:
    """Writes the plots; the same simulation gives the same files."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "learners"
    from matplotlib import pyplot

    folder.mkdir(parents=True, exist_ok=True)
    placement, estimated, difficulty = PLOTS
    number = f"{found.learners} simulated learners"

    figure, axes = pyplot.subplots(figsize=(6.4, 4))
    axes.plot(found.level_error["fixed"], "s--", color="#8a8f8e", label="the same for everybody")
    axes.plot(found.level_error["adaptive"], "o-", color="#00695c", label="adaptive")
    _finish(axes, f"Placement ({number})", "questions", "error of the level (logits)")
    figure.savefig(folder / placement, metadata={"Date": None})
    pyplot.close(figure)

    figure, axes = pyplot.subplots(figsize=(6.4, 4))
    axes.plot(
        *zip(*found.claimed_error.items(), strict=True),
        "--",
        color="#8a8f8e",
        label="error the estimate claims",
    )
    axes.plot(
        *zip(*found.known_error.items(), strict=True), "o-", color="#00695c", label="true error"
    )
    _finish(axes, f"Estimate of lessons ({number})", "answers", "error of “known” (0 to 1)")
    figure.savefig(folder / estimated, metadata={"Date": None})
    pyplot.close(figure)

    figure, axes = pyplot.subplots(figsize=(6.4, 4))
    axes.plot(found.difficulty_error, "-", color="#00695c", label="difficulty of questions")
    _finish(axes, "Difficulty learnt from answers", "learners (40 answers each)", "error (logits)")
    figure.savefig(folder / difficulty, metadata={"Date": None})
    pyplot.close(figure)


def _finish(axes: Any, title: str, below: str, beside: str) -> None:
    axes.set_title(title)
    axes.set_xlabel(below)
    axes.set_ylabel(beside)
    axes.set_ylim(bottom=0)
    axes.grid(color="#e3e6e5")
    axes.legend()
