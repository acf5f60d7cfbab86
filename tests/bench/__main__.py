"""`make bench`, or ``python -m tests.bench [--quick] [--seconds N]``."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from bot.dialogue.training import TrainingError
from bot.evaluation.stock import make_project, trained_model
from bot.settings import ROOT

from .goals import goals
from .machine import describe
from .measure import Plan, measure
from .plot import plot
from .report import as_json, goal_table, markdown, result_table, rows
from .results import Side
from .servers import BenchError, Server, bot_programs, stock_programs
from .understanding import read_sentences

BOT, STOCK = "this bot", "stock Rasa"
RESULTS = ROOT / "bench-results"
SENTENCES = ROOT / "tests" / "evaluation" / "understanding.yml"
HOW = (
    "Both sides run on the machine named below, get the same texts over the same REST endpoint, "
    "each message after the answer to the one before, and are given work in turns. Per core: "
    "messages divided by the CPU time of all processes of a side (this bot: `bot serve` and its "
    "Valkey; stock: `rasa run` and `rasa run actions`). A message of the long conversation: the "
    "median over the ten messages around it, the same ten at each place. Accuracy: on "
    "`tests/evaluation/understanding.yml` by `POST /model/parse`; the fallback counts as an answer."
)


def main() -> int:
    """Measures, prints the tables and writes bench-results/; 1 where something did not run."""
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run, to try it out")
    parser.add_argument(
        "--seconds",
        type=float,
        help="load on each side at each number of people (default: 30, quick: 3)",
    )
    options = parser.parse_args()
    plan = _plan(options.quick, options.seconds)
    console = Console()
    machine = describe()

    def tell(what: str) -> None:
        console.print(f"… {what}", style="dim", highlight=False)

    try:
        sides = _measured(plan, tell)
    except (BenchError, TrainingError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    machine["load after"] = " ".join(f"{load:.1f}" for load in os.getloadavg())
    _write(sides, machine)
    console.print(result_table(rows(sides[BOT], sides[STOCK])))
    console.print(goal_table(goals(sides[BOT], sides[STOCK])))
    console.print(f"JSON, plot and page: {RESULTS}")
    return 0


def _plan(quick: bool, seconds: float | None) -> Plan:
    return Plan(
        boots=1 if quick else 3,
        people=(1, 8, 32),
        seconds=seconds or (3 if quick else 30),
        positions=(10, 100) if quick else (10, 100, 500, 1000),
        # The goal on length is about this bot alone, and stock needs minutes for one.
        conversations={BOT: 1 if quick else 3, STOCK: 1},
        sentences=read_sentences(SENTENCES, step=10 if quick else 1),
    )


def _measured(plan: Plan, tell: Callable[[str], None]) -> dict[str, Side]:
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        project = Path(folder) / "project"
        project.mkdir()
        make_project(project)
        tell("models: this bot's, where out of date, and stock's (minutes the first time)")
        _train_bot()
        model = trained_model(project)
        servers = [
            Server(BOT, bot_programs, Path(folder)),
            Server(STOCK, stock_programs(project, model), Path(folder)),
        ]
        try:
            return asyncio.run(measure(servers, plan, tell))
        finally:
            for server in servers:
                server.stop()


def _train_bot() -> None:
    command = [str(Path(sys.executable).with_name("bot")), "train", "--if-needed"]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise BenchError("this bot's model could not be made; why stands above")


def _write(sides: dict[str, Side], machine: dict[str, str]) -> None:
    RESULTS.mkdir(exist_ok=True)
    reached = goals(sides[BOT], sides[STOCK])
    found = rows(sides[BOT], sides[STOCK])
    content = json.dumps(as_json(sides, reached, machine), ensure_ascii=False, indent=1)
    (RESULTS / "bench.json").write_text(content + "\n", encoding="utf-8")
    page = markdown(found, reached, machine, HOW)
    (RESULTS / "bench.md").write_text(page, encoding="utf-8")
    plot(sides, RESULTS / "bench.svg")


if __name__ == "__main__":
    sys.exit(main())
