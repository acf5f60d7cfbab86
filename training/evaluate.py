"""`python -m training.evaluate CSV [--adapter FILE]`: the trials of admission, with and without.

The same trials as `bot evaluate llm` (which alone admits a model), told apart by whether the module
was trained with. Runs in the bot's own environment.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.answers.admission import Figures
from bot.answers.models.bundled import BUNDLED
from bot.answers.models.choosing import choose
from bot.answers.prompting import read_prompting
from bot.evaluation.llm_questions import read_trials
from bot.evaluation.llm_trials import Outcome, figures_of, outcomes_of
from bot.learning.ids import module_id_of
from bot.learning.library import load_library
from bot.settings import Settings
from training.triples import HELD_OUT

__all__ = ["rows_of"]

HEADER = ("model", "modules", "given", "right", "absent", "silent", "trials", "unsupported")


def rows_of(name: str, outcomes: Sequence[Outcome]) -> Iterator[tuple[str | int, ...]]:
    """A row of HEADER each for all trials, those of modules trained with, and the held-out ones."""
    held_out = [each for each in outcomes if module_id_of(each.trial.passage_id) in HELD_OUT]
    trained = [each for each in outcomes if each not in held_out]
    for modules, some in (("all", outcomes), ("M01–M09", trained), ("M10–M12", held_out)):
        figures: Figures = figures_of(some)
        yield (
            name,
            modules,
            figures.given,
            figures.right,
            figures.absent,
            figures.silent,
            figures.trials,
            figures.unsupported,
        )


async def outcomes_with(adapter: Path | None, settings: Settings) -> list[Outcome]:
    """What the bundled model does at every trial, with this adapter or as it is."""
    library = load_library(settings.knowledge_dir)
    chosen = await choose(BUNDLED, adapter, None, settings.language_models_dir)
    model = await asyncio.to_thread(chosen.open)
    try:
        return await outcomes_of(
            model,
            read_prompting(taught=adapter is not None),
            read_trials(library),
            library.facts,
            lambda _: print(".", end="", flush=True),
        )
    finally:
        await model.close()
        print()


def main() -> None:
    """Adds the rows of one model to the table, and prints what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path, help="figures are added to it")
    parser.add_argument("--adapter", type=Path)
    given = parser.parse_args()
    outcomes = asyncio.run(outcomes_with(given.adapter, Settings()))
    begun = given.table.is_file()
    name = "with adapter" if given.adapter else "as it comes"
    with given.table.open("a", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        if not begun:
            writer.writerow(HEADER)
        for row in rows_of(name, outcomes):
            writer.writerow(row)
            print(*row)
    for each in outcomes:
        wrong = {"given": not each.right, "absent": not each.silent, "traps": each.unsupported}
        if wrong[each.trial.sort]:
            said = each.text or ("(silent)" if each.silent else "(nothing)")
            print(f"{each.trial.sort} {each.trial.passage_id}: {each.trial.question}\n    {said}")
            print(f"    {', '.join(each.faults)}")


if __name__ == "__main__":
    main()
