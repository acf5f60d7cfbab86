"""Rasa's own training command, in a process of its own, its output in a log."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bot.dialogue.training import TrainingError

__all__ = ["ONE_THREAD", "rasa_train"]

ONE_THREAD: Mapping[str, str] = dict.fromkeys(
    (
        "MKL_NUM_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "TF_NUM_INTEROP_THREADS",
        "TF_NUM_INTRAOP_THREADS",
    ),
    "1",
)
"""The environment in which a process computes on one thread; training does not keep to it."""


def rasa_train(arguments: Sequence[str], folder: Path, model: Path) -> None:
    """Runs ``rasa train`` with these arguments in `folder` and puts what it makes at `model`.

    The log, with the suffix .log, stays beside the model. Rasa's cache is not used: it does not
    notice changed constants in a component's file. Raises TrainingError, which names the log.
    """
    model.parent.mkdir(parents=True, exist_ok=True)
    log = model.with_name(model.name.removesuffix(".tar.gz") + ".log")
    environment = {name: value for name, value in os.environ.items() if name not in ONE_THREAD}
    with tempfile.TemporaryDirectory(dir=model.parent, prefix=".training-") as made:
        environment |= {
            "RASA_CACHE_DIRECTORY": f"{made}/cache",
            "RASA_TELEMETRY_ENABLED": "false",
            "TF_CPP_MIN_LOG_LEVEL": "3",
        }
        command = [sys.executable, "-m", "rasa", "train", *arguments]
        with log.open("wb") as output:
            done = subprocess.run(
                [*command, "--out", made, "--fixed-model-name", "made"],
                cwd=folder,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        found = Path(made) / "made.tar.gz"
        if done.returncode != 0 or not found.is_file():
            raise TrainingError(f"{model.name} could not be made; the log of its training: {log}")
        shutil.move(found, model)
