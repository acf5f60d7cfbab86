"""`bot evaluate`: how well intents are understood on sentences the model has not seen."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict
from pathlib import Path

import yaml
from rich.console import Console
from rich.table import Table

from bot.commands.failures import one_sentence
from bot.commands.logs import set_up_logs
from bot.settings import Settings

__all__ = ["evaluate"]


def evaluate(settings: Settings, sentences: Path) -> int:
    """Prints accuracy by way of writing, the commonest confusions, and milliseconds a sentence."""
    set_up_logs(settings.log_level)
    from bot.dialogue.engine import load_agent

    with one_sentence():
        agent = load_agent(settings.model)
    labelled = yaml.safe_load(sentences.read_text(encoding="utf-8"))["sentences"]
    right: dict[str, list[bool]] = defaultdict(list)
    confused: Counter[tuple[str, str]] = Counter()
    began = time.monotonic()
    for sentence in labelled:
        parsed = asyncio.run(agent.parse_message(sentence["text"]))
        found = parsed["intent"]["name"]
        right[sentence["writing"]].append(found == sentence["intent"])
        if found != sentence["intent"]:
            confused[sentence["intent"], found] += 1
    seconds = time.monotonic() - began
    _print(right, confused, 1000 * seconds / len(labelled))
    return 0


def _print(
    right: dict[str, list[bool]], confused: Counter[tuple[str, str]], milliseconds: float
) -> None:
    table = Table("writing", "sentences", "right", "accuracy")
    every = [mark for marks in right.values() for mark in marks]
    for writing, marks in [*sorted(right.items()), ("all", every)]:
        share = f"{sum(marks) / len(marks):.3f}"
        table.add_row(writing, str(len(marks)), str(sum(marks)), share)
    console = Console()
    console.print(table)
    for (meant, found), count in confused.most_common(12):
        console.print(f"{count:3d}  {meant} understood as {found}")
    console.print(f"{milliseconds:.1f} ms a sentence")
