"""Three able learners from hello to certificate, with two kills on the way."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest
from simulated_learners.profiles import a_few
from simulated_learners.run import run

MESSAGES = 150
"""What three of them say at least."""


@pytest.mark.soak
@pytest.mark.timeout(900)  # a start may take minutes on a machine with other work
async def test_three_learners_and_two_kills(tmp_path: Path) -> None:
    seed = os.environ.get("BOT_KILL_SEED") or str(random.SystemRandom().randrange(10**6))
    print(f"BOT_KILL_SEED={seed}")
    outcome = await run(tmp_path, a_few(3, seed), 2, MESSAGES, seed)
    assert len(outcome.killed) == 2
    assert {each.code for each in outcome.learners} != {""}
