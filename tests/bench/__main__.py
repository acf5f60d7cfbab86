"""`make bench`, or ``python -m tests.bench [--quick] [--seconds N] [--only platforms]``."""

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
from typing import Any

from rich.console import Console

from bot.dialogue.training import TrainingError
from bot.evaluation.stock import make_project, trained_model
from bot.settings import ROOT

from .goals import goals
from .machine import describe
from .measure import Plan, measure
from .platforms import HOW as HOW_PLATFORMS
from .platforms import PlatformPlan, measure_platforms
from .platforms_results import platform_goals, platform_page, platform_table, platforms_as_json
from .platforms_stock import stock_model
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
    parser.add_argument(
        "--only", choices=["platforms"], help="this section alone; default: everything"
    )
    options = parser.parse_args()
    plan = _plan(options.quick, options.seconds)
    console = Console()

    def tell(what: str) -> None:
        console.print(f"… {what}", style="dim", highlight=False)

    RESULTS.mkdir(exist_ok=True)
    try:
        tell("this bot's model, where out of date")
        _train_bot()
        if options.only is None:
            _beside_stock(plan, console, tell)
        _behind_platforms(PlatformPlan.of(options.quick), console, tell)
    except (BenchError, TrainingError) as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    console.print(f"JSON, plot and pages: {RESULTS}")
    return 0


def _beside_stock(plan: Plan, console: Console, tell: Callable[[str], None]) -> None:
    machine = describe()
    sides = _measured(plan, tell)
    _write(sides, machine | _load_after())
    console.print(result_table(rows(sides[BOT], sides[STOCK])))
    console.print(goal_table(goals(sides[BOT], sides[STOCK])))


def _behind_platforms(plan: PlatformPlan, console: Console, tell: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        project = Path(folder) / "project"
        project.mkdir()
        tell("stock's model with few epochs (minutes the first time)")
        model = stock_model(project)
        machine = describe()
        found = measure_platforms(Path(folder), project, model, plan, tell)
    machine |= _load_after()
    page = platform_page(found, machine, HOW_PLATFORMS)
    (RESULTS / "platforms.md").write_text(page, encoding="utf-8")
    _write_json(RESULTS / "platforms.json", platforms_as_json(found, machine))
    console.print(platform_table(found))
    console.print(goal_table(platform_goals(found)))


def _load_after() -> dict[str, str]:
    return {"load after": " ".join(f"{load:.1f}" for load in os.getloadavg())}


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
        tell("stock's model (up to an hour the first time)")
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
    reached = goals(sides[BOT], sides[STOCK])
    found = rows(sides[BOT], sides[STOCK])
    _write_json(RESULTS / "bench.json", as_json(sides, reached, machine))
    page = markdown(found, reached, machine, HOW)
    (RESULTS / "bench.md").write_text(page, encoding="utf-8")
    plot(sides, RESULTS / "bench.svg")


def _write_json(file: Path, content: dict[str, Any]) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
