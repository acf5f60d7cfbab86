"""Names of processes: unique among the living, the same after a restart."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bot.delivery.identity import Identity

PROGRAM = (
    "import os, sys; from pathlib import Path; from bot.delivery.identity import Identity\n"
    "print(Identity(Path(sys.argv[1])).name, flush=True); os.kill(os.getpid(), 9)"
)


def name_of_a_killed_process(folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], check=False, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_a_killed_process_gets_its_name_again(tmp_path: Path) -> None:
    first = name_of_a_killed_process(tmp_path / "names")
    assert len(first) == 12
    assert name_of_a_killed_process(tmp_path / "names") == first


def test_living_processes_have_different_names(tmp_path: Path) -> None:
    mine = Identity(tmp_path)
    other = name_of_a_killed_process(tmp_path)
    assert other != mine.name
    mine.release()
    again = Identity(tmp_path)
    assert again.name == mine.name
    again.release()


def test_another_folder_gives_another_name(tmp_path: Path) -> None:
    names = [Identity(tmp_path / folder) for folder in ("a", "b")]
    assert names[0].name != names[1].name
    for name in names:
        name.release()
