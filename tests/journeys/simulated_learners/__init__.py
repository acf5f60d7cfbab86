"""Simulated learners go from hello to certificate over the REST interface of a bot that is killed.

`python -m tests.journeys.simulated_learners` runs twenty of them and writes a report. That they
learn as people do is not shown by it; that nobody is lost on the way, nor anything they did, is.
"""

from __future__ import annotations

import sys
from pathlib import Path

# The bot as a process, and how its log is read, are those of the tests of faults.
sys.path.append(str(Path(__file__).parents[2] / "faults"))
