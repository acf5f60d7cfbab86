"""What a group of processes costs, read from /proc (Linux)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Memory", "cpu_seconds", "family", "memory"]

PROC = Path("/proc")
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Memory:
    """Resident memory in MiB: `rss` counts shared pages in every process, `pss` only once."""

    rss: float
    pss: float


def family(roots: Iterable[int], mark: str) -> set[int]:
    """The processes `roots`, all that descend from them, and all whose command line has `mark`.

    A server that made itself a daemon descends from nobody, but names its folder when started.
    """
    parents: dict[int, int] = {}
    found = set(roots)
    for folder in PROC.glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int(_stat(folder)[1])
            if mark in (folder / "cmdline").read_bytes().decode(errors="replace"):
                found.add(int(folder.name))
        except OSError:  # it has ended meanwhile
            continue
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found & parents.keys()


def cpu_seconds(pids: Iterable[int]) -> float:
    """User and system time these processes have used so far, in seconds."""
    ticks = 0
    for pid in pids:
        fields = _stat(PROC / str(pid))
        ticks += int(fields[11]) + int(fields[12])
    return ticks / TICKS


def memory(pids: Iterable[int]) -> Memory:
    """What these processes hold together now."""
    rss = pss = 0
    for pid in pids:
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            name, _, rest = line.partition(":")
            if name == "Rss":
                rss += int(rest.split()[0])
            elif name == "Pss":
                pss += int(rest.split()[0])
    return Memory(rss / 1024, pss / 1024)


def _stat(folder: Path) -> list[str]:
    """The fields of /proc/<pid>/stat from the third (state) on; see proc(5)."""
    # The second field is the command in brackets and may itself hold spaces and brackets.
    return (folder / "stat").read_text().rpartition(")")[2].split()
