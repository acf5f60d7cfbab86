"""`python -m tests.journeys.simulated_learners`: runs them and writes the report."""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
from pathlib import Path

from . import report
from .profiles import twenty
from .run import run

EXPECTED_MESSAGES = 400
"""What a learner says at least on the way."""


def main() -> None:
    """Runs so many learners under so many kills."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=20)
    parser.add_argument("--kills", type=int, default=15)
    parser.add_argument("--seed", default=str(random.SystemRandom().randrange(10**6)))
    parser.add_argument("--report", type=Path, default=Path("docs/learning/simulated_learners.md"))
    parser.add_argument("--json", type=Path, default=Path("bench-results/simulated_learners.json"))
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    people = twenty(chosen.learners, chosen.seed)
    messages = EXPECTED_MESSAGES * len(people)
    with tempfile.TemporaryDirectory() as folder:
        outcome = asyncio.run(run(Path(folder), people, chosen.kills, messages, chosen.seed))
    chosen.json.parent.mkdir(parents=True, exist_ok=True)
    chosen.report.parent.mkdir(parents=True, exist_ok=True)
    found = json.dumps(report.as_json(outcome), ensure_ascii=False, indent=2)
    chosen.json.write_text(f"{found}\n", encoding="utf-8")
    chosen.report.write_text(report.markdown(outcome), encoding="utf-8")
    print(f"{chosen.report} and {chosen.json} are written")


if __name__ == "__main__":
    main()
